/* Integers of any size, over GMP; the only file that knows it. */
#include "py/bigint.h"

#include <gmp.h>
#include <math.h>
#include <stdlib.h>

/* CPython's default of sys.int_max_str_digits; scripts cannot change it here. */
#define MOST_DIGITS 4300

/* The cell of an int beyond 64 bits, or of any int of a subclass; `charged` is what its number
 * was counted as against the memory limit, in bytes. */
struct lk_bigint {
    struct lk_cell cell;
    size_t charged;
    mpz_t z;
};

/* An operand: a big integer in place, or a small one in a temporary. */
struct operand {
    mpz_t own;
    mpz_srcptr z;
    bool temporary;
};

/* Any int as GMP sees it; small ones are put into a number of their own. The caller drops it
 * when the operation is over; big ones are not copied. */
static struct operand operand_of(struct lk_value v)
{
    struct operand o = {.temporary = v.tag != LK_T_BIGINT};
    if (o.temporary) {
        mpz_init_set_si(o.own, v.as.i);
    } else {
        o.z = LK_CELL_OF(lk_bigint, v)->z;
    }
    return o;
}

/* Declares an operand. The pointer into `own` is set behind the initialisation, since the
 * structure is returned by value and its address is known only then. */
#define OPERAND(name, v)                                                                           \
    struct operand name = operand_of(v);                                                           \
    if (name.temporary)                                                                            \
    name.z = name.own

/* Frees what operand_of made. */
static void drop(struct operand *o)
{
    if (o->temporary) {
        mpz_clear(o->own);
    }
}

/* A cell for a number, charged to the memory limit. GMP's own memory is not seen by the
 * collector, which is why its size is charged apart. */
static struct lk_bigint *box(struct lk_vm *vm, struct lk_class *cls, mpz_srcptr z)
{
    struct lk_bigint *b = lk_cell_new(vm, LK_T_BIGINT, cls, sizeof *b);
    mpz_init_set(b->z, z);
    b->charged = mpz_size(z) * sizeof(mp_limb_t) + 16;
    lk_charge(vm, (ptrdiff_t)b->charged);
    return b;
}

/* Called by the collector. */
void lk_big_release(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_bigint *b = (struct lk_bigint *)c;
    lk_charge(vm, -(ptrdiff_t)b->charged);
    mpz_clear(b->z);
}

/* Small results come back unboxed. Every plain int has one form only, so that equal ints of 64
 * bits have equal tags. */
static struct lk_value value_of(struct lk_vm *vm, mpz_srcptr z)
{
    if (mpz_fits_slong_p(z)) {
        return lk_int(mpz_get_si(z));
    }
    return lk_of_cell(box(vm, vm->cls[LK_TY_int], z));
}

/* The same, and the number is freed. */
static struct lk_value take(struct lk_vm *vm, mpz_t z)
{
    struct lk_value v = value_of(vm, z);
    mpz_clear(z);
    return v;
}

/* An int as an instance of a subclass: those are always boxed. */
struct lk_value lk_int_boxed(struct lk_vm *vm, struct lk_value v, struct lk_class *cls)
{
    OPERAND(a, v);
    struct lk_value r = lk_of_cell(box(vm, cls, a.z));
    drop(&a);
    return r;
}

/* An instance of a subclass as the plain int it stands for. */
struct lk_value lk_int_plain(struct lk_vm *vm, struct lk_value v)
{
    if (v.tag == LK_T_BIGINT) {
        return v.as.cell->cls == vm->cls[LK_TY_int] ? v : value_of(vm, LK_CELL_OF(lk_bigint, v)->z);
    }
    return lk_int(v.as.i);
}

/* Bits of the magnitude; 0 for 0. */
uint64_t lk_int_bits(struct lk_value v)
{
    if (v.tag == LK_T_BIGINT) {
        mpz_srcptr z = LK_CELL_OF(lk_bigint, v)->z;
        return mpz_sgn(z) ? mpz_sizeinbase(z, 2) : 0;
    }
    uint64_t u = v.as.i < 0 ? -(uint64_t)v.as.i : (uint64_t)v.as.i;
    return u ? 64 - (uint64_t)__builtin_clzll(u) : 0;
}

