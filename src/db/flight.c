/* Statements in, events out: the queue of what is in flight, matched with libpq's results.  In
 * pipeline mode libpq gives one result for a statement, then a NULL; a fence gives its own result
 * without NULL.  A simple query gives any number of results, then one NULL.
 *
 * Facts of the protocol that shape this file, each shown by tests/db: a COMMIT behind a failed
 * statement answers OK with tag ROLLBACK; outside a transaction deferred errors arrive at the
 * fence; libpq's status is ACTIVE while anything is in flight; a terminated backend answers what is
 * queued with ABORTED, then with an error without SQLSTATE, then not at all; a notice belongs to
 * the statement at the receive cursor; a statement behind COPY kills the connection;
 * statement_timeout counts for each statement alone. */
#include "db/conn.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#define LK_DB_BURST 8              /* statements that leave together */

/* What the next result belongs to. */
static struct lk_flying *first(struct lk_db *db)
{
    return db->flight.head < db->flight.n ? &db->flight.v[db->flight.head] : NULL;
}

/* The queue is reused from its start as soon as it is empty. */
static void drop_first(struct lk_db *db)
{
    db->bytes -= first(db)->bytes;
    if (++db->flight.head == db->flight.n)
        db->flight.head = db->flight.n = 0;
}

/* Whatever was in flight gets no answer any more. */
static bool lose(struct lk_db_event *out, struct lk_db *db)
{
    if (!db->lost)
        lk_diag_of_conn(&db->diag, db->words, db->conn);
    db->lost = true;
    db->flight.head = db->flight.n = 0;
    db->bytes = 0;
    *out = (struct lk_db_event){.kind = LK_DB_LOST, .tx = LK_TX_NONE, .diag = &db->diag};
    return true;
}

/* The simple protocol: the only one that takes several statements in one string. */
static bool send_alone(struct lk_db *db, const char *sql, struct lk_err *err)
{
    if (db->flight.n)
        return lk_fail(err, LK_E_INTERNAL, "a simple query with statements in flight");
    if (!PQexitPipelineMode(db->conn))
        return lk_fail(err, LK_E_INTERNAL, "libpq does not leave pipeline mode: %s",
                       PQerrorMessage(db->conn));
    db->simple = true;
    return PQsendQuery(db->conn, sql) || PQstatus(db->conn) == CONNECTION_BAD ||
           lk_fail(err, LK_E_INTERNAL, "cannot send: %s", PQerrorMessage(db->conn));
}

/* The extended protocol: one statement, complete as text, or a name that the server knows. */
static bool send_piped(struct lk_db *db, const char *sql, const struct lk_stmt *stmt,
                       struct lk_err *err)
{
    const char *value[LK_ASK_ARGS] = {NULL};
    for (uint32_t i = 0; i < stmt->narg; i++)
        value[i] = stmt->arg[i].p;
    int narg = (int)stmt->narg;
    bool sent = stmt->prepared
                    ? PQsendQueryPrepared(db->conn, sql, narg, value, NULL, NULL, 0)
                    : PQsendQueryParams(db->conn, sql, 0, NULL, NULL, NULL, NULL, 0);
    return sent || PQstatus(db->conn) == CONNECTION_BAD ||
           lk_fail(err, LK_E_INTERNAL, "cannot send: %s", PQerrorMessage(db->conn));
}

static size_t size_of(const struct lk_stmt *stmt)
{
    size_t n = stmt->sql.n;
    for (uint32_t i = 0; i < stmt->narg; i++)
        n += stmt->arg[i].n;
    return n;
}

/* Without this libpq sends by the 64 KiB, and the server waits while scripts are evaluated that it
 * could have begun with.  Nothing is read here; a connection that breaks is told by the next
 * event. */
static void push_out(struct lk_db *db)
{
    if (++db->unsent < LK_DB_BURST || db->simple)
        return;
    PQflush(db->conn);
    db->unsent = 0;
}

/* A lost connection is no error here: the next event says it. */
bool lk_db_queue(uint64_t *number, struct lk_db *db, const struct lk_stmt *stmt,
                 struct lk_err *err)
{
    *number = ++db->last;
    if (db->lost)
        return true;
    char *sql = lk_strdup(stmt->sql);
    bool ok = stmt->traits & LK_TRAIT_MULTI ? send_alone(db, sql, err)
                                            : send_piped(db, sql, stmt, err);
    free(sql);
    if (!ok)
        return false;
    *LK_PUSH(&db->flight) = (struct lk_flying){*number, size_of(stmt), stmt->traits, false};
    db->bytes += size_of(stmt);
    push_out(db);
    return true;
}

