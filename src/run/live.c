/* The run against a database: connect, read the version rows, plan, take the lock, carry the steps
 * out, and say truly what has become of them.  At head nothing is written and no lock is taken. */
#include "run/live.h"
#include "base/time.h"
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "run/ledger.h"
#include "run/past.h"
#include "run/pooler.h"
#include "run/prepared.h"
#include "run/say.h"
#include "run/signals.h"
#include <stdlib.h>

#define LK_LOCK_WAIT_US (10 * 60 * INT64_C(1000000))
#define LK_LOCK_POLL_US INT64_C(250000)
#define LK_RETRY_MAX 3         /* after deadlocks */
#define LK_PAUSE_US INT64_C(250000)
#define LK_PAUSE_DOUBLINGS 6

/* An executor for one plan, all of it empty but what the plan says. The dialect is copied,
 * because the run adds to it what it learns: the server's version and the types that it makes,
 * which decides whether CREATE TYPE is written a second time. */
void lk_exec_init(struct lk_exec *x, const struct lk_run_plan *plan, struct lk_run_report *report)
{
    *x = (struct lk_exec){.sink = {&lk_live_class}, .plan = plan, .report = report,
                          .arena = report->arena, .failed = SIZE_MAX,
                          .provenance = {.arena = report->arena}};
    if (plan->dialect)
        x->dialect = *plan->dialect;
    x->dialect.offline = false;
    x->dialect.types_made = &x->types_made;
    x->version = (struct lk_version_sql){.table = &plan->version};
}

/* Frees what the executor holds; the report's arena is its caller's. The connections are closed
 * last, so that what is left of a transaction is rolled back by the server. */
void lk_exec_clear(struct lk_exec *x)
{
    for (size_t i = 0; i < x->seconds.n; i++)
        lk_db_close(x->seconds.v[i].db);
    free(x->seconds.v);
    free(x->ledger.skips.v);
    lk_exec_inverses_forget(x, 0);
    free(x->inverses.v);
    lk_exec_ledger_forget(x);
    free(x->ledger.pending.steps.v);
    free(x->ledger.pending.texts.v);
    lk_map_clear(&x->ledger.texts);
    lk_db_close(x->watch.db);
    free(x->nested.v);
    free(x->queue.v);
    x->step_arena = NULL;
    lk_unit_forget(x);
    free(x->old.v);
    lk_result_free(x->result);
    lk_map_clear(&x->types_made);
    lk_provenance_clear(&x->provenance);
    lk_err_clear(&x->fatal);
    lk_record_free(x->record);
    lk_db_close(x->db);
}

/* Names where the run goes before anything is read. */
static void learn(struct lk_exec *x)
{
    const struct lk_db_facts *f = lk_db_facts(x->db);
    x->dialect.server_version = f->server_version;
    x->facts = (struct lk_sink_facts){.has_database = true, .server_version = f->server_version,
                                      .database = f->database, .user = f->user, .host = f->host,
                                      .port = f->port};
    struct lk_str schema = x->plan->version.schema;
    lk_run_say(x->plan, LK_RUN_INFO, LK_LOG_LIMBECK,
               LK_PRI "@" LK_PRI ":%u/" LK_PRI ", version table " LK_PRI "%s" LK_PRI,
               LK_ARG(f->user), LK_ARG(f->host), f->port, LK_ARG(f->database), LK_ARG(schema),
               schema.n ? "." : "", LK_ARG(x->plan->version.table));
}

/* The rows as they are now; read again once the lock is held.  Between planning and the lock
 * another run may have done the very steps that this one planned. */
static bool read_rows(struct lk_exec *x, struct lk_err *err)
{
    struct lk_heads heads;
    if (!lk_db_heads(&heads, x->arena, x->db, &x->plan->version, err))
        return false;
    x->rows = x->committed = heads.rows;
    x->table_exists = heads.exists;
    return true;
}

/* Names the holder where the server shows it.  The answer to the question only makes the message
 * better; where it fails, the refusal stands as it is. */
static bool locked_out(struct lk_exec *x, struct lk_str key, struct lk_err *err)
{
    struct lk_result *r;
    struct lk_err ignored = {0};
    lk_fail(err, LK_E_LOCKED, "another run is at work on version table '" LK_PRI "'",
            LK_ARG(x->plan->version.table));
    if (lk_db_ask(&r, x->db, LK_ASK_LOCK_HOLDER, &key, &ignored)) {
        struct lk_str who = lk_result_text(r);
        if (who.p)
            lk_err_detail(err, "its server process is " LK_PRI, LK_ARG(who));
        lk_result_free(r);
    }
    lk_err_clear(&ignored);
    return lk_err_hint(err, "'--lock-wait' sets how long to wait for it");
}

