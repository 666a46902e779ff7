/* Built-in functions about iteration.  What they give out are iterators whose state is a list or a
 * tuple of the values they need. */
#include "py/builtins.h"
#include "py/rows.h"

/* Iterates over several iterators: state is [iterator …]; the items of one round are pushed. end
 * is set when one of them is exhausted, n then says which; those behind it are not asked, which
 * is what CPython's zip and map do, too. The caller cuts the stack. */
static bool round_of(bool *end, uint32_t *n, struct lk_vm *vm, struct lk_value iterators)
{
    size_t count;
    const struct lk_value *it = lk_items(&count, iterators);
    for (*n = 0; *n < count; ++*n) {
        struct lk_value item;
        if (!lk_vm_next(&item, vm, it[*n]))
            return false;
        if (lk_is_empty(item))
            /* The items of the unfinished round stay on the stack; the caller drops them. */
            return *end = true, true;
        lk_push(vm, item);
    }
    return *end = count == 0, true;
}

/* A LIST of iterators over the items of v, pushed. The list is returned pushed, since calling
 * __iter__ of the next value may collect garbage. */
static bool iterators_of(struct lk_value *out, struct lk_vm *vm, const struct lk_value *v, size_t n)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    lk_push(vm, list);
    for (size_t i = 0; i < n; i++) {
        struct lk_value it;
        if (!lk_vm_iter(&it, vm, v[i]) || !lk_list_append(vm, list, it))
            return false;
    }
    *out = list;
    return true;
}

enum { ZIP_ITERATORS, ZIP_STRICT };

/* zip(strict=True): the round ended at iterator n; all others must be at their end, too. CPython
 * counts the arguments from one and has a singular and a plural form of each message. */
static bool check_strict(struct lk_vm *vm, struct lk_value iterators, uint32_t n)
{
    size_t count;
    const struct lk_value *it = lk_items(&count, iterators);
    const char *args = n == 1 ? "argument 1" : "arguments 1-";
    if (n > 0)
        return n == 1 ? lk_raise(vm, LK_EXC_ValueError, "zip() argument 2 is shorter than %s", args)
                      : lk_raise(vm, LK_EXC_ValueError, "zip() argument %u is shorter than %s%u",
                                 n + 1, args, n);
    for (uint32_t i = 1; i < count; i++) {
        struct lk_value item;
        if (!lk_vm_next(&item, vm, it[i]))
            return false;
        if (!lk_is_empty(item))
            return i == 1 ? lk_raise(vm, LK_EXC_ValueError,
                                     "zip() argument 2 is longer than argument 1")
                          : lk_raise(vm, LK_EXC_ValueError, "zip() argument %u is longer than "
                                     "arguments 1-%u", i + 1, i);
    }
    return true;
}

/* One tuple of zip(). The state is a tuple of the iterators and whether it is strict. */
static bool zip_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *mark = lk_stack_mark(vm);
    const struct lk_value *s = lk_tuple_of(state)->v;
    bool end;
    uint32_t n;
    if (!round_of(&end, &n, vm, s[ZIP_ITERATORS]))
        return false;
    *out = end ? lk_empty() : lk_new_tuple(vm, mark, n);
    if (end && s[ZIP_STRICT].as.i && !check_strict(vm, s[ZIP_ITERATORS], n))
        return false;
    lk_stack_cut(vm, mark);
    return true;
}

/* zip.__new__(cls, *iterables, strict=False). Without any iterable the result is empty, not
 * endless. Whether it is strict is decided before the first item is taken. */
static bool zip_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value state[2];
    size_t n;
    bool strict;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    state[0] = lk_new_list(vm, NULL, 0);
    lk_push(vm, state[0]);
    for (size_t i = 0; i < n; i++) {
        struct lk_value it;
        if (!lk_vm_iter(&it, vm, v[i]))
            return false;
        if (!lk_list_append(vm, state[0], it))
            return false;
    }
    if (!lk_vm_truth(&strict, vm, a->v[2]))
        return false;
    state[1] = lk_bool(strict);
    *out = lk_new_iterator(vm, zip_step, lk_new_tuple(vm, state, 2), &lk_type_zip);
    return lk_as_class(out, vm, a->v[0]);
}

