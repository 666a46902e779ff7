/* Calls: whatever is callable, frames of script functions. */
#include "py/abandon.h"
#include "py/op.h"

#include <stdlib.h>

/* Measured by the address of a local, whatever the compiler made of the frames.  Script calls
 * nest in C calls; a native stack that runs over would kill the process. */
static bool c_stack_left(struct lk_vm *vm)
{
    const char here = 0;
    const char *p = &here;
    size_t used = (size_t)(vm->c_base > p ? vm->c_base - p : p - vm->c_base);
    return used < vm->c_stack_max;
}

/* RecursionError, as CPython's.  Always false; `what` continues the message. */
static bool too_deep(struct lk_vm *vm, const char *what)
{
    return lk_raise(vm, LK_EXC_RecursionError, "maximum recursion depth exceeded%s", what);
}

/* Counts a call; every entry has its lk_vm_leave.  The bound is on calls and on the C stack,
 * whichever is reached first. */
bool lk_vm_enter(struct lk_vm *vm, const char *what)
{
    if (!c_stack_left(vm) || vm->depth >= vm->depth_max) {
        return too_deep(vm, what);
    }
    vm->depth++;
    return true;
}

/* The counterpart.  Also after an error. */
void lk_vm_leave(struct lk_vm *vm)
{
    vm->depth--;
}

/* Is there room for n more values on the operand stack? Refuses with LK_E_LIMIT; a script cannot
 * catch that. */
bool lk_room(struct lk_vm *vm, size_t n)
{
    if ((size_t)(vm->end - vm->sp) > n) {
        return true;
    }
    return lk_refuse(vm, LK_E_LIMIT, "too many values at once: the operand stack is full");
}

/* Links a frame into the chain.  The serial tells a frame from a later one at the same address. */
void lk_frame_enter(struct lk_frame *f, struct lk_vm *vm)
{
    f->vm = vm;
    f->prev = vm->frame;
    f->serial = ++vm->serials;
    f->born = vm->births;
    f->globals = f->module->cell.attrs;
    f->ret = lk_none();
    vm->frame = f;
}

/* Unlinks it; its slots are the caller's to drop. */
void lk_frame_leave(struct lk_frame *f)
{
    f->vm->frame = f->prev;
}

/* Runs a function's body; a lambda's one return without going through statements.  *out is None
 * where the body ends without return. */
bool lk_frame_run(struct lk_value *out, struct lk_frame *f)
{
    const struct lk_py_body *body = f->code->body;
    if (f->code->kind == LK_PY_CODE_LAMBDA && body->v[0]->one) {
        return lk_eval_take(out, f, body->v[0]->one);
    }
    enum lk_status st = lk_exec_body(f, body);
    *out = st == LK_RETURN ? f->ret : lk_none();
    return st != LK_RAISE;
}

/* Locals behind the parameters are empty, cells are new, free cells come from the closure.  The
 * stack pointer stands behind the frame when it is done. */
static void fill_frame(struct lk_vm *vm, const struct lk_function *fn, struct lk_value *slot)
{
    const struct lk_py_code *c = fn->code;
    struct lk_value *end = slot + c->nlocals;
    for (; vm->sp < end; vm->sp++) {
        *vm->sp = lk_empty();
    }
    for (uint32_t i = 0; i < c->ncells; i++) {
        lk_put(vm, lk_new_box(vm, lk_empty()));
    }
    for (uint32_t i = 0; i < c->nfree; i++) {
        lk_put(vm, fn->v[i]);
    }
}

/* Parameters stand in the first slots; unless all belong there they are put where they do.  They
 * are set aside for that, since slots and parameters overlap. */
static void make_frame(struct lk_vm *vm, const struct lk_function *fn, struct lk_value *slot)
{
    const struct lk_py_code *c = fn->code;
    if (fn->direct) {
        fill_frame(vm, fn, slot);
        return;
    }
    struct lk_value *aside = lk_alloc(c->nparam * sizeof *aside + 1);
    memcpy(aside, slot, c->nparam * sizeof *aside);
    vm->sp = slot;
    fill_frame(vm, fn, slot);
    for (uint32_t i = 0; i < c->nparam; i++) {
        const struct lk_py_name *n = &c->param[i].name;
        if (n->scope == LK_PY_CELL) {
            LK_CELL_OF(lk_box, slot[n->slot])->value = aside[i];
        } else {
            slot[n->slot] = aside[i];
        }
    }
    free(aside);
}

/* Arguments become the first slots of the frame without being copied.  All of it, arguments and
 * locals, is dropped when it ends. */
