/* dict and its views: the classes and their methods.  Storage is in dict.c. */
#include "py/arg.h"
#include "py/inner.h"
#include "py/rows.h"

/* dict.__new__(*args, **kwargs). The arguments are for __init__; a subclass may take others than
 * dict does. */
static bool new_dict(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_dict(vm);
    return lk_as_class(out, vm, a->v[0]);
}

/* Copies the entries of another dict. The loop watches that dict's version, because __eq__ and
 * __hash__ of a script's keys run in between and may change it. */
static bool update_from_dict(struct lk_vm *vm, struct lk_value dict, struct lk_value from)
{
    struct lk_value key, value;
    size_t pos = 0;
    uint32_t before = lk_dict_of(from)->version;
    while (lk_dict_next(from, &pos, &key, &value)) {
        if (!lk_dict_set(vm, dict, key, value))
            return false;
        /* d.update(d) changes its own version, which is no harm. */
        if (lk_dict_of(from)->version != before && !lk_same(dict, from))
            return lk_raise(vm, LK_EXC_RuntimeError, "dict mutated during update");
    }
    return true;
}

/* Anything with keys(). Key by key through __getitem__, so that a script's mapping decides about
 * its values; the stack is cut each round. */
static bool update_from_mapping(struct lk_vm *vm, struct lk_value dict, struct lk_value from)
{
    struct lk_value keys, key, value;
    if (!lk_vm_method(&keys, vm, from, "keys", NULL, 0))
        return false;
    lk_push(vm, keys);
    if (!lk_vm_iter(&keys, vm, keys))
        return false;
    lk_push(vm, keys);
    for (struct lk_value *mark = lk_stack_mark(vm);; lk_stack_cut(vm, mark)) {
        if (!lk_vm_next(&key, vm, keys))
            return false;
        if (lk_is_empty(key))
            return true;
        lk_push(vm, key);
        if (!lk_vm_getitem(&value, vm, from, key))
            return false;
        lk_push(vm, value);
        if (!lk_dict_set(vm, dict, key, value))
            return false;
    }
}

/* What add_pair needs to know: the dict to fill and the number of the pair, for messages. */
struct pairs {
    struct lk_value dict;
    size_t n;
};

/* One item of an iterable of pairs. It may be any iterable of two, also a text of two
 * characters, as in CPython. */
static bool add_pair(struct lk_vm *vm, void *self, struct lk_value item)
{
    struct pairs *p = self;
    struct lk_value *mark = lk_stack_mark(vm), pair;
    size_t n;
    lk_push(vm, item);
    if (!lk_vm_tuple(&pair, vm, item)) {
        /* Only an item that cannot be iterated gets the message; errors from its __iter__ come
         * through. */
        if (!lk_pending_is(vm, LK_EXC_TypeError) ||
            !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, item), "__iter__")))
            return false;
        lk_caught(vm);
        return lk_raise(vm, LK_EXC_TypeError, "cannot convert dictionary update sequence element "
                        "#%zu to a sequence", p->n);
    }
    /* The tuple stays reachable while the key is hashed. */
    lk_push(vm, pair);
    const struct lk_value *v = lk_items(&n, pair);
    if (n != 2)
        return lk_raise(vm, LK_EXC_ValueError, "dictionary update sequence element #%zu has length "
                        "%zu; 2 is required", p->n, n);
    bool good = lk_dict_set(vm, p->dict, v[0], v[1]);
    lk_stack_cut(vm, mark);
    p->n++;
    return good;
}

/* What dict(x) and update(x) take: a dict, anything with keys(), or an iterable of pairs. A
 * subclass that overrides __iter__ goes the long way, as in CPython. */
