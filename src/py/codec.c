/* Encodings one code point at a time: UTF-8, UTF-16, UTF-32, ASCII, Latin-1.  What happens at
 * faults is decided in strcode.c; how long a fault is, here, as CPython 3.11 has it. */
#include "py/codec.h"
#include "py/text.h"

#define NO_SURROGATES "surrogates not allowed"

/* Columns: name, kind, big endian, byte order mark, greatest code point, why others fail. */
static const struct lk_codec codecs[] = {
    {"utf-8", LK_CODEC_UTF8, false, false, 0x10ffff, NO_SURROGATES},
    {"utf-8-sig", LK_CODEC_UTF8, false, true, 0x10ffff, NO_SURROGATES},
    {"ascii", LK_CODEC_NARROW, false, false, 127, "ordinal not in range(128)"},
    {"latin-1", LK_CODEC_NARROW, false, false, 255, "ordinal not in range(256)"},
    {"utf-16", LK_CODEC_UTF16, false, true, 0x10ffff, NO_SURROGATES},
    {"utf-16-le", LK_CODEC_UTF16, false, false, 0x10ffff, NO_SURROGATES},
    {"utf-16-be", LK_CODEC_UTF16, true, false, 0x10ffff, NO_SURROGATES},
    {"utf-32", LK_CODEC_UTF32, false, true, 0x10ffff, NO_SURROGATES},
    {"utf-32-le", LK_CODEC_UTF32, false, false, 0x10ffff, NO_SURROGATES},
    {"utf-32-be", LK_CODEC_UTF32, true, false, 0x10ffff, NO_SURROGATES},
};

/* Other spellings: lower case, underscores and blanks as hyphens. */
static const char *const aliases[][2] = {
    {"utf8", "utf-8"}, {"u8", "utf-8"}, {"utf", "utf-8"}, {"cp65001", "utf-8"},
    {"us-ascii", "ascii"}, {"646", "ascii"}, {"latin1", "latin-1"}, {"latin", "latin-1"},
    {"iso-8859-1", "latin-1"}, {"iso8859-1", "latin-1"}, {"8859", "latin-1"}, {"l1", "latin-1"},
    {"cp819", "latin-1"}, {"utf16", "utf-16"}, {"u16", "utf-16"}, {"utf-16le", "utf-16-le"},
    {"utf-16be", "utf-16-be"}, {"utf32", "utf-32"}, {"u32", "utf-32"}, {"utf-32le", "utf-32-le"},
    {"utf-32be", "utf-32-be"}, {"utf8-sig", "utf-8-sig"},
};

/* Beginnings of the names of CPython's other codecs. */
static const char *const foreign[] = {
    "cp", "iso", "koi", "gb", "big5", "euc", "shift", "sjis", "mac", "hz", "johab", "ptcp", "tis",
    "windows", "hex", "base64", "bz2", "zlib", "zip", "quopri", "uu", "rot", "idna", "punycode",
    "unicode-escape", "raw-unicode", "utf-7", "utf7", "palmos", "mbcs", "oem", "kz", "latin"
};

/* Spells a name as the tables do.  Names that are too long are cut: none of ours is that long. */
static void normalize(char *out, size_t size, struct lk_str name)
{
    size_t n = 0;
    for (; n < name.n && n + 1 < size; n++) {
        char c = name.p[n];
        out[n] = (char)(c == '_' || c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    out[n] = '\0';
}

/* Aliases first, then the codecs themselves. */
const struct lk_codec *lk_codec_find(struct lk_str name)
{
    char text[40];
    normalize(text, sizeof text, name);
    const char *plain = text;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i][0], text) == 0)
            plain = aliases[i][1];
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
        if (strcmp(codecs[i].name, plain) == 0)
            return &codecs[i];
    return NULL;
}

/* By the beginning of the name alone: a script with such a codec is refused as unsupported, while
 * a name that CPython does not know either raises LookupError. */
bool lk_codec_is_foreign(struct lk_str name)
{
    char text[40];
    normalize(text, sizeof text, name);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (strncmp(text, foreign[i], strlen(foreign[i])) == 0)
            return true;
    return false;
}

/* Appends a unit of two or four bytes in the order of the codec. */
static void put_unit(struct lk_buf *b, uint32_t unit, int bytes, bool big)
{
    for (int i = 0; i < bytes; i++)
        lk_buf_addc(b, (char)(unit >> 8 * (big ? bytes - 1 - i : i) & 0xff));
}

