/* Module math: the C library's functions with Python's checks, and exact ones over integers. */
#include "mods/std.h"

#include <math.h>

/* A function of <math.h> under the name that scripts call it by. */
struct function {
    const char *name;
    double (*fn)(double);
};

/* Called by the name of their row. The table has names, because one() serves all rows. */
static const struct function functions[] = {
    {"sqrt", sqrt}, {"exp", exp}, {"expm1", expm1}, {"log1p", log1p}, {"sin", sin}, {"cos", cos},
    {"tan", tan}, {"asin", asin}, {"acos", acos}, {"atan", atan}, {"sinh", sinh}, {"cosh", cosh},
    {"tanh", tanh}, {"asinh", asinh}, {"acosh", acosh}, {"atanh", atanh}, {"fabs", fabs},
    {"cbrt", cbrt}, {"exp2", exp2}, {"erf", erf}, {"erfc", erfc}, {"gamma", tgamma},
    {"lgamma", lgamma},
};

/* Raises what CPython raises when an argument is outside the function's domain. */
static bool domain(struct lk_vm *vm)
{
    return lk_raise(vm, LK_EXC_ValueError, "math domain error");
}

/* A finite argument must not give NaN (outside the domain), nor infinity (too big). */
static bool checked(struct lk_value *out, struct lk_vm *vm, double x, double r)
{
    if (isnan(r) && !isnan(x))
        return domain(vm);
    if (isinf(r) && isfinite(x))
        return lk_raise(vm, LK_EXC_OverflowError, "math range error");
    *out = lk_float(r);
    return true;
}

/* A function of one float. An infinity from a small argument is a pole (log1p(-1), atanh(1)),
 * which CPython calls a domain error; from a big one it is an overflow. */
static bool one(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str name = {a->row->signature, strcspn(a->row->signature, "(")};
    double x;
    if (!lk_vm_double(&x, vm, a->v[0]))
        return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (lk_str_is(name, functions[i].name)) {
            double r = functions[i].fn(x);
            bool pole = isinf(r) && isfinite(x) && fabs(x) <= 1;
            return pole ? domain(vm) : checked(out, vm, x, r);
        }
    return lk_refuse(vm, LK_E_INTERNAL, "math." LK_PRI, LK_ARG(name));
}

/* A function of two floats, told apart by the first letter of its row. pow(0, -1) and fmod(x, 0)
 * are domain errors, where C gives an infinity or NaN. */
static bool two(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    char kind = a->row->signature[0];
    double x, y, r;
    if (!lk_vm_double(&x, vm, a->v[0]) || !lk_vm_double(&y, vm, a->v[1]))
        return false;
    switch (kind) {
    /* A power of finite numbers that is infinite overflowed; 0 to a negative power has no
     * value. */
    case 'p':
        r = pow(x, y);
        if ((isnan(r) && !isnan(x) && !isnan(y)) || (x == 0 && y < 0 && isfinite(y)))
            return domain(vm);
        if (isinf(r) && isfinite(x) && isfinite(y))
            return lk_raise(vm, LK_EXC_OverflowError, "math range error");
        break;
    /* fmod(inf, 1) and fmod(1, 0) have none either; a NaN given is a NaN returned. */
    case 'f':
        r = fmod(x, y);
        if (isnan(r) && !isnan(x) && !isnan(y))
            return domain(vm);
        break;
    case 'r': r = remainder(x, y); break;
    case 'a': r = atan2(x, y); break;
    case 'n': r = nextafter(x, y); break;
    default: r = copysign(x, y); break;
    }
    *out = lk_float(r);
    return true;
}

/* log of ints beyond floats goes through their bits: log(n) = log(n / 2^k) + k log 2. The
 * function given is log, log2 or log10; zero and negative numbers are domain errors. */
