/* The statements of a generator, rewritten so that each yield is a statement of its own (hoist.c
 * does so for expressions).  What has no form of its own for it is put in terms of simpler
 * statements: `while` with else, several managers of one `with`, guards, types of handlers. */
#include "py/hoist.h"

/* A body that can be resumed at every yield, and how many slots it needs besides its code's. */
struct lk_prepared {
    struct lk_py_body body;
    uint32_t extra;
};

/* A constant of the tree at the place of another expression. */
static struct lk_py_expr *constant(struct lk_hoist *h, enum lk_py_expr_kind kind,
                                   struct lk_span span)
{
    struct lk_py_expr *e = lk_arena_alloc(h->vm->arena, sizeof *e);
    e->kind = (uint8_t)kind;
    e->span = span;
    return e;
}

static void store(struct lk_hoist *h, struct lk_py_expr *target, struct lk_py_expr *value);

/* a[x], b = value with a yield among the targets: all parts are there before the first is
 * stored. */
static void store_parts(struct lk_hoist *h, const struct lk_py_expr *target,
                        struct lk_py_expr *value)
{
    struct lk_py_expr *plain = lk_hoist_node(h, target);
    for (uint32_t i = 0; i < plain->list.n; i++) {
        struct lk_py_expr **part = &plain->list.v[i];
        struct lk_py_expr *t = lk_hoist_temporary(h, (*part)->span);
        if ((*part)->kind == LK_X_STARRED) {
            *part = lk_hoist_node(h, *part);
            (*part)->one = t;
        } else {
            *part = t;
        }
    }
    lk_hoist_assign(h, plain, value);
    for (uint32_t i = 0; i < plain->list.n; i++) {
        struct lk_py_expr *to = target->list.v[i], *from = plain->list.v[i];
        bool star = to->kind == LK_X_STARRED;
        store(h, star ? to->one : to, star ? from->one : from);
    }
}

/* target = value at the end of the block; the value is a temporary, evaluated before. */
static void store(struct lk_hoist *h, struct lk_py_expr *target, struct lk_py_expr *value)
{
    if (!lk_has_yield(target)) {
        lk_hoist_assign(h, target, value);
    } else if (target->kind == LK_X_TUPLE || target->kind == LK_X_LIST) {
        store_parts(h, target, value);
    } else {
        lk_hoist_plain(h, &target);
        lk_hoist_assign(h, target, value);
    }
}

/* A statement at the end of the block. */
static void put(struct lk_hoist *h, struct lk_py_stmt *s)
{
    *LK_PUSH(&h->out) = s;
}

/* Is there a yield in any of several targets? */
static bool any_of(struct lk_py_exprs list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        if (lk_has_yield(list.v[i])) {
            return true;
        }
    }
    return false;
}

/* The value first, then the targets one by one. */
static void hoist_assign(struct lk_hoist *h, struct lk_py_stmt *s)
{
    if (!any_of(s->assign.target)) {
        lk_hoist_value(h, &s->assign.value, true);
        put(h, s);
        return;
    }
    struct lk_py_expr *t = lk_hoist_temporary(h, s->assign.value->span), *value = s->assign.value;
    lk_hoist_value(h, &value, true);
    lk_hoist_assign(h, t, value);
    for (uint32_t i = 0; i < s->assign.target.n; i++) {
        store(h, s->assign.target.v[i], t);
    }
}

/* target op= value: the target is read before the value is evaluated, so with a yield in either
 * it is t = target; t op= value; target = t. */
static void hoist_augassign(struct lk_hoist *h, struct lk_py_stmt *s)
{
    struct lk_py_expr *place = s->aug.target, *t, *old;
    if (!lk_has_yield(place) && !lk_has_yield(s->aug.value)) {
        put(h, s);
        return;
    }
    lk_hoist_settle(h, &place);
    old = lk_hoist_copy(h, place, sizeof *old);
    old->ctx = LK_PY_LOAD;
    t = lk_hoist_temporary(h, place->span);
    lk_hoist_assign(h, t, old);
    lk_hoist_value(h, &s->aug.value, false);
    s->aug.target = t;
    put(h, s);
    lk_hoist_assign(h, place, t);
}

