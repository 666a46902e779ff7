/* Atoms: names, constants, and what stands in brackets.
 *
 * Whether brackets hold a tuple, a group or a comprehension is known only behind the first element,
 * so that element is read first, by the widest rule, and what follows decides. */
#include "py/rules.h"

/* NAME. What the name refers to is the resolver's to find out. */
static struct lk_py_expr *name(struct lk_parser *p)
{
    const struct lk_py_token *t = p->tok++;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_NAME, t->from);
    e->name = lk_py_name_of(t);
    return e;
}

/* 'None' | 'True' | 'False' | '...'. Keywords, so that nobody can assign to them. */
static struct lk_py_expr *constant(struct lk_parser *p)
{
    static const uint8_t kinds[LK_T_COUNT] = {[LK_K_NONE] = LK_X_NONE,
                                              [LK_K_TRUE] = LK_X_TRUE,
                                              [LK_K_FALSE] = LK_X_FALSE,
                                              [LK_T_ELLIPSIS] = LK_X_ELLIPSIS};
    const struct lk_py_token *t = p->tok++;
    return lk_py_expr_new(p, kinds[t->kind], t->from);
}

/* [a, b for …]: the target should have had brackets (invalid_comprehension). Otherwise the
 * closing bracket must follow. */
static struct lk_py_expr *close_list(struct lk_parser *p, struct lk_py_expr *e, uint8_t closing)
{
    if (e && lk_py_begins_comp(p) && e->list.n) {
        struct lk_span span = lk_py_both(e->list.v[0]->span, e->list.v[e->list.n - 1]->span);
        return lk_py_complain(p, span,
                              "did you forget parentheses around the comprehension target?");
    }
    return e && lk_py_expect(p, closing) ? e : NULL;
}

/* The elements of a display after the first; `from` is its opening bracket. Stars are allowed
 * before each element, a comma behind the last. The first may be NULL in an empty list. */
static struct lk_py_expr *display(struct lk_parser *p, uint8_t kind, uint32_t from,
                                  struct lk_py_expr *first)
{
    size_t start = p->list.n;
    if (first)
        lk_py_list_add(p, first);
    while (first && lk_py_take(p, LK_T_COMMA)) {
        if (!lk_py_at(p, LK_T_STAR) && !lk_py_begins_expression(p))
            break;
        struct lk_py_expr *e = lk_py_star_named(p);
        if (!e)
            return NULL;
        lk_py_list_add(p, e);
    }
    struct lk_py_expr *e = lk_py_expr_new(p, kind, from);
    e->list = lk_py_list_exprs(p, start);
    return e;
}

/* Gives a display its span: from the opening bracket to what was taken last. NULL passes
 * through, so that calls can be nested. */
static struct lk_py_expr *close_at(struct lk_parser *p, struct lk_py_expr *e, uint32_t from)
{
    if (e)
        e->span = lk_py_since(p, from);
    return e;
}

/* '[' [star_named_expression (',' …)* | comprehension] ']'. One element and `for` make it a
 * comprehension. */
static struct lk_py_expr *bracket(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_expr *first = NULL;
    if (!lk_py_at(p, LK_T_RSQB) && !(first = lk_py_star_named(p)))
        return NULL;
    /* `for` or `async for` behind the first element. */
    if (first && lk_py_begins_comp(p))
        return close_at(p, lk_py_comprehension(p, LK_X_LISTCOMP, first, NULL, LK_T_RSQB), from);
    struct lk_py_expr *e = display(p, LK_X_LIST, from, first);
    return close_at(p, close_list(p, e, LK_T_RSQB), from);
}

/* Brackets around one expression: the same node. The flag lets later checks tell (a) from a:
 * `(a): int` declares nothing, and (yield) is no statement of its own. */
static struct lk_py_expr *group(struct lk_parser *p, struct lk_py_expr *e)
{
    if (!e)
        return NULL;
    if (e->kind == LK_X_STARRED && lk_py_at(p, LK_T_RPAR))
        return lk_py_complain(p, e->span, "cannot use starred expression here");
    if (!lk_py_expect(p, LK_T_RPAR))
        return NULL;
    e->flags |= LK_XF_PAREN;
    return e;
}

/* (**x). Always an error; read only in the second pass, which looks for the best message. */
static struct lk_py_expr *double_star_group(struct lk_parser *p)
{
    struct lk_span span = lk_py_here(p);
    /* The first pass only notes that there is an error. */
    if (!p->diagnose)
        return lk_py_fail(p);
    p->tok++;
    if (!lk_py_expression(p) || !lk_py_at(p, LK_T_RPAR))
        return NULL;
    return lk_py_raise(p, span, "cannot use double starred expression here");
}

/* '(' … ')': a tuple, a group, a generator expression or a yield. () is the empty tuple; one
 * element needs a comma to be a tuple. */
static struct lk_py_expr *paren(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    if (lk_py_take(p, LK_T_RPAR))
        return lk_py_expr_new(p, LK_X_TUPLE, from);
    if (lk_py_at(p, LK_K_YIELD))
        return group(p, lk_py_yield(p));
    if (lk_py_at(p, LK_T_DOUBLESTAR))
        return double_star_group(p);
    struct lk_py_expr *first = lk_py_star_named(p);
    if (!first)
        return NULL;
    if (lk_py_begins_comp(p))
        return close_at(p, lk_py_comprehension(p, LK_X_GENEXP, first, NULL, LK_T_RPAR), from);
    if (!lk_py_at(p, LK_T_COMMA))
        return group(p, first);
    struct lk_py_expr *e = display(p, LK_X_TUPLE, from, first);
    return e && lk_py_expect(p, LK_T_RPAR) ? close_at(p, e, from) : NULL;
}

