/* ON CONFLICT, as the dialect's Insert writes it (PGCompiler.visit_on_conflict_do_update).
 *
 * The target is a constraint by name, or columns (with a condition) from which the server infers
 * one.  Columns stand there without their table.  SET takes the table's columns in their own
 * order, whatever the order of the script's dict, then names that the table does not have.  The
 * row that was refused is the table "excluded", which scripts name as insert.excluded. */
#include "sql/expr.h"

/* A column by name, or an expression of the index. */
static bool put_target_element(struct lk_sqlc *c, const struct lk_datum *e)
{
    if (lk_sqlc_is_str(e)) {
        lk_sqlc_name(c, e);
        return true;
    }
    return lk_sqlc_expr(c, e);
}

/* A constraint by its name, or the columns that some unique index has. */
static bool put_target(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *constraint = LK_ARG_OF(e, "constraint");
    const struct lk_datum *elements = LK_ARG_OF(e, "index_elements");
    const struct lk_datum *where = LK_ARG_OF(e, "index_where");
    if (lk_datum_is(constraint, LK_DATUM_NODE)) {
        constraint = LK_ARG_OF(constraint, "name");
    }
    if (!lk_sqlc_none(constraint)) {
        lk_sqlc_put(c, "ON CONSTRAINT ");
        lk_sqlc_name(c, constraint);
        lk_sqlc_put(c, " ");
        return true;
    }
    if (lk_sqlc_none(elements)) {
        return true;
    }
    bool no_tables = c->no_tables, good = true;
    c->no_tables = true;
    for (size_t i = 0; good && i < elements->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "(");
        good = put_target_element(c, elements->as.list.v[i]);
    }
    lk_sqlc_put(c, ")");
    if (good && !lk_sqlc_none(where)) {
        lk_sqlc_put(c, " WHERE ");
        good = lk_sqlc_expr(c, where);
    }
    c->no_tables = no_tables;
    lk_sqlc_put(c, " ");
    return good;
}

/* What SET has for a column, or NULL. */
static const struct lk_datum *set_value(const struct lk_datum *set, struct lk_str key)
{
    for (size_t i = 0; lk_datum_is(set, LK_DATUM_MAP) && i < set->as.map.n; i++) {
        if (lk_str_eq(set->as.map.v[i].key, key)) {
            return set->as.map.v[i].value;
        }
    }
    return NULL;
}

/* column = value, with blanks, unlike UPDATE. */
static bool put_assignment(struct lk_sqlc *c, const struct lk_datum *name,
                           const struct lk_datum *value, const struct lk_datum *type)
{
    lk_sqlc_name(c, name);
    lk_sqlc_put(c, " = ");
    return lk_expr_is_value(value) ? lk_bind_typed(c, value, type, LK_STR("param"))
                                   : lk_expr_in(c, value, LK_AGAINST_NONE);
}

/* Has the table a column of this name? */
static bool is_column(const struct lk_datum *columns, struct lk_str key)
{
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN &&
            lk_str_eq(lk_datum_text(LK_ARG_OF(column, "name")), key)) {
            return true;
        }
    }
    return false;
}

/* The table's columns in their order, then whatever names are left. */
static bool put_set(struct lk_sqlc *c, const struct lk_datum *set, const struct lk_datum *table)
{
    const struct lk_datum *columns = LK_ARG_OF(table, "columns");
    bool good = true, any = false;
    for (size_t i = 0; good && i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) != LK_NODE_COLUMN) {
            continue;
        }
        const struct lk_datum *name = LK_ARG_OF(column, "name");
        const struct lk_datum *value = set_value(set, lk_datum_text(name));
        if (value) {
            lk_sqlc_put(c, any ? ", " : "");
            any = true;
            good = put_assignment(c, name, value, LK_ARG_OF(column, "type"));
        }
    }
    for (size_t i = 0; good && lk_datum_is(set, LK_DATUM_MAP) && i < set->as.map.n; i++) {
        if (!is_column(columns, set->as.map.v[i].key)) {
            lk_sqlc_put(c, any ? ", " : "");
            any = true;
            good = put_assignment(c, lk_sqlc_str(c, set->as.map.v[i].key),
                                  set->as.map.v[i].value, NULL);
        }
    }
    return good;
}

/* Target, then what to do. */
bool lk_upsert_clause(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *table)
{
    lk_sqlc_put(c, " ON CONFLICT ");
    if (!put_target(c, e)) {
        return false;
    }
    if (lk_sqlc_id(e) == LK_NODE_ON_CONFLICT_DO_NOTHING) {
        lk_sqlc_put(c, "DO NOTHING");
        return true;
    }
    const struct lk_datum *where = LK_ARG_OF(e, "where");
    bool named = !lk_sqlc_none(LK_ARG_OF(e, "constraint"));
    if (named != lk_sqlc_none(LK_ARG_OF(e, "index_elements"))) {
        return lk_sqlc_refuse(c, "ValueError: Either constraint or index_elements, but not both, "
                                 "must be specified unless DO NOTHING");
    }
    if (!lk_datum_truth(LK_ARG_OF(e, "set_"))) {
        return lk_sqlc_refuse(c, "ValueError: set parameter dictionary must not be empty");
    }
    lk_sqlc_put(c, "DO UPDATE SET ");
    if (!put_set(c, LK_ARG_OF(e, "set_"), table)) {
        return false;
    }
    if (!lk_sqlc_none(where)) {
        lk_sqlc_put(c, " WHERE ");
        return lk_sqlc_expr(c, where);
    }
    return true;
}
