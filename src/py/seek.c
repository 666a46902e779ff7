/* Searching and cutting of texts by bytes.  UTF-8 makes a byte search find code points only, so
 * str and bytes share all of it but white space and what an empty part means. */
#include "py/text.h"

/* Byte offset of the first occurrence, or -1. The empty text is found at once. */
ptrdiff_t lk_text_find(struct lk_str s, struct lk_str part)
{
    if (part.n == 0)
        return 0;
    if (part.n > s.n)
        return -1;
    /* a sanitizer checks all that memmem() might read, at each call: quadratic in replace() */
    const char *at = part.n == 1 ? memchr(s.p, part.p[0], s.n) : memmem(s.p, s.n, part.p, part.n);
    return at ? at - s.p : -1;
}

/* The last occurrence; the empty text is found at the end. */
ptrdiff_t lk_text_rfind(struct lk_str s, struct lk_str part)
{
    if (part.n == 0)
        return (ptrdiff_t)s.n;
    if (part.n > s.n)
        return -1;
    for (size_t i = s.n - part.n + 1; i-- > 0;)
        if (s.p[i] == part.p[0] && memcmp(s.p + i, part.p, part.n) == 0)
            return (ptrdiff_t)i;
    return -1;
}

/* Occurrences that do not overlap. The empty text stands between all code points, before the
 * first and behind the last, hence their number as `points`. */
size_t lk_text_count(struct lk_str s, struct lk_str part, size_t points)
{
    if (part.n == 0)
        return points + 1;
    size_t n = 0;
    for (;;) {
        ptrdiff_t at = lk_text_find(s, part);
        if (at < 0)
            return n;
        n++;
        s = lk_str_cut(s, (size_t)at + part.n, s.n);
    }
}

/* `to` between all units, as replacing the empty text does. Units are code points when
 * swap->wide is set, else bytes. The rest is copied as a whole once swap->max is used up; a
 * negative one never is. */
static void interleave(struct lk_buf *out, struct lk_str s, const struct lk_text_swap *swap)
{
    int64_t left = swap->max;
    uint32_t len = 1;
    for (size_t i = 0; i < s.n; i += len) {
        if (left == 0) {
            lk_buf_add(out, lk_str_cut(s, i, s.n));
            return;
        }
        lk_buf_add(out, swap->to);
        left--;
        if (swap->wide)
            lk_utf_get(s.p + i, &len);
        lk_buf_add(out, lk_str_cut(s, i, i + len));
    }
    if (left != 0)
        lk_buf_add(out, swap->to);
}

/* Appends s with at most swap->max occurrences replaced, from the left; negative means all.
 * Replacements are not searched again. */
void lk_text_replace(struct lk_buf *out, struct lk_str s, const struct lk_text_swap *swap)
{
    if (swap->from.n == 0) {
        interleave(out, s, swap);
        return;
    }
    for (int64_t left = swap->max; left != 0; left--) {
        ptrdiff_t at = lk_text_find(s, swap->from);
        if (at < 0)
            break;
        lk_buf_add(out, lk_str_cut(s, 0, (size_t)at));
        lk_buf_add(out, swap->to);
        s = lk_str_cut(s, (size_t)at + swap->from.n, s.n);
    }
    lk_buf_add(out, s);
}

/* Does the set of code points (white space when set.p is NULL) have this one? The set is a text:
 * "abc".strip("ba") takes any of its characters, in any order. */
static bool has(struct lk_str set, const char *p, uint32_t len)
{
    if (!set.p) {
        uint32_t used;
        return lk_uni_is_space(lk_utf_get(p, &used));
    }
    return lk_text_find(set, (struct lk_str){p, len}) >= 0;
}

/* A part of s without the characters of a set at one side or both. An empty set strips nothing,
 * while none at all (NULL) means white space. */
struct lk_str lk_text_strip(struct lk_str s, struct lk_str set, enum lk_text_side side)
{
    uint32_t len;
    if (set.p && !set.n)
        return s;
    while ((side & LK_SIDE_LEFT) && s.n) {
        lk_utf_get(s.p, &len);
        if (!has(set, s.p, len))
            break;
        s = lk_str_cut(s, len, s.n);
    }
    while ((side & LK_SIDE_RIGHT) && s.n) {
        lk_utf_back(s.p + s.n, &len);
        if (!has(set, s.p + s.n - len, len))
            break;
        s.n -= len;
    }
    return s;
}

/* Takes the first word off *rest, as split() without a separator does; false when only white
 * space is left. */
bool lk_text_word(struct lk_str *word, struct lk_str *rest)
{
    struct lk_str s = lk_text_strip(*rest, (struct lk_str){0}, LK_SIDE_LEFT);
    uint32_t len = 0;
    size_t i = 0;
    while (i < s.n && !lk_uni_is_space(lk_utf_get(s.p + i, &len)))
        i += len;
    *word = lk_str_cut(s, 0, i);
    *rest = lk_str_cut(s, i, s.n);
    return i > 0;
}

/* The last word, as rsplit() does. */
bool lk_text_rword(struct lk_str *word, struct lk_str *rest)
{
    struct lk_str s = lk_text_strip(*rest, (struct lk_str){0}, LK_SIDE_RIGHT);
    uint32_t len = 0;
    size_t i = s.n;
    while (i > 0 && !lk_uni_is_space(lk_utf_back(s.p + i, &len)))
        i -= len;
    *word = lk_str_cut(s, i, s.n);
    *rest = lk_str_cut(s, 0, i);
    return word->n > 0;
}

/* Takes the first line off *rest. CR LF is one end of line; keep leaves the end on the line. A
 * text that ends with an end of line has no empty line behind it. */
bool lk_text_line(struct lk_str *line, struct lk_str *rest, bool keep)
{
    struct lk_str s = *rest;
    uint32_t len = 0;
    if (!s.n)
        return false;
    size_t i = 0;
    while (i < s.n && !lk_uni_is_break(lk_utf_get(s.p + i, &len)))
        i += len;
    size_t end = i == s.n ? i : i + len;
    if (i + 1 < s.n && s.p[i] == '\r' && s.p[i + 1] == '\n')
        end++;
    *line = lk_str_cut(s, 0, keep ? end : i);
    *rest = lk_str_cut(s, end, s.n);
    return true;
}
