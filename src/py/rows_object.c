/* object, type, super: what every class and instance has. */
#include "py/arg.h"
#include "py/rows.h"
#include "py/op.h"

/* The head of a native method: `a` has self, or the class, as its first argument. */
#define NATIVE(name)                                                                               \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)

/* object.__new__: an instance without running __init__. Surplus arguments are an error only where
 * nothing else could have taken them: a class that has __init__ of its own may get arguments here
 * that are meant for it, as in CPython (object_new in typeobject.c). */
NATIVE(object_new)
{
    struct lk_class *cls = lk_class_of(a->v[0]);
    struct lk_value init = lk_lookup_known(vm, cls, LK_N_init);
    struct lk_value mine = lk_lookup_known(vm, cls, LK_N_new);
    bool own_init = !(lk_is(init, LK_T_NATIVE) &&
                      LK_CELL_OF(lk_nativefn, init)->owner == vm->cls[LK_TY_object]);
    bool own_new = !lk_is(mine, LK_T_STATICMETHOD) ||
                   !lk_is(LK_CELL_OF(lk_wrap, mine)->inner, LK_T_NATIVE);
    if (a->n + a->nkw > 1 && (own_new || !own_init)) {
        return own_new ? lk_raise(vm, LK_EXC_TypeError, "object.__new__() takes exactly one "
                                  "argument (the type to instantiate)")
                       : lk_raise(vm, LK_EXC_TypeError, LK_PRI "() takes no arguments",
                                  LK_ARG(lk_text(cls->name)));
    }
    *out = lk_instance(vm, cls);
    return true;
}

/* object.__init__: the counterpart of the rule in object_new.  Surplus arguments are refused when
 * a script's __init__ passed them on with super(), and ignored when __new__ was the one that
 * wanted them. */
NATIVE(object_init)
{
    (void)out;
    struct lk_class *cls = lk_cls(vm, a->v[0]);
    struct lk_value mine = lk_lookup_known(vm, cls, LK_N_init);
    bool own_init = !(lk_is(mine, LK_T_NATIVE) &&
                      LK_CELL_OF(lk_nativefn, mine)->owner == vm->cls[LK_TY_object]);
    if (a->n + a->nkw > 1 && own_init) {
        return lk_raise(vm, LK_EXC_TypeError, "object.__init__() takes exactly one argument (the "
                        "instance to initialize)");
    }
    return true;
}

/* obj.__class__, the exact class; a metaclass for classes. */
NATIVE(get_class)
{
    *out = lk_vm_type(vm, a->v[0]);
    return true;
}

/* obj.__class__ = cls.  Allowed where old and new class have the same layout, so that what the
 * cell holds means the same for both; built-in classes are never changed. */
NATIVE(set_class)
{
    (void)out;
    struct lk_value v = a->v[0];
    const struct lk_class *from = lk_cls(vm, v);
    if (!lk_is(a->v[1], LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, "__class__ must be set to a class, not '" LK_PRI
                        "' object", LK_ARG(lk_type_name(vm, a->v[1])));
    }
    struct lk_class *to = lk_class_of(a->v[1]);
    if (!lk_is_cell(v) || from->builtin || to->builtin) {
        return lk_raise(vm, LK_EXC_TypeError, "__class__ assignment only supported for mutable "
                        "types or ModuleType subclasses");
    }
    if (to->kind != v.tag || to->layout != from->layout || to->slotted != from->slotted ||
        to->slots != from->slots) {
        return lk_raise(vm, LK_EXC_TypeError, "__class__ assignment: '" LK_PRI "' object layout "
                        "differs from '" LK_PRI "'", LK_ARG(lk_text(to->name)),
                        LK_ARG(lk_text(from->name)));
    }
    v.as.cell->cls = to;
    return true;
}

/* obj.__dict__. A class shows a read-only proxy, so that every change goes through setattr and
 * the look-up caches stay right; an instance shows the dict itself.  Classes with __slots__ and
 * built-in ones without attributes have none. */
