/* alembic.op: one row per operation, made from the table of operations, and what stands beside
 * them.  The batch is in mod_batch.c, the context in mod_context.c.
 *
 * `op` is a module like any other: `op.x = wrapper` replaces a function for every script of the
 * run, and custom operations become attributes of it. */
#include "mods/alembic.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* op_cls and the names are kept in the decorator. */
static lk_native op_call, op_f, op_inline_literal, op_create_table, op_invoke, op_register,
    op_implementation, op_sync_enum;

/* In the order of the operations' ids; the others follow. Signatures are the table's own texts,
 * hence argument errors read as Alembic's. */
static const struct lk_py_row op_rows[] = {
#define LK_OP(id, name, sig, lock, flags, doc) {name "(" sig ")", op_call, 0, doc},
#include "model/ops.def"
#undef LK_OP
    {"f(name)", op_f, 0, "a name that no naming convention applies to"},
    {"inline_literal(value, type_=None)", op_inline_literal, 0, "a value rendered in the text"},
    {"get_bind()", lk_alembic_bind, 0, "the connection"},
    {"get_context()", lk_alembic_context, 0, "the migration context"},
    {LK_BATCH_SIGNATURE, lk_alembic_batch, 0, "operations on one table"},
    {"invoke(operation)", op_invoke, 0, "carries out an operation object"},
    {"register_operation(name, sourcename=None)", op_register, 0, "makes op.name"},
    {"implementation_for(op_cls, replace=False)", op_implementation, 0, "what carries it out"},
    {"sync_enum_values(*args, **kw)", op_sync_enum, LK_PY_RAW, "of alembic-postgresql-enum"},
    {NULL, NULL, 0, NULL},
};

/* Operations of the table that Alembic has not: manifests and schema objects use them. */
static const char *const not_alembics[] = {"execute_file", "query", "create_type", "drop_type",
                                           "create_item", "drop_item"};

/* The row's place in the table is the operation's id. Arguments are placed by the runtime, by
 * the signature; here they only become data. */
static bool op_call(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t id = (size_t)(a->row - op_rows);
    struct lk_op *op;
    if (id == LK_OP_CREATE_TABLE)
        return op_create_table(out, vm, a);
    if (id == LK_OP_ADD_COLUMN && lk_sa_is(vm, a->v[1], LK_SA_ColumnClause)
        && !lk_sa_is(vm, a->v[1], LK_SA_Column))
        return lk_raise(vm, LK_EXC_AttributeError, "Neither 'ColumnClause' object nor 'Comparator' "
                        "object has an attribute 'identity'; write sa.Column");
    if (id == LK_OP_BULK_INSERT && !lk_is(a->v[1], LK_T_LIST))
        return lk_raise(vm, LK_EXC_TypeError, "List expected");
    return lk_op_build(&op, vm, &lk_op_table[id], a->v, a->given) && lk_op_do(vm, op);
}

/* A function of alembic.op as it was before any script replaced it. */
bool lk_op_function(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    for (size_t i = 0; op_rows[i].signature; i++) {
        struct lk_str own = {op_rows[i].signature, strcspn(op_rows[i].signature, "(")};
        if (lk_str_eq(own, name)) {
            *out = lk_native_fn(vm, &op_rows[i], lk_empty());
            return true;
        }
    }
    return lk_raise(vm, LK_EXC_KeyError, "'" LK_PRI "'", LK_ARG(name));
}

/* The table that create_table returns, for bulk_insert and inserts. The same columns serve the
 * table that is returned; a column which belongs to another table is copied, as Alembic does.
 * None among the items is skipped. */
