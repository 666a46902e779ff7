/* Lines of log: Alembic's own words under its logger, limbeck's under "limbeck".  They go to the
 * caller of lk_run; nothing is printed here. */
#ifndef LK_SRC_RUN_SAY_H
#define LK_SRC_RUN_SAY_H

#include "run/run.h"

#define LK_LOG_ALEMBIC "alembic.runtime.migration"
#define LK_LOG_LIMBECK "limbeck"

void lk_run_say(const struct lk_run_plan *, enum lk_run_level, const char *logger, const char *fmt,
                ...) LK_PRINTF(4, 5);
/* "Running upgrade a -> b, message" */
void lk_run_say_step(const struct lk_run_plan *, const struct lk_step *);
/* The lines that Alembic's MigrationContext begins with. */
void lk_run_say_context(const struct lk_run_plan *);
/* The command as ledger and journal call it. */
const char *lk_run_command(const struct lk_run_plan *);
/* Adds a statement to an error: passwords are blanked, and a long text is cut. */
void lk_run_err_sql(struct lk_err *, struct lk_str sql);
/* Version rows as "a, b", or "base". */
void lk_run_add_heads(struct lk_buf *out, const struct lk_names *);

#endif
