/* Modules of the project are read for what revisions take from them: an enumeration, a constant, a
 * type.  At their module level they also make what revisions never ask for, out of what is not
 * here: a web application, a cache.  A statement that needs such a thing is put off: the names that
 * it binds are unmade, and refused where somebody uses them.
 *
 * Nothing may then look whole that is not.  What else the statement could have changed, had it run
 * to its end, is unmade too: lists, dicts and objects that it mentions, bases that keep their
 * derived classes, everything but functions, classes and modules beside a function that it broke
 * off.  They are unmade in every module that has them, for the same object has many names.  The
 * module level of revisions is read the same way. */
#include "py/unmade.h"

#include "py/import.h"
#include "py/op.h"

/* A statement that is put off. */
struct put_off {
    struct lk_frame *f;
    struct lk_value why;           /* text */
    struct lk_span span;           /* of what is not here */
};

static struct lk_value new_unmade(const struct put_off *p, struct lk_str module, struct lk_str name)
{
    struct lk_vm *vm = p->f->vm;
    struct lk_value full = lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(module), LK_ARG(name));
    lk_put(vm, full);
    struct lk_value v = lk_new_placeholder(vm, full, p->span);
    LK_CELL_OF(lk_placeholder, v)->why = p->why;
    vm->sp--;
    return v;
}

/* Classes of the standard library whose objects nobody changes, or whose state no revision sees. */
static bool is_harmless(const struct lk_vm *vm, struct lk_value v)
{
    static const char *const modules[] = {"logging", "pathlib", "datetime", "uuid", "decimal", "re",
                                          "flask_sqlalchemy",
                                          "typing", "string", "types"};
    struct lk_entry *e = lk_dict_find(lk_cls(vm, v)->dict, vm->known[LK_N_module]);
    for (size_t i = 0; e && i < sizeof modules / sizeof *modules; i++) {
        if (lk_is(e->value, LK_T_STR) && lk_str_is(lk_text(e->value), modules[i])) {
            return true;
        }
    }
    return false;
}

/* Can code that gets hold of it change it? */
static bool is_changeable(const struct lk_vm *vm, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_LIST:
    case LK_T_DICT:
    case LK_T_SET: return true;
    case LK_T_OBJECT: return !is_harmless(vm, v);
    default: return false;
    }
}

/* Does a class belong to a module that is built in?  What declarative_base() makes does not: it
 * stands in no module under its name. */
static bool is_provided(struct lk_vm *vm, struct lk_value cls)
{
    struct lk_entry *of = lk_dict_find(lk_class_of(cls)->dict, vm->known[LK_N_module]);
    struct lk_entry *module = of ? lk_dict_find(lk_dict_of(vm->modules), of->value) : NULL;
    if (!module || !lk_is(module->value, LK_T_MODULE)) {
        return true;
    }
    struct lk_entry *own = lk_dict_find(module->value.as.cell->attrs, lk_class_of(cls)->name);
    return LK_CELL_OF(lk_module, module->value)->def && own && lk_same(own->value, cls);
}

/* Every name of a module that stands for the value. */
static void unmake_in(const struct put_off *p, struct lk_value module, struct lk_value v)
{
    struct lk_dict *d = module.as.cell->attrs;
    for (size_t i = 0; i < d->n; i++) {
        if (lk_is(d->entry[i].key, LK_T_STR) && lk_same(d->entry[i].value, v)) {
            d->entry[i].value = new_unmade(p, lk_text(LK_CELL_OF(lk_module, module)->name),
                                           lk_text(d->entry[i].key));
        }
    }
}

static void unmake_value(const struct put_off *p, struct lk_value v)
{
    struct lk_value key, module;
    for (size_t pos = 0; lk_dict_next(p->f->vm->modules, &pos, &key, &module);) {
        if (lk_is(module, LK_T_MODULE) && !LK_CELL_OF(lk_module, module)->def) {
            unmake_in(p, module, v);
        }
    }
}

/* A base is kept in step with its classes, and so are its metadata and registry. */
static void unmake_base(const struct put_off *p, struct lk_value cls)
{
    struct lk_value key, v;
    unmake_value(p, cls);
    for (size_t pos = 0; lk_dict_next(lk_of_cell(lk_class_of(cls)->dict), &pos, &key, &v);) {
        if (is_changeable(p->f->vm, v)) {
            unmake_value(p, v);
        }
    }
}

