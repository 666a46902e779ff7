/* Binary, unary and in-place operators: the protocol of __add__, __radd__, __iadd__ … around what
 * the built-in kinds do. */
#include "py/op.h"

/* __x__ of each operator; __rx__ and __ix__ are the next two (known.def). */
static const uint16_t dunder[LK_OPER_COUNT] = {
    [LK_OP_ADD] = LK_N_add,       [LK_OP_SUB] = LK_N_sub,       [LK_OP_MUL] = LK_N_mul,
    [LK_OP_MATMUL] = LK_N_matmul, [LK_OP_DIV] = LK_N_truediv,   [LK_OP_MOD] = LK_N_mod,
    [LK_OP_POW] = LK_N_pow,       [LK_OP_LSHIFT] = LK_N_lshift, [LK_OP_RSHIFT] = LK_N_rshift,
    [LK_OP_BITOR] = LK_N_or,      [LK_OP_BITXOR] = LK_N_xor,    [LK_OP_BITAND] = LK_N_and,
    [LK_OP_FLOORDIV] = LK_N_floordiv,
};

/* How each operator is written, for messages. */
static const char *const symbol[LK_OPER_COUNT] = {
#define LK_OPER(name, text, ast) [LK_OP_##name] = text,
#include "py/nodes.def"
#undef LK_OPER
};

/* Is it NotImplemented? */
static bool declined(struct lk_value v)
{
    return lk_is(v, LK_T_NOTIMPLEMENTED);
}

/* The kinds that + concatenates and * repeats. */
static bool is_sequence(struct lk_value v)
{
    return v.tag == LK_T_STR || v.tag == LK_T_BYTES || v.tag == LK_T_LIST || v.tag == LK_T_TUPLE;
}

/* The TypeError of an operator that both operands declined, in CPython's words: sequences have
 * texts of their own for + and *. inplace is "=" for += and its like. */
static bool unsupported(struct lk_vm *vm, int op, const char *inplace, const struct lk_value v[2])
{
    struct lk_str a = lk_type_name(vm, v[0]), b = lk_type_name(vm, v[1]);
    if (lk_is(v[0], LK_T_PLACEHOLDER) || lk_is(v[1], LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v[lk_is(v[1], LK_T_PLACEHOLDER)]);
    }
    if (op == LK_OP_ADD && is_sequence(v[0])) {
        return v[0].tag == LK_T_BYTES
                   ? lk_raise(vm, LK_EXC_TypeError, "can't concat " LK_PRI " to bytes", LK_ARG(b))
                   : lk_raise(vm, LK_EXC_TypeError,
                              "can only concatenate " LK_PRI " (not \"" LK_PRI "\") to " LK_PRI,
                              LK_ARG(lk_text(vm->kind_cls[v[0].tag]->name)), LK_ARG(b),
                              LK_ARG(lk_text(vm->kind_cls[v[0].tag]->name)));
    }
    if (op == LK_OP_MUL && (is_sequence(v[0]) || is_sequence(v[1]))) {
        return lk_raise(vm, LK_EXC_TypeError,
                        "can't multiply sequence by non-int of type '" LK_PRI "'",
                        LK_ARG(is_sequence(v[0]) ? b : a));
    }
    const char *text = op == LK_OP_POW && !*inplace ? "** or pow()" : symbol[op];
    return lk_raise(vm, LK_EXC_TypeError,
                    "unsupported operand type(s) for %s%s: '" LK_PRI "' and '" LK_PRI "'", text,
                    inplace, LK_ARG(a), LK_ARG(b));
}

/* Calls a special method; NotImplemented when there is none or it was set to None. */
static bool try_method(struct lk_value *out, struct lk_vm *vm, struct lk_value fn,
                       struct lk_value self, struct lk_value other)
{
    struct lk_value v[2] = {self, other};
    *out = lk_imm(LK_T_NOTIMPLEMENTED);
    return lk_is_empty(fn) || lk_is_none(fn) || lk_call_found(out, vm, fn, v, 2);
}

/* a.__op__(b); a class without one of its own does what its built-in kind does. */
static bool try_forward(struct lk_value *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    struct lk_value fn = lk_override(vm, v[0], dunder[op]);
    return lk_is_empty(fn) ? lk_binary_builtin(out, vm, op, v[0], v[1])
                           : try_method(out, vm, fn, v[0], v[1]);
}

/* b.__rop__(a). */
static bool try_reflected(struct lk_value *out, struct lk_vm *vm, int op,
                          const struct lk_value v[2])
{
    struct lk_value fn = lk_override(vm, v[1], dunder[op] + 1);
    return try_method(out, vm, fn, v[1], v[0]);
}

/* A subclass on the right goes first, when it says something of its own; so does anything before
 * sequences are joined or repeated, which in CPython is no operation of numbers. */
