/* Splits and classifies SQL text with libpg-query, the only file that knows that library.  It
 * does not decide what may be split when: it says what the parser sees.
 *
 * libpg-query is PostgreSQL 15's parser.  Newer syntax is therefore not accepted, and such a text
 * stays whole and opaque: the server decides.  The same holds for text that is plainly wrong.
 *
 * A statement's traits are what the executor must know before it sends it: transaction control,
 * savepoints and COPY travel alone, some statements are barred from a transaction block.  The
 * table of rules has a row for every parse node that has any trait; all other nodes have none.
 *
 * The first words of an opaque text still tell COMMIT from SELECT, so that a newer COMMIT is not
 * taken for a harmless statement. */
#include "sql/split.h"

#include "sql/tree.h"
#include "sql/words.h"

#include <pg_query.h>
#include <stdlib.h>

/* Is a field of a parse node this text? */
static bool text_is(const json_t *body, const char *key, const char *value)
{
    const char *text = json_string_value(json_object_get(body, key));
    return text && strcmp(text, value) == 0;
}

/* Flags that are false are not in the tree at all. */
static bool is_true(const json_t *body, const char *key)
{
    return json_is_true(json_object_get(body, key));
}

/* Transaction control, by its kind. */
static uint32_t of_transaction(const json_t *body)
{
    static const struct { const char *kind; uint32_t trait; } kinds[] = {
        {"TRANS_STMT_BEGIN", LK_TRAIT_TX_BEGIN},
        {"TRANS_STMT_START", LK_TRAIT_TX_BEGIN},
        {"TRANS_STMT_COMMIT", LK_TRAIT_TX_END},
        {"TRANS_STMT_ROLLBACK", LK_TRAIT_TX_END},
        {"TRANS_STMT_PREPARE", LK_TRAIT_TX_END},
        {"TRANS_STMT_SAVEPOINT", LK_TRAIT_SAVEPOINT},
        {"TRANS_STMT_RELEASE", LK_TRAIT_SAVEPOINT},
        {"TRANS_STMT_ROLLBACK_TO", LK_TRAIT_SAVEPOINT},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_is(body, "kind", kinds[i].kind)) {
            return kinds[i].trait;
        }
    }
    return LK_TRAIT_NO_BLOCK;      /* COMMIT PREPARED, ROLLBACK PREPARED */
}

/* SET of what belongs to the transaction. */
static uint32_t of_set(const json_t *body)
{
    bool tx = text_is(body, "name", "TRANSACTION") ||
              text_is(body, "name", "TRANSACTION SNAPSHOT") ||
              text_is(body, "name", "SESSION CHARACTERISTICS");
    return tx ? LK_TRAIT_SET_TX : 0;
}

/* SELECT INTO creates a table and returns nothing. */
static uint32_t of_select(const json_t *body)
{
    return json_object_get(body, "intoClause") ? 0 : LK_TRAIT_ROWS;
}

/* INSERT, UPDATE and DELETE return rows when they say so. */
static uint32_t of_change(const json_t *body)
{
    return json_object_get(body, "returningList") ? LK_TRAIT_ROWS : 0;
}

/* The client takes part unless the server reads or writes a file or runs a program. */
static uint32_t of_copy(const json_t *body)
{
    return json_object_get(body, "filename") ? 0 : LK_TRAIT_COPY;
}

/* What always returns rows. */
static uint32_t of_rows(const json_t *body)
{
    (void)body;
    return LK_TRAIT_ROWS;
}

/* What no transaction block allows. */
static uint32_t of_barred(const json_t *body)
{
    (void)body;
    return LK_TRAIT_NO_BLOCK;
}

/* CONCURRENTLY bars an index statement from a block. */
static uint32_t of_concurrent(const json_t *body)
{
    return is_true(body, "concurrent") ? LK_TRAIT_NO_BLOCK : 0;
}

/* Is there an option of this name in a list? */
static bool has_element(const json_t *list, const char *name)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) {
        if (text_is(json_object_get(item, "DefElem"), "defname", name)) {
            return true;
        }
    }
    return false;
}