static bool log_of(double *out, struct lk_vm *vm, struct lk_value v, double (*fn)(double))
{
    double x;
    if (lk_is(v, LK_T_BIGINT)) {
        struct lk_value bits, small;
        int64_t n;
        if (!lk_vm_method(&bits, vm, v, "bit_length", NULL, 0) || !lk_vm_index(&n, vm, bits))
            return false;
        if (n > 1000) {
            struct lk_value shift = lk_int(n - 1000);
            if (!lk_vm_method(&small, vm, v, "__rshift__", &shift, 1) ||
                !lk_vm_double(&x, vm, small))
                return false;
            *out = fn(ldexp(x, -1000)) + (double)n * fn(2.0);
            return x > 0 || domain(vm);
        }
    }
    if (!lk_vm_double(&x, vm, v))
        return false;
    *out = fn(x);
    return (x > 0 || isnan(x)) ? true : domain(vm);
}

/* math.log(x, base=None). A base of 1 has the logarithm 0 and so divides by zero, as there. */
static bool log_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x, base;
    if (!log_of(&x, vm, a->v[0], log))
        return false;
    if (lk_given(a, 1)) {
        /* Both logarithms are natural ones; the quotient is what CPython computes too. */
        if (!log_of(&base, vm, a->v[1], log))
            return false;
        if (base == 0)
            return lk_raise(vm, LK_EXC_ZeroDivisionError, "float division by zero");
        x /= base;
    }
    *out = lk_float(x);
    return true;
}

/* math.log2(x). A function of its own since log(x, 2) is not exact for powers of two. */
static bool log2_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x;
    return log_of(&x, vm, a->v[0], log2) && (*out = lk_float(x), true);
}

/* math.log10(x). Exact for powers of ten, as log(x, 10) is not. */
static bool log10_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x;
    return log_of(&x, vm, a->v[0], log10) && (*out = lk_float(x), true);
}

/* floor, ceil, trunc: by the class's method, else of the float. An int stays what it is. Decimal
 * and Fraction have methods of their own and are asked first. */
static bool whole(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                  double (*fn)(double))
{
    /* CPython asks the type for these methods and takes the float otherwise. */
    static const char *const method[] = {"__floor__", "__ceil__", "__trunc__"};
    const char *name = method[fn == ceil ? 1 : fn == trunc ? 2 : 0];
    struct lk_value v = a->v[0];
    double x;
    if (lk_is(v, LK_T_INT) || lk_is(v, LK_T_BOOL))
        return *out = lk_int(v.as.i), true;
    if (lk_is(v, LK_T_BIGINT))
        return *out = v, true;
    if (!lk_is_float(v) && !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), name)))
        return lk_vm_method(out, vm, v, name, NULL, 0);
    if (!lk_vm_double(&x, vm, v))
        return false;
    /* int() makes a big integer where needed and refuses NaN and infinities. */
    struct lk_value f = lk_float(fn(x));
    return lk_vm_callv(out, vm, lk_native_class(vm, &lk_type_int), &f, 1);
}

/* math.floor(x) */
static bool floor_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return whole(out, vm, a, floor);
}

/* math.ceil(x) */
static bool ceil_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return whole(out, vm, a, ceil);
}

/* math.trunc(x) */
static bool trunc_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return whole(out, vm, a, trunc);
}

/* math.isnan(x). isinf() and isfinite() too; the row's name tells which. */
static bool test(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x;
    if (!lk_vm_double(&x, vm, a->v[0]))
        return false;
    char kind = a->row->signature[2];
    *out = lk_bool(kind == 'n' ? isnan(x) : kind == 'i' ? isinf(x) : isfinite(x));
    return true;
}

/* math.isclose(a, b, *, rel_tol=None, abs_tol=None). The tolerances default to 1e-09 relative
 * and 0 absolute. Equal infinities are close, an infinity is close to nothing else. */
static bool isclose(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double v[4] = {0, 0, 1e-9, 0};
    for (unsigned i = 0; i < 4; i++)
        if (lk_given(a, i) && !lk_vm_double(&v[i], vm, a->v[i]))
            return false;
    if (v[2] < 0 || v[3] < 0)
        return lk_raise(vm, LK_EXC_ValueError, "tolerances must be non-negative");
    /* The difference may overflow to an infinity, which is then close to nothing. */
    double gap = fabs(v[1] - v[0]);
    *out = lk_bool(v[0] == v[1] || (isfinite(gap) && isfinite(v[0]) && isfinite(v[1]) &&
                                    (gap <= fabs(v[2] * v[1]) || gap <= fabs(v[2] * v[0]) ||
                                     gap <= v[3])));
    return true;
}

