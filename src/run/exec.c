/* The executor's table of edges and its loop.  What is not in the table cannot happen: it ends the
 * run with LK_E_INTERNAL naming state and event. */
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "run/ledger.h"
#include "run/say.h"
#include "run/search_path.h"
#include "run/signals.h"
#include "run/watch.h"
#include <stdlib.h>

typedef bool edge_act(struct lk_exec *, const struct lk_db_event *, struct lk_err *);

/* One row of the machine's table: in this state, on this event. */
struct edge {
    enum lk_exec_state state;
    enum lk_exec_event event;
    enum lk_exec_state next;       /* CHOSEN: the action sets x->state */
    edge_act *act;
};

static const char *const state_name[] = {"closed", "open", "settling", "undo", "bare", "intent",
                                         "committing", "unknown", "ended"};
static const char *const event_name[] = {"begin", "emit", "settle", "commit", "got", "failed",
                                         "aborted", "fenced", "signal", "lost"};

/* Tells a step once, when its first unit is about to run on the server. NULL tells nothing. */
void lk_exec_announce(struct lk_exec *x, const struct lk_step *step)
{
    if (step && step != x->announced)
        lk_run_say_step(x->plan, step);
    x->announced = step ? step : x->announced;
}

/* What the revision's file says about its own execution; a source without such rules has the
 * defaults. */
struct lk_run_rules lk_exec_rules(const struct lk_exec *x, const struct lk_step *step)
{
    struct lk_run_rules rules = {0};
    if (step && x->plan->source->rules)
        x->plan->source->rules(&rules, x->plan->source->self, step);
    return rules;
}

/* The machine stops here: no event but the end of the run follows. The error moves into the
 * executor. */
bool lk_exec_end(struct lk_exec *x, struct lk_err *why)
{
    lk_err_move(&x->fatal, why);
    x->state = LK_EXEC_ENDED;
    return true;
}

/* Where the machine rests: the transaction decides, because a script may have ended it.  A
 * script's own COMMIT is not forbidden, since Alembic lets it pass too; but it is told, once,
 * because a failure later leaves a part behind. */
static void rest(struct lk_exec *x)
{
    x->state = lk_db_tx(x->db) == LK_TX_NONE ? LK_EXEC_BARE : LK_EXEC_OPEN;
    if (x->state == LK_EXEC_OPEN || x->autocommit || !x->own_tx)
        return;
    x->partial = true;
    if (!x->warned_bare)
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
                   "the script has ended the transaction: what follows is committed statement by "
                   "statement, version rows included");
    x->warned_bare = true;
}

/* An event that changes nothing but the state. */
static bool act_nothing(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)x;
    (void)e;
    (void)err;
    return true;
}

/* The unit at the queue's end leaves, at the latest with the next fence.  Nothing is waited for,
 * so that operations fill the pipeline. */
static bool act_send(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)e;
    return lk_unit_send(x, &x->queue.v[x->queue.n - 1], err);
}

/* Outside a transaction a statement is final at once, hence it is never sent together with
 * another. */
static bool act_send_alone(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    return act_send(x, e, err) && lk_db_fence(x->db, err);
}

/* The fence is a Sync: everything in front of it has been answered when it comes back. */
static bool act_fence(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)e;
    return lk_db_fence(x->db, err);
}

/* That COMMIT has left is noted before it does: a connection lost from here on leaves the
 * outcome open. */
static bool act_commit(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_stmt commit = {.sql = LK_STR("COMMIT"), .traits = LK_TRAIT_TX_END};
    uint64_t number;
    (void)e;
    x->commit_sent = true;
    return lk_db_queue(&number, x->db, &commit, err) && lk_db_fence(x->db, err);
}

/* The rows that a version statement touched are counted, as Alembic counts them.  The error
 * waits as the fatal one until the fence, for the answers behind it must still be read. */
static bool check_count(struct lk_exec *x, const struct lk_unit *u, int64_t count)
{
    struct lk_err why = {0};
    if (u->expect < 0 || count == u->expect || lk_err_is_set(&x->fatal))
        return true;
    lk_fail(&why, LK_E_FAILED, "%s: expected %lld row, %lld found", u->what,
            (long long)u->expect, (long long)count);
    lk_err_hint(&why, "something else has changed the version table during the run");
    lk_err_move(&x->fatal, &why);
    return true;
}

