/* int(): reading text in every base, taking any value, and the methods of int and bool. */
#include "py/builtins.h"
#include "py/int.h"
#include "py/rows.h"
#include "py/runtime.h"

#include <stdlib.h>

/* The digits of an int without its sign; for formats, which place the sign themselves. False
 * beyond the limit on decimal digits. */
bool lk_int_digits(struct lk_buf *out, struct lk_vm *vm, struct lk_value v, int base)
{
    struct lk_buf b = {0};
    bool good = lk_int_text(&b, vm, v, base);
    struct lk_str s = lk_buf_str(&b);
    if (good)
        lk_buf_add(out, s.n && s.p[0] == '-' ? lk_str_cut(s, 1, s.n) : s);
    lk_buf_clear(&b);
    return good;
}

/* Turns decimal digits of any script into ASCII and strips white space. int() takes digits of
 * all scripts, as "٣"; what is neither digit nor ASCII stays and is refused later. */
static void plain_text(struct lk_buf *b, struct lk_str s)
{
    uint32_t len;
    s = lk_text_strip(s, (struct lk_str){0}, LK_SIDE_BOTH);
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        /* ASCII stays as it is. */
        int digit = c < 0x80 ? -1 : lk_uni_decimal(c);
        if (digit >= 0)
            lk_buf_addc(b, (char)('0' + digit));
        else
            lk_buf_add(b, lk_str_cut(s, i, i + len));
    }
}

/* The value of a digit or letter as a digit, 99 for all else, which is no digit of any base. */
static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10
                                                                               : 99;
}

/* Takes 0x, 0o, 0b where the base allows it; base 0 becomes what the prefix says. An underscore
 * may follow the prefix. In base 0, as in source text, a leading 0 may only be followed by
 * zeros: false for "012". */
static bool take_prefix(struct lk_str *s, int *base)
{
    /* Letters of the prefixes, in lower case. */
    static const struct { char letter; int base; } prefix[] = {{'x', 16}, {'o', 8}, {'b', 2}};
    for (size_t i = 0; i < 3 && s->n > 1 && s->p[0] == '0'; i++)
        if ((s->p[1] | 32) == prefix[i].letter && (*base == 0 || *base == prefix[i].base)) {
            *base = prefix[i].base;
            *s = lk_str_cut(*s, s->n > 2 && s->p[2] == '_' ? 3 : 2, s->n);
            return true;
        }
    if (*base != 0)
        return true;
    *base = 10;
    for (size_t i = 0; s->n && s->p[0] == '0' && i < s->n; i++)
        if (s->p[i] != '0' && s->p[i] != '_')
            return false;
    return true;
}

/* Digits of the base with single underscores between them, without those. False for an empty
 * text, a stray underscore or a digit beyond the base. */
static bool take_digits(struct lk_buf *b, struct lk_str s, int base)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '_' && i > 0 && i + 1 < s.n && s.p[i - 1] != '_')
            continue;
        if (digit_of(s.p[i]) >= base)
            return false;
        lk_buf_addc(b, s.p[i]);
    }
    return b->n > 0;
}

/* int(text, base): white space, sign, prefix and digits. ValueError shows the value as it was
 * given, by its repr(), shortened. */
bool lk_int_read(struct lk_value *out, struct lk_vm *vm, const struct lk_int_source *from)
{
    struct lk_buf plain = {0}, digits = {0};
    int base = from->base;
    plain_text(&plain, from->text);
    struct lk_str s = lk_buf_str(&plain);
    /* The sign comes before a prefix, never behind it. */
    bool minus = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = lk_str_cut(s, 1, s.n);
    bool good = take_prefix(&s, &base) && take_digits(&digits, s, base);
    if (good && lk_int_parse(out, vm, lk_buf_str(&digits), base)) {
        if (minus)
            *out = lk_int_neg(vm, *out);
    } else if (good)
        good = false;
    else {
        struct lk_value shown;
        if (lk_vm_repr(&shown, vm, from->shown)) {
            struct lk_str text = lk_text(shown);
            text.n = lk_utf_offset(text, 200);       /* as much as CPython shows */
            lk_raise(vm, LK_EXC_ValueError, "invalid literal for int() with base %d: " LK_PRI,
                     from->base, LK_ARG(text));
        }
    }
    lk_buf_clear(&plain);
    lk_buf_clear(&digits);
    return good;
}

/* operator.index(): ints as they are, else __index__, which must give an int. Floats are never
 * taken, also not whole ones. */
