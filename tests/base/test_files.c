/* Shows files, directories, paths and times; writes below a temporary directory only. */
#include "lk_test.h"
#include "base/file.h"
#include "base/time.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    struct lk_arena *arena;
    char dir[64];
};

static int set_up(void **state)
{
    struct world *w = lk_zalloc(1, sizeof *w);
    w->arena = lk_arena_new();
    strcpy(w->dir, "/tmp/limbeck-test-XXXXXX");
    *state = w;
    return mkdtemp(w->dir) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    struct lk_names names = {0};
    struct lk_err err = {0};
    if (lk_dir_list(&names, w->arena, w->dir, &err))
        for (size_t i = 0; i < names.n; i++)
            remove(lk_path_join(w->arena, lk_str_of(w->dir), names.v[i]).p);
    rmdir(w->dir);
    lk_err_clear(&err);
    lk_arena_free(w->arena);
    free(w);
    return 0;
}

static const char *in(struct world *w, const char *name)
{
    return lk_path_join(w->arena, lk_str_of(w->dir), lk_str_of(name)).p;
}

static void what_is_written_is_read(void **state)
{
    struct world *w = *state;
    struct lk_err err = {0};
    struct lk_str text;
    assert_true(lk_file_write(in(w, "f"), (struct lk_str){"a\0b", 3}, &err));
    assert_true(lk_file_read(&text, w->arena, in(w, "f"), 3, &err));
    assert_int_equal(text.n, 3);
    assert_memory_equal(text.p, "a\0b", 4);
    assert_true(lk_file_exists(in(w, "f")));
    assert_false(lk_dir_exists(in(w, "f")));
    assert_true(lk_dir_exists(w->dir));
    assert_true(lk_file_write(in(w, "f"), LK_STR(""), &err));
    assert_true(lk_file_read(&text, w->arena, in(w, "f"), 10, &err));
    assert_int_equal(text.n, 0);
    assert_false(lk_err_is_set(&err));
}

static void a_file_over_the_limit_is_refused(void **state)
{
    struct world *w = *state;
    struct lk_err err = {0};
    struct lk_str text;
    assert_true(lk_file_write(in(w, "f"), LK_STR("12345"), &err));
    assert_false(lk_file_read(&text, w->arena, in(w, "f"), 4, &err));
    assert_int_equal(err.code, LK_E_LIMIT);
    lk_err_clear(&err);
}

static void what_cannot_be_read_is_named_with_the_reason(void **state)
{
    struct world *w = *state;
    struct lk_err err = {0};
    struct lk_str text;
    struct lk_names names;
    assert_false(lk_file_read(&text, w->arena, in(w, "absent"), 4, &err));
    assert_non_null(strstr(err.message, "absent'"));
    assert_non_null(strstr(err.message, "No such file"));
    lk_err_clear(&err);
    assert_false(lk_file_read(&text, w->arena, w->dir, 4, &err));
    assert_int_equal(err.code, LK_E_IO);
    lk_err_clear(&err);
    assert_false(lk_dir_list(&names, w->arena, in(w, "absent"), &err));
    assert_int_equal(err.code, LK_E_IO);
    lk_err_clear(&err);
    assert_false(lk_file_write(in(w, "absent/f"), LK_STR("x"), &err));
    assert_int_equal(err.code, LK_E_IO);
    lk_err_clear(&err);
}

static void a_pipe_is_refused_and_hangs_nobody(void **state)
{
    struct world *w = *state;
    struct lk_err err = {0};
    struct lk_str text;
    assert_int_equal(mkfifo(in(w, "pipe"), 0600), 0);
    alarm(20);
    assert_false(lk_file_read(&text, w->arena, in(w, "pipe"), 4, &err));
    alarm(0);
    assert_non_null(strstr(err.message, "not a regular file"));
    lk_err_clear(&err);
}

static void names_come_sorted(void **state)
{
    struct world *w = *state;
    struct lk_err err = {0};
    struct lk_names names;
    static const char *const files[] = {"b", "a", "a.b", "\xc3\xa9", "Z"};
    static const char *const sorted[] = {"Z", "a", "a.b", "b", "\xc3\xa9"};
    for (size_t i = 0; i < 5; i++)
        assert_true(lk_file_write(in(w, files[i]), LK_STR(""), &err));
    assert_true(lk_dir_list(&names, w->arena, w->dir, &err));
    assert_int_equal(names.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_text(names.v[i], sorted[i]);
}

static void paths_are_joined_and_normalized(void **state)
{
    struct world *w = *state;
    static const struct { const char *a, *b, *joined; } joins[] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"a", "/b", "/b"}, {"", "b", "b"}, {"a", "", "a"},
    };
    for (size_t i = 0; i < 5; i++)
        assert_text(lk_path_join(w->arena, lk_str_of(joins[i].a), lk_str_of(joins[i].b)),
                    joins[i].joined);
    static const char *const normal[][2] = {
        {"/a/./b//c/../d/", "/a/b/d"}, {"/..", "/"}, {"/", "/"}, {"/a/..", "/"}, {"//a", "/a"},
    };
    for (size_t i = 0; i < 5; i++)
        assert_text(lk_path_normal(w->arena, lk_str_of(normal[i][0])), normal[i][1]);
    assert_int_equal(chdir(w->dir), 0);
    assert_text(lk_path_normal(w->arena, LK_STR("./x/../y")), in(w, "y"));
    assert_text(lk_path_dir(LK_STR("a/b")), "a");
    assert_text(lk_path_dir(LK_STR("/b")), "/");
    assert_text(lk_path_dir(LK_STR("b")), ".");
    assert_text(lk_path_base(LK_STR("a/b.py")), "b.py");
    assert_text(lk_path_base(LK_STR("b.py")), "b.py");
}

static void times_are_iso_8601_in_utc(void **state)
{
    (void)state;
    char text[LK_TIME_TEXT];
    assert_int_equal(lk_time_iso(text, 1767607872131415), 27);
    assert_string_equal(text, "2026-01-05T10:11:12.131415Z");
    lk_time_iso(text, -1);
    assert_string_equal(text, "1969-12-31T23:59:59.999999Z");
    int64_t us = 0;
    assert_true(lk_time_read(&us, LK_STR("2026-01-05T10:11:12.131415Z")));
    assert_int_equal(us, 1767607872131415);
    assert_true(lk_time_read(&us, LK_STR("2026-01-05T10:11:12Z")));
    assert_int_equal(us, 1767607872000000);
    assert_true(lk_time_read(&us, LK_STR("2026-01-05T10:11:12.5Z")));
    assert_int_equal(us, 1767607872500000);
    static const char *const none[] = {"", "2026-01-05", "2026-01-05T10:11:12", "2026-01-05 10:11:12Z",
                                       "2026-13-05T10:11:12Z", "2026-01-05T10:11:12+01:00",
                                       "2026-01-05T10:11:12.Z", "2026-01-05T10:11:12.1234567Z"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(lk_time_read(&us, lk_str_of(none[i])));
    int64_t before = lk_time_mono_us();
    lk_time_sleep_us(1000);
    lk_time_sleep_us(-5);
    assert_true(lk_time_mono_us() - before >= 1000);
    assert_true(lk_time_wall_us() > 1600000000000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_over_the_limit_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_named_with_the_reason, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_pipe_is_refused_and_hangs_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_come_sorted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_are_joined_and_normalized, set_up, tear_down),
        cmocka_unit_test(times_are_iso_8601_in_utc),
    };
    return lk_run_tests(tests);
}
