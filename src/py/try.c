/* try, with, raise.  A refusal passes through all of them: no handler, no finally, no __exit__. */
#include "py/gen.h"
#include "py/group.h"
#include "py/op.h"

/* Where a try stands: what is saved when a yield inside it suspends the generator. */
enum phase { IN_BODY, IN_HANDLER, IN_ELSE, IN_FINALLY };

/* What a try is doing.  On the stack from base: the exception or result that is held, and what was
 * handled outside. */
struct try_run {
    struct lk_frame *f;
    const struct lk_py_try *t;
    bool star;                     /* except* */
    struct lk_value *base;
    uint32_t phase, handler, held_status;
};

/* Before the first try of a run of nested ones the host settles what is pending, so that an
 * error which belongs to an earlier statement is not caught by this handler. Later ones only
 * count. */
static bool enter_handler(struct lk_vm *vm)
{
    if (!vm->handlers && vm->host.settle &&
        !vm->host.settle(vm, vm->host.self, LK_WHY_HANDLER)) {
        return false;
    }
    vm->handlers++;
    return true;
}

/* The first handler whose type fits the exception; types are evaluated in order and only as far
 * as needed. False: evaluating one failed, and that exception replaces the first. */
static bool find_handler(struct try_run *r, bool *found)
{
    struct lk_frame *f = r->f;
    struct lk_vm *vm = f->vm;
    *found = false;
    for (r->handler = 0; r->handler < r->t->nhandler; r->handler++) {
        const struct lk_py_handler *h = &r->t->handler[r->handler];
        if (!h->type) {
            *found = true;
            return true;
        }
        struct lk_value *mark = vm->sp;
        if (!lk_eval(f, h->type) || !lk_exc_matches(found, vm, r->base[0], vm->sp[-1])) {
            return lk_eval_failed(f, h->type);
        }
        vm->sp = mark;
        if (*found) {
            return true;
        }
    }
    return true;
}

/* Binds the name and runs the handler. As in CPython the name is unbound afterwards, however the
 * body is left, but not while a yield merely suspends it. */
static enum lk_status run_handler(struct try_run *r)
{
    struct lk_frame *f = r->f;
    const struct lk_py_handler *h = &r->t->handler[r->handler];
    if (h->named && !f->resuming && !lk_store(f, &h->name, r->base[0])) {
        return LK_RAISE;
    }
    enum lk_status st = lk_exec_body(f, &h->body);
    /* CPython deletes the name to break the cycle through the traceback. */
    if (h->named && st != LK_SUSPEND) {
        lk_unbind(f, &h->name, false);
    }
    return st;
}

/* The body failed: the exception becomes the one that is handled. An exception raised while the
 * types are evaluated, or by the handler, leaves with the first one as its context. Where no
 * type fits, the exception goes on as it was, with its traceback. */
static enum lk_status handle(struct try_run *r)
{
    struct lk_vm *vm = r->f->vm;
    bool found;
    r->base[0] = lk_caught(vm);
    r->base[1] = vm->handling;
    vm->handling = r->base[0];
    r->phase = IN_HANDLER;
    enum lk_status st = LK_RAISE;
    if (r->star) {
        st = lk_run_star(r->f, r->t, r->base[0]);
    } else if (find_handler(r, &found)) {
        if (found) {
            st = run_handler(r);
        } else {
            vm->exc = r->base[0];
            vm->traced = r->f->serial;
        }
    }
    vm->handling = r->base[1];
    return st;
}

/* All but the finally block: body, then a handler or else. A resumed generator goes on in the
 * phase it was suspended in; inside a handler `handling` is put back first, for a bare raise. */
static enum lk_status run_guarded(struct try_run *r)
{
    struct lk_vm *vm = r->f->vm;
    enum lk_status st = LK_NORMAL;
    if (r->phase == IN_HANDLER) {
        r->base[1] = vm->handling;
        vm->handling = r->base[0];
        st = r->star ? lk_run_star(r->f, r->t, r->base[0]) : run_handler(r);
        vm->handling = r->base[1];
        return st;
    }
    if (r->phase == IN_BODY) {
        /* Known from the text of the handlers alone, before anything runs. What they import
         * themselves, in place of what is absent, is asked for by nobody. */
        bool imports = lk_is_import_handler(r->f, r->t);
        r->f->import_handlers += imports;
        st = lk_exec_body(r->f, &r->t->body);
        r->f->import_handlers -= imports;
        /* What the body left on the stack goes; the two places of this try stay. */
        if (st == LK_RAISE && r->t->nhandler && !lk_is_refused(vm)) {
            vm->sp = r->base + 2;
            return handle(r);
        }
        if (st == LK_NORMAL) {
            r->phase = IN_ELSE;
        }
    }
    return r->phase == IN_ELSE ? lk_exec_body(r->f, &r->t->orelse) : st;
}

