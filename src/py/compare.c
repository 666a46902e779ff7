/* Rich comparison, equality, truth. */
#include "py/op.h"
#include "py/range.h"

#define RECURSION " in comparison"

/* What an order of -1, 0, 1 or unordered means for an operator.  Any other number, for NaN, makes
 * every operator but != false. */
static bool of_order(struct lk_value *out, int op, int order)
{
    bool r = false;
    switch (op) {
    case LK_OP_EQ: r = order == 0; break;
    case LK_OP_NE: r = order != 0; break;
    case LK_OP_LT: r = order == -1; break;
    case LK_OP_LE: r = order == -1 || order == 0; break;
    case LK_OP_GT: r = order == 1; break;
    case LK_OP_GE: r = order == 1 || order == 0; break;
    default: break;
    }
    *out = lk_bool(r);
    return true;
}

/* Finds the first pair of items that differ; *at is the shorter length when there is none. __eq__
 * may change both sequences, so items and lengths are fetched at each step. */
static bool first_difference(size_t *at, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    for (*at = 0;; ++*at) {
        size_t n, m;
        bool eq;
        const struct lk_value *x = lk_items(&n, a), *y = lk_items(&m, b);
        if (*at >= n || *at >= m) {
            return true;
        }
        if (!lk_vm_eq(&eq, vm, x[*at], y[*at]) || !eq) {
            return lk_is_empty(vm->exc) && !lk_is_refused(vm);
        }
    }
}

/* The first items that differ decide; equality compares lengths first.  An item may be gone after
 * the comparison; then the lengths decide, as in CPython's list_richcompare. */
static bool compare_items(struct lk_value *out, struct lk_vm *vm, int op,
                          const struct lk_value v[2])
{
    size_t n, m, at;
    lk_items(&n, v[0]);
    lk_items(&m, v[1]);
    bool equality = op == LK_OP_EQ || op == LK_OP_NE;
    /* no item need be looked at */
    if (equality && n != m) {
        return of_order(out, op, 1);
    }
    if (!first_difference(&at, vm, v[0], v[1])) {
        return false;
    }
    const struct lk_value *x = lk_items(&n, v[0]), *y = lk_items(&m, v[1]);
    if (at >= n || at >= m) {
        return of_order(out, op, (n > m) - (n < m));
    }
    return equality ? of_order(out, op, 1) : lk_vm_compare(out, vm, op, x[at], y[at]);
}

/* Order does not matter.  Each key of one must be in the other with an equal value. */
static bool equal_dicts(bool *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    struct lk_value key, value, other;
    *out = lk_dict_count(a) == lk_dict_count(b);
    for (size_t pos = 0; *out && lk_dict_next(a, &pos, &key, &value);) {
        if (!lk_dict_get(&other, vm, b, key)) {
            return false;
        }
        *out = !lk_is_empty(other);
        if (*out && !lk_vm_eq(out, vm, value, other)) {
            return false;
        }
    }
    return true;
}

/* Ranges are equal when they hold the same numbers.  As sequences: the step of a range of one
 * number does not matter. */
static bool equal_ranges(const struct lk_range *a, const struct lk_range *b)
{
    struct lk_value v[4], w[4];
    lk_range_parts(v, a);
    lk_range_parts(w, b);
    return !lk_int_cmp(v[3], w[3]) &&
           (!lk_int_sign(v[3]) || (!lk_int_cmp(v[0], w[0]) && (!lk_int_cmp(v[3], lk_int(1)) ||
                                                             !lk_int_cmp(v[2], w[2]))));
}

/* Equality of kinds that know no order; *known is false for kinds that are equal to themselves
 * only.  Methods are equal when function and object are the same; unions without regard to order.
 * */
