/* Raising, catching, refusing. */
#include "py/unmade.h"

#include <stdlib.h>

/* Links the exception to the one that is being handled (__context__). The cycle that raising an
 * exception again inside its own handler would make is cut, as CPython does. */
static void set_context(struct lk_vm *vm, struct lk_exception *e)
{
    struct lk_value handled = vm->handling;
    if (lk_is_empty(handled) || handled.as.cell == &e->cell) {
        return;
    }
    /* A chain that comes back to this exception is cut there.  One that scripts have tied into a
     * ring elsewhere is noticed by a second walk at half the speed. */
    struct lk_exception *o = LK_CELL_OF(lk_exception, handled), *slow = o;
    for (bool step = false; lk_is(o->context, LK_T_EXCEPTION); step = !step) {
        if (o->context.as.cell == &e->cell) {
            o->context = lk_none();
            break;
        }
        o = LK_CELL_OF(lk_exception, o->context);
        if (o == slow) {
            break;
        }
        slow = step ? LK_CELL_OF(lk_exception, slow->context) : slow;
    }
    e->context = handled;
}

/* Makes an exception the pending one; always false, for use in return. A refusal wins over
 * everything that is raised after it. */
static bool pend(struct lk_vm *vm, struct lk_value exception)
{
    if (!lk_is_refused(vm)) {
        set_context(vm, LK_CELL_OF(lk_exception, exception));
        vm->exc = exception;
        vm->traced = 0;
    }
    return false;
}

/* Raises a class of the runtime with one argument, without calling code of scripts. */
static bool raise_text(struct lk_vm *vm, struct lk_class *cls, struct lk_value text)
{
    struct lk_value args = lk_new_tuple(vm, &text, 1);
    return pend(vm, lk_new_exception(vm, lk_of_cell(cls), args));
}

/* Raises a built-in exception with a message in printf's form; always false. */
bool lk_raise(struct lk_vm *vm, enum lk_exc which, const char *fmt, ...)
{
    struct lk_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&b, fmt, ap);
    va_end(ap);
    return raise_text(vm, vm->exc_cls[which], lk_new_buf(vm, &b));
}

/* Raises with an object as the argument instead of a text: KeyError shows the repr() of its key. */
bool lk_raise_value(struct lk_vm *vm, enum lk_exc which, struct lk_value arg)
{
    return raise_text(vm, vm->exc_cls[which], arg);
}

/* The same for an exception class that a native module defines. */
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

/* The exception object of what `raise` was given: an instance, or a class to be called. EMPTY
 * with an exception pending when it is neither, or when the class's code raised. */
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

/* Raises what a script or native has at hand: an instance, or a class that is called first.
 * Always false. */
bool lk_throw(struct lk_vm *vm, struct lk_value exception)
{
    struct lk_value e = lk_exc_normal(vm, exception);
    return lk_is_empty(e) ? false : pend(vm, e);
}

/* Sets the cause of the exception that has just been raised (raise … from). It also hides the
 * context, and None as cause does only that. */
bool lk_raise_from(struct lk_vm *vm, struct lk_value cause)
{
    if (!lk_is_empty(vm->exc)) {
        struct lk_exception *e = LK_CELL_OF(lk_exception, vm->exc);
        e->cause = cause;
        e->suppress = true;
    }
    return false;
}

/* From now on nothing can be caught. */
static void refusing(struct lk_vm *vm, bool unplaced)
{
    vm->exc = lk_empty();
    vm->refusal.unplaced = unplaced;
    vm->refusal.frame = 0;
    vm->refusal.outer = LK_NOWHERE;
    lk_unmade_note(vm);
}

/* Ends the run for a reason that no script can catch: something unsupported, a limit, an error
 * of the host. The first refusal is kept with the place of the statement; always false. */
bool lk_refuse(struct lk_vm *vm, enum lk_code code, const char *fmt, ...)
{
    if (!lk_is_refused(vm)) {
        va_list ap;
        va_start(ap, fmt);
        char *text = lk_vformat(fmt, ap);
        va_end(ap);
        lk_fail_at(&vm->refused, code, lk_vm_span(vm), "%s", text);
        free(text);
        refusing(vm, true);
    }
    return false;
}

/* Adds what the user can do about it to the refusal. */
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

/* Takes over an error of a lower floor, which is cleared. An LK_E_SCRIPT error is one that
 * Python would raise as TypeError, and scripts can catch it; all others refuse the run. */
