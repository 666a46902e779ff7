/* Assignment, augmented assignment, deletion, unpacking. */
#include "py/abandon.h"
#include "py/op.h"

/* CPython's words, with and without a star. `got` is how many there were; the starred name needs
 * none, so that one less is asked for. */
static bool not_enough(struct lk_vm *vm, uint32_t want, size_t got, bool star)
{
    return lk_raise(vm, LK_EXC_ValueError, "not enough values to unpack (expected %s%u, got %zu)",
                    star ? "at least " : "", star ? want - 1 : want, got);
}

/* "cannot unpack non-iterable" in place of "not iterable". Only a TypeError of the runtime
 * itself is replaced: one that a script's __iter__ raised has been traced and says more. Always
 * false. */
static bool check_iterable(struct lk_vm *vm, struct lk_value v)
{
    if (lk_pending_is(vm, LK_EXC_TypeError) && !vm->traced &&
        lk_is_empty(lk_override(vm, v, LK_N_iter)) && v.tag != LK_T_PLACEHOLDER) {
        vm->exc = lk_empty();
        lk_raise(vm, LK_EXC_TypeError, "cannot unpack non-iterable " LK_PRI " object",
                 LK_ARG(lk_type_name(vm, v)));
    }
    return false;
}

/* Takes `want` values from an iterator and sees that there are no more. One item more is asked
 * for than is wanted, as CPython does, which a generator can notice. The iterator lies below the
 * items until they are moved over it. */
static bool unpack_exact(struct lk_vm *vm, struct lk_value v, uint32_t want)
{
    struct lk_value it, item, *base = vm->sp;
    if (!lk_vm_iter(&it, vm, v)) {
        return check_iterable(vm, v);
    }
    lk_put(vm, it);
    for (uint32_t i = 0; i <= want; i++) {
        if (!lk_vm_next(&item, vm, it)) {
            return false;
        }
        if (lk_is_empty(item) != (i == want)) {
            return i < want ? not_enough(vm, want, i, false)
                            : lk_raise(vm, LK_EXC_ValueError,
                                       "too many values to unpack (expected %u)", want);
        }
        if (i < want) {
            lk_put(vm, item);
        }
    }
    memmove(base, base + 1, want * sizeof *base);
    vm->sp--;
    return true;
}

/* The middle becomes a list. The whole iterable is listed first; the names before the star take
 * from its front, those behind it from its end. */
static bool unpack_star(struct lk_vm *vm, struct lk_value v, uint32_t want, uint32_t star)
{
    struct lk_value list;
    if (!lk_vm_list(&list, vm, v)) {
        return check_iterable(vm, v);
    }
    struct lk_list *l = lk_list_of(list);
    if (l->n + 1 < want) {
        return not_enough(vm, want, l->n, true);
    }
    /* What the star takes: all that the plain names leave. */
    size_t rest = l->n + 1 - want, at = 0;
    lk_put(vm, list);
    struct lk_value *base = vm->sp - 1;
    for (uint32_t i = 0; i < want; i++) {
        lk_put(vm, i == star ? lk_new_list(vm, l->v + at, rest) : l->v[at]);
        at += i == star ? rest : 1;
    }
    memmove(base, base + 1, want * sizeof *base);
    vm->sp--;
    return true;
}

/* Leaves the parts on the stack, in order. `star` is the position of the starred target, or -1.
 * Exact tuples and lists are taken apart without an iterator; subclasses may have an __iter__ of
 * their own. */
bool lk_unpack(struct lk_vm *vm, struct lk_value iterable, uint32_t n, int star)
{
    size_t have;
    if (!lk_room(vm, n + 256)) {
        return false;
    }
    if (star >= 0) {
        return unpack_star(vm, iterable, n, (uint32_t)star);
    }
    const struct lk_value *v = lk_items(&have, iterable);
    /* A subclass may have an __iter__ that says something else. */
    bool exact = lk_is_exact(vm, iterable, LK_TY_tuple) || lk_is_exact(vm, iterable, LK_TY_list);
    if (!exact) {
        return unpack_exact(vm, iterable, n);
    }
    if (have != n) {
        return have < n ? not_enough(vm, n, have, false)
                        : lk_raise(vm, LK_EXC_ValueError,
                                   "too many values to unpack (expected %u)", n);
    }
    for (uint32_t i = 0; i < n; i++) {
        lk_put(vm, v[i]);
    }
    return true;
}