/* One call of map()'s function, with one item of each iterator. The state is a tuple of the
 * function and the list of iterators; the shortest one ends it. */
static bool map_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *mark = lk_stack_mark(vm);
    const struct lk_value *s = lk_tuple_of(state)->v;
    bool end;
    uint32_t n;
    *out = lk_empty();
    if (!round_of(&end, &n, vm, s[1]) || (!end && !lk_vm_callv(out, vm, s[0], mark, n)))
        return false;
    lk_stack_cut(vm, mark);
    return true;
}

/* map.__new__(cls, function, *iterables). The message with its full stop is CPython's own. */
static bool map_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value state[2];
    if (a->nkw)
        return lk_raise(vm, LK_EXC_TypeError, "map() takes no keyword arguments");
    if (a->n < 3)
        return lk_raise(vm, LK_EXC_TypeError, "map() must have at least two arguments.");
    state[0] = a->v[1];
    if (!iterators_of(&state[1], vm, a->v + 2, a->n - 2))
        return false;
    *out = lk_new_iterator(vm, map_step, lk_new_tuple(vm, state, 2), &lk_type_map);
    return lk_as_class(out, vm, a->v[0]);
}

/* The next item that passes. None in place of the function means the item's own truth. The stack
 * is cut each round, so that a long run of rejected items does not make it grow. */
static bool filter_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    const struct lk_value *s = lk_tuple_of(state)->v;
    for (struct lk_value *mark = lk_stack_mark(vm);; lk_stack_cut(vm, mark)) {
        struct lk_value item, kept;
        bool truth;
        if (!lk_vm_next(&item, vm, s[1]))
            return false;
        *out = kept = item;
        if (lk_is_empty(item))
            return true;
        lk_push(vm, item);
        if (!lk_is_none(s[0]) && !lk_vm_callv(&kept, vm, s[0], &item, 1))
            return false;
        lk_push(vm, kept);
        if (!lk_vm_truth(&truth, vm, kept))
            return false;
        if (truth) {
            lk_stack_cut(vm, mark);
            return true;
        }
    }
}

/* filter.__new__(cls, function, iterable). The iterator is made at once, the items are only taken
 * when asked for. */
static bool filter_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value state[2] = {a->v[1]};
    if (!lk_vm_iter(&state[1], vm, a->v[2]))
        return false;
    *out = lk_new_iterator(vm, filter_step, lk_new_tuple(vm, state, 2), &lk_type_filter);
    return lk_as_class(out, vm, a->v[0]);
}

/* State is a list: the iterator and the next number. The number is a full int, not an int64_t,
 * so that a start near 2**63 keeps counting. The pair is pushed before the addition, which may
 * need memory. */
static bool enumerate_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *s = lk_list_of(state)->v, pair[2] = {s[1]};
    if (!lk_vm_next(&pair[1], vm, s[0]))
        return false;
    if (lk_is_empty(pair[1])) {
        *out = lk_empty();
        return true;
    }
    *out = lk_new_tuple(vm, pair, 2);
    lk_push(vm, *out);
    return lk_int_binary(&lk_list_of(state)->v[1], vm, LK_OP_ADD, pair[0], lk_int(1));
}

/* enumerate.__new__(cls, iterable, start=0). The start must be an integer or have __index__;
 * floats are refused. */
static bool enumerate_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value state[2];
    if (!lk_int_index(&state[1], vm, a->v[2]))
        return false;
    lk_push(vm, state[1]);
    if (!lk_vm_iter(&state[0], vm, a->v[1]))
        return false;
    *out = lk_new_iterator(vm, enumerate_step, lk_new_list(vm, state, 2), &lk_type_enumerate);
    return lk_as_class(out, vm, a->v[0]);
}

/* One call of iter(callable, sentinel). After the sentinel came the callable is forgotten, so
 * that a further next() stays at the end and does not call it again. */
