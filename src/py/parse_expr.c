/* Expressions from `lambda` down to the operators: one table of precedence, a function for each
 * rule that is no plain binary operator.
 *
 * Left-associative chains are loops and may be long; everything that recurses counts its depth
 * (lk_py_enter), so that no text can overflow the C stack. */
#include "py/rules.h"

/* Binary operators: token to precedence (| is 1) and operator.  Operators of one precedence group
 * from the left, so the right side takes only closer ones. */
struct binary {
    uint8_t level, op;
};
static const struct binary binaries[LK_T_COUNT] = {
    [LK_T_VBAR] = {1, LK_OP_BITOR},       [LK_T_CIRCUMFLEX] = {2, LK_OP_BITXOR},
    [LK_T_AMPER] = {3, LK_OP_BITAND},     [LK_T_LEFTSHIFT] = {4, LK_OP_LSHIFT},
    [LK_T_RIGHTSHIFT] = {4, LK_OP_RSHIFT}, [LK_T_PLUS] = {5, LK_OP_ADD},
    [LK_T_MINUS] = {5, LK_OP_SUB},        [LK_T_STAR] = {6, LK_OP_MUL},
    [LK_T_SLASH] = {6, LK_OP_DIV},        [LK_T_DOUBLESLASH] = {6, LK_OP_FLOORDIV},
    [LK_T_PERCENT] = {6, LK_OP_MOD},      [LK_T_AT] = {6, LK_OP_MATMUL},
};

/* Signs and ~; `not` binds weaker and has a rule of its own. */
static const uint8_t unaries[LK_T_COUNT] = {
    [LK_T_PLUS] = LK_OP_POS, [LK_T_MINUS] = LK_OP_NEG, [LK_T_TILDE] = LK_OP_INVERT,
};

/* `in`, `is` and `not` take a look at the token behind them. */
static const uint8_t comparisons[LK_T_COUNT] = {
    [LK_T_EQEQUAL] = LK_OP_EQ,   [LK_T_NOTEQUAL] = LK_OP_NE, [LK_T_LESS] = LK_OP_LT,
    [LK_T_LESSEQUAL] = LK_OP_LE, [LK_T_GREATER] = LK_OP_GT,  [LK_T_GREATEREQUAL] = LK_OP_GE,
    [LK_K_IN] = LK_OP_IN,        [LK_K_IS] = LK_OP_IS,
};

/* A node for an operator with one operand, or NULL when there is no operand.  The span goes from
 * the operator to the last token read. */
static struct lk_py_expr *unary_of(struct lk_parser *p, uint8_t op, uint32_t from,
                                   struct lk_py_expr *operand)
{
    if (!operand)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_UNARY, from);
    e->op = op;
    e->one = operand;
    return e;
}

/* A node for an operator with two operands, or NULL when the second is missing.  The first
 * operand is known to be there. */
static struct lk_py_expr *binary_of(struct lk_parser *p, uint8_t op, uint32_t from,
                                    struct lk_py_expr *a, struct lk_py_expr *b)
{
    if (!b)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_BINARY, from);
    e->op = op;
    e->two.a = a;
    e->two.b = b;
    return e;
}

/* ['await'] primary.  Where await may stand is the resolver's to say. */
static struct lk_py_expr *await_primary(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (!lk_py_take(p, LK_K_AWAIT))
        return lk_py_primary(p);
    struct lk_py_expr *value = lk_py_primary(p);
    if (!value)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_AWAIT, from);
    e->one = value;
    return e;
}

static lk_py_rule factor;

/* await_primary ['**' factor].  ** binds closer than a sign on its left and weaker than one on
 * its right: -2 ** -2. */
static struct lk_py_expr *power(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *base = await_primary(p);
    if (!base || !lk_py_take(p, LK_T_DOUBLESTAR))
        return base;
    if (!lk_py_enter(p))
        return NULL;
    struct lk_py_expr *e = binary_of(p, LK_OP_POW, from, base, factor(p));
    lk_py_leave(p);
    return e;
}

/* ('+' | '-' | '~') factor | power.  Signs can be repeated without end, so the depth is counted. */
static struct lk_py_expr *factor(struct lk_parser *p)
{
    uint8_t op = unaries[p->tok->kind];
    if (!op)
        return power(p);
    if (!lk_py_enter(p))
        return NULL;
    uint32_t from = p->tok++->from;
    struct lk_py_expr *e = unary_of(p, op, from, factor(p));
    lk_py_leave(p);
    return e;
}

