/* Which statements are known to change nothing, what they read, and that everything else is
 * unknown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sql/effect.h"

static const struct { const char *sql, *relations, *functions; } reading[] = {
    {"SELECT 1", "", ""},
    {"VALUES (1, 'a'), (2, NULL)", "", ""},
    {"TABLE a", "{\"\\\"a\\\"\"}", ""},
    {"SHOW search_path", "", ""},
    {"SHOW ALL", "", ""},
    {"EXPLAIN SELECT 1 FROM a", "{\"\\\"a\\\"\"}", ""},
    {"EXPLAIN (COSTS off, FORMAT json) SELECT 1", "", ""},
    {"LOCK TABLE a IN SHARE MODE", "", ""},
    {"ANALYZE a", "", ""},
    {"VACUUM", "", ""},
    {"CHECKPOINT", "", ""},
    {"SELECT count(*), max(x) FILTER (WHERE y) FROM a", "{\"\\\"a\\\"\"}", "{\"count\",\"max\"}"},
    {"SELECT \"B\".x FROM s.\"B\"", "{\"\\\"s\\\".\\\"B\\\"\"}", "{\"x\"}"},
    {"SELECT 1 FROM \"a\"\"b\\c\"", "{\"\\\"a\\\"\\\"b\\\\c\\\"\"}", ""},
    {"SELECT pg_catalog.lower(x) FROM a", "{\"\\\"a\\\"\"}", ""},
    {"SELECT extract(year FROM now()), trim(x), x AT TIME ZONE 'utc', current_user FROM a",
     "{\"\\\"a\\\"\"}", "{\"now\"}"},
    {"SELECT 1 UNION SELECT 2 FROM b EXCEPT (SELECT 3 FROM c)", "{\"\\\"b\\\"\",\"\\\"c\\\"\"}", ""},
    {"WITH RECURSIVE a AS (SELECT 1 FROM b) SELECT * FROM a JOIN c USING (x)",
     "{\"\\\"a\\\"\",\"\\\"c\\\"\",\"\\\"b\\\"\"}", ""},
    {"SELECT (SELECT 1), ARRAY(SELECT x), (ARRAY[1])[1:2], ROW(1, 2), CASE x WHEN 1 THEN 2 END, "
     "coalesce(x, 1), greatest(1, 2), x IS NULL, x IS TRUE, x COLLATE \"C\", x::int, NOT x, "
     "x LIKE 'a' ESCAPE 'b', x BETWEEN 1 AND 2, x IN (1, 2), nullif(x, 1), y[1] FROM a",
     "{\"\\\"a\\\"\"}", ""},
    {"SELECT sum(x) OVER w, rank() OVER (PARTITION BY y ORDER BY z) FROM a WINDOW w AS (ORDER BY x) "
     "LIMIT 1", "{\"\\\"a\\\"\"}", "{\"sum\",\"rank\"}"},
    {"SELECT x, grouping(x) FROM a GROUP BY GROUPING SETS ((x), ()) HAVING count(*) > 1 FOR UPDATE",
     "{\"\\\"a\\\"\"}", "{\"count\"}"},
    {"SELECT 1 FROM unnest(ARRAY[1]) WITH ORDINALITY t (x, i), LATERAL generate_series(1, 2)", "",
     "{\"unnest\",\"generate_series\"}"},
    {"SELECT 1; SELECT 2", "", ""},
    {"SELECT", "", ""},
    {"", "", ""},
    {"-- nothing", "", ""},
};

static const char *const session[] = {
    "SET search_path TO a, b", "SET LOCAL lock_timeout = '5s'", "RESET ALL", "SET ROLE a",
    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET CONSTRAINTS ALL DEFERRED", "BEGIN",
    "COMMIT", "SAVEPOINT a", "RELEASE a", "SELECT 1; SET a.b = '1'",
};

static const char *const unknown[] = {
    "SELECT setval('s', 1)", "SELECT nextval('s')", "SELECT set_config('a.b', '1', false)",
    "SELECT f()", "SELECT s.lower('a')", "SELECT a.b.lower('a')", "SELECT 1 FROM f()",
    "SELECT 1 FROM a WHERE f(x)", "SELECT 1 ORDER BY f()", "SELECT 1 LIMIT f()",
    "SELECT count(*) FILTER (WHERE f()) FROM a", "SELECT count(f()) OVER (PARTITION BY f()) FROM a",
    "SELECT CASE WHEN f() THEN 1 END", "SELECT (SELECT f())", "SELECT 1 UNION SELECT f()",
    "SELECT 1 UNION (SELECT 2 INTERSECT SELECT f())", "VALUES (f())",
    "SELECT * INTO b FROM a", "SELECT 1 INTO b UNION SELECT 2", "CREATE TABLE b AS SELECT 1",
    "WITH x AS (DELETE FROM a RETURNING *) SELECT * FROM x",
    "WITH x AS (INSERT INTO a VALUES (1) RETURNING *) SELECT * FROM x",
    "WITH x AS (UPDATE a SET b = 1 RETURNING *) SELECT * FROM x",
    "WITH x AS (SELECT 1) INSERT INTO a SELECT * FROM x",
    "EXPLAIN ANALYZE SELECT 1", "EXPLAIN (ANALYZE) SELECT 1", "EXPLAIN (ANALYZE false) SELECT 1",
    "EXPLAIN SELECT f()", "EXPLAIN INSERT INTO a VALUES (1)", "SELECT 1 FROM a TABLESAMPLE system (1)",
    "SELECT 1 FROM d.s.a", "SELECT pg_advisory_lock(1)", "SELECT dblink('a', 'b')",
    "SELECT pg_notify('a', 'b')", "SELECT lo_create(1)", "SELECT 1; DROP TABLE a",
    "INSERT INTO a VALUES (1)", "UPDATE a SET b = 1", "DELETE FROM a", "TRUNCATE a", "DROP TABLE a",
    "DO $$BEGIN END$$", "CALL p()", "EXECUTE p", "COPY a TO STDOUT", "ROLLBACK", "ROLLBACK TO a",
    "PREPARE TRANSACTION 'a'", "NOTIFY a", "DISCARD ALL", "REFRESH MATERIALIZED VIEW a",
    "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE", "nonsense", "SELECT 1 FROM",
};

static void known_reading_tells_what_it_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reading / sizeof *reading; i++) {
        struct lk_reads reads = {{0}, {0}};
        enum lk_effect effect = lk_sql_effect(&reads, lk_str_of(reading[i].sql));
        lk_reads_close(&reads);
        if (effect != LK_EFFECT_NONE)
            fail_msg("not known to read: %s", reading[i].sql);
        if (!lk_str_is(lk_buf_str(&reads.relations), reading[i].relations) ||
            !lk_str_is(lk_buf_str(&reads.functions), reading[i].functions))
            fail_msg("%s reads %s and calls %s", reading[i].sql, reads.relations.p,
                     reads.functions.p);
        lk_buf_clear(&reads.relations);
        lk_buf_clear(&reads.functions);
    }
}

static void all_are(const char *const *sql, size_t n, enum lk_effect wanted)
{
    for (size_t i = 0; i < n; i++) {
        struct lk_reads reads = {{0}, {0}};
        if (lk_sql_effect(&reads, lk_str_of(sql[i])) != wanted)
            fail_msg("effect is not %d: %s", (int)wanted, sql[i]);
        lk_buf_clear(&reads.relations);
        lk_buf_clear(&reads.functions);
    }
}

static void settings_are_the_session_s(void **state)
{
    (void)state;
    all_are(session, sizeof session / sizeof *session, LK_EFFECT_SESSION);
}

static void everything_else_is_unknown(void **state)
{
    (void)state;
    all_are(unknown, sizeof unknown / sizeof *unknown, LK_EFFECT_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_reading_tells_what_it_reads),
        cmocka_unit_test(settings_are_the_session_s),
        cmocka_unit_test(everything_else_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
