/* Writing to the journal: runs begin, events are appended, old runs go.  It decides nothing about
 * what is worth remembering. */
#include "journal/private.h"

static const char *const query_text[LK_JQ_COUNT] = {
#define LK_JOURNAL_QUERY(id, sql) [LK_JQ_##id] = sql,
#include "journal/queries.def"
#undef LK_JOURNAL_QUERY
};

static const char *const kind_name[LK_JOURNAL_COUNT] = {
#define LK_JOURNAL(id, name, doc) [LK_JOURNAL_##id] = name,
#include "journal/kinds.def"
#undef LK_JOURNAL
};

/* A run needs a handful of them; each is prepared once. */
sqlite3_stmt *lk_journal_query(struct lk_journal *j, enum lk_journal_query q)
{
    if (!j->query[q])
        sqlite3_prepare_v3(j->sql, query_text[q], -1, SQLITE_PREPARE_PERSISTENT, &j->query[q],
                           NULL);
    return j->query[q];
}

bool lk_journal_bind(sqlite3_stmt *s, int at, struct lk_str text)
{
    return sqlite3_bind_text(s, at, text.p ? text.p : "", (int)text.n, SQLITE_TRANSIENT) ==
           SQLITE_OK;
}

bool lk_journal_step(struct lk_journal *j, enum lk_journal_query q)
{
    int rc = sqlite3_step(j->query[q]);
    sqlite3_reset(j->query[q]);
    sqlite3_clear_bindings(j->query[q]);
    return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

bool lk_journal_exec(struct lk_journal *j, enum lk_journal_query q)
{
    return lk_journal_query(j, q) && lk_journal_step(j, q);
}

/* Ends a transaction one way or the other.  The reason is read before ROLLBACK replaces it. */
static bool finish(struct lk_journal *j, bool ok, struct lk_err *err)
{
    if (ok && lk_journal_exec(j, LK_JQ_COMMIT))
        return true;
    lk_journal_fail(j, "write to", err);
    if (!sqlite3_get_autocommit(j->sql))
        lk_journal_exec(j, LK_JQ_ROLLBACK);
    return false;
}

/* Canonical JSON, so that equal events are equal bytes. */
static bool bind_json(sqlite3_stmt *s, int at, const struct lk_datum *body)
{
    struct lk_buf json = {0};
    if (!body)
        return sqlite3_bind_null(s, at) == SQLITE_OK;
    lk_datum_json(&json, body);
    bool ok = lk_journal_bind(s, at, lk_buf_str(&json));
    lk_buf_clear(&json);
    return ok;
}

/* END and INTERRUPTED also close the row of the run, in the same transaction. */
static bool end_run(struct lk_journal *j, int64_t run, const struct lk_journal_event *e)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_END_RUN);
    return s && sqlite3_bind_int64(s, 1, run) == SQLITE_OK &&
           sqlite3_bind_int64(s, 2, e->at_us) == SQLITE_OK && bind_json(s, 3, e->body) &&
           lk_journal_step(j, LK_JQ_END_RUN);
}

static bool add_event(struct lk_journal *j, int64_t run, const struct lk_journal_event *e)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_ADD_EVENT);
    bool ends = e->kind == LK_JOURNAL_END || e->kind == LK_JOURNAL_INTERRUPTED;
    return s && sqlite3_bind_int64(s, 1, run) == SQLITE_OK &&
           lk_journal_bind(s, 2, lk_str_of(kind_name[e->kind])) &&
           sqlite3_bind_int64(s, 3, e->step) == SQLITE_OK &&
           sqlite3_bind_int64(s, 4, e->op) == SQLITE_OK &&
           sqlite3_bind_int64(s, 5, (sqlite3_int64)e->txid) == SQLITE_OK &&
           sqlite3_bind_int64(s, 6, e->at_us) == SQLITE_OK &&
           (e->json.p ? lk_journal_bind(s, 7, e->json) : bind_json(s, 7, e->body)) &&
           lk_journal_step(j, LK_JQ_ADD_EVENT) && (!ends || end_run(j, run, e));
}

/* All of it or nothing. */
bool lk_journal_append(struct lk_journal *j, const struct lk_journal_event *events, size_t n,
                       struct lk_err *err)
{
    bool ok = lk_journal_exec(j, LK_JQ_BEGIN);
    for (size_t i = 0; ok && i < n; i++)
        ok = add_event(j, j->run, &events[i]);
    return finish(j, ok, err);
}

bool lk_journal_settle(struct lk_journal *j, int64_t run, const struct lk_journal_event *event,
                       struct lk_err *err)
{
    return finish(j, lk_journal_exec(j, LK_JQ_BEGIN) && add_event(j, run, event), err);
}

