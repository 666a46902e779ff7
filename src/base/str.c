/* Borrowed text: comparing, searching, cutting.  Allocates nothing. */
#include "base/str.h"

/* By bytes, which for UTF-8 is the order of code points; a text stands before its continuations. */
int lk_str_cmp(struct lk_str a, struct lk_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

/* The place of the first hit from an offset on, or -1. */
ptrdiff_t lk_str_find(struct lk_str s, struct lk_str part, size_t from)
{
    if (from > s.n)
        return -1;
    /* as Python: the empty text is found everywhere, at the end too */
    if (part.n == 0)
        return (ptrdiff_t)from;
    /* also where s is empty and has no address, which memmem must not be given */
    if (part.n > s.n - from)
        return -1;
    const char *hit = memmem(s.p + from, s.n - from, part.p, part.n);
    return hit ? hit - s.p : -1;
}

/* The place of the last one, or -1. */
ptrdiff_t lk_str_rfind_byte(struct lk_str s, char c)
{
    const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
    return hit ? hit - s.p : -1;
}

/* ASCII white space of C's locale, whatever the process's locale is. */
static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A slice without white space at both ends. */
struct lk_str lk_str_trim(struct lk_str s)
{
    size_t from = 0, to = s.n;
    while (from < to && is_space(s.p[from]))
        from++;
    while (to > from && is_space(s.p[to - 1]))
        to--;
    return s.n ? lk_str_cut(s, from, to) : s;
}

/* Takes the piece before the next separator off the rest; false when nothing is left. */
bool lk_str_split(struct lk_str *piece, struct lk_str *rest, char separator)
{
    /* an empty rest is still a piece: "a," has two */
    if (!rest->p)
        return false;
    const char *hit = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    if (!hit) {
        *piece = *rest;
        *rest = (struct lk_str){NULL, 0};
        return true;
    }
    size_t at = (size_t)(hit - rest->p);
    *piece = lk_str_cut(*rest, 0, at);
    *rest = lk_str_cut(*rest, at + 1, rest->n);
    return true;
}

/* tolower() would ask the locale. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Letters of ASCII only: SQL keywords and configuration words have no others. */
bool lk_str_eq_nocase(struct lk_str a, struct lk_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}
