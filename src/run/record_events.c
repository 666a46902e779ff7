/* Events of the run: what is told of steps, operations, retries and ends, kept in memory until
 * their transaction ends.  Values and passwords are masked here, before anything is kept. */
#include "base/time.h"
#include "run/exec_acts.h"
#include "run/record_parts.h"
#include "run/say.h"
#include "sql/mask.h"

/* Of one statement; a longer one is cut, since nobody reads on and the file must stay small. */
#define LK_RECORD_SQL 65536

#define pair lk_record_pair

/* An event of the step that is under way; an operation may belong to one before.  The time is
 * that of the event, not of the writing. */
static struct lk_journal_event *keep(struct lk_record *r, enum lk_journal_kind kind, uint32_t op,
                                     const struct lk_datum *body)
{
    struct lk_journal_event *e = LK_PUSH(&r->now);
    *e = (struct lk_journal_event){.kind = kind, .step = r->step, .op = op,
                                   .at_us = lk_time_wall_us(), .body = body};
    return e;
}

/* Copied: steps are gone before the event is written. */
static const struct lk_datum *text(struct lk_record *r, struct lk_str s)
{
    return lk_datum_str(r->now.arena, s);
}

/* SQL as it may be kept. */
static const struct lk_datum *sql_text(struct lk_record *r, struct lk_str sql)
{
    struct lk_buf out = {.limit = LK_RECORD_SQL};
    lk_sql_mask(&out, sql, r->mask);
    if (out.failed) {
        out.limit = 0;
        lk_buf_addf(&out, " … (%zu bytes in all)", sql.n);
    }
    const struct lk_datum *d = text(r, lk_buf_str(&out));
    lk_buf_clear(&out);
    return d;
}

/* What the server or a script says; null where nobody spoke. */
static const struct lk_datum *message_text(struct lk_record *r, struct lk_str message,
                                           const char *sqlstate)
{
    struct lk_buf out = {0};
    lk_sql_mask_message(&out, message, sqlstate, r->mask);
    const struct lk_datum *d = text(r, lk_buf_str(&out));
    lk_buf_clear(&out);
    return d;
}

/* Numbers count from 1 through the whole run, in the order of execution. */
void lk_record_step(struct lk_record *r, const struct lk_step *step, uint32_t number,
                    const struct lk_provenance *from)
{
    r->step = number;
    if (!r->journal)
        return;
    const struct lk_pair v[] = {
        pair("direction", text(r, step->downgrade ? LK_STR("downgrade") : LK_STR("upgrade"))),
        pair("from", text(r, step->from)), pair("to", text(r, step->to)),
        pair("revision", text(r, step->revision ? step->revision->id : LK_STR(""))),
        pair("provenance", lk_record_origin(r->now.arena, from))};
    keep(r, LK_JOURNAL_STEP, 0, lk_datum_map(r->now.arena, v, sizeof v / sizeof *v));
}

/* file:line:column, or null where there is no place */
static const struct lk_datum *place_of(struct lk_record *r, struct lk_span span)
{
    struct lk_place place;
    if (!r->sources || !lk_sources_place(&place, r->sources, span))
        return lk_datum_null();
    return text(r, lk_arena_format(r->now.arena, LK_PRI ":%u:%u", LK_ARG(place.file), place.line,
                                   place.column));
}

/* "users.age" and such, as a body has it. */
static const struct lk_datum *target_text(struct lk_record *r, const struct lk_op *op)
{
    struct lk_buf target = {0};
    lk_record_target(&target, op);
    const struct lk_datum *d = text(r, lk_buf_str(&target));
    lk_buf_clear(&target);
    return d;
}

static const struct lk_datum *sql_list(struct lk_record *r, const struct lk_unit *u)
{
    const struct lk_datum **sql = lk_arena_array(r->now.arena, u->nstmt + 1, sizeof *sql);
    for (size_t i = 0; i < u->nstmt; i++)
        sql[i] = sql_text(r, u->stmt[i].sql);
    return lk_datum_list(r->now.arena, sql, u->nstmt);
}

/* Duration is from sending to settling; in the pipeline they overlap.  Statements of the run's
 * own have no operation and are left out. A skip has a kind of its own, for people look for
 * those. */
