/* alembic.context and the objects that op.get_context() leads to: MigrationContext, its impl,
 * the dialect, the configuration.  configure() and run_migrations() belong to env.py, not to
 * scripts.
 *
 * One object of each for the run: scripts keep attributes in context.config.attributes, compare
 * connections, patch methods.  What env.py configured is known before a script runs and comes with
 * the configuration of the runtime. */
#include "mods/alembic.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* None where there is no text, as Alembic's attributes have it. Empty and absent are the same in
 * the configuration. */
static struct lk_value text_or_none(struct lk_vm *vm, struct lk_str s)
{
    return s.n ? lk_new_str(vm, s) : lk_none();
}

/* What the sink says about where it runs. They hold for the whole run: is there a database,
 * which version, which schema is the default. */
static const struct lk_sink_facts *facts(struct lk_vm *vm)
{
    struct lk_mods *m = lk_mods_of(vm);
    return m->sink->class->facts(m->sink);
}

/* The dialect. type_descriptor(): a class becomes its instance, as load_dialect_impl() of
 * scripts expects. */
static bool dialect_descriptor(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (lk_is(a->v[1], LK_T_CLASS))
        return lk_vm_callv(out, vm, a->v[1], NULL, 0);
    *out = a->v[1];
    return true;
}

/* Rows whose function is written in the script language (lib/alembic/operations/_impl.py), under
 * the row's name. */
static bool impl_call(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value module, fn;
    const char *name = a->row->signature;
    struct lk_str text = {name, strcspn(name, "(")};
    return lk_vm_import(&module, vm, LK_STR("alembic.operations._impl"))
           && lk_vm_getattr(&fn, vm, module, lk_intern(vm, text))
           && (lk_push(vm, fn), lk_vm_call(out, vm, fn, a));
}

/* quote(name) and its like of the identifier preparer: quoted where PostgreSQL needs it. A name
 * that needs no quotes is returned as it is, also where force= is given. */
static bool quote_name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_quoted(out, vm, a->v[1]);
}

/* Scripts reach it as dialect.identifier_preparer to build SQL by hand. */
static const struct lk_py_type preparer_type = {
    .name = "PGIdentifierPreparer", .module = "sqlalchemy.dialects.postgresql.base",
    .row = (const struct lk_py_row[]){
        {"quote(self, ident, force=None)", quote_name, 0, "the name as SQL"},
        {"quote_identifier(self, value)", impl_call, LK_PY_RAW, "the name in quotes"},
        {"format_table(self, table)", impl_call, LK_PY_RAW, "its name with the schema"},
        {"format_column(self, column)", impl_call, LK_PY_RAW, "its name"},
        {"quote_schema(self, schema, force=None)", quote_name, 0, "the name as SQL"},
        {"format_schema(self, name)", quote_name, 0, "the name as SQL"},
        {NULL, NULL, 0, NULL}}};

/* Its attributes are set by lk_dialect_new(). */
const struct lk_py_type lk_dialect_type = {
    .name = "PGDialect_psycopg2", .module = "sqlalchemy.dialects.postgresql.psycopg2",
    .row = (const struct lk_py_row[]){
        {"type_descriptor(self, typeobj)", dialect_descriptor, 0, "the type's instance"},
        {NULL, NULL, 0, NULL}}};

/* (15, 4), or None where there is no database. PostgreSQL's number 150004 is version 15.4. */
static struct lk_value version_info(struct lk_vm *vm)
{
    int version = facts(vm)->server_version;
    if (!version)
        return lk_none();
    const struct lk_value v[] = {lk_int(version / 10000), lk_int(version % 10000)};
    return lk_new_tuple(vm, v, 2);
}

/* One object for the run, so that `is` and attributes work. Identifiers have at most 63
 * bytes. */
