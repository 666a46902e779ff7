/* float: the class, its methods, rounding. */
#include "py/builtins.h"
#include "py/int.h"
#include "py/rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The message shows the argument's repr(), so that bytes can be told from text. */
static bool float_of_text(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    double d;
    struct lk_value shown;
    if (lk_float_read(&d, lk_text(v))) {
        *out = lk_float(d);
        return true;
    }
    return lk_vm_repr(&shown, vm, v) &&
           lk_raise(vm, LK_EXC_ValueError, "could not convert string to float: " LK_PRI,
                    LK_ARG(lk_text(shown)));
}

/* float.__new__(x=0). Without an argument 0.0. __float__ goes before __index__; both failing to
 * exist is a TypeError that names the type. */
static bool new_float(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v = a->v[1];
    double d = 0;
    if (!lk_given(a, 1))
        *out = lk_float(0);
    else if (lk_is(v, LK_T_STR) || lk_is(v, LK_T_BYTES)) {
        if (!float_of_text(out, vm, v))
            return false;
    } else if (!lk_is_int(v) && !lk_is_float(v) &&
               lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), "__float__")) &&
               lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), "__index__"))) {
        struct lk_str name = lk_type_name(vm, v);
        return lk_raise(vm, LK_EXC_TypeError, "float() argument must be a string or a real number, "
                        "not '" LK_PRI "'", LK_ARG(name));
    } else {
        if (!lk_vm_double(&d, vm, v))
            return false;
        *out = lk_float(d);
    }
    return lk_as_class(out, vm, a->v[0]);
}

/* float.is_integer(). Infinities and NaN are not. */
static bool is_integer(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double d = lk_float_of(a->v[0]);
    (void)vm;
    *out = lk_bool(isfinite(d) && floor(d) == d);
    return true;
}

/* float.as_integer_ratio(). Exact, in lowest terms, the denominator positive; both may be long
 * integers. */
static bool as_integer_ratio(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double d = lk_float_of(a->v[0]);
    struct lk_value v[2];
    /* The two exceptions differ, as in CPython. */
    if (isinf(d))
        return lk_raise(vm, LK_EXC_OverflowError, "cannot convert Infinity to integer ratio");
    if (isnan(d))
        return lk_raise(vm, LK_EXC_ValueError, "cannot convert NaN to integer ratio");
    if (!lk_int_ratio(v, vm, d))
        return false;
    *out = lk_new_tuple(vm, v, 2);
    return true;
}

/* CPython's form: always 13 digits, a lone 0x0.0p+0. Numbers below the normal range keep the
 * exponent -1022 and a leading zero, as float.hex() writes them. */
static bool hex(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double d = lk_float_of(a->v[0]);
    struct lk_buf b = {0};
    int exponent = 0;
    if (!isfinite(d)) {
        lk_float_repr(&b, d);
        return lk_done_str(out, vm, &b);
    }
    const char *sign = signbit(d) ? "-" : "";
    d = fabs(d);
    if (d == 0)
        *out = lk_new_strf(vm, "%s0x0.0p+0", sign);
    else {
        /* frexp() gives a mantissa from 0.5 to 1; the text has it from 1 to 2. */
        double m = frexp(d, &exponent) * 2;
        exponent--;
        if (exponent < -1022) {
            m = ldexp(m, exponent + 1022);
            exponent = -1022;
        }
        uint64_t bits = (uint64_t)ldexp(m, 52), head = bits >> 52;
        *out = lk_new_strf(vm, "%s0x%u.%013llxp%+d", sign, (unsigned)head,
                           (unsigned long long)(bits & ((UINT64_C(1) << 52) - 1)), exponent);
    }
    return true;
}

/* float.fromhex(string). The prefix is optional in Python but needed by strtod(), so it is added
 * unless the text is a name such as "inf". A subclass is called with the result. */