void lk_record_op(struct lk_record *r, const struct lk_unit *u, const struct lk_diag *diag)
{
    static const char *const outcome[] = {
        [LK_EMIT_QUEUED] = "queued", [LK_EMIT_DONE] = "done", [LK_EMIT_SKIPPED] = "skipped",
        [LK_EMIT_FAILED] = "failed", [LK_EMIT_UNKNOWABLE] = "", [LK_EMIT_REFUSED] = "refused"};
    if (!r || !r->journal || !u->op)
        return;
    const struct lk_pair v[] = {
        pair("operation", text(r, lk_str_of(u->op->def->name))),
        pair("target", target_text(r, u->op)),
        pair("outcome", text(r, lk_str_of(outcome[u->outcome]))), pair("sql", sql_list(r, u)),
        pair("at", place_of(r, u->op->span)),
        pair("us", lk_datum_int(r->now.arena, lk_time_wall_us() - u->began_us)),
        pair("sqlstate", diag ? text(r, lk_str_of(diag->sqlstate)) : lk_datum_null()),
        pair("message", diag ? message_text(r, diag->message, diag->sqlstate)
                             : lk_datum_null())};
    keep(r, u->outcome == LK_EMIT_SKIPPED ? LK_JOURNAL_SKIP : LK_JOURNAL_OP, u->op->seq,
         lk_datum_map(r->now.arena, v, sizeof v / sizeof *v))->step = u->number;
}

void lk_record_intent(struct lk_record *r, const struct lk_unit *u)
{
    if (!r || !r->journal || !u->op)
        return;
    const struct lk_pair v[] = {
        pair("operation", text(r, lk_str_of(u->op->def->name))),
        pair("target", target_text(r, u->op)), pair("sql", sql_list(r, u)),
        pair("at", place_of(r, u->op->span))};
    keep(r, LK_JOURNAL_INTENT, u->op->seq, lk_datum_map(r->now.arena, v, sizeof v / sizeof *v));
    lk_record_flush(r);
}

/* The steps behind this event are those of the next attempt. */
void lk_record_retry(struct lk_record *r, const char *why)
{
    if (!r->journal)
        return;
    const struct lk_pair v[] = {pair("why", message_text(r, lk_str_of(why), ""))};
    keep(r, LK_JOURNAL_RETRY, 0, lk_datum_map(r->now.arena, v, 1));
}

/* The transaction has ended, and what was kept can be told with its true outcome.  That of a commit
 * may wait until the server has something to do again; the database knows it for certain. */
void lk_record_settled(struct lk_record *r, const char *outcome)
{
    if (!r || !r->journal)
        return;
    const struct lk_pair v[] = {pair("outcome", text(r, lk_str_of(outcome)))};
    keep(r, LK_JOURNAL_SETTLED, 0, lk_datum_map(r->now.arena, v, 1));
    if (strcmp(outcome, "committed") == 0)
        lk_record_defer(r);
    else
        lk_record_flush(r);
}

/* Old runs go with the end of one, when nobody waits for anything any more. */
static void prune(struct lk_record *r)
{
    struct lk_err why = {0};
    if (r->journal && r->plan->journal_keep &&
        !lk_journal_prune(r->journal, r->plan->journal_keep, &why))
        lk_run_say(r->plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s", why.message);
    lk_err_clear(&why);
}

/* The last event has the exit status, so that readers need not know the table of errors. */
void lk_record_end(struct lk_record *r, const char *outcome, const struct lk_err *why,
                   const struct lk_names *heads)
{
    struct lk_buf at = {0};
    if (!r->journal)
        return;
    r->step = 0;
    if (heads)
        lk_run_add_heads(&at, heads);
    const struct lk_datum *none = lk_datum_null();
    const struct lk_pair v[] = {
        pair("outcome", text(r, lk_str_of(outcome))),
        pair("heads", heads ? text(r, lk_buf_str(&at)) : none),
        pair("error", why ? message_text(r, lk_str_of(why->message), why->sqlstate) : none),
        pair("sqlstate", why ? text(r, lk_str_of(why->sqlstate)) : none),
        pair("status", lk_datum_int(r->now.arena, why ? lk_err_status(why->code) : 0))};
    keep(r, LK_JOURNAL_END, 0, lk_datum_map(r->now.arena, v, sizeof v / sizeof *v));
    lk_buf_clear(&at);
    lk_record_flush(r);
    prune(r);
}

/* Names by which people know a target: the first two text arguments that name something.  Joined
 * by dots, as people write them; empty for operations that have no target. */
void lk_record_target(struct lk_buf *out, const struct lk_op *op)
{
    static const char *const names[] = {"table_name", "source_table", "old_table_name",
                                        "constraint_name", "index_name", "column_name"};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int at = lk_def_param(op->def, names[i]);
        struct lk_str name = at >= 0 ? lk_datum_text(op->arg[at]) : LK_STR("");
        if (!name.n)
            continue;
        lk_buf_addz(out, any ? "." : "");
        lk_buf_add(out, name);
        any = true;
    }
    int column = lk_def_param(op->def, "column");
    if (column >= 0 && lk_datum_is_node(op->arg[column], "column")) {
        lk_buf_addz(out, any ? "." : "");
        lk_buf_add(out, lk_datum_text(lk_node_arg(op->arg[column], "name")));
    }
}
