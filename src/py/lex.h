/* The state of the lexer, shared by its files (lex*.c). */
#ifndef LK_PY_LEX_H
#define LK_PY_LEX_H

#include "py/token.h"

#define LK_LEX_LEVELS 200      /* open brackets, as CPython (its MAXLEVEL; LK_LIMIT_NESTING) */
#define LK_LEX_INDENTS 100     /* indentation levels, as CPython (MAXINDENT) */
#define LK_LEX_FSTRINGS 100    /* f-strings inside each other */

struct lk_lex_bracket {
    uint32_t at;
    char c;
    bool field;                /* the { of a replacement field */
    bool spec;                 /* of a field: its format spec has begun */
};

struct lk_lex_fstring {
    uint32_t at;
    char quote;
    uint8_t size;              /* 1 or 3 quotes */
    uint8_t base;              /* brackets open outside of it */
    uint32_t aux;
};

struct lk_lex {
    struct lk_str text;
    uint32_t pos, source;
    bool line_start, has_tokens, done;     /* has_tokens: on this logical line */
    uint32_t level, indent, nfstring;
    struct lk_lex_bracket bracket[LK_LEX_LEVELS];
    struct lk_lex_fstring fstring[LK_LEX_FSTRINGS];
    uint32_t columns[LK_LEX_INDENTS], alt_columns[LK_LEX_INDENTS];
    struct lk_py_tokens *out;
    struct lk_py_names *names;
    struct lk_err *err;
};

/* The byte at pos + ahead; 0 past the end (a text has no NUL bytes). */
static inline unsigned char lk_lex_at(const struct lk_lex *l, uint32_t ahead)
{
    size_t at = (size_t)l->pos + ahead;
    return at < l->text.n ? (unsigned char)l->text.p[at] : 0;
}

static inline struct lk_span lk_lex_span(const struct lk_lex *l, uint32_t from, uint32_t to)
{
    return (struct lk_span){l->source, from, to};
}

static inline bool lk_lex_is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool lk_lex_is_word(unsigned char c);      /* ASCII letters, digits, _, and every byte over 127 */

/* Appends a token that ends at pos. */
void lk_lex_put(struct lk_lex *, enum lk_py_token_kind, uint32_t from, uint32_t aux);
/* Ends the token list with an error for the parser to meet; always true. */
bool lk_lex_late(struct lk_lex *, struct lk_span, const char *message);
/* An error at once, from `from` to pos. */
bool lk_lex_fail(struct lk_lex *, uint32_t from, const char *fmt, ...) LK_PRINTF(3, 4);
/* Opens a bracket at pos and passes it. */
bool lk_lex_open(struct lk_lex *, enum lk_py_token_kind, bool field);

/* Each takes one token at pos; false when it failed. */
bool lk_lex_word(struct lk_lex *);         /* names, keywords, string prefixes */
bool lk_lex_number(struct lk_lex *);
bool lk_lex_string(struct lk_lex *, uint32_t from, uint32_t aux);
/* The rest of a piece of f-string text at pos, up to and with the { } or quotes that end it. */
bool lk_lex_fstring_text(struct lk_lex *);
/* The innermost open bracket when it is a replacement field whose spec has not begun, or NULL. */
struct lk_lex_bracket *lk_lex_field(struct lk_lex *);
/* BOM, coding cookie, NUL bytes, UTF-8; sets pos behind the BOM. */
bool lk_lex_check_text(struct lk_lex *);

#endif