/* What a name or module.name stands for, or EMPTY. */
static struct lk_value resolve(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_entry *own = NULL;
    if (e->kind == LK_X_NAME) {
        return e->name.scope == LK_PY_GLOBAL ? lk_peek(f, &e->name) : lk_empty();
    }
    if (e->kind == LK_X_ATTRIBUTE) {
        struct lk_value of = resolve(f, e->attr.value);
        if (lk_is(of, LK_T_MODULE)) {
            own = lk_dict_find(of.as.cell->attrs, lk_name(f, e->attr.name));
        }
    }
    return own ? own->value : lk_empty();
}

static void unmake_mention(void *self, enum lk_mention how, const struct lk_py_name *n,
                           const struct lk_py_expr *e)
{
    const struct put_off *p = self;
    struct lk_vm *vm = p->f->vm;
    if (how == LK_MENTION_BOUND) {
        struct lk_value name = lk_name(p->f, n->id);
        lk_dict_put(vm, p->f->globals, name,
                    new_unmade(p, lk_text(p->f->module->name), lk_text(name)));
        return;
    }
    struct lk_value v = resolve(p->f, e);
    if (is_changeable(vm, v)) {
        unmake_value(p, v);
    } else if (how == LK_MENTION_BASE && lk_is(v, LK_T_CLASS) && !is_provided(vm, v)) {
        unmake_base(p, v);
    }
}

/* A function that was broken off may have changed some of its module's data, and not others. */
static void unmake_data(const struct put_off *p, struct lk_module *m)
{
    struct lk_dict *d = m->cell.attrs;
    for (size_t i = 0; i < d->n; i++) {
        struct lk_value v = d->entry[i].value, key = d->entry[i].key;
        bool stays = lk_is(v, LK_T_MODULE) || lk_is(v, LK_T_CLASS) || lk_is(v, LK_T_FUNCTION) ||
                     lk_is(v, LK_T_NATIVE) || lk_is(v, LK_T_PLACEHOLDER);
        if (lk_is(key, LK_T_STR) && !lk_is_empty(v) && !stays &&
            !lk_str_starts(lk_text(key), LK_STR("__"))) {
            d->entry[i].value = new_unmade(p, lk_text(m->name), lk_text(key));
        }
    }
}

/* Does the project's text speak of the environment there?  Whatever package changes it for an
 * application (load_dotenv, Env().read_env) has it in its name. */
static bool speaks_of_environment(const struct lk_vm *vm, struct lk_span at)
{
    struct lk_str text = lk_str_cut(lk_sources_text(vm->sources, at.source), at.from, at.to);
    return lk_str_find(text, LK_STR("env"), 0) >= 0 || lk_str_find(text, LK_STR("ENV"), 0) >= 0 ||
           lk_str_find(text, LK_STR("Env"), 0) >= 0;
}

/* Called where a run is refused: up to the module that is being read, each function that was
 * running is broken off.  Those of modules that are built in change nothing of the project's. */
void lk_unmade_note(struct lk_vm *vm)
{
    vm->refusal.broken.n = 0;
    vm->refusal.by = lk_empty();
    vm->refusal.final = vm->refusal.environment = false;
    for (const struct lk_frame *f = vm->frame; f && !f->lenient; f = f->prev) {
        if (f->fn && !f->module->def) {
            *LK_PUSH(&vm->refusal.broken) = f->module;
            vm->refusal.environment |= speaks_of_environment(vm, f->code->span);
        }
    }
}

/* Takes the refusal back and leaves what the statement would have made unmade. The reason is the
 * first one: what was missing in the end. */
