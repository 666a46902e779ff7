/* Arithmetic and comparison of int and float. */
#include "py/op.h"

#include <math.h>

/* The number of a plain float or of an instance of a subclass of float. */
double lk_float_of(struct lk_value v)
{
    return lk_is(v, LK_T_FLOAT) ? v.as.d : LK_CELL_OF(lk_floatobj, v)->d;
}

/* A float with a class of its own, for `class Money(float)`; plain floats are immediate values. */
struct lk_value lk_float_boxed(struct lk_vm *vm, double d, struct lk_class *cls)
{
    struct lk_floatobj *o = lk_cell_new(vm, LK_T_FLOATOBJ, cls, sizeof *o);
    o->d = d;
    return lk_of_cell(o);
}

/* An operand of a mixed operation. An int beyond the range of a double is an OverflowError, not
 * infinity, as in CPython. */
static bool to_double(double *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is_float(v)) {
        *out = lk_float_of(v);
        return true;
    }
    return lk_int_double(out, vm, v);
}

/* a % b with the sign of b, which fmod gives the sign of a; a zero has b's sign, too. */
static double float_mod(double a, double b)
{
    double m = fmod(a, b);
    if (m != 0) {
        return (b < 0) != (m < 0) ? m + b : m;
    }
    return copysign(0.0, b);
}

/* a // b, by way of the remainder as CPython does it: floor(a / b) would be wrong where the
 * quotient was rounded up to a whole number. */
static double float_floordiv(double a, double b)
{
    double m = fmod(a, b), q = (a - m) / b;
    if (m != 0 && (b < 0) != (m < 0)) {
        q -= 1.0;
    }
    if (q == 0) {
        return copysign(0.0, a / b);
    }
    double f = floor(q);
    /* (a - m) / b is whole but for rounding: the nearest whole number is meant. */
    return q - f > 0.5 ? f + 1.0 : f;
}

/* a ** b. C's pow answers the special cases as Python does but for two: a zero base with a
 * negative exponent, and a negative base with a broken one, which Python makes complex. */
static bool float_pow(struct lk_value *out, struct lk_vm *vm, double a, double b)
{
    if (a == 0 && b < 0) {
        return lk_raise(vm, LK_EXC_ZeroDivisionError,
                        "0.0 cannot be raised to a negative power");
    }
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b)) {
        return lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck has no complex numbers");
    }
    double r = pow(a, b);
    /* CPython raises it from errno: the arguments are the number of ERANGE and its text. */
    if (isinf(r) && isfinite(a) && isfinite(b)) {
        /* 34 is ERANGE on Linux, which scripts see as args[0]. */
        struct lk_value args[2] = {lk_int(34), lk_new_strz(vm, "Numerical result out of range")};
        return lk_throw(vm, lk_new_exception(vm, lk_exc_class(vm, LK_EXC_OverflowError),
                                             lk_new_tuple(vm, args, 2)));
    }
    *out = lk_float(r);
    return true;
}

/* Raises ZeroDivisionError; each operator has a message of its own. */
static bool zero(struct lk_vm *vm, const char *message)
{
    return lk_raise(vm, LK_EXC_ZeroDivisionError, "%s", message);
}

/* An operation of which one operand is a float. Operators that floats do not have (bits, shifts)
 * are NotImplemented, so that the other operand's class is asked and then the usual TypeError
 * comes. */
static bool float_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value x,
                         struct lk_value y)
{
    double a, b;
    if (!to_double(&a, vm, x) || !to_double(&b, vm, y)) {
        return false;
    }
    switch (op) {
    case LK_OP_ADD: *out = lk_float(a + b); return true;
    case LK_OP_SUB: *out = lk_float(a - b); return true;
    case LK_OP_MUL: *out = lk_float(a * b); return true;
    case LK_OP_DIV:
        *out = lk_float(b != 0 ? a / b : 0);
        return b != 0 || zero(vm, "float division by zero");
    case LK_OP_MOD:
        *out = lk_float(b != 0 ? float_mod(a, b) : 0);
        return b != 0 || zero(vm, "float modulo");
    case LK_OP_FLOORDIV:
        *out = lk_float(b != 0 ? float_floordiv(a, b) : 0);
        return b != 0 || zero(vm, "float floor division by zero");
    case LK_OP_POW: return float_pow(out, vm, a, b);
    default: *out = lk_imm(LK_T_NOTIMPLEMENTED); return true;
    }
}

/* Small integers without overflow; false: the long way. Division by -1 goes there as well,
 * because INT64_MIN / -1 traps. Remainder and quotient round towards minus infinity, where C
 * rounds towards zero. */
static bool small_int(struct lk_value *out, int op, int64_t a, int64_t b)
{
    int64_t r;
    switch (op) {
    case LK_OP_ADD:
        if (__builtin_add_overflow(a, b, &r)) {
            return false;
        }
        break;
    case LK_OP_SUB:
        if (__builtin_sub_overflow(a, b, &r)) {
            return false;
        }
        break;
    case LK_OP_MUL:
        if (__builtin_mul_overflow(a, b, &r)) {
            return false;
        }
        break;
    case LK_OP_MOD:
        if (b == 0 || b == -1) {
            return false;
        }
        r = a % b;
        /* The remainder has the divisor's sign. */
        r += r && (r < 0) != (b < 0) ? b : 0;
        break;
    case LK_OP_FLOORDIV:
        if (b == 0 || b == -1) {
            return false;
        }
        r = a / b - (a % b && (a < 0) != (b < 0));
        break;
    case LK_OP_BITAND: r = a & b; break;
    case LK_OP_BITOR: r = a | b; break;
    case LK_OP_BITXOR: r = a ^ b; break;
    default: return false;
    }
    *out = lk_int(r);
    return true;
}

