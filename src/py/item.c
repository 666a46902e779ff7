/* len(), subscripts and `in`. */
#include "py/int.h"
#include "py/op.h"
#include "py/range.h"

/* A range may be longer than len() can say. */
static bool range_len(int64_t *out, struct lk_vm *vm, const struct lk_range *r)
{
    *out = r->n;
    return r->n >= 0 ||
           lk_raise(vm, LK_EXC_OverflowError, "Python int too large to convert to C ssize_t");
}

/* Length of a value whose kind the runtime itself knows; *has is false for the others. Texts are
 * counted in code points. False only for the length of a range beyond 64 bits. */
bool lk_len_builtin(int64_t *out, struct lk_vm *vm, struct lk_value v, bool *has)
{
    *has = true;
    switch (v.tag) {
    case LK_T_STR:
    case LK_T_BYTES: *out = lk_text_of(v)->count; return true;
    case LK_T_LIST: *out = (int64_t)lk_list_of(v)->n; return true;
    case LK_T_TUPLE: *out = (int64_t)lk_tuple_of(v)->n; return true;
    case LK_T_DICT: *out = (int64_t)lk_dict_count(v); return true;
    case LK_T_SET:
    case LK_T_FROZENSET: *out = (int64_t)lk_set_count(v); return true;
    case LK_T_RANGE: return range_len(out, vm, LK_CELL_OF(lk_range, v));
    case LK_T_DICTVIEW: *out = LK_CELL_OF(lk_dictview, v)->dict->live; return true;
    case LK_T_PROXY: return lk_len_builtin(out, vm, LK_CELL_OF(lk_wrap, v)->inner, has);
    default: *has = false; return true;
    }
}

/* What __len__ gave, as a number of items. */
static bool length_of(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    if (!lk_vm_index_value(&v, vm, v)) {
        return false;
    }
    if (lk_int_fits(out, v)) {
        return true;
    }
    if (lk_int_sign(v) < 0) {
        *out = -1;
        return true;
    }
    return lk_raise(vm, LK_EXC_OverflowError, "cannot fit 'int' into an index-sized integer");
}

/* len(): __len__ of scripts and natives first, with CPython's check of what it gives back. The
 * result of a __len__ must be an int that is not negative. */
bool lk_vm_len(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value r;
    bool has;
    if (!lk_call_dunder(&r, vm, LK_N_len, &v, 1)) {
        return false;
    }
    if (!lk_is_empty(r)) {
        return length_of(out, vm, r) &&
               (*out >= 0 || lk_raise(vm, LK_EXC_ValueError, "__len__() should return >= 0"));
    }
    if (!lk_len_builtin(out, vm, v, &has)) {
        return false;
    }
    if (lk_is(v, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v);
    }
    return has || lk_raise(vm, LK_EXC_TypeError, "object of type '" LK_PRI "' has no len()",
                           LK_ARG(lk_type_name(vm, v)));
}

/* The error for a key that is no index, in the words that CPython has for each kind. Only the
 * message for texts quotes the type's name. */
static bool bad_index(struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    const char *what = v.tag == LK_T_STR ? "string" : v.tag == LK_T_BYTES ? "byte"
                       : v.tag == LK_T_LIST ? "list" : v.tag == LK_T_TUPLE ? "tuple" : "range";
    if (v.tag == LK_T_STR) {
        return lk_raise(vm, LK_EXC_TypeError, "string indices must be integers, not '" LK_PRI "'",
                        LK_ARG(lk_type_name(vm, key)));
    }
    return lk_raise(vm, LK_EXC_TypeError, "%s indices must be integers or slices, not " LK_PRI,
                    what, LK_ARG(lk_type_name(vm, key)));
}

/* The error for an index beyond the ends; `assignment` completes it for stores. Bytes have
 * neither a word for themselves nor one for the store, as they are immutable. */
static bool out_of_range(struct lk_vm *vm, struct lk_value v, const char *assignment)
{
    if (v.tag == LK_T_RANGE) {
        return lk_raise(vm, LK_EXC_IndexError, "range object index out of range");
    }
    const char *what = v.tag == LK_T_STR ? "string" : v.tag == LK_T_BYTES ? ""
                       : v.tag == LK_T_LIST ? "list" : "tuple";
    if (v.tag == LK_T_BYTES) {
        return lk_raise(vm, LK_EXC_IndexError, "index out of range");
    }
    return lk_raise(vm, LK_EXC_IndexError, "%s %sindex out of range", what, assignment);
}

