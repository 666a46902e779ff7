/* str: the class itself, predicates, case, stripping, padding.  Searching is in strfind.c, cutting
 * in strsplit.c, encoding and translating in strcode.c, formatting in format.c. */
#include "py/str.h"
#include "py/rows.h"

/* str.__new__(object='', encoding='utf-8', errors='strict'). With an encoding or errors it
 * decodes bytes, else it is str(object). */
static bool new_str(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_given(a, 1))
        *out = lk_new_strz(vm, "");
    else if (lk_given(a, 2) || lk_given(a, 3)) {
        struct lk_str encoding, errors;
        if (!lk_arg_name(&encoding, vm, a->v[2], "str() argument 'encoding' must be str, not ") ||
            !lk_arg_name(&errors, vm, a->v[3], "str() argument 'errors' must be str, not "))
            return false;
        if (!lk_is(a->v[1], LK_T_BYTES))
            return lk_is(a->v[1], LK_T_STR)
                       ? lk_raise(vm, LK_EXC_TypeError, "decoding str is not supported")
                       : lk_bad_type(vm, "decoding to str: need a bytes-like object, ", a->v[1],
                                     " found");
        /* Either argument alone is enough to make it a decoding. */
        if (!lk_decode(out, vm, a->v[1], encoding, errors))
            return false;
    } else if (!lk_vm_str(out, vm, a->v[1]))
        return false;
    return lk_as_class(out, vm, a->v[0]);
}

#define PREDICATE(name, which)                                                                     \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)              \
    {                                                                                              \
        (void)vm;                                                                                  \
        *out = lk_bool(lk_text_is(lk_self_text(a), which));                                        \
        return true;                                                                               \
    }
PREDICATE(isalnum_, LK_TEXT_ALNUM)
PREDICATE(isalpha_, LK_TEXT_ALPHA)
PREDICATE(isascii_, LK_TEXT_ASCII)
PREDICATE(isdecimal_, LK_TEXT_DECIMAL)
PREDICATE(isdigit_, LK_TEXT_DIGIT)
PREDICATE(isidentifier_, LK_TEXT_IDENTIFIER)
PREDICATE(islower_, LK_TEXT_LOWER)
PREDICATE(isnumeric_, LK_TEXT_NUMERIC)
PREDICATE(isprintable_, LK_TEXT_PRINTABLE)
PREDICATE(isspace_, LK_TEXT_SPACE)
PREDICATE(istitle_, LK_TEXT_TITLE)
PREDICATE(isupper_, LK_TEXT_UPPER)

/* A changed case can need up to three code points for one, as for "ß" and some ligatures. */
static bool in_case(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                    enum lk_text_case how)
{
    struct lk_buf b = {0};
    /* The bound is asked for before the work, which cannot fail then. */
    if (!lk_afford(vm, lk_self_text(a).n, 3))
        return false;
    lk_text_case(&b, lk_self_text(a), how);
    return lk_done_str(out, vm, &b);
}

#define CASE(name, how)                                                                            \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)              \
    {                                                                                              \
        return in_case(out, vm, a, how);                                                           \
    }
CASE(upper, LK_CASE_UPPER)
CASE(lower, LK_CASE_LOWER)
CASE(title, LK_CASE_TITLE)
CASE(casefold, LK_CASE_FOLD)
CASE(swapcase, LK_CASE_SWAP)
CASE(capitalize, LK_CASE_CAPITAL)

/* The set is a text of characters, not a prefix; None means white space. */
static bool strip_side(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                       enum lk_text_side side)
{
    static const char *const name[] = {"", "lstrip", "rstrip", "strip"};
    struct lk_str set = {0};
    if (!lk_is_none(a->v[1])) {
        if (!lk_is(a->v[1], LK_T_STR))
            return lk_raise(vm, LK_EXC_TypeError, "%s arg must be None or str", name[side]);
        set = lk_text(a->v[1]);
    }
    *out = lk_new_str(vm, lk_text_strip(lk_self_text(a), set, side));
    return true;
}

/* str.strip(chars=None). Both ends; see strip_side(). */
static bool strip(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return strip_side(out, vm, a, LK_SIDE_BOTH);
}

/* str.lstrip(chars=None) */
static bool lstrip(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return strip_side(out, vm, a, LK_SIDE_LEFT);
}

/* str.rstrip(chars=None) */
static bool rstrip(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return strip_side(out, vm, a, LK_SIDE_RIGHT);
}

