/* Operations that carry statements: execute(), a connection's execute(), bulk_insert().
 *
 * execute() takes text (with :name binds), expressions, statements and DDL elements.  A
 * connection's execute() takes parameters besides: one set, or a list of them, each an execution
 * of its own here; driver text has the driver's own %(name)s instead.
 *
 * bulk_insert differs by mode as Alembic's does.  Offline every row is a statement with its
 * values rendered; live all rows go through executemany, whose first row decides on the columns:
 * a row that lacks one is refused, what a row has besides is dropped.  With multiinsert=False
 * live rows are statements of their own. */
#include "sql/expr.h"
#include "sql/ops.h"

/* Is it a DDL element, which has its own renderers? */
static bool is_element(const struct lk_datum *e)
{
    return lk_sqlc_id(e) >= LK_NODE_DDL && lk_sqlc_id(e) < LK_NODE_COUNT;
}

/* One statement of whatever execute() was given. */
/* A connection executes statements and text; a function call becomes a SELECT of it. */
static bool can_execute(struct lk_sqlc *c, const struct lk_datum **what)
{
    uint16_t id = lk_sqlc_id(*what);
    if (id == LK_NODE_FUNC || id == LK_NODE_NEXT_VALUE) {
        struct lk_datum *select = lk_sqlc_node(c, LK_NODE_SELECT);
        lk_sqlc_set(select, "columns", lk_datum_list(c->arena, what, 1));
        *what = select;
        return true;
    }
    bool statement = lk_datum_is(*what, LK_DATUM_NODE) &&
                     (*what)->as.node.def->family == LK_FAMILY_STATEMENT;
    return statement || id == LK_NODE_TEXT ||
           lk_sqlc_refuse(c, "ObjectNotExecutableError: Not an executable object: '%s'",
                          id == LK_NODE_COUNT ? "a value" : (*what)->as.node.def->name);
}

/* Text, Core and DDL elements each go their way. */
static bool put_statement(struct lk_sqlc *c, const struct lk_datum *what)
{
    if (is_element(what)) {
        return lk_sqlc_element(c, what);
    }
    if (!c->d->offline && !lk_sqlc_is_str(what) && !can_execute(c, &what)) {
        return false;
    }
    if (lk_sqlc_none(what)) {
        return lk_sqlc_refuse(c, "AttributeError: 'NoneType' object has no attribute 'compile'");
    }
    bool good = lk_sqlc_is_str(what) ? lk_text_plain(c, what->as.s, NULL) : lk_sqlc_expr(c, what);
    if (good) {
        lk_sqlc_end(c);
    }
    return good;
}

/* psycopg2 refuses an empty text before it is sent. */
bool lk_lower_execute(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *what = lk_op_arg(op, "sqltext");
    if (!c->d->offline && lk_sqlc_is_str(what) && !what->as.s.n) {
        return lk_sqlc_refuse(c, "ProgrammingError: can't execute an empty query");
    }
    return put_statement(c, lk_op_arg(op, "sqltext"));
}

/* exec_driver_sql: psycopg2's own %(name)s and %s. */
static bool put_driver_value(struct lk_sqlc *c, struct lk_str name, size_t at)
{
    const struct lk_datum *params = c->params, *value = NULL;
    if (lk_datum_is(params, LK_DATUM_LIST) && !name.n && at < params->as.list.n) {
        value = params->as.list.v[at];
    }
    for (size_t i = 0; lk_datum_is(params, LK_DATUM_MAP) && i < params->as.map.n; i++) {
        value = lk_str_eq(params->as.map.v[i].key, name) ? params->as.map.v[i].value : value;
    }
    if (!value) {
        return lk_sqlc_refuse(c, "ProgrammingError: no value for parameter '" LK_PRI "'",
                              LK_ARG(name));
    }
    return lk_bind_value(c, value, NULL, name);
}

/* Replaces the driver's parameters in a text. */
static bool put_driver_text(struct lk_sqlc *c, struct lk_str text)
{
    size_t used = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '%') {
            lk_buf_addc(&c->out, text.p[i]);
            continue;
        }
        ptrdiff_t end = lk_str_find(text, LK_STR(")s"), i);
        if (i + 1 < text.n && text.p[i + 1] == '%') {
            lk_buf_addc(&c->out, '%');
            i++;
        } else if (i + 1 < text.n && text.p[i + 1] == 's') {
            if (!put_driver_value(c, LK_STR(""), used++)) {
                return false;
            }
            i++;
        } else if (i + 1 < text.n && text.p[i + 1] == '(' && end >= 0) {
            if (!put_driver_value(c, lk_str_cut(text, i + 2, (size_t)end), 0)) {
                return false;
            }
            i = (size_t)end + 1;
        } else {
            return lk_sqlc_refuse(c, "ValueError: unsupported format character in a statement with "
                                     "parameters");
        }
    }
    lk_sqlc_end(c);
    return true;
}

