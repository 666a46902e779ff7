/* try with except* (PEP 654): each handler gets the part of the group that its type matches; what
 * no handler took and what handlers raised is raised together at the end.  Part of try.c's
 * statement: finally, else and the count of handlers are there. */
#include "py/group.h"
#include "py/gen.h"
#include "py/op.h"

/* A try's handlers at work.  On the stack from base: the exception, what is left of it, the list of
 * what is to be raised, and the part that a handler has. */
struct star_run {
    struct lk_frame *f;
    struct lk_value *base;
    uint32_t at;                   /* the handler whose turn it is */
    bool inside;                   /* its body has begun */
};
enum { ORIGINAL, REST, RAISED, MATCH, PLACES };

/* A yield suspends the frame: the places go into a list, which the statement finds again. */
static void save(const struct star_run *r)
{
    struct lk_resume *saved = lk_gen_save(r->f);
    saved->at = r->at;
    saved->phase = r->inside;
    saved->v[0] = lk_new_list(r->f->vm, r->base, PLACES);
}

/* The counterpart of save() when the generator is resumed. */
static void restore(struct star_run *r)
{
    struct lk_resume saved = lk_gen_restore(r->f);
    r->at = saved.at;
    r->inside = saved.phase;
    memcpy(r->base, lk_list_of(saved.v[0])->v, PLACES * sizeof *r->base);
}

/* One type of a handler: an exception class, but no group, which would match itself. */
static bool check_class(struct lk_vm *vm, struct lk_value type)
{
    if (lk_is(type, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, type);
    }
    if (!lk_is(type, LK_T_CLASS) ||
        !lk_is_sub(lk_class_of(type), vm->exc_cls[LK_EXC_BaseException])) {
        return lk_raise(vm, LK_EXC_TypeError, "catching classes that do not inherit from "
                        "BaseException is not allowed");
    }
    return !lk_is_sub(lk_class_of(type), vm->exc_cls[LK_EXC_BaseExceptionGroup]) ||
           lk_raise(vm, LK_EXC_TypeError, "catching ExceptionGroup with except* is not allowed. "
                    "Use except instead.");
}

/* The type of a handler, or a tuple of them. */
static bool check_types(struct lk_vm *vm, struct lk_value type)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, type);
    if (!lk_is(type, LK_T_TUPLE)) {
        return check_class(vm, type);
    }
    for (size_t i = 0; i < n; i++) {
        if (!check_class(vm, v[i])) {
            return false;
        }
    }
    return true;
}

/* Takes the part that the handler is for out of the rest.  An exception that is no group is put
 * into one. */
static bool take_match(struct star_run *r, const struct lk_py_handler *h)
{
    struct lk_vm *vm = r->f->vm;
    struct lk_value *b = r->base, *mark = vm->sp;
    /* With nothing left the type is evaluated and checked all the same, as CPython does. */
    if (!lk_eval(r->f, h->type) || !check_types(vm, *mark)) {
        return lk_eval_failed(r->f, h->type);
    }
    if (lk_is_none(b[REST])) {
        b[MATCH] = lk_none();
        vm->sp = mark;
        return true;
    }
    const struct lk_group_by by = {*mark, lk_empty(), lk_empty()};
    if (!lk_group_split(vm, b[REST], &by)) {
        return false;
    }
    b[MATCH] = mark[1];
    b[REST] = mark[2];
    vm->sp = mark;
    if (lk_is_none(b[MATCH]) || lk_is_group(vm, b[MATCH])) {
        return true;
    }
    struct lk_value parts = lk_new_tuple(vm, &b[MATCH], 1);
    return lk_group_make(&b[MATCH], vm, lk_new_strz(vm, ""), parts);
}

/* Runs one handler with its part.  What it raises is kept for the end, so that the others run,
 * too. */
static enum lk_status run_handler(struct star_run *r, const struct lk_py_handler *h)
{
    struct lk_frame *f = r->f;
    struct lk_vm *vm = f->vm;
    struct lk_value *mark = vm->sp;
    vm->handling = r->base[MATCH];
    if (h->named && !f->resuming && !lk_store(f, &h->name, r->base[MATCH])) {
        return LK_RAISE;
    }
    enum lk_status st = lk_exec_body(f, &h->body);
    if (st == LK_SUSPEND) {
        return st;
    }
    if (h->named) {
        lk_unbind(f, &h->name, false);
    }
    vm->sp = mark;
    vm->handling = r->base[ORIGINAL];
    if (st != LK_RAISE) {
        return LK_NORMAL;
    }
    return lk_status_of(!lk_is_refused(vm) &&
                        lk_list_append(vm, r->base[RAISED], lk_caught(vm)));
}

