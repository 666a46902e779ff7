/* type(), isinstance(), issubclass(), type(name, bases, dict). */
#include "py/op.h"

/* type(v): the class of any value, immediate ones included. */
struct lk_value lk_vm_type(struct lk_vm *vm, struct lk_value v)
{
    return lk_of_cell(lk_cls(vm, v));
}

/* The class name for messages. Iterators share one class here but carry the name that CPython
 * shows for theirs, such as "list_iterator". */
struct lk_str lk_type_name(struct lk_vm *vm, struct lk_value v)
{
    return lk_class_label(lk_cls(vm, v));
}

#define ONLY_PLAIN "isinstance() argument 2 cannot be a parameterized generic"

/* isinstance() or issubclass(), for the walk over a tuple. */
typedef bool check_fn(bool *out, struct lk_vm *, struct lk_value, struct lk_value);

/* A tuple (or union) of classes: true with the first that fits; tuples may be nested, to the
 * depth that calls may have. */
static bool check_items(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value types,
                        check_fn *check)
{
    size_t n;
    const struct lk_value *t = lk_items(&n, types);
    bool ok = lk_vm_enter(vm, "");
    *out = false;
    if (!ok) {
        return false;
    }
    for (size_t i = 0; i < n && ok && !*out; i++) {
        ok = check(out, vm, v, t[i]);
    }
    lk_vm_leave(vm);
    return ok;
}

/* __instancecheck__ or __subclasscheck__ of the metaclass; *out stays when there is none. v[0]
 * is the class asked, v[1] what it is asked about; *done tells whether it was asked. */
static bool check_by_meta(bool *done, bool *out, struct lk_vm *vm, enum lk_known name,
                          const struct lk_value v[2])
{
    struct lk_value fn = lk_override(vm, v[0], name), r;
    *done = !lk_is_empty(fn);
    return !*done || (lk_call_found(&r, vm, fn, v, 2) && lk_vm_truth(out, vm, r));
}

/* The TypeError for a second argument that is no class; an absent module's placeholder refuses
 * the run instead of claiming to know. */
static bool bad_class(struct lk_vm *vm, struct lk_value cls, const char *message)
{
    return lk_is(cls, LK_T_PLACEHOLDER) ? lk_placeholder_refuse(vm, cls)
                                        : lk_raise(vm, LK_EXC_TypeError, "%s", message);
}

/* isinstance(v, cls): by the order of resolution first, then by __instancecheck__ of a metaclass
 * other than type. None stands for its class, as in unions like int | None. */
bool lk_vm_isinstance(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value cls)
{
    if (lk_is(cls, LK_T_TUPLE)) {
        return check_items(out, vm, v, cls, lk_vm_isinstance);
    }
    if (lk_is(cls, LK_T_UNION)) {
        return check_items(out, vm, v, LK_CELL_OF(lk_wrap, cls)->inner, lk_vm_isinstance);
    }
    if (lk_is_none(cls)) {
        *out = lk_is_none(v);
        return true;
    }
    if (!lk_is(cls, LK_T_CLASS)) {
        bool done, own = lk_is(cls, LK_T_OBJECT);
        struct lk_value pair[2] = {cls, v};
        if (own && (!check_by_meta(&done, out, vm, LK_N_instancecheck, pair) || done)) {
            return lk_is_empty(vm->exc) && !lk_is_refused(vm);
        }
        return bad_class(vm, cls, lk_is(cls, LK_T_ALIAS) ? ONLY_PLAIN :
                         "isinstance() arg 2 must be a type, a tuple of types, or a union");
    }
    *out = lk_is_sub(lk_cls(vm, v), lk_class_of(cls));
    /* Classes of the plain metaclass have no say. */
    if (*out || cls.as.cell->cls == vm->cls[LK_TY_type]) {
        return true;
    }
    bool done;
    struct lk_value pair[2] = {cls, v};
    return check_by_meta(&done, out, vm, LK_N_instancecheck, pair);
}

/* issubclass(sub, cls), with __subclasscheck__ where the order of resolution says no. Tuples and
 * unions as for isinstance(). */
bool lk_vm_issubclass(bool *out, struct lk_vm *vm, struct lk_value sub, struct lk_value cls)
{
    if (lk_is(cls, LK_T_TUPLE)) {
        return check_items(out, vm, sub, cls, lk_vm_issubclass);
    }
    if (lk_is(cls, LK_T_UNION)) {
        return check_items(out, vm, sub, LK_CELL_OF(lk_wrap, cls)->inner, lk_vm_issubclass);
    }
    if (!lk_is(sub, LK_T_CLASS)) {
        return bad_class(vm, sub, "issubclass() arg 1 must be a class");
    }
    if (!lk_is(cls, LK_T_CLASS)) {
        return bad_class(vm, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a "
                                  "union");
    }
    *out = lk_is_sub(lk_class_of(sub), lk_class_of(cls));
    bool done;
    struct lk_value pair[2] = {cls, sub};
    return *out || cls.as.cell->cls == vm->cls[LK_TY_type] ||
           check_by_meta(&done, out, vm, LK_N_subclasscheck, pair);
}
