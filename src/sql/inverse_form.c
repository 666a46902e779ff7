/* Statements of lowering, read back.  It reads only what lowering wrote: words in capitals, names
 * as the quoting rules write them.  It is no parser of SQL; the text of a script never comes
 * here. */
#include "sql/undo.h"

#include <ctype.h>

/* Blanks, tabs and line ends between tokens. */
static struct lk_str skip_space(struct lk_str s)
{
    while (s.n && isspace((unsigned char)*s.p)) {
        s = lk_str_cut(s, 1, s.n);
    }
    return s;
}

/* Everything that may stand in a name without quotation marks. */
static bool is_name_char(char ch)
{
    return isalnum((unsigned char)ch) || ch == '_' || ch == '$' || (unsigned char)ch >= 0x80;
}

/* The bytes of the word at the beginning; 0 where none is. */
static size_t word_length(struct lk_str s)
{
    size_t n = 0;
    while (n < s.n && is_name_char(s.p[n])) {
        n++;
    }
    return n;
}

/* Takes a word of SQL, whole and in capitals. */
static bool take_word(struct lk_str *text, struct lk_str word)
{
    struct lk_str s = skip_space(*text);
    if (!lk_str_eq(lk_str_cut(s, 0, word_length(s)), word)) {
        return false;
    }
    *text = lk_str_cut(s, word.n, s.n);
    return true;
}

/* "a ""b""" without its marks. */
static bool quoted_name(struct lk_str *out, struct lk_arena *arena, struct lk_str *text)
{
    struct lk_buf name = {0};
    size_t i = 1;
    for (; i < text->n; i++) {
        bool mark = text->p[i] == '"';
        if (mark && (i + 1 == text->n || text->p[i + 1] != '"')) {
            break;
        }
        i += mark;
        lk_buf_addc(&name, text->p[i]);
    }
    bool closed = i < text->n;
    *out = lk_arena_str(arena, lk_buf_str(&name));
    *text = lk_str_cut(*text, closed ? i + 1 : i, text->n);
    lk_buf_clear(&name);
    return closed && out->n;
}

/* A bare name is folded, as the server folds it (ASCII only). */
bool lk_form_name(struct lk_str *out, struct lk_arena *arena, struct lk_str *text)
{
    *text = skip_space(*text);
    if (text->n && *text->p == '"') {
        return quoted_name(out, arena, text);
    }
    size_t n = word_length(*text);
    struct lk_str name = lk_arena_str(arena, lk_str_cut(*text, 0, n));
    for (size_t i = 0; i < n; i++) {
        char *ch = (char *)(uintptr_t)&name.p[i];
        *ch = *ch >= 'A' && *ch <= 'Z' ? (char)(*ch + 32) : *ch;
    }
    *out = name;
    *text = lk_str_cut(*text, n, text->n);
    return n > 0;
}

/* Up to four names with dots between; how many is told. */
static size_t dotted(struct lk_str name[4], struct lk_arena *arena, struct lk_str *text)
{
    size_t n = 0;
    while (n < 4 && lk_form_name(&name[n], arena, text)) {
        n++;
        if (!text->n || *text->p != '.') {
            return n;
        }
        *text = lk_str_cut(*text, 1, text->n);
    }
    return 0;
}

/* A relation with its schema, and with `column` a column behind it.  A database's name before them
 * is not for undoing. */
static bool take_qualified(struct lk_form *f, struct lk_arena *arena, struct lk_str *text,
                           bool column)
{
    struct lk_str name[4];
    struct lk_str from = skip_space(*text);
    size_t n = dotted(name, arena, text), least = column ? 2 : 1;
    if (n < least || n > least + 1) {
        return false;
    }
    f->raw = lk_str_cut(from, 0, (size_t)(text->p - from.p));
    f->schema = n > least ? name[0] : (struct lk_str){NULL, 0};
    f->name = name[n - least];
    if (column) {
        f->part = name[n - 1];
    }
    return true;
}

/* A part's name, and how it was written. */
static bool take_part(struct lk_form *f, struct lk_arena *arena, struct lk_str *text)
{
    struct lk_str from = skip_space(*text);
    if (!lk_form_name(&f->part, arena, text)) {
        return false;
    }
    f->part_raw = lk_str_cut(from, 0, (size_t)(text->p - from.p));
    return true;
}

/* Words between CREATE and TABLE; TEMPORARY among them matters. */
static bool take_up_to(struct lk_form *f, struct lk_str *text, struct lk_str word)
{
    struct lk_str s = *text;
    while (!take_word(&s, word)) {
        s = skip_space(s);
        size_t n = word_length(s);
        if (!n) {
            return false;
        }
        f->temporary |= lk_str_starts(lk_str_cut(s, 0, n), LK_STR("TEMP"));
        s = lk_str_cut(s, n, s.n);
    }
    *text = s;
    return true;
}

/* IF EXISTS and IF NOT EXISTS mean the same here: perhaps nothing happened. */
static bool take_exists(struct lk_form *f, struct lk_str *text)
{
    struct lk_str s = *text;
    if (take_word(&s, LK_STR("IF"))) {
        take_word(&s, LK_STR("NOT"));
        f->conditional = take_word(&s, LK_STR("EXISTS"));
        *text = s;
    }
    return true;
}

/* One word of a pattern against the text. */
static bool take(struct lk_form *f, struct lk_arena *arena, struct lk_str *text,
                 struct lk_str want)
{
    if (lk_str_is(want, "Q") || lk_str_is(want, "C")) {
        return take_qualified(f, arena, text, *want.p == 'C');
    }
    if (lk_str_is(want, "P")) {
        return take_part(f, arena, text);
    }
    if (lk_str_is(want, "N")) {
        return lk_form_name(&f->to, arena, text);
    }
    if (lk_str_is(want, "@exists")) {
        return take_exists(f, text);
    }
    if (*want.p == '*') {
        return take_up_to(f, text, lk_str_cut(want, 1, want.n));
    }
    bool optional = *want.p == '?';
    return take_word(text, optional ? lk_str_cut(want, 1, want.n) : want) || optional;
}

/* The table is short, and most statements begin with one of three words. */
bool lk_form_read(struct lk_form *out, struct lk_arena *arena, struct lk_str sql)
{
    for (const struct lk_form_def *def = lk_form_table; def->pattern; def++) {
        struct lk_str want, pattern = lk_str_of(def->pattern), text = sql;
        bool fits = true;
        *out = (struct lk_form){.def = def};
        while (fits && lk_str_split(&want, &pattern, ' ')) {
            fits = take(out, arena, &text, want);
        }
        out->rest = skip_space(text);
        if (fits) {
            return true;
        }
    }
    return false;
}