static bool run_function(struct lk_vm *vm, struct lk_value *base)
{
    struct lk_function *fn = LK_CELL_OF(lk_function, base[0]);
    struct lk_frame f = {.unit = fn->unit, .code = fn->code, .fn = fn, .module = fn->module,
                         .slot = base + 1};
    struct lk_value out;
    uint64_t born = vm->births;
    lk_frame_enter(&f, vm);
    bool ok = lk_safe(vm) && lk_frame_run(&out, &f);
    lk_frame_leave(&f);
    vm->sp = base;
    if (ok) {
        lk_put(vm, out);
        ok = !lk_may_be_unused(vm, born) || lk_close_unused(vm, born);
    }
    return ok;
}

/* A generator keeps its frame for later.  Nothing of its body runs before the first next(). */
static bool start_function(struct lk_vm *vm, struct lk_value *base)
{
    struct lk_function *fn = LK_CELL_OF(lk_function, base[0]);
    make_frame(vm, fn, base + 1);
    if (fn->code->flags & LK_PY_GENERATOR) {
        struct lk_value g = lk_new_generator(vm, fn, base + 1, lk_py_frame_slots(fn->code));
        vm->sp = base;
        lk_put(vm, g);
        return true;
    }
    if (vm->depth >= vm->depth_max || !c_stack_left(vm)) {
        return too_deep(vm, "");
    }
    vm->depth++;
    bool ok = run_function(vm, base);
    vm->depth--;
    return ok;
}

/* A positional call with the right number takes the short way. 1024 is room for the values that
 * evaluating expressions needs besides the slots. */
static bool call_function(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_function *fn = LK_CELL_OF(lk_function, base[0]);
    const struct lk_py_code *c = fn->code;
    if (c->flags & LK_PY_ASYNC) {
        return lk_refuse(vm, LK_E_UNSUPPORTED,
                         "'" LK_PRI "' is an async function; limbeck does not run these",
                         LK_ARG(lk_text(fn->name)));
    }
    if (!lk_room(vm, lk_py_frame_slots(c) + c->nparam + 1024)) {
        return false;
    }
    if ((nkw || npos != c->npos || npos != c->nparam) && !lk_bind_params(vm, base, npos, nkw)) {
        return false;
    }
    return start_function(vm, base);
}

/* The function of a method and its self take the place of the method.  Everything above moves up
 * by one. */
static bool insert_self(struct lk_vm *vm, struct lk_value *base, struct lk_value fn,
                        struct lk_value self)
{
    if (!lk_room(vm, 1)) {
        return false;
    }
    memmove(base + 2, base + 1, (size_t)(vm->sp - base - 1) * sizeof *base);
    vm->sp++;
    base[0] = fn;
    base[1] = self;
    return true;
}

/* The instance moves in front of the arguments. */
static bool call_method(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_method *m = LK_CELL_OF(lk_method, base[0]);
    return insert_self(vm, base, m->fn, m->self) && lk_call_at(vm, base, npos + 1, nkw);
}

/* __call__ of an instance.  Only what the class has counts, never an attribute of the instance. */
static bool call_object(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_value fn = lk_override(vm, base[0], LK_N_call);
    if (lk_is_empty(fn) || !lk_vm_enter(vm, " while calling a Python object")) {
        return lk_is_empty(fn) && lk_raise(vm, LK_EXC_TypeError,
                                           "'" LK_PRI "' object is not callable",
                                           LK_ARG(lk_type_name(vm, base[0])));
    }
    bool function = lk_is(fn, LK_T_FUNCTION) || lk_is(fn, LK_T_NATIVE), ok;
    if (function) {
        ok = insert_self(vm, base, fn, base[0]) && lk_call_at(vm, base, npos + 1, nkw);
    } else {
        ok = lk_bind(&base[0], vm, fn, base[0], lk_cls(vm, base[0])) &&
             lk_call_at(vm, base, npos, nkw);
    }
    lk_vm_leave(vm);
    return ok;
}

/* staticmethod objects call what they wrap. */
static bool call_inner(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    base[0] = LK_CELL_OF(lk_wrap, base[0])->inner;
    return lk_call_at(vm, base, npos, nkw);
}

/* list[int]() is list(). */
static bool call_alias(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    base[0] = LK_CELL_OF(lk_alias, base[0])->origin;
    return lk_call_at(vm, base, npos, nkw);
}

/* Calling what was imported from an unknown module is refused. */
static bool call_placeholder(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    (void)npos;
    (void)nkw;
    return lk_placeholder_refuse(vm, base[0]);
}

