/* Function calls, window functions and their like.  Functions that SQLAlchemy knows are written
 * in its way whatever the case of the name; any other name stays as it is.
 *
 * SQLAlchemy has classes for some functions (GenericFunction); they are found in any case of
 * letters and written in their own way: CURRENT_TIMESTAMP without parentheses, now() in lower
 * case, count() with an asterisk.  Every other name is written as the script has it, without
 * quotes unless it has characters that no plain name has: func.Foo is Foo, which the server
 * folds.
 *
 * The type of a call matters where a value stands beside it and where a label is invented: count
 * is a whole number, coalesce and max are what their first argument is, most functions have no
 * type. */
#include "sql/expr.h"

/* Sorted.  text: how it is written (NULL: the name); bare: without parentheses when it has no
 * arguments; type: the type of the result, LK_NODE_COUNT: none, LK_NODE_FUNC: that of its first
 * argument. */
static const struct known {
    const char *name, *text;
    bool bare;
    uint16_t type;
} known[] = {
    {"aggregate_strings", NULL, false, LK_NODE_T_STRING},
    {"array_agg", NULL, false, LK_NODE_COUNT},
    {"char_length", NULL, false, LK_NODE_T_INTEGER},
    {"coalesce", NULL, false, LK_NODE_FUNC},
    {"concat", NULL, false, LK_NODE_T_STRING},
    {"count", NULL, false, LK_NODE_T_INTEGER},
    {"cube", "CUBE", false, LK_NODE_COUNT},
    {"cume_dist", NULL, false, LK_NODE_T_NUMERIC},
    {"current_date", "CURRENT_DATE", true, LK_NODE_T_DATE},
    {"current_time", "CURRENT_TIME", true, LK_NODE_T_TIME},
    {"current_timestamp", "CURRENT_TIMESTAMP", true, LK_NODE_T_DATE_TIME},
    {"current_user", "CURRENT_USER", true, LK_NODE_T_STRING},
    {"dense_rank", NULL, false, LK_NODE_T_INTEGER},
    {"grouping_sets", "GROUPING SETS", false, LK_NODE_COUNT},
    {"localtime", "LOCALTIME", true, LK_NODE_T_DATE_TIME},
    {"localtimestamp", "LOCALTIMESTAMP", true, LK_NODE_T_DATE_TIME},
    {"max", NULL, false, LK_NODE_FUNC},
    {"min", NULL, false, LK_NODE_FUNC},
    {"mode", NULL, false, LK_NODE_COUNT},
    {"now", NULL, false, LK_NODE_T_DATE_TIME},
    {"percent_rank", NULL, false, LK_NODE_T_NUMERIC},
    {"percentile_cont", NULL, false, LK_NODE_COUNT},
    {"percentile_disc", NULL, false, LK_NODE_COUNT},
    {"random", NULL, false, LK_NODE_COUNT},
    {"rank", NULL, false, LK_NODE_T_INTEGER},
    {"rollup", "ROLLUP", false, LK_NODE_COUNT},
    {"session_user", "SESSION_USER", true, LK_NODE_T_STRING},
    {"sum", NULL, false, LK_NODE_FUNC},
    {"sysdate", NULL, true, LK_NODE_T_DATE_TIME},
    {"user", "USER", true, LK_NODE_T_STRING},
};

/* The row of a function that SQLAlchemy has a class for, in any case of letters. */
static const struct known *known_as(struct lk_str name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (lk_str_eq_nocase(name, lk_str_of(known[i].name))) {
            return &known[i];
        }
    }
    return NULL;
}

/* The function's own name, without its packages. */
static struct lk_str last_name(const struct lk_datum *e)
{
    const struct lk_datum *name = LK_ARG_OF(e, "name");
    bool dotted = lk_datum_is(name, LK_DATUM_LIST) && name->as.list.n;
    return lk_datum_text(dotted ? name->as.list.v[name->as.list.n - 1] : name);
}

/* Known functions are labelled in lower case. */
struct lk_str lk_func_label(const struct lk_datum *e)
{
    bool dotted = lk_datum_is(LK_ARG_OF(e, "name"), LK_DATUM_LIST);
    struct lk_str name = last_name(e);
    const struct known *row = dotted ? NULL : known_as(name);
    return row ? lk_str_of(row->name) : name;
}

/* Only illegal characters make it a quoted name, neither case nor a reserved word. */
static void put_name_part(struct lk_sqlc *c, struct lk_str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char ch = name.p[i];
        bool legal = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
                     (ch >= 'A' && ch <= 'Z') || ch == '_' || ch == '$';
        if (!legal) {
            lk_sqlc_ident(c, name);
            return;
        }
    }
    lk_buf_add(&c->out, name);
}

