/* What undoes a statement: things that were created are dropped, things that were dropped are made
 * as the catalog words them.  Columns are in undo_column.c, their types in inverse_type.c. */
#include "sql/undo.h"
#include "sql/expr.h"

#include <stdarg.h>

bool lk_undo_refuse(struct lk_undoing *u, const char *fmt, ...)
{
    struct lk_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&text, fmt, ap);
    va_end(ap);
    u->reason = lk_arena_str(u->arena, lk_buf_str(&text));
    lk_buf_clear(&text);
    return false;
}

/* No two questions of an operation have a column of the same name, so that it is enough to look
 * through their rows. */
struct lk_str lk_undo_state(const struct lk_undoing *u, const char *column)
{
    for (size_t i = 0; lk_datum_is(u->before, LK_DATUM_LIST) && i < u->before->as.list.n; i++) {
        const struct lk_datum *value = lk_datum_get(u->before->as.list.v[i], column);
        if (lk_datum_is(value, LK_DATUM_STR)) {
            return lk_datum_text(value);
        }
    }
    return (struct lk_str){NULL, 0};
}

void lk_undo_set(struct lk_undoing *u, struct lk_op *op, const char *name, struct lk_str text)
{
    lk_op_set(op, name, text.p ? lk_datum_str(u->arena, text) : lk_datum_null());
}

/* Names of constraints and indexes are final: no naming convention may touch them. */
static void set_final(struct lk_undoing *u, struct lk_op *op, const char *name, struct lk_str text)
{
    struct lk_datum *d = lk_datum_str(u->arena, text);
    d->flags = LK_DATUM_CONV;
    lk_op_set(op, name, d);
}

/* Most operations name their table and its schema alike. */
struct lk_op *lk_undo_op(struct lk_undoing *u, enum lk_op_id id, const struct lk_form *f)
{
    struct lk_op *op = lk_op_new(u->arena, id);
    if (lk_def_param(op->def, "table_name") >= 0) {
        lk_undo_set(u, op, "table_name", f->name);
    }
    if (f->schema.p) {
        lk_undo_set(u, op, "schema", f->schema);
    }
    *LK_PUSH(&u->list) = op;
    return op;
}

/* As free text, in which a colon must not begin a bound value. */
bool lk_undo_sql(struct lk_undoing *u, const char *fmt, ...)
{
    struct lk_buf text = {0}, escaped = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&text, fmt, ap);
    va_end(ap);
    lk_text_protect(&escaped, lk_buf_str(&text));
    struct lk_op *op = lk_op_new(u->arena, LK_OP_EXECUTE);
    lk_undo_set(u, op, "sqltext", lk_buf_str(&escaped));
    *LK_PUSH(&u->list) = op;
    lk_buf_clear(&text);
    lk_buf_clear(&escaped);
    return true;
}

/* A temporary table is gone with its session. */
bool lk_undo_table(struct lk_undoing *u, const struct lk_form *f)
{
    if (!f->temporary) {
        lk_undo_op(u, LK_OP_DROP_TABLE, f);
    }
    return true;
}

bool lk_undo_new_type(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_sql(u, "DROP TYPE " LK_PRI, LK_ARG(f->raw));
}

bool lk_undo_domain(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_sql(u, "DROP DOMAIN " LK_PRI, LK_ARG(f->raw));
}

bool lk_undo_sequence(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_sql(u, "DROP SEQUENCE " LK_PRI, LK_ARG(f->raw));
}

/* Not concurrently, whatever the creation was: undoing is one transaction. */
bool lk_undo_index(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_DROP_INDEX, f);
    set_final(u, op, "index_name", f->part);
    return true;
}

/* Its indexes and constraints go with it. */
bool lk_undo_column(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_DROP_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->part);
    return true;
}

static bool drop_constraint(struct lk_undoing *u, const struct lk_form *f, struct lk_str name)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_DROP_CONSTRAINT, f);
    set_final(u, op, "constraint_name", name);
    return true;
}

bool lk_undo_constraint(struct lk_undoing *u, const struct lk_form *f)
{
    return drop_constraint(u, f, f->part);
}

/* Is a row of an answer about this part of the table? */
static bool is_part(const struct lk_datum *row, const char *kind, struct lk_str name)
{
    return lk_str_is(lk_datum_text(lk_datum_get(row, "part")), kind) &&
           lk_str_eq(lk_datum_text(lk_datum_get(row, "name")), name);
}

