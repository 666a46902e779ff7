/* The constraints of a table node as data, after everything that attaching does: batch operations
 * that make a table anew ask for them, since SQLAlchemy's objects would have the names by then.
 *
 * Of indexes only those are interesting that a column's index=True makes. */
#include "sql/describe.h"
#include "sql/table.h"

#include <stdlib.h>

/* The class of a constraint, as scripts call it. */
static const char *kind_of(const struct lk_tcon *con)
{
    switch (con->kind) {
    case LK_NODE_PRIMARY_KEY_CONSTRAINT: return "PrimaryKeyConstraint";
    case LK_NODE_UNIQUE_CONSTRAINT: return "UniqueConstraint";
    case LK_NODE_FOREIGN_KEY_CONSTRAINT: return "ForeignKeyConstraint";
    case LK_NODE_EXCLUDE_CONSTRAINT: return "ExcludeConstraint";
    default: return "CheckConstraint";
    }
}

/* Keys, by which scripts name columns. */
static const struct lk_datum *keys_of(struct lk_arena *arena, const struct lk_tcols *cols)
{
    const struct lk_datum **v = lk_arena_array(arena, cols->n, sizeof *v);
    for (size_t i = 0; i < cols->n; i++) {
        v[i] = lk_datum_str(arena, cols->v[i]->key);
    }
    return lk_datum_list(arena, v, cols->n);
}

/* One constraint or index; of a name only its text counts, the flag stands beside it. */
static const struct lk_datum *describe(struct lk_arena *arena, const char *kind,
                                       const struct lk_datum *name, const struct lk_tcols *cols,
                                       bool bound)
{
    struct lk_pair *pair = lk_arena_array(arena, 5, sizeof *pair);
    bool final = lk_datum_is(name, LK_DATUM_STR) && name->flags & LK_DATUM_CONV;
    pair[0] = (struct lk_pair){LK_STR("kind"), lk_datum_str(arena, lk_str_of(kind))};
    pair[1] = (struct lk_pair){LK_STR("name"), name ? name : lk_datum_null()};
    pair[2] = (struct lk_pair){LK_STR("final"), lk_datum_bool(arena, final)};
    pair[3] = (struct lk_pair){LK_STR("columns"), keys_of(arena, cols)};
    pair[4] = (struct lk_pair){LK_STR("bound"), lk_datum_bool(arena, bound)};
    return lk_datum_map(arena, pair, 5);
}

/* A type's CHECK without a name has one only when it is written. */
static const struct lk_datum *describe_constraint(struct lk_arena *arena,
                                                  const struct lk_tcon *con)
{
    return describe(arena, kind_of(con), con->deferred ? NULL : con->name, &con->cols,
                    con->check_type != NULL);
}

/* The primary key, the constraints, the indexes. */
static const struct lk_datum *describe_all(struct lk_arena *arena, const struct lk_table *t)
{
    const struct lk_datum **v = lk_arena_array(arena, 1 + t->con.n + t->idx.n, sizeof *v);
    size_t n = 0;
    v[n++] = describe_constraint(arena, t->pk);
    for (size_t i = 0; i < t->con.n; i++) {
        v[n++] = describe_constraint(arena, t->con.v[i]);
    }
    for (size_t i = 0; i < t->idx.n; i++) {
        const struct lk_tidx *idx = t->idx.v[i];
        v[n++] = describe(arena, "Index", idx->name, &idx->cols, false);
    }
    return lk_datum_list(arena, v, n);
}

/* The table is built as for CREATE TABLE and thrown away; nothing is written. */
bool lk_sql_constraints(const struct lk_datum **out, struct lk_arena *arena,
                        const struct lk_datum *table, const struct lk_dialect *d,
                        struct lk_err *err)
{
    const struct lk_op *op = lk_op_new(arena, LK_OP_CREATE_ITEM);
    struct lk_sqlc c = {.d = d, .arena = arena, .op = op, .err = err};
    struct lk_table t;
    lk_table_init(&t, &c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
    const struct lk_datum *own = LK_ARG_OF(table, "naming_convention");
    t.convention = lk_datum_truth(own) ? own : NULL;
    t.remotes_known = lk_datum_truth(LK_ARG_OF(table, "referents_known"));
    t.metadata_schema = lk_datum_text(LK_ARG_OF(table, "metadata_schema"));
    bool good = lk_table_items(&t, LK_ARG_OF(table, "columns"));
    if (good) {
        *out = describe_all(arena, &t);
    }
    lk_table_clear(&t);
    lk_buf_clear(&c.out);
    return good;
}
