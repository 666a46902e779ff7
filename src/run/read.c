/* Reading version rows for commands that change nothing. */
#include "run/read.h"

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