/* target: annotation = value. */
static void hoist_annassign(struct lk_hoist *h, struct lk_py_stmt *s)
{
    if (s->ann.value && lk_has_yield(s->ann.target)) {
        struct lk_py_expr *t = lk_hoist_temporary(h, s->ann.value->span);
        lk_hoist_value(h, &s->ann.value, true);
        lk_hoist_assign(h, t, s->ann.value);
        store(h, s->ann.target, t);
        return;
    }
    if (lk_has_yield(s->ann.target)) {
        lk_hoist_plain(h, &s->ann.target);
    }
    lk_hoist_value(h, &s->ann.value, false);
    put(h, s);
}

/* del of one target that yields: its parts first. */
static void delete_one(struct lk_hoist *h, struct lk_py_expr *target, struct lk_span span)
{
    if (target->kind == LK_X_TUPLE || target->kind == LK_X_LIST) {
        for (uint32_t i = 0; i < target->list.n; i++) {
            delete_one(h, target->list.v[i], span);
        }
        return;
    }
    if (lk_has_yield(target)) {
        lk_hoist_plain(h, &target);
    }
    struct lk_py_stmt *s = lk_hoist_new(h, LK_S_DELETE, span);
    s->list.v = lk_hoist_copy(h, &target, sizeof target);
    s->list.n = 1;
}

/* del a, b: one after the other. */
static void hoist_delete(struct lk_hoist *h, struct lk_py_stmt *s)
{
    if (!any_of(s->list)) {
        put(h, s);
        return;
    }
    for (uint32_t i = 0; i < s->list.n; i++) {
        delete_one(h, s->list.v[i], s->span);
    }
}

/* raise exc from cause, in this order. */
static void each_raise(void *node, lk_child_fn *fn, void *self)
{
    struct lk_py_stmt *s = node;
    if (s->raise.exc) {
        fn(self, &s->raise.exc);
    }
    if (s->raise.cause) {
        fn(self, &s->raise.cause);
    }
}

static void hoist_raise(struct lk_hoist *h, struct lk_py_stmt *s)
{
    lk_hoist_ordered(h, each_raise, s);
    put(h, s);
}

/* assert test, message: the message is evaluated only when the test has failed; then
 * `if not test:` has the assertion, of False, inside. */
static void hoist_assert(struct lk_hoist *h, struct lk_py_stmt *s)
{
    struct lk_py_body nothing = {NULL, 0};
    lk_hoist_value(h, &s->raise.exc, false);
    if (!lk_has_yield(s->raise.cause)) {
        put(h, s);
        return;
    }
    struct lk_hoist inner = lk_hoist_inner(h);
    struct lk_py_expr *test = s->raise.exc;
    lk_hoist_expr(&inner, &s->raise.cause);
    s->raise.exc = constant(h, LK_X_FALSE, test->span);
    put(&inner, s);
    h->extra = inner.extra;
    lk_hoist_if(h, test, nothing, lk_hoist_block(&inner));
}

/* if: the branches are blocks of their own. */
static void hoist_branch(struct lk_hoist *h, struct lk_py_stmt *s)
{
    lk_hoist_value(h, &s->branch.test, false);
    lk_hoist_body(h, &s->branch.body);
    lk_hoist_body(h, &s->branch.orelse);
    put(h, s);
}

/* What leaves `while (yield x): …` when the test fails; `over` tells the else block so. */
static struct lk_py_body leave_block(struct lk_hoist *h, struct lk_py_expr *over,
                                     struct lk_span span)
{
    struct lk_hoist leave = lk_hoist_inner(h);
    if (over) {
        lk_hoist_assign(&leave, over, constant(h, LK_X_TRUE, span));
    }
    lk_hoist_new(&leave, LK_S_BREAK, span);
    return lk_hoist_block(&leave);
}

