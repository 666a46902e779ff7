/* Which revisions an upgrade or a downgrade passes: _collect_upgrade_revisions() and
 * _collect_downgrade_revisions() of Alembic 1.19. */
#include "rev/collect.h"

/* lower is label@…: only targets that carry the label.  An id may stand for its only label. */
static bool keep_branch(struct lk_picks *targets, struct lk_ask *a, struct lk_str lower)
{
    struct lk_picks kept = {0};
    const char *at = lower.n ? memchr(lower.p, '@', lower.n) : NULL;
    struct lk_str branch = lk_str_cut(lower, 0, at ? (size_t)(at - lower.p) : 0);
    int32_t node;
    if (!at)
        return true;
    if (!lk_ask_revision(&node, a, branch))
        return false;
    if (node >= 0 && lk_str_eq(a->g->rev[node]->id, branch)) {
        struct lk_names labels = lk_graph_labels(a->g, a->g->rev[node]);
        if (labels.n != 1)
            return lk_deny(a, LK_REFUSE_OTHER, branch, "Revision " LK_PRI " is on %zu branches, "
                             "not one", LK_ARG(branch), labels.n);
        branch = labels.v[0];
    }
    for (size_t i = 0; i < targets->n; i++)
        if (lk_ask_carries(a->g, targets->v[i], branch))
            lk_pick(a, &kept, targets->v[i]);
    *targets = kept;
    return true;
}

/* A walk that ended at or below the base is no revision to upgrade to; Alembic trips over an
 * assertion. */
static bool all_nodes(struct lk_ask *a, const struct lk_picks *picks)
{
    for (size_t i = 0; i < picks->n; i++)
        if (picks->v[i] < 0)
            return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0}, "Walked too far");
    return true;
}

/* Is everything that is current needed by the targets? */
static bool is_inside(const struct lk_picks *picks, const lk_set_of *set)
{
    for (size_t i = 0; i < picks->n; i++)
        if (picks->v[i] == LK_PICK_BASE || (picks->v[i] >= 0 && !set[picks->v[i]]))
            return false;
    return true;
}

/* The current revisions; a relative `lower` that get_revisions() cannot find is a walk. */
static bool current_nodes(struct lk_picks *out, struct lk_ask *a, const struct lk_iterate *how,
                          const lk_set_of *required)
{
    struct lk_str label;
    int32_t node;
    if (!(how->lower_rows ? lk_ask_rows(out, a, how->lower_rows)
                          : lk_ask_revisions(out, a, how->lower)))
        return false;
    if (!how->implicit_base && !is_inside(out, required))
        return lk_deny(a, LK_REFUSE_RANGE, how->lower, LK_PRI, LK_ARG(how->upper));
    if (out->n && out->v[0] == LK_PICK_NONE) {
        if (!lk_downgrade_target(&label, &node, a, how))
            return false;
        out->n = 0;
        if (node >= 0)
            lk_pick(a, out, node);
    }
    return true;
}

/* What the targets need less what the current revisions need. Without implicit_base (history)
 * only what follows the lower end by down_revision remains. */
bool lk_ask_upgrade(lk_set_of **out, struct lk_picks *targets, struct lk_ask *a,
                    const struct lk_iterate *how)
{
    lk_set_of *required = lk_ask_set(a), *current = lk_ask_set(a), *above;
    struct lk_picks lower = {0};
    if (!lk_upgrade_targets(targets, a, how) || !all_nodes(a, targets) ||
        (!how->lower_rows && !keep_branch(targets, a, how->lower)) ||
        !lk_ask_apart(a, targets, LK_WALK_NEEDS))
        return false;
    lk_ask_reach(a, required, targets, LK_WALK_NEEDS);
    if (!current_nodes(&lower, a, how, required) || !lk_ask_apart(a, &lower, LK_WALK_NEEDS))
        return false;
    lk_ask_reach(a, current, &lower, LK_WALK_NEEDS);
    for (uint32_t i = 0; i < a->g->n; i++)
        required[i] &= !current[i];
    for (size_t i = 0; how->inclusive && i < lower.n; i++)
        required[lower.v[i]] = 1;
    *out = required;
    if (lower.n == 0 || how->implicit_base)
        return true;
    if (!lk_ask_apart(a, &lower, LK_WALK_NEXT))
        return false;
    above = lk_ask_set(a);
    lk_ask_reach(a, above, &lower, LK_WALK_NEXT);
    for (uint32_t i = 0; i < a->g->n; i++)
        required[i] &= above[i];
    return true;
}