/* The value behind a key (invalid_kvpair). A key with nothing behind its colon, or a star there,
 * has a message of its own. */
static struct lk_py_expr *dict_value(struct lk_parser *p)
{
    struct lk_span colon = {p->source, p->tok[-1].from, p->tok[-1].to};
    if (lk_py_at(p, LK_T_RBRACE) || lk_py_at(p, LK_T_COMMA))
        return lk_py_complain(p, colon, "expression expected after dictionary key and ':'");
    if (lk_py_at(p, LK_T_STAR))
        return lk_py_complain(p, lk_py_here(p),
                              "cannot use a starred expression in a dictionary value");
    return lk_py_expression(p);
}

/* '**' bitwise_or in a dict. It goes onto the list as a pair without a key (NULL). */
static bool double_star_item(struct lk_parser *p)
{
    struct lk_span span = lk_py_here(p);
    p->tok++;
    /* The grammar allows no comparison behind **. */
    struct lk_py_expr *value = lk_py_bitwise_or(p);
    if (!value)
        return false;
    if (lk_py_begins_comp(p))
        return lk_py_complain(p, span, "dict unpacking cannot be used in dict comprehension");
    lk_py_list_add(p, NULL);
    lk_py_list_add(p, value);
    return true;
}

/* expression ':' expression | '**' bitwise_or. Two entries on the list for each item: key, then
 * value. */
static bool dict_item(struct lk_parser *p)
{
    if (lk_py_at(p, LK_T_DOUBLESTAR))
        return double_star_item(p);
    struct lk_py_expr *key = lk_py_expression(p);
    if (!key)
        return false;
    if (!lk_py_at(p, LK_T_COLON))
        return lk_py_complain(p, key->span, "':' expected after dictionary key");
    p->tok++;
    struct lk_py_expr *value = dict_value(p);
    if (!value)
        return false;
    lk_py_list_add(p, key);
    lk_py_list_add(p, value);
    return true;
}

/* The items of a dict from here, or after a first pair that is on the list already. `start` is
 * where the list of this dict begins; a comma behind the last item is fine. */
static struct lk_py_expr *dict_rest(struct lk_parser *p, uint32_t from, size_t start)
{
    bool more = p->list.n == start || lk_py_take(p, LK_T_COMMA);
    while (more && !lk_py_at(p, LK_T_RBRACE)) {
        if (!dict_item(p))
            return NULL;
        more = lk_py_take(p, LK_T_COMMA);
    }
    struct lk_py_exprs items = lk_py_list_exprs(p, start);
    if (!lk_py_expect(p, LK_T_RBRACE))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_DICT, from);
    e->list = items;
    return e;
}

/* A dict or a comprehension of one, whose first key has been read. The colon that follows it is
 * the current token. */
static struct lk_py_expr *dict_or_comp(struct lk_parser *p, uint32_t from, struct lk_py_expr *key)
{
    size_t start = p->list.n;
    p->tok++;
    struct lk_py_expr *value = dict_value(p);
    if (!value)
        return NULL;
    if (lk_py_begins_comp(p))
        return close_at(p, lk_py_comprehension(p, LK_X_DICTCOMP, key, value, LK_T_RBRACE), from);
    lk_py_list_add(p, key);
    lk_py_list_add(p, value);
    return dict_rest(p, from, start);
}

/* '{' … '}': a dict, a set, or a comprehension of either. The first element decides: a colon
 * behind it makes a dict. {} is a dict. A walrus without brackets cannot be a key. */
static struct lk_py_expr *brace(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    if (lk_py_at(p, LK_T_RBRACE) || lk_py_at(p, LK_T_DOUBLESTAR))
        return dict_rest(p, from, p->list.n);
    struct lk_py_expr *first = lk_py_star_named(p);
    if (!first)
        return NULL;
    /* Neither *x nor an open walrus can be a key. */
    bool key = first->kind != LK_X_STARRED &&
               (first->kind != LK_X_NAMED || first->flags & LK_XF_PAREN);
    if (key && lk_py_at(p, LK_T_COLON))
        return dict_or_comp(p, from, first);
    if (lk_py_begins_comp(p))
        return close_at(p, lk_py_comprehension(p, LK_X_SETCOMP, first, NULL, LK_T_RBRACE), from);
    return close_at(p, close_list(p, display(p, LK_X_SET, from, first), LK_T_RBRACE), from);
}

/* atom: told by its first token alone; everything else is no expression. Sets the parser's
 * failure and returns NULL where none begins. */
struct lk_py_expr *lk_py_atom(struct lk_parser *p)
{
    switch (p->tok->kind) {
    case LK_T_NAME:
        return name(p);
    case LK_T_NUMBER:
        return lk_py_number(p);
    case LK_T_STRING: case LK_T_FSTART:
        return lk_py_strings(p);
    case LK_K_NONE: case LK_K_TRUE: case LK_K_FALSE: case LK_T_ELLIPSIS:
        return constant(p);
    case LK_T_LPAR:
        return paren(p);
    case LK_T_LSQB:
        return bracket(p);
    case LK_T_LBRACE:
        return brace(p);
    }
    return lk_py_fail(p);
}
