/* What the connection does and what the protocol does to it, one test for each fact.  Runs against
 * the database of libpq's environment (tests/db/facts.sh gives it one). */
#include "lk_test.h"
#include "db/ask.h"
#include "db/fault.h"
#include "db/ledger_read.h"

static struct lk_db *connect_to(void)
{
    const char *none[] = {NULL};
    struct lk_db_target target = {.keyword = none, .value = none, .wake_fd = -1};
    struct lk_err err = {0};
    struct lk_db *db;
    if (!lk_db_open(&db, &target, &err))
        fail_msg("%s", err.message);
    return db;
}

static uint64_t queue(struct lk_db *db, const char *sql, uint32_t traits)
{
    struct lk_stmt stmt = {.sql = lk_str_of(sql), .traits = traits};
    uint64_t number;
    assert_true(lk_db_queue(&number, db, &stmt, NULL));
    return number;
}

static struct lk_db_event next(struct lk_db *db)
{
    struct lk_db_event e;
    struct lk_err err = {0};
    if (!lk_db_next(&e, db, 20000, &err))
        fail_msg("%s", err.message);
    return e;
}

static void expect_done(struct lk_db *db, uint64_t number, const char *tag)
{
    struct lk_db_event e = next(db);
    if (e.kind == LK_DB_FAULT)
        fail_msg("" LK_PRI, LK_ARG(e.diag->message));
    assert_int_equal(e.kind, LK_DB_DONE);
    assert_int_equal(e.number, number);
    assert_text(e.result->tag, tag);
    lk_result_free(e.result);
}

static void expect_fault(struct lk_db *db, const char *sqlstate)
{
    struct lk_db_event e = next(db);
    assert_int_equal(e.kind, LK_DB_FAULT);
    assert_string_equal(e.diag->sqlstate, sqlstate);
}

static void expect(struct lk_db *db, enum lk_db_kind kind)
{
    struct lk_db_event e = next(db);
    assert_int_equal(e.kind, kind);
}

static void run(struct lk_db *db, const char *sql)
{
    struct lk_err err = {0};
    struct lk_stmt stmt = {.sql = lk_str_of(sql), .traits = LK_TRAIT_MULTI};
    if (!lk_db_run_stmt(NULL, db, &stmt, &err))
        fail_msg("%s", err.message);
}

static void events_come_in_order(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    uint64_t a = queue(db, "SELECT 1", 0), b = queue(db, "SELECT 2", 0);
    assert_int_equal(lk_db_flight(db), 2);
    assert_true(lk_db_fence(db, NULL));
    expect_done(db, a, "SELECT 1");
    expect_done(db, b, "SELECT 1");
    expect(db, LK_DB_FENCE);
    assert_int_equal(lk_db_flight(db), 0);
    assert_int_equal(lk_db_flight_bytes(db), 0);
    expect(db, LK_DB_TIMEOUT);
    lk_db_close(db);
}

