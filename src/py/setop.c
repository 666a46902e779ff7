/* Operators of sets and of the views of dicts; merging of dicts. */
#include "py/op.h"
#include "py/sets.h"

/* A set or frozenset, subclasses included; views of dicts are not. */
static bool is_set(struct lk_value v)
{
    return v.tag == LK_T_SET || v.tag == LK_T_FROZENSET;
}

/* Adds the items of any iterable to a set. */
bool lk_set_of_items(struct lk_vm *vm, struct lk_value set, struct lk_value items)
{
    return lk_set_fill(vm, set, items);
}

/* One of the four operators on two sets; | is a copy of the left with the right merged in, so
 * that the left one's objects win among equals. */
static bool combine(struct lk_value *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    switch (op) {
    case LK_OP_BITAND: return lk_set_common(out, vm, v[0], v[1]);
    case LK_OP_SUB: return lk_set_differ(out, vm, v[0], v[1]);
    case LK_OP_BITXOR: return lk_set_either(out, vm, v[0], v[1]);
    default:
        return lk_set_copy(out, vm, v[0], lk_is(v[0], LK_T_FROZENSET)) &&
               lk_set_merge(vm, *out, v[1]);
    }
}

/* A dict view as a set, pushed; a set as it is. Left on the stack, so that it outlives the code
 * of scripts; the caller cuts it off. */
static bool set_of(struct lk_value *v, struct lk_vm *vm)
{
    struct lk_value from = *v;
    if (is_set(from)) {
        return true;
    }
    *v = lk_new_set(vm, false);
    lk_put(vm, *v);
    return lk_set_fill(vm, *v, from);
}

/* a OP b for sets and dict views. *out is NotImplemented for other operators, and for a set with
 * something that is neither set nor view: a list must be given to union(), not to |. */
bool lk_set_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                   struct lk_value b)
{
    struct lk_value *mark = vm->sp, v[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        if (lk_is(v[i], LK_T_DICTVIEW) && LK_CELL_OF(lk_dictview, v[i])->what == LK_VIEW_VALUES) {
            *out = lk_imm(LK_T_NOTIMPLEMENTED);
            return true;
        }
    }
    bool known = op == LK_OP_BITOR || op == LK_OP_BITAND || op == LK_OP_SUB || op == LK_OP_BITXOR;
    if (!known || (is_set(a) != is_set(b) && a.tag != LK_T_DICTVIEW && b.tag != LK_T_DICTVIEW)) {
        *out = lk_imm(LK_T_NOTIMPLEMENTED);
        return true;
    }
    bool ok = set_of(&v[0], vm) && set_of(&v[1], vm) && combine(out, vm, op, v);
    vm->sp = mark;
    return ok;
}

/* a OP= b on a set: the set itself changes and *out is the same object, also where CPython's own
 * methods compute the result aside first, as for &. */
bool lk_set_inplace(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                    struct lk_value b)
{
    struct lk_value result;
    *out = a;
    if (is_set(b) && op == LK_OP_BITOR) {
        return lk_set_merge(vm, a, b);
    }
    if (is_set(b) && op == LK_OP_SUB) {
        return lk_set_subtract(vm, a, b);
    }
    if (is_set(b) && op == LK_OP_BITXOR) {
        return lk_set_flip(vm, a, b);
    }
    if (!lk_set_binary(&result, vm, op, a, b) || !is_set(result)) {
        *out = result;
        return is_set(result) || lk_is(result, LK_T_NOTIMPLEMENTED);
    }
    lk_put(vm, result);
    bool ok = lk_set_become(vm, a, result);
    vm->sp--;
    return ok;
}

/* All six comparisons by inclusion: > and >= are < and <= the other way round, strictness and
 * equality are questions of size. */
static bool compare_sets(bool *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    size_t n = lk_set_count(v[0]), m = lk_set_count(v[1]);
    bool swap = op == LK_OP_GT || op == LK_OP_GE;
    if (!lk_set_within(out, vm, v[swap], v[!swap])) {
        return false;
    }
    /* Inclusion and equal sizes together are equality. */
    bool equal = op == LK_OP_EQ || op == LK_OP_NE, strict = op == LK_OP_LT || op == LK_OP_GT;
    *out = *out && (!equal || n == m) && (!strict || n != m);
    *out = op == LK_OP_NE ? !*out : *out;
    return true;
}

