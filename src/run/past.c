/* Runs that ended without saying so.  The database is the authority: the ledger's rows of a run say
 * which of its steps are committed; without them the version rows may still tell.  The journal is
 * told, and one line of log tells the operator. */
#include "run/past.h"
#include "base/time.h"
#include "run/ledger.h"
#include "run/say.h"
#include <stdlib.h>

#define LK_PAST_MISSED 32          /* so many of the latest runs are compared */

/* What is found out about one run. */
struct finding {
    const struct lk_journal_run *run;
    const struct lk_datum *body;   /* as it began */
    const struct lk_datum *plan;   /* a list of revisions */
    bool downgrade;
    bool known;                    /* done is true */
    bool open;                     /* the ledger's row of the run has no end */
    struct lk_str outcome;         /* what the ledger was told; else "interrupted" */
    size_t done;                   /* steps that are committed */
    struct lk_str from, to;        /* of those */
    const struct lk_ledger_partial *partial;       /* of the step behind them, or NULL */
};

struct lk_str lk_past_target(struct lk_arena *arena, struct lk_str system,
                             const struct lk_db_facts *f, struct lk_str table)
{
    ptrdiff_t slash = system.n ? lk_str_find(system, LK_STR("/"), 0) : -1;
    struct lk_str where = slash > 0 ? lk_str_cut(system, 0, (size_t)slash)
                                    : lk_arena_format(arena, LK_PRI ":%u", LK_ARG(f->host),
                                                      f->port);
    return lk_arena_format(arena, LK_PRI "/" LK_PRI "/" LK_PRI, LK_ARG(where),
                           LK_ARG(f->database), LK_ARG(table));
}

/* As people say it: no revision is base. */
static struct lk_str place(struct lk_str heads)
{
    return heads.n ? heads : LK_STR("base");
}

/* A revision of the plan; empty behind its end. */
static struct lk_str planned(const struct finding *f, size_t i)
{
    return lk_datum_is(f->plan, LK_DATUM_LIST) && i < f->plan->as.list.n
               ? lk_datum_text(f->plan->as.list.v[i]) : LK_STR("");
}

static size_t count_planned(const struct finding *f)
{
    return lk_datum_is(f->plan, LK_DATUM_LIST) ? f->plan->as.list.n : 0;
}

/* The run's row proves that its steps' rows are all that was committed. */
static bool ask_ledger(struct finding *f, const struct lk_past *p, struct lk_err *err)
{
    struct lk_ledger_runs runs;
    struct lk_ledger_steps steps = {0};
    const struct lk_ledger_from from = {p->db, p->arena};
    const struct lk_ledger_ask ask = {.run = f->run->uuid};
    if (!lk_ledger_runs(&runs, &from, &ask, err) ||
        (runs.n && !lk_ledger_steps(&steps, &from, &ask, err)))
        return false;
    f->known = runs.n > 0;
    f->open = runs.n && !runs.v[0].ended_us;
    if (runs.n && !f->open)
        f->outcome = runs.v[0].outcome;
    f->done = steps.n;
    if (steps.n) {
        f->from = place(steps.v[0].from);
        f->to = place(steps.v[steps.n - 1].to);
    }
    return true;
}

/* Without rows of the ledger: the run had not come that far, or did without.  One version row that
 * the plan has in one place tells how far it came. */
static void ask_rows(struct finding *f, const struct lk_names *rows)
{
    struct lk_buf at = {0};
    struct lk_str began = lk_datum_text(lk_datum_get(f->body, "from"));
    size_t n = count_planned(f);
    lk_run_add_heads(&at, rows);
    f->known = lk_str_eq(lk_buf_str(&at), began);
    for (size_t i = 0; i < n && !f->known && rows->n == 1; i++)
        if (lk_str_eq(planned(f, i), rows->v[0])) {
            f->known = true;
            f->done = i + !f->downgrade;
            f->from = began;
            f->to = rows->v[0];
        }
    lk_buf_clear(&at);
}

/* A partial step of this very run, behind the last whole one. */
static void find_partial(struct finding *f, const struct lk_ledger_partials *left)
{
    for (size_t i = 0; i < left->n; i++)
        if (lk_str_eq(lk_str_of(left->v[i].uuid), f->run->uuid) &&
            lk_str_eq(left->v[i].revision, planned(f, f->done)))
            f->partial = &left->v[i];
}

/* "…; c was not applied", "…; c and 2 more were not applied" */
static void add_missing(struct lk_buf *out, const struct finding *f)
{
    size_t n = count_planned(f), rest = n - f->done - 1;
    struct lk_str next = planned(f, f->done);
    const char *verb = f->downgrade ? "reverted" : "applied";
    if (f->done >= n && n)
        lk_buf_addf(out, "; all of its steps are %s", verb);
    else if (!next.n)
        lk_buf_addf(out, "; %zu of its steps are %s", f->done, verb);
    else if (f->partial)
        lk_buf_addf(out, "; of " LK_PRI " the first %u operations are committed", LK_ARG(next),
                    f->partial->operations);
    else if (rest)
        lk_buf_addf(out, "; " LK_PRI " and %zu more were not %s", LK_ARG(next), rest, verb);
    else
        lk_buf_addf(out, "; " LK_PRI " was not %s", LK_ARG(next), verb);
}

