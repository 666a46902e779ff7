/* Operations on columns: what Alembic's toimpl.py and PostgresqlImpl emit, in that order.
 *
 * add_column is one ALTER TABLE for the column itself and a statement each for what cannot stand
 * in it on every database: unique=True, the constraint of a ForeignKey, the CHECK of a type,
 * index=True, the comment.  An Enum's CREATE TYPE is not among them; scripts create it
 * themselves.
 *
 * alter_column is one statement per aspect, always in this order: CHECK of the old type dropped,
 * TYPE, NOT NULL, DEFAULT or IDENTITY, comment, RENAME, CHECK of the new type added.  What the
 * existing_… arguments say only matters where PostgreSQL needs to know it: an identity is told
 * from a default by them, and the old type's CHECK is found through existing_type.
 *
 * server_default tells three cases apart: False (not given), None (drop it), anything else (set
 * it). */
#include "sql/ops.h"

/* REFERENCES stands inside the column only when there is exactly one. */
static bool references_inline(struct lk_table *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->con.n; i++) {
        n += t->con.v[i]->kind == LK_NODE_FOREIGN_KEY_CONSTRAINT;
    }
    return n == 1;
}

/* REFERENCES with its rules, behind the column's specification.  The rules are the foreign key's
 * own. */
static bool put_inline_reference(struct lk_table *t)
{
    for (size_t i = 0; i < t->con.n; i++) {
        struct lk_tcon *con = t->con.v[i];
        struct lk_fkref ref;
        if (con->kind != LK_NODE_FOREIGN_KEY_CONSTRAINT) {
            continue;
        }
        if (!lk_fkref_of(&ref, t, con, 0)) {
            return false;
        }
        lk_sqlc_put(t->c, " ");
        lk_constraint_references(t->c, &ref);
        lk_sqlc_put(t->c, " (");
        lk_sqlc_ident(t->c, ref.column);
        lk_sqlc_put(t->c, ")");
        return lk_constraint_rules(t->c, con->node);
    }
    return true;
}

/* ALTER TABLE … ADD COLUMN itself.  A column that is a primary key says so only where Alembic's
 * inline_primary_key asks for it. */
static bool put_add_column(struct lk_table *t, const struct lk_op *op, bool inline_references)
{
    struct lk_sqlc *c = t->c;
    struct lk_tcol *col = t->col.v[0];
    lk_sqlc_alter_table(c, t->schema, t->name);
    bool if_not_exists = lk_datum_truth(lk_op_arg(op, "if_not_exists"));
    lk_sqlc_put(c, if_not_exists ? " ADD COLUMN IF NOT EXISTS " : " ADD COLUMN ");
    if (!lk_column_spec(t, col)) {
        return false;
    }
    if (lk_datum_truth(lk_op_arg(op, "inline_primary_key")) && col->pk) {
        lk_sqlc_put(c, " PRIMARY KEY");
    }
    if ((inline_references && !put_inline_reference(t)) || !lk_column_checks(t, col)) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}

/* What came with the column and has statements of its own: constraints, then indexes.  A type's
 * CHECK is written only where the type needs one on PostgreSQL. */
static bool add_rest(struct lk_table *t, bool inline_references)
{
    bool good = true;
    for (size_t i = 0; good && i < t->con.n; i++) {
        struct lk_tcon *con = t->con.v[i];
        bool fk = con->kind == LK_NODE_FOREIGN_KEY_CONSTRAINT;
        if (lk_constraint_counts(con) && !(fk && inline_references)) {
            good = lk_constraint_add(t, con);
        }
    }
    for (size_t i = 0; good && i < t->idx.n; i++) {
        good = lk_index_create(t, t->idx.v[i], false);
    }
    return good;
}

/* The table has this one column; what attaching makes of it follows as statements. */
bool lk_lower_add_column(struct lk_sqlc *c, const struct lk_op *op)
{
    struct lk_table t;
    const struct lk_datum *column = lk_op_arg(op, "column");
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = lk_table_column(&t, column) && lk_table_settle(&t);
    if (good) {
        lk_named_type_place(&t);
        bool inline_references = lk_datum_truth(lk_op_arg(op, "inline_references")) &&
                                 references_inline(&t);
        good = put_add_column(&t, op, inline_references) && add_rest(&t, inline_references);
    }
    if (good && lk_datum_truth(LK_ARG_OF(column, "comment"))) {
        lk_lower_column_comment(&t, t.col.v[0], LK_ARG_OF(column, "comment"));
    }
    lk_table_clear(&t);
    return good;
}

