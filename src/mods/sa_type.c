/* Types: what they can do besides being data.  with_variant, enumerations, types of scripts.
 *
 * All types share one constructor, the node's signature; only enumerations and the two base classes
 * for scripts' own types add to it. */
#include "mods/nodedata.h"
#include "mods/rows.h"

/* A class serves as a type wherever an instance does. The mark is on the class; subclasses made
 * by scripts have inherited it. */
bool lk_is_type(struct lk_vm *vm, struct lk_value v)
{
    if (!lk_is(v, LK_T_OBJECT) && !lk_is(v, LK_T_CLASS))
        return false;
    struct lk_value cls = lk_is(v, LK_T_CLASS) ? v : lk_vm_type(vm, v);
    return !lk_is_empty(lk_own_attr(vm, cls, "_lk_type"));
}

/* The instance that a class used as a type stands for. Calling the class runs a script's own
 * __init__, which may raise. The instance is on the stack. */
static bool instance(struct lk_value *out, struct lk_vm *vm, struct lk_value type)
{
    *out = type;
    if (lk_is(type, LK_T_CLASS) && !lk_vm_callv(out, vm, type, NULL, 0))
        return false;
    lk_push(vm, *out);
    return true;
}

/* The decorated type's impl may be decorated again; it must end somewhere. Twenty levels are far
 * more than scripts nest. What comes back is on the stack and is no TypeDecorator. */
bool lk_type_of(struct lk_value *out, struct lk_vm *vm, struct lk_value type)
{
    if (!instance(out, vm, type))
        return false;
    /* PickleType(impl=…) is stored as that type. */
    struct lk_value stored = lk_sa_is(vm, *out, LK_SA_PickleType) ? lk_own_attr(vm, *out, "impl")
                                                                  : lk_empty();
    if (!lk_is_empty(stored) && !lk_is_none(stored) && !instance(out, vm, stored))
        return false;
    for (int i = 0; lk_sa_is(vm, *out, LK_SA_TypeDecorator); i++) {
        struct lk_value dialect = lk_dialect_new(vm), next;
        lk_push(vm, dialect);
        if (i >= 20)
            return lk_raise(vm, LK_EXC_RecursionError, "a TypeDecorator is its own impl");
        if (!lk_vm_method(&next, vm, *out, "load_dialect_impl", &dialect, 1)
            || !instance(out, vm, next))
            return false;
    }
    return true;
}

/* with_variant(self, type_, *dialect_names): a copy that knows the other type. The original
 * stays as it was; which variant counts is up to lowering, which knows the dialect. */
static bool with_variant(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    lk_items(&n, a->v[2]);
    if (!n)
        return lk_sa_raise(vm, "ArgumentError", "At least one dialect name is required");
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    struct lk_value old = lk_own_attr(vm, *out, "_variant_mapping");
    struct lk_value map = lk_new_dict(vm), key, value;
    for (size_t pos = 0; !lk_is_empty(old) && lk_dict_next(old, &pos, &key, &value);)
        if (!lk_dict_set(vm, map, key, value))
            return false;
    lk_sa_set(vm, *out, "_variant_mapping", map);
    for (size_t i = 0; i < n; i++)
        if (!lk_dict_set(vm, map, lk_items(&n, a->v[2])[i], a->v[1]))
            return false;
    return true;
}

/* dialect_impl(self, dialect), as_generic(self), copy(self, **kw): the type itself will do. A
 * TypeDecorator answers with its innermost type, which is what scripts look for. */
static bool itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_type_of(out, vm, a->v[0]);
}

/* compile(self, dialect=None): the type's text in SQL. The text is PostgreSQL's whatever dialect
 * is given, as there is no other here. */
static bool type_text(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_sa_compiled(out, vm, a->v[0]);
}

/* bind_processor(self, dialect), result_processor(…). None says that values pass unchanged, and
 * scripts test for it. */
static bool no_processor(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out, (void)vm, (void)a;
    return true;
}

/* The literal of a value, as literal_processor() of a type writes it; `data` is the type. */
static bool call_literal(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {a->v[0], a->data};
    struct lk_value literal = lk_sa_make(vm, LK_SA_InlineLiteral, "value type", v);
    lk_push(vm, literal);
    return lk_sa_compiled(out, vm, literal);
}

