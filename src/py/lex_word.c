/* Names and keywords, and whether a text may be a source at all: encoding, identifiers by Unicode's
 * XID rules and NFKC (through utf8proc). */
#include "base/utf8.h"
#include "py/lex.h"
#include "py/text.h"
#include <stdlib.h>
#include <utf8proc.h>

/* Bytes over 127 count here; whether they form letters is checked once the word is whole. */
bool lk_lex_is_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || lk_lex_is_digit(c) ||
           c > 127;
}

/* Only at the level of the field itself: inside further brackets a colon is an ordinary colon.
 * NULL outside of replacement fields and inside a format spec, which is text again. */
struct lk_lex_bracket *lk_lex_field(struct lk_lex *l)
{
    struct lk_lex_bracket *b = l->level ? &l->bracket[l->level - 1] : NULL;
    return b && b->field && !b->spec ? b : NULL;
}

/* The character at `at` cannot stand in a name, nor anywhere else. The error covers the whole
 * character, and the two messages are CPython's. */
static bool fail_character(struct lk_lex *l, uint32_t at, uint32_t c, struct lk_str bytes)
{
    l->pos = at + (uint32_t)bytes.n;
    if (lk_uni_is_printable(c))
        return lk_lex_fail(l, at, "invalid character '" LK_PRI "' (U+%04X)", LK_ARG(bytes), c);
    return lk_lex_fail(l, at, "invalid non-printable character U+%04X", c);
}

/* Every character of a name, the first by the stricter rule. ASCII needs no look: the run that
 * was taken holds word characters only. */
static bool check_word(struct lk_lex *l, uint32_t from)
{
    uint32_t to = l->pos, c;
    for (uint32_t at = from, n; at < to; at += n) {
        n = (uint32_t)lk_utf8_decode(&c, lk_str_cut(l->text, at, to));
        if (c >= 128 && !(at == from ? lk_uni_is_start(c) : lk_uni_is_continue(c)))
            return fail_character(l, at, c, lk_str_cut(l->text, at, at + n));
    }
    return true;
}

/* A name with bytes over 127: checked and brought to NFKC, in the arena. Identifiers are
 * compared in NFKC (PEP 3131), so that spellings of one name meet. */
static bool unicode_word(struct lk_lex *l, struct lk_str *word, uint32_t from)
{
    utf8proc_uint8_t *form = NULL;
    if (!check_word(l, from))
        return false;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)word->p, (utf8proc_ssize_t)word->n, &form,
                     UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE);
    if (n < 0)
        return lk_lex_fail(l, from, "invalid identifier");
    *word = lk_arena_str(l->names->arena, (struct lk_str){(const char *)form, (size_t)n});
    free(form);
    return true;
}

/* The LK_TS_ flags of a string prefix, or -1. r, b, f and u in either case, in the combinations
 * that Python allows: u only alone, b and f never together. */
static int prefix_flags(struct lk_str word)
{
    int flags = 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i] | 0x20;
        int flag = c == 'r'   ? LK_TS_RAW
                   : c == 'b' ? LK_TS_BYTES
                   : c == 'f' ? LK_TS_FORMAT
                   : c == 'u' ? LK_TS_U
                              : -1;
        if (flag < 0 || flags & flag)
            return -1;
        flags |= flag;
    }
    bool alone = !(flags & LK_TS_U) || word.n == 1;
    bool mixed = (flags & LK_TS_BYTES) && (flags & LK_TS_FORMAT);
    return alone && !mixed ? flags : -1;
}

/* A run of letters, digits and underscores; quotes right behind it may make it a string prefix.
 * Keywords have the first ids of the table of names, in the order of their token kinds. */
bool lk_lex_word(struct lk_lex *l)
{
    uint32_t from = l->pos;
    unsigned char all = 0, c;
    for (; lk_lex_is_word(c = lk_lex_at(l, 0)); l->pos++)
        all |= c;
    struct lk_str word = lk_str_cut(l->text, from, l->pos);
    if ((c == '"' || c == '\'') && word.n <= 2) {
        int flags = prefix_flags(word);
        if (flags >= 0)
            return lk_lex_string(l, from, (uint32_t)flags);
    }
    if (all > 127 && !unicode_word(l, &word, from))
        return false;
    uint32_t id = lk_py_names_id(l->names, word);
    bool keyword = id < LK_W_KEYWORDS && all < 128;
    lk_lex_put(l, keyword ? LK_T_COUNT - LK_W_KEYWORDS + id : LK_T_NAME, from, id);
    return true;
}

