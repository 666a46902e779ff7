/* Columns of tables in expressions, and what FROM can hold.  Equal tables are one FROM item, as
 * one Table object would be; what has no name gets one of SQLAlchemy's (t_1, anon_1).
 *
 * A CTE is written aside where it is first mentioned and is its name everywhere; the outermost
 * statement puts WITH and all of them before itself.  Aliases and subqueries without name are
 * numbered where they are first mentioned. */
#include "sql/expr.h"

#include <stdlib.h>

/* The objects of the script are gone here; equal tables are taken for one.  Schema and name make
 * a table; its columns may be listed differently at each place. */
bool lk_from_same(const struct lk_datum *a, const struct lk_datum *b)
{
    if (lk_sqlc_id(a) == LK_NODE_TABLE && lk_sqlc_id(b) == LK_NODE_TABLE) {
        return lk_str_eq(lk_datum_text(LK_ARG_OF(a, "name")),
                         lk_datum_text(LK_ARG_OF(b, "name"))) &&
               lk_str_eq(lk_datum_text(LK_ARG_OF(a, "schema")),
                         lk_datum_text(LK_ARG_OF(b, "schema")));
    }
    return a == b || lk_datum_equal(a, b);
}

/* Looks through the few items that a statement has.  Few, because people write them. */
bool lk_from_has(const struct lk_froms *froms, const struct lk_datum *item)
{
    for (size_t i = 0; i < froms->n; i++) {
        if (lk_from_same(froms->v[i], item)) {
            return true;
        }
    }
    return false;
}

/* Adds an item unless it is there.  What is no node (None, a text) is no item. */
void lk_from_add(struct lk_froms *froms, const struct lk_datum *item)
{
    if (lk_datum_is(item, LK_DATUM_NODE) && !lk_from_has(froms, item)) {
        *LK_PUSH(froms) = item;
    }
}

/* Does the walk stop here?  A SELECT keeps its tables to itself, a type has none.  Its tables
 * are those of another FROM. */
static bool is_closed(const struct lk_datum *e)
{
    uint8_t family = e->as.node.def->family;
    return family == LK_FAMILY_STATEMENT || family == LK_FAMILY_TYPE ||
           lk_sqlc_id(e) == LK_NODE_EXISTS || lk_sqlc_id(e) == LK_NODE_SCALAR_SUBQUERY;
}

/* The items of a list, one by one. */
static void collect_list(struct lk_froms *froms, const struct lk_datum *list)
{
    for (size_t i = 0; i < list->as.list.n; i++) {
        lk_from_collect(froms, list->as.list.v[i]);
    }
}

/* Walks through all arguments of a node, but not into what is closed, nor into an AND or OR that
 * comes down to a constant. */
void lk_from_collect(struct lk_froms *froms, const struct lk_datum *e)
{
    if (lk_datum_is(e, LK_DATUM_LIST)) {
        collect_list(froms, e);
    }
    bool constant = lk_operator_is_constant(e, true) || lk_operator_is_constant(e, false);
    if (!lk_datum_is(e, LK_DATUM_NODE) || is_closed(e) || constant) {
        return;
    }
    if (lk_sqlc_id(e) == LK_NODE_COLUMN_REF) {
        lk_from_add(froms, LK_ARG_OF(e, "table"));
        return;
    }
    if (e->as.node.def->family == LK_FAMILY_FROM || lk_sqlc_id(e) == LK_NODE_TABLE) {
        lk_from_add(froms, e);
        return;
    }
    const struct lk_sig *sig = lk_def_sig(e->as.node.def);
    for (uint16_t i = 0; i < sig->n; i++) {
        lk_from_collect(froms, e->as.node.arg[i]);
    }
}

/* What an anonymous name is made of: the table's name, or anon.  An alias of a table without
 * name is table_1 and so on. */
