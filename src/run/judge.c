/* What becomes of a failure once it has been undone: skipped, reported to the script that can
 * handle it, or the end of the run. */
#include "run/exec_acts.h"
#include "base/limits.h"
#include "run/ledger.h"
#include "run/prepared.h"
#include "run/say.h"
#include "run/signals.h"
#include "run/watch.h"

void lk_exec_explain(struct lk_err *err, struct lk_exec *x, const struct lk_unit *u, size_t stmt)
{
    bool lock = x->diag->fault == LK_FAULT_LOCK;
    bool read_only = strcmp(x->diag->sqlstate, "25006") == 0;     /* 13 does not say it before */
    lk_diag_fail(err, lock ? LK_E_LOCKED : read_only ? LK_E_CONNECT : LK_E_FAILED, x->diag);
    if (u->op)
        lk_err_prefix(err, "operation %u (%s) of revision " LK_PRI " failed", u->op->seq,
                      u->op->def->name,
                      LK_ARG(u->step && u->step->revision ? u->step->revision->id : LK_STR("")));
    else if (u->what)
        lk_err_prefix(err, "%s", u->what);
    if (stmt < u->nstmt)
        lk_run_err_sql(err, u->stmt[stmt].sql);
    if (u->op)
        lk_err_at(err, u->op->span);
    lk_exec_name_blocker(x, err);
    if (strcmp(x->diag->sqlstate, "25001") == 0)
        lk_err_hint(err, "run it in 'with op.get_context().autocommit_block():', or in a manifest "
                         "with 'transactional: false'");
}

/* The run ends with what the server said of this unit; the journal has it as the last one. */
static bool end_with(struct lk_exec *x, const struct lk_unit *u)
{
    struct lk_err why = {0};
    struct lk_unit failed = *u;
    failed.outcome = LK_EMIT_FAILED;
    lk_unit_pop_settled(x);
    lk_record_op(x->record, &failed, x->diag);
    lk_exec_explain(&why, x, u, x->failed_stmt);
    return lk_exec_end(x, &why);
}

/* Cancelled by us: the signal is the cause, not the statement. */
static bool end_by_signal(struct lk_exec *x)
{
    struct lk_err why = {0};
    lk_unit_pop_settled(x);
    lk_fail(&why, LK_E_FAILED, "interrupted by SIG%s", sigabbrev_np(lk_run_signal()));
    return lk_exec_end(x, &why);
}

/* A lock that others hold is no fault of the script's; what it cannot see may be tried again. */
static bool is_retryable(const struct lk_exec *x, const struct lk_unit *u)
{
    return !u->how.observed && !x->partial && x->own_tx &&
           (x->diag->fault == LK_FAULT_DEADLOCK || x->diag->fault == LK_FAULT_LOCK);
}

/* Goes on behind a unit that has its outcome: what was aborted is sent again. */
static bool go_on(struct lk_exec *x, struct lk_unit *u, enum lk_emit outcome, struct lk_err *err)
{
    u->outcome = outcome;
    u->first = u->last = 0;
    x->failed = SIZE_MAX;
    lk_unit_pop_settled(x);
    if (x->queue.head == x->queue.n) {
        x->state = lk_db_tx(x->db) == LK_TX_NONE ? LK_EXEC_BARE : LK_EXEC_OPEN;
        return true;
    }
    x->state = LK_EXEC_SETTLING;
    return lk_unit_resend(x, err);
}

/* One line per skip, with operation, object, SQLSTATE and the script's line. */
/* At its savepoint, as long as waiting does not keep others out; else the whole transaction, which
 * the run repeats after a pause. */
static bool retry(struct lk_exec *x, struct lk_unit *u, struct lk_err *err)
{
    if (x->diag->fault == LK_FAULT_LOCK && u->wrapped && lk_exec_has_patience(x) &&
        lk_db_tx(x->db) == LK_TX_OPEN && lk_exec_may_wait(x)) {
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s of operation %u (%s); trying again",
                   "lock timeout", u->op->seq, u->op->def->name);
        lk_record_retry(x->record, "lock timeout");
        x->failed = SIZE_MAX;
        x->savepoints++;
        x->state = LK_EXEC_SETTLING;
        return lk_unit_resend(x, err);
    }
    x->retry = LK_RETRY_TX;
    return end_with(x, u);
}

/* The ledger's rows may fail (a SET ROLE in a script is enough); the migration goes on. */
static bool without_ledger(struct lk_exec *x, struct lk_unit *u, struct lk_err *err)
{
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the ledger: " LK_PRI,
               LK_ARG(x->diag->message));
    x->ledger.on = false;
    return go_on(x, u, LK_EMIT_SKIPPED, err);
}

static void say_skip(struct lk_exec *x, const struct lk_unit *u)
{
    struct lk_buf target = {0};
    struct lk_place place;
    struct lk_str where = LK_STR("");
    lk_record_target(&target, u->op);
    if (x->plan->sources && lk_sources_place(&place, x->plan->sources, u->op->span))
        where = lk_arena_format(x->arena, LK_PRI ":%u", LK_ARG(place.file), place.line);
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "SKIP %s " LK_PRI ": " LK_PRI " (%s)%s" LK_PRI,
               u->op->def->name, LK_ARG(lk_buf_str(&target)), LK_ARG(x->diag->message),
               x->diag->sqlstate, where.n ? ", " : "", LK_ARG(where));
    lk_buf_clear(&target);
    lk_exec_ledger_skip(x, u, where);
    x->report->skipped++;
}

/* The order matters: a signal is never tolerated, a lock never skipped. */
bool lk_exec_judge(struct lk_exec *x, struct lk_err *err)
{
    struct lk_unit *u = &x->queue.v[x->failed];
    bool tolerated = false;
    if (u->wrapped && x->savepoints)
        x->savepoints--;           /* it was rolled back, not released */
    if (x->signalled)
        return end_by_signal(x);
    if (lk_exec_prepared_gone(x, u)) {
        x->retry = LK_RETRY_TX;
        return end_with(x, u);
    }
    if (!u->op && u->optional)
        return without_ledger(x, u, err);
    if (!u->op) {                  /* the version table may be locked by somebody else's run */
        x->retry = is_retryable(x, u) ? LK_RETRY_TX : LK_RETRY_NO;
        return end_with(x, u);
    }
    if (is_retryable(x, u))
        return retry(x, u, err);
    if (lk_db_tx(x->db) != LK_TX_FAILED && !lk_exec_tolerates(&tolerated, x, u, err))
        return false;
    if (tolerated) {
        say_skip(x, u);
        return go_on(x, u, LK_EMIT_SKIPPED, err);
    }
    if (u->how.observed) {
        x->reported = *u;
        x->reported_diag = x->diag;
        return go_on(x, u, LK_EMIT_FAILED, err);
    }
    return end_with(x, u);
}
