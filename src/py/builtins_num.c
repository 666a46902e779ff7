/* Built-in functions about numbers: abs, bin, chr, divmod, max, min, pow, round, sum … */
#include "py/builtins.h"

#include <math.h>

/* Calls the class's method `name` on the argument; *out EMPTY when there is none. */
static bool by_method(struct lk_value *out, struct lk_vm *vm, enum lk_known name,
                      struct lk_value v)
{
    return lk_call_dunder(out, vm, name, &v, 1);
}

/* abs(x).  Numbers are answered here, also of subclasses; others by __abs__. */
bool lk_bi_abs(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v = a->v[0];
    if (lk_is_int(v)) {
        *out = lk_int_sign(v) < 0 ? lk_int_neg(vm, v) : lk_int_plain(vm, v);
        return true;
    }
    if (lk_is_float(v))
        return *out = lk_float(fabs(lk_float_of(v))), true;
    if (!by_method(out, vm, LK_N_abs, v))
        return false;
    return !lk_is_empty(*out) || lk_bad_type(vm, "bad operand type for abs(): '", v, "'");
}

/* bin, oct and hex: sign, prefix, digits; takes anything with __index__. */
static bool based(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, int base)
{
    struct lk_value v;
    struct lk_buf b = {0};
    if (!lk_int_index(&v, vm, a->v[0]))
        return false;
    lk_buf_addz(&b, lk_int_sign(v) < 0 ? "-" : "");
    lk_buf_addz(&b, base == 2 ? "0b" : base == 8 ? "0o" : "0x");
    if (lk_int_digits(&b, vm, v, base))
        return lk_done_str(out, vm, &b);
    lk_buf_clear(&b);
    return false;
}

/* bin(number) */
bool lk_bi_bin(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return based(out, vm, a, 2);
}

/* oct(number) */
bool lk_bi_oct(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return based(out, vm, a, 8);
}

/* hex(number) */
bool lk_bi_hex(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return based(out, vm, a, 16);
}

/* chr(i).  Numbers that do not fit a C int are an OverflowError, others out of range a
 * ValueError, as CPython's argument parsing has it. */
bool lk_bi_chr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v;
    char text[4];
    if (!lk_int_index(&v, vm, a->v[0]))
        return false;
    if (lk_is(v, LK_T_BIGINT))
        return lk_raise(vm, LK_EXC_OverflowError, "Python int too large to convert to C int");
    if (v.as.i > INT32_MAX || v.as.i < INT32_MIN)
        return lk_raise(vm, LK_EXC_OverflowError, "Python int too large to convert to C int");
    if (v.as.i < 0 || v.as.i > 0x10ffff)
        return lk_raise(vm, LK_EXC_ValueError, "chr() arg not in range(0x110000)");
    *out = lk_new_str(vm, (struct lk_str){text, lk_utf_put(text, (uint32_t)v.as.i)});
    return true;
}

/* ord(c).  One character of a str or one byte; TypeError for other lengths. */
bool lk_bi_ord(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v = a->v[0];
    bool text = lk_is(v, LK_T_STR), bytes = lk_is(v, LK_T_BYTES);
    uint32_t len;
    if (!text && !bytes)
        return lk_bad_type(vm, "ord() expected string of length 1, but ", v, " found");
    if (lk_text_of(v)->count != 1)
        return lk_raise(vm, LK_EXC_TypeError, "ord() expected a character, but string of length %u "
                        "found", lk_text_of(v)->count);
    *out = lk_int(text ? lk_utf_get(lk_text(v).p, &len) : (unsigned char)lk_text(v).p[0]);
    return true;
}

/* x // y and x % y as a pair.  The zero of floats is looked at first, because its message names
 * divmod. */
static bool divmod_numbers(struct lk_value *out, struct lk_vm *vm, const struct lk_value v[2])
{
    struct lk_value pair[2];
    bool whole = lk_is_int(v[0]) && lk_is_int(v[1]);
    if (!whole && (lk_is_float(v[1]) ? lk_float_of(v[1]) == 0 : lk_int_sign(v[1]) == 0))
        return lk_raise(vm, LK_EXC_ZeroDivisionError, "float divmod()");
    if (!lk_vm_binary(&pair[0], vm, LK_OP_FLOORDIV, v[0], v[1]))
        return false;
    lk_push(vm, pair[0]);
    if (!lk_vm_binary(&pair[1], vm, LK_OP_MOD, v[0], v[1]))
        return false;
    *out = lk_new_tuple(vm, pair, 2);
    return true;
}

/* Does divmod and pow know it without asking the class? */
static bool is_number(struct lk_value v) { return lk_is_int(v) || lk_is_float(v); }

