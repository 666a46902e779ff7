/* Rows of the ledger.  With --ledger=auto nothing of it may fail a run: what cannot be written is
 * one warning.  With --ledger=require it fails like everything else. */
#include "run/ledger.h"
#include "base/limits.h"
#include "base/time.h"
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "run/prepared.h"
#include "run/say.h"
#include "run/search_path.h"
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#define LK_PENDING_BYTES (256u << 10)
#define LK_ROWS_AT_ONCE 1000
#define HINT_RIGHTS "'limbeck ledger --sql' prints what somebody with more rights can create"

/* Who started it, as the operating system sees it.  user@host; an unknown part stays empty. */
struct lk_str lk_exec_client(struct lk_exec *x)
{
    char host[256] = "";
    const struct passwd *who = getpwuid(geteuid());
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    return lk_arena_format(x->arena, "%s@%s", who ? who->pw_name : "", host);
}

/* The row of this run, as it begins. */
static struct lk_ledger_run this_run(struct lk_exec *x)
{
    return (struct lk_ledger_run){
        .uuid = lk_record_uuid(x->record), .command = lk_run_command(x->plan),
        .version_table = x->ledger.table, .client = lk_exec_client(x),
        .limbeck = LK_STR(PACKAGE_VERSION), .server_version = x->facts.server_version,
        .steps = x->report->planned};
}

/* Everything that the ledger needs before the first step.  What earlier runs left unfinished is
 * read as well, for the steps that resume there; not where the ledger was not there, since nobody
 * else writes for this version table while the lock is held. */
static bool find_or_create(struct lk_exec *x, struct lk_err *err)
{
    int version;
    struct lk_ledger_from from = {x->db, x->arena};
    struct lk_ledger_ask ask = {.version_table = x->ledger.table};
    if (!lk_ledger_find(&version, x->db, err) || !lk_ledger_create(x->db, version, err))
        return false;
    struct lk_ledger_run run = this_run(x);
    return lk_ledger_begin(x->db, &run, err) &&
           (!version || lk_ledger_partials(&x->ledger.left, &from, &ask, err));
}

/* Real Alembic's --autogenerate would take the ledger's tables for tables to be dropped. */
static void warn_of_autogenerate(struct lk_exec *x)
{
    struct lk_place place;
    if (!x->plan->sources || !lk_sources_place(&place, x->plan->sources, x->plan->all_schemas))
        return;
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
               LK_PRI ":%u: with include_schemas Alembic's --autogenerate sees schema limbeck; an "
               "include_name hook that answers False for it leaves it out", LK_ARG(place.file),
               place.line);
}

/* Without the right to create a schema a run goes on, unless the ledger is required. */
bool lk_exec_ledger_open(struct lk_exec *x, struct lk_err *err)
{
    struct lk_err why = {0};
    if (x->plan->ledger == LK_LEDGER_OFF)
        return true;
    x->ledger.on = x->ledger.opened = find_or_create(x, &why);
    if (x->ledger.on) {
        warn_of_autogenerate(x);
        return true;
    }
    if (lk_db_is_lost(x->db)) {
        lk_err_move(err, &why);
        return false;
    }
    if (x->plan->ledger == LK_LEDGER_REQUIRE) {
        if (why.code == LK_E_FAILED) {
            why.code = LK_E_CONFIG;        /* nothing has been tried yet */
            lk_err_hint(&why, HINT_RIGHTS);
        }
        lk_err_move(err, &why);
        return lk_err_prefix(err, "the ledger is required");
    }
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the ledger: %s; %s",
               why.message, why.code == LK_E_FAILED ? HINT_RIGHTS : why.hint ? why.hint : "");
    lk_err_clear(&why);
    return true;
}

/* The run's own row is closed outside every transaction; nothing depends on it.  Where the
 * connection is lost the row stays open, which says the truth.  A run that lost its ledger on the
 * way tries, too. */
void lk_exec_ledger_close(struct lk_exec *x, const char *outcome, const struct lk_err *why)
{
    struct lk_err ignored = {0};
    struct lk_ledger_run run = {.uuid = lk_record_uuid(x->record), .outcome = lk_str_of(outcome)};
    if (why) {
        run.error = lk_str_of(why->message);
        run.status = lk_err_status(why->code);
    }
    if (x->ledger.opened && !lk_db_is_lost(x->db) && lk_db_tx(x->db) == LK_TX_NONE &&
        lk_db_flight(x->db) == 0 && !lk_ledger_end(x->db, &run, &ignored) && x->ledger.on)
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s", ignored.message);
    lk_err_clear(&ignored);
}