/* Most scripts are, and need no further look at their encoding. A byte over 127 ends the look. */
static bool is_ascii(struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] > 127)
            return false;
    return true;
}

/* The name in "coding: name" or "coding=name" of a comment line (PEP 263), or empty. The name
 * may hold letters, digits, '-', '_' and '.'. A "coding" without colon or equals sign is passed
 * over. */
static struct lk_str cookie_in(struct lk_str line)
{
    size_t at = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t' || line.p[at] == '\f'))
        at++;
    if (at == line.n || line.p[at] != '#')
        return LK_STR("");
    for (ptrdiff_t k; (k = lk_str_find(line, LK_STR("coding"), at)) >= 0;) {
        at = (size_t)k + 6;
        if (at >= line.n || (line.p[at] != ':' && line.p[at] != '='))
            continue;
        for (at++; at < line.n && (line.p[at] == ' ' || line.p[at] == '\t');)
            at++;
        size_t from = at;
        while (at < line.n && (unsigned char)line.p[at] < 128 &&
               (lk_lex_is_word((unsigned char)line.p[at]) || strchr("-.", line.p[at])))
            at++;
        if (at > from)
            return lk_str_cut(line, from, at);
    }
    return LK_STR("");
}

/* A comment is blank too. */
static bool is_blank(struct lk_str line)
{
    line = lk_str_trim(line);
    return line.n == 0 || line.p[0] == '#';
}

/* UTF-8 by any spelling is known; sets that agree with it on ASCII will do when all is ASCII.
 * Python knows many more names; a file that is no UTF-8 is refused rather than read wrongly. */
static bool is_known_coding(struct lk_str name, struct lk_str text)
{
    static const char *const utf8[] = {"utf-8", "utf8", "utf_8", "u8", "utf-8-sig", "utf_8_sig"};
    static const char *const supersets[] = {"ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1",
                                            "iso8859-1", "iso-8859-15", "cp1252"};
    for (size_t i = 0; i < sizeof utf8 / sizeof *utf8; i++)
        if (lk_str_eq_nocase(name, lk_str_of(utf8[i])))
            return true;
    for (size_t i = 0; i < sizeof supersets / sizeof *supersets; i++)
        if (lk_str_eq_nocase(name, lk_str_of(supersets[i])))
            return is_ascii(text);
    return false;
}

/* The coding line may stand on the first line, or on the second behind a comment or blank line.
 * A cookie further down is an ordinary comment. The error points at the name of the encoding. */
static bool check_cookie(struct lk_lex *l)
{
    struct lk_str rest = lk_str_cut(l->text, l->pos, l->text.n), line;
    for (int i = 0; i < 2 && lk_str_split(&line, &rest, '\n'); i++) {
        struct lk_str name = cookie_in(line);
        if (name.n && !is_known_coding(name, l->text)) {
            uint32_t from = (uint32_t)(name.p - l->text.p);
            l->pos = from + (uint32_t)name.n;
            lk_lex_fail(l, from, "encoding problem: " LK_PRI, LK_ARG(name));
            return lk_err_hint(l->err, "save the file as UTF-8 and remove the coding line");
        }
        if (name.n || !is_blank(line))
            break;
    }
    return true;
}

/* What CPython checks while it decodes a file, before the first token. Null bytes first, then a
 * byte order mark, which is skipped, then the encoding of the whole text. */
bool lk_lex_check_text(struct lk_lex *l)
{
    struct lk_str text = l->text;
    const char *nul = text.n ? memchr(text.p, 0, text.n) : NULL;
    if (nul) {
        l->pos = (uint32_t)(nul - text.p);
        return lk_lex_fail(l, l->pos, "source code cannot contain null bytes");
    }
    if (lk_str_starts(text, LK_STR("\xEF\xBB\xBF")))
        l->pos = 3;
    size_t valid = is_ascii(text) ? text.n : lk_utf8_valid(text);
    if (valid < text.n) {
        l->pos = (uint32_t)valid;
        unsigned byte = (unsigned char)text.p[valid];
        lk_lex_fail(l, l->pos, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in "
                    "position %zu", byte, valid);
        return lk_err_hint(l->err, "save the file as UTF-8");
    }
    return check_cookie(l);
}
