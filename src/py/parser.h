/* The state of the parser and its tools; the rules are declared in rules.h.
 *
 * A rule returns NULL (or false) when it failed: either at a token that does not fit, for which the
 * error is made at the end ("invalid syntax"), or with an error that is set.  As CPython does, a
 * text that fails is parsed once more with `diagnose` set; only then do the rules look for mistakes
 * that have a message of their own (lk_py_complain). */
#ifndef LK_PY_PARSER_H
#define LK_PY_PARSER_H

#include "py/ast.h"
#include "py/token.h"

struct lk_parser {
    struct lk_arena *arena;
    struct lk_err *err;
    struct lk_str text;
    uint32_t source;
    const struct lk_py_token *tok;         /* the next token */
    const struct lk_py_token *far;         /* the furthest at which a rule failed */
    struct lk_py_tokens *tokens;
    struct lk_py_names *names;
    uint32_t nlit, depth, fields;          /* fields: replacement fields around */
    uint32_t tries;                        /* looks ahead of the second pass: lk_py_look */
    bool diagnose;
    struct { void **v; size_t n, cap; } list;   /* elements of the lists that are being read */
    struct lk_buf literal;                      /* texts of the literals that are being read */
};

static inline bool lk_py_at(const struct lk_parser *p, uint8_t kind)
{
    return p->tok->kind == kind;
}

/* Kind of the token after the next one. */
static inline uint8_t lk_py_ahead(const struct lk_parser *p)
{
    bool last = p->tok->kind == LK_T_END || p->tok->kind == LK_T_ERROR;
    return last ? p->tok->kind : p->tok[1].kind;
}

static inline bool lk_py_take(struct lk_parser *p, uint8_t kind)
{
    bool fits = p->tok->kind == kind;
    p->tok += fits;
    return fits;
}

static inline bool lk_py_at_word(const struct lk_parser *p, uint32_t id)
{
    return p->tok->kind == LK_T_NAME && p->tok->aux == id;
}

static inline bool lk_py_raised(const struct lk_parser *p) { return lk_err_is_set(p->err); }

/* All of these return NULL.  lk_py_fail: the next token does not fit. */
void *lk_py_fail(struct lk_parser *);
void *lk_py_raise(struct lk_parser *, struct lk_span, const char *fmt, ...) LK_PRINTF(3, 4);
/* Raises in the second pass, fails in the first. */
void *lk_py_complain(struct lk_parser *, struct lk_span, const char *fmt, ...) LK_PRINTF(3, 4);

bool lk_py_expect(struct lk_parser *, uint8_t kind);       /* takes it or fails */
bool lk_py_force(struct lk_parser *, uint8_t kind);        /* takes it or raises "expected ':'" */
bool lk_py_enter(struct lk_parser *);                      /* a level deeper; raises at the limit */
static inline void lk_py_leave(struct lk_parser *p) { p->depth--; }

/* A try that may fail: lk_py_back undoes it, unless an error was raised (then false). */
struct lk_py_mark {
    const struct lk_py_token *tok;
    size_t list, literal;
    uint32_t depth, fields;
    bool diagnose;
};
struct lk_py_mark lk_py_mark(const struct lk_parser *);
bool lk_py_back(struct lk_parser *, struct lk_py_mark);

/* Whether the second pass may read ahead once more to find a mistake.  What it reads it reads
 * again later, at every level of nesting; so that this does not double each time, the looks are
 * counted. */
bool lk_py_look(struct lk_parser *);

/* Spans: of the next token; from an offset up to what was taken last (line ends left out). */
struct lk_span lk_py_here(const struct lk_parser *);
struct lk_span lk_py_since(const struct lk_parser *, uint32_t from);
static inline struct lk_span lk_py_both(struct lk_span a, struct lk_span b)
{
    return (struct lk_span){a.source, a.from, b.to};
}
/* Line of a token, for messages. */
unsigned lk_py_line_of(const struct lk_parser *, const struct lk_py_token *);

/* Nodes, zeroed, with the span from `from` to what was taken last. */
struct lk_py_expr *lk_py_expr_new(struct lk_parser *, uint8_t kind, uint32_t from);
struct lk_py_stmt *lk_py_stmt_new(struct lk_parser *, uint8_t kind, uint32_t from);
struct lk_py_code *lk_py_code_new(struct lk_parser *, uint8_t kind, uint32_t name, uint32_t from);
struct lk_py_name lk_py_name_of(const struct lk_py_token *);

/* Lists: remember p->list.n, add, then move what was added into the arena: as pointers, or, with
 * lk_py_list_copy, as an array of what they point to. */
void lk_py_list_add(struct lk_parser *, void *element);
struct lk_py_exprs lk_py_list_exprs(struct lk_parser *, size_t start);
struct lk_py_body lk_py_list_body(struct lk_parser *, size_t start);
void *lk_py_list_copy(struct lk_parser *, size_t start, size_t size, uint32_t *n);

#endif
