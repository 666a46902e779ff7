/* The table of built-in functions; print, and those that touch the system and are refused. */
#include "py/builtins.h"
#include "py/rows.h"

/* Joins str() of the items. For print(), whose arguments are already a tuple. False when a
 * __str__ raises. */
static bool put_items(struct lk_buf *b, struct lk_vm *vm, struct lk_value items, struct lk_str sep)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, items);
    for (size_t i = 0; i < n; i++) {
        if (i)
            lk_buf_add(b, sep);
        if (!lk_vm_put_str(b, vm, v[i]))
            return false;
    }
    return true;
}

/* sep and end of print(): None keeps what *out has, any other value must be a str. */
static bool or_default(struct lk_str *out, struct lk_vm *vm, struct lk_value v, const char *what)
{
    if (lk_is_none(v))
        return true;
    *out = lk_text(v);
    if (lk_is(v, LK_T_STR))
        return true;
    struct lk_str name = lk_type_name(vm, v);
    return lk_raise(vm, LK_EXC_TypeError, "%s must be None or a string, not " LK_PRI, what,
                    LK_ARG(name));
}

/* Hands text to the host: what a script prints. A host without the callback hears nothing. */
void lk_vm_say(struct lk_vm *vm, struct lk_str text, bool is_error)
{
    if (vm->host.say)
        vm->host.say(vm->host.self, text, is_error);
}

/* The exception that is being handled (sys.exception()), or EMPTY. */
struct lk_value lk_vm_handled(struct lk_vm *vm) { return vm->handling; }

/* print(file=…): a file is whatever has write(). Without one the text goes to the host in one
 * piece, so that lines of one call stay together. flush is accepted and means nothing. */
static bool print(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str sep = LK_STR(" "), end = LK_STR("\n");
    struct lk_buf b = {0};
    (void)out;
    if (!or_default(&sep, vm, a->v[1], "sep") || !or_default(&end, vm, a->v[2], "end"))
        return false;
    bool good = put_items(&b, vm, a->v[0], sep);
    lk_buf_add(&b, end);
    /* A script's own file object may raise; the text has been made by then. */
    if (good && !lk_is_none(a->v[3])) {
        struct lk_value text = lk_new_str(vm, lk_buf_str(&b)), done;
        /* One call of write() for all, while CPython makes one per item. */
        good = lk_vm_method(&done, vm, a->v[3], "write", &text, 1);
    } else if (good)
        lk_vm_say(vm, lk_buf_str(&b), false);
    lk_buf_clear(&b);
    return good;
}

/* open() is what module io of the host offers, as far as it offers it. Arguments are passed on
 * as they were given. A host without such a module refuses the run, since a revision has no
 * business with files. */
static bool open_file(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value io, fn;
    if (!lk_vm_import(&io, vm, LK_STR("io")))
        return false;
    /* The host decides whether there are files at all. */
    if (lk_is_empty(io))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "files cannot be opened here");
    return lk_vm_getattrz(&fn, vm, io, "open") && lk_vm_call(out, vm, fn, a);
}

/* Built-ins that would reach outside of the database or need a compiler at run time: they exist
 * by name, so that the message says why, and calling one ends the run. */
static bool refused(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str name = lk_row_name(a->row);
    (void)out;
    lk_refuse(vm, LK_E_UNSUPPORTED, LK_PRI "() is not available to scripts", LK_ARG(name));
    return lk_refuse_hint(vm, "a revision script changes the database only");
}

/* Classes without instances: scripts ask isinstance() for them and write them into unions. */
static bool refused_instance(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_refuse(vm, LK_E_UNSUPPORTED, LK_PRI "() is not available to scripts",
                     LK_ARG(lk_text(lk_class_of(a->v[0])->name)));
}

#define WITHOUT_INSTANCES                                                                          \
    {                                                                                              \
        {"__new__(cls, /, *args, **kws)", refused_instance, 0, NULL}, {NULL, NULL, 0, NULL}        \
    }
const struct lk_py_row lk_rows_bytearray[] = WITHOUT_INSTANCES;
const struct lk_py_row lk_rows_memoryview[] = WITHOUT_INSTANCES;
const struct lk_py_row lk_rows_complex[] = WITHOUT_INSTANCES;

/* __import__(name, globals=None, locals=None, fromlist=None, level=0). Only modules without
 * dots; the other arguments matter for packages only and are not looked at. */
