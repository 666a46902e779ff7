/* SELECT and UNION as SQLAlchemy's compiler lays them out: columns with the names it invents,
 * FROM from whatever is mentioned, inner SELECTs correlated to the outer ones.
 *
 * FROM is not written by the script: it follows from the columns, the conditions and
 * select_from(), each table once, in that order.  A table that a join brings in stands only in
 * the join.  An inner SELECT leaves out what an outer one has (correlation) unless nothing would
 * be left; a subquery in FROM sees none of its neighbours.
 * The columns' names are in label.c.
 *
 * ORDER BY a label of the column list writes its name alone; ordering by text that is no label is
 * refused, as SQLAlchemy refuses it. */
#include "sql/expr.h"

#include <stdlib.h>

/* What a join brings in is not listed beside it.  Joins nest on either side. */
static bool is_inside(const struct lk_datum *join, const struct lk_datum *item)
{
    if (lk_sqlc_id(join) != LK_NODE_JOIN) {
        return false;
    }
    const struct lk_datum *side[2] = {LK_ARG_OF(join, "left"), LK_ARG_OF(join, "right")};
    for (int i = 0; i < 2; i++) {
        if (lk_from_same(side[i], item) || is_inside(side[i], item)) {
            return true;
        }
    }
    return false;
}

/* Does any join among the items bring this one? */
static bool is_hidden(const struct lk_froms *froms, const struct lk_datum *item)
{
    for (size_t i = 0; i < froms->n; i++) {
        if (is_inside(froms->v[i], item)) {
            return true;
        }
    }
    return false;
}

/* Does an enclosing statement have this item, by itself or within a join? */
static bool scope_has(const struct lk_scope_sql *scope, const struct lk_datum *item)
{
    return lk_from_has(scope->froms, item) || is_hidden(scope->froms, item);
}

/* Is an item in the list that correlate() or correlate_except() was given? */
static bool is_listed(const struct lk_datum *list, const struct lk_datum *item)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        if (lk_from_same(list->as.list.v[i], item)) {
            return true;
        }
    }
    return false;
}

/* Is an item left to an enclosing statement?  By itself only what the next one has, and not the
 * only item; where the script says what to correlate, whatever any enclosing one has. */
static bool is_correlated(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *item,
                          bool alone)
{
    const struct lk_datum *with = LK_ARG_OF(e, "correlate");
    const struct lk_datum *except = LK_ARG_OF(e, "correlate_except");
    if (lk_sqlc_none(with) && lk_sqlc_none(except)) {
        return !alone && c->scope && scope_has(c->scope, item);
    }
    bool outer = false;
    for (struct lk_scope_sql *scope = c->scope; scope && !outer; scope = scope->outer) {
        outer = scope_has(scope, item);
    }
    return outer && (is_listed(with, item) || (!lk_sqlc_none(except) && !is_listed(except, item)));
}

/* select_from() first, then the columns' tables, then those of the conditions.  Two passes: first
 * all that is mentioned, since a join that comes later may still hide a table that came before. */
static bool gather(struct lk_froms *out, struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_froms all = {0}, shown = {0};
    const struct lk_datum *from = LK_ARG_OF(e, "from_");
    for (size_t i = 0; lk_datum_is(from, LK_DATUM_LIST) && i < from->as.list.n; i++) {
        lk_from_add(&all, from->as.list.v[i]);
    }
    lk_from_collect(&all, LK_ARG_OF(e, "columns"));
    lk_from_collect(&all, LK_ARG_OF(e, "where"));
    for (size_t i = 0; i < all.n; i++) {
        if (!is_hidden(&all, all.v[i])) {
            lk_from_add(&shown, all.v[i]);
        }
    }
    for (size_t i = 0; i < shown.n; i++) {
        if (!is_correlated(c, e, shown.v[i], shown.n == 1)) {
            lk_from_add(out, shown.v[i]);
        }
    }
    bool lost = shown.n && !out->n && lk_sqlc_none(LK_ARG_OF(e, "correlate")) &&
                lk_sqlc_none(LK_ARG_OF(e, "correlate_except"));
    free(all.v);
    free(shown.v);
    return !lost || lk_sqlc_refuse(c, "InvalidRequestError: Select statement returned no FROM "
                                      "clauses due to auto-correlation; specify "
                                      "correlate(<tables>) to control correlation manually.");
}