/* -1, 0 or 1. Of ints of either form, bools too. */
int lk_int_sign(struct lk_value v)
{
    return v.tag == LK_T_BIGINT ? mpz_sgn(LK_CELL_OF(lk_bigint, v)->z)
                                : (v.as.i > 0) - (v.as.i < 0);
}

/* Does it fit 64 bits? *out is 0 where it does not. */
bool lk_int_fits(int64_t *out, struct lk_value v)
{
    if (v.tag != LK_T_BIGINT) {
        *out = v.as.i;
        return true;
    }
    mpz_srcptr z = LK_CELL_OF(lk_bigint, v)->z;
    *out = mpz_fits_slong_p(z) ? mpz_get_si(z) : 0;
    return mpz_fits_slong_p(z);
}

/* A refusal that no script can catch: the limit protects the host. Python itself would go on
 * until memory is full. */
static bool too_big(struct lk_vm *vm)
{
    return lk_refuse(vm, LK_E_LIMIT, "an integer of more than %llu bits",
                     (unsigned long long)vm->int_bits_max);
}

/* Sizes are estimated before anything is computed. */
static bool check_bits(struct lk_vm *vm, uint64_t bits)
{
    return bits <= vm->int_bits_max || too_big(vm);
}

/* CPython's words for each operator. These are the messages of 3.11 for ints; floats have
 * others. */
static bool zero_division(struct lk_vm *vm, int op)
{
    return lk_raise(vm, LK_EXC_ZeroDivisionError, "%s",
                    op == LK_OP_DIV   ? "division by zero"
                    : op == LK_OP_MOD ? "integer modulo by zero"
                                      : "integer division or modulo by zero");
}

/* One operator over two numbers; the divisor is not 0 and the size of a product has been
 * checked. */
typedef bool int_fn(struct lk_value *out, struct lk_vm *, mpz_srcptr a, mpz_srcptr b);

/* Operators that GMP has as they are and that cannot fail. Its floor variants round to minus
 * infinity, as Python's // and % do. */
#define SIMPLE(name, call)                                                                         \
    static bool name(struct lk_value *out, struct lk_vm *vm, mpz_srcptr a, mpz_srcptr b)           \
    {                                                                                              \
        mpz_t r;                                                                                   \
        mpz_init(r);                                                                               \
        call(r, a, b);                                                                             \
        *out = take(vm, r);                                                                        \
        return true;                                                                               \
    }
SIMPLE(int_add, mpz_add)
SIMPLE(int_sub, mpz_sub)
SIMPLE(int_mul, mpz_mul)
SIMPLE(int_floordiv, mpz_fdiv_q)
SIMPLE(int_mod, mpz_fdiv_r)
SIMPLE(int_and, mpz_and)
SIMPLE(int_or, mpz_ior)
SIMPLE(int_xor, mpz_xor)

/* The size of the result is known beforehand. A shift of 0 by any count is 0 and needs no
 * memory. */
static bool int_lshift(struct lk_value *out, struct lk_vm *vm, mpz_srcptr a, mpz_srcptr b)
{
    if (mpz_sgn(b) < 0) {
        return lk_raise(vm, LK_EXC_ValueError, "negative shift count");
    }
    if (!mpz_sgn(a)) {
        *out = lk_int(0);
        return true;
    }
    if (!mpz_fits_slong_p(b) ||
        !check_bits(vm, mpz_sizeinbase(a, 2) + (uint64_t)mpz_get_si(b))) {
        return lk_is_refused(vm) ? false : too_big(vm);
    }
    mpz_t r;
    mpz_init(r);
    mpz_mul_2exp(r, a, mpz_get_ui(b));
    *out = take(vm, r);
    return true;
}