/* The width and fill character of the arguments; *pad is how many are needed. The message for a
 * text longer than one is CPython's. */
static bool read_pad(int64_t *pad, struct lk_str *fill, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t width;
    if (!lk_vm_index(&width, vm, a->v[1]) ||
        !lk_arg_str(fill, vm, a->v[2], "The fill character must be a unicode character, not "))
        return false;
    if (lk_text_of(a->v[2])->count != 1)
        return lk_raise(vm, LK_EXC_TypeError,
                        "The fill character must be exactly one character long");
    *pad = width > lk_str_len(a->v[0]) ? width - lk_str_len(a->v[0]) : 0;
    return lk_afford(vm, (uint64_t)*pad, fill->n);
}

/* A fill character may take several bytes. */
static void put_times(struct lk_buf *b, struct lk_str piece, int64_t n)
{
    if (piece.n == 1)
        lk_buf_fill(b, piece.p[0], (size_t)n);
    else
        while (n-- > 0)
            lk_buf_add(b, piece);
}

/* ljust, rjust and center; side is where the padding goes. A text that is wide enough stays. */
static bool padded(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                   enum lk_text_side side)
{
    struct lk_buf b = {0};
    struct lk_str fill;
    int64_t pad = 0, left;
    if (!read_pad(&pad, &fill, vm, a))
        return false;
    /* CPython's centre: the odd one goes left when the width is odd. */
    int64_t width = pad + lk_str_len(a->v[0]);
    left = side == LK_SIDE_LEFT ? pad : side == LK_SIDE_RIGHT ? 0 : pad / 2 + (pad & width & 1);
    put_times(&b, fill, left);
    lk_buf_add(&b, lk_self_text(a));
    put_times(&b, fill, pad - left);
    return lk_done_str(out, vm, &b);
}

/* str.center(width, fillchar=' '). An odd remainder goes to the side that CPython chooses, see
 * padded(). */
static bool center(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return padded(out, vm, a, LK_SIDE_BOTH);
}

/* str.ljust(width, fillchar=' '). Padding goes to the right. */
static bool ljust(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return padded(out, vm, a, LK_SIDE_RIGHT);
}

/* str.rjust(width, fillchar=' '). Padding goes to the left. */
static bool rjust(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return padded(out, vm, a, LK_SIDE_LEFT);
}

/* str.zfill(width). A sign stays in front of the zeros, even when what follows is no number. */
static bool zfill(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a);
    struct lk_buf b = {0};
    int64_t width, pad;
    if (!lk_vm_index(&width, vm, a->v[1]))
        return false;
    pad = width > lk_str_len(a->v[0]) ? width - lk_str_len(a->v[0]) : 0;
    if (!lk_afford(vm, (uint64_t)pad, 1))
        return false;
    /* Without padding there is nothing to put the sign in front of. */
    size_t sign = pad && s.n && (s.p[0] == '+' || s.p[0] == '-');
    lk_buf_add(&b, lk_str_cut(s, 0, sign));
    lk_buf_fill(&b, '0', (size_t)pad);
    lk_buf_add(&b, lk_str_cut(s, sign, s.n));
    return lk_done_str(out, vm, &b);
}

/* Appends the text with its tabs expanded. Columns are counted in code points, or for bytes one by
 * one, and begin anew behind each end of line; with a size of 0 tabs vanish. */
bool lk_expand_tabs(struct lk_buf *b, struct lk_vm *vm, const struct lk_args *a, bool bytes)
{
    struct lk_str s = lk_self_text(a);
    int64_t size, column = 0;
    if (!lk_arg_int(&size, vm, a->v[1]))
        return false;
    /* A huge tab size must not get past the memory limit. */
    size_t tabs = lk_text_count(s, LK_STR("\t"), 0);
    if (size > 0 && !lk_afford(vm, tabs, (uint64_t)size))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\t') {
            int64_t step = size > 0 ? size - column % size : 0;
            lk_buf_fill(b, ' ', (size_t)step);
            column += step;
            continue;
        }
        lk_buf_addc(b, s.p[i]);
        /* Continuation bytes take no column. */
        column += bytes || ((unsigned char)s.p[i] & 0xc0) != 0x80;
        if (s.p[i] == '\n' || s.p[i] == '\r')
            column = 0;
    }
    return true;
}

/* str.expandtabs(tabsize=8) */
static bool expandtabs(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_buf b = {0};
    return lk_expand_tabs(&b, vm, a, false) && lk_done_str(out, vm, &b);
}

