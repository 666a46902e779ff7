/* What commands that only read want of the database: version rows.  SELECT is enough; a standby
 * serves as well. */
#ifndef LK_RUN_READ_H
#define LK_RUN_READ_H

#include "db/ask.h"

struct lk_run_where {
    struct lk_heads heads;
    struct lk_str name;        /* user@host:port/database, for the line that each run begins with */
};

/* Connects, reads, disconnects.  Texts live in the arena. */
LK_MUST_USE bool lk_run_where(struct lk_run_where *out, struct lk_arena *,
                              const struct lk_db_target *, const struct lk_version_table *,
                              struct lk_err *);

#endif