struct lk_value lk_dialect_new(struct lk_vm *vm)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_value dialect = lk_dict_getz(vm, m->hooks, "dialect");
    if (!lk_is_empty(dialect))
        return dialect;
    const struct { const char *name, *text; } part[] = {
        {"name", "postgresql"}, {"driver", "psycopg2"}, {"paramstyle", "pyformat"}};
    dialect = lk_native_new(vm, &lk_dialect_type);
    lk_dict_setz(vm, m->hooks, "dialect", dialect);
    for (size_t i = 0; i < COUNT(part); i++)
        lk_own_attr_set(vm, dialect, part[i].name, lk_new_strz(vm, part[i].text));
    struct lk_str schema = facts(vm)->default_schema;
    lk_own_attr_set(vm, dialect, "server_version_info", version_info(vm));
    lk_own_attr_set(vm, dialect, "default_schema_name", text_or_none(vm, schema));
    lk_own_attr_set(vm, dialect, "max_identifier_length", lk_int(63));
    lk_own_attr_set(vm, dialect, "supports_native_enum", lk_bool(true));
    lk_own_attr_set(vm, dialect, "identifier_preparer", lk_native_new(vm, &preparer_type));
    return dialect;
}

/* The impl: what custom operations execute with. self is left out, so that the operation's
 * arguments stand where execute() has them. */
static bool impl_execute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_op_run(vm, LK_OP_EXECUTE, a->v + 1, a->given >> 1);
}

/* Its attributes are those of the context that custom operations ask for. */
static const struct lk_py_type impl_type = {
    .name = "PostgresqlImpl", .module = "alembic.ddl.postgresql",
    .row = (const struct lk_py_row[]){
        {"execute(self, sql, execution_options=None)", impl_execute, 0, "executes"},
        {"_exec(self, construct, execution_options=None)", impl_execute, 0, "executes"},
        {"add_column(self)", impl_call, LK_PY_RAW, "the column alone"},
        {"drop_column(self)", impl_call, LK_PY_RAW, "drops a column"},
        {"alter_column(self)", impl_call, LK_PY_RAW, "alters a column"},
        {"create_index(self)", impl_call, LK_PY_RAW, "CREATE INDEX"},
        {"drop_index(self)", impl_call, LK_PY_RAW, "DROP INDEX"},
        {"create_table(self)", impl_call, LK_PY_RAW, "CREATE TABLE with types and indexes"},
        {"drop_table(self)", impl_call, LK_PY_RAW, "DROP TABLE and its types"},
        {"rename_table(self)", impl_call, LK_PY_RAW, "renames a table"},
        {"add_constraint(self)", impl_call, LK_PY_RAW, "adds a constraint"},
        {"drop_constraint(self)", impl_call, LK_PY_RAW, "drops a constraint"},
        {"bulk_insert(self)", impl_call, LK_PY_RAW, "INSERT"},
        {"create_table_comment(self)", impl_call, LK_PY_RAW, "COMMENT ON TABLE"},
        {"drop_table_comment(self)", impl_call, LK_PY_RAW, "COMMENT ON TABLE … IS NULL"},
        {"create_column_comment(self)", impl_call, LK_PY_RAW, "COMMENT ON COLUMN"},
        {NULL, NULL, 0, NULL}}};

/* The configuration as context.config. EMPTY where there is no such section; names are cut at 63
 * bytes. */
static struct lk_value section_of(struct lk_vm *vm, struct lk_value config, struct lk_str name)
{
    char text[64];
    snprintf(text, sizeof text, LK_PRI, LK_ARG(name));
    return lk_dict_getz(vm, lk_own_attr(vm, config, "_sections"), text);
}

/* Options of a section that is not there have their default. Names are looked up as they are
 * written. */
static struct lk_value option_of(struct lk_vm *vm, struct lk_value section, struct lk_value name,
                                 struct lk_value otherwise)
{
    struct lk_value v = lk_is(section, LK_T_DICT) ? lk_dict_getz(vm, section, lk_text(name).p)
                                                  : lk_empty();
    return lk_is_empty(v) ? otherwise : v;
}

/* get_main_option(self, name, default=None) */
static bool config_main(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value section = section_of(vm, a->v[0], LK_STR("alembic"));
    *out = option_of(vm, section, a->v[1], a->v[2]);
    return true;
}

/* get_section(self, name, default=None). The dict is the one that is kept, so that changes are
 * seen by later scripts. */
static bool config_section(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value section = section_of(vm, a->v[0], lk_text(a->v[1]));
    *out = lk_is_empty(section) ? a->v[2] : section;
    return true;
}

/* get_section_option(self, section, name, default=None). A missing section and a missing option
 * both give the default. */
