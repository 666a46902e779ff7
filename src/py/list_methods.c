/* list and tuple: the classes and their methods.  Sorting is in sort.c. */
#include "py/arg.h"
#include "py/rows.h"

/* list.__new__(*args, **kwargs).  The arguments are __init__'s to read, which a subclass may
 * replace. */
static bool new_list(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_list(vm, NULL, 0);
    return lk_as_class(out, vm, a->v[0]);
}

/* Appends all items of an iterable.  Others than tuples are made a list first: iterating runs
 * script code, which may change the very list that grows. */
bool lk_list_extend(struct lk_vm *vm, struct lk_value list, struct lk_value from)
{
    struct lk_value *mark = lk_stack_mark(vm);
    if (!lk_is(from, LK_T_TUPLE)) {
        if (!lk_vm_list(&from, vm, from))
            return false;
        lk_push(vm, from);
    }
    size_t n;
    const struct lk_value *v = lk_items(&n, from);
    bool good = lk_list_splice(vm, list, lk_list_of(list)->n, 0, v, n);
    lk_stack_cut(vm, mark);
    return good;
}

/* list.__init__(iterable=None).  Called again, it empties the list before it is filled, as
 * CPython does. */
static bool init_list(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (lk_list_of(a->v[0])->n && !lk_list_splice(vm, a->v[0], 0, lk_list_of(a->v[0])->n, NULL, 0))
        return false;
    return !lk_given(a, 1) || lk_list_extend(vm, a->v[0], a->v[1]);
}

/* list.append(object) */
static bool append(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_list_append(vm, a->v[0], a->v[1]);
}

/* list.extend(iterable) */
static bool extend(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_list_extend(vm, a->v[0], a->v[1]);
}

/* list.insert(index, object).  Places outside of the list mean its ends.  The length is taken
 * after __index__ ran. */
static bool insert(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t at, n = (int64_t)lk_list_of(a->v[0])->n;
    (void)out;
    if (!lk_vm_index(&at, vm, a->v[1]))
        return false;
    n = (int64_t)lk_list_of(a->v[0])->n;
    at = at < 0 ? (at + n < 0 ? 0 : at + n) : at > n ? n : at;
    return lk_list_splice(vm, a->v[0], (size_t)at, 0, &a->v[2], 1);
}

/* list.pop(index=-1).  IndexError for an empty list or a place outside of it. */
static bool pop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t at, n;
    if (!lk_vm_index(&at, vm, a->v[1]))
        return false;
    n = (int64_t)lk_list_of(a->v[0])->n;
    if (n == 0)
        return lk_raise(vm, LK_EXC_IndexError, "pop from empty list");
    if (at < 0)
        at += n;
    if (at < 0 || at >= n)
        return lk_raise(vm, LK_EXC_IndexError, "pop index out of range");
    *out = lk_list_of(a->v[0])->v[at];
    return lk_list_splice(vm, a->v[0], (size_t)at, 1, NULL, 0);
}

/* Finds the first item that is or equals *what within the bounds; *at is -1 without one. __eq__
 * may change the list, so the items and the length are fetched anew at each step. */
bool lk_list_seek(int64_t *at, struct lk_vm *vm, struct lk_value list, const struct lk_value *what,
                  struct lk_bounds b)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, list);
    for (int64_t i = b.from; i < b.to && (size_t)i < n; i++) {
        bool same = lk_same(v[i], *what);
        struct lk_value *mark = lk_stack_mark(vm);
        lk_push(vm, v[i]);
        if (!same && !lk_vm_eq(&same, vm, v[i], *what))
            return false;
        lk_stack_cut(vm, mark);
        if (same)
            return *at = i, true;
        v = lk_items(&n, list);
    }
    *at = -1;
    return true;
}

/* list.remove(value).  The second test is for an __eq__ that has shortened the list. */
static bool remove_item(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t at;
    (void)out;
    if (!lk_list_seek(&at, vm, a->v[0], &a->v[1], (struct lk_bounds){0, INT64_MAX}))
        return false;
    if (at < 0 || (size_t)at >= lk_list_of(a->v[0])->n)
        return lk_raise(vm, LK_EXC_ValueError, "list.remove(x): x not in list");
    return lk_list_splice(vm, a->v[0], (size_t)at, 1, NULL, 0);
}

/* list.clear() */
static bool clear(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_list_splice(vm, a->v[0], 0, lk_list_of(a->v[0])->n, NULL, 0);
}

