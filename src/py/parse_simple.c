/* Simple statements that begin with a keyword; what begins with an expression is in
 * parse_assign.c. */
#include "py/rules.h"

/* A statement of one expression, which may be absent. NULL for an absent one. */
static struct lk_py_stmt *with_one(struct lk_parser *p, uint8_t kind, uint32_t from,
                                   struct lk_py_expr *one)
{
    struct lk_py_stmt *s = lk_py_stmt_new(p, kind, from);
    s->one = one;
    return s;
}

/* 'pass' | 'break' | 'continue'. Whether a loop is around is checked by the resolver, when the
 * tree is known. */
static struct lk_py_stmt *bare(struct lk_parser *p)
{
    static const uint8_t kinds[LK_T_COUNT] = {
        [LK_K_PASS] = LK_S_PASS, [LK_K_BREAK] = LK_S_BREAK, [LK_K_CONTINUE] = LK_S_CONTINUE};
    const struct lk_py_token *t = p->tok++;
    return lk_py_stmt_new(p, kinds[t->kind], t->from);
}

/* Told by the first token whether a value follows return; a starred one may begin a tuple. */
static bool begins_value(const struct lk_parser *p)
{
    return lk_py_at(p, LK_T_STAR) || lk_py_begins_expression(p);
}

/* 'return' [star_expressions]. A tuple needs no brackets here. */
static struct lk_py_stmt *return_stmt(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_expr *value = NULL;
    if (begins_value(p) && !(value = lk_py_star_expressions(p)))
        return NULL;
    return with_one(p, LK_S_RETURN, from, value);
}

/* A statement of two expressions. The second may be absent. */
static struct lk_py_stmt *two(struct lk_parser *p, uint8_t kind, uint32_t from,
                              struct lk_py_expr *a, struct lk_py_expr *b)
{
    struct lk_py_stmt *s = lk_py_stmt_new(p, kind, from);
    s->raise.exc = a;
    s->raise.cause = b;
    return s;
}

/* 'raise' [expression ['from' expression]]. Alone it raises the current exception again. */
static struct lk_py_stmt *raise_stmt(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_expr *exc = NULL, *cause = NULL;
    if (!lk_py_begins_expression(p))
        return two(p, LK_S_RAISE, from, NULL, NULL);
    if (!(exc = lk_py_expression(p)))
        return NULL;
    if (lk_py_take(p, LK_K_FROM) && !(cause = lk_py_expression(p)))
        return NULL;
    return two(p, LK_S_RAISE, from, exc, cause);
}

/* 'assert' expression [',' expression] */
static struct lk_py_stmt *assert_stmt(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_expr *test = lk_py_expression(p), *message = NULL;
    if (!test || (lk_py_take(p, LK_T_COMMA) && !(message = lk_py_expression(p))))
        return NULL;
    return two(p, LK_S_ASSERT, from, test, message);
}

/* del a, b: the targets are the statement's, not a tuple's. */
static struct lk_py_stmt *del_stmt(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_expr *e = lk_py_star_expressions(p);
    if (!e)
        return NULL;
    if (!lk_py_at(p, LK_T_NEWLINE) && !lk_py_at(p, LK_T_SEMI))
        lk_py_fail(p);
    if (!lk_py_set_target(e, LK_PY_DEL))
        return lk_py_complain_target(p, e, LK_PY_DEL, false);
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_DELETE, from);
    size_t start = p->list.n;
    lk_py_list_add(p, e);
    bool bare_tuple = e->kind == LK_X_TUPLE && e->list.n && p->text.p[e->span.from] != '(';
    bare_tuple |= e->kind == LK_X_TUPLE && e->list.n && e->list.v[0]->span.from == e->span.from;
    bare_tuple |= e->kind == LK_X_TUPLE && e->list.n && p->text.p[e->span.to - 1] != ')';
    s->list = lk_py_list_exprs(p, start);
    if (bare_tuple)
        s->list = e->list;
    return s;
}

/* ('global' | 'nonlocal') NAME (',' NAME)*. Each name waits in the parser's list as a pointer to
 * its id, as everything there is a pointer. */
static struct lk_py_stmt *names_stmt(struct lk_parser *p)
{
    const struct lk_py_token *t = p->tok;
    size_t start = p->list.n;
    do {
        p->tok++;
        uint32_t *id = lk_arena_alloc(p->arena, sizeof *id);
        *id = p->tok->aux;
        if (!lk_py_expect(p, LK_T_NAME))
            return NULL;
        lk_py_list_add(p, id);
    } while (lk_py_at(p, LK_T_COMMA));
    struct lk_py_stmt *s =
        lk_py_stmt_new(p, t->kind == LK_K_GLOBAL ? LK_S_GLOBAL : LK_S_NONLOCAL, t->from);
    s->names.v = lk_py_list_copy(p, start, sizeof *s->names.v, &s->names.n);
    return s;
}

/* By the keyword that a statement begins with. */
static lk_py_stmt_rule *const rules[LK_T_COUNT] = {
    [LK_K_PASS] = bare,
    [LK_K_BREAK] = bare,
    [LK_K_CONTINUE] = bare,
    [LK_K_RETURN] = return_stmt,
    [LK_K_RAISE] = raise_stmt,
    [LK_K_ASSERT] = assert_stmt,
    [LK_K_DEL] = del_stmt,
    [LK_K_GLOBAL] = names_stmt,
    [LK_K_NONLOCAL] = names_stmt,
    [LK_K_IMPORT] = lk_py_import,
    [LK_K_FROM] = lk_py_import_from,
};

/* `type X = …` and `type X[T] = …`; anything else with that word is an expression. `type` is a
 * soft keyword: type(x) and type = 1 remain ordinary code. */
static bool at_type_alias(const struct lk_parser *p)
{
    if (!lk_py_at_word(p, LK_W_TYPE) || lk_py_ahead(p) != LK_T_NAME)
        return false;
    return p->tok[2].kind == LK_T_EQUAL || p->tok[2].kind == LK_T_LSQB;
}

/* simple_stmt: by its keyword, or else by what its first expression turns out to be. */
struct lk_py_stmt *lk_py_simple(struct lk_parser *p)
{
    lk_py_stmt_rule *rule = rules[p->tok->kind];
    if (rule)
        return rule(p);
    return at_type_alias(p) ? lk_py_type_alias(p) : lk_py_assignment(p);
}
