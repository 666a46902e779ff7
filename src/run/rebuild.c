/* From the ledger back to the journal: runs, steps and skips as events, marked as rebuilt.  What
 * the ledger does not have (operations, SQL, retries) is lost with the old file. */
#include "run/past.h"
#include "run/read.h"
#include "sql/mask.h"
#include <stdlib.h>

#define LK_REBUILD_RUNS 1000

/* Everything that is read, and the events that are made of it. */
struct rebuild {
    const struct lk_past *past;
    bool alone;
    struct lk_ledger_runs runs;
    struct lk_ledger_steps steps;
    struct lk_ledger_skips skips;
    size_t step, skip;             /* the first that is not used yet */
    struct { struct lk_journal_event *v; size_t n, cap; } events;
};

static struct lk_pair pair(const char *key, const struct lk_datum *value)
{
    return (struct lk_pair){lk_str_of(key), value};
}

/* Null where the ledger does not know. */
static const struct lk_datum *text(struct rebuild *b, struct lk_str s)
{
    return s.p ? lk_datum_str(b->past->arena, s) : lk_datum_null();
}

static const struct lk_datum *map(struct rebuild *b, const struct lk_pair *v, size_t n)
{
    return lk_datum_map(b->past->arena, v, n);
}

static bool read_all(struct rebuild *b, struct lk_err *err)
{
    const struct lk_past *p = b->past;
    const struct lk_ledger_from from = {p->db, p->arena};
    const struct lk_ledger_ask runs = {.version_table = p->table,
                                       .limit = p->newest ? p->newest : LK_REBUILD_RUNS};
    const struct lk_ledger_ask all = {.version_table = p->table};
    return lk_ledger_runs(&b->runs, &from, &runs, err) &&
           lk_ledger_steps(&b->steps, &from, &all, err) &&
           lk_ledger_skips(&b->skips, &from, &all, err);
}

static void add_skip(struct rebuild *b, const struct lk_ledger_skip *s, int64_t at_us)
{
    struct lk_buf message = {0};
    lk_sql_mask_message(&message, s->message, s->sqlstate, 0);
    const struct lk_pair v[] = {
        pair("operation", text(b, s->name)), pair("target", text(b, s->target)),
        pair("outcome", text(b, LK_STR("skipped"))), pair("at", text(b, s->place)),
        pair("sqlstate", text(b, lk_str_of(s->sqlstate))),
        pair("message", text(b, lk_buf_str(&message)))};
    *LK_PUSH(&b->events) = (struct lk_journal_event){
        .kind = LK_JOURNAL_SKIP, .step = s->number, .op = s->operation, .at_us = at_us,
        .body = map(b, v, sizeof v / sizeof *v)};
    lk_buf_clear(&message);
}

/* Those of a run up to a step; rows of all tables come in one order of runs. */
static void add_skips(struct rebuild *b, const char *uuid, uint32_t number, int64_t at_us)
{
    for (; b->skip < b->skips.n && strcmp(b->skips.v[b->skip].uuid, uuid) == 0 &&
           b->skips.v[b->skip].number <= number; b->skip++)
        add_skip(b, &b->skips.v[b->skip], at_us);
}

/* As people say it: no revision is base. */
static struct lk_str place(struct lk_str heads)
{
    return heads.n ? heads : LK_STR("base");
}

/* A step that the ledger has is committed. */
static void add_step(struct rebuild *b, const struct lk_ledger_step *s)
{
    char *digits = lk_strdup(s->txid);
    const struct lk_pair v[] = {
        pair("direction", text(b, s->downgrade ? LK_STR("downgrade") : LK_STR("upgrade"))),
        pair("from", text(b, s->from)), pair("to", text(b, s->to)),
        pair("revision", text(b, s->revision)),
        pair("operations", lk_datum_int(b->past->arena, s->operations)),
        pair("us", lk_datum_int(b->past->arena, s->us)),
        pair("provenance", lk_record_origin(b->past->arena, s->from_git))};
    const struct lk_pair settled = pair("outcome", text(b, LK_STR("committed")));
    struct lk_journal_event e = {.kind = LK_JOURNAL_STEP, .step = s->number,
                                 .txid = strtoull(digits, NULL, 10),
                                 .at_us = s->began_us ? s->began_us : s->at_us,
                                 .body = map(b, v, sizeof v / sizeof *v)};
    *LK_PUSH(&b->events) = e;
    add_skips(b, s->uuid, s->number, s->at_us);
    e.kind = LK_JOURNAL_SETTLED;
    e.at_us = s->at_us;
    e.body = map(b, &settled, 1);
    *LK_PUSH(&b->events) = e;
    free(digits);
}

/* A run that is open in the ledger is under way, unless nobody else can be at work. */
static void add_end(struct rebuild *b, const struct lk_ledger_run *run, struct lk_str heads)
{
    bool open = !run->ended_us;
    struct lk_buf error = {0};
    if (open && !b->alone)
        return;
    lk_sql_mask_message(&error, run->error, "22", 0);
    const struct lk_pair v[] = {
        pair("outcome", text(b, open ? LK_STR("interrupted") : run->outcome)),
        pair("heads", text(b, heads)),
        pair("error", run->error.p ? text(b, lk_buf_str(&error)) : lk_datum_null()),
        pair("status", run->status < 0 ? lk_datum_null()
                                       : lk_datum_int(b->past->arena, run->status))};
    *LK_PUSH(&b->events) = (struct lk_journal_event){
        .kind = open || lk_str_is(run->outcome, "interrupted") ? LK_JOURNAL_INTERRUPTED
                                                               : LK_JOURNAL_END,
        .at_us = open ? run->began_us : run->ended_us, .body = map(b, v, sizeof v / sizeof *v)};
    lk_buf_clear(&error);
}

