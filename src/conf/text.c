/* Text as Python sees it.  Knows no format. */
#include "conf/text.h"
#include "base/utf8.h"
#include <stdlib.h>

/* str.isspace() of Python 3.11. */
static bool is_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

struct lk_str lk_conf_lstrip(struct lk_str s)
{
    uint32_t c;
    for (size_t n; (n = lk_utf8_decode(&c, s)) && is_space(c);)
        s = lk_str_cut(s, n, s.n);
    return s;
}

/* Length of the code point that ends the text; 0 when it is empty or not UTF-8 there. */
static size_t last_point(uint32_t *c, struct lk_str s)
{
    for (size_t n = 1; n <= LK_UTF8_MAX && n <= s.n; n++)
        if (lk_utf8_decode(c, lk_str_cut(s, s.n - n, s.n)) == n)
            return n;
    return 0;
}

struct lk_str lk_conf_strip(struct lk_str s)
{
    uint32_t c;
    s = lk_conf_lstrip(s);
    for (size_t n; (n = last_point(&c, s)) && is_space(c);)
        s.n -= n;
    return s;
}

/* optionxform(); names of options are ASCII. */
struct lk_str lk_conf_lower(struct lk_arena *arena, struct lk_str s)
{
    struct lk_str copy = lk_arena_str(arena, s);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < s.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] + 32);
    return copy;
}

/* Doubling keeps the waste below what is kept. */
void lk_conf_push(struct lk_names *list, struct lk_arena *arena, struct lk_str s)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 8;
        struct lk_str *v = lk_arena_array(arena, cap, sizeof *v);
        if (list->n)
            memcpy(v, list->v, list->n * sizeof *v);
        list->v = v;
        list->cap = cap;
    }
    list->v[list->n++] = s;
}

/* Empty pieces are pieces, as in Python. */
void lk_conf_split(struct lk_names *out, struct lk_arena *arena, struct lk_str s, char separator)
{
    struct lk_str piece;
    while (lk_str_split(&piece, &s, separator))
        lk_conf_push(out, arena, piece);
}

/* A line with either may hold a password. */
static bool may_hold_url(struct lk_str line)
{
    return lk_str_find(line, LK_STR("://"), 0) >= 0 || lk_str_find(line, LK_STR("@"), 0) >= 0;
}

/* The place is not lost: it stands in the message. */
bool lk_conf_hide(struct lk_err *err, const struct lk_sources *sources)
{
    struct lk_place place;
    if (!err || !err->message || !lk_sources_place(&place, sources, err->span) ||
        !may_hold_url(place.text))
        return false;
    char *message = lk_format("%s (" LK_PRI ", line %u)", err->message, LK_ARG(place.file),
                              place.line);
    free(err->message);
    err->message = message;
    err->span = LK_NOWHERE;
    return false;
}

bool lk_conf_fail(struct lk_err *err, const struct lk_sources *sources, struct lk_span span,
                  const char *fmt, ...)
{
    if (!err || lk_err_is_set(err))
        return false;
    va_list ap;
    va_start(ap, fmt);
    char *message = lk_vformat(fmt, ap);
    va_end(ap);
    lk_fail_at(err, LK_E_CONFIG, span, "%s", message);
    free(message);
    return lk_conf_hide(err, sources);
}