/* str.format(*args, **kwargs). The positional arguments are a tuple, the named ones a dict. */
static bool format(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_str_format(out, vm, a->v[0], (struct lk_value[]){a->v[1], a->v[2]});
}

/* str.format_map(mapping). The mapping itself is asked, so __missing__ of a dict subclass works. */
static bool format_map(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_str_format(out, vm, a->v[0], (struct lk_value[]){lk_empty(), a->v[1]});
}

const struct lk_py_row lk_rows_str[] = {
    {"__new__(cls, object='', encoding='utf-8', errors='strict')", new_str, 0, NULL},
    {"isalnum(self, /)", isalnum_, 0, NULL},
    {"isalpha(self, /)", isalpha_, 0, NULL},
    {"isascii(self, /)", isascii_, 0, NULL},
    {"isdecimal(self, /)", isdecimal_, 0, NULL},
    {"isdigit(self, /)", isdigit_, 0, NULL},
    {"isidentifier(self, /)", isidentifier_, 0, NULL},
    {"islower(self, /)", islower_, 0, NULL},
    {"isnumeric(self, /)", isnumeric_, 0, NULL},
    {"isprintable(self, /)", isprintable_, 0, NULL},
    {"isspace(self, /)", isspace_, 0, NULL},
    {"istitle(self, /)", istitle_, 0, NULL},
    {"isupper(self, /)", isupper_, 0, NULL},
    {"upper(self, /)", upper, 0, NULL},
    {"lower(self, /)", lower, 0, NULL},
    {"title(self, /)", title, 0, NULL},
    {"casefold(self, /)", casefold, 0, NULL},
    {"swapcase(self, /)", swapcase, 0, NULL},
    {"capitalize(self, /)", capitalize, 0, NULL},
    {"strip(self, chars=None, /)", strip, 0, NULL},
    {"lstrip(self, chars=None, /)", lstrip, 0, NULL},
    {"rstrip(self, chars=None, /)", rstrip, 0, NULL},
    {"center(self, width, fillchar=' ', /)", center, 0, NULL},
    {"ljust(self, width, fillchar=' ', /)", ljust, 0, NULL},
    {"rjust(self, width, fillchar=' ', /)", rjust, 0, NULL},
    {"zfill(self, width, /)", zfill, 0, NULL},
    {"expandtabs(self, /, tabsize=8)", expandtabs, 0, NULL},
    {"format(self, /, *args, **kwargs)", format, 0, NULL},
    {"format_map(self, mapping, /)", format_map, 0, NULL},
    {"find(self, sub, start=None, end=None, /)", lk_str_find_, 0, NULL},
    {"rfind(self, sub, start=None, end=None, /)", lk_str_rfind_, 0, NULL},
    {"index(self, sub, start=None, end=None, /)", lk_str_index_, 0, NULL},
    {"rindex(self, sub, start=None, end=None, /)", lk_str_rindex_, 0, NULL},
    {"count(self, sub, start=None, end=None, /)", lk_str_count_, 0, NULL},
    {"startswith(self, prefix, start=None, end=None, /)", lk_str_startswith_, 0, NULL},
    {"endswith(self, suffix, start=None, end=None, /)", lk_str_endswith_, 0, NULL},
    {"removeprefix(self, prefix, /)", lk_str_removeprefix_, 0, NULL},
    {"removesuffix(self, suffix, /)", lk_str_removesuffix_, 0, NULL},
    {"replace(self, old, new, count=-1, /)", lk_str_replace_, 0, NULL},
    {"split(self, /, sep=None, maxsplit=-1)", lk_str_split_, 0, NULL},
    {"rsplit(self, /, sep=None, maxsplit=-1)", lk_str_rsplit_, 0, NULL},
    {"splitlines(self, /, keepends=False)", lk_str_splitlines_, 0, NULL},
    {"partition(self, sep, /)", lk_str_partition_, 0, NULL},
    {"rpartition(self, sep, /)", lk_str_rpartition_, 0, NULL},
    {"join(self, iterable, /)", lk_str_join_, 0, NULL},
    {"encode(self, /, encoding='utf-8', errors='strict')", lk_str_encode_, 0, NULL},
    {"translate(self, table, /)", lk_str_translate_, 0, NULL},
    {"maketrans(x, y=None, z=None, /)", lk_str_maketrans_, LK_PY_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};
