/* The walk over statements with blocks.
 *
 *  * CPython's compiler allows 20 blocks inside each other in one frame (CO_MAXBLOCKS): loops,
 * `with` items, try bodies, handlers.  They are counted as it counts them, so that what it
 * refuses is refused here. */
#include "py/walk.h"

#define BLOCKS 20u

/* One more of the blocks that a frame can have open. */
static bool enter_block(struct lk_resolver *r, struct lk_span span)
{
    if (r->flow->blocks++ >= BLOCKS)
        return lk_walk_fail(r, span, "too many statically nested blocks");
    return true;
}

/* Errors need no leaving: the whole walk ends with them. */
static void leave_blocks(struct lk_resolver *r, uint32_t n)
{
    r->flow->blocks -= n;
}

/* A chain of elif is followed in a loop, however long it is. */
bool lk_walk_if(struct lk_resolver *r, struct lk_py_stmt *s)
{
    for (;;) {
        if (!lk_walk_expr(r, s->branch.test) || !lk_walk_body(r, &s->branch.body))
            return false;
        const struct lk_py_body *rest = &s->branch.orelse;
        if (rest->n != 1 || rest->v[0]->kind != LK_S_IF)
            return lk_walk_body(r, rest);
        s = rest->v[0];
    }
}

/* The body of a loop; jumps out of an except* block are meant where no loop is in between. */
static bool walk_loop_body(struct lk_resolver *r, struct lk_span span, const struct lk_py_body *b)
{
    struct lk_flow *f = r->flow;
    bool star = f->star;
    if (!enter_block(r, span))
        return false;
    f->loops++;
    f->star = false;
    bool ok = lk_walk_body(r, b);
    f->star = star;
    f->loops--;
    leave_blocks(r, 1);
    return ok;
}

/* async for and async with stand in async functions only.  The runtime refuses async code anyway,
 * but what is no Python must be a syntax error. */
static bool check_async(struct lk_resolver *r, const struct lk_py_stmt *s, const char *what)
{
    bool inside = r->flow->code->flags & LK_PY_ASYNC;
    if (!(s->flags & LK_SF_ASYNC) || inside)
        return true;
    return lk_walk_fail(r, s->span, "'async %s' outside async function", what);
}

/* The else block is outside of the loop: break in it means a loop further out. */
bool lk_walk_loop(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (s->kind == LK_S_WHILE)
        return lk_walk_expr(r, s->branch.test) &&
               walk_loop_body(r, s->span, &s->branch.body) && lk_walk_body(r, &s->branch.orelse);
    return check_async(r, s, "for") && lk_walk_expr(r, s->loop->head.target) &&
           lk_walk_expr(r, s->loop->head.iter) && walk_loop_body(r, s->span, &s->loop->body) &&
           lk_walk_body(r, &s->loop->orelse);
}

/* Each item is a block of its own, inside those before it.  The target is inside the block of its
 * item. */
bool lk_walk_with(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (!check_async(r, s, "with"))
        return false;
    for (uint32_t i = 0; i < s->with.nitem; i++) {
        if (!lk_walk_expr(r, s->with.item[i].value) || !enter_block(r, s->span) ||
            !lk_walk_expr(r, s->with.item[i].target))
            return false;
    }
    bool ok = lk_walk_body(r, &s->with.body);
    leave_blocks(r, s->with.nitem);
    return ok;
}

/* except* blocks cannot be left by a jump. */
static bool walk_handler_body(struct lk_resolver *r, const struct lk_py_body *b, bool star)
{
    bool saved = r->flow->star;
    uint32_t loops = r->flow->loops;
    r->flow->star |= star;
    bool ok = lk_walk_body(r, b);
    r->flow->star = saved;
    r->flow->loops = loops;
    return ok;
}

/* The name is bound in the scope around; the evaluator deletes it at the end. */
static bool walk_handler(struct lk_resolver *r, struct lk_py_handler *h, bool star)
{
    if (!lk_walk_expr(r, h->type) || (h->named && !lk_scope_bind(r, &h->name, h->span)))
        return false;
    if (!enter_block(r, h->span))
        return false;
    bool ok = walk_handler_body(r, &h->body, star);
    leave_blocks(r, 1);
    return ok;
}

/* The body, the handlers and the else block; a handler for everything is the last.  The handlers
 * are outside of the block of the body. */
static bool walk_handled(struct lk_resolver *r, struct lk_py_stmt *s)
{
    struct lk_py_try *t = s->try;
    if (t->nhandler && !enter_block(r, s->span))
        return false;
    if (!lk_walk_body(r, &t->body))
        return false;
    leave_blocks(r, t->nhandler != 0);
    if (!lk_walk_body(r, &t->orelse) || (t->nhandler && !enter_block(r, s->span)))
        return false;
    for (uint32_t i = 0; i < t->nhandler; i++) {
        if (!t->handler[i].type && i + 1 < t->nhandler)
            return lk_walk_fail(r, t->handler[i].span, "default 'except:' must be last");
        if (!walk_handler(r, &t->handler[i], s->flags & LK_SF_STAR))
            return false;
    }
    leave_blocks(r, t->nhandler != 0);
    return true;
}

/* finally is one more block around everything, and around itself, as CPython compiles it. */
bool lk_walk_try(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (!s->try->final.n)
        return walk_handled(r, s);
    if (!enter_block(r, s->span) || !walk_handled(r, s) || !lk_walk_body(r, &s->try->final))
        return false;
    leave_blocks(r, 1);
    return true;
}
