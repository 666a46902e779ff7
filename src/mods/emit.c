/* Operations: built from the arguments of a call, given to the sink, and what comes back turned
 * into what the script sees.
 *
 * A call becomes one lk_op in the step's arena, so that it may stay unconfirmed while the script
 * goes on.  Its outcome is asked for only where the script can tell the difference: inside a
 * handler, or where it wants rows. */
#include "mods/nodedata.h"
#include "mods/rows.h"
#include "mods/sa_exc.h"
#include "sql/lower.h"

/* **kw as a map; lowering knows which names a dialect takes. An empty **kw never comes here. */
static bool set_extra(struct lk_op *op, struct lk_conv *c, int extra, struct lk_value dict)
{
    return lk_to_datum(&op->arg[extra], c, dict, LK_STR(""));
}

/* Checked against the kinds of the signature at once, so that the message names the argument.
 * A Column given as column_name stands for its name. */
static bool set_one(struct lk_op *op, struct lk_conv *c, uint16_t i, struct lk_value v)
{
    const struct lk_param *p = &lk_def_sig(op->def)->param[i];
    if (lk_str_is(p->name, "column_name") && lk_sa_is(c->vm, v, LK_SA_ColumnClause))
        v = lk_sa_get(c->vm, v, "name");
    return lk_to_datum(&op->arg[i], c, lk_as_flag(p, v), p->what) &&
           lk_datum_fits(c->vm, op->def, i, op->arg[i]);
}

/* Only rows for a table object are bound by columns; anything else is refused by its kind.
 * Values of other operations go by their kinds alone. */
static bool is_bulk(const struct lk_def *def, const struct lk_value *v)
{
    return def->id == LK_OP_BULK_INSERT && def->family == LK_FAMILY_OP && lk_is(v[0], LK_T_OBJECT);
}

/* bulk_insert: the rows are bound by the table's columns. The first argument tells the columns,
 * hence rows come last. Both intermediate values are left on the stack. */
static bool bulk_rows(struct lk_op *op, struct lk_conv *c, const struct lk_value *v)
{
    struct lk_mods *m = lk_mods_of(c->vm);
    struct lk_bound_to to = {.insert = true,
                             .inlined = m->sink->class->facts(m->sink)->offline};
    struct lk_value rows;
    if (!is_bulk(op->def, v))
        return true;
    if (!lk_from_columns(&to.columns, c->vm, v[0]))
        return false;
    lk_push(c->vm, to.columns);
    if (!lk_bound_rows(&rows, c->vm, &to, v[1]))
        return false;
    lk_push(c->vm, rows);
    return set_one(op, c, 1, rows);
}

/* Arguments that were not given keep the defaults of the definition, which lowering tells from
 * given ones by LK_DATUM_DEFAULT. `v` has a value per parameter and `given` a bit for each that
 * the script passed. The operation carries the place of the call, for messages. */
bool lk_op_build(struct lk_op **out, struct lk_vm *vm, const struct lk_def *def,
                 const struct lk_value *v, uint64_t given)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_conv c = {.vm = vm, .arena = m->arena};
    const struct lk_sig *sig = lk_def_sig(def);
    struct lk_op *op = lk_op_new(m->arena, def->id);
    for (uint16_t i = 0; i < sig->n; i++) {
        if (i == 1 && is_bulk(def, v))
            continue;
        if (sig->param[i].kind == LK_PARAM_EXTRA) {
            if (lk_is(v[i], LK_T_DICT) && lk_dict_count(v[i]) && !set_extra(op, &c, i, v[i]))
                return false;
        } else if ((given >> i & 1 || sig->param[i].kind == LK_PARAM_REST)
                   && !set_one(op, &c, i, v[i])) {
            return false;
        }
    }
    op->span = lk_vm_span(vm);
    *out = op;
    return bulk_rows(op, &c, v);
}

/* Only of an operation with one statement: else it is not known which one failed. Empty where
 * lowering gives none or several; it serves the message of an exception, never execution. */
struct lk_str lk_op_sql(struct lk_vm *vm, const struct lk_op *op)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_stmts stmts;
    struct lk_dialect dialect = {.naming_convention = m->config->naming_convention};
    struct lk_str text = {"", 0};
    lk_stmts_init(&stmts, m->arena);
    if (lk_sql_lower(&stmts, op, &dialect, NULL) && stmts.n == 1)
        text = stmts.v[0].sql;
    lk_stmts_clear(&stmts);
    return text;
}

/* A failure of the database becomes an exception that the script can catch. The error is kept
 * beside the exception: nobody catching it, translate() reports that one. */
static bool raise_failure(struct lk_vm *vm, const struct lk_op *op, const struct lk_diag *diag)
{
    struct lk_mods *m = lk_mods_of(vm);
    m->failure = lk_sa_database_error(vm, diag, lk_op_sql(vm, op));
    lk_pin(vm, m->failure);
    lk_err_clear(&m->failed);
    lk_fail_at(&m->failed, LK_E_FAILED, op->span, LK_PRI, LK_ARG(diag->message));
    memcpy(m->failed.sqlstate, diag->sqlstate, sizeof m->failed.sqlstate);
    if (diag->detail.n)
        lk_err_detail(&m->failed, LK_PRI, LK_ARG(diag->detail));
    if (diag->hint.n)
        lk_err_hint(&m->failed, LK_PRI, LK_ARG(diag->hint));
    return lk_throw(vm, m->failure);
}

