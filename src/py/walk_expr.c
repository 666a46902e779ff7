/* The walk over expressions.
 *
 *  * Everything is visited in CPython's order.  The depth of the tree is bounded here, once for
 * all who walk it later: long chains of operators are deep trees that the parser built in a
 * loop. */
#include "base/limits.h"
#include "py/walk.h"
#include <stdlib.h>

/* Keyword arguments in small numbers are compared with each other, in larger ones sorted. */
#define FEW 16u

/* Sets a syntax error. Always false; the message is formatted as by printf(). */
bool lk_walk_fail(struct lk_resolver *r, struct lk_span span, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *message = lk_vformat(fmt, ap);
    va_end(ap);
    lk_fail_at(r->err, LK_E_SYNTAX, span, "%s", message);
    free(message);
    return false;
}

/* A list of expressions in order; a NULL in it, as dict displays have, is passed over. */
bool lk_walk_exprs(struct lk_resolver *r, struct lk_py_exprs l)
{
    for (uint32_t i = 0; i < l.n; i++)
        if (!lk_walk_expr(r, l.v[i]))
            return false;
    return true;
}

/* An element, or what is behind its star. */
static bool walk_element(struct lk_resolver *r, struct lk_py_expr *e)
{
    return lk_walk_expr(r, e->kind == LK_X_STARRED ? e->one : e);
}

/* As lk_walk_exprs, where elements may be starred. */
bool lk_walk_elements(struct lk_resolver *r, struct lk_py_exprs l)
{
    for (uint32_t i = 0; i < l.n; i++)
        if (!walk_element(r, l.v[i]))
            return false;
    return true;
}

/* Tuples and lists: as targets they have at most one starred element. CPython finds that in the
 * compiler, hence here and not in the parser. */
static bool walk_sequence(struct lk_resolver *r, struct lk_py_expr *e)
{
    uint32_t stars = 0;
    for (uint32_t i = 0; i < e->list.n; i++)
        stars += e->list.v[i]->kind == LK_X_STARRED;
    if (e->ctx == LK_PY_STORE && stars > 1)
        return lk_walk_fail(r, e->span, "multiple starred expressions in assignment");
    return lk_walk_elements(r, e->list);
}

/* Points at the last of those with that name, as CPython does. There is at least one of that
 * name. */
static bool fail_repeated(struct lk_resolver *r, const struct lk_py_args *a, uint32_t id)
{
    const struct lk_py_keyword *k = a->keyword + a->nkeyword;
    while ((--k)->name != id)
        continue;
    return lk_walk_fail(r, k->span, "keyword argument repeated: " LK_PRI,
                        LK_ARG(r->names->v[id]));
}

/* For qsort(). */
static int compare_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Sorted copies of the names, so that a call with many keywords costs no more than reading it. */
static bool check_many(struct lk_resolver *r, const struct lk_py_args *a)
{
    uint32_t *ids = lk_zalloc(a->nkeyword, sizeof *ids), twice = LK_PY_NO_SLOT;
    for (uint32_t i = 0; i < a->nkeyword; i++)
        ids[i] = a->keyword[i].name;
    qsort(ids, a->nkeyword, sizeof *ids, compare_ids);
    for (uint32_t i = 1; i < a->nkeyword && twice == LK_PY_NO_SLOT; i++)
        twice = ids[i] == ids[i - 1] ? ids[i] : LK_PY_NO_SLOT;
    free(ids);
    return twice == LK_PY_NO_SLOT || fail_repeated(r, a, twice);
}

/* No keyword twice, none that cannot be assigned to. `**mapping` has no name, and there may be
 * many of them. */
static bool check_keywords(struct lk_resolver *r, const struct lk_py_args *a)
{
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        uint32_t id = a->keyword[i].name;
        if (id == LK_W_DEBUG)
            return lk_walk_fail(r, a->keyword[i].span, "cannot assign to __debug__");
        for (uint32_t j = 0; a->nkeyword <= FEW && j < i && id != LK_PY_NO_SLOT; j++)
            if (a->keyword[j].name == id)
                return fail_repeated(r, a, id);
    }
    return a->nkeyword <= FEW || check_many(r, a);
}

/* Positional arguments first, then keywords, as they are evaluated. The checks come before the
 * walk, as an error in an argument would otherwise go first. */
bool lk_walk_args(struct lk_resolver *r, struct lk_py_args *a)
{
    if (!check_keywords(r, a) || !lk_walk_elements(r, a->arg))
        return false;
    for (uint32_t i = 0; i < a->nkeyword; i++)
        if (!lk_walk_expr(r, a->keyword[i].value))
            return false;
    return true;
}

/* The context decides between use and binding; a deletion binds too. A name that is deleted
 * belongs to the scope as one that is assigned does. */
static bool walk_name(struct lk_resolver *r, struct lk_py_expr *e)
{
    if (e->ctx == LK_PY_LOAD)
        return lk_scope_use(r, &e->name, e->span);
    if (e->ctx == LK_PY_DEL && e->name.id == LK_W_DEBUG)
        return lk_walk_fail(r, e->span, "cannot delete __debug__");
    return lk_scope_bind(r, &e->name, e->span);
}

