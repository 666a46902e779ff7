/* Expressions: one function per node that is no operator, in a table by node.
 *
 * A row of the table below is the function that writes a node.  Whether a node gets parentheses
 * is not its own affair but that of the place it stands in: lk_expr_in asks operator.c and writes
 * them.
 *
 * Plain data in an expression are bound values; beside another operand they take its type
 * (lk_expr_beside), which is what SQLAlchemy does when it coerces a literal.  In DDL values are
 * always rendered and columns stand without their table. */
#include "sql/expr.h"

/* The constants are keywords, never bound values. */
static bool put_null(struct lk_sqlc *c, const struct lk_datum *e)
{
    (void)e;
    lk_sqlc_put(c, "NULL");
    return true;
}

/* PostgreSQL has truth values of its own. */
static bool put_true(struct lk_sqlc *c, const struct lk_datum *e)
{
    (void)e;
    lk_sqlc_put(c, "true");
    return true;
}

/* See put_true. */
static bool put_false(struct lk_sqlc *c, const struct lk_datum *e)
{
    (void)e;
    lk_sqlc_put(c, "false");
    return true;
}

/* literal(): a bound value of the type that is given, or of its own. */
static bool put_literal(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *value = LK_ARG_OF(e, "value");
    return lk_bind_typed(c, value, LK_ARG_OF(e, "type"), LK_STR("param"));
}

/* op.inline_literal(): rendered in every mode, also when executing. */
static bool put_inline_literal(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_sqlc_literal(c, LK_ARG_OF(e, "value"), LK_ARG_OF(e, "type"));
}

/* Text that stands for a column: never quoted. */
static bool put_literal_column(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_str text = lk_datum_text(LK_ARG_OF(e, "text"));
    if (lk_datum_truth(LK_ARG_OF(e, "raw"))) {
        lk_buf_add(&c->out, text);
    } else {
        lk_sqlc_put_text(c, text);
    }
    return true;
}

/* A column row in an expression is a column without table. */
static bool put_column(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    return true;
}

/* CAST; a collation of the type moves behind the parenthesis.  So SQLAlchemy writes it: CAST(x
 * AS TEXT) COLLATE "C". */
static bool put_cast(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *type = LK_ARG_OF(e, "type");
    const struct lk_datum *what = LK_ARG_OF(e, "expression");
    lk_sqlc_put(c, "CAST(");
    bool value = lk_expr_is_value(what);
    if (!(value ? lk_bind_typed(c, what, type, LK_STR("param")) : lk_sqlc_expr(c, what))) {
        return false;
    }
    lk_sqlc_put(c, " AS ");
    size_t from = c->out.n;
    if (!lk_sqlc_type(c, type)) {
        return false;
    }
    struct lk_str text = lk_arena_str(c->arena, lk_str_cut(lk_buf_str(&c->out), from, c->out.n));
    ptrdiff_t collate = lk_str_find(text, LK_STR(" COLLATE "), 0);
    size_t cut = collate < 0 ? text.n : (size_t)collate;
    c->out.n = from + cut;
    lk_sqlc_put(c, ")");
    lk_buf_add(&c->out, lk_str_cut(text, cut, text.n));
    return true;
}

/* type_coerce() changes how a value is bound and writes nothing. */
static bool put_type_coerce(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *what = LK_ARG_OF(e, "expression");
    bool value = lk_expr_is_value(what);
    return value ? lk_bind_typed(c, what, LK_ARG_OF(e, "type"), LK_STR("param"))
                 : lk_sqlc_expr(c, what);
}

/* CASE; conditions are grouped, results are not.  A value compared with takes the type of the
 * CASE's operand. */
static bool put_case(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *whens = LK_ARG_OF(e, "whens"), *value = LK_ARG_OF(e, "value");
    const struct lk_datum *other = LK_ARG_OF(e, "else_");
    lk_sqlc_put(c, "CASE ");
    if (!lk_sqlc_none(value)) {
        if (!lk_sqlc_expr(c, value)) {
            return false;
        }
        lk_sqlc_put(c, " ");
    }
    for (size_t i = 0; i < whens->as.list.n; i++) {
        const struct lk_datum *when = whens->as.list.v[i];
        lk_sqlc_put(c, "WHEN ");
        if (!lk_expr_beside(c, when->as.list.v[0], value, LK_AGAINST_NONE)) {
            return false;
        }
        lk_sqlc_put(c, " THEN ");
        if (!lk_sqlc_expr(c, when->as.list.v[1])) {
            return false;
        }
        lk_sqlc_put(c, " ");
    }
    if (!lk_sqlc_none(other)) {
        lk_sqlc_put(c, "ELSE ");
        if (!lk_sqlc_expr(c, other)) {
            return false;
        }
        lk_sqlc_put(c, " ");
    }
    lk_sqlc_put(c, "END");
    return true;
}

