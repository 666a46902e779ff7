/* Shows arenas, growing arrays, the map and what happens when memory ends. */
#include "lk_test.h"
#include "base/limits.h"
#include "base/map.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void an_arena_gives_zeroed_aligned_pieces(void **state)
{
    (void)state;
    struct lk_arena *a = lk_arena_new();
    static const size_t sizes[] = {1, 16, 100, 5000, 3, 1 << 20, 7, 4096, 0};
    size_t asked = 0;
    for (size_t round = 0; round < 200; round++) {
        size_t n = sizes[round % 9];
        unsigned char *p = lk_arena_alloc(a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xA5, n);
        asked += n;
    }
    assert_int_equal(lk_arena_used(a), asked);
    lk_arena_free(a);
    lk_arena_free(NULL);
}

static void arena_texts_are_copies(void **state)
{
    (void)state;
    struct lk_arena *a = lk_arena_new();
    char text[] = "abc";
    struct lk_str copy = lk_arena_str(a, lk_str_of(text));
    text[0] = 'x';
    assert_string_equal(copy.p, "abc");
    assert_string_equal(lk_arena_str(a, (struct lk_str){NULL, 0}).p, "");
    assert_text(lk_arena_format(a, "%d-%s", 5, "z"), "5-z");
    lk_arena_free(a);
}

static void an_array_grows_by_push(void **state)
{
    (void)state;
    struct { int *v; size_t n, cap; } a = {0};
    for (int i = 0; i < 1000; i++)
        *LK_PUSH(&a) = i;
    assert_int_equal(a.n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(a.v[i], i);
    assert_true(a.cap < 2100);
    free(a.v);
}

static void a_map_keeps_the_order_of_insertion(void **state)
{
    (void)state;
    struct lk_map m = {0};
    static int value[5000];
    char key[16];
    assert_null(lk_map_get(&m, LK_STR("0")));
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "%d", i * 7919 % 5000);
        assert_null(lk_map_put(&m, lk_str_of(key), &value[i]));
    }
    assert_int_equal(m.n, 5000);
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "%d", i * 7919 % 5000);
        assert_ptr_equal(lk_map_get(&m, lk_str_of(key)), &value[i]);
        assert_text(m.entry[i].key, key);
    }
    assert_false(lk_map_has(&m, LK_STR("5000")));
    lk_map_clear(&m);
}

static void putting_again_replaces_in_place(void **state)
{
    (void)state;
    struct lk_map m = {0};
    int a, b;
    lk_map_put(&m, LK_STR("x"), &a);
    lk_map_put(&m, LK_STR("y"), NULL);
    assert_ptr_equal(lk_map_put(&m, LK_STR("x"), &b), &a);
    assert_ptr_equal(lk_map_get(&m, LK_STR("x")), &b);
    assert_true(lk_map_has(&m, LK_STR("y")));
    assert_int_equal(m.n, 2);
    lk_map_clear(&m);
    assert_int_equal(m.n, 0);
}

static void the_hash_depends_on_seed_and_every_byte(void **state)
{
    (void)state;
    char text[41] = {0};
    lk_hash_seed(1);
    for (size_t n = 0; n < 40; n++)
        for (size_t i = 0; i < n; i++) {
            uint64_t before = lk_hash(text, n);
            text[i] ^= 1;
            assert_true(lk_hash(text, n) != before);
            text[i] ^= 1;
        }
    uint64_t one = lk_hash("abc", 3);
    lk_hash_seed(2);
    assert_true(lk_hash("abc", 3) != one);
    assert_true(lk_hash("", 0) != lk_hash("\0", 1));
}

static void say_hook(void)
{
    if (write(STDOUT_FILENO, "", 0) != 0)
        _exit(3);
    _exit(42);
}

/* The exit status of a child that asks for more than there is. */
static int status_of_child(void (*hook)(void), size_t count, size_t size)
{
    pid_t child = fork();
    if (child == 0) {
        lk_mem_on_failure(hook);
        close(STDERR_FILENO);
        struct lk_arena *a = lk_arena_new();
        lk_arena_array(a, count, size);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void the_end_of_memory_ends_the_program(void **state)
{
    (void)state;
    assert_int_equal(status_of_child(NULL, SIZE_MAX / 2, 3), 1);
    assert_int_equal(status_of_child(NULL, SIZE_MAX, 1), 1);
    assert_int_equal(status_of_child(say_hook, SIZE_MAX / 2, 3), 42);
    assert_int_equal(status_of_child(say_hook, 10, 3), 0);
}

static void limits_are_a_table(void **state)
{
    (void)state;
    assert_int_equal(lk_limit(LK_LIMIT_IDENTIFIER), 63);
    for (int i = 0; i < LK_LIMIT_COUNT; i++) {
        assert_true(lk_limit_table[i].value > 0);
        assert_true(strlen(lk_limit_table[i].doc) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_aligned_pieces),
        cmocka_unit_test(arena_texts_are_copies),
        cmocka_unit_test(an_array_grows_by_push),
        cmocka_unit_test(a_map_keeps_the_order_of_insertion),
        cmocka_unit_test(putting_again_replaces_in_place),
        cmocka_unit_test(the_hash_depends_on_seed_and_every_byte),
        cmocka_unit_test(the_end_of_memory_ends_the_program),
        cmocka_unit_test(limits_are_a_table),
    };
    return lk_run_tests(tests);
}