/* Which server this is, in case a COMMIT's answer gets lost.  Who may not ask does without. */
static bool know_system(struct lk_exec *x, struct lk_err *err)
{
    struct lk_err ignored = {0};
    struct lk_result *r;
    if (lk_db_ask(&r, x->db, LK_ASK_SYSTEM, NULL, &ignored)) {
        x->system = lk_arena_str(x->arena, lk_result_text(r));
        lk_result_free(r);
    }
    bool lost = lk_db_is_lost(x->db);
    if (lost)
        lk_err_move(err, &ignored);
    lk_err_clear(&ignored);
    return !lost;
}

/* How long to wait for locks, in microseconds; zero in the plan means the default. */
static int64_t lock_wait(const struct lk_exec *x)
{
    return x->plan->lock_wait_us ? x->plan->lock_wait_us : LK_LOCK_WAIT_US;
}

/* One budget for all locks of others, from the first of them on.  Without the common limit a run
 * could wait the whole time again for every statement. */
bool lk_exec_has_patience(struct lk_exec *x)
{
    if (!x->patient_until)
        x->patient_until = lk_time_mono_us() + lock_wait(x);
    return lk_time_mono_us() < x->patient_until;
}

/* Polled: a blocking wait would deadlock with CREATE INDEX CONCURRENTLY.  It is an advisory lock
 * of the session, which dies with the connection, so that a killed run never leaves it behind. A
 * signal ends the wait at the next poll. */
static bool take_lock(struct lk_exec *x, struct lk_err *err)
{
    const struct lk_run_plan *plan = x->plan;
    int64_t key = plan->lock_key ? plan->lock_key : lk_lock_key(&plan->version);
    int64_t until = lk_time_mono_us() + lock_wait(x);
    bool got = false, said = false;
    for (;;) {
        if (!lk_db_try_lock(&got, x->db, key, err))
            return false;
        if (got || lk_run_signal() || lk_time_mono_us() >= until)
            break;
        if (!said)
            lk_run_say(plan, LK_RUN_INFO, LK_LOG_LIMBECK, "waiting for another run to end");
        said = true;
        lk_time_sleep_us(LK_LOCK_POLL_US);
    }
    if (lk_run_signal())
        return lk_fail(err, LK_E_LOCKED, "interrupted by SIG%s while waiting for another run",
                       sigabbrev_np(lk_run_signal()));
    if (got)
        return know_system(x, err);
    struct lk_str text = lk_arena_format(x->arena, "%lld", (long long)key);
    return locked_out(x, text, err);
}

/* Asked only when there is something to do: at head a standby serves as well. */
static bool wants_write(struct lk_exec *x, struct lk_err *err)
{
    if (!lk_db_facts(x->db)->read_only)
        return true;
    lk_fail(err, LK_E_CONNECT, "the server at " LK_PRI ":%u is read-only",
            LK_ARG(x->facts.host), x->facts.port);
    return lk_err_hint(err, "it is a standby, or default_transaction_read_only is on: name the "
                            "primary, for instance with target_session_attrs=read-write");
}

/* Statements that env.py runs on its connection before or after the migrations.  They are
 * statements that were read off env.py's text; the list ends with NULL. */
static bool session(struct lk_exec *x, const char *const *statement, struct lk_err *err)
{
    for (; statement && *statement; statement++)
        if (!lk_db_run(NULL, x->db, lk_str_of(*statement), err))
            return lk_err_prefix(err, "env.py's statement '%s'", *statement);
    return true;
}

/* A step: its body, then its version rows in the same transaction; nothing is waited for here.
 * Revisions are told when they begin on the server; while units of an earlier step are still in
 * the queue the announcement waits for them. A step that must run outside a transaction first
 * commits what is open. */
