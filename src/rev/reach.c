/* Sets of revisions by walking: every walk touches each edge once and uses no recursion. */
#include "rev/ask.h"

/* An empty set of revisions: one byte for each, in the question's arena. */
lk_set_of *lk_ask_set(struct lk_ask *a)
{
    return lk_arena_alloc(a->arena, (size_t)a->g->n + 1);
}

/* Down and next follow down_revision alone, the other two dependencies as well. */
static const struct lk_edges *edges(const struct lk_graph *g, enum lk_walk walk)
{
    switch (walk) {
    case LK_WALK_DOWN: return &g->down;
    case LK_WALK_NEEDS: return &g->needs;
    case LK_WALK_NEXT: return &g->next;
    case LK_WALK_ALL_NEXT: return &g->all_next;
    }
    return &g->down;
}

/* The walk has its own marks: what the set holds already is walked through like the rest.  The
 * set keeps what it had. */
void lk_ask_reach(struct lk_ask *a, lk_set_of *set, const struct lk_picks *from, enum lk_walk walk)
{
    const struct lk_edges *e = edges(a->g, walk);
    uint32_t round = ++a->round;
    for (size_t i = 0; i < from->n; i++) {
        if (from->v[i] < 0 || a->mark[from->v[i]] == round)
            continue;
        a->stack.v[a->stack.n++] = (uint32_t)from->v[i];
        a->mark[from->v[i]] = round;
        while (a->stack.n) {
            uint32_t node = a->stack.v[--a->stack.n];
            set[node] = 1;
            for (uint32_t k = e->at[node]; k < e->at[node + 1]; k++)
                if (a->mark[e->to[k]] != round) {
                    a->mark[e->to[k]] = round;
                    a->stack.v[a->stack.n++] = e->to[k];
                }
        }
    }
}

/* check=True of _iterate_related_revisions().  The words are Alembic's. */
static bool refuse_overlap(struct lk_ask *a, int32_t one, uint32_t other)
{
    return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0}, "Requested revision " LK_PRI
                     " overlaps with other requested revisions " LK_PRI,
                     LK_ARG(a->g->rev[one]->id), LK_ARG(a->g->rev[other]->id));
}

/* Walks on from the targets' neighbours: a target that is met stands behind another one.  A node
 * that was walked over needs no second walk, whichever target led to it. */
bool lk_ask_apart(struct lk_ask *a, const struct lk_picks *targets, enum lk_walk walk)
{
    const struct lk_edges *e = edges(a->g, walk);
    lk_set_of *is_target = lk_ask_set(a);
    uint32_t round = ++a->round;
    for (size_t i = 0; i < targets->n; i++)
        if (targets->v[i] >= 0)
            is_target[targets->v[i]] = 1;
    for (size_t i = 0; i < targets->n; i++) {
        if (targets->v[i] < 0)
            return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0}, "Walked too far");
        a->stack.n = 0;
        a->stack.v[a->stack.n++] = (uint32_t)targets->v[i];
        while (a->stack.n) {
            uint32_t node = a->stack.v[--a->stack.n];
            for (uint32_t k = e->at[node]; k < e->at[node + 1]; k++) {
                if (is_target[e->to[k]])
                    return refuse_overlap(a, targets->v[i], e->to[k]);
                if (a->mark[e->to[k]] != round) {
                    a->mark[e->to[k]] = round;
                    a->stack.v[a->stack.n++] = e->to[k];
                }
            }
        }
    }
    return true;
}

/* One step down: the only down revision, "base" below a base, the only head from nowhere. */
static bool step_down(int32_t *node, struct lk_indices *children, const struct lk_graph *g)
{
    if (*node == LK_PICK_BASE)
        return false;
    *children = *node < 0 ? g->heads : lk_edges_of(&g->down, (uint32_t)*node);
    return true;
}

/* One step up: those that follow, from nowhere the bases, limited to a lineage.  The stack's
 * memory is free between walks and holds the result for a moment. */
static struct lk_indices step_up(struct lk_ask *a, int32_t node, const lk_set_of *lineage)
{
    struct lk_indices all = node < 0 ? a->g->bases : lk_edges_of(&a->g->next, (uint32_t)node);
    size_t n = 0;
    if (!lineage)
        return all;
    for (size_t i = 0; i < all.n; i++)
        if (lineage[all.v[i]])
            a->stack.v[n++] = all.v[i];
    return (struct lk_indices){a->stack.v, n};
}

/* Steps beyond what the graph holds end at its edge, however many were asked for.  Several ways
 * on make the walk ambiguous, which is an error in either direction. */
bool lk_ask_walk(int32_t *out, struct lk_ask *a, int32_t start, const struct lk_steps *walk)
{
    int32_t node = start;
    bool up = walk->steps > 0;
    for (int64_t left = up ? walk->steps : -walk->steps; left > 0; left--) {
        struct lk_indices children = {0};
        if (up)
            children = step_up(a, node, walk->lineage);
        else if (step_down(&node, &children, a->g) && children.n == 0) {
            node = LK_PICK_BASE;
            continue;
        }
        if (children.n == 0) {
            *out = walk->strict ? LK_PICK_NONE : node;
            return true;
        }
        if (children.n > 1)
            return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0}, "Ambiguous walk");
        node = (int32_t)children.v[0];
    }
    *out = node;
    return true;
}