/* Driver text without parameters: psycopg2 still takes %% for %; what it would refuse stays. */
static void put_plain_text(struct lk_sqlc *c, struct lk_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        lk_buf_addc(&c->out, text.p[i]);
        if (!c->d->offline && text.p[i] == '%' && i + 1 < text.n && text.p[i + 1] == '%') {
            i++;
        }
    }
    lk_sqlc_end(c);
}

/* One execution with one set of parameters. */
static bool query_once(struct lk_sqlc *c, const struct lk_op *op, const struct lk_datum *params)
{
    const struct lk_datum *what = lk_op_arg(op, "sqltext");
    c->params = params;
    if (lk_datum_truth(lk_op_arg(op, "driver"))) {
        if (lk_datum_truth(params)) {
            return put_driver_text(c, lk_datum_text(what));
        }
        put_plain_text(c, lk_datum_text(what));
        return true;
    }
    return put_statement(c, what);
}

/* A list of maps runs the statement once for each. */
static bool is_many(const struct lk_datum *params)
{
    return lk_datum_is(params, LK_DATUM_LIST) && params->as.list.n &&
           (lk_datum_is(params->as.list.v[0], LK_DATUM_MAP) ||
            lk_datum_is(params->as.list.v[0], LK_DATUM_LIST));
}

/* A list of parameters executes the statement as often. */
bool lk_lower_query(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *params = lk_op_arg(op, "parameters");
    if (!is_many(params)) {
        return query_once(c, op, params);
    }
    bool good = true;
    for (size_t i = 0; good && i < params->as.list.n; i++) {
        good = query_once(c, op, params->as.list.v[i]);
    }
    return good;
}

/* The table's column of this name, or NULL. */
static const struct lk_datum *column_of(const struct lk_datum *table, struct lk_str name)
{
    const struct lk_datum *columns = LK_ARG_OF(table, "columns");
    for (size_t i = 0; i < columns->as.list.n; i++) {
        if (lk_sqlc_id(columns->as.list.v[i]) == LK_NODE_COLUMN &&
            lk_str_eq(lk_datum_text(LK_ARG_OF(columns->as.list.v[i], "name")), name)) {
            return columns->as.list.v[i];
        }
    }
    return NULL;
}

/* May a row have this value?  SQL only where it is the column's own default, or what a script's
 * type made of a value. */
static bool is_bindable(const struct lk_datum *table, const struct lk_pair *pair)
{
    const struct lk_datum *column = column_of(table, pair->key);
    bool made = lk_sqlc_id(pair->value) == LK_NODE_TYPE_COERCE ||
                (lk_sqlc_id(pair->value) == LK_NODE_LITERAL_COLUMN &&
                 lk_datum_truth(LK_ARG_OF(pair->value, "raw")));
    return made || lk_expr_is_value(pair->value) ||
           (column && lk_datum_equal(LK_ARG_OF(column, "default"), pair->value));
}

/* Offline values are op.inline_literal of the column's type, and SQL cannot be among them;
 * executing, bound values of it. */
static const struct lk_datum *row_values(struct lk_sqlc *c, const struct lk_op *op,
                                         const struct lk_datum *row)
{
    struct lk_pair *pair = lk_arena_array(c->arena, row->as.map.n + 1, sizeof *pair);
    for (size_t i = 0; i < row->as.map.n; i++) {
        pair[i] = row->as.map.v[i];
        uint16_t id = lk_sqlc_id(pair[i].value);
        if (c->d->offline && id != LK_NODE_INLINE_LITERAL &&
            !is_bindable(lk_op_arg(op, "table"), &pair[i])) {
            lk_sqlc_refuse(c, "CompileError: Could not render literal value of column '" LK_PRI
                              "': it is SQL, '%s'", LK_ARG(pair[i].key),
                           pair[i].value->as.node.def->name);
            return NULL;
        }
        if (c->d->offline && lk_expr_is_value(pair[i].value)) {
            struct lk_datum *node = lk_sqlc_node(c, LK_NODE_BINDPARAM);
            lk_sqlc_set(node, "value", pair[i].value);
            lk_sqlc_set(node, "literal_execute", lk_datum_bool(c->arena, true));
            pair[i].value = node;
        }
    }
    return lk_datum_map(c->arena, pair, row->as.map.n);
}

/* Offline Alembic looks each column up itself and raises what that raises. */
static bool check_names(struct lk_sqlc *c, const struct lk_datum *table, const struct lk_datum *row)
{
    for (size_t i = 0; c->d->offline && i < row->as.map.n; i++) {
        if (!column_of(table, row->as.map.v[i].key)) {
            return lk_sqlc_refuse(c, "KeyError: '" LK_PRI "'", LK_ARG(row->as.map.v[i].key));
        }
    }
    return true;
}