/* A single index or table is allowed in a block, unless concurrently. */
static uint32_t of_reindex(const json_t *body)
{
    bool one = text_is(body, "kind", "REINDEX_OBJECT_INDEX") ||
               text_is(body, "kind", "REINDEX_OBJECT_TABLE");
    bool barred = !one || has_element(json_object_get(body, "params"), "concurrently");
    return barred ? LK_TRAIT_NO_BLOCK : 0;
}

/* ANALYZE has the same node and is allowed. */
static uint32_t of_vacuum(const json_t *body)
{
    return is_true(body, "is_vacuumcmd") ? LK_TRAIT_NO_BLOCK : 0;
}

/* CLUSTER of all tables commits between them. */
static uint32_t of_cluster(const json_t *body)
{
    return json_object_get(body, "relation") ? 0 : LK_TRAIT_NO_BLOCK;
}

/* DISCARD ALL ends the session's state. */
static uint32_t of_discard(const json_t *body)
{
    return text_is(body, "target", "DISCARD_ALL") ? LK_TRAIT_NO_BLOCK : 0;
}

/* Moving a database to a tablespace is not transactional. */
static uint32_t of_alter_database(const json_t *body)
{
    bool moves = has_element(json_object_get(body, "options"), "tablespace");
    return moves ? LK_TRAIT_NO_BLOCK : 0;
}

/* DETACH PARTITION CONCURRENTLY is the one ALTER TABLE that is barred. */
static uint32_t of_alter_table(const json_t *body)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(body, "cmds"), i, item) {
        json_t *def = json_object_get(json_object_get(item, "AlterTableCmd"), "def");
        if (is_true(json_object_get(def, "PartitionCmd"), "concurrent")) {
            return LK_TRAIT_NO_BLOCK;
        }
    }
    return 0;
}

/* What PostgreSQL 15 bars from a transaction block is in its PreventInTransactionBlock calls. */
static const struct {
    const char *node;
    uint32_t (*traits)(const json_t *body);
} rules[] = {
    {"AlterDatabaseStmt", of_alter_database},
    {"AlterSystemStmt", of_barred},
    {"AlterTableStmt", of_alter_table},
    {"CallStmt", of_rows},
    {"ClusterStmt", of_cluster},
    {"CopyStmt", of_copy},
    {"CreateSubscriptionStmt", of_barred},
    {"CreateTableSpaceStmt", of_barred},
    {"CreatedbStmt", of_barred},
    {"DeleteStmt", of_change},
    {"DiscardStmt", of_discard},
    {"DropStmt", of_concurrent},
    {"DropSubscriptionStmt", of_barred},
    {"DropTableSpaceStmt", of_barred},
    {"DropdbStmt", of_barred},
    {"ExecuteStmt", of_rows},
    {"ExplainStmt", of_rows},
    {"FetchStmt", of_rows},
    {"IndexStmt", of_concurrent},
    {"InsertStmt", of_change},
    {"ReindexStmt", of_reindex},
    {"SelectStmt", of_select},
    {"TransactionStmt", of_transaction},
    {"UpdateStmt", of_change},
    {"VacuumStmt", of_vacuum},
    {"VariableSetStmt", of_set},
    {"VariableShowStmt", of_rows},
};

