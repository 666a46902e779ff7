/* The runtime: made, run from outside, freed. */
#include "py/import.h"
#include "py/unmade.h"

#include <stdlib.h>
#include <sys/mman.h>

#define STACK_VALUES (2u << 20)
#define STACK_GUARD (64u << 10)

/* 0 in the host's limits stands for the table's value. So a host sets only the ones that it
 * means. */
static uint64_t or_limit(uint64_t given, enum lk_limit which)
{
    return given ? given : lk_limit(which);
}

/* Limits are copied: the host's structure may go away. */
static void take_limits(struct lk_vm *vm, const struct lk_vm_limits *l)
{
    static const struct lk_vm_limits standard;
    l = l ? l : &standard;
    vm->memory_max = or_limit(l->memory, LK_LIMIT_SCRIPT_MEMORY);
    vm->depth_max = (uint32_t)or_limit(l->depth, LK_LIMIT_CALL_DEPTH);
    vm->c_stack_max = or_limit(l->c_stack, LK_LIMIT_C_STACK);
    vm->int_bits_max = or_limit(l->int_bits, LK_LIMIT_INT_BITS);
    vm->steps_max = or_limit(l->steps, LK_LIMIT_MODULE_STEPS);
    vm->seconds_max = (int64_t)or_limit(l->seconds, LK_LIMIT_MODULE_SECONDS);
    vm->stress = l->gc_stress;
}

/* Reserved once, so that it never moves; pages come as they are touched. The guard at the end
 * leaves natives room to push without asking. */
static void make_stack(struct lk_vm *vm)
{
    void *p = mmap(NULL, STACK_VALUES * sizeof *vm->stack, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) {
        lk_oom();
    }
    vm->stack = vm->sp = p;
    vm->end = vm->stack + STACK_VALUES - STACK_GUARD;
}

/* Everything a runtime has is made here or on first use. During the start nothing is collected:
 * the half-made classes are reachable from nowhere. The first collection comes after 8 MiB more. */
struct lk_vm *lk_vm_new(const struct lk_py_host *host, struct lk_sources *sources,
                        const struct lk_vm_limits *limits)
{
    struct lk_vm *vm = lk_zalloc(1, sizeof *vm);
    take_limits(vm, limits);
    make_stack(vm);
    vm->arena = lk_arena_new();
    vm->sources = sources;
    vm->host = *host;
    vm->trigger = SIZE_MAX;
    vm->ticks = 1;
    vm->class_version = 1;
    lk_rows_boot(vm);
    lk_types_boot(vm);
    vm->trigger = vm->stress ? 0 : vm->bytes + (8u << 20);
    return vm;
}

/* Instances first, then the classes that tell how to free them. An instance's class has the
 * table that frees its payload. */
static void free_all(struct lk_vm *vm)
{
    vm->sp = vm->stack;
    vm->frame = NULL;
    for (int pass = 0; pass < 2; pass++) {
        struct lk_cell **link = &vm->cells;
        while (*link) {
            struct lk_cell *c = *link;
            if (pass == 0 && c->kind == LK_T_CLASS) {
                link = &c->next;
                continue;
            }
            *link = c->next;
            lk_release_cell(vm, c);
            free(c);
        }
    }
}

/* Parsed modules live as long as the runtime. The trees themselves are in the arena. */
static void free_units(struct lk_vm *vm)
{
    while (vm->units) {
        struct lk_unit *next = vm->units->next;
        lk_map_clear(&vm->units->generators);
        lk_map_clear(&vm->units->codes);
        free(vm->units->name);
        free(vm->units->lit);
        free(vm->units);
        vm->units = next;
    }
}

/* No script code runs: there are no finalizers. NULL is allowed. The sources are the host's and
 * stay. */
void lk_vm_free(struct lk_vm *vm)
{
    if (!vm) {
        return;
    }
    free_all(vm);
    free_units(vm);
    munmap(vm->stack, STACK_VALUES * sizeof *vm->stack);
    lk_err_clear(&vm->refused);
    lk_map_clear(&vm->native_classes);
    lk_arena_free(vm->arena);
    free(vm->gray.v);
    free(vm->pins.v);
    free(vm->refusal.broken.v);
    free(vm->guards.v);
    free(vm->guarded.v);
    free(vm->interned.slot);
    free(vm->rowinfo);
    free(vm);
}

