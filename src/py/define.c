/* def, lambda, class, type. */
#include "py/gen.h"
#include "py/op.h"

#include <stdlib.h>

/* May arguments be used as slots without being moved? A parameter that an inner function uses
 * lives in a box, and then the arguments have to be moved there at the call. */
static bool is_direct(const struct lk_py_code *c)
{
    for (uint32_t i = 0; i < c->nparam; i++) {
        if (c->param[i].name.scope != LK_PY_LOCAL || c->param[i].name.slot != i) {
            return false;
        }
    }
    return true;
}

/* The first string of a body. None when there is none, as __doc__ is then. */
static struct lk_value docstring(struct lk_vm *vm, const struct lk_py_code *c)
{
    return c->doc ? lk_new_str(vm, c->doc->lit.text) : lk_none();
}

/* __name__ of the module that is running. A script may have rebound it; CPython looks it up at
 * the definition, too. */
static struct lk_value module_name(struct lk_frame *f)
{
    struct lk_entry *e = lk_dict_find(f->globals, f->vm->known[LK_N_name]);
    return e ? e->value : lk_none();
}

/* Defaults stand on the stack in order, EMPTY where a parameter has none. What the function
 * closes over are the boxes of the frame that runs the def statement, so that later assignments
 * there are seen inside. */
static struct lk_value make(struct lk_frame *f, const struct lk_py_code *c,
                            const struct lk_value *dflt)
{
    struct lk_vm *vm = f->vm;
    size_t n = c->nfree + c->nparam;
    struct lk_function *fn = lk_cell_new(vm, LK_T_FUNCTION, vm->cls[LK_TY_function],
                                         sizeof *fn + n * sizeof *fn->v);
    fn->code = c;
    fn->unit = f->unit;
    fn->module = f->module;
    fn->name = f->unit->name[c->name];
    fn->qualname = lk_intern(vm, c->qualname);
    fn->doc = docstring(vm, c);
    fn->module_name = module_name(f);
    fn->annotations = fn->kwdefaults = lk_empty();
    fn->nfree = c->nfree;
    fn->nparam = c->nparam;
    fn->direct = is_direct(c);
    for (uint32_t i = 0; i < c->nfree; i++) {
        fn->v[i] = f->slot[c->free_from[i]];
    }
    for (uint32_t i = 0; i < c->nparam; i++) {
        fn->v[c->nfree + i] = dflt[i];
    }
    return lk_of_cell(fn);
}

/* Defaults are evaluated where the function is defined. A default is evaluated once, so a list
 * as default is shared by all calls, as in Python. */
bool lk_make_function(struct lk_frame *f, const struct lk_py_code *c)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    for (uint32_t i = 0; i < c->nparam; i++) {
        if (!c->param[i].dflt) {
            lk_put(vm, lk_empty());
        } else if (!lk_eval(f, c->param[i].dflt)) {
            return false;
        }
    }
    struct lk_value fn = make(f, c, base);
    vm->sp = base;
    lk_put(vm, fn);
    return true;
}

/* A function without a name. Its name is <lambda>, given by the parser. */
bool lk_eval_lambda(struct lk_frame *f, const struct lk_py_expr *e)
{
    return lk_make_function(f, e->fn);
}

/* Annotations are never evaluated: a class by its plain name is itself, all else its text.
 * Migrations mention types that limbeck does not have, which must not fail. The text is that of
 * the source. */
struct lk_value lk_annotation(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_str text = lk_sources_text(f->vm->sources, e->span.source);
    if (e->kind == LK_X_STR) {
        return lk_new_str(f->vm, e->lit.text);
    }
    if (e->kind == LK_X_NONE) {
        return lk_none();
    }
    if (e->kind == LK_X_NAME) {
        struct lk_value name = lk_name(f, e->name.id);
        struct lk_entry *at = lk_dict_find(f->globals, name);
        at = at ? at : lk_dict_find(f->vm->builtins, name);
        if (at && lk_is(at->value, LK_T_CLASS)) {
            return at->value;
        }
    }
    return lk_new_str(f->vm, lk_str_cut(text, e->span.from, e->span.to));
}

/* From the top down; they are applied from the bottom up. They are left on the stack, where
 * decorate() takes them. */
