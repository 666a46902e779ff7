/* Statements of the ledger.  Rows of steps travel with the step's own statements, as text. */
#include "db/ledger.h"
#include <stdlib.h>

#define LK_LEDGER_VERSION 1

const char lk_ledger_ddl[] =
#include "db/ledger.sql.h"
    ;

void lk_db_literal(struct lk_buf *out, struct lk_str text)
{
    bool slash = memchr(text.p ? text.p : "", '\\', text.n) != NULL;
    lk_buf_addz(out, slash ? "E'" : "'");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'' || text.p[i] == '\\')
            lk_buf_addc(out, text.p[i]);
        lk_buf_addc(out, text.p[i]);
    }
    lk_buf_addc(out, '\'');
}

/* A value of a VALUES list, with the comma before it; NULL where the text is absent. */
static void add_text(struct lk_buf *out, struct lk_str text)
{
    lk_buf_addz(out, ", ");
    if (text.p)
        lk_db_literal(out, text);
    else
        lk_buf_addz(out, "NULL");
}

/* As Alembic's commands are called. */
static const char *direction(bool downgrade)
{
    return downgrade ? "downgrade" : "upgrade";
}

/* A ledger that may not be read counts as an error, not as absent. */
bool lk_ledger_find(bool *there, struct lk_db *db, struct lk_err *err)
{
    struct lk_result *r;
    *there = false;
    if (!lk_db_ask(&r, db, LK_ASK_LEDGER, NULL, err))
        return false;
    bool found = lk_str_is(lk_result_text(r), "t");
    lk_result_free(r);
    if (!found)
        return true;
    if (!lk_db_run(&r, db, LK_STR("SELECT version FROM limbeck.ledger"), err))
        return lk_err_prefix(err, "cannot read limbeck's ledger");
    char *version = lk_strdup(lk_result_text(r));
    lk_result_free(r);
    *there = true;
    bool known = atoi(version) <= LK_LEDGER_VERSION;
    free(version);
    return known || lk_fail(err, LK_E_CONFIG, "limbeck's ledger was made by a newer limbeck");
}

/* One simple query: all or nothing, because it is its own transaction. */
bool lk_ledger_create(struct lk_db *db, struct lk_err *err)
{
    struct lk_stmt ddl = {.sql = lk_str_of(lk_ledger_ddl), .traits = LK_TRAIT_MULTI};
    return lk_db_run_stmt(NULL, db, &ddl, err);
}

/* Outside a transaction: committed on return. */
bool lk_ledger_begin(struct lk_db *db, const struct lk_ledger_run *run, struct lk_err *err)
{
    struct lk_buf sql = {0};
    lk_buf_addf(&sql, "INSERT INTO limbeck.run (run, command, version_table, client) VALUES ('%s'",
                run->uuid);
    add_text(&sql, lk_str_of(run->command));
    add_text(&sql, run->version_table);
    add_text(&sql, run->client);
    lk_buf_addc(&sql, ')');
    bool ok = lk_db_run(NULL, db, lk_buf_str(&sql), err);
    lk_buf_clear(&sql);
    return ok;
}

/* A run without an end was killed. */
bool lk_ledger_end(struct lk_db *db, const char *uuid, const char *outcome, struct lk_err *err)
{
    struct lk_buf sql = {0};
    lk_buf_addz(&sql, "UPDATE limbeck.run SET ended = pg_catalog.clock_timestamp(), outcome = ");
    lk_db_literal(&sql, lk_str_of(outcome));
    lk_buf_addf(&sql, " WHERE run = '%s'", uuid);
    bool ok = lk_db_run(NULL, db, lk_buf_str(&sql), err);
    lk_buf_clear(&sql);
    return ok;
}

/* Time, transaction and role are the server's to fill in. */
void lk_ledger_step_sql(struct lk_buf *out, const struct lk_ledger_step *s)
{
    lk_buf_addf(out, "INSERT INTO limbeck.step (run, number, operations, direction, "
                     "revision, moved_from, moved_to) VALUES ('%s', %u, %u, '%s'",
                s->uuid, s->number, s->operations, direction(s->downgrade));
    add_text(out, s->revision);
    add_text(out, s->from);
    add_text(out, s->to);
    lk_buf_addc(out, ')');
}

void lk_ledger_skip_sql(struct lk_buf *out, const struct lk_ledger_skip *s)
{
    lk_buf_addf(out, "INSERT INTO limbeck.skip (run, number, operation, sqlstate, name, target, "
                     "message, place) VALUES ('%s', %u, %u, '%s'",
                s->uuid, s->number, s->operation, s->sqlstate);
    add_text(out, s->name);
    add_text(out, s->target);
    add_text(out, s->message);
    add_text(out, s->place);
    lk_buf_addc(out, ')');
}

/* The last word on a revision replaces the one before. */
void lk_ledger_partial_sql(struct lk_buf *out, const struct lk_ledger_partial *p)
{
    lk_buf_addf(out, "INSERT INTO limbeck.partial (run, operations, results_read, direction, "
                     "version_table, revision, hash, intent) VALUES ('%s', %u, %s, '%s'",
                p->uuid, p->operations, p->results_read ? "true" : "false",
                direction(p->downgrade));
    add_text(out, p->version_table);
    add_text(out, p->revision);
    add_text(out, p->hash);
    add_text(out, p->intent);
    lk_buf_addz(out, ") ON CONFLICT (version_table, revision, direction) DO UPDATE SET "
                     "run = excluded.run, operations = excluded.operations, "
                     "hash = excluded.hash, results_read = excluded.results_read, "
                     "intent = excluded.intent");
}

void lk_ledger_whole_sql(struct lk_buf *out, const struct lk_ledger_partial *p)
{
    lk_buf_addz(out, "DELETE FROM limbeck.partial WHERE version_table = ");
    lk_db_literal(out, p->version_table);
    lk_buf_addz(out, " AND revision = ");
    lk_db_literal(out, p->revision);
    lk_buf_addf(out, " AND direction = '%s'", direction(p->downgrade));
}

/* Usually there is none. */
bool lk_ledger_partials(struct lk_ledger_partials *out, struct lk_arena *arena, struct lk_db *db,
                        struct lk_str version_table, struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_ask(&r, db, LK_ASK_PARTIALS, &version_table, err))
        return false;
    out->n = (size_t)r->nrows;
    out->v = lk_arena_array(arena, out->n + 1, sizeof *out->v);
    for (size_t i = 0; i < out->n; i++) {
        char *count = lk_strdup(r->cell(r, i, 2));
        struct lk_str intent = r->cell(r, i, 5);
        out->v[i] = (struct lk_ledger_partial){
            .version_table = version_table,
            .revision = lk_arena_str(arena, r->cell(r, i, 0)),
            .downgrade = lk_str_is(r->cell(r, i, 1), "downgrade"),
            .operations = (uint32_t)strtoul(count, NULL, 10),
            .hash = lk_arena_str(arena, r->cell(r, i, 3)),
            .results_read = lk_str_is(r->cell(r, i, 4), "t"),
            .intent = intent.p ? lk_arena_str(arena, intent) : intent};
        free(count);
    }
    lk_result_free(r);
    return true;
}