/* The Flush message; a simple query's answers are never kept back. */
bool lk_db_hurry(struct lk_db *db, struct lk_err *err)
{
    if (db->lost || db->simple || PQsendFlushRequest(db->conn) ||
        PQstatus(db->conn) == CONNECTION_BAD)
        return true;
    return lk_fail(err, LK_E_INTERNAL, "cannot ask for a flush: %s", PQerrorMessage(db->conn));
}

/* A simple query is its own fence. */
bool lk_db_fence(struct lk_db *db, struct lk_err *err)
{
    if (db->lost || db->simple)
        return true;
    if (!PQpipelineSync(db->conn) && PQstatus(db->conn) != CONNECTION_BAD)
        return lk_fail(err, LK_E_INTERNAL, "cannot fence: %s", PQerrorMessage(db->conn));
    *LK_PUSH(&db->flight) = (struct lk_flying){0, 0, 0, false};
    db->unsent = 0;
    return true;
}

/* Ends a COPY that the server began although nobody may ask for one. */
static void end_copy(struct lk_db *db, ExecStatusType kind)
{
    char *line;
    if (kind == PGRES_COPY_IN) {
        PQputCopyEnd(db->conn, "limbeck does not copy");
        return;
    }
    PQsetnonblocking(db->conn, 0);
    while (PQgetCopyData(db->conn, &line, 0) > 0)
        PQfreemem(line);
    PQsetnonblocking(db->conn, 1);
}

/* The tag decides what became of the transaction; rows stay in libpq's memory. */
static void at_done(struct lk_db_event *out, struct lk_db *db, PGresult *pg)
{
    db->tx = lk_tx_after(db->tx, PQcmdStatus(pg), first(db)->traits);
    out->kind = LK_DB_DONE;
    out->result = lk_result_wrap(pg);
}

/* Inside a transaction every error aborts it, up to ROLLBACK or ROLLBACK TO. */
static void at_fault(struct lk_db_event *out, struct lk_db *db, PGresult *pg)
{
    lk_diag_read(&db->diag, db->words, pg);
    PQclear(pg);
    if (db->tx == LK_TX_OPEN)
        db->tx = LK_TX_FAILED;
    out->kind = LK_DB_FAULT;
    out->diag = &db->diag;
}

/* Everything before the fence is settled, so that libpq's own view is true. */
static void at_fence(struct lk_db_event *out, struct lk_db *db)
{
    static const enum lk_tx tx[] = {
        [PQTRANS_IDLE] = LK_TX_NONE, [PQTRANS_INTRANS] = LK_TX_OPEN,
        [PQTRANS_INERROR] = LK_TX_FAILED};
    PGTransactionStatusType now = PQtransactionStatus(db->conn);
    out->kind = LK_DB_FENCE;
    if (db->flight.n == 0 && now != PQTRANS_ACTIVE && now != PQTRANS_UNKNOWN)
        db->tx = tx[now];
}

/* A result that libpq gave for the first statement in flight. */
static bool translate(struct lk_db_event *out, struct lk_db *db, PGresult *pg)
{
    ExecStatusType kind = PQresultStatus(pg);
    *out = (struct lk_db_event){.number = first(db) ? first(db)->number : 0};
    switch (kind) {
    case PGRES_PIPELINE_SYNC:
        PQclear(pg);
        drop_first(db);
        at_fence(out, db);
        break;
    case PGRES_PIPELINE_ABORTED:
        PQclear(pg);
        first(db)->settled = true;
        out->kind = LK_DB_ABORTED;
        break;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
        PQclear(pg);
        end_copy(db, kind);
        out->kind = LK_DB_COPY;
        break;
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        first(db)->settled = true;
        at_done(out, db, pg);
        break;
    default:
        first(db)->settled = first(db)->number != 0;   /* a deferred error comes at the fence */
        at_fault(out, db, pg);
        break;
    }
    out->tx = db->tx;
    return true;
}

/* libpq has no more results for the first statement in flight. */
static bool at_null(struct lk_db_event *out, struct lk_db *db, bool *got, struct lk_err *err)
{
    *got = false;
    if (db->simple) {
        db->simple = false;
        drop_first(db);
        if (!PQenterPipelineMode(db->conn))
            return lk_fail(err, LK_E_INTERNAL, "libpq does not enter pipeline mode");
        *out = (struct lk_db_event){.kind = LK_DB_FENCE};
        at_fence(out, db);
        out->tx = db->tx;
        *got = true;
    } else if (first(db) && first(db)->settled) {
        drop_first(db);
    }
    return true;
}