/* INSERT without RETURNING, as insert().inline() gives it. */
static bool insert_values(struct lk_sqlc *c, const struct lk_op *op, const struct lk_datum *values)
{
    struct lk_datum *insert = lk_sqlc_node(c, LK_NODE_INSERT);
    lk_sqlc_set(insert, "table", lk_op_arg(op, "table"));
    lk_sqlc_set(insert, "inline", lk_datum_bool(c->arena, true));
    lk_sqlc_set(insert, "values", values);
    if (!lk_sqlc_expr(c, insert)) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}

/* One row as SQLAlchemy's executemany takes it: the first row decides which columns there are, what
 * else a row has is left out without a word, and values are bound, never SQL. */
static const struct lk_datum *many_row(struct lk_sqlc *c, const struct lk_op *op, size_t at)
{
    const struct lk_datum *rows = lk_op_arg(op, "rows");
    const struct lk_datum *first = rows->as.list.v[0], *row = rows->as.list.v[at];
    struct lk_pair *pair = lk_arena_array(c->arena, first->as.map.n + 1, sizeof *pair);
    size_t n = 0;
    for (size_t i = 0; i < first->as.map.n; i++) {
        struct lk_str key = first->as.map.v[i].key;
        const struct lk_datum *value = NULL;
        for (size_t k = 0; k < row->as.map.n; k++) {
            value = lk_str_eq(row->as.map.v[k].key, key) ? row->as.map.v[k].value : value;
        }
        if (!column_of(lk_op_arg(op, "table"), key)) {
            continue;
        }
        if (!value) {
            lk_sqlc_refuse(c, "StatementError: (sqlalchemy.exc.InvalidRequestError) A value is "
                              "required for bind parameter '" LK_PRI "', in parameter group %zu",
                           LK_ARG(key), at);
            return NULL;
        }
        if (!is_bindable(lk_op_arg(op, "table"), &(struct lk_pair){key, value})) {
            lk_sqlc_refuse(c, "ProgrammingError: can't adapt type '%s'", value->as.node.def->name);
            return NULL;
        }
        pair[n++] = (struct lk_pair){key, value};
    }
    return lk_datum_map(c->arena, pair, n);
}

/* SQLAlchemy sends as many rows in one statement (insertmanyvalues_page_size). */
#define PAGE_ROWS 1000

/* Pages of rows; rows without any known column are rows of defaults. */
static bool insert_many(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *rows = lk_op_arg(op, "rows");
    for (size_t from = 0; from < rows->as.list.n; from += PAGE_ROWS) {
        const struct lk_datum *page[PAGE_ROWS];
        size_t n = 0;
        for (; n < PAGE_ROWS && from + n < rows->as.list.n; n++) {
            page[n] = many_row(c, op, from + n);
            if (!page[n]) {
                return false;
            }
        }
        bool empty = page[0]->as.map.n == 0;
        bool good = true;
        for (size_t i = 0; good && empty && i < n; i++) {
            good = insert_values(c, op, page[i]);
        }
        good = good && (empty || insert_values(c, op, lk_datum_list(c->arena, page, n)));
        if (!good) {
            return false;
        }
    }
    return true;
}

/* A statement for every row. */
static bool insert_each(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *rows = lk_op_arg(op, "rows");
    bool good = true;
    for (size_t i = 0; good && i < rows->as.list.n; i++) {
        const struct lk_datum *row = rows->as.list.v[i], *values = NULL;
        good = check_names(c, lk_op_arg(op, "table"), row);
        values = good ? row_values(c, op, row) : NULL;
        good = values && insert_values(c, op, values);
    }
    return good;
}

/* Alembic executes INSERT … DEFAULT VALUES for rows of a table without columns and drops their
 * values; nobody means that (a deliberate difference). */
static bool has_columns(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *table = lk_op_arg(op, "table"), *rows = lk_op_arg(op, "rows");
    if (LK_ARG_OF(table, "columns")->as.list.n || !rows->as.list.n ||
        !lk_datum_truth(rows->as.list.v[0])) {
        return true;
    }
    lk_sqlc_refuse(c, "CompileError: Unconsumed column names: the table '" LK_PRI "' is described "
                      "without columns", LK_ARG(lk_datum_text(LK_ARG_OF(table, "name"))));
    return lk_err_hint(c->err, "name the columns that the rows have");
}

/* Offline there is no executemany: every row is printed by itself. */
bool lk_lower_bulk_insert(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *rows = lk_op_arg(op, "rows");
    if (!lk_datum_is(rows, LK_DATUM_LIST)) {
        return lk_sqlc_refuse(c, "TypeError: List expected");
    }
    for (size_t i = 0; i < rows->as.list.n; i++) {
        if (!lk_datum_is(rows->as.list.v[i], LK_DATUM_MAP)) {
            return lk_sqlc_refuse(c, "TypeError: List of dictionaries expected");
        }
    }
    if (!has_columns(c, op)) {
        return false;
    }
    bool many = !c->d->offline && lk_datum_truth(lk_op_arg(op, "multiinsert"));
    return many ? insert_many(c, op) : insert_each(c, op);
}
