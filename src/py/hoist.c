/* Generators whose yields stand inside expressions.  A generator is resumed by going down to the
 * statement where it stopped, so a yield must be a statement of its own: `x` or `x = yield y`.  Any
 * other is hoisted out before the body is first run:
 *
 *     print(f(a), (yield b), c)      becomes      t0 = print; t1 = f(a); t2 = yield b
 *                                                 t0(t1, t2, c)
 *
 * with what is evaluated before the yield kept in slots behind the frame's own.  The tree itself is
 * not changed; statements that need it are copied.  Where a yield cannot be hoisted (a default, an
 * except clause, a guard) it stays and is refused when it is evaluated. */
#include "py/gen.h"

#include <stdlib.h>

/* A body that can be resumed at every yield, and how many slots it needs besides its code's. */
struct lk_prepared {
    struct lk_py_body body;
    uint32_t extra;
};

struct hoist {
    struct lk_vm *vm;
    const struct lk_py_code *code;
    /* the code whose frame gets the temporaries behind its own slots */
    uint32_t extra;                /* temporaries so far */
    struct { struct lk_py_stmt **v; size_t n, cap; } out;        /* of the block being written */
};

/* The children of an expression that are evaluated in its frame, in order of evaluation. */
typedef void child_fn(void *self, struct lk_py_expr **child);

/* Calls fn for each child that is there; keys of **mapping and parts of slices may be NULL. */
static void each_of(struct lk_py_expr **v, uint32_t n, child_fn *fn, void *self)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i]) {
            fn(self, &v[i]);
        }
    }
}

/* Positional arguments, then keywords, as they are evaluated. */
static void each_argument(struct lk_py_args *a, child_fn *fn, void *self)
{
    if (!a) {
        return;
    }
    each_of(a->arg.v, a->arg.n, fn, self);
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        fn(self, &a->keyword[i].value);
    }
}

/* Lambdas and the inside of comprehensions are frames of their own, so they are not gone into; of
 * a comprehension only the first iterable is evaluated outside.  The target of := is no value. */
static void each_child(struct lk_py_expr *e, child_fn *fn, void *self)
{
    struct lk_py_expr **three[] = {&e->three.a, &e->three.b, &e->three.c};
    switch (e->kind) {
    case LK_X_FSTRING:
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET:
    case LK_X_DICT:
    case LK_X_BOOL: each_of(e->list.v, e->list.n, fn, self); break;
    case LK_X_COMPARE: each_of(e->cmp.v, e->cmp.n + 1, fn, self); break;
    case LK_X_CALL:
        fn(self, &e->call.fn);
        each_argument(e->call.args, fn, self);
        break;
    case LK_X_FORMATTED:
        fn(self, &e->fmt.value);
        each_of(&e->fmt.spec, 1, fn, self);
        break;
    case LK_X_ATTRIBUTE: fn(self, &e->attr.value); break;
    case LK_X_SLICE:
    case LK_X_IF:
        for (int i = 0; i < 3; i++) {
            each_of(three[i], 1, fn, self);
        }
        break;
    case LK_X_SUBSCRIPT:
    case LK_X_BINARY:
        fn(self, &e->two.a);
        fn(self, &e->two.b);
        break;
    case LK_X_NAMED: fn(self, &e->two.b); break;
    case LK_X_STARRED:
    case LK_X_UNARY:
    case LK_X_YIELD:
    case LK_X_YIELDFROM: each_of(&e->one, 1, fn, self); break;
    case LK_X_LISTCOMP:
    case LK_X_SETCOMP:
    case LK_X_DICTCOMP:
    case LK_X_GENEXP: fn(self, &e->comp.part->loop[0].iter); break;
    default: break;
    }
}

/* A child_fn that looks for the first yield at any depth. */
static void find_yield(void *found, struct lk_py_expr **child)
{
    bool *f = found;
    if (!*f) {
        *f = (*child)->kind == LK_X_YIELD || (*child)->kind == LK_X_YIELDFROM;
        if (!*f) {
            each_child(*child, find_yield, found);
        }
    }
}

/* Does the expression, which may be NULL, yield anywhere in its own frame? */
static bool has_yield(struct lk_py_expr *e)
{
    bool found = false;
    if (e) {
        find_yield(&found, &e);
    }
    return found;
}

/* Is it a yield itself? */
static bool is_yield(const struct lk_py_expr *e)
{
    return e && (e->kind == LK_X_YIELD || e->kind == LK_X_YIELDFROM);
}

/* Copies in the runtime's arena. */

/* The tree is shared by all that looks at the function, so it is copied where it
 * is written to; the arena lives as long as the runtime. */
static void *copy(struct hoist *h, const void *from, size_t bytes)
{
    void *to = lk_arena_alloc(h->vm->arena, bytes);
    memcpy(to, from, bytes);
    return to;
}

