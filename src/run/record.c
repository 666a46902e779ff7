/* The run's hold on its journal: opening, beginning, writing what was kept, and what is done when
 * the file fails.  Without a journal nothing is kept. */
#include "base/time.h"
#include "run/provenance.h"
#include "run/record_parts.h"
#include "run/say.h"
#include "sql/mask.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#define pair lk_record_pair

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

/* Sentences of the journal's: what became of its file. */
static void tell(const struct lk_run_plan *plan, struct lk_buf *note)
{
    struct lk_str line, rest = lk_buf_str(note);
    while (lk_str_split(&line, &rest, '\n'))
        if (line.n)
            lk_run_say(plan, LK_RUN_WARN, LK_LOG_LIMBECK, LK_PRI, LK_ARG(line));
    lk_buf_clear(note);
}

/* The plan's file, with a word on what had to be done to it. */
static bool open_file(struct lk_record *r, struct lk_err *err)
{
    struct lk_buf note = {0};
    char *path = lk_strdup(r->plan->journal_path);
    bool ok = lk_journal_open(&r->journal, path, &note, err);
    free(path);
    tell(r->plan, &note);
    return ok;
}

void lk_record_give_up(struct lk_record *r, struct lk_err *why)
{
    lk_run_say(r->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "going on without the journal: %s",
               why->message);
    lk_err_clear(why);
    lk_journal_close(r->journal);
    r->journal = NULL;
}

/* Nobody asked for the default path, so that a directory which cannot be written must not stop a
 * run.  The run's identity is made even without a journal, as the ledger needs it. */
bool lk_record_new(struct lk_record **out, const struct lk_run_plan *plan, struct lk_err *err)
{
    struct lk_record *r = *out = lk_zalloc(1, sizeof *r);
    struct lk_err why = {0};
    r->plan = plan;
    r->sources = plan->sources;
    r->mask = plan->journal_values ? LK_MASK_VALUES : 0;
    r->now.arena = lk_arena_new();
    r->due.arena = lk_arena_new();
    r->start_arena = lk_arena_new();
    random_uuid(r->uuid);
    if (!plan->journal_path.n || open_file(r, &why))
        return true;
    if (!plan->journal_named)
        lk_record_give_up(r, &why);
    else
        lk_err_move(err, &why);
    return !plan->journal_named;
}

/* The steps as a list of revisions: what a killed run had meant to do must be told by somebody
 * else.  A stamp's step has rows only. */
static const struct lk_datum *plan_of(struct lk_arena *a, const struct lk_plan *todo)
{
    const struct lk_datum **v = lk_arena_array(a, todo->n + 1, sizeof *v);
    for (size_t i = 0; i < todo->n; i++)
        v[i] = lk_datum_str(a, todo->v[i].revision ? todo->v[i].revision->id : todo->v[i].to);
    return lk_datum_list(a, v, todo->n);
}

/* What was deployed, whether or not the run comes to the step of it. */
static const struct lk_datum *commits_of(struct lk_arena *a, const struct lk_record_start *s)
{
    const struct lk_provenance **v = lk_arena_array(a, s->todo->n + 1, sizeof *v);
    for (size_t i = 0; i < s->todo->n; i++)
        v[i] = lk_provenance_of(s->provenance, &s->todo->v[i]);
    return lk_record_commits(a, v, s->todo->n);
}

static const struct lk_datum *heads_of(struct lk_arena *a, const struct lk_names *heads)
{
    struct lk_buf text = {0};
    lk_run_add_heads(&text, heads);
    const struct lk_datum *d = lk_datum_str(a, lk_buf_str(&text));
    lk_buf_clear(&text);
    return d;
}

/* The body of the run's row. */
static const struct lk_datum *describe(struct lk_record *r, const struct lk_record_start *s)
{
    struct lk_arena *a = r->start_arena;
    const struct lk_db_facts *f = s->facts;
    const struct lk_pair v[] = {
        pair("command", lk_datum_str(a, lk_str_of(lk_run_command(r->plan)))),
        pair("direction", lk_datum_str(a, r->plan->downgrade ? LK_STR("downgrade")
                                                             : LK_STR("upgrade"))),
        pair("database", lk_datum_str(a, f->database)), pair("host", lk_datum_str(a, f->host)),
        pair("port", lk_datum_int(a, f->port)), pair("user", lk_datum_str(a, f->user)),
        pair("server_version", lk_datum_int(a, f->server_version)),
        pair("version_table", lk_datum_str(a, s->table)),
        pair("client", lk_datum_str(a, s->client)),
        pair("limbeck", lk_datum_str(a, LK_STR(PACKAGE_VERSION))),
        pair("from", heads_of(a, s->heads)), pair("plan", plan_of(a, s->todo)),
        pair("commits", commits_of(a, s))};
    return lk_datum_map(a, v, sizeof v / sizeof *v);
}

