/* DDL elements that execute() takes: CreateTable, DropIndex, DDL() and their like.
 *
 * These are the classes of sqlalchemy.schema that scripts hand to execute().  They stand for one
 * statement each: CreateTable has no indexes with it, and its types must exist.  Where an element
 * speaks of an index or constraint, the row names the table that it hangs on, since the item
 * itself does not.
 *
 * DDL() is text that is not searched for :name binds; it is a template of Python's % instead,
 * filled from its context, and a percent sign in it is written twice. */
#include "sql/expr.h"
#include "sql/ops.h"

typedef bool element_renderer(struct lk_sqlc *, const struct lk_datum *);

/* Is an argument given and true? */
static bool flag(const struct lk_datum *e, const char *name)
{
    return lk_datum_truth(LK_ARG_OF(e, name));
}

/* What DDL(context=…) has for a name. */
static const struct lk_datum *context_value(const struct lk_datum *e, struct lk_str name)
{
    const struct lk_datum *context = LK_ARG_OF(e, "context");
    for (size_t i = 0; lk_datum_is(context, LK_DATUM_MAP) && i < context->as.map.n; i++) {
        if (lk_str_eq(context->as.map.v[i].key, name)) {
            return context->as.map.v[i].value;
        }
    }
    return NULL;
}

/* The text is a template of Python's % with a mapping. */
static bool put_ddl(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_str text = lk_datum_text(LK_ARG_OF(e, "statement"));
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '%') {
            lk_buf_addc(&c->out, text.p[i]);
            continue;
        }
        ptrdiff_t end = lk_str_find(text, LK_STR(")s"), i);
        if (i + 1 < text.n && text.p[i + 1] == '%') {
            lk_sqlc_put_text(c, LK_STR("%"));
            i++;
        } else if (i + 1 < text.n && text.p[i + 1] == '(' && end >= 0) {
            struct lk_str name = lk_str_cut(text, i + 2, (size_t)end);
            const struct lk_datum *value = context_value(e, name);
            if (!value) {
                return lk_sqlc_refuse(c, "KeyError: '" LK_PRI "'", LK_ARG(name));
            }
            lk_sqlc_put_text(c, lk_datum_text(value));
            i = (size_t)end + 1;
        } else {
            return lk_sqlc_refuse(c, "ValueError: unsupported format character in DDL(); write "
                                     "%%%% for a percent sign");
        }
    }
    lk_sqlc_end(c);
    return true;
}

