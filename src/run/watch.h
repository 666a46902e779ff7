/* Watching a statement that takes long, from a connection of its own. */
#ifndef LK_SRC_RUN_WATCH_H
#define LK_SRC_RUN_WATCH_H

#include "run/exec.h"

/* How long nothing may come before lk_exec_watch is called: a second, or half of a lock timeout
 * that is shorter, since nobody blocks a statement any more that the server has given up. */
int lk_exec_watch_ms(const struct lk_exec *);
/* Called each time that nothing has come for that long: says who stands in the way, and how far
 * an index has come.  Never fails a run. */
void lk_exec_watch(struct lk_exec *);
/* Adds the blocker to an error, if one was seen. */
void lk_exec_name_blocker(struct lk_exec *, struct lk_err *);
/* May an operation that timed out on a lock be repeated at its savepoint?  Only while the
 * transaction holds no strong lock on a relation that others can see. */
bool lk_exec_may_wait(struct lk_exec *);

#endif