static bool call_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *s = lk_list_of(state)->v;
    bool end;
    *out = lk_empty();
    /* The sentinel came before: at the end for good. */
    if (lk_is_empty(s[0]))
        return true;
    if (!lk_vm_callv(out, vm, s[0], NULL, 0))
        return false;
    lk_push(vm, *out);
    if (!lk_vm_eq(&end, vm, *out, lk_list_of(state)->v[1]))
        return false;
    if (end) {
        lk_list_of(state)->v[0] = lk_empty();
        *out = lk_empty();
    }
    return true;
}

/* iter(object, sentinel=None). With a sentinel the first argument is called, not iterated. */
bool lk_bi_iter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_given(a, 1))
        return lk_vm_iter(out, vm, a->v[0]);
    if (!lk_callable(vm, a->v[0]))
        return lk_raise(vm, LK_EXC_TypeError, "iter(v, w): v must be callable");
    *out = lk_new_iterator(vm, call_step, lk_new_list(vm, a->v, 2),
                           &lk_type_callable_iterator);
    return true;
}

/* next(iterator, default=None). Without a default the end is StopIteration, which __next__
 * itself raises with its value. */
bool lk_bi_next(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v = a->v[0];
    /* An iterable is no iterator: next([1]) is a TypeError in CPython, too. */
    if (lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), "__next__"))) {
        struct lk_str name = lk_type_name(vm, v);
        return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object is not an iterator",
                        LK_ARG(name));
    }
    if (!lk_given(a, 1))
        return lk_vm_special(out, vm, "__next__", &v, 1);
    if (!lk_vm_next(out, vm, v))
        return false;
    if (lk_is_empty(*out))
        *out = a->v[1];
    return true;
}

/* sorted(iterable, *, key=None, reverse=False). Always a new list; the argument may be any
 * iterable. Keywords go to list.sort() as they are, whose messages they get in CPython, too. */
bool lk_bi_sorted(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value sort, done;
    if (a->n != 1)
        return lk_raise(vm, LK_EXC_TypeError, "sorted expected 1 argument, got %u", a->n);
    if (!lk_vm_list(out, vm, a->v[0]))
        return false;
    lk_push(vm, *out);
    struct lk_args keywords = {.v = a->v + 1, .nkw = a->nkw, .kw = a->kw};
    return lk_vm_getattrz(&sort, vm, *out, "sort") && lk_vm_call(&done, vm, sort, &keywords);
}

/* Looks for an item with this truth. Stops at the first one, so that any() and all() leave the
 * rest of a generator untouched. */
static bool look_for(bool *found, struct lk_vm *vm, struct lk_value from, bool wanted)
{
    struct lk_value it, item;
    bool truth;
    *found = false;
    if (!lk_vm_iter(&it, vm, from))
        return false;
    lk_push(vm, it);
    for (struct lk_value *mark = lk_stack_mark(vm);; lk_stack_cut(vm, mark)) {
        if (!lk_vm_next(&item, vm, it))
            return false;
        if (lk_is_empty(item))
            return true;
        lk_push(vm, item);
        if (!lk_vm_truth(&truth, vm, item))
            return false;
        if (truth == wanted)
            return *found = true, true;
    }
}

/* all(iterable). Looks for a false item; nothing at all is true. */
bool lk_bi_all(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool found;
    if (!look_for(&found, vm, a->v[0], false))
        return false;
    *out = lk_bool(!found);
    return true;
}

/* any(iterable). Looks for a true item; nothing at all is false. */
bool lk_bi_any(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool found;
    if (!look_for(&found, vm, a->v[0], true))
        return false;
    *out = lk_bool(found);
    return true;
}

const struct lk_py_row lk_rows_enumerate[] = {
    {"__new__(cls, iterable, start=0)", enumerate_new, 0, NULL},
    LK_ROW_SUBSCRIPT,
    {0},
};
const struct lk_py_row lk_rows_filter[] = {
    {"__new__(cls, function, iterable, /)", filter_new, 0, NULL},
    {0},
};
const struct lk_py_row lk_rows_map[] = {
    {"__new__(cls, function, *iterables)", map_new, LK_PY_RAW, NULL},
    {0},
};
const struct lk_py_row lk_rows_zip[] = {
    {"__new__(cls, *iterables, strict=False)", zip_new, 0, NULL},
    {0},
};
