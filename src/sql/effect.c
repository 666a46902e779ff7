/* Reads the parse tree of free SQL for what it can leave behind.  A node that has no row in these
 * tables makes the whole unknown: newer syntax is not guessed at. */
#include "sql/effect.h"

#include "sql/tree.h"

#include <stdlib.h>

struct look {
    struct lk_reads *out;
    bool known;
};

typedef void visit(struct look *, const json_t *body);
static void look_at(struct look *, const json_t *value);

static int by_name(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

static const char *text_at(const json_t *body, const char *key)
{
    return json_string_value(json_object_get(body, key));
}

/* The text of {"String": {"sval": …}}, or NULL. */
static const char *name_at(const json_t *list, size_t i)
{
    return text_at(json_object_get(json_array_get(list, i), "String"), "sval");
}

/* An element of an array literal, in quotation marks of its own. */
static void add_element(struct lk_buf *out, struct lk_str text)
{
    lk_buf_addz(out, out->n ? ",\"" : "{\"");
    for (size_t i = 0; i < text.n; i++) {
        lk_buf_addz(out, text.p[i] == '"' || text.p[i] == '\\' ? "\\" : "");
        lk_buf_addc(out, text.p[i]);
    }
    lk_buf_addc(out, '"');
}

void lk_reads_close(struct lk_reads *r)
{
    lk_buf_addz(&r->relations, r->relations.n ? "}" : "");
    lk_buf_addz(&r->functions, r->functions.n ? "}" : "");
}

static void add_quoted(struct lk_buf *out, const char *name)
{
    lk_buf_addc(out, '"');
    for (; *name; name++) {
        lk_buf_addz(out, *name == '"' ? "\"" : "");
        lk_buf_addc(out, *name);
    }
    lk_buf_addc(out, '"');
}

/* A name of a WITH looks the same; what is no relation is left out when the catalog is asked. */
static void see_relation(struct look *l, const json_t *body)
{
    const char *schema = text_at(body, "schemaname"), *name = text_at(body, "relname");
    struct lk_buf quoted = {0};
    if (json_object_get(body, "catalogname") || !name) {
        l->known = false;
        return;
    }
    if (schema) {
        add_quoted(&quoted, schema);
        lk_buf_addc(&quoted, '.');
    }
    add_quoted(&quoted, name);
    add_element(&l->out->relations, lk_buf_str(&quoted));
    lk_buf_clear(&quoted);
}

/* pg_catalog comes first on every search path that does not name it; that a function of the
 * project's fits its arguments better is ruled out by name. */
static void see_function(struct look *l, const json_t *body)
{
    static const char *const readers[] = {
#define LK_READER(name) name,
#include "sql/readers.def"
#undef LK_READER
    };
    const json_t *names = json_object_get(body, "funcname");
    size_t n = json_array_size(names);
    const char *name = n ? name_at(names, n - 1) : NULL;
    const char *schema = n == 2 ? name_at(names, 0) : "pg_catalog";
    l->known &= name && n <= 2 && schema && strcmp(schema, "pg_catalog") == 0 &&
                bsearch(name, readers, sizeof readers / sizeof *readers, sizeof *readers, by_name);
    if (l->known && n == 1) {
        add_element(&l->out->functions, lk_str_of(name));
    }
    look_at(l, body);
}

/* table.name is also how a function of a row may be called. */
static void see_column(struct look *l, const json_t *body)
{
    const json_t *fields = json_object_get(body, "fields");
    size_t n = json_array_size(fields);
    const char *last = n > 1 ? name_at(fields, n - 1) : NULL;
    if (last) {
        add_element(&l->out->functions, lk_str_of(last));
    }
}

/* INTO makes a table. */
static void see_select(struct look *l, const json_t *body)
{
    l->known &= !json_object_get(body, "intoClause");
    look_at(l, body);
}

static void see_nothing(struct look *l, const json_t *body)
{
    (void)l;
    (void)body;
}

/* Nodes that may stand in a statement that reads; sorted. */
static const struct {
    const char *node;
    visit *see;
} nodes[] = {
    {"A_ArrayExpr", look_at},   {"A_Const", see_nothing},    {"A_Expr", look_at},
    {"A_Indices", look_at},     {"A_Indirection", look_at},  {"A_Star", see_nothing},
    {"BoolExpr", look_at},      {"BooleanTest", look_at},    {"CaseExpr", look_at},
    {"CaseWhen", look_at},      {"CoalesceExpr", look_at},   {"CollateClause", look_at},
    {"ColumnRef", see_column},  {"CommonTableExpr", look_at}, {"FuncCall", see_function},
    {"GroupingFunc", look_at},  {"GroupingSet", look_at},    {"Integer", see_nothing},
    {"JoinExpr", look_at},      {"List", look_at},           {"LockingClause", look_at},
    {"MinMaxExpr", look_at},    {"NamedArgExpr", look_at},   {"NullTest", look_at},
    {"RangeFunction", look_at}, {"RangeSubselect", look_at}, {"RangeVar", see_relation},
    {"ResTarget", look_at},     {"RowExpr", look_at},        {"SQLValueFunction", see_nothing},
    {"SelectStmt", see_select}, {"SortBy", look_at},         {"String", see_nothing},
    {"SubLink", look_at},       {"TypeCast", look_at},       {"WindowDef", look_at},
};

/* Keys of nodes begin with a capital, those of fields do not. */
static void look_at(struct look *l, const json_t *value)
{
    const char *key;
    json_t *child;
    size_t i;
    json_array_foreach((json_t *)(uintptr_t)value, i, child) {
        look_at(l, child);
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, child) {
        bool node = *key >= 'A' && *key <= 'Z';
        const void *row = node ? bsearch(key, nodes, sizeof nodes / sizeof *nodes, sizeof *nodes,
                                         by_name)
                               : NULL;
        size_t at = row ? (size_t)((const char *)row - (const char *)nodes) / sizeof *nodes : 0;
        l->known &= !node || row;
        if (row) {
            nodes[at].see(l, child);
        } else if (strcmp(key, "larg") == 0 || strcmp(key, "rarg") == 0) {
            see_select(l, child);
        } else {
            look_at(l, child);
        }
    }
}

static enum lk_effect nothing_if(bool known)
{
    return known ? LK_EFFECT_NONE : LK_EFFECT_UNKNOWN;
}

static enum lk_effect of_select(struct lk_reads *out, const json_t *body)
{
    struct look l = {out, true};
    see_select(&l, body);
    return nothing_if(l.known);
}

/* ANALYZE carries the query out; planning it may call functions, too. */
static enum lk_effect of_explain(struct lk_reads *out, const json_t *body)
{
    struct look l = {out, true};
    size_t i;
    json_t *option;
    json_array_foreach(json_object_get(body, "options"), i, option) {
        const char *name = text_at(json_object_get(option, "DefElem"), "defname");
        l.known &= name && strcmp(name, "analyze") != 0;
    }
    look_at(&l, json_object_get(body, "query"));
    return nothing_if(l.known);
}

/* ROLLBACK undoes what was followed, and is not here. */
static enum lk_effect of_transaction(struct lk_reads *out, const json_t *body)
{
    static const char *const kinds[] = {"TRANS_STMT_BEGIN", "TRANS_STMT_START", "TRANS_STMT_COMMIT",
                                        "TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE"};
    const char *kind = text_at(body, "kind");
    (void)out;
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kind, kinds[i]) == 0) {
            return LK_EFFECT_SESSION;
        }
    }
    return LK_EFFECT_UNKNOWN;
}

