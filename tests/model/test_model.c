/* The model floor: every signature parses, the binder speaks CPython's words, data are equal and
 * print as they are told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include "model/op.h"

static void every_signature_parses(void **state)
{
    (void)state;
    struct lk_arena *arena = lk_arena_new();
    for (int pass = 0; pass < 2; pass++) {
        const struct lk_def *table = pass ? lk_node_table : lk_op_table;
        size_t n = pass ? LK_NODE_COUNT : LK_OP_COUNT;
        for (size_t i = 0; i < n; i++) {
            struct lk_err err = {0};
            struct lk_sig sig;
            if (!lk_sig_parse(&sig, arena, table[i].signature, &err)) {
                fail_msg("%s: %s", table[i].name, err.message);
            }
            assert_true(table[i].doc && *table[i].doc);
            assert_ptr_equal(&table[i], pass ? lk_node_find(lk_str_of(table[i].name))
                                             : lk_op_find(lk_str_of(table[i].name)));
        }
    }
    lk_arena_free(arena);
}

static void malformed_signatures_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"a b", "a,,b", "**k, a", "a = ", "a: = 3", "a = 'x", "= 3"};
    struct lk_arena *arena = lk_arena_new();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct lk_err err = {0};
        struct lk_sig sig;
        assert_false(lk_sig_parse(&sig, arena, bad[i], &err));
        assert_int_equal(err.code, LK_E_INTERNAL);
        lk_err_clear(&err);
    }
    lk_arena_free(arena);
}

struct bind_case {
    const char *signature;
    uint32_t npos, nkw;
    const char *kw[3];
    const char *message, *hint;    /* NULL: binds */
};

/* Messages as CPython 3.11 prints them for `def f(signature)`. */
static const struct bind_case bind_cases[] = {
    {"a, b", 2, 0, {0}, NULL, NULL},
    {"a, b", 1, 1, {"b"}, NULL, NULL},
    {"a, b=None", 0, 1, {"a"}, NULL, NULL},
    {"*rest, k=1", 7, 1, {"k"}, NULL, NULL},
    {"a, **kw", 1, 2, {"x", "y"}, NULL, NULL},
    {"a, b", 3, 0, {0}, "f() takes 2 positional arguments but 3 were given", NULL},
    {"a, b=1", 3, 0, {0}, "f() takes from 1 to 2 positional arguments but 3 were given", NULL},
    {"", 1, 0, {0}, "f() takes 0 positional arguments but 1 was given", NULL},
    {"a", 1, 1, {"a"}, "f() got multiple values for argument 'a'", NULL},
    {"a", 0, 0, {0}, "f() missing 1 required positional argument: 'a'", NULL},
    {"a, b", 0, 0, {0}, "f() missing 2 required positional arguments: 'a' and 'b'", NULL},
    {"a, b, c", 0, 0, {0}, "f() missing 3 required positional arguments: 'a', 'b', and 'c'", NULL},
    {"*, k", 0, 0, {0}, "f() missing 1 required keyword-only argument: 'k'", NULL},
    {"column, type=None", 1, 1, {"colum"}, "f() got an unexpected keyword argument 'colum'",
     "did you mean 'column'?"},
    {"a, /", 0, 1, {"a"}, "f() got an unexpected keyword argument 'a'", NULL},
};

static void the_binder_speaks_as_cpython(void **state)
{
    (void)state;
    struct lk_arena *arena = lk_arena_new();
    for (size_t i = 0; i < sizeof bind_cases / sizeof *bind_cases; i++) {
        const struct bind_case *c = &bind_cases[i];
        struct lk_err err = {0};
        struct lk_sig sig;
        struct lk_binding binding;
        struct lk_str kw[3] = {lk_str_of(c->kw[0]), lk_str_of(c->kw[1]), lk_str_of(c->kw[2])};
        struct lk_call call = {LK_STR("f"), c->npos, c->nkw, kw};
        assert_true(lk_sig_parse(&sig, arena, c->signature, &err));
        assert_int_equal(lk_sig_bind(&binding, &sig, &call, &err), c->message == NULL);
        if (c->message) {
            assert_string_equal(err.message, c->message);
            assert_string_equal(err.hint ? err.hint : "", c->hint ? c->hint : "");
        }
        lk_err_clear(&err);
    }
    lk_arena_free(arena);
}

