/* The graph's making and its questions.  What contradicts what is found in check.c and keys.c. */
#include "rev/graph_private.h"

/* One more than there are nodes, so that an empty graph has an array too. */
struct lk_nodes lk_nodes_new(struct lk_arena *arena, const struct lk_graph *g)
{
    return (struct lk_nodes){lk_arena_array(arena, g->n + 1, sizeof(uint32_t)), 0};
}

/* Counting sort by target.  The edges the other way round; those of a node come in the order of
 * their sources. */
void lk_edges_turn(struct lk_edges *out, struct lk_arena *arena, const struct lk_edges *e,
                   uint32_t n)
{
    out->at = lk_arena_array(arena, (size_t)n + 2, sizeof *out->at);
    out->to = lk_arena_array(arena, (size_t)e->at[n] + 1, sizeof *out->to);
    for (uint32_t i = 0; i < e->at[n]; i++)
        out->at[e->to[i] + 2]++;
    for (uint32_t i = 0; i < n; i++)
        out->at[i + 2] += out->at[i + 1];
    for (uint32_t from = 0; from < n; from++)
        for (uint32_t i = e->at[from]; i < e->at[from + 1]; i++)
            out->to[out->at[e->to[i] + 1]++] = from;
}

/* Kahn's algorithm.  What is part of a cycle, or needs one, is left out: fewer nodes than there
 * are tell that there is a cycle. */
struct lk_nodes lk_graph_sorted(const struct lk_graph *g, const struct lk_edges *needs,
                                const struct lk_edges *next)
{
    struct lk_nodes out = lk_nodes_new(g->arena, g);
    uint32_t *open = lk_arena_array(g->arena, g->n + 1, sizeof *open);
    for (uint32_t i = 0; i < g->n; i++) {
        open[i] = needs->at[i + 1] - needs->at[i];
        if (open[i] == 0)
            out.v[out.n++] = i;
    }
    for (size_t done = 0; done < out.n; done++) {
        struct lk_indices after = lk_edges_of(next, out.v[done]);
        for (size_t i = 0; i < after.n; i++)
            if (--open[after.v[i]] == 0)
                out.v[out.n++] = after.v[i];
    }
    return out;
}

/* Properties of Alembic's Revision: is_head, _is_real_head, is_base, is_branch_point,
 * is_merge_point.  Worked out once, for every command asks for them. */
static void set_facts(struct lk_graph *g)
{
    g->facts = lk_arena_array(g->arena, g->n + 1, sizeof *g->facts);
    for (uint32_t i = 0; i < g->n; i++) {
        size_t next = lk_edges_of(&g->next, i).n, down = lk_edges_of(&g->down, i).n;
        g->facts[i] = (next == 0 ? LK_IS_HEAD : 0) | (next > 1 ? LK_IS_BRANCH_POINT : 0) |
                      (down == 0 ? LK_IS_BASE : 0) | (down > 1 ? LK_IS_MERGE_POINT : 0) |
                      (lk_edges_of(&g->all_next, i).n == 0 ? LK_IS_REAL_HEAD : 0);
    }
}

/* In the order of files, in which Alembic's OrderedSet keeps them. */
static struct lk_indices having(const struct lk_graph *g, uint32_t fact)
{
    struct lk_nodes out = lk_nodes_new(g->arena, g);
    for (uint32_t i = 0; i < g->n; i++)
        if (g->facts[i] & fact)
            out.v[out.n++] = i;
    return (struct lk_indices){out.v, out.n};
}

/* Both kinds of edges in one, without doubles.  A revision may name the same one as parent and
 * as dependency. */
static void unite(struct lk_edges *out, struct lk_graph *g)
{
    out->at = lk_arena_array(g->arena, g->n + 2, sizeof *out->at);
    out->to = lk_arena_array(g->arena, (size_t)g->down.at[g->n] + g->depends.at[g->n] + 1,
                             sizeof *out->to);
    uint32_t *seen = lk_arena_array(g->arena, g->n + 1, sizeof *seen);
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct lk_edges *both[] = {&g->down, &g->depends};
        for (size_t k = 0; k < 2; k++)
            for (uint32_t e = both[k]->at[i]; e < both[k]->at[i + 1]; e++)
                if (seen[both[k]->to[e]] != i + 1) {
                    seen[both[k]->to[e]] = i + 1;
                    out->to[n++] = both[k]->to[e];
                }
        out->at[i + 1] = n;
    }
}

/* Ids first, then names, then cycles: each check may rely on the one before. The edges of down
 * and depends together serve the cycle check and are then replaced by the normalized ones.
 * Revisions are numbered in the order in which they come, which is that of the files. */
bool lk_graph_build(struct lk_graph **out, struct lk_arena *arena,
                    const struct lk_revisions *revisions, struct lk_err *err)
{
    struct lk_graph *g = lk_arena_alloc(arena, sizeof *g);
    struct lk_edges all;
    if (revisions->n >= UINT32_MAX / 4)
        return lk_fail(err, LK_E_LIMIT, "there are too many revisions");
    *g = (struct lk_graph){.arena = arena, .n = (uint32_t)revisions->n};
    g->rev = lk_arena_array(arena, revisions->n + 1, sizeof *g->rev);
    for (uint32_t i = 0; i < g->n; i++) {
        g->rev[i] = revisions->v[i];
        g->rev[i]->index = i;
    }
    if (!lk_graph_check_ids(g, err) || !lk_graph_keys(g, err) || !lk_graph_resolve(g, err))
        return false;
    unite(&all, g);
    lk_edges_turn(&g->next, arena, &g->down, g->n);
    lk_edges_turn(&g->all_next, arena, &all, g->n);
    g->needs = all;
    if (!lk_graph_check_cycles(g, err))
        return false;
    lk_graph_normalize(g);
    set_facts(g);
    g->heads = having(g, LK_IS_HEAD);
    g->real_heads = having(g, LK_IS_REAL_HEAD);
    g->bases = having(g, LK_IS_BASE);
    lk_graph_label(g);
    *out = g;
    return true;
}

/* Indices run below it. */
size_t lk_graph_size(const struct lk_graph *g)
{
    return g->n;
}

/* The revision of an index. */
struct lk_revision *lk_graph_at(const struct lk_graph *g, size_t index)
{
    return g->rev[index];
}

/* Labels are keys as well, and no ids.  By its whole id; NULL where there is none. */
struct lk_revision *lk_graph_find(const struct lk_graph *g, struct lk_str id)
{
    const struct lk_key *k = lk_graph_key(g, id);
    return k && k->ordinal < g->n ? g->rev[k->node] : NULL;
}

/* Bits of enum lk_graph_fact. */
uint32_t lk_graph_facts(const struct lk_graph *g, const struct lk_revision *r)
{
    return g->facts[r->index];
}

/* What names it as its down_revision. */
struct lk_indices lk_graph_next(const struct lk_graph *g, const struct lk_revision *r)
{
    return lk_edges_of(&g->next, r->index);
}

/* Those that `heads` lists without --resolve-dependencies. */
struct lk_indices lk_graph_heads(const struct lk_graph *g)
{
    return g->heads;
}

/* Those that nothing follows and nothing depends on. */
struct lk_indices lk_graph_real_heads(const struct lk_graph *g)
{
    return g->real_heads;
}

/* A revision that inherits from one parent only shares the parent's list. */
struct lk_names lk_graph_labels(const struct lk_graph *g, const struct lk_revision *r)
{
    return g->labels[r->index] ? *g->labels[r->index] : (struct lk_names){0};
}