/* int.__divmod__ and float.__divmod__. NotImplemented where the other operand is no number. */
bool lk_number_divmod_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_imm(LK_T_NOTIMPLEMENTED);
    return !is_number(a->v[1]) || divmod_numbers(out, vm, a->v);
}

/* divmod(x, y). __divmod__ of the left, then __rdivmod__ of the right; a subclass of a number
 * counts as number. */
bool lk_bi_divmod(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const method[] = {"__divmod__", "__rdivmod__"};
    if (is_number(a->v[0]) && is_number(a->v[1]))
        return divmod_numbers(out, vm, a->v);
    for (int i = 0; i < 2; i++) {
        struct lk_value self = a->v[i], other = a->v[1 - i];
        if (is_number(self) || lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, self), method[i])))
            continue;
        if (!lk_vm_method(out, vm, self, method[i], &other, 1))
            return false;
        if (!lk_is(*out, LK_T_NOTIMPLEMENTED))
            return true;
    }
    struct lk_str x = lk_type_name(vm, a->v[0]), y = lk_type_name(vm, a->v[1]);
    return lk_raise(vm, LK_EXC_TypeError, "unsupported operand type(s) for divmod(): '" LK_PRI
                    "' and '" LK_PRI "'", LK_ARG(x), LK_ARG(y));
}

/* pow(base, exp, mod=None).  The modulus is for ints only; without it pow is **. */
bool lk_bi_pow(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (lk_is_none(a->v[2]))
        return lk_vm_binary(out, vm, LK_OP_POW, a->v[0], a->v[1]);
    if (lk_is_int(a->v[0]) && lk_is_int(a->v[1]) && lk_is_int(a->v[2]))
        return lk_int_powmod(out, vm, a->v[0], a->v[1], a->v[2]);
    if (is_number(a->v[0]) && is_number(a->v[1]) && is_number(a->v[2]))
        return lk_raise(vm, LK_EXC_TypeError,
                        "pow() 3rd argument not allowed unless all arguments are integers");
    struct lk_value fn = lk_override(vm, a->v[0], LK_N_pow);
    if (!lk_is_empty(fn)) {
        if (!lk_call_found(out, vm, fn, a->v, 3))
            return false;
        if (!lk_is(*out, LK_T_NOTIMPLEMENTED))
            return true;
    }
    struct lk_str x = lk_type_name(vm, a->v[0]), y = lk_type_name(vm, a->v[1]),
                  z = lk_type_name(vm, a->v[2]);
    return lk_raise(vm, LK_EXC_TypeError, "unsupported operand type(s) for ** or pow(): '" LK_PRI
                    "', '" LK_PRI "', '" LK_PRI "'", LK_ARG(x), LK_ARG(y), LK_ARG(z));
}

/* round(int, -digits), half to even: v - v mod p, plus p when the rest is over the half.  Ints
 * never become floats on the way, so that large ones stay exact.  More digits than the number has
 * give 0 at once. */
static bool round_int(struct lk_value *out, struct lk_vm *vm, struct lk_value v, int64_t digits)
{
    struct lk_value p, rest, twice, base, odd;
    *out = lk_int_plain(vm, v);
    if (digits >= 0)
        return true;
    /* 10 ** -digits is then more than twice the number */
    if (-digits > (int64_t)lk_int_bits(v))
        return *out = lk_int(0), true;
    if (!lk_int_binary(&p, vm, LK_OP_POW, lk_int(10), lk_int(-digits)) ||
        !lk_int_binary(&rest, vm, LK_OP_MOD, v, p) ||
        !lk_int_binary(&twice, vm, LK_OP_ADD, rest, rest) ||
        !lk_int_binary(&base, vm, LK_OP_FLOORDIV, v, p) ||
        !lk_int_binary(&odd, vm, LK_OP_BITAND, base, lk_int(1)) ||
        !lk_int_binary(out, vm, LK_OP_SUB, v, rest))
        return false;
    /* exactly half goes to the even neighbour */
    int half = lk_int_cmp(twice, p);
    return half < 0 || (half == 0 && lk_int_sign(odd) == 0) ||
           lk_int_binary(out, vm, LK_OP_ADD, *out, p);
}

/* Without digits an int, half to even; with digits the float
 * that is nearest to the rounded decimal. */
static bool round_float(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double d = lk_float_of(a->v[0]);
    int64_t digits;
    if (lk_is_none(a->v[1]))
        return lk_int_of_double(out, vm, rint(d));
    if (!lk_vm_index(&digits, vm, a->v[1]))
        return false;
    double r = lk_float_round(d, digits);
    /* round(1.7e308, -308) has no float */
    if (isinf(r) && isfinite(d))
        return lk_raise(vm, LK_EXC_OverflowError, "rounded value too large to represent");
    *out = lk_float(r);
    return true;
}