/* "run 1234abcd of 2026-11-22 21:00:03 was interrupted after a -> b; c was not applied".  It was
 * not where the ledger was told its end: the journal had been given up, or the process was killed
 * between the two. */
static void add_sentence(struct lk_buf *out, const struct finding *f)
{
    char time[LK_TIME_TEXT];
    lk_time_iso(time, f->run->began_us);
    lk_buf_addf(out, "run %.8s of %.10s %.8s ", f->run->uuid.p, time, time + 11);
    if (lk_str_is(f->outcome, "interrupted"))
        lk_buf_addz(out, "was interrupted");
    else
        lk_buf_addf(out, "ended without its journal ('" LK_PRI "' in the ledger)",
                    LK_ARG(f->outcome));
    if (!f->known)
        lk_buf_addz(out, "; neither ledger nor version rows tell how far it came");
    else if (f->done)
        lk_buf_addf(out, " after " LK_PRI " -> " LK_PRI, LK_ARG(f->from), LK_ARG(f->to));
    else
        lk_buf_addz(out, " before its first commit");
    if (f->known)
        add_missing(out, f);
}

static struct lk_pair pair(const char *key, const struct lk_datum *value)
{
    return (struct lk_pair){lk_str_of(key), value};
}

/* The event that ends the run: what a person is told, and the same for programs. */
static const struct lk_datum *describe(const struct finding *f, const struct lk_past *p,
                                       struct lk_str sentence)
{
    struct lk_arena *a = p->arena;
    const struct lk_datum *none = lk_datum_null();
    struct lk_str began = lk_datum_text(lk_datum_get(f->body, "from"));
    const struct lk_pair v[] = {
        pair("outcome", lk_datum_str(a, f->outcome)),
        pair("heads", f->known ? lk_datum_str(a, f->done ? f->to : began) : none),
        pair("committed", f->known ? lk_datum_int(a, (int64_t)f->done) : none),
        pair("planned", lk_datum_int(a, (int64_t)count_planned(f))),
        pair("partial", f->partial ? lk_datum_int(a, f->partial->operations) : none),
        pair("message", lk_datum_str(a, sentence)),
        pair("found_by", p->own[0] ? lk_datum_str(a, lk_str_of(p->own)) : none)};
    return lk_datum_map(a, v, sizeof v / sizeof *v);
}

/* At head nobody begins a run that would end the ledger's row of the dead one.  It is the one write
 * there; who may not write does without. */
static void end_in_ledger(const struct finding *f, const struct lk_past *p)
{
    struct lk_err ignored = {0};
    if (f->open && !lk_db_facts(p->db)->read_only &&
        !lk_ledger_interrupted(p->db, f->run->uuid, &ignored))
        lk_err_clear(&ignored);
}

/* One run: asked about, told, and ended in the journal. */
static bool settle_one(const struct lk_past *p, struct lk_exec *x,
                       const struct lk_journal_run *run, struct lk_err *err)
{
    struct finding f = {.run = run, .outcome = LK_STR("interrupted")};
    struct lk_buf sentence = {0};
    if (!lk_datum_from_json(&f.body, p->arena, run->body))
        f.body = lk_datum_null();
    f.plan = lk_datum_get(f.body, "plan");
    f.downgrade = lk_str_is(lk_datum_text(lk_datum_get(f.body, "direction")), "downgrade");
    if ((x->ledger.on || !x->record) && !ask_ledger(&f, p, err))
        return false;
    if (!f.known)
        ask_rows(&f, &x->committed);
    find_partial(&f, &x->ledger.left);
    add_sentence(&sentence, &f);
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s", sentence.p);
    struct lk_journal_event e = {.kind = LK_JOURNAL_INTERRUPTED, .at_us = lk_time_wall_us(),
                                 .body = describe(&f, p, lk_buf_str(&sentence))};
    lk_buf_clear(&sentence);
    if (!x->record)
        end_in_ledger(&f, p);
    return lk_journal_settle(p->journal, run->id, &e, err);
}

static bool settle_all(const struct lk_past *p, struct lk_exec *x, struct lk_err *err)
{
    struct lk_journal_runs runs;
    bool ok = lk_journal_unfinished(&runs, p->arena, p->journal, p->target, err);
    for (size_t i = 0; ok && i < runs.n; i++)
        if (!lk_str_is(runs.v[i].uuid, p->own))
            ok = settle_one(p, x, &runs.v[i], err);
    free(runs.v);
    return ok;
}

/* Runs of this user and machine of which the file never heard, since its disk was full or it could
 * not be opened: those in front of the newest one that it has.  Where it has none of them they are
 * others', or went with their age, and nothing is missing. */