bool lk_refuse_err(struct lk_vm *vm, struct lk_err *take)
{
    /* Python's own kind of error: a script may catch it, and the hint goes with it. */
    if (take->code == LK_E_SCRIPT) {
        lk_raise(vm, LK_EXC_TypeError, "%s", take->message);
        if (!lk_is_empty(vm->exc) && take->hint) {
            LK_CELL_OF(lk_exception, vm->exc)->hint = lk_strdup(lk_str_of(take->hint));
        }
        lk_err_clear(take);
        return false;
    }
    if (!lk_is_refused(vm)) {
        bool placed = take->span.source;
        lk_err_move(&vm->refused, take);
        lk_err_at(&vm->refused, lk_vm_span(vm));
        refusing(vm, !placed);
    } else {
        lk_err_clear(take);
    }
    return false;
}

/* Whether the run is to end; loops that swallow exceptions ask this as well. */
bool lk_is_refused(const struct lk_vm *vm)
{
    return lk_err_is_set(&vm->refused);
}

/* Whether an exception of that built-in class or a subclass is pending. */
bool lk_pending_is(struct lk_vm *vm, enum lk_exc which)
{
    return !lk_is_empty(vm->exc) && lk_is_sub(vm->exc.as.cell->cls, vm->exc_cls[which]);
}

/* Takes the pending exception away and gives it to the caller, who has to keep it alive. */
struct lk_value lk_caught(struct lk_vm *vm)
{
    struct lk_value e = vm->exc;
    vm->exc = lk_empty();
    return e;
}

/* The class of a built-in exception as a value. */
struct lk_value lk_exc_class(struct lk_vm *vm, enum lk_exc which)
{
    return lk_of_cell(vm->exc_cls[which]);
}

/* The args tuple of an exception; for natives that read messages out of one. */
struct lk_value lk_exc_args(struct lk_value exception)
{
    return LK_CELL_OF(lk_exception, exception)->args;
}

/* Only exception classes can be caught. A placeholder stands for one, as far as can be known. */
static bool check_handler(struct lk_vm *vm, struct lk_value type)
{
    return lk_is(type, LK_T_PLACEHOLDER) ||
           (lk_is(type, LK_T_CLASS) &&
            lk_is_sub(lk_class_of(type), vm->exc_cls[LK_EXC_BaseException])) ||
           lk_raise(vm, LK_EXC_TypeError, "catching classes that do not inherit from "
                    "BaseException is not allowed");
}

/* except T: a subclass test on the class alone, without __instancecheck__, as CPython. An absent
 * module's placeholder as T refuses the run, since nothing can be said about what it would
 * catch. */
static bool match_one(bool *out, struct lk_vm *vm, struct lk_value exc, struct lk_value type)
{
    if (lk_is(type, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, type);
    }
    if (!check_handler(vm, type)) {
        return false;
    }
    *out = lk_is_sub(exc.as.cell->cls, lk_class_of(type));
    return true;
}

/* The type of a handler: a class, or a tuple of classes, all of which are looked at before the
 * first is asked, as in CPython. */
bool lk_exc_matches(bool *out, struct lk_vm *vm, struct lk_value exc, struct lk_value type)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, type);
    *out = false;
    if (!lk_is(type, LK_T_TUPLE)) {
        return match_one(out, vm, exc, type);
    }
    for (size_t i = 0; i < n; i++) {
        if (!check_handler(vm, v[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < n && !*out; i++) {
        if (!match_one(out, vm, exc, v[i])) {
            return false;
        }
    }
    return true;
}

/* Notes that the pending exception passed through this frame, once per raising. The first entry
 * is the innermost. A refusal notes the place only if it has none yet, and of the frames only the
 * outermost: which revision it was that called what could not be run. */
void lk_trace_add(struct lk_frame *f, struct lk_span span)
{
    struct lk_vm *vm = f->vm;
    if (lk_is_refused(vm)) {
        lk_err_at(&vm->refused, span);
        if (vm->refusal.frame != f->serial) {
            vm->refusal.frame = f->serial;
            vm->refusal.outer = span;
        }
    } else if (!lk_is_empty(vm->exc) && vm->traced != f->serial) {
        *LK_PUSH(&LK_CELL_OF(lk_exception, vm->exc)->trace) =
            (struct lk_trace){f->unit, f->code, span, 0};
        vm->traced = f->serial;
    }
}
