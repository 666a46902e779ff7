/* Union, intersection and differences of sets, for methods and operators alike. */
#include "py/sets.h"
#include "py/inner.h"

/* For lk_vm_each: adds an item to the set that self points to. */
static bool add_item(struct lk_vm *vm, void *self, struct lk_value item)
{
    return lk_set_add(vm, *(struct lk_value *)self, item);
}

/* Adds all items of any iterable. Sets are merged table by table, and keys of plain dicts are
 * taken without an iterator; both as CPython does, since it decides the order of the result. */
bool lk_set_fill(struct lk_vm *vm, struct lk_value set, struct lk_value from)
{
    struct lk_value key, value;
    size_t pos = 0;
    if (lk_is_set(from))
        return lk_set_merge(vm, set, from);
    if (lk_is(from, LK_T_DICT) && lk_is_exact(vm, from, LK_TY_dict)) {
        while (lk_dict_next(from, &pos, &key, &value))
            if (!lk_set_add(vm, set, key))
                return false;
        return true;
    }
    struct lk_value *mark = lk_stack_mark(vm);
    /* The iterable's code may run the collector: the set is kept on the stack. */
    lk_push(vm, set);
    bool good = lk_vm_each(vm, from, add_item, &set);
    lk_stack_cut(vm, mark);
    return good;
}

/* A new set or frozenset with the same members, left on the stack, where the caller cuts it off. */
bool lk_set_copy(struct lk_value *out, struct lk_vm *vm, struct lk_value set, bool frozen)
{
    *out = lk_new_set(vm, frozen);
    lk_push(vm, *out);
    return lk_set_merge(vm, *out, set);
}

/* As a set, pushed: itself, or the items of an iterable. */
static bool as_set(struct lk_value *out, struct lk_vm *vm, struct lk_value from)
{
    *out = from;
    if (lk_is_set(from))
        return true;
    *out = lk_new_set(vm, false);
    lk_push(vm, *out);
    return lk_set_fill(vm, *out, from);
}

/* For lk_vm_each: removes an item from the set that self points to; a missing one is no error. */
static bool drop_item(struct lk_vm *vm, void *self, struct lk_value item)
{
    bool was;
    return lk_set_take(&was, vm, *(struct lk_value *)self, item);
}

/* set -= other for any iterable. A set taken from itself is emptied at once, since walking a
 * table that loses its members would skip some. */
bool lk_set_subtract(struct lk_vm *vm, struct lk_value set, struct lk_value other)
{
    struct lk_value key;
    size_t pos = 0;
    bool was;
    if (lk_same(set, other)) {
        lk_set_wipe(vm, set);
        return true;
    }
    if (!lk_is_set(other))
        return lk_vm_each(vm, other, drop_item, &set);
    while (lk_set_next(other, &pos, &key))
        if (!lk_set_take(&was, vm, set, key))
            return false;
    return true;
}

/* Items of `from` that are (or are not) in `in` are added to `out`. The walk is over `from`
 * alone, and the hash of its key decides the place in `out`. */
static bool pick(struct lk_vm *vm, const struct lk_value out_from_in[3], bool wanted)
{
    struct lk_value key;
    size_t pos = 0;
    bool has;
    while (lk_set_next(out_from_in[1], &pos, &key)) {
        if (!lk_set_has(&has, vm, out_from_in[2], key))
            return false;
        if (has == wanted && !lk_set_add(vm, out_from_in[0], key))
            return false;
    }
    return true;
}

/* What add_common needs: where to put items, and the set they must be members of. */
struct common {
    struct lk_value out, set;
};

/* For lk_vm_each: adds an item to the result when the set has it, too. */
static bool add_common(struct lk_vm *vm, void *self, struct lk_value item)
{
    struct common *c = self;
    bool has;
    return lk_set_has(&has, vm, c->set, item) && (!has || lk_set_add(vm, c->out, item));
}

/* set & other, left on the stack; frozen when the left operand is. Of two sets the smaller one
 * is walked, as CPython does, which also settles whose objects the result has. */
bool lk_set_common(struct lk_value *out, struct lk_vm *vm, struct lk_value set,
                   struct lk_value other)
{
    if (lk_same(set, other)) {
        return lk_set_copy(out, vm, set, lk_is(set, LK_T_FROZENSET));
    }
    *out = lk_new_set(vm, lk_is(set, LK_T_FROZENSET));
    lk_push(vm, *out);
    if (!lk_is_set(other)) {
        struct common c = {*out, set};
        return lk_vm_each(vm, other, add_common, &c);
    }
    bool swap = lk_set_count(other) > lk_set_count(set);
    return pick(vm, (struct lk_value[]){*out, swap ? set : other, swap ? other : set}, true);
}

/* set - other, left on the stack. A small `other` is taken out of a copy, a large one is asked
 * for each member; CPython's bound (a quarter of the size) is kept for the order of the result. */
bool lk_set_differ(struct lk_value *out, struct lk_vm *vm, struct lk_value set,
                   struct lk_value other)
{
    bool frozen = lk_is(set, LK_T_FROZENSET);
    if (!lk_is_set(other) || lk_set_count(set) >> 2 > lk_set_count(other))
        return lk_set_copy(out, vm, set, frozen) && lk_set_subtract(vm, *out, other);
    *out = lk_new_set(vm, frozen);
    lk_push(vm, *out);
    return pick(vm, (struct lk_value[]){*out, set, other}, false);
}

/* set ^= other, both sets: members of `other` are removed where they are there and added where
 * not. With itself the result is empty. */
bool lk_set_flip(struct lk_vm *vm, struct lk_value set, struct lk_value other)
{
    struct lk_value key;
    size_t pos = 0;
    bool was;
    if (lk_same(set, other)) {
        lk_set_wipe(vm, set);
        return true;
    }
    while (lk_set_next(other, &pos, &key))
        if (!lk_set_take(&was, vm, set, key) || (!was && !lk_set_add(vm, set, key)))
            return false;
    return true;
}

/* set ^ other for any iterable: a copy of `other` in which the members of `set` are flipped, in
 * this order, as CPython's set_symmetric_difference does. */
bool lk_set_either(struct lk_value *out, struct lk_vm *vm, struct lk_value set,
                   struct lk_value other)
{
    struct lk_value from;
    return as_set(&from, vm, other) &&
           lk_set_copy(out, vm, from, lk_is(set, LK_T_FROZENSET)) && lk_set_flip(vm, *out, set);
}

/* Whether every member of a is one of b; sizes are compared first, so that a larger set needs no
 * look-up. */
bool lk_set_within(bool *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    struct lk_value key;
    size_t pos = 0;
    *out = lk_set_count(a) <= lk_set_count(b);
    while (*out && lk_set_next(a, &pos, &key))
        if (!lk_set_has(out, vm, b, key))
            return false;
    return true;
}

/* Takes over the members of another set while keeping its own identity: for &=, whose result is
 * computed aside. */
bool lk_set_become(struct lk_vm *vm, struct lk_value set, struct lk_value from)
{
    lk_set_wipe(vm, set);
    return lk_set_merge(vm, set, from);
}
