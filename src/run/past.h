/* What earlier runs have left behind in the journal: runs without end are settled from what the
 * database says, and a journal that knows nothing of a database learns it from the ledger. */
#ifndef LK_SRC_RUN_PAST_H
#define LK_SRC_RUN_PAST_H

#include "db/ledger_read.h"
#include "journal/journal.h"
#include "run/exec.h"

/* The database of a journal's runs: where its ledger is read, and how both call it. */
struct lk_past {
    struct lk_db *db;
    struct lk_arena *arena;
    struct lk_journal *journal;
    struct lk_str target;          /* in the journal */
    struct lk_str table;           /* version table, in the ledger */
    const char *own;               /* uuid of the run under way, or "" */
    uint32_t newest;               /* so many runs of the ledger are looked at; 0: all there is */
    struct lk_str client;          /* whose runs count; empty: anybody's */
};

/* "system identifier/database/version table"; without the identifier's right, host and port. */
struct lk_str lk_past_target(struct lk_arena *, struct lk_str system, const struct lk_db_facts *,
                             struct lk_str table);

/* Under the run's lock, before its first step: learns and settles.  Nothing of it fails a run. */
void lk_past_settle(struct lk_exec *);
/* At head, without a lock: settles runs of this journal whose process is gone. */
void lk_past_settle_idle(struct lk_exec *);

/* Adds the runs of the ledger that the journal does not have.  `alone`: nobody else can be at work
 * (the lock is held), so that a run without end is an interrupted one. */
LK_MUST_USE bool lk_past_rebuild(size_t *count, const struct lk_past *, bool alone,
                                 struct lk_err *);

#endif
