/* The door of targets: plans, finds, walks; Alembic's words for what it refuses. */
#include "rev/ask.h"
#include "rev/rows.h"
#include <stdlib.h>

/* Replaces the one %s of Alembic's sentence. */
static char *fill(const char *sentence, struct lk_str with)
{
    const char *at = strstr(sentence, "%s");
    return lk_format("%.*s" LK_PRI "%s", (int)(at - sentence), sentence, LK_ARG(with), at + 2);
}

/* The ends are the command's words, not what they were resolved to.  Which sentence is Alembic's
 * depends on the command, so that each brings its own wording. */
static bool fail_range(const struct lk_ask *a, const struct lk_wording *w, struct lk_err *err)
{
    if (!w->range)
        return lk_fail(err, LK_E_TARGET, "Requested range " LK_PRI ":" LK_PRI " does not refer to "
                       "ancestor/descendant revisions along the same branch", LK_ARG(w->start),
                       LK_ARG(w->end));
    char *message = fill(w->range, w->end);
    lk_fail(err, LK_E_TARGET, "%s", message);
    free(message);
    return a->message.n ? lk_err_hint(err, LK_PRI, LK_ARG(a->message)) : false;
}

/* `end` is the command's target; without one the argument that had several heads.  Some commands
 * have a sentence of their own for it. */
static bool fail_multiple(const struct lk_ask *a, const struct lk_wording *w, struct lk_err *err)
{
    struct lk_str head = w->end.p ? w->end : a->argument;
    if (w->multiple)
        lk_fail(err, LK_E_TARGET, "%s", w->multiple);
    else
        lk_fail(err, LK_E_TARGET, "Multiple head revisions are present for given argument '" LK_PRI
                "'; please specify a specific target revision, '<branchname>@" LK_PRI "' to narrow "
                "to a specific head, or 'heads' for all heads", LK_ARG(head), LK_ARG(head));
    return lk_err_detail(err, LK_PRI, LK_ARG(a->message));
}

/* ScriptDirectory._catch_revision_errors(): the message is its, what Alembic hides becomes the
 * hint.  Always false; the text of the refusal lives in the asker's arena and is copied. */
bool lk_ask_fail(const struct lk_ask *a, const struct lk_wording *w, struct lk_err *err)
{
    switch (a->refusal) {
    case LK_REFUSE_RANGE: return fail_range(a, w, err);
    case LK_REFUSE_MULTIPLE: return fail_multiple(a, w, err);
    case LK_REFUSE_RESOLUTION:
        lk_fail(err, LK_E_TARGET, "Can't locate revision identified by '" LK_PRI "'",
                LK_ARG(a->argument));
        return lk_err_hint(err, LK_PRI, LK_ARG(a->message));
    case LK_REFUSE_OTHER: break;
    }
    return lk_fail(err, LK_E_TARGET, LK_PRI, LK_ARG(a->message));
}

/* Alembic tells the same later and in other words: here it is found before anything is planned. */
bool lk_rev_known(const struct lk_graph *g, const struct lk_names *rows, struct lk_err *err)
{
    for (size_t i = 0; i < rows->n; i++)
        if (!lk_graph_find(g, rows->v[i])) {
            lk_fail(err, LK_E_UNKNOWN_REVISION, "the database is at revision '" LK_PRI
                    "', which no file here has", LK_ARG(rows->v[i]));
            return lk_err_hint(err, "is this checkout older than the database, or another "
                               "project's?");
        }
    return true;
}