static const struct lk_py_row literal_row = {"process(value)", call_literal, 0, "the literal"};

/* literal_processor(self, dialect): a function that writes values as SQL. Scripts wrap it by
 * super(), hence it must not ask the script's class again. */
static bool literal_processor(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value cls = lk_vm_type(vm, a->v[0]), mro, type = a->v[0];
    size_t n;
    if (!lk_vm_getattrz(&mro, vm, cls, "__mro__"))
        return false;
    lk_items(&n, mro);
    for (size_t i = 0; i < n && lk_is(lk_class_attr(vm, cls, "literal_processor"), LK_T_FUNCTION);
         i++)
        cls = lk_items(&n, mro)[i];
    if (!lk_same(cls, lk_vm_type(vm, type)) && !lk_vm_callv(&type, vm, cls, NULL, 0))
        return false;
    lk_push(vm, type);
    *out = lk_native_fn(vm, &literal_row, type);
    return true;
}

/* coerce_compared_value(self, op, value): the type itself for values of its kind, else that of the
 * value (TypeEngine's rule, told by a module). */
static bool compared(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value module, fn;
    return lk_vm_import(&module, vm, LK_STR("sqlalchemy.sql._compared"))
           && lk_vm_getattrz(&fn, vm, module, "compared") && lk_vm_callv(out, vm, fn, a->v, 3);
}

/* What every type has; classes of types have further rows of their own. */
const struct lk_py_row lk_sa_rows_type[] = {
    {"evaluates_none(self)", lk_node_copy, 0, "a copy"},
    {"__init__(self)", lk_node_init, LK_PY_RAW, "takes the arguments of the type"},
    {"__getattr__(self, name)", lk_node_getattr, 0, "an argument that was not given"},
    {"__repr__(self)", lk_node_repr, 0, "the class and its arguments"},
    {"__str__(self)", type_text, 0, "the type in SQL"},
    {"compile(self, dialect=None)", type_text, 0, "the type in SQL"},
    {"with_variant(self, type_, *dialect_names)", with_variant, 0, "another type elsewhere"},
    {"dialect_impl(self, dialect)", itself, 0, "the type of this dialect"},
    {"as_generic(self, allow_nulltype=False)", itself, 0, "the type itself"},
    {"bind_processor(self, dialect)", no_processor, 0, "none"},
    {"result_processor(self, dialect, coltype)", no_processor, 0, "none"},
    {"literal_processor(self, dialect)", literal_processor, 0, "a function: values as SQL"},
    {"coerce_compared_value(self, op, value)", compared, 0, "the type of what it is beside"},
    {"copy(self, **kw)", lk_node_copy, 0, "a copy"},
    {"adapt(self, cls, **kw)", lk_node_copy, 0, "a copy"},
    {NULL, NULL, 0, NULL},
};

/* ARRAY(item_type, …): an array of arrays is written with dimensions. */
static bool array_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_node_init(out, vm, a))
        return false;
    struct lk_value item = lk_sa_get(vm, a->v[0], "item_type");
    if (lk_is(item, LK_T_CLASS) && lk_is_type(vm, item)) {
        if (!lk_vm_callv(&item, vm, item, NULL, 0))
            return false;
        lk_sa_set(vm, a->v[0], "item_type", item);
    }
    bool nested = lk_sa_is(vm, item, LK_SA_ARRAY);
    return !nested || lk_raise(vm, LK_EXC_ValueError, "Do not nest ARRAY types; ARRAY(basetype) "
                               "handles multi-dimensional arrays of basetype");
}

const struct lk_py_row lk_sa_rows_array_type[] = {
    {"__init__(self)", array_init, LK_PY_RAW, "the items' type, …"},
    {NULL, NULL, 0, NULL},
};

/* Members of an enumeration class: names, or what values_callable gives; aliases left out unless
 * omit_aliases is false. `members` is __members__, in which aliases have a key of their own and
 * the name of the member they stand for. */
