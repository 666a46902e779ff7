/* Raising, catching, refusing. */
#include "py/eval.h"

#include <stdlib.h>

static void set_context(struct lk_vm *vm, struct lk_exception *e)
{
    struct lk_value handled = vm->handling;
    if (lk_is_empty(handled) || handled.as.cell == &e->cell) {
        return;
    }
    /* A chain that comes back to this exception is cut there. */
    struct lk_exception *o = LK_CELL_OF(lk_exception, handled);
    while (lk_is(o->context, LK_T_EXCEPTION)) {
        if (o->context.as.cell == &e->cell) {
            o->context = lk_none();
            break;
        }
        o = LK_CELL_OF(lk_exception, o->context);
    }
    e->context = handled;
}

static bool pend(struct lk_vm *vm, struct lk_value exception)
{
    if (!lk_is_refused(vm)) {
        set_context(vm, LK_CELL_OF(lk_exception, exception));
        vm->exc = exception;
        vm->traced = 0;
    }
    return false;
}

static bool raise_text(struct lk_vm *vm, struct lk_class *cls, struct lk_value text)
{
    struct lk_value args = lk_new_tuple(vm, &text, 1);
    return pend(vm, lk_new_exception(vm, lk_of_cell(cls), args));
}

bool lk_raise(struct lk_vm *vm, enum lk_exc which, const char *fmt, ...)
{
    struct lk_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&b, fmt, ap);
    va_end(ap);
    return raise_text(vm, vm->exc_cls[which], lk_new_buf(vm, &b));
}

bool lk_raise_value(struct lk_vm *vm, enum lk_exc which, struct lk_value arg)
{
    return raise_text(vm, vm->exc_cls[which], arg);
}

bool lk_raise_native(struct lk_vm *vm, const struct lk_py_type *type, const char *fmt, ...)
{
    struct lk_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&b, fmt, ap);
    va_end(ap);
    struct lk_value text = lk_new_buf(vm, &b);
    return raise_text(vm, lk_class_of(lk_native_class(vm, type)), text);
}

/* The exception object of what `raise` was given: an instance, or a class to be called. */
struct lk_value lk_exc_normal(struct lk_vm *vm, struct lk_value raised)
{
    struct lk_class *base = vm->exc_cls[LK_EXC_BaseException];
    if (lk_is(raised, LK_T_EXCEPTION)) {
        return raised;
    }
    if (lk_is(raised, LK_T_PLACEHOLDER)) {
        lk_placeholder_refuse(vm, raised);
        return lk_empty();
    }
    if (lk_is(raised, LK_T_CLASS) && lk_is_sub(lk_class_of(raised), base)) {
        struct lk_value made;
        if (!lk_vm_callv(&made, vm, raised, NULL, 0)) {
            return lk_empty();
        }
        if (lk_is(made, LK_T_EXCEPTION)) {
            return made;
        }
    }
    lk_raise(vm, LK_EXC_TypeError, "exceptions must derive from BaseException");
    return lk_empty();
}

bool lk_throw(struct lk_vm *vm, struct lk_value exception)
{
    struct lk_value e = lk_exc_normal(vm, exception);
    return lk_is_empty(e) ? false : pend(vm, e);
}

bool lk_raise_from(struct lk_vm *vm, struct lk_value cause)
{
    if (!lk_is_empty(vm->exc)) {
        struct lk_exception *e = LK_CELL_OF(lk_exception, vm->exc);
        e->cause = cause;
        e->suppress = true;
    }
    return false;
}

bool lk_refuse(struct lk_vm *vm, enum lk_code code, const char *fmt, ...)
{
    if (!lk_is_refused(vm)) {
        va_list ap;
        va_start(ap, fmt);
        char *text = lk_vformat(fmt, ap);
        va_end(ap);
        lk_fail_at(&vm->refused, code, lk_vm_span(vm), "%s", text);
        free(text);
        vm->exc = lk_empty();
    }
    return false;
}

bool lk_refuse_hint(struct lk_vm *vm, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = lk_vformat(fmt, ap);
    va_end(ap);
    lk_err_hint(&vm->refused, "%s", text);
    free(text);
    return false;
}

bool lk_refuse_err(struct lk_vm *vm, struct lk_err *take)
{
    if (take->code == LK_E_SCRIPT) {
        lk_raise(vm, LK_EXC_TypeError, "%s", take->message);
        if (!lk_is_empty(vm->exc) && take->hint) {
            LK_CELL_OF(lk_exception, vm->exc)->hint = lk_strdup(lk_str_of(take->hint));
        }
        lk_err_clear(take);
        return false;
    }
    if (!lk_is_refused(vm)) {
        lk_err_move(&vm->refused, take);
        lk_err_at(&vm->refused, lk_vm_span(vm));
        vm->exc = lk_empty();
    } else {
        lk_err_clear(take);
    }
    return false;
}

bool lk_is_refused(const struct lk_vm *vm)
{
    return lk_err_is_set(&vm->refused);
}

struct lk_value lk_pending(struct lk_vm *vm)
{
    return vm->exc;
}

static bool pending_is(struct lk_vm *vm, const struct lk_class *cls)
{
    return !lk_is_empty(vm->exc) && lk_is_sub(vm->exc.as.cell->cls, cls);
}

bool lk_pending_is(struct lk_vm *vm, enum lk_exc which)
{
    return pending_is(vm, vm->exc_cls[which]);
}

bool lk_pending_is_native(struct lk_vm *vm, const struct lk_py_type *type)
{
    return pending_is(vm, lk_class_of(lk_native_class(vm, type)));
}

struct lk_value lk_caught(struct lk_vm *vm)
{
    struct lk_value e = vm->exc;
    vm->exc = lk_empty();
    return e;
}

struct lk_value lk_exc_class(struct lk_vm *vm, enum lk_exc which)
{
    return lk_of_cell(vm->exc_cls[which]);
}

struct lk_value lk_exc_args(struct lk_value exception)
{
    return LK_CELL_OF(lk_exception, exception)->args;
}

static bool match_one(bool *out, struct lk_vm *vm, struct lk_value exc, struct lk_value type)
{
    if (lk_is(type, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, type);
    }
    if (!lk_is(type, LK_T_CLASS) ||
        !lk_is_sub(lk_class_of(type), vm->exc_cls[LK_EXC_BaseException])) {
        return lk_raise(vm, LK_EXC_TypeError, "catching classes that do not inherit from "
                        "BaseException is not allowed");
    }
    *out = lk_is_sub(exc.as.cell->cls, lk_class_of(type));
    return true;
}

bool lk_exc_matches(bool *out, struct lk_vm *vm, struct lk_value exc, struct lk_value type)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, type);
    *out = false;
    if (!lk_is(type, LK_T_TUPLE)) {
        return match_one(out, vm, exc, type);
    }
    bool ok = lk_vm_enter(vm, "");
    if (!ok) {
        return false;
    }
    for (size_t i = 0; i < n && ok && !*out; i++) {
        ok = lk_exc_matches(out, vm, exc, v[i]);
    }
    lk_vm_leave(vm);
    return ok;
}

/* Notes that the pending exception passed through this frame, once per raising. */
void lk_trace_add(struct lk_frame *f, struct lk_span span)
{
    struct lk_vm *vm = f->vm;
    if (lk_is_refused(vm)) {
        lk_err_at(&vm->refused, span);
    } else if (!lk_is_empty(vm->exc) && vm->traced != f->serial) {
        *LK_PUSH(&LK_CELL_OF(lk_exception, vm->exc)->trace) =
            (struct lk_trace){f->unit, f->code, span, 0};
        vm->traced = f->serial;
    }
}
