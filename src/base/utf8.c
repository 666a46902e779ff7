/* UTF-8 by the table of well-formed sequences in the Unicode standard (table 3-7). */
#include "base/utf8.h"

/* A row: first bytes from..to, length, and the bounds of the second byte; later ones are 80..BF. */
struct form {
    unsigned char from, to, length, low, high;
};

static const struct form forms[] = {
    {0x00, 0x7F, 1, 0, 0},       {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

/* The row of a first byte, or NULL where none may start: 80..C1, F5..FF. */
static const struct form *form_of(unsigned char first)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (first >= forms[i].from && first <= forms[i].to)
            return &forms[i];
    return NULL;
}

/* Are the bytes behind the first one within the row's bounds? */
static bool fits(const struct form *f, struct lk_str s)
{
    if (s.n < f->length)
        return false;
    for (size_t i = 1; i < f->length; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < (i == 1 ? f->low : 0x80) || c > (i == 1 ? f->high : 0xBF))
            return false;
    }
    return true;
}

/* The length of the first sequence, or 0 where there is none that is well formed. */
size_t lk_utf8_decode(uint32_t *code_point, struct lk_str s)
{
    if (s.n == 0)
        return 0;
    unsigned char first = (unsigned char)s.p[0];
    if (first < 0x80) {
        *code_point = first;
        return 1;
    }
    const struct form *f = form_of(first);
    if (!f || !fits(f, s))
        return 0;
    /* the first byte gives what its length marks leave, each later one six bits */
    uint32_t c = first & (0x7Fu >> f->length);
    for (size_t i = 1; i < f->length; i++)
        c = c << 6 | ((unsigned char)s.p[i] & 0x3Fu);
    *code_point = c;
    return f->length;
}

/* The length, 1 to 4. Surrogates are encoded as they are, for Python's texts may hold them. */
size_t lk_utf8_encode(char out[LK_UTF8_MAX], uint32_t c)
{
    if (c > 0x10FFFF)
        c = LK_UTF8_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    /* filled from the end, six bits each; what is left goes behind the length marks */
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(0xF00u >> n | c);
    return n;
}

/* Code points; a byte that belongs to none counts as one. */
size_t lk_utf8_count(struct lk_str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n; count++) {
        uint32_t c;
        size_t n = lk_utf8_decode(&c, lk_str_cut(s, at, s.n));
        at += n ? n : 1;
    }
    return count;
}

/* The length of the beginning that is well formed: all of it where the text is UTF-8. */
size_t lk_utf8_valid(struct lk_str s)
{
    size_t at = 0;
    uint32_t c;
    for (size_t n = 1; n > 0; at += n) {
        while (at < s.n && (unsigned char)s.p[at] < 0x80)
            at++;
        n = lk_utf8_decode(&c, lk_str_cut(s, at, s.n));
    }
    return at;
}
