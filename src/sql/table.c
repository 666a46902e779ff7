/* Attaches columns, constraints and indexes to a table in the order in which SQLAlchemy's events
 * fire (schema.py, Column._set_parent): unique and index, then the type's CHECK, then foreign
 * keys.  Objects that a script makes itself are older than those that attaching makes.
 *
 * The order of attaching decides the order of constraints in CREATE TABLE: what a script makes
 * itself (UniqueConstraint and the like) is older than what attaching makes of flags and
 * ForeignKey objects, column by column.  A column of the same key twice is refused; the columns
 * of a constraint must exist.
 *
 * The primary key is always there and collects the columns marked primary_key=True; an explicit
 * PrimaryKeyConstraint takes its place and makes its columns NOT NULL unless they say otherwise.
 *
 * Alembic adds a bare column for a foreign key to the table itself whose target is missing; that
 * column has no type, and CREATE TABLE is refused for it, as Alembic's is. */
#include "sql/table.h"

#include <stdlib.h>

/* What scripts made comes first; what attaching makes counts from here. */
#define MADE_BY_ATTACHING ((size_t)1 << 32)

/* The implicit primary key is there from the start.  Name and schema are the script's own data
 * and must outlive the table. */
void lk_table_init(struct lk_table *t, struct lk_sqlc *c, const struct lk_datum *schema,
                   const struct lk_datum *name)
{
    *t = (struct lk_table){.c = c, .name = name, .schema = schema};
    t->pk = lk_arena_alloc(c->arena, sizeof *t->pk);
    t->pk->kind = LK_NODE_PRIMARY_KEY_CONSTRAINT;
}

/* Columns and constraints belong to the arena.  Only the lists and the index are freed here. */
void lk_table_clear(struct lk_table *t)
{
    free(t->col.v);
    free(t->con.v);
    free(t->idx.v);
    lk_map_clear(&t->keys);
}

/* By key, as scripts speak of columns.  NULL where the table has no such column; the key differs
 * from the name where the script gave key=. */
struct lk_tcol *lk_table_find(const struct lk_table *t, struct lk_str key)
{
    return lk_map_get(&t->keys, key);
}

/* Adds a column to a constraint's columns unless it is among them. */
static void cols_add(struct lk_table *t, struct lk_tcols *cols, struct lk_tcol *col)
{
    for (size_t i = 0; i < cols->n; i++) {
        if (cols->v[i] == col) {
            return;
        }
    }
    if (cols->n == cols->cap) {
        struct lk_tcol **old = cols->v;
        cols->cap = cols->cap ? 2 * cols->cap : 4;
        cols->v = lk_arena_array(t->c->arena, cols->cap, sizeof(struct lk_tcol *));
        for (size_t i = 0; i < cols->n; i++) {
            cols->v[i] = old[i];
        }
    }
    cols->v[cols->n++] = col;
}

/* Puts a column into the table; its name must be new and not empty.  The words are SQLAlchemy's,
 * for both mistakes. */
static bool insert_column(struct lk_table *t, struct lk_tcol *col)
{
    if (!lk_datum_truth(col->name)) {
        return lk_sqlc_refuse(t->c, "ArgumentError: Column must be constructed with a non-blank "
                                    "name or assign a non-blank .name before adding to a Table.");
    }
    if (lk_table_find(t, col->key)) {
        return lk_sqlc_refuse(t->c,
                              "DuplicateColumnError: A column with name '" LK_PRI "' is already "
                              "present in table '" LK_PRI "'. Specify replace_existing=True to "
                              "Table.append_column() to replace an existing column.",
                              LK_ARG(col->key), LK_ARG(lk_datum_text(t->name)));
    }
    bool sentinel = col->node && lk_datum_truth(LK_ARG_OF(col->node, "insert_sentinel"));
    if (sentinel && t->sentinel) {
        return lk_sqlc_refuse(t->c, "ArgumentError: a Table may have only one explicit sentinel "
                                    "column");
    }
    t->sentinel = t->sentinel || sentinel;
    *LK_PUSH(&t->col) = col;
    lk_map_put(&t->keys, col->key, col);
    return true;
}

/* Has a name and no type: CREATE TABLE would refuse it.  It only makes the reference resolvable,
 * as Alembic's own placeholder does. */