static bool import(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str name;
    if (!lk_arg_str(&name, vm, a->v[0], "__import__() argument 1 must be str, not "))
        return false;
    /* CPython gives the top package back here, which few callers expect. */
    if (memchr(name.p, '.', name.n))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "__import__() of a module in a package");
    if (!lk_vm_import(out, vm, name))
        return false;
    return !lk_is_empty(*out) || lk_raise(vm, LK_EXC_ModuleNotFoundError,
                                          "No module named '" LK_PRI "'", LK_ARG(name));
}

/* exit(code=None). quit() is the same: raises SystemExit, which ends the run unless the script
 * catches it. */
static bool leave(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_raise_value(vm, LK_EXC_SystemExit, a->v[0]);
}

/* Signatures are CPython 3.11's, names of parameters included, as scripts may use them. Those
 * marked `refused` take anything, so that the refusal comes before any complaint about
 * arguments. */
const struct lk_py_row lk_rows_builtins[] = {
    {"abs(x, /)", lk_bi_abs, 0, NULL},
    {"all(iterable, /)", lk_bi_all, 0, NULL},
    {"any(iterable, /)", lk_bi_any, 0, NULL},
    {"ascii(obj, /)", lk_bi_ascii, 0, NULL},
    {"bin(number, /)", lk_bi_bin, 0, NULL},
    {"breakpoint(*args, **kws)", refused, 0, NULL},
    {"callable(obj, /)", lk_bi_callable, 0, NULL},
    {"chr(i, /)", lk_bi_chr, 0, NULL},
    {"compile(*args, **kws)", refused, 0, NULL},
    {"delattr(obj, name, /)", lk_bi_delattr, 0, NULL},
    {"dir(object=None, /)", lk_bi_dir, 0, NULL},
    {"divmod(x, y, /)", lk_bi_divmod, 0, NULL},
    {"eval(*args, **kws)", refused, 0, NULL},
    {"exec(*args, **kws)", refused, 0, NULL},
    {"exit(code=None)", leave, 0, NULL},
    {"format(value, format_spec='', /)", lk_bi_format, 0, NULL},
    {"getattr(object, name, default=None, /)", lk_bi_getattr, 0, NULL},
    {"globals()", lk_bi_globals, 0, NULL},
    {"hasattr(obj, name, /)", lk_bi_hasattr, 0, NULL},
    {"hash(obj, /)", lk_bi_hash, 0, NULL},
    {"hex(number, /)", lk_bi_hex, 0, NULL},
    {"id(obj, /)", lk_bi_id, 0, NULL},
    {"input(*args, **kws)", refused, 0, NULL},
    {"isinstance(obj, class_or_tuple, /)", lk_bi_isinstance, 0, NULL},
    {"issubclass(cls, class_or_tuple, /)", lk_bi_issubclass, 0, NULL},
    {"iter(object, sentinel=None, /)", lk_bi_iter, 0, NULL},
    {"len(obj, /)", lk_bi_len, 0, NULL},
    {"locals()", lk_bi_locals, 0, NULL},
    {"max(*args, key=None, default=None)", lk_bi_max, 0, NULL},
    {"min(*args, key=None, default=None)", lk_bi_min, 0, NULL},
    {"next(iterator, default=None, /)", lk_bi_next, 0, NULL},
    {"oct(number, /)", lk_bi_oct, 0, NULL},
    {"open(*args, **kws)", open_file, LK_PY_RAW, NULL},
    {"ord(c, /)", lk_bi_ord, 0, NULL},
    {"pow(base, exp, mod=None)", lk_bi_pow, 0, NULL},
    {"print(*args, sep=None, end=None, file=None, flush=False)", print, 0, NULL},
    {"quit(code=None)", leave, 0, NULL},
    {"repr(obj, /)", lk_bi_repr, 0, NULL},
    {"round(number, ndigits=None)", lk_bi_round, 0, NULL},
    {"setattr(obj, name, value, /)", lk_bi_setattr, 0, NULL},
    {"sorted(iterable, /, *, key=None, reverse=False)", lk_bi_sorted, LK_PY_RAW, NULL},
    {"sum(iterable, /, start=0)", lk_bi_sum, 0, NULL},
    {"vars(object=None, /)", lk_bi_vars, 0, NULL},
    {"__import__(name, globals=None, locals=None, fromlist=None, level=0)", import, 0, NULL},
    {NULL, NULL, 0, NULL},
};
