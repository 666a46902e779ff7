/* The errors about the arguments of natives, in CPython's words. */
#ifndef LK_PY_ARITY_H
#define LK_PY_ARITY_H

#include "py/cls.h"

/* The arguments of a call as they stand: positional ones, values of keywords, and in kw their
 * names. */
struct lk_call_shape {
    struct lk_value *v, *kw;
    uint32_t npos, nkw;
};

/* False: an exception is set.  True: the binder has its say. */
bool lk_check_arity(struct lk_vm *, const struct lk_nativefn *, const struct lk_rowinfo *,
                    const struct lk_call_shape *);

#endif
