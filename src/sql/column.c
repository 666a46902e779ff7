/* A column's specification: name, type or SERIAL, default, generation, nullability
 * (PGDDLCompiler.get_column_specification).
 *
 * SERIAL takes the place of type and default for the one column that SQLAlchemy calls the
 * autoincrement column: the only column of the primary key if it is a number without default of
 * any kind and not a foreign key, or the one that says autoincrement=True.  Identity, a named
 * Sequence and a default of Python's prevent it.  NUMERIC keys become SERIAL as well.
 *
 * An identity column says NULL when it may be null and nothing when it may not, the other way
 * round than every other column. */
#include "sql/table.h"

/* Is autoincrement one of its words (auto, ignore_fk)? */
static bool is_auto(const struct lk_datum *given, const char *word)
{
    return lk_sqlc_is_str(given) && lk_str_is(given->as.s, word);
}

/* Is a flag given as True, and not only as something true? */
static bool is_true(const struct lk_datum *given)
{
    return lk_datum_is(given, LK_DATUM_BOOL) && given->as.b;
}

/* A type for an error message: what has no text there is NULL, as str(type) prints it. */
static void type_text(struct lk_sqlc *c, const struct lk_datum *type)
{
    struct lk_err quiet = {0}, *err = c->err;
    c->err = &quiet;
    if (!lk_sqlc_type(c, type)) {
        lk_sqlc_put(c, "NULL");
    }
    c->err = err;
    lk_err_clear(&quiet);
}

/* autoincrement=True needs a number; the message names type, table and column. */
static bool not_compatible(struct lk_table *t, const struct lk_tcol *col)
{
    struct lk_sqlc *c = t->c;
    size_t from = c->out.n;
    type_text(c, col->type);
    struct lk_str type = lk_arena_str(c->arena, lk_str_cut(lk_buf_str(&c->out), from, c->out.n));
    c->out.n = from;
    return lk_sqlc_refuse(c, "ArgumentError: Column type " LK_PRI " on column '" LK_PRI "." LK_PRI
                             "' is not compatible with autoincrement=True", LK_ARG(type),
                          LK_ARG(lk_datum_text(t->name)), LK_ARG(lk_datum_text(col->name)));
}

/* Only integers and numerics can count up. */
static bool has_number_type(const struct lk_tcol *col)
{
    enum lk_affinity affinity = lk_sqlc_affinity(col->type);
    return affinity == LK_AFF_INTEGER || affinity == LK_AFF_NUMERIC;
}

/* autoincrement="auto": a number without default of its own and not a foreign key. */
static bool fits_auto(const struct lk_tcol *col, const struct lk_datum *given)
{
    const struct lk_datum *dflt = LK_ARG_OF(col->node, "default");
    bool python = !lk_sqlc_none(dflt) && lk_sqlc_id(dflt) != LK_NODE_SEQUENCE;
    bool insert = !lk_sqlc_none(LK_ARG_OF(col->node, "insert_default"));
    bool server = col->computed ||
                  (!lk_sqlc_none(LK_ARG_OF(col->node, "server_default")) && !col->identity);
    bool fk = col->has_fk && !is_auto(given, "ignore_fk");
    return has_number_type(col) && !python && !insert && !server && !fk;
}

/* Goes through the key's columns once; two that both ask for it are refused. */
bool lk_column_autoincrement(struct lk_tcol **out, struct lk_table *t)
{
    const struct lk_tcols *cols = &t->pk->cols;
    *out = NULL;
    for (size_t i = 0; i < cols->n; i++) {
        struct lk_tcol *col = cols->v[i];
        const struct lk_datum *given = col->node ? LK_ARG_OF(col->node, "autoincrement") : NULL;
        bool sure = is_true(given);
        bool maybe = cols->n == 1 && (is_auto(given, "auto") || is_auto(given, "ignore_fk"));
        if (sure && !has_number_type(col)) {
            return not_compatible(t, col);
        }
        if (sure && *out) {
            return lk_sqlc_refuse(t->c, "ArgumentError: Only one Column may be marked "
                                        "autoincrement=True, found both " LK_PRI " and " LK_PRI ".",
                                  LK_ARG(lk_datum_text(col->name)),
                                  LK_ARG(lk_datum_text((*out)->name)));
        }
        if (sure || (maybe && fits_auto(col, given))) {
            *out = col;
        }
    }
    return true;
}

/* One option of a sequence; flags among the numbers are written as numbers. */
static void put_option(struct lk_sqlc *c, const char *words, const struct lk_datum *value)
{
    lk_sqlc_put(c, words);
    if (words[strlen(words) - 1] == ' ') {
        bool flag = value->kind == LK_DATUM_BOOL;
        lk_buf_addf(&c->out, "%lld", flag ? (long long)value->as.b : (long long)value->as.i);
    }
}

/* Words that end in a blank take a number. */
bool lk_column_options(struct lk_sqlc *c, const struct lk_datum *options, const char *before)
{
    static const char *const words[][2] = {
        {"increment", "INCREMENT BY "}, {"start", "START WITH "},  {"minvalue", "MINVALUE "},
        {"maxvalue", "MAXVALUE "},      {"nominvalue", "NO MINVALUE"},
        {"nomaxvalue", "NO MAXVALUE"},  {"cache", "CACHE "},       {"cycle", "CYCLE"},
    };
    bool any = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct lk_datum *value = LK_ARG_OF(options, words[i][0]);
        if (lk_sqlc_none(value)) {
            continue;
        }
        lk_sqlc_put(c, any ? " " : before);
        any = true;
        bool no_cycle = strcmp(words[i][0], "cycle") == 0 && !lk_datum_truth(value);
        put_option(c, no_cycle ? "NO CYCLE" : words[i][1], value);
    }
    return any;
}

