/* Rows of the ledger that travel with a step's own statements, as text.  Rows of one kind are one
 * statement, so that they cost one savepoint and no round trip. */
#include "db/ledger.h"
#include "db/ledger_text.h"

/* As Alembic's commands are called. */
static const char *direction(bool downgrade)
{
    return downgrade ? "downgrade" : "upgrade";
}

/* What git said, in the order of the columns. */
static void add_provenance(struct lk_buf *out, const struct lk_provenance *p)
{
    static const char *const known[] = {", NULL", ", false", ", true"};
    const struct lk_str before[] = {p->source, p->commit, p->changed, p->author};
    const struct lk_str after[] = {p->blob, p->path, p->ref, p->remote};
    for (size_t i = 0; i < 4; i++)
        lk_ledger_add_text(out, before[i].n ? before[i] : (struct lk_str){NULL, 0});
    lk_ledger_add_time(out, p->authored_us);
    lk_ledger_add_time(out, p->committed_us);
    for (size_t i = 0; i < 4; i++)
        lk_ledger_add_text(out, after[i].n ? after[i] : (struct lk_str){NULL, 0});
    lk_buf_addz(out, known[p->file_dirty]);
    lk_buf_addz(out, known[p->tree_dirty]);
}

/* The transaction and the role are the server's to fill in. */
void lk_ledger_steps_sql(struct lk_buf *out, const struct lk_ledger_step *v, size_t n)
{
    static const struct lk_provenance nothing;
    lk_buf_addz(out, "INSERT INTO limbeck.step (run, number, operations, direction, us, revision, "
                     "moved_from, moved_to, source, commit, changed, author, authored, committed, "
                     "blob, path, ref, remote, file_dirty, tree_dirty, began, at) VALUES");
    for (const struct lk_ledger_step *s = v; s < v + n; s++) {
        lk_buf_addf(out, "%s ('%s', %u, %u, '%s', %lld", s == v ? "" : ",", s->uuid, s->number,
                    s->operations, direction(s->downgrade), (long long)s->us);
        lk_ledger_add_text(out, s->revision);
        lk_ledger_add_text(out, s->from);
        lk_ledger_add_text(out, s->to);
        add_provenance(out, s->from_git ? s->from_git : &nothing);
        lk_ledger_add_time(out, s->began_us);
        if (s->at_us)
            lk_ledger_add_time(out, s->at_us);
        else
            lk_buf_addz(out, ", pg_catalog.clock_timestamp()");
        lk_buf_addc(out, ')');
    }
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

void lk_ledger_step_texts_sql(struct lk_buf *out, const struct lk_ledger_text *v, size_t n)
{
    lk_buf_addz(out, "INSERT INTO limbeck.step_text (run, number, path, hash) VALUES");
    for (const struct lk_ledger_text *t = v; t < v + n; t++) {
        lk_buf_addf(out, "%s ('%s', %u", t == v ? "" : ",", t->uuid, t->number);
        lk_ledger_add_text(out, t->path);
        lk_ledger_add_text(out, t->hash);
        lk_buf_addc(out, ')');
    }
}

/* Nothing is appended where no content is there to keep. */
void lk_ledger_texts_sql(struct lk_buf *out, const struct lk_ledger_text *v, size_t n)
{
    bool some = false;
    for (const struct lk_ledger_text *t = v; t < v + n; t++) {
        if (!t->content.p)
            continue;
        lk_buf_addz(out, some ? ", (" : "INSERT INTO limbeck.text (bytes, hash, content) "
                                        "SELECT v.bytes, v.hash, v.content FROM (VALUES (");
        lk_buf_addf(out, "%zu", t->content.n);
        lk_ledger_add_text(out, t->hash);
        lk_ledger_add_text(out, t->content);
        lk_buf_addc(out, ')');
        some = true;
    }
    if (some)
        lk_buf_addz(out, ") v (bytes, hash, content) WHERE NOT EXISTS (SELECT FROM limbeck.text t "
                         "WHERE t.hash = v.hash)");
}

void lk_ledger_inverses_sql(struct lk_buf *out, const struct lk_ledger_inverse *v, size_t n)
{
    lk_buf_addz(out, "INSERT INTO limbeck.inverse (run, number, operation, name, target, undo, "
                     "reason, state, search_path) VALUES");
    for (const struct lk_ledger_inverse *i = v; i < v + n; i++) {
        lk_buf_addf(out, "%s ('%s', %u, %u", i == v ? "" : ",", i->uuid, i->number, i->operation);
        lk_ledger_add_text(out, i->name);
        lk_ledger_add_text(out, i->target);
        lk_ledger_add_text(out, i->undo);
        lk_ledger_add_text(out, i->reason);
        lk_ledger_add_text(out, i->state);
        lk_ledger_add_text(out, i->search_path);
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
