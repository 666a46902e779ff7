/* Rows of the ledger.  With --ledger=auto nothing of it may fail a run: what cannot be written is
 * one warning.  With --ledger=require it fails like everything else. */
#include "run/ledger.h"
#include "run/exec_acts.h"
#include "run/say.h"
#include <pwd.h>
#include <unistd.h>

/* Who started it, as the operating system sees it.  user@host; an unknown part stays empty. */
static struct lk_str client_name(struct lk_exec *x)
{
    char host[256] = "";
    const struct passwd *who = getpwuid(geteuid());
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    return lk_arena_format(x->arena, "%s@%s", who ? who->pw_name : "", host);
}

/* Everything that the ledger needs before the first step.  What earlier runs left unfinished is
 * read as well, for the steps that resume there. */
static bool find_or_create(struct lk_exec *x, struct lk_err *err)
{
    bool there;
    if (!lk_ledger_find(&there, x->db, err))
        return false;
    if (!there && !lk_ledger_create(x->db, err))
        return lk_err_prefix(err, "cannot create limbeck's ledger");
    struct lk_ledger_run run = {lk_record_uuid(x->record),
                                x->plan->downgrade ? "downgrade" : "upgrade",
                                x->plan->version.table, client_name(x)};
    return lk_ledger_begin(x->db, &run, err) &&
           lk_ledger_partials(&x->ledger.left, x->arena, x->db, x->plan->version.table, err);
}

/* Without the right to create a schema a run goes on, unless the ledger is required. */
bool lk_exec_ledger_open(struct lk_exec *x, struct lk_err *err)
{
    struct lk_err why = {0};
    if (x->plan->ledger == LK_LEDGER_OFF)
        return true;
    x->ledger.on = find_or_create(x, &why);
    if (x->ledger.on)
        return true;
    if (x->plan->ledger == LK_LEDGER_REQUIRE || lk_db_is_lost(x->db)) {
        lk_err_move(err, &why);
        return lk_err_hint(err, "'limbeck ledger --sql' prints what somebody with more rights can "
                                "create");
    }
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the ledger: %s",
               why.message);
    lk_err_clear(&why);
    return true;
}

/* The run's own row is closed outside every transaction; nothing depends on it.  Where the
 * connection is lost the row stays open, which says the truth. */
void lk_exec_ledger_close(struct lk_exec *x, const char *outcome)
{
    struct lk_err ignored = {0};
    if (x->ledger.on && !lk_db_is_lost(x->db) && lk_db_tx(x->db) == LK_TX_NONE &&
        lk_db_flight(x->db) == 0 &&
        !lk_ledger_end(x->db, lk_record_uuid(x->record), outcome, &ignored))
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s", ignored.message);
    lk_err_clear(&ignored);
}

/* In the step's transaction: there exactly if the step is.  A step that had been partial before
 * is now whole, and its marks go with it. */
bool lk_exec_ledger_step(struct lk_exec *x, const struct lk_step *step, struct lk_err *err)
{
    struct lk_buf sql = {0};
    if (!x->ledger.on)
        return true;
    struct lk_str revision = step->revision ? step->revision->id : LK_STR("");
    struct lk_ledger_step row = {
        .uuid = lk_record_uuid(x->record), .number = (uint32_t)x->steps_done + 1,
        .operations = (uint32_t)x->step_ops, .revision = revision, .from = step->from,
        .to = step->to, .downgrade = step->downgrade};
    lk_ledger_step_sql(&sql, &row);
    bool ok = lk_unit_optional(x, lk_buf_str(&sql), err);
    if (ok && x->ledger.wrote) {
        struct lk_ledger_partial whole = {.version_table = x->plan->version.table,
                                          .revision = revision, .downgrade = step->downgrade};
        lk_buf_clear(&sql);
        lk_ledger_whole_sql(&sql, &whole);
        ok = lk_unit_optional(x, lk_buf_str(&sql), err);
    }
    lk_buf_clear(&sql);
    return ok;
}

/* Kept until COMMIT: in the pipeline a row in between would be in the way.  The texts are copied
 * into the run's arena, since the step's is gone by then. */
void lk_exec_ledger_skip(struct lk_exec *x, const struct lk_unit *u, struct lk_str place)
{
    struct lk_buf target = {0};
    if (!x->ledger.on)
        return;
    lk_record_target(&target, u->op);
    *LK_PUSH(&x->ledger.skips) = (struct lk_ledger_skip){
        .uuid = lk_record_uuid(x->record), .number = u->number, .operation = u->op->seq,
        .name = lk_str_of(u->op->def->name),
        .target = lk_arena_str(x->arena, lk_buf_str(&target)), .message = x->diag->message,
        .place = lk_arena_str(x->arena, place), .sqlstate = x->diag->sqlstate};
    lk_buf_clear(&target);
}

/* Skips are rare; only then do they cost a round trip.  They are part of the transaction whose
 * operations were skipped. */
bool lk_exec_ledger_skips(struct lk_exec *x, struct lk_err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < x->ledger.skips.n; i++) {
        struct lk_buf sql = {0};
        lk_ledger_skip_sql(&sql, &x->ledger.skips.v[i]);
        ok = lk_unit_optional(x, lk_buf_str(&sql), err);
        lk_buf_clear(&sql);
    }
    if (x->ledger.skips.n)
        ok = ok && lk_exec_settle(x, err);
    x->ledger.skips.n = 0;
    return ok;
}
