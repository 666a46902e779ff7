/* SELECT and UNION as SQLAlchemy's compiler lays them out: columns with the names it invents,
 * FROM from whatever is mentioned, inner SELECTs correlated to the outer ones.
 *
 * FROM is not written by the script: it follows from the columns, the conditions and
 * select_from(), each table once, in that order.  A table that a join brings in stands only in
 * the join.  An inner SELECT leaves out what an outer one has (correlation) unless nothing would
 * be left; a subquery in FROM sees none of its neighbours.
 *
 * Names: a column is written as it is; anything else gets AS with a label's name, the name of the
 * column inside a CAST, the function's name with a number, or anon_1.  Numbers count per name
 * through the whole statement, aliases and bound values included.
 *
 * ORDER BY a label of the column list writes its name alone; ordering by text that is no label is
 * refused, as SQLAlchemy refuses it. */
#include "sql/expr.h"

#include <stdlib.h>

/* The name that an expression without one gets: its function's or anon, numbered.  Both stems
 * count for themselves: count_1 beside anon_1. */
static struct lk_str stem_of(const struct lk_datum *e)
{
    if (lk_sqlc_id(e) == LK_NODE_FUNC) {
        return lk_func_label(e);
    }
    return LK_STR("anon");
}

/* CAST and the like are named after the column inside.  So CAST(t.a AS TEXT) is named a, as
 * SQLAlchemy names it. */
static const struct lk_datum *inner_column(const struct lk_datum *e)
{
    for (;;) {
        switch (lk_sqlc_id(e)) {
        case LK_NODE_CAST:
        case LK_NODE_TYPE_COERCE: e = LK_ARG_OF(e, "expression"); break;
        case LK_NODE_GROUPING: e = LK_ARG_OF(e, "element"); break;
        default: return lk_sqlc_id(e) == LK_NODE_COLUMN_REF ? e : NULL;
        }
    }
}

/* A unary operator on a column takes the column's place; it is given no name.  What stands as it
 * is needs no AS. */
static bool has_name(const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    if (id == LK_NODE_UNARY) {
        return lk_sqlc_id(LK_ARG_OF(e, "element")) == LK_NODE_COLUMN_REF;
    }
    return id == LK_NODE_COLUMN_REF || id == LK_NODE_COLUMN || id == LK_NODE_TEXT ||
           id == LK_NODE_LITERAL_COLUMN;
}

/* A column of a name that came before gets a number.  Two tables may both have an id; in one
 * result the second needs another name. */
static bool is_repeated(const struct lk_datum *list, size_t at)
{
    const struct lk_datum *e = list->as.list.v[at];
    for (size_t i = 0; lk_sqlc_id(e) == LK_NODE_COLUMN_REF && i < at; i++) {
        const struct lk_datum *other = list->as.list.v[i];
        if (lk_sqlc_id(other) == LK_NODE_COLUMN_REF &&
            lk_str_eq(lk_datum_text(LK_ARG_OF(e, "name")),
                      lk_datum_text(LK_ARG_OF(other, "name"))) &&
            !lk_datum_equal(e, other)) {
            return true;
        }
    }
    return false;
}

/* How often the very same column stood in the list before.  The very same column again gets a
 * double underscore and a number. */
static size_t count_before(const struct lk_datum *list, size_t at)
{
    size_t n = 0;
    for (size_t i = 0; lk_sqlc_id(list->as.list.v[at]) == LK_NODE_COLUMN_REF && i < at; i++) {
        n += lk_datum_equal(list->as.list.v[i], list->as.list.v[at]);
    }
    return n;
}

/* A column of a table; in FROM it is named after itself.  Only within FROM does it need AS, so
 * that what is outside can refer to it. */
static bool is_plain(const struct lk_datum *e)
{
    return lk_sqlc_id(e) == LK_NODE_COLUMN_REF && !lk_sqlc_none(LK_ARG_OF(e, "table"));
}

/* The name that a column of the list is written with AS, or none.  It is numbered before what it
 * names: bound values inside get later numbers.  Empty where the column is written as it is. */
