/* String literals and the pieces of f-strings: where they begin and end.  PEP 701: a replacement
 * field is cut into ordinary tokens, strings with the same quotes included.
 *
 * An f-string is FSTART, then texts (FMIDDLE) and fields ({ tokens }), then FEND.  The stack of
 * open brackets tells where the lexer is: the { of a field marks that a : at its level begins the
 * format spec and that its } takes the text up again; a field in a spec lies one level higher. */
#include "py/lex.h"

static bool is_newline(unsigned char c) { return c == '\n' || c == '\r'; }

/* A string without end; inside a field the quote may have been meant to end the f-string.
 * `quote` is 0 when the text of an f-string itself has no end. */
static bool fail_unterminated(struct lk_lex *l, uint32_t from, char quote, int size)
{
    const struct lk_lex_fstring *f = l->nfstring ? &l->fstring[l->nfstring - 1] : NULL;
    bool inside = lk_lex_field(l) && f && quote == f->quote;
    if (inside)
        return lk_lex_fail(l, f->at, "f-string: expecting '}'");
    if (f && quote && size == 1)
        return lk_lex_fail(l, from, "f-string: unterminated string");
    uint32_t at = l->pos ? l->pos - (l->pos >= l->text.n) : 0;
    return lk_lex_fail(l, from, "unterminated %sstring literal (detected at line %u)",
                       size == 3 ? "triple-quoted " : "", lk_py_line(l->text, at));
}

/* Passes a backslash and what it protects. "\r\n" is one line end and is protected as a whole.
 * What the escape means is found out when the value is made. */
static void pass_escape(struct lk_lex *l)
{
    l->pos++;
    if (lk_lex_at(l, 0) == '\r' && lk_lex_at(l, 1) == '\n')
        l->pos++;
    if (l->pos < l->text.n)
        l->pos++;
}

/* Whether `size` quotes stand at pos. */
static bool is_closing(const struct lk_lex *l, char quote, int size)
{
    for (int i = 0; i < size; i++)
        if (lk_lex_at(l, (uint32_t)i) != (unsigned char)quote)
            return false;
    return true;
}

/* The rest of a plain string; pos is behind the opening quotes. A line end ends a string of
 * single quotes as an error, unless a backslash stands before it. */
static bool pass_string(struct lk_lex *l, uint32_t from, char quote, int size)
{
    while (l->pos < l->text.n) {
        unsigned char c = lk_lex_at(l, 0);
        if (c == '\\')
            pass_escape(l);
        else if (is_newline(c) && size == 1)
            break;
        else if (c == (unsigned char)quote && is_closing(l, quote, size)) {
            l->pos += (uint32_t)size;
            return true;
        } else
            l->pos++;
    }
    return fail_unterminated(l, from, quote, size);
}

/* f"…: the token of its opening quotes, then its text. `base` is the level of brackets outside
 * of it, by which fields and specs know how deep they are. */
static bool begin_fstring(struct lk_lex *l, uint32_t from, struct lk_lex_fstring f)
{
    if (l->nfstring == LK_LEX_FSTRINGS)
        return lk_lex_fail(l, from, "too many nested f-strings");
    f.base = (uint8_t)l->level;
    l->fstring[l->nfstring++] = f;
    lk_lex_put(l, LK_T_FSTART, from, f.aux);
    return lk_lex_fstring_text(l);
}

/* pos is at the opening quotes, `from` at the prefix before them, which `aux` has told apart.
 * Two quotes of which no third follows are an empty string. */
bool lk_lex_string(struct lk_lex *l, uint32_t from, uint32_t aux)
{
    char quote = (char)lk_lex_at(l, 0);
    int size = is_closing(l, quote, 3) ? 3 : 1;
    if (size == 3)
        aux |= LK_TS_TRIPLE;
    l->pos += (uint32_t)size;
    if (aux & LK_TS_FORMAT)
        return begin_fstring(l, from, (struct lk_lex_fstring){from, quote, (uint8_t)size, 0, aux});
    if (!pass_string(l, from, quote, size))
        return false;
    lk_lex_put(l, LK_T_STRING, from, aux);
    return true;
}

