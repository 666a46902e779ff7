/* Generators whose yields stand inside expressions.  A generator is resumed by going down to the
 * statement where it stopped, so a yield must be a statement of its own: `x` or `x = yield y`.  Any
 * other is hoisted out before the body is first run:
 *
 *     print(f(a), (yield b), c)      becomes      t0 = print; t1 = f(a); t2 = yield b
 *                                                 t0(t1, t2, c)
 *
 * with what is evaluated before the yield kept in slots behind the frame's own.  The tree itself is
 * not changed; statements that need it are copied.  Statements that hold
 * expressions are in hoist_stmt.c. */
#include "py/hoist.h"

#include <stdlib.h>

/* Calls fn for each child that is there; keys of **mapping and parts of slices may be NULL. */
static void each_of(struct lk_py_expr **v, uint32_t n, lk_child_fn *fn, void *self)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i]) {
            fn(self, &v[i]);
        }
    }
}

/* Positional arguments, then keywords, as they are evaluated.  The node is a struct lk_py_args or
 * NULL. */
void lk_each_argument(void *node, lk_child_fn *fn, void *self)
{
    struct lk_py_args *a = node;
    if (!a) {
        return;
    }
    each_of(a->arg.v, a->arg.n, fn, self);
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        fn(self, &a->keyword[i].value);
    }
}

/* Defaults of parameters, evaluated where the function is made.  The node is a struct
 * lk_py_code. */
void lk_each_default(void *node, lk_child_fn *fn, void *self)
{
    struct lk_py_code *c = node;
    for (uint32_t i = 0; i < c->nparam; i++) {
        each_of(&c->param[i].dflt, 1, fn, self);
    }
}

/* The bodies of lambdas and the inside of comprehensions are frames of their own, so they are not
 * gone into; of a comprehension only the first iterable is evaluated outside.  The target of := is
 * no value. */
static void each_child(void *node, lk_child_fn *fn, void *self)
{
    struct lk_py_expr *e = node;
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
        lk_each_argument(e->call.args, fn, self);
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
    case LK_X_LAMBDA: lk_each_default(e->fn, fn, self); break;
    default: break;
    }
}

/* Is it a yield itself? */
bool lk_is_yield(const struct lk_py_expr *e)
{
    return e && (e->kind == LK_X_YIELD || e->kind == LK_X_YIELDFROM);
}

/* A lk_child_fn that looks for the first yield at any depth. */
static void find_yield(void *found, struct lk_py_expr **child)
{
    bool *f = found;
    if (!*f) {
        *f = lk_is_yield(*child);
        if (!*f) {
            each_child(*child, find_yield, found);
        }
    }
}

/* Does the expression, which may be NULL, yield anywhere in its own frame? */
bool lk_has_yield(struct lk_py_expr *e)
{
    bool found = false;
    if (e) {
        find_yield(&found, &e);
    }
    return found;
}

/* The same for whatever else has expressions. */
bool lk_any_yield(lk_each_fn *each, void *node)
{
    bool found = false;
    each(node, find_yield, &found);
    return found;
}

/* Copies in the runtime's arena. */

/* The tree is shared by all that looks at the function, so it is copied where it
 * is written to; the arena lives as long as the runtime. */
void *lk_hoist_copy(struct lk_hoist *h, const void *from, size_t bytes)
{
    void *to = lk_arena_alloc(h->vm->arena, bytes);
    memcpy(to, from, bytes);
    return to;
}

/* The argument list with its arrays, whose elements will be replaced. */
struct lk_py_args *lk_hoist_args(struct lk_hoist *h, const struct lk_py_args *a)
{
    struct lk_py_args *to = lk_hoist_copy(h, a, sizeof *a);
    if (a->arg.n) {
        to->arg.v = lk_hoist_copy(h, a->arg.v, a->arg.n * sizeof *a->arg.v);
    }
    if (a->nkeyword) {
        to->keyword = lk_hoist_copy(h, a->keyword, a->nkeyword * sizeof *a->keyword);
    }
    return to;
}

