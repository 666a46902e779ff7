/* Classes and attributes, inside the folder. */
#ifndef LK_PY_CLS_H
#define LK_PY_CLS_H

#include "py/inner.h"

#define LK_PY_GENERIC (1u << 16)   /* row flag: what the operator does anyway (dunder.c) */

/* class.c */
static inline bool lk_is_sub(const struct lk_class *sub, const struct lk_class *cls)
{
    for (uint32_t i = 0; i < sub->nmro; i++) {
        if (sub->mro[i] == cls) {
            return true;
        }
    }
    return false;
}
static inline struct lk_class *lk_class_of(struct lk_value v)
{
    return (struct lk_class *)v.as.cell;
}
/* The attribute in the order of resolution; EMPTY when absent.  name is interned. */
struct lk_value lk_lookup(struct lk_vm *, struct lk_class *, struct lk_value name);
static inline struct lk_value lk_lookup_known(struct lk_vm *vm, struct lk_class *cls,
                                              enum lk_known id)
{
    return lk_lookup(vm, cls, vm->known[id]);
}
/* As lk_lookup, only behind `after` in the order of cls: super(). */
struct lk_value lk_lookup_after(struct lk_class *cls, const struct lk_class *after,
                                struct lk_value name);
/* type(name, bases, dict): everything but __set_name__ and __init_subclass__. */
struct lk_class_parts { struct lk_value name, bases, dict; struct lk_class *meta; };
bool lk_class_make(struct lk_class **out, struct lk_vm *, const struct lk_class_parts *);
/* __set_name__, hooks of native bases, __init_subclass__ with these keywords. */
bool lk_class_announce(struct lk_vm *, struct lk_class *, const struct lk_args *keywords);
bool lk_class_set(struct lk_vm *, struct lk_class *, struct lk_value name, struct lk_value value);
bool lk_mro_compute(struct lk_vm *, struct lk_class *);
struct lk_class *lk_class_cell(struct lk_vm *, struct lk_class *meta, struct lk_value name);
/* The most derived metaclass of the bases and a start; NULL with a TypeError. */
struct lk_class *lk_metaclass(struct lk_vm *, struct lk_class *start, struct lk_value bases);

/* The name of a class in messages: built-in ones of other modules have theirs in front. */
static inline struct lk_str lk_class_label(const struct lk_class *cls)
{
    return cls->builtin ? lk_str_of(cls->def->name) : lk_text(cls->name);
}

/* types.c */
void lk_types_boot(struct lk_vm *);
void lk_exception_rows(struct lk_vm *);                /* exception.c */
void lk_class_row(struct lk_vm *, struct lk_class *, const struct lk_py_row *);
void lk_class_rows(struct lk_vm *, struct lk_class *, const struct lk_py_row *);
void lk_dunder_add(struct lk_vm *, struct lk_class *); /* dunder.c */

/* attr.c */
bool lk_bind(struct lk_value *out, struct lk_vm *, struct lk_value attr, struct lk_value self,
             struct lk_class *cls);                    /* self EMPTY: read from the class */
/* For calls of self.name(…): *fn is the function and *unbound true when self is to be passed. */
bool lk_method_find(struct lk_value *fn, bool *unbound, struct lk_vm *, struct lk_value self,
                    struct lk_value name);
bool lk_no_attr(struct lk_vm *, struct lk_value v, struct lk_value name);
bool lk_generic_get(struct lk_value *out, struct lk_vm *, struct lk_value v, struct lk_value name);
bool lk_generic_set(struct lk_vm *, struct lk_value v, struct lk_value name,
                    struct lk_value value);            /* EMPTY deletes */
struct lk_dict *lk_attrs(struct lk_vm *, struct lk_cell *);      /* made at need */

/* slots.c: __slots__ of a class that is being made, and of its bases; the places of instances. */
bool lk_slots_take(struct lk_vm *, struct lk_class *);
bool lk_slots_inherit(struct lk_vm *, struct lk_class *, const struct lk_class *base);
size_t lk_slots_size(const struct lk_class *);
struct lk_value *lk_slots_of(uint32_t *n, struct lk_value instance);
bool lk_slot_get(struct lk_value *out, struct lk_vm *, struct lk_value member,
                 struct lk_value self);
bool lk_slot_set(struct lk_vm *, struct lk_value member, struct lk_value self,
                 struct lk_value value);               /* EMPTY deletes */

/* construct.c */
bool lk_call_class(struct lk_vm *, struct lk_value *base, uint32_t npos, uint32_t nkw);
struct lk_value lk_instance(struct lk_vm *, struct lk_class *);
bool lk_construct(struct lk_vm *, struct lk_value *base, uint32_t npos, uint32_t nkw);

/* call.c: base[0] is callable, then npos positional values, nkw keyword values, nkw names, up to
 * the top of the stack; the result replaces all of it. */
bool lk_call_at(struct lk_vm *, struct lk_value *base, uint32_t npos, uint32_t nkw);
/* Calls the class's method `name` on v and arguments; *out EMPTY when the class has none. */
bool lk_call_dunder(struct lk_value *out, struct lk_vm *, enum lk_known name,
                    const struct lk_value *v, uint32_t n);
/* Calls a function that lk_override gave with v[0] as self. */
bool lk_call_found(struct lk_value *out, struct lk_vm *, struct lk_value fn,
                   const struct lk_value *v, uint32_t n);

/* params.c: brings the arguments above base[0] into the order of the function's parameters. */
bool lk_bind_params(struct lk_vm *, struct lk_value *base, uint32_t npos, uint32_t nkw);

/* native.c */
bool lk_call_native(struct lk_vm *, struct lk_value *base, uint32_t npos, uint32_t nkw);
struct lk_value lk_native_make(struct lk_vm *, const struct lk_py_row *, struct lk_class *owner);
struct lk_str lk_row_name(const struct lk_py_row *);
void lk_rows_boot(struct lk_vm *);
struct lk_module *lk_module_make(struct lk_vm *, struct lk_value name);

/* trace.c: marking and freeing by kind. */
void lk_trace_cell(struct lk_vm *, struct lk_cell *);
void lk_release_cell(struct lk_vm *, struct lk_cell *);

/* placeholder.c */
bool lk_placeholder_refuse(struct lk_vm *, struct lk_value);
bool lk_is_unmade(struct lk_value);            /* a placeholder for what unmade.c put off */

#endif
