/* Constraints as PGDDLCompiler writes them, inside CREATE TABLE and as ALTER TABLE.
 *
 * The text of a constraint is the same in CREATE TABLE and behind ALTER TABLE … ADD: an optional
 * CONSTRAINT name, the body by kind, then the rules that follow it.  Order of the rules: MATCH,
 * ON DELETE, ON UPDATE, DEFERRABLE, INITIALLY, NOT VALID.
 *
 * Keyword phrases (CASCADE, DEFERRED, gist) are checked against the words that SQLAlchemy allows,
 * so that no other SQL can come in through them; they are written in the case that was given, but
 * for index methods. */
#include "sql/table.h"

#include <stdlib.h>
#include <strings.h>

/* Refuses words that are no keyword phrase: SQLAlchemy never lets them into DDL. */
static bool not_a_phrase(struct lk_sqlc *c, struct lk_str text, const char *pattern)
{
    return lk_sqlc_refuse(c, "CompileError: Unexpected SQL phrase: '" LK_PRI "' (matching against "
                             "'%s')", LK_ARG(text), pattern);
}

/* Compares without regard to case, as the patterns of SQLAlchemy do.  The list ends with NULL.
 * */
static bool is_one_of(struct lk_str text, const char *const *words)
{
    for (; *words; words++) {
        if (lk_str_eq_nocase(text, lk_str_of(*words))) {
            return true;
        }
    }
    return false;
}

static const char *const actions[] = {"RESTRICT", "CASCADE", "SET NULL", "NO ACTION",
                                      "SET DEFAULT", NULL};
static const char *const moments[] = {"DEFERRED", "IMMEDIATE", NULL};

/* PostgreSQL 15: SET NULL (columns).  The columns themselves are not looked at: the server does.
 * */
static bool is_column_action(struct lk_str text)
{
    static const char *const heads[] = {"SET NULL", "SET DEFAULT"};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(heads[i]);
        if (text.n > n && strncasecmp(text.p, heads[i], n) == 0) {
            struct lk_str rest = lk_str_trim(lk_str_cut(text, n, text.n));
            return rest.n > 2 && rest.p[0] == '(' && rest.p[rest.n - 1] == ')';
        }
    }
    return false;
}

/* ON DELETE or ON UPDATE; only the former takes a list of columns.  It is written in the case in
 * which the script has it. */
static bool put_action(struct lk_sqlc *c, const char *on, const struct lk_datum *action,
                       bool columns)
{
    struct lk_str text = lk_datum_text(action);
    if (lk_sqlc_none(action)) {
        return true;
    }
    if (!is_one_of(text, actions) && !(columns && is_column_action(text))) {
        return not_a_phrase(c, text, "^(?:RESTRICT|CASCADE|SET NULL|NO ACTION|SET DEFAULT)$");
    }
    lk_buf_addf(&c->out, " %s " LK_PRI, on, LK_ARG(text));
    return true;
}

/* DEFERRABLE and INITIALLY, which every constraint may have.  deferrable=False is written too,
 * as NOT DEFERRABLE; only None is silent. */
static bool put_deferrability(struct lk_sqlc *c, const struct lk_datum *node)
{
    const struct lk_datum *deferrable = LK_ARG_OF(node, "deferrable");
    const struct lk_datum *initially = LK_ARG_OF(node, "initially");
    if (!lk_sqlc_none(deferrable)) {
        lk_sqlc_put(c, lk_datum_truth(deferrable) ? " DEFERRABLE" : " NOT DEFERRABLE");
    }
    if (lk_sqlc_none(initially)) {
        return true;
    }
    struct lk_str text = lk_datum_text(initially);
    if (!is_one_of(text, moments)) {
        return not_a_phrase(c, text, "^(?:DEFERRED|IMMEDIATE)$");
    }
    lk_buf_addf(&c->out, " INITIALLY " LK_PRI, LK_ARG(text));
    return true;
}

/* The rules of a foreign key, in PostgreSQL's order.  Serves the ForeignKey of a column as well,
 * whose arguments have the same names. */
bool lk_constraint_rules(struct lk_sqlc *c, const struct lk_datum *node)
{
    const struct lk_datum *match = LK_ARG_OF(node, "match");
    if (!lk_sqlc_none(match)) {
        lk_buf_addf(&c->out, " MATCH " LK_PRI, LK_ARG(lk_datum_text(match)));
    }
    return put_action(c, "ON DELETE", LK_ARG_OF(node, "ondelete"), true) &&
           put_action(c, "ON UPDATE", LK_ARG_OF(node, "onupdate"), false) &&
           put_deferrability(c, node);
}

