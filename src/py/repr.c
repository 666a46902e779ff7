/* repr() and str(). */
#include "py/gen.h"
#include "py/number.h"
#include "py/op.h"
#include "py/range.h"
#include "py/text.h"

#define RECURSION " while getting the repr of an object"

/* Whether the text of this container is being made further out, so that it contains itself.
 * Searched from the innermost one, as nesting is shallow. */
static bool is_guarded(const struct lk_vm *vm, const struct lk_cell *c)
{
    for (size_t i = vm->guards.n; i-- > 0;) {
        if (vm->guards.v[i] == c) {
            return true;
        }
    }
    return false;
}

/* Makes room for what is written so far: texts of nested structures can explode. Below 4 MiB
 * nothing is asked; from there on each item asks for what the growing of the buffer may cost. */
static bool affordable(const struct lk_buf *out, struct lk_vm *vm)
{
    return out->n < (4u << 20) || lk_vm_reserve(vm, 3 * out->n);
}

/* The elements of a list or tuple. They are looked up anew each round, because a script's
 * __repr__ may change the list meanwhile. */
static bool put_items(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    for (size_t i = 0;; i++) {
        size_t n;
        const struct lk_value *item = lk_items(&n, v);
        if (i >= n) {
            return true;
        }
        lk_buf_addz(out, i ? ", " : "");
        if (!affordable(out, vm) || !lk_vm_put_repr(out, vm, item[i])) {
            return false;
        }
    }
}

/* {key: value, ...} in the order of insertion. */
static bool put_dict(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value kv[2];
    size_t done = 0;
    lk_buf_addc(out, '{');
    for (size_t pos = 0; lk_dict_next(v, &pos, &kv[0], &kv[1]);) {
        lk_buf_addz(out, done++ ? ", " : "");
        if (!affordable(out, vm) || !lk_vm_put_repr(out, vm, kv[0])) {
            return false;
        }
        lk_buf_addz(out, ": ");
        if (!lk_vm_put_repr(out, vm, kv[1])) {
            return false;
        }
    }
    lk_buf_addc(out, '}');
    return true;
}

/* A plain set is {...}; a frozenset and subclasses show their name around it, and the empty set,
 * which has no display, is set(). */
static bool put_set(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value key;
    struct lk_str name = lk_type_name(vm, v);
    size_t done = 0;
    /* The class itself, not a subclass of it. */
    bool plain = v.as.cell->cls == vm->cls[LK_TY_set] && lk_set_count(v);
    if (!lk_set_count(v)) {
        lk_buf_addf(out, LK_PRI "()", LK_ARG(name));
        return true;
    }
    if (!plain) {
        lk_buf_addf(out, LK_PRI "(", LK_ARG(name));
    }
    lk_buf_addc(out, '{');
    for (size_t pos = 0; lk_set_next(v, &pos, &key);) {
        lk_buf_addz(out, done++ ? ", " : "");
        if (!lk_vm_put_repr(out, vm, key)) {
            return false;
        }
    }
    lk_buf_addz(out, plain ? "}" : "})");
    return true;
}

/* dict_keys([...]) and its like, through a list of the items. */
static bool put_view(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value list;
    if (!lk_vm_list(&list, vm, v)) {
        return false;
    }
    /* The list stays reachable while its items' texts are made. */
    lk_put(vm, list);
    lk_buf_addf(out, LK_PRI "([", LK_ARG(lk_type_name(vm, v)));
    bool ok = put_items(out, vm, list);
    lk_buf_addz(out, "])");
    vm->sp--;
    return ok;
}