static enum lk_effect of_session(struct lk_reads *out, const json_t *body)
{
    (void)out;
    (void)body;
    return LK_EFFECT_SESSION;
}

/* Locks, statistics and what is on disk: there is nothing to take back. */
static enum lk_effect of_upkeep(struct lk_reads *out, const json_t *body)
{
    (void)out;
    (void)body;
    return LK_EFFECT_NONE;
}

/* Statements with a known effect; sorted. */
static const struct {
    const char *node;
    enum lk_effect (*effect)(struct lk_reads *, const json_t *body);
} statements[] = {
    {"CheckPointStmt", of_upkeep},
    {"ConstraintsSetStmt", of_session},
    {"ExplainStmt", of_explain},
    {"LockStmt", of_upkeep},
    {"SelectStmt", of_select},
    {"TransactionStmt", of_transaction},
    {"VacuumStmt", of_upkeep},
    {"VariableSetStmt", of_session},
    {"VariableShowStmt", of_upkeep},
};

static enum lk_effect of_statement(struct lk_reads *out, const json_t *raw)
{
    json_t *stmt = json_object_get(raw, "stmt");
    void *at = json_object_iter(stmt);
    const char *node = at ? json_object_iter_key(at) : "";
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (strcmp(node, statements[i].node) == 0) {
            return statements[i].effect(out, json_object_iter_value(at));
        }
    }
    return LK_EFFECT_UNKNOWN;
}

static bool begins(struct lk_str sql, const char *word)
{
    struct lk_str text = lk_str_trim(sql), want = lk_str_of(word);
    return lk_str_eq_nocase(lk_str_cut(text, 0, want.n < text.n ? want.n : text.n), want);
}

/* Statements that write begin with one of these more often than not, and need no parser. */
static bool plainly_writes(struct lk_str sql)
{
    static const char *const words[] = {"ALTER", "COMMENT", "COPY", "CREATE", "DELETE", "DO",
                                        "DROP", "GRANT", "INSERT", "REVOKE", "TRUNCATE", "UPDATE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begins(sql, words[i])) {
            return true;
        }
    }
    return false;
}

/* A statement that travels in the pipeline is one, whatever its text looks like.  Nothing here
 * makes, drops or renames a schema, which may be one of the search path. */
bool lk_sql_keeps_settings(const struct lk_stmt *stmt)
{
    static const char *const words[] = {
        "ALTER INDEX ", "ALTER SEQUENCE ", "ALTER TABLE ", "ALTER TYPE ", "COMMENT ON ",
        "CREATE INDEX ", "CREATE OR REPLACE ", "CREATE SEQUENCE ", "CREATE TABLE ",
        "CREATE TRIGGER ", "CREATE TYPE ", "CREATE UNIQUE INDEX ", "CREATE VIEW ", "DELETE ",
        "DROP INDEX ", "DROP TABLE ", "DROP TRIGGER ", "DROP TYPE ", "DROP VIEW ", "GRANT ",
        "INSERT ", "REVOKE ", "TRUNCATE ", "UPDATE "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begins(stmt->sql, words[i])) {
            return !(stmt->traits & LK_TRAIT_MULTI);
        }
    }
    return false;
}

enum lk_effect lk_sql_effect(struct lk_reads *out, struct lk_str sql)
{
    json_t *tree = plainly_writes(sql) ? NULL : lk_sql_tree(sql);
    enum lk_effect least = tree ? LK_EFFECT_NONE : LK_EFFECT_UNKNOWN;
    size_t i;
    json_t *raw;
    json_array_foreach(json_object_get(tree, "stmts"), i, raw) {
        enum lk_effect one = of_statement(out, raw);
        least = one < least ? one : least;
    }
    json_decref(tree);
    return least;
}
