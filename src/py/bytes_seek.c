/* bytes: searching, cutting, joining, padding, translating. */
#include "py/bytes.h"
#include "py/cls.h"
#include "py/int.h"

/* What to look for: bytes, or an int as one byte (kept in *one). */
static bool needle(struct lk_str *out, char *one, struct lk_vm *vm, struct lk_value v)
{
    int64_t i;
    if (lk_is(v, LK_T_BYTES))
        return *out = lk_text(v), true;
    if (!lk_is_int(v))
        return lk_bad_type(vm, "argument should be integer or bytes-like object, not '", v, "'");
    if (!lk_int_fits(&i, v) || i < 0 || i > 255)
        return lk_raise(vm, LK_EXC_ValueError, "byte must be in range(0, 256)");
    *one = (char)i;
    *out = (struct lk_str){one, 1};
    return true;
}

/* The window of arguments 2 and 3; false in *some when they cross.  CPython finds nothing in a
 * window that ends before it begins, not even the empty text. */
static bool window(struct lk_str *out, struct lk_bounds *b, bool *some, struct lk_vm *vm,
                   const struct lk_args *a)
{
    if (!lk_arg_bounds(b, vm, a, 2, (int64_t)lk_self_text(a).n))
        return false;
    *some = b->from <= b->to;
    *out = *some ? lk_str_cut(lk_self_text(a), (size_t)b->from, (size_t)b->to) : LK_STR("");
    return true;
}

/* The place counts from the start of the whole, -1 when there is none. */
static bool search(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool right)
{
    struct lk_str part, in;
    struct lk_bounds b;
    char one;
    bool some;
    if (!window(&in, &b, &some, vm, a) || !needle(&part, &one, vm, a->v[1]))
        return false;
    ptrdiff_t at = !some ? -1 : right ? lk_text_rfind(in, part) : lk_text_find(in, part);
    *out = lk_int(at < 0 ? -1 : b.from + at);
    return true;
}

/* bytes.find(sub, start=None, end=None).  The leftmost place, or -1. */
bool lk_bytes_find_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return search(out, vm, a, false);
}

/* bytes.rfind(sub, start=None, end=None).  The rightmost place, or -1. */
bool lk_bytes_rfind_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return search(out, vm, a, true);
}

/* bytes.index(sub, start=None, end=None).  Like find, with ValueError where there is none. */
bool lk_bytes_index_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return search(out, vm, a, false) &&
           (out->as.i >= 0 || lk_raise(vm, LK_EXC_ValueError, "subsection not found"));
}

/* bytes.rindex(sub, start=None, end=None).  Like rfind, with ValueError where there is none. */
bool lk_bytes_rindex_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return search(out, vm, a, true) &&
           (out->as.i >= 0 || lk_raise(vm, LK_EXC_ValueError, "subsection not found"));
}

/* bytes.count(sub, start=None, end=None).  Places that do not overlap; an empty text is found
 * between all bytes. */
bool lk_bytes_count_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str part, in;
    struct lk_bounds b;
    char one;
    bool some;
    if (!window(&in, &b, &some, vm, a) || !needle(&part, &one, vm, a->v[1]))
        return false;
    *out = lk_int(some ? (int64_t)lk_text_count(in, part, in.n) : 0);
    return true;
}

/* A tuple holds alternatives.  Its items are checked up to the first that fits, as CPython does. */
static bool affix(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                  bool (*has)(struct lk_str, struct lk_str))
{
    struct lk_str in, part;
    struct lk_bounds b;
    size_t n = 1;
    bool some;
    const struct lk_value *v = &a->v[1];
    const char *name = has == lk_str_starts ? "startswith" : "endswith";
    if (!window(&in, &b, &some, vm, a))
        return false;
    /* one prefix is a list of one */
    if (lk_is(a->v[1], LK_T_TUPLE))
        v = lk_items(&n, a->v[1]);
    else if (!lk_is(a->v[1], LK_T_BYTES)) {
        struct lk_str type = lk_type_name(vm, a->v[1]);
        return lk_raise(vm, LK_EXC_TypeError, "%s first arg must be bytes or a tuple of bytes, not "
                        LK_PRI, name, LK_ARG(type));
    }
    *out = lk_bool(false);
    for (size_t i = 0; i < n && !out->as.i; i++) {
        if (!lk_arg_bytes(&part, vm, v[i]))
            return false;
        *out = lk_bool(some && has(in, part));
    }
    return true;
}

/* bytes.startswith(prefix, start=None, end=None) */
bool lk_bytes_startswith_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return affix(out, vm, a, lk_str_starts);
}

/* bytes.endswith(suffix, start=None, end=None) */
bool lk_bytes_endswith_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return affix(out, vm, a, lk_str_ends);
}