static bool config_option(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = option_of(vm, section_of(vm, a->v[0], lk_text(a->v[1])), a->v[2], a->v[3]);
    return true;
}

/* set_main_option(self, name, value): seen by scripts of this run only. A file is never
 * written. */
static bool config_set(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_value section = section_of(vm, a->v[0], LK_STR("alembic"));
    if (!lk_is(section, LK_T_DICT)) {
        section = lk_new_dict(vm);
        lk_dict_setz(vm, lk_own_attr(vm, a->v[0], "_sections"), "alembic", section);
    }
    return lk_dict_set(vm, section, a->v[1], a->v[2]);
}

/* alembic.config.Config as far as scripts use it: reading options and sharing attributes. */
const struct lk_py_type lk_config_type = {
    .name = "Config", .module = "alembic.config",
    .row = (const struct lk_py_row[]){
        {"get_main_option(self, name, default=None)", config_main, 0, "an option of [alembic]"},
        {"get_alembic_option(self, name, default=None)", config_main, 0, "the same"},
        {"get_section(self, name, default=None)", config_section, 0, "a section as a dict"},
        {"get_section_option(self, section, name, default=None)", config_option, 0, "an option"},
        {"set_main_option(self, name, value)", config_set, 0, "for this run"},
        {NULL, NULL, 0, NULL}}};

/* One object: attributes['…'] set by one script are seen by the next. The sections come from the
 * configuration of the runtime, if there is one. */
static struct lk_value config_object(struct lk_vm *vm)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_value config = lk_dict_getz(vm, m->hooks, "config");
    if (!lk_is_empty(config))
        return config;
    config = lk_native_new(vm, &lk_config_type);
    lk_dict_setz(vm, m->hooks, "config", config);
    struct lk_value sections = m->config->options ? lk_from_datum(vm, m->config->options)
                                                  : lk_new_dict(vm);
    lk_own_attr_set(vm, config, "_sections", sections);
    lk_own_attr_set(vm, config, "attributes", lk_new_dict(vm));
    lk_own_attr_set(vm, config, "config_file_name", text_or_none(vm, m->config->config_file));
    lk_own_attr_set(vm, config, "config_ini_section", lk_new_strz(vm, "alembic"));
    lk_own_attr_set(vm, config, "cmd_opts", lk_none());
    return config;
}

/* autocommit_block(self): what is inside commits statement by statement. What was done before is
 * committed, as Alembic does on entering. */
static bool block_enter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out, (void)a;
    return lk_op_scope(NULL, vm, LK_SCOPE_AUTOCOMMIT, LK_SCOPE_ENTER);
}

/* Left in any way, the sink begins a transaction again. An exception goes on: the block has
 * committed what it did and undoes nothing. */
static bool block_exit(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out, (void)a;
    return lk_op_scope(NULL, vm, LK_SCOPE_AUTOCOMMIT, LK_SCOPE_LEAVE);
}

/* In Alembic it is a generator made by contextlib, hence the name. */
static const struct lk_py_type block_type = {
    .name = "_GeneratorContextManager", .module = "contextlib",
    .row = (const struct lk_py_row[]){
        {"__enter__(self)", block_enter, 0, "commits what was before"},
        {"__exit__(self, kind, value, traceback)", block_exit, LK_PY_TRANSPARENT, "begins anew"},
        {NULL, NULL, 0, NULL}}};

/* autocommit_block(self). Each call gives a new object, though all stand for the same scope. */
static bool context_block(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_native_new(vm, &block_type);
    return true;
}

/* The object is made once; see lk_alembic_context_object(). */
static const struct lk_py_type migration_context_type = {
    .name = "MigrationContext", .module = "alembic.runtime.migration",
    .row = (const struct lk_py_row[]){
        {"autocommit_block(self)", context_block, 0, "statements that commit by themselves"},
        {"execute(self, sql, execution_options=None)", impl_execute, 0, "executes"},
        {NULL, NULL, 0, NULL}}};

/* Attributes that scripts read are set once; there is one context in a run. bind and connection
 * are one object, as scripts may compare them. The dicts of env.py are converted when the first
 * script asks. */
