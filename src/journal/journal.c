/* The journal's file.  WAL with synchronous=FULL: an append is one transaction and one fsync, and a
 * reader never stops a run.  It decides nothing about what is worth remembering. */
#include "journal/journal.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

enum query {
#define LK_JOURNAL_QUERY(id, sql) Q_##id,
#include "journal/queries.def"
#undef LK_JOURNAL_QUERY
    Q_COUNT
};

static const char *const query_text[Q_COUNT] = {
#define LK_JOURNAL_QUERY(id, sql) [Q_##id] = sql,
#include "journal/queries.def"
#undef LK_JOURNAL_QUERY
};

static const char schema[] =
#include "journal/schema.sql.h"
    ;

static const char *const kind_name[LK_JOURNAL_COUNT] = {
#define LK_JOURNAL(id, name, doc) [LK_JOURNAL_##id] = name,
#include "journal/kinds.def"
#undef LK_JOURNAL
};

#define LK_JOURNAL_BUSY_MS 5000

struct lk_journal {
    sqlite3 *sql;
    char *path;                /* for messages */
    sqlite3_stmt *query[Q_COUNT];      /* prepared at opening, finalized at closing */
    int64_t run;               /* the run that began last */
};

const char *lk_journal_kind_name(enum lk_journal_kind kind)
{
    return kind_name[kind];
}

/* Says what SQLite says, and which file. */
static bool fail(struct lk_journal *j, const char *what, struct lk_err *err)
{
    lk_fail(err, LK_E_JOURNAL, "cannot %s the journal '%s': %s", what, j->path,
            sqlite3_errmsg(j->sql));
    return lk_err_hint(err, "'--journal' names another file");
}

/* Everything but the directories' own rights is limbeck's business: mode 0600 from the start. */
static bool make_file(const char *path, struct lk_err *err)
{
    char *dir = lk_strdup(lk_str_of(path));
    for (char *p = dir + 1; *p; p++)
        if (*p == '/') {
            *p = '\0';
            if (mkdir(dir, 0700) != 0 && errno != EEXIST)
                break;
            *p = '/';
        }
    free(dir);
    int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return lk_fail(err, LK_E_JOURNAL, "cannot open the journal '%s': %s", path,
                       strerror(errno));
    close(fd);
    return true;
}

/* Pragmas, tables and statements; each open does all of it, which costs one fsync at most. */
static bool prepare(struct lk_journal *j, struct lk_err *err)
{
    if (sqlite3_exec(j->sql, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL,
                     NULL) != SQLITE_OK ||
        sqlite3_exec(j->sql, schema, NULL, NULL, NULL) != SQLITE_OK)
        return fail(j, "set up", err);
    for (int i = 0; i < Q_COUNT; i++)
        if (sqlite3_prepare_v3(j->sql, query_text[i], -1, SQLITE_PREPARE_PERSISTENT, &j->query[i],
                               NULL) != SQLITE_OK)
            return fail(j, "set up", err);
    return true;
}

