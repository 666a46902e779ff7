/* bytes: the class and its methods.  They share seek.c with str; what differs is that a unit is a
 * byte and only ASCII has case and classes.  Formatting is in percent.c. */
#include "py/bytes.h"
#include "py/int.h"
#include "py/op.h"
#include "py/rows.h"

/* An argument that must be bytes; TypeError in CPython's words. bytearray and memoryview do not
 * exist here. */
bool lk_arg_bytes(struct lk_str *out, struct lk_vm *vm, struct lk_value v)
{
    *out = lk_text(v);
    if (lk_is(v, LK_T_BYTES))
        return true;
    return lk_bad_type(vm, "a bytes-like object is required, not '", v, "'");
}

/* bytes(iterable of ints), one by one.  ValueError for numbers over 255, TypeError for what is no
 * int. */
static bool add_byte(struct lk_vm *vm, void *self, struct lk_value item)
{
    int64_t i;
    struct lk_value v;
    if (!lk_vm_index_value(&v, vm, item))
        return false;
    if (!lk_int_fits(&i, v) || i < 0 || i > 255)
        return lk_raise(vm, LK_EXC_ValueError, "bytes must be in range(0, 256)");
    lk_buf_addc(self, (char)i);
    return true;
}

/* bytes(n): n zero bytes, paid for before they are made. */
static bool of_count(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_buf b = {0};
    int64_t n;
    if (!lk_vm_index_value(&v, vm, v))
        return false;
    if (!lk_int_fits(&n, v))
        return lk_raise(vm, LK_EXC_OverflowError, "cannot fit 'int' into an index-sized integer");
    if (n < 0)
        return lk_raise(vm, LK_EXC_ValueError, "negative count");
    if (!lk_afford(vm, (uint64_t)n, 2))
        return false;
    lk_buf_fill(&b, '\0', (size_t)n);
    return lk_done_bytes(out, vm, &b);
}

/* What bytes(v) gives without an encoding: a copy, n zeros, __bytes__, or the ints of an
 * iterable, tried in this order. */
bool lk_bytes_of(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_buf b = {0};
    if (lk_is(v, LK_T_BYTES)) {
        *out = lk_new_bytes(vm, lk_text(v));
        return true;
    }
    if (lk_is_int(v))
        return of_count(out, vm, v);
    if (lk_is(v, LK_T_STR))
        return lk_raise(vm, LK_EXC_TypeError, "string argument without an encoding");
    struct lk_value cls = lk_vm_type(vm, v);
    /* a class's own word comes before what it contains */
    if (!lk_is_empty(lk_class_attr(vm, cls, "__bytes__")))
        return lk_vm_special(out, vm, "__bytes__", &v, 1) &&
               (lk_is(*out, LK_T_BYTES) ||
                lk_bad_type(vm, "__bytes__ returned non-bytes (type ", *out, ")"));
    if (!lk_is_empty(lk_class_attr(vm, cls, "__index__")))
        return of_count(out, vm, v);
    if (lk_is_empty(lk_class_attr(vm, cls, "__iter__")))
        return lk_bad_type(vm, "cannot convert '", v, "' object to bytes");
    if (!lk_vm_each(vm, v, add_byte, &b)) {
        lk_buf_clear(&b);
        return false;
    }
    return lk_done_bytes(out, vm, &b);
}

/* bytes.__new__(source=None, encoding='utf-8', errors='strict').  An encoding or errors want a
 * str; the result is of the class asked for. */
static bool new_bytes(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str encoding, errors;
    *out = lk_new_bytes(vm, LK_STR(""));
    if (lk_given(a, 2) || lk_given(a, 3)) {
        if (!lk_arg_name(&encoding, vm, a->v[2], "bytes() argument 'encoding' must be str, not ") ||
            !lk_arg_name(&errors, vm, a->v[3], "bytes() argument 'errors' must be str, not "))
            return false;
        if (!lk_is(a->v[1], LK_T_STR))
            return lk_raise(vm, LK_EXC_TypeError, "encoding without a string argument");
        if (!lk_encode(out, vm, a->v[1], encoding, errors))
            return false;
    } else if (lk_given(a, 1) && !lk_bytes_of(out, vm, a->v[1]))
        return false;
    return lk_as_class(out, vm, a->v[0]);
}

