/* The version rows through a plan, as Alembic 1.19's HeadMaintainer and RevisionStep keep them.
 *
 * Alembic asks again and again for the ancestors of all other heads.  Here every node counts its
 * alive children, so that a step costs what it changes; see survivors(). */
#include "rev/rows.h"
#include <stdlib.h>

/* The caller frees `change`, which is kept over all steps.  An empty version table. Everything
 * but the list of changes lives in the arena. */
void lk_rows_init(struct lk_rows *r, struct lk_arena *arena, const struct lk_graph *g)
{
    *r = (struct lk_rows){.g = g, .arena = arena, .stack = lk_nodes_new(arena, g)};
    r->row = lk_arena_alloc(arena, (size_t)g->n + 1);
    r->kids = lk_arena_array(arena, g->n + 1, sizeof *r->kids);
    r->mark = lk_arena_array(arena, g->n + 1, sizeof *r->mark);
}

/* Applied: a row says so, or something applied stands on it.  That is what Alembic calls an
 * ancestor of a head, or a head. */
static bool is_alive(const struct lk_rows *r, uint32_t node)
{
    return r->row[node] || r->kids[node] > 0;
}

/* Counts what a node needs, and what comes to life by that.  Each edge is followed once, when
 * its upper end comes to life, so that a whole plan costs no more than the graph. */
static void revive(struct lk_rows *r, uint32_t node)
{
    const struct lk_edges *needs = &r->g->needs;
    r->stack.v[r->stack.n++] = node;
    while (r->stack.n) {
        uint32_t up = r->stack.v[--r->stack.n];
        for (uint32_t e = needs->at[up]; e < needs->at[up + 1]; e++)
            if (r->kids[needs->to[e]]++ == 0 && !r->row[needs->to[e]])
                r->stack.v[r->stack.n++] = needs->to[e];
    }
}

/* The reverse of revive().  What loses its last applied child and has no row of its own dies in
 * turn. */
static void kill(struct lk_rows *r, uint32_t node)
{
    const struct lk_edges *needs = &r->g->needs;
    r->stack.v[r->stack.n++] = node;
    while (r->stack.n) {
        uint32_t gone = r->stack.v[--r->stack.n];
        for (uint32_t e = needs->at[gone]; e < needs->at[gone + 1]; e++)
            if (--r->kids[needs->to[e]] == 0 && !r->row[needs->to[e]])
                r->stack.v[r->stack.n++] = needs->to[e];
    }
}

/* A row that is there before the plan: nothing is recorded for it. */
void lk_rows_begin(struct lk_rows *r, uint32_t node)
{
    bool was = is_alive(r, node);
    r->nrows += !r->row[node];
    r->row[node] = 1;
    if (!was)
        revive(r, node);
}

/* A row that goes may take what only it needed along. */
static void end_row(struct lk_rows *r, uint32_t node)
{
    r->row[node] = 0;
    r->nrows--;
    if (!is_alive(r, node))
        kill(r, node);
}

/* Texts are the revisions' own; nothing is copied. */
static void record(struct lk_rows *r, enum lk_row_kind kind, struct lk_str from, struct lk_str to)
{
    if (r->nchange == r->cap)
        r->change = lk_grow(r->change, &r->cap, r->nchange + 1, sizeof *r->change);
    r->change[r->nchange++] = (struct lk_row){kind, from, to};
}

/* Alembic fails with an assertion or a KeyError here.  Such a table was changed by hand or
 * belongs to other revisions. */
static bool fail_row(const struct lk_rows *r, uint32_t node, bool there, struct lk_err *err)
{
    lk_fail(err, LK_E_TARGET, "the version table %s a row '" LK_PRI "', which does not fit the "
            "revision graph", there ? "has" : "would need", LK_ARG(r->g->rev[node]->id));
    return lk_err_hint(err, "see `current` and `heads`; `stamp --purge` sets the rows");
}

/* A row that is there already is an error, as two of one revision cannot be told apart. */
bool lk_rows_insert(struct lk_rows *r, uint32_t node, struct lk_err *err)
{
    if (r->row[node])
        return fail_row(r, node, true, err);
    lk_rows_begin(r, node);
    record(r, LK_ROW_INSERT, (struct lk_str){0}, r->g->rev[node]->id);
    return true;
}