/* x COLLATE name.  The name is quoted where it needs to be. */
static bool put_collate(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_against against = {4, LK_STR("collate")};
    if (!lk_expr_in(c, LK_ARG_OF(e, "expression"), against)) {
        return false;
    }
    lk_sqlc_put(c, " COLLATE ");
    lk_sqlc_name(c, LK_ARG_OF(e, "collation"));
    return true;
}

/* EXTRACT(field FROM x) */
static bool put_extract(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_buf_addf(&c->out, "EXTRACT(" LK_PRI " FROM ", LK_ARG(lk_datum_text(LK_ARG_OF(e, "field"))));
    if (!lk_sqlc_expr(c, LK_ARG_OF(e, "expr"))) {
        return false;
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* (a, b) */
static bool put_tuple(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put(c, "(");
    bool good = lk_expr_list(c, LK_ARG_OF(e, "clauses"));
    lk_sqlc_put(c, ")");
    return good;
}

/* ARRAY[…]; an empty one needs its type.  The type is the element's, with [] behind it. */
static bool put_array(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *type = LK_ARG_OF(e, "type"), *items = LK_ARG_OF(e, "clauses");
    lk_sqlc_put(c, "ARRAY[");
    if (!lk_expr_list(c, items)) {
        return false;
    }
    lk_sqlc_put(c, "]");
    if (items->as.list.n || lk_sqlc_none(type)) {
        return true;
    }
    lk_sqlc_put(c, "::");
    if (!lk_sqlc_type(c, type)) {
        return false;
    }
    lk_sqlc_put(c, "[]");
    return true;
}

/* EXISTS (SELECT …) */
static bool put_exists(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put(c, "EXISTS (");
    bool good = lk_sqlc_expr(c, LK_ARG_OF(e, "select"));
    lk_sqlc_put(c, ")");
    return good;
}

/* A SELECT as a value stands in parentheses of its own. */
static bool put_scalar_subquery(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put(c, "(");
    bool good = lk_sqlc_expr(c, LK_ARG_OF(e, "select"));
    lk_sqlc_put(c, ")");
    return good;
}

/* Parentheses that the script asked for. */
static bool put_grouping(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put(c, "(");
    bool good = lk_sqlc_expr(c, LK_ARG_OF(e, "element"));
    lk_sqlc_put(c, ")");
    return good;
}

/* Outside a column list a label is what it labels. */
static bool put_label(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_sqlc_expr(c, LK_ARG_OF(e, "element"));
}

/* nextval('name'): the quoted name inside a text literal.  Single quotes in
 * the name are doubled for it. */
static bool put_next_value(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *sequence = LK_ARG_OF(e, "sequence");
    size_t from = c->out.n;
    lk_sqlc_table_name(c, LK_ARG_OF(sequence, "schema"), LK_ARG_OF(sequence, "name"));
    struct lk_str name = lk_arena_str(c->arena, lk_str_cut(lk_buf_str(&c->out), from, c->out.n));
    c->out.n = from;
    lk_sqlc_put(c, "nextval('");
    for (size_t i = 0; i < name.n; i++) {
        lk_sqlc_put(c, name.p[i] == '\'' ? "'" : "");
        lk_buf_addc(&c->out, name.p[i]);
    }
    lk_sqlc_put(c, "')");
    return true;
}

/* An aggregate's argument with its own ORDER BY. */
static bool put_aggregate_order_by(struct lk_sqlc *c, const struct lk_datum *e)
{
    if (!lk_sqlc_expr(c, LK_ARG_OF(e, "target"))) {
        return false;
    }
    lk_sqlc_put(c, " ORDER BY ");
    return lk_expr_list(c, LK_ARG_OF(e, "order_by"));
}

/* The index a:b of an array. */
static bool put_slice(struct lk_sqlc *c, const struct lk_datum *e)
{
    if (!lk_sqlc_expr(c, LK_ARG_OF(e, "start"))) {
        return false;
    }
    lk_sqlc_put(c, ":");
    return lk_sqlc_expr(c, LK_ARG_OF(e, "stop"));
}

typedef bool renderer(struct lk_sqlc *, const struct lk_datum *);

static renderer *const renderers[LK_NODE_COUNT] = {
    [LK_NODE_TEXT] = lk_text_expr,
    [LK_NODE_LITERAL] = put_literal,
    [LK_NODE_INLINE_LITERAL] = put_inline_literal,
    [LK_NODE_BINDPARAM] = lk_bind_param,
    [LK_NODE_LITERAL_COLUMN] = put_literal_column,
    [LK_NODE_COLUMN] = put_column,
    [LK_NODE_COLUMN_REF] = lk_from_column,
    [LK_NODE_NULL] = put_null,
    [LK_NODE_TRUE] = put_true,
    [LK_NODE_FALSE] = put_false,
    [LK_NODE_FUNC] = lk_func_expr,
    [LK_NODE_OVER] = lk_func_expr,
    [LK_NODE_FILTER] = lk_func_expr,
    [LK_NODE_WITHIN_GROUP] = lk_func_expr,
    [LK_NODE_AGGREGATE_ORDER_BY] = put_aggregate_order_by,
    [LK_NODE_CAST] = put_cast,
    [LK_NODE_TYPE_COERCE] = put_type_coerce,
    [LK_NODE_CASE] = put_case,
    [LK_NODE_COLLATE] = put_collate,
    [LK_NODE_BINARY] = lk_operator_binary,
    [LK_NODE_UNARY] = lk_operator_unary,
    [LK_NODE_AND] = lk_operator_logic,
    [LK_NODE_OR] = lk_operator_logic,
    [LK_NODE_NOT] = lk_operator_not,
    [LK_NODE_BETWEEN] = lk_operator_between,
    [LK_NODE_IN] = lk_operator_in,
    [LK_NODE_EXISTS] = put_exists,
    [LK_NODE_TUPLE] = put_tuple,
    [LK_NODE_ARRAY] = put_array,
    [LK_NODE_EXTRACT] = put_extract,
    [LK_NODE_SLICE] = put_slice,
    [LK_NODE_LABEL] = put_label,
    [LK_NODE_GROUPING] = put_grouping,
    [LK_NODE_SCALAR_SUBQUERY] = put_scalar_subquery,
    [LK_NODE_NEXT_VALUE] = put_next_value,
    [LK_NODE_SELECT] = lk_select_stmt,
    [LK_NODE_COMPOUND] = lk_select_stmt,
    [LK_NODE_INSERT] = lk_dml_stmt,
    [LK_NODE_UPDATE] = lk_dml_stmt,
    [LK_NODE_DELETE] = lk_dml_stmt,
};

/* Nodes for Python's dates and the like are values as well. */
bool lk_expr_is_value(const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    return id == LK_NODE_COUNT || id == LK_NODE_V_DATE || id == LK_NODE_V_DATETIME ||
           id == LK_NODE_V_TIME || id == LK_NODE_V_TIMEDELTA || id == LK_NODE_V_UUID ||
           id == LK_NODE_V_RANGE;
}

/* Values are bound, nodes have their function.  A node that the table does not know is refused
 * by name. */
bool lk_sqlc_expr(struct lk_sqlc *c, const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    if (lk_expr_is_value(e)) {
        return lk_bind_value(c, e, NULL, LK_STR("param"));
    }
    if (!renderers[id]) {
        return lk_sqlc_unsupported(c, "'%s' cannot stand in an expression",
                                   e->as.node.def->name);
    }
    return renderers[id](c, e);
}

/* The state is as before afterwards, whatever happened.  Text stands as it is, for a CHECK's or
 * an index's own SQL. */
bool lk_sqlc_ddl_expr(struct lk_sqlc *c, const struct lk_datum *e)
{
    enum lk_binds binds = c->binds;
    bool no_tables = c->no_tables;
    c->binds = LK_BINDS_LITERAL;
    c->no_tables = true;
    bool good = lk_sqlc_is_str(e) ? lk_text_plain(c, e->as.s, NULL) : lk_sqlc_expr(c, e);
    c->binds = binds;
    c->no_tables = no_tables;
    return good;
}

/* Parentheses as in self_group() without an operator around. */
bool lk_expr_ddl_grouped(struct lk_sqlc *c, const struct lk_datum *e)
{
    bool group = lk_operator_groups(c, e, LK_AGAINST_NONE);
    lk_sqlc_put(c, group ? "(" : "");
    bool good = lk_sqlc_ddl_expr(c, e);
    lk_sqlc_put(c, group ? ")" : "");
    return good;
}

/* A SELECT inside an expression always stands in parentheses. */
bool lk_expr_is_select(const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    return id == LK_NODE_SELECT || id == LK_NODE_COMPOUND;
}

/* Parentheses are the place's affair, see operator.c. */
bool lk_expr_in(struct lk_sqlc *c, const struct lk_datum *e, struct lk_against against)
{
    bool group = lk_expr_is_select(e) || lk_operator_groups(c, e, against);
    lk_sqlc_put(c, group ? "(" : "");
    bool good = lk_sqlc_expr(c, e);
    lk_sqlc_put(c, group ? ")" : "");
    return good;
}

/* The name that a value beside a column is bound under. */
static struct lk_str name_of(const struct lk_datum *e)
{
    return lk_sqlc_id(e) == LK_NODE_COLUMN_REF ? lk_datum_text(LK_ARG_OF(e, "name"))
                                               : LK_STR("param");
}

/* literal() without type is bound with the value's own type, not the other side's.  A value
 * takes the type of the other side, and is named after it. */
bool lk_expr_beside(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_datum *other,
                    struct lk_against against)
{
    uint16_t id = lk_sqlc_id(e);
    if (lk_datum_is(e, LK_DATUM_LIST) && lk_sqlc_id(other) == LK_NODE_TUPLE) {
        return lk_bind_tuple(c, e, LK_ARG_OF(other, "clauses"));
    }
    if (lk_expr_is_value(e)) {
        return lk_bind_value(c, e, lk_expr_type(c, other), name_of(other));
    }
    if (id == LK_NODE_LITERAL && lk_sqlc_none(LK_ARG_OF(e, "type"))) {
        return lk_bind_value(c, LK_ARG_OF(e, "value"), NULL, LK_STR("param"));
    }
    return id == LK_NODE_BINDPARAM ? lk_bind_beside(c, e, lk_expr_type(c, other))
                                   : lk_expr_in(c, e, against);
}

/* Commas bind least of all operators; hardly anything is grouped. */
bool lk_expr_list(struct lk_sqlc *c, const struct lk_datum *list)
{
    for (size_t i = 0; i < list->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        if (!lk_expr_in(c, list->as.list.v[i], (struct lk_against){-1, LK_STR("comma_op")})) {
            return false;
        }
    }
    return true;
}

/* The type of a SELECT that stands for a value: that of its one column. */
static const struct lk_datum *scalar_type(struct lk_sqlc *c, const struct lk_datum *select)
{
    const struct lk_datum *columns = lk_sqlc_id(select) == LK_NODE_SELECT
                                         ? LK_ARG_OF(select, "columns") : NULL;
    return columns && columns->as.list.n == 1 ? lk_expr_type(c, columns->as.list.v[0]) : NULL;
}

/* ARRAY[…] has the type that was given for its items, or that of the first one. */
static const struct lk_datum *array_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *clauses = LK_ARG_OF(e, "clauses"), *item = LK_ARG_OF(e, "type");
    if (lk_sqlc_none(item) && clauses->as.list.n) {
        const struct lk_datum *first = clauses->as.list.v[0];
        item = lk_expr_is_value(first) ? lk_bind_own_type(c, first) : lk_expr_type(c, first);
    }
    if (lk_sqlc_none(item) || lk_sqlc_id(item) == LK_NODE_T_NULL) {
        return NULL;
    }
    if (lk_sqlc_affinity(item) == LK_AFF_ARRAY) {
        return item;
    }
    struct lk_datum *type = lk_sqlc_node(c, LK_NODE_PG_ARRAY);
    lk_sqlc_set(type, "item_type", item);
    return type;
}

/* What is not known has no type; the values beside it then have their own. */
const struct lk_datum *lk_expr_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    switch (lk_sqlc_id(e)) {
    case LK_NODE_COLUMN_REF:
    case LK_NODE_COLUMN:
    case LK_NODE_CAST:
    case LK_NODE_TYPE_COERCE:
    case LK_NODE_LITERAL_COLUMN:
    case LK_NODE_LITERAL:
    case LK_NODE_INLINE_LITERAL:
    case LK_NODE_BINDPARAM: {
        const struct lk_datum *type = LK_ARG_OF(e, "type");
        return lk_sqlc_none(type) ? NULL : type;
    }
    case LK_NODE_LABEL:
    case LK_NODE_OVER:
    case LK_NODE_FILTER:
    case LK_NODE_GROUPING: return lk_expr_type(c, LK_ARG_OF(e, "element"));
    case LK_NODE_SCALAR_SUBQUERY: return scalar_type(c, LK_ARG_OF(e, "select"));
    case LK_NODE_COLLATE: return lk_expr_type(c, LK_ARG_OF(e, "expression"));
    case LK_NODE_FUNC: return lk_func_type(c, e);
    case LK_NODE_ARRAY: return array_type(c, e);
    case LK_NODE_BINARY: return lk_operator_type(c, e);
    default: return NULL;
    }
}
