/* INSERT in its forms: one row, several rows, a SELECT, and the bare form that is printed when no
 * values are known.
 *
 * An INSERT of one row into a table with a primary key asks for the part of the key that it does
 * not know (RETURNING), as SQLAlchemy does to fill inserted_primary_key; bulk_insert does not.  A
 * row may be a tuple, which goes by the order of the columns.  Of several rows the first says which
 * columns there are.
 *
 * INSERT … SELECT also fills columns that have a default of Python's: each becomes one more
 * column of the SELECT. */
#include "sql/settings.h"

#include <stdlib.h>

/* (value, …) */
static bool put_row(struct lk_sqlc *c, const struct lk_settings *row)
{
    lk_sqlc_put(c, "(");
    for (size_t i = 0; i < row->n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        if (!lk_settings_put_value(c, &row->v[i])) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* The names behind INSERT INTO table. */
static void put_row_names(struct lk_sqlc *c, const struct lk_settings *row)
{
    for (size_t i = 0; i < row->n; i++) {
        lk_sqlc_put(c, i ? ", " : " (");
        lk_settings_put_name(c, &row->v[i]);
    }
    lk_sqlc_put(c, row->n ? ")" : "");
}

/* A row as a tuple goes by the columns' order. */
static const struct lk_datum *row_map(struct lk_sqlc *c, const struct lk_datum *columns,
                                      const struct lk_datum *row)
{
    if (!lk_datum_is(row, LK_DATUM_LIST)) {
        return row;
    }
    struct lk_pair *pair = lk_arena_array(c->arena, row->as.list.n + 1, sizeof *pair);
    size_t n = 0;
    for (size_t i = 0; columns && i < columns->as.list.n && n < row->as.list.n; i++) {
        if (lk_sqlc_id(columns->as.list.v[i]) == LK_NODE_COLUMN) {
            pair[n] = (struct lk_pair){lk_settings_key(columns->as.list.v[i]), row->as.list.v[n]};
            n++;
        }
    }
    return lk_datum_map(c->arena, pair, n);
}

/* A further row in the order of the first one, which says what columns there are: what else a row
 * has is left out (_extend_values_for_multiparams). */
static bool put_further(struct lk_sqlc *c, const struct lk_settings *first,
                        const struct lk_settings *row)
{
    struct lk_settings same = {0};
    bool good = true;
    for (size_t i = 0; good && i < first->n; i++) {
        size_t at = 0;
        while (at < row->n && !lk_str_eq(row->v[at].name, first->v[i].name)) {
            at++;
        }
        good = at < row->n ||
               lk_sqlc_refuse(c, "CompileError: INSERT value for column " LK_PRI " is explicitly "
                                 "rendered as a bound parameter in the VALUES clause; a "
                                 "Python-side value or SQL expression is required",
                              LK_ARG(first->v[i].name));
        if (good) {
            *LK_PUSH(&same) = row->v[at];
        }
    }
    good = good && put_row(c, &same);
    free(same.v);
    return good;
}

/* The first row says which columns there are; the others must have them too. */
static bool put_rows(struct lk_sqlc *c, const struct lk_datum *columns,
                     const struct lk_datum *rows)
{
    struct lk_settings first = {0};
    bool good = true;
    for (size_t i = 0; good && i < rows->as.list.n; i++) {
        struct lk_settings other = {0}, *row = i ? &other : &first;
        const struct lk_datum *map = row_map(c, columns, rows->as.list.v[i]);
        good = lk_datum_is(map, LK_DATUM_MAP) && lk_settings_read(row, c, columns, map, "default");
        if (good && i == 0) {
            put_row_names(c, row);
            lk_sqlc_put(c, " VALUES ");
        }
        lk_sqlc_put(c, i ? ", " : "");
        good = good && (i ? put_further(c, &first, row) : put_row(c, row));
        free(other.v);
    }
    free(first.v);
    return good;
}

/* A name of a list of names and columns. */
static const struct lk_datum *name_in(const struct lk_datum *list, size_t i)
{
    const struct lk_datum *name = list->as.list.v[i];
    return lk_sqlc_is_str(name) ? name : LK_ARG_OF(name, "name");
}

/* Is a column among those that the SELECT fills? */
static bool is_named(const struct lk_datum *list, const struct lk_datum *column)
{
    for (size_t i = 0; i < list->as.list.n; i++) {
        if (lk_str_eq(lk_datum_text(name_in(list, i)), lk_settings_key(column))) {
            return true;
        }
    }
    return false;
}

/* Columns with a default of Python's that the SELECT does not fill: each is written and becomes one
 * more column of the SELECT. */
static const struct lk_datum *add_defaults(struct lk_sqlc *c, const struct lk_datum *pair,
                                           const struct lk_datum *columns)
{
    const struct lk_datum *names = pair->as.list.v[0], *select = pair->as.list.v[1];
    if (lk_sqlc_id(select) != LK_NODE_SELECT || !columns) {
        return select;
    }
    const struct lk_datum *old = LK_ARG_OF(select, "columns");
    size_t n = old->as.list.n;
    const struct lk_datum **all = lk_arena_array(c->arena, n + columns->as.list.n, sizeof *all);
    for (size_t i = 0; i < n; i++) {
        all[i] = old->as.list.v[i];
    }
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        bool free_ = lk_sqlc_id(column) == LK_NODE_COLUMN && !is_named(names, column);
        const struct lk_datum *value = free_ ? lk_settings_default(c, column, "default") : NULL;
        if (value) {
            lk_sqlc_put(c, ", ");
            lk_sqlc_name(c, LK_ARG_OF(column, "name"));
            all[n++] = value;
        }
    }
    struct lk_datum *copy = lk_sqlc_node(c, LK_NODE_SELECT);
    memcpy(copy->as.node.arg, select->as.node.arg,
           sizeof *select->as.node.arg * lk_def_sig(select->as.node.def)->n);
    lk_sqlc_set(copy, "columns", lk_datum_list(c->arena, all, n));
    return copy;
}

/* INSERT … SELECT. */
static bool put_from_select(struct lk_sqlc *c, const struct lk_datum *pair,
                            const struct lk_datum *columns)
{
    const struct lk_datum *names = pair->as.list.v[0];
    lk_sqlc_put(c, " (");
    for (size_t i = 0; i < names->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_name(c, name_in(names, i));
    }
    const struct lk_datum *select = add_defaults(c, pair, columns);
    lk_sqlc_put(c, ") ");
    return lk_sqlc_expr(c, select);
}

/* Has a column a value, and is it a bound one? */
static bool is_given(const struct lk_settings *row, const struct lk_datum *column, bool *bound)
{
    for (size_t i = 0; i < row->n; i++) {
        if (row->v[i].column == column) {
            *bound = lk_expr_is_value(row->v[i].value) ||
                     lk_sqlc_id(row->v[i].value) == LK_NODE_BINDPARAM;
            return true;
        }
    }
    return false;
}

/* SQLAlchemy asks for the primary key that it does not know: what the server or an expression makes
 * of it. */
static bool is_fetched(const struct lk_settings *row, const struct lk_datum *column)
{
    bool bound = false;
    if (is_given(row, column, &bound)) {
        return !bound;
    }
    const struct lk_datum *auto_ = LK_ARG_OF(column, "autoincrement");
    bool off = lk_datum_is(auto_, LK_DATUM_BOOL) && !auto_->as.b;
    bool counts = lk_sqlc_affinity(LK_ARG_OF(column, "type")) == LK_AFF_INTEGER && !off;
    return counts || !lk_sqlc_none(LK_ARG_OF(column, "server_default"));
}

/* RETURNING of those parts of the key that only the server knows. */
static bool put_primary_key(struct lk_sqlc *c, const struct lk_datum *table,
                            const struct lk_settings *row)
{
    const struct lk_datum *columns = lk_settings_columns(table);
    bool any = false;
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) != LK_NODE_COLUMN ||
            !lk_datum_truth(LK_ARG_OF(column, "primary_key")) || !is_fetched(row, column)) {
            continue;
        }
        lk_sqlc_put(c, any ? ", " : " RETURNING ");
        any = true;
        lk_sqlc_table_name(c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
        lk_sqlc_put(c, ".");
        lk_sqlc_name(c, LK_ARG_OF(column, "name"));
    }
    return true;
}

