/* The attributes and methods of exceptions. */
#include "py/arg.h"
#include "py/group.h"
#include "py/op.h"

#include <errno.h>

/* The exception that a method was called on.  The rows below are found on exception classes only,
 * so the kind is certain. */
static struct lk_exception *self_of(const struct lk_args *a)
{
    return LK_CELL_OF(lk_exception, a->v[0]);
}

/* OSError(errno, text) is an instance of the class for that errno.  The table is that of
 * CPython's OSError subclasses (PEP 3151); other numbers stay OSError. */
static enum lk_exc of_errno(int64_t no)
{
    static const struct { int no; enum lk_exc which; } table[] = {
        {EAGAIN, LK_EXC_BlockingIOError}, {EPIPE, LK_EXC_BrokenPipeError},
        {ECHILD, LK_EXC_ChildProcessError}, {ECONNABORTED, LK_EXC_ConnectionAbortedError},
        {ECONNREFUSED, LK_EXC_ConnectionRefusedError}, {ECONNRESET, LK_EXC_ConnectionResetError},
        {EEXIST, LK_EXC_FileExistsError}, {ENOENT, LK_EXC_FileNotFoundError},
        {EINTR, LK_EXC_InterruptedError}, {EISDIR, LK_EXC_IsADirectoryError},
        {ENOTDIR, LK_EXC_NotADirectoryError}, {EACCES, LK_EXC_PermissionError},
        {EPERM, LK_EXC_PermissionError}, {ESRCH, LK_EXC_ProcessLookupError},
        {ETIMEDOUT, LK_EXC_TimeoutError},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].no == no) {
            return table[i].which;
        }
    }
    return LK_EXC_OSError;
}

/* Keywords are looked at by __init__, which a subclass may have replaced.  BaseException.__new__:
 * OSError(2, 'x') becomes FileNotFoundError here, but only when OSError itself was called, not a
 * subclass. */
static bool make(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!a->n || !lk_is(a->v[0], LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, "BaseException.__new__(): not enough arguments");
    }
    struct lk_value cls = a->v[0];
    if (lk_class_of(cls) == vm->exc_cls[LK_EXC_OSError] && a->n > 2 && lk_is(a->v[1], LK_T_INT)) {
        cls = lk_exc_class(vm, of_errno(a->v[1].as.i));
    }
    *out = lk_new_exception(vm, cls, lk_new_tuple(vm, a->v + 1, a->n - 1));
    return true;
}

/* BaseException.__init__: the arguments are kept as they are.  Subclasses that want keywords have
 * an __init__ of their own; what reaches this one is an error. */
static bool init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (a->nkw) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "() takes no keyword arguments",
                        LK_ARG(lk_type_name(vm, a->v[0])));
    }
    self_of(a)->args = lk_new_tuple(vm, a->v + 1, a->n - 1);
    return true;
}

/* Those with attributes that keywords give (ImportError) or positions (OSError).  Every name is
 * set, to None where it was not given; an unknown keyword is a TypeError. */
static bool init_keywords(struct lk_vm *vm, const struct lk_args *a, const char *const *names)
{
    self_of(a)->args = lk_new_tuple(vm, a->v + 1, a->n - 1);
    for (const char *const *n = names; *n; n++) {
        lk_own_attr_set(vm, a->v[0], *n, lk_none());
    }
    for (uint32_t i = 0; i < a->nkw; i++) {
        const char *const *n = names;
        while (*n && !lk_str_is(lk_text(a->kw[i]), *n)) {
            n++;
        }
        if (!*n) {
            return lk_raise(vm, LK_EXC_TypeError,
                            "'" LK_PRI "' is an invalid keyword argument for " LK_PRI "()",
                            LK_ARG(lk_text(a->kw[i])), LK_ARG(lk_type_name(vm, a->v[0])));
        }
        lk_own_attr_set(vm, a->v[0], *n, a->v[a->n + i]);
    }
    return true;
}

