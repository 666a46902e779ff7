/* The lexer's frame: lines, indentation, brackets, operators.  Words, numbers and strings are in
 * the other lex*.c files.  The rules are those of CPython 3.11's tokenizer, and of PEP 701.
 *
 * Indentation is measured twice, with tabs to columns of 8 and of 1; both must give the same order,
 * or the line is refused (CPython's TabError).  Inside brackets lines and indentation mean nothing;
 * a NEWLINE token ends a logical line, never a blank one.
 *
 * Two kinds of errors: those that CPython's tokenizer raises itself win over everything, also over
 * what the parser would find earlier in the text; those that it only marks (wrong indentation, the
 * end of the text in brackets) are met by the parser as an ERROR token, or never. */
#include "py/lex.h"
#include <stdlib.h>

#define TAB 8u

/* Counted anew from the start: only messages need it. Lines are counted from 1; all three forms
 * of line end count, "\r\n" once. */
uint32_t lk_py_line(struct lk_str text, uint32_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset && i < text.n; i++)
        if (text.p[i] == '\n' || (text.p[i] == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n')))
            line++;
    return line;
}

/* The text of an operator or keyword as it is written, for messages; empty for tokens whose text
 * varies. */
const char *lk_py_token_text(enum lk_py_token_kind kind)
{
    static const char texts[LK_T_COUNT][9] = {
#define LK_PUNCT1(name, a) [LK_T_##name] = {a},
#define LK_PUNCT2(name, a, b) [LK_T_##name] = {a, b},
#define LK_PUNCT3(name, a, b, c) [LK_T_##name] = {a, b, c},
#define LK_KEYWORD(name, text) [LK_K_##name] = text,
#include "py/token.def"
#undef LK_PUNCT1
#undef LK_PUNCT2
#undef LK_PUNCT3
#undef LK_KEYWORD
    };
    return kind < LK_T_COUNT ? texts[kind] : "";
}

/* The bytes from `from` to pos become a token. `aux` is what the kind makes of it: flags of
 * strings, names of words. */
void lk_lex_put(struct lk_lex *l, enum lk_py_token_kind kind, uint32_t from, uint32_t aux)
{
    *LK_PUSH(l->out) =
        (struct lk_py_token){from, l->pos, aux, (uint8_t)kind, (uint8_t)l->level};
    l->has_tokens = true;
}

/* Lexing ends here: what follows such an error is never looked at, as in CPython. The parser
 * meets the ERROR token only if it gets so far: an error of its own before that comes first. */
bool lk_lex_late(struct lk_lex *l, struct lk_span span, const char *message)
{
    lk_fail_at(&l->out->late, LK_E_SYNTAX, span, "%s", message);
    lk_lex_put(l, LK_T_ERROR, l->pos, 0);
    l->done = true;
    return true;
}

/* The error of CPython's tokenizer that wins over everything the parser could find. Always
 * false; the span goes from `from` to pos. */
bool lk_lex_fail(struct lk_lex *l, uint32_t from, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *message = lk_vformat(fmt, ap);
    va_end(ap);
    lk_fail_at(l->err, LK_E_SYNTAX, lk_lex_span(l, from, l->pos), "%s", message);
    free(message);
    return false;
}

/* Passes one line end of any of the three forms. */
static void pass_newline(struct lk_lex *l)
{
    l->pos += lk_lex_at(l, 0) == '\r' && lk_lex_at(l, 1) == '\n' ? 2 : 1;
}

static bool is_newline(unsigned char c) { return c == '\n' || c == '\r'; }

/* The innermost bracket is still open at the end. The parser is told where that bracket is,
 * since CPython then prefers this message to some of its own. */
static bool late_unclosed(struct lk_lex *l)
{
    const struct lk_lex_bracket *b = &l->bracket[l->level - 1];
    char message[] = "'(' was never closed";
    message[1] = b->c;
    l->out->unclosed = b->at + 1;
    return lk_lex_late(l, lk_lex_span(l, b->at, b->at + 1), message);
}

/* The text ends behind a backslash. Inside brackets the bracket that is open is the better
 * reason. */
static bool late_end(struct lk_lex *l, uint32_t backslash)
{
    if (l->level)
        return late_unclosed(l);
    struct lk_span span = lk_lex_span(l, backslash, backslash + 1);
    return lk_lex_late(l, span, "unexpected EOF while parsing");
}

/* A backslash at pos joins the next line; what else follows it is an error. True also after a
 * late error; l->done tells. */
static bool pass_continuation(struct lk_lex *l)
{
    uint32_t backslash = l->pos++;
    if (l->pos >= l->text.n)
        return late_end(l, backslash);
    if (!is_newline(lk_lex_at(l, 0))) {
        struct lk_span span = lk_lex_span(l, l->pos, l->pos + 1);
        return lk_lex_late(l, span, "unexpected character after line continuation character");
    }
    pass_newline(l);
    return l->pos < l->text.n || late_end(l, backslash);
}

struct columns {
    uint32_t col, alt;         /* tabs to multiples of 8, and of 1: both must agree */
};

/* Measures the white space at the start of a line.  A backslash in it keeps the column of the
 * first physical line. A form feed sets the columns to 0, as CPython's tokenizer does. */
static struct columns measure_indent(struct lk_lex *l)
{
    struct columns c = {0, 0};
    uint32_t first = 0;
    for (;; l->pos++) {
        switch (lk_lex_at(l, 0)) {
        case ' ':
            c.col++, c.alt++;
            continue;
        case '\t':
            c.col = (c.col / TAB + 1) * TAB, c.alt++;
            continue;
        case '\f':
            c.col = c.alt = 0;
            continue;
        case '\\':
            first = first ? first : c.col;
            if (!pass_continuation(l) || l->done)
                return c;
            l->pos--;
            continue;
        }
        return first ? (struct columns){first, first} : c;
    }
}

/* Tabs and spaces that mean one indentation with tabs of 8 and another with tabs of 1. CPython
 * calls it TabError, a kind of IndentationError. */
static bool tab_error(struct lk_lex *l)
{
    struct lk_span span = lk_lex_span(l, l->pos, l->pos);
    return lk_lex_late(l, span, "inconsistent use of tabs and spaces in indentation");
}

/* A line further in than the one before. Depth is bounded as in CPython, at 100 levels there. */
static bool push_indent(struct lk_lex *l, struct columns c)
{
    if (l->indent + 1 >= LK_LEX_INDENTS)
        return lk_lex_late(l, lk_lex_span(l, l->pos, l->pos), "too many levels of indentation");
    /* Further in with tabs of 8 but not with tabs of 1. */
    if (c.alt <= l->alt_columns[l->indent])
        return tab_error(l);
    l->indent++;
    l->columns[l->indent] = c.col;
    l->alt_columns[l->indent] = c.alt;
    lk_lex_put(l, LK_T_INDENT, l->pos, 0);
    return true;
}

/* A line further out: one DEDENT per level, and it must meet a level exactly. */
static bool pop_indents(struct lk_lex *l, struct columns c)
{
    uint32_t indent = l->indent;
    while (indent > 0 && c.col < l->columns[indent])
        indent--;
    if (c.col != l->columns[indent])
        return lk_lex_late(l, lk_lex_span(l, l->pos, l->pos),
                           "unindent does not match any outer indentation level");
    if (c.alt != l->alt_columns[indent])
        return tab_error(l);
    for (; l->indent > indent; l->indent--)
        lk_lex_put(l, LK_T_DEDENT, l->pos, 0);
    return true;
}

/* At the start of a logical line: INDENT or DEDENT tokens, unless the line is blank. A line with
 * a comment alone is blank, too, wherever it stands. */
static bool lex_indent(struct lk_lex *l)
{
    struct columns c = measure_indent(l);
    l->line_start = false;
    unsigned char next = lk_lex_at(l, 0);
    if (l->done || next == '#' || is_newline(next) || next == 0)
        return true;
    bool ok = true;
    if (c.col > l->columns[l->indent])
        ok = push_indent(l, c);
    else if (c.col < l->columns[l->indent])
        ok = pop_indents(l, c);
    else if (c.alt != l->alt_columns[l->indent])
        ok = tab_error(l);
    l->has_tokens = false;
    return ok;
}

/* The line end at pos: NEWLINE after a statement, nothing on blank lines and in brackets. The
 * token covers the line end itself. */
static void lex_newline(struct lk_lex *l)
{
    uint32_t from = l->pos;
    pass_newline(l);
    if (l->level > 0)
        return;
    if (l->has_tokens)
        lk_lex_put(l, LK_T_NEWLINE, from, 0);
    l->has_tokens = false;
    l->line_start = true;
}

/* The end of the text: what is open is an error; the last line and all blocks are closed. A text
 * without a line end at its end gets a NEWLINE of no length. Errors are looked for from the
 * innermost construct out: f-string, then bracket. */
static bool lex_end(struct lk_lex *l)
{
    l->done = true;
    if (l->nfstring) {
        const struct lk_lex_fstring *f = &l->fstring[l->nfstring - 1];
        return lk_lex_fail(l, f->at, "unterminated %sstring literal (detected at line %u)",
                           f->size == 3 ? "triple-quoted " : "",
                           lk_py_line(l->text, l->pos ? l->pos - 1 : 0));
    }
    if (l->level)
        return late_unclosed(l);
    if (l->has_tokens)
        lk_lex_put(l, LK_T_NEWLINE, l->pos, 0);
    /* The closing DEDENTs stand on the last line, not behind it. */
    if (l->pos > 0 && is_newline((unsigned char)l->text.p[l->pos - 1]))
        l->pos--;
    for (; l->indent > 0; l->indent--)
        lk_lex_put(l, LK_T_DEDENT, l->pos, 0);
    lk_lex_put(l, LK_T_END, l->pos, 0);
    return true;
}

/* A bracket of any kind.  The levels are bounded as in CPython, so that nesting in later passes
 * is too. `field` marks the brace of a replacement field in an f-string. */
bool lk_lex_open(struct lk_lex *l, enum lk_py_token_kind kind, bool field)
{
    uint32_t from = l->pos++;
    if (l->level >= LK_LEX_LEVELS)
        return lk_lex_fail(l, from, "too many nested parentheses");
    l->bracket[l->level++] = (struct lk_lex_bracket){from, l->text.p[from], field, false};
    lk_lex_put(l, kind, from, 0);
    return true;
}

/* A closing bracket of another form than the open one. The line of the opening bracket is named
 * only when it is another. */
static bool fail_mismatch(struct lk_lex *l, const struct lk_lex_bracket *b, uint32_t from)
{
    char c = l->text.p[from];
    if (b->field)
        return lk_lex_fail(l, from, "f-string: unmatched '%c'", c);
    uint32_t line = lk_py_line(l->text, b->at);
    const char *where = l->nfstring ? "f-string: " : "";
    if (line != lk_py_line(l->text, from))
        return lk_lex_fail(l, from, "%sclosing parenthesis '%c' does not match opening parenthesis "
                           "'%c' on line %u", where, c, b->c, line);
    return lk_lex_fail(l, from, "%sclosing parenthesis '%c' does not match opening parenthesis "
                       "'%c'", where, c, b->c);
}

/* A closing bracket; the one of a replacement field takes the f-string's text up again. */
static bool lex_close(struct lk_lex *l, enum lk_py_token_kind kind, char opening)
{
    uint32_t from = l->pos++;
    if (!l->level)
        return lk_lex_fail(l, from, "unmatched '%c'", l->text.p[from]);
    const struct lk_lex_bracket *b = &l->bracket[l->level - 1];
    /* Read now: the entry is given up below. */
    bool field = b->field;
    if (b->c != opening)
        return fail_mismatch(l, b, from);
    l->level--;
    lk_lex_put(l, kind, from, 0);
    return field ? lk_lex_fstring_text(l) : true;
}

/* Bytes that begin no token by themselves but are printable are left to the parser to refuse.
 * Control characters are refused at once, with CPython's words. */
static bool lex_stray(struct lk_lex *l, unsigned char c)
{
    uint32_t from = l->pos++;
    if (c < 0x20 || c == 0x7F)
        return lk_lex_fail(l, from, "invalid non-printable character U+%04X", c);
    lk_lex_put(l, LK_T_STRAY, from, 0);
    return true;
}

/* The look-ups by one, two and three bytes, made from the table; 0 where there is no such token. */
static uint8_t punct1(unsigned char a)
{
    static const uint8_t kinds[256] = {
#define LK_PUNCT1(name, a) [a] = LK_T_##name,
#include "py/token.def"
#undef LK_PUNCT1
    };
    return kinds[a];
}

static uint8_t punct2(unsigned char a, unsigned char b)
{
    switch (a << 8 | b) {
#define LK_PUNCT2(name, a, b)                                                                      \
    case (a) << 8 | (b):                                                                           \
        return LK_T_##name;
#include "py/token.def"
#undef LK_PUNCT2
    }
    return 0;
}

static uint8_t punct3(unsigned char a, unsigned char b, unsigned char c)
{
    switch (a << 16 | b << 8 | c) {
#define LK_PUNCT3(name, a, b, c)                                                                   \
    case (a) << 16 | (b) << 8 | (c):                                                               \
        return LK_T_##name;
#include "py/token.def"
#undef LK_PUNCT3
    }
    return 0;
}

/* In a replacement field ':' begins the format spec, even before '='. */
static bool lex_spec(struct lk_lex *l, struct lk_lex_bracket *field)
{
    field->spec = true;
    l->pos++;
    lk_lex_put(l, LK_T_COLON, l->pos - 1, 0);
    return lk_lex_fstring_text(l);
}

/* The longest operator that fits. "**=" before "**" before "*": three bytes are tried first. A
 * colon in a replacement field is no operator. */
static bool lex_operator(struct lk_lex *l)
{
    unsigned char a = lk_lex_at(l, 0), b = lk_lex_at(l, 1), c = lk_lex_at(l, 2);
    struct lk_lex_bracket *field = a == ':' ? lk_lex_field(l) : NULL;
    if (field)
        return lex_spec(l, field);
    uint32_t from = l->pos, size = 3;
    uint8_t kind = punct3(a, b, c);
    if (!kind)
        size = 2, kind = punct2(a, b);
    if (!kind)
        size = 1, kind = punct1(a);
    if (!kind)
        return lex_stray(l, a);
    l->pos += size;
    lk_lex_put(l, kind, from, 0);
    return true;
}

/* A comment up to the end of its line. */
static void pass_comment(struct lk_lex *l)
{
    while (l->pos < l->text.n && !is_newline(lk_lex_at(l, 0)))
        l->pos++;
}

/* One token, or a piece of white space. A 0 byte is the end, as a text with one inside has been
 * refused before. */
static bool lex_one(struct lk_lex *l)
{
    unsigned char c = lk_lex_at(l, 0);
    switch (c) {
    case 0:
        return lex_end(l);
    case ' ': case '\t': case '\f':
        l->pos++;
        return true;
    case '\n': case '\r':
        lex_newline(l);
        return true;
    case '#':
        pass_comment(l);
        return true;
    case '\\':
        return pass_continuation(l);
    case '(':
        return lk_lex_open(l, LK_T_LPAR, false);
    case '[':
        return lk_lex_open(l, LK_T_LSQB, false);
    case '{':
        return lk_lex_open(l, LK_T_LBRACE, false);
    case ')':
        return lex_close(l, LK_T_RPAR, '(');
    case ']':
        return lex_close(l, LK_T_RSQB, '[');
    case '}':
        return lex_close(l, LK_T_RBRACE, '{');
    case '\'': case '"':
        return lk_lex_string(l, l->pos, 0);
    }
    if (lk_lex_is_digit(c) || (c == '.' && lk_lex_is_digit(lk_lex_at(l, 1))))
        return lk_lex_number(l);
    return lk_lex_is_word(c) ? lk_lex_word(l) : lex_operator(l);
}

/* One loop over the text; what is at pos decides.  The state is on the heap, since its stacks
 * are large. Tokens go to `out`, which the caller clears in any case; names are numbered in
 * `names`. False: err is set; late errors leave true. */
bool lk_py_lex(struct lk_py_tokens *out, struct lk_py_names *names, struct lk_str text,
               uint32_t source, struct lk_err *err)
{
    struct lk_lex *l = lk_zalloc(1, sizeof *l);
    *out = (struct lk_py_tokens){0};
    l->text = text;
    l->source = source;
    l->out = out;
    l->names = names;
    l->err = err;
    l->line_start = true;
    /* A token for every four bytes is about what scripts have. */
    out->v = lk_grow(NULL, &out->cap, text.n / 4 + 16, sizeof *out->v);
    bool ok = lk_lex_check_text(l);
    while (ok && !l->done) {
        if (l->line_start && l->level == 0)
            ok = lex_indent(l);
        ok = ok && (l->done || lex_one(l));
    }
    free(l);
    return ok;
}

/* Frees the tokens and the late error; the structure is empty and usable. */
void lk_py_tokens_clear(struct lk_py_tokens *t)
{
    free(t->v);
    lk_err_clear(&t->late);
    *t = (struct lk_py_tokens){0};
}