/* FROM a, b.  A SELECT of constants has no FROM at all. */
static bool put_froms(struct lk_sqlc *c, const struct lk_froms *froms)
{
    for (size_t i = 0; i < froms->n; i++) {
        lk_sqlc_put(c, i ? ", " : " \nFROM ");
        if (!lk_from_item(c, froms->v[i])) {
            return false;
        }
    }
    return true;
}

/* Words behind SELECT or at its very end, as text, each after a blank.  A text is taken as it is,
 * for prefixes like these are the script's own SQL. */
static bool put_words(struct lk_sqlc *c, const struct lk_datum *list)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        const struct lk_datum *word = list->as.list.v[i];
        bool text = lk_sqlc_is_str(word);
        lk_sqlc_put(c, " ");
        if (!(text ? lk_text_plain(c, word->as.s, NULL) : lk_sqlc_expr(c, word))) {
            return false;
        }
    }
    return true;
}

/* DISTINCT, or DISTINCT ON of a list. */
static bool put_distinct(struct lk_sqlc *c, const struct lk_datum *distinct)
{
    if (!lk_datum_truth(distinct)) {
        return true;
    }
    if (!lk_datum_is(distinct, LK_DATUM_LIST)) {
        lk_sqlc_put(c, " DISTINCT");
        return true;
    }
    lk_sqlc_put(c, " DISTINCT ON (");
    bool good = lk_expr_list(c, distinct);
    lk_sqlc_put(c, ")");
    return good;
}

/* The words of an ordering, or NULL when it is none.  The operator's name in SQLAlchemy decides. */
static const char *direction_of(const struct lk_datum *e)
{
    static const char *const words[][2] = {{"asc_op", " ASC"}, {"desc_op", " DESC"},
                                           {"nulls_first_op", " NULLS FIRST"},
                                           {"nulls_last_op", " NULLS LAST"}};
    for (size_t i = 0; lk_sqlc_id(e) == LK_NODE_UNARY && i < 4; i++) {
        if (lk_str_is(lk_datum_text(LK_ARG_OF(e, "op")), words[i][0])) {
            return words[i][1];
        }
    }
    return NULL;
}

/* Does an ordering come down to a label or to a text that may be one? */
static bool is_label_order(const struct lk_datum *e)
{
    while (direction_of(e)) {
        e = LK_ARG_OF(e, "element");
    }
    return lk_sqlc_id(e) == LK_NODE_LABEL || lk_sqlc_is_str(e);
}

/* Ordering by a label of the column list is by its name.  Text that names a column of the list
 * is written as that column; any other text is refused, as it might be anything. */
static bool put_order(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *columns)
{
    const char *direction = direction_of(e);
    if (direction && is_label_order(e)) {
        bool good = put_order(c, LK_ARG_OF(e, "element"), columns);
        lk_sqlc_put(c, direction);
        return good;
    }
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        uint16_t id = lk_sqlc_id(column);
        bool label = id == LK_NODE_LABEL, named = label || id == LK_NODE_COLUMN_REF;
        bool same = lk_sqlc_is_str(e) && named &&
                    lk_str_eq(e->as.s, lk_datum_text(LK_ARG_OF(column, "name")));
        if (label && (same || lk_datum_equal(column, e))) {
            lk_sqlc_name(c, LK_ARG_OF(column, "name"));
            return true;
        }
        if (same) {
            return lk_sqlc_expr(c, column);
        }
    }
    if (lk_sqlc_is_str(e)) {
        return lk_sqlc_refuse(c, "CompileError: Can't resolve label reference for ORDER BY / GROUP "
                                 "BY / DISTINCT etc. Textual SQL expression '" LK_PRI "' should be "
                                 "explicitly declared as text('" LK_PRI "')",
                              LK_ARG(e->as.s), LK_ARG(e->as.s));
    }
    return lk_expr_in(c, e, (struct lk_against){-1, LK_STR("comma_op")});
}

/* A list behind GROUP BY or ORDER BY.  One that is absent writes nothing. */
static bool put_by(struct lk_sqlc *c, const char *words, const struct lk_datum *list,
                   const struct lk_datum *columns)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : words);
        if (!put_order(c, list->as.list.v[i], columns)) {
            return false;
        }
    }
    return true;
}

/* GROUP BY: only a text may name a label of the column list. */
static bool put_group(struct lk_sqlc *c, const struct lk_datum *list,
                      const struct lk_datum *columns)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        const struct lk_datum *e = list->as.list.v[i];
        lk_sqlc_put(c, i ? ", " : " GROUP BY ");
        if (!put_order(c, e, lk_sqlc_is_str(e) ? columns : NULL)) {
            return false;
        }
    }
    return true;
}

