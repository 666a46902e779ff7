/* Tools of the parser: errors, spans, nodes, lists.  No rules.
 *
 * Failing costs nothing in the first pass: a rule that does not fit only notes how far it got.  The
 * furthest token is where "invalid syntax" will point.  Lists of unknown length are gathered on one
 * stack of pointers and moved into the arena when they are complete. */
#include "py/parser.h"
#include "base/limits.h"
#include <stdlib.h>

#define LOOKS 500u     /* of the second pass over a whole text */

/* An ERROR token that is met is reported at once: CPython's tokenizer would have failed there.
 * Always NULL, for all kinds of rules. */
void *lk_py_fail(struct lk_parser *p)
{
    if (p->tok > p->far)
        p->far = p->tok;
    if (p->tok->kind == LK_T_ERROR && !lk_py_raised(p))
        lk_err_move(p->err, &p->tokens->late);
    return NULL;
}

/* Sets the error; inside a replacement field it says so, as CPython 3.11 does.  A message that
 * has the prefix already does not get it twice. */
static void raise_message(struct lk_parser *p, struct lk_span span, const char *fmt, va_list ap)
{
    char *message = lk_vformat(fmt, ap);
    bool prefix = p->fields && strncmp(message, "f-string: ", 10) != 0;
    lk_fail_at(p->err, LK_E_SYNTAX, span, "%s%s", prefix ? "f-string: " : "", message);
    free(message);
}

/* Sets an error in either pass; always NULL. */
void *lk_py_raise(struct lk_parser *p, struct lk_span span, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    raise_message(p, span, fmt, ap);
    va_end(ap);
    return NULL;
}

/* The same in the second pass only: in the first one another reading may still fit.  Always NULL.
 * */
void *lk_py_complain(struct lk_parser *p, struct lk_span span, const char *fmt, ...)
{
    va_list ap;
    if (!p->diagnose)
        return lk_py_fail(p);
    va_start(ap, fmt);
    raise_message(p, span, fmt, ap);
    va_end(ap);
    return NULL;
}

/* Takes a token of this kind or fails. */
bool lk_py_expect(struct lk_parser *p, uint8_t kind)
{
    return lk_py_take(p, kind) || lk_py_fail(p);
}

/* CPython's && in the grammar: here nothing else can follow, so no other reading is tried.  Sets
 * the error in the first pass already. */
bool lk_py_force(struct lk_parser *p, uint8_t kind)
{
    if (lk_py_take(p, kind))
        return true;
    lk_py_fail(p);
    if (!lk_py_raised(p))
        lk_py_raise(p, lk_py_here(p), "expected '%s'", lk_py_token_text(kind));
    return false;
}

/* Every rule that can contain itself comes through here.  The bound is a limit of the host and
 * protects the C stack. */
bool lk_py_enter(struct lk_parser *p)
{
    if (++p->depth <= lk_limit(LK_LIMIT_PARSE_DEPTH))
        return true;
    lk_fail_at(p->err, LK_E_LIMIT, lk_py_here(p), "the script is nested too deeply to be parsed");
    return false;
}

/* Where the parser is and how full its stacks are, for lk_py_back. */
struct lk_py_mark lk_py_mark(const struct lk_parser *p)
{
    return (struct lk_py_mark){p->tok, p->list.n, p->literal.n, p->depth, p->fields, p->diagnose};
}

/* Also gives back what was gathered on the stacks since; nodes already made stay in the arena.
 * False when an error was set: then there is no way back. */
bool lk_py_back(struct lk_parser *p, struct lk_py_mark m)
{
    if (lk_py_raised(p))
        return false;
    p->tok = m.tok;
    p->list.n = m.list;
    p->literal.n = m.literal;
    p->depth = m.depth;
    p->fields = m.fields;
    p->diagnose = m.diagnose;
    return true;
}

/* May the second pass try another reading here? The number of tries is bounded, so that no text
 * takes quadratic time. */