/* The loops of a comprehension: the first iterable may be replaced. */
static struct lk_py_comp *copy_comp(struct lk_hoist *h, const struct lk_py_comp *c)
{
    struct lk_py_comp *to = lk_hoist_copy(h, c, sizeof *c);
    to->loop = lk_hoist_copy(h, c->loop, c->nloop * sizeof *c->loop);
    return to;
}

/* A function whose defaults may be replaced; its body is shared. */
struct lk_py_code *lk_hoist_code(struct lk_hoist *h, const struct lk_py_code *c)
{
    struct lk_py_code *to = lk_hoist_copy(h, c, sizeof *c);
    if (c->nparam) {
        to->param = lk_hoist_copy(h, c->param, c->nparam * sizeof *c->param);
    }
    return to;
}

/* A node whose child pointers may be replaced. */
struct lk_py_expr *lk_hoist_node(struct lk_hoist *h, const struct lk_py_expr *e)
{
    struct lk_py_expr *to = lk_hoist_copy(h, e, sizeof *e);
    switch (e->kind) {
    case LK_X_FSTRING:
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET:
    case LK_X_DICT:
    case LK_X_BOOL:
        if (e->list.n) {
            to->list.v = lk_hoist_copy(h, e->list.v, e->list.n * sizeof *e->list.v);
        }
        break;
    case LK_X_COMPARE:
        to->cmp.v = lk_hoist_copy(h, e->cmp.v, (e->cmp.n + 1) * sizeof *e->cmp.v);
        break;
    case LK_X_LAMBDA: to->fn = lk_hoist_code(h, e->fn); break;
    case LK_X_CALL:
        if (e->call.args) {
            to->call.args = lk_hoist_args(h, e->call.args);
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
struct lk_py_stmt *lk_hoist_new(struct lk_hoist *h, enum lk_py_stmt_kind kind, struct lk_span span)
{
    struct lk_py_stmt *s = lk_arena_alloc(h->vm->arena, sizeof *s);
    s->kind = (uint8_t)kind;
    s->span = span;
    *LK_PUSH(&h->out) = s;
    return s;
}

/* A name for a fresh slot of the frame; it counts as resolved, so nothing looks for it. */
struct lk_py_expr *lk_hoist_temporary(struct lk_hoist *h, struct lk_span span)
{
    struct lk_py_expr *e = lk_arena_alloc(h->vm->arena, sizeof *e);
    e->kind = LK_X_NAME;
    e->span = span;
    e->name.scope = LK_PY_LOCAL;
    e->name.slot = lk_py_frame_slots(h->code) + h->extra++;
    return e;
}

/* target = value, at the end of the block. */
void lk_hoist_assign(struct lk_hoist *h, struct lk_py_expr *target, struct lk_py_expr *value)
{
    struct lk_py_stmt *s = lk_hoist_new(h, LK_S_ASSIGN, value->span);
    s->assign.target.v = lk_hoist_copy(h, &target, sizeof target);
    s->assign.target.n = 1;
    s->assign.value = value;
}

/* Values that cannot change between now and the yield need no temporary. */
static bool is_constant(const struct lk_py_expr *e)
{
    return e->kind <= LK_X_BYTES;
}

/* Evaluates what stands before a yield now, because the order of side effects must stay.  Of *args
 * the items are listed, since what gives them may change. */
void lk_hoist_keep(struct lk_hoist *h, struct lk_py_expr **at)
{
    struct lk_py_expr *t;
    if (is_constant(*at)) {
        return;
    }
    t = lk_hoist_temporary(h, (*at)->span);
    if ((*at)->kind == LK_X_STARRED) {
        struct lk_py_expr *list = lk_hoist_copy(h, *at, sizeof *list);
        list->kind = LK_X_LIST;
        list->list.v = lk_hoist_copy(h, at, sizeof *at);
        list->list.n = 1;
        lk_hoist_assign(h, t, list);
        *at = lk_hoist_node(h, *at);
        (*at)->one = t;
        return;
    }
    lk_hoist_assign(h, t, *at);
    *at = t;
}

/* Every child into a temporary. */
static void keep_child(void *self, struct lk_py_expr **child)
{
    struct lk_hoist *h = self;
    if (lk_has_yield(*child)) {
        lk_hoist_expr(h, child);
    } else {
        lk_hoist_keep(h, child);
    }
}

/* What a target's parts are is fixed before it is read, and not asked again when it is written. */
void lk_hoist_settle(struct lk_hoist *h, struct lk_py_expr **at)
{
    *at = lk_hoist_node(h, *at);
    each_child(*at, keep_child, h);
}

/* The walk over children: which one it is at, and which is the last with a yield; those behind
 * that one are evaluated after it anyhow. */
struct order {
    struct lk_hoist *h;
    uint32_t at, last;
};

/* First walk: finds the last child with a yield. */
static void count_child(void *self, struct lk_py_expr **child)
{
    struct order *o = self;
    if (lk_has_yield(*child)) {
        o->last = o->at;
    }
    o->at++;
}

/* Second walk: children before it are kept in temporaries or hoisted themselves. */
static void hoist_child(void *self, struct lk_py_expr **child)
{
    struct order *o = self;
    if (lk_has_yield(*child)) {
        lk_hoist_expr(o->h, child);
    } else if (o->at < o->last) {
        lk_hoist_keep(o->h, child);
    }
    o->at++;
}

/* Children in order: what comes before the last yield is evaluated into temporaries. */
void lk_hoist_ordered(struct lk_hoist *h, lk_each_fn *each, void *node)
{
    struct order o = {h, 0, 0};
    each(node, count_child, &o);
    o.at = 0;
    each(node, hoist_child, &o);
}

/* **m in a display is read where it stands: {**{**m}, k: yield} has no other meaning, and what is
 * kept is then a dict. */
static void wrap_mappings(struct lk_hoist *h, struct lk_py_expr *display)
{
    for (uint32_t i = 0; i + 1 < display->list.n; i += 2) {
        struct lk_py_expr **value = &display->list.v[i + 1];
        if (!display->list.v[i] && !lk_has_yield(*value)) {
            struct lk_py_expr *inner = lk_hoist_copy(h, *value, sizeof *inner);
            struct lk_py_expr *const pair[2] = {NULL, *value};
            inner->kind = LK_X_DICT;
            inner->list.v = lk_hoist_copy(h, pair, sizeof pair);
            inner->list.n = 2;
            *value = inner;
        }
    }
}

/* An expression that evaluates all its children in order: everything but `if`, and, or and chains
 * of comparisons. */
void lk_hoist_plain(struct lk_hoist *h, struct lk_py_expr **at)
{
    *at = lk_hoist_node(h, *at);
    if ((*at)->kind == LK_X_DICT) {
        wrap_mappings(h, *at);
    }
    lk_hoist_ordered(h, each_child, *at);
}

/* The statements written so far as a block; the writer is empty after it. */
struct lk_py_body lk_hoist_block(struct lk_hoist *h)
{
    struct lk_py_body b = {NULL, (uint32_t)h->out.n};
    if (b.n) {
        b.v = lk_hoist_copy(h, h->out.v, b.n * sizeof *b.v);
    }
    free(h->out.v);
    memset(&h->out, 0, sizeof h->out);
    return b;
}

/* A block that puts the value of e into t.  The temporaries are counted on: blocks that exclude
 * each other could share them, but slots are cheap. */
static struct lk_py_body value_block(struct lk_hoist *h, struct lk_py_expr *t, struct lk_py_expr *e)
{
    struct lk_hoist inner = lk_hoist_inner(h);
    if (lk_has_yield(e)) {
        lk_hoist_expr(&inner, &e);
    }
    lk_hoist_assign(&inner, t, e);
    h->extra = inner.extra;
    return lk_hoist_block(&inner);
}

/* if test: then else: otherwise, at the end of the block. */
void lk_hoist_if(struct lk_hoist *h, struct lk_py_expr *test, struct lk_py_body then,
                    struct lk_py_body otherwise)
{
    struct lk_py_stmt *s = lk_hoist_new(h, LK_S_IF, test->span);
    s->branch.test = test;
    s->branch.body = then;
    s->branch.orelse = otherwise;
}

/* a if test else b, with a branch that yields.  Only the branch taken may be evaluated, so it
 * becomes an if statement. */
static void hoist_conditional(struct lk_hoist *h, struct lk_py_expr **at)
{
    struct lk_py_expr *e = *at, *test = e->three.a, *t = lk_hoist_temporary(h, e->span);
    if (lk_has_yield(test)) {
        lk_hoist_expr(h, &test);
    }
    struct lk_py_body then = value_block(h, t, e->three.b);
    struct lk_py_body otherwise = value_block(h, t, e->three.c);
    lk_hoist_if(h, test, then, otherwise);
    *at = t;
}

/* A block's statements at the end of the one being written. */
static void append(struct lk_hoist *h, struct lk_py_body block)
{
    for (uint32_t i = 0; i < block.n; i++) {
        *LK_PUSH(&h->out) = block.v[i];
    }
}

/* a and b and c: t = a; if t: t = b; if t: t = c.  Each operand only runs when those before it
 * have not decided. */
static void hoist_bool(struct lk_hoist *h, struct lk_py_expr **at)
{
    struct lk_py_expr *e = *at, *t = lk_hoist_temporary(h, e->span);
    struct lk_py_body nothing = {NULL, 0};
    for (uint32_t i = 0; i < e->list.n; i++) {
        struct lk_py_body block = value_block(h, t, e->list.v[i]);
        if (i == 0) {
            append(h, block);
        } else {
            bool and = e->op == LK_OP_AND;
            lk_hoist_if(h, t, and ? block : nothing, and ? nothing : block);
        }
    }
    *at = t;
}

/* One link of a chain: *left op right into t, where the right operand is the next one's left. */
static struct lk_py_body link_block(struct lk_hoist *h, struct lk_py_expr *t,
                                    const struct lk_py_expr *chain, uint32_t i,
                                    struct lk_py_expr **left)
{
    struct lk_hoist inner = lk_hoist_inner(h);
    struct lk_py_expr *right = chain->cmp.v[i + 1];
    keep_child(&inner, &right);
    struct lk_py_expr *pair[2] = {*left, right};
    struct lk_py_expr *one = lk_hoist_copy(h, chain, sizeof *one);
    one->cmp.v = lk_hoist_copy(h, pair, sizeof pair);
    one->cmp.op = chain->cmp.op + i;
    one->cmp.n = 1;
    lk_hoist_assign(&inner, t, one);
    h->extra = inner.extra;
    *left = right;
    return lk_hoist_block(&inner);
}

/* a < b < c: t = a < b; if t: t = b < c.  Operands behind one that decides are not evaluated. */
static void hoist_chain(struct lk_hoist *h, struct lk_py_expr **at)
{
    struct lk_py_expr *e = *at, *t = lk_hoist_temporary(h, e->span), *left = e->cmp.v[0];
    struct lk_py_body nothing = {NULL, 0};
    keep_child(h, &left);
    for (uint32_t i = 0; i < e->cmp.n; i++) {
        struct lk_py_body block = link_block(h, t, e, i, &left);
        if (i) {
            lk_hoist_if(h, t, block, nothing);
        } else {
            append(h, block);
        }
    }
    *at = t;
}

/* Takes the yields out of an expression; *at is then an expression without any. */
void lk_hoist_expr(struct lk_hoist *h, struct lk_py_expr **at)
{
    switch ((*at)->kind) {
    case LK_X_YIELD:
    case LK_X_YIELDFROM: {
        lk_hoist_plain(h, at);
        struct lk_py_expr *t = lk_hoist_temporary(h, (*at)->span);
        lk_hoist_assign(h, t, *at);
        *at = t;
        break;
    }
    case LK_X_IF: hoist_conditional(h, at); break;
    case LK_X_BOOL: hoist_bool(h, at); break;
    case LK_X_COMPARE:
        if ((*at)->cmp.n > 1) {
            hoist_chain(h, at);
        } else {
            lk_hoist_plain(h, at);
        }
        break;
    default: lk_hoist_plain(h, at); break;
    }
}

/* The value of a statement: a yield may stay where the statement can be resumed at it. */
void lk_hoist_value(struct lk_hoist *h, struct lk_py_expr **at, bool may_stay)
{
    if (!lk_has_yield(*at)) {
        return;
    }
    if (lk_is_yield(*at) && may_stay) {
        lk_hoist_plain(h, at);
    } else {
        lk_hoist_expr(h, at);
    }
}

