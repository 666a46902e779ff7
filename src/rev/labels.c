/* Branch labels with inheritance (Alembic's _add_branches): a label goes to everything that follows
 * its revision by down_revision, and, where what follows is one line without branch points and
 * merges, down the line to the next of these. */
#include "rev/graph_private.h"
#include <stdlib.h>

struct work {
    struct lk_graph *g;
    uint32_t *lowest;              /* where labels of a node really start */
    uint8_t *line;                 /* from here up there is one plain line */
    struct lk_edges given;         /* node to labelled nodes whose labels start here */
};

/* _is_real_branch_point and is_merge_point */
static bool is_plain(const struct lk_graph *g, uint32_t node)
{
    return lk_edges_of(&g->all_next, node).n <= 1 && lk_edges_of(&g->down, node).n <= 1;
}

/* Both facts come from a neighbour: up the order for `line`, down it for `lowest`. */
static void find_lines(struct work *w, const struct lk_nodes *sorted)
{
    const struct lk_graph *g = w->g;
    for (size_t i = sorted->n; i-- > 0;) {
        uint32_t node = sorted->v[i];
        struct lk_indices next = lk_edges_of(&g->next, node);
        w->line[node] = is_plain(g, node) && (next.n == 0 || w->line[next.v[0]]);
    }
    for (size_t i = 0; i < sorted->n; i++) {
        uint32_t node = sorted->v[i];
        struct lk_indices down = lk_edges_of(&g->down, node);
        bool on = is_plain(g, node) && down.n == 1 && is_plain(g, down.v[0]);
        w->lowest[node] = on ? w->lowest[down.v[0]] : node;
    }
}

/* Which nodes' labels start at each node. */
static void find_starts(struct work *w)
{
    struct lk_graph *g = w->g;
    struct lk_edges start;
    uint32_t n = 0;
    start.at = lk_arena_array(g->arena, g->n + 2, sizeof *start.at);
    start.to = lk_arena_array(g->arena, g->n + 1, sizeof *start.to);
    for (uint32_t i = 0; i < g->n; i++) {
        if (g->rev[i]->labels.n)
            start.to[n++] = w->line[i] ? w->lowest[i] : i;
        start.at[i + 1] = n;
    }
    lk_edges_turn(&w->given, g->arena, &start, g->n);
}

static bool has(const struct lk_names *names, struct lk_str label)
{
    for (size_t i = 0; i < names->n; i++)
        if (lk_str_eq(names->v[i], label))
            return true;
    return false;
}

/* Own labels come first, inherited ones in the order of down revisions. */
static void add_all(struct lk_names *to, const struct lk_names *from)
{
    for (size_t i = 0; from && i < from->n; i++)
        if (!has(to, from->v[i]))
            *LK_PUSH(to) = from->v[i];
}

/* The set of one node; the neighbour's own where nothing is added to it. */
static const struct lk_names *set_of(struct work *w, uint32_t node)
{
    struct lk_graph *g = w->g;
    struct lk_indices down = lk_edges_of(&g->down, node), given = lk_edges_of(&w->given, node);
    if (given.n == 0 && down.n <= 1)
        return down.n ? g->labels[down.v[0]] : NULL;
    struct lk_names all = {0};
    for (size_t i = 0; i < given.n; i++)
        add_all(&all, &g->rev[given.v[i]]->labels);
    for (size_t i = 0; i < down.n; i++)
        add_all(&all, g->labels[down.v[i]]);
    struct lk_names *kept = lk_arena_alloc(g->arena, sizeof *kept);
    kept->n = kept->cap = all.n;
    kept->v = lk_arena_array(g->arena, all.n + 1, sizeof *kept->v);
    for (size_t i = 0; i < all.n; i++)
        kept->v[i] = all.v[i];
    free(all.v);
    return kept;
}

/* In an order in which every revision comes after those it stands on. */
void lk_graph_label(struct lk_graph *g)
{
    struct work w = {.g = g};
    struct lk_nodes sorted = lk_graph_sorted(g, &g->down, &g->next);
    w.lowest = lk_arena_array(g->arena, g->n + 1, sizeof *w.lowest);
    w.line = lk_arena_alloc(g->arena, (size_t)g->n + 1);
    g->labels = lk_arena_array(g->arena, g->n + 1, sizeof *g->labels);
    find_lines(&w, &sorted);
    find_starts(&w);
    for (size_t i = 0; i < sorted.n; i++)
        g->labels[sorted.v[i]] = set_of(&w, sorted.v[i]);
}
