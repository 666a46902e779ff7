/* BaseExceptionGroup and ExceptionGroup (PEP 654): making, splitting, deriving.  The message and
 * the tuple of exceptions are attributes; groups keep their shape when they are split. */
#include "py/group.h"
#include "py/arg.h"
#include "py/op.h"
#include "py/rows.h"

#include <stdlib.h>

/* Is it an exception group? */
bool lk_is_group(const struct lk_vm *vm, struct lk_value v)
{
    return lk_is(v, LK_T_EXCEPTION) &&
           lk_is_sub(v.as.cell->cls, vm->exc_cls[LK_EXC_BaseExceptionGroup]);
}

/* The exceptions of a group, which never change; none where a subclass did not call __new__. */
const struct lk_value *lk_group_parts(size_t *n, struct lk_value group)
{
    *n = 0;
    return lk_items(n, LK_CELL_OF(lk_exception, group)->parts);
}

/* The checks of the second argument; *base says that one of them is no Exception. */
static bool check_parts(bool *base, struct lk_vm *vm, struct lk_value parts)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, parts);
    if (!lk_is(parts, LK_T_LIST) && !lk_is(parts, LK_T_TUPLE)) {
        return lk_raise(vm, LK_EXC_TypeError, "second argument (exceptions) must be a sequence");
    }
    if (!n) {
        return lk_raise(vm, LK_EXC_ValueError,
                        "second argument (exceptions) must be a non-empty sequence");
    }
    for (size_t i = 0; i < n; i++) {
        if (!lk_is(v[i], LK_T_EXCEPTION)) {
            return lk_raise(vm, LK_EXC_ValueError,
                            "Item %zu of second argument (exceptions) is not an exception", i);
        }
        *base = *base || !lk_is_sub(v[i].as.cell->cls, vm->exc_cls[LK_EXC_Exception]);
    }
    return true;
}

/* A group of plain exceptions is an ExceptionGroup, also where a BaseExceptionGroup was asked for;
 * one with others cannot be. */
static bool choose_class(struct lk_class **cls, struct lk_vm *vm, bool base)
{
    if (!base && *cls == vm->exc_cls[LK_EXC_BaseExceptionGroup]) {
        *cls = vm->exc_cls[LK_EXC_ExceptionGroup];
    }
    if (!base || !lk_is_sub(*cls, vm->exc_cls[LK_EXC_Exception])) {
        return true;
    }
    return *cls == vm->exc_cls[LK_EXC_ExceptionGroup]
               ? lk_raise(vm, LK_EXC_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
               : lk_raise(vm, LK_EXC_TypeError, "Cannot nest BaseExceptions in '" LK_PRI "'",
                          LK_ARG(lk_text((*cls)->name)));
}

/* The group itself, from checked arguments. */
static bool make_group(struct lk_value *out, struct lk_vm *vm, struct lk_class *cls,
                       const struct lk_value arg[2])
{
    bool base = false;
    size_t n;
    if (!check_parts(&base, vm, arg[1]) || !choose_class(&cls, vm, base)) {
        return false;
    }
    const struct lk_value *v = lk_items(&n, arg[1]);
    struct lk_value parts = lk_new_tuple(vm, v, n);
    *out = lk_new_exception(vm, lk_of_cell(cls), lk_new_tuple(vm, arg, 2));
    LK_CELL_OF(lk_exception, *out)->message = arg[0];
    LK_CELL_OF(lk_exception, *out)->parts = parts;
    return true;
}

/* BaseExceptionGroup(message, exceptions) for the runtime itself. */
bool lk_group_make(struct lk_value *out, struct lk_vm *vm, struct lk_value message,
                   struct lk_value parts)
{
    const struct lk_value arg[2] = {message, parts};
    return make_group(out, vm, vm->exc_cls[LK_EXC_BaseExceptionGroup], arg);
}

/* BaseExceptionGroup.__new__(cls, message, exceptions). */
static bool make(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!a->n || !lk_is(a->v[0], LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, "BaseExceptionGroup.__new__(): not enough arguments");
    }
    if (a->n != 3) {
        return lk_raise(vm, LK_EXC_TypeError, "BaseExceptionGroup.__new__() takes exactly 2 "
                        "arguments (%u given)", a->n - 1);
    }
    if (!lk_is(a->v[1], LK_T_STR)) {
        return lk_raise(vm, LK_EXC_TypeError, "BaseExceptionGroup.__new__() argument 1 must be "
                        "str, not " LK_PRI, LK_ARG(lk_type_name(vm, a->v[1])));
    }
    return make_group(out, vm, lk_class_of(a->v[0]), a->v + 1);
}

