/* Graph: the revisions and how they follow each other, checked once, immutable afterwards.
 * The rules are those of Alembic 1.19's RevisionMap; what Alembic only warns of (a revision that is
 * defined twice) or trips over (an id too long for the version table) is an error here. */
#ifndef LK_REV_GRAPH_H
#define LK_REV_GRAPH_H

#include "rev/revision.h"

struct lk_graph;

/* Builds the graph from revisions in the order in which Alembic would load their files.  Sets
 * ->index.  Everything lives in the arena.  LK_E_GRAPH names the files that contradict each
 * other. */
LK_MUST_USE bool lk_graph_build(struct lk_graph **out, struct lk_arena *,
                                const struct lk_revisions *, struct lk_err *);

size_t lk_graph_size(const struct lk_graph *);
struct lk_revision *lk_graph_at(const struct lk_graph *, size_t index);
/* The revision with exactly this id, or NULL. */
struct lk_revision *lk_graph_find(const struct lk_graph *, struct lk_str id);

enum lk_graph_fact {
    LK_IS_HEAD = 1,            /* nothing follows by down_revision */
    LK_IS_REAL_HEAD = 2,       /* nothing follows or depends on it */
    LK_IS_BASE = 4,
    LK_IS_BRANCH_POINT = 8,    /* several follow by down_revision */
    LK_IS_MERGE_POINT = 16     /* it has several down revisions */
};
uint32_t lk_graph_facts(const struct lk_graph *, const struct lk_revision *);

/* Indices; borrowed from the graph. */
struct lk_indices {
    const uint32_t *v;
    size_t n;
};
struct lk_indices lk_graph_next(const struct lk_graph *, const struct lk_revision *);
/* Heads by down_revision, and those that nothing depends on either ("heads" as a target). */
struct lk_indices lk_graph_heads(const struct lk_graph *);
struct lk_indices lk_graph_real_heads(const struct lk_graph *);
/* Branch labels with inheritance: its own first, then inherited ones. */
struct lk_names lk_graph_labels(const struct lk_graph *, const struct lk_revision *);

#endif
