/* Events of the run for the journal, kept in memory until their transaction ends and then appended
 * in one go.  Without a journal nothing is kept. */
#include "run/record.h"
#include "base/time.h"
#include "run/exec_acts.h"
#include "run/say.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

/* What a run keeps for its journal. */
struct lk_record {
    const struct lk_run_plan *plan;
    struct lk_journal *journal;        /* NULL: nothing is kept */
    const struct lk_sources *sources;  /* for lines; may be NULL */
    struct lk_arena *arena;        /* bodies of the kept events */
    struct { struct lk_journal_event *v; size_t n, cap; } events;
    uint32_t step;                 /* number of the step under way, from 1 */
    char uuid[37];                 /* of the run; the ledger has the same */
};

/* A member of an event's body; the key is a constant. */
static struct lk_pair pair(const char *key, const struct lk_datum *value)
{
    return (struct lk_pair){lk_str_of(key), value};
}

/* Version 4: random, so that runs on several machines never share one.  Without randomness it is
 * the same one each time: a journal that cannot be told apart is no reason to stop a deployment. */
static void random_uuid(char text[37])
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        memset(b, 0, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    char *p = text;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *p++ = '-';
        p += snprintf(p, 3, "%02x", b[i]);
    }
}

/* An event of the step that is under way; an operation may belong to one before.  The time is
 * that of the event, not of the writing. */
static struct lk_journal_event *keep(struct lk_record *r, enum lk_journal_kind kind, uint32_t op,
                                     const struct lk_datum *body)
{
    struct lk_journal_event *e = LK_PUSH(&r->events);
    *e = (struct lk_journal_event){.kind = kind, .step = r->step, .op = op,
                                   .at_us = lk_time_wall_us(), .body = body};
    return e;
}

/* Copied: steps are gone before the event is written. */
static const struct lk_datum *text(struct lk_record *r, struct lk_str s)
{
    return lk_datum_str(r->arena, s);
}

/* A default path that cannot be used is a warning; a named one fails the run before it begins.
 * Nobody asked for the default path, so that a directory which cannot be written must not stop a
 * run. */
static bool open_journal(struct lk_journal **out, const struct lk_run_plan *plan,
                         struct lk_err *err)
{
    struct lk_err why = {0};
    *out = NULL;
    if (!plan->journal_path.n)
        return true;
    char *path = lk_strdup(plan->journal_path);
    struct lk_buf note = {0};
    bool ok = lk_journal_open(out, path, &note, &why);
    free(path);
    if (!ok && plan->journal_named) {
        lk_err_move(err, &why);
        return false;
    }
    if (!ok)
        lk_run_say(plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the journal: %s",
                   why.message);
    lk_err_clear(&why);
    return true;
}

/* The run's identity is made even without a journal, as the ledger in the database needs it. */
bool lk_record_new(struct lk_record **out, const struct lk_run_plan *plan,
                   const struct lk_db_facts *f, struct lk_err *err)
{
    struct lk_record *r = lk_zalloc(1, sizeof *r);
    if (!open_journal(&r->journal, plan, err)) {
        lk_record_free(r);
        return false;
    }
    r->plan = plan;
    r->sources = plan->sources;
    r->arena = lk_arena_new();
    random_uuid(r->uuid);
    *out = r;
    if (!r->journal)
        return true;
    const struct lk_pair v[] = {
        pair("command", text(r, lk_str_of(lk_run_command(plan)))),
        pair("database", text(r, f->database)), pair("host", text(r, f->host)),
        pair("port", lk_datum_int(r->arena, f->port)), pair("user", text(r, f->user)),
        pair("server_version", lk_datum_int(r->arena, f->server_version)),
        pair("version_table", text(r, plan->version.table))};
    struct lk_journal_start start = {r->uuid, LK_STR(""), lk_time_wall_us(),
                                     lk_datum_map(r->arena, v, sizeof v / sizeof *v)};
    return lk_journal_begin(&start, r->journal, err);
}

/* What was kept and not yet appended is lost; lk_record_end() comes before. */
void lk_record_free(struct lk_record *r)
{
    if (!r)
        return;
    free(r->events.v);
    lk_journal_close(r->journal);
    lk_arena_free(r->arena);
    free(r);
}

/* The text lives as long as the record. */
const char *lk_record_uuid(const struct lk_record *r)
{
    return r->uuid;
}

/* Numbers count from 1 through the whole run, in the order of execution. */
void lk_record_step(struct lk_record *r, const struct lk_step *step, uint32_t number)
{
    r->step = number;
    if (!r->journal)
        return;
    const struct lk_pair v[] = {
        pair("direction", text(r, step->downgrade ? LK_STR("downgrade") : LK_STR("upgrade"))),
        pair("from", text(r, step->from)), pair("to", text(r, step->to)),
        pair("revision", text(r, step->revision ? step->revision->id : LK_STR("")))};
    keep(r, LK_JOURNAL_STEP, 0, lk_datum_map(r->arena, v, sizeof v / sizeof *v));
}

