/* alembic.operations._plain: what modules in the script language need below alembic.op, whose
 * functions scripts may replace.  They are the batch that makes a table anew
 * (lib/alembic/operations/batch.py) and tables as a whole (lib/sqlalchemy/sql/_tables.py). */
#include "mods/alembic.h"
#include "mods/rows.h"
#include "sql/describe.h"

/* rename_table() and drop_constraint() as the table of operations has them. */
static bool plain(struct lk_vm *vm, const struct lk_args *a, enum lk_op_id id)
{
    struct lk_op *op;
    return lk_op_build(&op, vm, &lk_op_table[id], a->v, a->given) && lk_op_do(vm, op);
}

/* rename_table(old_table_name, new_table_name, *, schema=None) */
static bool rename_table(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return plain(vm, a, LK_OP_RENAME_TABLE);
}

/* drop_constraint(constraint_name, table_name, type_=None, *, schema=None, if_exists=None). The
 * name must be final: conventions of env.py are not meant for it. */
static bool drop_constraint(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return plain(vm, a, LK_OP_DROP_CONSTRAINT);
}

/* drop_item(item, *, checkfirst=False, with_types=False). Other than Table.drop() it leaves the
 * types that this run has made. */
static bool drop_item(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return plain(vm, a, LK_OP_DROP_ITEM);
}

/* create_item(item, *, checkfirst=False, with_types=True) */
static bool create_item(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return plain(vm, a, LK_OP_CREATE_ITEM);
}

/* has_database(): can checkfirst be asked at all? */
static bool has_database(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_mods *m = lk_mods_of(vm);
    (void)a;
    *out = lk_bool(m->sink->class->facts(m->sink)->has_database);
    return true;
}

/* has_table(table): under its name, in its schema or where the search path finds it. */
static bool has_table(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[LK_SIG_MAX] = {a->v[0]};
    struct lk_op *op;
    bool there;
    if (!lk_op_build(&op, vm, &lk_op_table[LK_OP_CREATE_ITEM], v, 1)
        || !lk_op_exists(&there, vm, op))
        return false;
    *out = lk_bool(there);
    return true;
}

/* execute(sqltext): a statement of the batch's own. */
static bool execute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_op_run(vm, LK_OP_EXECUTE, a->v, a->given);
}

/* function(name): a function of alembic.op that no script has replaced. */
static bool op_function(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_op_function(out, vm, lk_text(a->v[0]));
}

/* constraints(table, of_env=False): what CREATE TABLE would write, with final names; by env.py's
 * naming convention where of_env is true and the table's MetaData has none. */
static bool constraints(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_conv c = {.vm = vm, .arena = m->arena};
    struct lk_dialect dialect = {0};
    struct lk_err err = {0};
    const struct lk_datum *table, *found;
    bool of_env;
    if (!lk_vm_truth(&of_env, vm, a->v[1]) || !lk_to_datum(&table, &c, a->v[0], LK_STR("table")))
        return false;
    if (of_env) {
        dialect.naming_convention = m->config->naming_convention;
        if (!dialect.naming_convention)
            dialect.naming_unknown = m->config->naming_unknown;
    }
    if (!lk_sql_constraints(&found, m->arena, table, &dialect, &err))
        return lk_sa_raise_named(vm, &err);
    *out = lk_from_datum(vm, found);
    return true;
}

const struct lk_py_module lk_plain_module = {
    .name = "alembic.operations._plain",
    .row = (const struct lk_py_row[]){
        {"rename_table(old_table_name, new_table_name, *, schema=None)", rename_table, 0,
         "renames a table"},
        {"drop_constraint(constraint_name, table_name, type_=None, *, schema=None, if_exists=None)",
         drop_constraint, 0, "drops a constraint"},
        {"create_item(item, *, checkfirst=False, with_types=True)", create_item, 0, "creates"},
        {"has_database()", has_database, 0, "is there one"},
        {"has_table(table)", has_table, 0, "is it in the database"},
        {"drop_item(item, *, checkfirst=False, with_types=False)", drop_item, 0, "drops a table"},
        {"function(name)", op_function, 0, "a function of alembic.op as it was"},
        {"execute(sqltext)", execute, 0, "executes a construct"},
        {"constraints(table, of_env=False)", constraints, 0, "what CREATE TABLE would write"},
        {NULL, NULL, 0, NULL}}};