/* Only the result of the last statement is for the script.  An earlier result that nobody has
 * fetched is freed. */
static void take_result(struct lk_exec *x, const struct lk_unit *u, struct lk_result *result,
                        bool last)
{
    if (!last || u->how.want == LK_WANT_NOTHING) {
        lk_result_free(result);
        return;
    }
    lk_result_free(x->result);
    x->result = result;
}

/* The catalog's answers stand around the statements of the unit. */
static void take_state(struct lk_exec *x, struct lk_unit *u, uint64_t number, uint64_t lead,
                       const struct lk_result *result)
{
    uint64_t body = u->first + lead, behind = body + u->nstmt;
    if (number + u->nask >= body && number < body)
        lk_exec_inverse_seen(x, u, 0, result);
    if (u->ask_after && number >= behind && number < behind + u->nask)
        lk_exec_inverse_seen(x, u, 1, result);
}

/* Books a statement that succeeded with its unit, by its place in the unit.  A wrapped unit
 * begins with its savepoint, and a question may follow, which shifts its statements. The version
 * rows' own statements return the number of the transaction, by which a lost COMMIT is looked up
 * later. */
static bool act_got(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_unit *u = lk_unit_of(x, e->number);
    (void)err;
    if (!u) {
        lk_result_free(e->result);
        return true;
    }
    uint64_t lead = (u->wrapped && !u->lone) + u->nask;
    take_state(x, u, e->number, lead, e->result);
    bool body = e->number >= u->first + lead && e->number < u->first + lead + u->nstmt;
    bool last = body && e->number == u->first + lead + u->nstmt - 1;
    if (body)
        u->done = (size_t)(e->number - u->first - lead) + 1;
    if (last)
        check_count(x, u, e->result->count);
    if (last && !u->op && u->how.want != LK_WANT_NOTHING && e->result->nrows) {
        x->txid = lk_arena_str(x->arena, lk_result_text(e->result));
        lk_exec_ledger_time(x, u->number, e->result);
    }
    if (last && u->check)
        lk_exec_path_checked(x, u->check, e->result);
    take_result(x, u, e->result, last && u->op);
    if (e->number != u->last)
        return true;
    u->outcome = LK_EMIT_DONE;
    if (u + 1 < x->queue.v + x->queue.n)
        lk_exec_announce(x, u[1].step);
    return true;
}

/* The earliest failure is the true cause.  Later ones in the same transaction only say that it
 * is aborted. */
static bool act_failed(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_unit *u = lk_unit_of(x, e->number);
    (void)err;
    if (!u && x->queue.n > x->queue.head)
        u = &x->queue.v[x->queue.n - 1];   /* deferred to the fence behind a lone statement */
    if (x->failed != SIZE_MAX || !u)
        return true;
    x->failed = (size_t)(u - x->queue.v);
    x->failed_stmt = u->done < u->nstmt ? u->done : u->nstmt - 1;
    x->diag = lk_diag_dup(x->arena, e->diag);
    return true;
}

/* The fence has come: at rest again, or a failure is to be undone.  The savepoint of the failed
 * unit is rolled back and released at once, so that none is left open; without a savepoint the
 * judge decides on the transaction as it is. */
static bool act_fenced(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)e;
    if (lk_err_is_set(&x->fatal)) {
        x->state = LK_EXEC_ENDED;
        return true;
    }
    if (x->failed == SIZE_MAX) {
        lk_unit_pop_settled(x);
        rest(x);
        return true;
    }
    if (!x->queue.v[x->failed].wrapped || lk_db_tx(x->db) == LK_TX_NONE) {
        rest(x);                   /* a string may have ended the transaction before it failed */
        return lk_exec_judge(x, err);
    }
    struct lk_stmt undo = {.sql = LK_STR("ROLLBACK TO SAVEPOINT limbeck"),
                           .traits = LK_TRAIT_SAVEPOINT};
    struct lk_stmt release = {.sql = LK_STR("RELEASE SAVEPOINT limbeck")};
    uint64_t number;
    x->state = LK_EXEC_UNDO;
    return lk_db_queue(&number, x->db, &undo, err) &&
           lk_db_queue(&number, x->db, &release, err) && lk_db_fence(x->db, err);
}

