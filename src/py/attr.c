/* Attributes: descriptors, instances, classes, modules, super(). */
#include "py/cls.h"
#include "py/import.h"

#include <stdlib.h>

/* The own attributes of a cell, made at first use.  Most instances of built-in kinds never get
 * any. */
struct lk_dict *lk_attrs(struct lk_vm *vm, struct lk_cell *c)
{
    if (!c->attrs) {
        c->attrs = lk_dict_make(vm);
    }
    return c->attrs;
}

/* An attribute of the object itself, not of its class; EMPTY where absent. */
struct lk_value lk_own_attr(struct lk_vm *vm, struct lk_value v, const char *name)
{
    struct lk_entry *e = lk_is_cell(v) && v.as.cell->attrs
                             ? lk_dict_find(v.as.cell->attrs, lk_intern(vm, lk_str_of(name)))
                             : NULL;
    return e ? e->value : lk_empty();
}

/* Sets it without asking descriptors.  The value must be a cell. */
void lk_own_attr_set(struct lk_vm *vm, struct lk_value v, const char *name, struct lk_value value)
{
    lk_dict_put(vm, lk_attrs(vm, v.as.cell), lk_intern(vm, lk_str_of(name)), value);
}

/* AttributeError in CPython's words for each kind of object.  The exception carries name and obj,
 * as CPython's since 3.10. */
bool lk_no_attr(struct lk_vm *vm, struct lk_value v, struct lk_value name)
{
    if (lk_is(v, LK_T_CLASS)) {
        lk_raise(vm, LK_EXC_AttributeError, "type object '" LK_PRI "' has no attribute '" LK_PRI
                 "'", LK_ARG(lk_text(lk_class_of(v)->name)), LK_ARG(lk_text(name)));
    } else {
        lk_raise(vm, LK_EXC_AttributeError, "'" LK_PRI "' object has no attribute '" LK_PRI "'",
                 LK_ARG(lk_type_name(vm, v)), LK_ARG(lk_text(name)));
    }
    if (!lk_is_empty(vm->exc)) {
        lk_own_attr_set(vm, vm->exc, "name", name);
        lk_own_attr_set(vm, vm->exc, "obj", v);
    }
    return false;
}

/* Descriptors: what reading an attribute found in a class gives */

/* Calls the getter.  A property without a getter is an AttributeError, which __getattr__ may
 * still answer. */
static bool get_property(struct lk_value *out, struct lk_vm *vm, struct lk_property *p,
                         struct lk_value self)
{
    if (lk_is_none(p->get)) {
        return lk_raise(vm, LK_EXC_AttributeError, "property '" LK_PRI "' of '" LK_PRI
                        "' object has no getter", LK_ARG(lk_text(p->name)),
                        LK_ARG(lk_type_name(vm, self)));
    }
    return lk_vm_callv(out, vm, p->get, &self, 1);
}

/* __get__ of a descriptor that a script wrote.  Without __get__ the value stands for itself.
 * Read from the class, the instance is None. */
static bool get_by_class(struct lk_value *out, struct lk_vm *vm, struct lk_value attr,
                         struct lk_value self, struct lk_class *cls)
{
    struct lk_value get = lk_override(vm, attr, LK_N_get);
    if (lk_is_empty(get)) {
        *out = attr;
        return true;
    }
    struct lk_value v[3] = {attr, lk_is_empty(self) ? lk_none() : self, lk_of_cell(cls)};
    return lk_call_found(out, vm, get, v, 3);
}

/* What an attribute found in a class is for an instance: functions become methods.  An EMPTY self
 * is a look-up in the class itself, where functions stay plain.  Natives without an owner are
 * functions, not methods. */