/* `while (yield x): …` is an endless loop that tests and breaks:
 *     over = False; while True: <hoisted>; if test: pass else: over = True; break;  body
 *     if over: orelse */
static void hoist_while(struct lk_hoist *h, struct lk_py_stmt *s)
{
    struct lk_py_expr *test = s->branch.test, *over = NULL;
    struct lk_py_body orelse = s->branch.orelse, nothing = {NULL, 0};
    lk_hoist_body(h, &s->branch.body);
    lk_hoist_body(h, &orelse);
    s->branch.orelse = orelse;
    if (!lk_has_yield(test)) {
        put(h, s);
        return;
    }
    if (orelse.n) {
        over = lk_hoist_temporary(h, test->span);
        lk_hoist_assign(h, over, constant(h, LK_X_FALSE, test->span));
    }
    struct lk_hoist inner = lk_hoist_inner(h);
    lk_hoist_expr(&inner, &test);
    lk_hoist_if(&inner, test, nothing, leave_block(&inner, over, test->span));
    for (uint32_t i = 0; i < s->branch.body.n; i++) {
        put(&inner, s->branch.body.v[i]);
    }
    h->extra = inner.extra;
    s->branch.test = constant(h, LK_X_TRUE, test->span);
    s->branch.body = lk_hoist_block(&inner);
    s->branch.orelse = nothing;
    put(h, s);
    if (over) {
        lk_hoist_if(h, over, orelse, nothing);
    }
}

/* A body behind the storing of a temporary into the target. */
static void body_after(struct lk_hoist *h, struct lk_py_expr *target, struct lk_py_expr *t,
                       struct lk_py_body *body)
{
    struct lk_hoist inner = lk_hoist_inner(h);
    struct lk_py_body rest = *body;
    store(&inner, target, t);
    lk_hoist_body(&inner, &rest);
    for (uint32_t i = 0; i < rest.n; i++) {
        put(&inner, rest.v[i]);
    }
    h->extra = inner.extra;
    *body = lk_hoist_block(&inner);
}

/* for: a target that yields is stored at the start of each round. */
static void hoist_for(struct lk_hoist *h, struct lk_py_stmt *s)
{
    s->loop = lk_hoist_copy(h, s->loop, sizeof *s->loop);
    lk_hoist_value(h, &s->loop->head.iter, false);
    struct lk_py_expr *target = s->loop->head.target;
    if (lk_has_yield(target)) {
        s->loop->head.target = lk_hoist_temporary(h, target->span);
        body_after(h, target, s->loop->head.target, &s->loop->body);
    } else {
        lk_hoist_body(h, &s->loop->body);
    }
    lk_hoist_body(h, &s->loop->orelse);
    put(h, s);
}

/* Handlers from the first whose type yields become a try inside a handler of everything, which
 * raises the exception again:  except: t = yield; try: raise; except t: …  */
static struct lk_py_body rest_of_handlers(struct lk_hoist *h, const struct lk_py_try *t,
                                          uint32_t from, struct lk_span span)
{
    struct lk_hoist inner = lk_hoist_inner(h), body = lk_hoist_inner(h);
    struct lk_py_stmt *s = lk_arena_alloc(h->vm->arena, sizeof *s);
    struct lk_py_handler *rest = lk_hoist_copy(h, t->handler + from,
                                               (t->nhandler - from) * sizeof *rest);
    s->kind = LK_S_TRY;
    s->span = span;
    s->try = lk_arena_alloc(h->vm->arena, sizeof *s->try);
    lk_hoist_expr(&inner, &rest[0].type);
    lk_hoist_new(&body, LK_S_RAISE, span);
    s->try->body = lk_hoist_block(&body);
    s->try->handler = rest;
    s->try->nhandler = t->nhandler - from;
    put(&inner, s);
    struct lk_py_body done = lk_hoist_block(&inner);
    h->extra = inner.extra;
    lk_hoist_body(h, &done);
    return done;
}

