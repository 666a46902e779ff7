/* Names: where the resolver says they live. */
#include "py/suggest.h"

/* The local name was used before it was assigned, or after a del. The wording is that of CPython
 * 3.11. */
static bool unbound_local(struct lk_frame *f, struct lk_value name)
{
    lk_raise(f->vm, LK_EXC_UnboundLocalError,
             "cannot access local variable '" LK_PRI "' where it is not associated with a value",
             LK_ARG(lk_text(name)));
    return false;
}

/* The same for a name of a function around. */
static bool unbound_free(struct lk_frame *f, struct lk_value name)
{
    return lk_raise(f->vm, LK_EXC_NameError,
                    "cannot access free variable '" LK_PRI "' where it is not associated with a "
                    "value in enclosing scope", LK_ARG(lk_text(name)));
}

/* NameError with the attribute `name`, which CPython sets, too. */
static bool undefined(struct lk_frame *f, struct lk_value name)
{
    lk_raise(f->vm, LK_EXC_NameError, "name '" LK_PRI "' is not defined", LK_ARG(lk_text(name)));
    if (!lk_is_empty(f->vm->exc)) {
        lk_own_attr_set(f->vm, f->vm->exc, "name", name);
        lk_suggest_name(f, name);
    }
    return false;
}

/* What could not be made is refused as soon as it is named: it might be anything, None too.  Only
 * imports hand it on. */
static bool put_made(struct lk_vm *vm, struct lk_value v)
{
    if (v.tag == LK_T_PLACEHOLDER && lk_is_unmade(v)) {
        return lk_placeholder_refuse(vm, v);
    }
    lk_put(vm, v);
    return true;
}

/* The hint is the position in the module's dict where the name was last, plus one. Entries only
 * ever move when the dict is rebuilt, and the key is compared, so a stale hint is harmless.
 * Names are interned, hence the comparison of addresses. */
static bool load_global(struct lk_frame *f, const struct lk_py_name *n)
{
    struct lk_value name = lk_name(f, n->id);
    struct lk_dict *d = f->globals;
    uint32_t hint = n->hint;
    if (hint && hint <= d->n && d->entry[hint - 1].key.as.cell == name.as.cell) {
        return put_made(f->vm, d->entry[hint - 1].value);
    }
    struct lk_entry *e = lk_dict_find(d, name);
    if (e) {
        /* The tree is constant but for its hints. */
        ((struct lk_py_name *)(uintptr_t)n)->hint = (uint32_t)(e - d->entry) + 1;
    } else {
        e = lk_dict_find(f->vm->builtins, name);
    }
    if (!e) {
        return undefined(f, name);
    }
    return put_made(f->vm, e->value);
}

/* A name that an inner function uses lives in a box, which both share. */
static bool load_box(struct lk_frame *f, const struct lk_py_name *n)
{
    struct lk_value v = LK_CELL_OF(lk_box, f->slot[n->slot])->value;
    if (lk_is_empty(v)) {
        return n->scope == LK_PY_CELL ? unbound_local(f, lk_name(f, n->id))
                                      : unbound_free(f, lk_name(f, n->id));
    }
    lk_put(f->vm, v);
    return true;
}

/* Is the namespace of the class body, which __prepare__ has made, more than a plain dict? */
static bool has_own_rules(const struct lk_frame *f)
{
    return f->names->cell.cls != f->vm->cls[LK_TY_dict];
}

/* A name in a class body: the body's own names first, then the function around or the globals.
 * It is never looked for in a class further out. */
static bool load_class(struct lk_frame *f, const struct lk_py_name *n)
{
    struct lk_entry *e = lk_dict_find(f->names, lk_name(f, n->id));
    if (has_own_rules(f)) {
        struct lk_value v, space = lk_of_cell(f->names);
        if (lk_vm_getitem(&v, f->vm, space, lk_name(f, n->id))) {
            lk_put(f->vm, v);
            return true;
        }
        if (!lk_pending_is(f->vm, LK_EXC_KeyError)) {
            return false;
        }
        lk_caught(f->vm);
        e = NULL;
    }
    if (e) {
        lk_put(f->vm, e->value);
        return true;
    }
    return n->scope == LK_PY_CLASSFREE ? load_box(f, n) : load_global(f, n);
}