/* The host's table of sources. They stay the host's. */
struct lk_sources *lk_vm_sources(struct lk_vm *vm)
{
    return vm->sources;
}

/* What the host gave as its own. */
void *lk_vm_host(struct lk_vm *vm)
{
    return vm->host.self;
}

/* Natives push what must outlive a call into a script. Without the check a native that loops
 * would write behind the stack. */
void lk_push(struct lk_vm *vm, struct lk_value v)
{
    if (vm->sp >= vm->end + STACK_GUARD - 1) {
        lk_oom();
    }
    lk_put(vm, v);
}

/* The value on top. The stack must not be empty below the caller's own mark. */
struct lk_value lk_pop(struct lk_vm *vm)
{
    return *--vm->sp;
}

/* A place to come back to. Marks nest: cut in reverse order of taking them. */
struct lk_value *lk_stack_mark(struct lk_vm *vm)
{
    return vm->sp;
}

/* Drops everything above a mark. Values above it may be collected from then on. */
void lk_stack_cut(struct lk_vm *vm, struct lk_value *mark)
{
    vm->sp = mark;
}

/* Kept for the life of the runtime. There is no way to release it, so it is for modules and
 * results of a run, not for values of a loop. */
void lk_pin(struct lk_vm *vm, struct lk_value v)
{
    *LK_PUSH(&vm->pins) = v;
}

/* Handlers that are active, those of callers included. While it is not 0, a failure may be
 * caught by the script. */
uint32_t lk_vm_handlers(const struct lk_vm *vm)
{
    return vm->handlers;
}

/* The first handler settles what is in flight: from here on failures can be observed. Without
 * handlers the host may send statements ahead without waiting for their results. */
void lk_vm_handler_enter(struct lk_vm *vm)
{
    if (!vm->handlers && vm->host.settle) {
        (void)vm->host.settle(vm, vm->host.self, LK_WHY_HANDLER);
    }
    vm->handlers++;
}

/* The counterpart. */
void lk_vm_handler_leave(struct lk_vm *vm)
{
    vm->handlers -= vm->handlers > 0;
}

/* Is it a place in a module that is built in? Nobody can mend anything there. */
bool lk_vm_is_provided(const struct lk_vm *vm, struct lk_span span)
{
    return lk_str_starts(lk_sources_name(vm->sources, span.source), LK_STR("<frozen "));
}

/* Where the innermost script frame is just now. Natives have no place of their own: theirs is
 * that of the call. So is that of modules that are built in, if a script has called them. */
struct lk_span lk_vm_span(const struct lk_vm *vm)
{
    struct lk_span first = LK_NOWHERE;
    for (const struct lk_frame *f = vm->frame; f; f = f->prev) {
        if (f->at && !lk_vm_is_provided(vm, f->at->span)) {
            return f->at->span;
        }
        if (f->at && !first.source) {
            first = f->at->span;
        }
    }
    return first;
}

/* What a parsed module keeps while it runs: interned names and literals. Literals are made at
 * their first use. */
struct lk_unit *lk_unit_new(struct lk_vm *vm, const struct lk_py_ast *ast)
{
    struct lk_unit *u = lk_zalloc(1, sizeof *u);
    u->ast = ast;
    u->name = lk_zalloc(ast->nname + 1u, sizeof *u->name);
    u->lit = lk_zalloc(ast->nlit + 1u, sizeof *u->lit);
    for (uint32_t i = 0; i < ast->nname; i++) {
        u->name[i] = lk_intern(vm, ast->name[i]);
    }
    u->next = vm->units;
    vm->units = u;
    return u;
}

/* Runs a module's body in its own globals. The slots of a module's frame serve comprehensions
 * and such; its names are in the dict. */
