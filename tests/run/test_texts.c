/* Which files a step used: modules inside each other, in a circle, loaded by an earlier step, or left
 * in the middle by an exception. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "run/texts.h"
#include <stdlib.h>

static void load(struct lk_used *u, const char *path)
{
    lk_used_add(u, LK_USE_LOAD, lk_str_of(path), lk_str_of(path));
}

static void loaded(struct lk_used *u)
{
    lk_used_add(u, LK_USE_LOADED, LK_STR(""), LK_STR(""));
}

static void again(struct lk_used *u, const char *path)
{
    lk_used_add(u, LK_USE_AGAIN, lk_str_of(path), LK_STR(""));
}

static void read_file(struct lk_used *u, const char *path, const char *text)
{
    lk_used_add(u, LK_USE_READ, lk_str_of(path), lk_str_of(text));
}

/* The paths of the step under way, "a b c" in the order of the alphabet. */
static void expect(const struct lk_used *u, const char *paths)
{
    struct lk_run_texts texts = {0};
    struct lk_buf found = {0};
    lk_used_list(&texts, u);
    for (char c = 'a'; c <= 'z'; c++)
        for (size_t i = 0; i < texts.n; i++)
            if (texts.v[i].path.p[0] == c)
                lk_buf_addf(&found, "%s" LK_PRI, found.n ? " " : "", LK_ARG(texts.v[i].path));
    assert_string_equal(found.p ? found.p : "", paths);
    lk_buf_clear(&found);
    free(texts.v);
}

static void a_module_counts_for_every_step_that_imports_it(void **state)
{
    struct lk_used u = {0};
    (void)state;
    lk_used_step(&u);
    load(&u, "s");
    load(&u, "a");
    load(&u, "b");
    read_file(&u, "c", "text");
    loaded(&u);
    loaded(&u);
    loaded(&u);
    expect(&u, "a b c s");
    lk_used_step(&u);
    load(&u, "t");
    again(&u, "b");
    loaded(&u);
    expect(&u, "b c t");
    lk_used_step(&u);
    again(&u, "a");
    expect(&u, "a b c");
    lk_used_step(&u);
    again(&u, "never loaded");
    expect(&u, "");
    lk_used_clear(&u);
}

static void modules_that_import_each_other(void **state)
{
    struct lk_used u = {0};
    (void)state;
    lk_used_step(&u);
    load(&u, "a");
    load(&u, "b");
    again(&u, "a");
    loaded(&u);
    read_file(&u, "c", "text");
    loaded(&u);
    lk_used_step(&u);
    again(&u, "b");
    expect(&u, "a b c");
    lk_used_clear(&u);
}

static void a_path_is_there_once(void **state)
{
    struct lk_used u = {0};
    (void)state;
    lk_used_step(&u);
    read_file(&u, "a", "text");
    read_file(&u, "a", "text");
    load(&u, "b");
    loaded(&u);
    again(&u, "b");
    again(&u, "b");
    expect(&u, "a b");
    lk_used_clear(&u);
}

/* The runtime says LOADED after a failed evaluation, too; where an end is missing all the same, the
 * next step does not take the rest for a part of the module. */
static void a_module_that_never_ended(void **state)
{
    struct lk_used u = {0};
    (void)state;
    lk_used_step(&u);
    load(&u, "a");
    lk_used_step(&u);
    load(&u, "b");
    loaded(&u);
    expect(&u, "b");
    lk_used_step(&u);
    load(&u, "c");
    loaded(&u);
    again(&u, "b");
    expect(&u, "b c");
    lk_used_clear(&u);
}

static void copies_are_bounded_and_hashes_are_not(void **state)
{
    struct lk_used u = {0};
    struct lk_run_texts texts = {0};
    struct lk_buf big = {0};
    (void)state;
    lk_buf_fill(&big, 'x', lk_limit(LK_LIMIT_LEDGER_TEXTS));
    lk_used_step(&u);
    lk_used_add(&u, LK_USE_READ, LK_STR("a"), lk_buf_str(&big));
    read_file(&u, "b", "one more");
    lk_used_list(&texts, &u);
    assert_int_equal(texts.n, 2);
    assert_int_equal(texts.v[0].content.n, big.n);
    assert_null(texts.v[1].content.p);
    assert_int_equal(texts.v[1].hash.n, 40);
    lk_used_step(&u);
    texts.n = 0;
    read_file(&u, "b", "");
    lk_used_list(&texts, &u);
    assert_non_null(texts.v[0].content.p);
    assert_memory_equal(texts.v[0].hash.p, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", 40);
    lk_used_clear(&u);
    lk_buf_clear(&big);
    free(texts.v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_module_counts_for_every_step_that_imports_it),
        cmocka_unit_test(modules_that_import_each_other),
        cmocka_unit_test(a_path_is_there_once),
        cmocka_unit_test(a_module_that_never_ended),
        cmocka_unit_test(copies_are_bounded_and_hashes_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