static bool member_labels(struct lk_vm *vm, struct lk_value labels, struct lk_value members,
                          bool aliases)
{
    struct lk_value key, list;
    if (!lk_vm_list(&list, vm, members))
        return false;
    lk_push(vm, list);
    for (size_t i = 0, n = lk_list_of(list)->n; i < n; i++) {
        struct lk_value member, name;
        key = lk_list_of(list)->v[i];
        if (!lk_vm_getitem(&member, vm, members, key) || !lk_vm_getattrz(&name, vm, member, "name"))
            return false;
        if ((aliases || lk_str_eq(lk_text(name), lk_text(key)))
            && !lk_list_append(vm, labels, key))
            return false;
    }
    return true;
}

/* The labels are the members' names, as SQLAlchemy has it. values_callable= replaces them by what
 * it makes of the class; such a list is taken as it is. */
static bool enum_of_class(struct lk_value *labels, struct lk_vm *vm, struct lk_value self,
                          struct lk_value cls)
{
    struct lk_value members, callable = lk_sa_get(vm, self, "values_callable");
    if (!lk_vm_getattrz(&members, vm, cls, "__members__"))
        return false;
    lk_push(vm, members);
    lk_sa_set(vm, self, "enum_class", cls);
    if (!lk_is_none(callable)) {
        struct lk_value given;
        return lk_vm_callv(&given, vm, callable, &cls, 1) && lk_vm_list(labels, vm, given);
    }
    *labels = lk_new_list(vm, NULL, 0);
    lk_push(vm, *labels);
    /* An alias is a second name of a member; it is no label unless asked for. */
    struct lk_value omit = lk_own_attr(vm, self, "omit_aliases");
    return member_labels(vm, *labels, members, lk_is(omit, LK_T_BOOL) && !omit.as.i);
}

/* An enumeration of a class is named after it. An explicit name= is kept; the class gives its
 * name in lower case. */
static bool enum_name(struct lk_vm *vm, struct lk_value self, struct lk_value cls)
{
    struct lk_value name, lower;
    if (!lk_is_empty(lk_own_attr(vm, self, "name")))
        return true;
    if (!lk_vm_getattrz(&name, vm, cls, "__name__")
        || !lk_vm_method(&lower, vm, name, "lower", NULL, 0))
        return false;
    lk_sa_set(vm, self, "name", lower);
    return true;
}

/* VARCHAR(length) of an enumeration that is not native. A length that is given must hold the
 * longest label, in code points. Without one the longest label decides. */
static bool check_length(struct lk_vm *vm, struct lk_value self)
{
    struct lk_value length = lk_own_attr(vm, self, "length");
    size_t n;
    const struct lk_value *label = lk_items(&n, lk_sa_get(vm, self, "enums"));
    int64_t longest = 0;
    for (size_t i = 0; i < n; i++)
        if (lk_is(label[i], LK_T_STR) && lk_text_of(label[i])->count > longest)
            longest = lk_text_of(label[i])->count;
    if (!lk_is(length, LK_T_INT) || !length.as.i || length.as.i >= longest)
        return true;
    return lk_raise(vm, LK_EXC_ValueError, "When provided, length must be larger or equal than the "
                    "length of the longest enum value. %lld < %lld", (long long)length.as.i,
                    (long long)longest);
}

/* Arguments that say something only together with others: the schema of its MetaData, quote= that
 * belongs to the name, and length=None, which is not the same as no length given. */
static bool enum_arguments(struct lk_vm *vm, struct lk_value self)
{
    struct lk_value metadata = lk_sa_get(vm, self, "metadata"), schema = lk_none(), name;
    struct lk_value quote = lk_own_attr(vm, self, "quote");
    struct lk_value length = lk_own_attr(vm, self, "length");
    if (!lk_is_none(metadata))
        schema = lk_sa_get(vm, metadata, "schema");
    if (!lk_is_none(schema) && lk_is_none(lk_sa_get(vm, self, "schema")))
        lk_sa_set(vm, self, "schema", schema);
    if (lk_is_none(length) && !lk_is_empty(length))
        lk_sa_set(vm, self, "length", lk_int(0));
    name = lk_own_attr(vm, self, "name");
    return lk_quote_name(&name, vm, name, quote)
           && (lk_is_empty(name) || (lk_sa_set(vm, self, "name", name), true));
}

