/* Calling a class: __call__ of the metaclass, __new__, __init__; instances. */
#include "py/arg.h"
#include "py/bigint.h"
#include "py/cls.h"

/* Exceptions have a cell kind of their own, whatever class a script derives.  Its args are the
 * empty tuple until they are set. */
static struct lk_value new_exception(struct lk_vm *vm, struct lk_class *cls)
{
    size_t size = lk_slots_size(cls);
    struct lk_exception *e = lk_cell_new(vm, LK_T_EXCEPTION, cls, size);
    memset((char *)e + sizeof *e, 0, size - sizeof *e);
    e->args = vm->empty_tuple;
    return lk_of_cell(e);
}

/* The first argument, for exceptions that keep it under a name as well.  None where there is no
 * argument. */
static void name_argument(struct lk_vm *vm, struct lk_value e, const char *name)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, lk_exc_args(e));
    lk_own_attr_set(vm, e, name, n ? v[0] : lk_none());
}

/* An exception as raised by the runtime: its class's __new__ and __init__ are not run, so the
 * attributes that they would set are set here. args must be a tuple. */
struct lk_value lk_new_exception(struct lk_vm *vm, struct lk_value cls, struct lk_value args)
{
    struct lk_value e = new_exception(vm, lk_class_of(cls));
    LK_CELL_OF(lk_exception, e)->args = args;
    if (lk_is_sub(lk_class_of(cls), vm->exc_cls[LK_EXC_SystemExit])) {
        name_argument(vm, e, "code");
    } else if (lk_is_sub(lk_class_of(cls), vm->exc_cls[LK_EXC_StopIteration])) {
        name_argument(vm, e, "value");
    }
    return e;
}

/* An instance as object.__new__ makes it, payload zeroed.  The payload is the memory that a
 * native class has behind the object. */
struct lk_value lk_instance(struct lk_vm *vm, struct lk_class *cls)
{
    if (cls->kind == LK_T_EXCEPTION) {
        return new_exception(vm, cls);
    }
    size_t size = lk_slots_size(cls);
    struct lk_object *o = lk_cell_new(vm, LK_T_OBJECT, cls, size);
    memset(o->payload, 0, size - sizeof *o);
    return lk_of_cell(o);
}

/* An instance of a native type, for natives that make their own. */
struct lk_value lk_native_new(struct lk_vm *vm, const struct lk_py_type *type)
{
    return lk_instance(vm, lk_class_of(lk_native_class(vm, type)));
}

/* The same for a class value, which may be a script's subclass of a native type. */
struct lk_value lk_native_new_of(struct lk_vm *vm, struct lk_value cls)
{
    return lk_instance(vm, lk_class_of(cls));
}

/* A text of a subclass is a copy: the original may be interned and shared.  Its class is set by
 * the caller. */
static struct lk_value copy_text(struct lk_vm *vm, struct lk_value v)
{
    struct lk_text *from = lk_text_of(v), *t = lk_text_raw(vm, (enum lk_tag)v.tag, from->n);
    memcpy(t->p, from->p, from->n);
    t->count = from->count;
    return lk_of_cell(t);
}

/* Values that others may hold are copied; a fresh list or dict is taken as it is.  Changing the
 * class of a shared value would change it for all who hold it. */
static struct lk_value copy_shared(struct lk_vm *vm, struct lk_value v, struct lk_class *cls)
{
    switch (v.tag) {
    case LK_T_STR:
    case LK_T_BYTES: return copy_text(vm, v);
    case LK_T_BOOL:
    case LK_T_INT:
    case LK_T_BIGINT: return lk_int_boxed(vm, v, cls);
    case LK_T_FLOAT:
    case LK_T_FLOATOBJ: return lk_float_boxed(vm, lk_float_of(v), cls);
    case LK_T_TUPLE: {
        struct lk_tuple *from = lk_tuple_of(v);
        struct lk_tuple *t = lk_cell_new(vm, LK_T_TUPLE, cls, sizeof *t + from->n * sizeof *t->v);
        t->n = from->n;
        memcpy(t->v, from->v, from->n * sizeof *t->v);
        return lk_of_cell(t);
    }
    default: return v;
    }
}