/* What the rows of a step are made of begins anew. */
void lk_exec_ledger_at(struct lk_exec *x, const struct lk_step *step)
{
    x->ledger.step_began = lk_time_mono_us();
    x->ledger.in_pieces = x->state != LK_EXEC_OPEN;
    lk_exec_resume_at(x, step);
}

/* Lives until the transaction ends, as the rows do. */
static struct lk_arena *kept(struct lk_exec *x)
{
    if (!x->ledger.pending.arena)
        x->ledger.pending.arena = lk_arena_new();
    return x->ledger.pending.arena;
}

/* The files that the step used: all of them by hash, and the contents that are new to this run,
 * within the bound.  What the database cannot keep as text is there by its hash only. */
static void keep_texts(struct lk_exec *x, const struct lk_run_texts *texts)
{
    struct lk_ledger_pending *p = &x->ledger.pending;
    size_t room = lk_limit(LK_LIMIT_LEDGER_TEXTS);
    bool utf8 = lk_db_facts(x->db)->utf8;
    for (size_t i = 0; i < texts->n; i++) {
        const struct lk_run_text *t = &texts->v[i];
        struct lk_ledger_text *v = LK_PUSH(&p->texts);
        *v = (struct lk_ledger_text){.uuid = lk_record_uuid(x->record), .path = t->path,
                                     .number = (uint32_t)x->steps_done + 1,
                                     .hash = lk_arena_str(kept(x), t->hash)};
        p->bytes += t->path.n + t->hash.n;
        if (!t->content.p || t->content.n > room || !lk_db_can_keep(t->content, utf8) ||
            lk_map_put(&x->ledger.texts, t->hash, x))
            continue;
        v->content = t->content;
        room -= t->content.n;
        p->bytes += t->content.n;
    }
}

/* The beginning is for the time being the client's duration, negative, where the step committed in
 * between; else it is not known yet. */
void lk_exec_ledger_keep(struct lk_exec *x, const struct lk_step *step)
{
    const struct lk_run_source *source = x->plan->source;
    struct lk_run_texts texts = {0};
    if (!x->ledger.on)
        return;
    int64_t us = lk_time_mono_us() - x->ledger.step_began;
    *LK_PUSH(&x->ledger.pending.steps) = (struct lk_ledger_step){
        .uuid = lk_record_uuid(x->record), .number = (uint32_t)x->steps_done + 1,
        .operations = (uint32_t)x->step_ops,
        .revision = step->revision ? step->revision->id : LK_STR(""), .from = step->from,
        .to = step->to, .downgrade = step->downgrade, .us = us,
        .began_us = x->ledger.in_pieces ? -us : 0,
        .from_git = lk_provenance_of(&x->provenance, step)};
    if (source->texts)
        source->texts(&texts, source->self, step, kept(x));
    keep_texts(x, &texts);
    free(texts.v);
}

/* Times of the server, which are true in a pipeline as well: sending says nothing of when something
 * is carried out.  Nobody reads them without a ledger. */
const char *lk_exec_ledger_times(const struct lk_exec *x)
{
    return x->ledger.on ? ", pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()), "
                          "pg_catalog.date_part('epoch', pg_catalog.transaction_timestamp())"
                        : "";
}

/* Seconds as a double, which has microseconds for the next 250 years. */
static int64_t us_in(const struct lk_result *r, uint32_t column)
{
    char *text = lk_strdup(r->cell(r, 0, column));
    double seconds = strtod(text, NULL);
    free(text);
    return (int64_t)(seconds * 1e6 + 0.5);
}

/* Within a transaction a step begins where the one before it ended. */
void lk_exec_ledger_time(struct lk_exec *x, uint32_t number, const struct lk_result *r)
{
    struct lk_ledger_pending *p = &x->ledger.pending;
    size_t i = p->steps.n;
    while (i && p->steps.v[i - 1].number != number)
        i--;
    if (!i || r->ncolumns < 3)
        return;
    struct lk_ledger_step *s = &p->steps.v[i - 1];
    int64_t tx = us_in(r, 2);
    s->at_us = us_in(r, 1);
    if (s->began_us < 0)
        s->began_us = s->at_us + s->began_us;
    else if (!s->began_us)
        s->began_us = tx > x->ledger.at_us ? tx : x->ledger.at_us;
    s->us = s->at_us - s->began_us;
    x->ledger.at_us = s->at_us;
}