bool lk_dict_update(struct lk_vm *vm, struct lk_value dict, struct lk_value from)
{
    struct lk_value *mark = lk_stack_mark(vm), keys;
    bool good;
    struct lk_value cls = lk_vm_type(vm, from), plain = lk_of_cell(vm->cls[LK_TY_dict]);
    if (lk_is(from, LK_T_DICT) &&
        lk_same(lk_class_attr(vm, cls, "__iter__"), lk_class_attr(vm, plain, "__iter__")))
        return update_from_dict(vm, dict, from);
    if (!lk_vm_findattr(&keys, vm, from, lk_intern(vm, LK_STR("keys"))))
        return false;
    if (!lk_is_empty(keys))
        good = update_from_mapping(vm, dict, from);
    else {
        struct pairs p = {dict, 0};
        good = lk_vm_each(vm, from, add_pair, &p);
    }
    lk_stack_cut(vm, mark);
    return good;
}

/* A plain dict with the same entries; copy() of a subclass gives a plain one, too. It is left
 * pushed. */
bool lk_dict_copy(struct lk_value *out, struct lk_vm *vm, struct lk_value dict)
{
    *out = lk_new_dict(vm);
    lk_push(vm, *out);
    return update_from_dict(vm, *out, dict);
}

/* dict.__init__(iterable=None, **kwargs). Serves __init__ and update alike, which differ in
 * nothing. */
static bool update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (lk_given(a, 1) && !lk_dict_update(vm, a->v[0], a->v[1]))
        return false;
    return update_from_dict(vm, a->v[0], a->v[2]);
}

/* dict.fromkeys(iterable, value=None). Calls the class, so that a subclass gets one of its own,
 * and then its __setitem__. */
static bool fromkeys(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value it, key;
    if (!lk_vm_callv(out, vm, a->v[0], NULL, 0))
        return false;
    lk_push(vm, *out);
    if (!lk_vm_iter(&it, vm, a->v[1]))
        return false;
    lk_push(vm, it);
    for (struct lk_value *mark = lk_stack_mark(vm);; lk_stack_cut(vm, mark)) {
        if (!lk_vm_next(&key, vm, it))
            return false;
        if (lk_is_empty(key))
            return true;
        lk_push(vm, key);
        if (lk_is_exact(vm, *out, LK_TY_dict) ? !lk_dict_set(vm, *out, key, a->v[2])
                                              : !lk_vm_setitem(vm, *out, key, a->v[2]))
            return false;
    }
}

/* dict.get(key, default=None). Never calls __missing__, unlike d[key]. */
static bool get(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_dict_get(out, vm, a->v[0], a->v[1]))
        return false;
    if (lk_is_empty(*out))
        *out = a->v[2];
    return true;
}

/* dict.setdefault(key, default=None). The key is hashed twice at most; an existing value is not
 * touched. */
static bool setdefault(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_dict_get(out, vm, a->v[0], a->v[1]))
        return false;
    if (!lk_is_empty(*out))
        return true;
    *out = a->v[2];
    return lk_dict_set(vm, a->v[0], a->v[1], a->v[2]);
}

/* dict.pop(key, default=None). The KeyError has the key itself as its argument, as scripts may
 * look at it. */
static bool pop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* An empty dict does not even ask for the hash. */
    *out = lk_empty();
    if (lk_dict_count(a->v[0]) && !lk_dict_take(out, vm, a->v[0], a->v[1]))
        return false;
    if (!lk_is_empty(*out))
        return true;
    if (!lk_given(a, 2))
        return lk_raise_value(vm, LK_EXC_KeyError, a->v[1]);
    *out = a->v[2];
    return true;
}

/* dict.popitem(). Takes the last one inserted; removed entries at the end of the storage are
 * skipped. */
static bool popitem(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_dict *d = lk_dict_of(a->v[0]);
    struct lk_value pair[2], gone;
    uint32_t i = d->n;
    while (i > 0 && lk_is_empty(d->entry[i - 1].key))
        i--;
    if (i == 0)
        return lk_raise_value(vm, LK_EXC_KeyError,
                              lk_new_strz(vm, "popitem(): dictionary is empty"));
    pair[0] = d->entry[i - 1].key;
    pair[1] = d->entry[i - 1].value;
    *out = lk_new_tuple(vm, pair, 2);
    lk_push(vm, *out);
    return lk_dict_take(&gone, vm, a->v[0], pair[0]);
}