static bool right_first(struct lk_vm *vm, int op, const struct lk_value v[2])
{
    struct lk_class *a = lk_cls(vm, v[0]), *b = lk_cls(vm, v[1]);
    bool joins = (op == LK_OP_ADD || op == LK_OP_MUL) && a->builtin &&
                 (v[0].tag == LK_T_STR || v[0].tag == LK_T_BYTES || v[0].tag == LK_T_LIST ||
                  v[0].tag == LK_T_TUPLE);
    if (a == b || (!lk_is_sub(b, a) && !joins)) {
        return false;
    }
    struct lk_value mine = lk_override(vm, v[0], dunder[op] + 1);
    struct lk_value theirs = lk_override(vm, v[1], dunder[op] + 1);
    return !lk_is_empty(theirs) && !lk_same(mine, theirs);
}

/* The protocol of binary operators: the left operand, then the right one if its class differs; a
 * subclass on the right that overrides the method comes before both (binary_op1 in CPython's
 * abstract.c). */
static bool binary_classes(struct lk_value *out, struct lk_vm *vm, int op,
                           const struct lk_value v[2])
{
    bool first = right_first(vm, op, v);
    if (first && (!try_reflected(out, vm, op, v) || !declined(*out))) {
        return lk_is_empty(vm->exc) && !lk_is_refused(vm);
    }
    if (!try_forward(out, vm, op, v)) {
        return false;
    }
    if (declined(*out) && !first && lk_cls(vm, v[0]) != lk_cls(vm, v[1])) {
        return try_reflected(out, vm, op, v);
    }
    return true;
}

/* Built-in classes on both sides take the short way: they have no methods to look for. */
static bool binary_any(struct lk_value *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    if (lk_cls(vm, v[0])->builtin && lk_cls(vm, v[1])->builtin) {
        return lk_binary_builtin(out, vm, op, v[0], v[1]);
    }
    return binary_classes(out, vm, op, v);
}

/* Keeps both operands alive while methods of scripts run. */
static bool kept(struct lk_vm *vm, const struct lk_value v[2])
{
    lk_put(vm, v[0]);
    lk_put(vm, v[1]);
    return true;
}

/* a op b.  Numbers come first, without the stack: they are the most frequent case and cannot run
 * script code. */
bool lk_vm_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                  struct lk_value b)
{
    struct lk_value v[2] = {a, b}, *mark = vm->sp;
    if (lk_is_number(a) && lk_is_number(b) && lk_cls(vm, a)->builtin && lk_cls(vm, b)->builtin) {
        return lk_number_binary(out, vm, op, a, b) &&
               (!declined(*out) || unsupported(vm, op, "", v));
    }
    bool ok = kept(vm, v) && binary_any(out, vm, op, v) &&
              (!declined(*out) || unsupported(vm, op, "", v));
    vm->sp = mark;
    return ok;
}

/* a op= b: __iop__, and when there is none or it declines the plain operator. */
bool lk_vm_inplace(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                   struct lk_value b)
{
    struct lk_value v[2] = {a, b}, *mark = vm->sp;
    struct lk_value fn = lk_override(vm, a, dunder[op] + 2);
    kept(vm, v);
    bool ok = lk_is_empty(fn) ? lk_inplace_builtin(out, vm, op, a, b)
                              : try_method(out, vm, fn, a, b);
    if (ok && declined(*out)) {
        ok = binary_any(out, vm, op, v) && (!declined(*out) || unsupported(vm, op, "=", v));
    }
    vm->sp = mark;
    return ok;
}

/* +a, -a, ~a of the built-in numbers; ~ is for ints only. */
bool lk_unary_builtin(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a)
{
    if (lk_is_float(a) && op != LK_OP_INVERT) {
        double d = lk_float_of(a);
        *out = lk_float(op == LK_OP_NEG ? -d : d);
        return true;
    }
    if (lk_is_int(a)) {
        *out = op == LK_OP_POS ? lk_int_plain(vm, a)
                               : op == LK_OP_NEG ? lk_int_neg(vm, a) : lk_int_invert(vm, a);
        return true;
    }
    const char *text = op == LK_OP_POS ? "unary +" : op == LK_OP_NEG ? "unary -" : "unary ~";
    return lk_raise(vm, LK_EXC_TypeError, "bad operand type for %s: '" LK_PRI "'", text,
                    LK_ARG(lk_type_name(vm, a)));
}

/* The class's own method first, then what the kind does. */
bool lk_vm_unary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a)
{
    static const uint16_t name[LK_OPER_COUNT] = {
        [LK_OP_POS] = LK_N_pos, [LK_OP_NEG] = LK_N_neg, [LK_OP_INVERT] = LK_N_invert};
    if (!lk_call_dunder(out, vm, name[op], &a, 1)) {
        return false;
    }
    return !lk_is_empty(*out) || lk_unary_builtin(out, vm, op, a);
}
