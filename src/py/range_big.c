/* Ranges whose bounds, step or length do not fit 64 bits: the same operations in whole numbers of
 * any size.  The parts are a tuple (start, stop, step, length); struct lk_range keeps it. */
#include "py/range.h"

#include "py/arg.h"
#include "py/int.h"
#include "py/op.h"

/* start + at * step. */
static bool place(struct lk_value *out, struct lk_vm *vm, const struct lk_value v[3],
                  struct lk_value at)
{
    return lk_int_binary(out, vm, LK_OP_MUL, at, v[2]) &&
           lk_int_binary(out, vm, LK_OP_ADD, v[0], *out);
}

/* How many items range(*v) has; the step is not 0. */
static bool count_items(struct lk_value *out, struct lk_vm *vm, const struct lk_value v[3])
{
    bool down = lk_int_sign(v[2]) < 0;
    struct lk_value by = down ? lk_int_neg(vm, v[2]) : v[2];
    *out = lk_int(0);
    if (lk_int_cmp(v[down], v[!down]) >= 0) {
        return true;
    }
    return lk_int_binary(out, vm, LK_OP_SUB, v[!down], v[down]) &&
           lk_int_binary(out, vm, LK_OP_SUB, *out, lk_int(1)) &&
           lk_int_binary(out, vm, LK_OP_FLOORDIV, *out, by) &&
           lk_int_binary(out, vm, LK_OP_ADD, *out, lk_int(1));
}

/* range(*v) of ints of any size; ValueError for a step of 0. */
bool lk_range_of(struct lk_value *out, struct lk_vm *vm, const struct lk_value v[3])
{
    int64_t small[3], n;
    struct lk_value part[4] = {v[0], v[1], v[2]};
    if (lk_int_fits(&small[0], v[0]) && lk_int_fits(&small[1], v[1]) &&
        lk_int_fits(&small[2], v[2]) && lk_range_fits(small)) {
        return lk_new_range(out, vm, small);
    }
    if (!count_items(&part[3], vm, v)) {
        return false;
    }
    struct lk_value parts = lk_new_tuple(vm, part, 4);
    struct lk_range *r = lk_cell_new(vm, LK_T_RANGE, vm->cls[LK_TY_range], sizeof *r);
    r->big = parts;
    r->step = 1;
    r->n = lk_int_fits(&n, part[3]) ? n : -1;
    *out = lk_of_cell(r);
    return true;
}

/* Start, stop, step and length of any range. */
void lk_range_parts(struct lk_value out[4], const struct lk_range *r)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, r->big);
    const struct lk_value small[4] = {lk_int(r->start), lk_int(r->stop), lk_int(r->step),
                                      lk_int(r->n)};
    memcpy(out, v ? v : small, sizeof small);
}

/* r[at]; negative positions count from the end. */
bool lk_range_item(struct lk_value *out, struct lk_vm *vm, const struct lk_range *r,
                   struct lk_value at)
{
    struct lk_value v[4];
    lk_range_parts(v, r);
    if (lk_int_sign(at) < 0 && !lk_int_binary(&at, vm, LK_OP_ADD, at, v[3])) {
        return false;
    }
    if (lk_int_sign(at) < 0 || lk_int_cmp(at, v[3]) >= 0) {
        return lk_raise(vm, LK_EXC_IndexError, "range object index out of range");
    }
    return place(out, vm, v, at);
}

/* One bound of a slice, made to fit between least and most. */
static bool cut(struct lk_value *out, struct lk_vm *vm, struct lk_value bound,
                const struct lk_value fit[3])
{
    if (!lk_int_index(out, vm, bound) ||
        (lk_int_sign(*out) < 0 && !lk_int_binary(out, vm, LK_OP_ADD, *out, fit[0]))) {
        return false;
    }
    *out = lk_int_cmp(*out, fit[1]) < 0 ? fit[1] : lk_int_cmp(*out, fit[2]) > 0 ? fit[2] : *out;
    return true;
}

/* r[slice]: start and stop are the places in the old range that the slice's bounds come to, as
 * CPython shows them. */
bool lk_range_slice(struct lk_value *out, struct lk_vm *vm, const struct lk_range *r,
                    struct lk_value slice)
{
    const struct lk_value *s = LK_CELL_OF(lk_slice, slice)->v;
    struct lk_value v[4], by = lk_int(1), last, made[3];
    lk_range_parts(v, r);
    if (!lk_is_none(s[2]) && !lk_int_index(&by, vm, s[2])) {
        return false;
    }
    if (!lk_int_sign(by)) {
        return lk_raise(vm, LK_EXC_ValueError, "slice step cannot be zero");
    }
    bool down = lk_int_sign(by) < 0;
    if (!lk_int_binary(&last, vm, LK_OP_SUB, v[3], lk_int(1))) {
        return false;
    }
    struct lk_value fit[3] = {v[3], lk_int(down ? -1 : 0), down ? last : v[3]};
    struct lk_value from = down ? last : lk_int(0), to = down ? lk_int(-1) : v[3];
    return (lk_is_none(s[0]) || cut(&from, vm, s[0], fit)) &&
           (lk_is_none(s[1]) || cut(&to, vm, s[1], fit)) && place(&made[0], vm, v, from) &&
           place(&made[1], vm, v, to) && lk_int_binary(&made[2], vm, LK_OP_MUL, v[2], by) &&
           lk_range_of(out, vm, made);
}

/* Where an int is in the range; EMPTY where it is not. */
bool lk_range_seek(struct lk_value *out, struct lk_vm *vm, const struct lk_range *r,
                   struct lk_value item)
{
    struct lk_value v[4], gap, rest;
    lk_range_parts(v, r);
    if (!lk_int_binary(&gap, vm, LK_OP_SUB, item, v[0]) ||
        !lk_int_binary(&rest, vm, LK_OP_MOD, gap, v[2]) ||
        !lk_int_binary(out, vm, LK_OP_FLOORDIV, gap, v[2])) {
        return false;
    }
    if (lk_int_sign(rest) || lk_int_sign(*out) < 0 || lk_int_cmp(*out, v[3]) >= 0) {
        *out = lk_empty();
    }
    return true;
}

/* One step of an iterator whose state is [next item, step, items left]. */
bool lk_range_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *v = lk_list_of(state)->v;
    *out = lk_empty();
    if (!lk_int_sign(v[2])) {
        return true;
    }
    *out = v[0];
    return lk_int_binary(&v[0], vm, LK_OP_ADD, v[0], v[1]) &&
           lk_int_binary(&v[2], vm, LK_OP_SUB, v[2], lk_int(1));
}

/* iter(r) */
struct lk_value lk_range_iter(struct lk_vm *vm, const struct lk_range *r)
{
    struct lk_value v[4];
    lk_range_parts(v, r);
    struct lk_value state[3] = {v[0], v[2], v[3]};
    return lk_new_iterator(vm, lk_range_step, lk_new_list(vm, state, 3),
                           &lk_type_longrange_iterator);
}

/* reversed(r): the last item first. */
bool lk_range_reversed(struct lk_value *out, struct lk_vm *vm, const struct lk_range *r)
{
    struct lk_value v[4], last, state[3];
    lk_range_parts(v, r);
    if (!lk_int_binary(&last, vm, LK_OP_SUB, v[3], lk_int(1)) || !place(&state[0], vm, v, last)) {
        return false;
    }
    state[1] = lk_int_neg(vm, v[2]);
    state[2] = v[3];
    *out = lk_new_iterator(vm, lk_range_step, lk_new_list(vm, state, 3),
                           &lk_type_longrange_iterator);
    return true;
}
