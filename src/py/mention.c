/* The names of the module that a statement binds or mentions, without running it.  Bodies of
 * functions and classes are not gone into: what they name is used when they run. */
#include "py/unmade.h"

struct walk {
    lk_mention_fn *fn;
    void *self;
};

static void walk_expr(const struct walk *w, const struct lk_py_expr *e);

/* Elements may be absent: keys of **mapping, parts of slices. */
static void walk_exprs(const struct walk *w, struct lk_py_exprs l)
{
    for (uint32_t i = 0; i < l.n; i++) {
        walk_expr(w, l.v[i]);
    }
}

static void walk_args(const struct walk *w, const struct lk_py_args *a)
{
    if (a) {
        walk_exprs(w, a->arg);
        for (uint32_t i = 0; i < a->nkeyword; i++) {
            walk_expr(w, a->keyword[i].value);
        }
    }
}

/* All of a comprehension is evaluated with the statement. */
static void walk_comp(const struct walk *w, const struct lk_py_expr *e)
{
    walk_expr(w, e->comp.elt);
    if (e->kind == LK_X_DICTCOMP) {
        walk_expr(w, e->comp.value);
    }
    for (uint32_t i = 0; i < e->comp.part->nloop; i++) {
        walk_expr(w, e->comp.part->loop[i].iter);
        walk_exprs(w, e->comp.part->loop[i].cond);
    }
}

/* A name that a statement binds. Only those that live in the module's dict are told: others are
 * gone with the statement. */
static void bound(const struct walk *w, const struct lk_py_name *n)
{
    if (n->scope == LK_PY_GLOBAL) {
        w->fn(w->self, LK_MENTION_BOUND, n, NULL);
    }
}

static void walk_name(const struct walk *w, const struct lk_py_expr *e)
{
    if (e->ctx == LK_PY_LOAD) {
        w->fn(w->self, LK_MENTION_USED, NULL, e);
    } else {
        bound(w, &e->name);
    }
}

static void walk_expr(const struct walk *w, const struct lk_py_expr *e)
{
    switch (e ? e->kind : LK_X_NONE) {
    case LK_X_NAME: walk_name(w, e); break;
    case LK_X_FSTRING:
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET:
    case LK_X_DICT:
    case LK_X_BOOL: walk_exprs(w, e->list); break;
    case LK_X_COMPARE: walk_exprs(w, (struct lk_py_exprs){e->cmp.v, e->cmp.n + 1}); break;
    case LK_X_CALL:
        walk_expr(w, e->call.fn);
        walk_args(w, e->call.args);
        break;
    case LK_X_FORMATTED:
        walk_expr(w, e->fmt.value);
        walk_expr(w, e->fmt.spec);
        break;
    case LK_X_ATTRIBUTE:
        w->fn(w->self, LK_MENTION_USED, NULL, e);
        walk_expr(w, e->attr.value);
        break;
    case LK_X_SLICE:
    case LK_X_IF:
        walk_expr(w, e->three.a);
        walk_expr(w, e->three.b);
        walk_expr(w, e->three.c);
        break;
    case LK_X_SUBSCRIPT:
    case LK_X_BINARY:
    case LK_X_NAMED:
        walk_expr(w, e->two.a);
        walk_expr(w, e->two.b);
        break;
    case LK_X_STARRED:
    case LK_X_UNARY: walk_expr(w, e->one); break;
    case LK_X_LISTCOMP:
    case LK_X_SETCOMP:
    case LK_X_DICTCOMP:
    case LK_X_GENEXP: walk_comp(w, e); break;
    default: break;
    }
}

static void walk_stmt(const struct walk *w, const struct lk_py_stmt *s);

static void walk_body(const struct walk *w, const struct lk_py_body *b)
{
    for (uint32_t i = 0; i < b->n; i++) {
        walk_stmt(w, b->v[i]);
    }
}

static void walk_import(const struct walk *w, const struct lk_py_import *i)
{
    for (uint32_t k = 0; k < i->nitem; k++) {
        if (!lk_str_is(i->item[k].path, "*")) {
            bound(w, &i->item[k].bind);
        }
    }
}

