/* CREATE INDEX and DROP INDEX with every postgresql_… keyword (PGDDLCompiler).
 *
 * The order of clauses is PostgreSQL's: UNIQUE, CONCURRENTLY, IF NOT EXISTS, USING, the
 * expressions with their operator classes, INCLUDE, NULLS [NOT] DISTINCT, WITH, TABLESPACE,
 * WHERE.
 *
 * An expression that is an operator gets parentheses, which the server demands; text(), function
 * calls and orderings do not.  postgresql_ops names an expression by its key: a column's, a
 * label's, or the whole text of text(). */
#include "sql/expr.h"
#include "sql/table.h"

#include <stdlib.h>

/* A postgresql_… keyword of an index; index=True has none. */
static const struct lk_datum *option(const struct lk_tidx *idx, const char *name)
{
    return idx->node ? lk_kwargs_get(LK_ARG_OF(idx->node, "kw"), name) : NULL;
}

/* The key by which postgresql_ops names an expression. */
static struct lk_str key_of(const struct lk_datum *expr)
{
    switch (lk_sqlc_id(expr)) {
    case LK_NODE_COLUMN:
    case LK_NODE_COLUMN_REF:
    case LK_NODE_LABEL: return lk_datum_text(LK_ARG_OF(expr, "name"));
    case LK_NODE_TEXT:
    case LK_NODE_LITERAL_COLUMN: return lk_datum_text(LK_ARG_OF(expr, "text"));
    default: return lk_datum_text(expr);
    }
}

/* A column by its name, anything else as an expression; operators get parentheses. */
static bool put_expression(struct lk_table *t, const struct lk_datum *expr)
{
    uint16_t id = lk_sqlc_id(expr);
    if (!lk_sqlc_is_str(expr) && id != LK_NODE_COLUMN) {
        return lk_expr_ddl_grouped(t->c, expr);
    }
    const struct lk_tcol *col = lk_table_find(t, key_of(expr));
    lk_sqlc_name(t->c, col ? col->name : expr);
    return true;
}

/* The indexed expressions, each with the operator class that postgresql_ops has for it. */
static bool put_expressions(struct lk_table *t, struct lk_tidx *idx)
{
    const struct lk_datum *ops = option(idx, "postgresql_ops");
    for (size_t i = 0; i < idx->exprs->as.list.n; i++) {
        const struct lk_datum *expr = idx->exprs->as.list.v[i];
        lk_sqlc_put(t->c, i ? ", " : "");
        if (!put_expression(t, expr)) {
            return false;
        }
        char *key = lk_strdup(key_of(expr));
        const struct lk_datum *op = ops && *key ? lk_datum_get(ops, key) : NULL;
        free(key);
        if (op) {
            lk_buf_addf(&t->c->out, " " LK_PRI, LK_ARG(lk_datum_text(op)));
        }
    }
    return true;
}

/* The columns of index=True. */
static void put_columns(struct lk_table *t, const struct lk_tidx *idx)
{
    for (size_t i = 0; i < idx->cols.n; i++) {
        lk_sqlc_put(t->c, i ? ", " : "");
        lk_sqlc_name(t->c, idx->cols.v[i]->name);
    }
}

