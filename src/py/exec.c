/* Statements: blocks, branches, loops, and what is small enough to stand here.
 *
 * In a generator a statement may end in LK_SUSPEND; on the way out each compound statement saves
 * where it was (gen.h), and starts there again when frame->resuming is set. */
#include "py/abandon.h"
#include "py/op.h"

/* An expression as a statement. A yield that is a whole statement is where a generator can stop
 * and go on, so it is no ordinary expression. */
static enum lk_status exec_expr(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_value ignored;
    const struct lk_py_expr *e = s->one;
    if (f->gen && (e->kind == LK_X_YIELD || e->kind == LK_X_YIELDFROM)) {
        return lk_exec_yield(f, s);
    }
    return lk_status_of(lk_eval_take(&ignored, f, e));
}

/* The value travels in the frame, because blocks around it (with, try/finally) may still run,
 * and may replace it. */
static enum lk_status exec_return(struct lk_frame *f, const struct lk_py_stmt *s)
{
    f->ret = lk_none();
    return !s->one || lk_eval_take(&f->ret, f, s->one) ? LK_RETURN : LK_RAISE;
}

/* Also for global and nonlocal, which the resolver has used up. */
static enum lk_status exec_pass(struct lk_frame *f, const struct lk_py_stmt *s)
{
    (void)f;
    (void)s;
    return LK_NORMAL;
}

/* The loop around takes it; the parser has made sure that there is one. */
static enum lk_status exec_break(struct lk_frame *f, const struct lk_py_stmt *s)
{
    (void)f;
    (void)s;
    return LK_BREAK;
}

/* As break: a status that travels up to the loop. */
static enum lk_status exec_continue(struct lk_frame *f, const struct lk_py_stmt *s)
{
    (void)f;
    (void)s;
    return LK_CONTINUE;
}

/* Always checked, as by a Python run without -O. The message is evaluated only when the test
 * fails. The class is the built-in one even when a script has rebound its name. */
static enum lk_status exec_assert(struct lk_frame *f, const struct lk_py_stmt *s)
{
    bool truth;
    struct lk_vm *vm = f->vm;
    if (!lk_eval_truth(&truth, f, s->raise.exc)) {
        return LK_RAISE;
    }
    if (truth) {
        return LK_NORMAL;
    }
    struct lk_value args = vm->empty_tuple;
    if (s->raise.cause) {
        if (!lk_eval(f, s->raise.cause)) {
            return LK_RAISE;
        }
        /* A message that is a tuple is still one argument. */
        args = lk_new_tuple(vm, vm->sp - 1, 1);
    }
    lk_throw(vm, lk_new_exception(vm, lk_exc_class(vm, LK_EXC_AssertionError), args));
    return LK_RAISE;
}

/* elif is an if in the else branch. A resumed generator must not evaluate the test again, so
 * that the branch taken is what is saved. */
static enum lk_status exec_if(struct lk_frame *f, const struct lk_py_stmt *s)
{
    bool truth;
    if (f->resuming) {
        truth = lk_gen_restore(f).at;
    } else if (!lk_eval_truth(&truth, f, s->branch.test)) {
        return LK_RAISE;
    }
    enum lk_status st = lk_exec_body(f, truth ? &s->branch.body : &s->branch.orelse);
    if (st == LK_SUSPEND) {
        lk_gen_save(f)->at = truth;
    }
    return st;
}

/* After a loop that was not left by break. */
static enum lk_status exec_orelse(struct lk_frame *f, const struct lk_py_body *orelse)
{
    enum lk_status st = lk_exec_body(f, orelse);
    if (st == LK_SUSPEND) {
        lk_gen_save(f)->at = 1;
    }
    return st;
}

/* Each round is a safe point: garbage may be collected there, and the limits of steps and time
 * end a `while True`. Saved for a generator: 0 in the body, 1 in the else branch. */
enum lk_status lk_exec_while(struct lk_frame *f, const struct lk_py_stmt *s)
{
    /* f->resuming is cleared once the innermost statement goes on, so it is asked only here. */
    bool resuming = f->resuming, truth = true;
    /* Resumed in the else branch: the loop itself is over. */
    if (resuming && lk_gen_restore(f).at) {
        return exec_orelse(f, &s->branch.orelse);
    }
    for (;;) {
        if (!resuming && (!lk_safe(f->vm) || !lk_eval_truth(&truth, f, s->branch.test))) {
            return LK_RAISE;
        }
        resuming = false;
        if (!truth) {
            return exec_orelse(f, &s->branch.orelse);
        }
        enum lk_status st = lk_exec_body(f, &s->branch.body);
        if (st == LK_SUSPEND) {
            lk_gen_save(f)->at = 0;
        }
        if (st > LK_CONTINUE || st == LK_BREAK) {
            return st == LK_BREAK ? LK_NORMAL : st;
        }
    }
}

/* The rounds of a for loop over the iterator at *it, which lives on the stack. The status is
 * LK_NORMAL when the items ran out. A resumed generator goes on inside the body, without asking
 * for a new item. */
static enum lk_status loop_body(struct lk_frame *f, const struct lk_py_stmt *s,
                                struct lk_value *it)
{
    struct lk_vm *vm = f->vm;
    bool resuming = f->resuming;
    for (;;) {
        struct lk_value item;
        if (!resuming) {
            if (!lk_safe(vm)) {
                return LK_RAISE;
            }
            if (!lk_vm_next(&item, vm, *it)) {
                /* An error of the iterator is shown at the iterable, not at the loop's body. */
                lk_trace_add(f, s->loop->head.iter->span);
                return LK_RAISE;
            }
            if (lk_is_empty(item)) {
                return LK_NORMAL;
            }
            if (!lk_assign(f, s->loop->head.target, item)) {
                return LK_RAISE;
            }
        }
        resuming = false;
        enum lk_status st = lk_exec_body(f, &s->loop->body);
        if (st > LK_CONTINUE || st == LK_BREAK) {
            return st;
        }
    }
}