/* A bound of index() must be an int: None, which a slice may have, is none here. */
static bool check_bound(struct lk_vm *vm, const struct lk_args *a, unsigned i)
{
    if (!lk_given(a, i) || lk_is_int(a->v[i]) ||
        !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, a->v[i]), "__index__")))
        return true;
    return lk_raise(vm, LK_EXC_TypeError, "slice indices must be integers or have an __index__ "
                                          "method");
}

/* list/tuple.index(value, start=None, stop=None).  ValueError names the value for lists and not
 * for tuples, as CPython does. */
static bool index_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_bounds b;
    struct lk_value shown;
    int64_t at;
    size_t n;
    lk_items(&n, a->v[0]);
    if (!check_bound(vm, a, 2) || !check_bound(vm, a, 3) ||
        !lk_arg_bounds(&b, vm, a, 2, (int64_t)n))
        return false;
    if (!lk_given(a, 3))
        b.to = INT64_MAX;
    if (!lk_list_seek(&at, vm, a->v[0], &a->v[1], b))
        return false;
    *out = lk_int(at);
    if (at >= 0)
        return true;
    if (lk_is(a->v[0], LK_T_TUPLE))
        return lk_raise(vm, LK_EXC_ValueError, "tuple.index(x): x not in tuple");
    return lk_vm_repr(&shown, vm, a->v[1]) &&
           lk_raise(vm, LK_EXC_ValueError, LK_PRI " is not in list", LK_ARG(lk_text(shown)));
}

/* list/tuple.count(value).  Equality as in containers: identical items are equal. */
static bool count(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t at, found = 0;
    struct lk_bounds b = {0, INT64_MAX};
    for (;; b.from = at + 1, found++) {
        if (!lk_list_seek(&at, vm, a->v[0], &a->v[1], b))
            return false;
        if (at < 0)
            break;
    }
    *out = lk_int(found);
    return true;
}

/* list.reverse().  In place; no script code runs. */
static bool reverse(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_list *l = lk_list_of(a->v[0]);
    (void)out;
    (void)vm;
    for (size_t i = 0, j = l->n; i + 1 < j; i++) {
        struct lk_value t = l->v[i];
        l->v[i] = l->v[--j];
        l->v[j] = t;
    }
    return true;
}

/* list.sort(*, key=None, reverse=False).  Stable, in place; the order is by key where there is
 * one. */
static bool sort(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t turned;
    (void)out;
    return lk_vm_index(&turned, vm, a->v[2]) && lk_list_sort(vm, a->v[0], a->v[1], turned != 0);
}

/* list.copy().  A plain list, also of a subclass. */
static bool copy(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_list(vm, lk_list_of(a->v[0])->v, lk_list_of(a->v[0])->n);
    return true;
}

const struct lk_py_row lk_rows_list[] = {
    {"__new__(cls, /, *args, **kwargs)", new_list, 0, NULL},
    {"__init__(self, iterable=None, /)", init_list, 0, NULL},
    {"append(self, object, /)", append, 0, NULL},
    {"extend(self, iterable, /)", extend, 0, NULL},
    {"insert(self, index, object, /)", insert, 0, NULL},
    {"pop(self, index=-1, /)", pop, 0, NULL},
    {"remove(self, value, /)", remove_item, 0, NULL},
    {"clear(self, /)", clear, 0, NULL},
    {"index(self, value, start=None, stop=None, /)", index_of, 0, NULL},
    {"count(self, value, /)", count, 0, NULL},
    {"reverse(self, /)", reverse, 0, NULL},
    {"sort(self, /, *, key=None, reverse=False)", sort, 0, NULL},
    {"copy(self, /)", copy, 0, NULL},
    LK_ROW_SUBSCRIPT,
    {NULL, NULL, 0, NULL},
};

/* tuple.__new__(iterable=None). tuple(t) of a tuple is that tuple itself, unless a subclass is
 * wanted. */
static bool new_tuple(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_tuple(vm, NULL, 0);
    if (lk_given(a, 1) && !lk_vm_tuple(out, vm, a->v[1]))
        return false;
    return lk_as_class(out, vm, a->v[0]);
}

const struct lk_py_row lk_rows_tuple[] = {
    {"__new__(cls, iterable=None, /)", new_tuple, 0, NULL},
    {"index(self, value, start=None, stop=None, /)", index_of, 0, NULL},
    {"count(self, value, /)", count, 0, NULL},
    LK_ROW_SUBSCRIPT,
    {NULL, NULL, 0, NULL},
};