bool lk_table_placeholder(struct lk_table *t, const struct lk_datum *name)
{
    struct lk_tcol *col = lk_arena_alloc(t->c->arena, sizeof *col);
    col->name = name;
    col->key = lk_datum_text(name);
    col->nullable = true;
    return insert_column(t, col);
}

/* A constraint that attaching makes: younger than all that scripts made.  The number decides the
 * order in CREATE TABLE. */
static struct lk_tcon *new_constraint(struct lk_table *t, uint16_t kind)
{
    struct lk_tcon *con = lk_arena_alloc(t->c->arena, sizeof *con);
    con->kind = kind;
    con->made = MADE_BY_ATTACHING + t->made++;
    return con;
}

/* The attach event: the convention's name, if one applies.  A type's CHECK without a name waits
 * until it is written, as SQLAlchemy's _NONE_NAME does. */
static bool name_constraint(struct lk_table *t, struct lk_tcon *con)
{
    if (con->deferred) {
        return true;
    }
    struct lk_naming naming = {.kind = lk_naming_kind(con->kind), .table = t, .cols = &con->cols,
                               .con = con, .name = con->name};
    return lk_naming_apply(&con->name, &naming);
}

/* unique=True */
static bool attach_unique(struct lk_table *t, struct lk_tcol *col)
{
    struct lk_tcon *con = new_constraint(t, LK_NODE_UNIQUE_CONSTRAINT);
    cols_add(t, &con->cols, col);
    *LK_PUSH(&t->con) = con;
    return name_constraint(t, con);
}

/* index=True, with the convention's name or SQLAlchemy's own. */
static bool attach_index(struct lk_table *t, struct lk_tcol *col, bool unique)
{
    struct lk_tidx *idx = lk_arena_alloc(t->c->arena, sizeof *idx);
    idx->unique = unique;
    cols_add(t, &idx->cols, col);
    *LK_PUSH(&t->idx) = idx;
    struct lk_naming naming = {.kind = LK_NAMED_IX, .table = t, .cols = &idx->cols};
    return lk_naming_apply(&idx->name, &naming);
}

/* The flags of a column; index wins and takes unique with it.  A text as index has never named
 * the index; SQLAlchemy refuses it. */
static bool attach_flags(struct lk_table *t, struct lk_tcol *col)
{
    const struct lk_datum *index = LK_ARG_OF(col->node, "index");
    const struct lk_datum *unique = LK_ARG_OF(col->node, "unique");
    if (lk_sqlc_is_str(index) && index->as.s.n) {
        return lk_sqlc_refuse(t->c, "ArgumentError: The 'index' keyword argument on Column is "
                                    "boolean only. To create indexes with a specific name, create "
                                    "an explicit Index object external to the Table.");
    }
    if (lk_datum_truth(index)) {
        return attach_index(t, col, lk_datum_truth(unique));
    }
    return lk_datum_truth(unique) ? attach_unique(t, col) : true;
}

/* The CHECK of Enum(native_enum=False, create_constraint=True); Boolean's never counts here.
 * Boolean has a boolean of the server's, so that its CHECK is never made on PostgreSQL. */
static bool attach_type_check(struct lk_table *t, struct lk_tcol *col, const struct lk_datum *type)
{
    uint16_t id = lk_sqlc_id(type);
    if (id == LK_NODE_T_ARRAY || id == LK_NODE_PG_ARRAY) {
        return attach_type_check(t, col, LK_ARG_OF(type, "item_type"));
    }
    if ((id != LK_NODE_T_ENUM && id != LK_NODE_PG_ENUM) ||
        !lk_datum_truth(LK_ARG_OF(type, "create_constraint"))) {
        return true;
    }
    struct lk_tcon *con = new_constraint(t, LK_NODE_CHECK_CONSTRAINT);
    con->check_type = type;
    con->name = LK_ARG_OF(type, "name");
    con->deferred = lk_sqlc_none(con->name);
    cols_add(t, &con->cols, col);
    *LK_PUSH(&t->con) = con;
    return name_constraint(t, con);
}

/* A ForeignKey in a column makes a constraint of one column.  The column is marked, because a
 * foreign key rules out SERIAL. */