/* Waits for the socket or the wake-up; false in *ready on time-out. */
static int wait_for(struct lk_db *db, int wait_ms)
{
    int flush = PQflush(db->conn);
    struct pollfd fd[2] = {{PQsocket(db->conn), flush > 0 ? POLLIN | POLLOUT : POLLIN, 0},
                           {db->wake_fd, POLLIN, 0}};
    int n = poll(fd, db->wake_fd >= 0 ? 2 : 1, wait_ms);
    if (n < 0 && errno == EINTR)
        return LK_DB_WOKEN;
    if (n == 0)
        return LK_DB_TIMEOUT;
    if (fd[1].revents && db->wake_fd >= 0) {
        char byte;
        if (read(db->wake_fd, &byte, 1) == 1)
            return LK_DB_WOKEN;
    }
    return LK_DB_DONE;
}

/* Notices come before the result that they were sent with. */
static bool next_notice(struct lk_db_event *out, struct lk_db *db)
{
    if (db->notices.head == db->notices.n)
        return false;
    *out = (struct lk_db_event){.kind = LK_DB_NOTICE, .tx = db->tx,
                                .number = first(db) ? first(db)->number : 0,
                                .diag = lk_diag_dup(db->words, &db->notices.v[db->notices.head])};
    if (++db->notices.head == db->notices.n) {
        db->notices.head = db->notices.n = 0;
        lk_arena_free(db->heard);
        db->heard = lk_arena_new();
    }
    return true;
}

/* Reads what has come.  LK_DB_TIMEOUT in *state: libpq has nothing yet. */
static bool advance(struct lk_db_event *out, struct lk_db *db, bool *got, struct lk_err *err)
{
    *got = false;
    PQflush(db->conn);
    if (PQisBusy(db->conn)) {
        if (PQstatus(db->conn) == CONNECTION_BAD)
            *got = lose(out, db);
        return true;
    }
    PGresult *pg = PQgetResult(db->conn);
    if (pg && PQresultStatus(pg) == PGRES_FATAL_ERROR && PQstatus(db->conn) == CONNECTION_BAD) {
        lk_diag_read(&db->diag, db->words, pg);
        db->lost = true;
        PQclear(pg);
        return *got = lose(out, db);
    }
    if (pg && first(db))
        return *got = translate(out, db, pg);
    PQclear(pg);
    if (PQstatus(db->conn) == CONNECTION_BAD)
        return *got = lose(out, db);
    return at_null(out, db, got, err);
}

/* Diagnoses are borrowed until the next call only. */
static void forget_words(struct lk_db *db)
{
    if (lk_arena_used(db->words) > 0) {
        lk_arena_free(db->words);
        db->words = lk_arena_new();
    }
}

/* Reads before it waits: what libpq has already parsed costs no system call. */
bool lk_db_next(struct lk_db_event *out, struct lk_db *db, int wait_ms, struct lk_err *err)
{
    bool got = false;
    if (db->lost)
        return lose(out, db);
    forget_words(db);
    for (;;) {
        if (next_notice(out, db))
            return true;
        if (!db->flight.n || !advance(out, db, &got, err))
            break;
        if (got)
            return true;
        if (!db->flight.n || !PQisBusy(db->conn))
            continue;
        int state = wait_for(db, wait_ms);
        if (state != LK_DB_DONE) {
            *out = (struct lk_db_event){.kind = (enum lk_db_kind)state, .tx = db->tx};
            return true;
        }
        if (!PQconsumeInput(db->conn) && PQstatus(db->conn) != CONNECTION_BAD)
            return lk_fail(err, LK_E_INTERNAL, "cannot read: %s", PQerrorMessage(db->conn));
    }
    *out = (struct lk_db_event){.kind = LK_DB_TIMEOUT, .tx = db->tx};
    return !(err && lk_err_is_set(err));
}

/* The server may have finished by then; the statement's own result tells. */
bool lk_db_cancel(struct lk_db *db, struct lk_err *err)
{
    char why[256];
    PGcancel *cancel = PQgetCancel(db->conn);
    bool ok = cancel && PQcancel(cancel, why, sizeof why);
    PQfreeCancel(cancel);
    return ok || lk_fail(err, LK_E_CONNECT, "cannot cancel the running statement");
}

enum lk_tx lk_db_tx(const struct lk_db *db) { return db->tx; }
size_t lk_db_flight(const struct lk_db *db) { return db->flight.n - db->flight.head; }
size_t lk_db_flight_bytes(const struct lk_db *db) { return db->bytes; }
bool lk_db_is_lost(const struct lk_db *db) { return db->lost; }