/* bytes.decode(encoding='utf-8', errors='strict').  UTF-8 and strict by default; the work is done
 * in strcode.c. */
static bool decode(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str encoding, errors;
    return lk_arg_name(&encoding, vm, a->v[1], "decode() argument 'encoding' must be str, not ") &&
           lk_arg_name(&errors, vm, a->v[2], "decode() argument 'errors' must be str, not ") &&
           lk_decode(out, vm, a->v[0], encoding, errors);
}

/* The separator of hex() is one ASCII character as str or bytes. */
static bool check_separator(struct lk_vm *vm, struct lk_value sep)
{
    int64_t n;
    if (!lk_vm_len(&n, vm, sep))
        return false;
    if (n != 1)
        return lk_raise(vm, LK_EXC_ValueError, "sep must be length 1.");
    if (!lk_is(sep, LK_T_STR) && !lk_is(sep, LK_T_BYTES))
        return lk_raise(vm, LK_EXC_TypeError, "sep must be str or bytes.");
    return !(lk_text(sep).p[0] & 0x80) || lk_raise(vm, LK_EXC_ValueError, "sep must be ASCII.");
}

/* bytes.hex(sep='', bytes_per_sep=1).  Groups are counted from the right, with a negative
 * bytes_per_sep from the left. */
static bool hex(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), sep = lk_text(a->v[1]);
    struct lk_buf b = {0};
    int64_t group;
    if (!lk_arg_int(&group, vm, a->v[2]) || !lk_afford(vm, s.n, 4) ||
        (lk_given(a, 1) && !check_separator(vm, a->v[1])))
        return false;
    size_t step = (size_t)(group < 0 ? -group : group);
    for (size_t i = 0; i < s.n; i++) {
        size_t place = group < 0 ? i : s.n - i;
        if (i && step && lk_given(a, 1) && place % step == 0)
            lk_buf_add(&b, sep);
        lk_buf_addf(&b, "%02x", (unsigned char)s.p[i]);
    }
    return lk_done_str(out, vm, &b);
}

/* The value of a hexadecimal digit, or -1. */
static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* bytes.fromhex(string).  White space may stand between bytes, not inside one; the position of a
 * fault counts characters. */
static bool fromhex(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s;
    struct lk_buf b = {0};
    if (!lk_arg_str(&s, vm, a->v[1], "fromhex() argument must be str, not "))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || (s.p[i] >= 9 && s.p[i] <= 13))
            continue;
        int high = nibble(s.p[i]), low = i + 1 < s.n ? nibble(s.p[i + 1]) : -1;
        if (high < 0 || low < 0) {
            lk_buf_clear(&b);
            return lk_raise(vm, LK_EXC_ValueError, "non-hexadecimal number found in fromhex() arg "
                            "at position %zu", high < 0 ? i : i + 1);
        }
        lk_buf_addc(&b, (char)(high << 4 | low));
        i++;
    }
    /* a subclass is called with the bytes, as CPython does for class methods */
    return lk_done_bytes(out, vm, &b) &&
           (lk_same(a->v[0], lk_native_class(vm, &lk_type_bytes)) ||
            lk_vm_callv(out, vm, a->v[0], (struct lk_value[]){*out}, 1));
}

/* Predicates over all bytes; `some`: an empty text is not. */
static bool test(struct lk_value *out, const struct lk_args *a, enum lk_text_class which)
{
    struct lk_str s = lk_self_text(a);
    *out = lk_bool(lk_utf_is_ascii(s) && lk_text_is(s, which));
    return true;
}

