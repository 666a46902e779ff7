/* What scripts do to transactions on purpose: nested ones, autocommit blocks, commits and rollbacks
 * of their own, and second connections. */
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "run/say.h"
#include "run/search_path.h"
#include <stdio.h>
#include <stdlib.h>

/* Lives as long as the run: a nested transaction may span steps of a generator. */
static struct lk_stmt *nested_stmt(struct lk_exec *x, const char *verb, uint32_t number)
{
    struct lk_stmt *s = lk_arena_alloc(x->arena, sizeof *s);
    s->sql = lk_arena_format(x->arena, "%s sa_savepoint_%u", verb, number);
    s->traits = LK_TRAIT_SAVEPOINT;
    return s;
}

/* SQLAlchemy's names.  limbeck's own savepoints are set and released inside these.  Leaving ends
 * the innermost one; a script that ends more than it began has made a mistake. */
static bool nested(struct lk_exec *x, enum lk_scope_act act, struct lk_err *err)
{
    static const char *const verb[] = {"SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT"};
    struct lk_err failed = {0};
    struct lk_nested one;
    if ((act == LK_SCOPE_ENTER && !lk_exec_path_verify(x, err)) || !lk_exec_settle(x, err))
        return false;
    if (act == LK_SCOPE_ENTER) {
        one = (struct lk_nested){++x->nested_last, x->inverses.n};
        *LK_PUSH(&x->nested) = one;
    } else if (x->nested.n) {
        one = x->nested.v[--x->nested.n];
    } else {
        return lk_fail(err, LK_E_SCRIPT,
                       "InvalidRequestError: this nested transaction is inactive");
    }
    if (act == LK_SCOPE_UNDO)
        lk_exec_inverses_forget(x, one.inverses);
    lk_unit_push(x, &(struct lk_unit){.what = "savepoint of the script", .nstmt = 1, .expect = -1,
                                      .stmt = nested_stmt(x, verb[act], one.number)});
    bool ok = lk_exec_feed(x, LK_EXEC_EMIT, NULL, err) && lk_exec_settle(x, &failed);
    if (!ok)
        lk_err_move(err, &failed);
    return ok;
}

/* As Alembic's autocommit_block: commits before, begins again after.  What runs in between is
 * committed statement by statement. */
static bool autocommit(struct lk_exec *x, enum lk_scope_act act, struct lk_err *err)
{
    return act == LK_SCOPE_ENTER ? lk_exec_leave_tx(x, err) : lk_exec_enter_tx(x, err);
}

/* bind.commit(): a deliberate difference.  Alembic 1.19 loses what follows without an error; here
 * the step goes on in a new transaction and its version row is written at the end. */
static bool script_commit(struct lk_exec *x, struct lk_err *err)
{
    if (!lk_exec_leave_tx(x, err))
        return false;
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
               "the script has committed in the middle of its revision");
    return lk_exec_enter_tx(x, err);
}

/* The version table's lock goes with it and is taken again.  The script goes on in a new
 * transaction, as SQLAlchemy would begin one by itself. */
static bool script_rollback(struct lk_exec *x, struct lk_err *err)
{
    if (!lk_exec_settle(x, err))
        return false;
    lk_exec_rollback(x);
    x->state = LK_EXEC_CLOSED;
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
               "the script has rolled back what its transaction had done");
    return lk_exec_begin(x, err);
}

/* Numbers start at 1; 0 is the migration's own connection.  A closed one is told in SQLAlchemy's
 * words. */
static struct lk_second *second_of(struct lk_exec *x, uint32_t number, struct lk_err *err)
{
    if (number == 0 || number > x->seconds.n || !x->seconds.v[number - 1].db) {
        lk_fail(err, LK_E_SCRIPT, "ResourceClosedError: this Connection is closed");
        return NULL;
    }
    return &x->seconds.v[number - 1];
}

/* What the step has done so far is settled first: the script may expect to see it fail.  It goes
 * to the same server with the same settings. */
static bool second_open(uint32_t *out, struct lk_exec *x, struct lk_err *err)
{
    struct lk_db *db;
    if (!lk_exec_settle(x, err) || !lk_db_open(&db, &x->plan->db, err))
        return false;
    *LK_PUSH(&x->seconds) = (struct lk_second){.db = db};
    *out = (uint32_t)x->seconds.n;
    return true;
}

/* Ends a second connection's transaction; its commit is real and outside the step's.  Without a
 * transaction there is nothing to end. */
static bool second_finish(struct lk_exec *x, uint32_t number, const char *verb, struct lk_err *err)
{
    struct lk_second *s = second_of(x, number, err);
    if (!s)
        return false;
    s->depth = 0;
    if (lk_db_tx(s->db) == LK_TX_NONE)
        return true;
    if (strcmp(verb, "COMMIT") == 0)
        x->partial = true;
    return lk_db_run(NULL, s->db, lk_str_of(verb), err);
}