/* ImportError has a name and a path.  ImportError(msg, *, name, path): msg is set when there is
 * just one argument. */
static bool init_import(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"name", "path", NULL};
    (void)out;
    lk_own_attr_set(vm, a->v[0], "msg", a->n == 2 ? a->v[1] : lk_none());
    return init_keywords(vm, a, names);
}

/* NameError has the name.  NameError(*args, name=None), as in CPython 3.10 and later. */
static bool init_name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"name", NULL};
    (void)out;
    return init_keywords(vm, a, names);
}

/* AttributeError has name and object.  AttributeError(*args, name=None, obj=None); tracebacks use
 * them for suggestions. */
static bool init_attribute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"name", "obj", NULL};
    (void)out;
    return init_keywords(vm, a, names);
}

/* StopIteration has the generator's value.  The value is what `yield from` gives, and None when
 * nothing was returned. */
static bool init_stop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    lk_own_attr_set(vm, a->v[0], "value", a->n > 1 ? a->v[1] : lk_none());
    return init(out, vm, a);
}

/* SystemExit has a code.  No argument is None, one is itself, several are their tuple, as
 * sys.exit() reads it. */
static bool init_exit(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value code = a->n == 1 ? lk_none()
                           : a->n == 2 ? a->v[1] : lk_new_tuple(vm, a->v + 1, a->n - 1);
    lk_own_attr_set(vm, a->v[0], "code", code);
    return init(out, vm, a);
}

/* OSError's positional arguments have names.  With two arguments or more, they are errno,
 * strerror and filename; args then keeps the first two only, as in CPython.  With one argument
 * all three are None. */
static bool init_os(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"errno", "strerror", "filename", "winerror", "filename2"};
    for (uint32_t i = 0; i < 5; i++) {
        bool given = a->n > 2 && i + 1 < a->n && i != 3;
        if (given || i < 3) {
            lk_own_attr_set(vm, a->v[0], names[i], given ? a->v[i + 1] : lk_none());
        }
    }
    if (!init(out, vm, a)) {
        return false;
    }
    if (a->n > 3) {
        self_of(a)->args = lk_new_tuple(vm, a->v + 1, 2);
    }
    return true;
}

/* The arguments of the three UnicodeErrors: their names and kinds. A
 * translation has no encoding. */
static const struct { const char *name, *kind; } unicode_part[] = {
    {"encoding", "str"}, {"object", NULL}, {"start", "int"}, {"end", "int"}, {"reason", "str"}};

/* Checks and names the arguments from unicode_part[first] on; the object is a `kind`. */
static bool init_unicode(struct lk_vm *vm, const struct lk_args *a, uint32_t first,
                         const char *kind)
{
    struct lk_value out;
    if (a->n != 6 - first) {
        return lk_raise(vm, LK_EXC_TypeError, "function takes exactly %u arguments (%u given)",
                        5 - first, a->n - 1);
    }
    for (uint32_t i = 1; i < a->n; i++) {
        const char *want = unicode_part[first + i - 1].kind;
        struct lk_str type = lk_type_name(vm, a->v[i]);
        want = want ? want : kind;
        bool fits = strcmp(want, "str") == 0     ? lk_is(a->v[i], LK_T_STR)
                    : strcmp(want, "bytes") == 0 ? lk_is(a->v[i], LK_T_BYTES)
                                                 : lk_is_int(a->v[i]);
        if (!fits && strcmp(want, "int") == 0) {
            return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object cannot be interpreted as "
                            "an integer", LK_ARG(type));
        }
        if (!fits && strcmp(want, "bytes") == 0) {
            return lk_raise(vm, LK_EXC_TypeError, "a bytes-like object is required, not '" LK_PRI
                            "'", LK_ARG(type));
        }
        if (!fits) {
            return lk_raise(vm, LK_EXC_TypeError, "argument %u must be %s, not " LK_PRI, i, want,
                            LK_ARG(type));
        }
        lk_own_attr_set(vm, a->v[0], unicode_part[first + i - 1].name, a->v[i]);
    }
    return init(&out, vm, a);
}

