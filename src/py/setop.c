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

/* A view of keys or items; one of values is no set. */
static bool is_key_view(struct lk_value v)
{
    return lk_is(v, LK_T_DICTVIEW) && LK_CELL_OF(lk_dictview, v)->what != LK_VIEW_VALUES;
}

/* a & b with a view: the items of one that are in the other, so that what is in neither need not
 * be hashable. The longer view is the one that is asked. */
static bool common_of_views(struct lk_value *out, struct lk_vm *vm, struct lk_value a,
                            struct lk_value b)
{
    struct lk_value *mark = vm->sp, it, item;
    int64_t la, lb;
    bool has, swap = !is_key_view(a);
    if (!swap && is_key_view(b)) {
        swap = lk_len_builtin(&la, vm, a, &has) && lk_len_builtin(&lb, vm, b, &has) && lb > la;
    }
    *out = lk_new_set(vm, false);
    lk_put(vm, *out);
    bool ok = lk_vm_iter(&it, vm, swap ? a : b);
    lk_put(vm, ok ? it : lk_none());
    while (ok && (ok = lk_vm_next(&item, vm, it)) && !lk_is_empty(item)) {
        lk_put(vm, item);
        ok = lk_vm_contains(&has, vm, swap ? b : a, item) &&
             (!has || lk_set_add(vm, *out, item)) && lk_safe(vm);
        vm->sp--;
    }
    vm->sp = mark;
    return ok;
}

/* A set that is no smaller than the view beside it: CPython then asks the set, which hashes. */
static bool is_larger_set(struct lk_vm *vm, struct lk_value set, struct lk_value view)
{
    int64_t n = 0;
    bool has;
    return lk_is_exact(vm, set, LK_TY_set) && lk_len_builtin(&n, vm, view, &has) && has &&
           n <= (int64_t)lk_set_count(set);
}

/* a OP b for sets and dict views. *out is NotImplemented for other operators, and for a set with
 * something that is neither set nor view: a list must be given to union(), not to |. */
bool lk_set_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                   struct lk_value b)
{
    struct lk_value *mark = vm->sp, v[2] = {a, b};
    bool known = op == LK_OP_BITOR || op == LK_OP_BITAND || op == LK_OP_SUB || op == LK_OP_BITXOR;
    bool views = is_key_view(a) || is_key_view(b);
    if (!known || (!views && !(is_set(a) && is_set(b)))) {
        *out = lk_imm(LK_T_NOTIMPLEMENTED);
        return true;
    }
    if (views && op == LK_OP_BITAND && !is_larger_set(vm, a, b) && !is_larger_set(vm, b, a)) {
        return common_of_views(out, vm, a, b);
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

/* Is every item of one in the other? Asked one by one, as values of a view need no hash. */
static bool all_within(bool *out, struct lk_vm *vm, struct lk_value part, struct lk_value whole)
{
    struct lk_value *mark = vm->sp, it, item;
    bool ok = lk_vm_iter(&it, vm, part);
    *out = true;
    lk_put(vm, ok ? it : lk_none());
    while (ok && *out && (ok = lk_vm_next(&item, vm, it)) && !lk_is_empty(item)) {
        lk_put(vm, item);
        ok = lk_vm_contains(out, vm, whole, item) && lk_safe(vm);
        vm->sp--;
    }
    vm->sp = mark;
    return ok;
}

/* The comparisons where one is a view of a dict: sizes first. */
static bool compare_views(bool *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    int64_t n = 0, m = 0;
    bool has, swap = op == LK_OP_GT || op == LK_OP_GE, may;
    if (!lk_len_builtin(&n, vm, v[swap], &has) || !lk_len_builtin(&m, vm, v[!swap], &has)) {
        return false;
    }
    switch (op) {
    case LK_OP_EQ:
    case LK_OP_NE: may = n == m; break;
    case LK_OP_LT:
    case LK_OP_GT: may = n < m; break;
    default: may = n <= m; break;
    }
    *out = may;
    bool ok = !may || all_within(out, vm, v[swap], v[!swap]);
    *out = op == LK_OP_NE ? !*out : *out;
    return ok;
}

/* a OP b as a bool value. Two sets neither of which holds the other are unequal and yet neither
 * less nor greater. */
bool lk_set_compare(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                    struct lk_value b)
{
    struct lk_value v[2] = {a, b};
    bool result = false, sets = is_set(a) && is_set(b);
    bool ok = sets ? compare_sets(&result, vm, op, v) : compare_views(&result, vm, op, v);
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