static bool described(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    *out = lk_sa_make(vm, LK_SA_Table, "name", a->v);
    lk_push(vm, *out);
    lk_sa_set(vm, *out, "_c", lk_collection_new(vm));
    int schema = lk_def_param(&lk_op_table[LK_OP_CREATE_TABLE], "schema");
    if (schema >= 0 && !lk_is_none(a->v[schema]))
        lk_sa_set(vm, *out, "schema", a->v[schema]);
    lk_items(&n, a->v[1]);
    for (size_t i = 0; i < n; i++) {
        struct lk_value item = lk_items(&n, a->v[1])[i];
        if (lk_is_none(item))
            continue;
        if (!lk_sa_is(vm, item, LK_SA_SchemaItem) && !lk_sa_is(vm, item, LK_SA_ColumnClause))
            return lk_sa_raise(vm, "ArgumentError", "'SchemaItem' object, such as a 'Column' or a "
                               "'Constraint' expected, got '" LK_PRI "'",
                               LK_ARG(lk_type_name(vm, item)));
        bool taken = !lk_is_none(lk_sa_get(vm, item, "table"));
        if (!lk_table_add(vm, *out, taken ? lk_sa_copy(vm, item) : item))
            return false;
    }
    return true;
}

/* SQLAlchemy takes a MetaData for an item of a table and does nothing with it. */
static bool leave_out_metadata(struct lk_value *items, struct lk_vm *vm)
{
    size_t n;
    struct lk_value kept = lk_new_list(vm, NULL, 0);
    lk_push(vm, kept);
    lk_items(&n, *items);
    for (size_t i = 0; i < n; i++) {
        struct lk_value item = lk_items(&n, *items)[i];
        if (!lk_sa_is(vm, item, LK_SA_MetaData) && !lk_list_append(vm, kept, item))
            return false;
    }
    if (!lk_vm_tuple(items, vm, kept))
        return false;
    lk_push(vm, *items);
    return true;
}

/* create_table(table_name, *columns, …) -> Table. The table is made first: what it refuses is
 * refused before anything is emitted. */
static bool op_create_table(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_op *op;
    struct lk_value v[32];
    struct lk_args call = *a;
    size_t n = lk_def_sig(&lk_op_table[LK_OP_CREATE_TABLE])->n;
    memcpy(v, a->v, (n < 32 ? n : 32) * sizeof *v);
    call.v = v;
    if (!leave_out_metadata(&v[1], vm) || !described(out, vm, &call))
        return false;
    return lk_op_build(&op, vm, &lk_op_table[LK_OP_CREATE_TABLE], v, a->given)
           && lk_op_do(vm, op);
}

/* f(name). The name is final: naming conventions leave it alone. */
static bool op_f(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value cls = lk_native_class(vm, &lk_conv_type);
    return lk_vm_callv(out, vm, cls, a->v, 1);
}

/* inline_literal(value, type_=None). Written into the SQL even where values would be bound, as
 * --sql needs. */
static bool op_inline_literal(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_InlineLiteral, "value type", a->v);
    return true;
}

/* The plugin is imported by env.py, so that scripts use its operation without a word. The call
 * is passed on as it came, behind the operations as first argument. */
static bool op_sync_enum(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value module, v[32];
    if (a->n + a->nkw > 30)
        return lk_raise(vm, LK_EXC_TypeError, "sync_enum_values() got too many arguments");
    if (!lk_vm_import(&module, vm, LK_STR("alembic_postgresql_enum"))
        || !lk_vm_import(&v[0], vm, LK_STR("alembic.op")))
        return false;
    struct lk_value fn;
    memcpy(v + 1, a->v, (a->n + a->nkw) * sizeof *v);
    const struct lk_args call = {.v = v, .n = a->n + 1, .nkw = a->nkw, .kw = a->kw,
                                 .data = lk_empty()};
    return lk_vm_getattrz(&fn, vm, module, "sync_enum_values") && lk_vm_call(out, vm, fn, &call);
}

/* A dict among what scripts registered. It lives as long as the runtime, since registrations
 * count for all scripts. */
static struct lk_value hook_dict(struct lk_vm *vm, const char *name)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_value dict = lk_dict_getz(vm, m->hooks, name);
    if (lk_is_empty(dict)) {
        dict = lk_new_dict(vm);
        lk_dict_setz(vm, m->hooks, name, dict);
    }
    return dict;
}