/* A damaged file makes room for a new one, in which the run begins again; its past comes back from
 * the ledger with a later run. */
static bool replace(struct lk_record *r, struct lk_err *err)
{
    struct lk_buf note = {0};
    char *path = lk_strdup(r->plan->journal_path);
    lk_journal_close(r->journal);
    r->journal = NULL;
    bool ok = lk_journal_set_aside(path, &note, err) && open_file(r, err) &&
              lk_journal_begin(&r->start, r->journal, err);
    tell(r->plan, &note);
    free(path);
    return ok;
}

/* Does what failed once more with a new file, if that is what it needs. */
static bool mended(struct lk_record *r, struct lk_err *why)
{
    if (!lk_journal_is_damaged(r->journal))
        return false;
    lk_err_clear(why);
    return replace(r, why);
}

bool lk_record_begin(struct lk_record *r, const struct lk_record_start *s, struct lk_err *err)
{
    struct lk_err why = {0};
    if (!r->journal)
        return true;
    r->start = (struct lk_journal_start){.uuid = r->uuid, .at_us = lk_time_wall_us(),
                                         .target = lk_arena_str(r->start_arena, s->target),
                                         .body = describe(r, s)};
    if (lk_journal_begin(&r->start, r->journal, &why) || mended(r, &why))
        return true;
    if (!r->plan->journal_named)
        lk_record_give_up(r, &why);
    else
        lk_err_move(err, &why);
    return !r->plan->journal_named;
}

/* What was kept and not yet appended is lost; lk_record_end() comes before. */
void lk_record_free(struct lk_record *r)
{
    if (!r)
        return;
    free(r->now.v);
    free(r->due.v);
    lk_journal_close(r->journal);
    lk_arena_free(r->now.arena);
    lk_arena_free(r->due.arena);
    lk_arena_free(r->start_arena);
    free(r);
}

/* The text lives as long as the record. */
const char *lk_record_uuid(const struct lk_record *r)
{
    return r->uuid;
}

struct lk_journal *lk_record_journal(const struct lk_record *r)
{
    return r ? r->journal : NULL;
}

static void forget(struct lk_batch *b)
{
    b->n = b->json = 0;
    lk_arena_free(b->arena);
    b->arena = lk_arena_new();
}

/* One append per transaction.  A journal that fails is closed with one warning, since the migration
 * matters more than its record. */
static void append(struct lk_record *r, const struct lk_batch *b)
{
    struct lk_err why = {0};
    bool ok = !b->n || !r->journal || lk_journal_append(r->journal, b->v, b->n, &why);
    if (!ok && mended(r, &why))
        ok = lk_journal_append(r->journal, b->v, b->n, &why);
    if (!ok)
        lk_record_give_up(r, &why);
}

/* What is due goes along: one append for both. */
void lk_record_flush(struct lk_record *r)
{
    for (size_t i = 0; r->due.n && i < r->now.n; i++)
        *LK_PUSH(&r->due) = r->now.v[i];
    append(r, r->due.n ? &r->due : &r->now);
    forget(&r->due);
    forget(&r->now);
}

void lk_record_defer(struct lk_record *r)
{
    struct lk_batch empty = r->due;
    if (empty.n) {
        append(r, &empty);
        forget(&empty);
    }
    r->due = r->now;
    r->now = empty;
}

/* The last transaction's events are written while the server carries out the next one, whose own
 * are turned into JSON.  A process that is killed before has lost no more than one that is killed
 * before it could write at all: the next start learns from the database what was committed. */
void lk_record_idle(struct lk_record *r)
{
    if (!r || !r->journal)
        return;
    if (r->due.n) {
        append(r, &r->due);
        forget(&r->due);
    }
    for (; r->now.json < r->now.n; r->now.json++) {
        struct lk_journal_event *e = &r->now.v[r->now.json];
        struct lk_buf json = {0};
        lk_datum_json(&json, e->body);
        e->json = lk_arena_str(r->now.arena, lk_buf_str(&json));
        lk_buf_clear(&json);
    }
}
