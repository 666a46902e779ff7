/* Operations on constraints and indexes.  Alembic builds a table of bare columns around each
 * (operations/schemaobj.py); the same is done here, so that names and refusals come out alike.
 *
 * Each operation becomes a constraint row and goes the way of those in create_table, so that
 * names, conventions, keywords and refusals are the same for both.  The table around it has bare
 * columns of the names that are mentioned; for a foreign key the other table counts as known,
 * which some tokens of naming conventions need.
 *
 * drop_constraint builds its constraint too: a convention that uses constraint_name changes the
 * name that is dropped, one that does not supplies it where it is missing. */
#include "sql/ops.h"

#include <stdlib.h>

/* Adds a bare column for each name; the same name twice is refused, as in Alembic. */
static bool placeholders(struct lk_table *t, const struct lk_datum *names)
{
    bool good = true;
    for (size_t i = 0; good && i < names->as.list.n; i++) {
        const struct lk_datum *name = names->as.list.v[i];
        uint16_t id = lk_sqlc_id(name);
        bool object = id == LK_NODE_COLUMN || id == LK_NODE_COLUMN_REF;
        if (!object && !lk_sqlc_is_str(name)) {
            return lk_sqlc_refuse(t->c, "ArgumentError: the name of a column expected");
        }
        good = lk_table_placeholder(t, object ? LK_ARG_OF(name, "name") : name);
    }
    return good;
}

/* Keywords of an operation that are arguments of the constraint become its arguments, the others
 * its keywords. */
static struct lk_datum *constraint_node(struct lk_sqlc *c, enum lk_node_id id,
                                        const struct lk_datum *kw)
{
    static const char *const own[] = {"deferrable", "initially", "info", "comment", "using",
                                      "where", "ops", "use_alter", "link_to_name"};
    struct lk_datum *node = lk_sqlc_node(c, id);
    struct lk_pair *rest = lk_arena_array(c->arena, kw->as.map.n + 1, sizeof *rest);
    size_t n = 0;
    for (size_t i = 0; i < kw->as.map.n; i++) {
        bool taken = false;
        for (size_t k = 0; k < sizeof own / sizeof *own && !taken; k++) {
            taken = lk_str_is(kw->as.map.v[i].key, own[k]) &&
                    lk_def_param(node->as.node.def, own[k]) >= 0;
            if (taken) {
                lk_sqlc_set(node, own[k], kw->as.map.v[i].value);
            }
        }
        if (!taken) {
            rest[n++] = kw->as.map.v[i];
        }
    }
    lk_sqlc_set(node, "kw", lk_datum_map(c->arena, rest, n));
    return node;
}

/* Attaches a constraint row and writes the statement that adds it. */
static bool add(struct lk_table *t, const struct lk_datum *node)
{
    struct lk_tcon *con = NULL;
    return lk_table_constraint(&con, t, node) && lk_constraint_add(t, con);
}

/* Primary key and unique differ in their row only. */
bool lk_lower_create_constraint(struct lk_sqlc *c, const struct lk_op *op)
{
    bool pk = op->def->id == LK_OP_CREATE_PRIMARY_KEY;
    struct lk_datum *node = pk ? lk_sqlc_node(c, LK_NODE_PRIMARY_KEY_CONSTRAINT)
                               : constraint_node(c, LK_NODE_UNIQUE_CONSTRAINT,
                                                 lk_op_arg(op, "kw"));
    struct lk_table t;
    if (pk && !lk_op_arg(op, "columns")->as.list.n) {
        return lk_sqlc_refuse(c, "InvalidRequestError: This constraint is not bound to a table; "
                                 "name its columns");
    }
    lk_sqlc_set(node, "name", lk_op_arg(op, "constraint_name"));
    lk_sqlc_set(node, "columns", lk_op_arg(op, "columns"));
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = placeholders(&t, lk_op_arg(op, "columns")) && add(&t, node);
    lk_table_clear(&t);
    return good;
}

/* The condition is text or an expression; the table needs no columns. */
bool lk_lower_create_check(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_datum *node = constraint_node(c, LK_NODE_CHECK_CONSTRAINT, lk_op_arg(op, "kw"));
    struct lk_table t;
    lk_sqlc_set(node, "name", lk_op_arg(op, "constraint_name"));
    lk_sqlc_set(node, "sqltext", lk_op_arg(op, "condition"));
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = add(&t, node);
    lk_table_clear(&t);
    return good;
}

/* The first column inside an expression, or NULL. */
static const struct lk_datum *first_column(const struct lk_datum *e)
{
    const struct lk_datum *found = NULL;
    if (lk_datum_is(e, LK_DATUM_LIST)) {
        for (size_t i = 0; !found && i < e->as.list.n; i++) {
            found = first_column(e->as.list.v[i]);
        }
    }
    uint16_t id = lk_sqlc_id(e);
    if (id == LK_NODE_COLUMN || id == LK_NODE_COLUMN_REF) {
        return LK_ARG_OF(e, "name");
    }
    bool walk = id != LK_NODE_COUNT && e->as.node.def->family == LK_FAMILY_EXPR;
    for (uint16_t i = 0; walk && !found && i < lk_def_sig(e->as.node.def)->n; i++) {
        found = first_column(e->as.node.arg[i]);
    }
    return found;
}

