/* What the executor's files offer each other; the data is in exec.h. */
#ifndef LK_SRC_RUN_EXEC_ACTS_H
#define LK_SRC_RUN_EXEC_ACTS_H

#include "run/exec.h"

/* exec.c */
LK_MUST_USE bool lk_exec_feed(struct lk_exec *, enum lk_exec_event, const struct lk_db_event *,
                              struct lk_err *);
/* Turns events into edges until the state is at rest (OPEN with nothing fenced, BARE, CLOSED,
 * ENDED, UNKNOWN).  False when the machine itself is broken. */
LK_MUST_USE bool lk_exec_pump(struct lk_exec *, struct lk_err *);
/* Fences and pumps.  False: the run has ended; err says why. */
LK_MUST_USE bool lk_exec_settle(struct lk_exec *, struct lk_err *);
/* Ends the run with an error; returns true so that an action may return it. */
bool lk_exec_end(struct lk_exec *, struct lk_err *why);
/* False, with a copy of the fatal error, when the run has ended. */
bool lk_exec_alive(struct lk_exec *, struct lk_err *);

/* checkfirst.c: asks the catalog where an operation says so; *needed: there is something to do. */
LK_MUST_USE bool lk_exec_is_needed(bool *needed, struct lk_exec *, const struct lk_op *,
                                   struct lk_err *);

/* unit.c */
struct lk_unit *lk_unit_push(struct lk_exec *, const struct lk_unit *);
LK_MUST_USE bool lk_unit_send(struct lk_exec *, struct lk_unit *, struct lk_err *);
/* The unit that a number belongs to, or NULL. */
struct lk_unit *lk_unit_of(struct lk_exec *, uint64_t number);
/* Queues one statement of limbeck's own; expect as in lk_unit. */
LK_MUST_USE bool lk_unit_own(struct lk_exec *, struct lk_str sql, const char *what, int64_t expect,
                             struct lk_err *);
/* The same for a row of the ledger: under a savepoint where there is a transaction; with
 * --ledger=auto its failure is a warning and the end of the ledger for this run. */
LK_MUST_USE bool lk_unit_optional(struct lk_exec *, struct lk_str sql, struct lk_err *);
/* Several of them, which succeed or fail together; empty ones are left out. */
LK_MUST_USE bool lk_unit_optional_all(struct lk_exec *, const struct lk_stmt *, size_t n,
                                      struct lk_err *);
/* Queues a question whose answer tells whether the search path is still that one. */
struct lk_asked;
LK_MUST_USE bool lk_unit_check(struct lk_exec *, const struct lk_asked *, struct lk_path *,
                               struct lk_err *);
/* Takes the settled units off the queue. */
void lk_unit_pop_settled(struct lk_exec *);
/* The same while the server is busy with those behind them; may_pop: there is one, and nothing has
 * failed. */
bool lk_unit_may_pop(const struct lk_exec *);
void lk_unit_pop_early(struct lk_exec *);
/* Frees the texts of steps that are settled. */
void lk_unit_forget(struct lk_exec *);
/* Sends again what had been aborted behind a unit that was skipped. */
LK_MUST_USE bool lk_unit_resend(struct lk_exec *, struct lk_err *);

/* Shows "Running upgrade a -> b" when everything before the step is settled, and only then. */
void lk_exec_announce(struct lk_exec *, const struct lk_step *);
/* What may be tolerated in a step, and whether it runs without a transaction. */
struct lk_run_rules lk_exec_rules(const struct lk_exec *, const struct lk_step *);

/* judge.c: called when the failed unit has been undone; chooses the next state. */
LK_MUST_USE bool lk_exec_judge(struct lk_exec *, struct lk_err *);
/* Makes the error of a failed unit: operation, SQL, SQLSTATE, what the server said. */
void lk_exec_explain(struct lk_err *, struct lk_exec *, const struct lk_unit *, size_t stmt);

/* live.c: is there time left of --lock-wait to wait for locks of others? */
bool lk_exec_has_patience(struct lk_exec *);

/* tolerate.c: is this failure of an operation a case of tolerance?  Asks the catalog. */
LK_MUST_USE bool lk_exec_tolerates(bool *out, struct lk_exec *, const struct lk_unit *,
                                   struct lk_err *);

/* tx.c */
LK_MUST_USE bool lk_exec_begin(struct lk_exec *, struct lk_err *);
/* Settles and commits.  False: FAILED, PARTIAL or UNKNOWN_OUTCOME in err. */
LK_MUST_USE bool lk_exec_commit(struct lk_exec *, struct lk_err *);
/* Rolls back whatever is open; never fails. */
void lk_exec_rollback(struct lk_exec *);
/* Goes between transactions and back (autocommit_block, transactional: false). */
LK_MUST_USE bool lk_exec_leave_tx(struct lk_exec *, struct lk_err *);
LK_MUST_USE bool lk_exec_enter_tx(struct lk_exec *, struct lk_err *);
LK_MUST_USE bool lk_exec_version_rows(struct lk_exec *, const struct lk_step *, struct lk_err *);

#endif