/* Where a downgrade starts to drop: the bases, or what follows the target. */
static void find_roots(struct lk_picks *roots, size_t *counted, struct lk_ask *a, int32_t target)
{
    struct lk_indices nodes =
        target < 0 ? a->g->bases : lk_edges_of(&a->g->next, (uint32_t)target);
    for (size_t i = 0; i < nodes.n; i++)
        lk_pick(a, roots, (int32_t)nodes.v[i]);
    *counted = nodes.n;
    /* Alembic's map holds a base once more for each of its labels, which its count then includes */
    for (size_t i = 0; target < 0 && i < nodes.n; i++)
        *counted += a->g->rev[nodes.v[i]]->labels.n;
}

/* Of several roots those that the label's revision stands on. */
static bool keep_roots(struct lk_picks *roots, struct lk_ask *a, struct lk_str label)
{
    lk_set_of *ancestors = lk_ask_set(a);
    int32_t branch;
    if (!lk_ask_branch(&branch, a, label))
        return false;
    struct lk_picks one = {&branch, 1, 1};
    lk_ask_reach(a, ancestors, &one, LK_WALK_DOWN);
    lk_ask_filter(a, roots, ancestors);
    return roots->n || lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0},
                                 "Not a valid downgrade target from current heads");
}

/* Sets hold 0 and 1 only. */
static bool is_empty(const struct lk_graph *g, const lk_set_of *set)
{
    return g->n == 0 || memchr(set, 1, g->n) == NULL;
}

/* Targets and rows are few. */
static bool is_among(const struct lk_picks *picks, int32_t node)
{
    for (size_t i = 0; i < picks->n; i++)
        if (picks->v[i] == node)
            return true;
    return false;
}

/* Everything applied that stands on a root, dependencies included. */
bool lk_ask_downgrade(lk_set_of **out, struct lk_picks *heads, struct lk_ask *a,
                      const struct lk_iterate *how)
{
    lk_set_of *drop = lk_ask_set(a), *active = lk_ask_set(a);
    struct lk_picks roots = {0};
    struct lk_str label;
    size_t counted;
    int32_t target;
    if (!lk_downgrade_target(&label, &target, a, how))
        return false;
    find_roots(&roots, &counted, a, target);
    if ((label.n && counted > 1 && !keep_roots(&roots, a, label)) ||
        !lk_ask_rows(heads, a, how->upper_rows) || !all_nodes(a, heads))
        return false;
    lk_ask_reach(a, drop, &roots, LK_WALK_ALL_NEXT);
    lk_ask_reach(a, active, heads, LK_WALK_NEEDS);
    for (uint32_t i = 0; i < a->g->n; i++)
        drop[i] &= active[i];
    if (target >= 0 && is_empty(a->g, drop) && !is_among(heads, target))
        return lk_deny(a, LK_REFUSE_RANGE, LK_STR("Nothing to drop"), "%s", "");
    *out = drop;
    return true;
}

/* _filter_into_branch_heads(): of everything applied, what nothing applied follows. */
void lk_ask_current(struct lk_picks *picks, struct lk_ask *a)
{
    lk_set_of *all = lk_ask_set(a), *below = lk_ask_set(a);
    lk_ask_reach(a, all, picks, LK_WALK_NEEDS);
    for (uint32_t i = 0; i < a->g->n; i++)
        for (uint32_t e = a->g->down.at[i]; all[i] && e < a->g->down.at[i + 1]; e++)
            below[a->g->down.to[e]] = 1;
    *picks = (struct lk_picks){0};
    for (uint32_t i = 0; i < a->g->n; i++)
        if (all[i] && !below[i])
            lk_pick(a, picks, (int32_t)i);
}