/* The implementation of an operation's class or of the nearest ancestor, given the operations.
 * Alembic dispatches by the class in the same way; where nobody registered one it raises
 * ValueError. */
bool lk_alembic_invoke(struct lk_value *out, struct lk_vm *vm, struct lk_value operations,
                       struct lk_value operation)
{
    struct lk_value mro, fn;
    size_t n;
    if (!lk_vm_getattrz(&mro, vm, lk_vm_type(vm, operation), "__mro__"))
        return false;
    const struct lk_value *cls = lk_items(&n, mro);
    for (size_t i = 0; i < n; i++) {
        if (!lk_dict_get(&fn, vm, hook_dict(vm, "implementations"), cls[i]))
            return false;
        if (lk_is_empty(fn))
            continue;
        const struct lk_value v[] = {operations, operation};
        return lk_vm_callv(out, vm, fn, v, 2);
    }
    /* Alembic's own operation objects carry themselves out. */
    bool carries = !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, operation), "_carry"));
    if (carries && lk_same(lk_vm_type(vm, operations), lk_native_class(vm, &lk_batch_type)))
        return lk_raise(vm, LK_EXC_NotImplementedError, "a batch does not carry out '" LK_PRI "'; "
                        "call the batch's own method", LK_ARG(lk_type_name(vm, operation)));
    if (carries)
        return lk_vm_method(out, vm, operation, "_carry", NULL, 0);
    return lk_raise(vm, LK_EXC_ValueError, "no dispatch function for object: '" LK_PRI "'",
                    LK_ARG(lk_type_name(vm, operation)));
}

/* invoke(operation) */
static bool op_invoke(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value operations;
    return lk_vm_import(&operations, vm, LK_STR("alembic.op"))
           && lk_alembic_invoke(out, vm, operations, a->v[0]);
}

/* op.name(*args, **kw) of a registered operation: its class method, given the operations.
 * Alembic calls the class method with the operations in front; it usually ends in invoke(). */
static bool call_registered(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value fn, v[64];
    const struct lk_value *data = lk_tuple_of(a->data)->v;
    if (a->n + a->nkw > 60)
        return lk_raise(vm, LK_EXC_TypeError, "too many arguments");
    if (!lk_vm_getattr(&fn, vm, data[0], data[1]))
        return false;
    lk_push(vm, fn);
    v[0] = data[2];
    memcpy(v + 1, a->v, (a->n + a->nkw) * sizeof *v);
    const struct lk_args call = {.v = v, .n = a->n + 1, .nkw = a->nkw, .kw = a->kw,
                                 .data = lk_empty()};
    return lk_vm_call(out, vm, fn, &call);
}

static const struct lk_py_row registered_row = {"operation(*args, **kw)", call_registered,
                                                LK_PY_RAW, "a registered operation"};

/* The decorator that register_operation(name, sourcename) returns. It gives the class back, as
 * decorators do, and makes op.name for all scripts of the run. Without sourcename the class
 * method has the operation's name. */
static bool take_operation(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value *data = lk_tuple_of(a->data)->v;
    const struct lk_value v[] = {a->v[0], lk_is_none(data[1]) ? data[0] : data[1], data[2]};
    struct lk_value fn = lk_native_fn(vm, &registered_row, lk_new_tuple(vm, v, 3));
    *out = a->v[0];
    lk_push(vm, fn);
    return lk_vm_setattr(vm, data[2], data[0], fn);
}

static const struct lk_py_row take_operation_row = {"register(op_cls)", take_operation, 0, NULL};

/* The decorator for an operation of op, or of a batch: of this one only, where Alembic's would have
 * it in every later batch, too. */
bool lk_alembic_register(struct lk_value *out, struct lk_vm *vm, struct lk_value operations,
                         const struct lk_value names[2])
{
    const struct lk_value v[] = {names[0], names[1], operations};
    *out = lk_native_fn(vm, &take_operation_row, lk_new_tuple(vm, v, 3));
    return true;
}

