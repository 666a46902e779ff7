/* Units: what is sent and settled together.  An operation under a savepoint is SAVEPOINT, its
 * statements, RELEASE; all of it leaves in one flush. */
#include "run/exec_acts.h"
#include "base/limits.h"
#include "base/time.h"
#include "run/inverse.h"
#include "run/prepared.h"
#include "run/say.h"
#include "sql/split.h"
#include <stdlib.h>

/* The queue is an array: units keep their index until they are settled.  The place that is given
 * back moves with the next push: keep the index instead. */
struct lk_unit *lk_unit_push(struct lk_exec *x, const struct lk_unit *unit)
{
    bool front = x->queue.head == x->queue.n;
    struct lk_unit *u = LK_PUSH(&x->queue);
    *u = *unit;
    u->step = x->step;
    u->number = (uint32_t)x->steps_done + 1;
    if (front)
        lk_exec_announce(x, u->step);
    return u;
}

/* Remembers the first and last number of the unit.  Numbers are those of the connection, from 1. */
static bool queue_one(struct lk_exec *x, struct lk_unit *u, const struct lk_stmt *stmt,
                      struct lk_err *err)
{
    uint64_t number;
    if (!lk_db_queue(&number, x->db, stmt, err))
        return false;
    if (!u->first)
        u->first = number;
    u->last = number;
    return true;
}

/* The first unit of a step: the answers to those before it are wanted at once, for the step is
 * announced when they have come, and may then take long. */
static bool begins_step(const struct lk_exec *x, const struct lk_unit *u)
{
    return u > x->queue.v + x->queue.head && u->step && u->step != u[-1].step;
}

/* Called a second time for a unit that is sent again after a failure before it. */
bool lk_unit_send(struct lk_exec *x, struct lk_unit *u, struct lk_err *err)
{
    static const struct lk_stmt savepoint = {.sql = LK_STR_INIT("SAVEPOINT limbeck")};
    static const struct lk_stmt release = {.sql = LK_STR_INIT("RELEASE SAVEPOINT limbeck")};
    bool wrap = u->wrapped && !u->lone;
    u->first = u->last = 0;
    u->done = 0;
    u->seen[0] = u->seen[1] = NULL;
    u->outcome = LK_EMIT_QUEUED;
    u->began_us = lk_time_wall_us();
    if (begins_step(x, u) && !lk_db_hurry(x->db, err))
        return false;
    if (wrap && !queue_one(x, u, &savepoint, err))
        return false;
    for (size_t i = 0; i < u->nask; i++)
        if (!queue_one(x, u, &u->ask[i], err))
            return false;
    for (size_t i = 0; i < u->nstmt; i++)
        if (!queue_one(x, u, &u->stmt[i], err))
            return false;
    for (size_t i = 0; u->ask_after && i < u->nask; i++)
        if (!queue_one(x, u, &u->ask[i], err))
            return false;
    return !wrap || queue_one(x, u, &release, err);
}

/* Numbers grow along the queue.  Units that have not been sent have no numbers and lie behind
 * all that have. */
struct lk_unit *lk_unit_of(struct lk_exec *x, uint64_t number)
{
    size_t low = x->queue.head, high = x->queue.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const struct lk_unit *u = &x->queue.v[mid];
        if (u->first && u->last < number)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == x->queue.n)
        return NULL;
    struct lk_unit *u = &x->queue.v[low];
    return u->first && u->first <= number && number <= u->last ? u : NULL;
}

/* Between steps it is one that goes when the queue is empty, like those of steps. */
static struct lk_arena *own_arena(struct lk_exec *x)
{
    if (x->step_arena)
        return x->step_arena;
    if (!x->old.n)
        *LK_PUSH(&x->old) = lk_arena_new();
    return x->old.v[x->old.n - 1];
}

/* A copy that lives as long as the unit.  Where the server's encoding lacks characters a row of the
 * ledger is sent without any that it could refuse. */
static struct lk_str own_text(struct lk_exec *x, struct lk_str text, bool ascii)
{
    struct lk_buf plain = {0};
    if (!text.p || !ascii)
        return text.p ? lk_arena_str(own_arena(x), text) : text;
    lk_db_to_ascii(&plain, text);
    struct lk_str copy = lk_arena_str(own_arena(x), lk_buf_str(&plain));
    lk_buf_clear(&plain);
    return copy;
}

/* limbeck's own statements go the way of all others; only there is no operation to name.
 * They have no events in the journal. */
static bool own(struct lk_exec *x, const struct lk_stmt *stmt, struct lk_unit *unit,
                struct lk_err *err)
{
    struct lk_arena *arena = own_arena(x);
    bool ascii = unit->ledger && !lk_db_facts(x->db)->utf8;
    unit->stmt = lk_arena_array(arena, unit->nstmt, sizeof *unit->stmt);
    for (size_t i = 0; i < unit->nstmt; i++) {
        struct lk_str *arg = lk_arena_array(arena, stmt[i].narg + 1, sizeof *arg);
        for (uint32_t k = 0; k < stmt[i].narg; k++)
            arg[k] = own_text(x, stmt[i].arg[k], ascii);
        unit->stmt[i] = stmt[i];
        unit->stmt[i].sql = own_text(x, stmt[i].sql, ascii);
        unit->stmt[i].arg = arg;
    }
    lk_unit_push(x, unit);
    return lk_exec_feed(x, LK_EXEC_EMIT, NULL, err) && lk_exec_pump(x, err) &&
           lk_exec_alive(x, err);
}

