/* Where foreign keys point.  SQLAlchemy reads "schema.table.column" from the right; what stands
 * before the table is the schema, dots included.
 *
 * A foreign key names its target as text, "users.id" or "schema.users.id", or by a column object
 * of another table.  Text without any dot is refused by Alembic before SQLAlchemy could take it
 * for a table's name. */
#include "sql/table.h"

/* Takes the text apart from the right. */
static void read_tokens(struct lk_fkref *ref, struct lk_str spec, const struct lk_tcol *parent)
{
    ptrdiff_t dot = lk_str_rfind_byte(spec, '.');
    struct lk_str head = dot < 0 ? spec : lk_str_cut(spec, 0, (size_t)dot);
    ref->column = dot < 0 ? parent->key : lk_str_cut(spec, (size_t)dot + 1, spec.n);
    dot = lk_str_rfind_byte(head, '.');
    ref->schema = dot < 0 ? LK_STR("") : lk_str_cut(head, 0, (size_t)dot);
    ref->table = dot < 0 ? head : lk_str_cut(head, (size_t)dot + 1, head.n);
}

/* Does it point to the table that it belongs to? */
static bool is_own(const struct lk_table *t, const struct lk_fkref *ref)
{
    return lk_str_eq(ref->table, lk_datum_text(t->name)) &&
           lk_str_eq(ref->schema, lk_datum_text(t->schema));
}

/* A column object: its table's name and schema. */
static void read_object(struct lk_fkref *ref, struct lk_table *t, const struct lk_datum *column)
{
    const struct lk_datum *table = LK_ARG_OF(column, "table");
    ref->column = lk_datum_text(LK_ARG_OF(column, "name"));
    if (lk_sqlc_id(table) == LK_NODE_TABLE) {
        ref->table = lk_datum_text(LK_ARG_OF(table, "name"));
        ref->schema = lk_datum_text(LK_ARG_OF(table, "schema"));
    }
    ref->full = lk_arena_format(t->c->arena, LK_PRI "%s" LK_PRI "." LK_PRI, LK_ARG(ref->schema),
                                ref->schema.n ? "." : "", LK_ARG(ref->table), LK_ARG(ref->column));
}

/* Text or column object; what else is given is refused as SQLAlchemy refuses it. */
bool lk_fkref_read(struct lk_fkref *ref, struct lk_table *t, const struct lk_datum *spec,
                   const struct lk_tcol *parent)
{
    *ref = (struct lk_fkref){.full = lk_datum_text(spec)};
    if (lk_sqlc_id(spec) == LK_NODE_COLUMN_REF) {
        read_object(ref, t, spec);
        return true;
    }
    if (!lk_sqlc_is_str(spec)) {
        return lk_sqlc_refuse(t->c, "ArgumentError: String column name or Column object for DDL "
                                    "foreign key target expected");
    }
    if (lk_str_rfind_byte(ref->full, '.') < 0) {
        return lk_sqlc_refuse(t->c, "ValueError: not enough values to unpack (expected 2, got 1)");
    }
    read_tokens(ref, ref->full, parent);
    /* A bare name is looked for in the schema of the table's MetaData. */
    if (!ref->schema.n) {
        ref->schema = t->metadata_schema;
    }
    ref->own = is_own(t, ref);
    return true;
}

/* One reference per column. */
size_t lk_fkref_count(const struct lk_tcon *con)
{
    return con->cols.n;
}

/* A ForeignKey has one target, a ForeignKeyConstraint a list of them. */
bool lk_fkref_of(struct lk_fkref *ref, struct lk_table *t, const struct lk_tcon *con, size_t i)
{
    const struct lk_datum *spec = con->node->as.node.def->id == LK_NODE_FOREIGN_KEY
                                      ? LK_ARG_OF(con->node, "column")
                                      : LK_ARG_OF(con->node, "refcolumns")->as.list.v[i];
    return lk_fkref_read(ref, t, spec, con->cols.v[i]);
}