/* Bodies, handlers, else and finally. The type of an except* is evaluated when its turn comes. */
static void hoist_try(struct lk_hoist *h, struct lk_py_stmt *s)
{
    struct lk_py_try *t = s->try = lk_hoist_copy(h, s->try, sizeof *t);
    bool star = s->flags & LK_SF_STAR;
    lk_hoist_body(h, &t->body);
    if (t->nhandler) {
        t->handler = lk_hoist_copy(h, t->handler, t->nhandler * sizeof *t->handler);
    }
    for (uint32_t i = 0; i < t->nhandler; i++) {
        struct lk_py_handler *k = &t->handler[i];
        if (!star && k->type && lk_has_yield(k->type)) {
            struct lk_py_body rest = rest_of_handlers(h, t, i, s->span);
            *k = (struct lk_py_handler){.body = rest, .span = k->span};
            t->nhandler = i + 1;
            continue;
        }
        if (star && lk_has_yield(k->type)) {
            struct lk_hoist before = lk_hoist_inner(h);
            lk_hoist_expr(&before, &k->type);
            h->extra = before.extra;
            k->before = lk_hoist_block(&before);
        }
        lk_hoist_body(h, &k->body);
    }
    lk_hoist_body(h, &t->orelse);
    lk_hoist_body(h, &t->final);
    put(h, s);
}

/* Does a manager behind the first yield, or any target? */
static bool items_yield(const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->with.nitem; i++) {
        if ((i && lk_has_yield(s->with.item[i].value)) || lk_has_yield(s->with.item[i].target)) {
            return true;
        }
    }
    return false;
}

/* with A as x, B as y: body  as  with A as t: x = t; with B as u: y = u; body. */
static void nest_items(struct lk_hoist *h, const struct lk_py_stmt *s, uint32_t i)
{
    struct lk_py_stmt *one = lk_hoist_copy(h, s, sizeof *s);
    struct lk_py_withitem item = s->with.item[i];
    struct lk_py_expr *target = lk_has_yield(item.target) ? item.target : NULL;
    lk_hoist_value(h, &item.value, false);
    item.target = target ? lk_hoist_temporary(h, target->span) : item.target;
    struct lk_hoist inner = lk_hoist_inner(h);
    if (target) {
        store(&inner, target, item.target);
    }
    if (i + 1 < s->with.nitem) {
        nest_items(&inner, s, i + 1);
    } else {
        struct lk_py_body body = s->with.body;
        lk_hoist_body(&inner, &body);
        for (uint32_t k = 0; k < body.n; k++) {
            put(&inner, body.v[k]);
        }
    }
    h->extra = inner.extra;
    one->with.item = lk_hoist_copy(h, &item, sizeof item);
    one->with.nitem = 1;
    one->with.body = lk_hoist_block(&inner);
    put(h, one);
}

/* Managers behind the first are evaluated inside it, so a yield there needs a statement inside. */
static void hoist_with(struct lk_hoist *h, struct lk_py_stmt *s)
{
    if (items_yield(s)) {
        nest_items(h, s, 0);
        return;
    }
    s->with.item = lk_hoist_copy(h, s->with.item, s->with.nitem * sizeof *s->with.item);
    lk_hoist_value(h, &s->with.item[0].value, false);
    lk_hoist_body(h, &s->with.body);
    put(h, s);
}

/* The first case from `from` whose guard yields; the number of cases when none does. */
static uint32_t yielding_guard(const struct lk_py_stmt *s)
{
    uint32_t i = 0;
    while (i < s->match.nkase && !lk_has_yield(s->match.kase[i].guard)) {
        i++;
    }
    return i;
}