bool lk_bind(struct lk_value *out, struct lk_vm *vm, struct lk_value attr, struct lk_value self,
             struct lk_class *cls)
{
    bool instance = !lk_is_empty(self);
    *out = attr;
    switch (attr.tag) {
    case LK_T_NATIVE:
        if (!LK_CELL_OF(lk_nativefn, attr)->owner) {
            return true;
        }
        LK_FALLTHROUGH;
    case LK_T_FUNCTION:
        if (instance) {
            *out = lk_new_method(vm, attr, self);
        }
        return true;
    case LK_T_CLASSMETHOD:
        *out = lk_new_method(vm, LK_CELL_OF(lk_wrap, attr)->inner, lk_of_cell(cls));
        return true;
    case LK_T_STATICMETHOD: *out = LK_CELL_OF(lk_wrap, attr)->inner; return true;
    case LK_T_PROPERTY:
        if (!instance) {
            return true;
        }
        return get_property(out, vm, LK_CELL_OF(lk_property, attr), self);
    case LK_T_MEMBER: return !instance || lk_slot_get(out, vm, attr, self);
    case LK_T_OBJECT: return get_by_class(out, vm, attr, self, cls);
    default: return true;
    }
}

/* Data descriptors win over what the instance itself has.  Those with __set__ or __delete__; a
 * property is one even without a setter. */
static bool is_data(struct lk_vm *vm, struct lk_value attr)
{
    if (lk_is(attr, LK_T_OBJECT)) {
        return !lk_is_empty(lk_override(vm, attr, LK_N_set)) ||
               !lk_is_empty(lk_override(vm, attr, LK_N_delete));
    }
    return lk_is(attr, LK_T_PROPERTY) || lk_is(attr, LK_T_MEMBER);
}

/* The entry among the object's own attributes, or NULL. */
static struct lk_entry *own_entry(struct lk_value v, struct lk_value name)
{
    return lk_is_cell(v) && v.as.cell->attrs ? lk_dict_find(v.as.cell->attrs, name) : NULL;
}

/* Instances: *out EMPTY when there is no such attribute.  The order is CPython's: data
 * descriptors of the class, the instance, the rest of the class. */
static bool find_generic(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                         struct lk_value name)
{
    struct lk_class *cls = lk_cls(vm, v);
    struct lk_value attr = lk_lookup(vm, cls, name);
    struct lk_entry *own;
    if (!lk_is_empty(attr) && is_data(vm, attr)) {
        return lk_bind(out, vm, attr, v, cls);
    }
    own = own_entry(v, name);
    if (own) {
        *out = own->value;
        return true;
    }
    *out = lk_empty();
    return lk_is_empty(attr) || lk_bind(out, vm, attr, v, cls);
}

/* Data descriptors of the metaclass, then the class, then the rest of the metaclass.  The order
 * follows type_getattro. */
static bool find_in_class(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                          struct lk_value name)
{
    struct lk_class *cls = lk_class_of(v), *meta = v.as.cell->cls;
    struct lk_value mine = lk_lookup(vm, meta, name);
    if (!lk_is_empty(mine) && is_data(vm, mine)) {
        return lk_bind(out, vm, mine, v, meta);
    }
    struct lk_value attr = lk_lookup(vm, cls, name);
    if (!lk_is_empty(attr)) {
        return lk_bind(out, vm, attr, lk_empty(), cls);
    }
    *out = lk_empty();
    return lk_is_empty(mine) || lk_bind(out, vm, mine, v, meta);
}

/* Adds the nearest of a module's names to a refusal.  Always false, as the refusal is. */
static bool suggest(struct lk_vm *vm, const struct lk_dict *names, struct lk_str wanted)
{
    const char **known = lk_zalloc(names->n + 1, sizeof *known);
    size_t n = 0;
    for (uint32_t i = 0; i < names->n; i++) {
        if (!lk_is_empty(names->entry[i].key)) {
            known[n++] = lk_strdup(lk_text(names->entry[i].key));
        }
    }
    const char *near = lk_str_nearest(wanted, known, n);
    if (near) {
        lk_refuse_hint(vm, "did you mean '%s'?", near);
    }
    while (n) {
        free((char *)(uintptr_t)known[--n]);
    }
    free(known);
    return false;
}

/* Modules of ours are complete or refuse; __getattr__ of a script's module is asked.  A module
 * that limbeck has only in part must not let a script believe that a name is absent: hasattr()
 * would then take another way than with Python.  Names with __ are absent as usual. */