void lk_codec_put(struct lk_buf *b, const struct lk_codec *c, uint32_t point)
{
    char text[4];
    switch ((enum lk_codec_kind)c->kind) {
    case LK_CODEC_UTF8:
        lk_buf_add(b, (struct lk_str){text, lk_utf_put(text, point)});
        break;
    case LK_CODEC_NARROW:
        lk_buf_addc(b, (char)point);
        break;
    case LK_CODEC_UTF16:
        if (point >= 0x10000) {
            put_unit(b, 0xd800 | (point - 0x10000) >> 10, 2, c->big);
            put_unit(b, 0xdc00 | (point & 0x3ff), 2, c->big);
        } else
            put_unit(b, point, 2, c->big);
        break;
    case LK_CODEC_UTF32:
        put_unit(b, point, 4, c->big);
        break;
    }
}

/* Is a continuation byte allowed at place k of a sequence that starts with head? The second byte
 * is bounded more closely for some heads: that excludes overlong forms, surrogates and numbers
 * over 0x10ffff (table 3-7 of the Unicode standard). */
static bool continues(unsigned char head, uint32_t k, unsigned char byte)
{
    unsigned char least = 0x80, most = 0xbf;
    if (k == 1) {
        least = head == 0xe0 ? 0xa0 : head == 0xf0 ? 0x90 : 0x80;
        most = head == 0xed ? 0x9f : head == 0xf4 ? 0x8f : 0xbf;
    }
    return byte >= least && byte <= most;
}

/* A fault is as long as the part that could begin a sequence, as Unicode recommends and CPython
 * does. */
static struct lk_codec_step get_utf8(struct lk_str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t need = p[0] < 0x80 ? 0 : p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3, len;
    if (p[0] >= 0x80 && (p[0] < 0xc2 || p[0] > 0xf4))
        return (struct lk_codec_step){0, 1, "invalid start byte"};
    for (uint32_t k = 1; k <= need; k++) {
        if (k >= s.n)
            return (struct lk_codec_step){0, k, "unexpected end of data"};
        if (!continues(p[0], k, p[k]))
            return (struct lk_codec_step){0, k, "invalid continuation byte"};
    }
    return (struct lk_codec_step){lk_utf_get(s.p, &len), need + 1, NULL};
}

/* A unit of two or four bytes at a place that is known to be there. */
static uint32_t get_unit(struct lk_str s, size_t at, size_t bytes, bool big)
{
    uint32_t v = 0;
    for (size_t i = 0; i < bytes; i++)
        v |= (uint32_t)(unsigned char)s.p[at + i] << 8 * (big ? bytes - 1 - i : i);
    return v;
}

/* A high surrogate wants a low one behind it; alone, each is a fault of two bytes. */
static struct lk_codec_step get_utf16(struct lk_str s, bool big)
{
    if (s.n < 2)
        return (struct lk_codec_step){0, 1, "truncated data"};
    uint32_t high = get_unit(s, 0, 2, big), low;
    if (high < 0xd800 || high >= 0xe000)
        return (struct lk_codec_step){high, 2, NULL};
    if (high >= 0xdc00)
        return (struct lk_codec_step){0, 2, "illegal encoding"};
    if (s.n < 4)
        return (struct lk_codec_step){0, (uint32_t)s.n, "unexpected end of data"};
    low = get_unit(s, 2, 2, big);
    if (low < 0xdc00 || low >= 0xe000)
        return (struct lk_codec_step){0, 2, "illegal UTF-16 surrogate"};
    return (struct lk_codec_step){0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff), 4, NULL};
}

/* Code points over 0x10ffff and surrogates are faults of four bytes. */
static struct lk_codec_step get_utf32(struct lk_str s, bool big)
{
    if (s.n < 4)
        return (struct lk_codec_step){0, (uint32_t)s.n, "truncated data"};
    uint32_t c = get_unit(s, 0, 4, big);
    if (c > 0x10ffff)
        return (struct lk_codec_step){0, 4, "code point not in range(0x110000)"};
    if (c >= 0xd800 && c < 0xe000)
        return (struct lk_codec_step){0, 4, "code point in surrogate code point range(0xd800, "
                                            "0xe000)"};
    return (struct lk_codec_step){c, 4, NULL};
}

/* One step of decoding; s is not empty.  Each byte of the narrow codecs is a code point. */
struct lk_codec_step lk_codec_get(const struct lk_codec *c, struct lk_str s)
{
    unsigned char byte = (unsigned char)s.p[0];
    switch ((enum lk_codec_kind)c->kind) {
    case LK_CODEC_UTF8: return get_utf8(s);
    case LK_CODEC_UTF16: return get_utf16(s, c->big);
    case LK_CODEC_UTF32: return get_utf32(s, c->big);
    case LK_CODEC_NARROW: break;
    }
    return (struct lk_codec_step){byte, 1, byte > c->most ? c->reason : NULL};
}