/* Operators of at least this precedence; recursion is bounded by the number of precedences. */
static struct lk_py_expr *binary(struct lk_parser *p, uint8_t level)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *a = factor(p);
    while (a && binaries[p->tok->kind].level >= level) {
        struct binary row = binaries[p->tok->kind];
        p->tok++;
        a = binary_of(p, row.op, from, a, binary(p, row.level + 1));
    }
    return a;
}

/* bitwise_or and everything that binds closer.  The operand of a star is of this kind. */
struct lk_py_expr *lk_py_bitwise_or(struct lk_parser *p)
{
    return binary(p, 1);
}

/* Takes a comparison operator; 0 when there is none.  `not in` and `is not` are two tokens each. */
static uint8_t take_comparison(struct lk_parser *p)
{
    if (lk_py_at(p, LK_K_NOT) && lk_py_ahead(p) == LK_K_IN) {
        p->tok += 2;
        return LK_OP_NOTIN;
    }
    uint8_t op = comparisons[p->tok->kind];
    if (!op)
        return 0;
    p->tok++;
    return op == LK_OP_IS && lk_py_take(p, LK_K_NOT) ? LK_OP_ISNOT : op;
}

/* From the list's operand, operator, operand, … The operands move together in place; operators
 * were put on the list as numbers. */
static struct lk_py_expr *comparison_of(struct lk_parser *p, uint32_t from, size_t start)
{
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_COMPARE, from);
    struct lk_py_exprs all = lk_py_list_exprs(p, start);
    e->cmp.n = all.n / 2;
    e->cmp.v = all.v;
    e->cmp.op = lk_arena_array(p->arena, e->cmp.n, 1);
    for (uint32_t i = 0; i < e->cmp.n; i++) {
        e->cmp.op[i] = (uint8_t)(uintptr_t)all.v[2 * i + 1];
        all.v[i + 1] = all.v[2 * i + 2];
    }
    return e;
}

/* bitwise_or (operator bitwise_or)*. One node for a whole chain: each operand is evaluated once. */
static struct lk_py_expr *comparison(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *a = lk_py_bitwise_or(p);
    uint8_t op = a ? take_comparison(p) : 0;
    if (!op)
        return a;
    size_t start = p->list.n;
    for (lk_py_list_add(p, a); op; op = take_comparison(p)) {
        struct lk_py_expr *b = lk_py_bitwise_or(p);
        if (!b)
            return NULL;
        lk_py_list_add(p, (void *)(uintptr_t)op);
        lk_py_list_add(p, b);
    }
    return comparison_of(p, from, start);
}

/* 'not' inversion | comparison. not not not … recurses. */
static struct lk_py_expr *inversion(struct lk_parser *p)
{
    if (!lk_py_at(p, LK_K_NOT))
        return comparison(p);
    if (!lk_py_enter(p))
        return NULL;
    uint32_t from = p->tok++->from;
    struct lk_py_expr *e = unary_of(p, LK_OP_NOT, from, inversion(p));
    lk_py_leave(p);
    return e;
}

/* operand (keyword operand)*: one node for all. a and b and c has three operands in CPython's
 * tree as well. */
static struct lk_py_expr *bool_chain(struct lk_parser *p, uint8_t keyword, uint8_t op,
                                     lk_py_rule *operand)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *a = operand(p);
    if (!a || !lk_py_at(p, keyword))
        return a;
    size_t start = p->list.n;
    lk_py_list_add(p, a);
    while (lk_py_take(p, keyword)) {
        if (!(a = operand(p)))
            return NULL;
        lk_py_list_add(p, a);
    }
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_BOOL, from);
    e->op = op;
    e->list = lk_py_list_exprs(p, start);
    return e;
}

/* inversion ('and' inversion)* */
static struct lk_py_expr *conjunction(struct lk_parser *p)
{
    return bool_chain(p, LK_K_AND, LK_OP_AND, inversion);
}

/* conjunction ('or' conjunction)* */
struct lk_py_expr *lk_py_disjunction(struct lk_parser *p)
{
    return bool_chain(p, LK_K_OR, LK_OP_OR, conjunction);
}

/* Whether what stands behind a name can only be a second expression: it does not go on with the
 * first as an operator, a call or a subscript would. */
static bool is_apart(const struct lk_parser *p, bool legacy)
{
    uint8_t k = p->tok->kind;
    if (!lk_py_begins_expression(p) || k == LK_T_LPAR)
        return false;
    return legacy || (k != LK_T_LSQB && k != LK_T_PLUS && k != LK_T_MINUS);
}