/* A slice of code points; step 1 is one copy of bytes. In a text of ASCII only, position and
 * offset are the same, which lk_text_offset uses. */
static struct lk_value slice_text(struct lk_vm *vm, struct lk_value v,
                                  const struct lk_slice_range *r)
{
    struct lk_text *t = lk_text_of(v);
    if (r->step == 1) {
        uint32_t from = lk_text_offset(t, (uint32_t)(r->n ? r->from : 0));
        uint32_t to = lk_text_offset(t, (uint32_t)(r->n ? r->from + r->n : 0));
        struct lk_str part = {t->p + from, to - from};
        return v.tag == LK_T_STR ? lk_new_str(vm, part) : lk_new_bytes(vm, part);
    }
    struct lk_buf b = {0};
    for (int64_t i = 0; i < r->n; i++) {
        /* Position of the code point in the text. */
        uint32_t at = (uint32_t)(r->from + i * r->step);
        uint32_t from = lk_text_offset(t, at), to = from + 1;
        /* Not ASCII: a code point may have more than one byte. */
        if (t->count != t->n) {
            to = lk_text_offset(t, at + 1);
        }
        lk_buf_add(&b, (struct lk_str){t->p + from, to - from});
    }
    struct lk_value out = v.tag == LK_T_STR ? lk_new_str(vm, lk_buf_str(&b))
                                            : lk_new_bytes(vm, lk_buf_str(&b));
    lk_buf_clear(&b);
    return out;
}

/* A slice of a list or tuple, each item copied once. The new object is filled in place; nothing
 * between can run the collector. */
static struct lk_value slice_items(struct lk_vm *vm, struct lk_value v,
                                   const struct lk_slice_range *r)
{
    size_t n;
    struct lk_value out = v.tag == LK_T_LIST ? lk_new_list(vm, NULL, (size_t)r->n)
                                             : lk_new_tuple(vm, NULL, (size_t)r->n);
    const struct lk_value *from = lk_items(&n, v);
    /* Not shared with anyone yet, so that even a tuple may be written to. */
    struct lk_value *to = (struct lk_value *)(uintptr_t)lk_items(&n, out);
    for (int64_t i = 0; i < r->n; i++) {
        to[i] = from[r->from + i * r->step];
    }
    return out;
}

/* Slices of everything indexed by position; a slice of a range is a range. Memory is asked for
 * before anything is copied, at the most that a code point takes. */
static bool slice_any(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                      struct lk_value slice)
{
    struct lk_slice_range r;
    int64_t n;
    bool has;
    if (v.tag == LK_T_RANGE) {
        return lk_range_slice(out, vm, LK_CELL_OF(lk_range, v), slice);
    }
    if (!lk_len_builtin(&n, vm, v, &has) || !lk_slice_range(&r, vm, slice, n)) {
        return false;
    }
    if (!lk_vm_reserve(vm, (size_t)r.n * (v.tag == LK_T_STR ? 4 : sizeof *out))) {
        return false;
    }
    *out = v.tag == LK_T_STR || v.tag == LK_T_BYTES ? slice_text(vm, v, &r)
                                                    : slice_items(vm, v, &r);
    return true;
}

/* v[key] of strings, bytes, lists, tuples and ranges. A bool is an index as well; what has
 * __index__ counts as one. Negative positions count from the end. */
