/* Tolerance: may a failed operation be skipped?  The SQLSTATE proposes, the catalog confirms:
 * `missing` needs the operation's own target absent, `exists` an object equal to the requested
 * one.  A missing parent of a foreign key, a missing type, an object of the same name that looks
 * different: no case of tolerance. */
#include "run/tolerate.h"
#include "run/exec_acts.h"

enum target { TARGET_NONE, TARGET_TABLE, TARGET_COLUMN, TARGET_CONSTRAINT, TARGET_INDEX };

/* What an operation needs to be there: where it names it. */
struct need {
    enum lk_op_id op;
    enum target kind;          /* what must be absent for `missing` */
    /* Names of the operation's arguments; NULL where it has none. */
    const char *schema, *table, *object;
};

static const struct need needs[] = {
    {LK_OP_ADD_COLUMN, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_ALTER_COLUMN, TARGET_COLUMN, "schema", "table_name", "column_name"},
    {LK_OP_CREATE_CHECK_CONSTRAINT, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_CREATE_EXCLUDE_CONSTRAINT, TARGET_TABLE, NULL, "table_name", NULL},
    {LK_OP_CREATE_FOREIGN_KEY, TARGET_TABLE, "source_schema", "source_table", NULL},
    {LK_OP_CREATE_INDEX, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_CREATE_PRIMARY_KEY, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_CREATE_TABLE_COMMENT, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_CREATE_UNIQUE_CONSTRAINT, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_DROP_COLUMN, TARGET_COLUMN, "schema", "table_name", "column_name"},
    {LK_OP_DROP_CONSTRAINT, TARGET_CONSTRAINT, "schema", "table_name", "constraint_name"},
    {LK_OP_DROP_INDEX, TARGET_INDEX, "schema", "index_name", NULL},
    {LK_OP_DROP_TABLE, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_DROP_TABLE_COMMENT, TARGET_TABLE, "schema", "table_name", NULL},
    {LK_OP_RENAME_TABLE, TARGET_TABLE, "schema", "old_table_name", NULL},
};

/* Is a word among the names? */
static bool listed(const struct lk_names *names, const char *word)
{
    for (size_t i = 0; i < names->n; i++)
        if (lk_str_is(names->v[i], word))
            return true;
    return false;
}

/* By the revision's own rules, or for the whole run. */
static bool allowed(const struct lk_exec *x, const struct lk_unit *u, const char *word)
{
    struct lk_run_rules rules = lk_exec_rules(x, u->step);
    return listed(&rules.tolerate, word) || listed(&x->plan->tolerate, word);
}

/* p is NULL where the operation has no such argument or it is no text. */
static struct lk_str arg_of(const struct lk_op *op, const char *name)
{
    struct lk_str absent = {NULL, 0};
    int at = name ? lk_def_param(op->def, name) : -1;
    if (at < 0 || !lk_datum_is(op->arg[at], LK_DATUM_STR))
        return absent;
    return lk_datum_text(op->arg[at]);
}

/* Any row is a yes. */
static bool is_there(bool *out, struct lk_exec *x, enum lk_question which, const struct lk_str *arg,
                     struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_ask(&r, x->db, which, arg, err))
        return false;
    *out = r->nrows > 0;
    lk_result_free(r);
    return true;
}

/* A column or constraint is absent, too, when its whole table is. */
static bool confirm_missing(bool *out, struct lk_exec *x, const struct lk_op *op,
                            struct lk_err *err)
{
    static const enum lk_question inside[] = {[TARGET_COLUMN] = LK_ASK_COLUMN,
                                              [TARGET_CONSTRAINT] = LK_ASK_CONSTRAINT};
    const struct need *need = NULL;
    bool there = false;
    *out = false;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (needs[i].op == (enum lk_op_id)op->def->id)
            need = &needs[i];
    if (!need)
        return true;
    struct lk_str arg[3] = {arg_of(op, need->schema), arg_of(op, need->table),
                            arg_of(op, need->object)};
    if (!is_there(&there, x, LK_ASK_RELATION, arg, err))
        return false;
    if (there && (need->kind == TARGET_COLUMN || need->kind == TARGET_CONSTRAINT) &&
        !is_there(&there, x, inside[need->kind], arg, err))
        return false;
    *out = !there;
    return true;
}

/* Flags first, then what is allowed, then the catalog; SQLSTATEs listed one by one need no
 * confirmation. */
bool lk_exec_tolerates(bool *out, struct lk_exec *x, const struct lk_unit *u, struct lk_err *err)
{
    const struct lk_state_def *state = lk_state_find(x->diag->sqlstate);
    *out = false;
    if (state->flags & LK_STATE_NEVER || !x->diag->sqlstate[0])
        return true;
    if (allowed(x, u, x->diag->sqlstate)) {
        *out = true;
        return true;
    }
    if (u->op->def->flags & (LK_DEF_FREE | LK_DEF_DATA))
        return true;
    if (state->fault == LK_FAULT_MISSING && allowed(x, u, "missing"))
        return confirm_missing(out, x, u->op, err);
    if (state->fault == LK_FAULT_EXISTS && allowed(x, u, "exists"))
        return lk_exec_confirm_exists(out, x, u->op, err);
    return true;
}
