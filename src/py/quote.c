/* repr() of texts and bytes, as CPython 3.11 writes them: which quote, which escapes. */
#include "py/text.h"

/* The shortest of \x, \u and \U that holds the code point, in lower case as repr() writes it. */
static void escape(struct lk_buf *out, uint32_t c)
{
    if (c < 0x100)
        lk_buf_addf(out, "\\x%02x", (unsigned)c);
    else if (c < 0x10000)
        lk_buf_addf(out, "\\u%04x", (unsigned)c);
    else
        lk_buf_addf(out, "\\U%08x", (unsigned)c);
}

/* Single quotes unless the text has some and no double ones. So a text with both kinds has
 * single quotes around it and its own single ones escaped. */
static char choose(struct lk_str s)
{
    /* An empty text may have no bytes to look at. */
    bool one = memchr(s.p ? s.p : "", '\'', s.n) != NULL;
    return one && !memchr(s.p, '"', s.n) ? '"' : '\'';
}

/* The escapes that texts and bytes share; false when c is none of them. The quote is escaped
 * only if it is the one around the text. */
static bool escape_common(struct lk_buf *out, uint32_t c, char quote)
{
    switch (c) {
    case '\t': lk_buf_addz(out, "\\t"); return true;
    case '\n': lk_buf_addz(out, "\\n"); return true;
    case '\r': lk_buf_addz(out, "\\r"); return true;
    case '\\': lk_buf_addz(out, "\\\\"); return true;
    default:
        if (c != (unsigned char)quote)
            return false;
        lk_buf_addc(out, '\\');
        lk_buf_addc(out, quote);
        return true;
    }
}

/* repr() of a str, or ascii() of it: then all that is not ASCII is escaped. Which code points
 * are printable is Unicode's matter, not the terminal's. Appends to out. */
void lk_text_quote(struct lk_buf *out, struct lk_str s, bool ascii)
{
    char quote = choose(s);
    uint32_t len;
    lk_buf_addc(out, quote);
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        if (escape_common(out, c, quote))
            continue;
        /* U+007F is a control character, too. */
        if (c < 0x7f ? c >= 0x20 : !ascii && lk_uni_is_printable(c))
            lk_buf_add(out, lk_str_cut(s, i, i + len));
        else
            escape(out, c);
    }
    lk_buf_addc(out, quote);
}

/* repr() of bytes, with "b" as prefix; every byte beyond printable ASCII is \xNN. */
void lk_bytes_quote(struct lk_buf *out, struct lk_str s, const char *prefix)
{
    char quote = choose(s);
    lk_buf_addz(out, prefix);
    lk_buf_addc(out, quote);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (escape_common(out, c, quote))
            continue;
        /* Bytes have no letters beyond ASCII. */
        if (c >= 0x20 && c < 0x7f)
            lk_buf_addc(out, (char)c);
        else
            escape(out, c);
    }
    lk_buf_addc(out, quote);
}

/* Escapes what is not ASCII and nothing else: the "backslashreplace" of codecs. */
void lk_text_escape(struct lk_buf *out, struct lk_str s)
{
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        if (c < 0x80)
            lk_buf_addc(out, (char)c);
        else
            escape(out, c);
    }
}