/* Parts of a tuple or list target, from left to right. All parts lie on the stack before the
 * first is assigned, so that `a, b = b, a` and targets that change the iterable are safe. */
static bool assign_each(struct lk_frame *f, const struct lk_py_expr *target, struct lk_value v)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    uint32_t n = target->list.n;
    int star = -1;
    for (uint32_t i = 0; i < n; i++) {
        /* The parser has seen to it that there is at most one. */
        star = target->list.v[i]->kind == LK_X_STARRED ? (int)i : star;
    }
    lk_put(vm, v);
    if (!lk_unpack(vm, v, n, star)) {
        return lk_eval_failed(f, target);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct lk_py_expr *t = target->list.v[i];
        if (!lk_assign(f, t->kind == LK_X_STARRED ? t->one : t, base[1 + i])) {
            return false;
        }
    }
    vm->sp = base;
    return true;
}

/* Value first, then container and key, as the language orders them. The value is already on top
 * of the stack. */
static bool assign_subscript(struct lk_frame *f, const struct lk_py_expr *target)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp - 1;            /* the value */
    if (!lk_eval(f, target->two.a) || !lk_eval(f, target->two.b)) {
        return false;
    }
    return lk_vm_setitem(vm, base[1], base[2], base[0]) || lk_eval_failed(f, target);
}

/* Value first, then the object. It is on top of the stack, the object is pushed above it. */
static bool assign_attribute(struct lk_frame *f, const struct lk_py_expr *target)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp - 1;
    if (!lk_eval(f, target->attr.value)) {
        return false;
    }
    return lk_vm_setattr(vm, base[1], lk_name(f, target->attr.name), base[0]) ||
           lk_eval_failed(f, target);
}

/* Binds a name, or with EMPTY unbinds it; a generator that it was the last to hold is closed. */
static bool rebind(struct lk_frame *f, const struct lk_py_name *name, struct lk_value v)
{
    bool unbind = lk_is_empty(v);
    struct lk_value was = f->vm->guarded.n ? lk_peek(f, name) : lk_empty();
    if (!(unbind ? lk_unbind(f, name, true) : lk_store(f, name, v))) {
        return false;
    }
    return !lk_is(was, LK_T_GENERATOR) || lk_close_dropped(f->vm, was);
}

/* Any target; the value is already there. Names are stored without touching the stack; for the
 * others the value is kept alive there while scripts' code runs. */
bool lk_assign(struct lk_frame *f, const struct lk_py_expr *target, struct lk_value v)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *mark = vm->sp;
    bool ok;
    if (target->kind == LK_X_NAME) {
        return rebind(f, &target->name, v);
    }
    lk_put(vm, v);
    switch (target->kind) {
    case LK_X_ATTRIBUTE: ok = assign_attribute(f, target); break;
    case LK_X_SUBSCRIPT: ok = assign_subscript(f, target); break;
    /* A tuple or list; the parser has let no other kind through. */
    default: ok = assign_each(f, target, v); break;
    }
    vm->sp = mark;
    return ok;
}

/* The value once, then each target from left to right. A yield as the value suspends here: the
 * statement is run again when the generator is resumed and then finds what was sent on the
 * stack. */
enum lk_status lk_exec_assign(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_expr *e = s->assign.value;
    if (f->gen && (e->kind == LK_X_YIELD || e->kind == LK_X_YIELDFROM)) {
        enum lk_status st = lk_exec_yield(f, s);
        if (st != LK_NORMAL) {
            return st;
        }
    } else if (!lk_eval(f, e)) {
        return LK_RAISE;
    }
    /* Kept on the stack until the last target has it. */
    struct lk_value *v = vm->sp - 1;
    for (uint32_t i = 0; i < s->assign.target.n; i++) {
        if (!lk_assign(f, s->assign.target.v[i], *v)) {
            return LK_RAISE;
        }
    }
    vm->sp = v;
    return LK_NORMAL;
}

/* Annotations are noted by name, never evaluated. In class bodies __annotations__ gets them in
 * their order, a class by its plain name as itself and all else as text, since that is where
 * dataclasses and mapped classes look; elsewhere they leave nothing behind. */