static bool one_step(struct lk_exec *x, const struct lk_step *step, struct lk_err *err)
{
    const struct lk_run_source *source = x->plan->source;
    bool bare = lk_exec_rules(x, step).bare;
    if (bare && !lk_exec_leave_tx(x, err))
        return false;
    x->step = step;
    x->step_ops = 0;
    *LK_PUSH(&x->old) = x->step_arena = lk_arena_new();
    if (x->queue.head == x->queue.n)
        lk_exec_announce(x, step);
    lk_record_step(x->record, step, (uint32_t)x->steps_done + 1,
                   lk_provenance_of(&x->provenance, step));
    lk_exec_ledger_at(x, step);
    bool ok = source->body(source->self, step, x->step_arena, err);
    /* The script's own failure may only be the echo of an operation sent before it. */
    if (!ok && !lk_exec_settle(x, NULL))
        lk_run_say(x->plan, LK_RUN_DEBUG, LK_LOG_LIMBECK, "an earlier operation had failed");
    ok = ok && lk_exec_version_rows(x, step, err);
    x->step_arena = NULL;
    if (ok)
        x->report->done = ++x->steps_done;
    return ok;
}

/* Nothing is open that a step could use.  A bare state with autocommit counts as well, as there
 * every statement is its own transaction. */
static bool between_tx(const struct lk_exec *x)
{
    return x->state == LK_EXEC_CLOSED || (x->state == LK_EXEC_BARE && x->autocommit);
}

/* Commits where Alembic does: after each step, or once at the end.  The count of steps that are
 * done is kept in the executor, so that a repetition begins behind the last committed one. */
static bool steps(struct lk_exec *x, const struct lk_plan *plan, struct lk_err *err)
{
    bool each = x->plan->tx != LK_RUN_TX_RUN;
    for (size_t i = x->steps_done; i < plan->n; i++) {
        if (between_tx(x) && !lk_exec_begin(x, err))
            return false;
        if (!one_step(x, &plan->v[i], err))
            return false;
        if ((each || x->autocommit || i + 1 == plan->n) && !lk_exec_commit(x, err))
            return false;
        x->step = NULL;
    }
    return true;
}

/* Alembic creates the version table in a transaction of its own where each revision has one.
 * With one transaction for the whole run the table is created in that one. */
static bool table_first(struct lk_exec *x, struct lk_err *err)
{
    if (x->table_exists || x->plan->tx == LK_RUN_TX_RUN)
        return true;
    return lk_exec_begin(x, err) && lk_exec_commit(x, err);
}

/* One runtime, all steps that are left.  The source is closed in either case; a script that
 * failed leaves nothing for the next attempt. */
static bool attempt(struct lk_exec *x, const struct lk_plan *plan, struct lk_err *err)
{
    const struct lk_run_source *source = x->plan->source;
    bool ok = source->open(source->self, &x->sink, err) && table_first(x, err) &&
              steps(x, plan, err);
    source->close(source->self);
    return ok;
}

/* A new attempt begins where nothing of the failed one is left.  The pause doubles with each
 * attempt up to a limit, so that two runs that block each other do not meet again at once. */
static void start_over(struct lk_exec *x, struct lk_err *err, unsigned count)
{
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s; rolled back, trying again",
               x->fatal.message);
    lk_record_retry(x->record, x->fatal.message);
    lk_err_clear(&x->fatal);
    lk_err_clear(err);
    lk_map_clear(&x->types_made);
    lk_map_clear(&x->ledger.texts);
    lk_exec_unprepare(x);
    x->retry = LK_RETRY_NO;
    x->reported.op = NULL;
    x->state = LK_EXEC_CLOSED;
    unsigned doublings = count < LK_PAUSE_DOUBLINGS ? count : LK_PAUSE_DOUBLINGS;
    lk_time_sleep_us(LK_PAUSE_US << doublings);
}

/* Repeats after a deadlock or lock timeout, as long as nothing is committed that a repetition
 * would do twice.  A deadlock counts attempts, a lock timeout counts time: the former ends by
 * itself, the latter only when somebody else commits. */
static bool carry_out(struct lk_exec *x, const struct lk_plan *plan, struct lk_err *err)
{
    for (unsigned count = 0;; count++) {
        if (attempt(x, plan, err))
            return true;
        bool lock = x->fatal.code == LK_E_LOCKED;
        bool again = x->retry == LK_RETRY_TX && !x->partial && !lk_db_is_lost(x->db) &&
                     !lk_run_signal() &&
                     (lock ? lk_exec_has_patience(x) : count < LK_RETRY_MAX);
        x->lost_rows = x->rows;
        lk_exec_rollback(x);
        if (!again)
            lk_exec_drop_intent(x);
        if (!again)
            return false;
        start_over(x, err, count);
    }
}

/* The database's own error is the cause of whatever the script made of it.  A script may catch
 * an exception and raise another one of its own; the SQLSTATE decides whether what came out is
 * still the database's error. */