/* For bsearch: a node's name against a row. */
static int by_node(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

/* Traits of one parsed statement; what has no row has none. */
static uint32_t traits_of(const json_t *raw)
{
    json_t *stmt = json_object_get(raw, "stmt");
    void *at = json_object_iter(stmt);
    if (!at) {
        return 0;
    }
    const char *node = json_object_iter_key(at);
    const void *row = bsearch(node, rules, sizeof rules / sizeof *rules, sizeof *rules, by_node);
    size_t i = row ? (size_t)((const char *)row - (const char *)rules) / sizeof *rules : 0;
    return row ? rules[i].traits(json_object_iter_value(at)) : 0;
}

/* Printing a tree recurses as deep as its expressions; a text of this size cannot nest so deep that
 * the C stack ends. */
#define TREE_BYTES 16384

static bool has_nul(struct lk_str text)
{
    return text.n && memchr(text.p, '\0', text.n);
}

json_t *lk_sql_tree(struct lk_str text)
{
    if (text.n > TREE_BYTES || has_nul(text)) {
        return NULL;
    }
    char *copy = lk_strdup(text);
    PgQueryParseResult result = pg_query_parse(copy);
    json_t *whole = result.error || !result.parse_tree ? NULL
                                                       : json_loads(result.parse_tree, 0, NULL);
    pg_query_free_parse_result(result);
    free(copy);
    return whole;
}

/* Traits from the tree of one statement's text; false when it has none: the text is not accepted,
 * or its tree is too deep to be read as JSON. */
static bool traits_of_tree(uint32_t *traits, struct lk_str text)
{
    json_t *whole = lk_sql_tree(text);
    json_t *raw = json_array_get(json_object_get(whole, "stmts"), 0);
    if (raw) {
        *traits = traits_of(raw);
    }
    json_decref(whole);
    return raw;
}

/* Traits of a statement that the parser accepts. */
static uint32_t traits_of_piece(struct lk_str piece)
{
    uint32_t traits = 0;
    if (traits_of_tree(&traits, piece)) {
        return traits;
    }
    return lk_words_traits(piece);
}

/* All that can be told of a text without its parse tree. */
static uint32_t opaque_traits(struct lk_str text)
{
    return LK_TRAIT_OPAQUE | lk_words_traits(text) |
           (lk_words_several(text) ? (uint32_t)LK_TRAIT_MULTI : 0);
}

/* The text of one statement; the parser's length leaves the semicolon out. */
static struct lk_str piece_of(struct lk_str text, const PgQuerySplitStmt *stmt)
{
    size_t from = stmt->stmt_location > 0 ? (size_t)stmt->stmt_location : 0;
    size_t len = stmt->stmt_len > 0 ? (size_t)stmt->stmt_len : 0;
    from = from < text.n ? from : text.n;
    len = len && len < text.n - from ? len : text.n - from;
    return lk_str_trim(lk_str_cut(text, from, from + len));
}

/* The place of a piece, when the text stands in the source letter by letter. */
static struct lk_span span_of(struct lk_str text, struct lk_str piece, struct lk_span at)
{
    if (at.source && at.to - at.from == text.n) {
        at.from += (uint32_t)(piece.p - text.p);
        at.to = at.from + (uint32_t)piece.n;
    }
    return at;
}

/* A last statement without length reaches to the end: its semicolons are cut off here. */
static struct lk_str without_end(struct lk_str s)
{
    while (s.n && s.p[s.n - 1] == ';') {
        s = lk_str_trim(lk_str_cut(s, 0, s.n - 1));
    }
    return s;
}

/* A text that the parser accepts, cut up; false when it does not accept it. */
static bool cut_up(PgQuerySplitResult *out, struct lk_str text)
{
    if (has_nul(text)) {
        return false;
    }
    char *copy = lk_strdup(text);
    *out = pg_query_split_with_parser(copy);
    free(copy);
    if (out->error) {
        pg_query_free_split_result(*out);
        return false;
    }
    return true;
}

/* Texts are copied; the parser's tree does not outlive the call. */
bool lk_sql_split(struct lk_stmts *out, struct lk_str text, struct lk_span at, struct lk_err *err)
{
    PgQuerySplitResult cut;
    if (text.n > INT32_MAX / 2) {
        return lk_fail_at(err, LK_E_LIMIT, at, "a statement of %zu bytes is too large", text.n);
    }
    if (!cut_up(&cut, text)) {
        struct lk_str whole = lk_arena_str(out->arena, text);
        lk_stmts_add(out, whole, at)->traits = opaque_traits(text);
        return true;
    }
    for (int i = 0; i < cut.n_stmts; i++) {
        struct lk_str piece = without_end(piece_of(text, cut.stmts[i]));
        struct lk_str copy = lk_arena_str(out->arena, piece);
        lk_stmts_add(out, copy, span_of(text, piece, at))->traits = traits_of_piece(piece);
    }
    pg_query_free_split_result(cut);
    return true;
}

/* For a text that is sent as it is. */
uint32_t lk_sql_classify(struct lk_str text)
{
    PgQuerySplitResult cut;
    if (text.n > INT32_MAX / 2 || !cut_up(&cut, text)) {
        return opaque_traits(text);
    }
    uint32_t traits = cut.n_stmts > 1 ? LK_TRAIT_MULTI : 0;
    for (int i = 0; i < cut.n_stmts; i++) {
        traits |= traits_of_piece(without_end(piece_of(text, cut.stmts[i])));
    }
    pg_query_free_split_result(cut);
    return traits;
}
