/* Half-done revisions.  A commit inside a revision says in the ledger, in the same transaction, how
 * many operations are done and the hash of their SQL.  A later run evaluates the script again and
 * does not send the first n operations, if their hash is the same and no result had been read
 * before; otherwise a person must look. */
#include "run/exec_acts.h"
#include "run/ledger.h"
#include "run/say.h"

/* FNV-1a: equal texts, equal hash; nobody forges his own migrations. */
static uint64_t mix(uint64_t h, struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return (h ^ 0xffu) * 0x100000001b3u;
}

/* As the ledger keeps it. */
static struct lk_str hash_text(struct lk_exec *x, uint64_t hash)
{
    return lk_arena_format(x->arena, "%016llx", (unsigned long long)hash);
}

/* Said at once, because what is not repeated is a surprise. */
void lk_exec_resume_at(struct lk_exec *x, const struct lk_step *step)
{
    x->ledger.hash = 0xcbf29ce484222325u;
    x->ledger.resume = NULL;
    x->ledger.results_read = x->ledger.wrote = false;
    for (size_t i = 0; step->revision && i < x->ledger.left.n; i++) {
        struct lk_ledger_partial *p = &x->ledger.left.v[i];
        if (lk_str_eq(p->revision, step->revision->id) && p->downgrade == step->downgrade)
            x->ledger.resume = p;
    }
    if (!x->ledger.resume)
        return;
    x->ledger.wrote = true;
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
               "an earlier run has committed the first %u operations of " LK_PRI
               "; they are not repeated", x->ledger.resume->operations,
               LK_ARG(step->revision->id));
}

/* A person must look; the error says what is known. */
static enum lk_resume refuse(struct lk_exec *x, const struct lk_unit *u, const char *why,
                             struct lk_err *err)
{
    const struct lk_ledger_partial *p = x->ledger.resume;
    lk_fail_at(err, LK_E_PARTIAL, u->op->span,
               "revision " LK_PRI " was left after %u committed operations and cannot be resumed: "
               "%s", LK_ARG(p->revision), p->operations, why);
    if (p->intent.p)
        lk_run_err_sql(err, p->intent);
    lk_err_hint(err, "finish the revision by hand and stamp it, or undo it by hand; then delete "
                     "its row from limbeck.partial");
    return LK_RESUME_REFUSED;
}

/* A statement in autocommit had been sent and nobody lived to see its outcome: an index tells by
 * its presence and validity; an invalid one that the intent names is what its build left. */
static enum lk_resume settle_intent(struct lk_exec *x, const struct lk_unit *u,
                                    struct lk_err *err)
{
    struct lk_result *r;
    struct lk_buf drop = {0};
    int schema = lk_def_param(u->op->def, "schema");
    struct lk_str intent = x->ledger.resume->intent;
    if (u->op->def->id != LK_OP_CREATE_INDEX || !lk_str_eq(u->stmt[0].sql, intent))
        return refuse(x, u, "the outcome of its next statement is not known", err);
    struct lk_str s = lk_datum_text(u->op->arg[schema]);
    struct lk_str arg[2] = {s.n ? s : (struct lk_str){NULL, 0},
                            lk_datum_text(lk_op_arg(u->op, "index_name"))};
    if (!lk_exec_settle(x, err) || !lk_db_ask(&r, x->db, LK_ASK_INDEX, arg, err))
        return LK_RESUME_REFUSED;
    bool there = r->nrows > 0, valid = there && lk_str_is(r->cell(r, 0, 1), "t");
    lk_result_free(r);
    if (!there || valid)
        return valid ? LK_RESUME_DONE : LK_RESUME_SEND;
    struct lk_version_table name = {arg[1], arg[0], false};
    lk_buf_addz(&drop, "DROP INDEX CONCURRENTLY ");
    lk_version_table_name(&drop, &name);
    lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "dropping the invalid index " LK_PRI
               " that an earlier run has left", LK_ARG(arg[1]));
    bool ok = lk_db_run(NULL, x->db, lk_buf_str(&drop), err);
    lk_buf_clear(&drop);
    return ok ? LK_RESUME_SEND : LK_RESUME_REFUSED;
}

/* Counts and hashes every operation, whether or not it is sent. */
enum lk_resume lk_exec_resume(struct lk_exec *x, const struct lk_unit *u, struct lk_err *err)
{
    const struct lk_ledger_partial *p = x->ledger.resume;
    x->step_ops++;
    x->ledger.hash_before = x->ledger.hash;
    for (size_t i = 0; i < u->nstmt; i++)
        x->ledger.hash = mix(x->ledger.hash, u->stmt[i].sql);
    if (p && p->intent.p && x->step_ops == p->operations + 1u)
        return settle_intent(x, u, err);
    if (!p || x->step_ops > p->operations)
        return LK_RESUME_SEND;
    if (p->results_read || u->how.want != LK_WANT_NOTHING)
        return refuse(x, u, "its script had read results by then", err);
    if (x->step_ops == p->operations && !lk_str_eq(hash_text(x, x->ledger.hash), p->hash))
        return refuse(x, u, "its operations are not the same any more", err);
    return LK_RESUME_DONE;
}

/* Rides in the transaction that the commit ends. */
/* How far the step has come, with or without the operation under way. */
static void add_row(struct lk_buf *sql, struct lk_exec *x, struct lk_str intent, bool before)
{
    struct lk_ledger_partial p = {
        .uuid = lk_record_uuid(x->record), .version_table = x->ledger.table,
        .revision = x->step->revision->id, .intent = intent,
        .hash = hash_text(x, before ? x->ledger.hash_before : x->ledger.hash),
        .operations = (uint32_t)x->step_ops - before,
        .downgrade = x->step->downgrade, .results_read = x->ledger.results_read};
    lk_ledger_partial_sql(sql, &p);
}

/* The server has answered: the statement failed and left nothing, so that nothing is open.  What is
 * barred from a transaction may leave something (an invalid index); its intent stays. */
void lk_exec_drop_intent(struct lk_exec *x)
{
    struct lk_buf sql = {0};
    if (!x->ledger.on || !x->ledger.intended || x->ledger.barred || lk_db_is_lost(x->db) ||
        lk_db_flight(x->db) || lk_db_tx(x->db) != LK_TX_NONE)
        return;
    add_row(&sql, x, (struct lk_str){NULL, 0}, true);
    if (!lk_db_run(NULL, x->db, lk_buf_str(&sql), NULL))
        lk_run_say(x->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "the ledger was not written");
    lk_buf_clear(&sql);
    x->ledger.intended = false;
}

bool lk_exec_note_partial(struct lk_exec *x, struct lk_str intent, struct lk_err *err)
{
    struct lk_buf sql = {0};
    if (!x->ledger.on || !x->step || !x->step->revision || (x->step_ops == 0 && !intent.p))
        return true;
    x->ledger.intended = intent.p != NULL;
    add_row(&sql, x, intent, x->ledger.intended);
    bool ok = lk_unit_optional(x, lk_buf_str(&sql), err);
    lk_buf_clear(&sql);
    x->ledger.wrote = true;
    return ok;
}