static void true_cause(struct lk_exec *x, struct lk_err *err)
{
    if (lk_err_is_set(&x->fatal)) {
        lk_err_clear(err);
        lk_err_move(err, &x->fatal);
    } else if (err->sqlstate[0] && x->reported.op &&
               strcmp(err->sqlstate, x->reported_diag->sqlstate) == 0) {
        lk_err_clear(err);         /* the script let it pass, or raised it again */
        x->diag = x->reported_diag;
        lk_exec_explain(err, x, &x->reported, 0);
    }
}

/* What can truly be said of the database, for the log, the journal and the exit status.  A
 * partial revision has an exit status of its own, as nobody must take it for one that was rolled
 * back. */
static const char *verdict(struct lk_exec *x, struct lk_err *err)
{
    struct lk_buf at = {0};
    lk_run_add_heads(&at, &x->committed);
    const char *outcome = "rolled back";
    if (err->code == LK_E_UNKNOWN_OUTCOME) {
        outcome = "unknown";
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "outcome unknown; database was at %s",
                   at.p);
    } else {
        lk_run_say(x->plan, LK_RUN_INFO, LK_LOG_LIMBECK, "rolled back; database at %s%s", at.p,
                   x->partial ? " and a part of the next revision" : "");
    }
    if (x->partial && err->code != LK_E_UNKNOWN_OUTCOME) {
        err->code = LK_E_PARTIAL;
        lk_err_hint(err, "a part of this revision is committed and its version row is not: look "
                         "at what is there before running again");
        outcome = "partial";
    }
    lk_buf_clear(&at);
    return outcome;
}

/* --fail-on-skip: the database is where it should be, and still somebody wants to know. */
static bool fail_on_skips(struct lk_exec *x, struct lk_err *err)
{
    if (!x->plan->fail_on_skip || !x->report->skipped)
        return true;
    return lk_fail(err, LK_E_WANTED, "%zu operations were skipped", x->report->skipped);
}

/* The answer to a COMMIT was lost: the server may still know what became of it.  Proven to be
 * the last one, the run is done; otherwise the error says what is true.  Only a fate that the
 * server itself confirms counts; where it cannot be asked the outcome stays unknown. */
static bool was_committed(struct lk_exec *x, struct lk_err *err)
{
    if (x->fatal.code != LK_E_UNKNOWN_OUTCOME || !x->commit_sent)
        return false;
    enum lk_fate fate = lk_exec_fate(x);
    if (fate == LK_FATE_UNKNOWN)
        return false;
    x->fatal.code = LK_E_FAILED;
    free(x->fatal.hint);
    x->fatal.hint = NULL;
    if (fate == LK_FATE_ABORTED)
        return false;
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
               "the connection was lost at COMMIT; the server confirms that it was committed");
    x->committed = x->lost_rows;
    x->report->committed = x->report->done;
    x->partial = false;
    if (x->report->done < x->report->planned)
        return false;
    lk_err_clear(&x->fatal);
    lk_err_clear(err);
    return true;
}

/* The report, the log, ledger and journal, in either case.  The database's rows in the report are
 * those of the last commit, never those of a transaction that was lost.  The journal ends last:
 * what it has not been told, the next start learns from the ledger. */
static bool finish(struct lk_exec *x, bool ok, struct lk_err *err)
{
    const char *outcome = "done";
    if (!ok)
        ok = was_committed(x, err);
    x->report->heads = x->committed;
    x->report->heads_known = err->code != LK_E_UNKNOWN_OUTCOME;
    x->report->partial = x->partial;
    if (!ok) {
        true_cause(x, err);
        outcome = verdict(x, err);
        x->report->heads_known = err->code != LK_E_UNKNOWN_OUTCOME;
    }
    if (!ok)
        lk_record_settled(x->record, outcome);
    lk_exec_ledger_close(x, outcome, ok ? NULL : err);
    lk_record_end(x->record, outcome, ok ? NULL : err,
                  x->report->heads_known ? &x->report->heads : NULL);
    return ok && fail_on_skips(x, err);
}

/* What has begun in the journal ends there, too.  env.py's statements stand around all steps, as
 * they do around context.run_migrations(). */
static bool recorded(struct lk_exec *x, const struct lk_plan *todo, struct lk_err *err)
{
    bool ok = session(x, x->plan->before, err) && lk_exec_ledger_open(x, err);
    if (ok)
        lk_past_settle(x);
    ok = ok && carry_out(x, todo, err) && session(x, x->plan->after, err);
    return finish(x, ok, err);
}

