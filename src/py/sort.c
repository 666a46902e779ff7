/* Sorting of lists: stable, by keys made once, a merge sort over runs.  Items and keys wait in
 * lists on the operand stack, so that script code in key functions and comparisons may collect. */
#include "py/arg.h"

#include <stdlib.h>

/* Places in the order are indexes into keys; both arrays have n. */
struct sorting {
    struct lk_vm *vm;
    struct lk_value keys;          /* a LIST that nobody else sees */
    uint32_t *order, *spare;
};

/* All keys ints, or all texts: no script code can run. Instances of a subclass have attributes
 * of their own or another tag, and go the slow way. */
static bool quick_less(bool *less, const struct lk_value *a, const struct lk_value *b)
{
    if (a->tag == LK_T_INT && b->tag == LK_T_INT)
        return *less = a->as.i < b->as.i, true;
    if (a->tag == LK_T_FLOAT && b->tag == LK_T_FLOAT)
        return *less = a->as.d < b->as.d, true;
    if (a->tag != LK_T_STR || b->tag != LK_T_STR || a->as.cell->attrs || b->as.cell->attrs)
        return false;
    return *less = lk_str_cmp(lk_text(*a), lk_text(*b)) < 0, true;
}

/* Whether key a sorts before key b. Both stay reachable through the list of keys, so a script's
 * __lt__ may collect garbage. */
static bool less(bool *out, struct sorting *s, uint32_t a, uint32_t b)
{
    const struct lk_value *key = lk_list_of(s->keys)->v;
    struct lk_value *mark = lk_stack_mark(s->vm);
    if (quick_less(out, &key[a], &key[b]))
        return true;
    bool good = lk_vm_less(out, s->vm, key[a], key[b]);
    lk_stack_cut(s->vm, mark);
    return good;
}

/* Short runs by insertion: a new one goes behind its equals. The place is searched by halving,
 * which saves comparisons: these may be calls into a script. */
static bool insert_run(struct sorting *s, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++) {
        uint32_t moving = s->order[i];
        size_t low = from, high = i;
        while (low < high) {
            size_t mid = (low + high) / 2;
            bool before;
            if (!less(&before, s, moving, s->order[mid]))
                return false;
            if (before)
                high = mid;
            else
                low = mid + 1;
        }
        memmove(s->order + low + 1, s->order + low, (i - low) * sizeof *s->order);
        s->order[low] = moving;
    }
    return true;
}

/* Joins two sorted runs that touch. When the first item of the second is not less than the last
 * of the first, nothing needs to move, so sorted input costs one comparison per run. */
static bool merge(struct sorting *s, size_t from, size_t mid, size_t to)
{
    size_t i = from, j = mid, n = from;
    bool before;
    if (!less(&before, s, s->order[mid], s->order[mid - 1]))
        return false;
    if (!before)
        return true;
    while (i < mid && j < to) {
        if (!less(&before, s, s->order[j], s->order[i]))
            return false;
        s->spare[n++] = before ? s->order[j++] : s->order[i++];
    }
    while (i < mid)
        s->spare[n++] = s->order[i++];
    while (j < to)
        s->spare[n++] = s->order[j++];
    memcpy(s->order + from, s->spare + from, (to - from) * sizeof *s->order);
    return true;
}

enum { RUN = 16 };

/* Runs of 16 by insertion, then merges of ever larger ones: O(n log n) in the worst case. False
 * when a comparison raised. */
static bool sort_order(struct sorting *s, size_t n)
{
    for (size_t i = 0; i < n; i += RUN)
        if (!insert_run(s, i, i + RUN < n ? i + RUN : n))
            return false;
    for (size_t width = RUN; width < n; width *= 2)
        for (size_t i = 0; i + width < n; i += 2 * width)
            if (!merge(s, i, i + width, i + 2 * width < n ? i + 2 * width : n))
                return false;
    return true;
}

/* The keys of all items; without a key function these are the items. The new list is left on the
 * stack, and each item's key is asked for once. */
static bool make_keys(struct lk_value *keys, struct lk_vm *vm, struct lk_value items,
                      struct lk_value fn)
{
    *keys = items;
    if (lk_is_none(fn))
        return true;
    *keys = lk_new_list(vm, NULL, 0);
    lk_push(vm, *keys);
    for (size_t i = 0; i < lk_list_of(items)->n; i++) {
        struct lk_value key;
        if (!lk_vm_callv(&key, vm, fn, &lk_list_of(items)->v[i], 1) ||
            !lk_list_append(vm, *keys, key))
            return false;
    }
    return true;
}

/* Items in the order found; a reversed sort keeps equals as they stood. */
static void put_back(struct lk_value list, struct lk_value items, const uint32_t *order,
                     bool reverse)
{
    struct lk_list *to = lk_list_of(list), *from = lk_list_of(items);
    size_t n = from->n;
    for (size_t i = 0; i < n; i++)
        to->v[i] = from->v[reverse ? n - 1 - order[n - 1 - i] : order[i]];
}

/* Reverses a list in place. */
static void turn(struct lk_value list)
{
    struct lk_list *l = lk_list_of(list);
    for (size_t i = 0, j = l->n; i + 1 < j; i++) {
        struct lk_value t = l->v[i];
        l->v[i] = l->v[--j];
        l->v[j] = t;
    }
}

/* Sorts the keys of items into `order`: a reversed sort turns the keys round before and the result
 * after, as CPython does. */
static bool find_order(uint32_t **order, struct lk_vm *vm, struct lk_value keys, bool reverse)
{
    size_t n = lk_list_of(keys)->n;
    struct sorting s = {.vm = vm, .keys = keys};
    s.order = lk_zalloc(n + 1, sizeof *s.order);
    s.spare = lk_zalloc(n + 1, sizeof *s.spare);
    for (size_t i = 0; i < n; i++)
        s.order[i] = (uint32_t)i;
    if (reverse)
        turn(keys);
    bool good = sort_order(&s, n);
    if (reverse)
        turn(keys);
    free(s.spare);
    *order = s.order;
    return good;
}

/* list.sort(): in place and stable. The list is empty to scripts meanwhile, as in CPython, so
 * that key functions cannot spoil it; what they added is dropped with a ValueError. */
bool lk_list_sort(struct lk_vm *vm, struct lk_value list, struct lk_value key, bool reverse)
{
    struct lk_value *mark = lk_stack_mark(vm), keys;
    struct lk_value items = lk_new_list(vm, lk_list_of(list)->v, lk_list_of(list)->n);
    uint32_t *order = NULL;
    lk_push(vm, items);
    if (!lk_list_splice(vm, list, 0, lk_list_of(list)->n, NULL, 0))
        return false;
    bool good = make_keys(&keys, vm, items, key) && find_order(&order, vm, keys, reverse);
    bool touched = lk_list_of(list)->n != 0;
    size_t n = lk_list_of(items)->n;
    /* Also after an exception: the items must all be there again. */
    if (!lk_list_splice(vm, list, 0, lk_list_of(list)->n, lk_list_of(items)->v, n))
        good = false;
    else if (good)
        put_back(list, items, order, reverse);
    free(order);
    lk_stack_cut(vm, mark);
    return good && (!touched || lk_raise(vm, LK_EXC_ValueError, "list modified during sort"));
}
