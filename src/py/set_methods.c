/* set and frozenset: the classes and their methods, over set_algebra.c. */
#include "py/inner.h"
#include "py/rows.h"
#include "py/sets.h"

/* set.__new__(*args, **kwargs). Always empty: filling it is the work of __init__, which a
 * subclass may override. */
static bool new_set(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_set(vm, false);
    return lk_as_class(out, vm, a->v[0]);
}

/* set.__init__(iterable=None). Called again on a set that has items it starts anew, as in
 * CPython. */
static bool init_set(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    lk_set_wipe(vm, a->v[0]);
    return !lk_given(a, 1) || lk_set_fill(vm, a->v[0], a->v[1]);
}

/* frozenset.__new__(iterable=None). Filled here, since it cannot change later; a plain frozenset
 * is returned itself. */
static bool new_frozenset(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (lk_given(a, 1) && lk_is_exact(vm, a->v[1], LK_TY_frozenset) &&
        a->v[0].as.cell == &vm->cls[LK_TY_frozenset]->cell)
        return *out = a->v[1], true;
    *out = lk_new_set(vm, true);
    lk_push(vm, *out);
    if (lk_given(a, 1) && !lk_set_fill(vm, *out, a->v[1]))
        return false;
    return lk_as_class(out, vm, a->v[0]);
}

/* set.add(object). An item that is there already stays, even when the new one is equal but of
 * another type. */
static bool add(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_set_add(vm, a->v[0], a->v[1]);
}

/* set.discard(object). No error when it is not there. */
static bool discard(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool was;
    (void)out;
    return lk_set_take(&was, vm, a->v[0], a->v[1]);
}

/* set.remove(object). As discard, but a missing item is a KeyError with the item as its
 * argument. */
static bool remove_item(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool was;
    (void)out;
    return lk_set_take(&was, vm, a->v[0], a->v[1]) &&
           (was || lk_raise_value(vm, LK_EXC_KeyError, a->v[1]));
}

/* set.pop(). The first one in the order of the table, which is CPython's, so that scripts that
 * use it go the same way. */
static bool pop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t pos = 0;
    bool was;
    if (!lk_set_next(a->v[0], &pos, out))
        return lk_raise_value(vm, LK_EXC_KeyError, lk_new_strz(vm, "pop from an empty set"));
    lk_push(vm, *out);
    return lk_set_take(&was, vm, a->v[0], *out);
}

/* set.clear(). Frees the table as well. */
static bool clear(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    lk_set_wipe(vm, a->v[0]);
    return true;
}

/* A plain frozenset is its own copy. */
static bool copy(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (lk_is_exact(vm, a->v[0], LK_TY_frozenset))
        return *out = a->v[0], true;
    return lk_set_copy(out, vm, a->v[0], lk_is(a->v[0], LK_T_FROZENSET));
}

/* set.update(*others). Any iterables; the items of those before an unhashable one have been
 * added then. */
static bool update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    (void)out;
    for (size_t i = 0; i < n; i++)
        if (!lk_set_fill(vm, a->v[0], v[i]))
            return false;
    return true;
}

/* A new set of the type of self's kind: set or frozenset. Nothing is subclassed in the result,
 * as in CPython 3. */
static bool union_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    if (!lk_set_copy(out, vm, a->v[0], lk_is(a->v[0], LK_T_FROZENSET)))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!lk_set_fill(vm, *out, v[i]))
            return false;
    return true;
}

/* What all have in common. Starts with self and lets each other one, which may be any iterable,
 * take items away. */
static bool intersection(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    if (n == 0)
        return lk_set_copy(out, vm, a->v[0], lk_is(a->v[0], LK_T_FROZENSET));
    *out = a->v[0];
    for (size_t i = 0; i < n; i++)
        if (!lk_set_common(out, vm, *out, v[i]))
            return false;
    return true;
}

/* The first one makes the new set; the others are subtracted from that, so that self is copied
 * only once. */
static bool difference(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    if (n == 0)
        return lk_set_copy(out, vm, a->v[0], lk_is(a->v[0], LK_T_FROZENSET));
    if (!lk_set_differ(out, vm, a->v[0], v[0]))
        return false;
    for (size_t i = 1; i < n; i++)
        if (!lk_set_subtract(vm, *out, v[i]))
            return false;
    return true;
}