/* Services may run without HOME.  Nobody has said that there is to be no journal. */
static void tell_homeless(const struct lk_run_plan *plan)
{
    if (!plan->journal_path.n && !plan->journal_named)
        lk_run_say(plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the journal: neither "
                   "XDG_STATE_HOME nor HOME says where; '--journal' names a file, 'off' is none");
}

/* The run's row in the journal, before anything of the database is touched. */
static bool begin_record(struct lk_exec *x, const struct lk_plan *todo, struct lk_err *err)
{
    tell_homeless(x->plan);
    x->ledger.table = lk_ledger_table_name(x->arena, &x->plan->version, x->facts.default_schema);
    struct lk_record_start start = {
        .facts = lk_db_facts(x->db), .table = x->ledger.table, .client = lk_exec_client(x),
        .target = lk_past_target(x->arena, x->system, lk_db_facts(x->db), x->ledger.table),
        .heads = &x->rows, .todo = todo, .provenance = &x->provenance};
    return lk_record_begin(x->record, &start, err);
}

/* There was something to do before the lock was taken, and there is nothing now. */
static void say_done_by_others(struct lk_exec *x)
{
    struct lk_buf at = {0};
    lk_run_add_heads(&at, &x->rows);
    lk_run_say(x->plan, LK_RUN_INFO, LK_LOG_LIMBECK,
               "another run has left nothing to do; database at %s", at.p);
    lk_buf_clear(&at);
}

/* From the lock on.  A journal that cannot be used is told before.  The plan is made anew under the
 * lock: where another run has meanwhile done the work there is nothing left, and that is a success.
 * The pooler is refused before the lock, since a lock of the session means nothing behind one that
 * pools transactions. */
static bool write_steps(struct lk_exec *x, struct lk_err *err)
{
    const struct lk_run_plan *plan = x->plan;
    struct lk_plan todo = {0};
    lk_run_signals_arm();
    bool ok = lk_record_new(&x->record, plan, err) && lk_exec_refuse_pooler(x, err) &&
              take_lock(x, err) && read_rows(x, err) &&
              plan->source->plan(&todo, plan->source->self, x->arena, &x->rows, err);
    x->report->planned = todo.n;
    ok = ok && lk_provenance_gather(&x->provenance, plan, &todo, err);
    ok = ok && (!todo.n || plan->source->open(plan->source->self, &x->sink, err));
    if (ok && todo.n)
        lk_provenance_say(&x->provenance, plan, &todo);
    if (ok && todo.n)
        ok = begin_record(x, &todo, err) && recorded(x, &todo, err);
    else if (ok)
        say_done_by_others(x);
    x->report->signal = lk_run_signal();
    lk_run_signals_disarm();
    return ok;
}

/* Whoever waits for a server is told what for. */
static void say_unanswered(void *self, struct lk_str reason)
{
    const struct lk_run_plan *plan = self;
    lk_run_say(plan, LK_RUN_INFO, LK_LOG_LIMBECK, "waiting for the server: " LK_PRI,
               LK_ARG(reason));
}

/* The first connection of a run, which alone may wait for the server. */
static bool connect(struct lk_exec *x, struct lk_err *err)
{
    struct lk_db_target target = x->plan->db;
    target.unanswered = say_unanswered;
    target.self = (void *)(uintptr_t)x->plan;
    return lk_db_open(&x->db, &target, err);
}

/* The database is looked at first and written to only when there is something to do: a
 * deployment at head needs neither a lock nor the right to write. */
bool lk_run_live(struct lk_run_report *out, const struct lk_run_plan *plan, struct lk_err *err)
{
    struct lk_exec x;
    struct lk_plan todo = {0};
    lk_exec_init(&x, plan, out);
    bool ok = connect(&x, err);
    if (!ok)
        goto done;
    learn(&x);
    lk_run_say_context(plan);
    ok = read_rows(&x, err);
    if (!ok)
        goto done;
    out->heads = x.rows;
    out->heads_known = true;
    ok = plan->source->plan(&todo, plan->source->self, out->arena, &x.rows, err);
    out->planned = todo.n;
    if (ok && todo.n)
        ok = wants_write(&x, err) && lk_provenance_gather(&x.provenance, plan, &todo, err) &&
             write_steps(&x, err);
    else if (ok)
        lk_past_settle_idle(&x);
done:
    lk_exec_clear(&x);
    return ok;
}