NATIVE(get_dict)
{
    if (lk_is(a->v[0], LK_T_CLASS)) {
        *out = lk_new_wrap(vm, LK_T_PROXY, lk_of_cell(lk_class_of(a->v[0])->dict));
        return true;
    }
    struct lk_class *cls = lk_cls(vm, a->v[0]);
    if (!lk_is_cell(a->v[0]) || cls->no_attrs || cls->slots) {
        return lk_no_attr(vm, a->v[0], vm->known[LK_N_dict]);
    }
    *out = lk_of_cell(lk_attrs(vm, a->v[0].as.cell));
    return true;
}

/* obj.__dict__ = d: the dict is shared from then on, not copied, as in CPython. */
NATIVE(set_dict)
{
    (void)out;
    if (!lk_is(a->v[1], LK_T_DICT)) {
        return lk_raise(vm, LK_EXC_TypeError, "__dict__ must be set to a dictionary, not a '" LK_PRI
                        "'", LK_ARG(lk_type_name(vm, a->v[1])));
    }
    struct lk_dict *old = a->v[0].as.cell->attrs, *d = lk_dict_of(a->v[1]);
    /* places of __slots__ that stand with the old one: slots.c */
    if (old && old->cell.attrs && !d->cell.attrs) {
        d->cell.attrs = old->cell.attrs;
    }
    a->v[0].as.cell->attrs = d;
    return true;
}

/* object.__getattribute__, which super().__getattribute__ of a script reaches.  It does not ask
 * __getattr__: that is the caller's part. */
NATIVE(object_getattribute)
{
    return lk_generic_get(out, vm, a->v[0], a->v[1]);
}

/* object.__setattr__: data descriptors first, then the instance. */
NATIVE(object_setattr)
{
    (void)out;
    return lk_generic_set(vm, a->v[0], a->v[1], a->v[2]);
}

/* object.__delattr__: a set to EMPTY is a deletion. */
NATIVE(object_delattr)
{
    (void)out;
    return lk_generic_set(vm, a->v[0], a->v[1], lk_empty());
}

/* object.__init_subclass__: where the chain of super() calls ends.  Keywords of a class statement
 * that nobody has taken arrive here and are an error. */
NATIVE(init_subclass)
{
    (void)out;
    if (a->nkw || a->n > 1) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__init_subclass__() takes no keyword "
                        "arguments", LK_ARG(lk_text(lk_class_of(a->v[0])->qualname)));
    }
    return true;
}

/* object.__format__: what the kind itself does, without asking an override again. */
NATIVE(object_format)
{
    struct lk_str spec;
    return lk_arg_str(&spec, vm, a->v[1], "__format__() argument must be str, not ") &&
           lk_format_plain(out, vm, a->v[0], spec);
}

/* Adds the keys of a dict of attributes, NULL meaning none, to the set that dir() collects.  The
 * set is a dict with values of None, because it keeps the order of insertion. */
static void add_names(struct lk_vm *vm, struct lk_value set, struct lk_dict *d)
{
    struct lk_value key;
    for (size_t pos = 0; d && lk_dict_next(lk_of_cell(d), &pos, &key, NULL);) {
        lk_dict_put(vm, lk_dict_of(set), lk_intern_value(vm, key), lk_none());
    }
}

/* dir(obj) before sorting: the instance's own names, then those of all its classes. */
NATIVE(object_dir)
{
    struct lk_value set = lk_new_dict(vm), v = a->v[0];
    struct lk_class *cls = lk_is(v, LK_T_CLASS) ? lk_class_of(v) : lk_cls(vm, v);
    lk_put(vm, set);
    add_names(vm, set, lk_is_cell(v) && v.tag != LK_T_CLASS ? v.as.cell->attrs : NULL);
    for (uint32_t i = 0; i < cls->nmro; i++) {
        add_names(vm, set, cls->mro[i]->dict);
    }
    return lk_vm_list(out, vm, set);
}

