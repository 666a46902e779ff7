/* Lowering's door: a table from operation to function, and how statements are printed.
 *
 * Every operation that has SQL of its own is one row here and one function elsewhere (ops_*.c).
 * A refusal leaves no statement behind, also when it comes after the first of several.
 *
 * A live statement gets the traits of split.c where its text is the script's; those that Alembic
 * makes can only be barred from a transaction, by CONCURRENTLY. */
#include "sql/lower.h"

#include "base/limits.h"
#include "sql/ops.h"
#include "sql/split.h"

#include <stdlib.h>

static lk_lowerer *const lowerers[LK_OP_COUNT] = {
    [LK_OP_ADD_COLUMN] = lk_lower_add_column,
    [LK_OP_ALTER_COLUMN] = lk_lower_alter_column,
    [LK_OP_BULK_INSERT] = lk_lower_bulk_insert,
    [LK_OP_CREATE_CHECK_CONSTRAINT] = lk_lower_create_check,
    [LK_OP_CREATE_EXCLUDE_CONSTRAINT] = lk_lower_create_exclude,
    [LK_OP_CREATE_FOREIGN_KEY] = lk_lower_create_foreign_key,
    [LK_OP_CREATE_INDEX] = lk_lower_create_index,
    [LK_OP_CREATE_PRIMARY_KEY] = lk_lower_create_constraint,
    [LK_OP_CREATE_TABLE] = lk_lower_create_table,
    [LK_OP_CREATE_TABLE_COMMENT] = lk_lower_create_table_comment,
    [LK_OP_CREATE_UNIQUE_CONSTRAINT] = lk_lower_create_constraint,
    [LK_OP_DROP_COLUMN] = lk_lower_drop_column,
    [LK_OP_DROP_CONSTRAINT] = lk_lower_drop_constraint,
    [LK_OP_DROP_INDEX] = lk_lower_drop_index,
    [LK_OP_DROP_TABLE] = lk_lower_drop_table,
    [LK_OP_DROP_TABLE_COMMENT] = lk_lower_drop_table_comment,
    [LK_OP_EXECUTE] = lk_lower_execute,
    [LK_OP_QUERY] = lk_lower_query,
    [LK_OP_RENAME_TABLE] = lk_lower_rename_table,
    [LK_OP_CREATE_TYPE] = lk_lower_create_type,
    [LK_OP_DROP_TYPE] = lk_lower_drop_type,
    [LK_OP_CREATE_ITEM] = lk_lower_create_item,
    [LK_OP_DROP_ITEM] = lk_lower_drop_item,
};

/* Operations of Alembic's own can only be barred from a transaction by CONCURRENTLY. */
static uint32_t traits_of(const struct lk_op *op, struct lk_str sql)
{
    if (op->def->flags & LK_DEF_FREE) {
        return lk_sql_classify(sql);
    }
    bool index = op->def->id == LK_OP_CREATE_INDEX || op->def->id == LK_OP_DROP_INDEX;
    bool barred = index && lk_str_find(sql, LK_STR("INDEX CONCURRENTLY "), 0) >= 0;
    return barred ? LK_TRAIT_NO_BLOCK : 0;
}

/* A printed statement has no traits: nobody executes it. */
static void note_traits(struct lk_sqlc *c, size_t from)
{
    for (size_t i = from; i < c->stmts->n; i++) {
        c->stmts->v[i].traits = c->d->offline ? 0 : traits_of(c->op, c->stmts->v[i].sql);
    }
}

static bool is_shallow(const struct lk_datum *d, size_t levels);

static bool items_are_shallow(const struct lk_datum *const *v, size_t n, size_t levels)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_shallow(v[i], levels)) {
            return false;
        }
    }
    return true;
}

/* Is a tree of data at most so many levels deep?  What a column belongs to is not looked into: all
 * columns of a subquery share it. */
static bool is_shallow(const struct lk_datum *d, size_t levels)
{
    if (!levels) {
        return false;
    }
    if (lk_datum_is(d, LK_DATUM_LIST)) {
        return items_are_shallow(d->as.list.v, d->as.list.n, levels - 1);
    }
    for (size_t i = 0; lk_datum_is(d, LK_DATUM_MAP) && i < d->as.map.n; i++) {
        if (!is_shallow(d->as.map.v[i].value, levels - 1)) {
            return false;
        }
    }
    bool walk = lk_datum_is(d, LK_DATUM_NODE) && lk_sqlc_id(d) != LK_NODE_COLUMN_REF;
    return !walk || items_are_shallow(d->as.node.arg, lk_def_sig(d->as.node.def)->n, levels - 1);
}

/* Lowering recurses as deep as its data, on what is left of the C stack. */
static bool fits(struct lk_sqlc *c, const struct lk_op *op)
{
    size_t levels = (size_t)lk_limit(LK_LIMIT_EXPRESSION_DEPTH);
    return items_are_shallow(op->arg, lk_def_sig(op->def)->n, levels) ||
           lk_fail_at(c->err, LK_E_LIMIT, op->span,
                      "an expression of %s() is nested more than %zu levels deep", op->def->name,
                      levels);
}

/* Sets the state from the dialect and lets the operation's function do the rest. */
bool lk_sql_lower(struct lk_stmts *out, const struct lk_op *op, const struct lk_dialect *d,
                  struct lk_err *err)
{
    bool doubles = d->paramstyle == LK_PARAMS_PYFORMAT || d->paramstyle == LK_PARAMS_FORMAT;
    struct lk_err own = {0};
    struct lk_sqlc c = {
        .d = d, .arena = out->arena, .stmts = out, .op = op, .err = err ? err : &own,
        .binds = !d->offline         ? LK_BINDS_CLIENT
                 : d->literal_binds ? LK_BINDS_LITERAL
                                    : LK_BINDS_NAMED,
        .percents = d->offline && doubles,
        .backslashes = d->offline || d->backslash_escapes,
    };
    size_t before = out->n;
    bool good = !fits(&c, op) ? false
                : lowerers[op->def->id]
                    ? lowerers[op->def->id](&c, op)
                    : lk_sqlc_unsupported(&c, "operation '%s' has no SQL of its own",
                                          op->def->name);
    if (good) {
        note_traits(&c, before);
    } else {
        out->n = before;
    }
    lk_buf_clear(&c.out);
    lk_map_clear(&c.types);
    lk_map_clear(&c.counts);
    free(c.ctes.v);
    free(c.cte_names.v);
    free(c.anons.v);
    lk_err_clear(&own);
    return good;
}

/* Alembic's static_output. */
void lk_sql_print(struct lk_buf *out, const struct lk_stmt *stmt)
{
    lk_buf_add(out, stmt->sql);
    lk_buf_addz(out, ";\n\n");
}