/* Every element needs a name here: Alembic makes a column of it, named after the first column that
 * the element mentions. */
bool lk_lower_create_exclude(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_datum *node = constraint_node(c, LK_NODE_EXCLUDE_CONSTRAINT, lk_op_arg(op, "kw"));
    const struct lk_datum *elements = lk_op_arg(op, "elements");
    struct lk_table t;
    lk_sqlc_set(node, "name", lk_op_arg(op, "constraint_name"));
    lk_sqlc_set(node, "elements", elements);
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = elements->as.list.n > 0;
    for (size_t i = 0; good && i < elements->as.list.n; i++) {
        good = elements->as.list.v[i]->as.list.n == 2;
    }
    if (!good) {
        lk_sqlc_refuse(c, "ValueError: an exclusion constraint needs (column, operator) pairs");
    }
    for (size_t i = 0; good && i < elements->as.list.n; i++) {
        const struct lk_datum *expr = elements->as.list.v[i]->as.list.v[0];
        uint16_t id = lk_sqlc_id(expr);
        const struct lk_datum *name =
            lk_sqlc_is_str(expr)             ? expr
            : id == LK_NODE_LITERAL_COLUMN   ? LK_ARG_OF(expr, "text")
                                             : first_column(expr);
        good = lk_table_placeholder(&t, name);
    }
    good = good && add(&t, node);
    lk_table_clear(&t);
    return good;
}

/* "schema.table.column" of one remote column.  A dot in the table's name is part of it: then the
 * text could not be taken apart, and a column of that table is given instead. */
static const struct lk_datum *remote_spec(struct lk_sqlc *c, const struct lk_op *op,
                                          const struct lk_datum *column)
{
    struct lk_str schema = lk_datum_text(lk_op_arg(op, "referent_schema"));
    struct lk_str table = lk_datum_text(lk_op_arg(op, "referent_table"));
    if (lk_str_find(table, LK_STR("."), 0) >= 0) {
        struct lk_datum *owner = lk_sqlc_node(c, LK_NODE_TABLE);
        struct lk_datum *ref = lk_sqlc_node(c, LK_NODE_COLUMN_REF);
        lk_sqlc_set(owner, "name", lk_op_arg(op, "referent_table"));
        lk_sqlc_set(owner, "schema", lk_op_arg(op, "referent_schema"));
        lk_sqlc_set(ref, "name", column);
        lk_sqlc_set(ref, "table", owner);
        return ref;
    }
    return lk_sqlc_str(c, lk_arena_format(c->arena, LK_PRI "%s" LK_PRI "." LK_PRI, LK_ARG(schema),
                                          schema.n ? "." : "", LK_ARG(table),
                                          LK_ARG(lk_datum_text(column))));
}

/* Foreign keys may name a column twice. */
static bool unique_placeholders(struct lk_table *t, const struct lk_datum *names)
{
    bool good = true;
    for (size_t i = 0; good && i < names->as.list.n; i++) {
        if (!lk_table_find(t, lk_datum_text(names->as.list.v[i]))) {
            good = lk_table_placeholder(t, names->as.list.v[i]);
        }
    }
    return good;
}

/* The remote columns become "schema.table.column", as Alembic writes them. */
bool lk_lower_create_foreign_key(struct lk_sqlc *c, const struct lk_op *op)
{
    static const char *const same[] = {"onupdate", "ondelete", "deferrable", "initially", "match"};
    const struct lk_datum *local = lk_op_arg(op, "local_cols");
    const struct lk_datum *remote = lk_op_arg(op, "remote_cols");
    if (!local->as.list.n || !remote->as.list.n) {
        return lk_sqlc_refuse(c, "IndexError: list index out of range; name the columns of both "
                                 "sides");
    }
    struct lk_datum *node = constraint_node(c, LK_NODE_FOREIGN_KEY_CONSTRAINT,
                                            lk_op_arg(op, "dialect_kw"));
    const struct lk_datum **specs = lk_arena_array(c->arena, remote->as.list.n + 1, sizeof *specs);
    for (size_t i = 0; i < remote->as.list.n; i++) {
        specs[i] = remote_spec(c, op, remote->as.list.v[i]);
    }
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        lk_sqlc_set(node, same[i], lk_op_arg(op, same[i]));
    }
    lk_sqlc_set(node, "name", lk_op_arg(op, "constraint_name"));
    lk_sqlc_set(node, "columns", local);
    lk_sqlc_set(node, "refcolumns", lk_datum_list(c->arena, specs, remote->as.list.n));
    struct lk_table t;
    lk_table_init(&t, c, lk_op_arg(op, "source_schema"), lk_op_arg(op, "source_table"));
    t.remotes_known = true;
    bool good = unique_placeholders(&t, local) && add(&t, node);
    lk_table_clear(&t);
    return good;
}

