/* The ledger: limbeck's tables in the target database (schema `limbeck`).  Texts of statements are
 * made here; when they are sent is the executor's business, because a step's row belongs into the
 * step's transaction. */
#ifndef LK_DB_LEDGER_H
#define LK_DB_LEDGER_H

#include "db/ask.h"

/* The DDL, as `limbeck ledger --sql` shows it. */
extern const char lk_ledger_ddl[];

/* Is the ledger there, with a version that this limbeck knows?  A newer one is LK_E_CONFIG. */
LK_MUST_USE bool lk_ledger_find(bool *there, struct lk_db *, struct lk_err *);
/* Creates it in a transaction of its own. */
LK_MUST_USE bool lk_ledger_create(struct lk_db *, struct lk_err *);

struct lk_ledger_run {
    const char *uuid, *command;
    struct lk_str version_table, client;
};
/* Commits the row of a run, and closes it. */
LK_MUST_USE bool lk_ledger_begin(struct lk_db *, const struct lk_ledger_run *, struct lk_err *);
LK_MUST_USE bool lk_ledger_end(struct lk_db *, const char *uuid, const char *outcome,
                               struct lk_err *);

struct lk_ledger_step {
    const char *uuid;
    uint32_t number, operations;
    struct lk_str revision, from, to;
    bool downgrade;
};
void lk_ledger_step_sql(struct lk_buf *out, const struct lk_ledger_step *);

struct lk_ledger_skip {
    const char *uuid;
    uint32_t number, operation;
    struct lk_str name, target, message, place;
    const char *sqlstate;
};
void lk_ledger_skip_sql(struct lk_buf *out, const struct lk_ledger_skip *);

/* How far a revision had come when a commit inside it ended its transaction. */
struct lk_ledger_partial {
    const char *uuid;
    struct lk_str version_table, revision, hash;
    struct lk_str intent;          /* p is NULL: none */
    uint32_t operations;
    bool downgrade, results_read;
};
void lk_ledger_partial_sql(struct lk_buf *out, const struct lk_ledger_partial *);
/* Says that the revision is whole. */
void lk_ledger_whole_sql(struct lk_buf *out, const struct lk_ledger_partial *);
/* What an earlier run left of a version table's revisions, in the arena. */
struct lk_ledger_partials {
    struct lk_ledger_partial *v;
    size_t n;
};
LK_MUST_USE bool lk_ledger_partials(struct lk_ledger_partials *out, struct lk_arena *,
                                    struct lk_db *, struct lk_str version_table, struct lk_err *);

/* Appends a text literal that means the same whatever standard_conforming_strings says. */
void lk_db_literal(struct lk_buf *out, struct lk_str text);

#endif