/* Enum(*enums, …), Enum(EnumClass, …). One argument that is a class is a class of enum; all
 * else are labels. */
static bool enum_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value self = a->v[0], labels;
    if (!lk_node_init(out, vm, a))
        return false;
    size_t n;
    const struct lk_value *label = lk_items(&n, lk_sa_get(vm, self, "enums"));
    struct lk_value cls = n == 1 && lk_is(label[0], LK_T_CLASS) ? label[0] : lk_empty();
    if (!lk_is_empty(cls)) {
        if (!enum_of_class(&labels, vm, self, cls) || !enum_name(vm, self, cls))
            return false;
        lk_sa_set(vm, self, "enums", labels);
    }
    return enum_arguments(vm, self) && check_length(vm, self);
}

/* DOMAIN(name, data_type, …): quote= belongs to the name. */
static bool domain_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value self = a->v[0], name;
    if (!lk_node_init(out, vm, a)
        || !lk_quote_name(&name, vm, lk_sa_get(vm, self, "name"), lk_own_attr(vm, self, "quote")))
        return false;
    lk_sa_set(vm, self, "name", name);
    return true;
}

const struct lk_py_row lk_sa_rows_pg_domain[] = {
    {"__init__(self)", domain_init, LK_PY_RAW, "name, data_type, …"},
    {NULL, NULL, 0, NULL},
};

/* create(self, bind=None, checkfirst=…) and drop(): CREATE TYPE and DROP TYPE. checkfirst is
 * what counts where the caller did not say; a TypeDecorator stands for its impl. */
static bool type_ddl(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                     enum lk_op_id op, bool checkfirst)
{
    (void)out;
    struct lk_value type, v[2];
    if (!lk_type_of(&type, vm, a->v[0]))
        return false;
    v[0] = type;
    v[1] = lk_given(a, 2) ? a->v[2] : lk_bool(checkfirst);
    bool truth;
    if (!lk_vm_truth(&truth, vm, v[1]))
        return false;
    v[1] = lk_bool(truth);
    return lk_op_run(vm, op, v, 3);
}

/* create(self, bind=None, checkfirst=False); not native: there is no type. The generic Enum
 * creates without looking first, as in SQLAlchemy. */
static bool enum_create(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value native = lk_own_attr(vm, a->v[0], "native_enum");
    if (lk_is(native, LK_T_BOOL) && !native.as.i)
        return true;
    return type_ddl(out, vm, a, LK_OP_CREATE_TYPE, false);
}

/* drop(self, bind=None, checkfirst=False). A type that is not native is a VARCHAR, so that
 * nothing is to be dropped. */
static bool enum_drop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value native = lk_own_attr(vm, a->v[0], "native_enum");
    if (lk_is(native, LK_T_BOOL) && !native.as.i)
        return true;
    return type_ddl(out, vm, a, LK_OP_DROP_TYPE, false);
}

const struct lk_py_row lk_sa_rows_enum[] = {
    {"__init__(self)", enum_init, LK_PY_RAW, "labels, or a class of enum"},
    {"create(self, bind=None, checkfirst=False)", enum_create, 0, "CREATE TYPE"},
    {"drop(self, bind=None, checkfirst=False)", enum_drop, 0, "DROP TYPE"},
    {NULL, NULL, 0, NULL},
};

/* create(self, bind=None, checkfirst=True) of ENUM and DOMAIN. These look first unless told
 * otherwise, as in the PostgreSQL dialect. */
static bool named_create(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return type_ddl(out, vm, a, LK_OP_CREATE_TYPE, true);
}

/* drop(self, bind=None, checkfirst=True). A type that is not there is passed over, since
 * checkfirst is true by default. */
static bool named_drop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return type_ddl(out, vm, a, LK_OP_DROP_TYPE, true);
}

#define CREATE_AND_DROP                                                                            \
    {"create(self, bind=None, checkfirst=True, **kw)", named_create, 0, "CREATE TYPE"},            \
    {"drop(self, bind=None, checkfirst=True, **kw)", named_drop, 0, "DROP TYPE"}