bool lk_int_index(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is_int(v)) {
        *out = lk_int_plain(vm, v);
        return true;
    }
    struct lk_value cls = lk_vm_type(vm, v);
    /* Looked up on the class, as all special methods. */
    if (lk_is_float(v) || lk_is_empty(lk_class_attr(vm, cls, "__index__"))) {
        struct lk_str name = lk_type_name(vm, v);
        return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object cannot be interpreted as an "
                        "integer", LK_ARG(name));
    }
    if (!lk_vm_special(out, vm, "__index__", &v, 1))
        return false;
    return lk_is_int(*out) || lk_bad_type(vm, "__index__ returned non-int (type ", *out, ")");
}

/* By __int__, __index__ or __trunc__, in this order. __trunc__ is still asked in CPython 3.11.
 * The result loses its subclass, which CPython does with a warning. */
static bool int_by_method(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    /* CPython's order. */
    static const char *const how[] = {"__int__", "__index__", "__trunc__"};
    struct lk_value cls = lk_vm_type(vm, v);
    for (int i = 0; i < 3; i++) {
        if (lk_is_empty(lk_class_attr(vm, cls, how[i])))
            continue;
        if (!lk_vm_method(out, vm, v, how[i], NULL, 0))
            return false;
        if (!lk_is_int(*out)) {
            struct lk_str name = lk_type_name(vm, *out);
            return lk_raise(vm, LK_EXC_TypeError, "%s returned non-int (type " LK_PRI ")", how[i],
                            LK_ARG(name));
        }
        *out = lk_int_plain(vm, *out);
        return true;
    }
    struct lk_str name = lk_type_name(vm, v);
    return lk_raise(vm, LK_EXC_TypeError, "int() argument must be a string, a bytes-like object "
                    "or a real number, not '" LK_PRI "'", LK_ARG(name));
}

/* int(v) with one argument: numbers are truncated, texts and bytes read as decimal. */
bool lk_int_of(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is(v, LK_T_INT) || lk_is(v, LK_T_BOOL))
        return *out = lk_int(v.as.i), true;
    if (lk_is(v, LK_T_FLOAT))
        return lk_int_of_double(out, vm, v.as.d);
    if (lk_is(v, LK_T_BIGINT) && v.as.cell->cls == vm->cls[LK_TY_int])
        return *out = v, true;
    if (lk_is(v, LK_T_STR) || lk_is(v, LK_T_BYTES))
        return lk_int_read(out, vm, &(struct lk_int_source){lk_text(v), 10, v});
    return int_by_method(out, vm, v);
}

/* int(x, base): x must be a text then, a number with a base is an error; the order of the checks
 * is CPython's. */
static bool int_with_base(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t base;
    struct lk_value given;
    if (!lk_int_index(&given, vm, a->v[2]))
        return false;
    /* One that does not fit 64 bits is as wrong as any other. */
    if (!lk_int_fits(&base, given))
        base = -1;
    if (base != 0 && (base < 2 || base > 36))
        return lk_raise(vm, LK_EXC_ValueError, "int() base must be >= 2 and <= 36, or 0");
    /* int(base=10) alone. */
    if (!lk_given(a, 1))
        return lk_raise(vm, LK_EXC_TypeError, "int() missing string argument");
    if (!lk_is(a->v[1], LK_T_STR) && !lk_is(a->v[1], LK_T_BYTES))
        return lk_raise(vm, LK_EXC_TypeError, "int() can't convert non-string with explicit base");
    struct lk_int_source from = {lk_text(a->v[1]), (int)base, a->v[1]};
    return lk_int_read(out, vm, &from);
}

/* int.__new__(x=0, base=10). Without arguments it is 0. A subclass gets an instance of its own
 * with the number in it. */
static bool new_int(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool good = lk_given(a, 2) ? int_with_base(out, vm, a)
                : lk_given(a, 1) ? lk_int_of(out, vm, a->v[1]) : (*out = lk_int(0), true);
    return good && lk_as_class(out, vm, a->v[0]);
}

/* int.bit_length(). Of the magnitude, so that -8 has four bits. */
static bool bit_length(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_int((int64_t)lk_int_bits(a->v[0]));
    return true;
}

/* int.bit_count(). Of the magnitude, too. */
static bool bit_count(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_int((int64_t)lk_int_popcount(a->v[0]));
    return true;
}

/* The plain int: what rounding, conjugating and taking the real part of an int come to,
 * subclasses and bools included. */
static bool itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_int_plain(vm, a->v[0]);
    return true;
}

/* int.imag(). The row makes it a property. */
static bool zero(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    (void)a;
    *out = lk_int(0);
    return true;
}

/* int.denominator(). The row makes it a property; ints are fractions over 1. */
static bool one(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    (void)a;
    *out = lk_int(1);
    return true;
}

/* int.as_integer_ratio(). (self, 1), as plain ints. */
static bool as_integer_ratio(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[2] = {lk_int_plain(vm, a->v[0]), lk_int(1)};
    *out = lk_new_tuple(vm, v, 2);
    return true;
}

