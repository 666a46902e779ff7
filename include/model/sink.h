/* Sink: whoever takes operations.  The live sink executes them, the offline sink prints them, the
 * rehearsal sink answers what can be known without a database.  Scripts and manifests speak to a
 * sink only; they cannot tell which one it is but by its answers. */
#ifndef LK_MODEL_SINK_H
#define LK_MODEL_SINK_H

#include "model/op.h"
#include "model/result.h"
#include "model/stmt.h"

enum lk_emit {
    LK_EMIT_QUEUED,        /* accepted; a later settle tells */
    LK_EMIT_DONE,
    LK_EMIT_SKIPPED,       /* failed, undone and tolerated */
    LK_EMIT_FAILED,        /* failed and undone; diag tells; the transaction is healthy */
    LK_EMIT_UNKNOWABLE,    /* needs a database and there is none (rehearsal, offline rows) */
    LK_EMIT_REFUSED        /* err is set: not an outcome of the database; the run must end */
};

struct lk_emit_how {
    bool observed;         /* a handler is active: the outcome must be known on return */
    enum lk_want want;
    uint32_t connection;   /* 0: the migration's own; else one opened by scope CONNECTION_OPEN */
};

enum lk_scope {
    LK_SCOPE_NESTED,       /* begin_nested(): enter, then leave by release or by rollback */
    LK_SCOPE_AUTOCOMMIT,   /* autocommit_block() */
    LK_SCOPE_COMMIT,       /* the script's own bind.commit() (enter only) */
    LK_SCOPE_ROLLBACK,     /* the script's own bind.rollback() (enter only) */
    LK_SCOPE_CONNECTION    /* a second connection through bind.engine */
};
enum lk_scope_act { LK_SCOPE_ENTER, LK_SCOPE_LEAVE, LK_SCOPE_UNDO };

enum lk_why {
    LK_WHY_HANDLER,
    LK_WHY_RESULT,
    LK_WHY_MESSAGE,
    LK_WHY_ERROR,
    LK_WHY_COMMIT,
    LK_WHY_END
};

struct lk_sink;

/* What comes back beside the outcome; both NULL where there is nothing. */
struct lk_emitted {
    struct lk_result *result;      /* DONE with want ROWS or COUNT: of the last statement; the
                                    * caller frees it */
    const struct lk_diag *diag;    /* FAILED: why; borrowed until the next call */
};

/* What a script may ask about where it runs. */
struct lk_sink_facts {
    bool offline;                      /* context.is_offline_mode(), as_sql */
    bool has_database;
    int server_version;                /* 150004; 0 when unknown */
    struct lk_str database, user, host, default_schema;
    uint32_t port;
};

struct lk_sink_class {
    /* Takes an operation, which must live until the step ends. */
    enum lk_emit (*emit)(struct lk_emitted *out, struct lk_sink *, const struct lk_op *,
                         struct lk_emit_how, struct lk_err *);
    /* Waits until nothing is in flight.  False: a queued operation failed; err is the earliest. */
    bool (*settle)(struct lk_sink *, enum lk_why, struct lk_err *);
    bool (*scope)(uint32_t *connection, struct lk_sink *, enum lk_scope, enum lk_scope_act,
                  struct lk_err *);
    const struct lk_sink_facts *(*facts)(struct lk_sink *);
    /* A line of the script's own output (print, logging), in order with the operations. */
    void (*say)(struct lk_sink *, struct lk_str line);
};

/* The first member of every sink. */
struct lk_sink {
    const struct lk_sink_class *class;
};

#endif
