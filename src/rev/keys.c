/* Ids and labels by text: exact, and by their beginning.  One sorted array serves both. */
#include "rev/graph_private.h"
#include <stdlib.h>

/* Equal texts stay in their order, so that an error names the first file first. */
static int by_text(const void *a, const void *b)
{
    const struct lk_key *x = a, *y = b;
    int order = lk_str_cmp(x->text, y->text);
    return order ? order : x->ordinal < y->ordinal ? -1 : x->ordinal > y->ordinal;
}

/* The ordinal is the place in Alembic's map, which holds labels behind all ids. */
static void add_key(struct lk_graph *g, struct lk_str text, uint32_t node)
{
    g->key[g->nkey] = (struct lk_key){text, node, (uint32_t)g->nkey};
    g->nkey++;
}

/* Two ids, or a label that is an id or a label already. */
static bool fail_double(const struct lk_graph *g, const struct lk_key *first,
                        const struct lk_key *second, struct lk_err *err)
{
    const struct lk_revision *a = g->rev[first->node], *b = g->rev[second->node];
    if (second->ordinal < g->n)
        lk_fail(err, LK_E_GRAPH, "revision '" LK_PRI "' is present more than once",
                LK_ARG(first->text));
    else
        lk_fail(err, LK_E_GRAPH, "branch name '" LK_PRI "' in revision '" LK_PRI
                "' is already used by revision '" LK_PRI "'", LK_ARG(second->text), LK_ARG(b->id),
                LK_ARG(a->id));
    lk_err_detail(err, LK_PRI, LK_ARG(a->path));
    return a == b ? false : lk_err_detail(err, LK_PRI, LK_ARG(b->path));
}

/* Alembic only warns of a doubled id and lets the later file win; which one that is would decide
 * silently what the database becomes. */
bool lk_graph_keys(struct lk_graph *g, struct lk_err *err)
{
    size_t labels = 0;
    for (uint32_t i = 0; i < g->n; i++)
        labels += g->rev[i]->labels.n;
    g->key = lk_arena_array(g->arena, g->n + labels + 1, sizeof *g->key);
    for (uint32_t i = 0; i < g->n; i++)
        add_key(g, g->rev[i]->id, i);
    for (uint32_t i = 0; i < g->n; i++)
        for (size_t l = 0; l < g->rev[i]->labels.n; l++)
            add_key(g, g->rev[i]->labels.v[l], i);
    qsort(g->key, g->nkey, sizeof *g->key, by_text);
    for (size_t i = 1; i < g->nkey; i++)
        if (lk_str_eq(g->key[i - 1].text, g->key[i].text))
            return fail_double(g, &g->key[i - 1], &g->key[i], err);
    return true;
}

/* First key that is not before the text. */
static size_t lower_bound(const struct lk_graph *g, struct lk_str text)
{
    size_t from = 0, to = g->nkey;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (lk_str_cmp(g->key[mid].text, text) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

/* Ids and labels are distinct, so there is one at most. */
const struct lk_key *lk_graph_key(const struct lk_graph *g, struct lk_str text)
{
    size_t i = lower_bound(g, text);
    return i < g->nkey && lk_str_eq(g->key[i].text, text) ? &g->key[i] : NULL;
}

void lk_graph_prefix(size_t *from, size_t *to, const struct lk_graph *g, struct lk_str head)
{
    *from = *to = lower_bound(g, head);
    while (*to < g->nkey && lk_str_starts(g->key[*to].text, head))
        ++*to;
}
