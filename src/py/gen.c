/* Generators: starting, suspending, resuming, yield and yield from. */
#include "py/abandon.h"
#include "py/op.h"

/* A generator that has not run: the bound arguments are copied from the frame's slots, since the
 * frame's stack is gone when it runs. Its slots also have room for the iterators of a generator
 * expression. */
struct lk_value lk_new_generator(struct lk_vm *vm, struct lk_function *fn,
                                 const struct lk_value *slots, uint32_t nslots)
{
    struct lk_generator *g = lk_cell_new(vm, LK_T_GENERATOR, vm->cls[LK_TY_generator], sizeof *g);
    if (!fn->gen_body) {
        lk_generator_prepare(vm, fn);
    }
    g->born = ++vm->births;
    g->fn = fn;
    g->nslots = nslots + fn->gen_extra;
    g->slot = lk_zalloc(g->nslots + 1u, sizeof *g->slot);
    memcpy(g->slot, slots, nslots * sizeof *slots);
    lk_charge(vm, (ptrdiff_t)(g->nslots * sizeof *g->slot));
    g->result = lk_none();
    g->name = fn->name;
    g->qualname = fn->qualname;
    return lk_of_cell(g);
}

/* A place on the generator's stack of suspended statements, zeroed, for the statement that is
 * being left by a yield. Statements save themselves from the innermost out. */
struct lk_resume *lk_gen_save(struct lk_frame *f)
{
    struct lk_generator *g = f->gen;
    size_t cap = g->saved.cap;
    struct lk_resume *r = LK_PUSH(&g->saved);
    lk_charge(f->vm, (ptrdiff_t)((g->saved.cap - cap) * sizeof *r));
    *r = (struct lk_resume){0};
    return r;
}

/* Takes the newest place back: on resuming, statements are entered from the outermost in, which
 * is just the other order. */
struct lk_resume lk_gen_restore(struct lk_frame *f)
{
    return f->gen->saved.v[--f->gen->saved.n];
}

/* The body has ended: values are let go and the state is final. A StopIteration that escapes
 * becomes RuntimeError with it as cause (PEP 479), as otherwise a loop outside would end
 * silently. */
static bool finish(struct lk_vm *vm, struct lk_generator *g)
{
    g->state = LK_GEN_DONE;
    g->saved.n = 0;
    for (uint32_t i = 0; i < g->nslots; i++) {
        g->slot[i] = lk_empty();
    }
    g->from = g->sent = g->thrown = lk_empty();
    /* PEP 479. */
    if (lk_pending_is(vm, LK_EXC_StopIteration)) {
        struct lk_value cause = lk_caught(vm);
        lk_raise(vm, LK_EXC_RuntimeError, "generator raised StopIteration");
        LK_CELL_OF(lk_exception, vm->exc)->context = cause;
        lk_raise_from(vm, cause);
    }
    return lk_is_empty(vm->exc) && !lk_is_refused(vm);
}

/* Runs until the next yield or the end. A generator expression is a loop of its own, without
 * statements; exceptions thrown into it appear at its place. */
static enum lk_status run(struct lk_value *out, struct lk_frame *f, struct lk_generator *g)
{
    const struct lk_py_code *c = f->code;
    if (c->kind != LK_PY_CODE_GENEXP) {
        enum lk_status st = lk_exec_body(f, g->fn->gen_body);
        *out = st == LK_SUSPEND || st == LK_RETURN ? f->ret : lk_none();
        return st;
    }
    if (!lk_is_empty(g->thrown)) {
        lk_throw(f->vm, g->thrown);
        lk_trace_add(f, c->span);
        return LK_RAISE;
    }
    if (!lk_genexp_step(out, f, c->expr)) {
        return LK_RAISE;
    }
    if (lk_is_empty(*out)) {
        *out = lk_none();
        return LK_NORMAL;
    }
    return LK_SUSPEND;
}

/* Gives the generator a frame for as long as it runs. What is being handled is that of the
 * caller at each step, so that a bare raise in it does not depend on who made the generator. */
static bool resume(struct lk_value *out, struct lk_vm *vm, struct lk_generator *g)
{
    struct lk_frame f = {.unit = g->fn->unit, .code = g->fn->code, .fn = g->fn,
                         .module = g->fn->module, .slot = g->slot, .gen = g};
    struct lk_value outer = vm->handling, *mark = vm->sp;
    /* Statements then look for what they saved; a generator expression keeps its place in
     * g->level. */
    f.resuming = g->state == LK_GEN_SUSPENDED && f.code->kind != LK_PY_CODE_GENEXP;
    g->state = LK_GEN_RUNNING;
    if (g->guarded) {
        lk_gen_forget(vm, g);
        g->guarded = false;
    }
    lk_put(vm, outer);
    lk_frame_enter(&f, vm);
    enum lk_status st = lk_safe(vm) ? run(out, &f, g) : LK_RAISE;
    lk_frame_leave(&f);
    vm->handling = outer;
    vm->sp = mark;
    if (st == LK_SUSPEND) {
        g->state = LK_GEN_SUSPENDED;
        lk_gen_note(vm, g);
        return true;
    }
    /* The value of return, for StopIteration and `yield from`. */
    g->result = st == LK_RAISE ? lk_none() : *out;
    *out = lk_empty();
    return finish(vm, g);
}

