/* The ledger as a whole: is it there, in which version, how it is made and led to a newer version,
 * and the row of a run.  Rows of steps are in ledger_rows.c. */
#include "db/ledger.h"
#include "db/ledger_text.h"
#include <stdlib.h>

const char lk_ledger_ddl[] =
#include "db/ledger.sql.h"
    ;

static const char from_1[] =
#include "db/ledger_from_1.sql.h"
    ;

static const char from_2[] =
#include "db/ledger_from_2.sql.h"
    ;

/* By the version that it starts from; each leads to the next one. */
static const char *const upgrades[LK_LEDGER_VERSION] = {[1] = from_1, [2] = from_2};

const char *lk_ledger_step_up(int from)
{
    return from > 0 && from < LK_LEDGER_VERSION ? upgrades[from] : NULL;
}

/* No more than the statements of this program use: the version is not the role's to change, and
 * what has happened stays. */
void lk_ledger_grants(struct lk_buf *out, struct lk_str role)
{
    static const char *const grants[] = {
        "USAGE ON SCHEMA limbeck",
        "SELECT ON ALL TABLES IN SCHEMA limbeck",
        ("INSERT ON limbeck.run, limbeck.step, limbeck.skip, limbeck.partial, limbeck.undo, "
         "limbeck.text"),
        "UPDATE ON limbeck.run, limbeck.partial",
        "DELETE ON limbeck.partial"};
    for (size_t i = 0; i < sizeof grants / sizeof *grants; i++)
        lk_buf_addf(out, "GRANT %s TO " LK_PRI ";\n", grants[i], LK_ARG(role));
}

/* The number in limbeck.ledger.  A table without a row is nobody's ledger. */
static bool read_version(int *version, struct lk_db *db, struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_run(&r, db, LK_STR("SELECT max(version) FROM limbeck.ledger"), err))
        return lk_err_prefix(err, "cannot read limbeck's ledger");
    char *text = lk_strdup(lk_result_text(r));
    lk_result_free(r);
    *version = atoi(text);
    free(text);
    return *version > 0 || lk_fail(err, LK_E_CONFIG, "limbeck.ledger says no version");
}

/* A ledger that may not be read counts as an error, not as absent. */
bool lk_ledger_find(int *version, struct lk_db *db, struct lk_err *err)
{
    struct lk_result *r;
    *version = 0;
    if (!lk_db_ask(&r, db, LK_ASK_LEDGER, NULL, err))
        return lk_err_prefix(err, "cannot look for limbeck's ledger");
    bool found = lk_str_is(lk_result_text(r), "t");
    lk_result_free(r);
    if (!found)
        return true;
    if (!read_version(version, db, err))
        return false;
    if (*version <= LK_LEDGER_VERSION)
        return true;
    lk_fail(err, LK_E_CONFIG, "limbeck's ledger has version %d, made by a newer limbeck; this one "
                              "knows version %d", *version, LK_LEDGER_VERSION);
    return lk_err_hint(err, "use the newer limbeck, or '--ledger=off'");
}

/* One simple query: all or nothing, because it is its own transaction.  It need not reach the disk
 * before the next commit does, which is that of the run's row. */
static bool run_script(struct lk_db *db, const char *sql, struct lk_err *err)
{
    struct lk_buf text = {0};
    lk_buf_addf(&text, "SET LOCAL synchronous_commit = off;\n%s", sql);
    struct lk_stmt ddl = {.sql = lk_buf_str(&text), .traits = LK_TRAIT_MULTI};
    bool ok = lk_db_run_stmt(NULL, db, &ddl, err);
    lk_buf_clear(&text);
    return ok;
}

/* A role that may not create schemas may own one that somebody made for it; CREATE SCHEMA IF NOT
 * EXISTS is refused to it all the same.  The error that is told is the first. */