/* By kind; a tuple of one shows its comma. */
static bool put_container(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_LIST:
        lk_buf_addc(out, '[');
        return put_items(out, vm, v) && (lk_buf_addc(out, ']'), true);
    case LK_T_TUPLE:
        lk_buf_addc(out, '(');
        return put_items(out, vm, v) &&
               (lk_buf_addz(out, lk_tuple_of(v)->n == 1 ? ",)" : ")"), true);
    case LK_T_DICT: return put_dict(out, vm, v);
    case LK_T_DICTVIEW: return put_view(out, vm, v);
    case LK_T_PROXY:
        lk_buf_addz(out, "mappingproxy(");
        return lk_vm_put_repr(out, vm, LK_CELL_OF(lk_wrap, v)->inner) &&
               (lk_buf_addc(out, ')'), true);
    default: return put_set(out, vm, v);
    }
}

/* What stands for a container inside itself, as CPython writes it. */
static bool put_again(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    if (v.tag == LK_T_SET || v.tag == LK_T_FROZENSET) {
        lk_buf_addf(out, LK_PRI "(...)", LK_ARG(lk_type_name(vm, v)));
    } else {
        lk_buf_addz(out, v.tag == LK_T_LIST ? "[...]" : v.tag == LK_T_TUPLE ? "(...)" : "{...}");
    }
    return true;
}

/* Writes a container and remembers meanwhile that it is being written. */
static bool put_guarded(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    if (is_guarded(vm, v.as.cell)) {
        return put_again(out, vm, v);
    }
    *LK_PUSH(&vm->guards) = v.as.cell;
    bool ok = put_container(out, vm, v);
    /* Also after an exception, so that the next repr() starts clean. */
    vm->guards.n--;
    return ok;
}

/* A class with its module in front, except for built-in ones. */
static void put_qualified(struct lk_buf *out, struct lk_vm *vm, const struct lk_class *cls)
{
    struct lk_value m = lk_lookup_known(vm, (struct lk_class *)(uintptr_t)cls, LK_N_module);
    struct lk_str module = lk_text(m);
    /* A class may have set __module__ to something that is no text. */
    if (module.n && !lk_str_is(module, "builtins")) {
        lk_buf_addf(out, LK_PRI ".", LK_ARG(module));
    }
    lk_buf_add(out, lk_text(cls->qualname));
}

/* One argument of list[int]: classes by their name alone, `...` as three dots, all else by
 * repr(). */
static bool put_type_arg(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is(v, LK_T_CLASS)) {
        put_qualified(out, vm, lk_class_of(v));
        return true;
    }
    if (lk_is(v, LK_T_ELLIPSIS) || lk_is_none(v)) {
        lk_buf_addz(out, lk_is_none(v) ? "None" : "...");
        return true;
    }
    return lk_vm_put_repr(out, vm, v);
}

/* The arguments with something between them; 'glue' is ", " for an alias and " | " for a union. */
static bool put_type_args(struct lk_buf *out, struct lk_vm *vm, struct lk_value args,
                          const char *glue)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, args);
    for (size_t i = 0; i < n; i++) {
        lk_buf_addz(out, i ? glue : "");
        if (!put_type_arg(out, vm, v[i])) {
            return false;
        }
    }
    return true;
}

/* list[int], as types.GenericAlias shows itself. */
static bool put_alias(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_alias *a = LK_CELL_OF(lk_alias, v);
    bool ok = put_type_arg(out, vm, a->origin);
    lk_buf_addc(out, '[');
    ok = ok && put_type_args(out, vm, a->args, ", ");
    lk_buf_addc(out, ']');
    return ok;
}

/* ValueError('text', 1): the class's plain name and the arguments. */
static bool put_exception(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value args = lk_exc_args(v);
    lk_buf_add(out, lk_text(v.as.cell->cls->name));
    lk_buf_addc(out, '(');
    return put_items(out, vm, args) && (lk_buf_addc(out, ')'), true);
}

/* What object.__repr__ gives. Addresses differ from run to run, so no migration can depend on
 * the text. */
static bool put_default(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    lk_buf_addc(out, '<');
    put_qualified(out, vm, lk_cls(vm, v));
    lk_buf_addf(out, " object at 0x%012llx>", (unsigned long long)(uintptr_t)v.as.cell);
    return true;
}

