/* What can be done with any value, as Python does it.  Everything here may run script code and so
 * collect: what is needed afterwards must be on the operand stack (arguments themselves are kept
 * alive by the call, results are not).  False: an exception is set. */
#ifndef LK_PY_OPS_H
#define LK_PY_OPS_H

#include "py/containers.h"

struct lk_py_row;

/* Arguments.  To a native: v[i] is the argument of the i-th parameter, n of them; *rest is a TUPLE,
 * **extra a DICT; nkw 0.  To lk_vm_call: n positional values in v, then nkw keyword values, whose
 * names (strs) are kw. */
struct lk_args {
    const struct lk_value *v;
    uint32_t n, nkw;
    const struct lk_value *kw;
    uint64_t given;                /* bit i: parameter i was given by the caller */
    struct lk_value data;          /* of lk_native_fn, else EMPTY */
    const struct lk_py_row *row;
};

/* Calls. */
LK_MUST_USE bool lk_vm_call(struct lk_value *out, struct lk_vm *, struct lk_value fn,
                            const struct lk_args *);
LK_MUST_USE bool lk_vm_callv(struct lk_value *out, struct lk_vm *, struct lk_value fn,
                             const struct lk_value *v, uint32_t n);       /* positional only */
LK_MUST_USE bool lk_vm_method_args(struct lk_value *out, struct lk_vm *, struct lk_value self,
                                   const char *name, const struct lk_args *);
#define lk_vm_method(out, vm, self, name, args, count)                                             \
    lk_vm_method_args(out, vm, self, name, &(struct lk_args){.v = (args), .n = (count)})

/* Attributes.  find: *out EMPTY instead of AttributeError. */
LK_MUST_USE bool lk_vm_getattr(struct lk_value *out, struct lk_vm *, struct lk_value,
                               struct lk_value name);
LK_MUST_USE bool lk_vm_getattrz(struct lk_value *out, struct lk_vm *, struct lk_value,
                                const char *name);
LK_MUST_USE bool lk_vm_findattr(struct lk_value *out, struct lk_vm *, struct lk_value,
                                struct lk_value name);
LK_MUST_USE bool lk_vm_setattr(struct lk_vm *, struct lk_value, struct lk_value name,
                               struct lk_value value);
LK_MUST_USE bool lk_vm_delattr(struct lk_vm *, struct lk_value, struct lk_value name);
/* The attribute of the instance's own dict, EMPTY when absent; runs nothing. */
struct lk_value lk_own_attr(struct lk_vm *, struct lk_value, const char *name);
void lk_own_attr_set(struct lk_vm *, struct lk_value, const char *name, struct lk_value value);
/* The attribute as the class and its ancestors have it, unbound, EMPTY when absent. */
struct lk_value lk_class_attr(struct lk_vm *, struct lk_value cls, const char *name);

/* Whether a method of a script does nothing, or nothing but call a method of the same name of
 * something else: what has no such method loses nothing where it is not called. */
bool lk_vm_only_forwards(struct lk_value fn, const char *name);

/* Truth, comparison, hash. */
LK_MUST_USE bool lk_vm_truth(bool *out, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_eq(bool *out, struct lk_vm *, struct lk_value a, struct lk_value b);
LK_MUST_USE bool lk_vm_less(bool *out, struct lk_vm *, struct lk_value a, struct lk_value b);
LK_MUST_USE bool lk_vm_hash(int64_t *out, struct lk_vm *, struct lk_value);

/* Containers. */
LK_MUST_USE bool lk_vm_len(int64_t *out, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_getitem(struct lk_value *out, struct lk_vm *, struct lk_value,
                               struct lk_value key);
LK_MUST_USE bool lk_vm_setitem(struct lk_vm *, struct lk_value, struct lk_value key,
                               struct lk_value value);
LK_MUST_USE bool lk_vm_delitem(struct lk_vm *, struct lk_value, struct lk_value key);
LK_MUST_USE bool lk_vm_contains(bool *out, struct lk_vm *, struct lk_value, struct lk_value key);
/* Iteration: next gives EMPTY at the end (StopIteration is not left set). */
LK_MUST_USE bool lk_vm_iter(struct lk_value *out, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_next(struct lk_value *out, struct lk_vm *, struct lk_value iterator);
/* A new LIST or TUPLE of what the iterable gives. */
LK_MUST_USE bool lk_vm_list(struct lk_value *out, struct lk_vm *, struct lk_value iterable);
LK_MUST_USE bool lk_vm_tuple(struct lk_value *out, struct lk_vm *, struct lk_value iterable);
/* Calls `each` for every item until it returns false (with an exception set). */
LK_MUST_USE bool lk_vm_each(struct lk_vm *, struct lk_value iterable,
                            bool (*each)(struct lk_vm *, void *self, struct lk_value item),
                            void *self);
/* An iterator whose items `step` makes (EMPTY ends it); state is a value kept alive for it, usually
 * a TUPLE or LIST.  type: one of the iterators of types.def, or NULL. */
typedef bool lk_step(struct lk_value *out, struct lk_vm *, struct lk_value state);
struct lk_value lk_new_iterator(struct lk_vm *, lk_step *, struct lk_value state,
                                const struct lk_py_type *type);

/* Text: each makes a STR. */
LK_MUST_USE bool lk_vm_repr(struct lk_value *out, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_str(struct lk_value *out, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_format(struct lk_value *out, struct lk_vm *, struct lk_value,
                              struct lk_str spec);
/* Appends str(v) or repr(v). */
LK_MUST_USE bool lk_vm_put_str(struct lk_buf *, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_put_repr(struct lk_buf *, struct lk_vm *, struct lk_value);

/* Numbers: what can be an index (int, bool, __index__), with CPython's errors; doubles likewise. */
LK_MUST_USE bool lk_vm_index(int64_t *out, struct lk_vm *, struct lk_value);
LK_MUST_USE bool lk_vm_double(double *out, struct lk_vm *, struct lk_value);
static inline bool lk_is_int(struct lk_value v)                /* bool is an int, as in Python */
{
    return v.tag == LK_T_INT || v.tag == LK_T_BOOL || v.tag == LK_T_BIGINT;
}
static inline bool lk_is_float(struct lk_value v)
{
    return v.tag == LK_T_FLOAT || v.tag == LK_T_FLOATOBJ;
}
double lk_float_of(struct lk_value);                           /* of a FLOAT or FLOATOBJ */

/* Classes. */
struct lk_value lk_vm_type(struct lk_vm *, struct lk_value);   /* type(v) */
struct lk_str lk_type_name(struct lk_vm *, struct lk_value);   /* type(v).__name__, borrowed */
/* cls: a class, a tuple of such, or a union. */
LK_MUST_USE bool lk_vm_isinstance(bool *out, struct lk_vm *, struct lk_value, struct lk_value cls);
LK_MUST_USE bool lk_vm_issubclass(bool *out, struct lk_vm *, struct lk_value sub,
                                  struct lk_value cls);
bool lk_callable(struct lk_vm *, struct lk_value);

#endif