static struct lk_str stem_of(const struct lk_datum *item)
{
    if (lk_sqlc_id(item) == LK_NODE_ALIAS || lk_sqlc_id(item) == LK_NODE_TABLESAMPLE) {
        const struct lk_datum *element = LK_ARG_OF(item, "element");
        if (lk_sqlc_id(element) == LK_NODE_TABLE) {
            return lk_datum_text(LK_ARG_OF(element, "name"));
        }
    }
    if (lk_sqlc_id(item) == LK_NODE_TABLE_VALUED && !lk_sqlc_none(LK_ARG_OF(item, "stem"))) {
        return lk_datum_text(LK_ARG_OF(item, "stem"));
    }
    return LK_STR("anon");
}

/* The name of an alias, subquery or the like; given once and then remembered.  Equal items share
 * their name, as one object would. */
static struct lk_str name_of(struct lk_sqlc *c, const struct lk_datum *item)
{
    struct lk_str own = lk_datum_text(LK_ARG_OF(item, "name"));
    if (own.n) {
        return own;
    }
    for (size_t i = 0; i < c->anons.n; i++) {
        if (lk_from_same(c->anons.v[i].item, item)) {
            return c->anons.v[i].name;
        }
    }
    struct lk_str name = lk_sqlc_anonymous(c, stem_of(item));
    *LK_PUSH(&c->anons) = (struct lk_anon){item, name};
    return name;
}

/* table.column, or the column alone where tables are left out (DDL, ON CONFLICT).  What has no
 * name of its own goes by the invented one. */
bool lk_from_column(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table");
    if (lk_datum_truth(LK_ARG_OF(e, "whole"))) {
        if (lk_sqlc_id(table) == LK_NODE_TABLE) {
            lk_sqlc_name(c, LK_ARG_OF(table, "name"));
        } else {
            lk_sqlc_ident(c, name_of(c, table));
        }
        return true;
    }
    if (!c->no_tables && lk_sqlc_id(table) == LK_NODE_TABLE) {
        lk_sqlc_table_name(c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
        lk_sqlc_put(c, ".");
    } else if (!c->no_tables && lk_datum_is(table, LK_DATUM_NODE) &&
               lk_def_param(table->as.node.def, "name") >= 0) {
        lk_sqlc_ident(c, name_of(c, table));
        lk_sqlc_put(c, ".");
    }
    lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    return true;
}

/* AS and the name, given or invented. */
static void put_as(struct lk_sqlc *c, const struct lk_datum *item)
{
    lk_sqlc_put(c, " AS ");
    lk_sqlc_ident(c, name_of(c, item));
}

/* What is aliased, and its other name.  Elsewhere the alias alone is written. */
static bool put_alias(struct lk_sqlc *c, const struct lk_datum *item)
{
    if (!lk_from_item(c, LK_ARG_OF(item, "element"))) {
        return false;
    }
    put_as(c, item);
    return true;
}

/* A SELECT in FROM does not see its neighbours unless it is lateral.  The scope is put back
 * behind it, even when it was refused. */
static bool put_subquery(struct lk_sqlc *c, const struct lk_datum *item)
{
    struct lk_scope_sql *scope = c->scope;
    bool lateral = lk_datum_truth(LK_ARG_OF(item, "lateral"));
    c->scope = lateral ? scope : NULL;
    lk_sqlc_put(c, lateral ? "LATERAL (" : "(");
    c->derived = true;
    bool good = lk_sqlc_expr(c, LK_ARG_OF(item, "select"));
    lk_sqlc_put(c, ")");
    c->scope = scope;
    put_as(c, item);
    return good;
}

/* (name, …).  Texts or columns; only names are written. */
static void put_names(struct lk_sqlc *c, const struct lk_datum *columns)
{
    lk_sqlc_put(c, "(");
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_name(c, lk_sqlc_is_str(column) ? column : LK_ARG_OF(column, "name"));
    }
    lk_sqlc_put(c, ")");
}