static bool run_ddl(struct lk_db *db, struct lk_err *err)
{
    struct lk_err ignored = {0};
    if (run_script(db, lk_ledger_ddl, err))
        return true;
    const char *tables = strstr(lk_ledger_ddl, "CREATE TABLE");
    bool denied = strcmp(err->sqlstate, "42501") == 0;
    bool done = denied && tables && run_script(db, tables, &ignored);
    lk_err_clear(&ignored);
    if (done)
        lk_err_clear(err);
    return done;
}

/* The lock of a run is its version table's, so that two runs on different ones can both find that
 * the ledger is missing.  Who comes second fails, and then finds the work done. */
static bool done_by_another(int from, struct lk_db *db)
{
    int now;
    struct lk_err ignored = {0};
    bool done = lk_ledger_find(&now, db, &ignored) && now > from;
    lk_err_clear(&ignored);
    return done;
}

bool lk_ledger_create(struct lk_db *db, int from, struct lk_err *err)
{
    struct lk_err why = {0};
    for (int at = from; at < LK_LEDGER_VERSION; at = at ? at + 1 : LK_LEDGER_VERSION) {
        if (at ? run_script(db, lk_ledger_step_up(at), &why) : run_ddl(db, &why))
            continue;
        if (done_by_another(at, db)) {
            lk_err_clear(&why);
            continue;
        }
        lk_err_move(err, &why);
        return at ? lk_err_prefix(err, "cannot lead limbeck's ledger from version %d to %d", at,
                                  at + 1)
                  : lk_err_prefix(err, "cannot create limbeck's ledger");
    }
    return true;
}

/* The lock is held: an open run of the same version table is one whose process is gone.  It is
 * closed in the same statement, so that it costs no round trip. */
static void add_interrupted(struct lk_buf *out, struct lk_str version_table)
{
    lk_buf_addz(out, "WITH gone AS (UPDATE limbeck.run SET ended = pg_catalog.clock_timestamp(), "
                     "outcome = 'interrupted' WHERE ended IS NULL AND version_table = ");
    lk_db_literal(out, version_table);
    lk_buf_addz(out, ") ");
}

bool lk_ledger_interrupted(struct lk_db *db, struct lk_str uuid, struct lk_err *err)
{
    struct lk_buf sql = {0};
    lk_buf_addz(&sql, "UPDATE limbeck.run SET ended = pg_catalog.clock_timestamp(), "
                      "outcome = 'interrupted' WHERE ended IS NULL AND run = ");
    lk_db_literal(&sql, uuid);
    bool ok = lk_ledger_run_sql(db, &sql, err);
    lk_buf_clear(&sql);
    return ok;
}

/* Outside a transaction: committed on return. */
bool lk_ledger_begin(struct lk_db *db, const struct lk_ledger_run *run, struct lk_err *err)
{
    struct lk_buf sql = {0};
    add_interrupted(&sql, run->version_table);
    lk_buf_addf(&sql, "INSERT INTO limbeck.run (run, server_version, steps, command, "
                      "version_table, client, limbeck) VALUES ('%s', %d, %zu",
                run->uuid, run->server_version, run->steps);
    lk_ledger_add_text(&sql, lk_str_of(run->command));
    lk_ledger_add_text(&sql, run->version_table);
    lk_ledger_add_text(&sql, run->client);
    lk_ledger_add_text(&sql, run->limbeck);
    lk_buf_addc(&sql, ')');
    bool ok = lk_ledger_run_sql(db, &sql, err);
    lk_buf_clear(&sql);
    return ok;
}

/* A run without an end was killed. */
bool lk_ledger_end(struct lk_db *db, const struct lk_ledger_run *run, struct lk_err *err)
{
    struct lk_buf sql = {0};
    lk_buf_addf(&sql, "UPDATE limbeck.run SET (ended, status, outcome, error) = "
                      "ROW(pg_catalog.clock_timestamp(), %d", run->status);
    lk_ledger_add_text(&sql, run->outcome);
    lk_ledger_add_text(&sql, run->error);
    lk_buf_addf(&sql, ") WHERE run = '%s'", run->uuid);
    bool ok = lk_ledger_run_sql(db, &sql, err);
    lk_buf_clear(&sql);
    return ok;
}
