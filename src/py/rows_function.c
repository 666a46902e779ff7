/* function: the attributes that scripts read and may set. */
#include "py/function.h"
#include "py/rows.h"

/* The head of a native: *out is None on the way in, so that a native that has nothing to give
 * leaves it alone.  `value` of setters is EMPTY when the attribute is deleted. */
#define NATIVE(name)                                                                               \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
#define DELETES (LK_PY_SETTER | LK_PY_DELETES)
#define FUNCTION(a) LK_CELL_OF(lk_function, (a)->v[0])

/* Members of the cell that are given as they are. */
#define MEMBER(member)                                                                             \
    NATIVE(get_##member)                                                                           \
    {                                                                                              \
        (void)vm;                                                                                  \
        *out = FUNCTION(a)->member;                                                                \
        return true;                                                                               \
    }
/* Members that can be set to anything: None, when they are deleted. */
#define WRITABLE(member)                                                                           \
    MEMBER(member)                                                                                 \
    NATIVE(set_##member)                                                                           \
    {                                                                                              \
        (void)out;                                                                                 \
        (void)vm;                                                                                  \
        FUNCTION(a)->member = lk_is_empty(a->v[1]) ? lk_none() : a->v[1];                          \
        return true;                                                                               \
    }
/* Members that must be a str. */
#define NAME(member, text)                                                                         \
    MEMBER(member)                                                                                 \
    NATIVE(set_##member)                                                                           \
    {                                                                                              \
        (void)out;                                                                                 \
        if (!lk_is(a->v[1], LK_T_STR)) {                                                           \
            return lk_raise(vm, LK_EXC_TypeError, text " must be set to a string object");         \
        }                                                                                          \
        FUNCTION(a)->member = a->v[1];                                                             \
        return true;                                                                               \
    }
NAME(name, "__name__")
NAME(qualname, "__qualname__")
WRITABLE(doc)
WRITABLE(module_name)

/* function.__defaults__: the defaults of the last positional parameters as a tuple, or None
 * where there is none. The function keeps them behind its free variables, EMPTY for parameters
 * without one. */
NATIVE(get_defaults)
{
    struct lk_function *fn = FUNCTION(a);
    uint32_t n = 0;
    struct lk_value *d = fn->v + fn->nfree;
    for (uint32_t i = 0; i < fn->code->npos; i++) {
        n += !lk_is_empty(d[i]);
    }
    if (n) {
        *out = lk_new_tuple(vm, d + fn->code->npos - n, n);
    }
    return true;
}

/* function.__defaults__ = tuple: the last of them go to the last parameters; None takes all
 * away. */
NATIVE(set_defaults)
{
    struct lk_function *fn = FUNCTION(a);
    struct lk_value *d = fn->v + fn->nfree;
    bool none = lk_is_empty(a->v[1]) || lk_is_none(a->v[1]);
    size_t n = 0, npos = fn->code->npos;
    (void)out;
    if (!none && !lk_is(a->v[1], LK_T_TUPLE)) {
        return lk_raise(vm, LK_EXC_TypeError, "__defaults__ must be set to a tuple object");
    }
    const struct lk_value *v = none ? NULL : lk_items(&n, a->v[1]);
    for (size_t i = 0; i < npos; i++) {
        d[npos - 1 - i] = i < n ? v[n - 1 - i] : lk_empty();
    }
    return true;
}

/* function.__kwdefaults__: the dict of the keyword-only parameters that have a default, or None.
 * Once it has been asked for the dict is what counts, as a script may change it. */
NATIVE(get_kwdefaults)
{
    struct lk_function *fn = FUNCTION(a);
    if (!lk_is_empty(fn->kwdefaults)) {
        *out = fn->kwdefaults;
        return true;
    }
    struct lk_value dict = lk_new_dict(vm);
    for (uint32_t i = fn->code->npos; i < fn->code->npos + fn->code->nkwonly; i++) {
        if (!lk_is_empty(fn->v[fn->nfree + i])) {
            lk_dict_put(vm, lk_dict_of(dict), fn->unit->name[fn->code->param[i].name.id],
                        fn->v[fn->nfree + i]);
        }
    }
    if (lk_dict_count(dict)) {
        *out = fn->kwdefaults = dict;
    }
    return true;
}

/* function.__kwdefaults__ = dict, or None. */
NATIVE(set_kwdefaults)
{
    (void)out;
    if (!lk_is_empty(a->v[1]) && !lk_is_none(a->v[1]) && !lk_is(a->v[1], LK_T_DICT)) {
        return lk_raise(vm, LK_EXC_TypeError, "__kwdefaults__ must be set to a dict object");
    }
    FUNCTION(a)->kwdefaults = lk_is_empty(a->v[1]) ? lk_none() : a->v[1];
    return true;
}

/* function.__closure__: the cells of the free variables in the order of the code record, or None
 * for a function that closes over nothing, as CPython. */
NATIVE(get_closure)
{
    struct lk_function *fn = FUNCTION(a);
    if (fn->nfree) {
        *out = lk_new_tuple(vm, fn->v, fn->nfree);
    }
    return true;
}

/* function.__globals__: the dict of the module that defines the function, not a copy of it. */
NATIVE(get_globals)
{
    (void)vm;
    *out = lk_of_cell(FUNCTION(a)->module->cell.attrs);
    return true;
}

NATIVE(get_builtins)
{
    *out = lk_of_cell(vm->builtins);
    (void)a;
    return true;
}

/* __closure__ and __globals__ cannot be set. */
NATIVE(read_only)
{
    (void)out;
    (void)a;
    return lk_raise(vm, LK_EXC_AttributeError, "readonly attribute");
}

NATIVE(get_code)
{
    *out = lk_code_object(vm, FUNCTION(a));
    return true;
}

/* Another code would be another function. */
NATIVE(set_code)
{
    (void)out;
    (void)a;
    return lk_refuse(vm, LK_E_UNSUPPORTED, "the code of a function cannot be changed here");
}

/* CPython lists annotations in the order in which parameters are written; here *args stands
 * behind the keyword-only ones. */
static uint32_t written(const struct lk_py_code *c, uint32_t i)
{
    uint32_t star = c->npos + c->nkwonly;
    bool moved = c->flags & LK_PY_VARARGS && i >= c->npos && i <= star;
    return !moved ? i : i == c->npos ? star : i - 1;
}

/* function.__annotations__: annotations are never evaluated (differences/annotations.md); the
 * dict is made of what is known without that when a script asks for it first. */
NATIVE(get_annotations)
{
    struct lk_function *fn = FUNCTION(a);
    const struct lk_py_code *c = fn->code;
    struct lk_frame f = {.vm = vm, .unit = fn->unit, .globals = fn->module->cell.attrs};
    if (lk_is_empty(fn->annotations)) {
        struct lk_value dict = fn->annotations = lk_new_dict(vm);
        for (uint32_t i = 0; i < c->nparam; i++) {
            const struct lk_py_param *p = &c->param[written(c, i)];
            if (p->annotation) {
                lk_dict_put(vm, lk_dict_of(dict), fn->unit->name[p->name.id],
                            lk_annotation(&f, p->annotation));
            }
        }
        if (c->returns) {
            lk_dict_setz(vm, dict, "return", lk_annotation(&f, c->returns));
        }
    }
    *out = fn->annotations;
    return true;
}

/* function.__annotations__ = dict; None or del empties it. */
NATIVE(set_annotations)
{
    bool none = lk_is_empty(a->v[1]) || lk_is_none(a->v[1]);
    (void)out;
    if (!none && !lk_is(a->v[1], LK_T_DICT)) {
        return lk_raise(vm, LK_EXC_TypeError, "__annotations__ must be set to a dict object");
    }
    FUNCTION(a)->annotations = none ? lk_new_dict(vm) : a->v[1];
    return true;
}

/* A call of an attribute with that name. */
static bool is_call_of(const struct lk_unit *u, const struct lk_py_expr *e, const char *name)
{
    return e->kind == LK_X_CALL && e->call.fn->kind == LK_X_ATTRIBUTE &&
           lk_str_is(lk_text(u->name[e->call.fn->attr.name]), name);
}

bool lk_vm_only_forwards(struct lk_value fn, const char *name)
{
    if (!lk_is(fn, LK_T_FUNCTION)) {
        return false;
    }
    const struct lk_py_code *code = LK_CELL_OF(lk_function, fn)->code;
    const struct lk_unit *unit = LK_CELL_OF(lk_function, fn)->unit;
    uint32_t first = code->doc ? 1 : 0;
    if (!code->body || code->body->n != first + 1) {
        return code->body && code->body->n == first;
    }
    const struct lk_py_stmt *s = code->body->v[first];
    bool gives = s->kind == LK_S_EXPR || s->kind == LK_S_RETURN;
    return s->kind == LK_S_PASS || (gives && s->one && is_call_of(unit, s->one, name));
}

const struct lk_py_row lk_rows_function[] = {
    {"__name__(self)", get_name, LK_PY_PROPERTY, NULL},
    {"__name__(self, value)", set_name, LK_PY_SETTER, NULL},
    {"__qualname__(self)", get_qualname, LK_PY_PROPERTY, NULL},
    {"__qualname__(self, value)", set_qualname, LK_PY_SETTER, NULL},
    {"__doc__(self)", get_doc, LK_PY_PROPERTY, NULL},
    {"__doc__(self, value)", set_doc, DELETES, NULL},
    {"__module__(self)", get_module_name, LK_PY_PROPERTY, NULL},
    {"__module__(self, value)", set_module_name, DELETES, NULL},
    {"__defaults__(self)", get_defaults, LK_PY_PROPERTY, NULL},
    {"__defaults__(self, value)", set_defaults, DELETES, NULL},
    {"__kwdefaults__(self)", get_kwdefaults, LK_PY_PROPERTY, NULL},
    {"__kwdefaults__(self, value)", set_kwdefaults, DELETES, NULL},
    {"__closure__(self)", get_closure, LK_PY_PROPERTY, NULL},
    {"__closure__(self, value)", read_only, LK_PY_SETTER, NULL},
    {"__globals__(self)", get_globals, LK_PY_PROPERTY, NULL},
    {"__globals__(self, value)", read_only, LK_PY_SETTER, NULL},
    {"__builtins__(self)", get_builtins, LK_PY_PROPERTY, NULL},
    {"__builtins__(self, value)", read_only, LK_PY_SETTER, NULL},
    {"__code__(self)", get_code, LK_PY_PROPERTY, NULL},
    {"__code__(self, value)", set_code, LK_PY_SETTER, NULL},
    {"__annotations__(self)", get_annotations, LK_PY_PROPERTY, NULL},
    {"__annotations__(self, value)", set_annotations, DELETES, NULL},
    {"__get__(self, instance, owner=None, /)", lk_fn_get, LK_PY_GENERIC, NULL},
    {"__call__(self, *args)", lk_call_self, LK_PY_RAW | LK_PY_GENERIC, NULL},
    {0},
};