struct lk_value lk_alembic_context_object(struct lk_vm *vm)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_value context = lk_dict_getz(vm, m->hooks, "context"), opts, impl;
    if (!lk_is_empty(context))
        return context;
    context = lk_native_new(vm, &migration_context_type);
    lk_dict_setz(vm, m->hooks, "context", context);
    opts = m->config->configured ? lk_from_datum(vm, m->config->configured) : lk_new_dict(vm);
    lk_dict_setz(vm, opts, "as_sql", lk_bool(facts(vm)->offline));
    struct lk_value dialect_opts;
    if (!lk_dict_take(&dialect_opts, vm, opts, lk_intern(vm, LK_STR("dialect_opts"))))
        return lk_none();
    impl = lk_native_new(vm, &impl_type);
    struct lk_str table = m->config->version_table;
    const struct { const char *name; struct lk_value v; } part[] = {
        {"opts", opts}, {"impl", impl}, {"dialect", lk_dialect_new(vm)},
        {"bind", lk_connection_object(vm)}, {"connection", lk_connection_object(vm)},
        {"as_sql", lk_bool(facts(vm)->offline)}, {"config", config_object(vm)},
        {"version_table", lk_new_str(vm, table.n ? table : LK_STR("alembic_version"))},
        {"version_table_schema", text_or_none(vm, m->config->version_table_schema)},
        {"environment_context", lk_none()}, {"script", lk_none()}};
    for (size_t i = 0; i < COUNT(part); i++)
        lk_own_attr_set(vm, context, part[i].name, part[i].v);
    /* Custom operations reach the same things through operations.impl. */
    static const char *const shared[] = {"dialect", "bind", "connection", "as_sql"};
    for (size_t i = 0; i < COUNT(shared); i++)
        lk_own_attr_set(vm, impl, shared[i], lk_own_attr(vm, context, shared[i]));
    lk_own_attr_set(vm, impl, "transactional_ddl", lk_bool(true));
    lk_own_attr_set(vm, impl, "__dialect__", lk_new_strz(vm, "postgresql"));
    return context;
}

/* get_context() of op, of context and of a batch. op.get_context() and context.get_context()
 * give the same object. */
bool lk_alembic_context(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_alembic_context_object(vm);
    return true;
}

/* get_bind(): without a database an object too, which can only execute. It always is the
 * migration's own connection. */
bool lk_alembic_bind(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_connection_object(vm);
    return true;
}

/* alembic.context. Scripts branch on it to leave out queries under --sql. */
static bool is_offline_mode(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    lk_asks(vm, "whether SQL is printed");
    *out = lk_bool(facts(vm)->offline);
    return true;
}

/* get_x_argument(as_dictionary=False): what -x gave, as a list or split at "=". Without "=" the
 * value is an empty text; the last of several counts. */
static bool get_x_argument(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_mods *m = lk_mods_of(vm);
    bool dictionary;
    if (!lk_vm_truth(&dictionary, vm, a->v[0]))
        return false;
    lk_asks(vm, "what -x gives");
    if (!dictionary) {
        *out = m->config->x ? lk_from_datum(vm, m->config->x) : lk_new_list(vm, NULL, 0);
        return true;
    }
    *out = lk_new_dict(vm);
    for (size_t i = 0; m->config->x && i < m->config->x->as.list.n; i++) {
        struct lk_str value = lk_datum_text(m->config->x->as.list.v[i]), name = value;
        const char *equals = memchr(value.p, '=', value.n);
        if (equals) {
            name.n = (size_t)(equals - value.p);
            value = lk_str_cut(value, name.n + 1, value.n);
        } else {
            value.n = 0;
        }
        if (!lk_dict_set(vm, *out, lk_new_str(vm, name), lk_new_str(vm, value)))
            return false;
    }
    return true;
}

/* context.execute(sql, execution_options=None). Like op.execute(), under the name that env.py
 * uses. */
static bool context_execute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_op_run(vm, LK_OP_EXECUTE, a->v, a->given);
}

/* What alembic.context has besides functions. context.script is None: the script directory is no
 * object here. */
static bool fill_context(struct lk_vm *vm, struct lk_value module)
{
    return lk_sa_put(vm, module, "config", config_object(vm))
           && lk_sa_put(vm, module, "script", lk_none());
}