/* The byteorder argument; true in *little for "little". */
static bool read_order(bool *little, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_text(a->v[2]);
    *little = lk_str_is(s, "little");
    if (!lk_is(a->v[2], LK_T_STR))
        return lk_raise(vm, LK_EXC_TypeError,
                        LK_PRI "() argument 'byteorder' must be str, not " LK_PRI,
                        LK_ARG(lk_row_name(a->row)),
                        LK_ARG(lk_is_none(a->v[2]) ? LK_STR("None")
                                                   : lk_type_name(vm, a->v[2])));
    return *little || lk_str_is(s, "big") ||
           lk_raise(vm, LK_EXC_ValueError, "byteorder must be either 'little' or 'big'");
}

/* int.to_bytes(length=1, byteorder='big', *, signed=False). The length is asked for before
 * memory is taken; a negative number without signed, and one that does not fit, are
 * OverflowError. */
static bool to_bytes(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t n;
    bool little, negative;
    if (!lk_vm_index(&n, vm, a->v[1]) || !read_order(&little, vm, a) ||
        !lk_vm_truth(&negative, vm, a->v[3]))
        return false;
    if (n < 0)
        return lk_raise(vm, LK_EXC_ValueError, "length argument must be non-negative");
    /* `negative` is the argument signed. */
    if (!negative && lk_int_sign(a->v[0]) < 0)
        return lk_raise(vm, LK_EXC_OverflowError, "can't convert negative int to unsigned");
    /* The bytes exist twice for a moment. */
    if (!lk_afford(vm, (uint64_t)n, 2))
        return false;
    char *text = lk_zalloc((size_t)n + 1, 1);
    bool fits = lk_int_bytes(text, (size_t)n, a->v[0], little, negative);
    if (fits)
        *out = lk_new_bytes(vm, (struct lk_str){text, (size_t)n});
    free(text);
    return fits || lk_raise(vm, LK_EXC_OverflowError, "int too big to convert");
}

/* int.from_bytes(bytes, byteorder='big', *, signed=False). What is not bytes goes through
 * bytes(), so that lists of small ints are taken as well. A subclass is called with the result. */
static bool from_bytes(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value bytes = a->v[1];
    bool little, negative;
    if (!read_order(&little, vm, a) || !lk_vm_truth(&negative, vm, a->v[3]))
        return false;
    if (!lk_is(bytes, LK_T_BYTES)) {
        if (lk_is_int(bytes) || lk_is(bytes, LK_T_STR))
            return lk_bad_type(vm, "cannot convert '", bytes, "' object to bytes");
        /* bytes() says what is wrong with anything else. */
        struct lk_value cls = lk_native_class(vm, &lk_type_bytes);
        if (!lk_vm_callv(&bytes, vm, cls, &a->v[1], 1))
            return false;
    }
    *out = lk_int_of_bytes(vm, lk_text(bytes), little, negative);
    return lk_same(a->v[0], lk_native_class(vm, &lk_type_int)) ||
           lk_vm_callv(out, vm, a->v[0], (struct lk_value[]){*out}, 1);
}

const struct lk_py_row lk_rows_int[] = {
    {"__divmod__(self, value, /)", lk_number_divmod_, 0, NULL},
    {"__round__(self, ndigits=None, /)", lk_bi_round, 0, NULL},
    {"__trunc__(self, /)", itself, 0, NULL},
    {"__floor__(self, /)", itself, 0, NULL},
    {"__ceil__(self, /)", itself, 0, NULL},
    {"__new__(cls, x=0, /, base=10)", new_int, 0, NULL},
    {"bit_length(self, /)", bit_length, 0, NULL},
    {"bit_count(self, /)", bit_count, 0, NULL},
    {"conjugate(self, /)", itself, 0, NULL},
    {"as_integer_ratio(self, /)", as_integer_ratio, 0, NULL},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", to_bytes, 0, NULL},
    {"from_bytes(cls, bytes, byteorder='big', *, signed=False)", from_bytes, LK_PY_CLASSMETHOD,
     NULL},
    {"real(self)", itself, LK_PY_PROPERTY, NULL},
    {"imag(self)", zero, LK_PY_PROPERTY, NULL},
    {"numerator(self)", itself, LK_PY_PROPERTY, NULL},
    {"denominator(self)", one, LK_PY_PROPERTY, NULL},
    {NULL, NULL, 0, NULL},
};

/* bool.__new__(x=False). By the truth of the value; there are two bools only and no subclass. */
static bool new_bool(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool truth = false;
    if (lk_given(a, 1) && !lk_vm_truth(&truth, vm, a->v[1]))
        return false;
    *out = lk_bool(truth);
    return true;
}

const struct lk_py_row lk_rows_bool[] = {
    {"__new__(cls, x=False, /)", new_bool, 0, NULL},
    {NULL, NULL, 0, NULL},
};