static bool no_module_attr(struct lk_value *out, struct lk_vm *vm, struct lk_module *m,
                           struct lk_value name)
{
    struct lk_entry *hook = m->def ? NULL : lk_dict_find(m->cell.attrs, vm->known[LK_N_getattr]);
    if (hook) {
        return lk_vm_callv(out, vm, hook->value, &name, 1);
    }
    bool open = !m->def || m->def->flags & LK_PY_OPEN;
    if (!open && !lk_str_starts(lk_text(name), LK_STR("__"))) {
        lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck has no '" LK_PRI "." LK_PRI "'",
                  LK_ARG(lk_text(m->name)), LK_ARG(lk_text(name)));
        return suggest(vm, m->cell.attrs, lk_text(name));
    }
    return true;
}

/* Its globals, then what every module has.  A submodule that was imported is found too, though
 * nobody has set it. */
static bool find_in_module(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                           struct lk_value name)
{
    struct lk_entry *own = own_entry(v, name);
    if (own) {
        *out = own->value;
        return !lk_is_unmade(own->value) || lk_placeholder_refuse(vm, own->value);
    }
    if (!find_generic(out, vm, v, name) ||
        (lk_is_empty(*out) && !lk_find_submodule(out, vm, v, name))) {
        return false;
    }
    return !lk_is_empty(*out) || no_module_attr(out, vm, LK_CELL_OF(lk_module, v), name);
}

/* Begins behind the class in the order of the instance's class. __class__ is that of the super
 * object itself; a look-up that finds nothing goes on with its own attributes. */
static bool find_in_super(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                          struct lk_value name)
{
    struct lk_super *s = LK_CELL_OF(lk_super, v);
    struct lk_value attr = lk_is_empty(s->self) || lk_same(name, vm->known[LK_N_class])
                               ? lk_empty() : lk_lookup_after(s->cls, s->after, name);
    if (lk_is_empty(attr)) {
        return find_generic(out, vm, v, name);
    }
    bool in_class = lk_is(s->self, LK_T_CLASS) && lk_class_of(s->self) == s->cls;
    return lk_bind(out, vm, attr, in_class ? lk_empty() : s->self, s->cls);
}

/* What a method does not have itself it takes from its function, so that marks which decorators
 * leave on a function are seen on its bound methods; the error is the function's, too. */
static bool find_in_method(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                           struct lk_value name)
{
    struct lk_value fn = LK_CELL_OF(lk_method, v)->fn;
    if (!find_generic(out, vm, v, name) || !lk_is_empty(*out)) {
        return lk_is_empty(vm->exc) && !lk_is_refused(vm);
    }
    return lk_is(fn, LK_T_NATIVE) || lk_vm_getattr(out, vm, fn, name);
}

/* list[int] behaves as list.  What the alias itself does not have is asked of its class. */
static bool find_in_alias(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                          struct lk_value name)
{
    if (!find_generic(out, vm, v, name) || !lk_is_empty(*out)) {
        return lk_is_empty(vm->exc) && !lk_is_refused(vm);
    }
    return lk_vm_findattr(out, vm, LK_CELL_OF(lk_alias, v)->origin, name);
}

typedef bool find_fn(struct lk_value *, struct lk_vm *, struct lk_value, struct lk_value);

/* Any use of an unknown module is refused.  Guessing what it would be could change what a
 * migration does. */
static bool find_in_placeholder(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                                struct lk_value name)
{
    (void)out;
    (void)name;
    return lk_placeholder_refuse(vm, v);
}

/* The look-up by kind, without __getattr__. *out is EMPTY where there is nothing; kinds without a
 * row are instances. */
static bool find_plain(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                       struct lk_value name)
{
    static find_fn *const by_kind[LK_T_COUNT] = {
        [LK_T_CLASS] = find_in_class,   [LK_T_MODULE] = find_in_module,
        [LK_T_SUPER] = find_in_super,   [LK_T_ALIAS] = find_in_alias,
        [LK_T_PLACEHOLDER] = find_in_placeholder, [LK_T_METHOD] = find_in_method,
    };
    find_fn *find = by_kind[v.tag];
    return find ? find(out, vm, v, name) : find_generic(out, vm, v, name);
}

/* object.__getattribute__. The name is interned first: look-ups compare addresses. */
bool lk_generic_get(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                    struct lk_value name)
{
    name = lk_intern_value(vm, name);
    return find_plain(out, vm, v, name) && (!lk_is_empty(*out) || lk_no_attr(vm, v, name));
}