/* __round__(ndigits=None).  A __round__ of a script comes before the built-in way. */
bool lk_bi_round(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t digits = 0;
    struct lk_value v = a->v[0], fn = lk_class_attr(vm, lk_vm_type(vm, v), "__round__");
    /* no script has a say in it */
    bool plain = !lk_is_cell(v) || lk_is_empty(fn) || lk_is(fn, LK_T_NATIVE);
    if (plain && lk_is_float(v))
        return round_float(out, vm, a);
    if (plain && lk_is_int(v)) {
        if (!lk_is_none(a->v[1]) && !lk_vm_index(&digits, vm, a->v[1]))
            return false;
        return round_int(out, vm, v, digits);
    }
    if (lk_is_empty(fn)) {
        struct lk_str name = lk_type_name(vm, v);
        return lk_raise(vm, LK_EXC_TypeError, "type " LK_PRI " doesn't define __round__ method",
                        LK_ARG(name));
    }
    return lk_vm_special(out, vm, "__round__", a->v, lk_is_none(a->v[1]) ? 1 : 2);
}

/* For lk_vm_each: the sum so far stands on the operand stack, where it is kept alive. */
static bool add_to(struct lk_vm *vm, void *self, struct lk_value item)
{
    struct lk_value *total = self, sum;
    if (!lk_vm_binary(&sum, vm, LK_OP_ADD, *total, item))
        return false;
    *total = sum;
    return true;
}

/* sum(iterable, start=0).  Strings and bytes are refused as start, because each addition would
 * copy the whole. */
bool lk_bi_sum(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (lk_is(a->v[1], LK_T_STR))
        return lk_raise(vm, LK_EXC_TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    if (lk_is(a->v[1], LK_T_BYTES))
        return lk_raise(vm, LK_EXC_TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    struct lk_value *total = lk_stack_mark(vm);
    lk_push(vm, a->v[1]);
    if (!lk_vm_each(vm, a->v[0], add_to, total))
        return false;
    *out = *total;
    return true;
}

/* The best so far and its key stand on the operand stack. */
struct choice {
    struct lk_value *best;         /* item, key */
    struct lk_value fn;
    bool most, some;
};

/* Takes an item if its key is the first or better.  Equal keys keep the earlier item, as
 * CPython's min and max do. */
static bool consider(struct lk_vm *vm, void *self, struct lk_value item)
{
    struct choice *c = self;
    struct lk_value *mark = lk_stack_mark(vm), key = item;
    bool better = true;
    lk_push(vm, item);
    if (!lk_is_none(c->fn) && !lk_vm_callv(&key, vm, c->fn, &item, 1))
        return false;
    lk_push(vm, key);
    if (c->some) {
        struct lk_value truth;
        if (!lk_vm_compare(&truth, vm, c->most ? LK_OP_GT : LK_OP_LT, key, c->best[1]) ||
            !lk_vm_truth(&better, vm, truth))
            return false;
    }
    if (better) {
        c->best[0] = item;
        c->best[1] = key;
    }
    c->some = true;
    lk_stack_cut(vm, mark);
    return true;
}

/* min and max: of one iterable, or of two arguments and more; `default` is for the former only. */
static bool choose(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool most)
{
    struct choice c = {lk_stack_mark(vm), a->v[1], most, false};
    const char *name = most ? "max" : "min";
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[0]);
    /* a single argument is the iterable */
    struct lk_value from = n == 1 ? v[0] : a->v[0];
    if (n == 0)
        return lk_raise(vm, LK_EXC_TypeError, "%s expected at least 1 argument, got 0", name);
    if (n > 1 && lk_given(a, 2))
        return lk_raise(vm, LK_EXC_TypeError, "Cannot specify a default for %s() with multiple "
                        "positional arguments", name);
    lk_push(vm, lk_none());
    lk_push(vm, lk_none());
    if (!lk_vm_each(vm, from, consider, &c))
        return false;
    *out = c.some ? c.best[0] : a->v[2];
    return c.some || lk_given(a, 2) ||
           lk_raise(vm, LK_EXC_ValueError, "%s() arg is an empty sequence", name);
}

/* min(*args, key=None, default=None) */
bool lk_bi_min(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return choose(out, vm, a, false);
}

/* max(*args, key=None, default=None) */
bool lk_bi_max(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return choose(out, vm, a, true);
}