/* Ids of revisions, ", " between.  The texts of log lines, several parents included. */
static struct lk_str ids(struct lk_arena *arena, const struct lk_graph *g, struct lk_indices nodes)
{
    struct lk_buf b = {0};
    for (size_t i = 0; i < nodes.n; i++)
        lk_buf_addf(&b, "%s" LK_PRI, i ? ", " : "", LK_ARG(g->rev[nodes.v[i]]->id));
    struct lk_str out = lk_arena_str(arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return out;
}

/* Steps live in the arena; what the array outgrows is left to it. */
static struct lk_step *add_step(struct lk_plan *plan, struct lk_arena *arena)
{
    if (plan->n == plan->cap) {
        size_t cap = plan->cap ? plan->cap * 2 : 16;
        struct lk_step *v = lk_arena_array(arena, cap, sizeof *v);
        if (plan->n)
            memcpy(v, plan->v, plan->n * sizeof *v);
        plan->v = v;
        plan->cap = cap;
    }
    return &plan->v[plan->n++];
}

/* The rows are known: lk_rev_known() looked. */
static void begin_rows(struct lk_rows *rows, struct lk_ask *a, const struct lk_names *heads)
{
    lk_rows_init(rows, a->arena, a->g);
    for (size_t i = 0; i < heads->n; i++)
        lk_rows_begin(rows, lk_graph_find(a->g, heads->v[i])->index);
}

/* Dependencies are not part of the log line (from_revisions_no_deps).  `from` and `to` are as in
 * the log: for a downgrade they are exchanged. */
static bool plan_step(struct lk_plan *plan, struct lk_rows *rows, uint32_t node, bool down,
                      struct lk_err *err)
{
    const struct lk_graph *g = rows->g;
    struct lk_step *step = add_step(plan, rows->arena);
    struct lk_str below = ids(rows->arena, g, lk_edges_of(&g->down, node));
    *step = (struct lk_step){.revision = g->rev[node], .downgrade = down};
    step->from = down ? g->rev[node]->id : below;
    step->to = down ? below : g->rev[node]->id;
    if (!lk_rows_step(rows, node, down, err))
        return false;
    lk_rows_take(rows, step);
    return true;
}

/* Upgrades run from the base up, so the order is walked backwards. The rows that each step
 * changes are part of the plan. */
static bool plan_steps(struct lk_plan *plan, struct lk_ask *a, const struct lk_rev_move *move,
                       const struct lk_nodes *order, struct lk_err *err)
{
    struct lk_rows rows;
    bool ok = true, down = move->downgrade;
    begin_rows(&rows, a, move->heads);
    *plan = (struct lk_plan){.warning = a->warning};
    for (size_t i = 0; ok && i < order->n; i++)
        ok = plan_step(plan, &rows, order->v[down ? i : order->n - 1 - i], down, err);
    lk_rows_heads(&plan->heads, &rows);
    free(rows.change);
    return ok;
}

/* _upgrade_revs() and _downgrade_revs(); the sorted revisions come heads first.  An upgrade
 * collects what is above the rows, a downgrade what is above its target. The plan may be empty. */
bool lk_rev_plan(struct lk_plan *out, struct lk_arena *arena, const struct lk_graph *g,
                 const struct lk_rev_move *move, struct lk_err *err)
{
    struct lk_wording words = {
        .range = move->downgrade
                     ? "Destination %s is not a valid downgrade target from current head(s)"
                     : "Destination %s is not a valid upgrade target from current head(s)",
        .end = move->target};
    struct lk_iterate up = {.upper = move->target, .lower_rows = move->heads,
                            .implicit_base = true, .strict = true};
    struct lk_iterate down = {.lower = move->target, .upper_rows = move->heads, .strict = true};
    struct lk_picks top = {0};
    struct lk_ask a;
    lk_set_of *todo;
    if (!lk_rev_known(g, move->heads, err))
        return false;
    lk_ask_init(&a, g, arena);
    if (!(move->downgrade ? lk_ask_downgrade(&todo, &top, &a, &down)
                          : lk_ask_upgrade(&todo, &top, &a, &up)))
        return lk_ask_fail(&a, &words, err);
    struct lk_nodes order = lk_order(&a, todo, &top);
    return plan_steps(out, &a, move, &order, err);
}

/* The first colon cuts; Alembic unpacks split(':', 2) into two.  A text without colon is all
 * target, and *from is absent. */
void lk_rev_range(struct lk_str *from, struct lk_str *to, struct lk_str text)
{
    const char *colon = text.n ? memchr(text.p, ':', text.n) : NULL;
    size_t at = colon ? (size_t)(colon - text.p) : 0;
    *from = colon ? lk_str_cut(text, 0, at) : (struct lk_str){0};
    *to = colon ? lk_str_cut(text, at + 1, text.n) : text;
}

/* Base is no revision and is left out. */
static void to_revisions(struct lk_revisions *out, struct lk_ask *a, const struct lk_picks *picks)
{
    out->v = lk_arena_array(a->arena, picks->n + 1, sizeof *out->v);
    out->n = out->cap = 0;
    for (size_t i = 0; i < picks->n; i++)
        if (picks->v[i] >= 0)
            out->v[out->n++] = a->g->rev[picks->v[i]];
}

/* Several for symbols like "heads", none for "base". */
bool lk_rev_find(struct lk_revisions *out, struct lk_arena *arena, const struct lk_graph *g,
                 struct lk_str target, struct lk_err *err)
{
    struct lk_picks picks = {0};
    struct lk_ask a;
    lk_ask_init(&a, g, arena);
    if (!lk_ask_revisions(&picks, &a, target))
        return lk_ask_fail(&a, &(struct lk_wording){0}, err);
    to_revisions(out, &a, &picks);
    return true;
}

/* get_current_heads() in offline mode: one revision, or none.  Offline there is no version
 * table: the start of the range stands for its rows. */
bool lk_rev_start(struct lk_names *out, struct lk_arena *arena, const struct lk_graph *g,
                  struct lk_str start, struct lk_err *err)
{
    struct lk_ask a;
    int32_t node;
    *out = (struct lk_names){0};
    if (!start.n || lk_str_is(start, "base"))
        return true;
    lk_ask_init(&a, g, arena);
    if (!lk_ask_revision(&node, &a, start))
        return lk_ask_fail(&a, &(struct lk_wording){0}, err);
    if (node < 0)
        return true;
    *out = (struct lk_names){lk_arena_array(arena, 1, sizeof *out->v), 1, 1};
    out->v[0] = g->rev[node]->id;
    return true;
}

/* walk_revisions(): no length is asserted, so a range may go past the base.  Heads first, as
 * history is shown. */
bool lk_rev_walk(struct lk_revisions *out, struct lk_arena *arena, const struct lk_graph *g,
                 const struct lk_rev_span *span, struct lk_err *err)
{
    struct lk_iterate how = {.upper = span->head.n ? span->head : LK_STR("heads"),
                             .lower = span->base.n ? span->base : LK_STR("base"),
                             .upper_rows = span->head_rows, .lower_rows = span->base_rows,
                             .inclusive = true};
    struct lk_wording words = {.start = how.lower, .end = how.upper};
    struct lk_picks top = {0};
    struct lk_ask a;
    lk_set_of *todo;
    lk_ask_init(&a, g, arena);
    if (!lk_ask_upgrade(&todo, &top, &a, &how))
        return lk_ask_fail(&a, &words, err);
    struct lk_nodes order = lk_order(&a, todo, &top);
    out->v = lk_arena_array(arena, order.n + 1, sizeof *out->v);
    out->n = out->cap = order.n;
    for (size_t i = 0; i < order.n; i++)
        out->v[i] = g->rev[order.v[i]];
    return true;
}

/* The rows and what is applied with them, of which the tips are told.  A row that another one's
 * revision already implies is not told twice. */
bool lk_rev_current(struct lk_revisions *out, struct lk_arena *arena, const struct lk_graph *g,
                    const struct lk_names *rows, struct lk_err *err)
{
    struct lk_picks picks = {0};
    struct lk_ask a;
    if (!lk_rev_known(g, rows, err))
        return false;
    lk_ask_init(&a, g, arena);
    if (!lk_ask_rows(&picks, &a, rows))
        return lk_ask_fail(&a, &(struct lk_wording){0}, err);
    lk_ask_current(&picks, &a);
    to_revisions(out, &a, &picks);
    return true;
}