/* `what` begins the error's message; `expect` is the number of rows that it must touch, or -1. */
bool lk_unit_own(struct lk_exec *x, struct lk_str sql, const char *what, int64_t expect,
                 struct lk_err *err)
{
    struct lk_unit unit = {.what = what, .expect = expect, .nstmt = 1};
    if (expect >= 0)
        unit.how.want = LK_WANT_ROWS;      /* a version row: its transaction's id comes with it */
    struct lk_stmt stmt = {.sql = sql};
    return own(x, &stmt, &unit, err);
}

bool lk_unit_check(struct lk_exec *x, const struct lk_asked *asked, struct lk_path *path,
                   struct lk_err *err)
{
    static const char what[] = "cannot ask for the search path";
    struct lk_unit unit = {.what = what, .expect = -1, .nstmt = 1, .check = path};
    return (!asked->prepare.sql.n || lk_unit_own(x, asked->prepare.sql, what, -1, err)) &&
           own(x, &asked->stmt, &unit, err);
}

bool lk_unit_optional(struct lk_exec *x, struct lk_str sql, struct lk_err *err)
{
    struct lk_stmt stmt = {.sql = sql};
    return lk_unit_optional_all(x, &stmt, 1, err);
}

/* Under one savepoint within a transaction, so that a failure costs nothing else: not even the
 * script's own transaction. */
bool lk_unit_optional_all(struct lk_exec *x, const struct lk_stmt *stmt, size_t n,
                          struct lk_err *err)
{
    struct lk_unit unit = {.what = "cannot write limbeck's ledger", .expect = -1, .ledger = true,
                           .optional = x->plan->ledger == LK_LEDGER_AUTO,
                           .wrapped = x->state == LK_EXEC_OPEN && lk_db_tx(x->db) != LK_TX_FAILED};
    struct lk_stmt *some = lk_zalloc(n, sizeof *some);
    for (size_t i = 0; i < n; i++)
        if (stmt[i].sql.n)
            some[unit.nstmt++] = stmt[i];
    bool ok = !x->ledger.on || !unit.nstmt || own(x, some, &unit, err);
    free(some);
    return ok;
}

/* The step under way still needs its texts, which are the last.  Called when nothing is in the
 * queue any more. */
void lk_unit_forget(struct lk_exec *x)
{
    size_t keep = x->step_arena ? 1 : 0;
    while (x->old.n > keep)
        lk_arena_free(x->old.v[x->old.n-- - 1 - keep]);
    if (keep)
        x->old.v[0] = x->step_arena;
}

/* Is the first unit settled, with others behind it? */
static bool is_settled(const struct lk_exec *x, size_t behind)
{
    return x->queue.head + behind < x->queue.n &&
           x->queue.v[x->queue.head].outcome != LK_EMIT_QUEUED;
}

/* In order of sending, which is the order of the journal. */
static void pop(struct lk_exec *x, size_t behind)
{
    while (is_settled(x, behind)) {
        const struct lk_unit *u = &x->queue.v[x->queue.head++];
        bool failed = u->outcome != LK_EMIT_DONE;
        if (u->op && u->outcome == LK_EMIT_DONE && lk_db_tx(x->db) == LK_TX_NONE)
            x->partial = true;
        if (u->op)
            x->report->operations++;
        if (u->inverse && !failed)
            lk_exec_inverse_done(x, u);
        lk_record_op(x->record, u, failed ? x->diag : NULL);
    }
}

bool lk_unit_may_pop(const struct lk_exec *x)
{
    return x->state == LK_EXEC_SETTLING && x->failed == SIZE_MAX &&
           lk_db_tx(x->db) == LK_TX_OPEN && is_settled(x, 1);
}

/* The last one stays, so that the queue ends at the fence and not before. */
void lk_unit_pop_early(struct lk_exec *x)
{
    pop(x, 1);
}

/* The queue starts over at its beginning as soon as it is empty. */
void lk_unit_pop_settled(struct lk_exec *x)
{
    pop(x, 0);
    if (x->queue.head < x->queue.n)
        return;
    x->queue.head = x->queue.n = 0;
    lk_unit_forget(x);
}

/* Nothing whose result was seen is sent again: what is QUEUED had been aborted.  They were sent
 * behind the failed one within the same pipeline. */
bool lk_unit_resend(struct lk_exec *x, struct lk_err *err)
{
    for (size_t i = x->queue.head; i < x->queue.n; i++)
        if (x->queue.v[i].outcome == LK_EMIT_QUEUED && !lk_unit_send(x, &x->queue.v[i], err))
            return false;
    return lk_db_fence(x->db, err);
}