/* A step that had been partial before is now whole, and its marks go with it. */
static void add_whole(struct lk_buf *out, struct lk_exec *x, const struct lk_step *step)
{
    struct lk_ledger_partial whole = {.version_table = x->ledger.table,
                                      .revision = step->revision ? step->revision->id
                                                                 : LK_STR(""),
                                      .downgrade = step->downgrade};
    if (x->ledger.wrote)
        lk_ledger_whole_sql(out, &whole);
}

/* Contents are sent in good time, once the times of their steps have come; outside a transaction
 * nothing may wait. */
bool lk_exec_ledger_step(struct lk_exec *x, const struct lk_step *step, struct lk_err *err)
{
    struct lk_buf adopt = {0}, whole = {0};
    if (!x->ledger.on)
        return true;
    lk_exec_inverses_adopt(&adopt, x);
    add_whole(&whole, x, step);
    struct lk_stmt stmt[] = {{.sql = lk_buf_str(&adopt)}, {.sql = lk_buf_str(&whole)}};
    bool ok = lk_unit_optional_all(x, stmt, 2, err);
    lk_buf_clear(&adopt);
    lk_buf_clear(&whole);
    bool late = x->ledger.pending.bytes < LK_PENDING_BYTES && x->state == LK_EXEC_OPEN;
    if (late || !ok)
        return ok;
    return lk_exec_path_verify(x, err) &&
           (x->state != LK_EXEC_OPEN || lk_exec_settle(x, err)) && lk_exec_ledger_flush(x, err);
}

/* One statement, with the name that it may need in front. */
static bool send_kept(struct lk_exec *x, const struct lk_ledger_kept *kept, struct lk_err *err)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_str arg[LK_LEDGER_KEEP_ARGS];
    struct lk_asked asked;
    lk_ledger_kept_args(arg, arena, kept);
    lk_exec_ask(&asked, arena, x, LK_ASK_LEDGER_KEEP, arg);
    struct lk_stmt stmt[] = {asked.prepare, asked.stmt};
    bool ok = lk_unit_optional_all(x, stmt, 2, err);
    lk_arena_free(arena);
    return ok;
}

/* In the steps' transaction: there exactly if they are.  Inverses in statements of a bounded
 * size. */
bool lk_exec_ledger_flush(struct lk_exec *x, struct lk_err *err)
{
    struct lk_ledger_pending *p = &x->ledger.pending;
    struct lk_ledger_kept kept = {.uuid = lk_record_uuid(x->record), .step = p->steps.v,
                                  .text = p->texts.v, .nstep = p->steps.n, .ntext = p->texts.n};
    bool ok = true;
    for (size_t i = 0; ok && x->ledger.on && (kept.nstep || i < x->inverses.n);
         i += LK_ROWS_AT_ONCE) {
        size_t left = x->inverses.n - i;
        kept.inverse = x->inverses.v + i;
        kept.ninverse = left < LK_ROWS_AT_ONCE ? left : LK_ROWS_AT_ONCE;
        ok = send_kept(x, &kept, err);
        kept.nstep = kept.ntext = 0;
    }
    lk_exec_ledger_forget(x);
    lk_exec_inverses_forget(x, 0);
    return ok;
}

void lk_exec_ledger_forget(struct lk_exec *x)
{
    struct lk_ledger_pending *p = &x->ledger.pending;
    lk_arena_free(p->arena);
    p->arena = NULL;
    p->steps.n = p->texts.n = p->bytes = 0;
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
    struct lk_buf sql = {0};
    if (!x->ledger.skips.n)
        return true;
    lk_ledger_skips_sql(&sql, x->ledger.skips.v, x->ledger.skips.n);
    x->ledger.skips.n = 0;
    bool ok = lk_unit_optional(x, lk_buf_str(&sql), err) && lk_exec_settle(x, err);
    lk_buf_clear(&sql);
    return ok;
}