/* begin_nested() there.  SQLAlchemy begins a transaction first; names count up and are not used
 * again, so that the innermost is known by its depth. */
static bool second_nested(struct lk_exec *x, uint32_t number, enum lk_scope_act act,
                          struct lk_err *err)
{
    static const char *const verb[] = {"SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT"};
    struct lk_second *s = second_of(x, number, err);
    char sql[64];
    if (!s || !lk_exec_settle(x, err))
        return false;
    if (act == LK_SCOPE_ENTER) {
        if (lk_db_tx(s->db) == LK_TX_NONE && !lk_db_run(NULL, s->db, LK_STR("BEGIN"), err))
            return false;
        s->nested = ++s->depth;
    } else if (s->depth) {
        s->nested = s->depth--;
    } else {
        return lk_fail(err, LK_E_SCRIPT,
                       "InvalidRequestError: this nested transaction is inactive");
    }
    snprintf(sql, sizeof sql, "%s sa_savepoint_%u", verb[act], s->nested);
    return lk_db_run(NULL, s->db, lk_str_of(sql), err);
}

/* execution_options(isolation_level="AUTOCOMMIT") of a second connection, and back. */
static bool second_autocommit(struct lk_exec *x, uint32_t number, bool on, struct lk_err *err)
{
    struct lk_second *s = second_of(x, number, err);
    if (s)
        s->autocommit = on;
    return s;
}

/* Closing rolls back what was not committed, as SQLAlchemy does.  The number stays taken, so
 * that later ones never mean another connection. */
static bool connection(uint32_t *number, struct lk_exec *x, enum lk_scope_act act,
                       struct lk_err *err)
{
    if (act == LK_SCOPE_ENTER)
        return second_open(number, x, err);
    if (!second_finish(x, *number, "ROLLBACK", err))
        return false;
    struct lk_second *s = second_of(x, *number, err);
    lk_db_close(s->db);
    s->db = NULL;
    return true;
}

/* *number is 0 for the migration's own connection; opening another one sets it. */
bool lk_live_scope(uint32_t *number, struct lk_sink *sink, enum lk_scope what,
                   enum lk_scope_act act, struct lk_err *err)
{
    struct lk_exec *x = (struct lk_exec *)sink;
    if (!lk_exec_alive(x, err))
        return false;
    bool own = *number == 0;
    switch (what) {
    case LK_SCOPE_NESTED:
        return own ? nested(x, act, err) : second_nested(x, *number, act, err);
    case LK_SCOPE_AUTOCOMMIT:
        return own ? autocommit(x, act, err)
                   : second_autocommit(x, *number, act == LK_SCOPE_ENTER, err);
    case LK_SCOPE_COMMIT:
        return own ? script_commit(x, err) : second_finish(x, *number, "COMMIT", err);
    case LK_SCOPE_ROLLBACK:
        return own ? script_rollback(x, err) : second_finish(x, *number, "ROLLBACK", err);
    case LK_SCOPE_CONNECTION:
        return connection(number, x, act, err);
    }
    return lk_fail(err, LK_E_INTERNAL, "an unknown scope");
}

/* Statements on a second connection are waited for one by one; SQLAlchemy begins by itself.  The
 * result of the last statement is the caller's. A failure that the script observes is its own
 * affair; any other ends the run. */
enum lk_emit lk_second_emit(struct lk_emitted *out, struct lk_exec *x, const struct lk_unit *unit,
                            struct lk_err *err)
{
    struct lk_second *s = second_of(x, unit->how.connection, err);
    struct lk_err failed = {0};
    if (!s || !lk_exec_settle(x, err))
        return LK_EMIT_REFUSED;
    if (s->autocommit)
        x->partial = true;
    else if (lk_db_tx(s->db) == LK_TX_NONE && !lk_db_run(NULL, s->db, LK_STR("BEGIN"), err))
        return LK_EMIT_REFUSED;
    for (size_t i = 0; i < unit->nstmt; i++) {
        lk_result_free(out->result);
        out->result = NULL;
        if (lk_db_run(&out->result, s->db, unit->stmt[i].sql, &failed))
            continue;
        if (!unit->how.observed) {
            lk_err_move(err, &failed);
            lk_err_at(err, unit->op->span);
            return LK_EMIT_REFUSED;
        }
        struct lk_diag *d = lk_arena_alloc(x->step_arena, sizeof *d);
        memcpy(d->sqlstate, failed.sqlstate, sizeof d->sqlstate);
        d->fault = lk_state_find(d->sqlstate)->fault;
        d->message = lk_arena_str(x->step_arena, lk_str_of(failed.message));
        lk_err_clear(&failed);
        out->diag = d;
        return LK_EMIT_FAILED;
    }
    return LK_EMIT_DONE;
}
