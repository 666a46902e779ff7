/* Normalized dependencies: those that no versioned ancestor has already (Alembic's
 * _normalize_depends_on), appended to the down revisions. */
#include "rev/graph_private.h"

struct work {
    struct lk_graph *g;
    struct lk_edges users;         /* dependency to the revisions that name it */
    uint32_t *seen;                /* round in which a node was reached from a user below it */
    struct lk_nodes stack;
};

/* Marks what stands above a node along down revisions, up to a generation. */
static void reach(struct work *w, uint32_t from, uint32_t round, uint32_t most)
{
    w->stack.n = 0;
    w->stack.v[w->stack.n++] = from;
    while (w->stack.n) {
        struct lk_indices next = lk_edges_of(&w->g->next, w->stack.v[--w->stack.n]);
        for (size_t i = 0; i < next.n; i++)
            if (w->seen[next.v[i]] != round && w->g->generation[next.v[i]] <= most) {
                w->seen[next.v[i]] = round;
                w->stack.v[w->stack.n++] = next.v[i];
            }
    }
}

/* Of several users of a dependency those that stand above another one are redundant. */
static void drop_redundant(struct work *w, uint32_t dependency, uint8_t *redundant)
{
    uint32_t from = w->users.at[dependency], to = w->users.at[dependency + 1], most = 0;
    if (to - from < 2)
        return;
    for (uint32_t e = from; e < to; e++)
        if (w->g->generation[w->users.to[e]] > most)
            most = w->g->generation[w->users.to[e]];
    for (uint32_t e = from; e < to; e++)
        reach(w, w->users.to[e], dependency + 1, most);
    for (uint32_t e = from; e < to; e++)
        redundant[e] = w->seen[w->users.to[e]] == dependency + 1;
}

/* _normalized_down_revisions has a revision once, even if it is parent and dependency. */
static bool is_down(const struct lk_graph *g, uint32_t node, uint32_t other)
{
    struct lk_indices down = lk_edges_of(&g->down, node);
    for (size_t i = 0; i < down.n; i++)
        if (down.v[i] == other)
            return true;
    return false;
}

/* Position of a user among the users of a dependency: they are in ascending order. */
static uint32_t user_edge(const struct lk_edges *users, uint32_t dependency, uint32_t user)
{
    uint32_t from = users->at[dependency], to = users->at[dependency + 1];
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        if (users->to[mid] < user)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

/* There is room: the array was made for all edges. */
static void build_needs(struct work *w, const uint8_t *redundant)
{
    struct lk_graph *g = w->g;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        struct lk_indices down = lk_edges_of(&g->down, i), deps = lk_edges_of(&g->depends, i);
        g->needs.at[i] = n;
        for (size_t k = 0; k < down.n; k++)
            g->needs.to[n++] = down.v[k];
        for (size_t k = 0; k < deps.n; k++)
            if (!is_down(g, i, deps.v[k]) && !redundant[user_edge(&w->users, deps.v[k], i)])
                g->needs.to[n++] = deps.v[k];
    }
    g->needs.at[g->n] = n;
}

/* Dependencies with one user, the common case, cost nothing. */
void lk_graph_normalize(struct lk_graph *g)
{
    struct work w = {.g = g, .stack = lk_nodes_new(g->arena, g)};
    lk_edges_turn(&w.users, g->arena, &g->depends, g->n);
    w.seen = lk_arena_array(g->arena, g->n + 1, sizeof *w.seen);
    uint8_t *redundant = lk_arena_alloc(g->arena, (size_t)g->depends.at[g->n] + 1);
    for (uint32_t i = 0; i < g->n; i++)
        drop_redundant(&w, i, redundant);
    build_needs(&w, redundant);
}
