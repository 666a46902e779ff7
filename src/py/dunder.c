/* The dunder methods of built-in classes that stand for operators: int.__add__, list.__len__, …
 * They do what the kind does by itself, so that super().__eq__(other) ends somewhere. */
#include "py/op.h"
#include "py/gen.h"

/* The head of a native method; a->v[0] is self. */
#define NATIVE(name)                                                                               \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)

/* Which classes a row is for, by the kind of their instances. */
enum { ANY = 1, NUMBER = 2, INTEGER = 4, SEQUENCE = 8, TEXT = 16, MAPPING = 32, SETLIKE = 64,
       SIZED = 128, ITERABLE = 256, ITERATOR = 512, LISTS = 1024, ITEMS = 2048, CHANGES = 4096,
       PROXIES = 8192, UNHASHED = 16384, ROOT = 32768, BACKWARDS = 65536 };

/* Which rows a built-in class gets.  EXCEPTION and kinds without operators have no group. */
static unsigned groups_of(const struct lk_class *cls)
{
    switch (cls->kind) {
    case LK_T_INT:
    case LK_T_BOOL: return NUMBER | INTEGER;
    case LK_T_FLOAT: return NUMBER;
    case LK_T_STR:
    case LK_T_BYTES: return TEXT | SEQUENCE | SIZED | ITERABLE | ITEMS;
    case LK_T_LIST:
        return BACKWARDS | SEQUENCE | LISTS | SIZED | ITERABLE | ITEMS | CHANGES | UNHASHED;
    case LK_T_TUPLE: return SEQUENCE | SIZED | ITERABLE | ITEMS;
    case LK_T_RANGE: return BACKWARDS | SIZED | ITERABLE | ITEMS;
    case LK_T_DICT:
        return BACKWARDS | MAPPING | SIZED | ITERABLE | ITEMS | CHANGES | UNHASHED;
    case LK_T_PROXY: return SIZED | ITERABLE | ITEMS;
    case LK_T_SET: return SETLIKE | SIZED | ITERABLE | UNHASHED;
    case LK_T_FROZENSET: return SETLIKE | SIZED | ITERABLE;
    case LK_T_DICTVIEW: return BACKWARDS | SIZED | ITERABLE;
    case LK_T_GENERATOR:
    case LK_T_ITERATOR: return ITERABLE | ITERATOR;
    case LK_T_OBJECT: return ROOT;
    default: return 0;
    }
}

/* self op value, by what the kinds do; NotImplemented goes back to the caller as in CPython. */
static bool run_binary(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, int op)
{
    return lk_binary_builtin(out, vm, op, a->v[0], a->v[1]);
}

/* value op self, for the __r…__ row. */
static bool run_reflected(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, int op)
{
    return lk_binary_builtin(out, vm, op, a->v[1], a->v[0]);
}