/* The SELECT that names the columns of a UNION.  The leftmost one, however deep UNIONs nest. */
static const struct lk_datum *first_select(const struct lk_datum *e)
{
    while (lk_sqlc_id(e) == LK_NODE_COMPOUND && LK_ARG_OF(e, "selects")->as.list.n) {
        e = LK_ARG_OF(e, "selects")->as.list.v[0];
    }
    return e;
}

/* A recursive CTE names its columns.  So SQLAlchemy writes it; what has no name of its own is
 * left out of the list. */
static void put_cte_columns(struct lk_sqlc *c, const struct lk_datum *item)
{
    const struct lk_datum *select = first_select(LK_ARG_OF(item, "select"));
    if (lk_sqlc_id(select) == LK_NODE_VALUES) {
        put_names(c, LK_ARG_OF(select, "columns"));
    }
    if (lk_sqlc_id(select) != LK_NODE_SELECT) {
        return;
    }
    const struct lk_datum *columns = LK_ARG_OF(select, "columns");
    const struct lk_datum **named = lk_arena_array(c->arena, columns->as.list.n + 1,
                                                   sizeof *named);
    size_t n = 0;
    for (size_t i = 0; i < columns->as.list.n; i++) {
        uint16_t id = lk_sqlc_id(columns->as.list.v[i]);
        if (id == LK_NODE_COLUMN_REF || id == LK_NODE_LABEL || id == LK_NODE_COLUMN) {
            named[n++] = columns->as.list.v[i];
        }
    }
    put_names(c, lk_datum_list(c->arena, named, n));
}

/* VALUES as a table, its columns named behind it.  A value takes the type of its column. */
static bool put_value_rows(struct lk_sqlc *c, const struct lk_datum *item)
{
    const struct lk_datum *data = LK_ARG_OF(item, "data"), *columns = LK_ARG_OF(item, "columns");
    lk_sqlc_put(c, "VALUES ");
    for (size_t i = 0; lk_datum_is(data, LK_DATUM_LIST) && i < data->as.list.n; i++) {
        const struct lk_datum *row = data->as.list.v[i];
        lk_sqlc_put(c, i ? ", (" : "(");
        for (size_t k = 0; k < row->as.list.n; k++) {
            const struct lk_datum *column =
                k < columns->as.list.n ? columns->as.list.v[k] : NULL;
            lk_sqlc_put(c, k ? ", " : "");
            if (!lk_expr_beside(c, row->as.list.v[k], column, LK_AGAINST_NONE)) {
                return false;
            }
        }
        lk_sqlc_put(c, ")");
    }
    return true;
}

/* Words in front of the parenthesis (MATERIALIZED) or behind it (SEARCH …). */
static void put_words(struct lk_sqlc *c, const struct lk_datum *words, bool behind)
{
    for (size_t i = 0; lk_datum_is(words, LK_DATUM_LIST) && i < words->as.list.n; i++) {
        lk_sqlc_put(c, behind ? " " : "");
        lk_buf_add(&c->out, lk_datum_text(words->as.list.v[i]));
        lk_sqlc_put(c, behind ? "" : " ");
    }
}

/* name (columns) AS (…): recursive ones and VALUES name their columns. */
static bool put_cte_body(struct lk_sqlc *c, const struct lk_datum *item, struct lk_str name)
{
    const struct lk_datum *select = LK_ARG_OF(item, "select");
    bool values = lk_sqlc_id(select) == LK_NODE_VALUES;
    lk_sqlc_ident(c, name);
    if (values || lk_datum_truth(LK_ARG_OF(item, "recursive"))) {
        put_cte_columns(c, item);
    }
    lk_sqlc_put(c, " AS ");
    put_words(c, LK_ARG_OF(item, "prefixes"), false);
    lk_sqlc_put(c, "\n(");
    c->derived = true;
    if (!(values ? put_value_rows(c, select) : lk_sqlc_expr(c, select))) {
        return false;
    }
    lk_sqlc_put(c, ")");
    put_words(c, LK_ARG_OF(item, "suffixes"), true);
    return true;
}