/* CREATE SCHEMA */
static bool put_create_schema(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put(c, flag(e, "if_not_exists") ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ");
    lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    lk_sqlc_end(c);
    return true;
}

/* DROP SCHEMA */
static bool put_drop_schema(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put(c, flag(e, "if_exists") ? "DROP SCHEMA IF EXISTS " : "DROP SCHEMA ");
    lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    lk_sqlc_put(c, flag(e, "cascade") ? " CASCADE" : "");
    lk_sqlc_end(c);
    return true;
}

/* CREATE TABLE alone: no types before it, no indexes or comments after it. */
static bool put_create_table(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "element");
    struct lk_create_how how = {.kw = LK_ARG_OF(table, "kw"),
                                .prefixes = LK_ARG_OF(table, "prefixes"),
                                .if_not_exists = flag(e, "if_not_exists")};
    struct lk_table t;
    lk_table_init(&t, c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
    t.convention = LK_ARG_OF(table, "naming_convention");
    t.remotes_known = lk_datum_truth(LK_ARG_OF(table, "referents_known"));
    t.metadata_schema = lk_datum_text(LK_ARG_OF(table, "metadata_schema"));
    bool good = lk_table_items(&t, LK_ARG_OF(table, "columns"));
    if (good) {
        lk_named_type_place(&t);
        good = lk_table_create(&t, &how);
    }
    lk_table_clear(&t);
    return good;
}

/* DROP TABLE */
static bool put_drop_table(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "element");
    lk_sqlc_put(c, flag(e, "if_exists") ? "DROP TABLE IF EXISTS " : "DROP TABLE ");
    lk_sqlc_table_name(c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
    lk_sqlc_end(c);
    return true;
}

/* An empty table with the name of a table row, to hang one item on. */
static void open_table(struct lk_table *t, struct lk_sqlc *c, const struct lk_datum *table)
{
    bool known = lk_sqlc_id(table) == LK_NODE_TABLE;
    lk_table_init(t, c, known ? LK_ARG_OF(table, "schema") : NULL,
                  known ? LK_ARG_OF(table, "name") : NULL);
    t->convention = known ? LK_ARG_OF(table, "naming_convention") : t->convention;
    t->remotes_known = known && lk_datum_truth(LK_ARG_OF(table, "referents_known"));
    if (known) {
        t->metadata_schema = lk_datum_text(LK_ARG_OF(table, "metadata_schema"));
    }
}

/* What cannot be written without a table is refused without one. */
static bool has_table(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_sqlc_id(LK_ARG_OF(e, "table")) == LK_NODE_TABLE ||
           lk_sqlc_refuse(c, "CompileError: %s is not associated with any table",
                          e->as.node.def->name);
}

/* Adds the columns that a list of names and column objects speaks of. */
static bool named_columns(struct lk_table *t, const struct lk_datum *items)
{
    bool good = true;
    for (size_t i = 0; good && i < items->as.list.n; i++) {
        const struct lk_datum *item = items->as.list.v[i], *inner = lk_table_index_column(item);
        item = inner ? inner : item;
        uint16_t id = lk_sqlc_id(item);
        const struct lk_datum *name = id == LK_NODE_COLUMN || id == LK_NODE_COLUMN_REF
                                          ? LK_ARG_OF(item, "name")
                                          : item;
        if (lk_sqlc_is_str(name) && !lk_table_find(t, name->as.s)) {
            good = lk_table_placeholder(t, name);
        }
    }
    return good;
}

/* CREATE INDEX of an index object on its table. */
static bool put_create_index(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *index = LK_ARG_OF(e, "element");
    struct lk_tidx *idx = NULL;
    struct lk_table t;
    if (!has_table(c, e)) {
        return false;
    }
    open_table(&t, c, LK_ARG_OF(e, "table"));
    bool good = named_columns(&t, LK_ARG_OF(index, "expressions")) &&
                lk_table_index(&idx, &t, index) &&
                lk_index_create(&t, idx, flag(e, "if_not_exists"));
    lk_table_clear(&t);
    return good;
}

/* DROP INDEX of an index object; without table it has no schema. */
static bool put_drop_index(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *index = LK_ARG_OF(e, "element");
    struct lk_tidx idx = {.node = index, .name = LK_ARG_OF(index, "name")};
    struct lk_table t;
    open_table(&t, c, LK_ARG_OF(e, "table"));
    bool good = lk_index_drop(&t, &idx, flag(e, "if_exists"));
    lk_table_clear(&t);
    return good;
}

/* CREATE SEQUENCE with type and options. */
static bool put_create_sequence(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *s = LK_ARG_OF(e, "element"), *type = LK_ARG_OF(s, "data_type");
    lk_sqlc_put(c, flag(e, "if_not_exists") ? "CREATE SEQUENCE IF NOT EXISTS "
                                            : "CREATE SEQUENCE ");
    lk_sqlc_table_name(c, LK_ARG_OF(s, "schema"), LK_ARG_OF(s, "name"));
    if (!lk_sqlc_none(type)) {
        lk_sqlc_put(c, " AS ");
        if (!lk_sqlc_type(c, type)) {
            return false;
        }
    }
    lk_column_options(c, s, " ");
    lk_sqlc_end(c);
    return true;
}

/* DROP SEQUENCE */
static bool put_drop_sequence(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *s = LK_ARG_OF(e, "element");
    lk_sqlc_put(c, flag(e, "if_exists") ? "DROP SEQUENCE IF EXISTS " : "DROP SEQUENCE ");
    lk_sqlc_table_name(c, LK_ARG_OF(s, "schema"), LK_ARG_OF(s, "name"));
    lk_sqlc_end(c);
    return true;
}

/* The columns of a constraint, where its kind has some. */
static const struct lk_datum *columns_of(const struct lk_datum *constraint)
{
    bool some = lk_def_param(constraint->as.node.def, "columns") >= 0;
    return some ? LK_ARG_OF(constraint, "columns") : NULL;
}

/* ALTER TABLE … ADD of a constraint object. */
static bool put_add_constraint(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *constraint = LK_ARG_OF(e, "element");
    const struct lk_datum *columns = columns_of(constraint);
    struct lk_tcon *con = NULL;
    struct lk_table t;
    if (!has_table(c, e)) {
        return false;
    }
    open_table(&t, c, LK_ARG_OF(e, "table"));
    bool good = (!columns || named_columns(&t, columns)) &&
                lk_table_constraint(&con, &t, constraint) && lk_constraint_add(&t, con);
    lk_table_clear(&t);
    return good;
}

/* A constraint's final name, with whatever convention applies. */
static bool final_name(struct lk_table *t, struct lk_tcon *con, const struct lk_datum *constraint)
{
    *con = (struct lk_tcon){.kind = constraint->as.node.def->id, .node = constraint,
                            .name = LK_ARG_OF(constraint, "name")};
    struct lk_naming naming = {.kind = lk_naming_kind(con->kind), .table = t, .cols = &con->cols,
                               .con = con, .name = con->name};
    return lk_naming_apply(&con->name, &naming);
}

/* ALTER TABLE … DROP CONSTRAINT of a constraint object. */
static bool put_drop_constraint(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_tcon con;
    struct lk_table t;
    if (!has_table(c, e)) {
        return false;
    }
    open_table(&t, c, LK_ARG_OF(e, "table"));
    bool good = final_name(&t, &con, LK_ARG_OF(e, "element")) &&
                lk_constraint_drop(&t, &con, flag(e, "cascade") ? " CASCADE" : "",
                                   flag(e, "if_exists"));
    lk_table_clear(&t);
    return good;
}

/* COMMENT ON TABLE, with the comment or with NULL. */
static bool put_table_comment(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "element");
    struct lk_table t;
    open_table(&t, c, table);
    bool set = lk_sqlc_id(e) == LK_NODE_SET_TABLE_COMMENT;
    lk_lower_table_comment(&t, set ? LK_ARG_OF(table, "comment") : NULL);
    lk_table_clear(&t);
    return true;
}

