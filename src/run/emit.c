/* The live sink: takes operations from scripts and manifests, lowers them, and decides how their
 * statements travel.  Whether an operation succeeds is the database's answer, never a question of
 * limbeck's own. */
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "base/limits.h"
#include "run/ledger.h"
#include "run/own_schema.h"
#include "run/prepared.h"
#include "run/say.h"
#include "run/signals.h"
#include "sql/split.h"

#define LK_TX_TRAITS (LK_TRAIT_TX_END | LK_TRAIT_TX_BEGIN)
#define LK_UNWRAPPED (LK_TX_TRAITS | LK_TRAIT_SAVEPOINT | LK_TRAIT_SET_TX | LK_TRAIT_COPY)

/* What is true of any statement of an operation is true of it. */
static uint32_t traits_of(const struct lk_stmts *stmts)
{
    uint32_t all = 0;
    for (size_t i = 0; i < stmts->n; i++)
        all |= stmts->v[i].traits;
    return all;
}

/* Several statements in one string are taken apart inside a transaction only, where that makes
 * no difference; a string that itself ends or begins a transaction travels whole.  The pieces
 * share the operation's number, so that a failure is told for the operation. Where the text
 * cannot be understood (opaque) it is left whole. */
static bool split(struct lk_stmts *out, struct lk_exec *x, const struct lk_op *op,
                  struct lk_err *err)
{
    struct lk_stmts whole, pieces;
    lk_stmts_init(&whole, x->step_arena);
    lk_stmts_init(out, x->step_arena);
    bool ok = lk_sql_lower(&whole, op, &x->dialect, err) && lk_run_spares_ledger(&whole, op, err);
    for (size_t i = 0; ok && i < whole.n; i++) {
        struct lk_stmt *s = &whole.v[i];
        bool cut = s->traits & LK_TRAIT_MULTI && x->state == LK_EXEC_OPEN &&
                   !(s->traits & (LK_TX_TRAITS | LK_TRAIT_OPAQUE));
        lk_stmts_init(&pieces, x->step_arena);
        if (cut)
            ok = lk_sql_split(&pieces, s->sql, s->span, err);
        for (size_t k = 0; ok && k < (cut ? pieces.n : 1); k++) {
            struct lk_stmt piece = cut ? pieces.v[k] : *s;
            piece.op_seq = op->seq;
            *lk_stmts_add(out, piece.sql, piece.span) = piece;
        }
        lk_stmts_clear(&pieces);
    }
    lk_stmts_clear(&whole);
    return ok;
}

/* Is there any failure that could be skipped in this step?  The rules of a revision count as
 * well as those of the plan. */
static bool is_tolerant(const struct lk_exec *x)
{
    return lk_exec_rules(x, x->step).tolerate.n || x->plan->tolerate.n;
}

/* At most 60 released savepoints in a transaction: beyond 64 subtransactions other sessions pay.
 * Whoever observes outcomes must get his savepoint, at whatever price; there is one warning for
 * the whole run then. */
static bool may_wrap(struct lk_exec *x, uint32_t traits, struct lk_emit_how how)
{
    if (traits & LK_UNWRAPPED || x->state != LK_EXEC_OPEN || lk_db_tx(x->db) == LK_TX_FAILED)
        return false;
    if (x->savepoints < lk_limit(LK_LIMIT_SAVEPOINTS))
        return true;
    if (!how.observed && !is_tolerant(x))
        return false;
    if (!x->warned_savepoints)
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
                   "more than %u savepoints in one transaction slow other sessions down; "
                   "'--transaction=revision' keeps transactions small",
                   (unsigned)lk_limit(LK_LIMIT_SAVEPOINTS));
    x->warned_savepoints = true;
    return true;
}

/* Bounds what a failure may have to send again, and both ends' memory.  Both counts are those of
 * the connection, the run's own statements included. */
static bool over_limit(const struct lk_exec *x)
{
    return lk_db_flight(x->db) >= lk_limit(LK_LIMIT_FLIGHT_STATEMENTS) ||
           lk_db_flight_bytes(x->db) >= lk_limit(LK_LIMIT_FLIGHT_BYTES);
}