/* Pushes the value of a name, or raises NameError or UnboundLocalError. */
bool lk_load(struct lk_frame *f, const struct lk_py_name *n)
{
    switch (n->scope) {
    case LK_PY_LOCAL: {
        struct lk_value v = f->slot[n->slot];
        if (lk_is_empty(v)) {
            return unbound_local(f, lk_name(f, n->id));
        }
        return put_made(f->vm, v);
    }
    case LK_PY_CELL:
    case LK_PY_FREE: return load_box(f, n);
    case LK_PY_CLASS:
    case LK_PY_CLASSFREE: return load_class(f, n);
    default: return load_global(f, n);
    }
}

/* Binds a name where the resolver says. False only if a namespace of __prepare__ refuses it. */
bool lk_store(struct lk_frame *f, const struct lk_py_name *n, struct lk_value v)
{
    switch (n->scope) {
    case LK_PY_LOCAL: f->slot[n->slot] = v; return true;
    case LK_PY_CELL:
    case LK_PY_FREE: LK_CELL_OF(lk_box, f->slot[n->slot])->value = v; return true;
    case LK_PY_CLASS:
    case LK_PY_CLASSFREE:
        if (has_own_rules(f)) {
            return lk_vm_setitem(f->vm, lk_of_cell(f->names), lk_name(f, n->id), v);
        }
        lk_dict_put(f->vm, f->names, lk_name(f, n->id), v);
        return true;
    default: lk_dict_put(f->vm, f->globals, lk_name(f, n->id), v); return true;
    }
}

/* What a name is bound to in the place where it would be stored, or EMPTY. */
struct lk_value lk_peek(struct lk_frame *f, const struct lk_py_name *n)
{
    struct lk_entry *e;
    switch (n->scope) {
    case LK_PY_LOCAL: return f->slot[n->slot];
    case LK_PY_CELL:
    case LK_PY_FREE: return LK_CELL_OF(lk_box, f->slot[n->slot])->value;
    case LK_PY_CLASS:
    case LK_PY_CLASSFREE: e = lk_dict_find(f->names, lk_name(f, n->id)); break;
    default: e = lk_dict_find(f->globals, lk_name(f, n->id)); break;
    }
    return e ? e->value : lk_empty();
}

/* del of a name that lives in a dict; `must` makes it an error when it is not there. */
static bool unbind_in(struct lk_frame *f, struct lk_dict *d, const struct lk_py_name *n, bool must)
{
    struct lk_entry *e = lk_dict_find(d, lk_name(f, n->id));
    if (e) {
        lk_dict_remove(d, e);
    }
    return e || !must || undefined(f, lk_name(f, n->id));
}

/* The same by __delitem__; a missing name is a NameError also there. */
static bool unbind_by_rules(struct lk_frame *f, const struct lk_py_name *n, bool must)
{
    if (lk_vm_delitem(f->vm, lk_of_cell(f->names), lk_name(f, n->id))) {
        return true;
    }
    if (!lk_pending_is(f->vm, LK_EXC_KeyError)) {
        return false;
    }
    lk_caught(f->vm);
    return !must || undefined(f, lk_name(f, n->id));
}

/* del name. Without `must` a missing name is no error: the end of an except clause unbinds its
 * name in any case. */
bool lk_unbind(struct lk_frame *f, const struct lk_py_name *n, bool must)
{
    struct lk_value *at;
    switch (n->scope) {
    case LK_PY_LOCAL: at = &f->slot[n->slot]; break;
    case LK_PY_CELL:
    case LK_PY_FREE: at = &LK_CELL_OF(lk_box, f->slot[n->slot])->value; break;
    case LK_PY_CLASS:
    case LK_PY_CLASSFREE:
        return has_own_rules(f) ? unbind_by_rules(f, n, must) : unbind_in(f, f->names, n, must);
    default: return unbind_in(f, f->globals, n, must);
    }
    bool was = !lk_is_empty(*at);
    *at = lk_empty();
    if (was || !must) {
        return true;
    }
    return n->scope == LK_PY_FREE ? unbound_free(f, lk_name(f, n->id))
                                  : unbound_local(f, lk_name(f, n->id));
}

/* Makes the names of an inline scope, such as a comprehension, fresh: EMPTY, and boxes new, so
 * that functions made in an earlier round keep theirs. */
void lk_enter_names(struct lk_frame *f, const struct lk_py_inline *names)
{
    for (uint32_t i = 0; i < names->nclear; i++) {
        f->slot[names->clear[i]] = lk_empty();
    }
    for (uint32_t i = 0; i < names->nrenew; i++) {
        f->slot[names->renew[i]] = lk_new_box(f->vm, lk_empty());
    }
}
