/* The walk over match statements, with what CPython checks of patterns after parsing: names bound
 * twice, alternatives that bind different names, patterns that hide those behind them. */
#include "py/number.h"
#include "py/text.h"
#include "py/walk.h"
#include <stdlib.h>

/* Names that a case's pattern has bound so far, and whether it may match everything: the last case,
 * or one with a guard, or a pattern inside another. */
struct names {
    struct { uint32_t *v; size_t n, cap; } ids;
    bool irrefutable;
};

static bool walk_pattern(struct lk_resolver *r, struct names *n, struct lk_py_pattern *p);

/* A name is bound at most once in a case.  A pattern without a name binds nothing. */
static bool bind(struct lk_resolver *r, struct names *n, struct lk_py_pattern *p)
{
    if (!p->bound)
        return true;
    for (size_t i = 0; i < n->ids.n; i++)
        if (n->ids.v[i] == p->name.id)
            return lk_walk_fail(r, p->span, "multiple assignments to name '" LK_PRI "' in pattern",
                                LK_ARG(r->names->v[p->name.id]));
    *LK_PUSH(&n->ids) = p->name.id;
    return lk_scope_bind(r, &p->name, p->span);
}

/* A name or _ alone matches everything, so nothing behind it is ever reached.  Only a pattern
 * that could be refused comes here: captures and wildcards. */
static bool check_reach(struct lk_resolver *r, const struct names *n, const struct lk_py_pattern *p)
{
    if (n->irrefutable)
        return true;
    if (p->kind == LK_P_WILDCARD)
        return lk_walk_fail(r, p->span, "wildcard makes remaining patterns unreachable");
    return lk_walk_fail(r, p->span, "name capture '" LK_PRI "' makes remaining patterns "
                        "unreachable", LK_ARG(r->names->v[p->name.id]));
}

/* The patterns inside another one may match everything.  An inner wildcard hides nothing of the
 * other cases. */
static bool walk_inner(struct lk_resolver *r, struct names *n, const struct lk_py_pattern *p)
{
    bool saved = n->irrefutable, ok = true;
    n->irrefutable = true;
    for (uint32_t i = 0; i < p->list.n && ok; i++)
        ok = walk_pattern(r, n, p->list.v[i]);
    n->irrefutable = saved;
    return ok;
}

/* One star at most, which takes what the others leave.  More than one would leave open who takes
 * what. */
static bool walk_sequence(struct lk_resolver *r, struct names *n, const struct lk_py_pattern *p)
{
    uint32_t stars = 0;
    for (uint32_t i = 0; i < p->list.n; i++)
        stars += p->list.v[i]->kind == LK_P_STAR;
    if (stars > 1)
        return lk_walk_fail(r, p->span, "multiple starred names in sequence pattern");
    return walk_inner(r, n, p);
}

/* The class is an expression; attributes are not mangled, as in CPython.  The check comes before
 * the class is walked, as CPython's compiler has it. */
static bool walk_class(struct lk_resolver *r, struct names *n, const struct lk_py_pattern *p)
{
    for (uint32_t i = 0; i < p->nkeys; i++)
        for (uint32_t j = 0; j < i; j++)
            if (p->attr[i] == p->attr[j])
                return lk_walk_fail(r, p->span, "attribute name repeated in class pattern: " LK_PRI,
                                    LK_ARG(r->names->v[p->attr[i]]));
    return lk_walk_expr(r, p->value) && walk_inner(r, n, p);
}

/* A key that is a number: True is 1, and 1.0 as well. Integers beyond 64 bits are taken for the
 * float that is next to them. */
struct number {
    bool is, whole;
    int64_t i;
    double d;
};

static struct number number_of(const struct lk_py_expr *e)
{
    struct number n = {.is = true, .whole = true};
    switch (e->kind) {
    case LK_X_TRUE: n.i = 1; break;
    case LK_X_FALSE: n.i = 0; break;
    case LK_X_INT: n.i = e->i; break;
    case LK_X_FLOAT: n = (struct number){.is = true, .d = e->d}; return n;
    case LK_X_UNARY:
        n = number_of(e->one);
        n.i = n.whole ? -n.i : 0;
        n.d = -n.d;
        return n;
    default: return (struct number){0};
    }
    n.d = (double)n.i;
    return n;
}

/* Whether two keys are certainly equal. Dotted names are compared when the pattern is tried. */
static bool is_equal(const struct lk_py_expr *a, const struct lk_py_expr *b)
{
    struct number m = number_of(a), n = number_of(b);
    if (m.is && n.is)
        return m.whole && n.whole ? m.i == n.i : m.d == n.d;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case LK_X_NONE:
        return true;
    case LK_X_STR: case LK_X_BYTES: case LK_X_BIGINT:
        return lk_str_eq(a->lit.text, b->lit.text);
    }
    return false;
}

/* Shows the key as repr() would.  Always false. */
static bool fail_duplicate(struct lk_resolver *r, const struct lk_py_pattern *p,
                           const struct lk_py_expr *key)
{
    struct lk_buf b = {0};
    struct number n = number_of(key);
    if (key->kind == LK_X_STR)
        lk_text_quote(&b, key->lit.text, false);
    else if (key->kind == LK_X_BYTES)
        lk_bytes_quote(&b, key->lit.text, "b");
    else if (key->kind == LK_X_BIGINT)
        lk_buf_add(&b, key->lit.text);
    else if (n.is && !n.whole)
        lk_float_repr(&b, n.d);
    else if (key->kind == LK_X_INT || key->kind == LK_X_UNARY)
        lk_buf_addf(&b, "%lld", (long long)n.i);
    else
        lk_buf_addz(&b, key->kind == LK_X_TRUE    ? "True"
                        : key->kind == LK_X_FALSE ? "False"
                                                  : "None");
    lk_walk_fail(r, p->span, "mapping pattern checks duplicate key (%s)", b.p);
    lk_buf_clear(&b);
    return false;
}