/* The rows of object.  RAW natives see their arguments unbound; GENERIC ones do what the
 * operator does anyway, so they are not taken for overrides. */
const struct lk_py_row lk_rows_object[] = {
    {"__new__(cls, *args)", object_new, LK_PY_RAW, NULL},
    {"__init__(self, *args)", object_init, LK_PY_RAW | LK_PY_GENERIC, NULL},
    {"__class__(self)", get_class, LK_PY_PROPERTY, NULL},
    {"__class__(self, value)", set_class, LK_PY_SETTER, NULL},
    {"__dict__(self)", get_dict, LK_PY_PROPERTY, NULL},
    {"__dict__(self, value)", set_dict, LK_PY_SETTER, NULL},
    {"__getattribute__(self, name, /)", object_getattribute, LK_PY_GENERIC, NULL},
    {"__setattr__(self, name, value, /)", object_setattr, LK_PY_GENERIC, NULL},
    {"__delattr__(self, name, /)", object_delattr, LK_PY_GENERIC, NULL},
    {"__init_subclass__(cls)", init_subclass, LK_PY_RAW | LK_PY_CLASSMETHOD, NULL},
    {"__format__(self, format_spec, /)", object_format, LK_PY_GENERIC, NULL},
    {"__dir__(self, /)", object_dir, LK_PY_GENERIC, NULL},
    {0},
};

/* The class that a method of `type` was called on. */
static struct lk_class *self_class(const struct lk_args *a)
{
    return lk_class_of(a->v[0]);
}

/* The three arguments of type(name, bases, dict), with CPython's words for a wrong kind. */
static bool check_parts(struct lk_vm *vm, const struct lk_args *a)
{
    if (a->n != 4) {
        return lk_raise(vm, LK_EXC_TypeError, "type() takes 1 or 3 arguments");
    }
    static const struct { uint8_t tag; const char *name; } want[] = {
        {LK_T_STR, "str"}, {LK_T_TUPLE, "tuple"}, {LK_T_DICT, "dict"}};
    for (uint32_t i = 0; i < 3; i++) {
        if (a->v[i + 1].tag != want[i].tag) {
            return lk_raise(vm, LK_EXC_TypeError,
                            "type.__new__() argument %u must be %s, not " LK_PRI, i + 1,
                            want[i].name, LK_ARG(lk_type_name(vm, a->v[i + 1])));
        }
    }
    return true;
}

/* The body's __class__ cell is told which class it belongs to. */
static void fill_class_cell(struct lk_vm *vm, struct lk_class *cls)
{
    struct lk_entry *e = lk_dict_find(cls->dict, vm->known[LK_N_classcell]);
    if (e) {
        LK_CELL_OF(lk_box, e->value)->value = lk_of_cell(cls);
        lk_dict_remove(cls->dict, e);
    }
}

/* Does the metaclass make its classes by a __new__ of its own? */
static bool has_own_new(struct lk_vm *vm, struct lk_class *meta)
{
    struct lk_value fn = lk_lookup_known(vm, meta, LK_N_new);
    return !lk_same(fn, lk_lookup_known(vm, vm->cls[LK_TY_type], LK_N_new));
}

/* type(…) with bases of a more derived metaclass is that one's affair. */
static bool new_by_winner(struct lk_value *out, struct lk_vm *vm, struct lk_class *meta,
                          const struct lk_args *a)
{
    struct lk_value fn, v[4] = {lk_of_cell(meta), a->v[1], a->v[2], a->v[3]};
    struct lk_args args = {.v = v, .n = 4};
    return lk_bind(&fn, vm, lk_lookup_known(vm, meta, LK_N_new), lk_empty(), meta) &&
           lk_vm_call(out, vm, fn, &args);
}

/* type.__new__: type(x) with one argument is the class of x; with three a class is made.  The
 * metaclass is the most derived among the given one and those of the bases, as CPython calculates
 * it; __set_name__ and __init_subclass__ run before the class is returned. */