/* The row must be there; the change is recorded for the step. */
bool lk_rows_delete(struct lk_rows *r, uint32_t node, struct lk_err *err)
{
    if (!r->row[node])
        return fail_row(r, node, false, err);
    end_row(r, node);
    record(r, LK_ROW_DELETE, r->g->rev[node]->id, (struct lk_str){0});
    return true;
}

/* One row moves, as Alembic's UPDATE does; the new one begins before the old one ends, so that
 * what both stand on stays alive. */
bool lk_rows_update(struct lk_rows *r, uint32_t from, uint32_t to, struct lk_err *err)
{
    if (r->row[to] || !r->row[from])
        return fail_row(r, r->row[to] ? to : from, r->row[to], err);
    lk_rows_begin(r, to);
    end_row(r, from);
    record(r, LK_ROW_UPDATE, r->g->rev[from]->id, r->g->rev[to]->id);
    return true;
}

/* Of the nodes `ask`, which are applied even without the rows of `without`?  Deaths are tried and
 * taken back; only what lies above the lowest of the asked can decide, so no more is visited. */
struct trial {
    const uint32_t *without;
    size_t nwithout;
    const uint32_t *ask;
    size_t nask;
};

/* The undo list makes the trial exact: rows and counts are as before.  Only counts are lowered
 * during the trial; nothing is written to the plan. */
static void survivors(struct lk_rows *r, const struct trial *t, uint8_t *alive)
{
    const struct lk_edges *needs = &r->g->needs;
    struct {
        uint32_t *v;
        size_t n, cap;
    } undo = {0};
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < t->nask; i++)
        if (r->g->generation[t->ask[i]] < least)
            /* A node's generation is above that of all it needs. */
            least = r->g->generation[t->ask[i]];
    for (size_t i = 0; i < t->nwithout; i++) {
        r->row[t->without[i]] = 0;
        if (!is_alive(r, t->without[i]))
            r->stack.v[r->stack.n++] = t->without[i];
        while (r->stack.n) {
            uint32_t gone = r->stack.v[--r->stack.n];
            for (uint32_t e = needs->at[gone]; e < needs->at[gone + 1]; e++) {
                uint32_t below = needs->to[e];
                if (r->g->generation[below] < least)
                    continue;
                *LK_PUSH(&undo) = below;
                if (--r->kids[below] == 0 && !r->row[below])
                    r->stack.v[r->stack.n++] = below;
            }
        }
    }
    for (size_t i = 0; i < t->nask; i++)
        alive[i] = is_alive(r, t->ask[i]);
    for (size_t i = 0; i < undo.n; i++)
        r->kids[undo.v[i]]++;
    for (size_t i = 0; i < t->nwithout; i++)
        r->row[t->without[i]] = 1;
    free(undo.v);
}

/* A small list of nodes on the heap. */
struct few {
    uint32_t *v;
    size_t n, cap;
};

/* In the order of the edges, which decides the row that moves. */
static struct few having_rows(const struct lk_rows *r, struct lk_indices nodes)
{
    struct few out = {0};
    for (size_t i = 0; i < nodes.n; i++)
        if (r->row[nodes.v[i]])
            *LK_PUSH(&out) = nodes.v[i];
    return out;
}

/* Those of `needs` that nothing stands on once the rows of `without` are gone.  These are the
 * revisions that need a row of their own afterwards. */
static struct few not_surviving(struct lk_rows *r, struct lk_indices needs,
                                const struct few *without)
{
    struct few out = {0};
    uint8_t *alive = lk_alloc(needs.n + 1);
    struct trial t = {without->v, without->n, needs.v, needs.n};
    survivors(r, &t, alive);
    for (size_t i = 0; i < needs.n; i++)
        if (!alive[i])
            *LK_PUSH(&out) = needs.v[i];
    free(alive);
    return out;
}

/* Without other rows Alembic leaves out what another of the revisions stands on.  The walk stays
 * above the lowest of them. */
