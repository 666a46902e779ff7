/* with: managers from left to right, each with the rest of the statement inside it. */
#include "py/gen.h"
#include "py/op.h"

/* The TypeError for an object without __enter__ or __exit__, in CPython's words; `lacks`
 * completes it. A placeholder for an absent module says so instead. */
static bool no_manager(struct lk_vm *vm, struct lk_value v, const char *lacks)
{
    if (lk_is(v, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v);
    }
    return lk_raise(vm, LK_EXC_TypeError,
                    "'" LK_PRI "' object does not support the context manager protocol%s",
                    LK_ARG(lk_type_name(vm, v)), lacks);
}

/* A native __exit__ that neither swallows nor runs script code leaves no trace of itself. For
 * any other manager a try around the block is assumed, since its __exit__ may catch. */
static bool is_handler(struct lk_value exit)
{
    return !lk_is(exit, LK_T_NATIVE) ||
           !(LK_CELL_OF(lk_nativefn, exit)->row->flags & LK_PY_TRANSPARENT);
}

/* __exit__ is looked up on the class, never on the instance, as all special methods. */
static struct lk_value find_exit(struct lk_vm *vm, struct lk_value manager)
{
    return lk_lookup_known(vm, lk_cls(vm, manager), LK_N_exit);
}

/* Calls __exit__(type, value, traceback), three times None when nothing was raised; its truth
 * counts only for an exception. False: __exit__ itself raised. */
static bool call_exit(bool *swallow, struct lk_vm *vm, struct lk_value manager, struct lk_value exc)
{
    bool raised = !lk_is_none(exc);
    struct lk_value out, v[4] = {manager, lk_none(), lk_none(), lk_none()};
    if (raised) {
        v[1] = lk_of_cell(exc.as.cell->cls);
        v[2] = exc;
        v[3] = lk_new_wrap(vm, LK_T_TRACEBACK, exc);
    }
    return lk_call_found(&out, vm, find_exit(vm, manager), v, 4) &&
           (!raised || lk_vm_truth(swallow, vm, out));
}

static enum lk_status run_item(struct lk_frame *f, const struct lk_py_stmt *s, uint32_t i);

/* The manager is on the stack at base; leaves by calling its __exit__. The result of a return in
 * the body and the exception that is handled outside survive the call. A swallowed exception
 * turns into normal completion. */
static enum lk_status leave(struct lk_frame *f, struct lk_value *base, enum lk_status st)
{
    struct lk_vm *vm = f->vm;
    bool swallow = false, raising = st == LK_RAISE;
    vm->sp = base + 1;
    lk_put(vm, raising ? lk_caught(vm) : lk_none());
    lk_put(vm, vm->handling);
    lk_put(vm, f->ret);
    if (raising) {
        vm->handling = base[1];
    }
    bool ok = call_exit(&swallow, vm, base[0], base[1]);
    vm->handling = base[2];
    f->ret = base[3];
    if (!ok) {
        return LK_RAISE;
    }
    if (raising && !swallow) {
        vm->exc = base[1];
        vm->traced = f->serial;
    }
    return swallow ? LK_NORMAL : st;
}

/* Evaluates one manager and calls its __enter__; leaves manager and result on the stack.
 * __exit__ is looked for before anything is called, so that no block is entered that cannot be
 * left. */
static bool enter(struct lk_frame *f, const struct lk_py_withitem *item)
{
    struct lk_vm *vm = f->vm;
    if (!lk_eval(f, item->value)) {
        return false;
    }
    struct lk_value *base = vm->sp - 1;
    struct lk_value fn = lk_lookup_known(vm, lk_cls(vm, *base), LK_N_enter), v;
    if (lk_is_empty(fn)) {
        return no_manager(vm, *base, "");
    }
    if (lk_is_empty(find_exit(vm, *base))) {
        return no_manager(vm, *base, " (missed __exit__ method)");
    }
    if (!lk_call_found(&v, vm, fn, base, 1)) {
        return lk_eval_failed(f, item->value);
    }
    lk_put(vm, v);
    return true;
}

/* Assigns the result of __enter__ to the target, then runs the next manager or the body. On
 * resuming, both have happened already. */
static enum lk_status run_inside(struct lk_frame *f, const struct lk_py_stmt *s, uint32_t i)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_expr *target = s->with.item[i].target;
    if (!f->resuming) {
        if (target && !lk_assign(f, target, vm->sp[-1])) {
            return LK_RAISE;
        }
        vm->sp--;
    }
    return i + 1 < s->with.nitem ? run_item(f, s, i + 1) : lk_exec_body(f, &s->with.body);
}

/* One manager around the rest of the statement. Recursion gives the nesting: the last manager
 * entered is the first to be left, also when a later __enter__ fails. */
static enum lk_status run_item(struct lk_frame *f, const struct lk_py_stmt *s, uint32_t i)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    if (f->resuming) {
        lk_put(vm, lk_gen_restore(f).v[0]);
    } else if (!enter(f, &s->with.item[i])) {
        return LK_RAISE;
    }
    bool handler = is_handler(find_exit(vm, base[0]));
    if (handler) {
        lk_vm_handler_enter(vm);
    }
    /* Settling may have raised what an earlier statement did: the manager is then left at once. */
    bool settled = lk_is_empty(vm->exc) && !lk_is_refused(vm);
    enum lk_status st = settled ? run_inside(f, s, i) : LK_RAISE;
    if (st == LK_SUSPEND) {
        lk_gen_save(f)->v[0] = base[0];
        f->gen->guarded = true;
    } else if (!lk_is_refused(vm)) {
        st = leave(f, base, st);
    }
    if (handler) {
        lk_vm_handler_leave(vm);
    }
    vm->sp = base;
    return st;
}

/* The with statement; the asynchronous one is refused, since there is no event loop to run it. */
enum lk_status lk_exec_with(struct lk_frame *f, const struct lk_py_stmt *s)
{
    if (s->flags & LK_SF_ASYNC) {
        lk_refuse(f->vm, LK_E_UNSUPPORTED, "limbeck does not run async code");
        return LK_RAISE;
    }
    return run_item(f, s, 0);
}
