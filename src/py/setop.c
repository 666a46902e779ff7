/* Operators of sets and of the views of dicts; merging of dicts. */
#include "py/op.h"

static bool is_set(struct lk_value v)
{
    return v.tag == LK_T_SET || v.tag == LK_T_FROZENSET;
}

static bool add_item(struct lk_vm *vm, void *set, struct lk_value item)
{
    return lk_set_add(vm, *(struct lk_value *)set, item);
}

bool lk_set_of_items(struct lk_vm *vm, struct lk_value set, struct lk_value items)
{
    return lk_vm_each(vm, items, add_item, &set);
}

/* A new set of the kind with what v holds; pushed. */
static bool copy_set(struct lk_value *out, struct lk_vm *vm, struct lk_value v, bool frozen)
{
    struct lk_value key;
    *out = lk_new_set(vm, frozen);
    lk_put(vm, *out);
    if (!is_set(v)) {
        return lk_vm_each(vm, v, add_item, out);
    }
    for (size_t pos = 0; lk_set_next(v, &pos, &key);) {
        if (!lk_set_add(vm, *out, key)) {
            return false;
        }
    }
    return true;
}

/* Adds to `to` what `from` holds if its being in `other` is `wanted`. */
static bool select_items(struct lk_vm *vm, struct lk_value to, struct lk_value from,
                         struct lk_value other, bool wanted)
{
    struct lk_value key;
    bool has;
    for (size_t pos = 0; lk_set_next(from, &pos, &key);) {
        if (!lk_set_has(&has, vm, other, key) || (has == wanted && !lk_set_add(vm, to, key))) {
            return false;
        }
    }
    return true;
}

static bool combine(struct lk_value *out, struct lk_vm *vm, int op, const struct lk_value v[2],
                    bool frozen)
{
    struct lk_value key;
    if (op == LK_OP_BITOR) {
        if (!copy_set(out, vm, v[0], frozen)) {
            return false;
        }
        for (size_t pos = 0; lk_set_next(v[1], &pos, &key);) {
            if (!lk_set_add(vm, *out, key)) {
                return false;
            }
        }
        return true;
    }
    *out = lk_new_set(vm, frozen);
    lk_put(vm, *out);
    if (op == LK_OP_BITAND) {
        bool swap = lk_set_count(v[1]) > lk_set_count(v[0]);
        return select_items(vm, *out, v[swap ? 0 : 1], v[swap ? 1 : 0], true);
    }
    return select_items(vm, *out, v[0], v[1], false) &&
           (op == LK_OP_SUB || select_items(vm, *out, v[1], v[0], false));
}

bool lk_set_binary(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                   struct lk_value b)
{
    struct lk_value *mark = vm->sp, v[2] = {a, b};
    bool known = op == LK_OP_BITOR || op == LK_OP_BITAND || op == LK_OP_SUB || op == LK_OP_BITXOR;
    if (!known || (is_set(a) != is_set(b) && a.tag != LK_T_DICTVIEW && b.tag != LK_T_DICTVIEW)) {
        *out = lk_imm(LK_T_NOTIMPLEMENTED);
        return true;
    }
    bool frozen = a.tag == LK_T_FROZENSET, ok = true;
    for (int i = 0; i < 2 && ok; i++) {
        ok = is_set(v[i]) || copy_set(&v[i], vm, v[i], false);
    }
    ok = ok && combine(out, vm, op, v, frozen);
    vm->sp = mark;
    return ok;
}

bool lk_set_inplace(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                    struct lk_value b)
{
    struct lk_value result, key;
    if (!lk_set_binary(&result, vm, op, a, b) || !is_set(result)) {
        *out = result;
        return is_set(result) || lk_is(result, LK_T_NOTIMPLEMENTED);
    }
    lk_put(vm, result);
    lk_set_wipe(vm, a);
    for (size_t pos = 0; lk_set_next(result, &pos, &key);) {
        if (!lk_set_add(vm, a, key)) {
            return false;
        }
    }
    vm->sp--;
    *out = a;
    return true;
}

static bool subset(bool *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    struct lk_value key;
    *out = lk_set_count(a) <= lk_set_count(b);
    for (size_t pos = 0; *out && lk_set_next(a, &pos, &key);) {
        if (!lk_set_has(out, vm, b, key)) {
            return false;
        }
    }
    return true;
}

static bool compare_sets(bool *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    size_t n = lk_set_count(v[0]), m = lk_set_count(v[1]);
    bool swap = op == LK_OP_GT || op == LK_OP_GE;
    if (!subset(out, vm, v[swap], v[!swap])) {
        return false;
    }
    bool equal = op == LK_OP_EQ || op == LK_OP_NE, strict = op == LK_OP_LT || op == LK_OP_GT;
    *out = *out && (!equal || n == m) && (!strict || n != m);
    *out = op == LK_OP_NE ? !*out : *out;
    return true;
}

bool lk_set_compare(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                    struct lk_value b)
{
    struct lk_value *mark = vm->sp, v[2] = {a, b};
    bool ok = true, result = false;
    for (int i = 0; i < 2 && ok; i++) {
        ok = is_set(v[i]) || copy_set(&v[i], vm, v[i], false);
    }
    ok = ok && compare_sets(&result, vm, op, v);
    vm->sp = mark;
    *out = lk_bool(result);
    return ok;
}

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

static bool bad_pair(struct lk_vm *vm, size_t at, const struct lk_value *n)
{
    if (!n) {
        return lk_raise(vm, LK_EXC_TypeError, "cannot convert dictionary update sequence element "
                        "#%zu to a sequence", at);
    }
    return lk_raise(vm, LK_EXC_ValueError, "dictionary update sequence element #%zu has length "
                    "%lld; 2 is required", at, (long long)n->as.i);
}

struct pairs { struct lk_value into; size_t at; };

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
