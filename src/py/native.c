/* Natives: rows to functions, classes and modules; binding of their arguments. */
#include "py/abandon.h"
#include "py/arity.h"

#include <stdlib.h>

/* Buckets of the table of parsed rows; a row's address is its key. */
#define ROW_BUCKETS 1024

/* The name is what stands before the parenthesis; nothing is parsed for it. It points into the
 * row, which is a constant. */
struct lk_str lk_row_name(const struct lk_py_row *row)
{
    return (struct lk_str){row->signature, strcspn(row->signature, "( ")};
}

/* Methods with two underscores are CPython's slot wrappers, but for these. */
static enum lk_type_id type_of_method(const struct lk_py_row *row)
{
    static const char *const plain[] = {
        "__ceil__", "__class_getitem__", "__dir__", "__floor__", "__format__", "__getnewargs__",
        "__init_subclass__", "__instancecheck__", "__length_hint__", "__new__", "__prepare__",
        "__reversed__", "__round__", "__sizeof__", "__subclasscheck__", "__subclasses__",
        "__trunc__"};
    struct lk_str name = lk_row_name(row);
    bool wrapper = lk_str_starts(name, LK_STR("__"));
    for (size_t i = 0; wrapper && i < sizeof plain / sizeof *plain; i++) {
        wrapper = !lk_str_is(name, plain[i]);
    }
    return wrapper ? LK_TY_wrapper_descriptor : LK_TY_method_descriptor;
}

/* Rows are constants: a function is little more than a pointer to one. `owner` is the class of a
 * method, NULL for a function. The signature is parsed when it is first called. */
struct lk_value lk_native_make(struct lk_vm *vm, const struct lk_py_row *row,
                               struct lk_class *owner)
{
    enum lk_type_id type = owner && owner->builtin ? type_of_method(row) : LK_TY_native;
    struct lk_nativefn *fn = lk_cell_new(vm, LK_T_NATIVE, vm->cls[type], sizeof *fn);
    fn->row = row;
    fn->owner = owner;
    fn->data = lk_empty();
    fn->name = lk_intern(vm, lk_row_name(row));
    return lk_of_cell(fn);
}

/* A function with data of its own, which it finds in its arguments: closures for natives. */
struct lk_value lk_native_fn(struct lk_vm *vm, const struct lk_py_row *row, struct lk_value data)
{
    struct lk_value fn = lk_native_make(vm, row, NULL);
    LK_CELL_OF(lk_nativefn, fn)->data = data;
    return fn;
}

/* Defaults of signatures are data; they become values once, at the first call. EMPTY where the
 * parameter has no default. A list as default is the empty tuple, so that calls cannot share one
 * that changes. */
static struct lk_value default_value(struct lk_vm *vm, const struct lk_datum *d)
{
    if (!d) {
        return lk_empty();
    }
    switch ((enum lk_datum_kind)d->kind) {
    case LK_DATUM_BOOL: return lk_bool(d->as.b);
    case LK_DATUM_INT: return lk_int(d->as.i);
    case LK_DATUM_FLOAT: return lk_float(d->as.f);
    case LK_DATUM_STR: return lk_intern(vm, d->as.s);
    case LK_DATUM_LIST: return vm->empty_tuple;
    default: return lk_none();
    }
}

/* Functions with nothing but plain parameters need no binder when called by position. Such calls
 * are most of all, and their arguments are used where they lie. */
static bool is_simple(const struct lk_sig *sig)
{
    for (uint16_t i = 0; i < sig->n; i++) {
        if (sig->param[i].kind > LK_PARAM_EITHER) {
            return false;
        }
    }
    return true;
}

/* A signature that does not parse is a defect of the program and ends the run with its name. The
 * result lives as long as the machine. Only what stands between the outer parentheses is given
 * to the parser. */
