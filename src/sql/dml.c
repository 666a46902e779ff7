/* UPDATE and DELETE, and what they share with INSERT.
 *
 * Other tables that their conditions (or new values) mention stand in FROM and USING.  A list of
 * pairs keeps its order where a dict goes by the table's.  The changed table is the scope of inner
 * SELECTs, which leave it out of their own FROM. */
#include "sql/settings.h"

#include <stdlib.h>

/* RETURNING as the script asked. */
bool lk_dml_returning(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *returning = LK_ARG_OF(e, "returning");
    if (!lk_datum_truth(returning)) {
        return true;
    }
    lk_sqlc_put(c, " RETURNING");
    c->derived = false;
    return lk_select_columns(c, returning);
}

/* Words behind the verb. */
void lk_dml_prefixes(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *prefixes = LK_ARG_OF(e, "prefixes");
    for (size_t i = 0; lk_datum_is(prefixes, LK_DATUM_LIST) && i < prefixes->as.list.n; i++) {
        lk_buf_add(&c->out, lk_datum_text(prefixes->as.list.v[i]));
        lk_sqlc_put(c, " ");
    }
}

/* A list of pairs keeps its order (ordered_values). */
static bool update_settings(struct lk_settings *out, struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *columns = lk_settings_columns(LK_ARG_OF(e, "table"));
    const struct lk_datum *values = LK_ARG_OF(e, "values");
    if (lk_sqlc_none(values)) {
        values = lk_datum_is(c->params, LK_DATUM_MAP) ? c->params
                                                      : lk_datum_map(c->arena, NULL, 0);
    }
    if (!lk_datum_is(values, LK_DATUM_LIST)) {
        return lk_settings_read(out, c, columns, values, "onupdate");
    }
    for (size_t i = 0; i < values->as.list.n; i++) {
        const struct lk_datum *pair = values->as.list.v[i];
        if (!lk_datum_is(pair, LK_DATUM_LIST) || pair->as.list.n != 2) {
            return lk_sqlc_refuse(c, "InvalidRequestError: UPDATE construct does not support "
                                     "multiple parameter sets; write one map of values");
        }
        const struct lk_datum *key = pair->as.list.v[0];
        struct lk_str name = lk_datum_text(lk_sqlc_is_str(key) ? key : LK_ARG_OF(key, "name"));
        lk_settings_add(out, lk_settings_column(columns, name), name, pair->as.list.v[1]);
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
    return lk_operator_where(c, " WHERE ", LK_ARG_OF(e, "where"));
}

/* The value of a target: bound by the target's type, or SQL. */
static bool put_target_value(struct lk_sqlc *c, const struct lk_datum *pair)
{
    const struct lk_datum *value = pair->as.list.v[1];
    return lk_expr_is_value(value)
               ? lk_bind_typed(c, value, lk_expr_type(c, pair->as.list.v[0]), LK_STR("param"))
               : lk_expr_in(c, value, LK_AGAINST_NONE);
}

/* Elements of arrays and of JSON that are set: column[1]=value, without the table's name. */
static bool put_targets(struct lk_sqlc *c, const struct lk_datum *targets)
{
    bool no_tables = c->no_tables, good = true;
    for (size_t i = 0; lk_datum_is(targets, LK_DATUM_LIST) && good && i < targets->as.list.n; i++) {
        const struct lk_datum *pair = targets->as.list.v[i];
        lk_sqlc_put(c, i ? ", " : "");
        c->no_tables = true;
        good = lk_sqlc_expr(c, pair->as.list.v[0]);
        c->no_tables = no_tables;
        lk_sqlc_put(c, "=");
        good = good && put_target_value(c, pair);
    }
    return good;
}

/* SET a=1, b=2; SQLAlchemy writes no blanks around the sign. */
static bool put_set(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_settings *set)
{
    const struct lk_datum *targets = LK_ARG_OF(e, "targets");
    lk_sqlc_put(c, " SET ");
    if (!put_targets(c, targets)) {
        return false;
    }
    for (size_t i = 0; i < set->n; i++) {
        lk_sqlc_put(c, i || lk_datum_truth(targets) ? ", " : "");
        lk_settings_put_name(c, &set->v[i]);
        lk_sqlc_put(c, "=");
        if (!lk_settings_put_value(c, &set->v[i])) {
            return false;
        }
    }
    return true;
}

/* Printed without any values, an UPDATE is the form that sets every column. */
static bool put_form(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *columns,
                     struct lk_settings *set)
{
    enum lk_binds binds = c->binds;
    lk_settings_all(set, columns);
    c->binds = LK_BINDS_NAMED;
    bool good = put_set(c, e, set);
    c->binds = binds;
    return good;
}

/* UPDATE … SET … FROM … WHERE … RETURNING. */
static bool put_update(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_froms *froms)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table");
    const struct lk_datum *columns = lk_settings_columns(table);
    bool form = c->d->offline && lk_sqlc_none(LK_ARG_OF(e, "values")) &&
                !lk_datum_truth(LK_ARG_OF(e, "targets")) && lk_settings_known(columns);
    struct lk_settings set = {0};
    lk_sqlc_put(c, "UPDATE ");
    lk_dml_prefixes(c, e);
    bool good = lk_from_item(c, table) &&
                (form ? put_form(c, e, columns, &set)
                      : update_settings(&set, c, e) && put_set(c, e, &set)) &&
                put_others(c, " FROM ", table, froms) && put_where(c, e) && lk_dml_returning(c, e);
    free(set.v);
    return good;
}

/* DELETE FROM … USING … WHERE … RETURNING. */
static bool put_delete(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_froms *froms)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table");
    lk_sqlc_put(c, "DELETE ");
    lk_dml_prefixes(c, e);
    lk_sqlc_put(c, "FROM ");
    return lk_from_item(c, table) && put_others(c, " USING ", table, froms) && put_where(c, e) &&
           lk_dml_returning(c, e);
}

/* Tables that the new values mention belong to the statement too, behind those of the conditions.
 * */
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
    if (!lk_from_ctes(c, LK_ARG_OF(e, "ctes"))) {
        return false;
    }
    if (id == LK_NODE_INSERT) {
        good = lk_insert_stmt(c, e);
    } else {
        lk_from_add(&froms, LK_ARG_OF(e, "table"));
        lk_from_collect(&froms, LK_ARG_OF(e, "where"));
        if (id == LK_NODE_UPDATE) {
            collect_values(&froms, LK_ARG_OF(e, "values"));
        }
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
