/* Transactions of the run: beginning, committing, rolling back, going between them, and the version
 * rows that change inside. */
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "run/ledger.h"
#include "run/say.h"
#include "run/search_path.h"

/* A stray Alembic stops at its version update while a step of ours is under way.  The lock is
 * compatible with readers. It conflicts with itself as well, so that two runs cannot both be
 * between their first and last row. */
static bool guard_table(struct lk_exec *x, struct lk_err *err)
{
    struct lk_buf sql = {0};
    bool create = !x->table_exists;
    if (create) {
        lk_version_create(&sql, &x->version);
    } else {
        lk_buf_addz(&sql, "LOCK TABLE ");
        lk_version_name(&sql, &x->version);
        lk_buf_addz(&sql, " IN SHARE ROW EXCLUSIVE MODE");
    }
    bool ok = lk_unit_own(x, lk_buf_str(&sql),
                          create ? "cannot create the version table" :
                                   "cannot lock the version table", -1, err);
    lk_buf_clear(&sql);
    if (create)
        x->table_exists = x->table_made = true;
    return ok;
}

/* BEGIN and the guard travel with the first operation: no round trip of their own.  The count of
 * savepoints begins anew with each transaction. */
bool lk_exec_begin(struct lk_exec *x, struct lk_err *err)
{
    x->savepoints = 0;
    x->own_tx = true;
    x->autocommit = false;
    return lk_exec_feed(x, LK_EXEC_BEGIN, NULL, err) &&
           lk_unit_own(x, LK_STR("BEGIN"), "cannot begin a transaction", -1, err) &&
           guard_table(x, err);
}

/* Only where the version rows moved.  The line is the operator's proof of how far the database
 * is. */
static void say_committed(struct lk_exec *x)
{
    struct lk_buf from = {0}, to = {0};
    lk_run_add_heads(&from, &x->committed);
    lk_run_add_heads(&to, &x->rows);
    if (!lk_str_eq(lk_buf_str(&from), lk_buf_str(&to)))
        lk_run_say(x->plan, LK_RUN_INFO, LK_LOG_LIMBECK, "committed %s -> %s", from.p, to.p);
    lk_buf_clear(&from);
    lk_buf_clear(&to);
}

/* From here on the rows are what a crash would leave.  The report follows the commits, not the
 * steps, so that what it says survives a crash. */
static void committed(struct lk_exec *x)
{
    say_committed(x);
    x->committed = x->rows;
    x->steps_committed = x->steps_done;
    x->report->committed = x->steps_done;
    x->table_made = false;
    x->own_tx = false;
    x->nested.n = 0;
    x->partial = false;
    lk_record_settled(x->record, "committed");
}

/* All outcomes are known before COMMIT is sent, since a skipped or failed operation decides
 * whether there will be one. */
bool lk_exec_commit(struct lk_exec *x, struct lk_err *err)
{
    if (!lk_exec_path_verify(x, err) || !lk_exec_settle(x, err) || !lk_exec_ledger_skips(x, err))
        return false;
    if (!lk_exec_ledger_flush(x, err))
        return false;
    while (x->state == LK_EXEC_OPEN)
        if (!(lk_exec_feed(x, LK_EXEC_COMMIT, NULL, err) && lk_exec_pump(x, err) &&
              lk_exec_alive(x, err)))
            return false;
    x->state = LK_EXEC_CLOSED;
    x->commit_sent = false;
    committed(x);
    return true;
}

/* Never fails: where the server cannot be asked it rolls back by itself once the connection is
 * gone. */
