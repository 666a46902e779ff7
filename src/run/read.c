/* Reading version rows and the ledger for commands that change nothing. */
#include "run/read.h"
#include <stdlib.h>
#include <stdlib.h>

/* As URLs write it, without the password. */
static struct lk_str name_of(struct lk_arena *arena, const struct lk_db_facts *f)
{
    return lk_arena_format(arena, LK_PRI "@" LK_PRI ":%u/" LK_PRI, LK_ARG(f->user),
                           LK_ARG(f->host), f->port, LK_ARG(f->database));
}

bool lk_run_where(struct lk_run_where *out, struct lk_arena *arena,
                  const struct lk_db_target *target, const struct lk_version_table *table,
                  struct lk_err *err)
{
    struct lk_db *db;
    *out = (struct lk_run_where){0};
    if (!lk_db_open(&db, target, err))
        return false;
    out->name = name_of(arena, lk_db_facts(db));
    bool ok = lk_db_heads(&out->heads, arena, db, table, err);
    lk_db_close(db);
    return ok;
}

/* The ledger names a version table with its schema, and without one it is the session's. */
static bool table_name(struct lk_str *out, const struct lk_ledger_from *from,
                       const struct lk_version_table *table, struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_ask(&r, from->db, LK_ASK_SESSION, NULL, err))
        return false;
    *out = lk_ledger_table_name(from->arena, table, r->cell(r, 0, 1));
    lk_result_free(r);
    return true;
}

/* Four questions, however many revisions there are. */
static bool read_ledger(struct lk_run_history *out, const struct lk_ledger_from *from,
                        const struct lk_version_table *table, struct lk_err *err)
{
    struct lk_ledger_ask ask = {0};
    int version;
    if (!lk_ledger_find(&version, from->db, err))
        return false;
    out->there = version > 0;
    return !out->there || (table_name(&ask.version_table, from, table, err) &&
                           lk_ledger_runs(&out->runs, from, &ask, err) &&
                           lk_ledger_steps(&out->steps, from, &ask, err) &&
                           lk_ledger_skips(&out->skips, from, &ask, err) &&
                           lk_ledger_partials(&out->partials, from, &ask, err));
}

/* The command does without the ledger: a host that swallows packets must not hold it for minutes.
 * A connect_timeout of the user's own, which stands behind this one, wins. */
static struct lk_db_target in_haste(struct lk_arena *arena, const struct lk_db_target *target)
{
    struct lk_db_target hasty = *target;
    size_t n = 0;
    if (getenv("PGCONNECT_TIMEOUT"))
        return hasty;
    while (target->keyword && target->keyword[n])
        n++;
    const char **key = lk_arena_array(arena, n + 2, sizeof *key);
    const char **value = lk_arena_array(arena, n + 2, sizeof *value);
    key[0] = "connect_timeout", value[0] = "5";
    for (size_t i = 0; i < n; i++)
        key[i + 1] = target->keyword[i], value[i + 1] = target->value[i];
    hasty.keyword = key;
    hasty.value = value;
    return hasty;
}

bool lk_run_history(struct lk_run_history *out, struct lk_arena *arena,
                    const struct lk_db_target *target, const struct lk_version_table *table,
                    struct lk_err *err)
{
    struct lk_ledger_from from = {.arena = arena};
    struct lk_db_target hasty = in_haste(arena, target);
    *out = (struct lk_run_history){0};
    if (!lk_db_open(&from.db, &hasty, err))
        return false;
    bool ok = read_ledger(out, &from, table, err);
    lk_db_close(from.db);
    return ok;
}

/* Counted on its own, since only the newest run is fetched. */
static bool count_runs(int64_t *runs, struct lk_db *db, struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_ask(&r, db, LK_ASK_LEDGER_COUNT, NULL, err))
        return lk_err_prefix(err, "cannot read limbeck's ledger");
    char *text = lk_strdup(lk_result_text(r));
    *runs = strtoll(text, NULL, 10);
    free(text);
    lk_result_free(r);
    return true;
}

bool lk_run_ledger(struct lk_run_ledger *out, struct lk_arena *arena,
                   const struct lk_db_target *target, struct lk_err *err)
{
    struct lk_db *db;
    struct lk_ledger_ask newest = {.limit = 1};
    *out = (struct lk_run_ledger){0};
    if (!lk_db_open(&db, target, err))
        return false;
    struct lk_ledger_from from = {db, arena};
    bool ok = lk_ledger_find(&out->version, db, err) &&
              (!out->version || (count_runs(&out->runs, db, err) &&
                                 lk_ledger_runs(&out->last, &from, &newest, err)));
    lk_db_close(db);
    if (!ok && err->code == LK_E_FAILED)
        err->code = LK_E_CONFIG;   /* nothing was to be rolled back */
    return ok;
}
