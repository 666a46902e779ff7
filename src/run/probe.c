/* `exists`, confirmed: is what is there equal to what the operation asked for?  The operation is
 * carried out once more in a schema of its own (limbeck_probe, under a savepoint that is always
 * rolled back), and the catalog's definitions of both are compared.  No row is touched: the table
 * is created empty, like the real one.  What cannot be probed is not equal. */
#include "run/exec_acts.h"
#include "run/tolerate.h"

#define LK_PROBE "limbeck_probe"

/* An operation whose object can be probed, and how. */
struct probe {
    enum lk_op_id op;
    bool like;             /* the table must be there as it is; else an empty one is enough */
    enum lk_question question;
    const char *table, *object, *schema;       /* arguments of the operation; NULL: none */
};

static const struct probe probes[] = {
    {LK_OP_ADD_COLUMN, false, LK_ASK_COLUMN, "table_name", "column", "schema"},
    {LK_OP_CREATE_CHECK_CONSTRAINT, true, LK_ASK_CONSTRAINT, "table_name", "constraint_name",
     "schema"},
    {LK_OP_CREATE_FOREIGN_KEY, true, LK_ASK_CONSTRAINT, "source_table", "constraint_name",
     "source_schema"},
    {LK_OP_CREATE_INDEX, true, LK_ASK_INDEX, "table_name", "index_name", "schema"},
    {LK_OP_CREATE_TABLE, false, LK_ASK_TABLE, "table_name", NULL, NULL},
    {LK_OP_CREATE_UNIQUE_CONSTRAINT, true, LK_ASK_CONSTRAINT, "table_name", "constraint_name",
     "schema"},
};

/* A column argument is known by its name.  Absent where the operation has no such argument, or
 * something else there. */
static struct lk_str text_arg(const struct lk_op *op, const char *name)
{
    struct lk_str absent = {NULL, 0};
    int at = name ? lk_def_param(op->def, name) : -1;
    if (at < 0)
        return absent;
    if (lk_datum_is_node(op->arg[at], "column"))
        return lk_datum_text(lk_node_arg(op->arg[at], "name"));
    return lk_datum_is(op->arg[at], LK_DATUM_STR) ? lk_datum_text(op->arg[at]) : absent;
}

/* create_table has its schema among **kw.  Absent means the search path's. */
static struct lk_str schema_of(const struct lk_op *op, const struct probe *p)
{
    struct lk_str absent = {NULL, 0};
    int kw = lk_def_param(op->def, "kw");
    if (p->schema)
        return text_arg(op, p->schema);
    const struct lk_datum *schema = kw >= 0 ? lk_datum_get(op->arg[kw], "schema") : NULL;
    return lk_datum_is(schema, LK_DATUM_STR) ? lk_datum_text(schema) : absent;
}

/* The same operation, in the schema of the probe.  A copy; the operation itself is left as it
 * was. */
static struct lk_op *moved(struct lk_exec *x, const struct lk_op *op, const struct probe *p)
{
    struct lk_arena *a = x->step_arena ? x->step_arena : x->arena;
    struct lk_op *copy = lk_arena_alloc(a, sizeof *copy);
    uint16_t n = lk_def_sig(op->def)->n;
    *copy = *op;
    copy->arg = lk_arena_array(a, n, sizeof *copy->arg);
    memcpy(copy->arg, op->arg, n * sizeof *copy->arg);
    struct lk_datum *schema = lk_datum_str(a, LK_STR(LK_PROBE));
    if (p->schema) {
        lk_op_set(copy, p->schema, schema);
        return copy;
    }
    int kw = lk_def_param(op->def, "kw");
    const struct lk_datum *old = op->arg[kw];
    size_t had = lk_datum_is(old, LK_DATUM_MAP) ? old->as.map.n : 0, k = 0;
    struct lk_pair *v = lk_arena_array(a, had + 1, sizeof *v);
    for (size_t i = 0; i < had; i++)
        if (!lk_str_is(old->as.map.v[i].key, "schema"))
            v[k++] = old->as.map.v[i];
    v[k++] = (struct lk_pair){LK_STR("schema"), schema};
    copy->arg[kw] = lk_datum_map(a, v, k);
    return copy;
}

/* LIKE copies columns, NOT NULL and nothing else; that is what indexes and constraints need.
 * The operation's own columns come on top of the empty one. */