/* What stands before the last dot. */
static void put_packages(struct lk_sqlc *c, const struct lk_datum *name)
{
    for (size_t i = 0; lk_datum_is(name, LK_DATUM_LIST) && i + 1 < name->as.list.n; i++) {
        put_name_part(c, lk_datum_text(name->as.list.v[i]));
        lk_sqlc_put(c, ".");
    }
}

/* One argument; bare values are bound under the function's name. */
static bool put_argument(struct lk_sqlc *c, const struct lk_datum *arg, struct lk_str name)
{
    if (lk_expr_is_value(arg)) {
        return lk_bind_value(c, arg, NULL, name);
    }
    return lk_expr_in(c, arg, (struct lk_against){-1, LK_STR("comma_op")});
}

/* Is the first of several arguments a text search configuration?  Its type has no literal, so that
 * SQLAlchemy renders no bare text there. */
static bool takes_regconfig(struct lk_str name)
{
    static const char *const names[] = {"to_tsvector", "to_tsquery", "plainto_tsquery",
                                        "phraseto_tsquery", "websearch_to_tsquery", "ts_headline"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (lk_str_eq_nocase(name, lk_str_of(names[i]))) {
            return true;
        }
    }
    return false;
}

/* The separator of aggregate_strings(): printed offline it stays a parameter, whatever
 * literal_binds says (visit_aggregate_strings_func passes it on to the first argument alone). */
static bool put_aggregate(struct lk_sqlc *c, const struct lk_datum *args)
{
    struct lk_str name = LK_STR("aggregate_strings");
    enum lk_binds binds = c->binds;
    if (args->as.list.n != 2) {
        return lk_sqlc_refuse(c, "TypeError: aggregate_strings() takes an expression and a "
                                 "separator");
    }
    lk_sqlc_put(c, "string_agg(");
    bool good = put_argument(c, args->as.list.v[0], name);
    c->binds = binds == LK_BINDS_LITERAL && c->d->offline ? LK_BINDS_NAMED : binds;
    lk_sqlc_put(c, ", ");
    good = good && put_argument(c, args->as.list.v[1], name);
    c->binds = binds;
    lk_sqlc_put(c, ")");
    return good;
}

