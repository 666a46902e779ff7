/* Which columns an INSERT or UPDATE sets, and how their values are written.  The table decides, not
 * the dict: its columns in their order, those that have a value, a default of Python's or (in an
 * UPDATE) an onupdate; names that are no columns are refused (SQLAlchemy's crud.py).  A table that
 * is only a name takes the dict as it is. */
#include "sql/settings.h"

#include <stdlib.h>

/* The columns of the table that the statement changes; an alias has those of its element. */
const struct lk_datum *lk_settings_columns(const struct lk_datum *table)
{
    while (lk_sqlc_id(table) == LK_NODE_ALIAS) {
        table = LK_ARG_OF(table, "element");
    }
    return lk_sqlc_id(table) == LK_NODE_TABLE ? LK_ARG_OF(table, "columns") : NULL;
}

/* The key by which scripts speak of a column: its name, unless it has another one. */
struct lk_str lk_settings_key(const struct lk_datum *column)
{
    const struct lk_datum *key = LK_ARG_OF(column, "key");
    return lk_datum_text(lk_sqlc_none(key) ? LK_ARG_OF(column, "name") : key);
}

/* The column row of a key, or NULL. */
const struct lk_datum *lk_settings_column(const struct lk_datum *columns, struct lk_str key)
{
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN && lk_str_eq(lk_settings_key(column), key)) {
            return column;
        }
    }
    return NULL;
}

/* Does the table say what columns it has? */
bool lk_settings_known(const struct lk_datum *columns)
{
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        if (lk_sqlc_id(columns->as.list.v[i]) == LK_NODE_COLUMN) {
            return true;
        }
    }
    return false;
}

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

/* nextval() of a sequence. */
static const struct lk_datum *next_value(struct lk_sqlc *c, const struct lk_datum *sequence)
{
    struct lk_datum *next = lk_sqlc_node(c, LK_NODE_NEXT_VALUE);
    lk_sqlc_set(next, "sequence", sequence);
    return next;
}

/* The default that Python gives a column that has no value (or onupdate in an UPDATE).  Offline
 * nobody computes one that is a value: Alembic prints NULL.  A sequence that is optional is for
 * databases that have nothing else to count with. */
const struct lk_datum *lk_settings_default(struct lk_sqlc *c, const struct lk_datum *column,
                                           const char *which)
{
    const struct lk_datum *value = LK_ARG_OF(column, which);
    if (lk_sqlc_none(value) && strcmp(which, "default") == 0) {
        value = LK_ARG_OF(column, "insert_default");
    }
    bool optional = lk_sqlc_id(value) == LK_NODE_SEQUENCE &&
                    lk_datum_truth(LK_ARG_OF(value, "optional"));
    if (lk_sqlc_none(value) || optional) {
        return NULL;
    }
    if (lk_sqlc_id(value) == LK_NODE_SEQUENCE) {
        return next_value(c, value);
    }
    return c->d->offline && lk_expr_is_value(value) ? lk_datum_null() : value;
}

/* Names that are no columns are refused together, in the order given. */
static bool check_names(struct lk_sqlc *c, const struct lk_datum *columns,
                        const struct lk_datum *values)
{
    struct lk_buf unknown = {0};
    for (size_t i = 0; i < values->as.map.n; i++) {
        if (!lk_settings_column(columns, values->as.map.v[i].key)) {
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
void lk_settings_add(struct lk_settings *out, const struct lk_datum *column, struct lk_str name,
                     const struct lk_datum *value)
{
    *LK_PUSH(out) = (struct lk_setting){column, name, value};
}

/* Every column of the table, as a statement without any values is printed. */
void lk_settings_all(struct lk_settings *out, const struct lk_datum *columns)
{
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN) {
            lk_settings_add(out, column, lk_datum_text(LK_ARG_OF(column, "name")), NULL);
        }
    }
}

/* The values of a map in the order of the columns, defaults filled in. */
bool lk_settings_read(struct lk_settings *out, struct lk_sqlc *c, const struct lk_datum *columns,
                      const struct lk_datum *values, const char *defaults)
{
    if (!columns) {
        for (size_t i = 0; i < values->as.map.n; i++) {
            lk_settings_add(out, NULL, values->as.map.v[i].key, values->as.map.v[i].value);
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
        const struct lk_datum *value = map_value(values, lk_settings_key(column));
        value = value ? value : lk_settings_default(c, column, defaults);
        if (value) {
            lk_settings_add(out, column, lk_datum_text(LK_ARG_OF(column, "name")), value);
        }
    }
    return true;
}

/* The column's own name, not its key. */
void lk_settings_put_name(struct lk_sqlc *c, const struct lk_setting *s)
{
    if (s->column) {
        lk_sqlc_name(c, LK_ARG_OF(s->column, "name"));
    } else {
        lk_sqlc_ident(c, s->name);
    }
}

/* A value rendered with its column's type, without which SQLAlchemy knows no way to.  bulk_insert()
 * offline renders its values whatever literal_binds says. */
static bool put_literal(struct lk_sqlc *c, const struct lk_setting *s,
                        const struct lk_datum *value)
{
    const struct lk_datum *type = s->column ? LK_ARG_OF(s->column, "type") : NULL;
    bool typeless = s->column && (lk_sqlc_none(type) || lk_sqlc_id(type) == LK_NODE_T_NULL);
    if (typeless && !lk_sqlc_none(value)) {
        return lk_sqlc_refuse(c, "CompileError: No literal value renderer is available for the "
                                 "literal value of column '" LK_PRI "' with datatype NULL",
                              LK_ARG(s->name));
    }
    return lk_sqlc_literal(c, value, type);
}

/* Where values are not rendered, the parameter has the column's name. */
static bool put_named(struct lk_sqlc *c, const struct lk_setting *s, const struct lk_datum *type)
{
    struct lk_datum *param = lk_sqlc_node(c, LK_NODE_BINDPARAM);
    lk_sqlc_set(param, "key", lk_sqlc_str(c, s->name));
    lk_sqlc_set(param, "value", s->value ? s->value : lk_datum_null());
    lk_sqlc_set(param, "type", type ? type : lk_datum_null());
    return lk_bind_param(c, param);
}

/* A value with its column's type; SQL as an operand. */
bool lk_settings_put_value(struct lk_sqlc *c, const struct lk_setting *s)
{
    const struct lk_datum *type = s->column ? LK_ARG_OF(s->column, "type") : NULL;
    uint16_t id = lk_sqlc_id(s->value);
    if (id == LK_NODE_BINDPARAM && lk_datum_truth(LK_ARG_OF(s->value, "literal_execute")) &&
        c->d->offline) {
        return put_literal(c, s, LK_ARG_OF(s->value, "value"));
    }
    if (id == LK_NODE_SEQUENCE) {
        return lk_sqlc_expr(c, next_value(c, s->value));
    }
    if (id == LK_NODE_BINDPARAM) {
        return lk_bind_beside(c, s->value, type);
    }
    if (!lk_expr_is_value(s->value)) {
        return lk_expr_in(c, s->value, LK_AGAINST_NONE);
    }
    if (c->binds == LK_BINDS_LITERAL) {
        return put_literal(c, s, s->value);
    }
    return c->binds == LK_BINDS_NAMED ? put_named(c, s, type)
                                      : lk_bind_typed(c, s->value, type, s->name);
}