static bool attach_foreign_key(struct lk_table *t, struct lk_tcol *col, const struct lk_datum *fk)
{
    struct lk_tcon *con = new_constraint(t, LK_NODE_FOREIGN_KEY_CONSTRAINT);
    con->node = fk;
    con->name = LK_ARG_OF(fk, "name");
    cols_add(t, &con->cols, col);
    col->has_fk = true;
    *LK_PUSH(&t->con) = con;
    return name_constraint(t, con);
}

/* Has the server a default already, other than one of kind `but`? */
static bool has_server_default(const struct lk_tcol *col, uint16_t but)
{
    const struct lk_datum *given = LK_ARG_OF(col->node, "server_default");
    const struct lk_datum *update = LK_ARG_OF(col->node, "server_onupdate");
    bool other = col->computed ? but != LK_NODE_COMPUTED : col->identity && but != LK_NODE_IDENTITY;
    return other || !lk_sqlc_none(update) || (!lk_sqlc_none(given) && lk_sqlc_id(given) != but);
}

/* Takes what generates the column's values: Computed, Identity, Sequence.  Two sources of a
 * value contradict each other; the words are SQLAlchemy's. An Identity makes its column NOT NULL
 * unless the script says otherwise. */
static bool take_generated(struct lk_table *t, struct lk_tcol *col, const struct lk_datum *item)
{
    const struct lk_datum *auto_ = LK_ARG_OF(col->node, "autoincrement");
    if (lk_sqlc_id(item) == LK_NODE_COMPUTED) {
        if (has_server_default(col, LK_NODE_COMPUTED)) {
            return lk_sqlc_refuse(t->c, "ArgumentError: A generated column cannot specify a "
                                        "server_default or a server_onupdate argument");
        }
        col->computed = item;
    } else if (lk_sqlc_id(item) == LK_NODE_IDENTITY) {
        if (has_server_default(col, LK_NODE_IDENTITY)) {
            return lk_sqlc_refuse(t->c, "ArgumentError: A column with an Identity object cannot "
                                        "specify a server_default or a server_onupdate argument");
        }
        if (lk_datum_is(auto_, LK_DATUM_BOOL) && !auto_->as.b) {
            return lk_sqlc_refuse(t->c, "ArgumentError: A column with an Identity object cannot "
                                        "specify autoincrement=False");
        }
        col->identity = item;
        col->nullable = col->nullable_given && col->nullable;
    } else if (lk_sqlc_id(item) == LK_NODE_SEQUENCE &&
               !lk_datum_truth(LK_ARG_OF(item, "for_update"))) {
        col->sequence = item;
    }
    return true;
}

/* Reads a column row; nothing is attached yet.  nullable follows primary_key where it is not
 * given. Dialect keywords of a column are unknown to PostgreSQL and refused. */
static bool read_column(struct lk_table *t, struct lk_tcol *col, const struct lk_datum *node)
{
    const struct lk_datum *key = LK_ARG_OF(node, "key"), *nullable = LK_ARG_OF(node, "nullable");
    col->node = node;
    col->name = LK_ARG_OF(node, "name");
    col->key = lk_datum_text(lk_sqlc_none(key) ? col->name : key);
    col->type = LK_ARG_OF(node, "type");
    col->pk = lk_datum_truth(LK_ARG_OF(node, "primary_key"));
    col->nullable_given = !lk_sqlc_none(nullable);
    col->nullable = col->nullable_given ? lk_datum_truth(nullable) : !col->pk;
    /* PostgreSQL has no dialect keywords for a column. */
    static const char *const none[] = {NULL};
    if (!lk_kwargs_check(t->c, LK_ARG_OF(node, "kw"), "Column", none)) {
        return false;
    }
    const struct lk_datum *args = LK_ARG_OF(node, "args");
    const struct lk_datum *dflt = LK_ARG_OF(node, "default");
    col->sequence = lk_sqlc_id(dflt) == LK_NODE_SEQUENCE ? dflt : NULL;
    bool good = take_generated(t, col, LK_ARG_OF(node, "server_default"));
    for (size_t i = 0; good && i < args->as.list.n; i++) {
        good = take_generated(t, col, args->as.list.v[i]);
    }
    return good;
}