/* A uuid that is there already is left alone; the count of changes tells. */
static bool add_run(struct lk_journal *j, const struct lk_journal_start *start, bool rebuilt)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_ADD_RUN);
    return s && lk_journal_bind(s, 1, lk_str_of(start->uuid)) &&
           sqlite3_bind_int64(s, 2, start->at_us) == SQLITE_OK && bind_json(s, 3, start->body) &&
           lk_journal_bind(s, 4, start->target) && sqlite3_bind_int(s, 5, rebuilt) == SQLITE_OK &&
           lk_journal_step(j, LK_JQ_ADD_RUN);
}

bool lk_journal_begin(const struct lk_journal_start *start, struct lk_journal *j,
                      struct lk_err *err)
{
    if (!add_run(j, start, false))
        return lk_journal_fail(j, "write to", err);
    if (sqlite3_changes(j->sql) != 1)
        return lk_fail(err, LK_E_JOURNAL, "the journal has a run '%s' already", start->uuid);
    j->run = sqlite3_last_insert_rowid(j->sql);
    return true;
}

/* Has a query with one text a row? */
static bool has_row(bool *out, struct lk_journal *j, enum lk_journal_query q, struct lk_str text,
                    struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, q);
    int rc = s && lk_journal_bind(s, 1, text) ? sqlite3_step(s) : SQLITE_ERROR;
    *out = rc == SQLITE_ROW;
    sqlite3_reset(s);
    return rc == SQLITE_ROW || rc == SQLITE_DONE || lk_journal_fail(j, "read", err);
}

bool lk_journal_knows(bool *out, struct lk_journal *j, struct lk_str target, struct lk_err *err)
{
    return has_row(out, j, LK_JQ_KNOWS, target, err);
}

bool lk_journal_has(bool *out, struct lk_journal *j, const char *uuid, struct lk_err *err)
{
    return has_row(out, j, LK_JQ_HAS, lk_str_of(uuid), err);
}

/* A run that was adopted before, or that this file has seen itself, is left as it is. */
static bool adopt(struct lk_journal *j, const struct lk_journal_past *past)
{
    bool ok = add_run(j, &past->start, true);
    if (!ok || !sqlite3_changes(j->sql))
        return ok;
    int64_t run = sqlite3_last_insert_rowid(j->sql);
    for (size_t i = 0; ok && i < past->n; i++)
        ok = add_event(j, run, &past->event[i]);
    return ok;
}

bool lk_journal_adopt(struct lk_journal *j, struct lk_str target,
                      const struct lk_journal_past *past, size_t n, struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_ADD_KNOWN);
    bool ok = s && lk_journal_exec(j, LK_JQ_BEGIN);
    for (size_t i = n; ok && i-- > 0;)
        ok = adopt(j, &past[i]);
    ok = ok && lk_journal_bind(s, 1, target) && lk_journal_step(j, LK_JQ_ADD_KNOWN);
    return finish(j, ok, err);
}

/* The bounds of the three queries about old runs; the run under way is none of them. */
static sqlite3_stmt *old_runs(struct lk_journal *j, enum lk_journal_query q,
                              const struct lk_journal_keep *keep)
{
    sqlite3_stmt *s = lk_journal_query(j, q);
    bool ok = s && sqlite3_bind_int64(s, 1, j->run) == SQLITE_OK &&
              sqlite3_bind_int64(s, 2, keep->since_us) == SQLITE_OK &&
              sqlite3_bind_int64(s, 3, keep->runs < 0 ? INT64_MAX : keep->runs) == SQLITE_OK;
    return ok ? s : NULL;
}

/* Looked for first: to find nothing must cost nothing. */
bool lk_journal_prune(struct lk_journal *j, const struct lk_journal_keep *keep, struct lk_err *err)
{
    sqlite3_stmt *s = old_runs(j, LK_JQ_ANY_OLD, keep);
    if (!s || sqlite3_step(s) != SQLITE_ROW)
        return lk_journal_fail(j, "read", err);
    bool any = sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    if (!any)
        return true;
    bool ok = lk_journal_exec(j, LK_JQ_BEGIN) && old_runs(j, LK_JQ_DELETE_EVENTS, keep) &&
              lk_journal_step(j, LK_JQ_DELETE_EVENTS) && old_runs(j, LK_JQ_DELETE_RUNS, keep) &&
              lk_journal_step(j, LK_JQ_DELETE_RUNS);
    return finish(j, ok, err);
}
