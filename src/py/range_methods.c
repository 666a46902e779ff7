/* range and slice: the classes, their methods, and the arithmetic of slicing. */
#include "py/arg.h"
#include "py/int.h"
#include "py/op.h"
#include "py/range.h"
#include "py/rows.h"

/* How many items range(start, stop, step) has; step is not 0. Computed without sign, as the
 * distance between two 64-bit bounds may need 64 bits itself. */
static uint64_t count_items(int64_t start, int64_t stop, int64_t step)
{
    uint64_t gap, by = step > 0 ? (uint64_t)step : -(uint64_t)step;
    if (step > 0 ? start >= stop : start <= stop)
        return 0;
    gap = step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    return (gap - 1) / by + 1;
}

/* A step of 0 counts as fitting, so that one place raises for it. */
bool lk_range_fits(const int64_t v[3])
{
    return v[2] == 0 || count_items(v[0], v[1], v[2]) <= INT64_MAX;
}

/* range(*v) for natives: start, stop, step; ValueError for a step of 0. The number of items is
 * computed once. */
bool lk_new_range(struct lk_value *out, struct lk_vm *vm, const int64_t v[3])
{
    if (v[2] == 0)
        return lk_raise(vm, LK_EXC_ValueError, "range() arg 3 must not be zero");
    struct lk_range *r = lk_cell_new(vm, LK_T_RANGE, vm->cls[LK_TY_range], sizeof *r);
    r->start = v[0];
    r->stop = v[1];
    r->step = v[2];
    r->n = (int64_t)count_items(v[0], v[1], v[2]);
    *out = lk_of_cell(r);
    return true;
}

/* range.__new__(start, stop=None, step=None). One argument is the stop. */
static bool new_range(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[3] = {lk_int(0), lk_int(0), lk_int(1)};
    bool one = !lk_given(a, 2);
    for (unsigned i = 0; i < (one ? 1u : lk_given(a, 3) ? 3u : 2u); i++) {
        if (!lk_int_index(&v[one ? 1 : i], vm, a->v[i + 1]))
            return false;
    }
    if (!lk_int_sign(v[2]))
        return lk_raise(vm, LK_EXC_ValueError, "range() arg 3 must not be zero");
    return lk_range_of(out, vm, v);
}

/* The receiver, whose class has been checked. */
static struct lk_range *range_of(const struct lk_args *a)
{
    return (struct lk_range *)a->v[0].as.cell;
}

/* Start, stop or step. */
static bool part(struct lk_value *out, const struct lk_args *a, unsigned which)
{
    struct lk_value v[4];
    lk_range_parts(v, range_of(a));
    return *out = v[which], true;
}

/* range.start(). The row makes it a property. */
static bool start(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return part(out, a, 0);
}

/* range.stop(). As it was given, not the last item. */
static bool stop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return part(out, a, 1);
}

/* range.step(). Never 0. */
static bool step(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return part(out, a, 2);
}

/* Position of a value in the range, or EMPTY; ints are computed, others are compared one by one.
 * Floats that are whole numbers are members, too, and objects with an __eq__ of their own may be;
 * the loop counts its steps, so that it can be stopped. */
static bool seek(struct lk_value *at, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_range *r = range_of(a);
    struct lk_value v[4], item;
    if (lk_is_int(a->v[1]) && (lk_is_exact(vm, a->v[1], LK_TY_int) || !lk_is_cell(a->v[1])))
        return lk_range_seek(at, vm, r, a->v[1]);
    lk_range_parts(v, r);
    *at = lk_empty();
    for (struct lk_value i = lk_int(0); lk_int_cmp(i, v[3]) < 0;) {
        /* As CPython's generic search: by equality, from the start. */
        bool same;
        if (!lk_range_item(&item, vm, r, i) || !lk_vm_eq(&same, vm, item, a->v[1]) ||
            !lk_tick(vm))
            return false;
        if (same)
            return *at = i, true;
        if (!lk_int_binary(&i, vm, LK_OP_ADD, i, lk_int(1)))
            return false;
    }
    return true;
}

/* range.index(value). CPython names the value only if it is an int. */
static bool index_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value shown;
    if (!seek(out, vm, a))
        return false;
    if (!lk_is_empty(*out))
        return true;
    /* The message of the general search through sequences. */
    if (!lk_is_int(a->v[1]))
        return lk_raise(vm, LK_EXC_ValueError, "sequence.index(x): x not in sequence");
    return lk_vm_repr(&shown, vm, a->v[1]) &&
           lk_raise(vm, LK_EXC_ValueError, LK_PRI " is not in range", LK_ARG(lk_text(shown)));
}

