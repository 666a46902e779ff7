/* Splitting and classifying: what the parser accepts is cut into statements with their traits, what
 * it does not stays whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sql/split.h"

struct trait_case {
    const char *text;
    uint32_t traits;
};

static const struct trait_case trait_cases[] = {
    {"", 0},
    {"-- nothing", 0},
    {"ALTER TABLE a ADD b int", 0},
    {"COMMIT", LK_TRAIT_TX_END},
    {"rollback and no chain", LK_TRAIT_TX_END},
    {"END", LK_TRAIT_TX_END},
    {"ABORT", LK_TRAIT_TX_END},
    {"PREPARE TRANSACTION 'x'", LK_TRAIT_TX_END},
    {"COMMIT PREPARED 'x'", LK_TRAIT_NO_BLOCK},
    {"BEGIN", LK_TRAIT_TX_BEGIN},
    {"START TRANSACTION READ ONLY", LK_TRAIT_TX_BEGIN},
    {"SAVEPOINT a", LK_TRAIT_SAVEPOINT},
    {"ROLLBACK TO a", LK_TRAIT_SAVEPOINT},
    {"RELEASE a", LK_TRAIT_SAVEPOINT},
    {"SET TRANSACTION READ ONLY", LK_TRAIT_SET_TX},
    {"SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", LK_TRAIT_SET_TX},
    {"SET lock_timeout = '1s'", 0},
    {"VACUUM a", LK_TRAIT_NO_BLOCK},
    {"ANALYZE a", 0},
    {"CREATE INDEX CONCURRENTLY i ON a (b)", LK_TRAIT_NO_BLOCK},
    {"CREATE INDEX i ON a (b)", 0},
    {"DROP INDEX CONCURRENTLY i", LK_TRAIT_NO_BLOCK},
    {"REINDEX INDEX i", 0},
    {"REINDEX INDEX CONCURRENTLY i", LK_TRAIT_NO_BLOCK},
    {"REINDEX DATABASE d", LK_TRAIT_NO_BLOCK},
    {"CLUSTER", LK_TRAIT_NO_BLOCK},
    {"CLUSTER a USING i", 0},
    {"ALTER TABLE a DETACH PARTITION b CONCURRENTLY", LK_TRAIT_NO_BLOCK},
    {"CREATE DATABASE d", LK_TRAIT_NO_BLOCK},
    {"ALTER DATABASE d SET TABLESPACE t", LK_TRAIT_NO_BLOCK},
    {"ALTER DATABASE d CONNECTION LIMIT 3", 0},
    {"ALTER SYSTEM SET x = 1", LK_TRAIT_NO_BLOCK},
    {"DISCARD ALL", LK_TRAIT_NO_BLOCK},
    {"COPY a FROM STDIN", LK_TRAIT_COPY},
    {"COPY a FROM '/f'", 0},
    {"SELECT 1", LK_TRAIT_ROWS},
    {"SELECT 1 INTO a", 0},
    {"WITH x AS (SELECT 1) SELECT * FROM x", LK_TRAIT_ROWS},
    {"INSERT INTO a VALUES (1)", 0},
    {"INSERT INTO a VALUES (1) RETURNING b", LK_TRAIT_ROWS},
    {"SHOW x", LK_TRAIT_ROWS},
    {"EXPLAIN SELECT 1", LK_TRAIT_ROWS},
    {"DO $$ BEGIN COMMIT; END $$", 0},
    {"SELECT 1; COMMIT", LK_TRAIT_MULTI | LK_TRAIT_ROWS | LK_TRAIT_TX_END},
    {"SELEC 1", LK_TRAIT_OPAQUE},
    {"/* c */ commit wrok", LK_TRAIT_OPAQUE | LK_TRAIT_TX_END},
    {"CREATE INDEX CONCURRENTLY i ON", LK_TRAIT_OPAQUE | LK_TRAIT_NO_BLOCK},
    {"SELEC 1; SELEC 2", LK_TRAIT_OPAQUE | LK_TRAIT_MULTI},
    {"SELEC 1; -- no more", LK_TRAIT_OPAQUE},
    {"SELEC ';' /* ; /* ; */ a */ \"x;y\" $a$ ; $a$ E'\\';'", LK_TRAIT_OPAQUE},
    {"SELEC $1; a", LK_TRAIT_OPAQUE | LK_TRAIT_MULTI},
    {"INSERT INTO a VALUS (1) RETURNING b", LK_TRAIT_OPAQUE | LK_TRAIT_ROWS},
    {"INSERT INTO a VALUS ('RETURNING')", LK_TRAIT_OPAQUE},
    {"/* never ends", LK_TRAIT_OPAQUE},
};