/* Holds what the guarded part ended with while the finally block runs. A return, break or
 * exception of the finally block itself replaces what was held, as the language has it; the
 * exception raised there gets the held one as its context. */
static enum lk_status run_finally(struct try_run *r, enum lk_status st)
{
    struct lk_frame *f = r->f;
    struct lk_vm *vm = f->vm;
    bool raising;
    if (r->phase != IN_FINALLY) {
        r->phase = IN_FINALLY;
        r->held_status = st;
        /* The stack keeps it alive over the finally block. */
        r->base[0] = st == LK_RAISE ? lk_caught(vm) : st == LK_RETURN ? f->ret : lk_none();
    }
    /* A bare raise in the finally block raises the exception again that is held. */
    raising = r->held_status == LK_RAISE;
    r->base[1] = vm->handling;
    vm->handling = raising ? r->base[0] : vm->handling;
    vm->sp = r->base + 2;
    st = lk_exec_body(f, &r->t->final);
    vm->handling = r->base[1];
    if (st != LK_NORMAL) {
        return st;
    }
    if (raising) {
        vm->exc = r->base[0];
        vm->traced = f->serial;
    } else if (r->held_status == LK_RETURN) {
        f->ret = r->base[0];
    }
    return (enum lk_status)r->held_status;
}

/* A yield suspends the frame: what the try needs to go on is put on the generator's own stack,
 * innermost statement first. */
static void save_try(const struct try_run *r)
{
    struct lk_resume *save = lk_gen_save(r->f);
    r->f->gen->guarded = true;
    save->phase = r->phase;
    /* One place for two: what the finally block holds, or which handler runs. */
    save->at = r->phase == IN_FINALLY ? r->held_status : r->handler;
    save->v[0] = r->base[0];
}

/* The counterpart of save_try when the generator is resumed; the outermost statement is asked
 * first, which is the last that was saved. */
static void restore_try(struct try_run *r)
{
    struct lk_resume saved = lk_gen_restore(r->f);
    r->phase = saved.phase;
    r->handler = r->held_status = saved.at;
    r->base[0] = saved.v[0];
}

/* The guarded part, then finally; a suspended one skips finally, which is still to come. */
static enum lk_status run_try(struct try_run *r)
{
    struct lk_vm *vm = r->f->vm;
    enum lk_status st = LK_NORMAL;
    if (r->phase != IN_FINALLY) {
        st = run_guarded(r);
    }
    if (r->t->final.n && st != LK_SUSPEND && !lk_is_refused(vm)) {
        st = run_finally(r, st);
    }
    if (st == LK_SUSPEND) {
        save_try(r);
    }
    return st;
}

/* The try statement. Two stack places are reserved from base on, as struct try_run says. A handler
 * that asks for ImportError changes how imports in the body fail. */
enum lk_status lk_exec_try(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    struct try_run r = {.f = f, .t = s->try, .star = s->flags & LK_SF_STAR, .base = vm->sp};
    lk_put(vm, lk_none());
    lk_put(vm, lk_none());
    if (f->resuming) {
        restore_try(&r);
    }
    if (!enter_handler(vm)) {
        return LK_RAISE;
    }
    enum lk_status st = run_try(&r);
    vm->handlers--;
    vm->sp = r.base;
    return st;
}

/* raise, raise E, raise E from C. A bare raise gives the exception that is being handled on with
 * its traceback; both E and C may be classes, which are called without arguments. */
enum lk_status lk_exec_raise(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    if (!s->raise.exc) {
        if (lk_is_empty(vm->handling)) {
            /* Outside of every handler. */
            lk_raise(vm, LK_EXC_RuntimeError, "No active exception to reraise");
        } else {
            vm->exc = vm->handling;
            vm->traced = f->serial;
        }
        return LK_RAISE;
    }
    if (!lk_eval(f, s->raise.exc)) {
        return LK_RAISE;
    }
    struct lk_value *e = vm->sp - 1;
    *e = lk_exc_normal(vm, *e);
    if (lk_is_empty(*e) || !s->raise.cause) {
        return lk_is_empty(*e) ? LK_RAISE : lk_status_of(lk_throw(vm, *e));
    }
    if (!lk_eval(f, s->raise.cause)) {
        return LK_RAISE;
    }
    struct lk_value cause = vm->sp[-1];
    if (!lk_is_none(cause) && !lk_is(cause, LK_T_EXCEPTION)) {
        if (!lk_is(cause, LK_T_CLASS)) {
            lk_raise(vm, LK_EXC_TypeError, "exception causes must derive from BaseException");
            return LK_RAISE;
        }
        /* A class is called, as for the exception itself. */
        cause = lk_exc_normal(vm, cause);
        if (lk_is_empty(cause)) {
            return LK_RAISE;
        }
    }
    lk_throw(vm, *e);
    return lk_status_of(lk_raise_from(vm, cause));
}
