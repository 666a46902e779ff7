/* Reading the ledger, of this version or an older one: what a table does not have yet is unknown.
 * SELECT on the tables is all that it needs. */
#ifndef LK_DB_LEDGER_READ_H
#define LK_DB_LEDGER_READ_H

#include "db/ledger.h"

/* What is asked for; an empty text is any. */
struct lk_ledger_ask {
    struct lk_str run;             /* uuid */
    struct lk_str revision;        /* of a step; lk_ledger_runs takes no notice of it */
    struct lk_str version_table;   /* as lk_ledger_table_name makes it */
    uint32_t limit;                /* rows; 0 is all */
};

struct lk_ledger_runs { struct lk_ledger_run *v; size_t n; };
struct lk_ledger_steps { struct lk_ledger_step *v; size_t n; };
struct lk_ledger_skips { struct lk_ledger_skip *v; size_t n; };
struct lk_ledger_texts { struct lk_ledger_text *v; size_t n; };
struct lk_ledger_inverses { struct lk_ledger_inverse *v; size_t n; };
struct lk_ledger_partials { struct lk_ledger_partial *v; size_t n; };

/* Where rows are read: an open connection, an arena that gets the texts. */
struct lk_ledger_from {
    struct lk_db *db;
    struct lk_arena *arena;
};

/* Each gives the newest run first, and within a run steps and operations in order.  A database
 * without ledger, or with one that has no such table yet, has no rows. */
LK_MUST_USE bool lk_ledger_runs(struct lk_ledger_runs *out, const struct lk_ledger_from *,
                                const struct lk_ledger_ask *, struct lk_err *);
LK_MUST_USE bool lk_ledger_steps(struct lk_ledger_steps *out, const struct lk_ledger_from *,
                                 const struct lk_ledger_ask *, struct lk_err *);
LK_MUST_USE bool lk_ledger_skips(struct lk_ledger_skips *out, const struct lk_ledger_from *,
                                 const struct lk_ledger_ask *, struct lk_err *);
LK_MUST_USE bool lk_ledger_texts(struct lk_ledger_texts *out, const struct lk_ledger_from *,
                                 const struct lk_ledger_ask *, struct lk_err *);
LK_MUST_USE bool lk_ledger_inverses(struct lk_ledger_inverses *out, const struct lk_ledger_from *,
                                    const struct lk_ledger_ask *, struct lk_err *);
/* What earlier runs left half done; only version_table of the question counts. */
LK_MUST_USE bool lk_ledger_partials(struct lk_ledger_partials *out, const struct lk_ledger_from *,
                                    const struct lk_ledger_ask *, struct lk_err *);

/* The name by which the ledger knows a version table: "schema.table", or only the table's where
 * the schema is public or not known.  `current` is the session's current_schema(). */
struct lk_str lk_ledger_table_name(struct lk_arena *, const struct lk_version_table *,
                                   struct lk_str current);

#endif