/* Of a variant only the type for PostgreSQL counts. */
static bool attach_types(struct lk_table *t, struct lk_tcol *col)
{
    if (lk_sqlc_id(col->type) != LK_NODE_VARIANT) {
        return attach_type_check(t, col, col->type);
    }
    return attach_type_check(t, col, lk_sqlc_impl(col->type));
}

/* In the order of SQLAlchemy's events, see the head of this file.  A primary key named by
 * convention is named again with each column that joins it, since the name may be made of all of
 * them. */
bool lk_table_column(struct lk_table *t, const struct lk_datum *node)
{
    struct lk_tcol *col = lk_arena_alloc(t->c->arena, sizeof *col);
    if (!read_column(t, col, node) || !insert_column(t, col)) {
        return false;
    }
    if (col->pk) {
        cols_add(t, &t->pk->cols, col);
        t->pk->name = NULL;
        if (!name_constraint(t, t->pk)) {
            return false;
        }
    }
    bool good = attach_flags(t, col) && attach_types(t, col);
    const struct lk_datum *args = LK_ARG_OF(node, "args");
    for (size_t i = 0; good && i < args->as.list.n; i++) {
        if (lk_sqlc_id(args->as.list.v[i]) == LK_NODE_FOREIGN_KEY) {
            good = attach_foreign_key(t, col, args->as.list.v[i]);
        }
    }
    return good;
}

/* The class that messages name. */
static const char *class_of(uint16_t kind)
{
    return kind == LK_NODE_PRIMARY_KEY_CONSTRAINT   ? "PrimaryKeyConstraint"
           : kind == LK_NODE_UNIQUE_CONSTRAINT      ? "UniqueConstraint"
           : kind == LK_NODE_FOREIGN_KEY_CONSTRAINT ? "ForeignKeyConstraint"
           : kind == LK_NODE_EXCLUDE_CONSTRAINT     ? "ExcludeConstraint"
           : kind == LK_NODE_INDEX                  ? "Index"
                                                    : "CheckConstraint";
}

/* A column of a constraint: by key, or the column object itself.  The error is SQLAlchemy's,
 * which tells class and table. */
static bool pick_column(struct lk_table *t, struct lk_tcols *cols, const struct lk_datum *item,
                        uint16_t kind)
{
    uint16_t id = lk_sqlc_id(item);
    bool object = id == LK_NODE_COLUMN || id == LK_NODE_COLUMN_REF;
    struct lk_str key = lk_datum_text(object ? LK_ARG_OF(item, "name") : item);
    struct lk_tcol *col = lk_table_find(t, key);
    if (!col) {
        return lk_sqlc_refuse(t->c,
                              "ConstraintColumnNotFoundError: Can't create %s on table '" LK_PRI
                              "': no column named '" LK_PRI "' is present.",
                              class_of(kind), LK_ARG(lk_datum_text(t->name)), LK_ARG(key));
    }
    cols_add(t, cols, col);
    return true;
}

/* The columns of a constraint, all of which must exist. */
static bool pick_columns(struct lk_table *t, struct lk_tcon *con)
{
    const struct lk_datum *list = LK_ARG_OF(con->node, "columns");
    bool good = true;
    for (size_t i = 0; good && i < list->as.list.n; i++) {
        good = pick_column(t, &con->cols, list->as.list.v[i], con->kind);
    }
    return good;
}

/* Columns named by strings must exist; expressions bring their own.  The operator is not looked
 * at here: it is written as it is. */
static bool pick_elements(struct lk_table *t, struct lk_tcon *con)
{
    const struct lk_datum *list = LK_ARG_OF(con->node, "elements");
    bool good = true;
    for (size_t i = 0; good && i < list->as.list.n; i++) {
        const struct lk_datum *pair = list->as.list.v[i];
        if (pair->as.list.n != 2) {
            return lk_sqlc_refuse(t->c, "ValueError: an element of ExcludeConstraint is a pair of "
                                        "column and operator");
        }
        if (lk_sqlc_is_str(pair->as.list.v[0])) {
            good = pick_column(t, &con->cols, pair->as.list.v[0], con->kind);
        }
    }
    return good;
}

/* An explicit primary key replaces the implicit one and makes its columns NOT NULL; one without
 * columns takes those that are marked.  Its columns were perhaps read as nullable before it
 * came. */