/* math.degrees(x). radians(x) too; the quotient comes first, as CPython has it, so that the last
 * digit agrees. */
static bool turn(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* M_PI is no part of standard C. */
    const double pi = 3.14159265358979323846;
    double x;
    if (!lk_vm_double(&x, vm, a->v[0]))
        return false;
    *out = lk_float(a->row->signature[0] == 'd' ? x * (180.0 / pi) : x * (pi / 180.0));
    return true;
}

/* math.frexp(x). The mantissa and the exponent as a tuple; infinities and NaN come back with
 * exponent 0. */
static bool frexp_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x;
    int e = 0;
    if (!lk_vm_double(&x, vm, a->v[0]))
        return false;
    struct lk_value v[2] = {lk_float(frexp(x, &e)), lk_int(e)};
    *out = lk_new_tuple(vm, v, 2);
    return true;
}

/* math.modf(x). The fraction first, then the whole part as a float; both carry the sign of x. */
static bool modf_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x, i;
    if (!lk_vm_double(&x, vm, a->v[0]))
        return false;
    struct lk_value v[2] = {lk_float(modf(x, &i)), lk_none()};
    v[1] = lk_float(i);
    *out = lk_new_tuple(vm, v, 2);
    return true;
}

/* math.ldexp(x, i). Exponents beyond any float's are cut, so that they fit C's int; the result
 * is the same. */
static bool ldexp_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double x;
    int64_t e;
    if (!lk_vm_double(&x, vm, a->v[0]) || !lk_vm_index(&e, vm, a->v[1]))
        return false;
    /* 5000 moves the smallest subnormal beyond the biggest float. */
    double r = ldexp(x, e > 5000 ? 5000 : e < -5000 ? -5000 : (int)e);
    if (isinf(r) && isfinite(x))
        return lk_raise(vm, LK_EXC_OverflowError, "math range error");
    *out = lk_float(r);
    return true;
}

/* Exact sums by partial sums that do not overlap (Shewchuk). Sixty-four are more than doubles
 * that do not overlap can need. */
struct partials {
    double v[64];
    size_t n;
};

/* Adds one item: each partial sum keeps what the addition to the next one loses. */
static bool add_exactly(struct lk_vm *vm, void *self, struct lk_value item)
{
    struct partials *p = self;
    /* `kept` is the error of one addition, itself a double. */
    double x, kept;
    size_t n = 0;
    if (!lk_vm_double(&x, vm, item))
        return false;
    for (size_t i = 0; i < p->n; i++) {
        double y = p->v[i];
        if (fabs(x) < fabs(y)) {
            double t = x;
            x = y;
            y = t;
        }
        /* Extended registers would keep digits that the error term has to see lost. */
        volatile double high = x + y;
        kept = y - (high - x);
        if (kept != 0)
            p->v[n++] = kept;
        x = high;
    }
    if (n < 63)
        p->v[n++] = x;
    p->n = n;
    return true;
}

/* math.fsum(seq). The sum is rounded once, at the end; where the rest is exactly half a unit,
 * the sign of the next partial sum says to which side. */
static bool fsum(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct partials p = {.n = 0};
    /* `low` is what the addition to `high` has lost. */
    double high = 0, low = 0;
    if (!lk_vm_each(vm, a->v[0], add_exactly, &p))
        return false;
    /* From the biggest partial sum down, until something is lost by adding. */
    while (p.n > 0 && low == 0) {
        double x = high, y = p.v[--p.n];
        high = x + y;
        low = y - (high - x);
    }
    if (p.n > 0 && ((low < 0 && p.v[p.n - 1] < 0) || (low > 0 && p.v[p.n - 1] > 0))) {
        double y = low * 2, x = high + y;
        if (y == x - high)
            high = x;
    }
    *out = lk_float(high);
    return true;
}

