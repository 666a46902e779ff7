/* Classes: order of resolution (C3), looking attributes up, making a class. */
#include "py/cls.h"

#include <stdlib.h>

/* Walks the method resolution order. The first class of the order that has the name itself;
 * EMPTY where none has. */
static struct lk_value lookup_slow(const struct lk_class *cls, struct lk_value name)
{
    for (uint32_t i = 0; i < cls->nmro; i++) {
        struct lk_entry *e = lk_dict_find(cls->mro[i]->dict, name);
        if (e) {
            return e->value;
        }
    }
    return lk_empty();
}

/* Through a cache that a change to any class invalidates as a whole. `name` must be interned,
 * since the cache compares addresses. Nothing is bound: the result is what lies in the class's
 * dict. */
struct lk_value lk_lookup(struct lk_vm *vm, struct lk_class *cls, struct lk_value name)
{
    uintptr_t mix = (uintptr_t)cls >> 4 ^ (uintptr_t)name.as.cell >> 5;
    struct lk_cached *c = &vm->cache[mix % LK_CACHE];
    if (c->cls != cls || c->name != name.as.cell || c->version != vm->class_version) {
        *c = (struct lk_cached){cls, name.as.cell, lookup_slow(cls, name), vm->class_version};
    }
    return c->value;
}

/* What super() finds: the search begins behind a class of the order. EMPTY when `after` is not
 * in the order or nothing follows. Not cached, since super() is rare. */
struct lk_value lk_lookup_after(struct lk_class *cls, const struct lk_class *after,
                                struct lk_value name)
{
    uint32_t i = 0;
    while (i < cls->nmro && cls->mro[i] != after) {
        i++;
    }
    for (i++; i < cls->nmro; i++) {
        struct lk_entry *e = lk_dict_find(cls->mro[i]->dict, name);
        if (e) {
            return e->value;
        }
    }
    return lk_empty();
}

/* By C text; for natives that ask for a well-known name. Looked up through the cache like any
 * other name. */
struct lk_value lk_class_attr(struct lk_vm *vm, struct lk_value cls, const char *name)
{
    return lk_lookup(vm, lk_class_of(cls), lk_intern(vm, lk_str_of(name)));
}

/* A special method of a subclass, or EMPTY where the built-in behaviour stands. Values of
 * built-in classes are answered at once, which is most of them. Natives flagged LK_PY_GENERIC
 * only repeat the built-in behaviour as a method and count as none. */
struct lk_value lk_override(struct lk_vm *vm, struct lk_value v, enum lk_known name)
{
    struct lk_class *cls = lk_cls(vm, v);
    if (cls->builtin) {
        return lk_empty();
    }
    struct lk_value fn = lk_lookup_known(vm, cls, name);
    if (!lk_is(fn, LK_T_NATIVE) || !(LK_CELL_OF(lk_nativefn, fn)->row->flags & LK_PY_GENERIC)) {
        return fn;
    }
    /* A class may give it under another name: __setattr__ = dict.__setitem__. */
    return lk_same(LK_CELL_OF(lk_nativefn, fn)->name, vm->known[name]) ? lk_empty() : fn;
}

/* A list of classes in an order that must be kept; `at` is how far it is merged. */
struct order { struct lk_class **v; uint32_t n, at; };

/* Does a class stand in a list behind its head? Such a class must come later in the merged
 * order. */
static bool in_tail(const struct order *o, const struct lk_class *c)
{
    for (uint32_t i = o->at + 1; i < o->n; i++) {
        if (o->v[i] == c) {
            return true;
        }
    }
    return false;
}

/* The first head that stands in no tail: C3's choice. NULL when every head is in some tail,
 * which means that no order can keep all lists. */
static struct lk_class *next_head(const struct order *o, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct lk_class *c = o[i].at < o[i].n ? o[i].v[o[i].at] : NULL;
        bool blocked = false;
        for (uint32_t j = 0; c && j < n && !blocked; j++) {
            blocked = in_tail(&o[j], c);
        }
        if (c && !blocked) {
            return c;
        }
    }
    return NULL;
}

/* The TypeError that lists the bases which contradict each other, as CPython. Each base is named
 * once, at most sixteen of them. */
static bool inconsistent(struct lk_vm *vm, const struct order *o, uint32_t n)
{
    struct lk_buf b = {0};
    /* Bases that have been named already. */
    struct lk_class *seen[16];
    size_t nseen = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct lk_class *c = o[i].at < o[i].n ? o[i].v[o[i].at] : NULL;
        bool known = !c || nseen == 16;
        for (size_t j = 0; j < nseen; j++) {
            known |= seen[j] == c;
        }
        if (!known) {
            seen[nseen++] = c;
            lk_buf_addf(&b, "%s" LK_PRI, nseen > 1 ? ", " : "", LK_ARG(lk_text(c->name)));
        }
    }
    lk_raise(vm, LK_EXC_TypeError,
             "Cannot create a consistent method resolution\norder (MRO) for bases %s",
             b.p ? b.p : "");
    lk_buf_clear(&b);
    return false;
}

