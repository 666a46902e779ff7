/* Sequences and binary operators of built-in kinds: concatenation, repetition, indexing, slices. */
#include "py/op.h"

/* NotImplemented: the other operand may know.  Always true. */
static bool decline(struct lk_value *out)
{
    *out = lk_imm(LK_T_NOTIMPLEMENTED);
    return true;
}

/* Byte of a code point; the last place is remembered, so that loops stay linear.  Going back
 * begins anew from the start; ASCII needs no search at all. */
uint32_t lk_text_offset(struct lk_text *t, uint32_t i)
{
    if (t->count == t->n) {
        return i;
    }
    /* the place remembered is behind: begin anew */
    if (i < t->near_count) {
        t->near_count = t->near_byte = 0;
    }
    while (t->near_count < i) {
        do {
            t->near_byte++;
        } while (((unsigned char)t->p[t->near_byte] & 0xc0) == 0x80);
        t->near_count++;
    }
    return t->near_byte;
}

/* One code point as a string, or one byte as an int. i is within the text. */
struct lk_value lk_text_at(struct lk_vm *vm, struct lk_value text, int64_t i)
{
    struct lk_text *t = lk_text_of(text);
    if (lk_is(text, LK_T_BYTES)) {
        return lk_int((unsigned char)t->p[i]);
    }
    uint32_t from = lk_text_offset(t, (uint32_t)i);
    uint32_t to = t->count == t->n ? from + 1 : lk_text_offset(t, (uint32_t)i + 1);
    return lk_new_str(vm, (struct lk_str){t->p + from, to - from});
}

/* One part of a slice: None, an int or something with __index__. Ints that do not fit are the
 * ends: slices are clamped anyway. */
static bool slice_part(int64_t *out, struct lk_vm *vm, struct lk_value v, int64_t otherwise)
{
    struct lk_value i;
    *out = otherwise;
    if (lk_is_none(v)) {
        return true;
    }
    if (!lk_is_int(v) && lk_is_empty(lk_override(vm, v, LK_N_index))) {
        return lk_raise(vm, LK_EXC_TypeError, "slice indices must be integers or None or have an "
                        "__index__ method");
    }
    if (!lk_vm_index_value(&i, vm, v)) {
        return false;
    }
    if (!lk_int_fits(out, i)) {
        *out = lk_int_sign(i) < 0 ? INT64_MIN : INT64_MAX;
    }
    return true;
}

/* Slices never fail for being too long. */
static int64_t clamp(int64_t i, int64_t low, int64_t high)
{
    return i < low ? low : i > high ? high : i;
}

/* Resolves a slice against a length, as slice.indices().  The result is where it begins, the
 * step, and how many items there are. */
bool lk_slice_range(struct lk_slice_range *out, struct lk_vm *vm, struct lk_value slice, int64_t n)
{
    struct lk_slice *s = LK_CELL_OF(lk_slice, slice);
    int64_t step, from, to;
    if (!slice_part(&step, vm, s->v[2], 1)) {
        return false;
    }
    if (!step) {
        return lk_raise(vm, LK_EXC_ValueError, "slice step cannot be zero");
    }
    /* -step must not overflow */
    step = step < -INT64_MAX ? -INT64_MAX : step;
    bool back = step < 0;
    if (!slice_part(&from, vm, s->v[0], back ? INT64_MAX : 0) ||
        !slice_part(&to, vm, s->v[1], back ? INT64_MIN : INT64_MAX)) {
        return false;
    }
    /* negative places count from the end; what lies before the start is clamped */
    from = from < 0 && !lk_is_none(s->v[0]) ? (from < -n ? -1 : from + n) : from;
    to = to < 0 && !lk_is_none(s->v[1]) ? (to < -n ? -1 : to + n) : to;
    from = clamp(from, back ? -1 : 0, back ? n - 1 : n);
    to = clamp(to, back ? -1 : 0, back ? n - 1 : n);
    /* the number of items, rounded up */
    int64_t span = back ? from - to : to - from, stride = back ? -step : step;
    *out = (struct lk_slice_range){from, step, span > 0 ? (span - 1) / stride + 1 : 0};
    return true;
}

/* The size is known before anything is built.  Sizes that overflow are refused like those that
 * are too large. */
static bool repeat_text(struct lk_value *out, struct lk_vm *vm, struct lk_value seq, size_t times)
{
    struct lk_text *from = lk_text_of(seq);
    size_t n;
    if (!lk_size_mul(&n, from->n, times) || n > UINT32_MAX) {
        return lk_vm_reserve(vm, SIZE_MAX / 2);
    }
    if (!lk_vm_reserve(vm, n)) {
        return false;
    }
    struct lk_text *t = lk_text_raw(vm, (enum lk_tag)seq.tag, n);
    /* '-' * 60 is the usual case */
    if (from->n == 1) {
        memset(t->p, *from->p, n);
    } else {
        for (size_t i = 0; i < times; i++) {
            memcpy(t->p + i * from->n, from->p, from->n);
        }
    }
    t->count = (uint32_t)(from->count * times);
    *out = lk_of_cell(t);
    return true;
}