/* DOMAIN has no constructor of its own: its node's signature says it all. */
const struct lk_py_row lk_sa_rows_named_type[] = {CREATE_AND_DROP, {NULL, NULL, 0, NULL}};
/* postgresql.ENUM takes labels or a class, as Enum does. */
const struct lk_py_row lk_sa_rows_pg_enum[] = {
    {"__init__(self)", enum_init, LK_PY_RAW, "labels, or a class of enum"},
    CREATE_AND_DROP,
    {NULL, NULL, 0, NULL},
};

/* TypeDecorator(*args, **kw): the arguments are the impl's. The script's own __init__ usually
 * calls this one by super(). */
static bool decorator_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_value self = a->v[0], impl = lk_class_attr(vm, lk_vm_type(vm, self), "impl");
    if (lk_is_empty(impl))
        return lk_raise(vm, LK_EXC_AttributeError, "TypeDecorator implementations require a "
                        "class-level variable 'impl' which refers to the class of type being "
                        "decorated");
    /* impl = String or impl = String(50): only a class takes arguments. */
    if (lk_is(impl, LK_T_CLASS)) {
        struct lk_args rest = {.v = a->v + 1, .n = a->n - 1, .nkw = a->nkw, .kw = a->kw,
                               .data = lk_empty()};
        if (!lk_vm_call(&impl, vm, impl, &rest))
            return false;
    }
    lk_sa_set(vm, self, "impl", impl);
    return true;
}

/* load_dialect_impl(self, dialect), unless the script has its own. A script that overrides it
 * chooses the type by the dialect's name. */
static bool decorator_impl(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_vm_getattrz(out, vm, a->v[0], "impl");
}

/* What the decorator has not is asked of its impl. For instance .length of a decorated
 * String. */
static bool decorator_getattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value impl = lk_own_attr(vm, a->v[0], "impl");
    if (!lk_is_empty(impl))
        return lk_vm_getattr(out, vm, impl, a->v[1]);
    return lk_raise(vm, LK_EXC_AttributeError, "'" LK_PRI "' object has no attribute '" LK_PRI "'",
                    LK_ARG(lk_type_name(vm, a->v[0])), LK_ARG(lk_text(a->v[1])));
}

/* process_bind_param(self, value, dialect) and its opposite. What a decorator does with values
 * unless the script says more. */
static bool value_itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = a->v[1];
    return true;
}

/* coerce_compared_value(self, op, value): a decorator makes ready whatever stands beside it. */
static bool own_type(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = a->v[0];
    return true;
}

const struct lk_py_row lk_sa_rows_decorator[] = {
    {"__init__(self)", decorator_init, LK_PY_RAW, "takes the arguments of its impl"},
    {"__getattr__(self, name)", decorator_getattr, 0, "an attribute of its impl"},
    {"load_dialect_impl(self, dialect)", decorator_impl, 0, "its impl"},
    {"type_engine(self, dialect)", decorator_impl, 0, "its impl"},
    {"process_bind_param(self, value, dialect)", value_itself, 0, "the value"},
    {"process_result_value(self, value, dialect)", value_itself, 0, "the value"},
    {"coerce_compared_value(self, op, value)", own_type, 0, "the type itself"},
    {NULL, NULL, 0, NULL},
};

/* A type of a script keeps what its own __init__ sets. object.__init__ is as strict when a class
 * has no __init__ of its own. */
static bool user_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    if (a->n + a->nkw > 1)
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "() takes no arguments",
                        LK_ARG(lk_type_name(vm, a->v[0])));
    return true;
}

/* get_col_spec(self, **kw) must come from the script. Raised when the type is lowered, so that a
 * type which is never written does no harm. */
static bool no_col_spec(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_raise(vm, LK_EXC_NotImplementedError, "'" LK_PRI "' has no get_col_spec()",
                    LK_ARG(lk_type_name(vm, a->v[0])));
}

const struct lk_py_row lk_sa_rows_user_type[] = {
    {"__init__(self)", user_init, LK_PY_RAW, "nothing"},
    {"get_col_spec(self, **kw)", no_col_spec, 0, "to be written by the script"},
    {"coerce_compared_value(self, op, value)", own_type, 0, "the type itself"},
    {NULL, NULL, 0, NULL},
};
