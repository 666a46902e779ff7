/* Patterns of case blocks.
 *
 * The grammar of patterns is its own: a name binds, a dotted name is a value, a call is a class.
 * What CPython checks after parsing (names bound twice, patterns that cannot be reached) is in the
 * resolver. */
#include "py/rules.h"

typedef struct lk_py_pattern *pattern_rule(struct lk_parser *);
static pattern_rule pattern, closed;

/* The arena zeroes it; the span ends with the last token read. */
static struct lk_py_pattern *pattern_new(struct lk_parser *p, uint8_t kind, uint32_t from)
{
    struct lk_py_pattern *t = lk_arena_alloc(p->arena, sizeof *t);
    t->kind = kind;
    t->span = lk_py_since(p, from);
    return t;
}

/* The patterns on the list since `start` become t's.  The list holds untyped pointers. */
static void list_into(struct lk_parser *p, struct lk_py_pattern *t, size_t start)
{
    struct lk_py_exprs l = lk_py_list_exprs(p, start);
    t->list.v = (struct lk_py_pattern **)(void *)l.v;
    t->list.n = l.n;
}

/* A pattern of an expression, or NULL without one.  Used for literals, dotted names and
 * singletons. */
static struct lk_py_pattern *value_pattern(struct lk_parser *p, uint8_t kind, uint32_t from,
                                           struct lk_py_expr *value)
{
    if (!value)
        return NULL;
    struct lk_py_pattern *t = pattern_new(p, kind, from);
    t->value = value;
    return t;
}

/* A pattern that binds a name; '_' binds nothing.  Captures, stars and the name behind `as`. */
static struct lk_py_pattern *name_pattern(struct lk_parser *p, uint8_t kind, uint32_t from,
                                          const struct lk_py_token *name)
{
    struct lk_py_pattern *t = pattern_new(p, kind, from);
    t->bound = name->aux != LK_W_UNDERSCORE;
    t->name = lk_py_name_of(name);
    return t;
}

/* [-] number.  Only one minus, and no plus, may stand before a number in a pattern. */
static struct lk_py_expr *signed_number(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    bool minus = lk_py_take(p, LK_T_MINUS);
    if (!lk_py_at(p, LK_T_NUMBER))
        return lk_py_fail(p);
    struct lk_py_expr *e = lk_py_number(p);
    if (!minus || !e)
        return e;
    struct lk_py_expr *u = lk_py_expr_new(p, LK_X_UNARY, from);
    u->op = LK_OP_NEG;
    u->one = e;
    return u;
}

/* number, or number ± imaginary number.  Both checks are CPython's: the imaginary part is on the
 * right. */
static struct lk_py_expr *number(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *a = signed_number(p);
    if (!a || (!lk_py_at(p, LK_T_PLUS) && !lk_py_at(p, LK_T_MINUS)))
        return a;
    /* a minus belongs to the first part */
    const struct lk_py_expr *real = a->kind == LK_X_UNARY ? a->one : a;
    if (real->kind == LK_X_IMAGINARY)
        return lk_py_raise(p, real->span, "real number required in complex literal");
    uint8_t op = p->tok++->kind == LK_T_PLUS ? LK_OP_ADD : LK_OP_SUB;
    if (!lk_py_at(p, LK_T_NUMBER))
        return lk_py_fail(p);
    struct lk_py_expr *b = lk_py_number(p);
    if (b && b->kind != LK_X_IMAGINARY)
        return lk_py_raise(p, b->span, "imaginary number required in complex literal");
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_BINARY, from);
    e->op = op;
    e->two.a = a;
    e->two.b = b;
    return b ? e : NULL;
}

/* a.b.c, as an expression; the first name is the next token.  The context is Load: names in it
 * are looked up. */
static struct lk_py_expr *dotted(struct lk_parser *p)
{
    const struct lk_py_token *t = p->tok++;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_NAME, t->from);
    e->name = lk_py_name_of(t);
    while (lk_py_take(p, LK_T_DOT)) {
        uint32_t id = p->tok->aux;
        if (!lk_py_expect(p, LK_T_NAME))
            return NULL;
        struct lk_py_expr *a = lk_py_expr_new(p, LK_X_ATTRIBUTE, t->from);
        a->attr.value = e;
        a->attr.name = id;
        e = a;
    }
    return e;
}