static bool parse_row(struct lk_rowinfo **out, struct lk_vm *vm, const struct lk_py_row *row)
{
    struct lk_err err = {0};
    struct lk_rowinfo *info = lk_arena_alloc(vm->arena, sizeof *info);
    info->row = row;
    info->name = lk_row_name(row);
    const char *rest = row->signature + info->name.n, *end = strrchr(rest, ')');
    struct lk_str inner = {*rest ? rest + 1 : rest, end && *rest ? (size_t)(end - rest - 1) : 0};
    const char *text = lk_arena_str(vm->arena, inner).p;
    if (!lk_sig_parse(&info->sig, vm->arena, text, &err)) {
        return lk_refuse_err(vm, &err);
    }
    info->simple = is_simple(&info->sig);
    info->dflt = lk_arena_array(vm->arena, info->sig.n + 1u, sizeof *info->dflt);
    for (uint16_t i = 0; i < info->sig.n; i++) {
        info->dflt[i] = default_value(vm, info->sig.param[i].dflt);
    }
    *out = info;
    return true;
}

/* Kept by the address of the row, since methods of one row may be made many times. The function
 * keeps it as well, so that the table is asked once for each. */
static bool row_info(struct lk_rowinfo **out, struct lk_vm *vm, struct lk_nativefn *fn)
{
    struct lk_rowinfo **head = &vm->rowinfo[(uintptr_t)fn->row / 32 % ROW_BUCKETS];
    /* Chains are short. */
    for (*out = *head; *out && (*out)->row != fn->row;) {
        *out = (*out)->next;
    }
    if (!*out) {
        if (!parse_row(out, vm, fn->row)) {
            return false;
        }
        (*out)->next = *head;
        *head = *out;
    }
    fn->info = *out;
    return true;
}

/* Makes the table of parsed rows, empty; called once for each machine. */
void lk_rows_boot(struct lk_vm *vm)
{
    vm->rowinfo = lk_zalloc(ROW_BUCKETS, sizeof(struct lk_rowinfo *));
}

/* *name: the positional arguments that were left. An empty tuple where none were left. */
static struct lk_value rest_of(struct lk_vm *vm, const struct lk_binding *b,
                               const struct lk_call_shape *s)
{
    return lk_new_tuple(vm, s->v + b->rest, b->nrest);
}

/* **name: the keywords that no parameter has. In the order of the call. At most 64 keywords can
 * be told apart by the bits of `extra`. */
static struct lk_value extra_of(struct lk_vm *vm, const struct lk_binding *b,
                                const struct lk_call_shape *s)
{
    struct lk_value dict = lk_new_dict(vm);
    for (uint32_t i = 0; b->nextra && i < s->nkw; i++) {
        if (b->extra >> i & 1) {
            lk_dict_put(vm, lk_dict_of(dict), s->kw[i], s->v[s->npos + i]);
        }
    }
    return dict;
}

/* The binder knows only shapes; values stay where they are. Its errors become exceptions that a
 * script can catch (TypeError). Names are copied out, as it works on plain texts. */
static bool match_shape(struct lk_binding *b, struct lk_vm *vm, const struct lk_rowinfo *info,
                        const struct lk_call_shape *s)
{
    struct lk_err err = {0};
    struct lk_str *name = lk_zalloc(s->nkw + 1u, sizeof *name);
    for (uint32_t i = 0; i < s->nkw; i++) {
        name[i] = lk_text(s->kw[i]);
    }
    struct lk_call call = {info->name, s->npos, s->nkw, name};
    bool ok = lk_sig_bind(b, &info->sig, &call, &err);
    free(name);
    return ok || lk_refuse_err(vm, &err);
}

/* Pushes the bound arguments above the given ones, where the collector sees them. Bit i of
 * args->given tells whether parameter i was in the call, for natives that treat a default and an
 * explicit None differently. */