typedef bool call_fn(struct lk_vm *, struct lk_value *, uint32_t, uint32_t);
/* Kinds without a row are callable through __call__ of their class only. */
static call_fn *const by_kind[LK_T_COUNT] = {
    [LK_T_FUNCTION] = call_function, [LK_T_NATIVE] = lk_call_native,
    [LK_T_METHOD] = call_method,     [LK_T_CLASS] = lk_call_class,
    [LK_T_STATICMETHOD] = call_inner, [LK_T_ALIAS] = call_alias,
    [LK_T_PLACEHOLDER] = call_placeholder,
};

/* Calls base[0] with what lies above it; the result replaces all of it.  Functions check the
 * depth themselves. */
bool lk_call_at(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    call_fn *call = by_kind[base[0].tag];
    if (base[0].tag != LK_T_FUNCTION && !c_stack_left(vm)) {
        return too_deep(vm, " while calling a Python object");
    }
    return call ? call(vm, base, npos, nkw) : call_object(vm, base, npos, nkw);
}

/* callable(v). */
bool lk_callable(struct lk_vm *vm, struct lk_value v)
{
    return v.tag == LK_T_PLACEHOLDER || by_kind[v.tag] ||
           !lk_is_empty(lk_override(vm, v, LK_N_call));
}

/* For natives: the arguments are copied to the stack.  Nothing runs any more once the script was
 * refused. */
bool lk_vm_call(struct lk_value *out, struct lk_vm *vm, struct lk_value fn,
                const struct lk_args *a)
{
    struct lk_value *base = vm->sp;
    if (lk_is_refused(vm) || !lk_room(vm, a->n + 2 * a->nkw + 1)) {
        return false;
    }
    lk_put(vm, fn);
    for (uint32_t i = 0; i < a->n + a->nkw; i++) {
        lk_put(vm, a->v[i]);
    }
    for (uint32_t i = 0; i < a->nkw; i++) {
        lk_put(vm, lk_intern_value(vm, a->kw[i]));
    }
    bool ok = lk_call_at(vm, base, a->n, a->nkw);
    if (ok) {
        *out = vm->sp[-1];
    }
    vm->sp = base;
    return ok;
}

/* Positional arguments only. */
bool lk_vm_callv(struct lk_value *out, struct lk_vm *vm, struct lk_value fn,
                 const struct lk_value *v, uint32_t n)
{
    return lk_vm_call(out, vm, fn, &(struct lk_args){.v = v, .n = n});
}

/* Calls what a class look-up found, with the instance as first argument.  Functions take it as it
 * is; other descriptors are bound to it. */
bool lk_call_found(struct lk_value *out, struct lk_vm *vm, struct lk_value fn,
                   const struct lk_value *v, uint32_t n)
{
    if (lk_is(fn, LK_T_FUNCTION) || lk_is(fn, LK_T_NATIVE)) {
        return lk_vm_callv(out, vm, fn, v, n);
    }
    struct lk_value bound;
    return lk_bind(&bound, vm, fn, v[0], lk_cls(vm, v[0])) &&
           lk_vm_callv(out, vm, bound, v + 1, n - 1);
}

/* Neither the instance nor its __getattr__ is asked, as for operators. The caller knows that the
 * class has the method. */
bool lk_vm_special(struct lk_value *out, struct lk_vm *vm, const char *name,
                   const struct lk_value *v, uint32_t n)
{
    struct lk_value fn = lk_lookup(vm, lk_cls(vm, v[0]), lk_intern(vm, lk_str_of(name)));
    if (lk_is_empty(fn)) {
        return lk_no_attr(vm, v[0], lk_intern(vm, lk_str_of(name)));
    }
    return lk_call_found(out, vm, fn, v, n);
}

/* Calls a special method if a class has one of its own; EMPTY otherwise. */
bool lk_call_dunder(struct lk_value *out, struct lk_vm *vm, enum lk_known name,
                    const struct lk_value *v, uint32_t n)
{
    struct lk_value fn = lk_override(vm, v[0], name);
    *out = lk_empty();
    return lk_is_empty(fn) || lk_call_found(out, vm, fn, v, n);
}

/* obj.name(...) for natives. */
bool lk_vm_method_args(struct lk_value *out, struct lk_vm *vm, struct lk_value self,
                       const char *name, const struct lk_args *args)
{
    struct lk_value *mark = vm->sp, fn;
    lk_put(vm, self);
    bool ok = lk_vm_getattr(&fn, vm, self, lk_intern(vm, lk_str_of(name))) &&
              lk_vm_call(out, vm, fn, args);
    vm->sp = mark;
    return ok;
}