/* A bound method names its function by the qualified name, a built-in one its type. */
static bool put_method(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_method *m = LK_CELL_OF(lk_method, v);
    struct lk_value name;
    if (lk_is(m->fn, LK_T_NATIVE)) {
        bool wrapper = v.as.cell->cls == vm->cls[LK_TY_method_wrapper];
        lk_buf_addf(out, wrapper ? "<method-wrapper '" LK_PRI "' of " LK_PRI " object at 0x%012llx>"
                                 : "<built-in method " LK_PRI " of " LK_PRI " object at 0x%012llx>",
                    LK_ARG(lk_text(LK_CELL_OF(lk_nativefn, m->fn)->name)),
                    LK_ARG(lk_type_name(vm, m->self)),
                    (unsigned long long)(uintptr_t)m->self.as.cell);
        return true;
    }
    if (!lk_vm_findattr(&name, vm, m->fn, vm->known[LK_N_qualname])) {
        return false;
    }
    lk_buf_addf(out, "<bound method " LK_PRI " of ", LK_ARG(lk_text(name)));
    return lk_vm_put_repr(out, vm, m->self) && (lk_buf_addc(out, '>'), true);
}

/* <super: <class 'B'>, <A object>>, with NULL where there is no object. */
static bool put_super(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    const struct lk_super *s = LK_CELL_OF(lk_super, v);
    (void)vm;
    lk_buf_addf(out, "<super: <class '" LK_PRI "'>, ", LK_ARG(lk_text(s->after->name)));
    if (s->cls) {
        lk_buf_addf(out, "<" LK_PRI " object>>", LK_ARG(lk_text(s->cls->name)));
    } else {
        lk_buf_addz(out, "NULL>");
    }
    return true;
}

/* slice(start, stop, step), always with all three. */
static bool put_slice(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_slice *s = LK_CELL_OF(lk_slice, v);
    lk_buf_addz(out, "slice(");
    bool ok = put_items(out, vm, lk_new_tuple(vm, s->v, 3));
    lk_buf_addc(out, ')');
    return ok;
}

/* The step is shown only when it is not 1. */
static bool put_range(struct lk_buf *out, struct lk_vm *vm, const struct lk_range *r)
{
    struct lk_value v[4];
    lk_range_parts(v, r);
    lk_buf_addz(out, "range(");
    for (unsigned i = 0; i < (lk_int_cmp(v[2], lk_int(1)) ? 3 : 2); i++) {
        lk_buf_addz(out, i ? ", " : "");
        if (!lk_int_text(out, vm, v[i], 10)) {
            return false;
        }
    }
    lk_buf_addc(out, ')');
    return true;
}

/* <what name at address>; the address is left out where CPython has none. */
static void put_named(struct lk_buf *out, const char *what, struct lk_value name, const void *at)
{
    lk_buf_addf(out, "<%s " LK_PRI, what, LK_ARG(lk_text(name)));
    if (at) {
        lk_buf_addf(out, " at 0x%012llx", (unsigned long long)(uintptr_t)at);
    }
    lk_buf_addc(out, '>');
}

/* A built-in function; one of a class names it. */
static void put_native(struct lk_buf *out, struct lk_vm *vm, const struct lk_nativefn *fn)
{
    if (!fn->owner) {
        put_named(out, "built-in function", fn->name, NULL);
        return;
    }
    bool wrapper = fn->cell.cls == vm->cls[LK_TY_wrapper_descriptor];
    lk_buf_addf(out, "<%s '" LK_PRI "' of '" LK_PRI "' objects>",
                wrapper ? "slot wrapper" : "method", LK_ARG(lk_text(fn->name)),
                LK_ARG(lk_text(fn->owner->name)));
}

