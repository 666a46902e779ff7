/* heads: the heads of the revision files. */
#include "cli/project.h"
#include "rev/list.h"

/* One object per head; real ones are those that nothing depends on either. */
static void heads_json(struct lk_buf *out, const struct lk_graph *graph, bool real)
{
    struct lk_indices heads = real ? lk_graph_real_heads(graph) : lk_graph_heads(graph);
    lk_buf_addz(out, "[");
    for (size_t i = 0; i < heads.n; i++) {
        lk_buf_addz(out, i ? ",\n " : "");
        lk_list_json(out, graph, lk_graph_at(graph, heads.v[i]));
    }
    lk_buf_addz(out, "]\n");
}

/* Contacts no database and evaluates no script whose header is literal. */
bool lk_cmd_heads(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct lk_buf text = {0};
    bool resolve = lk_cli_has(cli, LK_OPT_RESOLVE_DEPENDENCIES);
    if (!lk_cli_open(&p, cli, err)) {
        return false;
    }
    if (lk_cli_has(cli, LK_OPT_JSON)) {
        heads_json(&text, p.rev.graph, resolve);
    } else {
        lk_list_heads(&text, p.rev.graph, lk_cli_has(cli, LK_OPT_VERBOSE), resolve);
    }
    lk_cli_print(cli, &text);
    lk_buf_clear(&text);
    return true;
}