/* bytes.removeprefix(prefix).  Without the prefix the bytes are given back as they are. */
bool lk_bytes_removeprefix_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), part;
    if (!lk_arg_bytes(&part, vm, a->v[1]))
        return false;
    *out = lk_new_bytes(vm, lk_str_starts(s, part) ? lk_str_cut(s, part.n, s.n) : s);
    return true;
}

/* bytes.removesuffix(suffix).  An empty suffix changes nothing. */
bool lk_bytes_removesuffix_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), part;
    if (!lk_arg_bytes(&part, vm, a->v[1]))
        return false;
    *out = lk_new_bytes(vm, lk_str_ends(s, part) ? lk_str_cut(s, 0, s.n - part.n) : s);
    return true;
}

/* bytes.replace(old, new, count=-1).  What the result grows by is paid for first; a negative
 * count means all. */
bool lk_bytes_replace_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_text_swap swap = {.wide = false};
    struct lk_str s = lk_self_text(a);
    struct lk_buf b = {0};
    if (!lk_arg_bytes(&swap.from, vm, a->v[1]) || !lk_arg_bytes(&swap.to, vm, a->v[2]) ||
        !lk_vm_index(&swap.max, vm, a->v[3]))
        return false;
    /* only a longer text can grow the result */
    size_t n = lk_text_count(s, swap.from, s.n);
    if (swap.to.n > swap.from.n && !lk_afford(vm, n, swap.to.n - swap.from.n))
        return false;
    lk_text_replace(&b, s, &swap);
    return lk_done_bytes(out, vm, &b);
}

/* No set means white space. */
static bool in_set(char c, struct lk_str set)
{
    return set.p ? memchr(set.p, c, set.n) != NULL : lk_byte_is_space(c);
}

/* The argument is a set of bytes, not an affix. */
static bool strip_side(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                       enum lk_text_side side)
{
    struct lk_str s = lk_self_text(a), set = {0};
    if (!lk_is_none(a->v[1]) && !lk_arg_bytes(&set, vm, a->v[1]))
        return false;
    while ((side & LK_SIDE_LEFT) && s.n && in_set(s.p[0], set))
        s = lk_str_cut(s, 1, s.n);
    while ((side & LK_SIDE_RIGHT) && s.n && in_set(s.p[s.n - 1], set))
        s.n--;
    *out = lk_new_bytes(vm, s);
    return true;
}

/* bytes.strip(bytes=None) */
bool lk_bytes_strip_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return strip_side(out, vm, a, LK_SIDE_BOTH);
}

/* bytes.lstrip(bytes=None) */
bool lk_bytes_lstrip_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return strip_side(out, vm, a, LK_SIDE_LEFT);
}

/* bytes.rstrip(bytes=None) */
bool lk_bytes_rstrip_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return strip_side(out, vm, a, LK_SIDE_RIGHT);
}

/* Appends a piece as bytes to the list of a split. */
static bool push_bytes(struct lk_vm *vm, struct lk_value list, struct lk_str s)
{
    return lk_list_append(vm, list, lk_new_bytes(vm, s));
}

/* Runs of white space separate and none stands at the ends; what is left after `max` cuts keeps
 * its trailing white space. */
static bool split_words(struct lk_vm *vm, struct lk_value list, struct lk_str s, int64_t max)
{
    for (;; max--) {
        size_t i = 0, j;
        while (i < s.n && lk_byte_is_space(s.p[i]))
            i++;
        s = lk_str_cut(s, i, s.n);
        if (!s.n || max == 0)
            return !s.n || push_bytes(vm, list, s);
        for (j = 0; j < s.n && !lk_byte_is_space(s.p[j]);)
            j++;
        if (!push_bytes(vm, list, lk_str_cut(s, 0, j)))
            return false;
        s = lk_str_cut(s, j, s.n);
    }
}

/* The same from the end; the pieces come last first. */
static bool rsplit_words(struct lk_vm *vm, struct lk_value list, struct lk_str s, int64_t max)
{
    for (;; max--) {
        while (s.n && lk_byte_is_space(s.p[s.n - 1]))
            s.n--;
        if (!s.n || max == 0)
            return !s.n || push_bytes(vm, list, s);
        size_t i = s.n;
        while (i && !lk_byte_is_space(s.p[i - 1]))
            i--;
        if (!push_bytes(vm, list, lk_str_cut(s, i, s.n)))
            return false;
        s.n = i;
    }
}

/* The arguments of split and rsplit; sep stays empty for white space. */
static bool split_arguments(struct lk_str *sep, int64_t *max, struct lk_vm *vm,
                            const struct lk_args *a)
{
    *sep = (struct lk_str){0};
    if (!lk_vm_index(max, vm, a->v[2]) ||
        (!lk_is_none(a->v[1]) && !lk_arg_bytes(sep, vm, a->v[1])))
        return false;
    /* b'' given, as against None */
    return !sep->p || sep->n || lk_raise(vm, LK_EXC_ValueError, "empty separator");
}