static bool bind_general(struct lk_args *args, struct lk_vm *vm, const struct lk_rowinfo *info,
                         const struct lk_call_shape *s)
{
    struct lk_binding b;
    if (!match_shape(&b, vm, info, s)) {
        return false;
    }
    args->v = vm->sp;
    args->n = info->sig.n;
    for (uint16_t i = 0; i < info->sig.n; i++) {
        uint8_t kind = info->sig.param[i].kind;
        struct lk_value v = b.from[i] >= 0 ? s->v[b.from[i]] : info->dflt[i];
        bool given = b.from[i] >= 0;
        if (kind == LK_PARAM_REST) {
            v = rest_of(vm, &b, s);
            given = b.nrest > 0;
        } else if (kind == LK_PARAM_EXTRA) {
            v = extra_of(vm, &b, s);
            given = b.nextra > 0;
        }
        args->given |= (uint64_t)given << i;
        lk_put(vm, v);
    }
    return true;
}

/* Positional arguments in place, missing ones from the defaults; false when it is not that easy.
 * Nothing has been pushed in that case, and no exception is set. */
static bool bind_in_place(struct lk_args *args, struct lk_vm *vm, const struct lk_rowinfo *info,
                          const struct lk_call_shape *s)
{
    if (s->nkw || !info->simple || s->npos > info->sig.n) {
        return false;
    }
    for (uint32_t i = s->npos; i < info->sig.n; i++) {
        if (lk_is_empty(info->dflt[i])) {
            return false;
        }
    }
    for (uint32_t i = s->npos; i < info->sig.n; i++) {
        lk_put(vm, info->dflt[i]);
    }
    args->v = s->v;
    args->n = info->sig.n;
    args->given = (UINT64_C(1) << s->npos) - 1;
    return true;
}

static const char *const kind_names[] = {"str", "int", "bool", "list", "dict", "tuple", "float"};

/* Is the value of a kind that a signature names? A bool is an int, and an int is taken where a
 * float is asked for, as in annotations of Python. Kinds that are not in the list are not
 * checked. */
static bool has_kind(struct lk_value v, struct lk_str kind)
{
    static const uint8_t tag[] = {LK_T_STR, LK_T_INT, LK_T_BOOL, LK_T_LIST,
                                  LK_T_DICT, LK_T_TUPLE, LK_T_FLOAT};
    for (size_t i = 0; i < sizeof tag; i++) {
        if (lk_str_is(kind, kind_names[i])) {
            return v.tag == tag[i] || (tag[i] == LK_T_INT && lk_is_int(v)) ||
                   (tag[i] == LK_T_FLOAT && (lk_is_float(v) || lk_is_int(v)));
        }
    }
    return true;
}

/* Kinds in a signature are promises to the native. Only rows flagged LK_PY_TYPED are checked.
 * None is fine for a parameter with a default. */
static bool check_kinds(struct lk_vm *vm, const struct lk_rowinfo *info, const struct lk_args *a)
{
    for (uint16_t i = 0; i < info->sig.n; i++) {
        struct lk_str what = info->sig.param[i].what, kinds = what, one;
        /* Defaults need no check. */
        bool fits = !what.n || !lk_given(a, i) || (lk_is_none(a->v[i]) && info->sig.param[i].dflt);
        while (!fits && lk_str_split(&one, &kinds, '|')) {
            fits = has_kind(a->v[i], one);
        }
        if (!fits) {
            return lk_raise(vm, LK_EXC_TypeError,
                            LK_PRI "() argument '" LK_PRI "' must be " LK_PRI ", not " LK_PRI,
                            LK_ARG(info->name), LK_ARG(info->sig.param[i].name), LK_ARG(what),
                            LK_ARG(lk_type_name(vm, a->v[i])));
        }
    }
    return true;
}

/* Arguments in the order of the signature's parameters, on the operand stack. Rows flagged
 * LK_PY_RAW get what was given, unbound, and look at it themselves. */
static bool bind_args(struct lk_args *args, struct lk_vm *vm, struct lk_nativefn *fn,
                      struct lk_call_shape *s)
{
    if (fn->row->flags & LK_PY_RAW) {
        args->v = s->v;
        args->n = s->npos;
        args->nkw = s->nkw;
        args->kw = s->kw;
        return true;
    }
    struct lk_rowinfo *info = fn->info;
    if (!info && !row_info(&info, vm, fn)) {
        return false;
    }
    /* One place for each parameter, whichever way they are bound. */
    if (!lk_room(vm, info->sig.n)) {
        return false;
    }
    if (!bind_in_place(args, vm, info, s) &&
        (!lk_check_arity(vm, fn, info, s) || !bind_general(args, vm, info, s))) {
        return false;
    }
    return !(fn->row->flags & LK_PY_TYPED) || check_kinds(vm, info, args);
}

