/* Opening the journal: its mode, its version, and what is done about a damaged file.  WAL with
 * synchronous=FULL: an append is one transaction and one fsync, and a reader never stops a run. */
#include "journal/private.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define LK_JOURNAL_BUSY_MS 10000
#define LK_JOURNAL_VERSION 2
#define LK_JOURNAL_APPLICATION 1818978930      /* "lkjr" */

static const char schema[] =
#include "journal/schema.sql.h"
    ;

static const struct {
    int from;
    const char *sql;
} upgrades[] = {
#define LK_JOURNAL_UPGRADE(from, sql) {from, sql},
#include "journal/upgrades.def"
#undef LK_JOURNAL_UPGRADE
};

bool lk_journal_fail(struct lk_journal *j, const char *what, struct lk_err *err)
{
    j->rc = j->sql ? sqlite3_extended_errcode(j->sql) : SQLITE_NOMEM;
    int why = (j->rc & 0xff) == SQLITE_IOERR ? sqlite3_system_errno(j->sql) : 0;
    lk_fail(err, LK_E_JOURNAL, "cannot %s the journal '%s': %s%s%s", what, j->path,
            j->sql ? sqlite3_errmsg(j->sql) : "no memory", why ? ": " : "",
            why ? strerror(why) : "");
    if (lk_journal_is_damaged(j))
        return lk_err_hint(err, "the next run sets it aside and begins a new one");
    return lk_err_hint(err, "'--journal' names another file, 'off' is none");
}

