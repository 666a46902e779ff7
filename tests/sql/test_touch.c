/* Which texts touch a schema: every place in PostgreSQL's grammar where its name can stand, and what
 * only looks like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sql/touch.h"
#include "base/buf.h"

static const char *const touching[] = {
    "SELECT 1 FROM limbeck.run",
    "select * from \"limbeck\".run",
    "SELECT 1 FROM LIMBECK . run",
    "WITH a AS (DELETE FROM limbeck.step RETURNING *) SELECT * FROM a",
    "SELECT (SELECT count(*) FROM limbeck.run)",
    "SELECT limbeck.f(1)",
    "SELECT 1::limbeck.t",
    "CREATE TABLE limbeck.t (id int)",
    "CREATE TABLE t (id int REFERENCES limbeck.run (run))",
    "CREATE TABLE t (a limbeck.t)",
    "CREATE TABLE t (LIKE limbeck.run)",
    "CREATE TABLE t () INHERITS (limbeck.run)",
    "CREATE INDEX i ON limbeck.run (began)",
    "DROP INDEX limbeck.text_hash",
    "DROP TABLE limbeck.run",
    "DROP TABLE a, limbeck.run CASCADE",
    "DROP SCHEMA limbeck CASCADE",
    "DROP SCHEMA IF EXISTS a, limbeck",
    "DROP FUNCTION limbeck.f(int)",
    "DROP TYPE limbeck.t",
    "DROP TRIGGER t ON limbeck.run",
    "CREATE SCHEMA limbeck",
    "CREATE SCHEMA IF NOT EXISTS limbeck",
    "ALTER SCHEMA limbeck RENAME TO other",
    "ALTER SCHEMA limbeck OWNER TO me",
    "ALTER TABLE limbeck.run ADD a int",
    "ALTER TABLE limbeck.run RENAME TO r",
    "ALTER TABLE t SET SCHEMA limbeck",
    "ALTER TYPE t SET SCHEMA limbeck",
    "ALTER TYPE limbeck.t ADD VALUE 'a'",
    "INSERT INTO limbeck.run VALUES (1)",
    "UPDATE limbeck.run SET outcome = 'done'",
    "DELETE FROM limbeck.run",
    "TRUNCATE limbeck.run",
    "TRUNCATE a, limbeck.run",
    "LOCK TABLE limbeck.run",
    "COPY limbeck.run FROM '/tmp/x'",
    "MERGE INTO limbeck.run USING a ON true WHEN MATCHED THEN DELETE",
    "GRANT USAGE ON SCHEMA limbeck TO me",
    "REVOKE ALL ON ALL TABLES IN SCHEMA limbeck FROM me",
    "GRANT SELECT ON limbeck.run TO me",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA limbeck GRANT SELECT ON TABLES TO me",
    "COMMENT ON SCHEMA limbeck IS 'mine'",
    "COMMENT ON TABLE limbeck.run IS 'mine'",
    "COMMENT ON COLUMN limbeck.run.run IS 'mine'",
    "CREATE VIEW v AS SELECT * FROM limbeck.run",
    "CREATE VIEW limbeck.v AS SELECT 1",
    "CREATE FUNCTION limbeck.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM limbeck.run $$",
    "CREATE TRIGGER t BEFORE INSERT ON limbeck.run EXECUTE FUNCTION f()",
    "CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION limbeck.f()",
    "CREATE SEQUENCE limbeck.s",
    "CREATE EXTENSION hstore SCHEMA limbeck",
    "CREATE TYPE limbeck.t AS ENUM ('a')",
    "CREATE DOMAIN limbeck.d AS int",
    "SET search_path TO limbeck",
    "SET LOCAL search_path = public, limbeck",
    "SET search_path = 'public, \"limbeck\"'",
    "ALTER ROLE me SET search_path TO limbeck",
    "ALTER DATABASE d SET search_path TO a, limbeck",
    "SELECT set_config('search_path', 'limbeck,public', false)",
    "SELECT pg_catalog.set_config('search_path', 'limbeck', false)",
    "DO $$ BEGIN DELETE FROM limbeck.run; END $$",
    "EXPLAIN SELECT * FROM limbeck.run",
    "SELECT * FROM this_database.limbeck.run",
    "SELECT 1; SELECT * FROM limbeck.run",
    "SELECT * FROM limbeck.run WHERE this is no SQL of version 15",
    "IMPORT FOREIGN SCHEMA a FROM SERVER s INTO limbeck.t WHATEVER",
};

static const char *const sparing[] = {
    "SELECT 1",
    "SELECT 'limbeck.run'",
    "SELECT 1 -- limbeck.run",
    "SELECT limbeck FROM t",
    "SELECT limbeck.id FROM limbeck",
    "SELECT l.limbeck FROM t l",
    "SELECT * FROM public.limbeck",
    "CREATE TABLE limbeck (limbeck int PRIMARY KEY)",
    ("CREATE TABLE t (limbeck int, id int, PRIMARY KEY (limbeck, id), "
     "FOREIGN KEY (limbeck, id) REFERENCES u (limbeck, id))"),
    "DROP TABLE limbeck",
    "DROP TABLE public.limbeck, a",
    "ALTER TABLE t OWNER TO limbeck",
    "GRANT SELECT ON t TO limbeck",
    "GRANT USAGE ON SCHEMA public TO limbeck",
    "CREATE SCHEMA a AUTHORIZATION limbeck",
    "ALTER TABLE t RENAME TO limbeck",
    "SELECT * FROM limbecks.run",
    "SET search_path TO limbecks",
    "SET application_name TO limbeck",
    "INSERT INTO t (limbeck, id) VALUES ('limbeck', 1)",
    "SELECT * FROM a JOIN b USING (limbeck, id)",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT limbeck FROM t $$",
    "DO $$ BEGIN PERFORM 'limbeck.run'; END $$",
    "COMMENT ON TABLE t IS 'limbeck.run'",
    "SELECT this is no SQL of limbeck",
    "SELECT \"LIMBECK\".a FROM \"LIMBECK\".b",
};

static void every_place_of_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof touching / sizeof *touching; i++)
        if (!lk_sql_touches(lk_str_of(touching[i]), LK_STR("limbeck")))
            fail_msg("not seen: %s", touching[i]);
}

static void what_only_looks_like_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sparing / sizeof *sparing; i++)
        if (lk_sql_touches(lk_str_of(sparing[i]), LK_STR("limbeck")))
            fail_msg("seen: %s", sparing[i]);
}

/* No tree is made of it; the words still tell a name from a value. */
static void a_text_that_is_too_large(void **state)
{
    struct lk_buf sql = {0};
    (void)state;
    lk_buf_addz(&sql, "INSERT INTO t VALUES ('limbeck.run");
    lk_buf_fill(&sql, 'x', 100000);
    lk_buf_addz(&sql, "')");
    assert_false(lk_sql_touches(lk_buf_str(&sql), LK_STR("limbeck")));
    lk_buf_addz(&sql, "; DELETE FROM limbeck.run");
    assert_true(lk_sql_touches(lk_buf_str(&sql), LK_STR("limbeck")));
    lk_buf_clear(&sql);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_of_its_name),
        cmocka_unit_test(what_only_looks_like_it),
        cmocka_unit_test(a_text_that_is_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
