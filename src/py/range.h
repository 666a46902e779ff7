/* Ranges: small ones in 64 bits, others as a tuple of whole numbers (range_big.c).  The length is
 * -1 where it does not fit 64 bits. */
#ifndef LK_PY_RANGE_H
#define LK_PY_RANGE_H

#include "py/inner.h"
#include "py/small.h"

/* Can range(*v) do with 64 bits, length included? */
bool lk_range_fits(const int64_t v[3]);
bool lk_new_range(struct lk_value *out, struct lk_vm *, const int64_t v[3]);
bool lk_range_of(struct lk_value *out, struct lk_vm *, const struct lk_value v[3]);

/* Of any range; `at` and `item` are ints. */
void lk_range_parts(struct lk_value out[4], const struct lk_range *);
bool lk_range_item(struct lk_value *out, struct lk_vm *, const struct lk_range *,
                   struct lk_value at);
bool lk_range_slice(struct lk_value *out, struct lk_vm *, const struct lk_range *,
                    struct lk_value slice);
bool lk_range_seek(struct lk_value *out, struct lk_vm *, const struct lk_range *,
                   struct lk_value item);
bool lk_range_reversed(struct lk_value *out, struct lk_vm *, const struct lk_range *);
struct lk_value lk_range_iter(struct lk_vm *, const struct lk_range *);
lk_step lk_range_step;
static inline bool lk_range_is_big(const struct lk_range *r)
{
    return !lk_is_empty(r->big);
}

#endif