/* A method of one class called with an instance of another. Happens with str.upper(1), where no
 * binding has chosen the class. */
static bool wrong_self(struct lk_vm *vm, const struct lk_nativefn *fn, struct lk_value self)
{
    return lk_raise(vm, LK_EXC_TypeError,
                    "descriptor '" LK_PRI "' for '" LK_PRI "' objects doesn't apply to a '" LK_PRI
                    "' object", LK_ARG(lk_text(fn->name)), LK_ARG(lk_text(fn->owner->name)),
                    LK_ARG(lk_type_name(vm, self)));
}

/* Natives trust the kind of self. They cast it to their structure, so that a wrong one must
 * never reach them. */
static bool check_self(struct lk_vm *vm, const struct lk_nativefn *fn,
                       const struct lk_call_shape *s)
{
    if (!s->npos) {
        return lk_raise(vm, LK_EXC_TypeError,
                        "unbound method " LK_PRI "." LK_PRI "() needs an argument",
                        LK_ARG(lk_text(fn->owner->name)), LK_ARG(lk_text(fn->name)));
    }
    return lk_is_sub(lk_cls(vm, s->v[0]), fn->owner) || wrong_self(vm, fn, s->v[0]);
}

/* The class whose __new__ knows how instances of cls are laid out: the nearest built-in one. */
static struct lk_class *maker_of(struct lk_class *cls)
{
    uint32_t i = 0;
    while (i + 1 < cls->nmro && !cls->mro[i]->builtin) {
        i++;
    }
    return cls->mro[i];
}

/* The first argument of a built-in __new__ must be a class whose instances have its layout: what
 * it makes is given that class. The rules are tp_new_wrapper's of CPython's typeobject.c. */
static bool check_new(struct lk_vm *vm, const struct lk_nativefn *fn, const struct lk_call_shape *s)
{
    struct lk_class *mine = lk_class_of(fn->data), *cls;
    struct lk_str name = lk_class_label(mine);
    if (!s->npos) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__new__(): not enough arguments",
                        LK_ARG(name));
    }
    if (!lk_is(s->v[0], LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__new__(X): X is not a type object (" LK_PRI
                        ")", LK_ARG(name), LK_ARG(lk_type_name(vm, s->v[0])));
    }
    cls = lk_class_of(s->v[0]);
    struct lk_str given = lk_class_label(cls);
    if (!lk_is_sub(cls, mine)) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__new__(" LK_PRI "): " LK_PRI
                        " is not a subtype of " LK_PRI, LK_ARG(name), LK_ARG(given),
                        LK_ARG(given), LK_ARG(name));
    }
    struct lk_class *maker = maker_of(cls);
    if (maker == mine || (maker->kind == mine->kind &&
                          lk_same(lk_lookup_known(vm, maker, LK_N_new),
                                  lk_lookup_known(vm, mine, LK_N_new)))) {
        return true;
    }
    return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__new__(" LK_PRI ") is not safe, use " LK_PRI
                    ".__new__()", LK_ARG(name), LK_ARG(given), LK_ARG(lk_class_label(maker)));
}

/* Is it the __new__ of a built-in class? */
static bool is_builtin_new(const struct lk_vm *vm, const struct lk_nativefn *fn)
{
    return lk_is(fn->data, LK_T_CLASS) && lk_same(fn->name, vm->known[LK_N_new]) &&
           lk_class_of(fn->data)->builtin;
}

/* Calls a table's function; the arguments are a slice of the stack. base[0] is the function; the
 * result replaces it and the arguments. The count of handlers is put back, as a native that
 * fails in the middle may not have left its own. */