static bool eval_decorators(struct lk_frame *f, const struct lk_py_def *d)
{
    for (uint32_t i = 0; i < d->decorator.n; i++) {
        if (!lk_eval(f, d->decorator.v[i])) {
            return false;
        }
    }
    return true;
}

/* What is made is on top, the decorators below it. A decorator that fails is shown in the
 * traceback at its own line. */
static bool decorate(struct lk_frame *f, const struct lk_py_def *d)
{
    struct lk_vm *vm = f->vm;
    for (uint32_t i = d->decorator.n; i-- > 0;) {
        f->at = d->decorator.v[i];
        if (!lk_call_at(vm, vm->sp - 2, 1, 0)) {
            return lk_eval_failed(f, d->decorator.v[i]);
        }
    }
    return true;
}

/* T of `def f[T]`: a name that can be mentioned. PEP 695's names stand for themselves as texts:
 * nothing checks types at run time. */
static bool bind_type_params(struct lk_frame *f, const struct lk_py_def *d)
{
    lk_enter_names(f, &d->names);
    for (uint32_t i = 0; i < d->ntparam; i++) {
        if (!lk_store(f, &d->tparam[i].name, lk_name(f, d->tparam[i].name.id))) {
            return false;
        }
    }
    return true;
}

/* Binds the name last. A decorator that raises leaves the name as it was. */
enum lk_status lk_exec_function(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_def *d = s->def;
    if (!eval_decorators(f, d) || !bind_type_params(f, d) || !lk_make_function(f, d->code) ||
        !decorate(f, d)) {
        return LK_RAISE;
    }
    return lk_status_of(lk_store(f, &d->name, *--vm->sp));
}

/* The value is never evaluated. The alias becomes its name as a text. */
enum lk_status lk_exec_typealias(struct lk_frame *f, const struct lk_py_stmt *s)
{
    return lk_status_of(bind_type_params(f, s->def) &&
                        lk_store(f, &s->def->name, lk_name(f, s->def->name.id)));
}

/* What every class body knows of itself. They are set before the body runs, which may read or
 * replace them. */
static bool name_class(struct lk_vm *vm, struct lk_frame *f, struct lk_value dict)
{
    struct lk_value qualname = lk_intern(vm, f->code->qualname);
    return lk_vm_setitem(vm, dict, vm->known[LK_N_module], module_name(f->prev)) &&
           lk_vm_setitem(vm, dict, vm->known[LK_N_qualname], qualname) &&
           (!f->code->doc ||
            lk_vm_setitem(vm, dict, vm->known[LK_N_doc], docstring(vm, f->code)));
}

/* A body has slots too, for names that functions inside it use. In the order in which lk_py_code
 * counts them: locals, cells, those of frames further out. */
static struct lk_value *class_slots(struct lk_frame *f, const struct lk_py_code *c)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *slot = vm->sp;
    for (uint32_t i = 0; i < c->nlocals; i++) {
        lk_put(vm, lk_empty());
    }
    for (uint32_t i = 0; i < c->ncells; i++) {
        lk_put(vm, lk_new_box(vm, lk_empty()));
    }
    for (uint32_t i = 0; i < c->nfree; i++) {
        lk_put(vm, f->slot[c->free_from[i]]);
    }
    return slot;
}

/* Runs the body with `dict` as its names; *box is the cell that methods see as __class__. The
 * body is no function: a plain name is looked up in `dict`, then in the globals. The cell is
 * still empty here; the metaclass fills it once the class exists. */
static bool run_class_body(struct lk_value *box, struct lk_frame *outer,
                           const struct lk_py_code *c, struct lk_value dict)
{
    struct lk_vm *vm = outer->vm;
    struct lk_frame f = {.unit = outer->unit, .code = c, .module = outer->module,
                         .names = lk_dict_of(dict)};
    *box = lk_empty();
    if (!lk_room(vm, lk_py_frame_slots(c) + 1024) || !lk_vm_enter(vm, "")) {
        return false;
    }
    f.slot = class_slots(outer, c);
    lk_frame_enter(&f, vm);
    bool ok = name_class(vm, &f, dict);
    if (c->class_slot != LK_PY_NO_SLOT) {
        *box = f.slot[c->class_slot];
    }
    ok = ok && lk_exec_body(&f, c->body) == LK_NORMAL;
    lk_frame_leave(&f);
    lk_vm_leave(vm);
    vm->sp = f.slot;
    return ok;
}