/* Somebody can see the outcome before the next operation. */
static bool wants_answer(const struct lk_exec *x, struct lk_emit_how how)
{
    return how.observed || how.want != LK_WANT_NOTHING || x->plan->await_all;
}

/* Sends a unit at the queue's end; *at is its index, which stays valid until the next unit.  At
 * rest the machine waits for nothing, so that this only queues within a transaction. */
static bool send(size_t *at, struct lk_exec *x, const struct lk_unit *unit, struct lk_err *err)
{
    lk_unit_push(x, unit);
    *at = x->queue.n - 1;
    return lk_exec_feed(x, LK_EXEC_EMIT, NULL, err) && lk_exec_pump(x, err) &&
           lk_exec_alive(x, err);
}

/* Outside a transaction: one statement, Sync, wait.  The first statement that does not succeed
 * ends the unit; what came before is committed already. */
static bool send_bare(size_t *at, struct lk_exec *x, struct lk_unit *unit, struct lk_err *err)
{
    struct lk_stmt *v = unit->stmt;
    size_t n = unit->nstmt;
    struct lk_emit_how how = unit->how;
    for (size_t i = 0; i < n; i++) {
        unit->stmt = &v[i];
        unit->nstmt = 1;
        unit->how.want = i + 1 == n ? how.want : LK_WANT_NOTHING;
        lk_record_intent(x->record, unit);
        if (!send(at, x, unit, err))
            return false;
        if (x->queue.v[*at].outcome != LK_EMIT_DONE)
            break;
    }
    return true;
}

/* In an autocommit block the intent is committed first, and settled afterwards.  After a crash
 * the ledger says which statement may have been carried out, since no version row tells. */
static bool send_intent(size_t *at, struct lk_exec *x, struct lk_unit *unit, struct lk_err *err)
{
    struct lk_str none = {NULL, 0};
    if (!x->autocommit || !x->ledger.on)
        return send_bare(at, x, unit, err);
    x->ledger.barred = unit->stmt[0].traits & LK_TRAIT_NO_BLOCK;
    if (!lk_exec_note_partial(x, unit->stmt[0].sql, err) || !send_bare(at, x, unit, err))
        return false;
    struct lk_unit sent = x->queue.v[*at];
    bool ok = lk_exec_note_partial(x, none, err);
    *at = 0;                       /* the queue is empty; its first place tells the outcome */
    x->queue.v[0] = sent;
    return ok;
}

/* How it is undone is kept right behind it: what was committed stays, whatever comes next. */
static bool send_followed(size_t *at, struct lk_exec *x, struct lk_unit *unit, struct lk_err *err)
{
    struct lk_unit whole = *unit;
    unit->inverse = false;
    if (!send_intent(at, x, unit, err))
        return false;
    struct lk_unit sent = x->queue.v[*at];
    if (!whole.inverse || sent.outcome != LK_EMIT_DONE)
        return true;
    whole.number = sent.number;
    lk_exec_inverse_done(x, &whole);
    bool ok = lk_exec_ledger_flush(x, err);
    *at = 0;                       /* the queue is empty; its first place tells the outcome */
    x->queue.v[0] = sent;
    return ok;
}

/* A string that only travels as one simple query: the queue is empty around it.  The savepoint
 * and its release travel as statements of their own around it, because the server plans such a
 * string as one. */
static bool send_lone(size_t *at, struct lk_exec *x, struct lk_unit *unit, struct lk_err *err)
{
    unit->lone = true;
    if (unit->wrapped &&
        !lk_unit_own(x, LK_STR("SAVEPOINT limbeck"), "cannot set a savepoint", -1, err))
        return false;
    if (!lk_exec_settle(x, err) || !send(at, x, unit, err) || !lk_exec_settle(x, err))
        return false;
    struct lk_unit sent = x->queue.v[*at];
    if (!unit->wrapped || sent.outcome != LK_EMIT_DONE)
        return true;
    bool ok = lk_unit_own(x, LK_STR("RELEASE SAVEPOINT limbeck"), "cannot release a savepoint", -1,
                          err) && lk_exec_settle(x, err);
    *at = 0;                       /* the queue is empty; its first place tells the outcome */
    if (x->queue.v)
        x->queue.v[0] = sent;
    return ok;
}

