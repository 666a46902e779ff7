/* What of SQL and of messages may be remembered: values become type and length, passwords are blank
 * in any case, and what is not understood is masked. */
#include "lk_test.h"
#include "sql/mask.h"

struct mask_case {
    const char *sql, *masked, *kept;   /* kept: with LK_MASK_VALUES; NULL is the SQL itself */
};

static const struct mask_case cases[] = {
    {"INSERT INTO t (a, b) VALUES ('abc', 42)",
     "INSERT INTO t (a, b) VALUES (<text 3>, <number 2>)", NULL},
    {"UPDATE t1 SET a='it''s', b=E'x\\'y', c = -1.5e-7, d = .5 WHERE e = true",
     "UPDATE t1 SET a=<text 5>, b=<text 4>, c = -<number 6>, d = <number 2> WHERE e = <bool>",
     NULL},
    {"select U&'d\\0061t' || N'abc' || X'1F' || $1", "select <text 7> || <text 3> || <text 2> || $1",
     NULL},
    {"INSERT INTO \"a'b\" SELECT 'x' -- 'secret'\n, 1 /* 2 'secret' */",
     "INSERT INTO \"a'b\" SELECT <text 1>  \n, <number 1>  ", NULL},
    {"CREATE TABLE t (a varchar(10) DEFAULT 'x', b int DEFAULT 1)",
     "CREATE TABLE t (a varchar(10) DEFAULT 'x', b int DEFAULT 1)", NULL},
    {"CREATE TABLE t AS SELECT 'x', 1", "CREATE TABLE t AS SELECT <text 1>, <number 1>", NULL},
    {"create materialized view v as (values ('x'))",
     "create materialized view v as (values (<text 1>))", NULL},
    {"ALTER TYPE e ADD VALUE 'x'; INSERT INTO t VALUES ('x'); DROP TABLE a",
     "ALTER TYPE e ADD VALUE 'x'; INSERT INTO t VALUES (<text 1>); DROP TABLE a", NULL},
    {"DO $$ BEGIN INSERT INTO t VALUES ('x', 1); END $$",
     "DO $$ BEGIN INSERT INTO t VALUES (<text 1>, <number 1>); END $$", NULL},
    {"DO $a$ BEGIN PERFORM f($b$secret$b$); END $a$",
     "DO $a$ BEGIN PERFORM f(<text 12>); END $a$", NULL},
    {"CREATE FUNCTION f() RETURNS text AS $$ SELECT 'x' $$ LANGUAGE sql",
     "CREATE FUNCTION f() RETURNS text AS $$ SELECT 'x' $$ LANGUAGE sql", NULL},
    {"CREATE ROLE r LOGIN PASSWORD 'secret'", "CREATE ROLE r LOGIN PASSWORD '***'",
     "CREATE ROLE r LOGIN PASSWORD '***'"},
    {"alter user r with encrypted password /* x */ 'se''cret' valid until 'never'",
     "alter user r with encrypted password /* x */ '***' valid until 'never'",
     "alter user r with encrypted password /* x */ '***' valid until 'never'"},
    {"ALTER ROLE r PASSWORD $$secret$$", "ALTER ROLE r PASSWORD '***'",
     "ALTER ROLE r PASSWORD '***'"},
    {"CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password 'secret')",
     "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '***')",
     "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '***')"},
    {"CREATE SUBSCRIPTION s CONNECTION 'host=h password=secret dbname=d' PUBLICATION p",
     "CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** dbname=d' PUBLICATION p",
     "CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** dbname=d' PUBLICATION p"},
    {"SELECT dblink_connect('postgresql://u:sec/ret@h/d')", "SELECT dblink_connect(<text 26>)",
     "SELECT dblink_connect('postgresql://u:***@h/d')"},
    {"SELECT dblink('host=h password = ''sec ret'' x', 'a')",
     "SELECT dblink(<text 31>, <text 1>)", "SELECT dblink('host=h password = ''***'' x', 'a')"},
    {"SELECT '{\"db_password\": \"secret\"}'::json", "SELECT <text 25>::json",
     "SELECT '{\"db_password\": \"***\"}'::json"},
    {"UPDATE u SET hashed_password = 'secret', \"Password\"='secret', age = 3",
     "UPDATE u SET hashed_password = '***', \"Password\"='***', age = <number 1>",
     "UPDATE u SET hashed_password = '***', \"Password\"='***', age = 3"},
    {"DO $$ BEGIN EXECUTE 'ALTER ROLE r PASSWORD ''secret'''; END $$",
     "DO $$ BEGIN EXECUTE <text 32>; END $$",
     "DO $$ BEGIN EXECUTE 'ALTER ROLE r PASSWORD ''***'''; END $$"},
    {"CREATE FUNCTION f() RETURNS void AS $$ ALTER ROLE r PASSWORD 'secret' $$ LANGUAGE sql",
     "CREATE FUNCTION f() RETURNS void AS $$ ALTER ROLE r PASSWORD '***' $$ LANGUAGE sql",
     "CREATE FUNCTION f() RETURNS void AS $$ ALTER ROLE r PASSWORD '***' $$ LANGUAGE sql"},
    {"SET app.key = 'secret'", "SET app.key = <text 6>", NULL},
    {"INSERT INTO t VALUES ('secret", "INSERT INTO t VALUES (<text 6>", NULL},
    {"INSERT INTO t VALUES ($a$secret", "INSERT INTO t VALUES (<text 9>", "INSERT INTO t VALUES (<text 9>"},
    {"", "", NULL},
};