static void what_stands_behind_a_failure_is_not_executed(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    queue(db, "SELECT 1/0", 0);
    queue(db, "CREATE TABLE never (i int)", 0);
    assert_true(lk_db_fence(db, NULL));
    uint64_t after = queue(db, "SELECT 3", 0);
    assert_true(lk_db_fence(db, NULL));
    expect_fault(db, "22012");
    expect(db, LK_DB_ABORTED);
    expect(db, LK_DB_FENCE);
    expect_done(db, after, "SELECT 1");
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void commit_behind_a_failure_answers_rollback(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    queue(db, "BEGIN", LK_TRAIT_TX_BEGIN);
    queue(db, "SELECT 1/0", 0);
    assert_true(lk_db_fence(db, NULL));
    uint64_t commit = queue(db, "COMMIT", LK_TRAIT_TX_END);
    assert_true(lk_db_fence(db, NULL));
    lk_result_free(next(db).result);
    expect_fault(db, "22012");
    assert_int_equal(lk_db_tx(db), LK_TX_FAILED);
    expect(db, LK_DB_FENCE);
    expect_done(db, commit, "ROLLBACK");
    assert_int_equal(lk_db_tx(db), LK_TX_NONE);
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void the_own_model_is_true_while_statements_are_in_flight(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    queue(db, "BEGIN", LK_TRAIT_TX_BEGIN);
    queue(db, "SAVEPOINT s", LK_TRAIT_SAVEPOINT);
    queue(db, "ROLLBACK TO SAVEPOINT s", LK_TRAIT_SAVEPOINT);
    queue(db, "ROLLBACK", LK_TRAIT_TX_END);
    assert_true(lk_db_fence(db, NULL));
    static const enum lk_tx tx[] = {LK_TX_OPEN, LK_TX_OPEN, LK_TX_OPEN, LK_TX_NONE};
    for (int i = 0; i < 4; i++) {
        struct lk_db_event e = next(db);
        assert_int_equal(e.tx, tx[i]);
        lk_result_free(e.result);
    }
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void a_deferred_error_outside_a_transaction_comes_at_the_fence(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    run(db, "CREATE TABLE dp (id int PRIMARY KEY); CREATE TABLE dc (id int REFERENCES dp "
            "DEFERRABLE INITIALLY DEFERRED)");
    uint64_t n = queue(db, "INSERT INTO dc VALUES (1)", 0);
    assert_true(lk_db_fence(db, NULL));
    expect_done(db, n, "INSERT 0 1");
    expect_fault(db, "23503");
    expect(db, LK_DB_FENCE);
    n = queue(db, "SELECT 1", 0);
    assert_true(lk_db_fence(db, NULL));
    expect_done(db, n, "SELECT 1");
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void a_terminated_backend_speaks_once(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    queue(db, "SELECT pg_terminate_backend(pg_backend_pid())", 0);
    queue(db, "SELECT 1", 0);
    assert_true(lk_db_fence(db, NULL));
    struct lk_db_event e = next(db);
    bool told = e.kind == LK_DB_FAULT && strcmp(e.diag->sqlstate, "57P01") == 0;
    if (told)
        assert_int_equal(e.diag->fault, LK_FAULT_LOST);
    for (int i = 0; i < 4 && e.kind != LK_DB_LOST; i++)
        e = next(db);
    assert_int_equal(e.kind, LK_DB_LOST);
    assert_int_equal(e.diag->fault, LK_FAULT_LOST);
    assert_true(e.diag->message.n > 0);
    assert_true(lk_db_is_lost(db));
    expect(db, LK_DB_LOST);
    lk_db_close(db);
}

static void notices_belong_to_the_statement_at_the_receive_cursor(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    uint64_t a = queue(db, "SELECT 1", 0);
    uint64_t b = queue(db, "DO 'BEGIN RAISE NOTICE ''heard''; END'", 0);
    assert_true(lk_db_fence(db, NULL));
    expect_done(db, a, "SELECT 1");
    struct lk_db_event e = next(db);
    assert_int_equal(e.kind, LK_DB_NOTICE);
    assert_int_equal(e.number, b);
    assert_text(e.diag->message, "heard");
    expect_done(db, b, "DO");
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void a_copy_that_comes_anyway_is_ended(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    run(db, "CREATE TABLE ct (i int)");
    queue(db, "COPY ct FROM STDIN; SELECT 1", LK_TRAIT_MULTI);
    expect(db, LK_DB_COPY);
    expect_fault(db, "57014");
    expect(db, LK_DB_FENCE);
    queue(db, "COPY ct TO STDOUT; SELECT 1", LK_TRAIT_MULTI);
    struct lk_db_event e = next(db);
    assert_int_equal(e.kind, LK_DB_COPY);
    while ((e = next(db)).kind == LK_DB_DONE)
        lk_result_free(e.result);
    assert_int_equal(e.kind, LK_DB_FENCE);
    lk_db_close(db);
}

/* This is why COPY is recognized before it is sent. */
static void copy_in_the_pipeline_kills_the_connection(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    run(db, "CREATE TABLE IF NOT EXISTS ck (i int)");
    queue(db, "COPY ck FROM STDIN", 0);
    queue(db, "SELECT 1", 0);
    assert_true(lk_db_fence(db, NULL));
    struct lk_db_event e;
    struct lk_err err = {0};
    bool alive = false;
    for (int i = 0; i < 8 && lk_db_next(&e, db, 2000, &err); i++) {
        alive = e.kind == LK_DB_DONE;
        if (e.kind == LK_DB_DONE)
            lk_result_free(e.result);
        if (e.kind == LK_DB_LOST || e.kind == LK_DB_TIMEOUT)
            break;
    }
    assert_false(alive);
    lk_err_clear(&err);
    lk_db_close(db);
}

static void a_simple_query_is_its_own_fence(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    uint64_t n = queue(db, "SELECT 1; SELECT 2; BEGIN", LK_TRAIT_MULTI);
    expect_done(db, n, "SELECT 1");
    expect_done(db, n, "SELECT 1");
    expect_done(db, n, "BEGIN");
    expect(db, LK_DB_FENCE);
    assert_int_equal(lk_db_tx(db), LK_TX_OPEN);
    n = queue(db, "SELECT 3", 0);
    assert_true(lk_db_fence(db, NULL));
    expect_done(db, n, "SELECT 1");
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void statement_timeout_counts_for_each_statement(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    run(db, "SET statement_timeout = '400ms'");
    uint64_t first = queue(db, "SELECT pg_sleep(0.25)", 0);
    for (int i = 1; i < 3; i++)
        queue(db, "SELECT pg_sleep(0.25)", 0);
    queue(db, "SELECT pg_sleep(5)", 0);
    assert_true(lk_db_fence(db, NULL));
    for (uint64_t i = 0; i < 3; i++)
        expect_done(db, first + i, "SELECT 1");
    expect_fault(db, "57014");
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void much_text_in_both_directions_does_not_block(void **state)
{
    struct lk_db *db = connect_to();
    char *sql = malloc(200100);
    (void)state;
    memcpy(sql, "SELECT '", 8);
    memset(sql + 8, 'x', 200000);
    memcpy(sql + 200008, "'", 2);
    uint64_t n = queue(db, sql, 0);
    for (int i = 1; i < 40; i++)
        queue(db, sql, 0);
    assert_true(lk_db_fence(db, NULL));
    for (uint64_t i = 0; i < 40; i++)
        expect_done(db, n + i, "SELECT 1");
    expect(db, LK_DB_FENCE);
    free(sql);
    lk_db_close(db);
}

static void cancelling_ends_the_statement_that_runs(void **state)
{
    struct lk_db *db = connect_to();
    struct lk_db_event e;
    (void)state;
    queue(db, "SELECT pg_sleep(60)", 0);
    assert_true(lk_db_fence(db, NULL));
    assert_true(lk_db_next(&e, db, 100, NULL));
    assert_int_equal(e.kind, LK_DB_TIMEOUT);
    assert_true(lk_db_cancel(db, NULL));
    expect_fault(db, "57014");
    expect(db, LK_DB_FENCE);
    lk_db_close(db);
}

static void questions_have_answers(void **state)
{
    struct lk_db *db = connect_to();
    (void)state;
    run(db, "CREATE TABLE qt (id int PRIMARY KEY, name text DEFAULT 'x'); "
            "CREATE INDEX qi ON qt (name)");
    struct lk_str arg[3] = {{NULL, 0}, LK_STR("qt"), LK_STR("name")};
    static const enum lk_question tables[] = {LK_ASK_RELATION, LK_ASK_COLUMN, LK_ASK_TABLE};
    for (size_t i = 0; i < 3; i++) {
        struct lk_result *r;
        assert_true(lk_db_ask(&r, db, tables[i], arg, NULL));
        assert_int_equal(r->nrows, 1);
        lk_result_free(r);
    }
    struct lk_err err = {0};
    for (int q = 0; q < LK_ASK_COUNT; q++) {
        struct lk_str any[4] = {LK_STR("1"), LK_STR("1"), LK_STR("x"), LK_STR("x")};
        if (q == LK_ASK_ANY_RELATION)
            any[0] = LK_STR("{1}");
        if (q == LK_ASK_UNDO_READ)
            any[0] = any[1] = LK_STR("{x}");
        struct lk_result *r;
        bool ledger = strstr(lk_question_table[q].sql, "limbeck.") != NULL;
        if (!ledger && !lk_db_ask(&r, db, (enum lk_question)q, any, &err))
            fail_msg("%s: %s", lk_question_table[q].name, err.message);
        if (!ledger)
            lk_result_free(r);
    }
    lk_db_close(db);
}

/* As SET search_path takes it, whatever the schemas are called. */
static void paths_can_be_set_again(void **state)
{
    static const struct {
        const char *array, *path;
    } cases[] = {{"{}", "''"},
                 {"{public}", "\"public\""},
                 {"{a,pg_temp_3}", "\"a\", \"pg_temp\""},
                 {"{\"A b\",\"c,\\\"d\\\\\"}", "\"A b\", \"c,\"\"d\\\""}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk_buf path = {0};
        lk_db_path_text(&path, lk_str_of(cases[i].array));
        assert_string_equal(path.p, cases[i].path);
        lk_buf_clear(&path);
    }
}

static void version_rows_are_read(void **state)
{
    struct lk_db *db = connect_to();
    struct lk_arena *arena = lk_arena_new();
    struct lk_version_table t = {LK_STR("my versions"), {NULL, 0}, false};
    struct lk_heads heads;
    (void)state;
    assert_true(lk_db_heads(&heads, arena, db, &t, NULL));
    assert_false(heads.exists);
    run(db, "CREATE TABLE \"my versions\" (version_num text); INSERT INTO \"my versions\" "
            "VALUES ('a'), ('b'); BEGIN");
    assert_true(lk_db_heads(&heads, arena, db, &t, NULL));
    assert_true(heads.exists);
    assert_int_equal(heads.rows.n, 2);
    assert_text(heads.rows.v[1], "b");
    t.table = LK_STR("nope");
    assert_true(lk_db_heads(&heads, arena, db, &t, NULL));
    assert_false(heads.exists);
    assert_int_equal(lk_db_tx(db), LK_TX_OPEN);
    lk_arena_free(arena);
    lk_db_close(db);
}

static void one_session_has_the_lock(void **state)
{
    struct lk_db *a = connect_to(), *b = connect_to();
    struct lk_version_table t = {LK_STR("alembic_version"), {NULL, 0}, false};
    int64_t key = lk_lock_key(&t);
    bool got;
    (void)state;
    assert_true(lk_db_try_lock(&got, a, key, NULL) && got);
    assert_true(lk_db_try_lock(&got, b, key, NULL) && !got);
    assert_true(lk_db_unlock(a, key, NULL));
    assert_true(lk_db_try_lock(&got, b, key, NULL) && got);
    t.schema = LK_STR("s");
    assert_true(lk_lock_key(&t) != key);
    lk_db_close(a);
    lk_db_close(b);
}

static void the_ledger_is_made_once(void **state)
{
    struct lk_db *db = connect_to();
    int version;
    struct lk_buf text = {0};
    (void)state;
    assert_true(lk_ledger_find(&version, db, NULL) && version == 0);
    assert_true(lk_ledger_create(db, version, NULL));
    assert_true(lk_ledger_find(&version, db, NULL) && version == LK_LEDGER_VERSION);
    assert_true(lk_ledger_create(db, version, NULL));
    assert_true(lk_ledger_create(db, 0, NULL));        /* another run was faster */
    run(db, "UPDATE limbeck.ledger SET version = 99");
    assert_false(lk_ledger_find(&version, db, NULL));
    lk_db_literal(&text, LK_STR("it's a \\"));
    assert_text(lk_buf_str(&text), "E'it''s a \\\\'");
    lk_buf_clear(&text);
    lk_db_literal(&text, LK_STR("a\0b\xff"));
    assert_text(lk_buf_str(&text), "'a\xef\xbf\xbd" "b\xef\xbf\xbd'");
    lk_buf_clear(&text);
    lk_db_to_ascii(&text, LK_STR("M\xc3\xbcller \xf0\x9f\x98\x80"));
    assert_text(lk_buf_str(&text), "M<U+00FC>ller <U+1F600>");
    lk_buf_clear(&text);
    assert_true(lk_db_can_keep(LK_STR("M\xc3\xbcller"), true));
    assert_false(lk_db_can_keep(LK_STR("M\xc3\xbcller"), false));
    assert_false(lk_db_can_keep(LK_STR("a\0b"), true));
    assert_false(lk_db_can_keep(LK_STR("\xff"), true));
    lk_db_close(db);
}

#define RUN_1 "11111111-1111-4111-8111-111111111111"
#define RUN_2 "22222222-2222-4222-8222-222222222222"

static void run_buf(struct lk_db *db, struct lk_buf *sql)
{
    run(db, sql->p);
    lk_buf_clear(sql);
}

/* What the writers wrote the readers give back. */
static void ledger_rows_come_back(void **state)
{
    struct lk_db *db = connect_to();
    struct lk_arena *arena = lk_arena_new();
    struct lk_ledger_from from = {db, arena};
    struct lk_ledger_ask ask = {.run = LK_STR(RUN_1)};
    struct lk_buf sql = {0};
    (void)state;
    run(db, "DROP SCHEMA IF EXISTS limbeck CASCADE");
    assert_true(lk_ledger_create(db, 0, NULL));
    struct lk_ledger_run one = {.uuid = RUN_1, .command = "upgrade", .server_version = 150004,
                                .version_table = LK_STR("a.v"), .client = LK_STR("me@here"),
                                .limbeck = LK_STR("1.0"), .steps = 2};
    struct lk_ledger_run two = one;
    two.uuid = RUN_2;
    two.version_table = LK_STR("other");
    assert_true(lk_ledger_begin(db, &one, NULL) && lk_ledger_begin(db, &two, NULL));
    one.outcome = LK_STR("rolled back");
    one.error = LK_STR("it's gone");
    one.status = 6;
    assert_true(lk_ledger_end(db, &one, NULL));
    struct lk_provenance git = {.source = LK_STR("git"), .commit = LK_STR("c1"),
                                .author = LK_STR("M\xc3\xbcller <m@x>"),
                                .authored_us = 1700000000123456, .file_dirty = LK_KNOWN_NO,
                                .tree_dirty = LK_KNOWN_YES};
    struct lk_ledger_step steps[2] = {
        {.uuid = RUN_1, .number = 1, .operations = 3, .revision = LK_STR("r1"),
         .from = LK_STR(""), .to = LK_STR("r1"), .began_us = 1700000000000001,
         .at_us = 1700000000000005, .us = 4, .from_git = &git},
        {.uuid = RUN_1, .number = 2, .revision = LK_STR("r2"), .from = LK_STR("r1"),
         .to = LK_STR(""), .downgrade = true}};
    struct lk_ledger_skip skip = {RUN_1, 1, 2, LK_STR("drop_table"), LK_STR("t"), LK_STR("no"),
                                  LK_STR("a.py:1"), "42P01"};
    lk_ledger_skips_sql(&sql, &skip, 1);
    run_buf(db, &sql);
    struct lk_ledger_text texts[2] = {{RUN_1, 1, LK_STR("p"), LK_STR("h"), LK_STR("content")},
                                      {RUN_1, 1, LK_STR("q"), LK_STR("i"), {NULL, 0}}};
    struct lk_ledger_inverse inverse = {RUN_1, 1, 3, LK_STR("add_column"), LK_STR("t\0a\""),
                                        LK_STR("[]"), {NULL, 0}, LK_STR("{}"),
                                        LK_STR("a, b")};
    struct lk_ledger_kept kept = {RUN_1, steps, texts, &inverse, 2, 2, 1};
    struct lk_str arg[LK_LEDGER_KEEP_ARGS];
    lk_ledger_kept_args(arg, arena, &kept);
    lk_db_ask_text(&sql, LK_ASK_LEDGER_KEEP, arg);
    run_buf(db, &sql);

    struct lk_ledger_runs runs;
    struct lk_ledger_steps got;
    struct lk_ledger_skips skips;
    struct lk_ledger_texts files;
    struct lk_ledger_inverses inverses;
    assert_true(lk_ledger_runs(&runs, &from, &ask, NULL));
    assert_int_equal(runs.n, 1);
    assert_text(runs.v[0].error, "it's gone");
    assert_int_equal(runs.v[0].status, 6);
    assert_true(runs.v[0].ended_us >= runs.v[0].began_us && runs.v[0].began_us > 0);
    ask = (struct lk_ledger_ask){.limit = 1};
    assert_true(lk_ledger_runs(&runs, &from, &ask, NULL));
    assert_int_equal(runs.n, 1);
    assert_string_equal(runs.v[0].uuid, RUN_2);
    assert_int_equal(runs.v[0].status, -1);
    assert_int_equal(runs.v[0].outcome.n, 0);
    ask = (struct lk_ledger_ask){.version_table = LK_STR("a.v"), .revision = LK_STR("r1")};
    assert_true(lk_ledger_runs(&runs, &from, &ask, NULL) && runs.n == 1);
    assert_true(lk_ledger_steps(&got, &from, &ask, NULL) && got.n == 1);
    assert_int_equal(got.v[0].at_us, 1700000000000005);
    assert_int_equal(got.v[0].us, 4);
    assert_text(got.v[0].from_git->author, "M\xc3\xbcller <m@x>");
    assert_int_equal(got.v[0].from_git->authored_us, 1700000000123456);
    assert_int_equal(got.v[0].from_git->file_dirty, LK_KNOWN_NO);
    assert_int_equal(got.v[0].from_git->tree_dirty, LK_KNOWN_YES);
    assert_true(lk_ledger_skips(&skips, &from, &ask, NULL) && skips.n == 1);
    assert_string_equal(skips.v[0].sqlstate, "42P01");
    assert_true(lk_ledger_texts(&files, &from, &ask, NULL) && files.n == 2);
    assert_text(files.v[0].content, "content");
    assert_null(files.v[1].content.p);
    assert_true(lk_ledger_inverses(&inverses, &from, &ask, NULL) && inverses.n == 1);
    assert_text(inverses.v[0].target, "t\xef\xbf\xbd" "a\"");
    assert_text(inverses.v[0].undo, "[]");
    assert_null(inverses.v[0].reason.p);
    assert_text(inverses.v[0].search_path, "a, b");
    ask.revision = LK_STR("r2");
    assert_true(lk_ledger_steps(&got, &from, &ask, NULL) && got.n == 1);
    assert_true(got.v[0].downgrade && !got.v[0].from_git && got.v[0].at_us > 0);
    run(db, "DROP SCHEMA limbeck CASCADE");
    assert_true(lk_ledger_steps(&got, &from, &ask, NULL) && got.n == 0);
    lk_arena_free(arena);
    lk_db_close(db);
}

static void errors_of_connecting_are_one_sentence(void **state)
{
    const char *key[] = {"host", "user", "password", "dbname", NULL};
    const char *value[] = {"/nonexistent", "me", "secret", "db", NULL};
    struct lk_db_target target = {.keyword = key, .value = value, .wake_fd = -1};
    struct lk_err err = {0};
    struct lk_db *db;
    (void)state;
    assert_false(lk_db_open(&db, &target, &err));
    assert_int_equal(err.code, LK_E_CONNECT);
    assert_null(strchr(err.message, '\n'));
    assert_null(strstr(err.message, "secret"));
    assert_non_null(strstr(err.message, "cannot connect to database 'db'"));
    lk_err_clear(&err);
}

static void every_state_has_a_row(void **state)
{
    (void)state;
    for (size_t i = 0; i + 1 < lk_state_count; i++) {
        assert_ptr_equal(lk_state_find(lk_state_table[i].state), &lk_state_table[i]);
        if (i)
            assert_true(strcmp(lk_state_table[i - 1].state, lk_state_table[i].state) < 0);
    }
    assert_string_equal(lk_state_find("22099")->name, "data_exception");
    assert_int_equal(lk_state_find("ZZ001")->fault, LK_FAULT_OTHER);
    assert_int_equal(lk_state_find("42P01")->fault, LK_FAULT_MISSING);
    static const char *const never[] = {"08000", "25000", "40002", "53000", "57000", "58000",
                                        "XX999", "42501", "42601"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_true(lk_state_find(never[i])->flags & LK_STATE_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_order),
        cmocka_unit_test(what_stands_behind_a_failure_is_not_executed),
        cmocka_unit_test(commit_behind_a_failure_answers_rollback),
        cmocka_unit_test(the_own_model_is_true_while_statements_are_in_flight),
        cmocka_unit_test(a_deferred_error_outside_a_transaction_comes_at_the_fence),
        cmocka_unit_test(a_terminated_backend_speaks_once),
        cmocka_unit_test(notices_belong_to_the_statement_at_the_receive_cursor),
        cmocka_unit_test(a_copy_that_comes_anyway_is_ended),
        cmocka_unit_test(copy_in_the_pipeline_kills_the_connection),
        cmocka_unit_test(a_simple_query_is_its_own_fence),
        cmocka_unit_test(statement_timeout_counts_for_each_statement),
        cmocka_unit_test(much_text_in_both_directions_does_not_block),
        cmocka_unit_test(cancelling_ends_the_statement_that_runs),
        cmocka_unit_test(questions_have_answers),
        cmocka_unit_test(paths_can_be_set_again),
        cmocka_unit_test(version_rows_are_read),
        cmocka_unit_test(one_session_has_the_lock),
        cmocka_unit_test(the_ledger_is_made_once),
        cmocka_unit_test(ledger_rows_come_back),
        cmocka_unit_test(errors_of_connecting_are_one_sentence),
        cmocka_unit_test(every_state_has_a_row),
    };
    return lk_run_tests(tests);
}
