/* Operations on whole tables, their comments, and objects that create themselves.
 *
 * create_table is the whole sequence that Alembic emits: types that its columns need, the table,
 * its indexes, its comments.  Table.create() in a script (create_item) is the same sequence.
 * drop_table has no columns to know types by, and drops the table alone.
 *
 * Whether something exists already is not asked here: checkfirst is a question to the catalog,
 * which whoever emits the operation puts before it. */
#include "sql/ops.h"

/* The end of COMMENT ON; no comment is IS NULL. */
static void put_comment(struct lk_sqlc *c, const struct lk_datum *comment)
{
    lk_sqlc_put(c, " IS ");
    if (lk_sqlc_none(comment)) {
        lk_sqlc_put(c, "NULL");
    } else {
        lk_sqlc_string(c, lk_datum_text(comment));
    }
    lk_sqlc_end(c);
}

/* COMMENT ON TABLE */
void lk_lower_table_comment(struct lk_table *t, const struct lk_datum *comment)
{
    lk_sqlc_put(t->c, "COMMENT ON TABLE ");
    lk_sqlc_table_name(t->c, t->schema, t->name);
    put_comment(t->c, comment);
}

/* COMMENT ON COLUMN */
void lk_lower_column_comment(struct lk_table *t, const struct lk_tcol *col,
                             const struct lk_datum *comment)
{
    lk_sqlc_put(t->c, "COMMENT ON COLUMN ");
    lk_sqlc_table_name(t->c, t->schema, t->name);
    lk_sqlc_put(t->c, ".");
    lk_sqlc_name(t->c, col->name);
    put_comment(t->c, comment);
}

/* Stops at the first refusal. */
bool lk_lower_whole_table(struct lk_table *t, const struct lk_create_how *how,
                          const struct lk_datum *comment)
{
    lk_named_type_place(t);
    bool good = (how->no_types || lk_named_type_for(t, lk_named_type_create)) &&
                lk_table_create(t, how);
    for (size_t i = 0; good && i < t->idx.n; i++) {
        good = lk_index_create(t, t->idx.v[i], false);
    }
    if (good && lk_datum_truth(comment)) {
        lk_lower_table_comment(t, comment);
    }
    for (size_t i = 0; good && i < t->col.n; i++) {
        struct lk_tcol *col = t->col.v[i];
        const struct lk_datum *text = col->node ? LK_ARG_OF(col->node, "comment") : NULL;
        if (lk_datum_truth(text)) {
            lk_lower_column_comment(t, col, text);
        }
    }
    return good;
}

/* Table(quote=…): the name carries what the keyword says. */
static const struct lk_datum *quoted(struct lk_sqlc *c, const struct lk_datum *name,
                                     const struct lk_datum *quote)
{
    if (!lk_datum_is(quote, LK_DATUM_BOOL) || lk_sqlc_none(name)) {
        return name;
    }
    struct lk_datum *copy = lk_datum_str(c->arena, lk_datum_text(name));
    copy->flags = quote->as.b ? LK_DATUM_QUOTE : LK_DATUM_NOQUOTE;
    return copy;
}

/* The operation's keywords are the table's. */
bool lk_lower_create_table(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *kw = lk_op_arg(op, "kw");
    struct lk_create_how how = {.kw = kw, .prefixes = lk_kwargs_get(kw, "prefixes"),
                                .if_not_exists = lk_datum_truth(lk_op_arg(op, "if_not_exists"))};
    struct lk_table t;
    lk_table_init(&t, c, quoted(c, lk_op_arg(op, "schema"), lk_kwargs_get(kw, "quote_schema")),
                  quoted(c, lk_op_arg(op, "table_name"), lk_kwargs_get(kw, "quote")));
    bool good = lk_table_items(&t, lk_op_arg(op, "columns")) &&
                lk_lower_whole_table(&t, &how, lk_kwargs_get(kw, "comment"));
    lk_table_clear(&t);
    return good;
}