static struct lk_str label_of(struct lk_sqlc *c, const struct lk_datum *list, size_t i,
                              bool derived)
{
    const struct lk_datum *e = list->as.list.v[i], *inner = inner_column(e);
    size_t same = count_before(list, i);
    bool repeated = is_repeated(list, i);
    if (same) {
        return lk_arena_format(c->arena, LK_PRI "__%zu",
                               LK_ARG(lk_datum_text(LK_ARG_OF(e, "name"))), same);
    }
    if (repeated) {
        return lk_sqlc_anonymous(c, lk_datum_text(LK_ARG_OF(inner, "name")));
    }
    if (has_name(e) && !(derived && is_plain(e))) {
        return LK_STR("");
    }
    return inner ? lk_datum_text(LK_ARG_OF(inner, "name")) : lk_sqlc_anonymous(c, stem_of(e));
}

/* A label's own name keeps what quoting the script asked for. */
static void put_as(struct lk_sqlc *c, const struct lk_datum *e, struct lk_str label)
{
    lk_sqlc_put(c, " AS ");
    if (lk_sqlc_id(e) == LK_NODE_LABEL) {
        lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    } else {
        lk_sqlc_ident(c, label);
    }
}

/* All columns of a table that stands in a column list.  select(table) means each of its columns,
 * in order. */
static bool put_table_columns(struct lk_sqlc *c, const struct lk_datum *table)
{
    const struct lk_datum *columns = LK_ARG_OF(table, "columns");
    size_t n = 0;
    for (size_t i = 0; i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN) {
            struct lk_datum *ref = lk_sqlc_node(c, LK_NODE_COLUMN_REF);
            lk_sqlc_set(ref, "name", LK_ARG_OF(column, "name"));
            lk_sqlc_set(ref, "table", table);
            lk_sqlc_put(c, n++ ? ", " : "");
            if (!lk_sqlc_expr(c, ref)) {
                return false;
            }
        }
    }
    return true;
}

/* Whether these are the columns of a FROM item is told once, and not to what is inside.  A
 * SELECT among the columns stands in parentheses whatever surrounds it. */
bool lk_select_columns(struct lk_sqlc *c, const struct lk_datum *list)
{
    bool derived = c->derived;
    c->derived = false;
    for (size_t i = 0; i < list->as.list.n; i++) {
        const struct lk_datum *e = list->as.list.v[i];
        bool named = lk_sqlc_id(e) == LK_NODE_LABEL;
        lk_sqlc_put(c, i ? ", " : "");
        if (lk_sqlc_id(e) == LK_NODE_TABLE) {
            if (!put_table_columns(c, e)) {
                return false;
            }
            continue;
        }
        struct lk_str label = named ? LK_STR("") : label_of(c, list, i, derived);
        if (!(lk_expr_is_select(e) ? lk_expr_in(c, e, LK_AGAINST_NONE) : lk_sqlc_expr(c, e))) {
            return false;
        }
        if (named || label.n) {
            put_as(c, e, label);
        }
    }
    return true;
}

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

/* Does any enclosing statement have this item? */
static bool is_outer(const struct lk_scope_sql *scope, const struct lk_datum *item)
{
    for (; scope; scope = scope->outer) {
        if (lk_from_has(scope->froms, item)) {
            return true;
        }
    }
    return false;
}

/* select_from() first, then the columns' tables, then those of the conditions.  What an
 * enclosing SELECT has is left out, unless nothing would be left.  Two passes: first all that is
 * mentioned, since a join that comes later may still hide a table that came before. */
static void gather(struct lk_froms *out, struct lk_sqlc *c, const struct lk_datum *e)
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
        if (!is_outer(c->scope, shown.v[i])) {
            lk_from_add(out, shown.v[i]);
        }
    }
    for (size_t i = 0; !out->n && i < shown.n; i++) {
        lk_from_add(out, shown.v[i]);
    }
    free(all.v);
    free(shown.v);
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

/* Words behind SELECT, as text.  A text is taken as it is, for prefixes like these are the
 * script's own SQL. */
