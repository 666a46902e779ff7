/* current: the revisions that the database is at. */
#include "cli/applied.h"
#include "rev/list.h"

/* One object per revision, those of `history --json`. */
static void current_json(struct lk_buf *out, const struct lk_graph *graph,
                         const struct lk_revisions *at, const struct lk_cli_applied *applied)
{
    lk_buf_addz(out, "[");
    for (size_t i = 0; i < at->n; i++) {
        lk_buf_addz(out, i ? ",\n " : "");
        lk_list_json_open(out, graph, at->v[i]);
        lk_cli_applied_json(out, applied, at->v[i]);
        lk_buf_addc(out, '}');
    }
    lk_buf_addz(out, "]\n");
}

/* Are the version rows exactly the heads, as Alembic 1.19's --check-heads asks? */
static bool is_at_heads(const struct lk_graph *graph, const struct lk_names *rows)
{
    struct lk_indices heads = lk_graph_heads(graph);
    bool all = heads.n == rows->n;
    for (size_t i = 0; all && i < heads.n; i++) {
        bool found = false;
        for (size_t k = 0; k < rows->n; k++) {
            found = found || lk_str_eq(lk_graph_at(graph, heads.v[i])->id, rows->v[k]);
        }
        all = found;
    }
    return all;
}

/* As Alembic, tells nothing and succeeds on a database without version table. */
bool lk_cmd_current(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct lk_names rows = {0};
    struct lk_revisions at = {0};
    struct lk_buf text = {0};
    if (!lk_cli_open(&p, cli, err) || !lk_cli_heads(&rows, &p, cli, err)) {
        return false;
    }
    if (lk_cli_has(cli, LK_OPT_CHECK_HEADS) && !is_at_heads(p.rev.graph, &rows)) {
        lk_fail(err, LK_E_WANTED, "Database is not on all head revisions");
        return lk_err_hint(err, "limbeck upgrade heads takes it there");
    }
    if (!lk_rev_current(&at, cli->arena, p.rev.graph, &rows, err)) {
        return false;
    }
    struct lk_cli_applied applied;
    lk_cli_applied(&applied, &p, cli);
    if (lk_cli_has(cli, LK_OPT_JSON)) {
        current_json(&text, p.rev.graph, &at, &applied);
    } else {
        lk_list_current(&text, p.rev.graph, &at, lk_cli_has(cli, LK_OPT_VERBOSE));
    }
    lk_cli_print(cli, &text);
    lk_cli_applied_clear(&applied);
    lk_buf_clear(&text);
    return true;
}