/* Rounds towards minus infinity. A count beyond 64 bits shifts everything out and leaves the
 * sign. */
static bool int_rshift(struct lk_value *out, struct lk_vm *vm, mpz_srcptr a, mpz_srcptr b)
{
    if (mpz_sgn(b) < 0) {
        return lk_raise(vm, LK_EXC_ValueError, "negative shift count");
    }
    if (!mpz_fits_slong_p(b)) {
        *out = lk_int(mpz_sgn(a) < 0 ? -1 : 0);
        return true;
    }
    mpz_t r;
    mpz_init(r);
    mpz_fdiv_q_2exp(r, a, mpz_get_ui(b));
    *out = take(vm, r);
    return true;
}

/* The quotient with a sticky bit below 64 bits of it, which rounds correctly to a double. */
static double ratio(mpz_srcptr a, mpz_srcptr b)
{
    int sign = mpz_sgn(a) * mpz_sgn(b);
    if (sign == 0) {
        return mpz_sgn(b) < 0 ? -0.0 : 0.0;
    }
    /* Scales so that the quotient has 60 or 61 bits, whatever the sizes of both numbers. */
    long shift = (long)mpz_sizeinbase(a, 2) - (long)mpz_sizeinbase(b, 2) - 60;
    mpz_t n, d, q, r;
    mpz_inits(n, d, q, r, NULL);
    mpz_abs(n, a);
    mpz_abs(d, b);
    if (shift < 0) {
        mpz_mul_2exp(n, n, (unsigned long)-shift);
    } else {
        mpz_mul_2exp(d, d, (unsigned long)shift);
    }
    mpz_tdiv_qr(q, r, n, d);
    /* At least 60 bits of quotient: more than the 53 of a double, so that only the sticky bit
     * decides ties. */
    uint64_t top = mpz_get_ui(q) | (mpz_sgn(r) != 0);
    mpz_clears(n, d, q, r, NULL);
    return sign * ldexp((double)top, shift > INT32_MAX / 2 ? INT32_MAX / 2 : (int)shift);
}

/* True division, rounded once. */
static bool int_div(struct lk_value *out, struct lk_vm *vm, mpz_srcptr a, mpz_srcptr b)
{
    double d = ratio(a, b);
    if (isinf(d)) {
        return lk_raise(vm, LK_EXC_OverflowError,
                        "integer division result too large for a float");
    }
    *out = lk_float(d);
    return true;
}

/* A negative exponent gives a float. Computed in doubles, as CPython does; huge bases overflow
 * to infinity or 0. */
static bool negative_power(struct lk_value *out, struct lk_vm *vm, mpz_srcptr a, mpz_srcptr b)
{
    double x = mpz_get_d(a), y = mpz_get_d(b);
    if (x == 0) {
        return lk_raise(vm, LK_EXC_ZeroDivisionError,
                        "0.0 cannot be raised to a negative power");
    }
    *out = lk_float(pow(x, y));
    return true;
}

/* The size of the result is estimated from the base's bits. Bases 0, 1 and -1 are exempt: for
 * them any exponent is fine, and only its parity matters. */
static bool int_pow(struct lk_value *out, struct lk_vm *vm, mpz_srcptr a, mpz_srcptr b)
{
    if (mpz_sgn(b) < 0) {
        return negative_power(out, vm, a, b);
    }
    if (mpz_cmpabs_ui(a, 1) > 0) {
        uint64_t bits;
        if (!mpz_fits_slong_p(b) ||
            __builtin_mul_overflow(mpz_sizeinbase(a, 2) - 1, (uint64_t)mpz_get_si(b), &bits)) {
            return too_big(vm);
        }
        if (!check_bits(vm, bits)) {
            return false;
        }
    }
    mpz_t r;
    mpz_init(r);
    /* For 0, 1 and -1 an exponent of any size becomes 1 or 2 by its parity. */
    mpz_pow_ui(r, a, mpz_cmpabs_ui(a, 1) > 0 ? mpz_get_ui(b) : 2 - (unsigned long)mpz_odd_p(b));
    if (!mpz_sgn(b)) {
        mpz_set_ui(r, 1);
    }
    *out = take(vm, r);
    return true;
}