/* Keys are literals or dotted names, and no literal twice.  The name of **rest is bound last. */
static bool walk_mapping(struct lk_resolver *r, struct names *n, struct lk_py_pattern *p)
{
    for (uint32_t i = 0; i < p->nkeys; i++) {
        if (p->key[i]->kind == LK_X_FSTRING)
            return lk_walk_fail(r, p->key[i]->span, "mapping pattern keys may only match literals "
                                "and attribute lookups");
        for (uint32_t j = 0; j < i; j++)
            if (is_equal(p->key[i], p->key[j]))
                return fail_duplicate(r, p, p->key[i]);
        if (!lk_walk_expr(r, p->key[i]))
            return false;
    }
    return walk_inner(r, n, p) && bind(r, n, p);
}

/* For qsort. */
static int compare_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The names that one alternative bound are as many as, and the same as, those of the first.  The
 * order within an alternative does not matter. */
static bool same_names(const struct names *n, size_t start, size_t middle)
{
    size_t a = middle - start, b = n->ids.n - middle;
    if (a != b)
        return false;
    if (!a)
        return true;
    qsort(n->ids.v + start, a, sizeof *n->ids.v, compare_ids);
    qsort(n->ids.v + middle, b, sizeof *n->ids.v, compare_ids);
    return memcmp(n->ids.v + start, n->ids.v + middle, a * sizeof *n->ids.v) == 0;
}

/* Each alternative is walked as if it stood alone, behind the names bound before all of them.  So
 * a name bound by another alternative is not bound twice. */
static bool walk_alternative(struct lk_resolver *r, struct names *n, struct lk_py_pattern *p,
                             size_t start)
{
    size_t middle = n->ids.n;
    struct names alone = {.irrefutable = n->irrefutable};
    for (size_t i = 0; i < start; i++)
        *LK_PUSH(&alone.ids) = n->ids.v[i];
    bool ok = walk_pattern(r, &alone, p);
    for (size_t i = start; ok && i < alone.ids.n; i++)
        *LK_PUSH(&n->ids) = alone.ids.v[i];
    free(alone.ids.v);
    if (ok && middle > start && !same_names(n, start, middle))
        return lk_walk_fail(r, p->span, "alternative patterns bind different names");
    return ok;
}

/* The last alternative may match everything if the whole may.  All alternatives bind the same
 * names, so those of the first stand for all. */
static bool walk_or(struct lk_resolver *r, struct names *n, const struct lk_py_pattern *p)
{
    bool saved = n->irrefutable, ok = true;
    size_t start = n->ids.n, first = 0;
    for (uint32_t i = 0; i < p->list.n && ok; i++) {
        n->irrefutable = saved && i + 1 == p->list.n;
        ok = walk_alternative(r, n, p->list.v[i], start);
        if (i == 0)
            first = n->ids.n - start;
        else if (ok && n->ids.n - start != (first ? 2 * first : 0))
            ok = lk_walk_fail(r, p->span, "alternative patterns bind different names");
        n->ids.n = ok ? start + first : start;
    }
    n->irrefutable = saved;
    return ok;
}

/* Values are literals and dotted names; a constant f-string is neither.  CPython says this in its
 * validation of the tree. */
static bool walk_value(struct lk_resolver *r, const struct lk_py_pattern *p)
{
    if (p->value->kind == LK_X_FSTRING)
        return lk_walk_fail(r, p->span,
                            "patterns may only match literals and attribute lookups");
    return lk_walk_expr(r, p->value);
}

/* One pattern of any kind, names and checks included. */
static bool walk_pattern(struct lk_resolver *r, struct names *n, struct lk_py_pattern *p)
{
    switch (p->kind) {
    case LK_P_VALUE: case LK_P_SINGLETON:
        return walk_value(r, p);
    case LK_P_CAPTURE: case LK_P_WILDCARD:
        return check_reach(r, n, p) && bind(r, n, p);
    case LK_P_AS:
        return walk_pattern(r, n, p->list.v[0]) && bind(r, n, p);
    case LK_P_OR:
        return walk_or(r, n, p);
    case LK_P_SEQUENCE:
        return walk_sequence(r, n, p);
    case LK_P_STAR:
        return bind(r, n, p);
    case LK_P_MAPPING:
        return walk_mapping(r, n, p);
    case LK_P_CLASS:
        return walk_class(r, n, p);
    }
    return true;
}

/* A case that matches everything must be the last, or have a guard.  Names stay bound after the
 * statement: a case is no scope. */
bool lk_walk_match(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (!lk_walk_expr(r, s->match.subject))
        return false;
    for (uint32_t i = 0; i < s->match.nkase; i++) {
        struct lk_py_case *c = &s->match.kase[i];
        struct names n = {.irrefutable = c->guard || i + 1 == s->match.nkase};
        bool ok = walk_pattern(r, &n, c->pattern);
        free(n.ids.v);
        if (!ok || !lk_walk_expr(r, c->guard) || !lk_walk_body(r, &c->body))
            return false;
    }
    return true;
}