/* The first mention writes the CTE's body aside; every mention is its name.  The name is noted
 * before the body is written, so that a recursive mention inside finds it; what the body mentions
 * itself comes before it in the list. */
static bool put_cte(struct lk_sqlc *c, const struct lk_datum *item)
{
    struct lk_str name = name_of(c, item);
    bool known = false;
    for (size_t i = 0; i < c->cte_names.n; i++) {
        known = known || lk_str_eq(c->cte_names.v[i], name);
    }
    size_t from = c->out.n;
    if (!known) {
        bool recursive = lk_datum_truth(LK_ARG_OF(item, "recursive"));
        struct lk_scope_sql *scope = c->scope;
        *LK_PUSH(&c->cte_names) = name;
        c->recursive = c->recursive || recursive;
        c->scope = NULL;
        if (!put_cte_body(c, item, name)) {
            return false;
        }
        c->scope = scope;
        struct lk_str body = lk_str_cut(lk_buf_str(&c->out), from, c->out.n);
        *LK_PUSH(&c->ctes) = lk_arena_str(c->arena, body);
        c->out.n = from;
    }
    lk_sqlc_ident(c, name);
    return true;
}

/* CTEs that a statement carries without mentioning them (add_cte()) come before those inside. */
bool lk_from_ctes(struct lk_sqlc *c, const struct lk_datum *ctes)
{
    for (size_t i = 0; lk_datum_is(ctes, LK_DATUM_LIST) && i < ctes->as.list.n; i++) {
        size_t from = c->out.n;
        if (!put_cte(c, ctes->as.list.v[i])) {
            return false;
        }
        c->out.n = from;
    }
    return true;
}

/* All WITH items in the order in which they were mentioned.  The statement is lifted out and put
 * behind them; RECURSIVE stands once for all. */
void lk_from_with(struct lk_sqlc *c, size_t from)
{
    if (!c->ctes.n) {
        return;
    }
    struct lk_str text = lk_arena_str(c->arena, lk_str_cut(lk_buf_str(&c->out), from, c->out.n));
    c->out.n = from;
    lk_sqlc_put(c, c->recursive ? "WITH RECURSIVE " : "WITH ");
    for (size_t i = 0; i < c->ctes.n; i++) {
        lk_sqlc_put(c, i ? ", \n" : "");
        lk_buf_add(&c->out, c->ctes.v[i]);
    }
    lk_sqlc_put(c, "\n ");
    lk_buf_add(&c->out, text);
    c->ctes.n = 0;
}

/* A join on the right stands in parentheses. An ON clause from foreign keys has been derived where
 * the tables were described; a manifest writes it. */
static bool put_join(struct lk_sqlc *c, const struct lk_datum *item)
{
    const struct lk_datum *right = LK_ARG_OF(item, "right"), *on = LK_ARG_OF(item, "onclause");
    bool full = lk_datum_truth(LK_ARG_OF(item, "full"));
    bool outer = lk_datum_truth(LK_ARG_OF(item, "isouter"));
    bool group = lk_sqlc_id(right) == LK_NODE_JOIN;
    if (lk_sqlc_none(on)) {
        return lk_sqlc_unsupported(c, "a join without an ON clause");
    }
    if (!lk_from_item(c, LK_ARG_OF(item, "left"))) {
        return false;
    }
    lk_sqlc_put(c, full ? " FULL OUTER JOIN " : outer ? " LEFT OUTER JOIN " : " JOIN ");
    lk_sqlc_put(c, group ? "(" : "");
    if (!lk_from_item(c, right)) {
        return false;
    }
    lk_sqlc_put(c, group ? ") ON " : " ON ");
    return lk_sqlc_expr(c, on);
}