/* The same for lists and tuples.  Only the references are copied, as in CPython. */
static bool repeat_items(struct lk_value *out, struct lk_vm *vm, struct lk_value seq, size_t times)
{
    size_t n, total;
    const struct lk_value *v = lk_items(&n, seq);
    if (!lk_size_mul(&total, n, times) || total > SIZE_MAX / 64) {
        return lk_vm_reserve(vm, SIZE_MAX / 2);
    }
    if (!lk_vm_reserve(vm, total * sizeof *v)) {
        return false;
    }
    *out = lk_is(seq, LK_T_LIST) ? lk_new_list(vm, NULL, total) : lk_new_tuple(vm, NULL, total);
    struct lk_value *to = (struct lk_value *)(uintptr_t)lk_items(&total, *out);
    for (size_t i = 0; i < total; i++) {
        to[i] = v[i % n];
    }
    return true;
}

/* seq * times; negative counts give the empty sequence.  A count that does not fit is an
 * OverflowError, not a refusal. */
bool lk_repeat(struct lk_value *out, struct lk_vm *vm, struct lk_value seq, struct lk_value times)
{
    int64_t n;
    if (!lk_int_fits(&n, times)) {
        return lk_raise(vm, LK_EXC_OverflowError, "cannot fit 'int' into an index-sized integer");
    }
    n = n < 0 ? 0 : n;
    return seq.tag == LK_T_STR || seq.tag == LK_T_BYTES ? repeat_text(out, vm, seq, (size_t)n)
                                                        : repeat_items(out, vm, seq, (size_t)n);
}

/* Strings and bytes. */
static bool is_text(struct lk_value v)
{
    return v.tag == LK_T_STR || v.tag == LK_T_BYTES;
}

/* Lists and tuples. */
static bool is_items(struct lk_value v)
{
    return v.tag == LK_T_LIST || v.tag == LK_T_TUPLE;
}

/* Concatenation needs equal kinds.  Small texts are not asked about: that would cost more than it
 * protects. */
static bool add(struct lk_value *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    if (a.tag != b.tag || (!is_text(a) && !is_items(a))) {
        return decline(out);
    }
    if (is_text(a)) {
        size_t bytes = (size_t)lk_text_of(a)->n + lk_text_of(b)->n;
        if (bytes > 65536 && !lk_vm_reserve(vm, bytes)) {
            return false;
        }
        *out = lk_concat(vm, a, b);
        return true;
    }
    size_t n, m;
    const struct lk_value *x = lk_items(&n, a), *y = lk_items(&m, b);
    if (!lk_vm_reserve(vm, (n + m) * sizeof *x)) {
        return false;
    }
    *out = a.tag == LK_T_LIST ? lk_new_list(vm, NULL, n + m) : lk_new_tuple(vm, NULL, n + m);
    size_t total;
    struct lk_value *to = (struct lk_value *)(uintptr_t)lk_items(&total, *out);
    for (size_t i = 0; i < n + m; i++) {
        to[i] = i < n ? x[i] : y[i - n];
    }
    return true;
}

/* The sequence may stand on either side.  Two sequences or none decline. */
static bool multiply(struct lk_value *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    /* exactly one side must be a sequence */
    bool left = is_text(a) || is_items(a), right = is_text(b) || is_items(b);
    struct lk_value seq = left ? a : b, times = left ? b : a;
    if (left == right) {
        return decline(out);
    }
    if (!lk_is_int(times)) {
        if (lk_is_empty(lk_override(vm, times, LK_N_index))) {
            return decline(out);
        }
        if (!lk_vm_index_value(&times, vm, times)) {
            return false;
        }
    }
    return lk_repeat(out, vm, seq, times);
}

/* What may stand in X | Y as a type.  Classes, None, unions and list[int] and its like. */
static bool is_type_like(struct lk_value v)
{
    return v.tag == LK_T_CLASS || v.tag == LK_T_NONE || v.tag == LK_T_UNION || v.tag == LK_T_ALIAS;
}

/* A union in a union is flattened, and no type stands twice.  Identity decides, which suffices
 * for classes. */
