/* What is wrong with a set of revisions: each error names the files. */
#include "base/limits.h"
#include "base/utf8.h"
#include "rev/graph_private.h"

/* Files are the error's detail, one per line. */
static bool name_file(struct lk_err *err, const struct lk_revision *r)
{
    return lk_err_detail(err, LK_PRI, LK_ARG(r->path));
}

/* _revision_illegal_chars; the message lists them sorted, as Alembic does.  They have a meaning
 * in targets: rev+1, a:b, label@rev. */
static bool check_characters(const struct lk_revision *r, struct lk_err *err)
{
    static const char illegal[] = "+-:@";
    struct lk_buf found = {0};
    for (const char *c = illegal; *c; c++)
        if (memchr(r->id.p, *c, r->id.n))
            lk_buf_addf(&found, "%s%c", found.n ? ", " : "", *c);
    bool ok = found.n == 0;
    if (!ok) {
        lk_fail(err, LK_E_GRAPH, "character(s) '" LK_PRI "' not allowed in revision identifier '"
                LK_PRI "'", LK_ARG(lk_buf_str(&found)), LK_ARG(r->id));
        name_file(err, r);
    }
    lk_buf_clear(&found);
    return ok;
}

/* The version table's column is VARCHAR(32); PostgreSQL would refuse the row after the revision
 * had run.  Characters are counted, as PostgreSQL counts them. */
static bool check_length(const struct lk_revision *r, struct lk_err *err)
{
    size_t n = lk_utf8_count(r->id), most = lk_limit(LK_LIMIT_VERSION_ID);
    if (n > 0 && n <= most)
        return true;
    if (n == 0)
        lk_fail(err, LK_E_GRAPH, "the revision identifier is empty");
    else
        lk_fail(err, LK_E_GRAPH, "revision identifier '" LK_PRI "' has %zu characters; the version "
                "table takes %zu", LK_ARG(r->id), n, most);
    return name_file(err, r);
}

/* The lists of one header are short. */
static bool has(const struct lk_names *names, struct lk_str id)
{
    for (size_t i = 0; i < names->n; i++)
        if (lk_str_eq(names->v[i], id))
            return true;
    return false;
}

/* LoopDetected and DependencyLoopDetected, found before anything else as in Alembic.  Told with
 * the name that Alembic gives to each. */
static bool check_self(const struct lk_revision *r, struct lk_err *err)
{
    bool down = has(&r->down, r->id);
    if (!down && !has(&r->depends, r->id))
        return true;
    lk_fail(err, LK_E_GRAPH, "%s is detected in revisions (" LK_PRI ")",
            down ? "self-loop" : "dependency self-loop", LK_ARG(r->id));
    return name_file(err, r);
}

/* In the order of files, so that the first file that is wrong is told.  Before any look-up,
 * since keys are made of the ids. */
bool lk_graph_check_ids(const struct lk_graph *g, struct lk_err *err)
{
    for (uint32_t i = 0; i < g->n; i++)
        if (!check_self(g->rev[i], err) || !check_characters(g->rev[i], err) ||
            !check_length(g->rev[i], err))
            return false;
    return true;
}

/* Is the name that of a revision's file, with or without its ending?  That is the most common
 * mistake in hand-written links. */
static const struct lk_revision *by_file(const struct lk_graph *g, struct lk_str name)
{
    for (uint32_t i = 0; i < g->n; i++) {
        struct lk_str base = lk_path_base(g->rev[i]->path);
        ptrdiff_t dot = lk_str_rfind_byte(base, '.');
        if (lk_str_eq(base, name) ||
            (dot > 0 && lk_str_eq(lk_str_cut(base, 0, (size_t)dot), name)))
            return g->rev[i];
    }
    return NULL;
}

/* Alembic raises a KeyError here; what was probably meant is looked for.  At most one hint, the
 * likeliest first. */
static bool fail_missing(const struct lk_graph *g, const struct lk_revision *r, struct lk_str name,
                         struct lk_err *err)
{
    size_t from, to;
    const struct lk_revision *file = by_file(g, name);
    const struct lk_key *label = lk_graph_key(g, name);
    lk_fail(err, LK_E_GRAPH, "revision '" LK_PRI "' referenced from '" LK_PRI "' is not present",
            LK_ARG(name), LK_ARG(r->id));
    name_file(err, r);
    lk_graph_prefix(&from, &to, g, name);
    if (file)
        return lk_err_hint(err, "'" LK_PRI "' is the name of a file; its revision is '" LK_PRI "'",
                           LK_ARG(name), LK_ARG(file->id));
    if (label)
        return lk_err_hint(err, "'" LK_PRI "' is a branch label of '" LK_PRI "'", LK_ARG(name),
                           LK_ARG(g->rev[label->node]->id));
    if (name.n && to > from)
        lk_err_hint(err, "did you mean '" LK_PRI "'?", LK_ARG(g->key[from].text));
    return false;
}