static void walk_try(const struct walk *w, const struct lk_py_try *t)
{
    walk_body(w, &t->body);
    for (uint32_t i = 0; i < t->nhandler; i++) {
        walk_expr(w, t->handler[i].type);
        if (t->handler[i].named) {
            bound(w, &t->handler[i].name);
        }
        walk_body(w, &t->handler[i].body);
    }
    walk_body(w, &t->orelse);
    walk_body(w, &t->final);
}

/* Decorators, defaults and bases; the base of a class may keep what is derived from it. */
static void walk_def(const struct walk *w, const struct lk_py_stmt *s)
{
    bound(w, &s->def->name);
    walk_exprs(w, s->def->decorator);
    for (uint32_t i = 0; s->kind == LK_S_FUNCTION && i < s->def->code->nparam; i++) {
        walk_expr(w, s->def->code->param[i].dflt);
    }
    if (s->kind == LK_S_CLASS && s->def->bases) {
        for (uint32_t i = 0; i < s->def->bases->arg.n; i++) {
            w->fn(w->self, LK_MENTION_BASE, NULL, s->def->bases->arg.v[i]);
        }
        walk_args(w, s->def->bases);
    }
}

static void walk_pattern(const struct walk *w, const struct lk_py_pattern *p)
{
    if (p->bound) {
        bound(w, &p->name);
    }
    for (uint32_t i = 0; i < p->list.n; i++) {
        walk_pattern(w, p->list.v[i]);
    }
}

static void walk_match(const struct walk *w, const struct lk_py_stmt *s)
{
    walk_expr(w, s->match.subject);
    for (uint32_t i = 0; i < s->match.nkase; i++) {
        walk_pattern(w, s->match.kase[i].pattern);
        walk_expr(w, s->match.kase[i].guard);
        walk_body(w, &s->match.kase[i].body);
    }
}

static void walk_with(const struct walk *w, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->with.nitem; i++) {
        walk_expr(w, s->with.item[i].value);
        walk_expr(w, s->with.item[i].target);
    }
    walk_body(w, &s->with.body);
}

static void walk_stmt(const struct walk *w, const struct lk_py_stmt *s)
{
    switch (s->kind) {
    case LK_S_EXPR: walk_expr(w, s->one); break;
    case LK_S_ASSIGN:
        walk_exprs(w, s->assign.target);
        walk_expr(w, s->assign.value);
        break;
    case LK_S_AUGASSIGN:
        walk_expr(w, s->aug.target);
        walk_expr(w, s->aug.value);
        break;
    case LK_S_ANNASSIGN:
        walk_expr(w, s->ann.target);
        walk_expr(w, s->ann.value);
        break;
    case LK_S_DELETE: walk_exprs(w, s->list); break;
    case LK_S_RAISE:
    case LK_S_ASSERT:
        walk_expr(w, s->raise.exc);
        walk_expr(w, s->raise.cause);
        break;
    case LK_S_IMPORT:
    case LK_S_IMPORTFROM: walk_import(w, s->import); break;
    case LK_S_IF:
    case LK_S_WHILE:
        walk_expr(w, s->branch.test);
        walk_body(w, &s->branch.body);
        walk_body(w, &s->branch.orelse);
        break;
    case LK_S_FOR:
        walk_expr(w, s->loop->head.target);
        walk_expr(w, s->loop->head.iter);
        walk_body(w, &s->loop->body);
        walk_body(w, &s->loop->orelse);
        break;
    case LK_S_WITH: walk_with(w, s); break;
    case LK_S_TRY: walk_try(w, s->try); break;
    case LK_S_MATCH: walk_match(w, s); break;
    case LK_S_FUNCTION:
    case LK_S_CLASS:
    case LK_S_TYPEALIAS: walk_def(w, s); break;
    default: break;
    }
}

void lk_mentions(const struct lk_py_stmt *s, lk_mention_fn *fn, void *self)
{
    const struct walk w = {fn, self};
    walk_stmt(&w, s);
}