/* One row; without any column it is DEFAULT VALUES. */
static bool put_single(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *values,
                       struct lk_settings *row)
{
    const struct lk_datum *columns = lk_settings_columns(LK_ARG_OF(e, "table"));
    if (!lk_settings_read(row, c, columns, row_map(c, columns, values), "default")) {
        return false;
    }
    if (!row->n) {
        lk_sqlc_put(c, " DEFAULT VALUES");
        return true;
    }
    put_row_names(c, row);
    lk_sqlc_put(c, " VALUES ");
    return put_row(c, row);
}

/* Printed without any values, an INSERT is the form that every column could fill. */
static bool put_form(struct lk_sqlc *c, const struct lk_datum *columns)
{
    struct lk_settings all = {0};
    enum lk_binds binds = c->binds;
    lk_settings_all(&all, columns);
    c->binds = LK_BINDS_NAMED;
    put_row_names(c, &all);
    lk_sqlc_put(c, " VALUES ");
    bool good = put_row(c, &all);
    c->binds = binds;
    free(all.v);
    return good;
}

/* Are these several rows? */
static bool has_rows(const struct lk_datum *values)
{
    return lk_datum_is(values, LK_DATUM_LIST) && values->as.list.n &&
           (lk_datum_is(values->as.list.v[0], LK_DATUM_MAP) ||
            lk_datum_is(values->as.list.v[0], LK_DATUM_LIST));
}

/* INSERT in its four forms: values, rows, SELECT, and the bare form. */
bool lk_insert_stmt(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table"), *values = LK_ARG_OF(e, "values");
    const struct lk_datum *select = LK_ARG_OF(e, "from_select");
    const struct lk_datum *conflict = LK_ARG_OF(e, "on_conflict");
    struct lk_settings row = {0};
    bool form = c->d->offline && lk_sqlc_none(select) && lk_sqlc_none(values) &&
                lk_settings_known(lk_settings_columns(table));
    bool single = !form && lk_sqlc_none(select) && !has_rows(values);
    if (lk_sqlc_none(values)) {
        values = lk_datum_is(c->params, LK_DATUM_MAP) ? c->params
                                                      : lk_datum_map(c->arena, NULL, 0);
    }
    lk_sqlc_put(c, "INSERT ");
    lk_dml_prefixes(c, e);
    lk_sqlc_put(c, "INTO ");
    lk_sqlc_table_name(c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
    bool good = form                   ? put_form(c, lk_settings_columns(table))
                : !lk_sqlc_none(select) ? put_from_select(c, select, lk_settings_columns(table))
                : single              ? put_single(c, e, values, &row)
                                      : put_rows(c, lk_settings_columns(table), values);
    good = good && (lk_sqlc_none(conflict) || lk_upsert_clause(c, conflict, table));
    bool asks = single && lk_sqlc_none(LK_ARG_OF(e, "returning")) &&
                !lk_datum_truth(LK_ARG_OF(e, "inline"));
    good = good && (asks ? put_primary_key(c, table, &row) : lk_dml_returning(c, e));
    free(row.v);
    return good;
}
