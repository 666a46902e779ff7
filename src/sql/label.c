/* The column list of a SELECT or RETURNING, with the names that SQLAlchemy invents.
 *
 * A column is written as it is; anything else gets AS with a label's name, the name of what is
 * inside a CAST, the function's name with a number, or anon_1.  Numbers count per name through the
 * whole statement, aliases and bound values included.  A number among the columns is no bound
 * value but text. */
#include "sql/settings.h"

/* What is inside CAST and the like: they are named after it.  So CAST(t.a AS TEXT) is named a, as
 * SQLAlchemy names it. */
static const struct lk_datum *wrapped(const struct lk_datum *e)
{
    for (;;) {
        switch (lk_sqlc_id(e)) {
        case LK_NODE_CAST:
        case LK_NODE_TYPE_COERCE: e = LK_ARG_OF(e, "expression"); break;
        case LK_NODE_GROUPING: e = LK_ARG_OF(e, "element"); break;
        default: return e;
        }
    }
}

/* The name that an expression without one gets: its function's or anon, numbered.  Both stems
 * count for themselves: count_1 beside anon_1. */
static struct lk_str stem_of(const struct lk_datum *e)
{
    switch (lk_sqlc_id(wrapped(e))) {
    case LK_NODE_FUNC: return lk_func_label(wrapped(e));
    case LK_NODE_NEXT_VALUE: return LK_STR("next_value");
    default: return LK_STR("anon");
    }
}

/* The column inside CAST and the like, or NULL. */
static const struct lk_datum *inner_column(const struct lk_datum *e)
{
    e = wrapped(e);
    return lk_sqlc_id(e) == LK_NODE_COLUMN_REF ? e : NULL;
}

/* A number in a column list is text, as SQLAlchemy coerces it; a text or a date is not taken. */
static bool is_number(const struct lk_datum *e)
{
    return lk_datum_is(e, LK_DATUM_INT) || lk_datum_is(e, LK_DATUM_FLOAT) ||
           lk_datum_is(e, LK_DATUM_NUMERIC);
}

/* A unary operator on a column takes the column's place; it is given no name.  What stands as it
 * is needs no AS. */
static bool has_name(const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    if (id == LK_NODE_UNARY || id == LK_NODE_NOT) {
        const struct lk_datum *inner = LK_ARG_OF(e, id == LK_NODE_NOT ? "clause" : "element");
        bool twice = id == LK_NODE_NOT && lk_sqlc_id(inner) == LK_NODE_NOT;
        return twice ? has_name(LK_ARG_OF(inner, "clause"))
                     : lk_sqlc_id(inner) == LK_NODE_COLUMN_REF;
    }
    return is_number(e) || lk_sqlc_is_str(e) || id == LK_NODE_COLUMN_REF ||
           id == LK_NODE_COLUMN || id == LK_NODE_TEXT || id == LK_NODE_LITERAL_COLUMN;
}

/* A column of a name that came before gets a number.  Two tables may both have an id; in one
 * result the second needs another name. */
static bool is_repeated(const struct lk_datum *list, size_t at)
{
    const struct lk_datum *e = list->as.list.v[at];
    for (size_t i = 0; lk_sqlc_id(e) == LK_NODE_COLUMN_REF && i < at; i++) {
        const struct lk_datum *other = list->as.list.v[i];
        uint16_t id = lk_sqlc_id(other);
        if ((id == LK_NODE_COLUMN_REF || id == LK_NODE_LABEL) &&
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
    if (!label.n) {
        lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    } else {
        lk_sqlc_ident(c, label);
    }
}

/* All columns of a table that stands in a column list.  select(table) means each of its columns,
 * in order; what has none writes nothing. */
static bool put_table_columns(struct lk_sqlc *c, const struct lk_datum *table, size_t *written)
{
    bool known = lk_sqlc_id(table) == LK_NODE_TABLE;
    const struct lk_datum *columns = known ? LK_ARG_OF(table, "columns") : NULL;
    for (size_t i = 0; columns && i < columns->as.list.n; i++) {
        const struct lk_datum *column = columns->as.list.v[i];
        if (lk_sqlc_id(column) == LK_NODE_COLUMN) {
            struct lk_datum *ref = lk_sqlc_node(c, LK_NODE_COLUMN_REF);
            lk_sqlc_set(ref, "name", LK_ARG_OF(column, "name"));
            lk_sqlc_set(ref, "table", table);
            lk_sqlc_put(c, (*written)++ ? ", " : " ");
            if (!lk_sqlc_expr(c, ref)) {
                return false;
            }
        }
    }
    return true;
}

/* Is it a table, or an alias of one about which nothing is known? */
static bool is_table(const struct lk_datum *e)
{
    const struct lk_datum *inner = e;
    while (lk_sqlc_id(inner) == LK_NODE_ALIAS) {
        inner = LK_ARG_OF(inner, "element");
    }
    return lk_sqlc_id(inner) == LK_NODE_TABLE &&
           (inner == e || !lk_settings_known(LK_ARG_OF(inner, "columns")));
}

/* label(None): a name is invented after that of the element. */
static struct lk_str unnamed_label(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *element = LK_ARG_OF(e, "element"), *inner = inner_column(element);
    if (lk_sqlc_id(e) != LK_NODE_LABEL || lk_datum_text(LK_ARG_OF(e, "name")).n) {
        return LK_STR("");
    }
    return lk_sqlc_anonymous(c, inner ? lk_datum_text(LK_ARG_OF(inner, "name"))
                                      : stem_of(element));
}

/* A text is the asterisk; any other is refused, as it might be SQL or a name. */
static bool put_text(struct lk_sqlc *c, struct lk_str text)
{
    if (lk_str_is(text, "*")) {
        lk_sqlc_put(c, "*");
        return true;
    }
    return lk_sqlc_refuse(c, "ArgumentError: Textual column expression '" LK_PRI "' should be "
                             "explicitly declared with text('" LK_PRI "'), or use column('" LK_PRI
                             "') for more specificity", LK_ARG(text), LK_ARG(text), LK_ARG(text));
}

/* One column: a number is written as it is, a SELECT in parentheses whatever surrounds it. */
static bool put_column(struct lk_sqlc *c, const struct lk_datum *e)
{
    if (is_number(e)) {
        return lk_sqlc_literal(c, e, NULL);
    }
    if (lk_sqlc_is_str(e)) {
        return put_text(c, e->as.s);
    }
    return lk_expr_is_select(e) ? lk_expr_in(c, e, LK_AGAINST_NONE) : lk_sqlc_expr(c, e);
}

/* Whether these are the columns of a FROM item is told once, and not to what is inside.  Each is
 * preceded by a blank, so that nothing is left behind SELECT where there are none. */
bool lk_select_columns(struct lk_sqlc *c, const struct lk_datum *list)
{
    bool derived = c->derived;
    size_t written = 0;
    c->derived = false;
    for (size_t i = 0; i < list->as.list.n; i++) {
        const struct lk_datum *e = list->as.list.v[i];
        bool named = lk_sqlc_id(e) == LK_NODE_LABEL;
        if (is_table(e)) {
            if (!put_table_columns(c, e, &written)) {
                return false;
            }
            continue;
        }
        lk_sqlc_put(c, written++ ? ", " : " ");
        struct lk_str label = named ? unnamed_label(c, e) : label_of(c, list, i, derived);
        if (!put_column(c, e)) {
            return false;
        }
        if (named || label.n) {
            put_as(c, e, label);
        }
    }
    return true;
}
