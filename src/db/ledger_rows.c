/* Rows of the ledger that travel with a step's own statements, as text.  Rows of one kind are one
 * statement, so that they cost one savepoint and no round trip. */
#include "db/ledger.h"
#include "db/ledger_text.h"

/* As Alembic's commands are called. */
static const char *direction(bool downgrade)
{
    return downgrade ? "downgrade" : "upgrade";
}

void lk_ledger_skips_sql(struct lk_buf *out, const struct lk_ledger_skip *v, size_t n)
{
    lk_buf_addz(out, "INSERT INTO limbeck.skip (run, number, operation, sqlstate, name, target, "
                     "message, place) VALUES");
    for (const struct lk_ledger_skip *s = v; s < v + n; s++) {
        lk_buf_addf(out, "%s ('%s', %u, %u, '%s'", s == v ? "" : ",", s->uuid, s->number,
                    s->operation, s->sqlstate);
        lk_ledger_add_text(out, s->name);
        lk_ledger_add_text(out, s->target);
        lk_ledger_add_text(out, s->message);
        lk_ledger_add_text(out, s->place);
        lk_buf_addc(out, ')');
    }
}

/* The last word on a revision replaces the one before. */
void lk_ledger_partial_sql(struct lk_buf *out, const struct lk_ledger_partial *p)
{
    lk_buf_addf(out, "INSERT INTO limbeck.partial (run, operations, results_read, direction, "
                     "version_table, revision, hash, intent) VALUES ('%s', %u, %s, '%s'",
                p->uuid, p->operations, p->results_read ? "true" : "false",
                direction(p->downgrade));
    lk_ledger_add_text(out, p->version_table);
    lk_ledger_add_text(out, p->revision);
    lk_ledger_add_text(out, p->hash);
    lk_ledger_add_text(out, p->intent);
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
