/* Rows of the ledger as data.  One question per table; what an older version of the ledger does
 * not have comes back as NULL (see questions.def). */
#include "db/ledger_read.h"
#include <stdio.h>
#include <stdlib.h>

struct rows {
    struct lk_result *r;
    struct lk_arena *arena;
    uint64_t at;                   /* row */
    uint32_t next;                 /* column */
};

/* The next cell of the row, copied; p is NULL where it is NULL. */
static struct lk_str text(struct rows *rows)
{
    struct lk_str cell = rows->r->cell(rows->r, rows->at, rows->next++);
    return cell.p ? lk_arena_str(rows->arena, cell) : cell;
}

static int64_t number(struct rows *rows, int64_t absent)
{
    struct lk_str cell = text(rows);
    return cell.p ? strtoll(cell.p, NULL, 10) : absent;
}

/* A cell that is known to be a text of limbeck's own. */
static const char *word(struct rows *rows)
{
    return text(rows).p;
}

static enum lk_known known(struct rows *rows)
{
    struct lk_str cell = text(rows);
    return !cell.p ? LK_KNOWN_NOT : cell.p[0] == 't' ? LK_KNOWN_YES : LK_KNOWN_NO;
}

/* Is the table there?  Versions before it have no rows of it. */
static bool is_there(bool *there, struct lk_db *db, const char *table, struct lk_err *err)
{
    struct lk_result *r;
    struct lk_str name = lk_str_of(table);
    if (!lk_db_ask(&r, db, LK_ASK_IS_VISIBLE, &name, err))
        return lk_err_prefix(err, "cannot look for limbeck's ledger");
    *there = lk_str_is(lk_result_text(r), "t");
    lk_result_free(r);
    return true;
}

/* An absent table and an absent row look alike: *r stays NULL for the former. */
static bool ask(struct rows *out, const struct lk_ledger_from *from, enum lk_question question,
                const struct lk_ledger_ask *a, struct lk_err *err)
{
    static const struct { enum lk_question question; const char *table; } tables[] = {
        {LK_ASK_LEDGER_RUNS, "limbeck.run"},     {LK_ASK_LEDGER_STEPS, "limbeck.step"},
        {LK_ASK_LEDGER_SKIPS, "limbeck.skip"},   {LK_ASK_LEDGER_TEXTS, "limbeck.step_text"},
        {LK_ASK_PARTIALS, "limbeck.partial"},    {LK_ASK_LEDGER_INVERSES, "limbeck.inverse"}};
    char limit[16];
    bool there = false;
    size_t i = 0;
    *out = (struct rows){.arena = from->arena};
    while (tables[i].question != question)
        i++;
    if (!is_there(&there, from->db, tables[i].table, err))
        return false;
    if (!there)
        return true;
    snprintf(limit, sizeof limit, "%u", a->limit);
    struct lk_str arg[4] = {a->run, a->revision, a->version_table, lk_str_of(limit)};
    for (size_t k = 0; k < 3; k++)
        arg[k].p = arg[k].n ? arg[k].p : NULL;
    if (!a->limit)
        arg[3].p = NULL;
    return lk_db_ask(&out->r, from->db, question, arg, err) ||
           lk_err_prefix(err, "cannot read limbeck's ledger");
}

/* Moves to a row; the cells are taken from its first. */
static bool row(struct rows *rows, size_t at)
{
    rows->at = at;
    rows->next = 0;
    return rows->r && at < rows->r->nrows;
}

/* Room for all rows, zeroed; *n is their number. */
static void *room(size_t *n, const struct rows *rows, size_t size)
{
    *n = rows->r ? (size_t)rows->r->nrows : 0;
    return lk_arena_array(rows->arena, *n + 1, size);
}

bool lk_ledger_runs(struct lk_ledger_runs *out, const struct lk_ledger_from *from,
                    const struct lk_ledger_ask *a, struct lk_err *err)
{
    struct rows rows;
    if (!ask(&rows, from, LK_ASK_LEDGER_RUNS, a, err))
        return false;
    out->v = room(&out->n, &rows, sizeof *out->v);
    for (size_t i = 0; row(&rows, i); i++) {
        struct lk_ledger_run *r = &out->v[i];
        r->uuid = word(&rows);
        r->command = word(&rows);
        r->version_table = text(&rows);
        r->client = text(&rows);
        r->limbeck = text(&rows);
        r->server_version = (int)number(&rows, 0);
        r->steps = (size_t)number(&rows, 0);
        r->outcome = text(&rows);
        r->error = text(&rows);
        r->status = (int)number(&rows, -1);
        r->began_us = number(&rows, 0);
        r->ended_us = number(&rows, 0);
        r->role = text(&rows);
        r->login = text(&rows);
    }
    lk_result_free(rows.r);
    return true;
}

/* As lk_ledger_step_sql wrote it.  A ledger of version 1 knows nothing of it. */
static const struct lk_provenance *provenance(struct rows *rows)
{
    struct lk_provenance *p = lk_arena_alloc(rows->arena, sizeof *p);
    p->source = text(rows);
    p->commit = text(rows);
    p->changed = text(rows);
    p->author = text(rows);
    p->authored_us = number(rows, 0);
    p->committed_us = number(rows, 0);
    p->blob = text(rows);
    p->path = text(rows);
    p->ref = text(rows);
    p->remote = text(rows);
    p->file_dirty = known(rows);
    p->tree_dirty = known(rows);
    return p->source.p ? p : NULL;
}

