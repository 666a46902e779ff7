/* The walk over statements without blocks, and the table of all. */
#include "py/walk.h"

/* global and nonlocal come before every other mention of the name in their scope.  Each of the
 * mistakes has CPython's message. */
static bool check_declaration(struct lk_resolver *r, struct lk_py_stmt *s, uint32_t id)
{
    struct lk_symbol *y = lk_scope_find(&r->scope->symbols, id);
    const char *word = s->kind == LK_S_GLOBAL ? "global" : "nonlocal";
    struct lk_str name = r->names->v[id];
    uint32_t f = y ? y->flags : 0;
    if (f & LK_SYM_PARAM)
        return lk_walk_fail(r, s->span, "name '" LK_PRI "' is parameter and %s", LK_ARG(name),
                            word);
    if (f & LK_SYM_ANNOTATED)
        return lk_walk_fail(r, s->span, "annotated name '" LK_PRI "' can't be %s", LK_ARG(name),
                            word);
    if (f & LK_SYM_USED)
        return lk_walk_fail(r, s->span, "name '" LK_PRI "' is used prior to %s declaration",
                            LK_ARG(name), word);
    if (f & LK_SYM_BOUND)
        return lk_walk_fail(r, s->span, "name '" LK_PRI "' is assigned to before %s declaration",
                            LK_ARG(name), word);
    if (r->scope->kind == LK_SCOPE_MODULE && s->kind == LK_S_NONLOCAL)
        return lk_walk_fail(r, s->span, "nonlocal declaration not allowed at module level");
    return true;
}

/* The names of one statement; what the declaration means is found when all is linked.  A name may
 * be declared twice, but not both ways. */
bool lk_walk_declare(struct lk_resolver *r, struct lk_py_stmt *s)
{
    uint16_t flag = s->kind == LK_S_GLOBAL ? LK_SYM_GLOBAL : LK_SYM_NONLOCAL;
    for (uint32_t i = 0; i < s->names.n; i++) {
        uint32_t id = lk_scope_mangle(r, s->names.v[i]);
        if (!check_declaration(r, s, id))
            return false;
        struct lk_symbol *y = lk_scope_symbol(r, r->scope, id, s->span);
        if (!(y->flags & (LK_SYM_GLOBAL | LK_SYM_NONLOCAL)))
            y->span = s->span;
        if (y->flags & (LK_SYM_GLOBAL | LK_SYM_NONLOCAL) & ~flag)
            return lk_walk_fail(r, y->span, "name '" LK_PRI "' is nonlocal and global",
                                LK_ARG(r->names->v[id]));
        y->flags |= flag;
    }
    return true;
}

/* A statement with one expression. */
static bool walk_one(struct lk_resolver *r, struct lk_py_stmt *s)
{
    return lk_walk_expr(r, s->one);
}

/* The targets of del. */
static bool walk_list(struct lk_resolver *r, struct lk_py_stmt *s)
{
    return lk_walk_exprs(r, s->list);
}

/* raise with its cause, assert with its message. */
static bool walk_two(struct lk_resolver *r, struct lk_py_stmt *s)
{
    return lk_walk_expr(r, s->raise.exc) && lk_walk_expr(r, s->raise.cause);
}

/* Targets before the value: only the slots matter here, not the order of evaluation. */
static bool walk_assign(struct lk_resolver *r, struct lk_py_stmt *s)
{
    return lk_walk_exprs(r, s->assign.target) && lk_walk_expr(r, s->assign.value);
}

/* The target is read and written; its context is Store in the tree. */
static bool walk_augassign(struct lk_resolver *r, struct lk_py_stmt *s)
{
    return lk_walk_expr(r, s->aug.target) && lk_walk_expr(r, s->aug.value);
}

/* `x: t` makes x a local name of its scope even without a value; `(x): t` does not.  The
 * annotation itself is not walked. */