/* Items of exactly one of the two; here CPython takes a single argument. */
static bool symmetric_difference(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_set_either(out, vm, a->v[0], a->v[1]);
}

/* set.intersection_update(*others). Goes by a new set, as items cannot be removed while the
 * others are iterated over. */
static bool intersection_update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return intersection(out, vm, a) && lk_set_become(vm, a->v[0], *out) && (*out = lk_none(), true);
}

/* set.difference_update(*others). In place, one after the other. */
static bool difference_update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    (void)out;
    for (size_t i = 0; i < n; i++)
        if (!lk_set_subtract(vm, a->v[0], v[i]))
            return false;
    return true;
}

/* Another iterable becomes a set first: an item that it gives twice must not be flipped twice. */
static bool symmetric_difference_update(struct lk_value *out, struct lk_vm *vm,
                                        const struct lk_args *a)
{
    struct lk_value other = a->v[1];
    (void)out;
    if (!lk_is_set(other)) {
        other = lk_new_set(vm, false);
        lk_push(vm, other);
        if (!lk_set_fill(vm, other, a->v[1]))
            return false;
    }
    return lk_set_flip(vm, a->v[0], other);
}

/* The other one as a set, pushed. */
static bool other_set(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = a->v[1];
    if (lk_is_set(a->v[1]))
        return true;
    *out = lk_new_set(vm, false);
    lk_push(vm, *out);
    return lk_set_fill(vm, *out, a->v[1]);
}

/* Whether other has all items; it may be any iterable. */
static bool issubset(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value other;
    bool within;
    if (!other_set(&other, vm, a) || !lk_set_within(&within, vm, a->v[0], other))
        return false;
    *out = lk_bool(within);
    return true;
}

/* Whether self has all items of other. */
static bool issuperset(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value other;
    bool within;
    if (!other_set(&other, vm, a) || !lk_set_within(&within, vm, other, a->v[0]))
        return false;
    *out = lk_bool(within);
    return true;
}

/* Whether nothing is in both; any iterable will do. */
static bool isdisjoint(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value common;
    if (!lk_set_common(&common, vm, a->v[0], a->v[1]))
        return false;
    *out = lk_bool(lk_set_count(common) == 0);
    return true;
}

#define SHARED_ROWS                                                                                \
    {"copy(self, /)", copy, 0, NULL},                                                              \
    {"union(self, *others)", union_of, 0, NULL},                                                   \
    {"intersection(self, *others)", intersection, 0, NULL},                                        \
    {"difference(self, *others)", difference, 0, NULL},                                            \
    {"symmetric_difference(self, other, /)", symmetric_difference, 0, NULL},                       \
    {"issubset(self, other, /)", issubset, 0, NULL},                                               \
    {"issuperset(self, other, /)", issuperset, 0, NULL},                                           \
    {"isdisjoint(self, other, /)", isdisjoint, 0, NULL}, LK_ROW_SUBSCRIPT

const struct lk_py_row lk_rows_set[] = {
    {"__new__(cls, /, *args, **kwargs)", new_set, 0, NULL},
    {"__init__(self, iterable=None, /)", init_set, 0, NULL},
    {"add(self, object, /)", add, 0, NULL},
    {"discard(self, object, /)", discard, 0, NULL},
    {"remove(self, object, /)", remove_item, 0, NULL},
    {"pop(self, /)", pop, 0, NULL},
    {"clear(self, /)", clear, 0, NULL},
    {"update(self, *others)", update, 0, NULL},
    {"intersection_update(self, *others)", intersection_update, 0, NULL},
    {"difference_update(self, *others)", difference_update, 0, NULL},
    {"symmetric_difference_update(self, other, /)", symmetric_difference_update, 0, NULL},
    SHARED_ROWS,
    {NULL, NULL, 0, NULL},
};

const struct lk_py_row lk_rows_frozenset[] = {
    {"__new__(cls, iterable=None, /)", new_frozenset, 0, NULL},
    SHARED_ROWS,
    {NULL, NULL, 0, NULL},
};