/* While a handler is active the outcome must be known on return, so that it can be caught.
 * `want` says what must come back at once; otherwise the sink may queue the operation. A result
 * in `out` belongs to the caller. */
bool lk_op_emit(struct lk_ran *out, struct lk_vm *vm, struct lk_op *op, enum lk_want want,
                uint32_t connection)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_emit_how how = {lk_vm_handlers(vm) > 0, want, connection};
    struct lk_emitted emitted = {0};
    struct lk_err err = {0};
    if (!m->stepping) {
        lk_refuse(vm, LK_E_UNSUPPORTED, "an operation at the module level of a revision");
        lk_refuse_hint(vm, "Alembic carries it out whenever it reads the directory; put it into "
                       "upgrade()");
        return lk_refuse_finally(vm);
    }
    /* Numbers count from 1 within a step: a later run skips what was done by them. */
    op->seq = ++m->seq;
    out->how = m->sink->class->emit(&emitted, m->sink, op, how, &err);
    out->result = emitted.result;
    /* A refusal of lowering has the name of the exception that SQLAlchemy would raise. */
    if (out->how == LK_EMIT_REFUSED)
        return lk_sa_raise_named(vm, &err) || lk_refuse_finally(vm);
    if (out->how == LK_EMIT_FAILED)
        return raise_failure(vm, op, emitted.diag);
    return true;
}

/* A result that nobody wants is freed. For operations that return nothing to the script. */
bool lk_op_do(struct lk_vm *vm, struct lk_op *op)
{
    struct lk_ran ran;
    bool fine = lk_op_emit(&ran, vm, op, LK_WANT_NOTHING, 0);
    if (fine)
        lk_result_free(ran.result);
    return fine;
}

/* checkfirst: is the type, table, index or sequence there?  Only a database can tell. Without a
 * schema it is what the search path shows. The answer needs all that was emitted before, so
 * that it waits. */
bool lk_op_exists(bool *out, struct lk_vm *vm, const struct lk_op *op)
{
    struct lk_mods *m = lk_mods_of(vm);
    const struct lk_datum *item = op->arg[0];
    bool type = item->as.node.def->family == LK_FAMILY_TYPE;
    struct lk_str name = lk_datum_text(lk_node_arg(item, "name"));
    bool placed = lk_def_param(item->as.node.def, "schema") >= 0;
    struct lk_str schema = placed ? lk_datum_text(lk_node_arg(item, "schema")) : LK_STR("");
    struct lk_op *query = lk_op_new(m->arena, LK_OP_QUERY);
    struct lk_pair *bind = lk_arena_array(m->arena, 2, sizeof *bind);
    bind[0] = (struct lk_pair){LK_STR("name"), lk_datum_str(m->arena, name)};
    bind[1] = (struct lk_pair){LK_STR("schema"), lk_datum_str(m->arena, schema)};
    lk_op_set(query, "sqltext", lk_datum_str(m->arena, lk_str_of(
        type ? "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = "
               "t.typnamespace WHERE t.typname = :name AND CASE WHEN :schema = '' THEN "
               "pg_catalog.pg_type_is_visible(t.oid) ELSE n.nspname = :schema END"
             : "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
               "c.relnamespace WHERE c.relname = :name AND CASE WHEN :schema = '' THEN "
               "pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = :schema END")));
    lk_op_set(query, "parameters", lk_datum_map(m->arena, bind, 2));
    query->span = op->span;
    query->asks = true;
    struct lk_ran ran;
    if (!lk_op_emit(&ran, vm, query, LK_WANT_ROWS, 0))
        return false;
    if (ran.how == LK_EMIT_UNKNOWABLE)
        return lk_refuse(vm, LK_E_UNSUPPORTED, "checkfirst cannot be known without a database");
    *out = ran.result && ran.result->nrows > 0;
    lk_result_free(ran.result);
    return true;
}

/* create() and drop() of schema objects look first, as SQLAlchemy does with checkfirst. Only
 * the arguments with a bit in `given` are read from `v`. What is there already, or gone
 * already, is no error: nothing is emitted. */
bool lk_op_run(struct lk_vm *vm, enum lk_op_id id, const struct lk_value *v, uint64_t given)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_op *op;
    struct lk_value all[LK_SIG_MAX] = {{0}};
    const struct lk_def *def = &lk_op_table[id];
    for (uint16_t i = 0; i < lk_def_sig(def)->n; i++)
        all[i] = given >> i & 1 ? v[i] : lk_none();
    if (!lk_op_build(&op, vm, def, all, given))
        return false;
    int check = lk_def_param(def, "checkfirst");
    bool there = id == LK_OP_DROP_TYPE || id == LK_OP_DROP_ITEM;
    if (check >= 0 && lk_datum_truth(op->arg[check])
        && m->sink->class->facts(m->sink)->has_database) {
        bool drop = there;
        if (!lk_op_exists(&there, vm, op))
            return false;
        if (there != drop)
            return true;
        op->looked = true;
    }
    return lk_op_do(vm, op);
}

/* Scopes of a sink that has no database fail as the call would fail in Python. `connection`
 * may be NULL where none is opened or named. */
bool lk_op_scope(uint32_t *connection, struct lk_vm *vm, enum lk_scope what, enum lk_scope_act act)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_err err = {0};
    uint32_t ignored = 0;
    if (m->sink->class->scope(connection ? connection : &ignored, m->sink, what, act, &err))
        return true;
    return lk_sa_raise_named(vm, &err);
}