bool lk_module_run(struct lk_module *m, struct lk_vm *vm, const struct lk_py_ast *ast,
                   bool lenient)
{
    struct lk_unit *unit = lk_unit_new(vm, ast);
    const struct lk_py_code *c = ast->code;
    struct lk_frame f = {.unit = unit, .code = c, .module = m, .slot = vm->sp};
    if (!lk_room(vm, lk_py_frame_slots(c) + 1024) || !lk_vm_enter(vm, "")) {
        return false;
    }
    for (uint32_t i = 0; i < lk_py_frame_slots(c); i++) {
        bool box = i >= c->nlocals;
        lk_put(vm, box ? lk_new_box(vm, lk_empty()) : lk_empty());
    }
    lk_frame_enter(&f, vm);
    if (c->doc) {
        lk_dict_put(vm, f.globals, vm->known[LK_N_doc], lk_new_str(vm, c->doc->lit.text));
    }
    lk_exec_body_fn *run = lenient ? lk_exec_lenient : lk_exec_body;
    bool ok = run(&f, c->body) != LK_RAISE;
    lk_frame_leave(&f);
    lk_vm_leave(vm);
    vm->sp = f.slot;
    return ok;
}

/* What relative imports are relative to. A package is its own package, a module that of its
 * parent; only a package has __path__. */
static void set_package(struct lk_vm *vm, struct lk_module *m, const struct lk_module_init *i)
{
    ptrdiff_t dot = lk_str_rfind_byte(i->name, '.');
    struct lk_str package = i->package ? i->name
                            : lk_str_cut(i->name, 0, dot < 0 ? 0 : (size_t)dot);
    struct lk_value self = lk_of_cell(m);
    m->package = lk_new_str(vm, package);
    lk_own_attr_set(vm, self, "__package__", m->package);
    if (i->file.n) {
        lk_own_attr_set(vm, self, "__file__", lk_new_str(vm, i->file));
    }
    if (i->package) {
        struct lk_value path = lk_new_str(vm, i->path);
        lk_own_attr_set(vm, self, "__path__", lk_new_list(vm, &path, 1));
    }
}

/* What applications ask of __spec__: who they are. */
static void set_spec(struct lk_vm *vm, struct lk_module *m, const struct lk_module_init *i)
{
    struct lk_value spec = lk_instance(vm, vm->cls[LK_TY_object]);
    lk_own_attr_set(vm, lk_of_cell(m), "__spec__", spec);
    lk_own_attr_set(vm, spec, "name", m->name);
    lk_own_attr_set(vm, spec, "parent", m->package);
    lk_own_attr_set(vm, spec, "origin", lk_new_str(vm, i->file));
}

/* What a partial module has in common with those that are tables. */
static const struct lk_py_module partial = {.name = "partial"};

/* Makes a module, lists it and runs its body. It is in sys.modules before it runs, as imports in
 * a circle need, and is taken out again when the body fails. */
bool lk_vm_load_inside(struct lk_value *module, struct lk_vm *vm, const struct lk_py_ast *ast,
                       const struct lk_module_init *init)
{
    struct lk_value name = lk_intern(vm, init->name);
    struct lk_module *m = lk_module_make(vm, name);
    *module = lk_of_cell(m);
    lk_put(vm, *module);
    set_package(vm, m, init);
    if (init->lenient) {
        set_spec(vm, m, init);
    }
    m->def = init->partial ? &partial : NULL;
    lk_dict_put(vm, lk_dict_of(vm->modules), name, *module);
    bool ok = lk_module_run(m, vm, ast, init->lenient);
    if (!ok) {
        struct lk_entry *e = lk_dict_find(lk_dict_of(vm->modules), name);
        if (e) {
            lk_dict_remove(lk_dict_of(vm->modules), e);
        }
    }
    vm->sp--;
    return ok;
}

/* The outermost entry notes where the C stack stands. From there the depth of recursion is
 * measured. */
static bool enter_door(struct lk_vm *vm)
{
    if (vm->c_base) {
        return false;
    }
    vm->c_base = __builtin_frame_address(0);
    return true;
}

/* An exception becomes an error only where the host is told. So an exception that passes several
 * doors is still one exception inside. */
