/* history: the revisions from heads to bases, or a range of them. */
#include "cli/applied.h"
#include "rev/list.h"

/* Takes A:B apart.  Alembic's words where the colon is missing.  Either end may be empty, which
 * means the bases or the heads. */
static bool read_range(struct lk_rev_span *span, struct lk_str text, struct lk_err *err)
{
    ptrdiff_t colon = lk_str_find(text, LK_STR(":"), 0);
    if (colon < 0) {
        return lk_fail(err, LK_E_TARGET,
                       "History range requires [start]:[end], [start]:, or :[end]");
    }
    span->base = lk_str_trim(lk_str_cut(text, 0, (size_t)colon));
    span->head = lk_str_trim(lk_str_cut(text, (size_t)colon + 1, text.n));
    return true;
}

/* What one call of the command found out. */
struct history {
    struct lk_rev_span span;
    struct lk_names rows;
    bool asks;             /* the database is asked for its rows */
    struct lk_cli_applied applied;
};

/* Asks the database only where the word "current" or -i needs it. */
static bool read_rows(struct history *h, struct lk_cli_project *p, struct lk_cli *cli,
                      struct lk_err *err)
{
    bool from = lk_str_is(h->span.base, "current"), to = lk_str_is(h->span.head, "current");
    h->asks = from || to || lk_cli_has(cli, LK_OPT_INDICATE_CURRENT);
    if (!h->asks) {
        return true;
    }
    h->span.base_rows = from ? &h->rows : NULL;
    h->span.head_rows = to ? &h->rows : NULL;
    return lk_cli_heads(&h->rows, p, cli, err);
}

/* One object per revision, newest first; with -i it says whether it is current, with -v what the
 * ledger knows of it. */
static void history_json(struct lk_buf *out, const struct history *h, const struct lk_graph *graph,
                         const struct lk_revisions *walk, const struct lk_map *current)
{
    lk_buf_addz(out, "[");
    for (size_t i = 0; i < walk->n; i++) {
        lk_buf_addz(out, i ? ",\n " : "");
        lk_list_json_open(out, graph, walk->v[i]);
        if (current) {
            lk_buf_addf(out, ", \"current\": %s",
                        lk_map_has(current, walk->v[i]->id) ? "true" : "false");
        }
        lk_cli_applied_json(out, &h->applied, walk->v[i]);
        lk_buf_addc(out, '}');
    }
    lk_buf_addz(out, "]\n");
}

/* JSON, or Alembic's lines, or its blocks with -v; current revisions are marked with -i. */
static void print(struct lk_buf *out, const struct history *h, struct lk_cli *cli,
                  const struct lk_graph *graph, const struct lk_revisions *walk)
{
    struct lk_map rows = {0};
    for (size_t i = 0; i < h->rows.n; i++) {
        lk_map_put(&rows, h->rows.v[i], &rows);
    }
    const struct lk_map *current = lk_cli_has(cli, LK_OPT_INDICATE_CURRENT) ? &rows : NULL;
    if (lk_cli_has(cli, LK_OPT_JSON)) {
        history_json(out, h, graph, walk, current);
    } else {
        lk_list_history(out, graph, walk, lk_cli_has(cli, LK_OPT_VERBOSE), current);
    }
    lk_map_clear(&rows);
}

/* Without a database unless the range or -i speaks of what is applied, or -v of JSON does. */
bool lk_cmd_history(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct history h = {.span = {.base = LK_STR(""), .head = LK_STR("")}};
    struct lk_revisions walk = {0};
    struct lk_buf text = {0};
    if (lk_cli_has(cli, LK_OPT_REV_RANGE) &&
        !read_range(&h.span, lk_cli_value(cli, LK_OPT_REV_RANGE), err)) {
        return false;
    }
    if (!lk_cli_open(&p, cli, err) || !read_rows(&h, &p, cli, err) ||
        !lk_rev_walk(&walk, cli->arena, p.rev.graph, &h.span, err)) {
        return false;
    }
    lk_cli_applied(&h.applied, &p, cli);
    print(&text, &h, cli, p.rev.graph, &walk);
    lk_cli_applied_clear(&h.applied);
    lk_cli_print(cli, &text);
    lk_buf_clear(&text);
    return true;
}