/* __getattr__, when all else has failed.  *out stays EMPTY where the class has no __getattr__. */
static bool find_by_getattr(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                            struct lk_value name)
{
    struct lk_value fn = lk_override(vm, v, LK_N_getattr);
    *out = lk_empty();
    if (lk_is_empty(fn)) {
        return true;
    }
    struct lk_value a[2] = {v, name};
    return lk_call_found(out, vm, fn, a, 2);
}

/* Takes an AttributeError away; true when that was what is pending.  Refusals and all other
 * exceptions stay. */
static bool forgive(struct lk_vm *vm)
{
    if (lk_pending_is(vm, LK_EXC_AttributeError)) {
        vm->exc = lk_empty();
        return true;
    }
    return false;
}

/* __getattribute__ of a script, or the plain look-up, then __getattr__. AttributeError of the
 * first look-up is taken away only where a __getattr__ follows. */
static bool find_any(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                     struct lk_value name)
{
    struct lk_value fn = lk_override(vm, v, LK_N_getattribute);
    bool ok;
    if (lk_is_empty(fn)) {
        ok = find_plain(out, vm, v, name);
    } else {
        struct lk_value a[2] = {v, name};
        ok = lk_call_found(out, vm, fn, a, 2);
    }
    if (ok && !lk_is_empty(*out)) {
        return true;
    }
    if (lk_cls(vm, v)->builtin) {
        return ok;
    }
    if (lk_is_empty(lk_override(vm, v, LK_N_getattr))) {
        return ok;
    }
    return (ok || forgive(vm)) && find_by_getattr(out, vm, v, name);
}

/* EMPTY where there is none; other exceptions pass.  For hasattr() and getattr() with a default. */
bool lk_vm_findattr(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                    struct lk_value name)
{
    name = lk_intern_value(vm, name);
    *out = lk_empty();
    if (find_any(out, vm, v, name)) {
        return true;
    }
    *out = lk_empty();
    return forgive(vm);
}

/* getattr(v, name), or AttributeError.  Modules have a message of their own in CPython; an alias
 * is spoken of as its class. */
bool lk_vm_getattr(struct lk_value *out, struct lk_vm *vm, struct lk_value v, struct lk_value name)
{
    name = lk_intern_value(vm, name);
    *out = lk_empty();
    if (!find_any(out, vm, v, name)) {
        return false;
    }
    if (!lk_is_empty(*out)) {
        return true;
    }
    if (lk_is(v, LK_T_MODULE)) {
        lk_raise(vm, LK_EXC_AttributeError, "module '" LK_PRI "' has no attribute '" LK_PRI "'",
                 LK_ARG(lk_text(LK_CELL_OF(lk_module, v)->name)), LK_ARG(lk_text(name)));
        return false;
    }
    if (lk_is(v, LK_T_ALIAS)) {
        return lk_no_attr(vm, LK_CELL_OF(lk_alias, v)->origin, name);
    }
    return lk_no_attr(vm, v, name);
}

/* By C text.  For natives, which know names as C texts. */
bool lk_vm_getattrz(struct lk_value *out, struct lk_vm *vm, struct lk_value v, const char *name)
{
    return lk_vm_getattr(out, vm, v, lk_intern(vm, lk_str_of(name)));
}

/* For calls: finds a method without making an object for it.  *unbound says that self must be put
 * in front of the arguments.  Only classes whose look-up is the plain one take this way, and only
 * functions: they are no data descriptors. */
bool lk_method_find(struct lk_value *fn, bool *unbound, struct lk_vm *vm, struct lk_value self,
                    struct lk_value name)
{
    struct lk_class *cls = lk_cls(vm, self);
    *unbound = false;
    if (self.tag < LK_T_MODULE && self.tag != LK_T_CLASS &&
        lk_is_empty(lk_override(vm, self, LK_N_getattribute))) {
        struct lk_value attr = lk_lookup(vm, cls, name);
        bool function = lk_is(attr, LK_T_FUNCTION) ||
                        (lk_is(attr, LK_T_NATIVE) && LK_CELL_OF(lk_nativefn, attr)->owner);
        if (function && !own_entry(self, name)) {
            *fn = attr;
            *unbound = true;
            return true;
        }
    }
    return lk_vm_getattr(fn, vm, self, name);
}
