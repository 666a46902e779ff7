/* The executor's inside: a machine of states and events that carries operations to the server.
 *
 * An operation becomes a unit.  A unit may stay unconfirmed while no script code can observe its
 * failure; entering a handler, reading a result, showing a message, COMMIT and the end settle the
 * queue.  Behind a failure the server executes nothing up to the fence, so that what follows in the
 * queue can be sent again once the failed unit has been undone and judged: nothing whose result was
 * seen is ever repeated.
 *
 * exec.c has the table and the loop; unit.c sends; judge.c decides about failures; emit.c and
 * scope.c are the live sink; tx.c begins and ends transactions. */
#ifndef LK_SRC_RUN_EXEC_H
#define LK_SRC_RUN_EXEC_H

#include "db/db.h"
#include "db/fault.h"
#include "run/exec_parts.h"
#include "run/provenance.h"
#include "run/record.h"
#include "run/version.h"
#include "sql/effect.h"
#include "sql/lower.h"

enum lk_exec_state {
    LK_EXEC_CLOSED,        /* no transaction of the run's */
    LK_EXEC_OPEN,          /* in a transaction; statements may be in flight */
    LK_EXEC_SETTLING,      /* a fence is in flight */
    LK_EXEC_UNDO,          /* ROLLBACK TO is in flight, in front of a fence */
    LK_EXEC_BARE,          /* between transactions: each statement alone */
    LK_EXEC_INTENT,        /* a statement outside a transaction is in flight */
    LK_EXEC_COMMITTING,
    LK_EXEC_UNKNOWN,       /* the connection was lost while something was being committed */
    LK_EXEC_ENDED,         /* nothing more is sent but ROLLBACK */
    LK_EXEC_STATES,
    LK_EXEC_CHOSEN         /* as an edge's next: the action has chosen */
};

enum lk_exec_event {
    LK_EXEC_BEGIN,         /* a transaction was begun */
    LK_EXEC_EMIT,          /* a unit is to be sent */
    LK_EXEC_SETTLE,        /* everything in flight is to be waited for */
    LK_EXEC_COMMIT,        /* COMMIT is to be sent */
    LK_EXEC_GOT,
    LK_EXEC_FAILED,
    LK_EXEC_ABORTED,
    LK_EXEC_FENCED,
    LK_EXEC_SIGNAL,
    LK_EXEC_LOST,
    LK_EXEC_EVENTS
};

/* What is sent and settled together: an operation, or statements of limbeck's own. */
struct lk_unit {
    const struct lk_step *step;    /* that it belongs to; NULL: to none */
    uint32_t number;               /* of that step within the run, from 1 */
    const struct lk_op *op;        /* NULL: limbeck's own */
    const char *what;              /* limbeck's own: what failed, for messages */
    struct lk_stmt *stmt;
    size_t nstmt;                  /* at least one */
    size_t done;                   /* statements that succeeded */
    uint64_t first, last;          /* numbers in flight; 0: not sent */
    int64_t expect;                /* rows that the last statement must have; -1: any */
    int64_t began_us;              /* wall time of sending */
    struct lk_emit_how how;        /* who waits for the outcome, and what for */
    bool ledger;                   /* limbeck's own: a row of the ledger */
    bool optional;                 /* … whose failure is a warning */
    struct lk_stmt *ask;           /* of the catalog, in front of the statements */
    size_t nask;
    bool ask_after;                /* … and behind them */
    bool inverse;                  /* to be derived when it is settled */
    const struct lk_datum *seen[2];        /* the answers */
    struct lk_path *path;          /* the search path that undoing needs; NULL: none */
    struct lk_path *check;         /* limbeck's own: asks whether it is still that one */
    enum lk_effect effect;         /* of free SQL */
    bool wrapped;                  /* under a savepoint */
    bool lone;                     /* a simple query; its savepoint is a unit of its own */
    enum lk_emit outcome;          /* QUEUED until it is known */
};

enum lk_retry {
    LK_RETRY_NO,
    LK_RETRY_TX            /* the transaction as a whole, after its rollback */
};

struct lk_exec {
    struct lk_sink sink;           /* first */
    const struct lk_run_plan *plan;
    struct lk_run_report *report;
    struct lk_db *db;              /* the migration's own connection */
    struct lk_record *record;      /* NULL until there is something to do */
    struct lk_dialect dialect;     /* the plan's, with what the server says */
    struct lk_map types_made;      /* enums that create_table has made in this attempt */
    struct lk_version_sql version;
    struct lk_sink_facts facts;    /* what a script may ask */
    enum lk_exec_state state;
    /* The queue: units not yet settled, in order of sending. */
    struct { struct lk_unit *v; size_t n, cap, head; } queue;
    struct lk_arena *step_arena;   /* texts of the step under way */
    struct { struct lk_arena **v; size_t n, cap; } old;     /* of steps still in the queue */
    struct lk_arena *arena;        /* what outlives a step */
    const struct lk_step *step;    /* under way, or NULL */
    const struct lk_step *announced;       /* whose log line was shown last */
    size_t failed;                 /* index of the unit that failed, or SIZE_MAX */
    size_t failed_stmt;            /* which of its statements */
    struct lk_diag *diag;          /* of that unit, or of the last that was reported */
    struct lk_result *result;      /* of the last unit, when it was wanted */
    struct lk_unit reported;       /* the last unit whose failure the script was told */
    struct lk_diag *reported_diag;
    struct lk_err fatal;           /* why the run ended */
    int64_t patient_until;         /* monotonic; set by the first lock that others hold */
    enum lk_retry retry;           /* may what failed be tried again? */
    size_t savepoints;             /* released in this transaction */
    bool warned_savepoints;        /* each warning once per run */
    bool warned_bare;
    bool own_tx;                   /* limbeck's own commit point is still to come */
    bool partial;                  /* committed beyond what the version rows say */
    bool commit_sent;              /* from here to the answer nobody knows */
    bool signalled;                /* the cause of whatever failed is a signal */
    size_t step_ops;               /* operations of this step so far */
    size_t steps_committed;        /* steps whose version rows are committed */
    size_t steps_done;             /* steps whose version rows were sent and confirmed */
    /* The version table. */
    bool table_exists;             /* the version table is there, or was made in this transaction */
    bool table_made;               /* … in this transaction */
    bool autocommit;               /* inside autocommit_block, or transactional: false */
    struct lk_names rows;          /* version rows as this run has left them, uncommitted too */
    struct lk_names committed;     /* version rows that are committed */
    struct lk_names lost_rows;     /* … that a COMMIT without answer would leave */
    struct lk_watch watch;
    struct lk_str txid;            /* of the transaction that is to be committed */
    struct lk_str system;          /* system identifier and timeline */
    struct lk_ledger_use ledger;
    struct lk_inverses inverses;
    struct lk_prepared prepared;
    struct lk_provenances provenance;      /* of the plan's revisions; lk_provenance_of() */
    struct { struct lk_second *v; size_t n, cap; } seconds;     /* never reused numbers */
    struct { struct lk_nested *v; size_t n, cap; } nested;
    uint32_t nested_last;          /* names are not used again within a run */
};

void lk_exec_init(struct lk_exec *, const struct lk_run_plan *, struct lk_run_report *);
void lk_exec_clear(struct lk_exec *);

extern const struct lk_sink_class lk_live_class;
bool lk_live_scope(uint32_t *connection, struct lk_sink *, enum lk_scope, enum lk_scope_act,
                   struct lk_err *);
enum lk_emit lk_second_emit(struct lk_emitted *out, struct lk_exec *, const struct lk_unit *,
                            struct lk_err *);

#endif