/* down_revision names a revision by its whole id.  depends_on may name a label as well, and
 * here, unlike in Alembic, the beginning of one id, at least four characters long.  Labels have
 * ordinals behind those of all ids, by which they are told apart. */
static bool resolve(uint32_t *out, const struct lk_graph *g, struct lk_str name, bool depends)
{
    size_t from, to;
    const struct lk_key *k = lk_graph_key(g, name);
    if (!k && depends && name.n >= 4) {
        lk_graph_prefix(&from, &to, g, name);
        k = to == from + 1 ? &g->key[from] : NULL;
    }
    if (!k || (!depends && k->ordinal >= g->n))
        return false;
    *out = k->node;
    return true;
}

/* Names of one list that are the same revision become one edge.  Edges lie in one array, with
 * the place where each revision's begin. */
static bool resolve_all(struct lk_edges *out, struct lk_graph *g, bool depends, struct lk_err *err)
{
    size_t room = 1;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++)
        room += depends ? g->rev[i]->depends.n : g->rev[i]->down.n;
    out->at = lk_arena_array(g->arena, g->n + 2, sizeof *out->at);
    out->to = lk_arena_array(g->arena, room, sizeof *out->to);
    for (uint32_t i = 0; i < g->n; i++) {
        const struct lk_names *names = depends ? &g->rev[i]->depends : &g->rev[i]->down;
        for (size_t k = 0; k < names->n; k++) {
            if (!resolve(&out->to[n], g, names->v[k], depends))
                return fail_missing(g, g->rev[i], names->v[k], err);
            uint32_t e = out->at[i];
            while (out->to[e] != out->to[n])
                e++;
            n += e == n;
        }
        out->at[i + 1] = n;
    }
    return true;
}

/* down_revision is looked at first: its errors are the more common ones.  Both kinds are
 * resolved before either is looked for cycles. */
bool lk_graph_resolve(struct lk_graph *g, struct lk_err *err)
{
    return resolve_all(&g->down, g, false, err) && resolve_all(&g->depends, g, true, err);
}

/* A need that Kahn's algorithm did not reach; every node that it left out has one. */
static uint32_t open_need(const struct lk_edges *needs, const uint8_t *state, uint32_t node)
{
    uint32_t e = needs->at[node];
    while (state[needs->to[e]] == 1)
        e++;
    return needs->to[e];
}

/* Following what is left out leads into a cycle.  State is 1 sorted, 2 on the way, 3 in it.  The
 * files of the cycle are the detail; what merely leads to it is left out. */
static bool fail_cycle(const struct lk_graph *g, const struct lk_nodes *sorted,
                       const struct lk_edges *needs, struct lk_err *err)
{
    uint8_t *state = lk_arena_alloc(g->arena, (size_t)g->n + 1);
    struct lk_buf ids = {0};
    uint32_t node = 0;
    for (size_t i = 0; i < sorted->n; i++)
        state[sorted->v[i]] = 1;
    while (state[node])
        node++;
    for (; state[node] != 2; node = open_need(needs, state, node))
        state[node] = 2;
    for (; state[node] != 3; node = open_need(needs, state, node)) {
        state[node] = 3;
        lk_buf_addf(&ids, "%s" LK_PRI, ids.n ? ", " : "", LK_ARG(g->rev[node]->id));
    }
    lk_fail(err, LK_E_GRAPH, "%s is detected in revisions (" LK_PRI ")",
            needs == &g->down ? "cycle" : "dependency cycle", LK_ARG(lk_buf_str(&ids)));
    lk_buf_clear(&ids);
    for (uint32_t i = 0; i < g->n; i++)
        if (state[i] == 3)
            name_file(err, g->rev[i]);
    return false;
}

/* Cycles along down_revision are told as such, even if dependencies close others.  The sorted
 * order gives each revision its generation: one more than the highest of what it needs. */
bool lk_graph_check_cycles(struct lk_graph *g, struct lk_err *err)
{
    struct lk_nodes versioned = lk_graph_sorted(g, &g->down, &g->next);
    if (versioned.n < g->n)
        return fail_cycle(g, &versioned, &g->down, err);
    struct lk_nodes all = lk_graph_sorted(g, &g->needs, &g->all_next);
    if (all.n < g->n)
        return fail_cycle(g, &all, &g->needs, err);
    g->generation = lk_arena_array(g->arena, g->n + 1, sizeof *g->generation);
    for (size_t i = 0; i < all.n; i++) {
        uint32_t *mine = &g->generation[all.v[i]];
        struct lk_indices needs = lk_edges_of(&g->needs, all.v[i]);
        for (size_t k = 0; k < needs.n; k++)
            if (g->generation[needs.v[k]] >= *mine)
                *mine = g->generation[needs.v[k]] + 1;
    }
    return true;
}