/* One argument of a class pattern; named ones go to the end of the list with their names. */
struct class_args {
    uint32_t *attr;
    uint32_t n, cap;
};

/* Remembers the name of a keyword pattern.  The array is in the arena, so that failing needs no
 * cleaning up; it doubles. */
static void add_attr(struct lk_parser *p, struct class_args *a, uint32_t id)
{
    if (a->n == a->cap) {
        a->cap = a->cap ? a->cap * 2 : 4;
        uint32_t *v = lk_arena_array(p->arena, a->cap, sizeof *v);
        if (a->n)
            memcpy(v, a->attr, a->n * sizeof *v);
        a->attr = v;
    }
    a->attr[a->n++] = id;
}

/* [NAME '='] pattern.  CPython's message for a positional pattern behind a named one
 * (invalid_class_pattern). */
static bool class_arg(struct lk_parser *p, struct class_args *a)
{
    struct lk_span here = lk_py_here(p);
    /* two tokens tell a named pattern from a capture */
    bool keyword = lk_py_at(p, LK_T_NAME) && lk_py_ahead(p) == LK_T_EQUAL;
    if (keyword) {
        add_attr(p, a, p->tok->aux);
        p->tok += 2;
    }
    struct lk_py_pattern *t = pattern(p);
    if (!t)
        return false;
    if (!keyword && a->n)
        return lk_py_complain(p, here, "positional patterns follow keyword patterns");
    lk_py_list_add(p, t);
    return true;
}

/* name_or_attr '(' [class_arg (',' class_arg)* [',']] ')'.  A trailing comma is allowed. */
static struct lk_py_pattern *class_pattern(struct lk_parser *p, uint32_t from,
                                           struct lk_py_expr *cls)
{
    struct class_args a = {0};
    size_t start = p->list.n;
    p->tok++;
    while (!lk_py_at(p, LK_T_RPAR)) {
        if (!class_arg(p, &a))
            return NULL;
        if (!lk_py_take(p, LK_T_COMMA))
            break;
    }
    if (!lk_py_expect(p, LK_T_RPAR))
        return NULL;
    struct lk_py_pattern *t = pattern_new(p, LK_P_CLASS, from);
    list_into(p, t, start);
    t->value = cls;
    t->attr = a.attr;
    t->nkeys = a.n;
    return t;
}

/* A capture, a wildcard, a dotted value or a class.  NAME '=' is a keyword of a class pattern and
 * never a capture. */
static struct lk_py_pattern *name_or_class(struct lk_parser *p)
{
    const struct lk_py_token *t = p->tok;
    struct lk_py_expr *e = dotted(p);
    if (!e)
        return NULL;
    if (lk_py_at(p, LK_T_LPAR))
        return class_pattern(p, t->from, e);
    if (e->kind == LK_X_ATTRIBUTE)
        return value_pattern(p, LK_P_VALUE, t->from, e);
    if (lk_py_at(p, LK_T_EQUAL))
        return lk_py_fail(p);
    return name_pattern(p, t->aux == LK_W_UNDERSCORE ? LK_P_WILDCARD : LK_P_CAPTURE, t->from, t);
}

/* '*' NAME | pattern.  *_ takes items without binding them. */
static struct lk_py_pattern *star_pattern(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (!lk_py_take(p, LK_T_STAR))
        return pattern(p);
    const struct lk_py_token *name = p->tok;
    if (!lk_py_expect(p, LK_T_NAME))
        return NULL;
    if (lk_py_at(p, LK_T_DOT) || lk_py_at(p, LK_T_LPAR) || lk_py_at(p, LK_T_EQUAL))
        return lk_py_fail(p);
    return name_pattern(p, LK_P_STAR, from, name);
}

/* Patterns with commas up to a token that ends them; *comma: whether there was one.  The brackets
 * are optional at the top of a case, where `:` or `if` ends the list. */