/* group.derive(exceptions): a group with the same message, which a class of a script may make
 * otherwise. */
static bool derive(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value message = LK_CELL_OF(lk_exception, a->v[0])->message;
    return lk_group_make(out, vm, lk_is_empty(message) ? lk_new_strz(vm, "") : message, a->v[1]);
}

/* What a derived group has in common with the one it came from: traceback, cause, context and a
 * copy of the notes. */
static void copy_metadata(struct lk_vm *vm, struct lk_value to, struct lk_value from)
{
    struct lk_exception *e = LK_CELL_OF(lk_exception, to), *o = LK_CELL_OF(lk_exception, from);
    struct lk_value notes = lk_own_attr(vm, from, "__notes__");
    /* A script's derive() may give the group itself. */
    if (e == o) {
        return;
    }
    e->cause = o->cause;
    e->context = o->context;
    e->suppress = o->suppress;
    e->trace.n = 0;
    for (size_t i = 0; i < o->trace.n; i++) {
        *LK_PUSH(&e->trace) = o->trace.v[i];
    }
    if (lk_is(notes, LK_T_LIST)) {
        size_t n;
        const struct lk_value *v = lk_items(&n, notes);
        lk_own_attr_set(vm, to, "__notes__", lk_new_list(vm, v, n));
    }
}

/* The list on the stack at `at` becomes a group like the original, or None when it is empty. */
static bool regroup(struct lk_vm *vm, struct lk_value *at, struct lk_value original)
{
    struct lk_value made;
    if (!lk_list_of(*at)->n) {
        *at = lk_none();
        return true;
    }
    if (!lk_vm_method(&made, vm, original, "derive", at, 1)) {
        return false;
    }
    if (!lk_is_group(vm, made)) {
        return lk_raise(vm, LK_EXC_TypeError,
                        "derive must return an instance of BaseExceptionGroup");
    }
    copy_metadata(vm, made, original);
    *at = made;
    return true;
}

/* Is the exception one of a list, by identity? */
static bool is_listed(struct lk_value list, struct lk_value exception)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, list);
    for (size_t i = 0; i < n; i++) {
        if (lk_same(v[i], exception)) {
            return true;
        }
    }
    return false;
}

/* Does the exception match as a whole?  Of `same` only leaves are asked for. */
static bool matches(bool *out, struct lk_vm *vm, struct lk_value e, const struct lk_group_by *by)
{
    struct lk_value said;
    if (!lk_is_empty(by->type)) {
        return lk_exc_matches(out, vm, e, by->type);
    }
    if (!lk_is_empty(by->same)) {
        *out = !lk_is_group(vm, e) && is_listed(by->same, e);
        return true;
    }
    return lk_vm_callv(&said, vm, by->call, &e, 1) && lk_vm_truth(out, vm, said);
}

/* Each part of the group goes to one of the two lists at base, or is split itself. */
static bool split_parts(struct lk_vm *vm, struct lk_value group, const struct lk_group_by *by,
                        struct lk_value *base)
{
    size_t n;
    const struct lk_value *v = lk_group_parts(&n, group);
    for (size_t i = 0; i < n; i++) {
        if (!lk_group_split(vm, v[i], by)) {
            return false;
        }
        for (int k = 0; k < 2; k++) {
            if (!lk_is_none(base[2 + k]) && !lk_list_append(vm, base[k], base[2 + k])) {
                return false;
            }
        }
        vm->sp = base + 2;
    }
    return true;
}

