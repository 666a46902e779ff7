/* branches: the branch points, and what follows each. */
#include "cli/project.h"
#include "rev/list.h"

bool lk_cmd_branches(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct lk_rev_span everything = {.base = LK_STR(""), .head = LK_STR("")};
    struct lk_revisions all = {0};
    struct lk_buf text = {0};
    if (!lk_cli_open(&p, cli, err) ||
        !lk_rev_walk(&all, cli->arena, p.rev.graph, &everything, err)) {
        return false;
    }
    lk_list_branches(&text, p.rev.graph, &all, lk_cli_has(cli, LK_OPT_VERBOSE));
    lk_cli_print(cli, &text);
    lk_buf_clear(&text);
    return true;
}