/* C3: heads are taken until all lists are empty. The class itself comes first. Each class taken
 * is struck off at the head of all lists, so that the work is bounded by the sum of their
 * lengths. */
static bool merge(struct lk_vm *vm, struct lk_class *cls, struct order *o, uint32_t n)
{
    size_t cap = 0, done = 0, total = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += o[i].n;
    }
    cls->mro = lk_grow(NULL, &cap, total + 1, sizeof *cls->mro);
    cls->mro[cls->nmro++] = cls;
    while (done < total) {
        struct lk_class *c = next_head(o, n);
        if (!c) {
            return inconsistent(vm, o, n);
        }
        cls->mro[cls->nmro++] = c;
        for (uint32_t i = 0; i < n; i++) {
            bool head = o[i].at < o[i].n && o[i].v[o[i].at] == c;
            o[i].at += head;
            done += head;
        }
    }
    return true;
}

/* The order from the orders of the bases and the bases themselves. The bases as they are written
 * are the last list, which keeps their order. False: TypeError. */
bool lk_mro_compute(struct lk_vm *vm, struct lk_class *cls)
{
    size_t n;
    const struct lk_value *base = lk_items(&n, cls->bases);
    struct order *o = lk_zalloc(n + 1, sizeof *o);
    struct lk_class **bases = lk_zalloc(n + 1, sizeof *bases);
    for (size_t i = 0; i < n; i++) {
        bases[i] = lk_class_of(base[i]);
        o[i] = (struct order){bases[i]->mro, bases[i]->nmro, 0};
    }
    o[n] = (struct order){bases, (uint32_t)n, 0};
    bool ok = merge(vm, cls, o, (uint32_t)n + 1);
    free(o);
    free(bases);
    return ok;
}

/* A bare class; what it inherits is decided later. Its metaclass is the cell's class; it has no
 * bases, no dict and no order yet. */
struct lk_class *lk_class_cell(struct lk_vm *vm, struct lk_class *meta, struct lk_value name)
{
    struct lk_class *cls = lk_cell_new(vm, LK_T_CLASS, meta, sizeof *cls);
    cls->name = cls->qualname = name;
    cls->bases = lk_empty();
    cls->doc = lk_none();
    return cls;
}

/* Does what instances of c look like differ from what those of its ancestors do? The address of
 * the native layout, or the built-in kind; equal answers fit together. */
static const void *layout_of(const struct lk_class *c)
{
    return c->layout ? (const void *)c->layout : (const void *)(uintptr_t)c->kind;
}

/* Bases with different built-in layouts cannot be combined. A class takes the layout of the
 * first base that has one; plain objects fit with everything. CPython's words for the conflict. */
static bool take_layout(struct lk_vm *vm, struct lk_class *cls, const struct lk_class *base)
{
    bool plain = base->kind == LK_T_OBJECT && !base->layout;
    bool mine = cls->kind != LK_T_OBJECT || cls->layout;
    if (plain || (mine && layout_of(cls) == layout_of(base))) {
        return true;
    }
    if (mine) {
        return lk_raise(vm, LK_EXC_TypeError, "multiple bases have instance lay-out conflict");
    }
    cls->kind = base->kind;
    cls->layout = base->layout;
    return true;
}

/* One base: a class that may be subclassed, whose layout fits. Subclasses of absent modules'
 * classes refuse the run, since what they inherit is unknown. */
static bool take_base(struct lk_vm *vm, struct lk_class *cls, struct lk_value base)
{
    if (lk_is(base, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, base);
    }
    if (!lk_is(base, LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, "bases must be types");
    }
    struct lk_class *b = lk_class_of(base);
    if (b->def && b->def->flags & LK_PY_FINAL) {
        return lk_raise(vm, LK_EXC_TypeError, "type '" LK_PRI "' is not an acceptable base type",
                        LK_ARG(lk_text(b->name)));
    }
    /* Instances go without a dict only if those of every base do. */
    cls->slots &= b->no_attrs || b->slots;
    cls->no_weakref &= b->builtin || b->no_weakref;
    return lk_slots_inherit(vm, cls, b) && take_layout(vm, cls, b);
}

/* All bases; without one it is object. The same class twice is refused, in CPython's words; a
 * base that is no class is take_base's to refuse. */