static bool seq_item(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                     struct lk_value key)
{
    int64_t i, n;
    bool has;
    if (lk_is(key, LK_T_SLICE)) {
        return slice_any(out, vm, v, key);
    }
    if (!lk_is_int(key) && lk_is_empty(lk_override(vm, key, LK_N_index))) {
        return bad_index(vm, v, key);
    }
    if (v.tag == LK_T_RANGE && lk_range_is_big(LK_CELL_OF(lk_range, v))) {
        return lk_int_index(&key, vm, key) &&
               lk_range_item(out, vm, LK_CELL_OF(lk_range, v), key);
    }
    if (!lk_vm_index(&i, vm, key)) {
        /* A position that no sequence can have is out of range, not an overflow. */
        if (lk_pending_is(vm, LK_EXC_OverflowError)) {
            vm->exc = lk_empty();
            lk_raise(vm, LK_EXC_IndexError, "cannot fit '" LK_PRI "' into an index-sized "
                     "integer", LK_ARG(lk_type_name(vm, key)));
        }
        return false;
    }
    /* Taken behind __index__, whose code may have changed the length. */
    (void)lk_len_builtin(&n, vm, v, &has);
    if (!lk_seq_at(&i, n)) {
        return out_of_range(vm, v, "");
    }
    size_t count;
    if (v.tag == LK_T_RANGE) {
        /* Items of a range are computed.  The item fits, though i * step alone may not. */
        const struct lk_range *r = LK_CELL_OF(lk_range, v);
        *out = lk_int((int64_t)((uint64_t)r->start + (uint64_t)i * (uint64_t)r->step));
    } else {
        *out = v.tag == LK_T_STR || v.tag == LK_T_BYTES ? lk_text_at(vm, v, i)
                                                        : lk_items(&count, v)[i];
    }
    return true;
}

/* d[key], with __missing__ of subclasses before the KeyError. The KeyError carries the key
 * itself. The dict itself is left as it is: storing the default is what __missing__ may do. */
static bool dict_item(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                      struct lk_value key)
{
    struct lk_value pair[2] = {v, key};
    if (!lk_dict_get(out, vm, v, key)) {
        return false;
    }
    if (!lk_is_empty(*out)) {
        return true;
    }
    return lk_call_dunder(out, vm, LK_N_missing, pair, 2) &&
           (!lk_is_empty(*out) || lk_raise_value(vm, LK_EXC_KeyError, key));
}

/* Is it, or a class that it is derived from, a native one that is generic? */
static bool is_generic(const struct lk_class *cls)
{
    for (uint32_t i = 0; i < cls->nmro; i++) {
        if (cls->mro[i]->def && cls->mro[i]->def->flags & LK_PY_SUBSCRIPT) {
            return true;
        }
    }
    return false;
}

/* C[args]: __class_getitem__, which the generic built-in classes have and give to what is derived
 * from them; `type` has none, and is generic alone. */
static bool class_item(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                       struct lk_value key)
{
    /* Of the class itself, not of its metaclass. */
    struct lk_value fn = lk_lookup_known(vm, lk_class_of(v), LK_N_class_getitem);
    struct lk_class *cls = lk_class_of(v);
    if (!lk_is_empty(fn) && !lk_is(fn, LK_T_NONE)) {
        return lk_bind(&fn, vm, fn, lk_empty(), cls) && lk_vm_callv(out, vm, fn, &key, 1);
    }
    if (cls != vm->cls[LK_TY_type] && !is_generic(cls)) {
        return lk_raise(vm, LK_EXC_TypeError, "type '" LK_PRI "' is not subscriptable",
                        LK_ARG(lk_class_label(cls)));
    }
    /* Nothing is checked: the arguments mean nothing at run time. */
    *out = lk_new_alias(vm, v, key);
    return true;
}

/* list[int] and its like: an object that remembers its origin and arguments. One argument
 * becomes a tuple of one, as __args__ always is a tuple. Neither origin nor arguments are looked
 * at again but by scripts that ask for them. */
struct lk_value lk_new_alias(struct lk_vm *vm, struct lk_value origin, struct lk_value args)
{
    struct lk_alias *a = lk_cell_new(vm, LK_T_ALIAS, vm->cls[LK_TY_alias], sizeof *a);
    a->origin = origin;
    /* dict[str, int] has a tuple already. */
    a->args = lk_is(args, LK_T_TUPLE) ? args : lk_new_tuple(vm, &args, 1);
    return lk_of_cell(a);
}

/* v[key] of the kinds that the runtime itself knows. A placeholder refuses the run here, since
 * an absent module's value is about to be used. */
bool lk_getitem_builtin(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                        struct lk_value key)
{
    switch (v.tag) {
    case LK_T_STR:
    case LK_T_BYTES:
    case LK_T_LIST:
    case LK_T_TUPLE:
    case LK_T_RANGE: return seq_item(out, vm, v, key);
    case LK_T_DICT: return dict_item(out, vm, v, key);
    case LK_T_PROXY: return lk_getitem_builtin(out, vm, LK_CELL_OF(lk_wrap, v)->inner, key);
    case LK_T_CLASS: return class_item(out, vm, v, key);
    /* list[T][int] subscripts the origin anew. */
    case LK_T_ALIAS: return lk_vm_getitem(out, vm, LK_CELL_OF(lk_alias, v)->origin, key);
    case LK_T_PLACEHOLDER: return lk_placeholder_refuse(vm, v);
    default:
        return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object is not subscriptable",
                        LK_ARG(lk_type_name(vm, v)));
    }
}