static bool equal_builtin(bool *out, bool *known, struct lk_vm *vm, const struct lk_value v[2])
{
    *known = true;
    *out = lk_same(v[0], v[1]);
    if (v[0].tag != v[1].tag) {
        *known = false;
        return true;
    }
    switch (v[0].tag) {
    case LK_T_DICT: return equal_dicts(out, vm, v[0], v[1]);
    case LK_T_RANGE:
        *out = equal_ranges(LK_CELL_OF(lk_range, v[0]), LK_CELL_OF(lk_range, v[1]));
        return true;
    case LK_T_METHOD: {
        struct lk_method *a = LK_CELL_OF(lk_method, v[0]), *b = LK_CELL_OF(lk_method, v[1]);
        *out = lk_same(a->fn, b->fn) && lk_same(a->self, b->self);
        return true;
    }
    case LK_T_SLICE: {
        struct lk_slice *a = LK_CELL_OF(lk_slice, v[0]), *b = LK_CELL_OF(lk_slice, v[1]);
        return lk_vm_eq(out, vm, lk_new_tuple(vm, a->v, 3), lk_new_tuple(vm, b->v, 3));
    }
    case LK_T_ALIAS: {
        struct lk_alias *a = LK_CELL_OF(lk_alias, v[0]), *b = LK_CELL_OF(lk_alias, v[1]);
        return lk_vm_eq(out, vm, a->args, b->args) &&
               (!*out || lk_vm_eq(out, vm, a->origin, b->origin));
    }
    case LK_T_UNION: {
        struct lk_value a, b, *mark = vm->sp;
        a = lk_new_set(vm, false);
        lk_put(vm, a);
        b = lk_new_set(vm, false);
        lk_put(vm, b);
        bool ok = lk_set_of_items(vm, a, LK_CELL_OF(lk_wrap, v[0])->inner) &&
                  lk_set_of_items(vm, b, LK_CELL_OF(lk_wrap, v[1])->inner);
        struct lk_value r = lk_bool(false);
        ok = ok && lk_set_compare(&r, vm, LK_OP_EQ, a, b);
        *out = r.as.i;
        vm->sp = mark;
        return ok;
    }
    case LK_T_PROXY: return lk_vm_eq(out, vm, LK_CELL_OF(lk_wrap, v[0])->inner,
                                     LK_CELL_OF(lk_wrap, v[1])->inner);
    default: *known = *out; return true;
    }
}

/* Keys and items of dicts compare as sets. dict.values() is not among them: values may repeat and
 * need no hash. */
static bool is_setlike(struct lk_value v)
{
    return v.tag == LK_T_SET || v.tag == LK_T_FROZENSET ||
           (v.tag == LK_T_DICTVIEW && LK_CELL_OF(lk_dictview, v)->what != LK_VIEW_VALUES);
}

/* Values of kinds that can be compared with each other. == of kinds that differ is NotImplemented
 * too, so that the other operand is asked and identity decides last. */
static bool compare_kinds(struct lk_value *out, struct lk_vm *vm, int op,
                          const struct lk_value v[2])
{
    if ((v[0].tag == LK_T_STR || v[0].tag == LK_T_BYTES) && v[0].tag == v[1].tag) {
        int r = lk_str_cmp(lk_text(v[0]), lk_text(v[1]));
        return of_order(out, op, (r > 0) - (r < 0));
    }
    if ((v[0].tag == LK_T_LIST || v[0].tag == LK_T_TUPLE) && v[0].tag == v[1].tag) {
        return compare_items(out, vm, op, v);
    }
    if (is_setlike(v[0]) && is_setlike(v[1])) {
        return lk_set_compare(out, vm, op, v[0], v[1]);
    }
    if (v[0].tag == LK_T_SLICE && v[1].tag == LK_T_SLICE) {
        const struct lk_value pair[2] = {lk_new_tuple(vm, LK_CELL_OF(lk_slice, v[0])->v, 3),
                                         lk_new_tuple(vm, LK_CELL_OF(lk_slice, v[1])->v, 3)};
        lk_put(vm, pair[0]);
        lk_put(vm, pair[1]);
        bool ok = compare_items(out, vm, op, pair);
        vm->sp -= 2;
        return ok;
    }
    bool eq, known;
    if (op != LK_OP_EQ && op != LK_OP_NE) {
        *out = lk_imm(LK_T_NOTIMPLEMENTED);
        return true;
    }
    if (!equal_builtin(&eq, &known, vm, v)) {
        return false;
    }
    *out = known ? lk_bool(eq == (op == LK_OP_EQ)) : lk_imm(LK_T_NOTIMPLEMENTED);
    return true;
}

/* NotImplemented for kinds that have no order.  Numbers first; containers count the depth,
 * because a list may contain itself. */