static bool make_table(struct lk_exec *x, const struct probe *p, const struct lk_op *op,
                       struct lk_err *err)
{
    struct lk_buf sql = {0};
    struct lk_str name = text_arg(op, p->table);
    struct lk_version_table real = {name, schema_of(op, p), false};
    struct lk_version_table copy = {name, LK_STR(LK_PROBE), false};
    if (p->op == LK_OP_CREATE_TABLE)
        return true;
    lk_buf_addz(&sql, "CREATE TABLE ");
    lk_version_table_name(&sql, &copy);
    lk_buf_addz(&sql, p->like ? " (LIKE " : " (");
    if (p->like)
        lk_version_table_name(&sql, &real);
    lk_buf_addc(&sql, ')');
    bool ok = lk_db_run(NULL, x->db, lk_buf_str(&sql), err);
    lk_buf_clear(&sql);
    return ok;
}

/* Only the statement that makes the object: comments and types of its own are not compared.  The
 * types that the run has made are left out of it, so that the probe leaves no trace in its
 * state. */
static bool carry_out(struct lk_exec *x, const struct probe *p, const struct lk_op *op,
                      struct lk_err *err)
{
    struct lk_stmts stmts;
    struct lk_dialect dialect = x->dialect;
    bool ok = true, done = false;
    dialect.types_made = NULL;
    lk_stmts_init(&stmts, x->step_arena ? x->step_arena : x->arena);
    if (!lk_sql_lower(&stmts, moved(x, op, p), &dialect, err))
        ok = false;
    for (size_t i = 0; ok && !done && i < stmts.n; i++) {
        if (lk_str_starts(stmts.v[i].sql, LK_STR("CREATE TYPE")))
            continue;
        ok = lk_db_run(NULL, x->db, stmts.v[i].sql, err);
        done = true;
    }
    lk_stmts_clear(&stmts);
    return ok && done;
}

/* Both there, and every cell alike.  Null equals null here. */
static bool same_rows(const struct lk_result *a, const struct lk_result *b)
{
    if (a->nrows != 1 || b->nrows != 1)
        return false;
    for (uint32_t i = 0; i < a->ncolumns; i++) {
        struct lk_str p = a->cell(a, 0, i), q = b->cell(b, 0, i);
        if ((p.p == NULL) != (q.p == NULL) || !lk_str_eq(p, q))
            return false;
    }
    return true;
}

/* One question, asked of the real schema and of the probe's.  False where one of the questions
 * fails; *out is false then too. */
static bool compare(bool *out, struct lk_exec *x, const struct probe *p, const struct lk_op *op)
{
    struct lk_result *real = NULL, *copy = NULL;
    struct lk_err ignored = {0};
    bool index = p->question == LK_ASK_INDEX;
    struct lk_str object = text_arg(op, p->object), table = text_arg(op, p->table);
    struct lk_str arg[3] = {schema_of(op, p), index ? object : table, object};
    bool ok = lk_db_ask(&real, x->db, p->question, arg, &ignored);
    arg[0] = LK_STR(LK_PROBE);
    ok = ok && lk_db_ask(&copy, x->db, p->question, arg, &ignored);
    *out = ok && same_rows(real, copy);
    lk_result_free(real);
    lk_result_free(copy);
    lk_err_clear(&ignored);
    return ok;
}

/* Whatever happened in between is undone here.  The savepoint's name is the probe's own, so that
 * it never meets an operation's. */
static bool take_back(struct lk_exec *x, struct lk_err *err)
{
    struct lk_stmt undo = {.sql = LK_STR("ROLLBACK TO SAVEPOINT " LK_PROBE),
                           .traits = LK_TRAIT_SAVEPOINT};
    return lk_db_run_stmt(NULL, x->db, &undo, err) &&
           lk_db_run(NULL, x->db, LK_STR("RELEASE SAVEPOINT " LK_PROBE), err);
}

/* Everything between the savepoints may fail: then it is not confirmed.  False only where the
 * connection or the transaction is beyond use. Outside a transaction nothing is probed, for it
 * could not be undone. */
bool lk_exec_confirm_exists(bool *out, struct lk_exec *x, const struct lk_op *op,
                            struct lk_err *err)
{
    const struct probe *p = NULL;
    struct lk_err ignored = {0};
    *out = false;
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        if (probes[i].op == (enum lk_op_id)op->def->id)
            p = &probes[i];
    if (!p || lk_db_tx(x->db) != LK_TX_OPEN)
        return true;
    if (!lk_db_run(NULL, x->db, LK_STR("SAVEPOINT " LK_PROBE), err))
        return false;
    if (lk_db_run(NULL, x->db, LK_STR("CREATE SCHEMA " LK_PROBE), &ignored) &&
        make_table(x, p, op, &ignored) && carry_out(x, p, op, &ignored))
        compare(out, x, p, op);
    lk_err_clear(&ignored);
    return take_back(x, err);
}