/* bytes.split(sep=None, maxsplit=-1).  With a separator every occurrence cuts, so there may be
 * empty pieces. */
bool lk_bytes_split_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), sep;
    int64_t max;
    if (!split_arguments(&sep, &max, vm, a))
        return false;
    *out = lk_new_list(vm, NULL, 0);
    if (!sep.p)
        return split_words(vm, *out, s, max);
    for (; max != 0; max--) {
        ptrdiff_t at = lk_text_find(s, sep);
        if (at < 0)
            break;
        if (!push_bytes(vm, *out, lk_str_cut(s, 0, (size_t)at)))
            return false;
        s = lk_str_cut(s, (size_t)at + sep.n, s.n);
    }
    return push_bytes(vm, *out, s);
}

/* bytes.rsplit(sep=None, maxsplit=-1): cuts from the end. */
bool lk_bytes_rsplit_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), sep;
    int64_t max;
    if (!split_arguments(&sep, &max, vm, a))
        return false;
    *out = lk_new_list(vm, NULL, 0);
    bool ok = sep.p || rsplit_words(vm, *out, s, max);
    for (; sep.p && ok && max != 0; max--) {
        ptrdiff_t at = lk_text_rfind(s, sep);
        if (at < 0)
            break;
        ok = push_bytes(vm, *out, lk_str_cut(s, (size_t)at + sep.n, s.n));
        s.n = (size_t)at;
    }
    ok = ok && (!sep.p || push_bytes(vm, *out, s));
    struct lk_list *l = lk_list_of(*out);
    for (size_t i = 0; i < l->n / 2; i++) {
        struct lk_value v = l->v[i];
        l->v[i] = l->v[l->n - 1 - i];
        l->v[l->n - 1 - i] = v;
    }
    return ok;
}

/* bytes.splitlines(keepends=False).  Only \n, \r and \r\n end lines of bytes; str knows more. */
bool lk_bytes_splitlines_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a);
    int64_t keep;
    if (!lk_arg_int(&keep, vm, a->v[1]))
        return false;
    *out = lk_new_list(vm, NULL, 0);
    while (s.n) {
        size_t i = 0;
        while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r')
            i++;
        /* \r\n is one end of line */
        size_t end = i + (i < s.n) + (i + 1 < s.n && s.p[i] == '\r' && s.p[i + 1] == '\n');
        if (!push_bytes(vm, *out, lk_str_cut(s, 0, keep ? end : i)))
            return false;
        s = lk_str_cut(s, end, s.n);
    }
    return true;
}

/* Three pieces in any case; without the separator the whole is first, from the right last. */
static bool partition(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool right)
{
    struct lk_str s = lk_self_text(a), sep;
    if (!lk_arg_bytes(&sep, vm, a->v[1]))
        return false;
    if (!sep.n)
        return lk_raise(vm, LK_EXC_ValueError, "empty separator");
    ptrdiff_t at = right ? lk_text_rfind(s, sep) : lk_text_find(s, sep);
    struct lk_str none = LK_STR("");
    struct lk_value v[3] = {lk_new_bytes(vm, at < 0 ? (right ? none : s)
                                                    : lk_str_cut(s, 0, (size_t)at)),
                            lk_new_bytes(vm, at < 0 ? none : sep),
                            lk_new_bytes(vm, at < 0 ? (right ? s : none)
                                                    : lk_str_cut(s, (size_t)at + sep.n, s.n))};
    *out = lk_new_tuple(vm, v, 3);
    return true;
}

/* bytes.partition(sep) */
bool lk_bytes_partition_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return partition(out, vm, a, false);
}

/* bytes.rpartition(sep) */
bool lk_bytes_rpartition_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return partition(out, vm, a, true);
}

/* bytes.join(iterable).  The list is made first, since iterating runs script code; its size is
 * paid for before anything is copied. */
bool lk_bytes_join_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str sep = lk_self_text(a);
    struct lk_value list;
    struct lk_buf b = {0};
    size_t n;
    uint64_t total = 0;
    if (!lk_vm_list(&list, vm, a->v[1])) {
        bool iterable = !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, a->v[1]), "__iter__"));
        return !iterable && lk_pending_is(vm, LK_EXC_TypeError)
                   ? lk_raise(vm, LK_EXC_TypeError, "can only join an iterable") : false;
    }
    lk_push(vm, list);
    const struct lk_value *v = lk_items(&n, list);
    for (size_t i = 0; i < n; i++) {
        if (!lk_is(v[i], LK_T_BYTES)) {
            struct lk_str type = lk_type_name(vm, v[i]);
            return lk_raise(vm, LK_EXC_TypeError, "sequence item %zu: expected a bytes-like "
                            "object, " LK_PRI " found", i, LK_ARG(type));
        }
        total += lk_text(v[i]).n + sep.n;
    }
    if (!lk_afford(vm, total, 1))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (i)
            lk_buf_add(&b, sep);
        lk_buf_add(&b, lk_text(v[i]));
    }
    return lk_done_bytes(out, vm, &b);
}