/* A script that serves several databases may name their options; they mean nothing here. */
static bool is_other_dialects(struct lk_str key)
{
    return lk_str_starts(key, LK_STR("mysql_")) || lk_str_starts(key, LK_STR("mssql_")) ||
           lk_str_starts(key, LK_STR("oracle_")) || lk_str_starts(key, LK_STR("sqlite_"));
}

/* The nearest of the keywords that are known is a hint. */
static bool refuse_keyword(struct lk_sqlc *c, const struct lk_op *op, struct lk_str key,
                           const char *const *known)
{
    size_t n = 0;
    while (known[n]) {
        n++;
    }
    const char *near = lk_str_nearest(key, known, n);
    lk_sqlc_unsupported(c, "%s() got an unexpected keyword argument '" LK_PRI "'", op->def->name,
                        LK_ARG(key));
    return near ? lk_err_hint(c->err, "did you mean '%s'?", near) : false;
}

/* Alembic hands unknown keywords of the two operations on and ignores them; a misspelt one is
 * refused here.  known ends with NULL. */
static bool check_keywords(struct lk_sqlc *c, const struct lk_op *op, const char *const *known)
{
    const struct lk_datum *kw = lk_op_arg(op, "kw");
    for (size_t i = 0; !lk_sqlc_none(kw) && i < kw->as.map.n; i++) {
        struct lk_str key = kw->as.map.v[i].key;
        bool found = is_other_dialects(key);
        for (size_t k = 0; known[k]; k++) {
            found = found || lk_str_is(key, known[k]);
        }
        if (!found) {
            return refuse_keyword(c, op, key, known);
        }
    }
    return true;
}

/* Alembic ignores other keywords; they are checked here.  The constraints and indexes of the
 * column go with it on the server. */