/* As the header says; goes down into groups in groups. */
bool lk_group_split(struct lk_vm *vm, struct lk_value exception, const struct lk_group_by *by)
{
    bool whole = false;
    struct lk_value *base = vm->sp;
    if (!lk_room(vm, 1024) || !matches(&whole, vm, exception, by)) {
        return false;
    }
    if (whole || !lk_is_group(vm, exception)) {
        lk_put(vm, whole ? exception : lk_none());
        lk_put(vm, whole ? lk_none() : exception);
        return true;
    }
    if (!lk_vm_enter(vm, "")) {
        return false;
    }
    lk_put(vm, lk_new_list(vm, NULL, 0));
    lk_put(vm, lk_new_list(vm, NULL, 0));
    bool ok = split_parts(vm, exception, by, base) && regroup(vm, &base[0], exception) &&
              regroup(vm, &base[1], exception);
    lk_vm_leave(vm);
    return ok;
}

/* What split() and subgroup() take: a type, a tuple of types, or a function. */
static bool read_condition(struct lk_group_by *by, struct lk_vm *vm, struct lk_value v)
{
    bool type = lk_is(v, LK_T_TUPLE) ||
                (lk_is(v, LK_T_CLASS) &&
                 lk_is_sub(lk_class_of(v), vm->exc_cls[LK_EXC_BaseException]));
    bool call = lk_is(v, LK_T_FUNCTION) || lk_is(v, LK_T_METHOD) || lk_is(v, LK_T_NATIVE);
    *by = (struct lk_group_by){lk_empty(), lk_empty(), lk_empty()};
    *(type ? &by->type : &by->call) = v;
    return type || call ||
           lk_raise(vm, LK_EXC_TypeError,
                    "expected a function, exception type or tuple of exception types");
}

/* group.split(condition): a pair, of which either may be None. */
static bool split(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_group_by by;
    struct lk_value *base = vm->sp;
    if (!read_condition(&by, vm, a->v[1]) || !lk_group_split(vm, a->v[0], &by)) {
        return false;
    }
    *out = lk_new_tuple(vm, base, 2);
    return true;
}

/* group.subgroup(condition): the matching half of split(). */
static bool subgroup(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_group_by by;
    struct lk_value *base = vm->sp;
    if (!read_condition(&by, vm, a->v[1]) || !lk_group_split(vm, a->v[0], &by)) {
        return false;
    }
    *out = base[0];
    return true;
}

/* group.message */
static bool message(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = LK_CELL_OF(lk_exception, a->v[0])->message;
    return true;
}

/* group.exceptions, a tuple. */
static bool exceptions(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = LK_CELL_OF(lk_exception, a->v[0])->parts;
    return true;
}

static const struct lk_py_row rows[] = {
    {"message(self)", message, LK_PY_PROPERTY, NULL},
    {"exceptions(self)", exceptions, LK_PY_PROPERTY, NULL},
    {"__new__(cls, *args)", make, LK_PY_RAW, NULL},
    {"derive(self, excs, /)", derive, 0, NULL},
    {"split(self, condition, /)", split, 0, NULL},
    {"subgroup(self, condition, /)", subgroup, 0, NULL},
    LK_ROW_SUBSCRIPT,
    {0},
};

/* ExceptionGroup is an Exception as well; the table of exceptions has one base for each. */
void lk_group_rows(struct lk_vm *vm)
{
    struct lk_class *cls = vm->exc_cls[LK_EXC_ExceptionGroup];
    struct lk_value base[2] = {lk_exc_class(vm, LK_EXC_BaseExceptionGroup),
                               lk_exc_class(vm, LK_EXC_Exception)};
    lk_class_rows(vm, vm->exc_cls[LK_EXC_BaseExceptionGroup], rows);
    cls->bases = lk_new_tuple(vm, base, 2);
    free(cls->mro);
    cls->nmro = 0;
    lk_mro_compute(vm, cls);
    *LK_PUSH(&lk_class_of(base[0])->sub) = cls;
}
