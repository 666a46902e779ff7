/* CREATE TABLE with everything that goes with it, in Alembic's order: types, table, indexes,
 * comments (DefaultImpl.create_table, PGDDLCompiler.post_create_table).
 *
 * The layout is SQLAlchemy's to the blank: a line per column and constraint, each behind a tab
 * that an offline run turns into four spaces, ", " before the line end.  The primary key comes
 * first among the constraints, the others in the order in which they were made.
 *
 * What follows CREATE TABLE are statements of their own: indexes, then the table's comment, then
 * the columns' comments.  A foreign key with use_alter=True is left out, as Alembic leaves it
 * out: nothing ever adds it. */
#include "sql/table.h"

#include <stdlib.h>

/* A CompileError inside a column says where it is. */
static bool put_column(struct lk_table *t, struct lk_tcol *col)
{
    struct lk_sqlc *c = t->c;
    struct lk_err inner = {0}, *err = c->err;
    c->err = &inner;
    bool good = lk_column_spec(t, col) && lk_column_checks(t, col);
    c->err = err;
    struct lk_str message = lk_str_of(inner.message);
    if (!good && lk_str_starts(message, LK_STR("CompileError: "))) {
        lk_sqlc_refuse(c, "CompileError: (in table '" LK_PRI "', column '" LK_PRI "'): %s",
                       LK_ARG(lk_datum_text(t->name)), LK_ARG(lk_datum_text(col->name)),
                       inner.message + strlen("CompileError: "));
    } else if (!good) {
        lk_err_move(err, &inner);
    }
    lk_err_clear(&inner);
    return good;
}

/* The columns' lines; a system column (xmin) is known to the table but not created. */
static bool put_columns(struct lk_table *t, const char **separator)
{
    for (size_t i = 0; i < t->col.n; i++) {
        struct lk_tcol *col = t->col.v[i];
        if (col->node && lk_datum_truth(LK_ARG_OF(col->node, "system"))) {
            continue;
        }
        lk_buf_addf(&t->c->out, "%s\t", *separator);
        *separator = ", \n";
        if (!put_column(t, col)) {
            return false;
        }
    }
    return true;
}

/* use_alter constraints are meant for an ALTER TABLE that Alembic never emits. */
static bool is_left_out(const struct lk_tcon *con)
{
    bool fk = con->kind == LK_NODE_FOREIGN_KEY_CONSTRAINT;
    return !lk_constraint_counts(con) ||
           (fk && lk_datum_truth(LK_ARG_OF(con->node, "use_alter")));
}

/* The primary key first, the others in the order of their creation. */
static bool put_constraints(struct lk_table *t, const char *separator)
{
    if (t->pk->cols.n) {
        lk_buf_addf(&t->c->out, "%s\t", separator);
        separator = ", \n";
        if (!lk_constraint_spec(t, t->pk)) {
            return false;
        }
    }
    for (size_t i = 0; i < t->con.n; i++) {
        if (is_left_out(t->con.v[i])) {
            continue;
        }
        lk_buf_addf(&t->c->out, "%s\t", separator);
        separator = ", \n";
        if (!lk_constraint_spec(t, t->con.v[i])) {
            return false;
        }
    }
    return true;
}

/* INHERITS takes one name or a list. */
static void put_inherits(struct lk_sqlc *c, const struct lk_datum *inherits)
{
    if (!inherits) {
        return;
    }
    bool list = inherits->kind == LK_DATUM_LIST;
    lk_sqlc_put(c, "\n INHERITS ( ");
    for (size_t i = 0; i < (list ? inherits->as.list.n : 1); i++) {
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_name(c, list ? inherits->as.list.v[i] : inherits);
    }
    lk_sqlc_put(c, " )");
}

/* An option that is written as it was given. */
static void put_option(struct lk_sqlc *c, const char *words, const struct lk_datum *value)
{
    if (lk_datum_truth(value)) {
        lk_buf_addf(&c->out, "\n %s " LK_PRI, words, LK_ARG(lk_datum_text(value)));
    }
}

/* ON COMMIT DELETE_ROWS is written with blanks and capitals. */
static void put_on_commit(struct lk_sqlc *c, const struct lk_datum *value)
{
    struct lk_str text = lk_datum_text(value);
    lk_sqlc_put(c, text.n ? "\n ON COMMIT " : "");
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        lk_buf_addc(&c->out, ch == '_' ? ' ' : ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : ch);
    }
}

/* What stands behind the closing parenthesis, in SQLAlchemy's order. */
static void put_options(struct lk_sqlc *c, const struct lk_datum *kw)
{
    const struct lk_datum *oids = lk_kwargs_get(kw, "postgresql_with_oids");
    const struct lk_datum *space = lk_kwargs_get(kw, "postgresql_tablespace");
    put_inherits(c, lk_kwargs_get(kw, "postgresql_inherits"));
    put_option(c, "PARTITION BY", lk_kwargs_get(kw, "postgresql_partition_by"));
    put_option(c, "USING", lk_kwargs_get(kw, "postgresql_using"));
    if (lk_datum_is(oids, LK_DATUM_BOOL)) {
        lk_sqlc_put(c, oids->as.b ? "\n WITH OIDS" : "\n WITHOUT OIDS");
    }
    put_on_commit(c, lk_kwargs_get(kw, "postgresql_on_commit"));
    if (lk_datum_truth(space)) {
        lk_sqlc_put(c, "\n TABLESPACE ");
        lk_sqlc_name(c, space);
    }
}

/* Words between CREATE and TABLE (TEMPORARY, UNLOGGED). */
static void put_prefixes(struct lk_sqlc *c, const struct lk_datum *prefixes)
{
    for (size_t i = 0; lk_datum_truth(prefixes) && i < prefixes->as.list.n; i++) {
        lk_buf_add(&c->out, lk_datum_text(prefixes->as.list.v[i]));
        lk_sqlc_put(c, " ");
    }
}

/* The CREATE TABLE statement itself. */
bool lk_table_create(struct lk_table *t, const struct lk_create_how *how)
{
    static const char *const known[] = {
        "ignore_search_path", "tablespace", "partition_by", "with_oids", "on_commit", "inherits",
        "using", "=comment", "=info", "=prefixes", "=quote", "=quote_schema", "=extend_existing",
        "=keep_existing", "=listeners", "=implicit_returning", "=resolve_fks",
        "=include_columns", "=autoload_replace", NULL};
    struct lk_sqlc *c = t->c;
    if (!lk_kwargs_check(c, how->kw, "Table", known)) {
        return false;
    }
    lk_sqlc_put(c, "CREATE ");
    put_prefixes(c, how->prefixes);
    lk_sqlc_put(c, how->if_not_exists ? "TABLE IF NOT EXISTS " : "TABLE ");
    lk_sqlc_table_name(c, t->schema, t->name);
    lk_sqlc_put(c, " (");
    const char *separator = "\n";
    if (!put_columns(t, &separator) || !put_constraints(t, separator)) {
        return false;
    }
    lk_sqlc_put(c, "\n)");
    put_options(c, how->kw);
    lk_sqlc_end(c);
    return true;
}
