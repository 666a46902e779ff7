/* Alembic's _topological_sort(), from the heads down, in linear time.
 *
 * Alembic keeps a list of current heads, each with the set of its ancestors, and follows one branch
 * until another head stands above the candidate.  Here a node knows how many of its children are
 * still alive, that is, at or below a current head: a candidate with none can be emitted, and of
 * one with some the first head in the list that stands above is found by walking up through what is
 * alive. */
#include "rev/ask.h"

#define NOBODY UINT32_MAX

struct slot {
    uint32_t node, prev, next;     /* of the list of current heads */
};

struct sorter {
    struct lk_ask *a;
    lk_set_of *todo;
    uint32_t *kids;                /* alive children */
    uint32_t *slot_of;             /* slot of a current head, or NOBODY */
    struct slot *slot;             /* in the order in which they came into the list */
    uint32_t slots, first, last;
    struct lk_nodes dead, out;
};

/* A head is alive by itself. */
static bool is_alive(const struct sorter *s, uint32_t node)
{
    return s->kids[node] > 0 || s->slot_of[node] != NOBODY;
}

/* Slots only grow, and a head that is replaced keeps its slot: comparing slots compares places
 * in the list. */
static void append_head(struct sorter *s, uint32_t node)
{
    uint32_t at = s->slots++;
    s->slot[at] = (struct slot){node, s->last, NOBODY};
    *(s->last == NOBODY ? &s->first : &s->slot[s->last].next) = at;
    s->last = at;
    s->slot_of[node] = at;
}

/* Takes a slot out of the list; returns the one before it, or the new first one. */
static uint32_t delete_head(struct sorter *s, uint32_t at)
{
    struct slot gone = s->slot[at];
    s->slot_of[gone.node] = NOBODY;
    *(gone.prev == NOBODY ? &s->first : &s->slot[gone.prev].next) = gone.next;
    *(gone.next == NOBODY ? &s->last : &s->slot[gone.next].prev) = gone.prev;
    return gone.prev == NOBODY ? s->first : gone.prev;
}

/* Counts the alive children of everything below the heads. */
static void count_kids(struct sorter *s, const struct lk_picks *heads)
{
    const struct lk_edges *needs = &s->a->g->needs;
    lk_set_of *alive = lk_ask_set(s->a);
    lk_ask_reach(s->a, alive, heads, LK_WALK_NEEDS);
    for (uint32_t i = 0; i < s->a->g->n; i++)
        for (uint32_t e = needs->at[i]; alive[i] && e < needs->at[i + 1]; e++)
            s->kids[needs->to[e]]++;
}

/* An emitted node that is no head any more dies, and with it what only it kept alive. */
static void bury(struct sorter *s, uint32_t node)
{
    const struct lk_edges *needs = &s->a->g->needs;
    s->dead.v[s->dead.n++] = node;
    while (s->dead.n) {
        uint32_t gone = s->dead.v[--s->dead.n];
        for (uint32_t e = needs->at[gone]; e < needs->at[gone + 1]; e++)
            if (--s->kids[needs->to[e]] == 0 && !is_alive(s, needs->to[e]))
                s->dead.v[s->dead.n++] = needs->to[e];
    }
}

/* The first head of the list that stands above a node. */
static uint32_t head_above(struct sorter *s, uint32_t node)
{
    struct lk_ask *a = s->a;
    uint32_t best = NOBODY, round = ++a->round;
    a->stack.n = 0;
    a->stack.v[a->stack.n++] = node;
    a->mark[node] = round;
    while (a->stack.n) {
        struct lk_indices up = lk_edges_of(&a->g->all_next, a->stack.v[--a->stack.n]);
        for (size_t i = 0; i < up.n; i++) {
            if (a->mark[up.v[i]] == round || !is_alive(s, up.v[i]))
                continue;
            a->mark[up.v[i]] = round;
            a->stack.v[a->stack.n++] = up.v[i];
            if (s->slot_of[up.v[i]] < best)
                best = s->slot_of[up.v[i]];
        }
    }
    return best;
}

/* Emits a head and puts in its place the first of what it needs and is still to be done, unless
 * that is a head already; the others go to the end of the list.  Returns where to go on. */
static uint32_t emit(struct sorter *s, uint32_t at)
{
    uint32_t node = s->slot[at].node;
    struct lk_indices needs = lk_edges_of(&s->a->g->needs, node);
    bool replaced = false;
    if (s->todo[node])
        s->out.v[s->out.n++] = node;
    s->todo[node] = 0;
    for (size_t i = 0; i < needs.n; i++) {
        uint32_t below = needs.v[i];
        if (!s->todo[below] || s->slot_of[below] != NOBODY)
            continue;
        if (replaced) {
            append_head(s, below);
        } else {
            s->slot_of[node] = NOBODY;
            s->slot[at].node = below;
            s->slot_of[below] = at;
            replaced = true;
        }
    }
    if (!replaced)
        at = delete_head(s, at);
    bury(s, node);
    return at;
}

/* Alembic's loop: a head with others above it makes way for the first of them. */
static void run(struct sorter *s)
{
    uint32_t at = s->first;
    while (s->first != NOBODY) {
        uint32_t other = s->kids[s->slot[at].node] ? head_above(s, s->slot[at].node) : NOBODY;
        at = other == NOBODY ? emit(s, at) : other;
    }
}

/* Heads start in the order of files, like Alembic's sort by inserted_order. */
struct lk_nodes lk_order(struct lk_ask *a, const lk_set_of *todo, const struct lk_picks *heads)
{
    struct sorter s = {.a = a, .first = NOBODY, .last = NOBODY};
    struct lk_picks kept = {0};
    lk_set_of *is_head = lk_ask_set(a);
    s.todo = lk_ask_set(a);
    s.kids = lk_arena_array(a->arena, a->g->n + 1, sizeof *s.kids);
    s.slot_of = lk_arena_array(a->arena, a->g->n + 1, sizeof *s.slot_of);
    s.slot = lk_arena_array(a->arena, a->g->n + 1, sizeof *s.slot);
    s.dead = lk_nodes_new(a->arena, a->g);
    s.out = lk_nodes_new(a->arena, a->g);
    for (uint32_t i = 0; i < a->g->n; i++)
        s.slot_of[i] = NOBODY;
    memcpy(s.todo, todo, a->g->n);
    for (size_t i = 0; i < heads->n; i++)
        is_head[heads->v[i]] = 1;
    for (uint32_t i = 0; i < a->g->n; i++)
        if (is_head[i] && todo[i]) {
            append_head(&s, i);
            lk_pick(a, &kept, (int32_t)i);
        }
    count_kids(&s, &kept);
    run(&s);
    return s.out;
}
