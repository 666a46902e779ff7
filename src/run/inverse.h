/* Inverses as the executor takes them: what the catalog says ahead of an operation, and the rows of
 * the ledger that come of it. */
#ifndef LK_SRC_RUN_INVERSE_H
#define LK_SRC_RUN_INVERSE_H

#include "run/exec.h"

/* Gives an operation of an upgrade its questions, which then travel with it; in a state where
 * statements go alone they are asked here.  False: the connection is lost. */
LK_MUST_USE bool lk_exec_inverse_ask(struct lk_exec *, struct lk_unit *, struct lk_err *);
/* Keeps what the catalog has answered to one of them: before the operation (0) or after it (1). */
void lk_exec_inverse_seen(struct lk_exec *, struct lk_unit *, int when, const struct lk_result *);
/* The operation is done: its inverse waits for the end of the transaction. */
void lk_exec_inverse_done(struct lk_exec *, const struct lk_unit *);
/* The operation turned out to be done by an earlier run, whose last act it was. */
void lk_exec_inverse_found(struct lk_exec *, const struct lk_unit *);
/* The operation was carried out where its inverse could not be followed. */
void lk_exec_inverse_lost(struct lk_exec *, const struct lk_unit *, const char *reason);
/* It turned out that nobody knows what its names would mean. */
void lk_exec_inverse_unknown(struct lk_ledger_inverse *);
/* For what waits until its transaction ends. */
struct lk_arena *lk_exec_inverse_arena(struct lk_exec *);
/* Appends SQL that takes over what an earlier run has kept of the step that this one has finished;
 * nothing where there was none. */
void lk_exec_inverses_adopt(struct lk_buf *out, struct lk_exec *);
/* Forgets those beyond the first n: what they speak of was rolled back. */
void lk_exec_inverses_forget(struct lk_exec *, size_t n);

#endif