static bool count_missed(uint32_t *newest, const struct lk_past *p, struct lk_err *err)
{
    struct lk_ledger_runs runs;
    const struct lk_ledger_from from = {p->db, p->arena};
    const struct lk_ledger_ask ask = {.version_table = p->table, .limit = LK_PAST_MISSED};
    bool known = false;
    if (!lk_ledger_runs(&runs, &from, &ask, err))
        return false;
    uint32_t missed = 0, i = 0;
    for (; i < runs.n && !known; i++) {
        if (strcmp(runs.v[i].uuid, p->own) == 0)
            continue;
        if (!lk_journal_has(&known, p->journal, runs.v[i].uuid, err))
            return false;
        missed += !known && lk_str_eq(runs.v[i].client, p->client);
    }
    *newest = known && missed ? i - 1 : 0;
    return true;
}

/* The first time that this file meets the database it learns all runs, later those it missed. */
static bool learn(struct lk_past *p, struct lk_exec *x, struct lk_err *err)
{
    bool knows;
    size_t count = 0;
    if (!lk_journal_knows(&knows, p->journal, p->target, err))
        return false;
    if (knows && x->ledger.on) {
        p->client = lk_exec_client(x);
        if (!count_missed(&p->newest, p, err))
            return false;
    }
    if ((!knows || p->newest) && x->ledger.on && !lk_past_rebuild(&count, p, true, err))
        return false;
    if (count)
        lk_run_say(x->plan, LK_RUN_INFO, LK_LOG_LIMBECK,
                   "the journal has learnt %zu earlier run%s from the ledger", count,
                   count == 1 ? "" : "s");
    return true;
}

/* Looking back must not keep a run from going on. */
static void complain(struct lk_exec *x, struct lk_err *why)
{
    if (lk_err_is_set(why))
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
                   "earlier runs cannot be settled in the journal: %s", why->message);
    lk_err_clear(why);
}

static struct lk_past past_of(struct lk_exec *x, struct lk_journal *journal, const char *own)
{
    struct lk_past p = {.db = x->db, .arena = x->arena, .journal = journal, .own = own};
    p.table = lk_ledger_table_name(x->arena, &x->plan->version, x->facts.default_schema);
    p.target = lk_past_target(x->arena, x->system, lk_db_facts(x->db), p.table);
    return p;
}

void lk_past_settle(struct lk_exec *x)
{
    struct lk_err why = {0};
    struct lk_journal *journal = lk_record_journal(x->record);
    if (!journal)
        return;
    struct lk_past p = past_of(x, journal, lk_record_uuid(x->record));
    bool ok = settle_all(&p, x, &why) && learn(&p, x, &why);
    if (!ok)
        complain(x, &why);
}

/* The first cell of a question's answer, in the executor's arena. */
static bool ask_text(struct lk_str *out, struct lk_exec *x, enum lk_question q,
                     const struct lk_str *arg, struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_ask(&r, x->db, q, arg, err))
        return false;
    *out = lk_arena_str(x->arena, lk_result_text(r));
    if (q == LK_ASK_SESSION && r->nrows)
        *out = lk_arena_str(x->arena, r->cell(r, 0, 1));
    lk_result_free(r);
    return true;
}

/* A run that is alive holds its lock; whoever is looked for is gone if nobody does. */
static bool is_alone(bool *alone, struct lk_exec *x, struct lk_err *err)
{
    struct lk_str who;
    int64_t key = x->plan->lock_key ? x->plan->lock_key : lk_lock_key(&x->plan->version);
    struct lk_str text = lk_arena_format(x->arena, "%lld", (long long)key);
    if (!ask_text(&who, x, LK_ASK_LOCK_HOLDER, &text, err))
        return false;
    *alone = !who.n;
    return true;
}

/* Something in the journal has no end: only then is the database asked at all. */
static bool settle_idle(struct lk_exec *x, const char *path, struct lk_err *err)
{
    struct lk_journal *journal = NULL;
    struct lk_buf note = {0};
    bool alone = false;
    bool ok = ask_text(&x->system, x, LK_ASK_SYSTEM, NULL, err) &&
              ask_text(&x->facts.default_schema, x, LK_ASK_SESSION, NULL, err) &&
              is_alone(&alone, x, err);
    if (ok && alone)
        ok = lk_journal_open(&journal, path, &note, err);
    if (ok && alone) {
        struct lk_past p = past_of(x, journal, "");
        ok = settle_all(&p, x, err);
    }
    lk_journal_close(journal);
    lk_buf_clear(&note);
    return ok;
}

/* Is there anything to settle?  A journal that cannot be read has nothing. */
static bool has_unfinished(struct lk_arena *arena, const char *path)
{
    struct lk_journal *j = NULL;
    struct lk_journal_runs runs = {0};
    struct lk_err ignored = {0};
    bool any = lk_file_exists(path) && lk_journal_open_read(&j, path, &ignored) &&
               lk_journal_unfinished(&runs, arena, j, LK_STR(""), &ignored) && runs.n;
    free(runs.v);
    lk_journal_close(j);
    lk_err_clear(&ignored);
    return any;
}

void lk_past_settle_idle(struct lk_exec *x)
{
    struct lk_err why = {0};
    if (!x->plan->journal_path.n)
        return;
    char *path = lk_strdup(x->plan->journal_path);
    if (has_unfinished(x->arena, path) && !settle_idle(x, path, &why))
        complain(x, &why);
    free(path);
}
