/* plan: the steps of an upgrade or a downgrade, and how the version rows change; nothing is done.
 * With --from no database is contacted. */
#include "cli/project.h"
#include "rev/list.h"
#include <stdlib.h>

/* --from REV…: the ids that the names stand for, each once; base is none. */
static bool read_from(struct lk_names *out, struct lk_cli *cli, const struct lk_graph *graph,
                      struct lk_err *err)
{
    const struct lk_names *from = &cli->option[LK_OPT_FROM];
    struct lk_map seen = {0};
    bool good = true;
    *out = (struct lk_names){0};
    for (size_t i = 0; good && i < from->n; i++) {
        struct lk_revisions found = {0};
        good = lk_rev_find(&found, cli->arena, graph, from->v[i], err);
        for (size_t k = 0; good && k < found.n; k++) {
            if (!lk_map_put(&seen, found.v[k]->id, found.v[k])) {
                *LK_PUSH(out) = found.v[k]->id;
            }
        }
    }
    lk_map_clear(&seen);
    return good;
}

static bool read_rows(struct lk_names *out, struct lk_cli_project *p, struct lk_cli *cli,
                      struct lk_err *err)
{
    return lk_cli_has(cli, LK_OPT_FROM) ? read_from(out, cli, p->rev.graph, err)
                                        : lk_cli_heads(out, p, cli, err);
}

static bool read_direction(struct lk_rev_move *move, struct lk_cli *cli, struct lk_err *err)
{
    struct lk_str word = cli->args.v[0];
    move->target = cli->args.v[1];
    move->downgrade = lk_str_is(word, "downgrade");
    if (!move->downgrade && !lk_str_is(word, "upgrade")) {
        return lk_fail(err, LK_E_USAGE, "a plan is for 'upgrade' or 'downgrade', not '" LK_PRI "'",
                       LK_ARG(word));
    }
    if (move->target.n && memchr(move->target.p, ':', move->target.n)) {
        lk_fail(err, LK_E_TARGET, "Range revision not allowed");
        return lk_err_hint(err, "--from says where the plan starts");
    }
    return true;
}

/* One line for a step, as the run's log will have it. */
static void add_steps(struct lk_buf *out, const struct lk_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        lk_step_show(out, &plan->v[i]);
        lk_buf_addc(out, '\n');
    }
}

bool lk_cmd_plan(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct lk_names rows = {0};
    struct lk_rev_move move = {.heads = &rows};
    struct lk_plan plan = {0};
    struct lk_buf text = {0};
    bool good = read_direction(&move, cli, err) && lk_cli_open(&p, cli, err) &&
                read_rows(&rows, &p, cli, err) &&
                lk_rev_plan(&plan, cli->arena, p.rev.graph, &move, err);
    if (good && plan.warning.n) {
        lk_cli_log(cli, "WARN", "alembic.script.revision", plan.warning);
    }
    if (good && lk_cli_has(cli, LK_OPT_JSON)) {
        lk_plan_json(&text, &plan);
    } else if (good) {
        add_steps(&text, &plan);
    }
    lk_cli_print(cli, &text);
    lk_buf_clear(&text);
    if (lk_cli_has(cli, LK_OPT_FROM)) {
        free(rows.v);
    }
    return good;
}
