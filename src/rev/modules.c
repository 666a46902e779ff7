/* The modules that the manifests of a project carry for their scripts, as one set: one runtime
 * serves all scripts of a run, and one name is one module in it. */
#include "base/map.h"
#include "rev/graph.h"
#include "rev/manifest.h"

#include <stdlib.h>

/* The modules gathered so far. */
struct gathered {
    struct { struct lk_pair *v; size_t n, cap; } pairs;
    struct lk_map text;            /* path to the datum */
};

/* Two manifests that were compiled at different times may carry two states of a module; which of
 * them is meant is not guessed. */
static bool add(struct gathered *g, const struct lk_manifest *m, const struct lk_pair *pair,
                struct lk_err *err)
{
    const struct lk_datum *known = lk_map_get(&g->text, pair->key);
    if (known && lk_datum_equal(known, pair->value))
        return true;
    if (known) {
        lk_fail(err, LK_E_MANIFEST, "'" LK_PRI "' carries another '" LK_PRI "' than a manifest "
                "before it", LK_ARG(m->revision.path), LK_ARG(pair->key));
        return lk_err_hint(err, "compile the manifests again");
    }
    lk_map_put(&g->text, pair->key, (void *)(uintptr_t)pair->value);
    *LK_PUSH(&g->pairs) = *pair;
    return true;
}

/* NULL where no manifest carries any. */
bool lk_manifest_modules(const struct lk_datum **out, struct lk_arena *arena,
                         const struct lk_graph *graph, struct lk_err *err)
{
    struct gathered g = {0};
    bool good = true;
    for (size_t i = 0; good && i < lk_graph_size(graph); i++) {
        const struct lk_manifest *m = lk_graph_at(graph, i)->manifest;
        for (size_t k = 0; good && m && m->modules && k < m->modules->as.map.n; k++)
            good = add(&g, m, &m->modules->as.map.v[k], err);
    }
    *out = good && g.pairs.n ? lk_datum_map(arena, g.pairs.v, g.pairs.n) : NULL;
    lk_map_clear(&g.text);
    free(g.pairs.v);
    return good;
}
