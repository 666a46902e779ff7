/* builtin_function_or_method, method, generator, property, classmethod, staticmethod,
 * module, cell, and the small kinds around classes. */
#include "py/rows.h"
#include "py/function.h"
#include "py/gen.h"
#include "py/op.h"

/* The head of a native: *out is None on the way in, so that a native that has nothing to give
 * leaves it alone. */
#define NATIVE(name)                                                                               \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)

/* Attributes that are a member of the cell: read and written as they are. None of these getters
 * can fail, since the class check has been made before a native is called. */
#define MEMBER(name, type, member)                                                                 \
    NATIVE(get_##name)                                                                             \
    {                                                                                              \
        (void)vm;                                                                                  \
        *out = LK_CELL_OF(type, a->v[0])->member;                                                  \
        return true;                                                                               \
    }
/* The same with a setter, for what CPython lets scripts assign. */
#define WRITABLE(name, type, member)                                                               \
    MEMBER(name, type, member)                                                                     \
    NATIVE(set_##name)                                                                             \
    {                                                                                              \
        (void)out;                                                                                 \
        (void)vm;                                                                                  \
        LK_CELL_OF(type, a->v[0])->member = a->v[1];                                               \
        return true;                                                                               \
    }
MEMBER(native_name, lk_nativefn, name)
MEMBER(method_func, lk_method, fn)
MEMBER(method_self, lk_method, self)
MEMBER(gen_name, lk_generator, name)
MEMBER(gen_qualname, lk_generator, qualname)
MEMBER(prop_get, lk_property, get)
MEMBER(prop_set, lk_property, set)
MEMBER(prop_del, lk_property, del)
WRITABLE(prop_doc, lk_property, doc)
MEMBER(wrap_inner, lk_wrap, inner)
MEMBER(alias_origin, lk_alias, origin)
MEMBER(alias_args, lk_alias, args)
MEMBER(member_name, lk_member, name)

/* function.__get__: a function found through an instance becomes a bound method; through the
 * class (instance None) it stays what it is. */
bool lk_fn_get(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_is_none(a->v[1]) ? a->v[0] : lk_new_method(vm, a->v[0], a->v[1]);
    return true;
}

/* __call__ of everything that can be called: hands its arguments on unchanged, keywords
 * included; self is the first of them and is what gets called. */
bool lk_call_self(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_args args = {.v = a->v + 1, .n = a->n - 1, .nkw = a->nkw, .kw = a->kw};
    return lk_vm_call(out, vm, a->v[0], &args);
}

/* __doc__ of a built-in function: the text of its row, or None where the table has none. */
NATIVE(native_doc)
{
    const char *doc = LK_CELL_OF(lk_nativefn, a->v[0])->row->doc;
    *out = doc ? lk_new_strz(vm, doc) : lk_none();
    return true;
}

/* __qualname__ of a built-in: class and name for methods, the bare name for functions. */
NATIVE(native_qualname)
{
    struct lk_nativefn *fn = LK_CELL_OF(lk_nativefn, a->v[0]);
    *out = fn->owner ? lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(lk_text(fn->owner->name)),
                                   LK_ARG(lk_text(fn->name))) : fn->name;
    return true;
}

/* __module__ of a built-in: "builtins" for all of them, also where the row belongs to another
 * module's table, since the row does not know its module. */
NATIVE(native_module)
{
    (void)a;
    *out = lk_intern(vm, LK_STR("builtins"));
    return true;
}

/* Functions and methods of classes have the same rows; only what they are called differs. */
#define NATIVE_ROWS                                                                                \
    {"__name__(self)", get_native_name, LK_PY_PROPERTY, NULL},                                     \
    {"__qualname__(self)", native_qualname, LK_PY_PROPERTY, NULL},                                 \
    {"__doc__(self)", native_doc, LK_PY_PROPERTY, NULL},                                           \
    {"__module__(self)", native_module, LK_PY_PROPERTY, NULL},                                     \
    {"__get__(self, instance, owner=None, /)", lk_fn_get, LK_PY_GENERIC, NULL},                    \
    {"__call__(self, *args)", lk_call_self, LK_PY_RAW | LK_PY_GENERIC, NULL},                      \
    {0}

const struct lk_py_row lk_rows_native[] = {NATIVE_ROWS};
const struct lk_py_row lk_rows_method_descriptor[] = {NATIVE_ROWS};
const struct lk_py_row lk_rows_wrapper_descriptor[] = {NATIVE_ROWS};

/* The dunder names that every class would answer: of a method they are those of the function. */
#define FROM_FUNCTION(name)                                                                        \
    NATIVE(method_##name)                                                                          \
    {                                                                                              \
        return lk_vm_getattrz(out, vm, LK_CELL_OF(lk_method, a->v[0])->fn, "__" #name "__");       \
    }
FROM_FUNCTION(name)
FROM_FUNCTION(qualname)
FROM_FUNCTION(doc)
FROM_FUNCTION(module)

/* Bound methods of scripts and of built-in classes. */
#define METHOD_ROWS                                                                                \
    {"__func__(self)", get_method_func, LK_PY_PROPERTY, NULL},                                     \
    {"__self__(self)", get_method_self, LK_PY_PROPERTY, NULL},                                     \
    {"__name__(self)", method_name, LK_PY_PROPERTY, NULL},                                         \
    {"__qualname__(self)", method_qualname, LK_PY_PROPERTY, NULL},                                 \
    {"__doc__(self)", method_doc, LK_PY_PROPERTY, NULL},                                           \
    {"__module__(self)", method_module, LK_PY_PROPERTY, NULL},                                     \
    {"__call__(self, *args)", lk_call_self, LK_PY_RAW | LK_PY_GENERIC, NULL},                      \
    {0}

const struct lk_py_row lk_rows_method[] = {METHOD_ROWS};
const struct lk_py_row lk_rows_builtin_method[] = {METHOD_ROWS};
const struct lk_py_row lk_rows_method_wrapper[] = {METHOD_ROWS};

/* An end that a script sees: StopIteration with the return value. next() ends silently inside
 * the runtime; only send() and throw() called by a script need the exception itself, whose value
 * attribute is what `yield from` gives. */
static bool stop(struct lk_vm *vm, struct lk_value value)
{
    struct lk_value args = lk_is_none(value) ? vm->empty_tuple : lk_new_tuple(vm, &value, 1);
    struct lk_value e = lk_new_exception(vm, lk_exc_class(vm, LK_EXC_StopIteration), args);
    lk_own_attr_set(vm, e, "value", value);
    return lk_throw(vm, e);
}

/* generator.send(value): runs to the next yield; the end raises StopIteration. */
NATIVE(gen_send)
{
    struct lk_generator *g = LK_CELL_OF(lk_generator, a->v[0]);
    return lk_gen_resume(out, vm, g, a->v[1], lk_empty()) &&
           (!lk_is_empty(*out) || stop(vm, g->result));
}

/* generator.throw(typ, val, tb): an instance, or a class with the value it is made of, as
 * CPython's older form has it; the traceback is not looked at. */
NATIVE(gen_throw)
{
    struct lk_generator *g = LK_CELL_OF(lk_generator, a->v[0]);
    struct lk_value e = a->v[1];
    /* throw(Class, value): the value may be the instance itself. */
    if (lk_is(e, LK_T_CLASS) && !lk_is_none(a->v[2])) {
        if (lk_is(a->v[2], LK_T_EXCEPTION)) {
            e = a->v[2];
        } else if (!lk_vm_callv(&e, vm, e, &a->v[2], 1)) {
            return false;
        }
    }
    lk_put(vm, e);
    return lk_gen_throw(out, vm, g, e) && (!lk_is_empty(*out) || stop(vm, g->result));
}

/* generator.close(): GeneratorExit at the yield; a generator that yields once more is an error. */
NATIVE(gen_close)
{
    (void)out;
    return lk_gen_close(vm, LK_CELL_OF(lk_generator, a->v[0]));
}

/* generator.gi_running: true only while the generator's own code asks for it. */
NATIVE(gen_running)
{
    (void)vm;
    *out = lk_bool(LK_CELL_OF(lk_generator, a->v[0])->state == LK_GEN_RUNNING);
    return true;
}

/* generator.gi_frame: scripts only test it against None to learn whether a generator is
 * exhausted; there is no frame object to give, so that a live one answers True. */
NATIVE(gen_frame)
{
    (void)vm;
    *out = lk_bool(true);
    if (LK_CELL_OF(lk_generator, a->v[0])->state == LK_GEN_DONE) {
        *out = lk_none();
    }
    return true;
}

/* generator.gi_code: that of the function. */
NATIVE(gen_code)
{
    *out = lk_code_object(vm, LK_CELL_OF(lk_generator, a->v[0])->fn);
    return true;
}

/* generator.gi_yieldfrom: the iterator of `yield from` that it waits for, or None. */
NATIVE(gen_from)
{
    struct lk_value from = LK_CELL_OF(lk_generator, a->v[0])->from;
    (void)vm;
    *out = lk_is_empty(from) ? lk_none() : from;
    return true;
}

/* generator.gi_suspended: has it begun, and neither ended nor is it running? */
NATIVE(gen_suspended)
{
    (void)vm;
    *out = lk_bool(LK_CELL_OF(lk_generator, a->v[0])->state == LK_GEN_SUSPENDED);
    return true;
}

const struct lk_py_row lk_rows_generator[] = {
    {"send(self, value, /)", gen_send, 0, NULL},
    {"throw(self, typ, val=None, tb=None, /)", gen_throw, 0, NULL},
    {"close(self)", gen_close, 0, NULL},
    {"gi_code(self)", gen_code, LK_PY_PROPERTY, NULL},
    {"gi_yieldfrom(self)", gen_from, LK_PY_PROPERTY, NULL},
    {"gi_suspended(self)", gen_suspended, LK_PY_PROPERTY, NULL},
    {"gi_running(self)", gen_running, LK_PY_PROPERTY, NULL},
    {"gi_frame(self)", gen_frame, LK_PY_PROPERTY, NULL},
    {"__name__(self)", get_gen_name, LK_PY_PROPERTY, NULL},
    {"__qualname__(self)", get_gen_qualname, LK_PY_PROPERTY, NULL},
    {0},
};

/* property.__new__: an empty property; the accessors come with __init__, which a subclass may
 * override. */
NATIVE(prop_new)
{
    struct lk_property *p = lk_cell_new(vm, LK_T_PROPERTY, lk_class_of(a->v[0]), sizeof *p);
    p->get = p->set = p->del = p->doc = lk_none();
    p->name = vm->known[LK_N_w_empty];
    *out = lk_of_cell(p);
    return true;
}

/* The name of an accessor for the messages about a property; the empty text for what is no
 * function of a script. */
static struct lk_value name_of(struct lk_vm *vm, struct lk_value fn)
{
    return lk_is(fn, LK_T_FUNCTION) ? LK_CELL_OF(lk_function, fn)->name
                                    : vm->known[LK_N_w_empty];
}

/* property.__init__(fget, fset, fdel, doc). Without a doc of its own the property takes the
 * getter's, as CPython. */
NATIVE(prop_init)
{
    struct lk_property *p = LK_CELL_OF(lk_property, a->v[0]);
    (void)out;
    p->get = a->v[1];
    p->set = a->v[2];
    p->del = a->v[3];
    p->doc = a->v[4];
    p->name = name_of(vm, p->get);
    if (lk_is_none(p->doc) && lk_is(p->get, LK_T_FUNCTION)) {
        p->doc = LK_CELL_OF(lk_function, p->get)->doc;
    }
    return true;
}

/* A new property of the same class with the same parts: getter(), setter() and deleter() never
 * change the one they are called on, since a base class may still use it. */
static struct lk_property *copy_property(struct lk_vm *vm, struct lk_value self)
{
    struct lk_property *from = LK_CELL_OF(lk_property, self);
    struct lk_property *p = lk_cell_new(vm, LK_T_PROPERTY, from->cell.cls, sizeof *p);
    p->get = from->get;
    p->set = from->set;
    p->del = from->del;
    p->doc = from->doc;
    p->name = from->name;
    return p;
}

/* property.getter(): a copy with another fget, for use as a decorator. */
NATIVE(prop_getter)
{
    struct lk_property *p = copy_property(vm, a->v[0]);
    p->get = a->v[1];
    *out = lk_of_cell(p);
    return true;
}

/* property.setter(): a copy with another fset, for use as a decorator. */
NATIVE(prop_setter)
{
    struct lk_property *p = copy_property(vm, a->v[0]);
    p->set = a->v[1];
    *out = lk_of_cell(p);
    return true;
}

/* property.deleter(): a copy with another fdel, for use as a decorator. */
NATIVE(prop_deleter)
{
    struct lk_property *p = copy_property(vm, a->v[0]);
    p->del = a->v[1];
    *out = lk_of_cell(p);
    return true;
}

/* __get__ of property, classmethod and staticmethod: the rules of binding live in lk_bind; a
 * missing owner is the instance's class. */
NATIVE(descr_get)
{
    struct lk_value owner = lk_is_none(a->v[2]) ? lk_vm_type(vm, a->v[1]) : a->v[2];
    return lk_bind(out, vm, a->v[0], lk_is_none(a->v[1]) ? lk_empty() : a->v[1],
                   lk_class_of(owner));
}

/* property.__set__: calls fset, or says in CPython's words that there is none. */
NATIVE(prop_set)
{
    struct lk_value v[2] = {a->v[1], a->v[2]};
    struct lk_property *p = LK_CELL_OF(lk_property, a->v[0]);
    if (lk_is_none(p->set)) {
        return lk_raise(vm, LK_EXC_AttributeError, "property of '" LK_PRI "' object has no setter",
                        LK_ARG(lk_type_name(vm, v[0])));
    }
    return lk_vm_callv(out, vm, p->set, v, 2);
}

const struct lk_py_row lk_rows_property[] = {
    {"__new__(cls, *args)", prop_new, LK_PY_RAW, NULL},
    {"__init__(self, fget=None, fset=None, fdel=None, doc=None)", prop_init, 0, NULL},
    {"getter(self, fget, /)", prop_getter, 0, NULL},
    {"setter(self, fset, /)", prop_setter, 0, NULL},
    {"deleter(self, fdel, /)", prop_deleter, 0, NULL},
    {"fget(self)", get_prop_get, LK_PY_PROPERTY, NULL},
    {"fset(self)", get_prop_set, LK_PY_PROPERTY, NULL},
    {"fdel(self)", get_prop_del, LK_PY_PROPERTY, NULL},
    {"__doc__(self)", get_prop_doc, LK_PY_PROPERTY, NULL},
    {"__doc__(self, value)", set_prop_doc, LK_PY_SETTER, NULL},
    {"__get__(self, instance, owner=None, /)", descr_get, LK_PY_GENERIC, NULL},
    {"__set__(self, instance, value, /)", prop_set, LK_PY_GENERIC, NULL},
    {0},
};

/* classmethod(f) and staticmethod(f): a wrapper around the function. The kind comes from the
 * class, so that subclasses work, and the class is then set to the subclass. */
NATIVE(wrap_new)
{
    struct lk_class *cls = lk_class_of(a->v[0]);
    *out = lk_new_wrap(vm, (enum lk_tag)cls->kind, a->v[1]);
    /* lk_new_wrap has given it the built-in class. */
    out->as.cell->cls = cls;
    return true;
}

/* An attribute of the wrapped function; CPython 3.10 and later copy these onto the wrapper. */
static bool wrap_attr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                      const char *name)
{
    return lk_vm_getattrz(out, vm, LK_CELL_OF(lk_wrap, a->v[0])->inner, name);
}

/* __name__ of the wrapped function. */
NATIVE(wrap_name)
{
    return wrap_attr(out, vm, a, "__name__");
}

/* __doc__ of the wrapped function. */
NATIVE(wrap_doc)
{
    return wrap_attr(out, vm, a, "__doc__");
}

/* classmethod and staticmethod have the same rows; only binding tells them apart. */
#define WRAP_ROWS                                                                                  \
    {"__new__(cls, function, /)", wrap_new, 0, NULL},                                              \
    {"__func__(self)", get_wrap_inner, LK_PY_PROPERTY, NULL},                                      \
    {"__wrapped__(self)", get_wrap_inner, LK_PY_PROPERTY, NULL},                                   \
    {"__name__(self)", wrap_name, LK_PY_PROPERTY, NULL},                                           \
    {"__doc__(self)", wrap_doc, LK_PY_PROPERTY, NULL},                                             \
    {"__get__(self, instance, owner=None, /)", descr_get, LK_PY_GENERIC, NULL},                    \
    {0}

const struct lk_py_row lk_rows_classmethod[] = {WRAP_ROWS};
const struct lk_py_row lk_rows_staticmethod[] = {WRAP_ROWS};

/* types.ModuleType(name, doc=None): a module without a table, filled by the script's own
 * assignments. */
NATIVE(module_new)
{
    struct lk_value name = a->n > 1 ? a->v[1] : vm->known[LK_N_w_empty];
    *out = lk_of_cell(lk_module_make(vm, name));
    if (a->n > 2) {
        lk_own_attr_set(vm, *out, "__doc__", a->v[2]);
    }
    return true;
}

/* Takes whatever it is given and answers None: for __init__ that __new__ has done already, and
 * for ends of chains. */
NATIVE(ignore)
{
    (void)out;
    (void)vm;
    (void)a;
    return true;
}

/* __init__ is there so that object's does not refuse the arguments. */
const struct lk_py_row lk_rows_module[] = {
    {"__new__(cls, *args)", module_new, LK_PY_RAW, NULL},
    {"__init__(self, *args)", ignore, LK_PY_RAW, NULL},
    {0},
};

/* cell.cell_contents: the value of a closed-over variable; a cell whose variable is not yet
 * bound raises ValueError, as CPython. */
NATIVE(cell_contents)
{
    *out = LK_CELL_OF(lk_box, a->v[0])->value;
    return !lk_is_empty(*out) || lk_raise(vm, LK_EXC_ValueError, "Cell is empty");
}

const struct lk_py_row lk_rows_cell[] = {
    {"cell_contents(self)", cell_contents, LK_PY_PROPERTY, NULL},
    {0},
};
/* X | Y: its members are all that scripts ask for. */
const struct lk_py_row lk_rows_union[] = {
    {"__args__(self)", get_wrap_inner, LK_PY_PROPERTY, NULL},
    {0},
};

/* __class_getitem__ of the generic classes. Nothing is checked: the arguments mean nothing at run
 * time. A class derived from such a one is the origin of its own aliases. */
bool lk_class_subscript(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_alias(vm, a->v[0], a->v[1]);
    return true;
}

/* types.GenericAlias(origin, args), with which classes of scripts make themselves generic. */
static bool new_alias(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_alias(vm, a->v[1], a->v[2]);
    return true;
}

const struct lk_py_row lk_rows_alias[] = {
    {"__new__(cls, origin, args, /)", new_alias, 0, NULL},
    {"__origin__(self)", get_alias_origin, LK_PY_PROPERTY, NULL},
    {"__args__(self)", get_alias_args, LK_PY_PROPERTY, NULL},
    {0},
};

/* __get__ of a slot's descriptor: the value in the instance, or the descriptor itself through
 * the class. */
NATIVE(member_get)
{
    return lk_bind(out, vm, a->v[0], lk_is_none(a->v[1]) ? lk_empty() : a->v[1],
                   lk_cls(vm, a->v[1]));
}

/* __set__ of a slot's descriptor. */
NATIVE(member_set)
{
    (void)out;
    return lk_slot_set(vm, a->v[0], a->v[1], a->v[2]);
}

/* __delete__ of a slot's descriptor. */
NATIVE(member_delete)
{
    (void)out;
    return lk_slot_set(vm, a->v[0], a->v[1], lk_empty());
}

/* The class whose __slots__ it comes from. */
NATIVE(member_class)
{
    (void)vm;
    *out = lk_of_cell(LK_CELL_OF(lk_member, a->v[0])->owner);
    return true;
}

const struct lk_py_row lk_rows_member[] = {
    {"__name__(self)", get_member_name, LK_PY_PROPERTY, NULL},
    {"__objclass__(self)", member_class, LK_PY_PROPERTY, NULL},
    {"__set__(self, instance, value, /)", member_set, LK_PY_GENERIC, NULL},
    {"__delete__(self, instance, /)", member_delete, LK_PY_GENERIC, NULL},
    {"__get__(self, instance, owner=None, /)", member_get, LK_PY_GENERIC, NULL},
    {0},
};

/* traceback.tb_lineno: the line in the outermost frame that the exception has passed, which
 * CPython's first entry stands for, counted from 1; 0 where its source is not known. */
NATIVE(trace_line)
{
    struct lk_exception *e = LK_CELL_OF(lk_exception, LK_CELL_OF(lk_wrap, a->v[0])->inner);
    struct lk_place p;
    size_t n = e->trace.n;
    bool known = n && lk_sources_place(&p, vm->sources, e->trace.v[n - 1].span);
    *out = lk_int(known ? p.line : 0);
    return true;
}

const struct lk_py_row lk_rows_traceback[] = {
    {"tb_lineno(self)", trace_line, LK_PY_PROPERTY, NULL},
    {"tb_next(self)", ignore, LK_PY_PROPERTY, NULL},
    {0},
};
const struct lk_py_row lk_rows_placeholder[] = {{0}};
const struct lk_py_row lk_rows_NoneType[] = {{0}};
const struct lk_py_row lk_rows_ellipsis[] = {{0}};
const struct lk_py_row lk_rows_notimplemented[] = {{0}};

/* mappingproxy: what reads a dict, on the dict. The method is looked up by the name of the row
 * that was called. */
static bool forward(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value fn;
    struct lk_args args = {.v = a->v + 1, .n = a->n - 1, .nkw = a->nkw, .kw = a->kw};
    return lk_vm_getattr(&fn, vm, LK_CELL_OF(lk_wrap, a->v[0])->inner,
                         lk_intern(vm, lk_row_name(a->row))) &&
           lk_vm_call(out, vm, fn, &args);
}

/* types.MappingProxyType(mapping): a view that cannot be written through. Only dicts are taken;
 * other mappings of scripts are refused with CPython's TypeError. */
static bool new_proxy(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_is(a->v[1], LK_T_DICT)) {
        struct lk_str name = lk_type_name(vm, a->v[1]);
        return lk_raise(vm, LK_EXC_TypeError, "mappingproxy() argument must be a mapping, not "
                        LK_PRI, LK_ARG(name));
    }
    *out = lk_new_wrap(vm, LK_T_PROXY, a->v[1]);
    return true;
}

const struct lk_py_row lk_rows_mappingproxy[] = {
    {"__new__(cls, mapping, /)", new_proxy, 0, NULL},
    {"get(self, *args)", forward, LK_PY_RAW, NULL},
    {"keys(self)", forward, LK_PY_RAW, NULL},
    {"values(self)", forward, LK_PY_RAW, NULL},
    {"items(self)", forward, LK_PY_RAW, NULL},
    {"copy(self)", forward, LK_PY_RAW, NULL},
    LK_ROW_SUBSCRIPT,
    {0},
};
