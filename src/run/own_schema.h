/* Schema `limbeck` belongs to the ledger: no revision touches it. */
#ifndef LK_SRC_RUN_OWN_SCHEMA_H
#define LK_SRC_RUN_OWN_SCHEMA_H

#include "model/op.h"
#include "model/stmt.h"

/* Refuses (LK_E_UNSUPPORTED, at the operation's place) statements that name the schema or anything
 * in it, reading included. */
LK_MUST_USE bool lk_run_spares_ledger(const struct lk_stmts *, const struct lk_op *,
                                      struct lk_err *);

#endif