/* &, | and ^ of two bools give a bool; with an int on either side they give an int. */
static bool bool_bits(struct lk_value *out, int op, struct lk_value a, struct lk_value b)
{
    bool bits = op == LK_OP_BITAND || op == LK_OP_BITOR || op == LK_OP_BITXOR;
    if (!bits || a.tag != LK_T_BOOL || b.tag != LK_T_BOOL) {
        return false;
    }
    int64_t x = a.as.i, y = b.as.i;
    *out = lk_bool(op == LK_OP_BITAND ? x & y : op == LK_OP_BITOR ? x | y : x ^ y);
    return true;
}

/* Arithmetic on int, bool and float, without subclasses' overrides, which the caller has asked
 * already. NotImplemented is a result, not an error. */
bool lk_number_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                      struct lk_value b)
{
    if (lk_is_float(a) || lk_is_float(b)) {
        return float_binary(out, vm, op, a, b);
    }
    /* No built-in number has `@`. */
    if (op == LK_OP_MATMUL) {
        *out = lk_imm(LK_T_NOTIMPLEMENTED);
        return true;
    }
    /* Bools count as the integers 0 and 1 here. */
    bool small = a.tag != LK_T_BIGINT && b.tag != LK_T_BIGINT;
    if (bool_bits(out, op, a, b) || (small && small_int(out, op, a.as.i, b.as.i))) {
        return true;
    }
    return lk_int_binary(out, vm, op, a, b);
}

/* -1, 0 or 1; 2 when one of them is NaN, which is neither less nor equal nor greater. */
static int cmp_double(double a, double b)
{
    return isnan(a) || isnan(b) ? 2 : (a > b) - (a < b);
}

/* Compares any two numbers exactly: an int is not rounded to a double first, so that 2**53 + 1
 * and float(2**53) differ. 2 means that there is no order. */
int lk_number_cmp(struct lk_value a, struct lk_value b)
{
    bool fa = lk_is_float(a), fb = lk_is_float(b);
    if (!fa && !fb) {
        return lk_int_cmp(a, b);
    }
    if (fa && fb) {
        return cmp_double(lk_float_of(a), lk_float_of(b));
    }
    double d = lk_float_of(fa ? a : b);
    if (isnan(d)) {
        return 2;
    }
    /* The comparison is of the int with the float, whichever stood on the left. */
    int r = lk_int_cmp_double(fa ? b : a, d);
    return fa ? -r : r;
}

/* The TypeError of an index that is no integer. */
static bool not_index(struct lk_vm *vm, struct lk_value v)
{
    return lk_raise(vm, LK_EXC_TypeError,
                    "'" LK_PRI "' object cannot be interpreted as an integer",
                    LK_ARG(lk_type_name(vm, v)));
}

/* The integer that a value stands for in an index or a range: an int, or what __index__ returns.
 * Floats are refused even when they are whole. */
bool lk_vm_index_value(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is_int(v)) {
        *out = v;
        return true;
    }
    if (!lk_call_dunder(out, vm, LK_N_index, &v, 1)) {
        return false;
    }
    if (lk_is_empty(*out)) {
        return not_index(vm, v);
    }
    /* A script's __index__ may return anything. */
    return lk_is_int(*out) ||
           lk_raise(vm, LK_EXC_TypeError, "__index__ returned non-int (type " LK_PRI ")",
                    LK_ARG(lk_type_name(vm, *out)));
}

/* As an int64_t, where a C size is needed; larger ones raise OverflowError. */
bool lk_vm_index(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value i;
    return lk_vm_index_value(&i, vm, v) &&
           (lk_int_fits(out, i) ||
            lk_raise(vm, LK_EXC_OverflowError,
                     "Python int too large to convert to C ssize_t"));
}

/* A number as math functions and float() take it: by __float__, or else by __index__. Strings
 * are not converted here. */
bool lk_vm_double(double *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value f;
    if (lk_is_number(v)) {
        return to_double(out, vm, v);
    }
    if (!lk_call_dunder(&f, vm, LK_N_float, &v, 1)) {
        return false;
    }
    /* Since Python 3.8 __index__ is enough where a float is wanted. */
    if (lk_is_empty(f) && !lk_is_empty(lk_override(vm, v, LK_N_index))) {
        return lk_vm_index_value(&f, vm, v) && to_double(out, vm, f);
    }
    if (lk_is_empty(f)) {
        return lk_raise(vm, LK_EXC_TypeError, "must be real number, not " LK_PRI,
                        LK_ARG(lk_type_name(vm, v)));
    }
    if (!lk_is_float(f)) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__float__ returned non-float (type " LK_PRI
                        ")", LK_ARG(lk_type_name(vm, v)), LK_ARG(lk_type_name(vm, f)));
    }
    *out = lk_float_of(f);
    return true;
}