bool lk_journal_is_damaged(const struct lk_journal *j)
{
    int primary = j->rc & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

/* The first cell of a statement's first row, as text; the caller frees it.  NULL is a failure. */
static char *cell(struct lk_journal *j, const char *sql)
{
    sqlite3_stmt *s = NULL;
    char *text = NULL;
    if (sqlite3_prepare_v2(j->sql, sql, -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        text = lk_strdup(lk_str_of((const char *)sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
    return text;
}

/* A pragma's or a query's number. */
static bool number(long *out, struct lk_journal *j, const char *sql)
{
    char *text = cell(j, sql);
    *out = text ? strtol(text, NULL, 10) : 0;
    free(text);
    return text != NULL;
}

static bool run_sql(struct lk_journal *j, const char *sql)
{
    return sqlite3_exec(j->sql, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Asks for a journal mode; says whether it is in force then. */
static bool mode_is(struct lk_journal *j, const char *sql, const char *wanted)
{
    char *mode = cell(j, sql);
    bool is = mode && strcmp(mode, wanted) == 0;
    free(mode);
    return is;
}

/* A file that is in WAL already says so even where its shared memory cannot be had; only a write
 * tells.  Somebody else's write is none of that. */
static bool writes_wal(struct lk_journal *j)
{
    if (!mode_is(j, "PRAGMA journal_mode = WAL", "wal"))
        return false;
    bool began = run_sql(j, "BEGIN IMMEDIATE");
    return (began && run_sql(j, "ROLLBACK")) || sqlite3_errcode(j->sql) == SQLITE_BUSY;
}

/* SQLite calls a full disk an I/O error where it is not a write that finds it. */
static bool is_full(struct lk_journal *j)
{
    int why = sqlite3_system_errno(j->sql);
    return (sqlite3_errcode(j->sql) & 0xff) == SQLITE_FULL || why == ENOSPC || why == EDQUOT;
}

/* A file system without shared memory (some network and container ones) refuses WAL.  A rollback
 * journal does as well: it costs two more fsyncs, and a reader waits.  A file that was left in WAL
 * is only let in by its sole user. */
static bool choose_mode(struct lk_journal *j, struct lk_buf *note)
{
    if (writes_wal(j))
        return true;
    int primary = sqlite3_errcode(j->sql);
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_BUSY ||
        is_full(j))
        return false;
    bool ok = mode_is(j, "PRAGMA journal_mode = DELETE", "delete") ||
              (mode_is(j, "PRAGMA locking_mode = EXCLUSIVE", "exclusive") &&
               mode_is(j, "PRAGMA journal_mode = DELETE", "delete") &&
               mode_is(j, "PRAGMA locking_mode = NORMAL", "normal"));
    if (ok && note)
        lk_buf_addf(note, "the journal '%s' is kept without write-ahead log, which cannot be made "
                          "beside it\n", j->path);
    return ok;
}

/* A file without our mark is new, of the first version, which had none, or of another program. */
static bool version_without_mark(long *version, struct lk_journal *j, struct lk_err *err)
{
    long tables, ours;
    if (!number(&tables, j, "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ||
        !number(&ours, j, "SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                          "AND name IN ('run', 'event')"))
        return lk_journal_fail(j, "read", err);
    bool first = *version == 0 && ours == 2, empty = *version == 0 && tables == 0;
    *version = first;
    return first || empty ||
           lk_fail(err, LK_E_JOURNAL, "'%s' is a database of another program, not a journal",
                   j->path);
}

/* A number that this limbeck does not write is a newer one's. */
static bool version_of(long *version, struct lk_journal *j, struct lk_err *err)
{
    long application;
    if (!number(version, j, "PRAGMA user_version") ||
        !number(&application, j, "PRAGMA application_id"))
        return lk_journal_fail(j, "read", err);
    if (application == 0)
        return version_without_mark(version, j, err);
    if (application != LK_JOURNAL_APPLICATION)
        return lk_fail(err, LK_E_JOURNAL, "'%s' is a database of another program, not a journal",
                       j->path);
    return *version <= LK_JOURNAL_VERSION ||
           lk_fail(err, LK_E_JOURNAL, "the journal '%s' was made by a newer limbeck (version %ld "
                   "of its tables, this one knows %d)", j->path, *version, LK_JOURNAL_VERSION);
}

/* From whatever version to the present one, in one transaction; another process may have been
 * faster, so that the version is read again inside. */
static bool bring_up(struct lk_journal *j, struct lk_err *err)
{
    char number_it[96];
    long version = 0;
    if (!run_sql(j, "BEGIN IMMEDIATE"))
        return lk_journal_fail(j, "set up", err);
    if (!version_of(&version, j, err))
        return false;
    bool ok = version || run_sql(j, schema);
    for (size_t i = 0; ok && version && i < sizeof upgrades / sizeof *upgrades; i++)
        if (upgrades[i].from >= version)
            ok = run_sql(j, upgrades[i].sql);
    sqlite3_snprintf(sizeof number_it, number_it, "PRAGMA application_id = %d; "
                     "PRAGMA user_version = %d", LK_JOURNAL_APPLICATION, LK_JOURNAL_VERSION);
    if (ok && run_sql(j, number_it) && run_sql(j, "COMMIT"))
        return true;
    return lk_journal_fail(j, "set up", err);
}

/* Deleted runs are overwritten: what somebody did not want kept must not be left in free pages. */
static bool set_up(struct lk_journal *j, struct lk_buf *note, struct lk_err *err)
{
    long version = 0;
    if (sqlite3_open_v2(j->real, &j->sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) !=
        SQLITE_OK)
        return lk_journal_fail(j, "open", err);
    sqlite3_busy_timeout(j->sql, LK_JOURNAL_BUSY_MS);
    if (!version_of(&version, j, err))
        return false;
    if (!choose_mode(j, note) ||
        !run_sql(j, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON"))
        return lk_journal_fail(j, "set up", err);
    return version == LK_JOURNAL_VERSION || bring_up(j, err);
}

/* Back to the state before opening, but for the path. */
static void shut(struct lk_journal *j)
{
    for (int i = 0; i < LK_JQ_COUNT; i++)
        sqlite3_finalize(j->query[i]);
    memset(j->query, 0, sizeof j->query);
    sqlite3_close(j->sql);
    j->sql = NULL;
}

/* Once more with a new file where the present one is damaged. */
static bool set_up_or_replace(struct lk_journal *j, struct lk_buf *note, struct lk_err *err)
{
    struct lk_err why = {0};
    if (set_up(j, note, &why))
        return true;
    if (!lk_journal_is_damaged(j)) {
        lk_err_move(err, &why);
        return false;
    }
    lk_err_clear(&why);
    shut(j);
    free(j->real);
    j->rc = SQLITE_OK;
    return lk_journal_set_aside(j->path, note, err) &&
           lk_journal_file(&j->real, j->path, true, err) && set_up(j, note, err);
}

/* Under a lock, so that of several processes that begin at once only one sets the file up. */
bool lk_journal_open(struct lk_journal **out, const char *path, struct lk_buf *note,
                     struct lk_err *err)
{
    struct lk_journal *j = lk_zalloc(1, sizeof *j);
    *out = NULL;
    j->path = lk_strdup(lk_str_of(path));
    bool ok = lk_journal_file(&j->real, path, true, err);
    int lock = ok ? lk_journal_lock(j->real) : -1;
    ok = ok && set_up_or_replace(j, note, err);
    lk_journal_unlock(lock);
    if (ok)
        *out = j;
    else
        lk_journal_close(j);
    return ok;
}

bool lk_journal_set_aside(const char *path, struct lk_buf *note, struct lk_err *err)
{
    char *real = NULL;
    bool ok = lk_journal_file(&real, path, false, err) &&
              lk_journal_rename(real, path, note, err);
    free(real);
    return ok;
}

/* Without the files of a write-ahead log, and where none can be made, the file is what there is. */
static int open_read(struct lk_journal *j)
{
    char *wal = lk_format("%s-wal", j->real);
    char *uri = sqlite3_mprintf("file:%s?immutable=1", j->real);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, rc;
    long version;
    rc = sqlite3_open_v2(j->real, &j->sql, flags, NULL);
    if (rc == SQLITE_OK && !number(&version, j, "PRAGMA user_version") &&
        sqlite3_errcode(j->sql) == SQLITE_CANTOPEN && access(wal, F_OK) != 0 &&
        !strpbrk(j->real, "?#%")) {
        sqlite3_close(j->sql);
        rc = sqlite3_open_v2(uri, &j->sql, flags | SQLITE_OPEN_URI, NULL);
    }
    sqlite3_free(uri);
    free(wal);
    return rc;
}

/* A file of an older version is brought up first, which needs the right to write. */
static bool read_version(struct lk_journal *j, struct lk_err *err)
{
    long version = 0;
    sqlite3_busy_timeout(j->sql, LK_JOURNAL_BUSY_MS);
    if (!version_of(&version, j, err))
        return false;
    if (version == LK_JOURNAL_VERSION)
        return true;
    shut(j);
    return set_up(j, NULL, err);
}

bool lk_journal_open_read(struct lk_journal **out, const char *path, struct lk_err *err)
{
    struct lk_journal *j = lk_zalloc(1, sizeof *j);
    *out = NULL;
    j->path = lk_strdup(lk_str_of(path));
    bool ok = lk_journal_file(&j->real, path, false, err);
    if (ok && open_read(j) != SQLITE_OK)
        ok = lk_journal_fail(j, "open", err);
    ok = ok && read_version(j, err);
    if (ok)
        *out = j;
    else
        lk_journal_close(j);
    return ok;
}

/* The last connection folds the write-ahead log into the file. */
void lk_journal_close(struct lk_journal *j)
{
    if (!j)
        return;
    shut(j);
    free(j->path);
    free(j->real);
    free(j);
}