/* An operator makes two methods: do_x and the reflected do_rx. */
#define BINARY(id, OP)                                                                             \
    NATIVE(do_##id)                                                                                \
    {                                                                                              \
        return run_binary(out, vm, a, LK_OP_##OP);                                                 \
    }                                                                                              \
    NATIVE(do_r##id)                                                                               \
    {                                                                                              \
        return run_reflected(out, vm, a, LK_OP_##OP);                                              \
    }
/* The in-place form, for kinds that can be changed. */
#define INPLACE_OF(id, OP)                                                                         \
    NATIVE(do_i##id)                                                                               \
    {                                                                                              \
        return lk_inplace_builtin(out, vm, LK_OP_##OP, a->v[0], a->v[1]);                          \
    }
/* Rich comparison without the fallback on identity: that is the operator's part. */
#define COMPARISON(id, OP)                                                                         \
    NATIVE(do_##id)                                                                                \
    {                                                                                              \
        return lk_compare_builtin(out, vm, LK_OP_##OP, a->v[0], a->v[1]);                          \
    }
/* An operator with one operand. */
#define UNARY_OF(id, OP)                                                                           \
    NATIVE(do_##id)                                                                                \
    {                                                                                              \
        return lk_unary_builtin(out, vm, LK_OP_##OP, a->v[0]);                                     \
    }
BINARY(add, ADD)
BINARY(sub, SUB)
BINARY(mul, MUL)
BINARY(truediv, DIV)
BINARY(mod, MOD)
BINARY(pow, POW)
BINARY(lshift, LSHIFT)
BINARY(rshift, RSHIFT)
BINARY(or, BITOR)
BINARY(xor, BITXOR)
BINARY(and, BITAND)
BINARY(floordiv, FLOORDIV)
INPLACE_OF(add, ADD)
INPLACE_OF(mul, MUL)
INPLACE_OF(or, BITOR)
INPLACE_OF(and, BITAND)
INPLACE_OF(xor, BITXOR)
INPLACE_OF(sub, SUB)
COMPARISON(eq, EQ)
COMPARISON(lt, LT)
COMPARISON(le, LE)
COMPARISON(gt, GT)
COMPARISON(ge, GE)
UNARY_OF(neg, NEG)
UNARY_OF(pos, POS)
UNARY_OF(invert, INVERT)

/* object.__ne__ is the opposite of __eq__ when a class overrides only that, as in CPython since
 * 3.0.  NotImplemented passes through, so that the other operand is asked. */
NATIVE(do_ne)
{
    struct lk_value fn = lk_override(vm, a->v[0], LK_N_eq);
    /* no __eq__ of a script: what the kind does */
    if (lk_is_empty(fn) || lk_is_none(fn)) {
        return lk_compare_builtin(out, vm, LK_OP_NE, a->v[0], a->v[1]);
    }
    bool truth;
    if (!lk_call_found(out, vm, fn, a->v, 2) || lk_is(*out, LK_T_NOTIMPLEMENTED)) {
        return lk_is_empty(vm->exc) && !lk_is_refused(vm);
    }
    if (!lk_vm_truth(&truth, vm, *out)) {
        return false;
    }
    *out = lk_bool(!truth);
    return true;
}

/* The hash of the kind itself; TypeError for those that can be changed. */
NATIVE(do_hash)
{
    int64_t h;
    if (!lk_hash_builtin(&h, vm, a->v[0])) {
        return false;
    }
    *out = lk_int(h);
    return true;
}

/* What a function that writes text into a buffer gives, as a string value. */
static bool text_of(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                    bool (*put)(struct lk_buf *, struct lk_vm *, struct lk_value))
{
    struct lk_buf b = {0};
    bool ok = put(&b, vm, v);
    if (ok) {
        *out = lk_new_str(vm, lk_buf_str(&b));
    }
    lk_buf_clear(&b);
    return ok;
}

/* repr() of the kind, so that super().__repr__() ends somewhere. */
NATIVE(do_repr)
{
    return text_of(out, vm, a->v[0], lk_repr_builtin);
}

/* str() of the kind. */
NATIVE(do_str)
{
    return text_of(out, vm, a->v[0], lk_str_builtin);
}

/* Truth of the kind: numbers that are not 0. */
NATIVE(do_bool)
{
    bool truth;
    if (!lk_truth_builtin(&truth, vm, a->v[0])) {
        return false;
    }
    *out = lk_bool(truth);
    return true;
}

/* The number of items, or of code points of a text. */
NATIVE(do_len)
{
    int64_t n = 0;
    bool has;
    if (!lk_len_builtin(&n, vm, a->v[0], &has)) {
        return false;
    }
    *out = lk_int(n);
    return true;
}

/* self[key], for sequences, mappings and texts. */
NATIVE(do_getitem)
{
    return lk_getitem_builtin(out, vm, a->v[0], a->v[1]);
}

/* self[key] = value, for what can be changed. */
NATIVE(do_setitem)
{
    (void)out;
    return lk_setitem_builtin(vm, a->v[0], a->v[1], a->v[2]);
}

/* del self[key]; EMPTY as the value is a deletion. */
NATIVE(do_delitem)
{
    (void)out;
    return lk_setitem_builtin(vm, a->v[0], a->v[1], lk_empty());
}

/* key in self. */
NATIVE(do_contains)
{
    bool has;
    if (!lk_contains_builtin(&has, vm, a->v[0], a->v[1])) {
        return false;
    }
    *out = lk_bool(has);
    return true;
}

/* iter(self). */
NATIVE(do_iter)
{
    return lk_iter_builtin(out, vm, a->v[0]);
}

/* __next__ of an iterator that a script calls by hand.  The runtime's own loops have no exception
 * at the end; here StopIteration is made, with the value that a generator returned. */
NATIVE(do_next)
{
    struct lk_value result = lk_none();
    if (!lk_tick(vm) || !lk_next_builtin(out, vm, a->v[0])) {
        return false;
    }
    if (!lk_is_empty(*out)) {
        return true;
    }
    if (lk_is(a->v[0], LK_T_GENERATOR)) {
        result = LK_CELL_OF(lk_generator, a->v[0])->result;
    }
    /* StopIteration() and not StopIteration(None), as CPython makes it */
    struct lk_value args = lk_is_none(result) ? vm->empty_tuple : lk_new_tuple(vm, &result, 1);
    struct lk_value e = lk_new_exception(vm, lk_exc_class(vm, LK_EXC_StopIteration), args);
    lk_own_attr_set(vm, e, "value", result);
    return lk_throw(vm, e);
}

/* reversed(self), for the kinds that have it; tuples and texts are walked by number. */
NATIVE(do_reversed)
{
    return lk_reversed(out, vm, a->v[0]);
}

/* __index__ of an int, plain also when self is of a subclass. */
NATIVE(do_index)
{
    *out = lk_int_plain(vm, a->v[0]);
    return true;
}

/* __int__ and __trunc__: floats lose their fraction, OverflowError and ValueError for inf and
 * nan. */
NATIVE(do_int)
{
    if (lk_is_float(a->v[0])) {
        return lk_int_of_double(out, vm, lk_float_of(a->v[0]));
    }
    *out = lk_int_plain(vm, a->v[0]);
    return true;
}

/* __float__; OverflowError for an int that is too large. */
NATIVE(do_float)
{
    double d;
    if (!lk_vm_double(&d, vm, a->v[0])) {
        return false;
    }
    *out = lk_float(d);
    return true;
}

/* abs(self) for numbers. */
NATIVE(do_abs)
{
    if (lk_is_float(a->v[0])) {
        *out = lk_float(__builtin_fabs(lk_float_of(a->v[0])));
    } else {
        *out = lk_int_sign(a->v[0]) < 0 ? lk_int_neg(vm, a->v[0]) : lk_int_plain(vm, a->v[0]);
    }
    return true;
}

/* Rows of the table: a pair of reflected methods, a method with one argument, one with none. */
#define G LK_PY_GENERIC
#define PAIR(name, r, id, groups)                                                                  \
    {{"__" name "__(self, value, /)", do_##id, G, NULL}, groups},                                  \
    {{"__r" name "__(self, value, /)", do_r##id, G, NULL}, r}
#define IN(name, id, groups) {{"__" name "__(self, value, /)", do_##id, G, NULL}, groups}
#define ONE(name, id, groups) {{"__" name "__(self, /)", do_##id, G, NULL}, groups}

/* Every operator method and the groups of classes that have it.  One table for all classes keeps
 * the methods of int, list or dict from being written down one class after the other. */
static const struct { struct lk_py_row row; unsigned groups; } table[] = {
    PAIR("add", NUMBER, add, NUMBER | SEQUENCE),
    PAIR("sub", NUMBER | SETLIKE, sub, NUMBER | SETLIKE),
    PAIR("mul", NUMBER | SEQUENCE, mul, NUMBER | SEQUENCE),
    PAIR("truediv", NUMBER, truediv, NUMBER),
    PAIR("mod", NUMBER | TEXT, mod, NUMBER | TEXT), PAIR("pow", NUMBER, pow, NUMBER),
    PAIR("floordiv", NUMBER, floordiv, NUMBER), PAIR("lshift", INTEGER, lshift, INTEGER),
    PAIR("rshift", INTEGER, rshift, INTEGER),
    PAIR("or", INTEGER | SETLIKE | MAPPING, or, INTEGER | SETLIKE | MAPPING),
    PAIR("and", INTEGER | SETLIKE, and, INTEGER | SETLIKE),
    PAIR("xor", INTEGER | SETLIKE, xor, INTEGER | SETLIKE),
    IN("iadd", iadd, LISTS), IN("imul", imul, LISTS), IN("ior", ior, SETLIKE | MAPPING),
    IN("iand", iand, SETLIKE), IN("ixor", ixor, SETLIKE), IN("isub", isub, SETLIKE),
    IN("eq", eq, ANY), IN("ne", ne, ANY), IN("lt", lt, ANY), IN("le", le, ANY),
    IN("gt", gt, ANY), IN("ge", ge, ANY),
    ONE("neg", neg, NUMBER), ONE("pos", pos, NUMBER), ONE("invert", invert, INTEGER),
    ONE("abs", abs, NUMBER), ONE("index", index, INTEGER), ONE("int", int, NUMBER),
    ONE("trunc", int, NUMBER), ONE("float", float, NUMBER), ONE("bool", bool, NUMBER),
    ONE("hash", hash, ANY), ONE("repr", repr, ANY), ONE("str", str, ANY),
    ONE("len", len, SIZED), ONE("iter", iter, ITERABLE), ONE("next", next, ITERATOR),
    ONE("reversed", reversed, BACKWARDS),
    {{"__getitem__(self, key, /)", do_getitem, G, NULL}, ITEMS},
    {{"__setitem__(self, key, value, /)", do_setitem, G, NULL}, CHANGES},
    {{"__delitem__(self, key, /)", do_delitem, G, NULL}, CHANGES},
    {{"__contains__(self, key, /)", do_contains, G, NULL}, SIZED},
};

/* ANY rows go to object and, because kinds differ in them, to every class with groups.  Classes
 * whose instances can be changed have None as __hash__, by which hash() and subclasses know that
 * they cannot be hashed. */
void lk_dunder_add(struct lk_vm *vm, struct lk_class *cls)
{
    /* of the classes with plain instances only object itself has them */
    unsigned groups = groups_of(cls) | (cls->kind == LK_T_OBJECT && cls->nmro == 1 ? ANY : 0);
    groups |= groups && cls->kind != LK_T_OBJECT ? ANY : 0;
    /* exceptions have no operators, but compare and show themselves */
    groups |= cls->kind == LK_T_EXCEPTION ? ANY : 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].groups & groups) {
            lk_class_row(vm, cls, &table[i].row);
        }
    }
    if (groups & UNHASHED) {
        lk_dict_put(vm, cls->dict, vm->known[LK_N_hash], lk_none());
    }
}