/* A method without arguments that asks for a class of characters. */
#define PREDICATE(name, which)                                                                     \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)              \
    {                                                                                              \
        (void)vm;                                                                                  \
        return test(out, a, which);                                                                \
    }
PREDICATE(isalnum_, LK_TEXT_ALNUM)
PREDICATE(isalpha_, LK_TEXT_ALPHA)
PREDICATE(isascii_, LK_TEXT_ASCII)
PREDICATE(isdigit_, LK_TEXT_DIGIT)

/* White space of bytes is six characters; str has more below 128.  False for no bytes at all. */
static bool isspace_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a);
    size_t i = 0;
    (void)vm;
    while (i < s.n && lk_byte_is_space(s.p[i]))
        i++;
    *out = lk_bool(s.n > 0 && i == s.n);
    return true;
}

/* The case of an ASCII letter; other bytes have none. */
enum letters { NO_LETTER, UPPER, LOWER };

/* The locale plays no part, as in CPython. */
static enum letters letter(char c)
{
    return c >= 'A' && c <= 'Z' ? UPPER : c >= 'a' && c <= 'z' ? LOWER : NO_LETTER;
}

/* At least one letter, and none of the other case. */
static bool one_case(struct lk_value *out, const struct lk_args *a, enum letters want)
{
    struct lk_str s = lk_self_text(a);
    bool some = false, other = false;
    for (size_t i = 0; i < s.n; i++) {
        some |= letter(s.p[i]) == want;
        other |= letter(s.p[i]) != want && letter(s.p[i]) != NO_LETTER;
    }
    *out = lk_bool(some && !other);
    return true;
}

/* bytes.isupper() */
static bool isupper_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return one_case(out, a, UPPER);
}

/* bytes.islower() */
static bool islower_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return one_case(out, a, LOWER);
}

/* bytes.istitle().  Capitals stand at the beginning of each run of letters and nowhere else. */
static bool istitle_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a);
    bool some = false, inside = false, good = true;
    (void)vm;
    for (size_t i = 0; i < s.n; i++) {
        enum letters l = letter(s.p[i]);
        /* a capital may not stand inside a run of letters, nor a small one begin it */
        good &= l == NO_LETTER || (l == UPPER) != inside;
        inside = l != NO_LETTER;
        some |= inside;
    }
    *out = lk_bool(some && good);
    return true;
}

/* Changes case in one pass; `inside` is whether a run of letters goes on. */
static bool in_case(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                    enum lk_text_case how)
{
    struct lk_str s = lk_self_text(a);
    struct lk_buf b = {0};
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        enum letters l = letter(s.p[i]);
        bool up = how == LK_CASE_UPPER || (how == LK_CASE_SWAP && l == LOWER) ||
                  (how == LK_CASE_TITLE && !inside) || (how == LK_CASE_CAPITAL && i == 0);
        /* letters of both cases differ in one bit */
        bool flip = l != NO_LETTER && (l == UPPER) != up;
        lk_buf_addc(&b, (char)(flip ? s.p[i] ^ 32 : s.p[i]));
        inside = l != NO_LETTER;
    }
    return lk_done_bytes(out, vm, &b);
}

/* The five methods that change case; each gives new bytes. */
#define CASE(name, how)                                                                            \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)              \
    {                                                                                              \
        return in_case(out, vm, a, how);                                                           \
    }
CASE(upper, LK_CASE_UPPER)
CASE(lower, LK_CASE_LOWER)
CASE(title, LK_CASE_TITLE)
CASE(swapcase, LK_CASE_SWAP)
CASE(capitalize, LK_CASE_CAPITAL)

/* All methods of bytes; those with a trailing _ are in bytes_seek.c. */
/* bytes.expandtabs(tabsize=8): as of str, a byte is a column. */
static bool expandtabs(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_buf b = {0};
    return lk_expand_tabs(&b, vm, a, true) && lk_done_bytes(out, vm, &b);
}