/* a OP b as a bool value, views turned into sets first. Two sets neither of which holds the
 * other are unequal and yet neither less nor greater. */
bool lk_set_compare(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                    struct lk_value b)
{
    struct lk_value *mark = vm->sp, v[2] = {a, b};
    bool result = false;
    bool ok = set_of(&v[0], vm) && set_of(&v[1], vm) && compare_sets(&result, vm, op, v);
    vm->sp = mark;
    *out = lk_bool(result);
    return ok;
}

/* dict.update() with an object that has keys(): each key is looked up in it by its own
 * __getitem__. The list of keys is taken first, since looking up may change the mapping. */
static bool merge_keys(struct lk_vm *vm, struct lk_value into, struct lk_value from)
{
    struct lk_value keys, list, value;
    struct lk_value *mark = vm->sp;
    bool ok = lk_vm_method(&keys, vm, from, "keys", NULL, 0) && lk_vm_list(&list, vm, keys);
    if (ok) {
        lk_put(vm, list);
    }
    for (size_t i = 0; ok && i < lk_list_of(list)->n; i++) {
        ok = lk_vm_getitem(&value, vm, from, lk_list_of(list)->v[i]) &&
             lk_dict_set(vm, into, lk_list_of(list)->v[i], value);
    }
    vm->sp = mark;
    return ok;
}

/* The two complaints of dict.update() and dict() about an item: n is its length, NULL where it
 * is no sequence at all. */
static bool bad_pair(struct lk_vm *vm, size_t at, const struct lk_value *n)
{
    if (!n) {
        return lk_raise(vm, LK_EXC_TypeError, "cannot convert dictionary update sequence element "
                        "#%zu to a sequence", at);
    }
    return lk_raise(vm, LK_EXC_ValueError, "dictionary update sequence element #%zu has length "
                    "%lld; 2 is required", at, (long long)n->as.i);
}

/* Where pairs go, and the number of the current one for messages, counted from 0. */
struct pairs { struct lk_value into; size_t at; };

/* For lk_vm_each: one item of an iterable of pairs. Only a TypeError that iterating itself
 * raised is replaced by CPython's message; one from inside a script's __iter__ is traced and
 * passes. */
static bool merge_pair(struct lk_vm *vm, void *self, struct lk_value item)
{
    struct pairs *p = self;
    struct lk_value list, n;
    if (!lk_vm_list(&list, vm, item)) {
        bool mine = lk_pending_is(vm, LK_EXC_TypeError) && !vm->traced;
        vm->exc = mine ? lk_empty() : vm->exc;
        return mine && bad_pair(vm, p->at, NULL);
    }
    n = lk_int((int64_t)lk_list_of(list)->n);
    lk_put(vm, list);
    bool ok = n.as.i == 2 ? lk_dict_set(vm, p->into, lk_list_of(list)->v[0], lk_list_of(list)->v[1])
                          : bad_pair(vm, p->at, &n);
    vm->sp--;
    p->at++;
    return ok;
}

/* into.update(from): a dict (also of a subclass) directly, then anything with keys(), then an
 * iterable of pairs. Later pairs win over earlier ones, and a failure leaves what came before
 * it. */
bool lk_dict_merge(struct lk_vm *vm, struct lk_value into, struct lk_value from)
{
    struct lk_value key, value, keys;
    if (lk_is(from, LK_T_DICT)) {
        for (size_t pos = 0; lk_dict_next(from, &pos, &key, &value);) {
            if (!lk_dict_set(vm, into, key, value)) {
                return false;
            }
        }
        return true;
    }
    if (!lk_vm_findattr(&keys, vm, from, vm->known[LK_N_w_keys])) {
        return false;
    }
    if (!lk_is_empty(keys)) {
        return merge_keys(vm, into, from);
    }
    struct pairs p = {into, 0};
    return lk_vm_each(vm, from, merge_pair, &p);
}
