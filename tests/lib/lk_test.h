/* What every cmocka test includes: cmocka and the headers it wants before itself. */
#ifndef LK_TEST_H
#define LK_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "base/str.h"

/* A borrowed text equals a C string. */
#define assert_text(s, expected)                                                                \
    do {                                                                                        \
        struct lk_str text_ = (s);                                                              \
        assert_int_equal(text_.n, strlen(expected));                                            \
        if (text_.n)                                                                            \
            assert_memory_equal(text_.p, expected, text_.n);                                    \
    } while (0)

/* Runs the tests of an array; the value of main. */
#define lk_run_tests(tests) cmocka_run_group_tests((tests), NULL, NULL)

#endif
