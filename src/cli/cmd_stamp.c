/* stamp and ensure_version: the version rows, or only their table, without any revision's body. */
#include "cli/migrate.h"
#include "rev/target.h"
#include "run/read.h"

/* A source of steps that have rows and no operations. */
struct stamp {
    struct lk_cli_run run;
    struct lk_names targets;
    bool purge, table_only;
};

/* --purge: whatever the table holds is deleted first, known or not; the deletions belong to the
 * first step, so that the log has Alembic's lines.  Where nothing else is to be done a step of
 * its own carries the deletions. */
static void delete_all(struct lk_plan *plan, struct lk_arena *arena, const struct lk_names *rows)
{
    struct lk_step none = {.from = LK_STR(""), .to = LK_STR(""), .downgrade = true};
    if (plan->n == 0) {
        plan->v = lk_arena_alloc(arena, sizeof *plan->v);
        plan->v[plan->n++] = none;
    }
    struct lk_step *first = &plan->v[0];
    struct lk_row *row = lk_arena_array(arena, rows->n + first->nrow, sizeof *row);
    for (size_t i = 0; i < rows->n; i++) {
        row[i] = (struct lk_row){.kind = LK_ROW_DELETE, .from = rows->v[i]};
    }
    for (size_t i = 0; i < first->nrow; i++) {
        row[rows->n + i] = first->row[i];
    }
    first->row = row;
    first->nrow += rows->n;
}

/* With --purge the plan starts from an empty table, whatever the rows say, since they may name
 * revisions that nobody has. */
static bool plan(struct lk_plan *out, void *self, struct lk_arena *arena,
                 const struct lk_names *heads, struct lk_err *err)
{
    struct stamp *s = self;
    struct lk_names none = {0};
    struct lk_rev_stamp request = {s->purge ? &none : heads, &s->targets};
    *out = (struct lk_plan){0};
    if (s->table_only) {
        delete_all(out, arena, &none);
        return true;
    }
    if (!lk_rev_stamp(out, arena, s->run.p.rev.graph, &request, err)) {
        return false;
    }
    if (s->purge && heads->n) {
        delete_all(out, arena, heads);
    }
    return true;
}

/* Nothing is evaluated.  So that stamping needs no runtime for scripts. */
static bool open_nothing(void *self, struct lk_sink *sink, struct lk_err *err)
{
    (void)self;
    (void)sink;
    (void)err;
    return true;
}

/* The rows of the step are the run's business. */
static bool no_body(void *self, const struct lk_step *step, struct lk_arena *arena,
                    struct lk_err *err)
{
    (void)self;
    (void)step;
    (void)arena;
    (void)err;
    return true;
}

/* There is nothing to close. */
static void close_nothing(void *self)
{
    (void)self;
}

/* The same run as an upgrade's: lock, transaction, ledger and journal included. */
static bool run(int *status, struct stamp *s, struct lk_err *err)
{
    const struct lk_run_source source = {
        .self = s, .plan = plan, .open = open_nothing, .body = no_body, .close = close_nothing};
    return lk_cli_run(status, &s->run, &source, err);
}

/* With --sql a target may be A:B, and then every A is the same one. */
static bool read_targets(struct stamp *s, struct lk_err *err)
{
    struct lk_cli *cli = s->run.cli;
    struct lk_str start = {NULL, 0};
    s->targets = (struct lk_names){lk_arena_array(cli->arena, cli->args.n, sizeof *s->targets.v),
                                   cli->args.n, cli->args.n};
    for (size_t i = 0; i < cli->args.n; i++) {
        struct lk_str from;
        s->targets.v[i] = cli->args.v[i];
        if (!s->run.plan.sql) {
            continue;
        }
        lk_rev_range(&from, &s->targets.v[i], cli->args.v[i]);
        if (from.p && start.p && !lk_str_eq(from, start)) {
            return lk_fail(err, LK_E_TARGET, "Stamp operation with --sql only supports a single "
                                             "starting revision at a time");
        }
        start = from.p ? from : start;
    }
    return lk_rev_start(&s->run.plan.start, cli->arena, s->run.p.rev.graph,
                        start.p ? start : LK_STR(""), err);
}

/* --purge needs the rows of a database, which --sql has none of; the words are Alembic's. */
bool lk_cmd_stamp(int *status, struct lk_cli *cli, struct lk_err *err)
{
    struct stamp s = {.run = {.cli = cli}, .purge = lk_cli_has(cli, LK_OPT_PURGE)};
    s.run.plan.sql = lk_cli_has(cli, LK_OPT_SQL);
    if (s.purge && s.run.plan.sql) {
        return lk_fail(err, LK_E_USAGE, "Can't use --purge with --sql mode");
    }
    return lk_cli_open(&s.run.p, cli, err) && read_targets(&s, err) &&
           lk_cli_run_prepare(&s.run, err) && run(status, &s, err);
}

/* Where the table exists already nothing is written. */
bool lk_cmd_ensure_version(int *status, struct lk_cli *cli, struct lk_err *err)
{
    struct stamp s = {.run = {.cli = cli, .silent = true}, .table_only = true};
    struct lk_run_where where = {0};
    s.run.plan.sql = lk_cli_has(cli, LK_OPT_SQL);
    if (!lk_cli_open(&s.run.p, cli, err) || !lk_cli_run_prepare(&s.run, err)) {
        return false;
    }
    if (!s.run.plan.sql &&
        !lk_run_where(&where, cli->arena, &s.run.p.db, &s.run.p.version, err)) {
        return false;
    }
    return where.heads.exists || run(status, &s, err);
}