/* Keywords are checked although DROP TABLE uses none. */
bool lk_lower_drop_table(struct lk_sqlc *c, const struct lk_op *op)
{
    static const char *const known[] = {
        "ignore_search_path", "tablespace", "partition_by", "with_oids", "on_commit", "inherits",
        "using", "=comment", "=info", "=prefixes", "=quote", "=quote_schema", NULL};
    if (!lk_kwargs_check(c, lk_op_arg(op, "kw"), "Table", known)) {
        return false;
    }
    bool if_exists = lk_datum_truth(lk_op_arg(op, "if_exists"));
    lk_sqlc_put(c, if_exists ? "DROP TABLE IF EXISTS " : "DROP TABLE ");
    lk_sqlc_table_name(c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_sqlc_end(c);
    return true;
}

/* The new name has no schema: the table stays where it is. */
bool lk_lower_rename_table(struct lk_sqlc *c, const struct lk_op *op)
{
    lk_sqlc_alter_table(c, lk_op_arg(op, "schema"), lk_op_arg(op, "old_table_name"));
    lk_sqlc_put(c, " RENAME TO ");
    lk_sqlc_name(c, lk_op_arg(op, "new_table_name"));
    lk_sqlc_end(c);
    return true;
}

/* existing_comment only matters to Alembic's reversals. */
bool lk_lower_create_table_comment(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_table t;
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_lower_table_comment(&t, lk_op_arg(op, "comment"));
    lk_table_clear(&t);
    return true;
}

/* See lk_lower_create_table_comment. */
bool lk_lower_drop_table_comment(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_table t;
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_lower_table_comment(&t, NULL);
    lk_table_clear(&t);
    return true;
}

/* Enum.create() and its like. */
bool lk_lower_create_type(struct lk_sqlc *c, const struct lk_op *op)
{
    return lk_named_type_create(c, lk_op_arg(op, "type"));
}

/* Enum.drop() and its like. */
bool lk_lower_drop_type(struct lk_sqlc *c, const struct lk_op *op)
{
    return lk_named_type_drop(c, lk_op_arg(op, "type"));
}

static const struct lk_datum *table_in(const struct lk_datum *d);

static const struct lk_datum *table_among(const struct lk_datum *const *v, size_t n)
{
    const struct lk_datum *table = NULL;
    for (size_t i = 0; i < n && !table; i++) {
        table = table_in(v[i]);
    }
    return table;
}

/* An index belongs to the table of the first column that its expressions name; how deep they are
 * was checked before. */
static const struct lk_datum *table_in(const struct lk_datum *d)
{
    if (lk_sqlc_id(d) == LK_NODE_COLUMN_REF) {
        const struct lk_datum *table = LK_ARG_OF(d, "table");
        return lk_sqlc_id(table) == LK_NODE_TABLE ? table : NULL;
    }
    if (lk_datum_is(d, LK_DATUM_LIST)) {
        return table_among(d->as.list.v, d->as.list.n);
    }
    return lk_datum_is(d, LK_DATUM_NODE)
               ? table_among(d->as.node.arg, lk_def_sig(d->as.node.def)->n)
               : NULL;
}

/* Table.create() and drop(), Index.create() … are the DDL elements with what belongs to them. */
static bool item_as(struct lk_sqlc *c, const struct lk_op *op, enum lk_node_id index,
                    enum lk_node_id other)
{
    const struct lk_datum *item = lk_op_arg(op, "item");
    struct lk_datum *element = lk_sqlc_node(c, lk_sqlc_id(item) == LK_NODE_INDEX ? index : other);
    lk_sqlc_set(element, "element", item);
    const struct lk_datum *table = lk_sqlc_id(item) == LK_NODE_INDEX
                                       ? table_in(LK_ARG_OF(item, "expressions"))
                                       : NULL;
    if (table) {
        lk_sqlc_set(element, "table", table);
    }
    return lk_sqlc_element(c, element);
}

/* A table brings everything with it, an index or sequence itself only. */
bool lk_lower_create_item(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *item = lk_op_arg(op, "item");
    if (lk_sqlc_id(item) != LK_NODE_TABLE) {
        return item_as(c, op, LK_NODE_CREATE_INDEX, LK_NODE_CREATE_SEQUENCE);
    }
    struct lk_create_how how = {.kw = LK_ARG_OF(item, "kw"),
                                .prefixes = LK_ARG_OF(item, "prefixes")};
    struct lk_table t;
    lk_table_init(&t, c, LK_ARG_OF(item, "schema"), LK_ARG_OF(item, "name"));
    t.convention = LK_ARG_OF(item, "naming_convention");
    t.remotes_known = lk_datum_truth(LK_ARG_OF(item, "referents_known"));
    how.no_types = !lk_datum_truth(lk_op_arg(op, "with_types"));
    bool good = lk_table_items(&t, LK_ARG_OF(item, "columns")) &&
                lk_lower_whole_table(&t, &how, LK_ARG_OF(item, "comment"));
    lk_table_clear(&t);
    return good;
}

/* The types of a dropped table's columns, as Alembic's own drop_table() of a described table drops
 * them: not those that this run has made. */
static bool drop_types(struct lk_sqlc *c, const struct lk_datum *item)
{
    struct lk_table t;
    lk_table_init(&t, c, LK_ARG_OF(item, "schema"), LK_ARG_OF(item, "name"));
    t.convention = LK_ARG_OF(item, "naming_convention");
    t.remotes_known = lk_datum_truth(LK_ARG_OF(item, "referents_known"));
    bool good = lk_table_items(&t, LK_ARG_OF(item, "columns"));
    if (good) {
        lk_named_type_place(&t);
        good = lk_named_type_for(&t, lk_named_type_drop);
    }
    lk_table_clear(&t);
    return good;
}

/* Types stay unless they are asked for: they may be others' as well. */
bool lk_lower_drop_item(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *item = lk_op_arg(op, "item");
    if (lk_sqlc_id(item) != LK_NODE_TABLE) {
        return item_as(c, op, LK_NODE_DROP_INDEX, LK_NODE_DROP_SEQUENCE);
    }
    bool types = lk_datum_truth(lk_op_arg(op, "with_types"));
    return item_as(c, op, LK_NODE_DROP_INDEX, LK_NODE_DROP_TABLE) &&
           (!types || drop_types(c, item));
}