static bool sequence(struct lk_parser *p, uint8_t closing, bool *comma)
{
    *comma = false;
    while (!lk_py_at(p, closing) && !(closing == LK_T_COLON && lk_py_at(p, LK_K_IF))) {
        struct lk_py_pattern *t = star_pattern(p);
        if (!t)
            return false;
        lk_py_list_add(p, t);
        if (!lk_py_take(p, LK_T_COMMA))
            return true;
        *comma = true;
    }
    return true;
}

/* [ … ] and ( … ); one pattern in round brackets without a comma is a group. (x) is x, (x,) and
 * [x] are sequences. */
static struct lk_py_pattern *bracketed(struct lk_parser *p)
{
    const struct lk_py_token *t = p->tok++;
    uint8_t closing = t->kind == LK_T_LSQB ? LK_T_RSQB : LK_T_RPAR;
    size_t start = p->list.n;
    bool comma;
    if (!sequence(p, closing, &comma) || !lk_py_expect(p, closing))
        return NULL;
    if (closing == LK_T_RPAR && !comma && p->list.n == start + 1) {
        /* a group: the brackets leave no trace in the tree */
        struct lk_py_pattern *only = p->list.v[--p->list.n];
        return only->kind == LK_P_STAR ? lk_py_fail(p) : only;
    }
    struct lk_py_pattern *s = pattern_new(p, LK_P_SEQUENCE, t->from);
    list_into(p, s, start);
    return s;
}

/* What a literal pattern may be. f-strings are read here and refused by the resolver, as CPython
 * does. */
static struct lk_py_expr *constant_expr(struct lk_parser *p)
{
    uint8_t k = p->tok->kind;
    if (k == LK_T_STRING || k == LK_T_FSTART)
        return lk_py_strings(p);
    if (k == LK_T_NUMBER || k == LK_T_MINUS)
        return number(p);
    if (k == LK_K_NONE || k == LK_K_TRUE || k == LK_K_FALSE)
        return lk_py_atom(p);
    return lk_py_fail(p);
}

/* A literal, or a name with at least one dot.  A plain name would be a capture, which a key
 * cannot be. */
static struct lk_py_expr *mapping_key(struct lk_parser *p)
{
    if (!lk_py_at(p, LK_T_NAME))
        return constant_expr(p);
    struct lk_py_expr *e = dotted(p);
    return e && e->kind != LK_X_ATTRIBUTE ? lk_py_fail(p) : e;
}

/* The items of a mapping as key, pattern, key, pattern on the list; **rest is its last.  Nothing
 * may follow **rest, and it must bind a name. */
static bool mapping_items(struct lk_parser *p, const struct lk_py_token **rest)
{
    while (!lk_py_at(p, LK_T_RBRACE)) {
        if (lk_py_take(p, LK_T_DOUBLESTAR)) {
            *rest = p->tok;
            /* **_ is a syntax error in CPython's grammar, too */
            if (lk_py_at_word(p, LK_W_UNDERSCORE) || !lk_py_expect(p, LK_T_NAME))
                return lk_py_fail(p);
            lk_py_take(p, LK_T_COMMA);
            return true;
        }
        struct lk_py_expr *key = mapping_key(p);
        struct lk_py_pattern *t = key && lk_py_expect(p, LK_T_COLON) ? pattern(p) : NULL;
        if (!t)
            return false;
        lk_py_list_add(p, key);
        lk_py_list_add(p, t);
        if (!lk_py_take(p, LK_T_COMMA))
            return true;
    }
    return true;
}

/* '{' [items] '}'.  Keys and patterns are taken apart into two arrays. */
static struct lk_py_pattern *mapping(struct lk_parser *p)
{
    const struct lk_py_token *rest = NULL;
    uint32_t from = p->tok++->from;
    size_t start = p->list.n;
    if (!mapping_items(p, &rest) || !lk_py_expect(p, LK_T_RBRACE))
        return NULL;
    struct lk_py_pattern *t = pattern_new(p, LK_P_MAPPING, from);
    struct lk_py_exprs all = lk_py_list_exprs(p, start);
    /* keys stand at even places, their patterns behind them */
    t->nkeys = t->list.n = all.n / 2;
    t->key = lk_arena_array(p->arena, t->nkeys, sizeof *t->key);
    t->list.v = lk_arena_array(p->arena, t->nkeys, sizeof *t->list.v);
    for (uint32_t i = 0; i < t->nkeys; i++) {
        t->key[i] = all.v[2 * i];
        t->list.v[i] = (struct lk_py_pattern *)(void *)all.v[2 * i + 1];
    }
    if (rest) {
        t->bound = true;
        t->name = lk_py_name_of(rest);
    }
    return t;
}