/* ALTER COLUMN … nullable, as an operation. */
void lk_undo_set_nullable(struct lk_undoing *u, const struct lk_form *f, struct lk_str column,
                         bool nullable)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", column);
    lk_op_set(op, "nullable", lk_datum_bool(u->arena, nullable));
}

/* A primary key makes its columns NOT NULL, and they stay so when it goes. */
static bool free_key_columns(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str name, rest = f->rest;
    rest = lk_str_cut(rest, rest.n > 0, rest.n);       /* the parenthesis */
    while (lk_form_name(&name, u->arena, &rest)) {
        for (size_t i = 0; i < u->before->as.list.n; i++) {
            if (is_part(u->before->as.list.v[i], "nullable", name)) {
                lk_undo_set_nullable(u, f, name, true);
            }
        }
        bool more = rest.n && *rest.p == ',';
        rest = lk_str_cut(rest, more, rest.n);
    }
    return true;
}

bool lk_undo_key(struct lk_undoing *u, const struct lk_form *f)
{
    return drop_constraint(u, f, f->part) && free_key_columns(u, f);
}

/* Was the constraint of an answer's row there before? */
static bool is_old(const struct lk_undoing *u, const struct lk_datum *row)
{
    struct lk_str id = lk_datum_text(lk_datum_get(row, "id"));
    for (size_t i = 0; i < u->before->as.list.n; i++) {
        const struct lk_datum *old = u->before->as.list.v[i];
        if (lk_str_eq(id, lk_datum_text(lk_datum_get(old, "id")))) {
            return true;
        }
    }
    return false;
}

/* The server has named it: what is there after and was not before.  NOT NULL constraints, which
 * PostgreSQL 18 keeps as rows, come along with a primary key. */
bool lk_undo_unnamed(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str found = {NULL, 0};
    size_t n = 0;
    for (size_t i = 0; lk_datum_is(u->after, LK_DATUM_LIST) && i < u->after->as.list.n; i++) {
        const struct lk_datum *row = u->after->as.list.v[i];
        struct lk_str part = lk_datum_text(lk_datum_get(row, "part"));
        if (!lk_str_is(part, "nullable") && !lk_str_is(part, "n") && !is_old(u, row)) {
            found = lk_datum_text(lk_datum_get(row, "name"));
            n++;
        }
    }
    return n == 1 ? drop_constraint(u, f, found)
                  : lk_undo_refuse(u, "the name that the server gave the constraint is not known");
}

bool lk_undo_unnamed_key(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_unnamed(u, f) && free_key_columns(u, f);
}

bool lk_undo_rename_table(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_RENAME_TABLE, f);
    lk_undo_set(u, op, "old_table_name", f->to);
    lk_undo_set(u, op, "new_table_name", f->name);
    return true;
}

bool lk_undo_table_comment(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str old = lk_undo_state(u, "comment");
    if (!old.p) {
        lk_undo_op(u, LK_OP_DROP_TABLE_COMMENT, f);
        return true;
    }
    lk_undo_set(u, lk_undo_op(u, LK_OP_CREATE_TABLE_COMMENT, f), "comment", old);
    return true;
}

/* The catalog words the statements: the definition, then what a definition does not say. */
bool lk_undo_drop_defined(struct lk_undoing *u, const struct lk_form *f)
{
    static const char *const statement[] = {"define", "space", "say", "cluster", "replica"};
    struct lk_str problem = lk_undo_state(u, "problem");
    (void)f;
    if (problem.p) {
        return lk_undo_refuse(u, LK_PRI, LK_ARG(problem));
    }
    for (size_t i = 0; i < sizeof statement / sizeof *statement; i++) {
        struct lk_str sql = lk_undo_state(u, statement[i]);
        if (sql.p) {
            lk_undo_sql(u, LK_PRI, LK_ARG(sql));
        }
    }
    return true;
}

bool lk_undo_drop_table(struct lk_undoing *u, const struct lk_form *f)
{
    (void)f;
    return lk_undo_refuse(u, "the rows of a dropped table are lost");
}

bool lk_undo_drop_column(struct lk_undoing *u, const struct lk_form *f)
{
    (void)f;
    return lk_undo_refuse(u, "the values of a dropped column are lost");
}

bool lk_undo_drop_other(struct lk_undoing *u, const struct lk_form *f)
{
    (void)f;
    return lk_undo_refuse(u, "what a dropped type, domain or sequence was is not kept");
}
