/* The walk over functions, lambdas, classes and type aliases.
 *
 * Defaults, decorators and bases belong to the scope around (inside the type parameters, if there
 * are any); parameters and bodies to the new one.  Annotations are left alone. */
#include "py/walk.h"

/* What CPython calls the code of an inline comprehension. */
static const char *comp_name(uint8_t kind)
{
    return kind == LK_X_LISTCOMP ? "<listcomp>" : kind == LK_X_SETCOMP ? "<setcomp>" : "<dictcomp>";
}

/* What stands between the qualified name of a scope and a name in it. */
static const char *separator(const struct lk_scope *s)
{
    if (s->kind == LK_SCOPE_MODULE)
        return "";
    return s->kind == LK_SCOPE_CLASS || s->comp ? "." : ".<locals>.";
}

/* The qualified name of a scope itself; comprehensions count, though they have no frame here. */
static struct lk_str name_of(struct lk_resolver *r, const struct lk_scope *s)
{
    while (s->kind == LK_SCOPE_TYPES)
        s = s->outer;
    if (s->kind == LK_SCOPE_MODULE)
        return LK_STR("");
    if (s->kind != LK_SCOPE_COMP)
        return s->code->qualname;
    struct lk_str outer = name_of(r, s->outer);
    return lk_arena_format(r->arena, LK_PRI "%s%s", LK_ARG(outer), separator(s->outer),
                           comp_name(s->comp));
}

/* "outer.<locals>.inner", "Class.method", or the name alone at module level and where it is
 * declared global. */
static struct lk_str qualified(struct lk_resolver *r, uint32_t name)
{
    struct lk_str n = r->names->v[name];
    const struct lk_scope *s = r->scope;
    while (s->kind == LK_SCOPE_TYPES)
        s = s->outer;
    struct lk_symbol *y = lk_scope_find(&s->symbols, lk_scope_mangle(r, name));
    if (s->kind == LK_SCOPE_MODULE || (y && y->flags & LK_SYM_GLOBAL))
        return n;
    struct lk_str outer = name_of(r, s);
    return lk_arena_format(r->arena, LK_PRI "%s" LK_PRI, LK_ARG(outer), separator(s), LK_ARG(n));
}

/* From here on break, return and yield mean the new code. */
void lk_walk_enter_code(struct lk_resolver *r, struct lk_flow *flow, struct lk_py_code *c,
                        uint32_t name)
{
    c->qualname = qualified(r, name);
    c->outer = r->flow->code;
    r->last_code = r->last_code->next = c;
    *flow = (struct lk_flow){.outer = r->flow, .code = c};
    r->flow = flow;
}

/* Back to the code around. */
void lk_walk_leave_code(struct lk_resolver *r)
{
    r->flow = r->flow->outer;
}

/* In the order of the parameters, which is CPython's but for keyword-only ones before later
 * stars. They see the names of the scope around, not the parameters. */
static bool walk_defaults(struct lk_resolver *r, const struct lk_py_code *c)
{
    for (uint32_t i = 0; i < c->nparam; i++)
        if (!lk_walk_expr(r, c->param[i].dflt))
            return false;
    return true;
}

/* Parameters are the first symbols of their scope, so that their slots come first. */
static bool walk_params(struct lk_resolver *r, struct lk_py_code *c)
{
    for (uint32_t i = 0; i < c->nparam; i++) {
        struct lk_py_param *a = &c->param[i];
        uint32_t id = lk_scope_mangle(r, a->name.id);
        struct lk_symbol *s = lk_scope_symbol(r, r->scope, id, a->span);
        if (s->flags & LK_SYM_PARAM)
            return lk_walk_fail(r, a->span, "duplicate argument '" LK_PRI "' in function "
                                "definition", LK_ARG(r->names->v[id]));
        s->flags |= LK_SYM_PARAM;
        if (!lk_scope_bind(r, &a->name, a->span))
            return false;
    }
    return true;
}

/* An async generator cannot return a value. */
static bool check_return(struct lk_resolver *r, const struct lk_flow *flow)
{
    uint8_t both = LK_PY_ASYNC | LK_PY_GENERATOR;
    if (flow->returned.source && (flow->code->flags & both) == both)
        return lk_walk_fail(r, flow->returned, "'return' with value in async generator");
    return true;
}

/* A function or lambda: parameters, then the body. */
static bool walk_code(struct lk_resolver *r, struct lk_py_code *c)
{
    struct lk_flow flow;
    lk_walk_enter_code(r, &flow, c, c->name);
    lk_scope_enter(r, LK_SCOPE_FUNCTION, c, NULL);
    bool ok = walk_params(r, c) && lk_walk_body(r, c->body) && check_return(r, &flow);
    lk_scope_leave(r);
    lk_walk_leave_code(r);
    return ok;
}

/* A lambda: its defaults outside, its body inside. */
bool lk_walk_lambda(struct lk_resolver *r, struct lk_py_expr *e)
{
    return walk_defaults(r, e->fn) && walk_code(r, e->fn);
}

/* A class body has a cell for __class__, which exists if a method captures it. Private names are
 * mangled with the class's name without its leading underscores. */
static bool walk_class_body(struct lk_resolver *r, struct lk_py_code *c)
{
    struct lk_flow flow;
    struct lk_str saved = r->class_name, name = r->names->v[c->name];
    lk_walk_enter_code(r, &flow, c, c->name);
    struct lk_scope *s = lk_scope_enter(r, LK_SCOPE_CLASS, c, NULL);
    s->class_cell = lk_arena_alloc(r->arena, sizeof *s->class_cell);
    s->class_cell->id = LK_W_CLASSCELL;
    s->class_cell->in = s;
    while (name.n && *name.p == '_')
        name = lk_str_cut(name, 1, name.n);
    r->class_name = name;
    bool ok = lk_walk_body(r, c->body);
    r->class_name = saved;
    lk_scope_leave(r);
    lk_walk_leave_code(r);
    return ok;
}

/* The names of type parameters, which the frame around holds. Their scope is an inline one: it
 * sees the class or function around. */
static bool walk_tparams(struct lk_resolver *r, struct lk_py_def *d)
{
    for (uint32_t i = 0; i < d->ntparam; i++)
        if (!lk_scope_bind(r, &d->tparam[i].name, d->tparam[i].span))
            return false;
    return true;
}

/* What is evaluated outside of the new code, and the new code. */
static bool walk_inside(struct lk_resolver *r, struct lk_py_stmt *s)
{
    struct lk_py_def *d = s->def;
    if (s->kind != LK_S_CLASS)
        return walk_defaults(r, d->code) && walk_code(r, d->code);
    return (!d->bases || lk_walk_args(r, d->bases)) && walk_class_body(r, d->code);
}

/* The name is bound in the scope around; decorators see that scope as well. */
bool lk_walk_def(struct lk_resolver *r, struct lk_py_stmt *s)
{
    struct lk_py_def *d = s->def;
    if (!lk_scope_bind(r, &d->name, d->name_span) || !lk_walk_exprs(r, d->decorator))
        return false;
    if (!d->ntparam)
        return walk_inside(r, s);
    lk_scope_enter(r, LK_SCOPE_TYPES, NULL, &d->names);
    bool ok = walk_tparams(r, d) && walk_inside(r, s);
    lk_scope_leave(r);
    return ok;
}