/* dict.clear(). Views and iterators of the dict stay valid. */
static bool clear(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    lk_dict_wipe(vm, a->v[0]);
    return true;
}

/* dict.copy(). Always a plain dict. */
static bool copy(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_dict_copy(out, vm, a->v[0]);
}

/* A view looks at the dict each time it is asked and copies nothing. */
static bool view(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                 enum lk_view what)
{
    static const enum lk_type_id type[] = {LK_TY_dict_keys, LK_TY_dict_values, LK_TY_dict_items};
    struct lk_dictview *v = lk_cell_new(vm, LK_T_DICTVIEW, vm->cls[type[what]], sizeof *v);
    v->dict = lk_dict_of(a->v[0]);
    v->what = (uint8_t)what;
    *out = lk_of_cell(v);
    return true;
}

/* dict.keys(). The view behaves as a set. */
static bool keys(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return view(out, vm, a, LK_VIEW_KEYS);
}

/* dict.values(). The view has no set operations, as values need not be hashable. */
static bool values(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return view(out, vm, a, LK_VIEW_VALUES);
}

/* dict.items(). The view behaves as a set of pairs. */
static bool items(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return view(out, vm, a, LK_VIEW_ITEMS);
}

const struct lk_py_row lk_rows_dict[] = {
    {"__new__(cls, /, *args, **kwargs)", new_dict, 0, NULL},
    {"__init__(self, iterable=None, /, **kwargs)", update, 0, NULL},
    {"update(self, iterable=None, /, **kwargs)", update, 0, NULL},
    {"fromkeys(cls, iterable, value=None, /)", fromkeys, LK_PY_CLASSMETHOD, NULL},
    {"get(self, key, default=None, /)", get, 0, NULL},
    {"setdefault(self, key, default=None, /)", setdefault, 0, NULL},
    {"pop(self, key, default=None, /)", pop, 0, NULL},
    {"popitem(self, /)", popitem, 0, NULL},
    {"clear(self, /)", clear, 0, NULL},
    {"copy(self, /)", copy, 0, NULL},
    {"keys(self, /)", keys, 0, NULL},
    {"values(self, /)", values, 0, NULL},
    {"items(self, /)", items, 0, NULL},
    LK_ROW_SUBSCRIPT,
    {NULL, NULL, 0, NULL},
};

/* Is any of the other's items in the view? */
static bool isdisjoint(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value it, item;
    bool has;
    *out = lk_bool(false);
    if (!lk_vm_iter(&it, vm, a->v[1]))
        return false;
    lk_push(vm, it);
    for (struct lk_value *mark = lk_stack_mark(vm);; lk_stack_cut(vm, mark)) {
        if (!lk_vm_next(&item, vm, it))
            return false;
        if (lk_is_empty(item))
            return *out = lk_bool(true), true;
        lk_push(vm, item);
        if (!lk_vm_contains(&has, vm, a->v[0], item))
            return false;
        if (has)
            return true;
    }
}

/* view.mapping: the dict, read-only. */
static bool mapping(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_wrap(vm, LK_T_PROXY,
                       lk_of_cell(((struct lk_dictview *)a->v[0].as.cell)->dict));
    return true;
}

const struct lk_py_row lk_rows_dict_keys[] = {
    {"mapping(self)", mapping, LK_PY_PROPERTY, NULL},
    {"isdisjoint(self, other, /)", isdisjoint, 0, NULL},
    {NULL, NULL, 0, NULL},
};
const struct lk_py_row lk_rows_dict_items[] = {
    {"mapping(self)", mapping, LK_PY_PROPERTY, NULL},
    {"isdisjoint(self, other, /)", isdisjoint, 0, NULL},
    {NULL, NULL, 0, NULL},
};
const struct lk_py_row lk_rows_dict_values[] = {
    {"mapping(self)", mapping, LK_PY_PROPERTY, NULL},
    {NULL, NULL, 0, NULL},
};