/* A limit is a bound whole number or an expression.  What is bound is typed as
 * an integer. */
static bool put_number(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *integer = lk_sqlc_node(c, LK_NODE_T_INTEGER);
    return lk_expr_is_value(e) ? lk_bind_typed(c, e, integer, LK_STR("param")) : lk_sqlc_expr(c, e);
}

/* FETCH FIRST, the number always in parentheses, with OFFSET before it. */
static bool put_fetch(struct lk_sqlc *c, const struct lk_datum *fetch,
                      const struct lk_datum *offset)
{
    if (!lk_sqlc_none(offset)) {
        lk_sqlc_put(c, "\n OFFSET (");
        if (!put_number(c, offset)) {
            return false;
        }
        lk_sqlc_put(c, ") ROWS");
    }
    lk_sqlc_put(c, "\n FETCH FIRST (");
    if (!put_number(c, lk_datum_get(fetch, "count"))) {
        return false;
    }
    lk_sqlc_put(c, lk_datum_truth(lk_datum_get(fetch, "percent")) ? ") PERCENT ROWS " : ") ROWS ");
    lk_sqlc_put(c, lk_datum_truth(lk_datum_get(fetch, "with_ties")) ? "WITH TIES" : "ONLY");
    return true;
}

/* SQLAlchemy's line breaks: before LIMIT, not before OFFSET.  OFFSET without a limit is written
 * with LIMIT ALL, as PGCompiler does. */
static bool put_limit(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *limit = LK_ARG_OF(e, "limit"), *offset = LK_ARG_OF(e, "offset");
    const struct lk_datum *fetch = LK_ARG_OF(e, "fetch");
    if (!lk_sqlc_none(fetch)) {
        return put_fetch(c, fetch, offset);
    }
    if (!lk_sqlc_none(limit)) {
        lk_sqlc_put(c, " \n LIMIT ");
        if (!put_number(c, limit)) {
            return false;
        }
    }
    if (lk_sqlc_none(offset)) {
        return true;
    }
    lk_sqlc_put(c, lk_sqlc_none(limit) ? "\n LIMIT ALL OFFSET " : " OFFSET ");
    return put_number(c, offset);
}

/* The lock, the tables it is for, and what happens when they are locked.  OF names tables
 * without their schema, as PostgreSQL wants it. */
static bool put_for_update(struct lk_sqlc *c, const struct lk_datum *how)
{
    if (!lk_datum_is(how, LK_DATUM_MAP)) {
        return true;
    }
    bool read = lk_datum_truth(lk_datum_get(how, "read"));
    bool key = lk_datum_truth(lk_datum_get(how, "key_share"));
    const struct lk_datum *of = lk_datum_get(how, "of");
    lk_sqlc_put(c, read ? (key ? " FOR KEY SHARE" : " FOR SHARE")
                        : (key ? " FOR NO KEY UPDATE" : " FOR UPDATE"));
    struct lk_froms tables = {0};
    lk_from_collect(&tables, of);
    for (size_t i = 0; i < tables.n; i++) {
        lk_sqlc_put(c, i ? ", " : " OF ");
        lk_sqlc_name(c, LK_ARG_OF(tables.v[i], "name"));
    }
    free(tables.v);
    lk_sqlc_put(c, lk_datum_truth(lk_datum_get(how, "nowait")) ? " NOWAIT" : "");
    lk_sqlc_put(c, lk_datum_truth(lk_datum_get(how, "skip_locked")) ? " SKIP LOCKED" : "");
    return true;
}

/* Clause by clause; any of them may refuse. */
static bool put_body(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_froms *froms)
{
    const struct lk_datum *columns = LK_ARG_OF(e, "columns");
    lk_sqlc_put(c, "SELECT");
    return put_words(c, LK_ARG_OF(e, "prefixes")) && put_distinct(c, LK_ARG_OF(e, "distinct")) &&
           lk_select_columns(c, columns) && put_froms(c, froms) &&
           lk_operator_where(c, " \nWHERE ", LK_ARG_OF(e, "where")) &&
           put_group(c, LK_ARG_OF(e, "group_by"), columns) &&
           lk_operator_where(c, " \nHAVING ", LK_ARG_OF(e, "having")) &&
           put_by(c, " ORDER BY ", LK_ARG_OF(e, "order_by"), columns) && put_limit(c, e) &&
           put_for_update(c, LK_ARG_OF(e, "for_update")) &&
           put_words(c, LK_ARG_OF(e, "suffixes"));
}

