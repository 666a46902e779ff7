/* The ledger as the executor uses it: rows that travel with a step, half-done revisions, and the
 * fate of a COMMIT whose answer was lost. */
#ifndef LK_SRC_RUN_LEDGER_H
#define LK_SRC_RUN_LEDGER_H

#include "db/ledger.h"
#include "run/exec.h"

/* Finds or creates the ledger as plan->ledger says, and commits the row of the run. */
LK_MUST_USE bool lk_exec_ledger_open(struct lk_exec *, struct lk_err *);
/* Who started the run, as the operating system sees it: user@host. */
struct lk_str lk_exec_client(struct lk_exec *);
/* Closes it; why is NULL for a run that is done. */
void lk_exec_ledger_close(struct lk_exec *, const char *outcome, const struct lk_err *why);
/* A step begins. */
void lk_exec_ledger_at(struct lk_exec *, const struct lk_step *);
/* A step's operations are done: keeps its rows, before its version rows are sent. */
void lk_exec_ledger_keep(struct lk_exec *, const struct lk_step *);
/* What the change of a version row returns behind its transaction, as text of a list, and what the
 * server said. */
const char *lk_exec_ledger_times(const struct lk_exec *);
void lk_exec_ledger_time(struct lk_exec *, uint32_t number, const struct lk_result *);
/* The version rows are sent; what cannot wait for the end of the transaction is sent as well. */
LK_MUST_USE bool lk_exec_ledger_step(struct lk_exec *, const struct lk_step *, struct lk_err *);
/* Sends what is kept, inverses included; before anything that ends the transaction.  forget: it was
 * rolled back. */
LK_MUST_USE bool lk_exec_ledger_flush(struct lk_exec *, struct lk_err *);
void lk_exec_ledger_forget(struct lk_exec *);
/* Remembers a skip; sends the remembered ones (before COMMIT). */
void lk_exec_ledger_skip(struct lk_exec *, const struct lk_unit *, struct lk_str place);
LK_MUST_USE bool lk_exec_ledger_skips(struct lk_exec *, struct lk_err *);

/* Looks up what an earlier run has left of a step that begins. */
void lk_exec_resume_at(struct lk_exec *, const struct lk_step *);
enum lk_resume { LK_RESUME_SEND, LK_RESUME_DONE, LK_RESUME_REFUSED };
/* Was this operation done and committed by an earlier run?  REFUSED: LK_E_PARTIAL in err. */
enum lk_resume lk_exec_resume(struct lk_exec *, const struct lk_unit *, struct lk_err *);
/* Sends how far the step has come; intent is the statement that is about to be sent alone. */
LK_MUST_USE bool lk_exec_note_partial(struct lk_exec *, struct lk_str intent, struct lk_err *);

/* After a failure that the server has reported: takes the intent back. */
void lk_exec_drop_intent(struct lk_exec *);

/* The connection was lost at COMMIT: asks the server, over a new one, what became of it. */
enum lk_fate { LK_FATE_UNKNOWN, LK_FATE_COMMITTED, LK_FATE_ABORTED };
enum lk_fate lk_exec_fate(struct lk_exec *);
/* Is this the server (identifier, timeline) that the run had begun on? */
bool lk_run_same_system(struct lk_exec *, struct lk_db *);

#endif