static void an_operation_prints_what_was_given(void **state)
{
    (void)state;
    struct lk_arena *arena = lk_arena_new();
    struct lk_buf out = {0};
    struct lk_err err = {0};
    struct lk_datum *column = lk_datum_node(arena, &lk_node_table[LK_NODE_COLUMN]);
    column->as.node.arg[0] = lk_datum_str(arena, LK_STR("age"));
    const struct lk_datum *arg[] = {lk_datum_str(arena, LK_STR("users")), column};
    struct lk_str kw[] = {LK_STR("column")};
    struct lk_def_call call = {&lk_op_table[LK_OP_ADD_COLUMN],
                               {LK_STR("add_column"), 1, 1, kw}, arg};
    struct lk_op op = {.def = call.def};
    assert_true(lk_def_bind(&op.arg, arena, &call, &err));
    lk_op_json(&out, &op);
    assert_string_equal(out.p, "{\"add_column\": {\"table_name\": \"users\", "
                               "\"column\": {\"column\": {\"name\": \"age\"}}}}");
    call.arg = (const struct lk_datum *[]){lk_datum_int(arena, 3), column};
    assert_false(lk_def_bind(&op.arg, arena, &call, &err));
    assert_string_equal(err.message, "'table_name' of 'add_column' takes str, not int");
    lk_err_clear(&err);
    lk_buf_clear(&out);
    lk_arena_free(arena);
}

static void data_print_canonically(void **state)
{
    (void)state;
    struct lk_arena *arena = lk_arena_new();
    struct lk_buf out = {0};
    struct lk_datum *conv = lk_datum_str(arena, LK_STR("ix\"1"));
    conv->flags = LK_DATUM_CONV;
    const struct lk_datum *v[] = {lk_datum_bool(arena, true), lk_datum_int(arena, INT64_MIN),
                                  lk_datum_float(arena, 0.1), lk_datum_float(arena, 2),
                                  lk_datum_bytes(arena, LK_STR("\x00\xff")), conv, NULL,
                                  lk_datum_numeric(arena, LK_STR("1.50"))};
    struct lk_datum *list = lk_datum_list(arena, v, sizeof v / sizeof *v);
    lk_datum_json(&out, list);
    assert_string_equal(out.p, "[true, -9223372036854775808, 0.1, 2.0, {\"$bytes\": \"00ff\"}, "
                               "{\"$conv\": \"ix\\\"1\"}, null, {\"$numeric\": \"1.50\"}]");
    assert_true(lk_datum_equal(list, list));
    assert_false(lk_datum_equal(v[1], v[2]));
    assert_false(lk_datum_equal(conv, lk_datum_str(arena, LK_STR("ix\"1"))));
    lk_buf_clear(&out);
    lk_arena_free(arena);
}

/* What is read and printed again; NULL where it is no JSON. */
static char *json_again(struct lk_arena *arena, const char *json)
{
    struct lk_buf out = {0};
    const struct lk_datum *d;
    if (!lk_datum_from_json(&d, arena, lk_str_of(json)))
        return NULL;
    lk_datum_json(&out, d);
    return lk_buf_take(&out);
}

static void json_is_read_back(void **state)
{
    static const char *const good[] = {
        "[true, -9223372036854775808, 0.1, {\"a\": null, \"b\": []}, \"x\\\"y\", {}, false]",
        "\"\"", "[[[[1]]]]"};
    static const char *const bad[] = {"", "[1", "{\"a\" 1}", "[1,]", "{1: 2}", "nul", "1 2", "-",
                                      "\"\\x\"", "\"abc", "\"\\u12\""};
    struct lk_arena *arena = lk_arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char *text = json_again(arena, good[i]);
        assert_string_equal(text, good[i]);
        free(text);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(json_again(arena, bad[i]));
    char *text = json_again(arena, " [ \"\\u0041\\ud83d\\ude00\\n\" ] ");
    assert_string_equal(text, "[\"A\xf0\x9f\x98\x80\\n\"]");
    free(text);
    char deep[400];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_null(json_again(arena, deep));
    lk_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_signature_parses),
        cmocka_unit_test(malformed_signatures_are_refused),
        cmocka_unit_test(the_binder_speaks_as_cpython),
        cmocka_unit_test(an_operation_prints_what_was_given),
        cmocka_unit_test(data_print_canonically),
        cmocka_unit_test(json_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