/* The argument list with its arrays, whose elements will be replaced. */
static struct lk_py_args *copy_args(struct hoist *h, const struct lk_py_args *a)
{
    struct lk_py_args *to = copy(h, a, sizeof *a);
    if (a->arg.n) {
        to->arg.v = copy(h, a->arg.v, a->arg.n * sizeof *a->arg.v);
    }
    if (a->nkeyword) {
        to->keyword = copy(h, a->keyword, a->nkeyword * sizeof *a->keyword);
    }
    return to;
}

/* The loops of a comprehension: the first iterable may be replaced. */
static struct lk_py_comp *copy_comp(struct hoist *h, const struct lk_py_comp *c)
{
    struct lk_py_comp *to = copy(h, c, sizeof *c);
    to->loop = copy(h, c->loop, c->nloop * sizeof *c->loop);
    return to;
}

/* A node whose child pointers may be replaced. */
static struct lk_py_expr *copy_node(struct hoist *h, const struct lk_py_expr *e)
{
    struct lk_py_expr *to = copy(h, e, sizeof *e);
    switch (e->kind) {
    case LK_X_FSTRING:
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET:
    case LK_X_DICT:
    case LK_X_BOOL:
        if (e->list.n) {
            to->list.v = copy(h, e->list.v, e->list.n * sizeof *e->list.v);
        }
        break;
    case LK_X_COMPARE: to->cmp.v = copy(h, e->cmp.v, (e->cmp.n + 1) * sizeof *e->cmp.v); break;
    case LK_X_CALL:
        if (e->call.args) {
            to->call.args = copy_args(h, e->call.args);
        }
        break;
    case LK_X_LISTCOMP:
    case LK_X_SETCOMP:
    case LK_X_DICTCOMP:
    case LK_X_GENEXP: to->comp.part = copy_comp(h, e->comp.part); break;
    default: break;
    }
    return to;
}

/* A new statement at the end of the block being written. */
static struct lk_py_stmt *new_stmt(struct hoist *h, enum lk_py_stmt_kind kind, struct lk_span span)
{
    struct lk_py_stmt *s = lk_arena_alloc(h->vm->arena, sizeof *s);
    s->kind = (uint8_t)kind;
    s->span = span;
    *LK_PUSH(&h->out) = s;
    return s;
}

/* A name for a fresh slot of the frame; it counts as resolved, so nothing looks for it. */
static struct lk_py_expr *new_temporary(struct hoist *h, struct lk_span span)
{
    struct lk_py_expr *e = lk_arena_alloc(h->vm->arena, sizeof *e);
    e->kind = LK_X_NAME;
    e->span = span;
    e->name.scope = LK_PY_LOCAL;
    e->name.slot = lk_py_frame_slots(h->code) + h->extra++;
    return e;
}

/* target = value, at the end of the block. */
static void emit_assign(struct hoist *h, struct lk_py_expr *target, struct lk_py_expr *value)
{
    struct lk_py_stmt *s = new_stmt(h, LK_S_ASSIGN, value->span);
    s->assign.target.v = copy(h, &target, sizeof target);
    s->assign.target.n = 1;
    s->assign.value = value;
}

static void hoist_expr(struct hoist *h, struct lk_py_expr **at);

/* Values that cannot change between now and the yield need no temporary. */
static bool is_constant(const struct lk_py_expr *e)
{
    return e->kind <= LK_X_BYTES;
}

/* Evaluates what stands before a yield now, because the order of side effects must stay.  Of *args
 * the list is kept and the star stays where it is. */
static void keep_value(struct hoist *h, struct lk_py_expr **at)
{
    if ((*at)->kind == LK_X_STARRED) {
        *at = copy_node(h, *at);
        keep_value(h, &(*at)->one);
        return;
    }
    if (!is_constant(*at)) {
        struct lk_py_expr *t = new_temporary(h, (*at)->span);
        emit_assign(h, t, *at);
        *at = t;
    }
}

/* Children in order: what comes before the last yield is evaluated into temporaries. */
/* The walk over children: which one it is at, and which is the last with a yield; those behind
 * that one are evaluated after it anyhow. */
struct order {
    struct hoist *h;
    uint32_t at, last;
};

/* First walk: finds the last child with a yield. */
static void count_child(void *self, struct lk_py_expr **child)
{
    struct order *o = self;
    if (has_yield(*child)) {
        o->last = o->at;
    }
    o->at++;
}

/* Second walk: children before it are kept in temporaries or hoisted themselves. */
static void hoist_child(void *self, struct lk_py_expr **child)
{
    struct order *o = self;
    if (has_yield(*child)) {
        hoist_expr(o->h, child);
    } else if (o->at < o->last) {
        keep_value(o->h, child);
    }
    o->at++;
}