static void check(const struct lk_buf *text, const char *expected)
{
    assert_string_equal(text->p ? text->p : "", expected);
}

static void statements_keep_types_and_lengths(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk_buf masked = {0}, kept = {0};
        lk_sql_mask(&masked, lk_str_of(cases[i].sql), 0);
        lk_sql_mask(&kept, lk_str_of(cases[i].sql), LK_MASK_VALUES);
        check(&masked, cases[i].masked);
        check(&kept, cases[i].kept ? cases[i].kept : cases[i].sql);
        lk_buf_clear(&masked);
        lk_buf_clear(&kept);
    }
}

static void backslashes_escape_where_the_session_says_so(void **state)
{
    struct lk_buf masked = {0};
    (void)state;
    lk_sql_mask(&masked, LK_STR("SELECT 'a\\'secret', 2"), LK_MASK_BACKSLASHES);
    check(&masked, "SELECT <text 9>, <number 1>");
    lk_buf_clear(&masked);
}

static const struct { const char *sqlstate, *message, *masked; } messages[] = {
    {"22P02", "invalid input syntax for type integer: \"secret\"",
     "invalid input syntax for type integer: <text 8>"},
    {"22003", "value \"99\" is out of range for type integer", "value <text 37>"},
    {"22P02", "ungültige Eingabesyntax für Typ integer: „secret“",
     "ungültige Eingabesyntax für Typ integer: <text 12>"},
    {"42703", "column \"prise\" does not exist", "column \"prise\" does not exist"},
    {"42601", "syntax error at or near \"FROMM\"", "syntax error at or near \"FROMM\""},
    {"42601", "syntax error at or near \"'secret'\"", "syntax error at or near <text 10>"},
    {"08006", "cannot reach postgresql://u:secret@h/d", "cannot reach postgresql://u:***@h/d"},
    {"", "KeyError: 'x'", "KeyError: 'x'"},
};

static void messages_do_not_quote_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        struct lk_buf out = {0};
        lk_sql_mask_message(&out, lk_str_of(messages[i].message), messages[i].sqlstate, 0);
        check(&out, messages[i].masked);
        lk_buf_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_keep_types_and_lengths),
        cmocka_unit_test(backslashes_escape_where_the_session_says_so),
        cmocka_unit_test(messages_do_not_quote_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