/* On the stack from base: the metaclass, bases, keyword values, keyword names.  Takes
 * `metaclass=` out of the keywords. The other keywords go to __init_subclass__ and to the
 * metaclass. Both runs on the stack, values and names, close the gap. */
static void take_metaclass(struct lk_vm *vm, struct lk_value *base, uint32_t *nkw)
{
    struct lk_value *kw = vm->sp - *nkw, *value = kw - *nkw;
    base[0] = lk_empty();
    for (uint32_t i = 0; i < *nkw; i++) {
        if (lk_same(kw[i], vm->known[LK_N_w_metaclass])) {
            base[0] = value[i];
            memmove(kw + i, kw + i + 1, (*nkw - i - 1) * sizeof *kw);
            memmove(value + i, value + i + 1, (2 * *nkw - i - 2) * sizeof *kw);
            vm->sp -= 2;
            --*nkw;
            break;
        }
    }
}

/* The classes that stand for a base that is none: what its __mro_entries__ says (PEP 560), or the
 * origin of an alias such as list[int]. Appended to `list`. */
static bool add_entries(struct lk_vm *vm, struct lk_value list, struct lk_value base,
                        struct lk_value bases)
{
    struct lk_value fn, entries = lk_empty();
    size_t n;
    if (lk_is(base, LK_T_ALIAS)) {
        return lk_list_append(vm, list, LK_CELL_OF(lk_alias, base)->origin);
    }
    if (!lk_vm_findattr(&fn, vm, base, lk_intern(vm, LK_STR("__mro_entries__")))) {
        return false;
    }
    if (lk_is_empty(fn)) {
        return lk_list_append(vm, list, base);
    }
    lk_put(vm, fn);
    if (!lk_vm_callv(&entries, vm, fn, &bases, 1)) {
        return false;
    }
    vm->sp--;
    if (!lk_is(entries, LK_T_TUPLE)) {
        return lk_raise(vm, LK_EXC_TypeError, "__mro_entries__ must return a tuple");
    }
    const struct lk_value *v = lk_items(&n, entries);
    for (size_t i = 0; i < n; i++) {
        (void)lk_list_append(vm, list, v[i]);
    }
    return true;
}

/* The bases as they are inherited from: those as written with __mro_entries__ applied. Both are
 * pushed. A placeholder, which stands for something limbeck does not have, cannot be one. */
static bool replace_bases(struct lk_value *out, struct lk_vm *vm, const struct lk_value *written,
                          uint32_t n)
{
    struct lk_value list = lk_new_list(vm, NULL, 0), all = lk_new_tuple(vm, written, n);
    lk_put(vm, all);
    lk_put(vm, list);
    for (uint32_t i = 0; i < n; i++) {
        if (lk_is(written[i], LK_T_PLACEHOLDER)) {
            return lk_placeholder_refuse(vm, written[i]);
        }
        if (lk_is(written[i], LK_T_CLASS) ? !lk_list_append(vm, list, written[i])
                                          : !add_entries(vm, list, written[i], all)) {
            return false;
        }
    }
    *out = lk_new_tuple(vm, lk_list_of(list)->v, lk_list_of(list)->n);
    vm->sp[-1] = *out;
    return true;
}

/* An explicit metaclass must fit those of the bases. The most derived one of all wins, or there
 * is a TypeError. Something callable that is no class is taken as it is. Without an explicit one
 * it begins with the type of the first base, whatever that is. */
static bool pick_metaclass(struct lk_vm *vm, struct lk_value *base, struct lk_value bases)
{
    size_t n;
    bool given = !lk_is_empty(base[0]);
    if (given && !lk_is(base[0], LK_T_CLASS)) {
        return true;
    }
    const struct lk_value *first = lk_items(&n, bases);
    struct lk_class *start = given ? lk_class_of(base[0])
                             : n   ? lk_cls(vm, first[0])
                                   : vm->cls[LK_TY_type];
    struct lk_class *meta = lk_metaclass(vm, start, bases);
    if (meta) {
        base[0] = lk_of_cell(meta);
    }
    return meta;
}

/* Above the keywords now stand: the bases, the body's dict.  Calls the metaclass with them.
 * metaclass(name, bases, dict, **keywords); the result is on top of the stack. */