/* An expression that evaluates all its children in order: everything but `if`, and, or and chains
 * of comparisons. */
static void hoist_plain(struct hoist *h, struct lk_py_expr **at)
{
    struct order o = {h, 0, 0};
    *at = copy_node(h, *at);
    each_child(*at, count_child, &o);
    o.at = 0;
    each_child(*at, hoist_child, &o);
}

/* The statements written so far as a block; the writer is empty after it. */
static struct lk_py_body take_block(struct hoist *h)
{
    struct lk_py_body b = {NULL, (uint32_t)h->out.n};
    if (b.n) {
        b.v = copy(h, h->out.v, b.n * sizeof *b.v);
    }
    free(h->out.v);
    memset(&h->out, 0, sizeof h->out);
    return b;
}

/* A block that puts the value of e into t.  The temporaries are counted on: blocks that exclude
 * each other could share them, but slots are cheap. */
static struct lk_py_body value_block(struct hoist *h, struct lk_py_expr *t, struct lk_py_expr *e)
{
    struct hoist inner = {.vm = h->vm, .code = h->code, .extra = h->extra};
    if (has_yield(e)) {
        hoist_expr(&inner, &e);
    }
    emit_assign(&inner, t, e);
    h->extra = inner.extra;
    return take_block(&inner);
}

/* if test: then else: otherwise, at the end of the block. */
static void emit_if(struct hoist *h, struct lk_py_expr *test, struct lk_py_body then,
                    struct lk_py_body otherwise)
{
    struct lk_py_stmt *s = new_stmt(h, LK_S_IF, test->span);
    s->branch.test = test;
    s->branch.body = then;
    s->branch.orelse = otherwise;
}

/* a if test else b, with a branch that yields.  Only the branch taken may be evaluated, so it
 * becomes an if statement. */
static void hoist_if(struct hoist *h, struct lk_py_expr **at)
{
    struct lk_py_expr *e = *at, *test = e->three.a, *t = new_temporary(h, e->span);
    if (has_yield(test)) {
        hoist_expr(h, &test);
    }
    struct lk_py_body then = value_block(h, t, e->three.b);
    struct lk_py_body otherwise = value_block(h, t, e->three.c);
    emit_if(h, test, then, otherwise);
    *at = t;
}

/* a and b and c: t = a; if t: t = b; if t: t = c.  Each operand only runs when those before it
 * have not decided. */
static void hoist_bool(struct hoist *h, struct lk_py_expr **at)
{
    struct lk_py_expr *e = *at, *t = new_temporary(h, e->span);
    struct lk_py_body nothing = {NULL, 0};
    for (uint32_t i = 0; i < e->list.n; i++) {
        struct lk_py_body block = value_block(h, t, e->list.v[i]);
        if (i == 0) {
            for (uint32_t k = 0; k < block.n; k++) {
                *LK_PUSH(&h->out) = block.v[k];
            }
        } else {
            bool and = e->op == LK_OP_AND;
            emit_if(h, t, and ? block : nothing, and ? nothing : block);
        }
    }
    *at = t;
}

/* Takes the yields out of an expression; *at is then an expression without any.  A chain of
 * comparisons is left alone: its operands may not be evaluated at all, and such a yield is
 * refused when it is met. */
static void hoist_expr(struct hoist *h, struct lk_py_expr **at)
{
    switch ((*at)->kind) {
    case LK_X_YIELD:
    case LK_X_YIELDFROM: {
        hoist_plain(h, at);
        struct lk_py_expr *t = new_temporary(h, (*at)->span);
        emit_assign(h, t, *at);
        *at = t;
        break;
    }
    case LK_X_IF: hoist_if(h, at); break;
    case LK_X_BOOL: hoist_bool(h, at); break;
    case LK_X_COMPARE:
        if ((*at)->cmp.n == 1) {
            hoist_plain(h, at);
        }
        break;
    default: hoist_plain(h, at); break;
    }
}

/* The value of a statement: a yield may stay where the statement can be resumed at it. */
static void hoist_value(struct hoist *h, struct lk_py_expr **at, bool may_stay)
{
    if (!has_yield(*at)) {
        return;
    }
    if (is_yield(*at) && may_stay) {
        hoist_plain(h, at);
    } else {
        hoist_expr(h, at);
    }
}

static void hoist_body(struct hoist *h, struct lk_py_body *body);

/* `while (yield x): …` is an endless loop that tests and breaks; with else it stays, and is refused
 * when it runs. */