/* The transaction is whole again, without the failed operation. */
static bool act_undone(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)e;
    return lk_exec_judge(x, err);
}

/* Undoing must not fail; if it does, nothing is known but that nothing was committed. */
static bool act_not_undone(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_err why = {0};
    (void)err;
    lk_diag_fail(&why, LK_E_FAILED, e->diag);
    lk_err_prefix(&why, "cannot undo a failed operation");
    return lk_exec_end(x, &why);
}

/* A statement outside a transaction is settled by its own Sync; deferred errors come there too. */
static bool act_alone(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    if (lk_err_is_set(&x->fatal) || x->failed != SIZE_MAX)
        return act_fenced(x, e, err);
    lk_unit_pop_settled(x);
    rest(x);
    return true;
}

/* A COMMIT counts only if its tag says COMMIT: that of an aborted transaction answers ROLLBACK.
 * Rows of the ledger may travel in front of it. */
static bool act_committed(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_err why = {0};
    if (lk_unit_of(x, e->number))
        return act_got(x, e, err);
    bool committed = lk_str_is(e->result->tag, "COMMIT");
    lk_result_free(e->result);
    if (committed)
        return true;
    lk_fail(&why, LK_E_FAILED, "the server answered COMMIT with ROLLBACK");
    lk_err_move(&x->fatal, &why);
    return true;
}

/* Deferred constraints fail here, and serialization; the transaction is gone.  Where the
 * SQLSTATE says that a repetition may succeed, the run tries again from the last commit.  A row of
 * the ledger that fails in front keeps COMMIT from being carried out. */
static bool act_commit_failed(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_err why = {0};
    if (lk_unit_of(x, e->number))
        return act_failed(x, e, err);
    lk_diag_fail(&why, LK_E_FAILED, e->diag);
    lk_err_prefix(&why, "COMMIT failed");
    if (lk_state_find(e->diag->sqlstate)->flags & LK_STATE_RETRY_TX)
        x->retry = LK_RETRY_TX;
    lk_err_move(&x->fatal, &why);
    return true;
}

/* Only the fence makes the commit known for good.  Behind a failed row there was no commit: the row
 * is undone alone, and whoever commits tries again. */
static bool act_commit_fenced(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    if (x->failed != SIZE_MAX) {
        x->commit_sent = false;
        return act_fenced(x, e, err);
    }
    lk_unit_pop_settled(x);
    x->state = lk_err_is_set(&x->fatal) ? LK_EXEC_ENDED : LK_EXEC_CLOSED;
    return true;
}

/* The statement that runs fails with 57014; the judge knows why.  The cancel request travels on
 * a connection of its own and may come too late, which does no harm. */
static bool act_cancel(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)e;
    (void)err;
    x->signalled = true;
    lk_db_cancel(x->db, NULL);
    return true;
}

/* COMMIT is not cancelled: its answer is worth more than the time.  The signal is obeyed between
 * the operations that follow. */
static bool act_cancel_later(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    (void)e;
    (void)err;
    x->signalled = true;
    return true;
}

/* A terminated backend speaks once, then libpq says that the connection is gone without a SQLSTATE:
 * the server's words are the better ones. */
static void lost_words(struct lk_err *why, struct lk_exec *x, const struct lk_db_event *e,
                       enum lk_code code)
{
    bool told = x->failed != SIZE_MAX && x->diag && x->diag->fault == LK_FAULT_LOST;
    const struct lk_diag *d = told ? x->diag : e->diag;
    lk_fail(why, code, "the connection to the server was lost: " LK_PRI, LK_ARG(d->message));
    memcpy(why->sqlstate, d->sqlstate, sizeof why->sqlstate);
}

/* Nothing of an open transaction survives its connection. */
static bool act_lost(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_err why = {0};
    (void)err;
    lost_words(&why, x, e, LK_E_FAILED);
    lk_err_move(&x->fatal, &why);
    return true;
}

/* A COMMIT, or a statement outside a transaction, may have been carried out before the
 * connection broke. */