/* Rows of the ledger that wait for the end of the transaction must be in it.  A statement that
 * ends it by itself is as good as any other end. */
static bool flush_before(struct lk_exec *x, uint32_t traits, struct lk_err *err)
{
    if (!(traits & LK_TRAIT_TX_END) || x->state != LK_EXEC_OPEN)
        return true;
    return lk_exec_settle(x, err) &&
           (lk_db_tx(x->db) != LK_TX_OPEN || lk_exec_ledger_flush(x, err));
}

/* Chooses how a unit travels; afterwards its outcome is known wherever it must be.  A statement
 * that ends or begins a transaction is settled on both sides: the machine must know where it
 * stands. */
static bool carry(size_t *at, struct lk_exec *x, struct lk_unit *unit, uint32_t traits,
                  struct lk_err *err)
{
    bool lone = traits & LK_TRAIT_MULTI;
    bool alone = traits & (LK_TX_TRAITS | LK_TRAIT_SET_TX);
    if (x->state == LK_EXEC_BARE)
        return send_followed(at, x, unit, err);
    if (!flush_before(x, traits, err))
        return false;
    if (lone)
        return send_lone(at, x, unit, err);
    if (alone && !lk_exec_settle(x, err))
        return false;
    if (!send(at, x, unit, err))
        return false;
    x->savepoints += unit->wrapped;
    if (alone || wants_answer(x, unit->how) || over_limit(x))
        return lk_exec_settle(x, err);
    return true;
}

/* psycopg2 2.9 refuses COPY in execute(); the message is its own.  Nothing is sent.  Whoever
 * observes it gets the driver's exception; else the run ends here. */
static enum lk_emit refuse_copy(struct lk_emitted *out, struct lk_exec *x,
                                const struct lk_unit *unit, struct lk_err *err)
{
    const struct lk_stmt *stmt = unit->stmt;
    bool from = lk_str_find(stmt->sql, LK_STR("STDIN"), 0) >= 0 ||
                lk_str_find(stmt->sql, LK_STR("stdin"), 0) >= 0;
    struct lk_diag *d = lk_arena_alloc(x->step_arena, sizeof *d);
    d->fault = LK_FAULT_OTHER;
    d->message = from ? LK_STR("can't execute COPY FROM: use the copy_from() method instead")
                      : LK_STR("can't execute COPY TO: use the copy_to() method instead");
    out->diag = d;
    if (!lk_exec_settle(x, err))
        return LK_EMIT_REFUSED;
    if (unit->how.observed)
        return LK_EMIT_FAILED;
    lk_fail_at(err, LK_E_FAILED, stmt->span, LK_PRI, LK_ARG(d->message));
    lk_err_hint(err, "the client takes part in this COPY; use INSERT, or COPY from a file that "
                     "the server can read");
    return LK_EMIT_REFUSED;
}

/* A signal between two operations ends the run like one inside.  The error is the run's last
 * word: it stays as the fatal one, whatever the script makes of it. */
static bool interrupted(struct lk_exec *x, struct lk_err *err)
{
    struct lk_err why = {0};
    if (!lk_run_signal() || lk_err_is_set(&x->fatal))
        return false;
    x->signalled = true;
    lk_fail(&why, LK_E_FAILED, "interrupted by SIG%s", sigabbrev_np(lk_run_signal()));
    lk_err_move(&x->fatal, &why);
    lk_exec_alive(x, err);
    return true;
}

/* The outcome of a unit; QUEUED where nobody had to wait for it.  The result changes hands and
 * is the caller's to free. Once a script has seen outcomes or rows, what it does next may depend
 * on them, which the ledger must know before it resumes. */
