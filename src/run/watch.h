/* Watching a statement that takes long, from a connection of its own. */
#ifndef LK_SRC_RUN_WATCH_H
#define LK_SRC_RUN_WATCH_H

#include "run/exec.h"

#define LK_WATCH_MS 1000

/* Called each time that nothing has come for LK_WATCH_MS: says who stands in the way, and how far
 * an index has come.  Never fails a run. */
void lk_exec_watch(struct lk_exec *);
/* Adds the blocker to an error, if one was seen. */
void lk_exec_name_blocker(struct lk_exec *, struct lk_err *);
/* May an operation that timed out on a lock be repeated at its savepoint?  Only while the
 * transaction holds no strong lock on a relation that others can see. */
bool lk_exec_may_wait(struct lk_exec *);

#endif