enum lk_status lk_exec_annassign(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    if (s->ann.target->kind == LK_X_NAME && f->names) {
        struct lk_entry *e = lk_dict_find(f->names, vm->known[LK_N_annotations]);
        struct lk_value d = e ? e->value : lk_new_dict(vm);
        lk_dict_put(vm, f->names, vm->known[LK_N_annotations], d);
        lk_dict_put(vm, lk_dict_of(d), lk_name(f, s->ann.target->name.id),
                    lk_annotation(f, s->ann.annotation));
    }
    if (!s->ann.value) {
        return LK_NORMAL;
    }
    if (!lk_eval(f, s->ann.value)) {
        return LK_RAISE;
    }
    bool ok = lk_assign(f, s->ann.target, vm->sp[-1]);
    /* After a failure the stack is cut where the exception is caught. */
    vm->sp -= ok;
    return lk_status_of(ok);
}

/* In place where the value can, a new one otherwise. `old` is the stack place of the target's
 * value; the result replaces it and all above. */
static bool augment(struct lk_frame *f, const struct lk_py_stmt *s, struct lk_value *old)
{
    struct lk_value out;
    if (!lk_eval(f, s->aug.value)) {
        return false;
    }
    if (!lk_vm_inplace(&out, f->vm, s->op, *old, f->vm->sp[-1])) {
        return false;
    }
    f->vm->sp = old;
    *f->vm->sp++ = out;
    return true;
}

/* The object is evaluated once. The new value is set even when it is the same object, as the
 * language has it. */
static bool augment_attribute(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp, name = lk_name(f, s->aug.target->attr.name), v;
    if (!lk_eval(f, s->aug.target->attr.value) || !lk_vm_getattr(&v, vm, base[0], name)) {
        return false;
    }
    lk_put(vm, v);
    return augment(f, s, &base[1]) && lk_vm_setattr(vm, base[0], name, base[1]);
}

/* Container and key are evaluated once. So the key's code runs once, although it is used for
 * reading and for writing. */
static bool augment_subscript(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp, v;
    if (!lk_eval(f, s->aug.target->two.a) || !lk_eval(f, s->aug.target->two.b) ||
        !lk_vm_getitem(&v, vm, base[0], base[1])) {
        return false;
    }
    lk_put(vm, v);
    return augment(f, s, &base[2]) && lk_vm_setitem(vm, base[0], base[1], base[2]);
}

/* By the kind of target. The target is read, then the value evaluated, then the target written;
 * a failure in the middle leaves the target as it was. */
enum lk_status lk_exec_augassign(struct lk_frame *f, const struct lk_py_stmt *s)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    bool ok;
    switch (s->aug.target->kind) {
    case LK_X_NAME:
        ok = lk_load(f, &s->aug.target->name) && augment(f, s, base) &&
             lk_store(f, &s->aug.target->name, *base);
        break;
    case LK_X_ATTRIBUTE: ok = augment_attribute(f, s); break;
    default: ok = augment_subscript(f, s); break;
    }
    vm->sp = base;
    return lk_status_of(ok);
}

/* del of one target; tuples are taken apart. del (a, b) works from left to right and stops at
 * the first that fails. */
static bool delete_target(struct lk_frame *f, const struct lk_py_expr *t)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    bool ok = true;
    switch (t->kind) {
    /* An unbound name is a NameError here. */
    case LK_X_NAME: return rebind(f, &t->name, lk_empty());
    case LK_X_ATTRIBUTE:
        ok = lk_eval(f, t->attr.value) && lk_vm_delattr(vm, base[0], lk_name(f, t->attr.name));
        break;
    case LK_X_SUBSCRIPT:
        ok = lk_eval(f, t->two.a) && lk_eval(f, t->two.b) && lk_vm_delitem(vm, base[0], base[1]);
        break;
    default:
        for (uint32_t i = 0; i < t->list.n && ok; i++) {
            ok = delete_target(f, t->list.v[i]);
        }
    }
    vm->sp = base;
    return ok || lk_eval_failed(f, t);
}

/* From left to right. */
enum lk_status lk_exec_delete(struct lk_frame *f, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->list.n; i++) {
        if (!delete_target(f, s->list.v[i])) {
            return LK_RAISE;
        }
    }
    return LK_NORMAL;
}