static enum lk_emit answer(struct lk_emitted *out, struct lk_exec *x, size_t at)
{
    enum lk_emit outcome = x->queue.v[at].outcome;
    if (outcome == LK_EMIT_FAILED || x->result)
        x->ledger.results_read = true;
    if (outcome == LK_EMIT_FAILED)
        out->diag = x->diag;
    if (outcome == LK_EMIT_DONE) {
        out->result = x->result;
        x->result = NULL;
    }
    return outcome;
}

/* What another connection does is committed by itself, or not at all. */
static enum lk_emit elsewhere(struct lk_emitted *out, struct lk_exec *x,
                              const struct lk_unit *unit, struct lk_err *err)
{
    enum lk_emit outcome = lk_second_emit(out, x, unit, err);
    if (outcome == LK_EMIT_DONE)
        lk_exec_inverse_lost(x, unit, "it was carried out on a connection of the script's own");
    return outcome;
}

/* Everything that can be refused without the database is refused before anything is sent. The
 * unit's statements are copied into the step's arena, since answers come long after this call. */
static enum lk_emit emit(struct lk_emitted *out, struct lk_sink *sink, const struct lk_op *op,
                         struct lk_emit_how how, struct lk_err *err)
{
    struct lk_exec *x = (struct lk_exec *)sink;
    struct lk_stmts stmts;
    size_t at = 0;
    *out = (struct lk_emitted){0};
    if (!lk_exec_alive(x, err) || interrupted(x, err))
        return LK_EMIT_REFUSED;
    if (!split(&stmts, x, op, err)) {
        lk_err_at(err, op->span);
        return LK_EMIT_REFUSED;
    }
    uint32_t traits = traits_of(&stmts);
    struct lk_unit unit = {.op = op, .stmt = stmts.v, .nstmt = stmts.n, .how = how, .expect = -1};
    struct lk_stmt *own = lk_arena_array(x->step_arena, stmts.n + 1, sizeof *own);
    if (stmts.n)
        memcpy(own, stmts.v, stmts.n * sizeof *own);
    unit.stmt = own;
    lk_stmts_clear(&stmts);
    if (!unit.nstmt)
        return LK_EMIT_DONE;
    if (how.connection)
        return elsewhere(out, x, &unit, err);
    if (traits & LK_TRAIT_COPY)
        return refuse_copy(out, x, &unit, err);
    lk_exec_prepared_survive(x, &unit);
    enum lk_resume resume = lk_exec_resume(x, &unit, err);
    if (resume == LK_RESUME_DONE && x->step_ops > x->ledger.resume->operations)
        lk_exec_inverse_found(x, &unit);
    if (resume != LK_RESUME_SEND)
        return resume == LK_RESUME_DONE ? LK_EMIT_DONE : LK_EMIT_REFUSED;
    bool needed;
    if (!lk_exec_is_needed(&needed, x, op, err))
        return LK_EMIT_REFUSED;
    if (!needed)
        return LK_EMIT_DONE;
    unit.wrapped = may_wrap(x, traits, how);
    if (!lk_exec_inverse_ask(x, &unit, err) || !carry(&at, x, &unit, traits, err))
        return LK_EMIT_REFUSED;
    return answer(out, x, at);
}

/* Why somebody wants the queue settled makes no difference here. */
static bool settle(struct lk_sink *sink, enum lk_why why, struct lk_err *err)
{
    (void)why;
    return lk_exec_settle((struct lk_exec *)sink, err);
}

/* All of it is known since the run began: asking would cost a round trip in the transaction. */
static const struct lk_sink_facts *facts(struct lk_sink *sink)
{
    return &((struct lk_exec *)sink)->facts;
}

/* What the script prints comes after what it did: the queue is settled first. */
static void say(struct lk_sink *sink, struct lk_str line)
{
    struct lk_exec *x = (struct lk_exec *)sink;
    struct lk_err ignored = {0};
    bool settled = lk_exec_settle(x, &ignored);
    lk_err_clear(&ignored);
    if (settled)
        lk_exec_announce(x, x->step);
    if (settled && x->plan->script_says)
        x->plan->script_says(x->plan->self, line);
}

const struct lk_sink_class lk_live_class = {emit, settle, lk_live_scope, facts, say};