/* The case whose guard yields, with the guard inside:  case P: if guard: body else: on = True. */
static struct lk_py_case guarded_case(struct lk_hoist *h, const struct lk_py_case *k,
                                      struct lk_py_body go_on)
{
    struct lk_hoist inner = lk_hoist_inner(h);
    struct lk_py_case made = {.pattern = k->pattern};
    struct lk_py_expr *guard = k->guard;
    struct lk_py_body body = k->body;
    lk_hoist_expr(&inner, &guard);
    lk_hoist_body(&inner, &body);
    lk_hoist_if(&inner, guard, body, go_on);
    h->extra = inner.extra;
    made.body = lk_hoist_block(&inner);
    return made;
}

/* What sets `on`: the cases behind the one whose guard yields are to be tried. */
static struct lk_py_body set_block(struct lk_hoist *h, struct lk_py_expr *on)
{
    struct lk_hoist inner = lk_hoist_inner(h);
    lk_hoist_assign(&inner, on, constant(h, LK_X_TRUE, on->span));
    return lk_hoist_block(&inner);
}

static void hoist_match(struct lk_hoist *h, struct lk_py_stmt *s);

/* Splits a match at the case `at`:
 *     on = False; match t: cases before; case P: if guard: body else: on = True; case _: on = True
 *     if on: match t: cases behind */
static void split_match(struct lk_hoist *h, struct lk_py_stmt *s, uint32_t at)
{
    struct lk_py_expr *t = lk_hoist_temporary(h, s->match.subject->span);
    struct lk_py_expr *on = lk_hoist_temporary(h, s->match.subject->span);
    struct lk_py_body nothing = {NULL, 0};
    struct lk_py_pattern *any = lk_arena_alloc(h->vm->arena, sizeof *any);
    struct lk_py_stmt *rest = lk_hoist_copy(h, s, sizeof *s);
    any->kind = LK_P_WILDCARD;
    any->span = s->span;
    lk_hoist_assign(h, t, s->match.subject);
    lk_hoist_assign(h, on, constant(h, LK_X_FALSE, on->span));
    struct lk_py_case *kase = lk_arena_alloc(h->vm->arena, (at + 2) * sizeof *kase);
    memcpy(kase, s->match.kase, at * sizeof *kase);
    for (uint32_t i = 0; i < at; i++) {
        lk_hoist_body(h, &kase[i].body);
    }
    kase[at] = guarded_case(h, &s->match.kase[at], set_block(h, on));
    kase[at + 1] = (struct lk_py_case){.pattern = any, .body = set_block(h, on)};
    rest->match.kase += at + 1;
    rest->match.nkase -= at + 1;
    rest->match.subject = s->match.subject = t;
    s->match.kase = kase;
    s->match.nkase = at + 2;
    put(h, s);
    if (rest->match.nkase) {
        struct lk_hoist inner = lk_hoist_inner(h);
        hoist_match(&inner, rest);
        h->extra = inner.extra;
        lk_hoist_if(h, on, lk_hoist_block(&inner), nothing);
    }
}

/* The subject, guards and bodies. */
static void hoist_match(struct lk_hoist *h, struct lk_py_stmt *s)
{
    uint32_t at = yielding_guard(s);
    lk_hoist_value(h, &s->match.subject, false);
    if (at < s->match.nkase) {
        split_match(h, s, at);
        return;
    }
    s->match.kase = lk_hoist_copy(h, s->match.kase, s->match.nkase * sizeof *s->match.kase);
    for (uint32_t i = 0; i < s->match.nkase; i++) {
        lk_hoist_body(h, &s->match.kase[i].body);
    }
    put(h, s);
}

/* Decorators, then defaults or bases, are evaluated in the generator's frame; the inside is
 * another frame. */
static void each_of_def(void *node, lk_child_fn *fn, void *self)
{
    struct lk_py_stmt *s = node;
    for (uint32_t i = 0; i < s->def->decorator.n; i++) {
        fn(self, &s->def->decorator.v[i]);
    }
    if (s->kind == LK_S_CLASS) {
        lk_each_argument(s->def->bases, fn, self);
    } else {
        lk_each_default(s->def->code, fn, self);
    }
}