static void take_primary_key(struct lk_table *t, struct lk_tcon *con)
{
    if (!con->cols.n) {
        con->cols = t->pk->cols;
    }
    t->pk = con;
    for (size_t i = 0; i < con->cols.n; i++) {
        con->cols.v[i]->pk = true;
        con->cols.v[i]->nullable = con->cols.v[i]->nullable_given && con->cols.v[i]->nullable;
    }
}

/* A foreign key has as many columns here as there.  A column named twice is told apart from a
 * wrong number, as SQLAlchemy does. */
static bool check_counts(struct lk_table *t, const struct lk_tcon *con)
{
    if (con->kind != LK_NODE_FOREIGN_KEY_CONSTRAINT) {
        return true;
    }
    size_t local = LK_ARG_OF(con->node, "columns")->as.list.n;
    if (con->cols.n == LK_ARG_OF(con->node, "refcolumns")->as.list.n) {
        return true;
    }
    return lk_sqlc_refuse(t->c, con->cols.n != local
                                    ? "ArgumentError: ForeignKeyConstraint with duplicate source "
                                      "column references are not supported."
                                    : "ArgumentError: ForeignKeyConstraint number of constrained "
                                      "columns must match the number of referenced columns.");
}

/* The dialect keywords that each kind of constraint takes.  An unknown postgresql_… keyword is
 * refused, because ignoring it would build another constraint than was meant. */
static bool check_kwargs(struct lk_table *t, const struct lk_tcon *con)
{
    static const char *const valid[] = {"not_valid", NULL}, *const include[] = {"include", NULL};
    static const char *const unique[] = {"include", "nulls_not_distinct", NULL};
    static const char *const none[] = {NULL};
    const char *const *known = con->kind == LK_NODE_PRIMARY_KEY_CONSTRAINT ? include
                               : con->kind == LK_NODE_UNIQUE_CONSTRAINT    ? unique
                               : con->kind == LK_NODE_EXCLUDE_CONSTRAINT   ? none
                                                                           : valid;
    return lk_kwargs_check(t->c, LK_ARG_OF(con->node, "kw"), class_of(con->kind), known);
}

/* Columns first, then the keywords, then the name.  Made by the script, hence older than all
 * that attaching makes. *out may be NULL where nobody needs it. */
bool lk_table_constraint(struct lk_tcon **out, struct lk_table *t, const struct lk_datum *node)
{
    struct lk_tcon *con = new_constraint(t, node->as.node.def->id);
    con->made -= MADE_BY_ATTACHING;
    con->node = node;
    con->name = LK_ARG_OF(node, "name");
    bool picked = con->kind == LK_NODE_CHECK_CONSTRAINT     ? true
                  : con->kind == LK_NODE_EXCLUDE_CONSTRAINT ? pick_elements(t, con)
                                                            : pick_columns(t, con);
    if (!picked || !check_counts(t, con) || !check_kwargs(t, con)) {
        return false;
    }
    for (size_t i = 0; con->kind == LK_NODE_FOREIGN_KEY_CONSTRAINT && i < con->cols.n; i++) {
        con->cols.v[i]->has_fk = true;
    }
    if (con->kind == LK_NODE_PRIMARY_KEY_CONSTRAINT) {
        take_primary_key(t, con);
    } else {
        *LK_PUSH(&t->con) = con;
    }
    if (out) {
        *out = con;
    }
    return name_constraint(t, con);
}

/* The column of a table that an item of an index begins with, for the convention: the first one
 * inside an expression counts, as in SQLAlchemy.  NULL for columns of no table. */
const struct lk_datum *lk_table_index_column(const struct lk_datum *item)
{
    switch (lk_sqlc_id(item)) {
    case LK_NODE_COLUMN_REF:
        return lk_sqlc_id(LK_ARG_OF(item, "table")) == LK_NODE_TABLE ? item : NULL;
    case LK_NODE_UNARY:
    case LK_NODE_LABEL: return lk_table_index_column(LK_ARG_OF(item, "element"));
    case LK_NODE_FUNC: {
        const struct lk_datum *args = LK_ARG_OF(item, "args"), *found = NULL;
        for (size_t i = 0; !found && i < args->as.list.n; i++) {
            found = lk_table_index_column(args->as.list.v[i]);
        }
        return found;
    }
    default: return lk_sqlc_is_str(item) || lk_sqlc_id(item) == LK_NODE_COLUMN ? item : NULL;
    }
}

