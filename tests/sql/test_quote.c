/* Names and values: quoted as SQLAlchemy's preparer quotes, adapted as psycopg2 2.9 adapts.  The
 * expected texts were printed by those. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/op.h"
#include "sql/quote.h"

#include <math.h>

static void names_are_quoted_where_sqlalchemy_quotes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"users", "users"},     {"User", "\"User\""},       {"order", "\"order\""},
        {"1a", "\"1a\""},       {"$a", "\"$a\""},           {"a$1", "a$1"},
        {"größe", "\"größe\""}, {"a b", "\"a b\""},         {"a\"b", "\"a\"\"b\""},
        {"_x", "_x"},           {"percent%", "\"percent%\""}, {"verbose", "\"verbose\""},
        {"name", "name"},       {"a.b", "\"a.b\""},         {"ilike", "\"ilike\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk_buf out = {0};
        lk_sql_quote(&out, lk_str_of(cases[i][0]), 0);
        assert_string_equal(out.p, cases[i][1]);
        lk_buf_clear(&out);
    }
}

static void flags_force_quotes(void **state)
{
    (void)state;
    struct lk_buf out = {0};
    lk_sql_quote(&out, LK_STR("users"), LK_DATUM_QUOTE);
    lk_sql_quote(&out, LK_STR("Users"), LK_DATUM_NOQUOTE);
    lk_sql_quote_pair(&out, LK_STR("S"), LK_STR("t"));
    assert_string_equal(out.p, "\"users\"Users\"S\".t");
    lk_buf_clear(&out);
}

static void expect(const struct lk_datum *d, const char *text)
{
    struct lk_buf out = {0};
    struct lk_err err = {0};
    assert_true(lk_sql_value(&out, d, false, &err));
    assert_string_equal(out.p, text);
    lk_buf_clear(&out);
}

static void scalars_are_adapted(void **state)
{
    struct lk_arena *arena = *state;
    expect(NULL, "NULL");
    expect(lk_datum_bool(arena, true), "true");
    expect(lk_datum_int(arena, -5), " -5");
    expect(lk_datum_float(arena, 1e16), "1e+16");
    expect(lk_datum_float(arena, -1.5), " -1.5");
    expect(lk_datum_float(arena, 100), "100.0");
    expect(lk_datum_float(arena, 0.0001), "0.0001");
    expect(lk_datum_float(arena, 1e-5), "1e-05");
    expect(lk_datum_float(arena, 0.1), "0.1");
    expect(lk_datum_float(arena, 123456789012345680.0), "1.2345678901234568e+17");
    expect(lk_datum_float(arena, (double)NAN), "'NaN'::float");
    expect(lk_datum_float(arena, (double)-INFINITY), "'-Infinity'::float");
    expect(lk_datum_numeric(arena, LK_STR("-3")), " -3");
    expect(lk_datum_numeric(arena, LK_STR("Infinity")), "'NaN'::numeric");
    expect(lk_datum_str(arena, LK_STR("it's a\\b")), "'it''s a\\b'");
    expect(lk_datum_bytes(arena, (struct lk_str){"a\0'", 3}), "'\\x610027'::bytea");
}

static void lists_are_adapted(void **state)
{
    struct lk_arena *arena = *state;
    const struct lk_datum *one = lk_datum_int(arena, 1), *null = lk_datum_null();
    const struct lk_datum *empty = lk_datum_list(arena, NULL, 0);
    const struct lk_datum *nulls = lk_datum_list(arena, &null, 1);
    struct lk_datum *tuple = lk_datum_list(arena, (const struct lk_datum *[]){one, one}, 2);
    expect(empty, "'{}'");
    expect(nulls, "'{NULL}'");
    expect(lk_datum_list(arena, &nulls, 1), "'{{NULL}}'");
    expect(tuple, "ARRAY[1,1]");
    expect(lk_datum_list(arena, (const struct lk_datum *[]){one, null}, 2), "ARRAY[1,NULL]");
    expect(lk_datum_list(arena, &empty, 1), "ARRAY[ARRAY[]]");
    tuple->flags = LK_DATUM_TUPLE;
    expect(tuple, "(1, 1)");
}

static const struct lk_datum *text_node(struct lk_arena *arena, const char *tag, const char *text)
{
    struct lk_datum *node = lk_datum_node(arena, lk_node_find(lk_str_of(tag)));
    node->as.node.arg[0] = lk_datum_str(arena, lk_str_of(text));
    return node;
}

static void dates_are_adapted(void **state)
{
    struct lk_arena *arena = *state;
    expect(text_node(arena, "datetime.date", "2020-01-02"), "'2020-01-02'::date");
    expect(text_node(arena, "datetime.datetime", "2020-01-02T03:04:05"),
           "'2020-01-02T03:04:05'::timestamp");
    expect(text_node(arena, "datetime.datetime", "2020-01-02T03:04:05-02:00"),
           "'2020-01-02T03:04:05-02:00'::timestamptz");
    expect(text_node(arena, "datetime.time", "03:04:05"), "'03:04:05'::time");
    expect(text_node(arena, "datetime.time", "03:04:05+01:00"), "'03:04:05+01:00'::timetz");
    expect(text_node(arena, "uuid.UUID", "0-5"), "'0-5'::uuid");
    struct lk_datum *delta = lk_datum_node(arena, lk_node_find(LK_STR("datetime.timedelta")));
    delta->as.node.arg[0] = lk_datum_int(arena, -1);
    delta->as.node.arg[2] = lk_datum_int(arena, 300000);
    expect(delta, "'-1 days 0.300000 seconds'::interval");
}

static void what_has_no_adapter_is_refused(void **state)
{
    struct lk_arena *arena = *state;
    struct lk_buf out = {0};
    struct lk_err err = {0};
    assert_false(lk_sql_value(&out, lk_datum_map(arena, NULL, 0), false, &err));
    assert_string_equal(err.message, "ProgrammingError: can't adapt type 'dict'");
    lk_err_clear(&err);
    assert_false(lk_sql_text(&out, (struct lk_str){"a\0b", 3}, false, &err));
    lk_err_clear(&err);
    assert_true(lk_sql_text(&out, LK_STR("a\\b"), true, &err));
    assert_string_equal(out.p, "E'a\\\\b'");
    lk_buf_clear(&out);
}

static int make_arena(void **state)
{
    *state = lk_arena_new();
    return 0;
}

static int free_arena(void **state)
{
    lk_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_quoted_where_sqlalchemy_quotes),
        cmocka_unit_test(flags_force_quotes),
        cmocka_unit_test(scalars_are_adapted),
        cmocka_unit_test(lists_are_adapted),
        cmocka_unit_test(dates_are_adapted),
        cmocka_unit_test(what_has_no_adapter_is_refused),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
