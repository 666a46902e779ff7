/* Shows that the doors of base do what their headers say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/map.h"

static void a_map_keeps_the_order_of_insertion(void **state)
{
    (void)state;
    struct lk_map m = {0};
    assert_null(lk_map_put(&m, LK_STR("b"), &m));
    assert_true(lk_map_has(&m, LK_STR("b")));
    lk_map_clear(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_map_keeps_the_order_of_insertion)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