static void put_off(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    struct put_off p = {.f = f, .span = vm->refused.span};
    struct lk_value by = vm->refusal.by;
    if (lk_is_unmade(by)) {
        p.why = LK_CELL_OF(lk_placeholder, by)->why;
        p.span = LK_CELL_OF(lk_placeholder, by)->span;
    } else {
        p.why = lk_new_str(vm, lk_str_of(vm->refused.message));
    }
    lk_put(vm, p.why);
    lk_err_clear(&vm->refused);
    lk_mentions(s, unmake_mention, &p);
    for (size_t i = 0; i < vm->refusal.broken.n; i++) {
        unmake_data(&p, vm->refusal.broken.v[i]);
    }
    /* What was not called would have changed the environment. */
    bool changes = vm->refusal.environment || speaks_of_environment(vm, s->span);
    if (s->kind == LK_S_EXPR && changes && lk_is_empty(vm->refusal.unsure)) {
        vm->refusal.unsure = new_unmade(&p, lk_text(f->module->name), LK_STR("environment"));
        lk_pin(vm, vm->refusal.unsure);
    }
    vm->sp--;
}

bool lk_refuse_finally(struct lk_vm *vm)
{
    vm->refusal.final = true;
    return false;
}

/* alembic.op or one of its functions. */
static bool is_operation(struct lk_vm *vm, struct lk_value v)
{
    struct lk_entry *e = lk_dict_find(lk_dict_of(vm->modules), lk_intern(vm, LK_STR("alembic")));
    struct lk_value key, own, op = e ? lk_own_attr(vm, e->value, "op") : lk_empty();
    if (!lk_is(op, LK_T_MODULE) || lk_same(op, v)) {
        return lk_is(op, LK_T_MODULE);
    }
    for (size_t pos = 0; lk_dict_next(lk_of_cell(op.as.cell->attrs), &pos, &key, &own);) {
        if (lk_is(v, LK_T_NATIVE) && lk_same(own, v)) {
            return true;
        }
    }
    return false;
}

/* Operations, and what speaks to a database. */
static bool is_acting(struct lk_vm *vm, struct lk_value v)
{
    static const char *const modules[] = {"alembic.operations", "alembic.runtime", "alembic.op",
                                          "sqlalchemy.engine", "sqlalchemy.orm"};
    struct lk_entry *e = lk_dict_find(lk_cls(vm, v)->dict, vm->known[LK_N_module]);
    bool told = lk_is(v, LK_T_OBJECT) && e && lk_is(e->value, LK_T_STR);
    for (size_t i = 0; told && i < sizeof modules / sizeof *modules; i++) {
        if (lk_str_starts(lk_text(e->value), lk_str_of(modules[i]))) {
            return true;
        }
    }
    return is_operation(vm, v);
}

/* A statement that is looked through for what acts. */
struct look {
    struct lk_frame *f;
    bool acts;
};

static void look_for_action(void *self, enum lk_mention how, const struct lk_py_name *n,
                            const struct lk_py_expr *e)
{
    struct look *l = self;
    (void)n;
    if (how == LK_MENTION_USED && !l->acts) {
        struct lk_value v = resolve(l->f, e);
        l->acts = !lk_is_empty(v) && is_acting(l->f->vm, v);
    }
}

/* Only what is not here is put off, no limit and no syntax error. A star may bind any name, and
 * what would have changed the database must not be left out. */
static bool may_put_off(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct look l = {.f = f};
    bool star = s->kind == LK_S_IMPORTFROM && lk_str_is(s->import->item[0].path, "*");
    if (f->vm->refused.code != LK_E_UNSUPPORTED || f->vm->refusal.final || star) {
        return false;
    }
    lk_mentions(s, look_for_action, &l);
    return !l.acts;
}

/* A refusal leaves no counter as it was raised: each is put back. */
enum lk_status lk_exec_lenient(struct lk_frame *f, const struct lk_py_body *b)
{
    struct lk_vm *vm = f->vm;
    enum lk_status st = LK_NORMAL;
    uint32_t handlers = vm->handlers, depth = vm->depth;
    struct lk_value handling = vm->handling;
    f->lenient = true;
    for (uint32_t i = 0; i < b->n && st == LK_NORMAL; i++) {
        st = lk_exec(f, b->v[i]);
        if (st == LK_RAISE && may_put_off(f, b->v[i])) {
            vm->handlers = handlers;
            vm->depth = depth;
            vm->handling = handling;
            f->import_handlers = 0;
            put_off(f, b->v[i]);
            st = LK_NORMAL;
        }
    }
    return st;
}

bool lk_vm_knows_environment(struct lk_vm *vm)
{
    return lk_is_empty(vm->refusal.unsure) || lk_placeholder_refuse(vm, vm->refusal.unsure);
}
