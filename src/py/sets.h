/* Set algebra that the methods of set and the operators share (set_algebra.c).  Results come out in
 * the order that CPython's would, as far as it can be told from small integers. */
#ifndef LK_PY_SETS_H
#define LK_PY_SETS_H

#include "py/arg.h"

/* A plain copy. */
LK_MUST_USE bool lk_set_copy(struct lk_value *out, struct lk_vm *, struct lk_value set,
                             bool frozen);
/* set -= other, set & other, set ^= other, of any iterable. */
LK_MUST_USE bool lk_set_subtract(struct lk_vm *, struct lk_value set, struct lk_value other);
LK_MUST_USE bool lk_set_common(struct lk_value *out, struct lk_vm *, struct lk_value set,
                               struct lk_value other);
LK_MUST_USE bool lk_set_differ(struct lk_value *out, struct lk_vm *, struct lk_value set,
                               struct lk_value other);
/* set ^= other, in place; other is a set. */
LK_MUST_USE bool lk_set_flip(struct lk_vm *, struct lk_value set, struct lk_value other);
LK_MUST_USE bool lk_set_either(struct lk_value *out, struct lk_vm *, struct lk_value set,
                               struct lk_value other);
/* Is every item of a in b?  Both are sets. */
LK_MUST_USE bool lk_set_within(bool *out, struct lk_vm *, struct lk_value a, struct lk_value b);
/* Makes `set` hold what `from` holds. */
LK_MUST_USE bool lk_set_become(struct lk_vm *, struct lk_value set, struct lk_value from);

#endif