/* Expressions have no columns of their own; names must exist.  The index takes its columns'
 * names into the convention; *out may be NULL. */
bool lk_table_index(struct lk_tidx **out, struct lk_table *t, const struct lk_datum *node)
{
    struct lk_tidx *idx = lk_arena_alloc(t->c->arena, sizeof *idx);
    idx->node = node;
    idx->name = LK_ARG_OF(node, "name");
    idx->unique = lk_datum_truth(LK_ARG_OF(node, "unique"));
    idx->exprs = LK_ARG_OF(node, "expressions");
    for (size_t i = 0; i < idx->exprs->as.list.n; i++) {
        const struct lk_datum *given = idx->exprs->as.list.v[i];
        const struct lk_datum *item = lk_table_index_column(given);
        bool text = lk_sqlc_is_str(given) || lk_sqlc_id(given) == LK_NODE_COLUMN;
        bool there = item && (text || lk_table_find(t, lk_datum_text(LK_ARG_OF(item, "name"))));
        if (there && !pick_column(t, &idx->cols, item, LK_NODE_INDEX)) {
            return false;
        }
    }
    *LK_PUSH(&t->idx) = idx;
    if (out) {
        *out = idx;
    }
    struct lk_naming naming = {.kind = LK_NAMED_IX, .table = t, .cols = &idx->cols,
                               .name = idx->name};
    return lk_naming_apply(&idx->name, &naming);
}

/* The column a reference to the table itself means; Alembic adds it when it is missing, and a
 * column without type takes that of the one it refers to.  Only references into this very table
 * matter; others are left to the server. */
static bool settle_reference(struct lk_table *t, struct lk_tcon *con, size_t i)
{
    struct lk_fkref ref;
    if (!lk_fkref_of(&ref, t, con, i)) {
        return false;
    }
    if (!ref.own) {
        return true;
    }
    struct lk_tcol *target = lk_table_find(t, ref.column), *from = con->cols.v[i];
    if (!target) {
        return lk_table_placeholder(t, lk_sqlc_str(t->c, ref.column));
    }
    if (lk_sqlc_none(from->type) || lk_sqlc_id(from->type) == LK_NODE_T_NULL) {
        from->type = target->type;
    }
    return true;
}

/* For qsort: older constraints first. */
static int by_creation(const void *a, const void *b)
{
    const struct lk_tcon *x = *(struct lk_tcon *const *)a, *y = *(struct lk_tcon *const *)b;
    return (x->made > y->made) - (x->made < y->made);
}

/* After everything is attached.  Constraints are put into the order of their making first, as
 * references may add columns. */
bool lk_table_settle(struct lk_table *t)
{
    if (t->con.n) {
        qsort(t->con.v, t->con.n, sizeof *t->con.v, by_creation);
    }
    for (size_t i = 0; i < t->con.n; i++) {
        struct lk_tcon *con = t->con.v[i];
        bool fk = con->kind == LK_NODE_FOREIGN_KEY_CONSTRAINT;
        for (size_t k = 0; fk && k < lk_fkref_count(con); k++) {
            if (!settle_reference(t, con, k)) {
                return false;
            }
        }
    }
    return true;
}

/* Alembic attaches all columns before any constraint.  An item that is no schema object is
 * passed over, as Alembic does. */
bool lk_table_items(struct lk_table *t, const struct lk_datum *items)
{
    bool good = true;
    for (size_t i = 0; good && i < items->as.list.n; i++) {
        if (lk_sqlc_id(items->as.list.v[i]) == LK_NODE_COLUMN) {
            good = lk_table_column(t, items->as.list.v[i]);
        }
    }
    for (size_t i = 0; good && i < items->as.list.n; i++) {
        const struct lk_datum *item = items->as.list.v[i];
        uint16_t id = lk_sqlc_id(item);
        if (id == LK_NODE_INDEX) {
            good = lk_table_index(NULL, t, item);
        } else if (id != LK_NODE_COLUMN && id != LK_NODE_COUNT) {
            good = lk_table_constraint(NULL, t, item);
        }
    }
    return good && lk_table_settle(t);
}