const struct lk_py_row lk_rows_bytes[] = {
    {"__new__(cls, source=None, encoding='utf-8', errors='strict')", new_bytes, 0, NULL},
    {"decode(self, /, encoding='utf-8', errors='strict')", decode, 0, NULL},
    {"hex(self, sep='', bytes_per_sep=1)", hex, 0, NULL},
    {"fromhex(cls, string, /)", fromhex, LK_PY_CLASSMETHOD, NULL},
    {"isalnum(self, /)", isalnum_, 0, NULL},
    {"isalpha(self, /)", isalpha_, 0, NULL},
    {"isascii(self, /)", isascii_, 0, NULL},
    {"isdigit(self, /)", isdigit_, 0, NULL},
    {"isspace(self, /)", isspace_, 0, NULL},
    {"isupper(self, /)", isupper_, 0, NULL},
    {"islower(self, /)", islower_, 0, NULL},
    {"istitle(self, /)", istitle_, 0, NULL},
    {"upper(self, /)", upper, 0, NULL},
    {"lower(self, /)", lower, 0, NULL},
    {"title(self, /)", title, 0, NULL},
    {"swapcase(self, /)", swapcase, 0, NULL},
    {"capitalize(self, /)", capitalize, 0, NULL},
    {"find(self, sub, start=None, end=None, /)", lk_bytes_find_, 0, NULL},
    {"rfind(self, sub, start=None, end=None, /)", lk_bytes_rfind_, 0, NULL},
    {"index(self, sub, start=None, end=None, /)", lk_bytes_index_, 0, NULL},
    {"rindex(self, sub, start=None, end=None, /)", lk_bytes_rindex_, 0, NULL},
    {"count(self, sub, start=None, end=None, /)", lk_bytes_count_, 0, NULL},
    {"startswith(self, prefix, start=None, end=None, /)", lk_bytes_startswith_, 0, NULL},
    {"endswith(self, suffix, start=None, end=None, /)", lk_bytes_endswith_, 0, NULL},
    {"removeprefix(self, prefix, /)", lk_bytes_removeprefix_, 0, NULL},
    {"removesuffix(self, suffix, /)", lk_bytes_removesuffix_, 0, NULL},
    {"replace(self, old, new, count=-1, /)", lk_bytes_replace_, 0, NULL},
    {"strip(self, bytes=None, /)", lk_bytes_strip_, 0, NULL},
    {"lstrip(self, bytes=None, /)", lk_bytes_lstrip_, 0, NULL},
    {"rstrip(self, bytes=None, /)", lk_bytes_rstrip_, 0, NULL},
    {"split(self, /, sep=None, maxsplit=-1)", lk_bytes_split_, 0, NULL},
    {"rsplit(self, /, sep=None, maxsplit=-1)", lk_bytes_rsplit_, 0, NULL},
    {"expandtabs(self, /, tabsize=8)", expandtabs, 0, NULL},
    {"splitlines(self, /, keepends=False)", lk_bytes_splitlines_, 0, NULL},
    {"partition(self, sep, /)", lk_bytes_partition_, 0, NULL},
    {"rpartition(self, sep, /)", lk_bytes_rpartition_, 0, NULL},
    {"join(self, iterable, /)", lk_bytes_join_, 0, NULL},
    {"center(self, width, fillchar=None, /)", lk_bytes_center_, 0, NULL},
    {"ljust(self, width, fillchar=None, /)", lk_bytes_ljust_, 0, NULL},
    {"rjust(self, width, fillchar=None, /)", lk_bytes_rjust_, 0, NULL},
    {"zfill(self, width, /)", lk_bytes_zfill_, 0, NULL},
    {"translate(self, table, /, delete=None)", lk_bytes_translate_, 0, NULL},
    {"maketrans(frm, to, /)", lk_bytes_maketrans_, LK_PY_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};