/* The two misuses that CPython names: resuming a generator from inside itself, and sending a
 * value before there is a yield to receive it. */
static bool start_is_wrong(struct lk_vm *vm, const struct lk_generator *g, struct lk_value sent)
{
    if (g->state == LK_GEN_RUNNING) {
        lk_raise(vm, LK_EXC_ValueError, "generator already executing");
        return true;
    }
    if (g->state == LK_GEN_NEW && !lk_is_none(sent)) {
        lk_raise(vm, LK_EXC_TypeError, "can't send non-None value to a just-started generator");
        return true;
    }
    return false;
}

/* One step: *out is what it yielded, or EMPTY at the end, whose value is in g->result. `thrown`
 * is EMPTY or an exception for the yield; an unstarted or finished generator raises that at once
 * without running. */
bool lk_gen_resume(struct lk_value *out, struct lk_vm *vm, struct lk_generator *g,
                   struct lk_value sent, struct lk_value thrown)
{
    *out = lk_empty();
    if (start_is_wrong(vm, g, sent)) {
        return false;
    }
    /* There is no yield that could receive it. */
    if (g->state == LK_GEN_DONE || (g->state == LK_GEN_NEW && !lk_is_empty(thrown))) {
        g->state = LK_GEN_DONE;
        g->result = lk_none();
        return lk_is_empty(thrown) || lk_throw(vm, thrown);
    }
    if (!lk_vm_enter(vm, "")) {
        return false;
    }
    g->sent = sent;
    g->thrown = thrown;
    bool ok = resume(out, vm, g);
    lk_vm_leave(vm);
    return ok;
}

/* The same with an exception, or an exception class that is made an instance first. */
bool lk_gen_throw(struct lk_value *out, struct lk_vm *vm, struct lk_generator *g,
                  struct lk_value exception)
{
    struct lk_value e = lk_exc_normal(vm, exception);
    return !lk_is_empty(e) && lk_gen_resume(out, vm, g, lk_none(), e);
}

/* close(): the generator may end by any return, by GeneratorExit or StopIteration; to yield
 * again is an error, and other exceptions pass to the caller. */
bool lk_gen_close(struct lk_vm *vm, struct lk_generator *g)
{
    struct lk_value out;
    if (g->state == LK_GEN_NEW || g->state == LK_GEN_DONE) {
        g->state = LK_GEN_DONE;
        return true;
    }
    if (lk_gen_throw(&out, vm, g, lk_exc_class(vm, LK_EXC_GeneratorExit))) {
        return lk_is_empty(out) ||
               lk_raise(vm, LK_EXC_RuntimeError, "generator ignored GeneratorExit");
    }
    if (!lk_pending_is(vm, LK_EXC_GeneratorExit) && !lk_pending_is(vm, LK_EXC_StopIteration)) {
        return false;
    }
    vm->exc = lk_empty();
    return true;
}

/* yield: on the way in it is the innermost statement, and gives what was sent. When the frame is
 * resumed, the same statement is reached again without evaluating its operand a second time; an
 * exception thrown in is raised here. */
static enum lk_status yield(struct lk_value *got, struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_generator *g = f->gen;
    if (!f->resuming) {
        f->ret = lk_none();
        return !e->one || lk_eval_take(&f->ret, f, e->one) ? LK_SUSPEND : LK_RAISE;
    }
    f->resuming = false;
    if (!lk_is_empty(g->thrown)) {
        struct lk_value thrown = g->thrown;
        g->thrown = lk_empty();
        lk_throw(f->vm, thrown);
        return LK_RAISE;
    }
    *got = g->sent;
    return LK_NORMAL;
}

/* The value of a StopIteration that an iterator of a script raised. False leaves another
 * exception pending. */
static bool stopped(struct lk_value *result, struct lk_vm *vm)
{
    if (!lk_pending_is(vm, LK_EXC_StopIteration)) {
        return false;
    }
    struct lk_value v = lk_own_attr(vm, lk_caught(vm), "value");
    *result = lk_is_empty(v) ? lk_none() : v;
    return true;
}

/* An exception thrown at a `yield from` goes to the inner iterator first (PEP 380): throw()
 * where it has one; GeneratorExit calls close() and is then raised here in any case. */
