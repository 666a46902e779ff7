/* Integers as text and from any value: what int() does, over the arithmetic of bigint.h. */
#ifndef LK_PY_INT_H
#define LK_PY_INT_H

#include "py/arg.h"
#include "py/bigint.h"

/* Appends |v| in base 2, 8, 10 or 16 (lower case).  Base 10 beyond 4300 digits is CPython's
 * ValueError. */
LK_MUST_USE bool lk_int_digits(struct lk_buf *, struct lk_vm *, struct lk_value v, int base);
/* int(text, base) as int() reads it; `shown` is what the ValueError quotes. */
struct lk_int_source {
    struct lk_str text;
    int base;
    struct lk_value shown;
};
LK_MUST_USE bool lk_int_read(struct lk_value *out, struct lk_vm *, const struct lk_int_source *);
/* int(v) for anything but texts: numbers, __int__, __index__, __trunc__. */
LK_MUST_USE bool lk_int_of(struct lk_value *out, struct lk_vm *, struct lk_value v);
/* operator.index(v): an int value of any size. */
LK_MUST_USE bool lk_int_index(struct lk_value *out, struct lk_vm *, struct lk_value v);

#endif
