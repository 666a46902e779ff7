/* CREATE TYPE and CREATE DOMAIN: alone, and as the event that comes before CREATE TABLE.
 * Alembic's DDL runner remembers what that event made and makes each type once per run, whatever
 * happens to it in between (named_types.py, _check_for_name_in_memos).
 *
 * When the event fires is SQLAlchemy's most intricate rule.  create_table creates an Enum or ENUM
 * that has no metadata of its own, once per run and name; add_column and alter_column never do.
 * ENUM and DOMAIN heed create_type=False, sa.Enum ignores it.  A type inside an ARRAY counts as
 * the column's.  Of a variant the type for PostgreSQL counts, and types of this dialect count
 * wherever they stand in it.  drop_table drops no type, since Alembic's table for it has no
 * columns. */
#include "sql/table.h"

/* AS ENUM (labels) */
static bool put_labels(struct lk_sqlc *c, const struct lk_datum *labels)
{
    lk_sqlc_put(c, " AS ENUM (");
    for (size_t i = 0; i < labels->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_string(c, lk_datum_text(labels->as.list.v[i]));
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* The name of a domain's constraint, under the same limit as other names. */
static bool put_domain_name(struct lk_sqlc *c, const struct lk_datum *name)
{
    lk_sqlc_put(c, "CONSTRAINT ");
    return lk_naming_put(c, name);
}

/* Options are joined by blanks, and a blank follows the data type in any case. */
static bool put_domain(struct lk_sqlc *c, const struct lk_datum *type)
{
    const struct lk_datum *collation = LK_ARG_OF(type, "collation");
    const struct lk_datum *dflt = LK_ARG_OF(type, "default"), *check = LK_ARG_OF(type, "check");
    const struct lk_datum *name = LK_ARG_OF(type, "constraint_name");
    const char *gap = "";
    lk_sqlc_put(c, " AS ");
    if (!lk_sqlc_type(c, LK_ARG_OF(type, "data_type"))) {
        return false;
    }
    lk_sqlc_put(c, " ");
    if (!lk_sqlc_none(collation)) {
        lk_sqlc_put(c, "COLLATE ");
        lk_sqlc_name(c, collation);
        gap = " ";
    }
    if (!lk_sqlc_none(dflt)) {
        lk_buf_addf(&c->out, "%sDEFAULT ", gap);
        gap = " ";
        if (!lk_column_default(c, dflt)) {
            return false;
        }
    }
    if (!lk_sqlc_none(name)) {
        lk_sqlc_put(c, gap);
        gap = " ";
        if (!put_domain_name(c, name)) {
            return false;
        }
    }
    if (lk_datum_truth(LK_ARG_OF(type, "not_null"))) {
        lk_buf_addf(&c->out, "%sNOT NULL", gap);
        gap = " ";
    }
    if (!lk_sqlc_none(check)) {
        lk_buf_addf(&c->out, "%sCHECK (", gap);
        if (!lk_sqlc_ddl_expr(c, check)) {
            return false;
        }
        lk_sqlc_put(c, ")");
    }
    return true;
}

/* Domains differ from enums in their words and options only. */
static bool is_domain(const struct lk_datum *type)
{
    return lk_sqlc_id(type) == LK_NODE_PG_DOMAIN;
}

/* A type without a name cannot be created. */
static bool put_name(struct lk_sqlc *c, const struct lk_datum *type)
{
    const struct lk_datum *name = LK_ARG_OF(type, "name");
    if (!lk_datum_truth(name)) {
        return lk_sqlc_refuse(c, "CompileError: PostgreSQL %s type requires a name.",
                              is_domain(type) ? "DOMAIN" : "ENUM");
    }
    lk_sqlc_table_name(c, LK_ARG_OF(type, "schema"), name);
    return true;
}

/* Does the type exist under a name of its own on the server? */
static bool is_named(const struct lk_datum *type)
{
    uint16_t id = lk_sqlc_id(type);
    return id == LK_NODE_PG_ENUM || id == LK_NODE_PG_DOMAIN ||
           (id == LK_NODE_T_ENUM && lk_datum_truth(LK_ARG_OF(type, "native_enum")));
}

/* What is no named type on PostgreSQL has nothing to create: SQLAlchemy does nothing. */
bool lk_named_type_create(struct lk_sqlc *c, const struct lk_datum *type)
{
    type = lk_sqlc_impl(type);
    if (!is_named(type)) {
        return true;
    }
    lk_sqlc_put(c, is_domain(type) ? "CREATE DOMAIN " : "CREATE TYPE ");
    if (!put_name(c, type) ||
        !(is_domain(type) ? put_domain(c, type) : put_labels(c, LK_ARG_OF(type, "enums")))) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}

/* DROP TYPE or DROP DOMAIN of a type with a name; of others nothing. */
bool lk_named_type_drop(struct lk_sqlc *c, const struct lk_datum *type)
{
    type = lk_sqlc_impl(type);
    if (!is_named(type)) {
        return true;
    }
    lk_sqlc_put(c, is_domain(type) ? "DROP DOMAIN " : "DROP TYPE ");
    if (!put_name(c, type)) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}

/* Has this run created a type of this kind, schema and name?  From now on it has. */
static bool made_before(struct lk_sqlc *c, const struct lk_datum *type)
{
    if (!c->d->types_made) {
        return false;
    }
    struct lk_str key = lk_arena_format(c->arena, "%s " LK_PRI "." LK_PRI,
                                        is_domain(type) ? "domain" : "enum",
                                        LK_ARG(lk_datum_text(LK_ARG_OF(type, "schema"))),
                                        LK_ARG(lk_datum_text(LK_ARG_OF(type, "name"))));
    bool before = lk_map_has(c->d->types_made, key);
    lk_map_put(c->d->types_made, key, (void *)(uintptr_t)1);
    return before;
}

/* inherit_schema: the type lives where the table does. */
static const struct lk_datum *placed(struct lk_table *t, const struct lk_datum *type)
{
    if (!lk_datum_truth(LK_ARG_OF(type, "inherit_schema"))) {
        return type;
    }
    struct lk_datum *copy = lk_sqlc_node(t->c, lk_sqlc_id(type));
    const struct lk_sig *sig = lk_def_sig(type->as.node.def);
    for (uint16_t i = 0; i < sig->n; i++) {
        copy->as.node.arg[i] = type->as.node.arg[i];
    }
    lk_sqlc_set(copy, "schema", t->schema);
    return copy;
}

/* sa.Enum does not know create_type and takes no notice of it; ENUM and DOMAIN do. */
static bool each_type(struct lk_table *t, const struct lk_datum *type, lk_named_type_act *act)
{
    uint16_t id = lk_sqlc_id(type);
    if (id == LK_NODE_T_ARRAY || id == LK_NODE_PG_ARRAY) {
        return each_type(t, LK_ARG_OF(type, "item_type"), act);
    }
    if (!is_named(type) || !lk_sqlc_none(LK_ARG_OF(type, "metadata"))) {
        return true;
    }
    if (id != LK_NODE_T_ENUM && !lk_datum_truth(LK_ARG_OF(type, "create_type"))) {
        return true;
    }
    type = placed(t, type);
    return made_before(t->c, type) || act(t->c, type);
}

/* Types of the dialect create themselves even where a variant makes them of no use. */
static bool each_variant(struct lk_table *t, const struct lk_datum *type, lk_named_type_act *act)
{
    const struct lk_datum *base = LK_ARG_OF(type, "type"), *all = LK_ARG_OF(type, "variants");
    const struct lk_datum *impl = lk_sqlc_impl(type);
    bool own = lk_sqlc_id(base) == LK_NODE_PG_ENUM || lk_sqlc_id(base) == LK_NODE_PG_DOMAIN;
    bool good = base == impl || own ? each_type(t, base, act) : true;
    for (size_t i = 0; good && i < all->as.map.n; i++) {
        const struct lk_datum *other = all->as.map.v[i].value;
        own = lk_sqlc_id(other) == LK_NODE_PG_ENUM || lk_sqlc_id(other) == LK_NODE_PG_DOMAIN;
        good = other == impl || own ? each_type(t, other, act) : true;
    }
    return good;
}

/* Column by column, in their order. */
bool lk_named_type_for(struct lk_table *t, lk_named_type_act *act)
{
    bool good = true;
    for (size_t i = 0; good && i < t->col.n; i++) {
        const struct lk_datum *type = t->col.v[i]->type;
        good = lk_sqlc_id(type) == LK_NODE_VARIANT ? each_variant(t, type, act)
                                                   : each_type(t, type, act);
    }
    return good;
}

/* Also ALTER TABLE … ADD COLUMN names the type where it lives. */
void lk_named_type_place(struct lk_table *t)
{
    for (size_t i = 0; i < t->col.n; i++) {
        const struct lk_datum *type = t->col.v[i]->type;
        uint16_t id = lk_sqlc_id(type);
        if (id == LK_NODE_T_ENUM || id == LK_NODE_PG_ENUM || id == LK_NODE_PG_DOMAIN) {
            t->col.v[i]->type = placed(t, type);
        }
    }
}