NATIVE(type_new)
{
    struct lk_class *cls;
    if (a->n == 2 && !a->nkw && lk_class_of(a->v[0]) == vm->cls[LK_TY_type]) {
        *out = lk_vm_type(vm, a->v[1]);
        return true;
    }
    if (!check_parts(vm, a)) {
        return false;
    }
    if (memchr(lk_text(a->v[1]).p, 0, lk_text(a->v[1]).n)) {
        return lk_raise(vm, LK_EXC_ValueError, "type name must not contain null characters");
    }
    struct lk_class_parts p = {lk_intern_value(vm, a->v[1]), a->v[2], a->v[3], NULL};
    p.meta = lk_metaclass(vm, lk_class_of(a->v[0]), p.bases);
    if (p.meta && p.meta != lk_class_of(a->v[0]) && has_own_new(vm, p.meta)) {
        return new_by_winner(out, vm, p.meta, a);
    }
    if (!p.meta || !lk_class_make(&cls, vm, &p)) {
        return false;
    }
    fill_class_cell(vm, cls);
    *out = lk_of_cell(cls);
    lk_put(vm, *out);
    struct lk_args kw = {.v = a->v + 4, .n = 0, .nkw = a->nkw, .kw = a->kw};
    return lk_class_announce(vm, cls, &kw);
}

/* type.__init__ has nothing to do: __new__ has done all, and metaclasses call it by super(). */
NATIVE(type_init)
{
    (void)out;
    (void)vm;
    (void)a;
    return true;
}

/* type.__call__ for metaclasses that override __call__ and then call super(): the arguments are
 * pushed again, because construction takes them from the operand stack. */
NATIVE(type_call)
{
    struct lk_value *base = vm->sp;
    for (uint32_t i = 0; i < a->n + a->nkw; i++) {
        lk_put(vm, a->v[i]);
    }
    for (uint32_t i = 0; i < a->nkw; i++) {
        lk_put(vm, a->kw[i]);
    }
    if (!lk_construct(vm, base, a->n - 1, a->nkw)) {
        return false;
    }
    *out = vm->sp[-1];
    return true;
}

/* cls.__name__ */
NATIVE(type_name)
{
    (void)vm;
    *out = self_class(a)->name;
    return true;
}

/* cls.__name__ = text. */
NATIVE(type_set_name)
{
    (void)out;
    (void)vm;
    self_class(a)->name = a->v[1];
    return true;
}

/* cls.__qualname__: the dotted path to the class within its module. */
NATIVE(type_qualname)
{
    (void)vm;
    *out = self_class(a)->qualname;
    return true;
}

/* cls.__qualname__ = text. */
NATIVE(type_set_qualname)
{
    (void)out;
    (void)vm;
    self_class(a)->qualname = a->v[1];
    return true;
}

/* cls.__module__: where the class statement stood; None for classes without one. */
NATIVE(type_module)
{
    struct lk_entry *e = lk_dict_find(self_class(a)->dict, vm->known[LK_N_module]);
    *out = e ? e->value : lk_none();
    return true;
}

/* cls.__module__ = name. */
NATIVE(type_set_module)
{
    (void)out;
    return lk_class_set(vm, self_class(a), vm->known[LK_N_module], a->v[1]);
}

/* cls.__doc__ of the class itself: a docstring is not inherited. */
NATIVE(type_doc)
{
    struct lk_entry *e = lk_dict_find(self_class(a)->dict, vm->known[LK_N_doc]);
    *out = e ? e->value : lk_none();
    return true;
}

/* cls.__doc__ = text. */
NATIVE(type_set_doc)
{
    (void)out;
    return lk_class_set(vm, self_class(a), vm->known[LK_N_doc], a->v[1]);
}