/* With the file it came from, or as built-in. */
static void put_module(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    /* Modules that are tables of this program have no file. */
    struct lk_entry *file = lk_dict_find(v.as.cell->attrs, vm->known[LK_N_file]);
    lk_buf_addf(out, "<module '" LK_PRI "'", LK_ARG(lk_text(LK_CELL_OF(lk_module, v)->name)));
    if (file) {
        lk_buf_addf(out, " from '" LK_PRI "'>", LK_ARG(lk_text(file->value)));
    } else {
        lk_buf_addz(out, " (built-in)>");
    }
}

/* Values that show what they are and their name between angle brackets. */
static bool put_named_kinds(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_FUNCTION:
        put_named(out, "function", LK_CELL_OF(lk_function, v)->qualname, v.as.cell);
        return true;
    case LK_T_NATIVE:
        put_native(out, vm, LK_CELL_OF(lk_nativefn, v));
        return true;
    case LK_T_GENERATOR:
        put_named(out, "generator object", LK_CELL_OF(lk_generator, v)->qualname, v.as.cell);
        return true;
    case LK_T_CLASS:
        lk_buf_addz(out, "<class '");
        put_qualified(out, vm, lk_class_of(v));
        lk_buf_addz(out, "'>");
        return true;
    case LK_T_MODULE: put_module(out, vm, v); return true;
    case LK_T_STATICMETHOD:
    case LK_T_CLASSMETHOD:
        lk_buf_addz(out, v.tag == LK_T_STATICMETHOD ? "<staticmethod(" : "<classmethod(");
        if (!lk_vm_put_repr(out, vm, LK_CELL_OF(lk_wrap, v)->inner)) {
            return false;
        }
        lk_buf_addz(out, ")>");
        return true;
    case LK_T_MEMBER:
        lk_buf_addf(out, "<member '" LK_PRI "' of '" LK_PRI "' objects>",
                    LK_ARG(lk_text(LK_CELL_OF(lk_member, v)->name)),
                    LK_ARG(lk_text(LK_CELL_OF(lk_member, v)->owner->name)));
        return true;
    default: return put_default(out, vm, v);
    }
}

/* Values that contain nothing, or for which the depth is counted by the caller. A placeholder is
 * refused: its text would otherwise end up in SQL. */
static bool put_simple(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_NONE: lk_buf_addz(out, "None"); return true;
    case LK_T_BOOL: lk_buf_addz(out, v.as.i ? "True" : "False"); return true;
    case LK_T_INT:
    case LK_T_BIGINT: return lk_int_text(out, vm, v, 10);
    case LK_T_FLOAT:
    case LK_T_FLOATOBJ: lk_float_repr(out, lk_float_of(v)); return true;
    case LK_T_ELLIPSIS: lk_buf_addz(out, "Ellipsis"); return true;
    case LK_T_NOTIMPLEMENTED: lk_buf_addz(out, "NotImplemented"); return true;
    /* Quotes are chosen as CPython does: double ones only when the text has single ones alone. */
    case LK_T_STR: lk_text_quote(out, lk_text(v), false); return affordable(out, vm);
    case LK_T_BYTES: lk_bytes_quote(out, lk_text(v), "b"); return affordable(out, vm);
    case LK_T_RANGE: return put_range(out, vm, LK_CELL_OF(lk_range, v));
    case LK_T_SUPER: return put_super(out, vm, v);
    case LK_T_SLICE: return put_slice(out, vm, v);
    case LK_T_METHOD: return put_method(out, vm, v);
    case LK_T_EXCEPTION: return put_exception(out, vm, v);
    case LK_T_ALIAS: return put_alias(out, vm, v);
    case LK_T_UNION: return put_type_args(out, vm, LK_CELL_OF(lk_wrap, v)->inner, " | ");
    case LK_T_PLACEHOLDER: return lk_placeholder_refuse(vm, v);
    default: return put_named_kinds(out, vm, v);
    }
}