static bool take_bases(struct lk_vm *vm, struct lk_class *cls)
{
    size_t n;
    if (!lk_tuple_of(cls->bases)->n) {
        struct lk_value object = lk_of_cell(vm->cls[LK_TY_object]);
        cls->bases = lk_new_tuple(vm, &object, 1);
    }
    const struct lk_value *base = lk_items(&n, cls->bases);
    cls->kind = LK_T_OBJECT;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (lk_same(base[i], base[j]) && lk_is(base[i], LK_T_CLASS)) {
                return lk_raise(vm, LK_EXC_TypeError, "duplicate base class " LK_PRI,
                                LK_ARG(lk_text(lk_class_of(base[i])->name)));
            }
        }
        if (!take_base(vm, cls, base[i])) {
            return false;
        }
    }
    return true;
}

/* A few methods are static or class methods without saying so. __new__, __init_subclass__ and
 * __class_getitem__, when they are plain functions. */
static void wrap_implicit(struct lk_vm *vm, struct lk_class *cls, enum lk_known id,
                          enum lk_tag kind)
{
    struct lk_entry *e = lk_dict_find(cls->dict, vm->known[id]);
    if (e && lk_is(e->value, LK_T_FUNCTION)) {
        e->value = lk_new_wrap(vm, kind, e->value);
    }
}

/* What the language does to special names of a class body. __eq__ without __hash__ makes
 * instances unhashable; __qualname__ leaves the dict; __doc__ is always there, as otherwise a
 * base's would be found; __module__ is the name of the module that runs. */
static void take_special(struct lk_vm *vm, struct lk_class *cls)
{
    wrap_implicit(vm, cls, LK_N_new, LK_T_STATICMETHOD);
    wrap_implicit(vm, cls, LK_N_init_subclass, LK_T_CLASSMETHOD);
    wrap_implicit(vm, cls, LK_N_class_getitem, LK_T_CLASSMETHOD);
    if (lk_dict_find(cls->dict, vm->known[LK_N_eq]) &&
        !lk_dict_find(cls->dict, vm->known[LK_N_hash])) {
        lk_dict_put(vm, cls->dict, vm->known[LK_N_hash], lk_none());
    }
    struct lk_entry *q = lk_dict_find(cls->dict, vm->known[LK_N_qualname]);
    if (q) {
        cls->qualname = q->value;
        lk_dict_remove(cls->dict, q);
    }
    struct lk_entry *d = lk_dict_find(cls->dict, vm->known[LK_N_doc]);
    if (d) {
        cls->doc = d->value;
    } else {
        lk_dict_put(vm, cls->dict, vm->known[LK_N_doc], lk_none());
    }
    if (!lk_dict_find(cls->dict, vm->known[LK_N_module]) && vm->frame) {
        struct lk_entry *m = lk_dict_find(vm->frame->globals, vm->known[LK_N_name]);
        lk_dict_put(vm, cls->dict, vm->known[LK_N_module], m ? m->value : lk_none());
    }
}

/* The body's names become attributes, in their order. A copy, since the namespace may be kept
 * and changed by whoever called type(). */
static void copy_dict(struct lk_vm *vm, struct lk_class *cls, struct lk_value dict)
{
    struct lk_value key, value;
    cls->dict = lk_dict_make(vm);
    for (size_t pos = 0; lk_dict_next(dict, &pos, &key, &value);) {
        if (lk_is(key, LK_T_STR)) {
            lk_dict_put(vm, cls->dict, lk_intern_value(vm, key), value);
        }
    }
}

/* Makes a class from its parts; the bases decide kind and layout. The new class is on the stack
 * until its bases know it as a subclass, so that the collector cannot take it. Hooks are not
 * run: lk_class_announce does that. False: an exception is set. */
bool lk_class_make(struct lk_class **out, struct lk_vm *vm, const struct lk_class_parts *p)
{
    size_t n;
    struct lk_class *cls = lk_class_cell(vm, p->meta, p->name);
    lk_put(vm, lk_of_cell(cls));
    cls->bases = p->bases;
    cls->slots = cls->no_weakref = true;
    copy_dict(vm, cls, p->dict);
    if (!take_bases(vm, cls) || !lk_slots_take(vm, cls) || !lk_mro_compute(vm, cls)) {
        return false;
    }
    take_special(vm, cls);
    const struct lk_value *base = lk_items(&n, cls->bases);
    for (size_t i = 0; i < n; i++) {
        /* For __subclasses__(). */
        *LK_PUSH(&lk_class_of(base[i])->sub) = cls;
    }
    vm->sp--;
    *out = cls;
    return true;
}

/* Sets or (EMPTY) deletes an attribute; built-in classes refuse. Every change makes the look-up
 * cache void, by the version, as subclasses see it, too. */