static bool fromhex(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s;
    char *end;
    if (!lk_is(a->v[1], LK_T_STR))
        return lk_raise(vm, LK_EXC_TypeError, "bad argument type for built-in operation");
    s = lk_str_trim(lk_text(a->v[1]));
    bool minus = s.n && s.p[0] == '-';
    struct lk_str body = lk_str_cut(s, s.n && (minus || s.p[0] == '+'), s.n);
    /* inf, infinity and nan. */
    bool named = body.n && strchr("iInN", body.p[0]);
    bool prefixed = body.n > 1 && body.p[0] == '0' && (body.p[1] | 32) == 'x';
    struct lk_buf text = {0};
    lk_buf_addf(&text, "%s" LK_PRI, named || prefixed ? "" : "0x", LK_ARG(body));
    double d = body.n ? strtod(text.p, &end) : 0;
    bool whole = body.n && end == text.p + text.n;
    lk_buf_clear(&text);
    if (!whole)
        return lk_raise(vm, LK_EXC_ValueError, "invalid hexadecimal floating-point string");
    if (!named && isinf(d))
        return lk_raise(vm, LK_EXC_OverflowError, "hexadecimal value too large to represent as a "
                                                  "float");
    *out = lk_float(minus ? -d : d);
    return lk_same(a->v[0], lk_native_class(vm, &lk_type_float)) ||
           lk_vm_callv(out, vm, a->v[0], (struct lk_value[]){*out}, 1);
}

/* float.conjugate(). Serves the attribute `real` as well; a subclass's instance gives a plain
 * float. */
static bool itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_float(lk_float_of(a->v[0]));
    return true;
}

/* float.imag(). The imaginary part of any float. */
static bool zero(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    (void)a;
    *out = lk_float(0);
    return true;
}

/* To tens, hundreds and so on: by the decimal digits of the exact value. Ties go to the even
 * digit, which is what printf() does with the exact value. */
static double round_up(double d, int64_t n)
{
    char text[400];
    int exponent, digits;
    snprintf(text, sizeof text, "%.16e", fabs(d));
    exponent = atoi(strchr(text, 'e') + 1);
    digits = exponent + (int)n;
    /* Less than a tenth of the unit: nothing remains but the sign. */
    if (digits < -1)
        return copysign(0.0, d);
    if (digits >= 0)
        snprintf(text, sizeof text, "%.*e", digits, d);
    else {
        double half = strtod((snprintf(text, sizeof text, "5e%d", (int)-n - 1), text), NULL);
        if (fabs(d) <= half)
            return copysign(0.0, d);
        snprintf(text, sizeof text, "%s1e%d", d < 0 ? "-" : "", (int)-n);
    }
    return strtod(text, NULL);
}

/* round(d, n): correctly rounded by printf() and read back, as CPython does it with dtoa. Beyond
 * 323 digits nothing changes, below -308 nothing remains. */
double lk_float_round(double d, int64_t n)
{
    if (!isfinite(d) || d == 0 || n > 323)
        return d;
    if (n < -308)
        return copysign(0.0, d);
    if (n < 0)
        return round_up(d, n);
    /* Enough for the 309 digits before the point and 323 behind it. */
    char text[1100];
    snprintf(text, sizeof text, "%.*f", (int)n, d);
    return strtod(text, NULL);
}

/* float.__trunc__(). math.trunc() asks for it; infinities and NaN raise as in CPython. */
static bool truncated(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_int_of_double(out, vm, lk_float_of(a->v[0]));
}

/* float.__floor__(). math.floor() asks for it; the result is an int of any size. */
static bool floored(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_int_of_double(out, vm, floor(lk_float_of(a->v[0])));
}

/* float.__ceil__(). math.ceil() asks for it. */
static bool ceiled(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_int_of_double(out, vm, ceil(lk_float_of(a->v[0])));
}

const struct lk_py_row lk_rows_float[] = {
    {"__divmod__(self, value, /)", lk_number_divmod_, 0, NULL},
    {"__round__(self, ndigits=None, /)", lk_bi_round, 0, NULL},
    {"__trunc__(self, /)", truncated, 0, NULL},
    {"__floor__(self, /)", floored, 0, NULL},
    {"__ceil__(self, /)", ceiled, 0, NULL},
    {"__new__(cls, x=0, /)", new_float, 0, NULL},
    {"is_integer(self, /)", is_integer, 0, NULL},
    {"as_integer_ratio(self, /)", as_integer_ratio, 0, NULL},
    {"hex(self, /)", hex, 0, NULL},
    {"fromhex(cls, string, /)", fromhex, LK_PY_CLASSMETHOD, NULL},
    {"conjugate(self, /)", itself, 0, NULL},
    {"real(self)", itself, LK_PY_PROPERTY, NULL},
    {"imag(self)", zero, LK_PY_PROPERTY, NULL},
    {NULL, NULL, 0, NULL},
};