/* v[key]: __getitem__ of scripts and natives first. *out EMPTY after the first call means that
 * there was no such method. */
bool lk_vm_getitem(struct lk_value *out, struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    struct lk_value pair[2] = {v, key};
    if (!lk_call_dunder(out, vm, LK_N_getitem, pair, 2)) {
        return false;
    }
    return !lk_is_empty(*out) || lk_getitem_builtin(out, vm, v, key);
}

/* v[a:b:c] = items; the items are listed before anything changes, as they may be v itself. A
 * plain slice may change the length of the list, an extended one may not. A step of any size may
 * be given with either sign. */
static bool set_slice(struct lk_vm *vm, struct lk_value v, struct lk_value slice,
                      struct lk_value items)
{
    struct lk_slice_range r;
    struct lk_value list, *mark = vm->sp;
    if (!lk_vm_list(&list, vm, items)) {
        if (lk_pending_is(vm, LK_EXC_TypeError)) {
            /* CPython's words differ by the form of the slice. */
            struct lk_value step = LK_CELL_OF(lk_slice, slice)->v[2];
            vm->exc = lk_empty();
            lk_raise(vm, LK_EXC_TypeError, lk_is_none(step) || lk_same(step, lk_int(1))
                                               ? "can only assign an iterable"
                                               : "must assign iterable to extended slice");
        }
        return false;
    }
    /* Alive while the bounds are computed, which may call __index__. */
    lk_put(vm, list);
    struct lk_list *from = lk_list_of(list), *to = lk_list_of(v);
    bool ok = lk_slice_range(&r, vm, slice, (int64_t)to->n);
    if (ok && r.step == 1) {
        /* The list may grow or shrink here. */
        ok = lk_list_splice(vm, v, (size_t)r.from, (size_t)r.n, from->v, from->n);
    } else if (ok && from->n != (size_t)r.n) {
        ok = lk_raise(vm, LK_EXC_ValueError, "attempt to assign sequence of size %zu to extended "
                      "slice of size %lld", from->n, (long long)r.n);
    } else {
        for (int64_t i = 0; ok && i < r.n; i++) {
            to->v[r.from + i * r.step] = from->v[i];
        }
    }
    vm->sp = mark;
    return ok;
}

/* del v[a:b:c]; extended slices are deleted from the back. Items that stay are moved down once,
 * so that any step takes linear time. */
static bool del_slice(struct lk_vm *vm, struct lk_value v, struct lk_value slice)
{
    struct lk_slice_range r;
    struct lk_list *l = lk_list_of(v);
    if (!lk_slice_range(&r, vm, slice, (int64_t)l->n)) {
        return false;
    }
    if (r.step == 1) {
        return lk_list_splice(vm, v, (size_t)r.from, (size_t)r.n, NULL, 0);
    }
    /* The same positions, counted upwards. */
    if (r.step < 0 && r.n) {
        r.from += (r.n - 1) * r.step;
        r.step = -r.step;
    }
    size_t to = 0;
    for (size_t i = 0; i < l->n; i++) {
        int64_t d = (int64_t)i - r.from;
        /* Whether position i is one of the slice's. */
        bool gone = r.n && d >= 0 && d % r.step == 0 && d / r.step < r.n;
        if (!gone) {
            l->v[to++] = l->v[i];
        }
    }
    l->n = to;
    return true;
}

/* EMPTY deletes. v[key] = item of a list for both indexes and slices; the index is checked
 * against the length after __index__ has run. */
static bool set_list(struct lk_vm *vm, struct lk_value v, struct lk_value key, struct lk_value item)
{
    int64_t i;
    if (lk_is(key, LK_T_SLICE)) {
        return lk_is_empty(item) ? del_slice(vm, v, key) : set_slice(vm, v, key, item);
    }
    if (!lk_is_int(key) && lk_is_empty(lk_override(vm, key, LK_N_index))) {
        return bad_index(vm, v, key);
    }
    if (!lk_vm_index(&i, vm, key)) {
        return false;
    }
    if (!lk_seq_at(&i, (int64_t)lk_list_of(v)->n)) {
        return out_of_range(vm, v, "assignment ");
    }
    /* One item less; those behind it move down. */
    if (lk_is_empty(item)) {
        return lk_list_splice(vm, v, (size_t)i, 1, NULL, 0);
    }
    lk_list_of(v)->v[i] = item;
    return true;
}

