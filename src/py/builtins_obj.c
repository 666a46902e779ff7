/* Built-in functions about objects: attributes, classes, names in scope, texts. */
#include "py/builtins.h"

/* Refuses a name that is no str. getattr, hasattr, setattr and delattr share CPython's message. */
static bool attr_name(struct lk_value *out, struct lk_vm *vm, struct lk_value name)
{
    *out = name;
    return lk_is(name, LK_T_STR) ||
           lk_bad_type(vm, "attribute name must be string, not '", name, "'");
}

/* getattr(object, name, default=None) */
bool lk_bi_getattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name;
    if (!attr_name(&name, vm, a->v[1]))
        return false;
    if (!lk_given(a, 2))
        return lk_vm_getattr(out, vm, a->v[0], name);
    if (!lk_vm_findattr(out, vm, a->v[0], name))
        return false;
    if (lk_is_empty(*out))
        *out = a->v[2];
    return true;
}

/* hasattr(obj, name). Only AttributeError means no; other exceptions from a property come
 * through. */
bool lk_bi_hasattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name, found;
    if (!attr_name(&name, vm, a->v[1]) || !lk_vm_findattr(&found, vm, a->v[0], name))
        return false;
    *out = lk_bool(!lk_is_empty(found));
    return true;
}

/* setattr(obj, name, value). Through the same door as `obj.name = value`, so properties and
 * __setattr__ see it. */
bool lk_bi_setattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name;
    (void)out;
    return attr_name(&name, vm, a->v[1]) && lk_vm_setattr(vm, a->v[0], name, a->v[2]);
}

/* delattr(obj, name). As `del obj.name`. */
bool lk_bi_delattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name;
    (void)out;
    return attr_name(&name, vm, a->v[1]) && lk_vm_delattr(vm, a->v[0], name);
}

/* isinstance(obj, class_or_tuple). The second argument may be a class, a union, or a tuple of
 * them, nested. */
bool lk_bi_isinstance(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool is;
    if (!lk_vm_isinstance(&is, vm, a->v[0], a->v[1]))
        return false;
    *out = lk_bool(is);
    return true;
}

/* issubclass(class_or_tuple). The first argument must be a class itself. */
bool lk_bi_issubclass(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool is;
    if (!lk_is(a->v[0], LK_T_CLASS))
        return lk_raise(vm, LK_EXC_TypeError, "issubclass() arg 1 must be a class");
    if (!lk_vm_issubclass(&is, vm, a->v[0], a->v[1]))
        return false;
    *out = lk_bool(is);
    return true;
}

/* callable(obj) */
bool lk_bi_callable(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_bool(lk_callable(vm, a->v[0]));
    return true;
}

/* hash(obj). The value is CPython's for numbers and tuples of them. */
bool lk_bi_hash(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t h;
    if (!lk_vm_hash(&h, vm, a->v[0]))
        return false;
    *out = lk_int(h);
    return true;
}

/* Immediate values have the identity of their bits, cells of their address. Immediate values
 * need their tag in it, as id(1) and id(True) must differ; the number is never negative. */
bool lk_bi_id(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v = a->v[0];
    (void)vm;
    *out = lk_int(lk_is_cell(v) ? (int64_t)(intptr_t)v.as.cell
                                : (int64_t)((((uint64_t)v.as.i << 5) + v.tag) & INT64_MAX));
    return true;
}

/* len(obj) */
bool lk_bi_len(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t n;
    if (!lk_vm_len(&n, vm, a->v[0]))
        return false;
    *out = lk_int(n);
    return true;
}

/* repr(obj) */
bool lk_bi_repr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_vm_repr(out, vm, a->v[0]);
}

/* ascii(obj). repr() with everything beyond ASCII escaped. */
bool lk_bi_ascii(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_buf b = {0};
    if (!lk_vm_repr(out, vm, a->v[0]))
        return false;
    lk_text_escape(&b, lk_text(*out));
    return lk_done_str(out, vm, &b);
}

/* format(value, format_spec=''). Calls __format__ of the value's class with the spec. */
bool lk_bi_format(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str spec;
    return lk_arg_str(&spec, vm, a->v[1], "format() argument 2 must be str, not ") &&
           lk_vm_format(out, vm, a->v[0], spec);
}

/* Adds the keys of a dict that are texts; NULL stands for an empty one. */
static bool add_names(struct lk_vm *vm, struct lk_value set, const struct lk_dict *d)
{
    for (uint32_t i = 0; d && i < d->n; i++)
        if (lk_is(d->entry[i].key, LK_T_STR) && !lk_set_add(vm, set, d->entry[i].key))
            return false;
    return true;
}

/* The names of a class and of all its bases. */
static bool add_class_names(struct lk_vm *vm, struct lk_value set, const struct lk_class *cls)
{
    for (uint32_t i = 0; i < cls->nmro; i++)
        if (!add_names(vm, set, cls->mro[i]->dict))
            return false;
    return true;
}