static void add_types(struct lk_vm *vm, struct lk_value list, struct lk_value v)
{
    size_t n, m;
    if (!lk_is(v, LK_T_UNION)) {
        const struct lk_value *have = lk_items(&n, list);
        for (size_t i = 0; i < n; i++) {
            if (lk_same(have[i], v)) {
                return;
            }
        }
        (void)lk_list_append(vm, list, v);
        return;
    }
    const struct lk_value *t = lk_items(&m, LK_CELL_OF(lk_wrap, v)->inner);
    for (size_t i = 0; i < m; i++) {
        add_types(vm, list, t[i]);
    }
}

/* X | Y of types.  One type that is left over stands for itself. */
static bool make_union(struct lk_value *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    if (!is_type_like(a) || !is_type_like(b) || (lk_is_none(a) && lk_is_none(b))) {
        return decline(out);
    }
    add_types(vm, list, a);
    add_types(vm, list, b);
    struct lk_list *l = lk_list_of(list);
    *out = l->n == 1 ? l->v[0]
                     : lk_new_wrap(vm, LK_T_UNION, lk_new_tuple(vm, l->v, l->n));
    return true;
}

/* | of dicts is a merge, of types a union.  Later values win; the order of keys is that of the
 * left. */
static bool either(struct lk_value *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    if (a.tag != LK_T_DICT || b.tag != LK_T_DICT) {
        return make_union(out, vm, a, b);
    }
    struct lk_value *mark = vm->sp, d = lk_new_dict(vm);
    lk_put(vm, d);
    bool ok = lk_dict_merge(vm, d, a) && lk_dict_merge(vm, d, b);
    vm->sp = mark;
    *out = d;
    return ok;
}

/* Sets, frozen sets and the views of dicts that behave like them. */
static bool is_setlike(struct lk_value v)
{
    return v.tag == LK_T_SET || v.tag == LK_T_FROZENSET || v.tag == LK_T_DICTVIEW;
}

/* An operator on built-in kinds; NotImplemented where it means nothing.  Views of dicts take any
 * iterable on the right; sets want sets. */
bool lk_binary_builtin(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                       struct lk_value b)
{
    if (lk_is_number(a) && lk_is_number(b)) {
        return lk_number_binary(out, vm, op, a, b);
    }
    /* d.keys() & [...] works, as in CPython; other operators are the other operand's */
    bool views = (a.tag == LK_T_DICTVIEW || b.tag == LK_T_DICTVIEW) &&
                 (op == LK_OP_BITOR || op == LK_OP_BITAND || op == LK_OP_SUB || op == LK_OP_BITXOR);
    if (views || (is_setlike(a) && is_setlike(b))) {
        return lk_set_binary(out, vm, op, a, b);
    }
    switch (op) {
    case LK_OP_ADD: return add(out, vm, a, b);
    case LK_OP_MUL: return multiply(out, vm, a, b);
    case LK_OP_MOD: return is_text(a) ? lk_str_percent(out, vm, a, b) : decline(out);
    case LK_OP_BITOR: return either(out, vm, a, b);
    default: return decline(out);
    }
}

/* For lk_vm_each.  The list is the second argument. */
static bool extend(struct lk_vm *vm, void *list, struct lk_value item)
{
    return lk_list_append(vm, *(struct lk_value *)list, item);
}

/* += takes any iterable, also the list itself.  The copy keeps the items in place while the list
 * moves. */
static bool extend_list(struct lk_vm *vm, struct lk_value list, struct lk_value more)
{
    if (!is_items(more)) {
        return lk_vm_each(vm, more, extend, &list);
    }
    struct lk_value copy = lk_same(list, more) ? lk_new_tuple(vm, lk_list_of(more)->v,
                                                              lk_list_of(more)->n) : more;
    size_t n;
    const struct lk_value *v = lk_items(&n, copy);
    return lk_list_splice(vm, list, lk_list_of(list)->n, 0, v, n);
}

/* What += and *= do in place; other operators make a new value.  The value itself is the result,
 * so that all who hold it see the change. */
bool lk_inplace_builtin(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                        struct lk_value b)
{
    *out = a;
    if (op == LK_OP_ADD && a.tag == LK_T_LIST) {
        return extend_list(vm, a, b);
    }
    /* the list keeps its identity and gets new contents */
    if (op == LK_OP_MUL && a.tag == LK_T_LIST && lk_is_int(b)) {
        struct lk_value more;
        if (!lk_repeat(&more, vm, a, b)) {
            return false;
        }
        struct lk_list *l = lk_list_of(more);
        return lk_list_splice(vm, a, 0, lk_list_of(a)->n, l->v, l->n);
    }
    if (op == LK_OP_BITOR && a.tag == LK_T_DICT) {
        return lk_dict_merge(vm, a, b);
    }
    if (a.tag == LK_T_SET && (b.tag == LK_T_SET || b.tag == LK_T_FROZENSET)) {
        return lk_set_inplace(out, vm, op, a, b);
    }
    return decline(out);
}