/* del d[key], or KeyError. The value goes as soon as nobody else has it. */
static bool del_key(struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    struct lk_value was;
    return lk_dict_take(&was, vm, v, key) &&
           (!lk_is_empty(was) || lk_raise_value(vm, LK_EXC_KeyError, key));
}

/* v[key] = item for the built-in kinds; an empty item deletes. Only lists and dicts can be
 * written to; a view (mappingproxy) cannot. */
bool lk_setitem_builtin(struct lk_vm *vm, struct lk_value v, struct lk_value key,
                        struct lk_value item)
{
    if (lk_is(v, LK_T_LIST)) {
        return set_list(vm, v, key, item);
    }
    if (lk_is(v, LK_T_DICT)) {
        return lk_is_empty(item) ? del_key(vm, v, key) : lk_dict_set(vm, v, key, item);
    }
    if (lk_is(v, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v);
    }
    /* CPython asks its sequences in another place, which says it in another way. */
    bool counts = v.tag == LK_T_OBJECT || v.tag == LK_T_STR || v.tag == LK_T_BYTES ||
                  v.tag == LK_T_TUPLE || v.tag == LK_T_RANGE || v.tag == LK_T_SET ||
                  v.tag == LK_T_FROZENSET || v.tag == LK_T_DICTVIEW || v.tag == LK_T_PROXY;
    return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object %s", LK_ARG(lk_type_name(vm, v)),
                    !lk_is_empty(item) ? "does not support item assignment"
                    : counts && lk_is_int(key) ? "doesn't support item deletion"
                                               : "does not support item deletion");
}

/* v[key] = item: __setitem__ first. What the method returns is ignored. */
bool lk_vm_setitem(struct lk_vm *vm, struct lk_value v, struct lk_value key, struct lk_value item)
{
    struct lk_value a[3] = {v, key, item}, out;
    if (!lk_call_dunder(&out, vm, LK_N_setitem, a, 3)) {
        return false;
    }
    return !lk_is_empty(out) || lk_setitem_builtin(vm, v, key, item);
}

/* del v[key]: __delitem__ first. */
bool lk_vm_delitem(struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    struct lk_value a[2] = {v, key}, out;
    if (!lk_call_dunder(&out, vm, LK_N_delitem, a, 2)) {
        return false;
    }
    return !lk_is_empty(out) || lk_setitem_builtin(vm, v, key, lk_empty());
}

/* Substrings of texts; a byte's number or a run of bytes in bytes. Any other kind on the left is
 * a TypeError, as a number in a text is most likely a mistake. The empty text is in every text. */
static bool in_text(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    /* 65 in b"A" asks for a byte by its number. */
    if (v.tag == LK_T_BYTES && lk_is_int(key)) {
        int64_t i;
        if (!lk_vm_index(&i, vm, key)) {
            return false;
        }
        /* CPython refuses rather than answering False. */
        if (i < 0 || i > 255) {
            return lk_raise(vm, LK_EXC_ValueError, "byte must be in range(0, 256)");
        }
        *out = memchr(lk_text(v).p, (int)i, lk_text(v).n) != NULL;
        return true;
    }
    if (key.tag != v.tag) {
        return v.tag == LK_T_STR
                   ? lk_raise(vm, LK_EXC_TypeError, "'in <string>' requires string as left "
                              "operand, not " LK_PRI, LK_ARG(lk_type_name(vm, key)))
                   : lk_raise(vm, LK_EXC_TypeError, "a bytes-like object is required, not '" LK_PRI
                              "'", LK_ARG(lk_type_name(vm, key)));
    }
    struct lk_str s = lk_text(v), part = lk_text(key);
    /* Valid UTF-8 is found only at whole code points. */
    *out = part.n == 0 || memmem(s.p, s.n, part.p, part.n) != NULL;
    return true;
}