static int_fn *const int_table[LK_OPER_COUNT] = {
    [LK_OP_ADD] = int_add,       [LK_OP_SUB] = int_sub,       [LK_OP_MUL] = int_mul,
    [LK_OP_DIV] = int_div,       [LK_OP_MOD] = int_mod,       [LK_OP_POW] = int_pow,
    [LK_OP_LSHIFT] = int_lshift, [LK_OP_RSHIFT] = int_rshift, [LK_OP_BITOR] = int_or,
    [LK_OP_BITXOR] = int_xor,    [LK_OP_BITAND] = int_and,    [LK_OP_FLOORDIV] = int_floordiv,
};

/* Any arithmetic of two ints, by the operator's function. */
bool lk_int_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value x,
                   struct lk_value y)
{
    bool divides = op == LK_OP_FLOORDIV || op == LK_OP_MOD || op == LK_OP_DIV;
    if (divides && !lk_int_sign(y)) {
        return zero_division(vm, op);
    }
    if (op == LK_OP_MUL && !check_bits(vm, lk_int_bits(x) + lk_int_bits(y))) {
        return false;
    }
    OPERAND(a, x);
    OPERAND(b, y);
    bool ok = int_table[op](out, vm, a.z, b.z);
    drop(&a);
    drop(&b);
    return ok;
}

/* pow(x, y, m); a negative exponent needs an inverse. The result has the sign of the modulus, as
 * Python's %; GMP gives it without. */
bool lk_int_powmod(struct lk_value *out, struct lk_vm *vm, struct lk_value x, struct lk_value y,
                   struct lk_value m)
{
    if (!lk_int_sign(m)) {
        return lk_raise(vm, LK_EXC_ValueError, "pow() 3rd argument cannot be 0");
    }
    OPERAND(a, x);
    OPERAND(b, y);
    OPERAND(c, m);
    mpz_t r;
    mpz_init(r);
    bool ok = mpz_sgn(b.z) >= 0 || mpz_invert(r, a.z, c.z);
    if (ok) {
        mpz_powm(r, a.z, b.z, c.z);
        /* GMP's result is never negative; Python's has the sign of the modulus. */
        if (mpz_sgn(c.z) < 0 && mpz_sgn(r) > 0) {
            mpz_add(r, r, c.z);
        }
    }
    drop(&a);
    drop(&b);
    drop(&c);
    *out = take(vm, r);
    return ok || lk_raise(vm, LK_EXC_ValueError, "base is not invertible for the given modulus");
}

/* -v, exact also at the edge of 64 bits. */
struct lk_value lk_int_neg(struct lk_vm *vm, struct lk_value v)
{
    OPERAND(a, v);
    mpz_t r;
    mpz_init(r);
    mpz_neg(r, a.z);
    drop(&a);
    return take(vm, r);
}

/* ~v. */
struct lk_value lk_int_invert(struct lk_vm *vm, struct lk_value v)
{
    OPERAND(a, v);
    mpz_t r;
    mpz_init(r);
    mpz_com(r, a.z);
    drop(&a);
    return take(vm, r);
}

/* -1, 0 or 1. Two small ints are compared without GMP. */
int lk_int_cmp(struct lk_value x, struct lk_value y)
{
    if (x.tag != LK_T_BIGINT && y.tag != LK_T_BIGINT) {
        return (x.as.i > y.as.i) - (x.as.i < y.as.i);
    }
    OPERAND(a, x);
    OPERAND(b, y);
    int r = mpz_cmp(a.z, b.z);
    drop(&a);
    drop(&b);
    return (r > 0) - (r < 0);
}

/* Compares without rounding the int; d is no NaN. So 2**53 + 1 and its nearest float are not
 * equal, as in Python. */