bool lk_ledger_steps(struct lk_ledger_steps *out, const struct lk_ledger_from *from,
                     const struct lk_ledger_ask *a, struct lk_err *err)
{
    struct rows rows;
    if (!ask(&rows, from, LK_ASK_LEDGER_STEPS, a, err))
        return false;
    out->v = room(&out->n, &rows, sizeof *out->v);
    for (size_t i = 0; row(&rows, i); i++) {
        struct lk_ledger_step *s = &out->v[i];
        s->uuid = word(&rows);
        s->number = (uint32_t)number(&rows, 0);
        s->operations = (uint32_t)number(&rows, 0);
        s->revision = text(&rows);
        s->from = text(&rows);
        s->to = text(&rows);
        s->downgrade = lk_str_is(text(&rows), "downgrade");
        s->us = number(&rows, 0);
        s->began_us = number(&rows, 0);
        s->at_us = number(&rows, 0);
        s->txid = text(&rows);
        s->from_git = provenance(&rows);
    }
    lk_result_free(rows.r);
    return true;
}

bool lk_ledger_skips(struct lk_ledger_skips *out, const struct lk_ledger_from *from,
                     const struct lk_ledger_ask *a, struct lk_err *err)
{
    struct rows rows;
    if (!ask(&rows, from, LK_ASK_LEDGER_SKIPS, a, err))
        return false;
    out->v = room(&out->n, &rows, sizeof *out->v);
    for (size_t i = 0; row(&rows, i); i++) {
        struct lk_ledger_skip *s = &out->v[i];
        s->uuid = word(&rows);
        s->number = (uint32_t)number(&rows, 0);
        s->operation = (uint32_t)number(&rows, 0);
        s->name = text(&rows);
        s->target = text(&rows);
        s->message = text(&rows);
        s->place = text(&rows);
        s->sqlstate = word(&rows);
    }
    lk_result_free(rows.r);
    return true;
}

bool lk_ledger_texts(struct lk_ledger_texts *out, const struct lk_ledger_from *from,
                     const struct lk_ledger_ask *a, struct lk_err *err)
{
    struct rows rows;
    if (!ask(&rows, from, LK_ASK_LEDGER_TEXTS, a, err))
        return false;
    out->v = room(&out->n, &rows, sizeof *out->v);
    for (size_t i = 0; row(&rows, i); i++) {
        struct lk_ledger_text *t = &out->v[i];
        t->uuid = word(&rows);
        t->number = (uint32_t)number(&rows, 0);
        t->path = text(&rows);
        t->hash = text(&rows);
        t->content = text(&rows);
    }
    lk_result_free(rows.r);
    return true;
}

bool lk_ledger_inverses(struct lk_ledger_inverses *out, const struct lk_ledger_from *from,
                        const struct lk_ledger_ask *a, struct lk_err *err)
{
    struct rows rows;
    if (!ask(&rows, from, LK_ASK_LEDGER_INVERSES, a, err))
        return false;
    out->v = room(&out->n, &rows, sizeof *out->v);
    for (size_t i = 0; row(&rows, i); i++) {
        struct lk_ledger_inverse *v = &out->v[i];
        v->uuid = word(&rows);
        v->number = (uint32_t)number(&rows, 0);
        v->operation = (uint32_t)number(&rows, 0);
        v->name = text(&rows);
        v->target = text(&rows);
        v->undo = text(&rows);
        v->reason = text(&rows);
        v->state = text(&rows);
        v->search_path = text(&rows);
    }
    lk_result_free(rows.r);
    return true;
}

/* Usually there is none. */
bool lk_ledger_partials(struct lk_ledger_partials *out, const struct lk_ledger_from *from,
                        const struct lk_ledger_ask *a, struct lk_err *err)
{
    struct rows rows;
    if (!ask(&rows, from, LK_ASK_PARTIALS, a, err))
        return false;
    out->v = room(&out->n, &rows, sizeof *out->v);
    for (size_t i = 0; row(&rows, i); i++) {
        struct lk_ledger_partial *p = &out->v[i];
        p->uuid = word(&rows);
        p->version_table = text(&rows);
        p->revision = text(&rows);
        p->downgrade = lk_str_is(text(&rows), "downgrade");
        p->operations = (uint32_t)number(&rows, 0);
        p->hash = text(&rows);
        p->results_read = lk_str_is(text(&rows), "t");
        p->intent = text(&rows);
    }
    lk_result_free(rows.r);
    return true;
}

/* Schemas with a version table each are common (one per tenant): what is left half done in one
 * must not be taken for another's. */
struct lk_str lk_ledger_table_name(struct lk_arena *arena, const struct lk_version_table *t,
                                   struct lk_str current)
{
    struct lk_str schema = t->schema.n ? t->schema : current;
    if (!schema.n || lk_str_is(schema, "public"))
        return t->table;
    return lk_arena_format(arena, LK_PRI "." LK_PRI, LK_ARG(schema), LK_ARG(t->table));
}
