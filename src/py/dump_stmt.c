/* Printing statements, and with them whole trees. */
#include "py/dump.h"
#include "py/parse.h"

/* CPython's names of the statement classes and operators, by the numbers of the tree. */
static const char *const kinds[] = {
#define LK_STAT(kind, ast, doc) #ast,
#include "py/nodes.def"
#undef LK_STAT
};

static const char *const operators[] = {
#define LK_OPER(name, symbol, ast) #ast,
#include "py/nodes.def"
#undef LK_OPER
};

/* Name, annotation, default.  Missing parts are None. */
static void dump_param(struct lk_dump *d, const struct lk_py_param *a)
{
    lk_dump_open(d, "arg", a->span);
    lk_dump_id(d, a->name.id);
    lk_dump_next(d);
    lk_dump_expr(d, a->annotation);
    lk_dump_next(d);
    lk_dump_expr(d, a->dflt);
    lk_dump_close(d);
}

/* "(positional-only, / , others, *, keyword-only, *args, **kwargs)" with all marks shown.  Each
 * has a mark in front: p positional-only, a either way, k keyword-only, * and **. */
void lk_dump_params(struct lk_dump *d, const struct lk_py_code *c)
{
    /* the order of the code's parameters: positional, keyword-only, *args, **kwargs */
    uint32_t star = c->npos + c->nkwonly;
    uint32_t keywords = star + ((c->flags & LK_PY_VARARGS) != 0);
    lk_buf_addc(d->out, '<');
    for (uint32_t i = 0; i < c->nparam; i++) {
        lk_buf_addz(d->out, i >= keywords ? " **" : i >= star ? " *" : i >= c->npos ? " k"
                            : i >= c->nposonly ? " a" : " p");
        dump_param(d, &c->param[i]);
    }
    lk_buf_addc(d->out, '>');
}

/* The names of global and nonlocal statements. */
static void dump_names(struct lk_dump *d, const uint32_t *v, uint32_t n)
{
    lk_buf_addc(d->out, '[');
    for (uint32_t i = 0; i < n; i++) {
        lk_buf_addz(d->out, i ? ", " : "");
        lk_dump_id(d, v[i]);
    }
    lk_buf_addc(d->out, ']');
}

/* Module and level, then each name with its alias.  The plain import has neither module nor
 * level. */
static void dump_import(struct lk_dump *d, const struct lk_py_stmt *s)
{
    const struct lk_py_import *m = s->import;
    /* the level is the number of dots */
    if (s->kind == LK_S_IMPORTFROM) {
        lk_dump_text(d, m->module);
        lk_buf_addf(d->out, ", %u, ", m->level);
    }
    for (uint32_t i = 0; i < m->nitem; i++) {
        const struct lk_py_alias *a = &m->item[i];
        lk_buf_addz(d->out, i ? ", " : "");
        lk_dump_open(d, "alias", a->span);
        lk_dump_text(d, a->path);
        lk_dump_next(d);
        if (a->as)
            lk_dump_id(d, a->bind.id);
        else
            lk_buf_addz(d->out, "None");
        lk_dump_close(d);
    }
}

/* Each item with its target, or None.  A target that is missing is None. */
static void dump_with(struct lk_dump *d, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->with.nitem; i++) {
        lk_dump_expr(d, s->with.item[i].value);
        lk_buf_addz(d->out, " as ");
        lk_dump_expr(d, s->with.item[i].target);
        lk_dump_next(d);
    }
    lk_dump_body(d, &s->with.body);
}

/* Body, handlers, else, finally; missing blocks are empty.  A handler that catches everything has
 * None for its type. */
static void dump_try(struct lk_dump *d, const struct lk_py_try *t)
{
    lk_dump_body(d, &t->body);
    for (uint32_t i = 0; i < t->nhandler; i++) {
        const struct lk_py_handler *h = &t->handler[i];
        lk_dump_next(d);
        lk_dump_open(d, "ExceptHandler", h->span);
        lk_dump_expr(d, h->type);
        lk_dump_next(d);
        if (h->named)
            lk_dump_id(d, h->name.id);
        else
            lk_buf_addz(d->out, "None");
        lk_dump_next(d);
        lk_dump_body(d, &h->body);
        lk_dump_close(d);
    }
    lk_dump_next(d);
    lk_dump_body(d, &t->orelse);
    lk_dump_next(d);
    lk_dump_body(d, &t->final);
}

/* Functions and classes: name, parameters or bases, body, decorators, returns.  A class without
 * brackets has no bases; type aliases come through here, too. */
static void dump_def(struct lk_dump *d, const struct lk_py_stmt *s)
{
    const struct lk_py_def *f = s->def;
    lk_dump_id(d, f->name.id);
    lk_dump_next(d);
    if (s->kind == LK_S_FUNCTION)
        lk_dump_params(d, f->code);
    /* expressions first, keywords (metaclass and others) behind them */
    else if (f->bases) {
        lk_dump_exprs(d, f->bases->arg);
        lk_dump_keywords(d, f->bases);
    } else
        lk_buf_addz(d->out, "[][]");
    lk_dump_next(d);
    lk_dump_body(d, f->code->body);
    lk_dump_next(d);
    lk_dump_exprs(d, f->decorator);
    lk_dump_next(d);
    lk_dump_expr(d, f->returns);
}

