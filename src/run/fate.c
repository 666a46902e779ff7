/* What became of a COMMIT whose answer was lost.  The ledger's step row, written in the step's
 * transaction, is the proof; pg_xact_status serves without ledger, but only on the same server
 * (system identifier and timeline: a promoted standby answers for another transaction).  Both are
 * asked under the lock, that is when the old connection is surely gone. */
#include "base/time.h"
#include "run/exec_acts.h"
#include "run/ledger.h"
#include <stdio.h>
#include <stdlib.h>

#define LK_FATE_TRIES 20
#define LK_FATE_PAUSE_US INT64_C(250000)

/* An answer that does not come is a no. */
static bool ask_is(struct lk_db *db, enum lk_question q, const struct lk_str *arg, const char *want)
{
    struct lk_result *r;
    struct lk_err ignored = {0};
    bool is = false;
    if (lk_db_ask(&r, db, q, arg, &ignored)) {
        is = lk_str_is(lk_result_text(r), want);
        lk_result_free(r);
    }
    lk_err_clear(&ignored);
    return is;
}

/* The row is there exactly if its transaction was committed. */
static enum lk_fate by_ledger(struct lk_exec *x, struct lk_db *db)
{
    char number[16];
    snprintf(number, sizeof number, "%zu", x->report->done);
    struct lk_str arg[2] = {lk_str_of(lk_record_uuid(x->record)), lk_str_of(number)};
    return ask_is(db, LK_ASK_LEDGER_STEP, arg, "1") ? LK_FATE_COMMITTED : LK_FATE_ABORTED;
}

/* Forgotten transactions stay unknown. */
static enum lk_fate by_txid(struct lk_exec *x, struct lk_db *db)
{
    if (!x->txid.n || !x->system.n || !lk_run_same_system(x, db))
        return LK_FATE_UNKNOWN;
    if (ask_is(db, LK_ASK_TXID_STATUS, &x->txid, "committed"))
        return LK_FATE_COMMITTED;
    return ask_is(db, LK_ASK_TXID_STATUS, &x->txid, "aborted") ? LK_FATE_ABORTED
                                                               : LK_FATE_UNKNOWN;
}

bool lk_run_same_system(struct lk_exec *x, struct lk_db *db)
{
    char *mine = lk_strdup(x->system);
    bool same = ask_is(db, LK_ASK_SYSTEM, NULL, mine);
    free(mine);
    return same;
}

/* A connection that holds the run's lock, so that the old one is gone; NULL after a while. */
static struct lk_db *reach(struct lk_exec *x)
{
    int64_t key = x->plan->lock_key ? x->plan->lock_key : lk_lock_key(&x->plan->version);
    for (int i = 0; i < LK_FATE_TRIES; i++) {
        struct lk_db *db = NULL;
        struct lk_err ignored = {0};
        bool got = false;
        if (lk_db_open(&db, &x->plan->db, &ignored) && lk_db_try_lock(&got, db, key, &ignored) &&
            got)
            return db;
        lk_err_clear(&ignored);
        lk_db_close(db);
        lk_time_sleep_us(LK_FATE_PAUSE_US);
    }
    return NULL;
}

enum lk_fate lk_exec_fate(struct lk_exec *x)
{
    struct lk_db *db = reach(x);
    if (!db)
        return LK_FATE_UNKNOWN;
    enum lk_fate fate = by_txid(x, db);
    if (fate == LK_FATE_UNKNOWN && x->ledger.on && x->system.n && lk_run_same_system(x, db))
        fate = by_ledger(x, db);
    lk_db_close(db);
    return fate;
}