/* The statement's items are the scope of what is inside it.  An operator outside does not reach
 * into the statement, nor does the absence of tables in DDL; both are restored behind it. */
static bool put_select(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_froms froms = {0};
    bool inside = c->in_operator, no_tables = c->no_tables, good = gather(&froms, c, e);
    struct lk_scope_sql scope = {c->scope, &froms};
    c->scope = &scope;
    c->in_operator = c->no_tables = false;
    good = good && put_body(c, e, &froms);
    c->in_operator = inside;
    c->no_tables = no_tables;
    c->scope = scope.outer;
    free(froms.v);
    return good;
}

/* The columns by which a UNION is ordered are those of its first SELECT. */
static const struct lk_datum *first_columns(const struct lk_datum *e)
{
    while (lk_sqlc_id(e) == LK_NODE_COMPOUND && LK_ARG_OF(e, "selects")->as.list.n) {
        e = LK_ARG_OF(e, "selects")->as.list.v[0];
    }
    return lk_sqlc_id(e) == LK_NODE_SELECT ? LK_ARG_OF(e, "columns") : NULL;
}

/* A part of a UNION that is a UNION, ordered or limited stands in parentheses. */
static bool needs_group(const struct lk_datum *e)
{
    static const char *const limits[] = {"limit", "offset", "fetch"};
    uint16_t id = lk_sqlc_id(e);
    bool group = id == LK_NODE_COMPOUND;
    for (size_t i = 0; id == LK_NODE_SELECT && i < sizeof limits / sizeof *limits; i++) {
        group = group || !lk_sqlc_none(LK_ARG_OF(e, limits[i]));
    }
    return group || (id == LK_NODE_SELECT && lk_datum_truth(LK_ARG_OF(e, "order_by")));
}

/* Behind a UNION columns stand without their tables.  What it is ordered by is
 * resolved against the first SELECT's columns. */
static bool put_compound(struct lk_sqlc *c, const struct lk_datum *e)
{
    static const char *const words[][2] = {
        {"union", " UNION "},     {"union_all", " UNION ALL "},   {"except_", " EXCEPT "},
        {"except", " EXCEPT "},   {"except_all", " EXCEPT ALL "}, {"intersect", " INTERSECT "},
        {"intersect_all", " INTERSECT ALL "}};
    const struct lk_datum *selects = LK_ARG_OF(e, "selects");
    const char *word = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        word = lk_str_is(lk_datum_text(LK_ARG_OF(e, "op")), words[i][0]) ? words[i][1] : word;
    }
    if (!word) {
        return lk_sqlc_unsupported(c, "compound '" LK_PRI "'",
                                   LK_ARG(lk_datum_text(LK_ARG_OF(e, "op"))));
    }
    bool derived = c->derived;
    for (size_t i = 0; i < selects->as.list.n; i++) {
        c->derived = derived;
        bool group = needs_group(selects->as.list.v[i]);
        lk_sqlc_put(c, i ? word : "");
        lk_sqlc_put(c, group ? "(" : "");
        if (!lk_sqlc_expr(c, selects->as.list.v[i])) {
            return false;
        }
        lk_sqlc_put(c, group ? ")" : "");
    }
    bool no_tables = c->no_tables;
    c->no_tables = true;
    bool good = put_group(c, LK_ARG_OF(e, "group_by"), first_columns(e)) &&
                put_by(c, " ORDER BY ", LK_ARG_OF(e, "order_by"), first_columns(e)) &&
                put_limit(c, e) && put_for_update(c, LK_ARG_OF(e, "for_update"));
    c->no_tables = no_tables;
    return good;
}

/* The outermost statement carries the WITH items of all inside it.  Only now is it known which
 * WITH items were met. */
bool lk_select_stmt(struct lk_sqlc *c, const struct lk_datum *e)
{
    size_t from = c->out.n;
    bool outermost = from == 0;
    bool good = lk_from_ctes(c, LK_ARG_OF(e, "ctes")) &&
                (lk_sqlc_id(e) == LK_NODE_COMPOUND ? put_compound(c, e) : put_select(c, e));
    if (good && outermost) {
        lk_from_with(c, from);
    }
    return good;
}