static bool put_words(struct lk_sqlc *c, const struct lk_datum *list)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        const struct lk_datum *word = list->as.list.v[i];
        bool text = lk_sqlc_is_str(word);
        if (!(text ? lk_text_plain(c, word->as.s, NULL) : lk_sqlc_expr(c, word))) {
            return false;
        }
        lk_sqlc_put(c, " ");
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
        lk_sqlc_put(c, "DISTINCT ");
        return true;
    }
    lk_sqlc_put(c, "DISTINCT ON (");
    bool good = lk_expr_list(c, distinct);
    lk_sqlc_put(c, ") ");
    return good;
}

/* The words of an ordering, or NULL when it is none.  The operator's name in SQLAlchemy decides.
 * */
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

/* A limit is a bound whole number or an expression.  What is bound is typed as
 * an integer. */
static bool put_number(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *integer = lk_sqlc_node(c, LK_NODE_T_INTEGER);
    return lk_expr_is_value(e) ? lk_bind_typed(c, e, integer, LK_STR("param")) : lk_sqlc_expr(c, e);
}

/* SQLAlchemy's line breaks: before LIMIT, not before OFFSET.  OFFSET without a limit is written
 * with LIMIT ALL, as PGCompiler does. */
static bool put_limit(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *limit = LK_ARG_OF(e, "limit"), *offset = LK_ARG_OF(e, "offset");
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

/* WHERE or HAVING, when there are criteria. */
static bool put_where(struct lk_sqlc *c, const char *words, const struct lk_datum *list)
{
    if (!lk_datum_truth(list)) {
        return true;
    }
    lk_sqlc_put(c, words);
    return lk_operator_and_list(c, list);
}

/* Clause by clause; any of them may refuse. */
static bool put_body(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_froms *froms)
{
    const struct lk_datum *columns = LK_ARG_OF(e, "columns");
    lk_sqlc_put(c, "SELECT ");
    return put_words(c, LK_ARG_OF(e, "prefixes")) && put_distinct(c, LK_ARG_OF(e, "distinct")) &&
           lk_select_columns(c, columns) && put_froms(c, froms) &&
           put_where(c, " \nWHERE ", LK_ARG_OF(e, "where")) &&
           put_by(c, " GROUP BY ", LK_ARG_OF(e, "group_by"), NULL) &&
           put_where(c, " \nHAVING ", LK_ARG_OF(e, "having")) &&
           put_by(c, " ORDER BY ", LK_ARG_OF(e, "order_by"), columns) && put_limit(c, e) &&
           put_for_update(c, LK_ARG_OF(e, "for_update"));
}

/* The statement's items are the scope of what is inside it.  An operator outside does not reach
 * into the statement; its state is restored behind it. */
static bool put_select(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_froms froms = {0};
    bool inside = c->in_operator;
    gather(&froms, c, e);
    struct lk_scope_sql scope = {c->scope, &froms};
    c->scope = &scope;
    c->in_operator = false;
    bool good = put_body(c, e, &froms);
    c->in_operator = inside;
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

/* Behind a UNION columns stand without their tables.  A compound within a compound stands in
 * parentheses. What it is ordered by is resolved against the first SELECT's columns. */
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
        bool group = lk_sqlc_id(selects->as.list.v[i]) == LK_NODE_COMPOUND;
        lk_sqlc_put(c, i ? word : "");
        lk_sqlc_put(c, group ? "(" : "");
        if (!lk_sqlc_expr(c, selects->as.list.v[i])) {
            return false;
        }
        lk_sqlc_put(c, group ? ")" : "");
    }
    bool no_tables = c->no_tables;
    c->no_tables = true;
    bool good = put_by(c, " GROUP BY ", LK_ARG_OF(e, "group_by"), NULL) &&
                put_by(c, " ORDER BY ", LK_ARG_OF(e, "order_by"), first_columns(e)) &&
                put_limit(c, e);
    c->no_tables = no_tables;
    return good;
}

/* The outermost statement carries the WITH items of all inside it.  Only now is it known which
 * WITH items were met. */
bool lk_select_stmt(struct lk_sqlc *c, const struct lk_datum *e)
{
    size_t from = c->out.n;
    bool outermost = from == 0;
    bool good = lk_sqlc_id(e) == LK_NODE_COMPOUND ? put_compound(c, e) : put_select(c, e);
    if (good && outermost) {
        lk_from_with(c, from);
    }
    return good;
}
