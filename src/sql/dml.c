/* INSERT, UPDATE and DELETE.  Values come in the order of the table's columns, not of the
 * script's dict (crud.py); names that are no columns are refused.
 *
 * Which columns an INSERT or UPDATE sets follows from the table, not from the dict: its columns
 * in their order, those that have a value, a default of Python's or (in an UPDATE) an onupdate.
 * A table that is only a name takes the dict as it is.
 *
 * An INSERT of one row into a table with a primary key asks for the part of the key that it does
 * not know (RETURNING), as SQLAlchemy does to fill inserted_primary_key; bulk_insert does not.
 *
 * UPDATE and DELETE name other tables that their conditions mention in FROM and USING. */
#include "sql/expr.h"

#include <stdlib.h>

/* The columns of the table that the statement changes; an alias has those of its element. */
static const struct lk_datum *columns_of(const struct lk_datum *table)
{
    while (lk_sqlc_id(table) == LK_NODE_ALIAS) {
        table = LK_ARG_OF(table, "element");
    }
    return lk_sqlc_id(table) == LK_NODE_TABLE ? LK_ARG_OF(table, "columns") : NULL;
}

/* The key by which scripts speak of a column: its name, unless it has another one. */
static struct lk_str key_of(const struct lk_datum *column)
{
    const struct lk_datum *key = LK_ARG_OF(column, "key");
    return lk_datum_text(lk_sqlc_none(key) ? LK_ARG_OF(column, "name") : key);
}

/* The column row of a key, or NULL. */
static const struct lk_datum *column_for(const struct lk_datum *columns, struct lk_str key)
{
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN && lk_str_eq(key_of(column), key)) {
            return column;
        }
    }
    return NULL;
}

/* Does the table say what columns it has? */
static bool has_columns(const struct lk_datum *columns)
{
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        if (lk_sqlc_id(columns->as.list.v[i]) == LK_NODE_COLUMN) {
            return true;
        }
    }
    return false;
}

/* A column with the value it gets. */
struct setting {
    const struct lk_datum *column;     /* NULL when the table's columns are not known */
    struct lk_str name;
    const struct lk_datum *value;
};
struct settings {
    struct setting *v;
    size_t n, cap;
};

/* A map's value by key, or NULL. */
static const struct lk_datum *map_value(const struct lk_datum *map, struct lk_str key)
{
    for (size_t i = 0; i < map->as.map.n; i++) {
        if (lk_str_eq(map->as.map.v[i].key, key)) {
            return map->as.map.v[i].value;
        }
    }
    return NULL;
}

/* The default that Python gives a column that has no value (or onupdate in an UPDATE).  Offline
 * nobody computes one that is a value: Alembic prints NULL. */
static const struct lk_datum *python_default(struct lk_sqlc *c, const struct lk_datum *column,
                                             const char *which)
{
    const struct lk_datum *value = LK_ARG_OF(column, which);
    if (lk_sqlc_none(value) && strcmp(which, "default") == 0) {
        value = LK_ARG_OF(column, "insert_default");
    }
    if (lk_sqlc_none(value)) {
        return NULL;
    }
    return c->d->offline && lk_expr_is_value(value) ? lk_datum_null() : value;
}

/* Names that are no columns are refused together, in the order given. */
static bool check_names(struct lk_sqlc *c, const struct lk_datum *columns,
                        const struct lk_datum *values)
{
    struct lk_buf unknown = {0};
    for (size_t i = 0; i < values->as.map.n; i++) {
        if (!column_for(columns, values->as.map.v[i].key)) {
            lk_buf_addz(&unknown, unknown.n ? ", " : "");
            lk_buf_add(&unknown, values->as.map.v[i].key);
        }
    }
    bool good = !unknown.n || lk_sqlc_refuse(c, "CompileError: Unconsumed column names: %s",
                                             unknown.p);
    lk_buf_clear(&unknown);
    return good;
}

/* Notes one column with its value. */
static void add_setting(struct settings *out, const struct lk_datum *column, struct lk_str name,
                        const struct lk_datum *value)
{
    *LK_PUSH(out) = (struct setting){column, name, value};
}

