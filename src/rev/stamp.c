/* Stamps: which version rows change so that the database counts as being at the targets
 * (ScriptDirectory._stamp_revs() of Alembic 1.19). */
#include "rev/ask.h"
#include "rev/rows.h"
#include <stdlib.h>

/* What the planning of one stamp shares. */
struct stamp {
    struct lk_ask *a;
    struct lk_rows rows;
    struct lk_picks heads;         /* rows that share a line with a target */
    struct lk_plan *plan;
    struct lk_err *err;
};

/* util.unique_list().  Rows are few, so that each is compared with all. */
static void add_once(struct lk_ask *a, struct lk_picks *to, const struct lk_picks *from)
{
    for (size_t i = 0; i < from->n; i++) {
        size_t k = 0;
        while (k < to->n && to->v[k] != from->v[i])
            k++;
        if (k == to->n)
            lk_pick(a, to, from->v[i]);
    }
}

/* Rows of the lines of all targets.  Dependencies belong to a line here. */
static bool find_heads(struct stamp *s, const struct lk_picks *rows, const struct lk_names *targets)
{
    for (size_t i = 0; i < targets->n; i++) {
        struct lk_picks some = *rows;
        if (!lk_ask_keep(s->a, &some, targets->v[i], true))
            return false;
        add_once(s->a, &s->heads, &some);
    }
    return true;
}

/* The row changes so far become the step's.  A stamp's step has no revision, only rows and the
 * texts of the log line. */
static void add_step(struct stamp *s, struct lk_str from, struct lk_str to, bool down)
{
    struct lk_plan *p = s->plan;
    if (p->n == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 8;
        struct lk_step *v = lk_arena_array(s->a->arena, cap, sizeof *v);
        if (p->n)
            memcpy(v, p->v, p->n * sizeof *v);
        p->v = v;
        p->cap = cap;
    }
    struct lk_step *step = &p->v[p->n++];
    *step = (struct lk_step){.downgrade = down, .from = from, .to = to};
    lk_rows_take(&s->rows, step);
}

/* One deletion, and one step, for each row of the line.  Rows of other lines stay. */
static bool to_base(struct stamp *s)
{
    for (size_t i = 0; i < s->heads.n; i++) {
        uint32_t head = (uint32_t)s->heads.v[i];
        if (!lk_rows_delete(&s->rows, head, s->err))
            return false;
        add_step(s, s->a->g->rev[head]->id, LK_STR(""), true);
    }
    return true;
}

/* Does a walk from the target meet one of the rows?  Upwards or downwards, dependencies
 * included. */
static bool touches(const struct stamp *s, int32_t node, enum lk_walk walk)
{
    lk_set_of *set = lk_ask_set(s->a);
    struct lk_picks one = {&node, 1, 1};
    lk_ask_reach(s->a, set, &one, walk);
    for (size_t i = 0; i < s->heads.n; i++)
        if (set[s->heads.v[i]])
            return true;
    return false;
}

/* Have all rows that the stamp started from been left by earlier targets as they were? */
static bool all_there(const struct stamp *s)
{
    for (size_t i = 0; i < s->heads.n; i++)
        if (!s->rows.row[s->heads.v[i]])
            return false;
    return true;
}

/* All rows but the last are deleted, the last one becomes the target.  The order is that in
 * which the rows were found. */
static bool merge_heads(struct stamp *s, uint32_t node)
{
    size_t last = s->heads.n - 1;
    for (size_t i = 0; i < last; i++)
        if (!lk_rows_delete(&s->rows, (uint32_t)s->heads.v[i], s->err))
            return false;
    return lk_rows_update(&s->rows, (uint32_t)s->heads.v[last], node, s->err);
}

/* Upwards, where an earlier target took a row, the target gets a row of its own. */
static bool move_heads(struct stamp *s, uint32_t node, bool down)
{
    if (!down && !all_there(s) ? !lk_rows_insert(&s->rows, node, s->err) : !merge_heads(s, node))
        return false;
    add_step(s, lk_ask_ids(s->a, &s->heads), s->a->g->rev[node]->id, down);
    return true;
}

/* Rows above make it a downgrade, rows below an upgrade, none a new branch.  A target that is a
 * row already changes nothing. Rows on both sides would have to move in both directions. */
static bool to_node(struct stamp *s, int32_t node)
{
    for (size_t i = 0; i < s->heads.n; i++)
        if (s->heads.v[i] == node)
            return true;
    bool above = touches(s, node, LK_WALK_ALL_NEXT), below = touches(s, node, LK_WALK_NEEDS);
    if (above && below)
        return lk_fail(s->err, LK_E_TARGET, "version rows stand above and below '" LK_PRI "'",
                       LK_ARG(s->a->g->rev[node]->id));
    if (above || below)
        return move_heads(s, (uint32_t)node, above);
    if (!lk_rows_insert(&s->rows, (uint32_t)node, s->err))
        return false;
    add_step(s, LK_STR(""), s->a->g->rev[node]->id, false);
    return true;
}

/* Each target is compared with the rows as they were at the beginning, as in Alembic. */
static bool run(struct stamp *s, const struct lk_picks *targets)
{
    for (size_t i = 0; i < targets->n; i++) {
        int32_t node = targets->v[i];
        if (node == LK_PICK_BASE)
            return lk_fail(s->err, LK_E_TARGET, "Walked too far");
        if (node == LK_PICK_NONE ? !to_base(s) : !to_node(s, node))
            return false;
    }
    return true;
}

/* The plan has steps without revisions: nothing but the rows is touched. No target at all means
 * base. */
bool lk_rev_stamp(struct lk_plan *out, struct lk_arena *arena, const struct lk_graph *g,
                  const struct lk_rev_stamp *request, struct lk_err *err)
{
    struct lk_wording words = {
        .multiple = "Multiple heads are present; please specify a single target revision"};
    struct lk_picks rows = {0}, targets = {0};
    struct lk_ask a;
    struct stamp s = {.a = &a, .plan = out, .err = err};
    const struct lk_names *heads = request->heads;
    *out = (struct lk_plan){0};
    if (!lk_rev_known(g, heads, err))
        return false;
    lk_ask_init(&a, g, arena);
    if (!lk_ask_rows(&rows, &a, heads) || !find_heads(&s, &rows, request->targets) ||
        !lk_ask_rows(&targets, &a, request->targets))
        return lk_ask_fail(&a, &words, err);
    if (targets.n == 0)
        lk_pick(&a, &targets, LK_PICK_NONE);
    lk_rows_init(&s.rows, arena, g);
    for (size_t i = 0; i < rows.n; i++)
        lk_rows_begin(&s.rows, (uint32_t)rows.v[i]);
    bool ok = run(&s, &targets);
    lk_rows_heads(&out->heads, &s.rows);
    free(s.rows.change);
    return ok;
}
