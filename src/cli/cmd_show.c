/* show: everything that is known of the revisions that a name stands for. */
#include "cli/project.h"
#include "rev/list.h"

/* "current" asks the database; the rows themselves are shown, not what they depend on. */
static bool find(struct lk_revisions *out, struct lk_cli_project *p, struct lk_cli *cli,
                 struct lk_err *err)
{
    struct lk_names rows;
    struct lk_str name = cli->args.v[0];
    if (!lk_str_is(name, "current")) {
        return lk_rev_find(out, cli->arena, p->rev.graph, name, err);
    }
    if (!lk_cli_heads(&rows, p, cli, err)) {
        return false;
    }
    out->v = lk_arena_array(cli->arena, rows.n, sizeof *out->v);
    for (out->n = 0; out->n < rows.n; out->n++) {
        out->v[out->n] = lk_graph_find(p->rev.graph, rows.v[out->n]);
    }
    return true;
}

bool lk_cmd_show(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct lk_revisions all = {0};
    struct lk_buf text = {0};
    if (!lk_cli_open(&p, cli, err) || !find(&all, &p, cli, err)) {
        return false;
    }
    for (size_t i = 0; lk_cli_has(cli, LK_OPT_JSON) && i < all.n; i++) {
        lk_buf_addz(&text, i ? ",\n " : "[");
        lk_list_json(&text, p.rev.graph, all.v[i]);
    }
    if (lk_cli_has(cli, LK_OPT_JSON)) {
        lk_buf_addz(&text, all.n ? "]\n" : "[]\n");
    } else {
        lk_list_show(&text, p.rev.graph, &all);
    }
    lk_cli_print(cli, &text);
    lk_buf_clear(&text);
    return true;
}