/* The turn of one handler: its type, then its body if that matches. */
static enum lk_status take_turn(struct star_run *r, const struct lk_py_handler *h)
{
    if (!r->inside) {
        enum lk_status st = lk_exec_body(r->f, &h->before);
        if (st != LK_NORMAL) {
            return st;
        }
        if (!take_match(r, h)) {
            return LK_RAISE;
        }
        r->inside = !lk_is_none(r->base[MATCH]);
    }
    enum lk_status st = r->inside ? run_handler(r, h) : LK_NORMAL;
    r->inside = r->inside && st == LK_SUSPEND;
    return st;
}

/* Was the exception only passed on: as it was when it was part of the original? */
static bool is_passed_on(struct lk_value v, struct lk_value original)
{
    const struct lk_exception *e = LK_CELL_OF(lk_exception, v);
    const struct lk_exception *o = LK_CELL_OF(lk_exception, original);
    return e->trace.n == o->trace.n && lk_same(e->cause, o->cause) &&
           lk_same(e->context, o->context);
}

/* Adds the leaves of an exception to a list. */
static bool add_leaves(struct lk_vm *vm, struct lk_value list, struct lk_value e)
{
    size_t n;
    if (!lk_is_group(vm, e)) {
        return lk_list_append(vm, list, e);
    }
    if (!lk_vm_enter(vm, "")) {
        return false;
    }
    const struct lk_value *v = lk_group_parts(&n, e);
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++) {
        ok = add_leaves(vm, list, v[i]);
    }
    lk_vm_leave(vm);
    return ok;
}

/* What leaves the statement, on top of the stack: exceptions that handlers raised stand beside a
 * group, shaped as the original, of all that was passed on; None when nothing is left. */
static bool gather(struct star_run *r)
{
    struct lk_vm *vm = r->f->vm;
    struct lk_value *b = r->base, *top = vm->sp;
    size_t n;
    lk_put(vm, lk_new_list(vm, NULL, 0));                /* raised anew */
    lk_put(vm, lk_new_list(vm, NULL, 0));                /* leaves that were passed on */
    const struct lk_value *v = lk_items(&n, b[RAISED]);
    for (size_t i = 0; i < n; i++) {
        if (!(is_passed_on(v[i], b[ORIGINAL]) ? add_leaves(vm, top[1], v[i])
                                              : lk_list_append(vm, top[0], v[i]))) {
            return false;
        }
    }
    const struct lk_group_by by = {lk_empty(), lk_empty(), top[1]};
    if (!lk_group_split(vm, b[ORIGINAL], &by)) {
        return false;
    }
    if (!lk_list_of(top[0])->n) {
        top[0] = top[2];
    } else if ((!lk_is_none(top[2]) && !lk_list_append(vm, top[0], top[2])) ||
               !lk_group_make(&top[0], vm, lk_new_strz(vm, ""), top[0])) {
        return false;
    }
    vm->sp = top + 1;
    return true;
}

/* After the last handler: raises what is left, if anything.  A single exception that was put into a
 * group can have met one handler only. */
static enum lk_status finish(struct star_run *r)
{
    struct lk_vm *vm = r->f->vm;
    struct lk_value *b = r->base;
    if (!lk_is_none(b[REST]) && !lk_list_append(vm, b[RAISED], b[REST])) {
        return LK_RAISE;
    }
    struct lk_list *raised = lk_list_of(b[RAISED]);
    if (lk_is_group(vm, b[ORIGINAL])) {
        if (!gather(r)) {
            return LK_RAISE;
        }
    } else {
        lk_put(vm, raised->n ? raised->v[0] : lk_none());
    }
    struct lk_value left = *--vm->sp;
    if (lk_is_none(left)) {
        return LK_NORMAL;
    }
    /* As when an exception goes on: this frame is not noted for it. */
    vm->exc = left;
    vm->traced = r->f->serial;
    return LK_RAISE;
}

/* The handlers of except*, with the exception at *exc: all that match some part of it run. */
enum lk_status lk_run_star(struct lk_frame *f, const struct lk_py_try *t, struct lk_value exc)
{
    struct lk_vm *vm = f->vm;
    struct star_run r = {f, vm->sp, 0, false};
    lk_put(vm, exc);
    lk_put(vm, exc);
    lk_put(vm, lk_new_list(vm, NULL, 0));
    lk_put(vm, lk_none());
    if (f->resuming) {
        restore(&r);
    }
    for (; r.at < t->nhandler; r.at++) {
        enum lk_status st = take_turn(&r, &t->handler[r.at]);
        if (st == LK_SUSPEND) {
            save(&r);
        }
        if (st != LK_NORMAL) {
            return st;
        }
    }
    return finish(&r);
}
