/* db: one connection to PostgreSQL; statements go in, events come out in the same order.
 *
 * Statements travel in the pipeline and are not waited for until a fence.  Behind a statement that
 * failed, everything up to the next fence comes back ABORTED without having been executed.  What
 * must travel as one simple query (LK_TRAIT_MULTI) needs an empty queue and is its own fence.
 * This door decides nothing: which statements to send, undo or repeat is the executor's business.
 * No name of PostgreSQL's library shows above this floor. */
#ifndef LK_DB_DB_H
#define LK_DB_DB_H

#include "model/result.h"
#include "model/stmt.h"

struct lk_db;

/* libpq's connection keywords and values, both ended by NULL; borrowed during lk_db_open only. */
struct lk_db_target {
    const char *const *keyword;
    const char *const *value;
    int wake_fd;           /* readable when waiting must end (signals); -1 is none */
    int64_t wait_us;       /* how long to go on trying while no server answers; 0: once */
    /* Told once why, before the second try; may be NULL. */
    void (*unanswered)(void *self, struct lk_str reason);
    void *self;            /* for unanswered */
};

/* Connects.  Errors are LK_E_CONNECT in one sentence with libpq's reason and never a password;
 * servers that are no PostgreSQL 13 or later (Redshift, CockroachDB, YugabyteDB) are refused. */
LK_MUST_USE bool lk_db_open(struct lk_db **out, const struct lk_db_target *, struct lk_err *);
void lk_db_close(struct lk_db *);                      /* takes NULL */

/* What is known of the server without asking it; texts live as long as the connection. */
struct lk_db_facts {
    int server_version;    /* 150004 */
    int backend;           /* process id of the server's end */
    struct lk_str database, user, host;
    uint32_t port;
    bool utf8;             /* the server's encoding has every character, or looks at none */
    bool read_only;        /* hot standby, or default_transaction_read_only */
};
const struct lk_db_facts *lk_db_facts(const struct lk_db *);

enum lk_db_kind {
    LK_DB_DONE,            /* a statement succeeded; result holds tag, count and rows */
    LK_DB_FAULT,           /* a statement failed; diag says why */
    LK_DB_ABORTED,         /* not executed: an earlier statement before the same fence failed */
    LK_DB_FENCE,           /* everything before the fence is settled */
    LK_DB_NOTICE,          /* diag holds a notice of the statement that is next to be settled */
    LK_DB_COPY,            /* the server asked for COPY data; it was ended properly */
    LK_DB_WOKEN,           /* wake_fd became readable */
    LK_DB_TIMEOUT,         /* nothing within wait_ms */
    LK_DB_LOST             /* the connection is gone; diag has the last words */
};

/* The own model of the transaction, kept from command tags (libpq's is only true when idle). */
enum lk_tx { LK_TX_NONE, LK_TX_OPEN, LK_TX_FAILED };

struct lk_db_event {
    enum lk_db_kind kind;
    uint64_t number;               /* of the statement, as lk_db_queue gave it; 0 for a fence */
    enum lk_tx tx;                 /* after this event */
    struct lk_result *result;      /* DONE; the receiver frees it */
    const struct lk_diag *diag;    /* FAULT, NOTICE, LOST; borrowed until the next call */
};

/* Sends a statement (buffered: it leaves with a few others, the next fence or the next event). */
LK_MUST_USE bool lk_db_queue(uint64_t *number, struct lk_db *, const struct lk_stmt *,
                             struct lk_err *);
/* Asks the server not to keep back its answers to what is queued so far; nothing is waited for.
 * Without it a server that is busy with one statement has not told of those before it. */
LK_MUST_USE bool lk_db_hurry(struct lk_db *, struct lk_err *);
/* Puts a fence (Sync) behind what is queued and flushes. */
LK_MUST_USE bool lk_db_fence(struct lk_db *, struct lk_err *);
/* The next event; wait_ms < 0 waits for ever, 0 does not wait.  Nothing in flight is TIMEOUT.
 * False only when libpq is out of step with this door (LK_E_INTERNAL). */
LK_MUST_USE bool lk_db_next(struct lk_db_event *out, struct lk_db *, int wait_ms, struct lk_err *);
/* Asks the server to cancel what is running now, over a connection of its own. */
bool lk_db_cancel(struct lk_db *, struct lk_err *);

enum lk_tx lk_db_tx(const struct lk_db *);
size_t lk_db_flight(const struct lk_db *);             /* statements and fences not yet settled */
size_t lk_db_flight_bytes(const struct lk_db *);       /* text of those statements */
bool lk_db_is_lost(const struct lk_db *);

/* Queue, fence and wait for one statement; a fault becomes LK_E_FAILED with SQLSTATE, detail and
 * hint.  Needs an empty queue.  out may be NULL. */
LK_MUST_USE bool lk_db_run(struct lk_result **out, struct lk_db *, struct lk_str sql,
                           struct lk_err *);
/* The same for a statement with traits. */
LK_MUST_USE bool lk_db_run_stmt(struct lk_result **out, struct lk_db *, const struct lk_stmt *,
                                struct lk_err *);

#endif
