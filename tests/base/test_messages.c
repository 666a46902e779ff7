/* Shows places in sources and errors as they are printed. */
#include "lk_test.h"
#include "base/err.h"

static struct lk_place place(const struct lk_sources *t, uint32_t source, uint32_t from, uint32_t to)
{
    struct lk_place p;
    assert_true(lk_sources_place(&p, t, (struct lk_span){source, from, to}));
    return p;
}

static void a_span_becomes_file_line_and_column(void **state)
{
    (void)state;
    struct lk_sources *t = lk_sources_new();
    uint32_t one = lk_sources_add(t, LK_STR("one.py"), LK_STR("a\n\xc3\xa9t\xc3\xa9 = 1\r\nc\rd"));
    assert_int_equal(one, 1);
    struct lk_place p = place(t, one, 2, 7);
    assert_text(p.file, "one.py");
    assert_int_equal(p.line, 2);
    assert_int_equal(p.column, 1);
    assert_int_equal(p.to_column, 4);
    assert_text(p.text, "\xc3\xa9t\xc3\xa9 = 1");
    assert_int_equal(place(t, one, 13, 14).line, 3);
    p = place(t, one, 15, 16);
    assert_int_equal(p.line, 4);
    assert_text(p.text, "d");
    lk_sources_free(t);
}

static void a_span_outside_the_text_stays_at_its_end(void **state)
{
    (void)state;
    struct lk_sources *t = lk_sources_new();
    uint32_t one = lk_sources_add(t, LK_STR("one.py"), LK_STR("ab"));
    struct lk_place p = place(t, one, 99, 200);
    assert_int_equal(p.column, 3);
    assert_int_equal(p.to_column, 4);
    assert_false(lk_sources_place(&p, t, LK_NOWHERE));
    assert_false(lk_sources_place(&p, t, (struct lk_span){2, 0, 0}));
    uint32_t empty = lk_sources_add(t, LK_STR("empty"), LK_STR(""));
    assert_int_equal(place(t, empty, 0, 0).line, 1);
    assert_text(lk_sources_name(t, empty), "empty");
    assert_text(lk_sources_text(t, one), "ab");
    assert_text(lk_sources_text(t, 77), "");
    lk_sources_free(t);
}

static void the_caret_stands_below_its_character(void **state)
{
    (void)state;
    struct lk_sources *t = lk_sources_new();
    struct lk_buf b = {0};
    uint32_t one = lk_sources_add(t, LK_STR("v/1.py"), LK_STR("\t\xc3\xa9 = foo(1)\nx"));
    lk_sources_show(&b, t, (struct lk_span){one, 6, 9});
    assert_text(lk_buf_str(&b), "  v/1.py:1:6\n    \t\xc3\xa9 = foo(1)\n    \t    ^^^\n");
    lk_buf_clear(&b);
    lk_sources_show(&b, t, LK_NOWHERE);
    assert_int_equal(b.n, 0);
    lk_sources_free(t);
}

static void a_long_line_is_shown_as_a_window(void **state)
{
    (void)state;
    struct lk_sources *t = lk_sources_new();
    struct lk_buf text = {0}, b = {0};
    lk_buf_fill(&text, 'a', 5000);
    lk_buf_addz(&text, "HERE");
    lk_buf_fill(&text, 'b', 500000);
    uint32_t one = lk_sources_add(t, LK_STR("long"), lk_buf_str(&text));
    lk_sources_show(&b, t, (struct lk_span){one, 5000, 400000});
    assert_true(b.n < 500);
    ptrdiff_t line = lk_str_find(lk_buf_str(&b), LK_STR("\n    "), 0);
    ptrdiff_t word = lk_str_find(lk_buf_str(&b), LK_STR("HERE"), 0);
    ptrdiff_t second = lk_str_find(lk_buf_str(&b), LK_STR("\n    "), (size_t)word);
    ptrdiff_t caret = lk_str_find(lk_buf_str(&b), LK_STR("^"), 0);
    assert_true(word > 0);
    assert_int_equal(word - line, caret - second);
    lk_buf_clear(&b);
    lk_buf_clear(&text);
    lk_sources_free(t);
}

static void the_first_error_is_the_true_cause(void **state)
{
    (void)state;
    struct lk_err e = {0};
    assert_false(lk_fail(&e, LK_E_IO, "cannot read '%s'", "x"));
    assert_false(lk_fail(&e, LK_E_SCRIPT, "another"));
    assert_false(lk_fail_at(&e, LK_E_SCRIPT, (struct lk_span){1, 2, 3}, "another"));
    assert_int_equal(e.code, LK_E_IO);
    assert_int_equal(e.span.source, 0);
    assert_string_equal(e.message, "cannot read 'x'");
    struct lk_err later = {0};
    lk_fail(&later, LK_E_USAGE, "later");
    lk_err_move(&e, &later);
    assert_int_equal(e.code, LK_E_IO);
    assert_null(later.message);
    lk_err_clear(&e);
    assert_false(lk_err_is_set(&e));
    assert_false(lk_fail(NULL, LK_E_IO, "nobody wants to know"));
}

static void an_error_is_shown_whole(void **state)
{
    (void)state;
    struct lk_sources *t = lk_sources_new();
    uint32_t one = lk_sources_add(t, LK_STR("1.py"), LK_STR("foo()"));
    struct lk_err e = {0};
    lk_fail(&e, LK_E_FAILED, "relation \"t\" does not exist");
    lk_err_prefix(&e, "operation %d", 2);
    lk_err_at(&e, (struct lk_span){one, 0, 3});
    lk_err_at(&e, (struct lk_span){one, 4, 5});
    lk_err_hint(&e, "do %s", "this");
    lk_err_hint(&e, "or that");
    lk_err_detail(&e, "SQL: DROP\nTABLE t");
    memcpy(e.sqlstate, "42P01", 6);
    struct lk_buf b = {0};
    lk_err_show(&b, &e, t);
    assert_text(lk_buf_str(&b),
                "error: operation 2: relation \"t\" does not exist (SQLSTATE 42P01)\n"
                "  1.py:1:1\n    foo()\n    ^^^\n"
                "  SQL: DROP\n  TABLE t\n"
                "hint: do this\nhint: or that\n");
    lk_buf_clear(&b);
    lk_err_clear(&e);
    lk_sources_free(t);
}

static void every_code_has_status_and_sentence(void **state)
{
    (void)state;
    assert_int_equal(lk_err_status(LK_E_NONE), 0);
    assert_int_equal(lk_err_status(LK_E_LOSS), 10);
    for (int c = 1; c < LK_E_COUNT; c++) {
        assert_in_range(lk_err_status(c), 1, 10);
        assert_true(strlen(lk_err_name(c)) > 0 && strlen(lk_err_doc(c)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_span_becomes_file_line_and_column),
        cmocka_unit_test(a_span_outside_the_text_stays_at_its_end),
        cmocka_unit_test(the_caret_stands_below_its_character),
        cmocka_unit_test(a_long_line_is_shown_as_a_window),
        cmocka_unit_test(the_first_error_is_the_true_cause),
        cmocka_unit_test(an_error_is_shown_whole),
        cmocka_unit_test(every_code_has_status_and_sentence),
    };
    return lk_run_tests(tests);
}