/* file:line:column, or null where there is no place */
static const struct lk_datum *place_of(struct lk_record *r, struct lk_span span)
{
    struct lk_place place;
    if (!r->sources || !lk_sources_place(&place, r->sources, span))
        return lk_datum_null();
    return text(r, lk_arena_format(r->arena, LK_PRI ":%u:%u", LK_ARG(place.file), place.line,
                                   place.column));
}

/* Duration is from sending to settling; in the pipeline they overlap.  Statements of the run's
 * own have no operation and are left out. A skip has a kind of its own, for people look for
 * those. */
void lk_record_op(struct lk_record *r, const struct lk_unit *u, const struct lk_diag *diag)
{
    static const char *const outcome[] = {
        [LK_EMIT_QUEUED] = "queued", [LK_EMIT_DONE] = "done", [LK_EMIT_SKIPPED] = "skipped",
        [LK_EMIT_FAILED] = "failed", [LK_EMIT_UNKNOWABLE] = "", [LK_EMIT_REFUSED] = "refused"};
    if (!r || !r->journal || !u->op)
        return;
    struct lk_datum **sql = lk_arena_array(r->arena, u->nstmt + 1, sizeof *sql);
    for (size_t i = 0; i < u->nstmt; i++)
        sql[i] = lk_datum_str(r->arena, u->stmt[i].sql);
    const struct lk_pair v[] = {
        pair("operation", text(r, lk_str_of(u->op->def->name))),
        pair("outcome", text(r, lk_str_of(outcome[u->outcome]))),
        pair("sql", lk_datum_list(r->arena, (const struct lk_datum *const *)sql, u->nstmt)),
        pair("at", place_of(r, u->op->span)),
        pair("us", lk_datum_int(r->arena, lk_time_wall_us() - u->began_us)),
        pair("sqlstate", diag ? text(r, lk_str_of(diag->sqlstate)) : lk_datum_null()),
        pair("message", diag ? text(r, diag->message) : lk_datum_null())};
    keep(r, u->outcome == LK_EMIT_SKIPPED ? LK_JOURNAL_SKIP : LK_JOURNAL_OP, u->op->seq,
         lk_datum_map(r->arena, v, sizeof v / sizeof *v))->step = u->number;
}

/* The steps behind this event are those of the next attempt. */
void lk_record_retry(struct lk_record *r, const char *why)
{
    if (!r->journal)
        return;
    const struct lk_pair v[] = {pair("why", text(r, lk_str_of(why)))};
    keep(r, LK_JOURNAL_RETRY, 0, lk_datum_map(r->arena, v, 1));
}

/* One append per transaction; the bodies are not needed afterwards.  A journal that fails is
 * closed with one warning, since the migration matters more than its record. */
static void flush(struct lk_record *r)
{
    struct lk_err why = {0};
    if (r->events.n && !lk_journal_append(r->journal, r->events.v, r->events.n, &why)) {
        lk_run_say(r->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the journal: %s",
                   why.message);
        lk_journal_close(r->journal);
        r->journal = NULL;
    }
    lk_err_clear(&why);
    r->events.n = 0;
    lk_arena_free(r->arena);
    r->arena = lk_arena_new();
}

/* The transaction has ended, and what was kept can be told with its true outcome. */
void lk_record_settled(struct lk_record *r, const char *outcome)
{
    if (!r || !r->journal)
        return;
    const struct lk_pair v[] = {pair("outcome", text(r, lk_str_of(outcome)))};
    keep(r, LK_JOURNAL_SETTLED, 0, lk_datum_map(r->arena, v, 1));
    flush(r);
}

/* The last event has the exit status, so that readers need not know the table of errors. */
void lk_record_end(struct lk_record *r, const char *outcome, const struct lk_err *why)
{
    if (!r->journal)
        return;
    r->step = 0;
    const struct lk_pair v[] = {
        pair("outcome", text(r, lk_str_of(outcome))),
        pair("error", why ? text(r, lk_str_of(why->message)) : lk_datum_null()),
        pair("sqlstate", why ? text(r, lk_str_of(why->sqlstate)) : lk_datum_null()),
        pair("status", lk_datum_int(r->arena, why ? lk_err_status(why->code) : 0))};
    keep(r, LK_JOURNAL_END, 0, lk_datum_map(r->arena, v, sizeof v / sizeof *v));
    flush(r);
}

/* Names by which people know a target: the first two text arguments that name something.  Joined
 * by dots, as people write them; empty for operations that have no target. */
void lk_record_target(struct lk_buf *out, const struct lk_op *op)
{
    static const char *const names[] = {"table_name", "source_table", "old_table_name",
                                        "constraint_name", "index_name", "column_name"};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int at = lk_def_param(op->def, names[i]);
        struct lk_str name = at >= 0 ? lk_datum_text(op->arg[at]) : LK_STR("");
        if (!name.n)
            continue;
        lk_buf_addz(out, any ? "." : "");
        lk_buf_add(out, name);
        any = true;
    }
    int column = lk_def_param(op->def, "column");
    if (column >= 0 && lk_datum_is_node(op->arg[column], "column")) {
        lk_buf_addz(out, any ? "." : "");
        lk_buf_add(out, lk_datum_text(lk_node_arg(op->arg[column], "name")));
    }
}
