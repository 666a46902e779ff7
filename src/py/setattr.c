/* Setting and deleting attributes. */
#include "py/cls.h"

/* Deleting goes through the same door with an EMPTY value. An AttributeError tells which of the
 * two functions is missing. */
static bool set_property(struct lk_vm *vm, struct lk_property *p, struct lk_value self,
                         struct lk_value value)
{
    bool deletes = lk_is_empty(value);
    struct lk_value fn = deletes ? p->del : p->set, out;
    struct lk_value v[2] = {self, value};
    if (deletes && lk_is_none(fn) && lk_is(p->set, LK_T_NATIVE) &&
        LK_CELL_OF(lk_nativefn, p->set)->row->flags & LK_PY_DELETES) {
        return lk_vm_callv(&out, vm, p->set, v, 2);
    }
    if (lk_is_none(fn)) {
        return lk_raise(vm, LK_EXC_AttributeError,
                        "property '" LK_PRI "' of '" LK_PRI "' object has no %s",
                        LK_ARG(lk_text(p->name)), LK_ARG(lk_type_name(vm, self)),
                        deletes ? "deleter" : "setter");
    }
    return lk_vm_callv(&out, vm, fn, v, deletes ? 1 : 2);
}

/* *done tells whether the descriptor had anything to say. v is the instance and the new value. A
 * descriptor with __set__ or __delete__ goes before the instance's own attributes. */
static bool set_by_class(bool *done, struct lk_vm *vm, struct lk_value attr,
                         const struct lk_value v[2])
{
    bool deletes = lk_is_empty(v[1]);
    struct lk_value fn = lk_override(vm, attr, deletes ? LK_N_delete : LK_N_set), out;
    struct lk_value a[3] = {attr, v[0], v[1]};
    *done = !lk_is_empty(fn);
    return !*done || lk_call_found(&out, vm, fn, a, deletes ? 2 : 3);
}

/* The instance's own dict; deleting what is not there is an AttributeError. The name is interned
 * already. */
static bool put_own(struct lk_vm *vm, struct lk_value v, struct lk_value name,
                    struct lk_value value)
{
    if (!lk_is_empty(value)) {
        lk_dict_put(vm, lk_attrs(vm, v.as.cell), name, value);
        return true;
    }
    struct lk_entry *e = v.as.cell->attrs ? lk_dict_find(v.as.cell->attrs, name) : NULL;
    if (!e) {
        return lk_no_attr(vm, v, name);
    }
    lk_dict_remove(v.as.cell->attrs, e);
    return true;
}

/* Data descriptors first, then the instance, unless its class has no room for attributes.
 * `slots` means __slots__ without __dict__: only its members can be set then. */
static bool set_instance(struct lk_vm *vm, struct lk_value v, struct lk_value name,
                         struct lk_value value)
{
    struct lk_class *cls = lk_cls(vm, v);
    struct lk_value attr = lk_lookup(vm, cls, name);
    if (lk_is(attr, LK_T_PROPERTY)) {
        return set_property(vm, LK_CELL_OF(lk_property, attr), v, value);
    }
    if (lk_is(attr, LK_T_MEMBER)) {
        return lk_slot_set(vm, attr, v, value);
    }
    if (lk_is(attr, LK_T_OBJECT)) {
        bool done;
        struct lk_value pair[2] = {v, value};
        /* Without __set__ (done is false) the class attribute is only shadowed. */
        if (!set_by_class(&done, vm, attr, pair) || done) {
            return done && lk_is_empty(vm->exc) && !lk_is_refused(vm);
        }
    }
    if (lk_is_cell(v) && !cls->no_attrs && !cls->slots) {
        return put_own(vm, v, name, value);
    }
    if (lk_is_empty(attr)) {
        return lk_no_attr(vm, v, name);
    }
    return lk_raise(vm, LK_EXC_AttributeError,
                    "'" LK_PRI "' object attribute '" LK_PRI "' is read-only",
                    LK_ARG(lk_text(cls->name)), LK_ARG(lk_text(name)));
}

/* Setting an attribute of a class ends every cached look-up. A property of the metaclass is
 * asked first. __new__ set from outside becomes a static method, as the one in a class body
 * does. */
static bool set_in_class(struct lk_vm *vm, struct lk_value v, struct lk_value name,
                         struct lk_value value)
{
    struct lk_value attr = lk_lookup(vm, v.as.cell->cls, name);
    if (lk_is(attr, LK_T_PROPERTY)) {
        return set_property(vm, LK_CELL_OF(lk_property, attr), v, value);
    }
    if (lk_is(value, LK_T_FUNCTION) && lk_same(name, vm->known[LK_N_new])) {
        value = lk_new_wrap(vm, LK_T_STATICMETHOD, value);
    }
    return lk_class_set(vm, lk_class_of(v), name, value);
}

/* object.__setattr__ and __delattr__. */
bool lk_generic_set(struct lk_vm *vm, struct lk_value v, struct lk_value name,
                    struct lk_value value)
{
    name = lk_intern_value(vm, name);
    switch (v.tag) {
    case LK_T_CLASS: return set_in_class(vm, v, name, value);
    case LK_T_PLACEHOLDER: return lk_placeholder_refuse(vm, v);
    default: return set_instance(vm, v, name, value);
    }
}

/* A script's own __setattr__ or __delattr__ decides alone. The name arrives there interned, so
 * that it can be compared by address. */
static bool set_any(struct lk_vm *vm, struct lk_value v, struct lk_value name,
                    struct lk_value value)
{
    bool deletes = lk_is_empty(value);
    struct lk_value fn = lk_override(vm, v, deletes ? LK_N_delattr : LK_N_setattr), out;
    if (lk_is_empty(fn)) {
        return lk_generic_set(vm, v, name, value);
    }
    struct lk_value a[3] = {v, lk_intern_value(vm, name), value};
    return lk_call_found(&out, vm, fn, a, deletes ? 2 : 3);
}

/* obj.name = value, with everything that the class has to say about it. False with an exception. */
bool lk_vm_setattr(struct lk_vm *vm, struct lk_value v, struct lk_value name,
                   struct lk_value value)
{
    return set_any(vm, v, name, value);
}

/* del obj.name; a missing attribute is an AttributeError. */
bool lk_vm_delattr(struct lk_vm *vm, struct lk_value v, struct lk_value name)
{
    return set_any(vm, v, name, lk_empty());
}
