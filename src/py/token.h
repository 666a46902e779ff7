/* Tokens and identifiers of a script.  The whole text is cut before parsing: CPython too reports an
 * error of its tokenizer before any of its parser. */
#ifndef LK_PY_TOKEN_H
#define LK_PY_TOKEN_H

#include "base/err.h"

#define LK_TOKEN(name, doc) LK_T_##name,
#define LK_PUNCT1(name, a) LK_T_##name,
#define LK_PUNCT2(name, a, b) LK_T_##name,
#define LK_PUNCT3(name, a, b, c) LK_T_##name,
#define LK_KEYWORD(name, text) LK_K_##name,
enum lk_py_token_kind {
#include "py/token.def"
    LK_T_COUNT
};
#undef LK_TOKEN
#undef LK_PUNCT1
#undef LK_PUNCT2
#undef LK_PUNCT3
#undef LK_KEYWORD

/* Ids of the identifiers that every table starts with. */
#define LK_KEYWORD(name, text) LK_W_KW_##name,
enum {
#include "py/token.def"
    LK_W_KEYWORDS,
    LK_W_BEFORE = LK_W_KEYWORDS - 1,
#undef LK_KEYWORD
#define LK_WORD(name, text) LK_W_##name,
#include "py/token.def"
    LK_W_COUNT
};
#undef LK_WORD

/* What a string's prefix said, and its quotes: aux of STRING, FSTART and FMIDDLE. */
enum {
    LK_TS_RAW = 1,
    LK_TS_BYTES = 2,
    LK_TS_U = 4,
    LK_TS_FORMAT = 8,
    LK_TS_TRIPLE = 16,
    LK_TS_SPEC = 32            /* FMIDDLE of a format spec: doubled braces are not special */
};

struct lk_py_token {
    uint32_t from, to;         /* bytes of the source */
    uint32_t aux;              /* NAME: id; strings: LK_TS_… */
    uint8_t kind;              /* enum lk_py_token_kind */
    uint8_t level;             /* open brackets after it */
};

struct lk_py_tokens {
    struct lk_py_token *v;     /* ends with END, or with ERROR */
    size_t n, cap;
    struct lk_err late;        /* the error of an ERROR token, for when the parser meets it */
    uint32_t unclosed;         /* ERROR at the end: offset of the open bracket + 1, else 0 */
};

/* Identifiers, each once; ids below LK_W_COUNT are fixed. */
struct lk_py_names {
    struct lk_str *v;
    size_t n, cap;
    uint32_t *slot;            /* id + 1, open addressing by hash */
    uint32_t *hash;            /* per id */
    size_t slots, hash_cap;
    struct lk_arena *arena;    /* for normalized and mangled names */
};

void lk_py_names_init(struct lk_py_names *, struct lk_arena *);
void lk_py_names_clear(struct lk_py_names *);
/* The id of a name; the text is borrowed. */
uint32_t lk_py_names_id(struct lk_py_names *, struct lk_str);

/* Cuts a text.  Fails on what CPython's tokenizer rejects with an error of its own; what it only
 * marks (`late`) becomes an ERROR token. */
LK_MUST_USE bool lk_py_lex(struct lk_py_tokens *out, struct lk_py_names *, struct lk_str text,
                           uint32_t source, struct lk_err *err);
void lk_py_tokens_clear(struct lk_py_tokens *);
/* The 1-based line of an offset, as CPython counts: LF, CR LF and CR end lines. */
uint32_t lk_py_line(struct lk_str text, uint32_t offset);
/* Text of an operator or keyword token; "" for the others. */
const char *lk_py_token_text(enum lk_py_token_kind);

#endif