bool lk_call_native(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_nativefn *fn = LK_CELL_OF(lk_nativefn, base[0]);
    struct lk_call_shape s = {base + 1, base + 1 + npos + nkw, npos, nkw};
    struct lk_args args = {.data = fn->data, .row = fn->row};
    struct lk_value out = lk_none(), first = npos ? base[1] : lk_none();
    uint32_t handlers = vm->handlers;
    if (fn->owner ? !check_self(vm, fn, &s) : is_builtin_new(vm, fn) && !check_new(vm, fn, &s)) {
        return false;
    }
    bool ok = bind_args(&args, vm, fn, &s) && fn->row->fn(&out, vm, &args);
    vm->handlers = handlers;
    vm->sp = base;
    if (ok) {
        lk_put(vm, out);
        /* next(generator()) is all the use there was of it */
        ok = !lk_is(first, LK_T_GENERATOR) || lk_close_passed(vm, first);
    }
    return ok;
}

/* The C structure of an instance of a native class. NULL for everything else, so that callers
 * can use it as the test. */
void *lk_payload(struct lk_value v)
{
    return lk_is(v, LK_T_OBJECT) && v.as.cell->cls->layout ? LK_CELL_OF(lk_object, v)->payload
                                                            : NULL;
}

/* Subclasses that scripts make count. The whole order of resolution is asked, as a class may
 * have several native bases. */
bool lk_is_native(struct lk_vm *vm, struct lk_value v, const struct lk_py_type *type)
{
    const struct lk_class *cls = lk_cls(vm, v);
    for (uint32_t i = 0; i < cls->nmro; i++) {
        if (cls->mro[i]->def == type) {
            return true;
        }
    }
    return false;
}

/* Texts and numbers of a module's table. A constant without text is a number. */
static void add_constants(struct lk_vm *vm, struct lk_value module, const struct lk_py_const *c)
{
    for (; c && c->name; c++) {
        lk_own_attr_set(vm, module, c->name,
                        c->text ? lk_new_strz(vm, c->text) : lk_int(c->number));
    }
}

/* Functions, classes and constants of a module's table. The name of each in the module is that
 * of its row or type. */
static void fill_module(struct lk_vm *vm, struct lk_value module, const struct lk_py_module *def)
{
    for (const struct lk_py_row *r = def->row; r && r->signature; r++) {
        lk_dict_put(vm, module.as.cell->attrs, lk_intern(vm, lk_row_name(r)),
                    lk_native_make(vm, r, NULL));
    }
    for (const struct lk_py_type *const *t = def->type; t && *t; t++) {
        lk_own_attr_set(vm, module, (*t)->name, lk_native_class(vm, *t));
    }
    add_constants(vm, module, def->constant);
}

/* An empty module with its name. It has __name__ and __doc__ (None) and belongs to no package;
 * the machine does not list it as imported. */
struct lk_module *lk_module_make(struct lk_vm *vm, struct lk_value name)
{
    struct lk_module *m = lk_cell_new(vm, LK_T_MODULE, vm->cls[LK_TY_module], sizeof *m);
    m->name = name;
    m->package = lk_empty();
    lk_attrs(vm, &m->cell);
    lk_dict_put(vm, m->cell.attrs, vm->known[LK_N_name], name);
    lk_dict_put(vm, m->cell.attrs, vm->known[LK_N_doc], lk_none());
    return m;
}

/* A module from its table; init() adds what a table cannot say. False when init() raised; the
 * module is then dropped. */
bool lk_native_module(struct lk_value *out, struct lk_vm *vm, const struct lk_py_module *def)
{
    struct lk_module *m = lk_module_make(vm, lk_new_strz(vm, def->name));
    m->def = def;
    *out = lk_of_cell(m);
    lk_put(vm, *out);
    if (def->doc) {
        lk_own_attr_set(vm, *out, "__doc__", lk_new_strz(vm, def->doc));
    }
    fill_module(vm, *out, def);
    bool ok = !def->init || def->init(vm, *out);
    vm->sp--;
    return ok;
}