static bool delegate_throw(struct lk_value *out, struct lk_value *result, struct lk_frame *f)
{
    struct lk_vm *vm = f->vm;
    struct lk_generator *g = f->gen;
    struct lk_value from = g->from, thrown = g->thrown, fn;
    /* GeneratorExit must end the inner iterator, whatever it says. */
    bool closing = lk_is_sub(thrown.as.cell->cls, vm->exc_cls[LK_EXC_GeneratorExit]);
    lk_put(vm, thrown);
    g->thrown = lk_empty();
    if (lk_is(from, LK_T_GENERATOR)) {
        struct lk_generator *sub = LK_CELL_OF(lk_generator, from);
        if (!closing) {
            bool ok = lk_gen_resume(out, vm, sub, lk_none(), thrown);
            *result = sub->result;
            return ok;
        }
        return lk_gen_close(vm, sub) && lk_throw(vm, thrown);
    }
    if (!lk_vm_findattr(&fn, vm, from, vm->known[closing ? LK_N_w_close : LK_N_w_throw])) {
        return false;
    }
    if (closing || lk_is_empty(fn)) {
        struct lk_value ignored;
        return (lk_is_empty(fn) || lk_vm_callv(&ignored, vm, fn, NULL, 0)) && lk_throw(vm, thrown);
    }
    *out = lk_empty();
    return lk_vm_callv(out, vm, fn, &thrown, 1) || stopped(result, vm);
}

/* *out EMPTY: the iterator ended with *result. Sent values go to the inner generator; an
 * iterator without send() is only asked for its next item. The runtime's own iterators need no
 * look-up of methods. */
static bool delegate(struct lk_value *out, struct lk_value *result, struct lk_frame *f)
{
    struct lk_vm *vm = f->vm;
    struct lk_generator *g = f->gen;
    struct lk_value from = g->from, sent = g->sent;
    *result = lk_none();
    if (!lk_is_empty(g->thrown)) {
        return delegate_throw(out, result, f);
    }
    if (lk_is(from, LK_T_GENERATOR)) {
        struct lk_generator *sub = LK_CELL_OF(lk_generator, from);
        bool ok = lk_gen_resume(out, vm, sub, sent, lk_empty());
        *result = sub->result;
        return ok;
    }
    if (lk_is(from, LK_T_ITERATOR) && lk_is_none(sent)) {
        return lk_vm_next(out, vm, from);
    }
    *out = lk_empty();
    /* An iterator without send() works as long as nothing is sent. */
    bool ok = lk_is_none(sent) ? lk_vm_special(out, vm, "__next__", &from, 1)
                               : lk_vm_method(out, vm, from, "send", &sent, 1);
    return ok || stopped(result, vm);
}

/* Evaluates the operand of `yield from` once and keeps its iterator in the generator, where it
 * survives the suspensions. */
static bool start_delegation(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_value it;
    if (!lk_eval(f, e->one)) {
        return false;
    }
    if (!lk_vm_iter(&it, f->vm, f->vm->sp[-1])) {
        return lk_eval_failed(f, e->one);
    }
    f->vm->sp--;
    f->gen->from = it;
    f->gen->sent = lk_none();
    f->gen->thrown = lk_empty();
    return true;
}

/* One step of the delegation: suspends with what the inner iterator gave, or ends with its
 * result as the value of the expression. */
static enum lk_status yield_from(struct lk_value *got, struct lk_frame *f,
                                 const struct lk_py_expr *e)
{
    struct lk_value *mark = f->vm->sp;
    if (!f->resuming && !start_delegation(f, e)) {
        return LK_RAISE;
    }
    f->resuming = false;
    bool ok = delegate(&f->ret, got, f);
    f->vm->sp = mark;
    if (ok && !lk_is_empty(f->ret)) {
        return LK_SUSPEND;
    }
    f->ret = lk_none();
    f->gen->from = lk_empty();
    return lk_status_of(ok);
}

/* A statement that is a yield, or an assignment of one; leaves the value for the assignment on
 * the stack. A yield deeper in an expression is no such statement; the tree has been rewritten
 * before for those. */
enum lk_status lk_exec_yield(struct lk_frame *f, const struct lk_py_stmt *s)
{
    const struct lk_py_expr *e = s->kind == LK_S_ASSIGN ? s->assign.value : s->one;
    struct lk_value got = lk_none();
    enum lk_status st = e->kind == LK_X_YIELD ? yield(&got, f, e) : yield_from(&got, f, e);
    if (st == LK_NORMAL && s->kind == LK_S_ASSIGN) {
        lk_put(f->vm, got);
    }
    if (st == LK_RAISE) {
        lk_trace_add(f, e->span);
    }
    return st;
}