int lk_int_cmp_double(struct lk_value x, double d)
{
    if (isinf(d)) {
        return d > 0 ? -1 : 1;
    }
    OPERAND(a, x);
    int r = mpz_cmp_d(a.z, d);
    drop(&a);
    return (r > 0) - (r < 0);
}

/* Ones of the magnitude. */
uint64_t lk_int_popcount(struct lk_value v)
{
    OPERAND(a, v);
    mpz_t r;
    mpz_init(r);
    mpz_abs(r, a.z);
    uint64_t n = mpz_popcount(r);
    mpz_clear(r);
    drop(&a);
    return n;
}

/* The nearest float, or OverflowError. Ties go to even, as in CPython's conversion. */
bool lk_int_double(double *out, struct lk_vm *vm, struct lk_value v)
{
    if (v.tag != LK_T_BIGINT) {
        *out = (double)v.as.i;
        return true;
    }
    mpz_t one;
    mpz_init_set_ui(one, 1);
    mpz_srcptr z = LK_CELL_OF(lk_bigint, v)->z;
    *out = ratio(z, one);
    mpz_clear(one);
    return !isinf(*out) ||
           lk_raise(vm, LK_EXC_OverflowError, "int too large to convert to float");
}

/* Truncates; NaN and infinities raise. */
bool lk_int_of_double(struct lk_value *out, struct lk_vm *vm, double d)
{
    if (isnan(d)) {
        return lk_raise(vm, LK_EXC_ValueError, "cannot convert float NaN to integer");
    }
    if (isinf(d)) {
        return lk_raise(vm, LK_EXC_OverflowError, "cannot convert float infinity to integer");
    }
    mpz_t z;
    mpz_init_set_d(z, d);
    *out = take(vm, z);
    return true;
}

/* The exact fraction of a float, in lowest terms. */
bool lk_int_ratio(struct lk_value out[2], struct lk_vm *vm, double d)
{
    if (!isfinite(d)) {
        return isnan(d) ? lk_raise(vm, LK_EXC_ValueError, "cannot convert NaN to integer ratio")
                        : lk_raise(vm, LK_EXC_OverflowError,
                                   "cannot convert Infinity to integer ratio");
    }
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, d);
    out[0] = value_of(vm, mpq_numref(q));
    out[1] = value_of(vm, mpq_denref(q));
    mpq_clear(q);
    return true;
}

/* CPython's limit on conversions that take quadratic time. `digits` is how many a text to be
 * read has; 0 for a number to be written, whose digits are not counted. */
static bool too_many_digits(struct lk_vm *vm, size_t digits)
{
    const char *more = "; use sys.set_int_max_str_digits() to increase the limit";
    if (!digits) {
        return lk_raise(vm, LK_EXC_ValueError,
                        "Exceeds the limit (%d digits) for integer string conversion%s",
                        MOST_DIGITS, more);
    }
    return lk_raise(vm, LK_EXC_ValueError,
                    "Exceeds the limit (%d digits) for integer string conversion: value has %zu "
                    "digits%s", MOST_DIGITS, digits, more);
}