static bool init_encode(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return init_unicode(vm, a, 0, "str");
}

static bool init_decode(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return init_unicode(vm, a, 0, "bytes");
}

static bool init_translate(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return init_unicode(vm, a, 1, "str");
}

/* SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset])). */
static bool init_syntax(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"filename", "lineno", "offset", "text", "end_lineno",
                                        "end_offset"};
    size_t n = 0;
    struct lk_value list;
    if (a->n > 1) {
        lk_own_attr_set(vm, a->v[0], "msg", a->v[1]);
    }
    if (a->n == 3) {
        if (!lk_vm_tuple(&list, vm, a->v[2])) {
            return false;
        }
        const struct lk_value *v = lk_items(&n, list);
        if (n != 4 && n != 6) {
            return lk_raise(vm, LK_EXC_TypeError, n < 4 ? "function missing required argument "
                            "'%s' (pos %zu)" : "function takes at most 6 arguments",
                            names[n < 4 ? n : 0], n + 1);
        }
        for (size_t i = 0; i < n; i++) {
            lk_own_attr_set(vm, a->v[0], names[i], v[i]);
        }
    }
    return init(out, vm, a);
}

/* e.args, always a tuple. */
static bool get_args(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = self_of(a)->args;
    return true;
}

/* e.args = iterable. */
static bool set_args(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_vm_tuple(&self_of(a)->args, vm, a->v[1]);
}

/* Empty members show as None. */
static struct lk_value or_none(struct lk_value v)
{
    return lk_is_empty(v) ? lk_none() : v;
}

/* e.__cause__: what `raise … from` said. */
static bool get_cause(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = or_none(self_of(a)->cause);
    return true;
}

/* What __cause__ and __context__ may be. */
static bool check_link(struct lk_vm *vm, struct lk_value v, const char *what)
{
    return lk_is_none(v) || lk_is(v, LK_T_EXCEPTION) ||
           lk_raise(vm, LK_EXC_TypeError,
                    "exception %s must be None or derive from BaseException", what);
}

/* Setting a cause hides the context, also when the cause is None: `raise X from None`. */
static bool set_cause(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (!check_link(vm, a->v[1], "cause")) {
        return false;
    }
    self_of(a)->cause = a->v[1];
    self_of(a)->suppress = true;
    return true;
}

/* e.__context__: what was being handled when this one was raised. */
static bool get_context(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = or_none(self_of(a)->context);
    return true;
}

/* e.__context__ = exception or None. */
static bool set_context(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (!check_link(vm, a->v[1], "context")) {
        return false;
    }
    self_of(a)->context = a->v[1];
    return true;
}

/* e.__suppress_context__ */
static bool get_suppress(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_bool(self_of(a)->suppress);
    return true;
}

/* e.__suppress_context__ = a bool. */
static bool set_suppress(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (!lk_is(a->v[1], LK_T_BOOL)) {
        return lk_raise(vm, LK_EXC_TypeError, "attribute value type must be bool");
    }
    self_of(a)->suppress = a->v[1].as.i;
    return true;
}

/* e.__traceback__: a wrap around the exception, which holds the lines; None before it was raised.
 * */
static bool get_traceback(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (self_of(a)->trace.n) {
        *out = lk_new_wrap(vm, LK_T_TRACEBACK, a->v[0]);
    }
    return true;
}

/* A traceback can only be dropped: there are no frames that another could point to. */
static bool set_traceback(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (lk_is_none(a->v[1])) {
        self_of(a)->trace.n = 0;
    }
    return lk_is_none(a->v[1]) || lk_is(a->v[1], LK_T_TRACEBACK) ||
           lk_raise(vm, LK_EXC_TypeError, "__traceback__ must be a traceback or None");
}