static struct few not_below_another(struct lk_rows *r, struct lk_indices needs)
{
    uint32_t round = ++r->round, least = UINT32_MAX;
    struct few out = {0};
    for (size_t i = 0; i < needs.n; i++) {
        r->stack.v[r->stack.n++] = needs.v[i];
        if (r->g->generation[needs.v[i]] < least)
            least = r->g->generation[needs.v[i]];
    }
    while (needs.n > 1 && r->stack.n) {
        struct lk_indices down = lk_edges_of(&r->g->needs, r->stack.v[--r->stack.n]);
        for (size_t i = 0; i < down.n; i++)
            if (r->mark[down.v[i]] != round && r->g->generation[down.v[i]] >= least) {
                r->mark[down.v[i]] = round;
                r->stack.v[r->stack.n++] = down.v[i];
            }
    }
    r->stack.n = 0;
    for (size_t i = 0; i < needs.n; i++)
        if (r->mark[needs.v[i]] != round)
            *LK_PUSH(&out) = needs.v[i];
    return out;
}

/* _unmerge_to_revisions(): what must have rows once this one is gone.  Alembic takes another way
 * where the table has one row only, and so does this. */
static struct few uncovered(struct lk_rows *r, uint32_t node)
{
    struct lk_indices needs = lk_edges_of(&r->g->needs, node);
    struct few self = {&node, 1, 1};
    return r->nrows == 1 ? not_below_another(r, needs) : not_surviving(r, needs, &self);
}

/* merge: the rows below this revision that nothing else stands on go, the last one moves up.
 * Where none of the rows may go the table does not fit the graph. */
static bool merge(struct lk_rows *r, uint32_t node, struct lk_err *err)
{
    struct lk_indices needs = lk_edges_of(&r->g->needs, node);
    struct few mine = having_rows(r, needs), gone = not_surviving(r, needs, &mine);
    struct few rows = having_rows(r, (struct lk_indices){gone.v, gone.n});
    bool ok = rows.n > 0 || fail_row(r, node, false, err);
    for (size_t i = 0; ok && i + 1 < rows.n; i++)
        ok = lk_rows_delete(r, rows.v[i], err);
    ok = ok && lk_rows_update(r, rows.v[rows.n - 1], node, err);
    free(mine.v);
    free(gone.v);
    free(rows.v);
    return ok;
}

/* should_create_branch(), update_version_num(), should_merge_branches().  The number of rows
 * right below decides between the three. */
static bool upgrade(struct lk_rows *r, uint32_t node, struct lk_err *err)
{
    struct few rows = having_rows(r, lk_edges_of(&r->g->needs, node));
    bool ok = rows.n == 0   ? lk_rows_insert(r, node, err)
              : rows.n == 1 ? lk_rows_update(r, rows.v[0], node, err)
                            : merge(r, node, err);
    free(rows.v);
    return ok;
}

/* unmerge: one row moves down, rows for the others are added before.  The last of the uncovered
 * takes the row over. */
static bool downgrade(struct lk_rows *r, uint32_t node, struct lk_err *err)
{
    if (!r->row[node])
        return fail_row(r, node, false, err);
    struct few to = uncovered(r, node);
    bool ok = true;
    for (size_t i = 0; ok && i + 1 < to.n; i++)
        ok = lk_rows_insert(r, to.v[i], err);
    ok = ok && (to.n ? lk_rows_update(r, node, to.v[to.n - 1], err) : lk_rows_delete(r, node, err));
    free(to.v);
    return ok;
}

/* One revision applied or taken back; on an error the rows are of no further use. */
bool lk_rows_step(struct lk_rows *r, uint32_t node, bool down, struct lk_err *err)
{
    return down ? downgrade(r, node, err) : upgrade(r, node, err);
}

/* The step keeps a copy in the arena; the list starts over. */
void lk_rows_take(struct lk_rows *r, struct lk_step *step)
{
    struct lk_row *v = lk_arena_array(r->arena, r->nchange + 1, sizeof *v);
    for (size_t i = 0; i < r->nchange; i++)
        v[i] = r->change[i];
    step->row = v;
    step->nrow = r->nchange;
    r->nchange = 0;
}

/* The ids of all rows in the order of the graph; the texts are the revisions' own. */
void lk_rows_heads(struct lk_names *out, const struct lk_rows *r)
{
    size_t n = 0;
    for (uint32_t i = 0; i < r->g->n; i++)
        n += r->row[i];
    *out = (struct lk_names){lk_arena_array(r->arena, n + 1, sizeof *out->v), n, n};
    n = 0;
    for (uint32_t i = 0; i < r->g->n; i++)
        if (r->row[i])
            out->v[n++] = r->g->rev[i]->id;
}