bool lk_py_look(struct lk_parser *p)
{
    return p->diagnose && p->tries++ < LOOKS;
}

/* The place of the token to be read next. */
struct lk_span lk_py_here(const struct lk_parser *p)
{
    return (struct lk_span){p->source, p->tok->from, p->tok->to};
}

/* Compound statements end with the last token that is no line end and no dedent, as in CPython.
 * From a place to the end of the last token read. */
struct lk_span lk_py_since(const struct lk_parser *p, uint32_t from)
{
    const struct lk_py_token *t = p->tok;
    if (t > p->tokens->v)
        t--;
    while (t > p->tokens->v &&
           (t->kind == LK_T_NEWLINE || t->kind == LK_T_INDENT || t->kind == LK_T_DEDENT))
        t--;
    return (struct lk_span){p->source, from, t->to > from ? t->to : from};
}

/* Its line, counted from 1. */
unsigned lk_py_line_of(const struct lk_parser *p, const struct lk_py_token *t)
{
    return lk_py_line(p->text, t->from);
}

/* A node in the arena, zeroed but for kind and span. */
struct lk_py_expr *lk_py_expr_new(struct lk_parser *p, uint8_t kind, uint32_t from)
{
    struct lk_py_expr *e = lk_arena_alloc(p->arena, sizeof *e);
    e->kind = kind;
    e->span = lk_py_since(p, from);
    return e;
}

/* The same for a statement. */
struct lk_py_stmt *lk_py_stmt_new(struct lk_parser *p, uint8_t kind, uint32_t from)
{
    struct lk_py_stmt *s = lk_arena_alloc(p->arena, sizeof *s);
    s->kind = kind;
    s->span = lk_py_since(p, from);
    return s;
}

/* The resolver fills all but kind, name and span. */
struct lk_py_code *lk_py_code_new(struct lk_parser *p, uint8_t kind, uint32_t name, uint32_t from)
{
    struct lk_py_code *c = lk_arena_alloc(p->arena, sizeof *c);
    c->kind = kind;
    c->name = name;
    c->class_slot = LK_PY_NO_SLOT;
    c->span = lk_py_since(p, from);
    return c;
}

/* The name in a NAME token, not resolved yet. */
struct lk_py_name lk_py_name_of(const struct lk_py_token *t)
{
    return (struct lk_py_name){.id = t->aux, .scope = LK_PY_UNRESOLVED};
}

/* Pushes an element of the list that is being read. */
void lk_py_list_add(struct lk_parser *p, void *element)
{
    *LK_PUSH(&p->list) = element;
}

/* Moves the newest elements from the list into the arena.  The stack is then as it was at
 * `start`. */
static void **list_end(struct lk_parser *p, size_t start, uint32_t *n)
{
    *n = (uint32_t)(p->list.n - start);
    void **v = lk_arena_array(p->arena, *n, sizeof *v);
    if (*n)
        memcpy(v, p->list.v + start, *n * sizeof *v);
    p->list.n = start;
    return v;
}

/* The elements since `start` as expressions. */
struct lk_py_exprs lk_py_list_exprs(struct lk_parser *p, size_t start)
{
    struct lk_py_exprs l;
    l.v = (struct lk_py_expr **)list_end(p, start, &l.n);
    return l;
}

/* The elements since `start` as statements. */
struct lk_py_body lk_py_list_body(struct lk_parser *p, size_t start)
{
    struct lk_py_body l;
    l.v = (struct lk_py_stmt **)list_end(p, start, &l.n);
    return l;
}

/* For elements that the tree holds by value, in arrays.  Their number goes to *n. */
void *lk_py_list_copy(struct lk_parser *p, size_t start, size_t size, uint32_t *n)
{
    *n = (uint32_t)(p->list.n - start);
    char *v = lk_arena_array(p->arena, *n, size);
    for (size_t i = 0; i < *n; i++)
        memcpy(v + i * size, p->list.v[start + i], size);
    p->list.n = start;
    return v;
}
