/* What commands that only read want of the database: version rows.  SELECT is enough; a standby
 * serves as well. */
#ifndef LK_RUN_READ_H
#define LK_RUN_READ_H

#include "db/ledger_read.h"

struct lk_run_where {
    struct lk_heads heads;
    struct lk_str name;        /* user@host:port/database, for the line that each run begins with */
};

/* Connects, reads, disconnects.  Texts live in the arena. */
LK_MUST_USE bool lk_run_where(struct lk_run_where *out, struct lk_arena *,
                              const struct lk_db_target *, const struct lk_version_table *,
                              struct lk_err *);

struct lk_run_history {
    bool there;                /* the database has a ledger */
    struct lk_ledger_runs runs;
    struct lk_ledger_steps steps;
    struct lk_ledger_skips skips;
    struct lk_ledger_partials partials;
};

/* What the ledger knows of a version table: newest run first, steps of a run in order.  Connects,
 * reads, disconnects; everything lives in the arena. */
LK_MUST_USE bool lk_run_history(struct lk_run_history *out, struct lk_arena *,
                                const struct lk_db_target *, const struct lk_version_table *,
                                struct lk_err *);

/* The ledger as a whole. */
struct lk_run_ledger {
    int version;               /* 0: there is none */
    int64_t runs;
    struct lk_ledger_runs last;        /* the newest, or none */
};
/* Connects, reads, disconnects; SELECT is enough.  Texts live in the arena. */
LK_MUST_USE bool lk_run_ledger(struct lk_run_ledger *out, struct lk_arena *,
                               const struct lk_db_target *, struct lk_err *);

/* Makes a journal's file (path) of what the ledger remembers of a version table's runs; *runs is
 * their number.  Reads the database only. */
LK_MUST_USE bool lk_run_rebuild_journal(size_t *runs, const char *path,
                                        const struct lk_db_target *,
                                        const struct lk_version_table *, struct lk_err *);

#endif
