/* A text as JSON string (RFC 8259).  Whole documents are built by jansson elsewhere. */
#include "base/buf.h"
#include "base/utf8.h"

/* The letter behind the backslash, for characters that have a short form. */
static char short_form(uint32_t c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *hit = c && c < 0x80 ? strchr(from, (int)c) : NULL;
    return hit ? to[hit - from] : '\0';
}

/* DEL is escaped as well: it is legal, but no terminal shows it. */
static void add_char(struct lk_buf *b, uint32_t c)
{
    char letter = short_form(c);
    if (letter)
        lk_buf_addf(b, "\\%c", letter);
    else if (c < 0x20 || c == 0x7F)
        lk_buf_addf(b, "\\u%04x", (unsigned)c);
    else
        lk_buf_utf8(b, c);
}

/* Bytes at the beginning that stand for themselves: printable ASCII, as most of any text is. */
static size_t plain(struct lk_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= 0x20 && s.p[n] < 0x7F && s.p[n] != '"' && s.p[n] != '\\')
        n++;
    return n;
}

void lk_buf_json(struct lk_buf *b, struct lk_str s)
{
    lk_buf_addc(b, '"');
    while (s.n) {
        size_t n = plain(s);
        lk_buf_add(b, lk_str_cut(s, 0, n));
        s = lk_str_cut(s, n, s.n);
        if (!s.n)
            break;
        /* a byte that starts no sequence stands for itself alone: the rest is still shown */
        uint32_t c = LK_UTF8_REPLACEMENT;
        n = lk_utf8_decode(&c, s);
        add_char(b, c);
        s = lk_str_cut(s, n ? n : 1, s.n);
    }
    lk_buf_addc(b, '"');
}
