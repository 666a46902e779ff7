/* How the catalog confirms a tolerated failure. */
#ifndef LK_SRC_RUN_TOLERATE_H
#define LK_SRC_RUN_TOLERATE_H

#include "run/exec.h"

/* Is there an object equal to the one that the operation wanted to create?  The transaction is as
 * before afterwards.  False: limbeck or the connection failed. */
LK_MUST_USE bool lk_exec_confirm_exists(bool *out, struct lk_exec *, const struct lk_op *,
                                        struct lk_err *);

#endif