/* Class pointers as a tuple that a script can see. */
static struct lk_value class_tuple(struct lk_vm *vm, struct lk_class *const *v, size_t n)
{
    struct lk_value t = lk_new_tuple(vm, NULL, n);
    for (size_t i = 0; i < n; i++) {
        lk_tuple_of(t)->v[i] = lk_of_cell(v[i]);
    }
    return t;
}

/* cls.__mro__: the order of look-up, the class itself first. */
NATIVE(type_mro)
{
    *out = class_tuple(vm, self_class(a)->mro, self_class(a)->nmro);
    return true;
}

/* cls.mro(): the same as a fresh list. */
NATIVE(type_mro_list)
{
    return lk_vm_list(out, vm, class_tuple(vm, self_class(a)->mro, self_class(a)->nmro));
}

/* cls.__bases__, as they were written. */
NATIVE(type_bases)
{
    (void)vm;
    *out = self_class(a)->bases;
    return true;
}

/* cls.__base__: the first base here; None for object. */
NATIVE(type_base)
{
    size_t n;
    (void)vm;
    const struct lk_value *v = lk_items(&n, self_class(a)->bases);
    *out = n ? v[0] : lk_none();
    return true;
}

/* cls.__subclasses__(): those that are alive and derive directly. */
NATIVE(type_subclasses)
{
    return lk_vm_list(out, vm, class_tuple(vm, self_class(a)->sub.v, self_class(a)->sub.n));
}

/* X | Y between classes makes a union; see make_union in seq.c. */
NATIVE(type_or)
{
    struct lk_value r;
    if (!lk_binary_builtin(&r, vm, LK_OP_BITOR, a->v[0], a->v[1])) {
        return false;
    }
    *out = r;
    return true;
}

/* type.__instancecheck__: by the class alone. isinstance() comes here when a metaclass does not
 * override it. */
NATIVE(type_instancecheck)
{
    *out = lk_bool(lk_is_sub(lk_cls(vm, a->v[1]), self_class(a)));
    return true;
}

/* type.__subclasscheck__; what is no class is no subclass. */
NATIVE(type_subclasscheck)
{
    (void)vm;
    *out = lk_bool(lk_is(a->v[1], LK_T_CLASS) && lk_is_sub(lk_class_of(a->v[1]), self_class(a)));
    return true;
}

/* type.__prepare__: the namespace of a class body, an empty dict. */
NATIVE(type_prepare)
{
    (void)a;
    *out = lk_new_dict(vm);
    return true;
}

/* cls.__annotations__ of the class itself; an
 * empty dict where the class statement had none. */
NATIVE(type_annotations)
{
    struct lk_entry *e = lk_dict_find(self_class(a)->dict, vm->known[LK_N_annotations]);
    *out = e ? e->value : lk_new_dict(vm);
    return true;
}

/* The rows of type: they are found in classes by way of their metaclass. */
const struct lk_py_row lk_rows_type[] = {
    {"__new__(cls, *args)", type_new, LK_PY_RAW, NULL},
    {"__init__(self, *args)", type_init, LK_PY_RAW | LK_PY_GENERIC, NULL},
    {"__call__(self, *args)", type_call, LK_PY_RAW | LK_PY_GENERIC, NULL},
    {"__name__(self)", type_name, LK_PY_PROPERTY, NULL},
    {"__name__(self, value)", type_set_name, LK_PY_SETTER, NULL},
    {"__qualname__(self)", type_qualname, LK_PY_PROPERTY, NULL},
    {"__qualname__(self, value)", type_set_qualname, LK_PY_SETTER, NULL},
    {"__module__(self)", type_module, LK_PY_PROPERTY, NULL},
    {"__module__(self, value)", type_set_module, LK_PY_SETTER, NULL},
    {"__doc__(self)", type_doc, LK_PY_PROPERTY, NULL},
    {"__doc__(self, value)", type_set_doc, LK_PY_SETTER, NULL},
    {"__mro__(self)", type_mro, LK_PY_PROPERTY, NULL},
    {"__bases__(self)", type_bases, LK_PY_PROPERTY, NULL},
    {"__base__(self)", type_base, LK_PY_PROPERTY, NULL},
    {"__annotations__(self)", type_annotations, LK_PY_PROPERTY, NULL},
    {"mro(self)", type_mro_list, 0, NULL},
    {"__subclasses__(self)", type_subclasses, 0, NULL},
    {"__or__(self, other, /)", type_or, LK_PY_GENERIC, NULL},
    {"__instancecheck__(self, instance, /)", type_instancecheck, LK_PY_GENERIC, NULL},
    {"__subclasscheck__(self, subclass, /)", type_subclasscheck, LK_PY_GENERIC, NULL},
    {"__prepare__(cls, *args)", type_prepare, LK_PY_RAW | LK_PY_CLASSMETHOD, NULL},
    {0},
};