/* The same members as a run of this machine has, as far as the ledger knows them. */
static const struct lk_datum *describe(struct rebuild *b, const struct lk_ledger_run *run,
                                       struct lk_str from, const struct lk_datum *commits)
{
    const struct lk_db_facts *f = lk_db_facts(b->past->db);
    struct lk_arena *a = b->past->arena;
    const struct lk_pair v[] = {
        pair("command", text(b, lk_str_of(run->command))), pair("database", text(b, f->database)),
        pair("host", text(b, f->host)), pair("port", lk_datum_int(a, f->port)),
        pair("user", text(b, run->role)),
        pair("server_version", lk_datum_int(a, run->server_version)),
        pair("version_table", text(b, run->version_table)), pair("client", text(b, run->client)),
        pair("limbeck", text(b, run->limbeck)), pair("from", text(b, from)),
        pair("steps", lk_datum_int(a, (int64_t)run->steps)), pair("commits", commits)};
    return map(b, v, sizeof v / sizeof *v);
}

/* Of the steps that were read, from one on. */
static const struct lk_datum *commits_of(struct rebuild *b, size_t from)
{
    struct lk_arena *a = b->past->arena;
    const struct lk_provenance **v = lk_arena_array(a, b->step - from + 1, sizeof *v);
    for (size_t i = from; i < b->step; i++)
        v[i - from] = b->steps.v[i].from_git;
    return lk_record_commits(a, v, b->step - from);
}

/* Rows come grouped by run, the newest first; events go into one array, whose place is only final
 * when it is complete. */
static void add_run(struct lk_journal_past *out, struct rebuild *b,
                    const struct lk_ledger_run *run)
{
    struct lk_str from = {NULL, 0}, to = {NULL, 0};
    size_t first = b->events.n, step = b->step;
    for (; b->step < b->steps.n && strcmp(b->steps.v[b->step].uuid, run->uuid) == 0; b->step++) {
        from = from.p ? from : place(b->steps.v[b->step].from);
        to = place(b->steps.v[b->step].to);
        add_step(b, &b->steps.v[b->step]);
    }
    add_skips(b, run->uuid, UINT32_MAX, run->began_us);
    add_end(b, run, to);
    *out = (struct lk_journal_past){.n = b->events.n - first,
        .start = {.uuid = run->uuid, .target = b->past->target, .at_us = run->began_us,
                  .body = describe(b, run, from, commits_of(b, step))}};
}

/* The run under way is in the journal already, under its own name. */
static bool is_wanted(const struct lk_past *p, const struct lk_ledger_run *run)
{
    return strcmp(run->uuid, p->own) != 0 && (!p->client.n || lk_str_eq(run->client, p->client));
}

/* What is not wanted is read all the same, for its rows lie between the others'. */
static bool adopt(size_t *count, struct rebuild *b, struct lk_err *err)
{
    struct lk_journal_past *v = lk_arena_array(b->past->arena, b->runs.n + 1, sizeof *v);
    size_t n = 0, at = 0;
    for (size_t i = 0; i < b->runs.n; i++) {
        struct lk_journal_past ignored;
        bool wanted = is_wanted(b->past, &b->runs.v[i]);
        size_t before = b->events.n;
        add_run(wanted ? &v[n++] : &ignored, b, &b->runs.v[i]);
        b->events.n = wanted ? b->events.n : before;
    }
    for (size_t i = 0; i < n; at += v[i++].n)
        v[i].event = b->events.v + at;
    *count = n;
    return lk_journal_adopt(b->past->journal, b->past->target, v, n, err);
}

bool lk_past_rebuild(size_t *count, const struct lk_past *past, bool alone, struct lk_err *err)
{
    struct rebuild b = {.past = past, .alone = alone};
    bool ok = read_all(&b, err) && adopt(count, &b, err);
    free(b.events.v);
    return ok;
}

/* One cell of a question without arguments, in the arena; who may not ask gets the empty text. */
static struct lk_str ask(const struct lk_past *p, enum lk_question q, uint32_t column)
{
    struct lk_result *r;
    struct lk_err ignored = {0};
    struct lk_str text = LK_STR("");
    if (lk_db_ask(&r, p->db, q, NULL, &ignored)) {
        text = r->nrows ? lk_arena_str(p->arena, r->cell(r, 0, column)) : text;
        lk_result_free(r);
    }
    lk_err_clear(&ignored);
    return text;
}

/* Whether a run without end is under way is left to the next run to decide. */
bool lk_run_rebuild_journal(size_t *runs, const char *path, const struct lk_db_target *target,
                            const struct lk_version_table *table, struct lk_err *err)
{
    struct lk_past p = {.arena = lk_arena_new(), .own = ""};
    bool ok = lk_db_open(&p.db, target, err) && lk_journal_open(&p.journal, path, NULL, err);
    *runs = 0;
    if (ok) {
        p.table = lk_ledger_table_name(p.arena, table, ask(&p, LK_ASK_SESSION, 1));
        p.target = lk_past_target(p.arena, ask(&p, LK_ASK_SYSTEM, 0), lk_db_facts(p.db), p.table);
        ok = lk_past_rebuild(runs, &p, false, err);
    }
    lk_journal_close(p.journal);
    lk_db_close(p.db);
    lk_arena_free(p.arena);
    return ok;
}
