/* --sql: the run as text. */
#ifndef LK_SRC_RUN_OFFLINE_H
#define LK_SRC_RUN_OFFLINE_H

#include "run/run.h"

/* Plans from plan->start, lowers every operation and prints the whole text once; nothing on an
 * error. */
LK_MUST_USE bool lk_run_offline(struct lk_run_report *out, const struct lk_run_plan *,
                                struct lk_err *);

#endif
