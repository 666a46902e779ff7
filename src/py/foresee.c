/* What a function will certainly name of what is not here, found without running it: so that a run
 * is refused before its first step rather than in the middle of a later one.
 *
 * Only what is evaluated in any case counts: statements one after the other, the blocks of with,
 * the functions of the same module that are called there.  Behind a return, and in whatever a
 * condition, a loop or a try decides about, nothing is foreseen; there the evaluator refuses. */
#include "py/unmade.h"

#define MANY 64                    /* functions that are looked into, each once */

enum sight { GOES_ON, LEAVES, MISSES };

struct seen {
    const struct lk_py_code *v[MANY];
    uint32_t n;
};

struct foresee {
    struct lk_vm *vm;
    const struct lk_function *fn;  /* whose names and globals count */
    struct seen *seen;
};

static enum sight see_body(const struct foresee *s, const struct lk_py_body *b);
static enum sight see(const struct foresee *s, const struct lk_py_expr *e);

/* The value of a name of the module, or of module.name, or EMPTY. */
static struct lk_value global(const struct foresee *s, const struct lk_py_expr *e)
{
    struct lk_entry *own = NULL;
    if (e->kind == LK_X_ATTRIBUTE) {
        struct lk_value of = global(s, e->attr.value);
        if (lk_is(of, LK_T_MODULE)) {
            own = lk_dict_find(of.as.cell->attrs, s->fn->unit->name[e->attr.name]);
        }
    }
    if (e->kind == LK_X_NAME && e->name.scope == LK_PY_GLOBAL && e->ctx == LK_PY_LOAD) {
        own = lk_dict_find(s->fn->module->cell.attrs, s->fn->unit->name[e->name.id]);
    }
    return own ? own->value : lk_empty();
}

/* Refuses as the evaluator would, at the expression. */
static enum sight miss(const struct foresee *s, struct lk_value v, const struct lk_py_expr *e)
{
    lk_placeholder_refuse(s->vm, v);
    s->vm->refused.span = e->span;
    s->vm->refusal.unplaced = false;
    return MISSES;
}

/* An absent module's name may stand anywhere, but neither be called nor taken apart. */
static enum sight see_used(const struct foresee *s, const struct lk_py_expr *e,
                           const struct lk_py_expr *whole)
{
    struct lk_value v = global(s, e);
    return lk_is(v, LK_T_PLACEHOLDER) ? miss(s, v, whole) : see(s, e);
}

static enum sight see_all(const struct foresee *s, struct lk_py_exprs l)
{
    enum sight to = GOES_ON;
    for (uint32_t i = 0; i < l.n && to == GOES_ON; i++) {
        to = l.v[i] ? see(s, l.v[i]) : GOES_ON;
    }
    return to;
}

/* Notes it; false where it has been looked into, or there are too many. */
static bool is_new(struct seen *seen, const struct lk_py_code *code)
{
    for (uint32_t i = 0; i < seen->n; i++) {
        if (seen->v[i] == code) {
            return false;
        }
    }
    if (seen->n < MANY) {
        seen->v[seen->n++] = code;
        return true;
    }
    return false;
}

/* Its own return does not leave the caller. */
static enum sight see_function(const struct foresee *s, struct lk_value v)
{
    const struct lk_function *fn = lk_is(v, LK_T_FUNCTION) ? LK_CELL_OF(lk_function, v) : NULL;
    if (!fn || fn->module->def || fn->code->flags & (LK_PY_GENERATOR | LK_PY_ASYNC) ||
        !is_new(s->seen, fn->code)) {
        return GOES_ON;
    }
    const struct foresee inner = {s->vm, fn, s->seen};
    return see_body(&inner, fn->code->body) == MISSES ? MISSES : GOES_ON;
}

static enum sight see_call(const struct foresee *s, const struct lk_py_expr *e)
{
    enum sight to = see_used(s, e->call.fn, e);
    to = to == GOES_ON && e->call.args ? see_all(s, e->call.args->arg) : to;
    for (uint32_t i = 0; to == GOES_ON && e->call.args && i < e->call.args->nkeyword; i++) {
        to = see(s, e->call.args->keyword[i].value);
    }
    return to == GOES_ON ? see_function(s, global(s, e->call.fn)) : to;
}