/* GENERATED … AS IDENTITY with its options in parentheses. */
bool lk_column_identity(struct lk_sqlc *c, const struct lk_datum *identity)
{
    bool always = lk_datum_truth(LK_ARG_OF(identity, "always"));
    lk_buf_addf(&c->out, "GENERATED %s AS IDENTITY", always ? "ALWAYS" : "BY DEFAULT");
    if (lk_column_options(c, identity, " (")) {
        lk_sqlc_put(c, ")");
    }
    return true;
}

/* Only a string is a literal; whatever else is given is SQL. */
bool lk_column_default(struct lk_sqlc *c, const struct lk_datum *value)
{
    if (lk_sqlc_is_str(value)) {
        lk_sqlc_string(c, value->as.s);
        return true;
    }
    enum lk_binds binds = c->binds;
    c->binds = LK_BINDS_LITERAL;
    bool good = lk_sqlc_expr(c, value);
    c->binds = binds;
    return good;
}

/* GENERATED ALWAYS AS; PostgreSQL only stores, so persisted=False is refused. */
static bool put_computed(struct lk_sqlc *c, const struct lk_datum *computed)
{
    const struct lk_datum *persisted = LK_ARG_OF(computed, "persisted");
    if (lk_datum_is(persisted, LK_DATUM_BOOL) && !persisted->as.b) {
        return lk_sqlc_refuse(c, "CompileError: PostrgreSQL computed columns do not support "
                                 "'virtual' persistence; set the 'persisted' flag to None or True "
                                 "for PostgreSQL support.");
    }
    lk_sqlc_put(c, " GENERATED ALWAYS AS (");
    if (!lk_sqlc_ddl_expr(c, LK_ARG_OF(computed, "sqltext"))) {
        return false;
    }
    lk_sqlc_put(c, ") STORED");
    return true;
}

/* Is the column the one that gets SERIAL?  A default of Python's or a named Sequence prevents
 * it. */
static bool is_serial(struct lk_table *t, const struct lk_tcol *col, bool *serial)
{
    struct lk_tcol *autoincrement = NULL;
    *serial = false;
    if (!col->pk) {
        return true;
    }
    if (!lk_column_autoincrement(&autoincrement, t)) {
        return false;
    }
    const struct lk_datum *dflt = LK_ARG_OF(col->node, "insert_default");
    if (lk_sqlc_none(dflt)) {
        dflt = LK_ARG_OF(col->node, "default");
    }
    bool own = !lk_sqlc_none(dflt) && lk_sqlc_id(dflt) != LK_NODE_SEQUENCE;
    own = own || (col->sequence && !lk_datum_truth(LK_ARG_OF(col->sequence, "optional")));
    *serial = autoincrement == col && !col->identity && !own;
    return true;
}

/* The type and what comes after it for every column without SERIAL. */
static bool put_type_and_default(struct lk_table *t, const struct lk_tcol *col)
{
    struct lk_sqlc *c = t->c;
    lk_sqlc_put(c, " ");
    if (!lk_sqlc_type(c, col->type)) {
        return false;
    }
    const struct lk_datum *dflt = LK_ARG_OF(col->node, "server_default");
    uint16_t id = lk_sqlc_id(dflt);
    bool other = id == LK_NODE_FETCHED || id == LK_NODE_COMPUTED || id == LK_NODE_IDENTITY;
    if (lk_sqlc_none(dflt) || other || col->computed || col->identity) {
        return true;
    }
    lk_sqlc_put(c, " DEFAULT ");
    return lk_column_default(c, dflt);
}

/* One column, from its name to its nullability. */
bool lk_column_spec(struct lk_table *t, struct lk_tcol *col)
{
    static const char *const serials[] = {" SERIAL", " SMALLSERIAL", " BIGSERIAL"};
    struct lk_sqlc *c = t->c;
    bool serial = false;
    lk_sqlc_name(c, col->name);
    if (!col->node) {
        return lk_sqlc_type(c, NULL);
    }
    if (!is_serial(t, col, &serial)) {
        return false;
    }
    if (serial) {
        lk_sqlc_put(c, serials[lk_sqlc_width(col->type)]);
    } else if (!put_type_and_default(t, col)) {
        return false;
    }
    if (col->computed && !put_computed(c, col->computed)) {
        return false;
    }
    if (col->identity) {
        lk_sqlc_put(c, " ");
        if (!lk_column_identity(c, col->identity)) {
            return false;
        }
    }
    if (!col->nullable && !col->identity) {
        lk_sqlc_put(c, " NOT NULL");
    } else if (col->nullable && col->identity) {
        lk_sqlc_put(c, " NULL");
    }
    return true;
}

/* CHECKs that stand in a column are written behind it, with the convention's names. */
bool lk_column_checks(struct lk_table *t, struct lk_tcol *col)
{
    const struct lk_datum *args = col->node ? LK_ARG_OF(col->node, "args") : NULL;
    for (size_t i = 0; args && i < args->as.list.n; i++) {
        const struct lk_datum *item = args->as.list.v[i];
        if (lk_sqlc_id(item) != LK_NODE_CHECK_CONSTRAINT) {
            continue;
        }
        struct lk_tcon con = {.kind = LK_NODE_CHECK_CONSTRAINT, .node = item,
                              .name = LK_ARG_OF(item, "name")};
        struct lk_naming naming = {.kind = LK_NAMED_CK, .table = t, .cols = &con.cols,
                                   .con = &con, .name = con.name};
        lk_sqlc_put(t->c, " ");
        if (!lk_naming_apply(&con.name, &naming) || !lk_constraint_spec(t, &con)) {
            return false;
        }
    }
    return true;
}
