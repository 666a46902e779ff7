/* Code points in UTF-8 where a lone surrogate is three bytes.  Well-formed input only, except for
 * lk_utf_valid, which is how input becomes well formed. */
#include "py/text.h"

/* Reads a code point and its length in bytes; p is at the start of one. */
uint32_t lk_utf_get(const char *p, uint32_t *len)
{
    const unsigned char *s = (const unsigned char *)p;
    if (s[0] < 0x80)
        return *len = 1, s[0];
    if (s[0] < 0xe0)
        return *len = 2, (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
    if (s[0] < 0xf0)
        return *len = 3, (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
    *len = 4;
    return (s[0] & 0x07u) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
}

/* Reads the code point that ends before p; there must be one. */
uint32_t lk_utf_back(const char *p, uint32_t *len)
{
    const char *q = p - 1;
    while (((unsigned char)*q & 0xc0) == 0x80)
        q--;
    return lk_utf_get(q, len);
}

/* Writes up to four bytes and returns how many. Surrogates are written like any others, as
 * Python's str can hold them. */
uint32_t lk_utf_put(char *p, uint32_t c)
{
    if (c < 0x80)
        return p[0] = (char)c, 1;
    if (c < 0x800) {
        p[0] = (char)(0xc0 | c >> 6);
        p[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (char)(0xe0 | c >> 12);
        p[1] = (char)(0x80 | (c >> 6 & 0x3f));
        p[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    p[0] = (char)(0xf0 | c >> 18);
    p[1] = (char)(0x80 | (c >> 12 & 0x3f));
    p[2] = (char)(0x80 | (c >> 6 & 0x3f));
    p[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* The number of code points: of all bytes that are no continuation. */
size_t lk_utf_count(struct lk_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

/* The byte at which a code point begins; the length of the text when there are fewer. */
size_t lk_utf_offset(struct lk_str s, size_t index)
{
    size_t i = 0;
    for (; i < s.n; i++)
        if (((unsigned char)s.p[i] & 0xc0) != 0x80 && index-- == 0)
            break;
    return i;
}

/* Whether offsets and indices are the same. Without a branch in the loop, so that the compiler
 * can work on many bytes at once. */
bool lk_utf_is_ascii(struct lk_str s)
{
    unsigned char any = 0;
    for (size_t i = 0; i < s.n; i++)
        any |= (unsigned char)s.p[i];
    return any < 0x80;
}

/* Length of the well-formed sequence at s, or 0. Overlong forms and code points above 10FFFF are
 * refused, as every decoder must. */
static size_t sequence(const unsigned char *s, size_t n, bool surrogates)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3
                 : s[0] < 0xf5 ? 4 : 0;
    if (len > n)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if (len < 2)
        return len;
    uint32_t used, c = lk_utf_get((const char *)s, &used);
    bool lone = c >= 0xd800 && c < 0xe000;
    return c < least[len] || c > 0x10ffff || (lone && !surrogates) ? 0 : len;
}

/* The length of the well-formed beginning; surrogates says whether lone ones will do. */
size_t lk_utf_valid(struct lk_str s, bool surrogates)
{
    size_t i = 0;
    while (i < s.n) {
        size_t len = sequence((const unsigned char *)s.p + i, s.n - i, surrogates);
        if (!len)
            break;
        i += len;
    }
    return i;
}
