/* Reading the journal: lists of runs, one run by what a person calls it, and its events. */
#include "journal/private.h"
#include <stdlib.h>

/* Ids of runs stay far below; more digits than these are the beginning of a uuid. */
#define LK_JOURNAL_DIGITS 9

/* SQLite's text is valid until the next step only. */
static struct lk_str text_of(struct lk_arena *arena, sqlite3_stmt *s, int column)
{
    const char *p = (const char *)sqlite3_column_text(s, column);
    return lk_arena_str(arena, (struct lk_str){p, (size_t)sqlite3_column_bytes(s, column)});
}

/* A cursor that is left open would keep the write-ahead log from being folded in. */
static bool read_end(struct lk_journal *j, sqlite3_stmt *s, int rc, struct lk_err *err)
{
    bool ok = rc == SQLITE_DONE || lk_journal_fail(j, "read", err);
    sqlite3_reset(s);
    return ok;
}

/* The rows of a bound query; s is NULL where it could not be prepared. */
static bool read_runs(struct lk_journal_runs *out, struct lk_arena *arena, struct lk_journal *j,
                      sqlite3_stmt *s, struct lk_err *err)
{
    int rc = s ? SQLITE_ROW : SQLITE_ERROR;
    *out = (struct lk_journal_runs){0};
    while (rc == SQLITE_ROW) {
        rc = sqlite3_step(s);
        if (rc == SQLITE_ROW)
            *LK_PUSH(out) = (struct lk_journal_run){
                .id = sqlite3_column_int64(s, 0), .uuid = text_of(arena, s, 1),
                .body = text_of(arena, s, 2), .began_us = sqlite3_column_int64(s, 3),
                .ended_us = sqlite3_column_int64(s, 4), .outcome = text_of(arena, s, 5),
                .heads = text_of(arena, s, 6), .rebuilt = sqlite3_column_int(s, 7)};
    }
    return read_end(j, s, rc, err);
}

bool lk_journal_runs(struct lk_journal_runs *out, struct lk_arena *arena, struct lk_journal *j,
                     uint32_t limit, struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_RUNS);
    sqlite3_bind_int64(s, 1, limit);
    return read_runs(out, arena, j, s, err);
}

bool lk_journal_unfinished(struct lk_journal_runs *out, struct lk_arena *arena,
                           struct lk_journal *j, struct lk_str target, struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_UNFINISHED);
    lk_journal_bind(s, 1, target);
    return read_runs(out, arena, j, s, err);
}

/* Is it short enough for a number, and nothing but digits? */
static bool is_number(struct lk_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] < '0' || name.p[i] > '9')
            return false;
    return name.n && name.n <= LK_JOURNAL_DIGITS;
}

static bool by_number(struct lk_journal_runs *out, struct lk_arena *arena, struct lk_journal *j,
                      struct lk_str name, struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_BY_NUMBER);
    char *digits = lk_strdup(name);
    sqlite3_bind_int64(s, 1, strtoll(digits, NULL, 10));
    free(digits);
    return read_runs(out, arena, j, s, err);
}

/* uuids are written in small letters; people paste them in any case. */
static bool by_uuid(struct lk_journal_runs *out, struct lk_arena *arena, struct lk_journal *j,
                    struct lk_str name, struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_BY_UUID);
    char *lower = lk_strdup(name);
    for (char *p = lower; *p; p++)
        if (*p >= 'A' && *p <= 'F')
            *p = (char)(*p + 'a' - 'A');
    lk_journal_bind(s, 1, lk_str_of(lower));
    free(lower);
    return read_runs(out, arena, j, s, err);
}

/* A number names a run if there is one; else its digits begin a uuid. */
static bool candidates(struct lk_journal_runs *out, struct lk_arena *arena, struct lk_journal *j,
                       struct lk_str name, struct lk_err *err)
{
    if (lk_str_is(name, "last"))
        return lk_journal_runs(out, arena, j, 1, err);
    if (is_number(name) && !by_number(out, arena, j, name, err))
        return false;
    return (is_number(name) && out->n) || by_uuid(out, arena, j, name, err);
}

bool lk_journal_find(struct lk_journal_run *out, struct lk_arena *arena, struct lk_journal *j,
                     struct lk_str name, struct lk_err *err)
{
    struct lk_journal_runs found;
    if (!candidates(&found, arena, j, name, err)) {
        free(found.v);
        return false;
    }
    size_t n = found.n;
    if (n)
        *out = found.v[0];
    free(found.v);
    if (n == 1)
        return true;
    lk_fail(err, LK_E_USAGE, n ? "more than one run begins with '" LK_PRI "'"
                               : "the journal has no run '" LK_PRI "'", LK_ARG(name));
    return lk_err_hint(err, "'limbeck journal' lists the runs; 'last' is the latest");
}

bool lk_journal_read(struct lk_journal_lines *out, struct lk_arena *arena, struct lk_journal *j,
                     int64_t run, struct lk_err *err)
{
    sqlite3_stmt *s = lk_journal_query(j, LK_JQ_EVENTS);
    int rc = s ? SQLITE_ROW : SQLITE_ERROR;
    sqlite3_bind_int64(s, 1, run);
    *out = (struct lk_journal_lines){0};
    while (rc == SQLITE_ROW) {
        rc = sqlite3_step(s);
        if (rc == SQLITE_ROW)
            *LK_PUSH(out) = (struct lk_journal_line){
                .kind = text_of(arena, s, 0), .body = text_of(arena, s, 1),
                .step = (uint32_t)sqlite3_column_int64(s, 2),
                .op = (uint32_t)sqlite3_column_int64(s, 3),
                .txid = (uint64_t)sqlite3_column_int64(s, 4), .at_us = sqlite3_column_int64(s, 5)};
    }
    return read_end(j, s, rc, err);
}