/* USING method, in lower case; anything but a word is refused. */
static bool put_using(struct lk_sqlc *c, const struct lk_datum *using)
{
    struct lk_str method = lk_datum_text(using);
    if (!lk_datum_truth(using)) {
        return true;
    }
    lk_sqlc_put(c, "USING ");
    for (size_t i = 0; i < method.n; i++) {
        char ch = method.p[i];
        bool upper = ch >= 'A' && ch <= 'Z';
        bool word = upper || (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
        if (!word) {
            return lk_sqlc_refuse(c, "CompileError: Unexpected SQL phrase: '" LK_PRI "' (matching "
                                     "against '^(?:btree|hash|gist|gin|[\\\\w_]+)$')",
                                  LK_ARG(method));
        }
        lk_buf_addc(&c->out, upper ? (char)(ch + 32) : ch);
    }
    lk_sqlc_put(c, " ");
    return true;
}

/* INCLUDE (…) in PostgreSQL's order: before WITH and WHERE.  A text would be taken letter by
 * letter, which nobody means. */
static bool put_include(const struct lk_table *t, const struct lk_datum *include)
{
    struct lk_sqlc *c = t->c;
    if (include && !lk_datum_is(include, LK_DATUM_LIST)) {
        return lk_sqlc_refuse(c, "ArgumentError: postgresql_include takes a list of columns");
    }
    for (size_t i = 0; lk_datum_truth(include) && i < include->as.list.n; i++) {
        const struct lk_datum *item = include->as.list.v[i];
        lk_sqlc_put(c, i ? ", " : " INCLUDE (");
        uint16_t id = lk_sqlc_id(item);
        if (!lk_sqlc_is_str(item) && id != LK_NODE_COLUMN && id != LK_NODE_COLUMN_REF) {
            return lk_sqlc_refuse(c, "ArgumentError: postgresql_include takes a list of columns");
        }
        const struct lk_tcol *col = lk_sqlc_is_str(item) ? lk_table_find(t, item->as.s) : NULL;
        lk_sqlc_name(c, col ? col->name : lk_sqlc_is_str(item) ? item : LK_ARG_OF(item, "name"));
    }
    lk_sqlc_put(c, lk_datum_truth(include) ? ")" : "");
    return true;
}

/* str() of a storage parameter's value. */
static void put_plain(struct lk_sqlc *c, const struct lk_datum *value)
{
    if (lk_datum_is(value, LK_DATUM_BOOL)) {
        lk_sqlc_put(c, value->as.b ? "True" : "False");
    } else if (lk_datum_is(value, LK_DATUM_INT)) {
        lk_buf_addf(&c->out, "%lld", (long long)value->as.i);
    } else if (lk_datum_is(value, LK_DATUM_FLOAT)) {
        lk_sql_float(&c->out, value->as.f);
    } else if (lk_sqlc_none(value)) {
        lk_sqlc_put(c, "None");
    } else {
        lk_buf_add(&c->out, lk_datum_is(value, LK_DATUM_NUMERIC) ? value->as.s
                                                                 : lk_datum_text(value));
    }
}

/* Storage parameters. */
static void put_with(struct lk_sqlc *c, const struct lk_datum *with)
{
    if (!lk_datum_truth(with)) {
        return;
    }
    lk_sqlc_put(c, " WITH (");
    for (size_t i = 0; i < with->as.map.n; i++) {
        lk_buf_addf(&c->out, "%s" LK_PRI " = ", i ? ", " : "", LK_ARG(with->as.map.v[i].key));
        put_plain(c, with->as.map.v[i].value);
    }
    lk_sqlc_put(c, ")");
}

/* What stands behind the columns. */
static bool put_tail(const struct lk_table *t, const struct lk_tidx *idx)
{
    struct lk_sqlc *c = t->c;
    const struct lk_datum *nulls = option(idx, "postgresql_nulls_not_distinct");
    const struct lk_datum *space = option(idx, "postgresql_tablespace");
    const struct lk_datum *where = option(idx, "postgresql_where");
    if (!put_include(t, option(idx, "postgresql_include"))) {
        return false;
    }
    if (lk_datum_is(nulls, LK_DATUM_BOOL)) {
        lk_sqlc_put(c, nulls->as.b ? " NULLS NOT DISTINCT" : " NULLS DISTINCT");
    }
    put_with(c, option(idx, "postgresql_with"));
    if (lk_datum_truth(space)) {
        lk_sqlc_put(c, " TABLESPACE ");
        lk_sqlc_name(c, space);
    }
    if (where) {
        lk_sqlc_put(c, " WHERE ");
        return lk_sqlc_ddl_expr(c, where);
    }
    return true;
}

/* Keywords must be known, and an index must have a name by now. */
static bool check(struct lk_table *t, const struct lk_tidx *idx)
{
    static const char *const known[] = {"using", "include", "where", "ops", "concurrently", "with",
                                        "tablespace", "nulls_not_distinct", "=quote", "=info",
                                        NULL};
    if (idx->node && !lk_kwargs_check(t->c, LK_ARG_OF(idx->node, "kw"), "Index", known)) {
        return false;
    }
    if (lk_sqlc_none(idx->name)) {
        return lk_sqlc_refuse(t->c, "AssertionError: CREATE INDEX requires that the index have "
                                    "a name");
    }
    return true;
}

/* The whole statement, clause by clause. */
bool lk_index_create(struct lk_table *t, struct lk_tidx *idx, bool if_not_exists)
{
    struct lk_sqlc *c = t->c;
    if (!check(t, idx)) {
        return false;
    }
    bool concurrently = lk_datum_truth(option(idx, "postgresql_concurrently"));
    lk_sqlc_put(c, idx->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    lk_sqlc_put(c, concurrently ? "CONCURRENTLY " : "");
    lk_sqlc_put(c, if_not_exists ? "IF NOT EXISTS " : "");
    if (!lk_naming_put(c, idx->name)) {
        return false;
    }
    lk_sqlc_put(c, " ON ");
    lk_sqlc_table_name(c, t->schema, t->name);
    lk_sqlc_put(c, " ");
    if (!put_using(c, option(idx, "postgresql_using"))) {
        return false;
    }
    lk_sqlc_put(c, "(");
    if (!idx->exprs) {
        put_columns(t, idx);
    } else if (!put_expressions(t, idx)) {
        return false;
    }
    lk_sqlc_put(c, ")");
    if (!put_tail(t, idx)) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}

/* The index lives in its table's schema. */
bool lk_index_drop(struct lk_table *t, struct lk_tidx *idx, bool if_exists)
{
    struct lk_sqlc *c = t->c;
    if (!check(t, idx)) {
        return false;
    }
    bool concurrently = lk_datum_truth(option(idx, "postgresql_concurrently"));
    lk_sqlc_put(c, concurrently ? "DROP INDEX CONCURRENTLY " : "DROP INDEX ");
    lk_sqlc_put(c, if_exists ? "IF EXISTS " : "");
    if (lk_datum_truth(t->schema)) {
        lk_sqlc_name(c, t->schema);
        lk_sqlc_put(c, ".");
    }
    if (!lk_naming_put(c, idx->name)) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}
