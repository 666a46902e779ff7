/* Reading JSON back: what lk_datum_json() wrote into journal and ledger.  Nodes stay maps, since
 * their definitions may be another version's. */
#include "model/datum.h"
#include <errno.h>
#include <stdlib.h>

#define LK_JSON_DEPTH 64

/* Where the reader is; ok turns false at the first thing that is not JSON. */
struct reader {
    struct lk_arena *arena;
    const char *p, *end;
    unsigned depth;
    bool ok;
};

static const struct lk_datum *value(struct reader *r);

static const struct lk_datum *fail(struct reader *r)
{
    r->ok = false;
    r->p = r->end;
    return lk_datum_null();
}

static void skip_space(struct reader *r)
{
    while (r->p < r->end && strchr(" \t\r\n", *r->p) && *r->p)
        r->p++;
}

/* Takes a character if it is next, white space before it aside. */
static bool take(struct reader *r, char c)
{
    skip_space(r);
    bool is = r->p < r->end && *r->p == c;
    r->p += is;
    return is;
}

/* Four hexadecimal digits behind \u. */
static uint32_t hex4(struct reader *r)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *at = r->p < r->end && *r->p ? strchr(digits, *r->p) : NULL;
        if (!at) {
            fail(r);
            return 0xfffd;
        }
        code = code * 16 + (uint32_t)((at - digits) % 16);
        r->p++;
    }
    return code;
}

/* What follows a backslash; a pair of surrogates is one character. */
static void escape(struct lk_buf *out, struct reader *r)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = r->p < r->end ? *r->p++ : '\0';
    const char *at = c ? strchr(from, c) : NULL;
    if (at) {
        lk_buf_addc(out, to[at - from]);
        return;
    }
    if (c != 'u') {
        fail(r);
        return;
    }
    uint32_t code = hex4(r);
    if (code >= 0xd800 && code < 0xdc00 && r->end - r->p > 6 && r->p[0] == '\\' &&
        r->p[1] == 'u') {
        r->p += 2;
        uint32_t low = hex4(r);
        code = 0x10000 + ((code - 0xd800) << 10) + ((low - 0xdc00) & 0x3ff);
    }
    lk_buf_utf8(out, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
}

/* A string, behind its first quote; copied into the arena. */
static struct lk_str string(struct reader *r)
{
    struct lk_buf text = {0};
    while (r->p < r->end && *r->p != '"') {
        char c = *r->p++;
        if (c == '\\')
            escape(&text, r);
        else
            lk_buf_addc(&text, c);
    }
    if (!take(r, '"'))
        fail(r);
    struct lk_str copy = lk_arena_str(r->arena, lk_buf_str(&text));
    lk_buf_clear(&text);
    return copy;
}

static const struct lk_datum *list(struct reader *r)
{
    struct { const struct lk_datum **v; size_t n, cap; } items = {0};
    bool more = !take(r, ']');
    while (more && r->ok) {
        const struct lk_datum *item = value(r);
        *LK_PUSH(&items) = item;
        more = take(r, ',');
        if (!more && !take(r, ']'))
            fail(r);
    }
    const struct lk_datum *d = lk_datum_list(r->arena, items.v, items.n);
    free(items.v);
    return d;
}

static const struct lk_datum *map(struct reader *r)
{
    struct { struct lk_pair *v; size_t n, cap; } pairs = {0};
    bool more = !take(r, '}');
    while (more && r->ok) {
        struct lk_pair pair = {{"", 0}, NULL};
        if (take(r, '"'))
            pair.key = string(r);
        else
            fail(r);
        if (!take(r, ':'))
            fail(r);
        pair.value = value(r);
        *LK_PUSH(&pairs) = pair;
        more = take(r, ',');
        if (!more && !take(r, '}'))
            fail(r);
    }
    const struct lk_datum *d = lk_datum_map(r->arena, pairs.v, pairs.n);
    free(pairs.v);
    return d;
}

/* What does not fit in 64 bits keeps its digits. */
static const struct lk_datum *number(struct reader *r)
{
    const char *from = r->p;
    while (r->p < r->end && *r->p && strchr("+-.0123456789eE", *r->p))
        r->p++;
    struct lk_str text = lk_arena_str(r->arena, (struct lk_str){from, (size_t)(r->p - from)});
    bool whole = text.n && !strpbrk(text.p, ".eE");
    char *end;
    errno = 0;
    long long i = whole ? strtoll(text.p, &end, 10) : 0;
    if (whole && *end == '\0')
        return errno ? lk_datum_numeric(r->arena, text) : lk_datum_int(r->arena, i);
    double f = text.n ? strtod(text.p, &end) : 0;
    return text.n && *end == '\0' ? lk_datum_float(r->arena, f) : fail(r);
}

static const struct lk_datum *word(struct reader *r)
{
    static const struct { struct lk_str text; int kind; } words[] = {
        {LK_STR_INIT("null"), 0}, {LK_STR_INIT("true"), 1}, {LK_STR_INIT("false"), 2}};
    struct lk_str rest = {r->p, (size_t)(r->end - r->p)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lk_str_starts(rest, words[i].text)) {
            r->p += words[i].text.n;
            return words[i].kind ? lk_datum_bool(r->arena, words[i].kind == 1) : lk_datum_null();
        }
    return number(r);
}

/* Bounded in depth, so that no text can use up the stack. */
static const struct lk_datum *value(struct reader *r)
{
    if (r->depth == LK_JSON_DEPTH)
        return fail(r);
    r->depth++;
    const struct lk_datum *d = take(r, '{')   ? map(r)
                               : take(r, '[') ? list(r)
                               : take(r, '"') ? lk_datum_str(r->arena, string(r))
                                              : word(r);
    r->depth--;
    return d;
}

bool lk_datum_from_json(const struct lk_datum **out, struct lk_arena *arena, struct lk_str json)
{
    struct reader r = {.arena = arena, .p = json.p, .end = json.p + json.n, .ok = json.n > 0};
    *out = value(&r);
    skip_space(&r);
    return r.ok && r.p == r.end;
}