/* Evaluates the iterable and leaves its iterator on the stack in its place. */
static bool start_loop(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_value it;
    struct lk_vm *vm = f->vm;
    if (s->flags & LK_SF_ASYNC) {
        return lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck does not run async code");
    }
    if (!lk_eval(f, s->loop->head.iter)) {
        return false;
    }
    if (!lk_vm_iter(&it, vm, vm->sp[-1])) {
        return lk_eval_failed(f, s->loop->head.iter);
    }
    vm->sp[-1] = it;
    return true;
}

/* A for statement. What a suspended generator saves is the iterator and whether it was in the
 * else branch. */
enum lk_status lk_exec_for(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *it = vm->sp;
    enum lk_status st = LK_NORMAL;
    struct lk_resume r = {0};
    if (f->resuming) {
        r = lk_gen_restore(f);
        /* The iterator was saved with the generator and goes back to its place. */
        lk_put(vm, r.v[0]);
    } else if (!start_loop(f, s)) {
        return LK_RAISE;
    }
    if (!r.at) {
        st = loop_body(f, s, it);
    }
    if (st == LK_SUSPEND) {
        struct lk_resume *save = lk_gen_save(f);
        save->at = 0;
        save->v[0] = *it;
    }
    vm->sp = it;
    if (st != LK_NORMAL) {
        return st == LK_BREAK ? LK_NORMAL : st;
    }
    return exec_orelse(f, &s->loop->orelse);
}

/* For kinds of statement that the parser knows and the runtime does not. */
static enum lk_status exec_refused(struct lk_frame *f, const struct lk_py_stmt *s)
{
    (void)s;
    lk_refuse(f->vm, LK_E_UNSUPPORTED, "limbeck does not run this statement");
    return LK_RAISE;
}

/* By kind of statement. */
static lk_exec_fn *const table[LK_S_COUNT] = {
    [LK_S_EXPR] = exec_expr, [LK_S_ASSIGN] = lk_exec_assign, [LK_S_AUGASSIGN] = lk_exec_augassign,
    [LK_S_ANNASSIGN] = lk_exec_annassign, [LK_S_RETURN] = exec_return,
    [LK_S_DELETE] = lk_exec_delete, [LK_S_RAISE] = lk_exec_raise, [LK_S_ASSERT] = exec_assert,
    [LK_S_PASS] = exec_pass, [LK_S_BREAK] = exec_break, [LK_S_CONTINUE] = exec_continue,
    [LK_S_GLOBAL] = exec_pass, [LK_S_NONLOCAL] = exec_pass, [LK_S_IMPORT] = lk_exec_import,
    [LK_S_IMPORTFROM] = lk_exec_importfrom, [LK_S_IF] = exec_if, [LK_S_WHILE] = lk_exec_while,
    [LK_S_FOR] = lk_exec_for, [LK_S_WITH] = lk_exec_with, [LK_S_TRY] = lk_exec_try,
    [LK_S_FUNCTION] = lk_exec_function, [LK_S_CLASS] = lk_exec_class,
    [LK_S_MATCH] = lk_exec_match, [LK_S_TYPEALIAS] = lk_exec_typealias,
};

/* Generators that the statement made and dropped end here. An exception in CPython keeps the frames
 * it passed through, and what they hold, until it is handled; only the iterator of a loop goes at
 * once. */
static enum lk_status close_unused(struct lk_frame *f, const struct lk_py_stmt *s,
                                   enum lk_status st, uint64_t born)
{
    if (st == LK_SUSPEND || (st == LK_RAISE && s->kind != LK_S_FOR)) {
        return st;
    }
    return lk_close_unused(f->vm, born) ? st : LK_RAISE;
}

/* A refusal has the place of the call that was evaluated last.  Where that is in another
 * statement, its place is the innermost statement of the project's own code. */
static void place_refusal(struct lk_vm *vm, struct lk_span at)
{
    if (!vm->refusal.unplaced || lk_vm_is_provided(vm, at)) {
        return;
    }
    struct lk_span *was = &vm->refused.span;
    vm->refusal.unplaced = false;
    if (lk_is_refused(vm) && (was->source != at.source || was->from < at.from || was->to > at.to)) {
        *was = at;
    }
}

/* Runs one statement. On an exception its place is noted and the stack cut back, so that the
 * handlers of a try start with a clean stack. */
enum lk_status lk_exec(struct lk_frame *f, const struct lk_py_stmt *s)
{
    lk_exec_fn *fn = table[s->kind];
    struct lk_value *mark = f->vm->sp;
    uint64_t born = f->born = f->vm->births;
    enum lk_status st = fn ? fn(f, s) : exec_refused(f, s);
    if (lk_may_be_unused(f->vm, born)) {
        st = close_unused(f, s, st, born);
    }
    if (st == LK_RAISE) {
        lk_trace_add(f, s->span);
        place_refusal(f->vm, s->span);
        f->vm->sp = mark;
    }
    return st;
}

/* Runs a block; anything but LK_NORMAL ends it. A suspended generator saves the number of the
 * statement and starts there again. */
enum lk_status lk_exec_body(struct lk_frame *f, const struct lk_py_body *b)
{
    uint32_t i = f->resuming ? lk_gen_restore(f).at : 0;
    for (; i < b->n; i++) {
        enum lk_status st = lk_exec(f, b->v[i]);
        if (st != LK_NORMAL) {
            if (st == LK_SUSPEND) {
                lk_gen_save(f)->at = i;
            }
            return st;
        }
    }
    return LK_NORMAL;
}