bool lk_lower_drop_column(struct lk_sqlc *c, const struct lk_op *op)
{
    static const char *const none[] = {NULL};
    if (!lk_kwargs_check(c, lk_op_arg(op, "kw"), "Column", none)) {
        return false;
    }
    static const char *const known[] = {"schema", "if_exists", NULL};
    bool if_exists = lk_datum_truth(lk_op_arg(op, "if_exists"));
    if (!check_keywords(c, op, known)) {
        return false;
    }
    lk_sqlc_alter_table(c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_sqlc_put(c, if_exists ? " DROP COLUMN IF EXISTS " : " DROP COLUMN ");
    lk_sqlc_name(c, lk_op_arg(op, "column_name"));
    lk_sqlc_end(c);
    return true;
}

/* ALTER TABLE … ALTER COLUMN ….  The beginning that all aspects but RENAME share. */
static void begin_alter(struct lk_sqlc *c, const struct lk_op *op)
{
    lk_sqlc_alter_table(c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_sqlc_put(c, " ALTER COLUMN ");
    lk_sqlc_name(c, lk_op_arg(op, "column_name"));
}

/* A keyword that went through **kw. */
static const struct lk_datum *keyword(const struct lk_op *op, const char *name)
{
    return lk_kwargs_get(lk_op_arg(op, "kw"), name);
}

/* TYPE comes first of all, with its USING.  The words for USING without a type are Alembic's. */
static bool alter_type(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *type = lk_op_arg(op, "type_");
    const struct lk_datum *using = keyword(op, "postgresql_using");
    if (lk_sqlc_none(type)) {
        return using ? lk_sqlc_refuse(c, "CommandError: postgresql_using must be used with the "
                                         "type_ parameter")
                     : true;
    }
    begin_alter(c, op);
    lk_sqlc_put(c, " TYPE ");
    if (!lk_sqlc_type(c, type)) {
        return false;
    }
    if (using && !lk_sqlc_is_str(using)) {
        return lk_sqlc_refuse(c, "TypeError: postgresql_using takes SQL as a str");
    }
    if (lk_datum_truth(using)) {
        lk_buf_addf(&c->out, " USING " LK_PRI, LK_ARG(lk_datum_text(using)));
    }
    lk_sqlc_end(c);
    return true;
}

/* SET or DROP NOT NULL.  None leaves it as it is. */
static void alter_nullable(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *nullable = lk_op_arg(op, "nullable");
    if (!lk_sqlc_none(nullable)) {
        begin_alter(c, op);
        lk_sqlc_put(c, lk_datum_truth(nullable) ? " DROP NOT NULL" : " SET NOT NULL");
        lk_sqlc_end(c);
    }
}

/* False is Alembic's mark for "not given"; None is a value. */
static bool is_false(const struct lk_datum *d)
{
    return lk_datum_is(d, LK_DATUM_BOOL) && !d->as.b;
}

/* Only what differs, in the order of the names (_compare_identity_default).  Without an identity
 * before it every option counts as new.  False when nothing differs. */
static bool put_identity_changes(struct lk_sqlc *c, const struct lk_datum *new,
                                 const struct lk_datum *old)
{
    static const char *const options[] = {"always", "cache", "cycle", "increment", "maxvalue",
                                          "minvalue", "nomaxvalue", "nominvalue", "start"};
    bool known = lk_sqlc_id(old) == LK_NODE_IDENTITY, any = false;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const struct lk_datum *value = LK_ARG_OF(new, options[i]);
        const struct lk_datum *before = known ? LK_ARG_OF(old, options[i]) : NULL;
        if (i == 0) {
            if (lk_datum_truth(value) != lk_datum_truth(before)) {
                lk_sqlc_put(c, lk_datum_truth(value) ? "SET GENERATED ALWAYS "
                                                     : "SET GENERATED BY DEFAULT ");
                any = true;
            }
        } else if (!lk_sqlc_none(value) && !lk_datum_equal(value, before)) {
            struct lk_datum *one = lk_sqlc_node(c, LK_NODE_IDENTITY);
            lk_sqlc_set(one, options[i], value);
            lk_column_options(c, one, "SET ");
            lk_sqlc_put(c, " ");
            any = true;
        }
    }
    return any;
}

/* An expression, whose truth Python cannot tell. */
static bool is_expression(const struct lk_datum *d)
{
    uint16_t id = lk_sqlc_id(d);
    return lk_datum_is(d, LK_DATUM_NODE) && id != LK_NODE_IDENTITY && id != LK_NODE_FETCHED;
}

/* Adding, dropping or changing an identity, told by what was there before.  Whether it is added
 * or changed depends on existing_server_default alone, as the database is not asked. */
static bool alter_identity(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *new = lk_op_arg(op, "server_default");
    const struct lk_datum *old = lk_op_arg(op, "existing_server_default");
    begin_alter(c, op);
    lk_sqlc_put(c, " ");
    if (lk_sqlc_none(new)) {
        lk_sqlc_put(c, "DROP IDENTITY");
    } else if (lk_sqlc_none(old)) {
        lk_sqlc_put(c, "ADD ");
        if (!lk_column_identity(c, new)) {
            return false;
        }
    } else if (lk_sqlc_id(new) != LK_NODE_IDENTITY) {
        return lk_sqlc_refuse(c, "AttributeError: the new server_default of an identity column "
                                 "must be an Identity or None");
    } else if (!put_identity_changes(c, new, old) && is_expression(old)) {
        return lk_sqlc_refuse(c, "TypeError: Boolean value of this clause is not defined");
    }
    lk_sqlc_end(c);
    return true;
}

/* SET or DROP DEFAULT; generated columns cannot be altered that way.  False, the mark for "not
 * given", writes nothing. */
static bool alter_default(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *new = lk_op_arg(op, "server_default");
    const struct lk_datum *old = lk_op_arg(op, "existing_server_default");
    if (is_false(new)) {
        return true;
    }
    if (lk_datum_is(new, LK_DATUM_BOOL) && new->as.b) {
        return lk_sqlc_refuse(c, "ArgumentError: Argument 'arg' is expected to be one of type 'str'"
                                 " or 'ClauseElement' or 'TextClause', got 'bool'");
    }
    if (lk_sqlc_id(new) == LK_NODE_COMPUTED || lk_sqlc_id(old) == LK_NODE_COMPUTED) {
        return lk_sqlc_refuse(c, "CompileError: Adding or removing a \"computed\" construct, e.g. "
                                 "GENERATED ALWAYS AS, to or from an existing column is not "
                                 "supported.");
    }
    if (lk_sqlc_id(new) == LK_NODE_IDENTITY || lk_sqlc_id(old) == LK_NODE_IDENTITY) {
        return alter_identity(c, op);
    }
    if (lk_sqlc_id(new) == LK_NODE_FETCHED) {
        return lk_sqlc_refuse(c, "AssertionError: FetchedValue has no default to set");
    }
    begin_alter(c, op);
    lk_sqlc_put(c, lk_sqlc_none(new) ? " DROP DEFAULT" : " SET DEFAULT ");
    if (!lk_sqlc_none(new) && !lk_column_default(c, new)) {
        return false;
    }
    lk_sqlc_end(c);
    return true;
}

/* COMMENT ON COLUMN; Alembic quotes a dotted schema piece by piece here. */
static void alter_comment(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *comment = lk_op_arg(op, "comment");
    if (is_false(comment)) {
        return;
    }
    lk_sqlc_put(c, "COMMENT ON COLUMN ");
    lk_sqlc_dotted_table(c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_sqlc_put(c, ".");
    lk_sqlc_name(c, lk_op_arg(op, "column_name"));
    lk_sqlc_put(c, " IS ");
    if (lk_sqlc_none(comment)) {
        lk_sqlc_put(c, "NULL");
    } else {
        lk_sqlc_string(c, comment->as.s);
    }
    lk_sqlc_end(c);
}

/* RENAME is last, so that all before it speak of the old name. */
static void alter_name(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *name = lk_op_arg(op, "new_column_name");
    if (lk_sqlc_none(name)) {
        return;
    }
    lk_sqlc_alter_table(c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    lk_sqlc_put(c, " RENAME ");
    lk_sqlc_name(c, lk_op_arg(op, "column_name"));
    lk_sqlc_put(c, " TO ");
    lk_sqlc_name(c, name);
    lk_sqlc_end(c);
}

/* The CHECKs that a type brings are dropped before the type changes and added after it.  A table
 * with this one column is made for the moment, so that the constraint's name follows the
 * convention. */
static bool type_checks(struct lk_sqlc *c, const struct lk_op *op, const struct lk_datum *type,
                        bool add)
{
    struct lk_table t;
    struct lk_datum *column = lk_sqlc_node(c, LK_NODE_COLUMN);
    lk_sqlc_set(column, "name", lk_op_arg(op, "column_name"));
    lk_sqlc_set(column, "type", type);
    lk_table_init(&t, c, lk_op_arg(op, "schema"), lk_op_arg(op, "table_name"));
    bool good = lk_table_column(&t, column);
    for (size_t i = 0; good && i < t.con.n; i++) {
        if (lk_constraint_counts(t.con.v[i])) {
            good = add ? lk_constraint_add(&t, t.con.v[i])
                       : lk_constraint_drop(&t, t.con.v[i], "", false);
        }
    }
    lk_table_clear(&t);
    return good;
}

/* See the head of this file for the order.  The keywords are checked before anything is written. */
bool lk_lower_alter_column(struct lk_sqlc *c, const struct lk_op *op)
{
    const struct lk_datum *old = lk_op_arg(op, "existing_type"), *new = lk_op_arg(op, "type_");
    static const char *const known[] = {"postgresql_using", "autoincrement",
                                        "existing_autoincrement", "insert_before",
                                        "insert_after", NULL};
    bool both = !lk_sqlc_none(old) && !lk_sqlc_none(new);
    if (!check_keywords(c, op, known) || (both && !type_checks(c, op, old, false)) ||
        !alter_type(c, op)) {
        return false;
    }
    alter_nullable(c, op);
    if (!alter_default(c, op)) {
        return false;
    }
    alter_comment(c, op);
    alter_name(c, op);
    return lk_sqlc_none(new) || type_checks(c, op, new, true);
}
