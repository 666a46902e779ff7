/* Version rows and the lock of a version table.  The rows are read by one SELECT without asking
 * first whether the table is there: its absence is what SQLSTATE 42P01 (or 3F000) says. */
#include "db/conn.h"
#include <stdio.h>
#include <stdlib.h>

/* Always quoted: limbeck's own statements need not look like SQLAlchemy's. */
static void add_quoted(struct lk_buf *out, struct lk_str name)
{
    lk_buf_addc(out, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"')
            lk_buf_addc(out, '"');
        lk_buf_addc(out, name.p[i]);
    }
    lk_buf_addc(out, '"');
}

void lk_version_table_name(struct lk_buf *out, const struct lk_version_table *t)
{
    if (t->schema.n) {
        add_quoted(out, t->schema);
        lk_buf_addc(out, '.');
    }
    add_quoted(out, t->table);
}

/* undefined_table, or invalid_schema_name for a version_table_schema that is not there */
static bool is_absent(const struct lk_err *e)
{
    return strcmp(e->sqlstate, "42P01") == 0 || strcmp(e->sqlstate, "3F000") == 0;
}

/* Copies, because the result goes. */
static void take_rows(struct lk_names *out, struct lk_arena *arena, const struct lk_result *r)
{
    out->v = lk_arena_array(arena, (size_t)r->nrows + 1, sizeof *out->v);
    out->cap = (size_t)r->nrows + 1;
    for (uint64_t i = 0; i < r->nrows; i++)
        out->v[out->n++] = lk_arena_str(arena, r->cell(r, i, 0));
}

/* Undoes what reading did to an open transaction, whether it succeeded or not. */
static bool unread(struct lk_db *db, struct lk_err *err)
{
    struct lk_stmt undo = {.sql = LK_STR("ROLLBACK TO SAVEPOINT limbeck_read"),
                           .traits = LK_TRAIT_SAVEPOINT};
    uint64_t number;
    return lk_db_queue(&number, db, &undo, err) &&
           lk_db_run(NULL, db, LK_STR("RELEASE SAVEPOINT limbeck_read"), err);
}

static bool select_rows(struct lk_result **out, struct lk_db *db,
                        const struct lk_version_table *table, struct lk_err *err)
{
    struct lk_buf sql = {0};
    lk_buf_addz(&sql, "SELECT version_num FROM ");
    lk_version_table_name(&sql, table);
    bool ok = lk_db_run(out, db, lk_buf_str(&sql), err);
    lk_buf_clear(&sql);
    return ok;
}

/* What is no fault of a statement but of who or what the run was given.  Nothing has begun yet. */
static bool refuse_table(const struct lk_version_table *table, struct lk_err *err)
{
    static const struct {
        const char *sqlstate, *hint;
        enum lk_code code;
    } known[] = {
        {"42501", "the role needs SELECT on it, and all rights where it runs revisions",
         LK_E_CONNECT},
        {"42703", "it is not one of Alembic's: --version-table and --version-table-schema name "
                  "another", LK_E_CONFIG},
    };
    lk_err_prefix(err, "cannot read the version table '" LK_PRI "'", LK_ARG(table->table));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(err->sqlstate, known[i].sqlstate) == 0) {
            err->code = known[i].code;
            lk_err_hint(err, "%s", known[i].hint);
        }
    return false;
}

bool lk_db_heads(struct lk_heads *out, struct lk_arena *arena, struct lk_db *db,
                 const struct lk_version_table *table, struct lk_err *err)
{
    struct lk_result *r = NULL;
    struct lk_err fault = {0};
    bool inside = lk_db_tx(db) == LK_TX_OPEN;
    *out = (struct lk_heads){0};
    if (inside && !lk_db_run(NULL, db, LK_STR("SAVEPOINT limbeck_read"), err))
        return false;
    out->exists = select_rows(&r, db, table, &fault);
    if (out->exists)
        take_rows(&out->rows, arena, r);
    lk_result_free(r);
    if (inside && !lk_db_is_lost(db) && !unread(db, err)) {
        lk_err_clear(&fault);
        return false;
    }
    if (out->exists || is_absent(&fault)) {
        lk_err_clear(&fault);
        return true;
    }
    lk_err_move(err, &fault);
    return refuse_table(table, err);
}

static uint64_t fnv(uint64_t h, struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return (h ^ 0xffu) * 0x100000001b3u;       /* 0xff ends a part: no UTF-8 text has it */
}

int64_t lk_lock_key(const struct lk_version_table *t)
{
    uint64_t h = fnv(0xcbf29ce484222325u, LK_STR("limbeck"));
    return (int64_t)fnv(fnv(h, t->schema), t->table);
}

/* Keys travel as decimal text of a signed 64-bit number. */
static bool ask_lock(bool *out, struct lk_db *db, enum lk_question which, int64_t key,
                     struct lk_err *err)
{
    char text[24];
    struct lk_result *r;
    int n = snprintf(text, sizeof text, "%lld", (long long)key);
    struct lk_str arg = {text, (size_t)n};
    if (!lk_db_ask(&r, db, which, &arg, err))
        return false;
    *out = r->nrows == 1 && lk_str_is(r->cell(r, 0, 0), "t");
    lk_result_free(r);
    return true;
}

bool lk_db_try_lock(bool *got, struct lk_db *db, int64_t key, struct lk_err *err)
{
    return ask_lock(got, db, LK_ASK_TRY_LOCK, key, err);
}

bool lk_db_unlock(struct lk_db *db, int64_t key, struct lk_err *err)
{
    bool released;
    return ask_lock(&released, db, LK_ASK_UNLOCK, key, err);
}
