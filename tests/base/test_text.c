/* Shows what base does with text: views, UTF-8, buffers, JSON strings, "did you mean". */
#include "lk_test.h"
#include "base/buf.h"
#include "base/utf8.h"

static void views_compare_by_bytes(void **state)
{
    (void)state;
    assert_int_equal(lk_str_cmp(LK_STR("ab"), LK_STR("ab")), 0);
    assert_true(lk_str_cmp(LK_STR("ab"), LK_STR("abc")) < 0);
    assert_true(lk_str_cmp(LK_STR("b"), LK_STR("abc")) > 0);
    assert_true(lk_str_cmp(LK_STR(""), LK_STR("")) == 0);
    assert_true(lk_str_cmp(LK_STR("\xc3\xa9"), LK_STR("z")) > 0);
    assert_true(lk_str_eq_nocase(LK_STR("SeLect"), LK_STR("sElECT")));
    assert_false(lk_str_eq_nocase(LK_STR("a["), LK_STR("A{")));
}

static void searching_finds_first_and_last(void **state)
{
    (void)state;
    struct lk_str s = LK_STR("a.b.c");
    assert_int_equal(lk_str_find(s, LK_STR("."), 0), 1);
    assert_int_equal(lk_str_find(s, LK_STR("."), 2), 3);
    assert_int_equal(lk_str_find(s, LK_STR("x"), 0), -1);
    assert_int_equal(lk_str_find(s, LK_STR(""), 5), 5);
    assert_int_equal(lk_str_find(s, LK_STR(""), 6), -1);
    assert_int_equal(lk_str_rfind_byte(s, '.'), 3);
    assert_int_equal(lk_str_rfind_byte(LK_STR(""), '.'), -1);
}

static void trimming_takes_ascii_white_space(void **state)
{
    (void)state;
    assert_text(lk_str_trim(LK_STR(" \t a b\r\n")), "a b");
    assert_text(lk_str_trim(LK_STR(" \v\f ")), "");
    assert_text(lk_str_trim(LK_STR("")), "");
}

static void splitting_gives_every_piece_once(void **state)
{
    (void)state;
    struct lk_str piece, rest = LK_STR("a,,b,");
    const char *expected[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(lk_str_split(&piece, &rest, ','));
        assert_text(piece, expected[i]);
    }
    assert_false(lk_str_split(&piece, &rest, ','));
}

static void utf8_takes_only_well_formed_text(void **state)
{
    (void)state;
    static const struct { const char *bytes; size_t length; uint32_t c; } cases[] = {
        {"a", 1, 'a'}, {"\xc3\xa9", 2, 0xe9}, {"\xe2\x82\xac", 3, 0x20ac},
        {"\xf0\x9f\x90\x8d", 4, 0x1f40d}, {"\xf4\x8f\xbf\xbf", 4, 0x10ffff},
        {"\xc0\x80", 0, 0}, {"\xe0\x80\x80", 0, 0}, {"\xed\xa0\x80", 0, 0},
        {"\xf4\x90\x80\x80", 0, 0}, {"\xe2\x82", 0, 0}, {"\x80", 0, 0}, {"\xff", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t c = 0;
        assert_int_equal(lk_utf8_decode(&c, lk_str_of(cases[i].bytes)), cases[i].length);
        assert_int_equal(c, cases[i].c);
        char back[LK_UTF8_MAX];
        if (cases[i].length) {
            assert_int_equal(lk_utf8_encode(back, c), cases[i].length);
            assert_memory_equal(back, cases[i].bytes, cases[i].length);
        }
    }
    assert_int_equal(lk_utf8_count(LK_STR("h\xc3\xa9\xff!")), 4);
    assert_int_equal(lk_utf8_valid(LK_STR("h\xc3\xa9\xff!")), 3);
}

static void a_buffer_grows_and_gives_its_text_away(void **state)
{
    (void)state;
    struct lk_buf b = {0};
    lk_buf_addf(&b, "%s-%d", "x", 7);
    lk_buf_fill(&b, '.', 1000);
    lk_buf_addf(&b, "%0500d", 1);
    assert_int_equal(b.n, 3 + 1000 + 500);
    assert_int_equal(b.p[b.n], 0);
    char *text = lk_buf_take(&b);
    assert_memory_equal(text, "x-7...", 6);
    assert_int_equal(b.n, 0);
    free(text);
    assert_text(lk_buf_str(&b), "");
    text = lk_buf_take(&b);
    assert_string_equal(text, "");
    free(text);
}

static void a_limit_drops_what_goes_past_it(void **state)
{
    (void)state;
    struct lk_buf b = {.limit = 4};
    lk_buf_addz(&b, "abc");
    assert_false(b.failed);
    lk_buf_addz(&b, "def");
    assert_true(b.failed);
    assert_text(lk_buf_str(&b), "abcd");
    lk_buf_fill(&b, 'x', SIZE_MAX);
    assert_text(lk_buf_str(&b), "abcd");
    lk_buf_clear(&b);
    assert_int_equal(b.limit, 4);
    assert_false(b.failed);
}

static void json_escapes_what_must_be_escaped(void **state)
{
    (void)state;
    struct lk_buf b = {0};
    lk_buf_json(&b, (struct lk_str){"a\"\\\n\0\x1f\xc3\xa9\xff", 9});
    assert_text(lk_buf_str(&b), "\"a\\\"\\\\\\n\\u0000\\u001f\xc3\xa9\xef\xbf\xbd\"");
    lk_buf_clear(&b);
}

static void nearest_suggests_only_what_is_near(void **state)
{
    (void)state;
    static const char *const names[] = {"nullable", "unique", "comment", "name"};
    assert_string_equal(lk_str_nearest(LK_STR("nulable"), names, 4), "nullable");
    assert_string_equal(lk_str_nearest(LK_STR("nulalble"), names, 4), "nullable");
    assert_string_equal(lk_str_nearest(LK_STR("coment"), names, 4), "comment");
    assert_string_equal(lk_str_nearest(LK_STR("nmae"), names, 4), "name");
    assert_null(lk_str_nearest(LK_STR("index"), names, 4));
    assert_null(lk_str_nearest(LK_STR("na"), names, 4));
    assert_null(lk_str_nearest(LK_STR(""), names, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_compare_by_bytes),
        cmocka_unit_test(searching_finds_first_and_last),
        cmocka_unit_test(trimming_takes_ascii_white_space),
        cmocka_unit_test(splitting_gives_every_piece_once),
        cmocka_unit_test(utf8_takes_only_well_formed_text),
        cmocka_unit_test(a_buffer_grows_and_gives_its_text_away),
        cmocka_unit_test(a_limit_drops_what_goes_past_it),
        cmocka_unit_test(json_escapes_what_must_be_escaped),
        cmocka_unit_test(nearest_suggests_only_what_is_near),
    };
    return lk_run_tests(tests);
}
