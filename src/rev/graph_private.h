/* How the graph lies in memory: indices instead of pointers, edges of all revisions in one array
 * each, so that a walk over 50,000 revisions touches little and recursion is never needed. */
#ifndef LK_SRC_REV_GRAPH_PRIVATE_H
#define LK_SRC_REV_GRAPH_PRIVATE_H

#include "rev/graph.h"

/* Edges of node i: to[at[i]] … to[at[i + 1] - 1]. */
struct lk_edges {
    uint32_t *at, *to;
};

/* An id or a label; sorted by text, ids before labels. */
struct lk_key {
    struct lk_str text;
    uint32_t node;
    uint32_t ordinal;              /* order in Alembic's map: ids, then labels */
};

struct lk_graph {
    struct lk_arena *arena;
    uint32_t n;
    struct lk_revision **rev;
    struct lk_key *key;
    size_t nkey;
    struct lk_edges down, depends; /* depends: resolved, not normalized */
    struct lk_edges needs;         /* down, then normalized dependencies */
    struct lk_edges next, all_next;    /* backwards along down; along down and depends */
    uint32_t *generation;          /* longest path from a base, along down and depends */
    uint32_t *facts;
    struct lk_indices heads, real_heads, bases;
    const struct lk_names **labels;    /* shared between neighbours */
};

/* Nodes on a stack or in a list; room for all, in an arena. */
struct lk_nodes {
    uint32_t *v;
    size_t n;
};
struct lk_nodes lk_nodes_new(struct lk_arena *, const struct lk_graph *);

static inline struct lk_indices lk_edges_of(const struct lk_edges *e, uint32_t node)
{
    return (struct lk_indices){e->to + e->at[node], e->at[node + 1] - e->at[node]};
}
/* Turns edges round; targets in ascending order. */
void lk_edges_turn(struct lk_edges *out, struct lk_arena *, const struct lk_edges *, uint32_t n);

/* The keys of ids and labels. */
LK_MUST_USE bool lk_graph_keys(struct lk_graph *, struct lk_err *);
/* The key with exactly this text, or NULL. */
const struct lk_key *lk_graph_key(const struct lk_graph *, struct lk_str text);
/* The range of keys that start with a text: [*from, *to). */
void lk_graph_prefix(size_t *from, size_t *to, const struct lk_graph *, struct lk_str head);

/* Ids in themselves: characters, length, references to themselves. */
LK_MUST_USE bool lk_graph_check_ids(const struct lk_graph *, struct lk_err *);
/* Fills down and depends. */
LK_MUST_USE bool lk_graph_resolve(struct lk_graph *, struct lk_err *);
/* Cycles along down, then along both; fills generation. */
LK_MUST_USE bool lk_graph_check_cycles(struct lk_graph *, struct lk_err *);
/* Fills needs. */
void lk_graph_normalize(struct lk_graph *);
/* Fills labels. */
void lk_graph_label(struct lk_graph *);
/* Nodes so that every one comes after what it needs; nodes in a cycle are missing. */
struct lk_nodes lk_graph_sorted(const struct lk_graph *, const struct lk_edges *needs,
                                const struct lk_edges *next);

#endif