/* e.with_traceback(tb), which gives e back so that it can stand behind raise. */
static bool with_traceback(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value ignored;
    *out = a->v[0];
    return set_traceback(&ignored, vm, a);
}

/* PEP 678: __notes__ comes into being with the first note; anything else that stands there is
 * replaced. */
static bool add_note(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value notes = lk_own_attr(vm, a->v[0], "__notes__");
    (void)out;
    if (!lk_is(a->v[1], LK_T_STR)) {
        return lk_raise(vm, LK_EXC_TypeError, "note must be a str, not '" LK_PRI "'",
                        LK_ARG(lk_type_name(vm, a->v[1])));
    }
    if (!lk_is(notes, LK_T_LIST)) {
        notes = lk_new_list(vm, NULL, 0);
        lk_own_attr_set(vm, a->v[0], "__notes__", notes);
    }
    return lk_list_append(vm, notes, a->v[1]);
}

/* The rows of BaseException, which all others inherit. */
static const struct lk_py_row base_rows[] = {
    {"__new__(cls, *args)", make, LK_PY_RAW, NULL},
    {"__init__(self, *args)", init, LK_PY_RAW | LK_PY_GENERIC, NULL},
    {"args(self)", get_args, LK_PY_PROPERTY, NULL},
    {"args(self, value)", set_args, LK_PY_SETTER, NULL},
    {"__cause__(self)", get_cause, LK_PY_PROPERTY, NULL},
    {"__cause__(self, value)", set_cause, LK_PY_SETTER, NULL},
    {"__context__(self)", get_context, LK_PY_PROPERTY, NULL},
    {"__context__(self, value)", set_context, LK_PY_SETTER, NULL},
    {"__suppress_context__(self)", get_suppress, LK_PY_PROPERTY, NULL},
    {"__suppress_context__(self, value)", set_suppress, LK_PY_SETTER, NULL},
    {"__traceback__(self)", get_traceback, LK_PY_PROPERTY, NULL},
    {"__traceback__(self, value)", set_traceback, LK_PY_SETTER, NULL},
    {"with_traceback(self, tb)", with_traceback, 0, NULL},
    {"add_note(self, note)", add_note, 0, NULL},
    {0},
};