bool lk_compare_builtin(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                        struct lk_value b)
{
    struct lk_value v[2] = {a, b};
    if (lk_is_number(a) && lk_is_number(b)) {
        return of_order(out, op, lk_number_cmp(a, b));
    }
    if (!lk_tick(vm) || !lk_vm_enter(vm, RECURSION)) {
        return false;
    }
    bool ok = compare_kinds(out, vm, op, v);
    lk_vm_leave(vm);
    return ok;
}

static const uint16_t dunder[LK_OPER_COUNT] = {
    [LK_OP_EQ] = LK_N_eq, [LK_OP_NE] = LK_N_ne, [LK_OP_LT] = LK_N_lt,
    [LK_OP_LE] = LK_N_le, [LK_OP_GT] = LK_N_gt, [LK_OP_GE] = LK_N_ge};
/* The operator that the right operand is asked for. */
static const uint8_t mirrored[LK_OPER_COUNT] = {
    [LK_OP_EQ] = LK_OP_EQ, [LK_OP_NE] = LK_OP_NE, [LK_OP_LT] = LK_OP_GT,
    [LK_OP_LE] = LK_OP_GE, [LK_OP_GT] = LK_OP_LT, [LK_OP_GE] = LK_OP_LE};

/* a != b of a class that says only what equal means.  NotImplemented passes through. */
static bool try_inverted(struct lk_value *out, struct lk_vm *vm, struct lk_value fn,
                         const struct lk_value v[2])
{
    bool truth;
    if (!lk_call_found(out, vm, fn, v, 2)) {
        return false;
    }
    if (lk_is(*out, LK_T_NOTIMPLEMENTED)) {
        return true;
    }
    if (!lk_vm_truth(&truth, vm, *out)) {
        return false;
    }
    *out = lk_bool(!truth);
    return true;
}

/* Asks one operand's special method.  A method set to None means that the operand declines. */
static bool try_side(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                     struct lk_value b)
{
    struct lk_value v[2] = {a, b}, fn = lk_override(vm, a, dunder[op]);
    *out = lk_imm(LK_T_NOTIMPLEMENTED);
    /* __eq__ = None and its like */
    if (lk_is_none(fn)) {
        return true;
    }
    if (!lk_is_empty(fn)) {
        return lk_call_found(out, vm, fn, v, 2);
    }
    if (op == LK_OP_NE && !lk_is_empty(fn = lk_override(vm, a, LK_N_eq)) && !lk_is_none(fn)) {
        return try_inverted(out, vm, fn, v);
    }
    return lk_compare_builtin(out, vm, op, a, b);
}

/* The TypeError for < and its like; == and != fall back on identity, but what an absent name
 * stands for may equal anything.  This is where a comparison
 * ends that both operands declined. */
static bool unordered(struct lk_value *out, struct lk_vm *vm, int op, const struct lk_value v[2])
{
    static const char *const symbol[LK_OPER_COUNT] = {
        [LK_OP_LT] = "<", [LK_OP_LE] = "<=", [LK_OP_GT] = ">", [LK_OP_GE] = ">="};
    if (lk_is(v[0], LK_T_PLACEHOLDER) || lk_is(v[1], LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v[lk_is(v[1], LK_T_PLACEHOLDER)]);
    }
    if (op == LK_OP_EQ || op == LK_OP_NE) {
        *out = lk_bool(lk_same(v[0], v[1]) == (op == LK_OP_EQ));
        return true;
    }
    return lk_raise(vm, LK_EXC_TypeError,
                    "'%s' not supported between instances of '" LK_PRI "' and '" LK_PRI "'",
                    symbol[op], LK_ARG(lk_type_name(vm, v[0])), LK_ARG(lk_type_name(vm, v[1])));
}

/* A subclass on the right is asked first.  As do_richcompare of CPython's object.c: both operands
 * are asked, each once. */