/* A backslash in the text of an f-string: it does not protect a brace, but for \N{…}. */
static void pass_fstring_escape(struct lk_lex *l, bool raw)
{
    unsigned char next = lk_lex_at(l, 1);
    if (next == '{' || next == '}')
        l->pos++;
    else if (!raw && next == 'N' && lk_lex_at(l, 2) == '{')
        while (l->pos < l->text.n && lk_lex_at(l, 0) != '}' && !is_newline(lk_lex_at(l, 0)))
            l->pos++;
    else
        pass_escape(l);
    if (l->pos < l->text.n && !raw && next == 'N' && lk_lex_at(l, 0) == '}')
        l->pos++;
}

/* The text since `from`, unless there is none. Texts of a format spec are marked, as braces
 * cannot be doubled in them. */
static void put_text(struct lk_lex *l, uint32_t from, const struct lk_lex_fstring *f)
{
    bool spec = l->level > f->base;
    if (l->pos > from)
        lk_lex_put(l, LK_T_FMIDDLE, from, f->aux | (spec ? LK_TS_SPEC : 0));
}

/* { in the text: a field begins. CPython allows a field in the spec of a field, and no further. */
static bool open_field(struct lk_lex *l, const struct lk_lex_fstring *f)
{
    if (l->level >= f->base + 2u)
        return lk_lex_fail(l, f->at, "f-string: expressions nested too deeply");
    return lk_lex_open(l, LK_T_LBRACE, true);
}

/* } in the text: the end of a field with a spec; otherwise it should have been doubled. Either
 * way the text of the f-string goes on behind it. */
static bool close_spec(struct lk_lex *l)
{
    uint32_t from = l->pos++;
    l->level--;
    lk_lex_put(l, LK_T_RBRACE, from, 0);
    return lk_lex_fstring_text(l);
}

/* The closing quotes. In a format spec the quotes come too early. */
static bool end_fstring(struct lk_lex *l, const struct lk_lex_fstring *f)
{
    uint32_t from = l->pos;
    if (l->level > f->base)
        return lk_lex_fail(l, f->at, "f-string: expecting '}'");
    l->pos += f->size;
    lk_lex_put(l, LK_T_FEND, from, f->aux);
    l->nfstring--;
    return true;
}

/* Passes plain text up to a brace, the closing quotes or the end; true at one of the first two. */
static bool pass_text(struct lk_lex *l, const struct lk_lex_fstring *f)
{
    bool spec = l->level > f->base;
    while (l->pos < l->text.n) {
        unsigned char c = lk_lex_at(l, 0);
        bool twice = !spec && lk_lex_at(l, 1) == c;
        if (c == '\\')
            pass_fstring_escape(l, f->aux & LK_TS_RAW);
        else if ((c == '{' || c == '}') && twice)
            l->pos += 2;
        else if (c == '{' || c == '}' ||
                 (c == (unsigned char)f->quote && is_closing(l, f->quote, f->size)))
            return true;
        else if (is_newline(c) && f->size == 1)
            return false;
        else
            l->pos++;
    }
    return false;
}

/* Text up to a brace or the closing quotes, then what begins or ends there.  Called again when
 * the field that begins there is over. */
bool lk_lex_fstring_text(struct lk_lex *l)
{
    const struct lk_lex_fstring *f = &l->fstring[l->nfstring - 1];
    uint32_t from = l->pos;
    if (!pass_text(l, f))
        return fail_unterminated(l, f->at, 0, f->size);
    put_text(l, from, f);
    unsigned char c = lk_lex_at(l, 0);
    if (c == '{')
        return open_field(l, f);
    if (c != '}')
        return end_fstring(l, f);
    if (l->level > f->base)
        return close_spec(l);
    struct lk_span span = lk_lex_span(l, l->pos, l->pos + 1);
    return lk_lex_late(l, span, "f-string: single '}' is not allowed");
}