bool lk_journal_open(struct lk_journal **out, const char *path, struct lk_err *err)
{
    struct lk_journal *j = lk_zalloc(1, sizeof *j);
    j->path = lk_strdup(lk_str_of(path));
    bool ok = make_file(path, err);
    if (ok && sqlite3_open_v2(path, &j->sql, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        ok = fail(j, "open", err);
    if (ok) {
        sqlite3_busy_timeout(j->sql, LK_JOURNAL_BUSY_MS);
        ok = prepare(j, err);
    }
    if (!ok) {
        lk_journal_close(j);
        j = NULL;
    }
    *out = j;
    return ok;
}

/* The last connection folds the write-ahead log into the file. */
void lk_journal_close(struct lk_journal *j)
{
    if (!j)
        return;
    for (int i = 0; i < Q_COUNT; i++)
        sqlite3_finalize(j->query[i]);
    sqlite3_close(j->sql);
    free(j->path);
    free(j);
}

struct lk_str lk_journal_path(struct lk_arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && state[0] == '/')
        return lk_arena_format(arena, "%s/limbeck/journal.db", state);
    if (home && home[0] == '/')
        return lk_arena_format(arena, "%s/.local/state/limbeck/journal.db", home);
    return (struct lk_str){NULL, 0};
}

/* SQLite copies: events are gone before the transaction ends. */
static bool bind_text(sqlite3_stmt *s, int at, struct lk_str text)
{
    return sqlite3_bind_text(s, at, text.p, (int)text.n, SQLITE_TRANSIENT) == SQLITE_OK;
}

/* Runs a prepared query to its end; its bindings are gone afterwards. */
static bool step(struct lk_journal *j, enum query q)
{
    int rc = sqlite3_step(j->query[q]);
    sqlite3_reset(j->query[q]);
    sqlite3_clear_bindings(j->query[q]);
    return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

/* Canonical JSON, so that equal events are equal bytes. */
static bool bind_json(sqlite3_stmt *s, int at, const struct lk_datum *body)
{
    struct lk_buf json = {0};
    if (!body)
        return sqlite3_bind_null(s, at) == SQLITE_OK;
    lk_datum_json(&json, body);
    bool ok = bind_text(s, at, lk_buf_str(&json));
    lk_buf_clear(&json);
    return ok;
}

/* END also closes the row of the run, in the same transaction. */
static bool add_event(struct lk_journal *j, const struct lk_journal_event *e)
{
    sqlite3_stmt *s = j->query[Q_ADD_EVENT], *end = j->query[Q_END_RUN];
    bool ok = sqlite3_bind_int64(s, 1, j->run) == SQLITE_OK &&
              bind_text(s, 2, lk_str_of(kind_name[e->kind])) &&
              sqlite3_bind_int64(s, 3, e->step) == SQLITE_OK &&
              sqlite3_bind_int64(s, 4, e->op) == SQLITE_OK &&
              sqlite3_bind_int64(s, 5, (sqlite3_int64)e->txid) == SQLITE_OK &&
              sqlite3_bind_int64(s, 6, e->at_us) == SQLITE_OK && bind_json(s, 7, e->body) &&
              step(j, Q_ADD_EVENT);
    if (ok && e->kind == LK_JOURNAL_END)
        ok = sqlite3_bind_int64(end, 1, j->run) == SQLITE_OK &&
             sqlite3_bind_int64(end, 2, e->at_us) == SQLITE_OK && bind_json(end, 3, e->body) &&
             step(j, Q_END_RUN);
    return ok;
}

/* All of it or nothing. */
bool lk_journal_append(struct lk_journal *j, const struct lk_journal_event *events, size_t n,
                       struct lk_err *err)
{
    bool ok = step(j, Q_BEGIN);
    for (size_t i = 0; ok && i < n; i++)
        ok = add_event(j, &events[i]);
    ok = ok && step(j, Q_COMMIT);
    if (ok)
        return true;
    fail(j, "write to", err);
    step(j, Q_ROLLBACK);
    return false;
}

bool lk_journal_begin(const struct lk_journal_start *start, struct lk_journal *j,
                      struct lk_err *err)
{
    sqlite3_stmt *s = j->query[Q_ADD_RUN];
    if (!bind_text(s, 1, lk_str_of(start->uuid)) ||
        sqlite3_bind_int64(s, 2, start->at_us) != SQLITE_OK || !bind_json(s, 3, start->body) ||
        !step(j, Q_ADD_RUN))
        return fail(j, "write to", err);
    j->run = sqlite3_last_insert_rowid(j->sql);
    return true;
}

/* SQLite's text is valid until the next step only. */
static struct lk_str text_of(struct lk_arena *arena, sqlite3_stmt *s, int column)
{
    const char *p = (const char *)sqlite3_column_text(s, column);
    return lk_arena_str(arena, (struct lk_str){p, (size_t)sqlite3_column_bytes(s, column)});
}

/* A cursor that is left open would keep the write-ahead log from being folded in. */
static bool read_end(struct lk_journal *j, enum query q, int rc, struct lk_err *err)
{
    sqlite3_reset(j->query[q]);
    return rc == SQLITE_DONE || fail(j, "read", err);
}

bool lk_journal_runs(struct lk_journal_runs *out, struct lk_arena *arena, struct lk_journal *j,
                     uint32_t limit, struct lk_err *err)
{
    sqlite3_stmt *s = j->query[Q_RUNS];
    int rc = sqlite3_bind_int64(s, 1, limit);
    *out = (struct lk_journal_runs){0};
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(s);
        if (rc == SQLITE_ROW)
            *LK_PUSH(out) = (struct lk_journal_run){
                .id = sqlite3_column_int64(s, 0), .uuid = text_of(arena, s, 1),
                .body = text_of(arena, s, 2), .began_us = sqlite3_column_int64(s, 3),
                .ended_us = sqlite3_column_int64(s, 4), .outcome = text_of(arena, s, 5)};
    }
    return read_end(j, Q_RUNS, rc, err);
}

bool lk_journal_read(struct lk_journal_lines *out, struct lk_arena *arena, struct lk_journal *j,
                     int64_t run, struct lk_err *err)
{
    sqlite3_stmt *s = j->query[Q_EVENTS];
    int rc = sqlite3_bind_int64(s, 1, run);
    *out = (struct lk_journal_lines){0};
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(s);
        if (rc == SQLITE_ROW)
            *LK_PUSH(out) = (struct lk_journal_line){
                .kind = text_of(arena, s, 0), .body = text_of(arena, s, 1),
                .step = (uint32_t)sqlite3_column_int64(s, 2),
                .op = (uint32_t)sqlite3_column_int64(s, 3),
                .txid = (uint64_t)sqlite3_column_int64(s, 4), .at_us = sqlite3_column_int64(s, 5)};
    }
    return read_end(j, Q_EVENTS, rc, err);
}