/* `print x`: a statement of Python 2 (invalid_legacy_expression).  As in CPython every name with an
 * expression behind it comes here, which finds mistakes in that expression. */
static bool check_legacy(struct lk_parser *p)
{
    bool legacy = lk_py_at_word(p, LK_W_PRINT) || lk_py_at_word(p, LK_W_EXEC);
    if (!p->diagnose || !lk_py_at(p, LK_T_NAME))
        return true;
    struct lk_py_mark m = lk_py_mark(p);
    struct lk_span name = lk_py_here(p);
    const char *word = lk_py_at_word(p, LK_W_PRINT) ? "print" : "exec";
    p->tok++;
    if (!is_apart(p, legacy) || !lk_py_look(p))
        return lk_py_back(p, m);
    struct lk_py_expr *b = lk_py_star_expressions(p);
    if (b && legacy)
        return lk_py_raise(p, lk_py_both(name, b->span),
                           "Missing parentheses in call to '%s'. Did you mean %s(...)?", word,
                           word);
    return lk_py_back(p, m);
}

/* Two expressions side by side inside brackets (invalid_expression).  As a PEG would, the second
 * is taken as far as it goes: `a b.` has b.  Names before a text may be a wrong string prefix,
 * soft keywords a statement: both have other messages. */
static bool check_comma(struct lk_parser *p, const struct lk_py_token *first,
                        const struct lk_py_expr *a)
{
    bool name = first->kind == LK_T_NAME;
    bool soft = name && first->aux >= LK_W_UNDERSCORE && first->aux <= LK_W_MATCH;
    bool text = name && first[1].kind == LK_T_STRING;
    bool legacy = a->kind == LK_X_NAME && (a->name.id == LK_W_PRINT || a->name.id == LK_W_EXEC);
    if (soft || text || legacy || !lk_py_begins_expression(p) || !lk_py_look(p))
        return true;
    struct lk_py_mark m = lk_py_mark(p);
    struct lk_py_expr *b = NULL;
    lk_py_rule *const rules[] = {lk_py_expression, lk_py_primary, lk_py_atom};
    for (size_t i = 0; i < sizeof rules / sizeof *rules && !b; i++) {
        p->diagnose = false;
        b = rules[i](p);
        p->diagnose = true;
        if (!b && !lk_py_back(p, m))
            return false;
    }
    if (b && p->tok[-1].level != 0)
        return lk_py_raise(p, lk_py_both(a->span, b->span),
                           "invalid syntax. Perhaps you forgot a comma?");
    return lk_py_back(p, m);
}

/* The rest of: disjunction 'if' disjunction 'else' expression.  A missing else has a message of
 * its own, before any other. */
static struct lk_py_expr *conditional(struct lk_parser *p, uint32_t from, struct lk_py_expr *then)
{
    struct lk_py_expr *test = lk_py_disjunction(p);
    if (!test)
        return NULL;
    if (!lk_py_at(p, LK_K_ELSE) && !lk_py_at(p, LK_T_COLON))
        return lk_py_complain(p, lk_py_both(then->span, test->span),
                              "expected 'else' after 'if' expression");
    if (!lk_py_expect(p, LK_K_ELSE))
        return NULL;
    struct lk_py_expr *otherwise = lk_py_expression(p);
    if (!otherwise)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_IF, from);
    e->three.a = test;
    e->three.b = then;
    e->three.c = otherwise;
    return e;
}

/* expression without lambda.  The checks happen in the second pass only. */
static struct lk_py_expr *disjunction_or_conditional(struct lk_parser *p)
{
    const struct lk_py_token *first = p->tok;
    if (!check_legacy(p))
        return NULL;
    struct lk_py_expr *a = lk_py_disjunction(p);
    if (!a || !check_comma(p, first, a))
        return NULL;
    if (!lk_py_at(p, LK_K_IF))
        return a;
    p->tok++;
    return conditional(p, first->from, a);
}

/* lambda | disjunction ['if' disjunction 'else' expression].  Every nested expression comes
 * through here and is counted. */
struct lk_py_expr *lk_py_expression(struct lk_parser *p)
{
    if (!lk_py_enter(p))
        return NULL;
    bool lambda = lk_py_at(p, LK_K_LAMBDA);
    struct lk_py_expr *e = lambda ? lk_py_lambda(p) : disjunction_or_conditional(p);
    lk_py_leave(p);
    return e;
}