/* Each row's signature starts with the name by which one() and two() find what to call. */
static const struct lk_py_row rows[] = {
    {"sqrt(x, /)", one, 0, NULL}, {"exp(x, /)", one, 0, NULL}, {"expm1(x, /)", one, 0, NULL},
    {"log1p(x, /)", one, 0, NULL}, {"sin(x, /)", one, 0, NULL}, {"cos(x, /)", one, 0, NULL},
    {"tan(x, /)", one, 0, NULL}, {"asin(x, /)", one, 0, NULL}, {"acos(x, /)", one, 0, NULL},
    {"atan(x, /)", one, 0, NULL}, {"sinh(x, /)", one, 0, NULL}, {"cosh(x, /)", one, 0, NULL},
    {"tanh(x, /)", one, 0, NULL}, {"asinh(x, /)", one, 0, NULL}, {"acosh(x, /)", one, 0, NULL},
    {"atanh(x, /)", one, 0, NULL}, {"fabs(x, /)", one, 0, NULL}, {"cbrt(x, /)", one, 0, NULL},
    {"exp2(x, /)", one, 0, NULL}, {"erf(x, /)", one, 0, NULL}, {"erfc(x, /)", one, 0, NULL},
    {"gamma(x, /)", one, 0, NULL}, {"lgamma(x, /)", one, 0, NULL},
    {"pow(x, y, /)", two, 0, NULL}, {"fmod(x, y, /)", two, 0, NULL},
    {"remainder(x, y, /)", two, 0, NULL}, {"atan2(y, x, /)", two, 0, NULL},
    {"nextafter(x, y, /)", two, 0, NULL}, {"copysign(x, y, /)", two, 0, NULL},
    {"log(x, base=None, /)", log_, 0, NULL}, {"log2(x, /)", log2_, 0, NULL},
    {"log10(x, /)", log10_, 0, NULL}, {"floor(x, /)", floor_, 0, NULL},
    {"ceil(x, /)", ceil_, 0, NULL}, {"trunc(x, /)", trunc_, 0, NULL},
    {"isnan(x, /)", test, 0, NULL}, {"isinf(x, /)", test, 0, NULL},
    {"isfinite(x, /)", test, 0, NULL},
    {"isclose(a, b, *, rel_tol=None, abs_tol=None)", isclose, 0, NULL},
    {"degrees(x, /)", turn, 0, NULL}, {"radians(x, /)", turn, 0, NULL},
    {"frexp(x, /)", frexp_, 0, NULL}, {"modf(x, /)", modf_, 0, NULL},
    {"ldexp(x, i, /)", ldexp_, 0, NULL}, {"fsum(seq, /)", fsum, 0, NULL},
    {NULL, NULL, 0, NULL},
};

/* Constants, and the exact functions that std/_math.py tells. They work on integers of any size,
 * which is easier told in Python. */
static bool fill(struct lk_vm *vm, struct lk_value module)
{
    static const struct { const char *name; double value; } constants[] = {
        {"pi", 3.14159265358979323846}, {"e", 2.71828182845904523536},
        {"tau", 6.28318530717958647692}, {"inf", (double)INFINITY}, {"nan", (double)NAN}};
    static const char *const exact[] = {"gcd", "lcm", "factorial", "isqrt", "comb", "perm", "prod",
                                        "hypot", "dist"};
    /* `told` is the module that defines them. */
    struct lk_value told, fn;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (!lk_vm_setattr(vm, module, lk_intern(vm, lk_str_of(constants[i].name)),
                           lk_float(constants[i].value)))
            return false;
    if (!lk_vm_import(&told, vm, LK_STR("_math")))
        return false;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
        if (!lk_vm_getattrz(&fn, vm, told, exact[i]) ||
            !lk_vm_setattr(vm, module, lk_intern(vm, lk_str_of(exact[i])), fn))
            return false;
    return true;
}

const struct lk_py_module lk_std_math = {
    .name = "math", .row = rows, .init = fill, .doc = "mathematical functions"};