/* (a, b, …) */
static bool put_arguments(struct lk_sqlc *c, const struct lk_datum *args, struct lk_str name)
{
    const struct lk_datum *first = args->as.list.n > 1 ? args->as.list.v[0] : NULL;
    bool config = first && lk_expr_is_value(first) && takes_regconfig(name);
    lk_sqlc_put(c, "(");
    if (config && !lk_bind_typed(c, first, lk_sqlc_node(c, LK_NODE_PG_REGCONFIG), name)) {
        return false;
    }
    for (size_t i = config ? 1 : 0; i < args->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        if (!put_argument(c, args->as.list.v[i], name)) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* The standard's form, which SQLAlchemy writes for PostgreSQL. */
static bool put_substring(struct lk_sqlc *c, const struct lk_datum *args)
{
    static const char *const between[] = {"SUBSTRING(", " FROM ", " FOR "};
    for (size_t i = 0; i < args->as.list.n && i < 3; i++) {
        lk_sqlc_put(c, between[i]);
        if (!put_argument(c, args->as.list.v[i], LK_STR("substring"))) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* The call by its kind: special form, keyword, known or any other name. */
static bool put_func(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *name = LK_ARG_OF(e, "name"), *args = LK_ARG_OF(e, "args");
    bool plain = !lk_datum_is(name, LK_DATUM_LIST) || name->as.list.n == 1;
    struct lk_str last = last_name(e);
    const struct known *row = plain ? known_as(last) : NULL;
    if (plain && lk_str_eq_nocase(last, LK_STR("substring")) && args->as.list.n > 1) {
        return put_substring(c, args);
    }
    if (row && strcmp(row->name, "aggregate_strings") == 0) {
        return put_aggregate(c, args);
    }
    put_packages(c, name);
    if (row) {
        lk_sqlc_put(c, row->text ? row->text : row->name);
    } else {
        put_name_part(c, last);
    }
    if (row && row->bare && !args->as.list.n) {
        return true;
    }
    if (row && strcmp(row->name, "count") == 0 && !args->as.list.n) {
        lk_sqlc_put(c, "(*)");
        return true;
    }
    return put_arguments(c, args, last);
}

/* PARTITION BY or ORDER BY of one expression or several. */
static bool put_by(struct lk_sqlc *c, const char *words, const struct lk_datum *by)
{
    lk_sqlc_put(c, words);
    return lk_datum_is(by, LK_DATUM_LIST) ? lk_expr_list(c, by) : lk_sqlc_expr(c, by);
}

/* A bound of a frame: null is unbounded, 0 the current row, else so many rows before or after. */
static void put_bound(struct lk_sqlc *c, const struct lk_datum *bound, const char *unbounded)
{
    if (lk_sqlc_none(bound)) {
        lk_sqlc_put(c, unbounded);
    } else if (bound->as.i == 0) {
        lk_sqlc_put(c, "CURRENT ROW");
    } else {
        long long n = bound->as.i;
        lk_buf_addf(&c->out, "%lld %s", n < 0 ? -n : n, n < 0 ? "PRECEDING" : "FOLLOWING");
    }
}

/* The frame of a window, of whichever kind is given. */
static void put_frame(struct lk_sqlc *c, const struct lk_datum *e, const char *gap)
{
    static const char *const frames[][2] = {{"range_", "RANGE"}, {"rows", "ROWS"},
                                            {"groups", "GROUPS"}};
    for (size_t i = 0; i < 3; i++) {
        const struct lk_datum *frame = LK_ARG_OF(e, frames[i][0]);
        if (lk_datum_is(frame, LK_DATUM_LIST) && frame->as.list.n == 2) {
            lk_buf_addf(&c->out, "%s%s BETWEEN ", gap, frames[i][1]);
            put_bound(c, frame->as.list.v[0], "UNBOUNDED PRECEDING");
            lk_sqlc_put(c, " AND ");
            put_bound(c, frame->as.list.v[1], "UNBOUNDED FOLLOWING");
            return;
        }
    }
}

/* f() OVER (PARTITION BY … ORDER BY … frame) */
static bool put_over(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *partition = LK_ARG_OF(e, "partition_by");
    const struct lk_datum *order = LK_ARG_OF(e, "order_by");
    bool partitioned = lk_datum_truth(partition), ordered = lk_datum_truth(order);
    if (!lk_sqlc_expr(c, LK_ARG_OF(e, "element"))) {
        return false;
    }
    lk_sqlc_put(c, " OVER (");
    if (partitioned && !put_by(c, "PARTITION BY ", partition)) {
        return false;
    }
    if (ordered && !put_by(c, partitioned ? " ORDER BY " : "ORDER BY ", order)) {
        return false;
    }
    put_frame(c, e, partitioned || ordered ? " " : "");
    lk_sqlc_put(c, ")");
    return true;
}

/* f() FILTER (WHERE …) */
static bool put_filter(struct lk_sqlc *c, const struct lk_datum *e)
{
    if (!lk_sqlc_expr(c, LK_ARG_OF(e, "element"))) {
        return false;
    }
    lk_sqlc_put(c, " FILTER (WHERE ");
    bool good = lk_operator_and_list(c, LK_ARG_OF(e, "criterion"));
    lk_sqlc_put(c, ")");
    return good;
}

/* f() WITHIN GROUP (ORDER BY …) */
static bool put_within_group(struct lk_sqlc *c, const struct lk_datum *e)
{
    if (!lk_sqlc_expr(c, LK_ARG_OF(e, "element"))) {
        return false;
    }
    lk_sqlc_put(c, " WITHIN GROUP (ORDER BY ");
    bool good = lk_expr_list(c, LK_ARG_OF(e, "order_by"));
    lk_sqlc_put(c, ")");
    return good;
}

/* A call, or what stands around one. */
bool lk_func_expr(struct lk_sqlc *c, const struct lk_datum *e)
{
    switch (lk_sqlc_id(e)) {
    case LK_NODE_OVER: return put_over(c, e);
    case LK_NODE_FILTER: return put_filter(c, e);
    case LK_NODE_WITHIN_GROUP: return put_within_group(c, e);
    default: return put_func(c, e);
    }
}

/* A type that the script gave comes first. */
const struct lk_datum *lk_func_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *type = LK_ARG_OF(e, "type"), *args = LK_ARG_OF(e, "args");
    const struct known *row = known_as(last_name(e));
    if (!lk_sqlc_none(type)) {
        return type;
    }
    if (!row || row->type == LK_NODE_COUNT) {
        return NULL;
    }
    if (row->type == LK_NODE_FUNC) {
        return args->as.list.n ? lk_expr_type(c, args->as.list.v[0]) : NULL;
    }
    return lk_sqlc_node(c, (enum lk_node_id)row->type);
}
