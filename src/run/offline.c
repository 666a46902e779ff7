/* The offline sink: operations become text, exactly as Alembic 1.19's --sql prints it, and nothing
 * leaves before all of it is there.  It has no database and answers no question: what asks for rows
 * is UNKNOWABLE. */
#include "run/offline.h"
#include "run/own_schema.h"
#include "run/provenance.h"
#include "run/say.h"
#include "run/version.h"
#include "sql/lower.h"

struct offline {
    struct lk_sink sink;           /* first */
    const struct lk_run_plan *plan;        /* borrowed for the run */
    struct lk_arena *arena;        /* of the step: operations and statements */
    struct lk_dialect dialect;     /* the plan's, offline */
    struct lk_map types_made;      /* enums that create_table has made so far */
    struct lk_version_sql version;
    struct lk_buf text;            /* everything that will be printed */
    struct lk_sink_facts facts;    /* no database: nothing but the mode */
    size_t operations;
};

/* Alembic ends each statement with an empty line. */
static void add_line(struct offline *o, const char *line)
{
    lk_buf_addz(&o->text, line);
    lk_buf_addz(&o->text, "\n\n");
}

/* BEGIN and COMMIT stand only where the DDL is transactional. */
static void add_tx(struct offline *o, const char *line, enum lk_run_tx when)
{
    if (o->plan->tx == when)
        add_line(o, line);
}

/* Printed whether or not somebody wants rows of it, as Alembic does. */
static enum lk_emit emit(struct lk_emitted *out, struct lk_sink *sink, const struct lk_op *op,
                         struct lk_emit_how how, struct lk_err *err)
{
    struct offline *o = (struct offline *)sink;
    struct lk_stmts stmts;
    *out = (struct lk_emitted){0};
    lk_stmts_init(&stmts, o->arena);
    bool ok = lk_sql_lower(&stmts, op, &o->dialect, err) && lk_run_spares_ledger(&stmts, op, err);
    for (size_t i = 0; ok && i < stmts.n; i++)
        lk_sql_print(&o->text, &stmts.v[i]);
    lk_stmts_clear(&stmts);
    o->operations++;
    if (!ok)
        return LK_EMIT_REFUSED;
    return how.want == LK_WANT_NOTHING ? LK_EMIT_DONE : LK_EMIT_UNKNOWABLE;
}

/* Nothing is ever in flight. */
static bool settle(struct lk_sink *sink, enum lk_why why, struct lk_err *err)
{
    (void)sink;
    (void)why;
    (void)err;
    return true;
}

/* autocommit_block() ends the transaction around its statements (Alembic: emit_commit, emit_begin);
 * Alembic's stand-in for a connection has no transaction of its own. */
static bool scope(uint32_t *connection, struct lk_sink *sink, enum lk_scope what,
                  enum lk_scope_act act, struct lk_err *err)
{
    struct offline *o = (struct offline *)sink;
    *connection = 0;
    if (what != LK_SCOPE_AUTOCOMMIT)
        return lk_fail(err, LK_E_SCRIPT, "AttributeError: a script's own transaction or connection "
                                         "needs a database; there is none with --sql");
    if (o->plan->tx != LK_RUN_TX_NONE)
        add_line(o, act == LK_SCOPE_ENTER ? "COMMIT;" : "BEGIN;");
    return true;
}

static const struct lk_sink_facts *facts(struct lk_sink *sink)
{
    return &((struct offline *)sink)->facts;
}

/* print() of a script stands among the SQL, as under Alembic, which prints to the same stream. */
static void say(struct lk_sink *sink, struct lk_str line)
{
    lk_buf_add(&((struct offline *)sink)->text, line);
}

static const struct lk_sink_class offline_class = {emit, settle, scope, facts, say};

/* The change of a version row, or without one the table itself. */
static void add_version(struct offline *o, const struct lk_row *row)
{
    if (row)
        lk_version_change(&o->text, &o->version, row);
    else
        lk_version_create(&o->text, &o->version);
    lk_buf_addz(&o->text, ";\n\n");
}

/* Alembic creates the version table at the first step that starts without version rows, and asks
 * that at every step: a chain that empties the table and goes on creates it again. */
static bool one_step(struct offline *o, const struct lk_step *step, size_t *rows,
                     struct lk_err *err)
{
    add_tx(o, "BEGIN;", LK_RUN_TX_REVISION);
    if (*rows == 0)
        add_version(o, NULL);
    lk_run_say_step(o->plan, step);
    lk_buf_addz(&o->text, "-- Running ");
    lk_step_show_short(&o->text, step);
    lk_buf_addz(&o->text, "\n\n");
    o->arena = lk_arena_new();
    bool ok = o->plan->source->body(o->plan->source->self, step, o->arena, err);
    lk_arena_free(o->arena);
    if (!ok)
        return false;
    for (size_t i = 0; i < step->nrow; i++) {
        add_version(o, &step->row[i]);
        *rows += step->row[i].kind == LK_ROW_INSERT;
        *rows -= step->row[i].kind == LK_ROW_DELETE;
    }
    add_tx(o, "COMMIT;", LK_RUN_TX_REVISION);
    return true;
}

/* One runtime for all of them. */
static bool all_steps(struct lk_run_report *out, struct offline *o, const struct lk_plan *steps,
                      struct lk_err *err)
{
    const struct lk_run_source *source = o->plan->source;
    size_t rows = o->plan->start.n;
    out->planned = steps->n;
    add_tx(o, "BEGIN;", LK_RUN_TX_RUN);
    if (steps->n && !source->open(source->self, &o->sink, err))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < steps->n; i++) {
        ok = one_step(o, &steps->v[i], &rows, err);
        out->done += ok;
    }
    if (steps->n)
        source->close(source->self);
    add_tx(o, "COMMIT;", LK_RUN_TX_RUN);
    return ok;
}

/* What offline lowering needs; there is no server to ask. */
static void prepare(struct offline *o, const struct lk_run_plan *plan)
{
    *o = (struct offline){.sink = {&offline_class}, .plan = plan, .facts = {.offline = true}};
    if (plan->dialect)
        o->dialect = *plan->dialect;
    o->dialect.offline = true;
    o->dialect.types_made = &o->types_made;
    o->facts.default_schema = LK_STR("public");
    o->version = (struct lk_version_sql){
        &plan->version, true,
        o->dialect.paramstyle == LK_PARAMS_PYFORMAT || o->dialect.paramstyle == LK_PARAMS_FORMAT};
}

/* Printed SQL has no ledger to keep a commit in: the files are looked at only where something is
 * required of them. */
static bool required(const struct lk_run_plan *plan, const struct lk_plan *steps,
                     struct lk_arena *arena, struct lk_err *err)
{
    struct lk_provenances v = {.arena = arena};
    if (!plan->origin.require_clean && !plan->origin.require_ref.n)
        return true;
    bool ok = lk_provenance_gather(&v, plan, steps, err);
    lk_provenance_clear(&v);
    return ok;
}

bool lk_run_offline(struct lk_run_report *out, const struct lk_run_plan *plan, struct lk_err *err)
{
    struct offline o;
    struct lk_plan steps = {0};
    prepare(&o, plan);
    lk_run_say_context(plan);
    bool ok = plan->source->plan(&steps, plan->source->self, out->arena, &plan->start, err) &&
              required(plan, &steps, out->arena, err) && all_steps(out, &o, &steps, err);
    out->operations = o.operations;
    if (ok && plan->print)
        plan->print(plan->self, lk_buf_str(&o.text));
    lk_buf_clear(&o.text);
    lk_map_clear(&o.types_made);
    return ok;
}