/* The names of columns with commas between.  By name, not by key. */
static void put_columns(struct lk_sqlc *c, const struct lk_tcols *cols)
{
    for (size_t i = 0; i < cols->n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_name(c, cols->v[i]->name);
    }
}

/* REFERENCES and the table; the columns follow.  The schema is written only where the reference
 * has one. */
void lk_constraint_references(struct lk_sqlc *c, const struct lk_fkref *ref)
{
    lk_sqlc_put(c, "REFERENCES ");
    if (ref->schema.n) {
        lk_sqlc_ident(c, ref->schema);
        lk_sqlc_put(c, ".");
    }
    lk_sqlc_ident(c, ref->table);
}

/* Do two references point into one table? */
static bool same_table(const struct lk_fkref *a, const struct lk_fkref *b)
{
    return lk_str_eq(a->schema, b->schema) && lk_str_eq(a->table, b->table);
}

/* A composite foreign key has one table to point to. */
static bool several_tables(struct lk_sqlc *c)
{
    return lk_sqlc_refuse(c, "ArgumentError: ForeignKeyConstraint refers to multiple remote "
                             "tables");
}

/* FOREIGN KEY with its references; the first one names the table.  Each reference is text or a
 * column; both have been resolved to schema, table and column. */
static bool put_foreign_key(struct lk_table *t, struct lk_tcon *con)
{
    struct lk_sqlc *c = t->c;
    struct lk_fkref first = {0}, ref;
    lk_sqlc_put(c, "FOREIGN KEY(");
    put_columns(c, &con->cols);
    lk_sqlc_put(c, ") ");
    for (size_t i = 0; i < lk_fkref_count(con); i++) {
        if (!lk_fkref_of(&ref, t, con, i)) {
            return false;
        }
        if (i == 0) {
            first = ref;
            lk_constraint_references(c, &ref);
        } else if (!same_table(&first, &ref)) {
            return several_tables(c);
        }
        lk_sqlc_put(c, i ? ", " : " (");
        lk_sqlc_ident(c, ref.column);
    }
    lk_sqlc_put(c, ")");
    return lk_constraint_rules(c, con->node);
}

/* A postgresql_… keyword of a constraint; what is implicit has none. */
static const struct lk_datum *option(const struct lk_tcon *con, const char *name)
{
    return con->node ? lk_kwargs_get(LK_ARG_OF(con->node, "kw"), name) : NULL;
}

/* INCLUDE (…) of a primary key or unique constraint; the columns must be the table's, which
 * those of Alembic's single operations are not.  A name that is no column is a KeyError in
 * SQLAlchemy, and told as that. */