/* Subject, then pattern, guard and body of each case.  A guard that is missing is None. */
static void dump_match(struct lk_dump *d, const struct lk_py_stmt *s)
{
    lk_dump_expr(d, s->match.subject);
    /* patterns have a printer of their own */
    for (uint32_t i = 0; i < s->match.nkase; i++) {
        lk_buf_addz(d->out, " case ");
        lk_dump_pattern(d, s->match.kase[i].pattern);
        lk_dump_next(d);
        lk_dump_expr(d, s->match.kase[i].guard);
        lk_dump_next(d);
        lk_dump_body(d, &s->match.kase[i].body);
    }
}

/* Target, iterable, body, else. async for has the same members. */
static void dump_loop(struct lk_dump *d, const struct lk_py_stmt *s)
{
    lk_dump_expr(d, s->loop->head.target);
    lk_dump_next(d);
    lk_dump_expr(d, s->loop->head.iter);
    lk_dump_next(d);
    lk_dump_body(d, &s->loop->body);
    lk_dump_next(d);
    lk_dump_body(d, &s->loop->orelse);
}

/* Members in order; NULL prints as None. */
static void dump_list(struct lk_dump *d, struct lk_py_expr *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        lk_buf_addz(d->out, i ? ", " : "");
        lk_dump_expr(d, v[i]);
    }
}

/* One case per shape of statement.  Statements of one word (pass, break, continue) have no
 * members. */
static void dump_members(struct lk_dump *d, const struct lk_py_stmt *s)
{
    switch (s->kind) {
    /* one expression; a bare return has none */
    case LK_S_EXPR: case LK_S_RETURN:
        lk_dump_expr(d, s->one);
        break;
    case LK_S_DELETE:
        lk_dump_exprs(d, s->list);
        break;
    case LK_S_ASSIGN:
        lk_dump_exprs(d, s->assign.target);
        lk_dump_next(d);
        lk_dump_expr(d, s->assign.value);
        break;
    case LK_S_AUGASSIGN:
        lk_dump_expr(d, s->aug.target);
        lk_buf_addf(d->out, " %s ", operators[s->op]);
        lk_dump_expr(d, s->aug.value);
        break;
    case LK_S_ANNASSIGN:
        dump_list(d, (struct lk_py_expr *[]){s->ann.target, s->ann.annotation, s->ann.value}, 3);
        break;
    /* both have a second part that may be missing */
    case LK_S_RAISE: case LK_S_ASSERT:
        dump_list(d, (struct lk_py_expr *[]){s->raise.exc, s->raise.cause}, 2);
        break;
    case LK_S_GLOBAL: case LK_S_NONLOCAL:
        dump_names(d, s->names.v, s->names.n);
        break;
    case LK_S_IMPORT: case LK_S_IMPORTFROM:
        dump_import(d, s);
        break;
    case LK_S_IF: case LK_S_WHILE:
        lk_dump_expr(d, s->branch.test);
        lk_dump_next(d);
        lk_dump_body(d, &s->branch.body);
        lk_dump_next(d);
        lk_dump_body(d, &s->branch.orelse);
        break;
    case LK_S_FOR:
        dump_loop(d, s);
        break;
    case LK_S_WITH:
        dump_with(d, s);
        break;
    case LK_S_TRY:
        dump_try(d, s->try);
        break;
    case LK_S_FUNCTION: case LK_S_CLASS: case LK_S_TYPEALIAS:
        dump_def(d, s);
        break;
    case LK_S_MATCH:
        dump_match(d, s);
        break;
    }
}

/* CPython has kinds of their own for async statements and except*. A prefix tells them apart
 * here. */
static void dump_stmt(struct lk_dump *d, const struct lk_py_stmt *s)
{
    if (s->flags & LK_SF_ASYNC)
        lk_buf_addz(d->out, "Async");
    lk_dump_open(d, kinds[s->kind], s->span);
    if (s->flags & LK_SF_STAR)
        lk_buf_addz(d->out, "* ");
    dump_members(d, s);
    lk_dump_close(d);
}

/* One statement on a line, so that a difference is easy to find. */
void lk_dump_body(struct lk_dump *d, const struct lk_py_body *b)
{
    lk_buf_addc(d->out, '[');
    for (uint32_t i = 0; i < b->n; i++) {
        lk_buf_addz(d->out, i ? ",\n" : "\n");
        dump_stmt(d, b->v[i]);
    }
    lk_buf_addc(d->out, ']');
}

/* The whole tree as text with a line end; the buffer is the caller's. */
void lk_py_dump(struct lk_buf *out, const struct lk_py_ast *ast)
{
    struct lk_dump d = {.out = out, .ast = ast};
    lk_dump_body(&d, ast->code->body);
    lk_buf_addc(out, '\n');
}