/* By identity or equality; the items are fetched anew each time, since __eq__ may change v.
 * Identity counts as equal, so that a NaN is found in the list that holds it. Tuples are
 * searched in the same way. False means that an __eq__ raised. */
static bool in_items(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    size_t n;
    *out = false;
    for (size_t i = 0; !*out; i++) {
        /* Neither the array nor its length may be kept over a call of __eq__. */
        const struct lk_value *item = lk_items(&n, v);
        if (i >= n) {
            break;
        }
        if (!lk_vm_eq(out, vm, item[i], key)) {
            return false;
        }
    }
    return true;
}

/* Computed, never walked. Only ints come here; other numbers are compared with each item. */
static bool in_range(bool *out, struct lk_vm *vm, const struct lk_range *r, struct lk_value key)
{
    struct lk_value at;
    if (!lk_range_seek(&at, vm, r, key)) {
        return false;
    }
    *out = !lk_is_empty(at);
    return true;
}

/* Is there such a key? Unhashable keys raise, as in Python. */
static bool in_dict(bool *out, struct lk_vm *vm, struct lk_value dict, struct lk_value key)
{
    struct lk_value found;
    if (!lk_dict_get(&found, vm, dict, key)) {
        return false;
    }
    *out = !lk_is_empty(found);
    return true;
}

/* What has no __contains__ is walked until the item is met. The iterator stays where the item
 * was found, so that `x in it` uses it up to there. */
static bool in_iterable(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    struct lk_value it, item = lk_none(), *mark = vm->sp;
    *out = false;
    if (!lk_vm_iter(&it, vm, v)) {
        if (lk_pending_is(vm, LK_EXC_TypeError)) {
            vm->exc = lk_empty();
            /* CPython's words for `in`. */
            lk_raise(vm, LK_EXC_TypeError, "argument of type '" LK_PRI "' is not iterable",
                     LK_ARG(lk_type_name(vm, v)));
        }
        return false;
    }
    lk_put(vm, it);
    bool ok = true;
    while (!*out && (ok = lk_vm_next(&item, vm, it)) && !lk_is_empty(item)) {
        ok = lk_vm_eq(out, vm, item, key) && lk_safe(vm);
        if (!ok) {
            break;
        }
    }
    vm->sp = mark;
    return ok;
}

/* `in` for the kinds that the runtime itself knows. Keys of a dict view are looked up, its
 * values and items are walked. What is not iterable at all raises CPython's TypeError; false
 * then. */
bool lk_contains_builtin(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    switch (v.tag) {
    case LK_T_STR:
    case LK_T_BYTES: return in_text(out, vm, v, key);
    case LK_T_LIST:
    case LK_T_TUPLE: return in_items(out, vm, v, key);
    case LK_T_DICT: return in_dict(out, vm, v, key);
    case LK_T_SET:
    case LK_T_FROZENSET: return lk_set_has(out, vm, v, key);
    case LK_T_PROXY: return lk_vm_contains(out, vm, LK_CELL_OF(lk_wrap, v)->inner, key);
    case LK_T_RANGE:
        if (key.tag == LK_T_INT || key.tag == LK_T_BOOL || lk_is_exact(vm, key, LK_TY_int)) {
            return in_range(out, vm, LK_CELL_OF(lk_range, v), key);
        }
        return in_iterable(out, vm, v, key);
    case LK_T_DICTVIEW:
        if (LK_CELL_OF(lk_dictview, v)->what == LK_VIEW_KEYS) {
            return in_dict(out, vm, lk_of_cell(LK_CELL_OF(lk_dictview, v)->dict), key);
        }
        return in_iterable(out, vm, v, key);
    default: return in_iterable(out, vm, v, key);
    }
}

/* key in v: __contains__ first, its truth counts. Both operands are kept on the stack meanwhile,
 * as __contains__ and __eq__ of scripts may run the collector. */
bool lk_vm_contains(bool *out, struct lk_vm *vm, struct lk_value v, struct lk_value key)
{
    struct lk_value r, pair[2] = {v, key};
    struct lk_value *mark = vm->sp;
    lk_put(vm, v);
    lk_put(vm, key);
    bool ok = lk_call_dunder(&r, vm, LK_N_contains, pair, 2);
    if (ok) {
        ok = lk_is_empty(r) ? lk_contains_builtin(out, vm, v, key) : lk_vm_truth(out, vm, r);
    }
    vm->sp = mark;
    return ok;
}