void lk_exec_rollback(struct lk_exec *x)
{
    bool open = !lk_db_is_lost(x->db) && lk_db_flight(x->db) == 0 &&
                lk_db_tx(x->db) != LK_TX_NONE;
    if (open && !lk_db_run(NULL, x->db, LK_STR("ROLLBACK"), NULL))
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "ROLLBACK was not answered");
    x->rows = x->committed;
    if (x->table_made)
        x->table_exists = x->table_made = false;
    x->queue.head = x->queue.n = 0;
    x->failed = SIZE_MAX;
    x->nested.n = 0;
    lk_exec_inverses_forget(x, 0);
    lk_exec_ledger_forget(x);
    x->steps_done = x->steps_committed;
}

/* What the step has done so far is committed without its version row.  autocommit_block() of
 * Alembic does the same, and a failure inside it leaves a part behind. */
bool lk_exec_leave_tx(struct lk_exec *x, struct lk_err *err)
{
    bool some = x->step_ops > 0;
    if (!lk_exec_note_partial(x, (struct lk_str){NULL, 0}, err) || !lk_exec_commit(x, err))
        return false;
    x->partial |= some;
    x->ledger.in_pieces = true;
    x->state = LK_EXEC_BARE;
    x->autocommit = true;
    return true;
}

/* The way back from an autocommit block: what it sent is settled first. */
bool lk_exec_enter_tx(struct lk_exec *x, struct lk_err *err)
{
    return lk_exec_settle(x, err) && lk_exec_begin(x, err);
}

/* Alembic's words for a row count that is not one.  The text lives as long as the run. */
static const char *row_words(struct lk_exec *x, const struct lk_row *r)
{
    struct lk_str table = x->plan->version.table;
    struct lk_arena *a = x->arena;
    if (r->kind == LK_ROW_UPDATE)
        return lk_arena_format(a, "online migration expected to match one row when updating '"
                               LK_PRI "' to '" LK_PRI "' in '" LK_PRI "'", LK_ARG(r->from),
                               LK_ARG(r->to), LK_ARG(table)).p;
    if (r->kind == LK_ROW_DELETE)
        return lk_arena_format(a, "online migration expected to match one row when deleting '"
                               LK_PRI "' in '" LK_PRI "'", LK_ARG(r->from), LK_ARG(table)).p;
    return lk_arena_format(a, "cannot write the version row '" LK_PRI "'", LK_ARG(r->to)).p;
}

/* The rows as a list in the table's order: an update keeps its place.  The list is made anew:
 * older ones stay in the arena for whoever holds them. */
static void apply_row(struct lk_exec *x, const struct lk_row *r)
{
    struct lk_names *old = &x->rows;
    struct lk_names next = {lk_arena_array(x->arena, old->n + 1, sizeof *old->v), 0, old->n + 1};
    for (size_t i = 0; i < old->n; i++) {
        bool hit = r->kind != LK_ROW_INSERT && lk_str_eq(old->v[i], r->from);
        if (!hit)
            next.v[next.n++] = old->v[i];
        else if (r->kind == LK_ROW_UPDATE)
            next.v[next.n++] = r->to;
    }
    if (r->kind == LK_ROW_INSERT)
        next.v[next.n++] = r->to;
    x->rows = next;
}

/* Sent like everything else; the counts are checked as the answers come.  RETURNING gives the
 * number of the transaction, from which the fate of a lost COMMIT can be asked. */
bool lk_exec_version_rows(struct lk_exec *x, const struct lk_step *step, struct lk_err *err)
{
    lk_exec_ledger_keep(x, step);
    for (size_t i = 0; i < step->nrow; i++) {
        struct lk_buf sql = {0};
        lk_version_change(&sql, &x->version, &step->row[i]);
        lk_buf_addz(&sql, " RETURNING pg_catalog.pg_current_xact_id()");
        lk_buf_addz(&sql, lk_exec_ledger_times(x));
        bool ok = lk_unit_own(x, lk_buf_str(&sql), row_words(x, &step->row[i]), 1, err);
        lk_buf_clear(&sql);
        if (!ok)
            return false;
        apply_row(x, &step->row[i]);
    }
    return lk_exec_ledger_step(x, step, err);
}