/* closed_pattern, told by its first token.  None, True and False are compared by identity, so
 * they are patterns of their own kind. */
static struct lk_py_pattern *closed(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    switch (p->tok->kind) {
    case LK_T_NAME:
        return name_or_class(p);
    case LK_T_LPAR: case LK_T_LSQB:
        return bracketed(p);
    case LK_T_LBRACE:
        return mapping(p);
    case LK_K_NONE: case LK_K_TRUE: case LK_K_FALSE:
        return value_pattern(p, LK_P_SINGLETON, from, lk_py_atom(p));
    }
    return value_pattern(p, LK_P_VALUE, from, constant_expr(p));
}

/* closed_pattern ('|' closed_pattern)*. A single pattern stays as it is. */
static struct lk_py_pattern *or_pattern(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_pattern *t = closed(p);
    if (!t || !lk_py_at(p, LK_T_VBAR))
        return t;
    size_t start = p->list.n;
    lk_py_list_add(p, t);
    while (lk_py_take(p, LK_T_VBAR)) {
        if (!(t = closed(p)))
            return NULL;
        lk_py_list_add(p, t);
    }
    struct lk_py_pattern *or = pattern_new(p, LK_P_OR, from);
    list_into(p, or, start);
    return or;
}

/* What stands behind `as` (invalid_as_pattern).  An expression that is no name has a message of
 * its own. */
static const struct lk_py_token *as_target(struct lk_parser *p)
{
    const struct lk_py_token *name = p->tok;
    struct lk_span here = lk_py_here(p);
    if (lk_py_at_word(p, LK_W_UNDERSCORE))
        return lk_py_complain(p, here, "cannot use '_' as a target");
    uint8_t next = lk_py_ahead(p);
    /* a dotted name or a call is no target */
    bool plain = next != LK_T_DOT && next != LK_T_LPAR && next != LK_T_EQUAL;
    if (lk_py_at(p, LK_T_NAME) && plain)
        return p->tok++, name;
    if (!lk_py_at(p, LK_T_NAME) && lk_py_look(p) && lk_py_expression(p))
        return lk_py_raise(p, here, "invalid pattern target");
    return lk_py_fail(p);
}

/* or_pattern ['as' NAME].  The pattern itself is the only element of the list. */
static struct lk_py_pattern *as_pattern(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_pattern *t = or_pattern(p);
    if (!t || !lk_py_take(p, LK_K_AS))
        return t;
    const struct lk_py_token *name = as_target(p);
    if (!name)
        return NULL;
    size_t start = p->list.n;
    lk_py_list_add(p, t);
    struct lk_py_pattern *as = name_pattern(p, LK_P_AS, from, name);
    list_into(p, as, start);
    return as;
}

/* Patterns nest, so the depth is counted. */
static struct lk_py_pattern *pattern(struct lk_parser *p)
{
    if (!lk_py_enter(p))
        return NULL;
    struct lk_py_pattern *t = as_pattern(p);
    lk_py_leave(p);
    return t;
}

/* pattern, or a sequence without brackets.  One pattern with a comma behind it is a sequence of
 * one. */
struct lk_py_pattern *lk_py_patterns(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    size_t start = p->list.n;
    bool comma;
    if (!sequence(p, LK_T_COLON, &comma))
        return NULL;
    if (p->list.n == start)
        return lk_py_fail(p);
    struct lk_py_pattern *first = p->list.v[start];
    /* a single pattern without a comma is itself */
    if (!comma && first->kind != LK_P_STAR) {
        p->list.n = start;
        return first;
    }
    if (!comma)
        return lk_py_fail(p);
    struct lk_py_pattern *s = pattern_new(p, LK_P_SEQUENCE, from);
    list_into(p, s, start);
    return s;
}