/* The kind that type_ names; without it no convention can apply. */
static bool drop_kind(struct lk_sqlc *c, const struct lk_datum *type, uint16_t *kind)
{
    static const struct { const char *name; uint16_t kind; } kinds[] = {
        {"check", LK_NODE_CHECK_CONSTRAINT}, {"foreignkey", LK_NODE_FOREIGN_KEY_CONSTRAINT},
        {"primary", LK_NODE_PRIMARY_KEY_CONSTRAINT}, {"unique", LK_NODE_UNIQUE_CONSTRAINT}};
    *kind = LK_NODE_COUNT;
    if (lk_sqlc_none(type)) {
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (lk_str_is(lk_datum_text(type), kinds[i].name)) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return lk_sqlc_refuse(c, "TypeError: 'type' can be one of 'check', 'foreignkey', 'primary', "
                             "'unique', None");
}

/* Its name is all that is known of it. */
bool lk_lower_drop_constraint(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_tcon con = {.name = lk_op_arg(op, "constraint_name")};
    struct lk_table t;
    if (!drop_kind(c, lk_op_arg(op, "type_"), &con.kind)) {
        return false;
    }
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    struct lk_naming naming = {.kind = lk_naming_kind(con.kind), .table = &t, .cols = &con.cols,
                               .con = &con, .name = con.name};
    bool good = lk_naming_apply(&con.name, &naming) &&
                lk_constraint_drop(&t, &con, "", lk_datum_truth(lk_op_arg(op, "if_exists")));
    lk_table_clear(&t);
    return good;
}

/* The columns that Alembic puts into the index's table: names, and the text of text(). */
static bool index_columns(struct lk_table *t, const struct lk_datum *exprs)
{
    bool good = true;
    for (size_t i = 0; good && i < exprs->as.list.n; i++) {
        const struct lk_datum *expr = exprs->as.list.v[i];
        bool text = lk_sqlc_id(expr) == LK_NODE_TEXT;
        if (lk_sqlc_is_str(expr) || text) {
            good = lk_table_placeholder(t, text ? LK_ARG_OF(expr, "text") : expr);
        } else if (!lk_datum_is(expr, LK_DATUM_NODE)) {
            good = lk_sqlc_refuse(t->c, "ValueError: String or text() construct expected");
        }
    }
    return good;
}

/* create_index(None, …): the convention names it, after those of its columns that it knows. */
static bool name_index(struct lk_table *t, struct lk_tidx *idx)
{
    struct lk_tcols cols = {0};
    if (!lk_sqlc_none(idx->name)) {
        return true;
    }
    for (size_t i = 0; i < t->col.n; i++) {
        *LK_PUSH(&cols) = t->col.v[i];
    }
    struct lk_naming naming = {.kind = LK_NAMED_IX, .table = t, .cols = &cols, .name = idx->name};
    bool good = lk_naming_apply(&idx->name, &naming);
    free(cols.v);
    return good;
}

/* create_index(quote=…) marks the name. */
static const struct lk_datum *index_name(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *name = lk_op_arg(op, "index_name");
    const struct lk_datum *quote = lk_kwargs_get(lk_op_arg(op, "kw"), "quote");
    if (!lk_datum_is(quote, LK_DATUM_BOOL) || lk_sqlc_none(name)) {
        return name;
    }
    struct lk_datum *copy = lk_datum_str(c->arena, name->as.s);
    copy->flags = quote->as.b ? LK_DATUM_QUOTE : LK_DATUM_NOQUOTE;
    return copy;
}

/* The table has the columns that the index mentions. */
bool lk_lower_create_index(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_datum *node = lk_sqlc_node(c, LK_NODE_INDEX);
    struct lk_tidx idx = {.node = node, .name = index_name(c, op),
                          .unique = lk_datum_truth(lk_op_arg(op, "unique")),
                          .exprs = lk_op_arg(op, "columns")};
    struct lk_table t;
    lk_sqlc_set(node, "kw", lk_op_arg(op, "kw"));
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = index_columns(&t, idx.exprs) && name_index(&t, &idx) &&
                lk_index_create(&t, &idx, lk_datum_truth(lk_op_arg(op, "if_not_exists")));
    lk_table_clear(&t);
    return good;
}

/* The table's name is not written, only its schema.  To name an index that was given none, Alembic
 * takes it for one of a column x. */
bool lk_lower_drop_index(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_datum *node = lk_sqlc_node(c, LK_NODE_INDEX);
    struct lk_tidx idx = {.node = node, .name = index_name(c, op)};
    struct lk_table t;
    lk_sqlc_set(node, "kw", lk_op_arg(op, "kw"));
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = lk_table_placeholder(&t, lk_sqlc_str(c, LK_STR("x"))) && name_index(&t, &idx) &&
                lk_index_drop(&t, &idx, lk_datum_truth(lk_op_arg(op, "if_exists")));
    lk_table_clear(&t);
    return good;
}