/* def and class; with type parameters names are entered in between, and a yield is refused. */
static void hoist_def(struct lk_hoist *h, struct lk_py_stmt *s)
{
    if (lk_any_yield(each_of_def, s) && !s->def->ntparam) {
        struct lk_py_def *d = s->def = lk_hoist_copy(h, s->def, sizeof *d);
        if (d->decorator.n) {
            d->decorator.v = lk_hoist_copy(h, d->decorator.v,
                                           d->decorator.n * sizeof *d->decorator.v);
        }
        if (s->kind == LK_S_FUNCTION) {
            d->code = lk_hoist_code(h, d->code);
        } else if (d->bases) {
            d->bases = lk_hoist_args(h, d->bases);
        }
        lk_hoist_ordered(h, each_of_def, s);
    }
    put(h, s);
}

/* An expression for its effect may be a yield itself. */
static void hoist_effect(struct lk_hoist *h, struct lk_py_stmt *s)
{
    lk_hoist_value(h, &s->one, s->kind == LK_S_EXPR);
    put(h, s);
}

typedef void hoist_fn(struct lk_hoist *, struct lk_py_stmt *);
/* Kinds without an entry hold no expression. */
static hoist_fn *const table[LK_S_COUNT] = {
    [LK_S_EXPR] = hoist_effect,       [LK_S_RETURN] = hoist_effect,
    [LK_S_ASSIGN] = hoist_assign,     [LK_S_AUGASSIGN] = hoist_augassign,
    [LK_S_ANNASSIGN] = hoist_annassign, [LK_S_DELETE] = hoist_delete,
    [LK_S_RAISE] = hoist_raise,       [LK_S_ASSERT] = hoist_assert,
    [LK_S_IF] = hoist_branch,         [LK_S_WHILE] = hoist_while,
    [LK_S_FOR] = hoist_for,           [LK_S_TRY] = hoist_try,
    [LK_S_WITH] = hoist_with,         [LK_S_MATCH] = hoist_match,
    [LK_S_FUNCTION] = hoist_def,      [LK_S_CLASS] = hoist_def,
};

/* A block and what is in it, statement by statement, with what was hoisted in front of each. The
 * statements are copies: the tree is shared. */
void lk_hoist_body(struct lk_hoist *h, struct lk_py_body *body)
{
    struct lk_hoist inner = lk_hoist_inner(h);
    for (uint32_t i = 0; i < body->n; i++) {
        struct lk_py_stmt *s = lk_hoist_copy(h, body->v[i], sizeof *s);
        hoist_fn *fn = table[s->kind];
        if (fn) {
            fn(&inner, s);
        } else {
            put(&inner, s);
        }
    }
    h->extra = inner.extra;
    *body = lk_hoist_block(&inner);
}

/* Sets the body that a generator of the function runs and the slots it needs.  The work is done
 * once for each code and kept in the unit; a generator expression needs a slot for the iterator
 * of each inner loop only. */
void lk_generator_prepare(struct lk_vm *vm, struct lk_function *fn)
{
    static const struct lk_py_body none;
    const struct lk_py_code *c = fn->code;
    fn->gen_body = &none;
    if (c->kind == LK_PY_CODE_GENEXP) {
        fn->gen_extra = c->expr->comp.part->nloop - 1;
        return;
    }
    struct lk_map *made = &fn->unit->generators;
    struct lk_str key = {(const char *)&c, sizeof c};
    struct lk_prepared *p = lk_map_get(made, key);
    if (!p) {
        struct lk_hoist h = {.vm = vm, .code = c};
        p = lk_arena_alloc(vm->arena, sizeof *p);
        /* the original is left as it was parsed */
        p->body = *c->body;
        lk_hoist_body(&h, &p->body);
        p->extra = h.extra;
        lk_map_put(made, key, p);
    }
    fn->gen_body = &p->body;
    fn->gen_extra = p->extra;
}