/* The values of a map in the order of the columns, defaults filled in. */
static bool settings_of(struct settings *out, struct lk_sqlc *c, const struct lk_datum *columns,
                        const struct lk_datum *values, const char *defaults)
{
    if (!has_columns(columns)) {
        for (size_t i = 0; i < values->as.map.n; i++) {
            add_setting(out, NULL, values->as.map.v[i].key, values->as.map.v[i].value);
        }
        return true;
    }
    if (!check_names(c, columns, values)) {
        return false;
    }
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) != LK_NODE_COLUMN) {
            continue;
        }
        const struct lk_datum *value = map_value(values, key_of(column));
        value = value ? value : python_default(c, column, defaults);
        if (value) {
            add_setting(out, column, lk_datum_text(LK_ARG_OF(column, "name")), value);
        }
    }
    return true;
}

/* The column's own name, not its key. */
static void put_setting_name(struct lk_sqlc *c, const struct setting *s)
{
    if (s->column) {
        lk_sqlc_name(c, LK_ARG_OF(s->column, "name"));
    } else {
        lk_sqlc_ident(c, s->name);
    }
}

/* bulk_insert() offline renders its values whatever literal_binds says. */
static bool put_inline(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type)
{
    return lk_sqlc_literal(c, value, type);
}

/* Where values are not rendered, the parameter has the column's name. */
static bool put_named(struct lk_sqlc *c, const struct setting *s, const struct lk_datum *type)
{
    struct lk_datum *param = lk_sqlc_node(c, LK_NODE_BINDPARAM);
    lk_sqlc_set(param, "key", lk_sqlc_str(c, s->name));
    lk_sqlc_set(param, "value", s->value ? s->value : lk_datum_null());
    lk_sqlc_set(param, "type", type ? type : lk_datum_null());
    return lk_bind_param(c, param);
}

/* A value with its column's type; SQL as an operand. */
static bool put_setting_value(struct lk_sqlc *c, const struct setting *s)
{
    const struct lk_datum *type = s->column ? LK_ARG_OF(s->column, "type") : NULL;
    uint16_t id = lk_sqlc_id(s->value);
    if (id == LK_NODE_BINDPARAM && lk_datum_truth(LK_ARG_OF(s->value, "literal_execute")) &&
        c->d->offline) {
        return put_inline(c, LK_ARG_OF(s->value, "value"), type);
    }
    if (id == LK_NODE_SEQUENCE) {
        struct lk_datum *next = lk_sqlc_node(c, LK_NODE_NEXT_VALUE);
        lk_sqlc_set(next, "sequence", s->value);
        return lk_sqlc_expr(c, next);
    }
    if (!lk_expr_is_value(s->value)) {
        return lk_expr_in(c, s->value, LK_AGAINST_NONE);
    }
    return c->binds == LK_BINDS_NAMED ? put_named(c, s, type)
                                      : lk_bind_typed(c, s->value, type, s->name);
}