/* The fill of center() and its like: one byte. */
static bool fill_byte(struct lk_str *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool none = lk_is_none(a->v[2]);
    *out = lk_text(a->v[2]);
    return (lk_is(a->v[2], LK_T_BYTES) && out->n == 1) ||
           lk_raise(vm, LK_EXC_TypeError, LK_PRI "() argument 2 must be a byte string of length 1, "
                    "not " LK_PRI, LK_ARG(lk_row_name(a->row)),
                    LK_ARG(none ? LK_STR("None") : lk_type_name(vm, a->v[2])));
}

/* Both sides: an odd rest goes left when the width is odd, as CPython's center has it. */
static bool padded(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                   enum lk_text_side side)
{
    struct lk_str s = lk_self_text(a), fill = LK_STR(" ");
    struct lk_buf b = {0};
    int64_t width;
    if (!lk_vm_index(&width, vm, a->v[1]) ||
        (lk_given(a, 2) && !fill_byte(&fill, vm, a)))
        return false;
    int64_t pad = width > (int64_t)s.n ? width - (int64_t)s.n : 0;
    if (!lk_afford(vm, (uint64_t)pad, 1))
        return false;
    /* rjust pads on the left */
    int64_t left = side == LK_SIDE_LEFT ? pad
                   : side == LK_SIDE_RIGHT ? 0 : pad / 2 + (pad & width & 1);
    lk_buf_fill(&b, fill.p[0], (size_t)left);
    lk_buf_add(&b, s);
    lk_buf_fill(&b, fill.p[0], (size_t)(pad - left));
    return lk_done_bytes(out, vm, &b);
}

/* bytes.center(width, fillchar=None) */
bool lk_bytes_center_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return padded(out, vm, a, LK_SIDE_BOTH);
}

/* bytes.ljust(width, fillchar=None) */
bool lk_bytes_ljust_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return padded(out, vm, a, LK_SIDE_RIGHT);
}

/* bytes.rjust(width, fillchar=None) */
bool lk_bytes_rjust_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return padded(out, vm, a, LK_SIDE_LEFT);
}

/* bytes.zfill(width).  Zeros go behind a sign. */
bool lk_bytes_zfill_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a);
    struct lk_buf b = {0};
    int64_t width;
    if (!lk_vm_index(&width, vm, a->v[1]))
        return false;
    int64_t pad = width > (int64_t)s.n ? width - (int64_t)s.n : 0;
    if (!lk_afford(vm, (uint64_t)pad, 1))
        return false;
    /* a sign stays in front of the zeros */
    size_t sign = pad && s.n && (s.p[0] == '+' || s.p[0] == '-');
    lk_buf_add(&b, lk_str_cut(s, 0, sign));
    lk_buf_fill(&b, '0', (size_t)pad);
    lk_buf_add(&b, lk_str_cut(s, sign, s.n));
    return lk_done_bytes(out, vm, &b);
}

/* bytes.translate(table, delete=None).  A table of 256 bytes, or None to delete only; what is
 * deleted is not looked up. */
bool lk_bytes_translate_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), table = {0}, gone = LK_STR("");
    struct lk_buf b = {0};
    if (!lk_is_none(a->v[1]) && !lk_arg_bytes(&table, vm, a->v[1]))
        return false;
    /* None as table leaves the bytes as they are */
    if (table.p && table.n != 256)
        return lk_raise(vm, LK_EXC_ValueError, "translation table must be 256 characters long");
    if (lk_given(a, 2) && !lk_arg_bytes(&gone, vm, a->v[2]))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!memchr(gone.p, s.p[i], gone.n))
            lk_buf_addc(&b, table.p ? table.p[(unsigned char)s.p[i]] : s.p[i]);
    return lk_done_bytes(out, vm, &b);
}

/* bytes.maketrans(frm, to).  Later pairs win over earlier ones for the same byte. */
bool lk_bytes_maketrans_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str from, to;
    char table[256];
    if (!lk_arg_bytes(&from, vm, a->v[0]) || !lk_arg_bytes(&to, vm, a->v[1]))
        return false;
    if (from.n != to.n)
        return lk_raise(vm, LK_EXC_ValueError, "maketrans arguments must have same length");
    for (int i = 0; i < 256; i++)
        table[i] = (char)i;
    for (size_t i = 0; i < from.n; i++)
        table[(unsigned char)from.p[i]] = to.p[i];
    *out = lk_new_bytes(vm, (struct lk_str){table, 256});
    return true;
}