/* Decimal digits without printf: most of what scripts format are small numbers. */
static void put_small(struct lk_buf *out, int64_t i)
{
    char text[24], *p = text + sizeof text;
    uint64_t u = i < 0 ? -(uint64_t)i : (uint64_t)i;
    do {
        *--p = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (i < 0) {
        *--p = '-';
    }
    lk_buf_add(out, (struct lk_str){p, (size_t)(text + sizeof text - p)});
}

/* Digits in a base from 2 to 36; only decimal is limited. Bits are compared first, so that a
 * number far beyond the limit is not converted at all. Appends; a minus sign comes first. */
bool lk_int_text(struct lk_buf *out, struct lk_vm *vm, struct lk_value v, int base)
{
    if (v.tag != LK_T_BIGINT && base == 10) {
        put_small(out, v.as.i);
        return true;
    }
    if (base == 10 && lk_int_bits(v) > (uint64_t)(MOST_DIGITS * 3.3220) + 1) {
        return too_many_digits(vm, 0);
    }
    OPERAND(a, v);
    char *text = mpz_get_str(NULL, base, a.z);
    lk_buf_addz(out, text);
    bool ok = base != 10 || strlen(text) <= MOST_DIGITS + (size_t)(*text == '-');
    /* The text was allocated by GMP and must go back through its own function. */
    void (*give)(void *, size_t);
    mp_get_memory_functions(NULL, NULL, &give);
    give(text, strlen(text) + 1);
    drop(&a);
    return ok || too_many_digits(vm, 0);
}

/* Digits without sign and underscores; the size is estimated first. The caller has checked that
 * all are digits of the base. Bases that are powers of two are read in linear time and not
 * limited. */
bool lk_int_parse(struct lk_value *out, struct lk_vm *vm, struct lk_str digits, int base)
{
    /* Powers of two only: their digits are bits. */
    bool round = (base & (base - 1)) == 0;
    if (!round && digits.n > MOST_DIGITS) {
        return too_many_digits(vm, digits.n);
    }
    if (!check_bits(vm, digits.n * (base > 16 ? 6 : base > 8 ? 4 : base > 2 ? 3 : 1))) {
        return false;
    }
    char *text = lk_strdup(digits);
    mpz_t z;
    mpz_init_set_str(z, text, base);
    free(text);
    *out = take(vm, z);
    return true;
}

/* int.from_bytes(). Two's complement when is_signed: the top bit set means that 2**bits is taken
 * off. */
struct lk_value lk_int_of_bytes(struct lk_vm *vm, struct lk_str s, bool little, bool is_signed)
{
    mpz_t z;
    mpz_init(z);
    mpz_import(z, s.n, little ? -1 : 1, 1, 0, 0, s.p);
    if (is_signed && s.n && (s.p[little ? s.n - 1 : 0] & 0x80)) {
        mpz_t top;
        mpz_init_set_ui(top, 1);
        mpz_mul_2exp(top, top, s.n * 8);
        mpz_sub(z, z, top);
        mpz_clear(top);
    }
    return take(vm, z);
}

/* int.to_bytes(): false when it does not fit. A negative number is the complement of ~v, so that
 * only magnitudes are exported. */
bool lk_int_bytes(char *out, size_t n, struct lk_value v, bool little, bool is_signed)
{
    OPERAND(a, v);
    mpz_t z;
    mpz_init_set(z, a.z);
    bool negative = mpz_sgn(z) < 0;
    /* One bit is the sign's. */
    size_t room = n * 8 - (is_signed && n ? 1 : 0);
    if (negative) {
        mpz_com(z, z);
    }
    bool fits = (!negative || is_signed) && (!mpz_sgn(z) || mpz_sizeinbase(z, 2) <= room);
    if (fits) {
        size_t used = 0, bytes = mpz_sgn(z) ? (mpz_sizeinbase(z, 2) + 7) / 8 : 0;
        memset(out, 0, n);
        mpz_export(little ? out : out + n - bytes, &used, little ? -1 : 1, 1, 0, 0, z);
        for (size_t i = 0; negative && i < n; i++) {
            out[i] = (char)~out[i];
        }
    }
    mpz_clear(z);
    drop(&a);
    return fits;
}

/* CPython's: the value modulo 2**61 - 1, so that equal numbers of all kinds hash alike. */
int64_t lk_big_hash(struct lk_value v)
{
    mpz_srcptr z = LK_CELL_OF(lk_bigint, v)->z;
    int64_t h = (int64_t)mpz_tdiv_ui(z, (UINT64_C(1) << 61) - 1);
    h = mpz_sgn(z) < 0 ? -h : h;
    /* -1 means an error to CPython's callers and is never a hash. */
    return h == -1 ? -2 : h;
}