/* For int and float this boxes: a number has no place for a class.  Gives a fresh value of a
 * built-in kind the class that __new__ was called with. */
bool lk_as_class(struct lk_value *v, struct lk_vm *vm, struct lk_value cls)
{
    struct lk_class *want = lk_class_of(cls);
    if (lk_cls(vm, *v) == want) {
        return true;
    }
    *v = copy_shared(vm, *v, want);
    if (lk_is_cell(*v)) {
        v->as.cell->cls = want;
    }
    return true;
}

/* Is it the method that this built-in class has, and no script's? Natives keep the class they
 * belong to as owner, static ones as data. */
static bool is_native_named(struct lk_value fn, const struct lk_class *owner)
{
    if (lk_is(fn, LK_T_STATICMETHOD)) {
        fn = LK_CELL_OF(lk_wrap, fn)->inner;
    }
    return lk_is(fn, LK_T_NATIVE) &&
           (LK_CELL_OF(lk_nativefn, fn)->owner == owner ||
            lk_same(LK_CELL_OF(lk_nativefn, fn)->data, lk_of_cell((void *)(uintptr_t)owner)));
}

/* Names the methods that are missing.  Always false: the TypeError of CPython 3.11, names sorted.
 * */
static bool abstract_methods(struct lk_vm *vm, struct lk_class *cls, struct lk_value names)
{
    struct lk_buf b = {0};
    struct lk_value list = lk_empty();
    size_t n;
    if (!lk_vm_list(&list, vm, names)) {
        return false;
    }
    lk_put(vm, list);
    if (!lk_list_sort(vm, list, lk_none(), false)) {
        return false;
    }
    const struct lk_value *v = lk_items(&n, list);
    for (size_t i = 0; i < n; i++) {
        lk_buf_addf(&b, "%s" LK_PRI, i ? ", " : "", LK_ARG(lk_text(v[i])));
    }
    lk_raise(vm, LK_EXC_TypeError, "Can't instantiate abstract class " LK_PRI
             " with abstract method%s %s", LK_ARG(lk_text(cls->name)), n > 1 ? "s" : "",
             b.p ? b.p : "");
    lk_buf_clear(&b);
    return false;
}

/* ABCs leave a set of names; a class that implements all has an empty one.  Classes without an
 * ABC among their bases have no such set. */
static bool check_abstract(struct lk_vm *vm, struct lk_class *cls)
{
    struct lk_value names = lk_lookup_known(vm, cls, LK_N_abstractmethods);
    bool any = false;
    if (lk_is_empty(names) || lk_is(names, LK_T_PROPERTY) || cls->builtin) {
        return true;
    }
    if (!lk_vm_truth(&any, vm, names)) {
        return false;
    }
    return !any || abstract_methods(vm, cls, names);
}

/* object.__new__ without looking it up.  Pushes the instance.  Arguments are an error when no
 * __init__ would take them; kinds with cells of another layout are not made by it. */
static bool make_plain(struct lk_vm *vm, struct lk_class *cls, struct lk_value init,
                       uint32_t nargs)
{
    bool other = cls->kind != LK_T_OBJECT && cls->kind != LK_T_EXCEPTION;
    if (other || (cls->def && cls->def->flags & LK_PY_ABSTRACT)) {
        return lk_raise(vm, LK_EXC_TypeError, "cannot create '" LK_PRI "' instances",
                        LK_ARG(lk_text(cls->name)));
    }
    if (nargs && is_native_named(init, vm->cls[LK_TY_object])) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "() takes no arguments",
                        LK_ARG(lk_text(cls->name)));
    }
    if (!check_abstract(vm, cls)) {
        return false;
    }
    lk_put(vm, lk_instance(vm, cls));
    return true;
}

/* The call of a class, its arguments still on the stack behind base[0]. */
struct class_call {
    /* base[0] the class, behind it positional arguments, keyword values, keyword names */
    struct lk_value *base;
    uint32_t npos, nkw;
};

/* Pushes fn, self and the arguments of the call again and calls.  The result is left on top of
 * the stack in the place of fn. */
