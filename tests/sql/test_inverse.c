/* Inverses from statements alone: what is read off a statement, and what is refused.  What needs
 * the catalog is tried on a server by tests/run/inverses.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sql/inverse.h"

/* Derives from one statement of an operation, with no row of an answer. */
static struct lk_inverse derive(struct lk_arena *arena, enum lk_op_id id, const char *sql)
{
    struct lk_inverse out;
    struct lk_stmt stmt = {.sql = lk_str_of(sql)};
    const struct lk_datum *none = lk_datum_list(arena, NULL, 0);
    struct lk_inverse_of of = {lk_op_new(arena, id), {.v = &stmt, .n = 1}, none, none,
                               LK_EFFECT_UNKNOWN};
    lk_sql_inverse(&out, arena, &of);
    return out;
}

static void statements_say_how_they_are_undone(void **state)
{
    static const char *const cases[][2] = {
        {"CREATE TABLE t (\n\ta INTEGER\n)", "[{\"drop_table\": {\"table_name\": \"t\"}}]"},
        {"CREATE UNLOGGED TABLE Foo (a INTEGER)",
         "[{\"drop_table\": {\"table_name\": \"foo\"}}]"},
        {"CREATE TABLE \"a \"\"b\"\"\".\"T.t\" ()",
         "[{\"drop_table\": {\"table_name\": \"T.t\", \"schema\": \"a \\\"b\\\"\"}}]"},
        {"CREATE TABLE größe ()", "[{\"drop_table\": {\"table_name\": \"größe\"}}]"},
        {"ALTER TABLE t RENAME \"to\" TO x",
         "[{\"alter_column\": {\"table_name\": \"t\", \"column_name\": \"x\", "
         "\"new_column_name\": \"to\"}}]"},
        {"ALTER TABLE t RENAME TO \"TO\"",
         "[{\"rename_table\": {\"old_table_name\": \"TO\", \"new_table_name\": \"t\"}}]"},
        {"CREATE TYPE \"a:b\" AS ENUM ('x')",
         "[{\"execute\": {\"sqltext\": \"DROP TYPE \\\"a:b\\\"\"}}]"},
        {"CREATE TYPE \" :b\" AS ENUM ('x')",
         "[{\"execute\": {\"sqltext\": \"DROP TYPE \\\" \\\\:b\\\"\"}}]"},
        {"DROP TABLE IF EXISTS t", "[]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk_inverse inverse = derive(*state, LK_OP_CREATE_TABLE, cases[i][0]);
        assert_null(inverse.reason.p);
        assert_string_equal(inverse.undo.p, cases[i][1]);
    }
}

static void what_is_not_understood_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"ALTER TABLE t DISABLE TRIGGER ALL",
         "it is not known how to undo 'ALTER TABLE t DISABLE TRIGGER ALL'"},
        {"CREATE TABLE a.b.c ()", "it is not known how to undo 'CREATE TABLE a.b.c ()'"},
        {"CREATE TABLE \"never closed", "it is not known how to undo 'CREATE TABLE \"never closed'"},
        {"CREATE TABLESPACE t", "it is not known how to undo 'CREATE TABLESPACE t'"},
        {"", "it is not known how to undo ''"},
        {"DROP TABLE t", "the rows of a dropped table are lost"},
        {"ALTER TABLE t ALTER COLUMN a DROP NOT NULL",
         "what was there before is not in the catalog"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk_inverse inverse = derive(*state, LK_OP_CREATE_TABLE, cases[i][0]);
        assert_null(inverse.undo.p);
        assert_string_equal(inverse.reason.p, cases[i][1]);
    }
}

/* Whatever its text looks like. */
static void free_sql_and_rows_are_never_undone(void **state)
{
    struct lk_inverse free_sql = derive(*state, LK_OP_EXECUTE, "CREATE TABLE t ()");
    struct lk_inverse rows = derive(*state, LK_OP_BULK_INSERT, "CREATE TABLE t ()");
    assert_string_equal(free_sql.reason.p, "what free SQL does is not known");
    assert_string_equal(rows.reason.p, "rows that were written are not followed");
}

static void only_what_is_replaced_is_asked_for(void **state)
{
    static const struct {
        const char *sql;
        size_t questions;
        enum lk_inverse_state what;
        bool after;
    } cases[] = {
        {"CREATE TABLE t ()", 0, LK_INVERSE_NOTHING, false},
        {"CREATE TABLE IF NOT EXISTS t ()", 1, LK_INVERSE_NEW_RELATION, false},
        {"CREATE TEMPORARY TABLE IF NOT EXISTS t ()", 0, LK_INVERSE_NOTHING, false},
        {"ALTER TABLE t ADD UNIQUE (a)", 1, LK_INVERSE_PARTS, true},
        {"ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)", 0, LK_INVERSE_NOTHING, false},
        {"ALTER TABLE t ALTER COLUMN a SET NOT NULL", 1, LK_INVERSE_NULLABLE, false},
        {"ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS ", 1, LK_INVERSE_IDENTITY, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk_inverse_questions q;
        struct lk_stmt stmt = {.sql = lk_str_of(cases[i].sql)};
        struct lk_stmts stmts = {.v = &stmt, .n = 1};
        lk_sql_inverse_ask(&q, *state, lk_op_new(*state, LK_OP_CREATE_TABLE), &stmts);
        assert_int_equal(q.n, cases[i].questions);
        assert_int_equal(q.after, cases[i].after);
        assert_true(!q.n || q.v[0].what == cases[i].what);
    }
}

static int set_up(void **state)
{
    *state = lk_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    lk_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_say_how_they_are_undone),
        cmocka_unit_test(what_is_not_understood_is_refused),
        cmocka_unit_test(free_sql_and_rows_are_never_undone),
        cmocka_unit_test(only_what_is_replaced_is_asked_for),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