static bool act_unknown(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    struct lk_err why = {0};
    (void)err;
    lost_words(&why, x, e, LK_E_UNKNOWN_OUTCOME);
    lk_err_hint(&why, "'limbeck current' tells which revision the database is at");
    lk_err_move(&x->fatal, &why);
    return true;
}

/* Reading the table: at rest are CLOSED, OPEN, BARE, ENDED and UNKNOWN, where the script goes on or
 * the run is over; the others wait for a fence.
 *   OPEN        statements are sent and not waited for; SETTLE puts a fence behind them
 *   SETTLING    what comes back is booked; a failure is only remembered, because its transaction
 *               cannot be mended before the fence has come
 *   UNDO        the failed operation alone is taken back, then judged
 *   BARE        one statement, one fence: INTENT waits for it
 *   COMMITTING  not to be cancelled; a connection lost here leaves the outcome unknown */
#define S(name) LK_EXEC_##name
static const struct edge edges[] = {
    {S(CLOSED), S(BEGIN), S(OPEN), act_nothing},
    {S(CLOSED), S(SETTLE), S(CLOSED), act_nothing},
    {S(CLOSED), S(LOST), S(ENDED), act_lost},
    {S(OPEN), S(EMIT), S(OPEN), act_send},
    {S(OPEN), S(SETTLE), S(SETTLING), act_fence},
    {S(OPEN), S(COMMIT), S(COMMITTING), act_commit},
    {S(OPEN), S(LOST), S(ENDED), act_lost},
    {S(SETTLING), S(GOT), S(SETTLING), act_got},
    {S(SETTLING), S(FAILED), S(SETTLING), act_failed},
    {S(SETTLING), S(ABORTED), S(SETTLING), act_nothing},
    {S(SETTLING), S(FENCED), LK_EXEC_CHOSEN, act_fenced},
    {S(SETTLING), S(SIGNAL), S(SETTLING), act_cancel},
    {S(SETTLING), S(LOST), S(ENDED), act_lost},
    {S(UNDO), S(GOT), S(UNDO), act_got},
    {S(UNDO), S(FAILED), S(ENDED), act_not_undone},
    {S(UNDO), S(ABORTED), S(UNDO), act_nothing},
    {S(UNDO), S(FENCED), LK_EXEC_CHOSEN, act_undone},
    {S(UNDO), S(SIGNAL), S(UNDO), act_cancel_later},
    {S(UNDO), S(LOST), S(ENDED), act_lost},
    {S(BARE), S(BEGIN), S(OPEN), act_nothing},
    {S(BARE), S(EMIT), S(INTENT), act_send_alone},
    {S(BARE), S(SETTLE), S(BARE), act_nothing},
    {S(BARE), S(LOST), S(ENDED), act_lost},
    {S(INTENT), S(GOT), S(INTENT), act_got},
    {S(INTENT), S(FAILED), S(INTENT), act_failed},
    {S(INTENT), S(ABORTED), S(INTENT), act_nothing},
    {S(INTENT), S(FENCED), LK_EXEC_CHOSEN, act_alone},
    {S(INTENT), S(SIGNAL), S(INTENT), act_cancel},
    {S(INTENT), S(LOST), S(UNKNOWN), act_unknown},
    {S(COMMITTING), S(GOT), S(COMMITTING), act_committed},
    {S(COMMITTING), S(FAILED), S(COMMITTING), act_commit_failed},
    {S(COMMITTING), S(ABORTED), S(COMMITTING), act_nothing},
    {S(COMMITTING), S(FENCED), LK_EXEC_CHOSEN, act_commit_fenced},
    {S(COMMITTING), S(SIGNAL), S(COMMITTING), act_cancel_later},
    {S(COMMITTING), S(LOST), S(UNKNOWN), act_unknown},
};
#undef S

/* The one way from state to state.  The table is short, so that it is looked through; an event
 * that it does not have is a mistake of the program. */
bool lk_exec_feed(struct lk_exec *x, enum lk_exec_event event, const struct lk_db_event *e,
                  struct lk_err *err)
{
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const struct edge *edge = &edges[i];
        if (edge->state != x->state || edge->event != event)
            continue;
        if (edge->next != LK_EXEC_CHOSEN)
            x->state = edge->next;
        return edge->act(x, e, err);
    }
    return lk_fail(err, LK_E_INTERNAL, "the executor does not expect '%s' when %s",
                   event_name[event], state_name[x->state]);
}

