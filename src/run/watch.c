/* The second connection: autocommit, opened when something takes long, closed with the run.  It
 * only reads.  Where it cannot be opened limbeck says so once and does without. */
#include "run/watch.h"
#include "base/time.h"
#include "run/exec_acts.h"
#include "run/say.h"
#include <stdio.h>
#include <stdlib.h>

#define LK_WATCH_MS 1000
#define LK_WATCH_PROGRESS_US (INT64_C(10) * 1000000)

/* Opened at the first need; a failure is said once and remembered. */
static struct lk_db *second(struct lk_exec *x)
{
    struct lk_err why = {0};
    if (x->watch.db || x->watch.tried)
        return x->watch.db;
    x->watch.tried = true;
    struct lk_db_target target = x->plan->db;
    target.wake_fd = -1;
    if (!lk_db_open(&x->watch.db, &target, &why))
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
                   "who blocks the migration cannot be seen: %s", why.message);
    lk_err_clear(&why);
    return x->watch.db;
}

/* The first cell of an answer about the migration's own session, in the run's arena. */
static struct lk_str ask(struct lk_exec *x, enum lk_question q, struct lk_str arg)
{
    struct lk_str text = {NULL, 0};
    struct lk_err ignored = {0};
    struct lk_result *r;
    struct lk_db *db = second(x);
    if (db && lk_db_ask(&r, db, q, &arg, &ignored)) {
        struct lk_str cell = lk_result_text(r);
        if (cell.p)
            text = lk_arena_str(x->arena, cell);
        lk_result_free(r);
    }
    lk_err_clear(&ignored);
    return text;
}

/* Of the server's process that the migration runs in. */
static struct lk_str own_pid(struct lk_exec *x)
{
    return lk_arena_format(x->arena, "%d", lk_db_facts(x->db)->backend);
}

/* A timeout of zero is none, as it is for PostgreSQL. */
int lk_exec_watch_ms(const struct lk_exec *x)
{
    int64_t half = x->plan->lock_timeout_us / 2000;
    return half > 0 && half < LK_WATCH_MS ? (int)half : LK_WATCH_MS;
}

/* Each blocker is named once, progress every ten seconds. */
void lk_exec_watch(struct lk_exec *x)
{
    struct lk_str pid = own_pid(x), who = ask(x, LK_ASK_BLOCKERS, pid);
    if (who.p && !lk_str_eq(who, x->watch.blocker)) {
        x->watch.blocker = who;
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "waiting for a lock that is held by "
                   LK_PRI, LK_ARG(who));
    }
    if (who.p || lk_time_mono_us() - x->watch.said_us < LK_WATCH_PROGRESS_US)
        return;
    x->watch.said_us = lk_time_mono_us();
    struct lk_str progress = ask(x, LK_ASK_INDEX_PROGRESS, pid);
    if (progress.p)
        lk_run_say(x->plan, LK_RUN_INFO, LK_LOG_LIMBECK, "building an index: " LK_PRI,
                   LK_ARG(progress));
}

void lk_exec_name_blocker(struct lk_exec *x, struct lk_err *err)
{
    enum lk_fault fault = x->diag->fault;
    if (x->watch.blocker.n && (fault == LK_FAULT_LOCK || fault == LK_FAULT_CANCEL))
        lk_err_detail(err, "the lock was held by " LK_PRI, LK_ARG(x->watch.blocker));
}

/* What this transaction has locked is seen from inside, what is not its own creation from outside:
 * the other connection does not see what is not committed. */
bool lk_exec_may_wait(struct lk_exec *x)
{
    struct lk_err ignored = {0};
    struct lk_result *r;
    struct lk_buf table = {0};
    bool free_of = false;
    lk_version_name(&table, &x->version);
    struct lk_str arg = lk_buf_str(&table);
    if (lk_db_ask(&r, x->db, LK_ASK_STRONG_LOCKS, &arg, &ignored)) {
        struct lk_str oids = lk_result_text(r);
        struct lk_str seen = oids.p ? ask(x, LK_ASK_ANY_RELATION, oids) : LK_STR("f");
        free_of = lk_str_is(seen, "f");
        lk_result_free(r);
    }
    lk_err_clear(&ignored);
    lk_buf_clear(&table);
    return free_of;
}
