/* Signals, as the run sees them. */
#ifndef LK_SRC_RUN_SIGNALS_H
#define LK_SRC_RUN_SIGNALS_H

#include "run/run.h"

/* Takes SIGHUP, SIGINT and SIGTERM over for the time of a run, and gives them back. */
void lk_run_signals_arm(void);
void lk_run_signals_disarm(void);

#endif