static void hoist_while(struct hoist *h, struct lk_py_stmt *s)
{
    hoist_body(h, &s->branch.body);
    hoist_body(h, &s->branch.orelse);
    /* leaving by break would skip an else block */
    if (!has_yield(s->branch.test) || s->branch.orelse.n) {
        return;
    }
    struct hoist inner = {.vm = h->vm, .code = h->code, .extra = h->extra};
    struct lk_py_expr *test = s->branch.test, *forever = lk_arena_alloc(h->vm->arena, sizeof *test);
    struct hoist leave = {.vm = h->vm, .code = h->code};
    hoist_expr(&inner, &test);
    new_stmt(&leave, LK_S_BREAK, test->span);
    emit_if(&inner, test, (struct lk_py_body){NULL, 0}, take_block(&leave));
    for (uint32_t i = 0; i < s->branch.body.n; i++) {
        *LK_PUSH(&inner.out) = s->branch.body.v[i];
    }
    h->extra = inner.extra;
    /* while True: <hoisted>; if test: pass else: break; body */
    forever->kind = LK_X_TRUE;
    forever->span = test->span;
    s->branch.test = forever;
    s->branch.body = take_block(&inner);
}

/* Bodies, handlers, else and finally; a yield in the class of an except clause stays. */
static void hoist_try(struct hoist *h, struct lk_py_stmt *s)
{
    struct lk_py_try *t = s->try = copy(h, s->try, sizeof *t);
    hoist_body(h, &t->body);
    if (t->nhandler) {
        t->handler = copy(h, t->handler, t->nhandler * sizeof *t->handler);
    }
    for (uint32_t i = 0; i < t->nhandler; i++) {
        hoist_body(h, &t->handler[i].body);
    }
    hoist_body(h, &t->orelse);
    hoist_body(h, &t->final);
}

/* Only the first item is hoisted: those behind it are evaluated inside the first. */
static void hoist_with(struct hoist *h, struct lk_py_stmt *s)
{
    s->with.item = copy(h, s->with.item, s->with.nitem * sizeof *s->with.item);
    hoist_value(h, &s->with.item[0].value, false);
    hoist_body(h, &s->with.body);
}

/* The subject and the bodies; a yield in a guard stays. */
static void hoist_match(struct hoist *h, struct lk_py_stmt *s)
{
    hoist_value(h, &s->match.subject, false);
    s->match.kase = copy(h, s->match.kase, s->match.nkase * sizeof *s->match.kase);
    for (uint32_t i = 0; i < s->match.nkase; i++) {
        hoist_body(h, &s->match.kase[i].body);
    }
}

/* A copy of the statement, behind what must be evaluated before it.  Kinds without a case hold no
 * yield that can be resumed.  Functions and classes inside are other frames. */
static struct lk_py_stmt *hoist_stmt(struct hoist *h, const struct lk_py_stmt *from)
{
    struct lk_py_stmt *s = copy(h, from, sizeof *from);
    switch (s->kind) {
    case LK_S_EXPR: hoist_value(h, &s->one, true); break;
    case LK_S_RETURN: hoist_value(h, &s->one, false); break;
    case LK_S_ASSIGN: hoist_value(h, &s->assign.value, true); break;
    case LK_S_ANNASSIGN: hoist_value(h, &s->ann.value, false); break;
    case LK_S_AUGASSIGN: hoist_value(h, &s->aug.value, false); break;
    case LK_S_RAISE:
    case LK_S_ASSERT: hoist_value(h, &s->raise.exc, false); break;
    case LK_S_IF:
        hoist_value(h, &s->branch.test, false);
        hoist_body(h, &s->branch.body);
        hoist_body(h, &s->branch.orelse);
        break;
    case LK_S_WHILE: hoist_while(h, s); break;
    case LK_S_FOR:
        s->loop = copy(h, s->loop, sizeof *s->loop);
        hoist_value(h, &s->loop->head.iter, false);
        hoist_body(h, &s->loop->body);
        hoist_body(h, &s->loop->orelse);
        break;
    case LK_S_TRY: hoist_try(h, s); break;
    case LK_S_WITH: hoist_with(h, s); break;
    case LK_S_MATCH: hoist_match(h, s); break;
    default: break;
    }
    return s;
}

/* A block and what is in it, statement by statement, with what was hoisted in front of each. */
static void hoist_body(struct hoist *h, struct lk_py_body *body)
{
    struct hoist inner = {.vm = h->vm, .code = h->code, .extra = h->extra};
    for (uint32_t i = 0; i < body->n; i++) {
        struct lk_py_stmt *s = hoist_stmt(&inner, body->v[i]);
        *LK_PUSH(&inner.out) = s;
    }
    h->extra = inner.extra;
    *body = take_block(&inner);
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
        struct hoist h = {.vm = vm, .code = c};
        p = lk_arena_alloc(vm->arena, sizeof *p);
        /* the original is left as it was parsed */
        p->body = *c->body;
        hoist_body(&h, &p->body);
        p->extra = h.extra;
        lk_map_put(made, key, p);
    }
    fn->gen_body = &p->body;
    fn->gen_extra = p->extra;
}