static bool call_metaclass(struct lk_vm *vm, const struct lk_value *base, struct lk_value name,
                           const struct lk_args *kw)
{
    struct lk_value v[3] = {name, kw->v[0], kw->v[1]}, *at = vm->sp;
    lk_put(vm, base[0]);
    for (int i = 0; i < 3; i++) {
        lk_put(vm, v[i]);
    }
    for (uint32_t i = 0; i < kw->nkw; i++) {
        lk_put(vm, kw->kw[i - (ptrdiff_t)kw->nkw]);
    }
    for (uint32_t i = 0; i < kw->nkw; i++) {
        lk_put(vm, kw->kw[i]);
    }
    return lk_call_at(vm, at, 3, kw->nkw);
}

/* The namespace: of the metaclass's __prepare__, or a new dict. It gets the name, the bases and
 * the keywords, and must return a dict, where CPython takes any mapping. */
static bool prepare(struct lk_value *out, struct lk_vm *vm, const struct lk_value *base,
                         struct lk_value name, struct lk_args kw)
{
    struct lk_value fn;
    *out = lk_new_dict(vm);
    if (base[0].as.cell == &vm->cls[LK_TY_type]->cell) {
        return true;
    }
    if (!lk_vm_findattr(&fn, vm, base[0], vm->known[LK_N_prepare])) {
        return false;
    }
    if (lk_is_empty(fn)) {
        return true;
    }
    struct lk_value *v = lk_alloc((2 + kw.nkw) * sizeof *v);
    v[0] = name;
    v[1] = kw.v[0];
    memcpy(v + 2, kw.kw - kw.nkw, kw.nkw * sizeof *v);
    struct lk_args args = {.v = v, .n = 2, .nkw = kw.nkw, .kw = kw.kw};
    bool ok = lk_vm_call(out, vm, fn, &args);
    free(v);
    return ok && (lk_is(*out, LK_T_DICT) ||
                  lk_refuse(vm, LK_E_UNSUPPORTED, "__prepare__ must return a dict"));
}

/* Has no base been replaced? */
static bool is_as_written(struct lk_value written, struct lk_value bases)
{
    size_t n, m;
    const struct lk_value *a = lk_items(&n, written), *b = lk_items(&m, bases);
    for (size_t i = 0; n == m && i < n; i++) {
        if (!lk_same(a[i], b[i])) {
            return false;
        }
    }
    return n == m;
}

/* Runs the body, then lets the metaclass make the class. The class is left on the stack in place
 * of everything that was needed for it. */
static bool build(struct lk_frame *f, const struct lk_py_def *d)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp, name = f->unit->name[d->code->name], box, tail[2];
    uint32_t npos = 0, nkw = 0;
    lk_put(vm, lk_empty());
    if (d->bases && !lk_eval_args(&npos, &nkw, f, d->bases)) {
        return false;
    }
    take_metaclass(vm, base, &nkw);
    struct lk_args kw = {.v = tail, .nkw = nkw, .kw = vm->sp - nkw};
    if (!replace_bases(&tail[0], vm, base + 1, npos)) {
        return false;
    }
    struct lk_value written = vm->sp[-2];
    if (!pick_metaclass(vm, base, tail[0]) || !prepare(&tail[1], vm, base, name, kw)) {
        return false;
    }
    lk_put(vm, tail[1]);
    if (!run_class_body(&box, f, d->code, tail[1])) {
        return false;
    }
    lk_put(vm, box);
    if (!lk_is_empty(box)) {
        lk_dict_put(vm, lk_dict_of(tail[1]), vm->known[LK_N_classcell], box);
    }
    if (!is_as_written(written, tail[0])) {
        lk_dict_setz(vm, tail[1], "__orig_bases__", written);
    }
    if (!call_metaclass(vm, base, name, &kw)) {
        return false;
    }
    base[0] = vm->sp[-1];
    vm->sp = base + 1;
    return true;
}

/* Decorators, body, class, name. The order is CPython's; the name is bound last, when all of it
 * succeeded. */
enum lk_status lk_exec_class(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_def *d = s->def;
    if (!eval_decorators(f, d) || !bind_type_params(f, d) || !build(f, d) || !decorate(f, d)) {
        return LK_RAISE;
    }
    return lk_status_of(lk_store(f, &d->name, *--vm->sp));
}