/* range.count(value). A range holds a value once at most. */
static bool count(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value at;
    if (!seek(&at, vm, a))
        return false;
    *out = lk_int(!lk_is_empty(at));
    return true;
}

const struct lk_py_row lk_rows_range[] = {
    {"__new__(cls, start, stop=None, step=None, /)", new_range, 0, NULL},
    {"start(self)", start, LK_PY_PROPERTY, NULL},
    {"stop(self)", stop, LK_PY_PROPERTY, NULL},
    {"step(self)", step, LK_PY_PROPERTY, NULL},
    {"index(self, value, /)", index_of, 0, NULL},
    {"count(self, value, /)", count, 0, NULL},
    {NULL, NULL, 0, NULL},
};

/* slice.__new__(start, stop=None, step=None). Parts may be any values: they are looked at only
 * when something is sliced. */
static bool new_slice(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool one = !lk_given(a, 2);
    *out = lk_new_slice(vm, one ? lk_none() : a->v[1], one ? a->v[1] : a->v[2],
                        lk_given(a, 3) ? a->v[3] : lk_none());
    return true;
}

/* The receiver, whose class has been checked. */
static struct lk_slice *slice_of(const struct lk_args *a)
{
    return (struct lk_slice *)a->v[0].as.cell;
}

/* slice.start(). The row makes it a property; None where it was left out. */
static bool slice_start(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return *out = slice_of(a)->v[0], true;
}

/* slice.stop(). None where it was left out. */
static bool slice_stop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return *out = slice_of(a)->v[1], true;
}

/* slice.step(). None where it was left out. */
static bool slice_step(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    return *out = slice_of(a)->v[2], true;
}

/* A bound that may be missing, made to fit; least and most are where it may end up. Negative
 * bounds count from the end; beyond the ends they stop there, so that slicing never fails for
 * its bounds. */
static bool cut_bound(int64_t *out, struct lk_vm *vm, struct lk_value v, const int64_t fit[3])
{
    int64_t i, len = fit[0], least = fit[1], most = fit[2];
    if (!lk_arg_bound(&i, vm, v))
        return false;
    if (i < 0)
        i = i < -len ? least : i + len;
    *out = i < least ? least : i > most ? most : i;
    return true;
}

/* Bounds of a slice for a length: from, to, step and the number of items. A step below 0 runs
 * from the end, whose limit is then -1. The smallest step is moved by one, so that it can be
 * negated. */
bool lk_slice_cut(struct lk_cut *c, struct lk_vm *vm, struct lk_value slice, int64_t len)
{
    const struct lk_value *v = ((struct lk_slice *)slice.as.cell)->v;
    c->step = 1;
    if (!lk_is_none(v[2]) && !lk_arg_bound(&c->step, vm, v[2]))
        return false;
    if (c->step == 0)
        return lk_raise(vm, LK_EXC_ValueError, "slice step cannot be zero");
    if (c->step == INT64_MIN)
        c->step = -INT64_MAX;
    /* Length, and the least and the most that a bound may come to. */
    int64_t fit[3] = {len, c->step < 0 ? -1 : 0, c->step < 0 ? len - 1 : len};
    c->from = c->step < 0 ? len - 1 : 0;
    c->to = c->step < 0 ? -1 : len;
    if ((!lk_is_none(v[0]) && !cut_bound(&c->from, vm, v[0], fit)) ||
        (!lk_is_none(v[1]) && !cut_bound(&c->to, vm, v[1], fit)))
        return false;
    c->n = (int64_t)count_items(c->from, c->to, c->step);
    return true;
}

/* slice.indices(len). The three numbers that range() takes to give the positions. */
static bool indices(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_cut c;
    int64_t len;
    if (!lk_vm_index(&len, vm, a->v[1]))
        return false;
    if (len < 0)
        return lk_raise(vm, LK_EXC_ValueError, "length should not be negative");
    if (!lk_slice_cut(&c, vm, a->v[0], len))
        return false;
    struct lk_value v[3] = {lk_int(c.from), lk_int(c.to), lk_int(c.step)};
    *out = lk_new_tuple(vm, v, 3);
    return true;
}

const struct lk_py_row lk_rows_slice[] = {
    {"__new__(cls, start, stop=None, step=None, /)", new_slice, 0, NULL},
    {"start(self)", slice_start, LK_PY_PROPERTY, NULL},
    {"stop(self)", slice_stop, LK_PY_PROPERTY, NULL},
    {"step(self)", slice_step, LK_PY_PROPERTY, NULL},
    {"indices(self, len, /)", indices, 0, NULL},
    {NULL, NULL, 0, NULL},
};
