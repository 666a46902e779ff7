/* The run against a database. */
#ifndef LK_SRC_RUN_LIVE_H
#define LK_SRC_RUN_LIVE_H

#include "run/run.h"

LK_MUST_USE bool lk_run_live(struct lk_run_report *out, const struct lk_run_plan *,
                             struct lk_err *);

#endif