/* The first parameter of a frame, EMPTY without one.  A parameter that an inner function captures
 * lives in a cell. */
static struct lk_value first_argument(const struct lk_frame *f)
{
    if (!f->code->npos) {
        return lk_empty();
    }
    const struct lk_py_name *n = &f->code->param[0].name;
    struct lk_value v = f->slot[n->slot];
    return n->scope == LK_PY_CELL ? LK_CELL_OF(lk_box, v)->value : v;
}

/* super(): the class of the method that calls, and its first argument. */
static bool implicit_super(struct lk_value v[2], struct lk_vm *vm)
{
    struct lk_frame *f = vm->frame;
    if (!f || !f->fn) {
        return lk_raise(vm, LK_EXC_RuntimeError, "super(): no arguments");
    }
    v[1] = first_argument(f);
    if (lk_is_empty(v[1])) {
        return lk_raise(vm, LK_EXC_RuntimeError, "super(): no arguments");
    }
    if (f->code->class_slot == LK_PY_NO_SLOT) {
        return lk_raise(vm, LK_EXC_RuntimeError, "super(): __class__ cell not found");
    }
    v[0] = LK_CELL_OF(lk_box, f->slot[f->code->class_slot])->value;
    return !lk_is_empty(v[0]) ||
           lk_raise(vm, LK_EXC_RuntimeError, "super(): empty __class__ cell");
}

/* super(), super(cls) and super(cls, obj).  The second argument may be an instance, or a class for
 * class methods; which of the two decides whose order of look-up is followed. */
NATIVE(super_new)
{
    struct lk_value v[2] = {lk_empty(), lk_empty()};
    if (a->n == 1) {
        if (!implicit_super(v, vm)) {
            return false;
        }
    } else {
        v[0] = a->v[1];
        v[1] = a->n > 2 ? a->v[2] : lk_empty();
    }
    if (!lk_is(v[0], LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, "super() argument 1 must be a type, not " LK_PRI,
                        LK_ARG(lk_type_name(vm, v[0])));
    }
    struct lk_class *cls = lk_class_of(v[0]), *of = NULL;
    if (lk_is(v[1], LK_T_CLASS) && lk_is_sub(lk_class_of(v[1]), cls)) {
        of = lk_class_of(v[1]);
    } else if (!lk_is_empty(v[1]) && lk_is_sub(lk_cls(vm, v[1]), cls)) {
        of = lk_cls(vm, v[1]);
    } else if (!lk_is_empty(v[1])) {
        return lk_raise(vm, LK_EXC_TypeError,
                        "super(type, obj): obj must be an instance or subtype of type");
    }
    struct lk_super *s = lk_cell_new(vm, LK_T_SUPER, lk_class_of(a->v[0]), sizeof *s);
    s->after = cls;
    s->self = v[1];
    s->cls = of;
    *out = lk_of_cell(s);
    return true;
}

/* The rows of super; its attributes are found by find_in_super in attr.c. */
const struct lk_py_row lk_rows_super[] = {
    {"__new__(cls, *args)", super_new, LK_PY_RAW, NULL},
    {"__init__(self, *args)", type_init, LK_PY_RAW, NULL},
    {0},
};