bool lk_class_set(struct lk_vm *vm, struct lk_class *cls, struct lk_value name,
                  struct lk_value value)
{
    if (cls->builtin) {
        return lk_raise(vm, LK_EXC_TypeError,
                        "cannot set '" LK_PRI "' attribute of immutable type '" LK_PRI "'",
                        LK_ARG(lk_text(name)), LK_ARG(lk_text(cls->name)));
    }
    vm->class_version++;
    if (!lk_is_empty(value)) {
        lk_dict_put(vm, cls->dict, name, value);
        return true;
    }
    struct lk_entry *e = lk_dict_find(cls->dict, name);
    if (!e) {
        return lk_no_attr(vm, lk_of_cell(cls), name);
    }
    lk_dict_remove(cls->dict, e);
    return true;
}

/* What __set_name__ raised becomes the cause of a RuntimeError that says where, as in CPython up
 * to 3.11. Always false. v: the attribute, the class, the name. */
static bool name_not_set(struct lk_vm *vm, const struct lk_value v[3])
{
    if (lk_is_empty(vm->exc)) {
        return false;
    }
    struct lk_value cause = lk_caught(vm);
    lk_put(vm, cause);
    lk_raise(vm, LK_EXC_RuntimeError, "Error calling __set_name__ on '" LK_PRI "' instance '" LK_PRI
             "' in '" LK_PRI "'", LK_ARG(lk_type_name(vm, v[0])), LK_ARG(lk_text(v[2])),
             LK_ARG(lk_text(lk_class_of(v[1])->name)));
    LK_CELL_OF(lk_exception, vm->exc)->context = cause;
    vm->sp--;
    return lk_raise_from(vm, cause);
}

/* __set_name__ of each attribute, in their order. Properties note their name for messages.
 * __set_name__ is how descriptors, such as mapped columns of scripts, learn theirs. */
static bool set_names(struct lk_vm *vm, struct lk_class *cls)
{
    struct lk_value key, value, out;
    for (size_t pos = 0; lk_dict_next(lk_of_cell(cls->dict), &pos, &key, &value);) {
        struct lk_value fn = lk_override(vm, value, LK_N_set_name);
        if (lk_is(value, LK_T_PROPERTY)) {
            LK_CELL_OF(lk_property, value)->name = key;
        }
        if (!lk_is_empty(fn)) {
            struct lk_value v[3] = {value, lk_of_cell(cls), key};
            if (!lk_call_found(&out, vm, fn, v, 3)) {
                return name_not_set(vm, v);
            }
        }
    }
    return true;
}

/* Hooks of native bases (enums, declarative classes) see the finished class. From the nearest
 * ancestor to the farthest; false stops with the hook's exception. */
static bool run_hooks(struct lk_vm *vm, struct lk_class *cls)
{
    for (uint32_t i = 1; i < cls->nmro; i++) {
        const struct lk_py_type *t = cls->mro[i]->def;
        if (t && t->made && !t->made(vm, lk_of_cell(cls))) {
            return false;
        }
    }
    return true;
}

/* What happens when a class is complete: __set_name__, __init_subclass__, native hooks. In this
 * order, as type.__new__ has it; __init_subclass__ is that of the next class of the order and
 * gets the keywords of the class statement. */
bool lk_class_announce(struct lk_vm *vm, struct lk_class *cls, const struct lk_args *kw)
{
    struct lk_value fn = lk_lookup_after(cls, cls, vm->known[LK_N_init_subclass]), method, out;
    lk_put(vm, lk_of_cell(cls));
    if (!set_names(vm, cls) || !run_hooks(vm, cls)) {
        return false;
    }
    if (!lk_bind(&method, vm, fn, lk_empty(), cls)) {
        return false;
    }
    bool ok = lk_vm_call(&out, vm, method, kw);
    if (ok) {
        vm->sp--;
    }
    return ok;
}

/* The most derived type of the bases, which need not be classes. `start` is the metaclass that was
 * asked for, or type. NULL
 * with a TypeError when two bases have metaclasses of which neither derives from the other. */
struct lk_class *lk_metaclass(struct lk_vm *vm, struct lk_class *start, struct lk_value bases)
{
    size_t n;
    const struct lk_value *base = lk_items(&n, bases);
    for (size_t i = 0; i < n; i++) {
        struct lk_class *m = lk_cls(vm, base[i]);
        if (lk_is_sub(start, m)) {
            continue;
        }
        if (!lk_is_sub(m, start)) {
            lk_raise(vm, LK_EXC_TypeError, "metaclass conflict: the metaclass of a derived class "
                     "must be a (non-strict) subclass of the metaclasses of all its bases");
            return NULL;
        }
        start = m;
    }
    return start;
}