/* Notices belong to the statement at the receive cursor; they are told as they come. */
static void tell_notice(struct lk_exec *x, const struct lk_diag *d)
{
    bool warning = lk_str_is(d->severity, "WARNING");
    lk_run_say(x->plan, warning ? LK_RUN_WARN : LK_RUN_DEBUG, LK_LOG_LIMBECK,
               LK_PRI ": " LK_PRI, LK_ARG(d->severity), LK_ARG(d->message));
}

/* A wake-up without a signal and a timeout with something in flight are no events of the
 * machine. */
static bool dispatch(struct lk_exec *x, const struct lk_db_event *e, struct lk_err *err)
{
    static const int event_of[] = {
        [LK_DB_DONE] = LK_EXEC_GOT,       [LK_DB_FAULT] = LK_EXEC_FAILED,
        [LK_DB_ABORTED] = LK_EXEC_ABORTED, [LK_DB_FENCE] = LK_EXEC_FENCED,
        [LK_DB_WOKEN] = LK_EXEC_SIGNAL,   [LK_DB_LOST] = LK_EXEC_LOST};
    if (e->kind == LK_DB_NOTICE) {
        tell_notice(x, e->diag);
        return true;
    }
    if (e->kind == LK_DB_COPY)
        return true;               /* ended by db; the statement's fault follows */
    if (e->kind == LK_DB_WOKEN && !lk_run_signal())
        return true;
    if (e->kind == LK_DB_TIMEOUT && lk_db_flight(x->db)) {
        lk_exec_watch(x);
        return true;
    }
    if (e->kind == LK_DB_TIMEOUT)
        return lk_fail(err, LK_E_INTERNAL, "nothing is in flight when %s", state_name[x->state]);
    return lk_exec_feed(x, (enum lk_exec_event)event_of[e->kind], e, err);
}

/* States in which nothing has to be waited for. */
static bool at_rest(enum lk_exec_state s)
{
    return s == LK_EXEC_OPEN || s == LK_EXEC_BARE || s == LK_EXEC_CLOSED || s == LK_EXEC_ENDED ||
           s == LK_EXEC_UNKNOWN;
}

/* What can be done while the server works: inverses are derived, events written down. */
static void use_time(struct lk_exec *x)
{
    lk_unit_pop_early(x);
    lk_record_idle(x->record);
}

/* The only place that waits for the server during a step.  It wakes up at intervals, so that
 * whoever watches can say what a long statement waits for. */
bool lk_exec_pump(struct lk_exec *x, struct lk_err *err)
{
    struct lk_db_event e;
    if (!at_rest(x->state))
        lk_record_idle(x->record);
    while (!at_rest(x->state)) {
        bool busy = lk_unit_may_pop(x);
        if (!lk_db_next(&e, x->db, busy ? 0 : lk_exec_watch_ms(x), err))
            return false;
        if (busy && e.kind == LK_DB_TIMEOUT)
            use_time(x);
        else if (!dispatch(x, &e, err))
            return false;
    }
    return true;
}

/* The fatal error is copied, not moved: each operation that the script tries after it gets the
 * same answer. */
bool lk_exec_alive(struct lk_exec *x, struct lk_err *err)
{
    if (!lk_err_is_set(&x->fatal))
        return true;
    lk_fail(err, x->fatal.code, "%s", x->fatal.message);
    if (err && x->fatal.sqlstate[0])
        memcpy(err->sqlstate, x->fatal.sqlstate, sizeof err->sqlstate);
    return false;
}

/* With nothing in flight there is nothing to ask the server. Afterwards the outcome of every
 * unit is known. */
bool lk_exec_settle(struct lk_exec *x, struct lk_err *err)
{
    if (!lk_exec_alive(x, err))
        return false;
    if (x->state == LK_EXEC_OPEN && !lk_db_flight(x->db) && x->queue.head == x->queue.n)
        return true;
    return lk_exec_feed(x, LK_EXEC_SETTLE, NULL, err) && lk_exec_pump(x, err) &&
           lk_exec_alive(x, err);
}
