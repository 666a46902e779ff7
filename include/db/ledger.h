/* The ledger: limbeck's tables in the target database (schema `limbeck`).  Texts of statements are
 * made here; when they are sent is the executor's business, because a step's row belongs into the
 * step's transaction.  Readers are in db/ledger_read.h. */
#ifndef LK_DB_LEDGER_H
#define LK_DB_LEDGER_H

#include "db/ask.h"
#include "model/provenance.h"

#define LK_LEDGER_VERSION 3

/* The DDL of a new ledger. */
extern const char lk_ledger_ddl[];
/* Appends what a role needs to keep the ledger without owning it.  The name is quoted already. */
void lk_ledger_grants(struct lk_buf *out, struct lk_str role);
/* SQL that leads from one version to the next; NULL where there is none. */
const char *lk_ledger_step_up(int from);

/* The version of the ledger that is there; 0 is none.  One that is newer than this limbeck is
 * LK_E_CONFIG: nothing is read from or written into tables of an unknown shape. */
LK_MUST_USE bool lk_ledger_find(int *version, struct lk_db *, struct lk_err *);
/* Creates it (from 0), or leads it to this limbeck's version; each in a transaction of its own,
 * rows are kept.  Another run that did the same at the same time is no failure. */
LK_MUST_USE bool lk_ledger_create(struct lk_db *, int from, struct lk_err *);

/* Times are microseconds of wall time, 0 is unknown; texts whose p is NULL are unknown.  What the
 * second part has is only read: the server fills it in. */
struct lk_ledger_run {
    const char *uuid, *command;
    struct lk_str version_table, client, limbeck;      /* limbeck: the program's version */
    int server_version;
    size_t steps;                  /* planned */
    struct lk_str outcome, error;  /* outcome empty: open, or it did not live to say so */
    int status;                    /* exit status; -1 unknown */
    int64_t began_us, ended_us;
    struct lk_str role, login;
};
/* Commits the row of a run, and ends those of its version table that are open as 'interrupted': the
 * caller holds the lock.  The other closes it with outcome, error and status. */
LK_MUST_USE bool lk_ledger_begin(struct lk_db *, const struct lk_ledger_run *, struct lk_err *);
LK_MUST_USE bool lk_ledger_end(struct lk_db *, const struct lk_ledger_run *, struct lk_err *);
/* Ends the row of a run whose process is gone, if it is open. */
LK_MUST_USE bool lk_ledger_interrupted(struct lk_db *, struct lk_str uuid, struct lk_err *);

struct lk_ledger_step {
    const char *uuid;
    uint32_t number, operations;
    struct lk_str revision, from, to;
    bool downgrade;
    int64_t began_us, at_us, us;   /* by the server's clock: beginning, end, duration */
    const struct lk_provenance *from_git;  /* or NULL */
    struct lk_str txid;            /* only read */
};

struct lk_ledger_skip {
    const char *uuid;
    uint32_t number, operation;
    struct lk_str name, target, message, place;
    const char *sqlstate;
};
void lk_ledger_skips_sql(struct lk_buf *out, const struct lk_ledger_skip *, size_t n);

/* A project file that a step used.  content.p is NULL: only its hash is kept. */
struct lk_ledger_text {
    const char *uuid;
    uint32_t number;
    struct lk_str path, hash, content;
};

/* How an operation can be undone: `undo` is a JSON list of operations; where it is NULL, `reason`
 * says why.  `state` is what the catalog said before it, `search_path` the schemas (as SET takes
 * them) in which its names without schema were looked up; p is NULL where it has none. */
struct lk_ledger_inverse {
    const char *uuid;
    uint32_t number, operation;
    struct lk_str name, target, undo, reason, state, search_path;
};

/* What one transaction of a run leaves: its steps, the texts that they used (contents unless the
 * table has them already), inverses.  Rows of one step follow each other. */
struct lk_ledger_kept {
    const char *uuid;              /* of the run; that of the rows is the same */
    const struct lk_ledger_step *step;
    const struct lk_ledger_text *text;
    const struct lk_ledger_inverse *inverse;
    size_t nstep, ntext, ninverse;
};
#define LK_LEDGER_KEEP_ARGS 5
/* The values of LK_ASK_LEDGER_KEEP, which is one statement for all of it; texts in the arena. */
void lk_ledger_kept_args(struct lk_str arg[LK_LEDGER_KEEP_ARGS], struct lk_arena *,
                         const struct lk_ledger_kept *);

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

/* Appends a text literal that means the same whatever standard_conforming_strings says.  What no
 * text of PostgreSQL can hold, NUL and bytes that are not UTF-8, becomes U+FFFD. */
void lk_db_literal(struct lk_buf *out, struct lk_str text);
/* The same text as a value: a copy in the arena that ends with NUL. */
struct lk_str lk_db_text(struct lk_arena *, struct lk_str text);
/* Can a text be kept as it is, by a server whose encoding is UTF-8 or not? */
bool lk_db_can_keep(struct lk_str text, bool utf8);
/* For a server of another encoding: writes each character beyond ASCII as <U+0141>. */
void lk_db_to_ascii(struct lk_buf *out, struct lk_str text);

#endif