/* Of what is evaluated only now and then, the part that always is. */
static enum sight see(const struct foresee *s, const struct lk_py_expr *e)
{
    struct lk_value v = global(s, e);
    enum sight to;
    switch (e->kind) {
    case LK_X_NAME: return lk_is_unmade(v) ? miss(s, v, e) : GOES_ON;
    case LK_X_CALL: return see_call(s, e);
    case LK_X_ATTRIBUTE:
        return lk_is_unmade(v) ? miss(s, v, e) : see_used(s, e->attr.value, e);
    case LK_X_SUBSCRIPT: return see_used(s, e->two.a, e);
    case LK_X_BINARY: to = see(s, e->two.a); return to == GOES_ON ? see(s, e->two.b) : to;
    case LK_X_NAMED: return see(s, e->two.b);
    case LK_X_IF: return see(s, e->three.a);
    case LK_X_BOOL: return see(s, e->list.v[0]);
    case LK_X_COMPARE: return see_all(s, (struct lk_py_exprs){e->cmp.v, 2});
    case LK_X_UNARY:
    case LK_X_STARRED: return see(s, e->one);
    case LK_X_FORMATTED: return see(s, e->fmt.value);
    case LK_X_LISTCOMP:
    case LK_X_SETCOMP:
    case LK_X_DICTCOMP: return see(s, e->comp.part->loop[0].iter);
    case LK_X_FSTRING:
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET:
    case LK_X_DICT: return see_all(s, e->list);
    default: return GOES_ON;
    }
}

/* Its managers may swallow what is raised inside, but no refusal. */
static enum sight see_with(const struct foresee *s, const struct lk_py_stmt *stmt)
{
    enum sight to = GOES_ON;
    for (uint32_t i = 0; i < stmt->with.nitem && to == GOES_ON; i++) {
        to = see(s, stmt->with.item[i].value);
    }
    return to == GOES_ON ? see_body(s, &stmt->with.body) : to;
}

/* Blocks that may be left by return, raise or an exception end the foresight. */
static enum sight see_stmt(const struct foresee *s, const struct lk_py_stmt *stmt)
{
    enum sight to = GOES_ON;
    switch (stmt->kind) {
    case LK_S_EXPR: return see(s, stmt->one);
    case LK_S_ASSIGN: return see(s, stmt->assign.value);
    case LK_S_ANNASSIGN: return stmt->ann.value ? see(s, stmt->ann.value) : GOES_ON;
    case LK_S_WITH: return see_with(s, stmt);
    case LK_S_RETURN: to = stmt->one ? see(s, stmt->one) : GOES_ON; break;
    case LK_S_RAISE: to = stmt->raise.exc ? see(s, stmt->raise.exc) : GOES_ON; break;
    case LK_S_IF:
    case LK_S_WHILE: to = see(s, stmt->branch.test); break;
    case LK_S_FOR: to = see(s, stmt->loop->head.iter); break;
    case LK_S_FUNCTION:
    case LK_S_IMPORT:
    case LK_S_IMPORTFROM:
    case LK_S_PASS: return GOES_ON;
    default: break;
    }
    return to == GOES_ON ? LEAVES : to;
}

static enum sight see_body(const struct foresee *s, const struct lk_py_body *b)
{
    enum sight to = GOES_ON;
    for (uint32_t i = 0; i < b->n && to == GOES_ON; i++) {
        to = see_stmt(s, b->v[i]);
    }
    return to;
}

bool lk_vm_foresee(struct lk_vm *vm, struct lk_value fn, struct lk_err *err)
{
    struct seen seen = {.n = 0};
    const struct foresee s = {.vm = vm, .seen = &seen};
    if (lk_is_unmade(fn)) {
        lk_placeholder_refuse(vm, fn);
    } else if (see_function(&s, fn) != MISSES) {
        return true;
    }
    lk_vm_catch(vm, err);
    return false;
}