/* SQLAlchemy leaves the schema out where it removes a comment. */
static bool put_column_comment(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *column = LK_ARG_OF(e, "element");
    struct lk_tcol col = {.node = column, .name = LK_ARG_OF(column, "name")};
    struct lk_table t;
    if (!has_table(c, e)) {
        return false;
    }
    open_table(&t, c, LK_ARG_OF(e, "table"));
    bool set = lk_sqlc_id(e) == LK_NODE_SET_COLUMN_COMMENT;
    t.schema = set ? t.schema : NULL;
    lk_lower_column_comment(&t, &col, set ? LK_ARG_OF(column, "comment") : NULL);
    lk_table_clear(&t);
    return true;
}

/* COMMENT ON CONSTRAINT; one without a name cannot be spoken of. */
static bool put_constraint_comment(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *constraint = LK_ARG_OF(e, "element");
    const struct lk_datum *comment = LK_ARG_OF(constraint, "comment");
    struct lk_tcon con;
    struct lk_table t;
    if (!has_table(c, e)) {
        return false;
    }
    open_table(&t, c, LK_ARG_OF(e, "table"));
    bool good = final_name(&t, &con, constraint);
    if (good && lk_sqlc_none(con.name)) {
        good = lk_sqlc_refuse(c, "CompileError: Can't emit COMMENT ON for constraint: it has no "
                                 "name");
    }
    lk_sqlc_put(c, "COMMENT ON CONSTRAINT ");
    good = good && lk_naming_put(c, con.name);
    lk_sqlc_put(c, " ON ");
    lk_sqlc_table_name(c, t.schema, t.name);
    lk_sqlc_put(c, " IS ");
    if (lk_sqlc_id(e) == LK_NODE_SET_CONSTRAINT_COMMENT && !lk_sqlc_none(comment)) {
        lk_sqlc_string(c, lk_datum_text(comment));
    } else {
        lk_sqlc_put(c, "NULL");
    }
    lk_sqlc_end(c);
    lk_table_clear(&t);
    return good;
}

/* CREATE TYPE or CREATE DOMAIN */
static bool put_create_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_named_type_create(c, LK_ARG_OF(e, "element"));
}

/* DROP TYPE or DROP DOMAIN */
static bool put_drop_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_named_type_drop(c, LK_ARG_OF(e, "element"));
}

static element_renderer *const renderers[LK_NODE_COUNT] = {
    [LK_NODE_DDL] = put_ddl,
    [LK_NODE_CREATE_SCHEMA] = put_create_schema,
    [LK_NODE_DROP_SCHEMA] = put_drop_schema,
    [LK_NODE_CREATE_TABLE] = put_create_table,
    [LK_NODE_DROP_TABLE] = put_drop_table,
    [LK_NODE_CREATE_INDEX] = put_create_index,
    [LK_NODE_DROP_INDEX] = put_drop_index,
    [LK_NODE_CREATE_SEQUENCE] = put_create_sequence,
    [LK_NODE_DROP_SEQUENCE] = put_drop_sequence,
    [LK_NODE_ADD_CONSTRAINT] = put_add_constraint,
    [LK_NODE_DROP_CONSTRAINT] = put_drop_constraint,
    [LK_NODE_SET_TABLE_COMMENT] = put_table_comment,
    [LK_NODE_DROP_TABLE_COMMENT] = put_table_comment,
    [LK_NODE_SET_COLUMN_COMMENT] = put_column_comment,
    [LK_NODE_DROP_COLUMN_COMMENT] = put_column_comment,
    [LK_NODE_SET_CONSTRAINT_COMMENT] = put_constraint_comment,
    [LK_NODE_DROP_CONSTRAINT_COMMENT] = put_constraint_comment,
    [LK_NODE_CREATE_ENUM_TYPE] = put_create_type,
    [LK_NODE_DROP_ENUM_TYPE] = put_drop_type,
    [LK_NODE_CREATE_DOMAIN_TYPE] = put_create_type,
    [LK_NODE_DROP_DOMAIN_TYPE] = put_drop_type,
};

/* By node; what has no row cannot be executed. */
bool lk_sqlc_element(struct lk_sqlc *c, const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    if (id == LK_NODE_COUNT || !renderers[id]) {
        return lk_sqlc_unsupported(c, "execute() of '%s'", e->as.node.def->name);
    }
    return renderers[id](c, e);
}