/* Kinds that may contain themselves and are therefore guarded. */
static bool is_container(struct lk_value v)
{
    return (v.tag >= LK_T_LIST && v.tag <= LK_T_FROZENSET) || v.tag == LK_T_DICTVIEW ||
           v.tag == LK_T_PROXY;
}

/* repr() of a value without regard to a script's __repr__. Whatever recurses counts as a call,
 * so that deep structures end in a RecursionError and not in the C stack. */
bool lk_repr_builtin(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    if (!is_container(v) && v.tag != LK_T_EXCEPTION && v.tag != LK_T_METHOD) {
        return put_simple(out, vm, v);
    }
    if (!lk_tick(vm) || !lk_vm_enter(vm, RECURSION)) {
        return false;
    }
    bool ok = is_container(v) ? put_guarded(out, vm, v) : put_simple(out, vm, v);
    lk_vm_leave(vm);
    return ok;
}

/* Calls a script's __repr__ or __str__ and appends what it returns, which must be a str. */
static bool put_by_class(struct lk_buf *out, struct lk_vm *vm, struct lk_value v,
                         enum lk_known name)
{
    struct lk_value text;
    struct lk_value fn = lk_override(vm, v, name);
    /* CPython's RecursionError says during what the limit was reached. */
    if (!lk_vm_enter(vm, name == LK_N_repr ? RECURSION : " while calling a Python object")) {
        return false;
    }
    bool ok = lk_call_found(&text, vm, fn, &v, 1);
    lk_vm_leave(vm);
    if (!ok) {
        return false;
    }
    if (!lk_is(text, LK_T_STR)) {
        return lk_raise(vm, LK_EXC_TypeError, "%s returned non-string (type " LK_PRI ")",
                        name == LK_N_repr ? "__repr__" : "__str__",
                        LK_ARG(lk_type_name(vm, text)));
    }
    lk_buf_add(out, lk_text(text));
    return true;
}

/* Appends repr(v). False when an exception is pending; the buffer then holds part of the text. */
bool lk_vm_put_repr(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    /* Only classes of scripts and tables override it. */
    if (lk_is_cell(v) && !lk_is_empty(lk_override(vm, v, LK_N_repr))) {
        return put_by_class(out, vm, v, LK_N_repr);
    }
    return lk_repr_builtin(out, vm, v);
}

/* str() of kinds that have one of their own; the rest is repr(). A script that defines only
 * __repr__ gets it from str() as well. During a refusal no script code is run any more. */
bool lk_str_builtin(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is(v, LK_T_STR)) {
        lk_buf_add(out, lk_text(v));
        return affordable(out, vm);
    }
    if (lk_is(v, LK_T_EXCEPTION)) {
        return lk_exception_str(out, vm, v);
    }
    return lk_is_refused(vm) ? lk_repr_builtin(out, vm, v) : lk_vm_put_repr(out, vm, v);
}

/* Appends str(v). */
bool lk_vm_put_str(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is_cell(v) && !lk_is_empty(lk_override(vm, v, LK_N_str))) {
        return put_by_class(out, vm, v, LK_N_str);
    }
    return lk_str_builtin(out, vm, v);
}

/* repr(v) as a new str. */
bool lk_vm_repr(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_buf b = {0};
    bool ok = lk_vm_put_repr(&b, vm, v);
    if (ok) {
        *out = lk_new_str(vm, lk_buf_str(&b));
    }
    lk_buf_clear(&b);
    return ok;
}

/* str(v). A plain str is its own text; an instance of a subclass is not, as its __str__ may say
 * something else. */
bool lk_vm_str(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    /* Nothing is copied: texts do not change. */
    if (lk_is_exact(vm, v, LK_TY_str)) {
        *out = v;
        return true;
    }
    struct lk_buf b = {0};
    bool ok = lk_vm_put_str(&b, vm, v);
    if (ok) {
        *out = lk_new_str(vm, lk_buf_str(&b));
    }
    lk_buf_clear(&b);
    return ok;
}