/* Attributes of private names are mangled like names. __debug__ cannot be changed even there. */
static bool walk_attribute(struct lk_resolver *r, struct lk_py_expr *e)
{
    if (e->ctx != LK_PY_LOAD && e->attr.name == LK_W_DEBUG)
        return lk_walk_fail(r, e->span, "cannot %s __debug__",
                            e->ctx == LK_PY_STORE ? "assign to" : "delete");
    e->attr.name = lk_scope_mangle(r, e->attr.name);
    return lk_walk_expr(r, e->attr.value);
}

/* A star where nothing can be unpacked into. */
static bool fail_star(struct lk_resolver *r, const struct lk_py_expr *e)
{
    return lk_walk_fail(r, e->span, "%s", e->ctx == LK_PY_STORE
                        ? "starred assignment target must be in a list or tuple"
                        : "can't use starred expression here");
}

/* Frames in which yield and await can stand. A class body or module is none. */
static bool is_function(const struct lk_py_code *c)
{
    return c->kind == LK_PY_CODE_FUNCTION || c->kind == LK_PY_CODE_LAMBDA ||
           c->kind == LK_PY_CODE_GENEXP;
}

/* What the messages call the comprehension that a yield stands in. */
static const char *comp_name(uint8_t kind)
{
    return kind == LK_X_LISTCOMP   ? "list comprehension"
           : kind == LK_X_SETCOMP  ? "set comprehension"
           : kind == LK_X_DICTCOMP ? "dict comprehension"
                                   : "generator expression";
}

/* A yield makes its function a generator; comprehensions have none. */
static bool walk_yield(struct lk_resolver *r, struct lk_py_expr *e)
{
    struct lk_py_code *c = r->flow->code;
    if (r->scope->comp)
        return lk_walk_fail(r, e->span, "'yield' inside %s", comp_name(r->scope->comp));
    if (!is_function(c))
        return lk_walk_fail(r, e->span, "'yield' outside function");
    if (e->kind == LK_X_YIELDFROM && c->flags & LK_PY_ASYNC)
        return lk_walk_fail(r, e->span, "'yield from' inside async function");
    c->flags |= LK_PY_GENERATOR;
    return lk_walk_expr(r, e->one);
}

/* await needs an async function; a generator expression becomes asynchronous by it. */
static bool walk_await(struct lk_resolver *r, struct lk_py_expr *e)
{
    struct lk_py_code *c = r->flow->code;
    if (!is_function(c))
        return lk_walk_fail(r, e->span, "'await' outside function");
    if (c->kind == LK_PY_CODE_GENEXP)
        c->flags |= LK_PY_ASYNC;
    else if (!(c->flags & LK_PY_ASYNC) && r->scope->comp)
        return lk_walk_fail(r, e->span,
                            "asynchronous comprehension outside of an asynchronous function");
    else if (!(c->flags & LK_PY_ASYNC))
        return lk_walk_fail(r, e->span, "'await' outside async function");
    return lk_walk_expr(r, e->one);
}

/* A chain of n operators has n + 1 operands. */
static bool walk_compare(struct lk_resolver *r, struct lk_py_expr *e)
{
    return lk_walk_exprs(r, (struct lk_py_exprs){e->cmp.v, e->cmp.n + 1});
}

/* One case per shape of node. Constants have no parts and fall through. */
static bool walk_kind(struct lk_resolver *r, struct lk_py_expr *e)
{
    switch (e->kind) {
    case LK_X_NAME:
        return walk_name(r, e);
    case LK_X_ATTRIBUTE:
        return walk_attribute(r, e);
    case LK_X_SUBSCRIPT: case LK_X_BINARY:
        return lk_walk_expr(r, e->two.a) && lk_walk_expr(r, e->two.b);
    case LK_X_SLICE: case LK_X_IF:
        return lk_walk_expr(r, e->three.a) && lk_walk_expr(r, e->three.b) &&
               lk_walk_expr(r, e->three.c);
    case LK_X_UNARY:
        return lk_walk_expr(r, e->one);
    case LK_X_STARRED:
        return fail_star(r, e);
    case LK_X_YIELD: case LK_X_YIELDFROM:
        return walk_yield(r, e);
    case LK_X_AWAIT:
        return walk_await(r, e);
    case LK_X_BOOL: case LK_X_FSTRING: case LK_X_DICT:
        return lk_walk_exprs(r, e->list);
    case LK_X_TUPLE: case LK_X_LIST: case LK_X_SET:
        return walk_sequence(r, e);
    case LK_X_COMPARE:
        return walk_compare(r, e);
    case LK_X_CALL:
        return lk_walk_expr(r, e->call.fn) && lk_walk_args(r, e->call.args);
    case LK_X_NAMED:
        return lk_walk_walrus(r, e);
    case LK_X_LAMBDA:
        return lk_walk_lambda(r, e);
    case LK_X_LISTCOMP: case LK_X_SETCOMP: case LK_X_DICTCOMP: case LK_X_GENEXP:
        return lk_walk_comp(r, e);
    case LK_X_FORMATTED:
        return lk_walk_expr(r, e->fmt.value) && lk_walk_expr(r, e->fmt.spec);
    }
    return true;
}

/* Any expression, or none. NULL stands for a part that is absent. */
bool lk_walk_expr(struct lk_resolver *r, struct lk_py_expr *e)
{
    if (!e)
        return true;
    if (++r->depth > lk_limit(LK_LIMIT_TREE_DEPTH))
        return lk_fail_at(r->err, LK_E_LIMIT, e->span, "the expression is too deep");
    bool ok = walk_kind(r, e);
    r->depth--;
    return ok;
}