/* (value, …) */
static bool put_row(struct lk_sqlc *c, const struct settings *row)
{
    lk_sqlc_put(c, "(");
    for (size_t i = 0; i < row->n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        if (!put_setting_value(c, &row->v[i])) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* The names behind INSERT INTO table. */
static void put_row_names(struct lk_sqlc *c, const struct settings *row)
{
    for (size_t i = 0; i < row->n; i++) {
        lk_sqlc_put(c, i ? ", " : " (");
        put_setting_name(c, &row->v[i]);
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
            pair[n] = (struct lk_pair){key_of(columns->as.list.v[i]), row->as.list.v[n]};
            n++;
        }
    }
    return lk_datum_map(c->arena, pair, n);
}

/* The first row says which columns there are; the others must have them too. */
static bool put_rows(struct lk_sqlc *c, const struct lk_datum *columns,
                     const struct lk_datum *rows)
{
    for (size_t i = 0; i < rows->as.list.n; i++) {
        struct settings row = {0};
        const struct lk_datum *map = row_map(c, columns, rows->as.list.v[i]);
        bool good = lk_datum_is(map, LK_DATUM_MAP) &&
                    settings_of(&row, c, columns, map, "default");
        if (good && i == 0) {
            put_row_names(c, &row);
            lk_sqlc_put(c, " VALUES ");
        }
        lk_sqlc_put(c, i ? ", " : "");
        good = good && put_row(c, &row);
        free(row.v);
        if (!good) {
            return false;
        }
    }
    return true;
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
        if (lk_str_eq(lk_datum_text(name_in(list, i)), key_of(column))) {
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
        const struct lk_datum *value = free_ ? python_default(c, column, "default") : NULL;
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
static bool is_given(const struct settings *row, const struct lk_datum *column, bool *bound)
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
static bool is_fetched(const struct settings *row, const struct lk_datum *column)
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
                            const struct settings *row)
{
    const struct lk_datum *columns = columns_of(table);
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

/* RETURNING as the script asked. */
static bool put_returning(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *returning = LK_ARG_OF(e, "returning");
    if (!lk_datum_truth(returning)) {
        return true;
    }
    lk_sqlc_put(c, " RETURNING ");
    return lk_select_columns(c, returning);
}

/* Words behind the verb. */
static void put_prefixes(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *prefixes = LK_ARG_OF(e, "prefixes");
    for (size_t i = 0; lk_datum_is(prefixes, LK_DATUM_LIST) && i < prefixes->as.list.n; i++) {
        lk_buf_add(&c->out, lk_datum_text(prefixes->as.list.v[i]));
        lk_sqlc_put(c, " ");
    }
}

/* One row; without any column it is DEFAULT VALUES. */
static bool put_single(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *values,
                       struct settings *row)
{
    const struct lk_datum *columns = columns_of(LK_ARG_OF(e, "table"));
    if (!settings_of(row, c, columns, row_map(c, columns, values), "default")) {
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
    struct settings all = {0};
    enum lk_binds binds = c->binds;
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN) {
            add_setting(&all, column, lk_datum_text(LK_ARG_OF(column, "name")), NULL);
        }
    }
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
static bool put_insert(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table"), *values = LK_ARG_OF(e, "values");
    const struct lk_datum *select = LK_ARG_OF(e, "from_select");
    const struct lk_datum *conflict = LK_ARG_OF(e, "on_conflict");
    struct settings row = {0};
    bool form = c->d->offline && lk_sqlc_none(select) && lk_sqlc_none(values) &&
                has_columns(columns_of(table));
    bool single = !form && lk_sqlc_none(select) && !has_rows(values);
    if (lk_sqlc_none(values)) {
        values = lk_datum_is(c->params, LK_DATUM_MAP) ? c->params
                                                      : lk_datum_map(c->arena, NULL, 0);
    }
    lk_sqlc_put(c, "INSERT ");
    put_prefixes(c, e);
    lk_sqlc_put(c, "INTO ");
    lk_sqlc_table_name(c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
    bool good = form                   ? put_form(c, columns_of(table))
                : !lk_sqlc_none(select) ? put_from_select(c, select, columns_of(table))
                : single              ? put_single(c, e, values, &row)
                                      : put_rows(c, columns_of(table), values);
    good = good && (lk_sqlc_none(conflict) || lk_upsert_clause(c, conflict, table));
    bool asks = single && lk_sqlc_none(LK_ARG_OF(e, "returning")) &&
                !lk_datum_truth(LK_ARG_OF(e, "inline"));
    good = good && (asks ? put_primary_key(c, table, &row) : put_returning(c, e));
    free(row.v);
    return good;
}

/* A list of pairs keeps its order (ordered_values). */
static bool update_settings(struct settings *out, struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *columns = columns_of(LK_ARG_OF(e, "table"));
    const struct lk_datum *values = LK_ARG_OF(e, "values");
    if (lk_sqlc_none(values)) {
        values = lk_datum_is(c->params, LK_DATUM_MAP) ? c->params
                                                      : lk_datum_map(c->arena, NULL, 0);
    }
    if (!lk_datum_is(values, LK_DATUM_LIST)) {
        return settings_of(out, c, columns, values, "onupdate");
    }
    for (size_t i = 0; i < values->as.list.n; i++) {
        const struct lk_datum *pair = values->as.list.v[i];
        const struct lk_datum *key = pair->as.list.v[0];
        struct lk_str name = lk_datum_text(lk_sqlc_is_str(key) ? key : LK_ARG_OF(key, "name"));
        add_setting(out, column_for(columns, name), name, pair->as.list.v[1]);
    }
    return true;
}

/* Tables besides the one that is changed. */
static bool put_others(struct lk_sqlc *c, const char *word, const struct lk_datum *table,
                       const struct lk_froms *froms)
{
    bool any = false;
    for (size_t i = 0; i < froms->n; i++) {
        if (lk_from_same(froms->v[i], table)) {
            continue;
        }
        lk_sqlc_put(c, any ? ", " : word);
        any = true;
        if (!lk_from_item(c, froms->v[i])) {
            return false;
        }
    }
    return true;
}

/* WHERE with all criteria joined. */
static bool put_where(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *where = LK_ARG_OF(e, "where");
    if (!lk_datum_truth(where)) {
        return true;
    }
    lk_sqlc_put(c, " WHERE ");
    return lk_operator_and_list(c, where);
}

/* SET a=1, b=2; SQLAlchemy writes no blanks around the sign. */
static bool put_set(struct lk_sqlc *c, const struct settings *set)
{
    lk_sqlc_put(c, " SET ");
    for (size_t i = 0; i < set->n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        put_setting_name(c, &set->v[i]);
        lk_sqlc_put(c, "=");
        if (!put_setting_value(c, &set->v[i])) {
            return false;
        }
    }
    return true;
}

/* UPDATE … SET … FROM … WHERE … RETURNING. */
static bool put_update(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_froms *froms)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table");
    struct settings set = {0};
    lk_sqlc_put(c, "UPDATE ");
    put_prefixes(c, e);
    bool good = lk_from_item(c, table) && update_settings(&set, c, e) && put_set(c, &set) &&
                put_others(c, " FROM ", table, froms) && put_where(c, e) && put_returning(c, e);
    free(set.v);
    return good;
}

/* DELETE FROM … USING … WHERE … RETURNING. */
static bool put_delete(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_froms *froms)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table");
    lk_sqlc_put(c, "DELETE ");
    put_prefixes(c, e);
    lk_sqlc_put(c, "FROM ");
    return lk_from_item(c, table) && put_others(c, " USING ", table, froms) && put_where(c, e) &&
           put_returning(c, e);
}

/* Tables that the new values mention belong to the statement too. */
static void collect_values(struct lk_froms *froms, const struct lk_datum *values)
{
    for (size_t i = 0; lk_datum_is(values, LK_DATUM_MAP) && i < values->as.map.n; i++) {
        lk_from_collect(froms, values->as.map.v[i].value);
    }
}

/* The changed table is the scope of inner SELECTs; WITH comes before the outermost statement. */
bool lk_dml_stmt(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_froms froms = {0};
    uint16_t id = lk_sqlc_id(e);
    size_t from = c->out.n;
    bool outermost = from == 0, good;
    if (id == LK_NODE_INSERT) {
        good = put_insert(c, e);
    } else {
        lk_from_add(&froms, LK_ARG_OF(e, "table"));
        if (id == LK_NODE_UPDATE) {
            collect_values(&froms, LK_ARG_OF(e, "values"));
        }
        lk_from_collect(&froms, LK_ARG_OF(e, "where"));
        struct lk_scope_sql scope = {c->scope, &froms};
        c->scope = &scope;
        good = id == LK_NODE_UPDATE ? put_update(c, e, &froms) : put_delete(c, e, &froms);
        c->scope = scope.outer;
    }
    if (good && outermost) {
        lk_from_with(c, from);
    }
    free(froms.v);
    return good;
}