static bool walk_annassign(struct lk_resolver *r, struct lk_py_stmt *s)
{
    struct lk_py_expr *t = s->ann.target;
    bool name = t->kind == LK_X_NAME, simple = name && !(t->flags & LK_XF_PAREN);
    if (simple) {
        uint32_t id = lk_scope_mangle(r, t->name.id);
        struct lk_symbol *y = lk_scope_symbol(r, r->scope, id, t->span);
        uint16_t declared = y->flags & (LK_SYM_GLOBAL | LK_SYM_NONLOCAL);
        if (declared && r->scope->kind != LK_SCOPE_MODULE)
            return lk_walk_fail(r, s->span, "annotated name '" LK_PRI "' can't be %s",
                                LK_ARG(r->names->v[id]),
                                declared & LK_SYM_GLOBAL ? "global" : "nonlocal");
        y->flags |= LK_SYM_ANNOTATED;
    }
    if (simple || !name || s->ann.value)
        if (!lk_walk_expr(r, t))
            return false;
    return lk_walk_expr(r, s->ann.value);
}

/* Bodies of modules, classes and generator expressions do not return. */
static bool is_function(const struct lk_py_code *c)
{
    return c->kind == LK_PY_CODE_FUNCTION || c->kind == LK_PY_CODE_LAMBDA;
}

/* PEP 654: an except* block ends at its end.  Always false. */
static bool fail_star_jump(struct lk_resolver *r, const struct lk_py_stmt *s)
{
    return lk_walk_fail(r, s->span,
                        "'break', 'continue' and 'return' cannot appear in an except* block");
}

/* Only functions return; what an async function returns is looked at when its body is known.  A
 * value in an async generator is the mistake that is looked for. */
static bool walk_return(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (!is_function(r->flow->code) && !r->eval)
        return lk_walk_fail(r, s->span, "'return' outside function");
    if (r->flow->star)
        return fail_star_jump(r, s);
    if (s->one && r->flow->code->flags & LK_PY_ASYNC)
        r->flow->returned = s->span;
    return lk_walk_expr(r, s->one);
}

/* break and continue need a loop in the same frame.  A loop around a function does not count for
 * what is inside the function. */
static bool walk_jump(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (r->flow->star)
        return fail_star_jump(r, s);
    if (!r->flow->loops)
        return lk_walk_fail(r, s->span, "%s", s->kind == LK_S_BREAK
                            ? "'break' outside loop" : "'continue' not properly in loop");
    return true;
}

typedef bool walk_rule(struct lk_resolver *, struct lk_py_stmt *);

/* pass has no rule. */
static walk_rule *const rules[LK_S_COUNT] = {
    [LK_S_EXPR] = walk_one,
    [LK_S_ASSIGN] = walk_assign,
    [LK_S_AUGASSIGN] = walk_augassign,
    [LK_S_ANNASSIGN] = walk_annassign,
    [LK_S_RETURN] = walk_return,
    [LK_S_DELETE] = walk_list,
    [LK_S_RAISE] = walk_two,
    [LK_S_ASSERT] = walk_two,
    [LK_S_BREAK] = walk_jump,
    [LK_S_CONTINUE] = walk_jump,
    [LK_S_GLOBAL] = lk_walk_declare,
    [LK_S_NONLOCAL] = lk_walk_declare,
    [LK_S_IMPORT] = lk_walk_import,
    [LK_S_IMPORTFROM] = lk_walk_import,
    [LK_S_IF] = lk_walk_if,
    [LK_S_WHILE] = lk_walk_loop,
    [LK_S_FOR] = lk_walk_loop,
    [LK_S_WITH] = lk_walk_with,
    [LK_S_TRY] = lk_walk_try,
    [LK_S_FUNCTION] = lk_walk_def,
    [LK_S_CLASS] = lk_walk_def,
    [LK_S_TYPEALIAS] = lk_walk_def,
    [LK_S_MATCH] = lk_walk_match,
};

/* Kinds without a rule have nothing to resolve.  Stops at the first error. */
bool lk_walk_body(struct lk_resolver *r, const struct lk_py_body *b)
{
    for (uint32_t i = 0; i < b->n; i++) {
        walk_rule *rule = rules[b->v[i]->kind];
        if (rule && !rule(r, b->v[i]))
            return false;
    }
    return true;
}