/* Classes whose constructor sets attributes besides args. */
static const struct { enum lk_exc which; struct lk_py_row row[2]; } special[] = {
    {LK_EXC_ImportError, {{"__init__(self, *args)", init_import, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_NameError, {{"__init__(self, *args)", init_name, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_AttributeError, {{"__init__(self, *args)", init_attribute, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_StopIteration, {{"__init__(self, *args)", init_stop, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_SystemExit, {{"__init__(self, *args)", init_exit, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_OSError, {{"__init__(self, *args)", init_os, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_SyntaxError, {{"__init__(self, *args)", init_syntax, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_UnicodeEncodeError, {{"__init__(self, *args)", init_encode, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_UnicodeDecodeError, {{"__init__(self, *args)", init_decode, LK_PY_RAW, NULL}, {0}}},
    {LK_EXC_UnicodeTranslateError,
     {{"__init__(self, *args)", init_translate, LK_PY_RAW, NULL}, {0}}},
};

/* What reading an attribute gives that the exception was not given. */
static const struct { enum lk_exc which; const char *name; } absent[] = {
    {LK_EXC_AttributeError, "name"}, {LK_EXC_AttributeError, "obj"}, {LK_EXC_NameError, "name"},
    {LK_EXC_ImportError, "name"},    {LK_EXC_ImportError, "path"},   {LK_EXC_ImportError, "msg"},
    {LK_EXC_OSError, "errno"},       {LK_EXC_OSError, "strerror"},   {LK_EXC_OSError, "filename"},
    {LK_EXC_SyntaxError, "msg"},     {LK_EXC_SyntaxError, "filename"},
    {LK_EXC_SyntaxError, "lineno"},  {LK_EXC_SyntaxError, "offset"}, {LK_EXC_SyntaxError, "text"},
    {LK_EXC_SyntaxError, "end_lineno"}, {LK_EXC_SyntaxError, "end_offset"},
    {LK_EXC_SyntaxError, "print_file_and_line"},
    {LK_EXC_OSError, "filename2"},   {LK_EXC_StopIteration, "value"}, {LK_EXC_SystemExit, "code"},
};

/* Hangs the methods on the classes of the table. */
void lk_exception_rows(struct lk_vm *vm)
{
    lk_dunder_add(vm, vm->exc_cls[LK_EXC_BaseException]);
    lk_class_rows(vm, vm->exc_cls[LK_EXC_BaseException], base_rows);
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        lk_class_rows(vm, vm->exc_cls[special[i].which], special[i].row);
    }
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        lk_dict_put(vm, vm->exc_cls[absent[i].which]->dict,
                    lk_intern(vm, lk_str_of(absent[i].name)), lk_none());
    }
    lk_group_rows(vm);
}

/* "[Errno 2] No such file or directory: 'x'".  Used only where errno was set, that is with two
 * arguments or more. */
static bool os_text(struct lk_buf *out, struct lk_vm *vm, struct lk_value v, struct lk_value no)
{
    struct lk_value file = lk_own_attr(vm, v, "filename");
    lk_buf_addz(out, "[Errno ");
    if (!lk_vm_put_str(out, vm, no)) {
        return false;
    }
    lk_buf_addz(out, "] ");
    if (!lk_vm_put_str(out, vm, lk_own_attr(vm, v, "strerror"))) {
        return false;
    }
    if (lk_is_none(file) || lk_is_empty(file)) {
        return true;
    }
    lk_buf_addz(out, ": ");
    if (!lk_vm_put_repr(out, vm, file)) {
        return false;
    }
    struct lk_value other = lk_own_attr(vm, v, "filename2");
    if (lk_is_none(other) || lk_is_empty(other)) {
        return true;
    }
    lk_buf_addz(out, " -> ");
    return lk_vm_put_repr(out, vm, other);
}

/* The first faulty unit of UnicodeEncodeError and UnicodeDecodeError, as their text shows it. */
static void put_unit(struct lk_buf *out, struct lk_value object, int64_t at)
{
    uint32_t len, c;
    if (lk_is(object, LK_T_BYTES)) {
        lk_buf_addf(out, "byte 0x%02x", (unsigned char)lk_text(object).p[at]);
        return;
    }
    c = lk_utf_get(lk_text(object).p + lk_str_byte(object, at), &len);
    lk_buf_addf(out, c < 0x100 ? "character '\\x%02x'" : c < 0x10000 ? "character '\\u%04x'"
                                                                 : "character '\\U%08x'", c);
}

/* args: encoding, object, start, end, reason.  The text is composed when it is asked for, as
 * CPython does, since the attributes may have been changed.  One unit is shown, a longer run by
 * its positions. */
static bool unicode_text(struct lk_buf *out, struct lk_vm *vm, const struct lk_value *args)
{
    bool bytes = lk_is(args[1], LK_T_BYTES);
    int64_t from, to, n = bytes || lk_is(args[1], LK_T_STR) ? lk_text_of(args[1])->count : 0;
    if (!lk_vm_index(&from, vm, args[2]) || !lk_vm_index(&to, vm, args[3])) {
        return false;
    }
    lk_buf_addf(out, "'" LK_PRI "' codec can't %s ", LK_ARG(lk_text(args[0])),
                bytes ? "decode" : "encode");
    if (to == from + 1 && from >= 0 && from < n) {
        put_unit(out, args[1], from);
        lk_buf_addf(out, " in position %lld: ", (long long)from);
    } else {
        lk_buf_addf(out, "%s in position %lld-%lld: ", bytes ? "bytes" : "characters",
                    (long long)from, (long long)to - 1);
    }
    return lk_vm_put_str(out, vm, args[4]);
}

/* args: object, start, end, reason. */
static bool translate_text(struct lk_buf *out, struct lk_vm *vm, const struct lk_value *args)
{
    int64_t from, to, n = lk_is(args[0], LK_T_STR) ? lk_text_of(args[0])->count : 0;
    if (!lk_vm_index(&from, vm, args[1]) || !lk_vm_index(&to, vm, args[2])) {
        return false;
    }
    lk_buf_addz(out, "can't translate ");
    if (to == from + 1 && from >= 0 && from < n) {
        put_unit(out, args[0], from);
        lk_buf_addf(out, " in position %lld: ", (long long)from);
    } else {
        lk_buf_addf(out, "characters in position %lld-%lld: ", (long long)from, (long long)to - 1);
    }
    return lk_vm_put_str(out, vm, args[3]);
}

/* The message, with the base name of the file and the line where they are known. */
static bool syntax_text(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value msg = lk_own_attr(vm, v, "msg"), file = lk_own_attr(vm, v, "filename");
    struct lk_value line = lk_own_attr(vm, v, "lineno");
    struct lk_str name = lk_text(file);
    const char *slash = name.n ? memrchr(name.p, '/', name.n) : NULL;
    if (slash) {
        name = lk_str_cut(name, (size_t)(slash - name.p) + 1, name.n);
    }
    if (!lk_vm_put_str(out, vm, lk_is_empty(msg) ? lk_none() : msg)) {
        return false;
    }
    bool has_line = lk_is(line, LK_T_INT), has_file = lk_is(file, LK_T_STR);
    if (has_file && has_line) {
        lk_buf_addf(out, " (" LK_PRI ", line %lld)", LK_ARG(name), (long long)line.as.i);
    } else if (has_file) {
        lk_buf_addf(out, " (" LK_PRI ")", LK_ARG(name));
    } else if (has_line) {
        lk_buf_addf(out, " (line %lld)", (long long)line.as.i);
    }
    return true;
}

/* str(e): no argument, the argument, or the tuple of them.  KeyError shows the repr of its key,
 * so that an empty text can be seen. */
bool lk_exception_str(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    size_t n;
    const struct lk_value *args = lk_items(&n, lk_exc_args(v));
    struct lk_value no = lk_own_attr(vm, v, "errno");
    if (lk_is_sub(v.as.cell->cls, vm->exc_cls[LK_EXC_OSError]) && !lk_is_empty(no) &&
        !lk_is_none(no)) {
        return os_text(out, vm, v, no);
    }
    if (n == 0) {
        return true;
    }
    if (lk_is_group(vm, v) && !lk_is_empty(LK_CELL_OF(lk_exception, v)->message)) {
        (void)lk_group_parts(&n, v);
        lk_buf_add(out, lk_text(LK_CELL_OF(lk_exception, v)->message));
        lk_buf_addf(out, " (%zu sub-exception%s)", n, n == 1 ? "" : "s");
        return true;
    }
    const struct lk_class *cls = v.as.cell->cls;
    if (n == 5 && (lk_is_sub(cls, vm->exc_cls[LK_EXC_UnicodeEncodeError]) ||
                   lk_is_sub(cls, vm->exc_cls[LK_EXC_UnicodeDecodeError]))) {
        return unicode_text(out, vm, args);
    }
    if (n == 4 && lk_is_sub(cls, vm->exc_cls[LK_EXC_UnicodeTranslateError])) {
        return translate_text(out, vm, args);
    }
    if (lk_is_sub(cls, vm->exc_cls[LK_EXC_SyntaxError])) {
        return syntax_text(out, vm, v);
    }
    if (n > 1) {
        return lk_vm_put_repr(out, vm, lk_exc_args(v));
    }
    return lk_is_sub(v.as.cell->cls, vm->exc_cls[LK_EXC_KeyError])
               ? lk_vm_put_repr(out, vm, args[0]) : lk_vm_put_str(out, vm, args[0]);
}