static bool leave_door(struct lk_vm *vm, bool outermost, bool ok, struct lk_err *err)
{
    if (!ok) {
        lk_vm_catch(vm, err);
    }
    if (outermost) {
        vm->c_base = NULL;
    }
    return ok;
}

/* For the host. The module is pinned: the host keeps it without knowing of the collector. */
bool lk_vm_load(struct lk_value *module, struct lk_vm *vm, const struct lk_py_ast *ast,
                const struct lk_module_init *init, struct lk_err *err)
{
    bool outermost = enter_door(vm);
    bool ok = lk_vm_load_inside(module, vm, ast, init);
    if (ok) {
        lk_pin(vm, *module);
    }
    return leave_door(vm, outermost, ok, err);
}

/* Calls a script's function for the host. The result is pinned; args may be NULL for none. */
bool lk_vm_run(struct lk_value *out, struct lk_vm *vm, struct lk_value fn,
               const struct lk_args *args, struct lk_err *err)
{
    static const struct lk_args none;
    bool outermost = enter_door(vm);
    bool ok = lk_vm_call(out, vm, fn, args ? args : &none);
    if (ok) {
        lk_pin(vm, *out);
    }
    return leave_door(vm, outermost, ok, err);
}

/* A name of a module, or EMPTY. */
struct lk_value lk_vm_global(struct lk_vm *vm, struct lk_value module, const char *name)
{
    return lk_own_attr(vm, module, name);
}

/* Where the exception was raised. The first place noted is the deepest one; the traceback shows
 * the others. */
static struct lk_span innermost(const struct lk_vm *vm, const struct lk_exception *e)
{
    size_t i = 0;
    while (i + 1 < e->trace.n && lk_vm_is_provided(vm, e->trace.v[i].span)) {
        i++;
    }
    return e->trace.n ? e->trace.v[i].span : LK_NOWHERE;
}

/* The place of a refusal may be in a module; what is to be replaced is the revision that used
 * it. */
static void tell_outer(const struct lk_vm *vm, struct lk_err *err)
{
    struct lk_span outer = vm->refusal.outer;
    struct lk_place at;
    if (err->span.source && outer.source && outer.source != err->span.source &&
        lk_sources_place(&at, vm->sources, outer)) {
        lk_err_detail(err, "used by " LK_PRI ":%u", LK_ARG(at.file), at.line);
    }
}

/* A refusal wins over an exception: it was meant to end the run. The message is the exception's
 * last line, as Python prints it; the traceback goes into the detail. Nothing is pending
 * afterwards; err may be NULL. */
void lk_vm_catch(struct lk_vm *vm, struct lk_err *err)
{
    if (lk_is_refused(vm)) {
        if (err) {
            lk_err_move(err, &vm->refused);
            tell_outer(vm, err);
        }
        lk_err_clear(&vm->refused);
        vm->exc = lk_empty();
        return;
    }
    struct lk_value e = lk_caught(vm);
    struct lk_buf trace = {0};
    if (lk_is_empty(e)) {
        lk_fail(err, LK_E_INTERNAL, "the script runtime failed without an exception");
        return;
    }
    lk_put(vm, e);
    lk_exc_headline(&trace, vm, e);
    lk_fail_at(err, LK_E_SCRIPT, innermost(vm, LK_CELL_OF(lk_exception, e)), LK_PRI,
               LK_ARG(lk_str_trim(lk_buf_str(&trace))));
    lk_buf_clear(&trace);
    lk_exc_print(&trace, vm, e);
    if (err) {
        /* without the last newline; a group's traceback begins indented */
        struct lk_str text = lk_buf_str(&trace);
        text.n -= text.n && text.p[text.n - 1] == '\n';
        lk_err_detail(err, LK_PRI, LK_ARG(text));
    }
    lk_buf_clear(&trace);
    if (err && LK_CELL_OF(lk_exception, e)->hint) {
        lk_err_hint(err, "%s", LK_CELL_OF(lk_exception, e)->hint);
    }
    vm->sp--;
}
