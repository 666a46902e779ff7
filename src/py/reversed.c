/* reversed(): by the kind, by __reversed__ of a class, else by number from the end. */
#include "py/op.h"
#include "py/range.h"
#include "py/rows.h"

enum { OVER, LEFT, WHAT, SIZE };

/* The walk is over, also when what was walked grows again. */
static bool at_end(struct lk_value *out, struct lk_value *state)
{
    state[LEFT] = lk_int(0);
    *out = lk_empty();
    return true;
}

/* State is a list: the sequence and how many items are left. IndexError and StopIteration both
 * mean "no more items" for a __getitem__ written in a script. */
static bool sequence_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *s = lk_list_of(state)->v;
    if (s[LEFT].as.i <= 0) {
        return at_end(out, s);
    }
    s[LEFT] = lk_int(s[LEFT].as.i - 1);
    if (lk_vm_getitem(out, vm, s[OVER], s[LEFT])) {
        return true;
    }
    if (!lk_pending_is(vm, LK_EXC_IndexError) && !lk_pending_is(vm, LK_EXC_StopIteration)) {
        return false;
    }
    lk_caught(vm);
    return at_end(out, lk_list_of(state)->v);
}

/* A list that shrank below the place ends the walk, as CPython's list_reverseiterator does. What
 * a subclass says about its items does not count. */
static bool list_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *s = lk_list_of(state)->v;
    (void)vm;
    if (s[LEFT].as.i <= 0 || s[LEFT].as.i > (int64_t)lk_list_of(s[OVER])->n) {
        return at_end(out, s);
    }
    s[LEFT] = lk_int(s[LEFT].as.i - 1);
    *out = lk_list_of(s[OVER])->v[s[LEFT].as.i];
    return true;
}

/* LEFT counts entries, holes included; a dict must not change its size while it is walked. */
static bool dict_step(struct lk_value *out, struct lk_vm *vm, struct lk_value state)
{
    struct lk_value *s = lk_list_of(state)->v;
    struct lk_dict *d = lk_dict_of(s[OVER]);
    int64_t at = s[LEFT].as.i;
    if (at > 0 && (int64_t)d->live != s[SIZE].as.i) {
        return lk_raise(vm, LK_EXC_RuntimeError, "dictionary changed size during iteration");
    }
    while (at > 0 && (at > (int64_t)d->n || lk_is_empty(d->entry[at - 1].key))) {
        at--;
    }
    if (!at) {
        return at_end(out, s);
    }
    const struct lk_value kv[2] = {d->entry[at - 1].key, d->entry[at - 1].value};
    s[LEFT] = lk_int(at - 1);
    bool items = s[WHAT].as.i == LK_VIEW_ITEMS;
    *out = items ? lk_new_tuple(vm, kv, 2) : kv[s[WHAT].as.i == LK_VIEW_VALUES];
    return true;
}

/* An iterator of `type` with `n` items of `over` to come. */
static bool walk(struct lk_value *out, struct lk_vm *vm, lk_step *step, struct lk_value over,
                 int64_t n)
{
    struct lk_value state[2] = {over, lk_int(n)};
    *out = lk_new_iterator(vm, step, lk_new_list(vm, state, 2),
                           step == list_step ? &lk_type_list_reverseiterator : &lk_type_reversed);
    return true;
}

/* A dict from its last entry on, as keys, values or items. */
static bool walk_dict(struct lk_value *out, struct lk_vm *vm, struct lk_value dict,
                      enum lk_view what)
{
    static const struct lk_py_type *const type[] = {
        [LK_VIEW_KEYS] = &lk_type_dict_reversekeyiterator,
        [LK_VIEW_VALUES] = &lk_type_dict_reversevalueiterator,
        [LK_VIEW_ITEMS] = &lk_type_dict_reverseitemiterator};
    const struct lk_dict *d = lk_dict_of(dict);
    struct lk_value state[4] = {dict, lk_int(d->n), lk_int(what), lk_int(d->live)};
    *out = lk_new_iterator(vm, dict_step, lk_new_list(vm, state, 4), type[what]);
    return true;
}

/* A small range backwards is the iterator of the range with the same items in that order. */
static bool walk_range(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    const struct lk_range *r = LK_CELL_OF(lk_range, v);
    if (lk_range_is_big(r) || r->step == INT64_MIN) {
        return lk_range_reversed(out, vm, r);
    }
    struct lk_value back = v;
    struct lk_range *turned = lk_cell_new(vm, LK_T_RANGE, vm->cls[LK_TY_range], sizeof *turned);
    *turned = (struct lk_range){.cell = turned->cell, .n = r->n, .step = -r->step,
                                .big = lk_empty()};
    turned->start = r->n ? (int64_t)((uint64_t)r->start + (uint64_t)(r->n - 1) * (uint64_t)r->step)
                         : r->start;
    back = lk_of_cell(turned);
    return lk_iter_builtin(out, vm, back);
}

/* __reversed__ of the kinds that have one: list, range, dict and its views. */
bool lk_reversed(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_LIST: return walk(out, vm, list_step, v, (int64_t)lk_list_of(v)->n);
    case LK_T_RANGE: return walk_range(out, vm, v);
    case LK_T_DICTVIEW:
        return walk_dict(out, vm, lk_of_cell(LK_CELL_OF(lk_dictview, v)->dict),
                         (enum lk_view)LK_CELL_OF(lk_dictview, v)->what);
    default: return walk_dict(out, vm, v, LK_VIEW_KEYS);
    }
}

/* CPython's words for what has no order, and for a class with __reversed__ = None. */
static bool refuse(struct lk_vm *vm, struct lk_value v)
{
    return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object is not reversible",
                    LK_ARG(lk_type_name(vm, v)));
}

/* Has it items by number? Dicts, sets and classes have not, whatever their methods are. */
static bool is_sequence(struct lk_vm *vm, struct lk_value v)
{
    return v.tag != LK_T_DICT && v.tag != LK_T_PROXY && v.tag != LK_T_CLASS &&
           !lk_is_empty(lk_lookup_known(vm, lk_cls(vm, v), LK_N_getitem));
}

/* reversed.__new__(cls, sequence). What __reversed__ of a class gives is handed on as it is. */
static bool reversed_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v = a->v[1], fn = lk_lookup_known(vm, lk_cls(vm, v), LK_N_reversed);
    int64_t n;
    if (lk_is(v, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v);
    }
    if (!lk_is_empty(fn)) {
        return lk_is_none(fn) ? refuse(vm, v) : lk_call_found(out, vm, fn, &v, 1);
    }
    if (!is_sequence(vm, v)) {
        return refuse(vm, v);
    }
    return lk_vm_len(&n, vm, v) && walk(out, vm, sequence_step, v, n) &&
           lk_as_class(out, vm, a->v[0]);
}

const struct lk_py_row lk_rows_reversed[] = {
    {"__new__(cls, sequence, /)", reversed_new, 0, NULL},
    {0},
};