/* What dir() lists: for a class its own and inherited names, for an instance its attributes and
 * those of its class, for a module only its own. */
static bool names_of(struct lk_vm *vm, struct lk_value set, struct lk_value v)
{
    if (lk_is(v, LK_T_CLASS))
        return add_class_names(vm, set, (struct lk_class *)v.as.cell);
    if (lk_is_cell(v) && !add_names(vm, set, v.as.cell->attrs))
        return false;
    return lk_is(v, LK_T_MODULE) || add_class_names(vm, set, lk_cls(vm, v));
}

/* Local variables of a frame, as locals() gives them; bound ones only. */
static bool frame_names(struct lk_value *out, struct lk_vm *vm, const struct lk_frame *f)
{
    *out = lk_new_dict(vm);
    lk_push(vm, *out);
    uint32_t n = lk_py_frame_slots(f->code);
    for (uint32_t i = 0; i < n; i++) {
        struct lk_value v = f->slot[i];
        /* Slots that the runtime made for itself, such as those of comprehensions. */
        if (f->code->hidden[i])
            continue;
        if (lk_is(v, LK_T_BOX) && i >= f->code->nlocals)
            v = ((struct lk_box *)v.as.cell)->value;
        if (!lk_is_empty(v) && !lk_dict_set(vm, *out, lk_name(f, f->code->slot_name[i]), v))
            return false;
    }
    return true;
}

/* locals(). At module level and in a class body it is the namespace itself, so that writing to
 * it has effect; in a function it is a new dict of what is bound just now. */
bool lk_bi_locals(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_frame *f = vm->frame;
    (void)a;
    if (f->code->kind == LK_PY_CODE_MODULE)
        return *out = lk_of_cell(f->globals), true;
    if (f->code->kind == LK_PY_CODE_CLASS)
        return *out = lk_of_cell(f->names), true;
    return frame_names(out, vm, f);
}

/* A name as the innermost code of the project sees it: local, global or built in. EMPTY where it
 * has none, or only what stands for an absent module. For annotations, which are kept as text. */
bool lk_vm_named(struct lk_value *out, struct lk_vm *vm, struct lk_value name)
{
    const struct lk_frame *f = vm->frame;
    struct lk_value locals;
    *out = lk_empty();
    while (f && lk_vm_is_provided(vm, f->code->span))
        f = f->prev;
    if (!f)
        return true;
    if (f->code->kind == LK_PY_CODE_MODULE || f->code->kind == LK_PY_CODE_CLASS)
        locals = lk_of_cell(f->code->kind == LK_PY_CODE_CLASS ? f->names : f->globals);
    else if (!frame_names(&locals, vm, f))
        return false;
    struct lk_dict *const places[] = {lk_dict_of(locals), f->globals, vm->builtins};
    struct lk_entry *e = NULL;
    for (size_t i = 0; !e && i < sizeof places / sizeof *places; i++)
        e = lk_dict_find(places[i], name);
    if (e && !lk_is(e->value, LK_T_PLACEHOLDER))
        *out = e->value;
    return true;
}

/* globals(). The dict of the module whose function is running, not that of the caller's caller. */
bool lk_bi_globals(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_of_cell(vm->frame->globals);
    return true;
}

/* vars(object=None). Without an argument it is locals(). */
bool lk_bi_vars(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_given(a, 0))
        return lk_bi_locals(out, vm, a);
    if (!lk_vm_findattr(out, vm, a->v[0], lk_known(vm, LK_N_dict)))
        return false;
    return !lk_is_empty(*out) ||
           lk_raise(vm, LK_EXC_TypeError, "vars() argument must have __dict__ attribute");
}

/* The names of a set as a sorted list. */
static bool sorted_names(struct lk_value *out, struct lk_vm *vm, struct lk_value set)
{
    if (!lk_vm_list(out, vm, set))
        return false;
    lk_push(vm, *out);
    return lk_list_sort(vm, *out, lk_none(), false);
}

/* What dir() of an object gives where its class has no __dir__. */
bool lk_names_of(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value set = lk_new_set(vm, false);
    lk_push(vm, set);
    return names_of(vm, set, v) && sorted_names(out, vm, set);
}

/* dir(object=None). A script's __dir__ decides alone; the result is sorted in any case. */
bool lk_bi_dir(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value set = lk_new_set(vm, false), own;
    lk_push(vm, set);
    if (!lk_given(a, 0)) {
        if (!lk_bi_locals(&own, vm, a) || !add_names(vm, set, (struct lk_dict *)own.as.cell))
            return false;
    } else {
        own = lk_class_attr(vm, lk_vm_type(vm, a->v[0]), "__dir__");
        if (lk_is(own, LK_T_FUNCTION)) {
            if (!lk_vm_special(&own, vm, "__dir__", a->v, 1) ||
                !lk_set_fill(vm, set, own))
                return false;
        } else if (!names_of(vm, set, a->v[0]))
            return false;
    }
    return sorted_names(out, vm, set);
}