static void every_statement_has_its_traits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof trait_cases / sizeof *trait_cases; i++) {
        uint32_t traits = lk_sql_classify(lk_str_of(trait_cases[i].text));
        if (traits != trait_cases[i].traits) {
            fail_msg("%s: %u, not %u", trait_cases[i].text, traits, trait_cases[i].traits);
        }
    }
}

struct split_case {
    const char *text;
    const char *piece[4];
};

static const struct split_case split_cases[] = {
    {"", {NULL}},
    {" ; ;", {NULL}},
    {"SELECT 1", {"SELECT 1", NULL}},
    {"SELECT 1;", {"SELECT 1", NULL}},
    {" SELECT 1 ;; SELECT ';' ; ", {"SELECT 1", "SELECT ';'", NULL}},
    {"SELECT $$a;b$$; SELECT E'\\';'", {"SELECT $$a;b$$", "SELECT E'\\';'", NULL}},
    {"CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3",
     {"CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT 2; END", "SELECT 3", NULL}},
    {"SELEC 1; SELECT 2", {"SELEC 1; SELECT 2", NULL}},
};

static void texts_are_split_where_the_parser_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof split_cases / sizeof *split_cases; i++) {
        struct lk_arena *arena = lk_arena_new();
        struct lk_stmts out;
        lk_stmts_init(&out, arena);
        assert_true(lk_sql_split(&out, lk_str_of(split_cases[i].text), LK_NOWHERE, NULL));
        size_t n = 0;
        for (; split_cases[i].piece[n]; n++) {
            assert_true(n < out.n);
            assert_string_equal(out.v[n].sql.p, split_cases[i].piece[n]);
        }
        assert_int_equal(out.n, n);
        lk_stmts_clear(&out);
        lk_arena_free(arena);
    }
}

static void pieces_have_their_own_spans(void **state)
{
    (void)state;
    struct lk_arena *arena = lk_arena_new();
    struct lk_stmts out;
    lk_stmts_init(&out, arena);
    struct lk_str text = LK_STR("SELECT 1; SELECT 2");
    assert_true(lk_sql_split(&out, text, (struct lk_span){1, 100, 118}, NULL));
    assert_int_equal(out.v[1].span.from, 110);
    assert_int_equal(out.v[1].span.to, 118);
    assert_true(lk_sql_split(&out, text, (struct lk_span){1, 100, 121}, NULL));
    assert_int_equal(out.v[3].span.from, 100);
    lk_stmts_clear(&out);
    lk_arena_free(arena);
}

/* A chain of so many operators is a tree of that depth. */
static void deep_trees_do_not_end_the_stack(void **state)
{
    (void)state;
    struct lk_buf text = {0};
    lk_buf_addz(&text, "INSERT INTO a SELECT 1");
    for (int i = 0; i < 300000; i++) {
        lk_buf_addz(&text, "+1");
    }
    assert_int_equal(lk_sql_classify(lk_buf_str(&text)), 0);
    lk_buf_addz(&text, " RETURNING b");
    assert_int_equal(lk_sql_classify(lk_buf_str(&text)), LK_TRAIT_ROWS);
    text.n = 0;
    lk_buf_addz(&text, "SELECT ");
    lk_buf_fill(&text, '(', 300000);
    assert_int_equal(lk_sql_classify(lk_buf_str(&text)), LK_TRAIT_OPAQUE | LK_TRAIT_ROWS);
    lk_buf_clear(&text);
}

static void a_nul_byte_leaves_the_text_whole(void **state)
{
    (void)state;
    assert_int_equal(lk_sql_classify((struct lk_str){"SELECT\0 1", 9}),
                     LK_TRAIT_OPAQUE | LK_TRAIT_ROWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_has_its_traits),
        cmocka_unit_test(texts_are_split_where_the_parser_says),
        cmocka_unit_test(pieces_have_their_own_spans),
        cmocka_unit_test(deep_trees_do_not_end_the_stack),
        cmocka_unit_test(a_nul_byte_leaves_the_text_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