/* register_operation(name, sourcename=None): a decorator */
static bool op_register(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value operations;
    return lk_vm_import(&operations, vm, LK_STR("alembic.op"))
           && lk_alembic_register(out, vm, operations, a->v);
}

/* The functions of alembic.op do not ask for implementations: replacing that of one of Alembic's
 * own operations would change them. */
static bool own_operation(struct lk_vm *vm, struct lk_value cls)
{
    struct lk_value module = lk_class_attr(vm, cls, "__module__");
    return lk_is(module, LK_T_STR) && lk_str_is(lk_text(module), "alembic.operations.ops");
}

/* The decorator that implementation_for(op_cls) returns. A second implementation replaces the
 * first. */
static bool take_implementation(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = a->v[0];
    struct lk_value name;
    if (lk_is(a->data, LK_T_CLASS) && own_operation(vm, a->data)) {
        if (!lk_vm_getattrz(&name, vm, a->data, "__name__"))
            return false;
        return lk_refuse(vm, LK_E_UNSUPPORTED, "another implementation of Alembic's own '" LK_PRI
                         "'", LK_ARG(lk_text(name)))
               || lk_refuse_hint(vm, "replace the function instead: op.name = wrapper");
    }
    return lk_dict_set(vm, hook_dict(vm, "implementations"), a->data, a->v[0]);
}

static const struct lk_py_row take_implementation_row = {"decorate(fn)", take_implementation, 0,
                                                         NULL};

/* implementation_for(op_cls, replace=False): a decorator. replace= is taken and needs no
 * check. */
bool lk_alembic_implementation(struct lk_value *out, struct lk_vm *vm, struct lk_value op_cls)
{
    *out = lk_native_fn(vm, &take_implementation_row, op_cls);
    return true;
}

static bool op_implementation(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_alembic_implementation(out, vm, a->v[0]);
}

/* Operations(context): there is one context in a run, and op works on it. */
static bool operations_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    return lk_vm_import(out, vm, LK_STR("alembic.op"));
}

/* Custom operations register themselves with the class: Operations.register_operation(name).
 * They can be reached through op as well. */
static bool operations_class(struct lk_vm *vm, struct lk_value module)
{
    struct lk_value cls = lk_native_class(vm, &lk_operations_type);
    return lk_sa_put(vm, module, "Operations", cls)
           && lk_sa_put(vm, module, "BatchOperations", lk_native_class(vm, &lk_batch_type))
           && lk_sa_put(vm, module, "MigrateOperation",
                        lk_native_class(vm, &lk_migrate_operation_type));
}

/* Scripts derive their custom operations from it. */
const struct lk_py_type lk_migrate_operation_type = {.name = "MigrateOperation",
                                                     .module = "alembic.operations.ops"};
const struct lk_py_type lk_operations_type = {
    .name = "Operations", .module = "alembic.operations.base",
    .row = (const struct lk_py_row[]){
        {"__new__(cls, migration_context=None, impl=None)", operations_new, 0, "op itself"},
        {"register_operation(name, sourcename=None)", op_register, LK_PY_STATIC, "makes op.name"},
        {"implementation_for(op_cls, replace=False)", op_implementation, LK_PY_STATIC,
         "what carries it out"},
        {NULL, NULL, 0, NULL}}};

/* op.impl, op.migration_context: what custom operations are given as `operations`. What
 * Alembic's op has not must not be there, for scripts test by hasattr(). */
static bool fill_op(struct lk_vm *vm, struct lk_value module)
{
    for (size_t i = 0; i < COUNT(not_alembics); i++)
        if (!lk_vm_delattr(vm, module, lk_intern(vm, lk_str_of(not_alembics[i]))))
            return false;
    struct lk_value context = lk_alembic_context_object(vm), impl;
    if (!lk_vm_getattrz(&impl, vm, context, "impl"))
        return false;
    return lk_sa_put(vm, module, "migration_context", context)
           && lk_sa_put(vm, module, "impl", impl) && operations_class(vm, module);
}

const struct lk_py_module lk_op_module = {.name = "alembic.op", .row = op_rows, .init = fill_op};