static bool put_include(struct lk_table *t, const struct lk_datum *include)
{
    struct lk_sqlc *c = t->c;
    if (!lk_datum_truth(include)) {
        return true;
    }
    lk_sqlc_put(c, " INCLUDE (");
    for (size_t i = 0; i < include->as.list.n; i++) {
        const struct lk_datum *item = include->as.list.v[i];
        lk_sqlc_put(c, i ? ", " : "");
        const struct lk_tcol *col = lk_sqlc_is_str(item) ? lk_table_find(t, item->as.s) : NULL;
        if (lk_sqlc_is_str(item) && !col) {
            return lk_sqlc_refuse(c, "KeyError: '" LK_PRI "'", LK_ARG(item->as.s));
        }
        lk_sqlc_name(c, col ? col->name : LK_ARG_OF(item, "name"));
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* NOT VALID, which CHECK and FOREIGN KEY take. */
static void put_validity(struct lk_sqlc *c, const struct lk_tcon *con)
{
    lk_sqlc_put(c, lk_datum_truth(option(con, "postgresql_not_valid")) ? " NOT VALID" : "");
}

/* The implicit primary key writes the column with SERIAL first.  An explicit constraint keeps
 * the order in which the script names its columns. */
static bool put_primary_key(struct lk_table *t, struct lk_tcon *con)
{
    struct lk_sqlc *c = t->c;
    struct lk_tcol *first = NULL;
    if (!con->node && !lk_column_autoincrement(&first, t)) {
        return false;
    }
    lk_sqlc_put(c, "PRIMARY KEY (");
    bool any = false;
    if (first) {
        lk_sqlc_name(c, first->name);
        any = true;
    }
    for (size_t i = 0; i < con->cols.n; i++) {
        if (con->cols.v[i] != first) {
            lk_sqlc_put(c, any ? ", " : "");
            lk_sqlc_name(c, con->cols.v[i]->name);
            any = true;
        }
    }
    lk_sqlc_put(c, ")");
    return put_include(t, option(con, "postgresql_include")) &&
           (!con->node || put_deferrability(c, con->node));
}

/* UNIQUE; NULLS [NOT] DISTINCT stands before the columns here, unlike in an index.  None writes
 * neither form, which leaves it to the server's default. */
static bool put_unique(struct lk_table *t, struct lk_tcon *con)
{
    struct lk_sqlc *c = t->c;
    const struct lk_datum *nulls = option(con, "postgresql_nulls_not_distinct");
    lk_sqlc_put(c, "UNIQUE ");
    if (lk_datum_is(nulls, LK_DATUM_BOOL)) {
        lk_sqlc_put(c, nulls->as.b ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ");
    }
    lk_sqlc_put(c, "(");
    put_columns(c, &con->cols);
    lk_sqlc_put(c, ")");
    return put_include(t, option(con, "postgresql_include")) &&
           (!con->node || put_deferrability(c, con->node));
}

/* The CHECK that an Enum without a type of its own brings: column IN (labels).  The labels are
 * the enum's own, as literals. */
static void put_type_check(struct lk_sqlc *c, struct lk_tcon *con)
{
    const struct lk_datum *labels = LK_ARG_OF(con->check_type, "enums");
    lk_sqlc_put(c, "CHECK (");
    put_columns(c, &con->cols);
    lk_sqlc_put(c, " IN (");
    for (size_t i = 0; i < labels->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        lk_sqlc_string(c, lk_datum_text(labels->as.list.v[i]));
    }
    lk_sqlc_put(c, "))");
}

/* CHECK with its condition, written without tables.  Bound values are written as literals, since
 * DDL takes none. */
static bool put_check(struct lk_sqlc *c, struct lk_tcon *con)
{
    if (con->check_type) {
        put_type_check(c, con);
        return true;
    }
    lk_sqlc_put(c, "CHECK (");
    if (!lk_sqlc_ddl_expr(c, LK_ARG_OF(con->node, "sqltext"))) {
        return false;
    }
    lk_sqlc_put(c, ")");
    return put_deferrability(c, con->node);
}

/* An index method is one word.  Extensions bring methods of their own, so that no list of words
 * could be complete. */
static bool is_method(struct lk_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char ch = (unsigned char)text.p[i];
        bool word = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
                    (ch >= 'A' && ch <= 'Z') || ch == '_' || ch >= 0x80;
        if (!word) {
            return false;
        }
    }
    return text.n > 0;
}

/* Index methods are written in lower case. */
static bool put_method(struct lk_sqlc *c, struct lk_str method)
{
    if (!is_method(method)) {
        return not_a_phrase(c, method, "^(?:btree|hash|gist|gin|[\\\\w_]+)$");
    }
    for (size_t i = 0; i < method.n; i++) {
        char ch = method.p[i];
        lk_buf_addc(&c->out, ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch);
    }
    return true;
}

/* One element of EXCLUDE: a column with its operator class, or an expression, and the operator.
 * The operator comes from the script and is written as it is. */
static bool put_element(struct lk_table *t, struct lk_tcon *con, const struct lk_datum *pair)
{
    struct lk_sqlc *c = t->c;
    const struct lk_datum *expr = pair->as.list.v[0], *ops = LK_ARG_OF(con->node, "ops");
    bool column = lk_sqlc_is_str(expr);
    uint16_t id = lk_sqlc_id(expr);
    if (column || id == LK_NODE_COLUMN || id == LK_NODE_COLUMN_REF) {
        const struct lk_datum *name = column ? expr : LK_ARG_OF(expr, "name");
        const struct lk_tcol *col = lk_table_find(t, lk_datum_text(name));
        lk_sqlc_name(c, col ? col->name : name);
        char *key = lk_strdup(lk_datum_text(name));
        const struct lk_datum *op = lk_sqlc_none(ops) ? NULL : lk_datum_get(ops, key);
        free(key);
        if (op) {
            lk_buf_addf(&c->out, " " LK_PRI, LK_ARG(lk_datum_text(op)));
        }
    } else if (!lk_sqlc_ddl_expr(c, expr)) {
        return false;
    }
    lk_buf_addf(&c->out, " WITH " LK_PRI, LK_ARG(lk_datum_text(pair->as.list.v[1])));
    return true;
}

/* EXCLUDE USING method (elements) WHERE (condition).  The condition stands in parentheses, as
 * PostgreSQL demands. */
static bool put_exclude(struct lk_table *t, struct lk_tcon *con)
{
    struct lk_sqlc *c = t->c;
    const struct lk_datum *elements = LK_ARG_OF(con->node, "elements");
    const struct lk_datum *where = LK_ARG_OF(con->node, "where");
    lk_sqlc_put(c, "EXCLUDE USING ");
    if (!put_method(c, lk_datum_text(LK_ARG_OF(con->node, "using")))) {
        return false;
    }
    lk_sqlc_put(c, " (");
    for (size_t i = 0; i < elements->as.list.n; i++) {
        lk_sqlc_put(c, i ? ", " : "");
        if (elements->as.list.v[i]->as.list.n != 2) {
            return lk_sqlc_refuse(c, "ValueError: an exclusion constraint needs (column, operator) "
                                     "pairs");
        }
        if (!put_element(t, con, elements->as.list.v[i])) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    if (!lk_sqlc_none(where)) {
        lk_sqlc_put(c, " WHERE (");
        if (!lk_sqlc_ddl_expr(c, where)) {
            return false;
        }
        lk_sqlc_put(c, ")");
    }
    return put_deferrability(c, con->node);
}

/* CONSTRAINT name, when there is a name; a type's CHECK gets its own only now.  A name that the
 * convention makes is known only when all columns are there. */
static bool put_preamble(struct lk_table *t, struct lk_tcon *con)
{
    if (con->deferred) {
        struct lk_naming naming = {.kind = lk_naming_kind(con->kind), .table = t,
                                   .cols = &con->cols, .con = con, .deferred = true};
        if (!lk_naming_apply(&con->name, &naming)) {
            return false;
        }
    }
    if (lk_sqlc_none(con->name)) {
        return true;
    }
    lk_sqlc_put(t->c, "CONSTRAINT ");
    if (!lk_naming_put(t->c, con->name)) {
        return false;
    }
    lk_sqlc_put(t->c, " ");
    return true;
}

/* What follows the name, by kind of constraint. */
static bool put_body(struct lk_table *t, struct lk_tcon *con)
{
    switch (con->kind) {
    case LK_NODE_PRIMARY_KEY_CONSTRAINT: return put_primary_key(t, con);
    case LK_NODE_UNIQUE_CONSTRAINT: return put_unique(t, con);
    case LK_NODE_FOREIGN_KEY_CONSTRAINT: return put_foreign_key(t, con);
    case LK_NODE_EXCLUDE_CONSTRAINT: return put_exclude(t, con);
    default: return put_check(t->c, con);
    }
}

/* Name, body and validity of one constraint.  Nothing of it is sent: it goes into the text that
 * is being written. */
bool lk_constraint_spec(struct lk_table *t, struct lk_tcon *con)
{
    if (!put_preamble(t, con) || !put_body(t, con)) {
        return false;
    }
    if (con->kind == LK_NODE_CHECK_CONSTRAINT || con->kind == LK_NODE_FOREIGN_KEY_CONSTRAINT) {
        put_validity(t->c, con);
    }
    return true;
}

/* Type-bound CHECKs count only where the type is no type of its own on the server.  A native
 * enum restrains its values itself.  A UNIQUE of no columns is nothing. */
bool lk_constraint_counts(const struct lk_tcon *con)
{
    const struct lk_datum *type = con->check_type;
    if (con->kind == LK_NODE_UNIQUE_CONSTRAINT && !con->cols.n) {
        return false;
    }
    return !type || (lk_sqlc_id(type) == LK_NODE_T_ENUM &&
                     !lk_datum_truth(LK_ARG_OF(type, "native_enum")));
}

/* ALTER TABLE … ADD as a statement of its own.  The statement ends here. */
bool lk_constraint_add(struct lk_table *t, struct lk_tcon *con)
{
    lk_sqlc_put(t->c, "ALTER TABLE ");
    lk_sqlc_table_name(t->c, t->schema, t->name);
    lk_sqlc_put(t->c, " ADD ");
    if (!lk_constraint_spec(t, con)) {
        return false;
    }
    lk_sqlc_end(t->c);
    return true;
}

/* ALTER TABLE … DROP CONSTRAINT as a statement of its own.  `tail` is CASCADE or nothing, with
 * its space. */
bool lk_constraint_drop(struct lk_table *t, struct lk_tcon *con, const char *tail, bool if_exists)
{
    if (lk_sqlc_none(con->name)) {
        return lk_sqlc_refuse(t->c, "CompileError: Can't emit DROP CONSTRAINT for a constraint of "
                                    "table '" LK_PRI "'; it has no name",
                              LK_ARG(lk_datum_text(t->name)));
    }
    lk_sqlc_put(t->c, "ALTER TABLE ");
    lk_sqlc_table_name(t->c, t->schema, t->name);
    lk_sqlc_put(t->c, if_exists ? " DROP CONSTRAINT IF EXISTS " : " DROP CONSTRAINT ");
    if (!lk_naming_put(t->c, con->name)) {
        return false;
    }
    lk_sqlc_put(t->c, tail);
    lk_sqlc_end(t->c);
    return true;
}
