/* Statements on the version table.  Alembic puts ids into the text as they are; here a quote in an
 * id is doubled, which only differs where Alembic's text would not be SQL. */
#include "run/version.h"
#include "sql/quote.h"
#include <stdlib.h>

/* Paramstyles of the % family double it, in names and values alike.  Only printed text for such
 * a driver has it; a live run sends single ones. */
static void add_percent(struct lk_buf *out, const struct lk_version_sql *v, struct lk_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '%' && v->percent)
            lk_buf_addc(out, '%');
        lk_buf_addc(out, text.p[i]);
    }
}

/* SQLAlchemy's quoting, so that the printed text is Alembic's.  Quotation marks only where a
 * name needs them. */
static void add_quoted(struct lk_buf *out, const struct lk_version_sql *v, struct lk_str name)
{
    struct lk_buf text = {0};
    lk_sql_quote(&text, name, 0);
    add_percent(out, v, lk_buf_str(&text));
    lk_buf_clear(&text);
}

/* As a literal, since there are no bound values offline and the live text should be the same. */
static void add_id(struct lk_buf *out, const struct lk_version_sql *v, struct lk_str id)
{
    lk_buf_addc(out, '\'');
    for (size_t i = 0; i < id.n; i++) {
        if (id.p[i] == '\'')
            lk_buf_addc(out, '\'');
        add_percent(out, v, lk_str_cut(id, i, i + 1));
    }
    lk_buf_addc(out, '\'');
}

/* The schema stands only where one is configured. */
void lk_version_name(struct lk_buf *out, const struct lk_version_sql *v)
{
    if (v->table->schema.n) {
        add_quoted(out, v, v->table->schema);
        lk_buf_addc(out, '.');
    }
    add_quoted(out, v, v->table->table);
}

/* The layout is Alembic's, blanks at the end of lines included; the key's name is the table's
 * with _pkc. */
void lk_version_create(struct lk_buf *out, const struct lk_version_sql *v)
{
    lk_buf_addz(out, "CREATE TABLE ");
    lk_version_name(out, v);
    lk_buf_addz(out, " (\n    version_num VARCHAR(32) NOT NULL");
    if (!v->table->no_pk) {
        char *name = lk_format(LK_PRI "_pkc", LK_ARG(v->table->table));
        lk_buf_addz(out, ", \n    CONSTRAINT ");
        add_quoted(out, v, lk_str_of(name));
        lk_buf_addz(out, " PRIMARY KEY (version_num)");
        free(name);
    }
    lk_buf_addz(out, "\n)");
}

/* Alembic qualifies the column by the table. */
static void add_where(struct lk_buf *out, const struct lk_version_sql *v, struct lk_str id)
{
    lk_buf_addz(out, " WHERE ");
    lk_version_name(out, v);
    lk_buf_addz(out, ".version_num = ");
    add_id(out, v, id);
}

/* Printed with RETURNING where the table has a primary key (SQLAlchemy's implicit returning). */
static void add_insert(struct lk_buf *out, const struct lk_version_sql *v, const struct lk_row *r)
{
    lk_buf_addz(out, "INSERT INTO ");
    lk_version_name(out, v);
    lk_buf_addz(out, " (version_num) VALUES (");
    add_id(out, v, r->to);
    lk_buf_addc(out, ')');
    if (!v->printed || v->table->no_pk)
        return;
    lk_buf_addz(out, " RETURNING ");
    lk_version_name(out, v);
    lk_buf_addz(out, ".version_num");
}

/* The row is found by the old id, so that a count of zero shows that somebody else has moved it. */
static void add_update(struct lk_buf *out, const struct lk_version_sql *v, const struct lk_row *r)
{
    lk_buf_addz(out, "UPDATE ");
    lk_version_name(out, v);
    lk_buf_addz(out, " SET version_num=");
    add_id(out, v, r->to);
    add_where(out, v, r->from);
}

/* One row, found by its id. */
static void add_delete(struct lk_buf *out, const struct lk_version_sql *v, const struct lk_row *r)
{
    lk_buf_addz(out, "DELETE FROM ");
    lk_version_name(out, v);
    add_where(out, v, r->from);
}

/* Neither a semicolon nor a newline ends the text. */
void lk_version_change(struct lk_buf *out, const struct lk_version_sql *v, const struct lk_row *r)
{
    static void (*const rule[])(struct lk_buf *, const struct lk_version_sql *,
                                const struct lk_row *) = {
        [LK_ROW_INSERT] = add_insert, [LK_ROW_UPDATE] = add_update, [LK_ROW_DELETE] = add_delete};
    rule[r->kind](out, v, r);
}