static bool compare_classes(struct lk_value *out, struct lk_vm *vm, int op,
                            const struct lk_value v[2])
{
    struct lk_class *a = lk_cls(vm, v[0]), *b = lk_cls(vm, v[1]);
    /* a subclass on the right may know better, if it says something of its own */
    bool right_first = a != b && lk_is_sub(b, a) &&
                       !lk_is_empty(lk_override(vm, v[1], dunder[mirrored[op]]));
    for (int i = 0; i < 2; i++) {
        bool reflected = (i == 1) != right_first;
        if (!try_side(out, vm, reflected ? mirrored[op] : op, v[reflected], v[!reflected])) {
            return false;
        }
        if (!lk_is(*out, LK_T_NOTIMPLEMENTED)) {
            return true;
        }
    }
    return unordered(out, vm, op, v);
}

/* Any comparison; built-in kinds take the short way.  Operands of classes made by scripts are
 * kept on the stack while their methods run. */
bool lk_vm_compare(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                   struct lk_value b)
{
    struct lk_value v[2] = {a, b}, *mark = vm->sp;
    bool ok;
    if (lk_cls(vm, a)->builtin && lk_cls(vm, b)->builtin) {
        /* no class of a script is involved: no methods to look for */
        ok = lk_compare_builtin(out, vm, op, a, b);
        return ok && lk_is(*out, LK_T_NOTIMPLEMENTED) ? unordered(out, vm, op, v) : ok;
    }
    lk_put(vm, a);
    lk_put(vm, b);
    ok = lk_vm_enter(vm, RECURSION);
    if (ok) {
        ok = compare_classes(out, vm, op, v);
        lk_vm_leave(vm);
    }
    vm->sp = mark;
    return ok;
}

/* Identity is equality, as in containers.  NaN is in a list that contains it, though it does not
 * equal itself. */
bool lk_vm_eq(bool *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    struct lk_value r;
    *out = true;
    if (lk_same(a, b)) {
        return true;
    }
    return lk_vm_compare(&r, vm, LK_OP_EQ, a, b) && lk_vm_truth(out, vm, r);
}

/* For sorting.  Only < is asked for, as CPython's sort does. */
bool lk_vm_less(bool *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    struct lk_value r;
    return lk_vm_compare(&r, vm, LK_OP_LT, a, b) && lk_vm_truth(out, vm, r);
}

/* Truth of the kinds that the runtime knows.  What has no length is true; a placeholder for an
 * unknown module is refused, since any answer would be a guess. */
bool lk_truth_builtin(bool *out, struct lk_vm *vm, struct lk_value v)
{
    bool has;
    int64_t n;
    switch (v.tag) {
    case LK_T_NONE: *out = false; return true;
    case LK_T_BOOL:
    case LK_T_INT: *out = v.as.i != 0; return true;
    case LK_T_BIGINT: *out = lk_int_sign(v) != 0; return true;
    case LK_T_FLOAT:
    case LK_T_FLOATOBJ: *out = lk_float_of(v) != 0; return true;
    case LK_T_PLACEHOLDER: return lk_placeholder_refuse(vm, v);
    case LK_T_RANGE: *out = LK_CELL_OF(lk_range, v)->n != 0; return true;
    default: break;
    }
    if (!lk_len_builtin(&n, vm, v, &has)) {
        return false;
    }
    *out = !has || n > 0;
    return true;
}

/* __bool__, then __len__. __bool__ must give a bool, not just something true. */
static bool truth_by_class(bool *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value r;
    int64_t n;
    if (!lk_call_dunder(&r, vm, LK_N_bool, &v, 1)) {
        return false;
    }
    if (lk_is(r, LK_T_BOOL)) {
        *out = r.as.i;
        return true;
    }
    if (!lk_is_empty(r)) {
        return lk_raise(vm, LK_EXC_TypeError, "__bool__ should return bool, returned " LK_PRI,
                        LK_ARG(lk_type_name(vm, r)));
    }
    /* a script's class without either is as true as the kind it derives from */
    if (lk_is_empty(lk_override(vm, v, LK_N_len))) {
        return lk_truth_builtin(out, vm, v);
    }
    if (!lk_vm_len(&n, vm, v)) {
        return false;
    }
    *out = n != 0;
    return true;
}

/* bool(v).  The short way is for classes that no script has made. */
bool lk_vm_truth(bool *out, struct lk_vm *vm, struct lk_value v)
{
    return lk_cls(vm, v)->builtin ? lk_truth_builtin(out, vm, v) : truth_by_class(out, vm, v);
}