static bool call_again(struct lk_vm *vm, struct lk_value fn, struct lk_value self,
                       const struct class_call *c)
{
    struct lk_value *at = vm->sp;
    uint32_t n = c->npos + 2 * c->nkw;
    if (!lk_room(vm, n + 2)) {
        return false;
    }
    lk_put(vm, fn);
    lk_put(vm, self);
    memcpy(vm->sp, c->base + 1, n * sizeof *c->base);
    vm->sp += n;
    return lk_call_at(vm, at, c->npos + 1, c->nkw);
}

/* __init__ is called with the same arguments; what it returns must be None. object.__init__ is
 * not called at all; descriptors of other kinds are bound first. */
static bool run_init(struct lk_vm *vm, const struct class_call *c)
{
    struct lk_value self = vm->sp[-1];
    struct lk_class *cls = lk_cls(vm, self);
    struct lk_value init = lk_lookup_known(vm, cls, LK_N_init), out;
    if (is_native_named(init, vm->cls[LK_TY_object])) {
        return true;
    }
    if (!lk_is(init, LK_T_FUNCTION) && !lk_is(init, LK_T_NATIVE)) {
        if (!lk_bind(&init, vm, init, self, cls)) {
            return false;
        }
        struct lk_args args = {.v = c->base + 1, .n = c->npos, .nkw = c->nkw,
                               .kw = c->base + 1 + c->npos + c->nkw};
        return lk_vm_call(&out, vm, init, &args);
    }
    if (!call_again(vm, init, self, c)) {
        return false;
    }
    out = *--vm->sp;
    return lk_is_none(out) ||
           lk_raise(vm, LK_EXC_TypeError, "__init__() should return None, not '" LK_PRI "'",
                    LK_ARG(lk_type_name(vm, out)));
}

/* The instance takes the place of the call.  Everything that the call had on the stack is
 * dropped. */
static bool finish(struct lk_vm *vm, struct lk_value *base)
{
    base[0] = vm->sp[-1];
    vm->sp = base + 1;
    return true;
}

/* The class becomes the first argument of its metaclass's __call__. Makes room for it by moving
 * the arguments up. */
static bool call_meta(struct lk_vm *vm, struct lk_value fn, struct lk_value *base, uint32_t npos,
                      uint32_t nkw)
{
    if (!lk_room(vm, 1)) {
        return false;
    }
    memmove(base + 1, base, (1 + npos + 2 * nkw) * sizeof *base);
    vm->sp++;
    base[0] = fn;
    return lk_call_at(vm, base, npos + 1, nkw);
}

/* type.__call__: __new__, and __init__ if that gave an instance of the class.  An instance of
 * another class is given back without __init__, as in CPython. */
bool lk_construct(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_class *cls = lk_class_of(base[0]);
    struct class_call c = {base, npos, nkw};
    struct lk_value fresh = lk_lookup_known(vm, cls, LK_N_new);
    if (is_native_named(fresh, vm->cls[LK_TY_object])) {
        struct lk_value init = lk_lookup_known(vm, cls, LK_N_init);
        if (!make_plain(vm, cls, init, npos + nkw)) {
            return false;
        }
    } else {
        if (!lk_bind(&fresh, vm, fresh, lk_empty(), cls) ||
            !call_again(vm, fresh, base[0], &c)) {
            return false;
        }
        if (!lk_is_sub(lk_cls(vm, vm->sp[-1]), cls)) {
            return finish(vm, base);
        }
    }
    return run_init(vm, &c) && finish(vm, base);
}

/* type(x) with one argument is a question, not a construction.  A metaclass with a __call__ of
 * its own decides everything. */
bool lk_call_class(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_class *cls = lk_class_of(base[0]);
    if (cls->cell.cls != vm->cls[LK_TY_type]) {
        struct lk_value fn = lk_override(vm, base[0], LK_N_call);
        if (!lk_is_empty(fn)) {
            return call_meta(vm, fn, base, npos, nkw);
        }
    }
    if (cls == vm->cls[LK_TY_type] && npos == 1 && !nkw) {
        base[0] = lk_vm_type(vm, base[1]);
        vm->sp = base + 1;
        return true;
    }
    return lk_construct(vm, base, npos, nkw);
}