/* VALUES in FROM: the columns are named behind it. */
static bool put_values(struct lk_sqlc *c, const struct lk_datum *item)
{
    bool lateral = lk_datum_truth(LK_ARG_OF(item, "lateral"));
    lk_sqlc_put(c, lateral ? "LATERAL (" : "(");
    if (!put_value_rows(c, item)) {
        return false;
    }
    lk_sqlc_put(c, ")");
    put_as(c, item);
    lk_sqlc_put(c, " ");
    put_names(c, LK_ARG_OF(item, "columns"));
    return true;
}

/* (name type, …) behind a function; the types only where render_derived() asked for them. */
static bool put_derived(struct lk_sqlc *c, const struct lk_datum *item)
{
    const struct lk_datum *columns = LK_ARG_OF(item, "columns");
    bool typed = lk_datum_truth(LK_ARG_OF(item, "with_types"));
    if (!typed) {
        put_names(c, columns);
        return true;
    }
    lk_sqlc_put(c, "(");
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        bool text = lk_sqlc_is_str(column);
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_name(c, text ? column : LK_ARG_OF(column, "name"));
        lk_sqlc_put(c, " ");
        if (!lk_sqlc_type(c, text ? lk_datum_null() : LK_ARG_OF(column, "type"))) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* A function as a table.  The columns are named only where the script asked for
 * render_derived(). */
static bool put_table_valued(struct lk_sqlc *c, const struct lk_datum *item)
{
    lk_sqlc_put(c, lk_datum_truth(LK_ARG_OF(item, "lateral")) ? "LATERAL " : "");
    if (!lk_sqlc_expr(c, LK_ARG_OF(item, "function"))) {
        return false;
    }
    bool ordinality = lk_datum_truth(LK_ARG_OF(item, "with_ordinality"));
    lk_sqlc_put(c, ordinality ? " WITH ORDINALITY" : "");
    put_as(c, item);
    return !lk_datum_truth(LK_ARG_OF(item, "render_derived")) || put_derived(c, item);
}

/* TABLESAMPLE; a bare number is a percentage of the pages. */
static bool put_sample(struct lk_sqlc *c, const struct lk_datum *item)
{
    const struct lk_datum *sampling = LK_ARG_OF(item, "sampling"), *seed = LK_ARG_OF(item, "seed");
    bool bare = lk_expr_is_value(sampling);
    if (!put_alias(c, item)) {
        return false;
    }
    lk_sqlc_put(c, bare ? " TABLESAMPLE system(" : " TABLESAMPLE ");
    if (!(bare ? lk_bind_value(c, sampling, NULL, LK_STR("system")) : lk_sqlc_expr(c, sampling))) {
        return false;
    }
    lk_sqlc_put(c, bare ? ")" : "");
    if (lk_sqlc_none(seed)) {
        return true;
    }
    lk_sqlc_put(c, " REPEATABLE (");
    bool good = lk_sqlc_expr(c, seed);
    lk_sqlc_put(c, ")");
    return good;
}

/* By node; what cannot stand in FROM is refused. */
bool lk_from_item(struct lk_sqlc *c, const struct lk_datum *item)
{
    switch (lk_sqlc_id(item)) {
    case LK_NODE_TABLE:
        lk_sqlc_table_name(c, LK_ARG_OF(item, "schema"), LK_ARG_OF(item, "name"));
        return true;
    case LK_NODE_ALIAS: return put_alias(c, item);
    case LK_NODE_SUBQUERY: return put_subquery(c, item);
    case LK_NODE_CTE: return put_cte(c, item);
    case LK_NODE_JOIN: return put_join(c, item);
    case LK_NODE_VALUES: return put_values(c, item);
    case LK_NODE_TABLE_VALUED: return put_table_valued(c, item);
    case LK_NODE_TABLESAMPLE: return put_sample(c, item);
    case LK_NODE_TEXT:
    case LK_NODE_FUNC: return lk_sqlc_expr(c, item);
    default:
        return lk_sqlc_unsupported(c, "'%s' in a FROM clause",
                                   lk_datum_is(item, LK_DATUM_NODE) ? item->as.node.def->name
                                                                    : "a value");
    }
}