const struct lk_py_module lk_context_module = {
    .name = "alembic.context",
    .row = (const struct lk_py_row[]){
        {"is_offline_mode()", is_offline_mode, 0, "is SQL printed instead of executed"},
        {"get_x_argument(as_dictionary=False)", get_x_argument, 0, "what -x gave"},
        {"get_context()", lk_alembic_context, 0, "the migration context"},
        {"get_bind()", lk_alembic_bind, 0, "the connection"},
        {"execute(sql, execution_options=None)", context_execute, 0, "executes"},
        {NULL, NULL, 0, NULL}},
    .init = fill_context};

const struct lk_py_type lk_command_error_type = {
    .name = "CommandError", .module = "alembic.util.exc",
    .base = (const struct lk_py_type *const[]){&lk_type_Exception, NULL}};

/* Alembic's own exception, which scripts may catch. The text is as printf() makes it; false is
 * returned for the caller to return. */
bool lk_command_error(struct lk_vm *vm, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = lk_vformat(fmt, ap);
    va_end(ap);
    lk_raise_native(vm, &lk_command_error_type, "%s", text);
    free(text);
    return false;
}

/* Modules of alembic: op and context are tables, the others hold a few classes. __version__ is
 * that of the Alembic whose behaviour is followed. */
static bool fill_alembic(struct lk_vm *vm, struct lk_value module)
{
    struct lk_value op, context;
    return lk_native_module(&op, vm, &lk_op_module) && lk_sa_put(vm, module, "op", op)
           && lk_native_module(&context, vm, &lk_context_module)
           && lk_sa_put(vm, module, "context", context)
           && lk_sa_put(vm, module, "__version__", lk_new_strz(vm, "1.19.1"));
}

/* Operations, BatchOperations, MigrateOperation. One list for three modules, between which these
 * names moved over Alembic's versions. */
static bool fill_operations(struct lk_vm *vm, struct lk_value module)
{
    return lk_sa_put(vm, module, "Operations", lk_native_class(vm, &lk_operations_type))
           && lk_sa_put(vm, module, "BatchOperations", lk_native_class(vm, &lk_batch_type))
           && lk_sa_put(vm, module, "MigrateOperation",
                        lk_native_class(vm, &lk_migrate_operation_type));
}

/* from alembic.util import CommandError. Caught by scripts that call operations which may be
 * refused. */
static bool fill_util(struct lk_vm *vm, struct lk_value module)
{
    return lk_sa_put(vm, module, "CommandError", lk_native_class(vm, &lk_command_error_type));
}

/* from alembic.migration import MigrationContext: for annotations and isinstance(). Scripts
 * never make one: configure() belongs to env.py. */
static bool fill_migration(struct lk_vm *vm, struct lk_value module)
{
    return lk_sa_put(vm, module, "MigrationContext",
                     lk_native_class(vm, &migration_context_type));
}

static const struct lk_py_module modules[] = {
    {.name = "alembic", .init = fill_alembic},
    {.name = "alembic.operations", .init = fill_operations},
    {.name = "alembic.operations.base", .init = fill_operations},
    {.name = "alembic.util", .init = fill_util},
    {.name = "alembic.util.exc", .init = fill_util},
    {.name = "alembic.migration", .init = fill_migration},
    {.name = "alembic.runtime.migration", .init = fill_migration},
};

/* op and context are attributes of the package, made once, so that `op.x = wrapper` is seen by
 * everybody. EMPTY for a name that is none of Alembic's, so that other makers are asked. */
bool lk_alembic_module(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    static const char *const parts[] = {"op", "context"};
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct lk_value parent;
        if (!lk_str_starts(name, LK_STR("alembic."))
            || !lk_str_is(lk_str_cut(name, 8, name.n), parts[i]))
            continue;
        return lk_vm_import(&parent, vm, LK_STR("alembic"))
               && lk_vm_getattrz(out, vm, parent, parts[i]);
    }
    for (size_t i = 0; i < COUNT(modules); i++)
        if (lk_str_is(name, modules[i].name))
            return lk_native_module(out, vm, &modules[i]);
    if (lk_str_is(name, lk_plain_module.name))
        return lk_native_module(out, vm, &lk_plain_module);
    *out = lk_empty();
    return true;
}
