/* The line at a run's beginning that names what is applied: revisions of one origin are counted
 * together. */
#include "run/provenance.h"
#include "run/said.h"
#include "run/say.h"

#include <stdlib.h>

/* Revisions that one piece of the line speaks of. */
struct origin {
    const struct lk_provenance *first;
    size_t n, dirty;
    bool several;                  /* commits: of a bundle */
    struct lk_str last_commit;     /* the latest of them */
    int64_t last_us;
};

struct origins {
    struct origin *v;
    size_t n, cap;
};

/* Manifests have a commit each; everything else is told apart by its commit. */
static bool belongs(const struct origin *o, const struct lk_provenance *p)
{
    const struct lk_provenance *q = o->first;
    return lk_str_eq(q->source, p->source) &&
           (lk_str_is(p->source, "manifest") ||
            (lk_str_eq(q->commit, p->commit) && lk_str_eq(q->ref, p->ref)));
}

static void count(struct origins *all, const struct lk_provenance *p)
{
    struct origin *o = NULL;
    for (size_t i = 0; i < all->n && !o; i++)
        o = belongs(&all->v[i], p) ? &all->v[i] : NULL;
    if (!o) {
        o = LK_PUSH(all);
        *o = (struct origin){.first = p, .last_us = -1};
    }
    o->n++;
    o->dirty += p->file_dirty == LK_KNOWN_YES;
    o->several |= !lk_str_eq(o->first->commit, p->commit);
    if (p->committed_us > o->last_us) {
        o->last_us = p->committed_us;
        o->last_commit = p->commit;
    }
}

/* Seven digits of an id, the whole of anything else. */
static void add_commit(struct lk_buf *line, struct lk_str commit)
{
    lk_buf_add(line, lk_said_is_commit(commit) ? lk_str_cut(commit, 0, 7) : commit);
}

/* A bundle's tree is nowhere; what it was compiled from may have been dirty. */
static void add_bundle(struct lk_buf *line, const struct origin *o)
{
    lk_buf_addz(line, o->n == 1 ? "a manifest" : "manifests");
    if (!o->last_commit.n)
        return;
    lk_buf_addz(line, o->several ? ", the latest of " : " of ");
    add_commit(line, o->last_commit);
}

static void add_origin(struct lk_buf *line, const struct origin *o)
{
    const struct lk_provenance *p = o->first;
    bool bundle = lk_str_is(p->source, "manifest"), git = lk_str_is(p->source, "git");
    if (bundle)
        add_bundle(line, o);
    else
        add_commit(line, p->commit.n ? p->commit : LK_STR("an unknown commit"));
    if (p->ref.n)
        lk_buf_addf(line, " (" LK_PRI ")", LK_ARG(p->ref));
    if (git)
        lk_buf_addf(line, ", tree is %s", p->tree_dirty == LK_KNOWN_YES ? "dirty" : "clean");
    else if (!bundle && p->commit.n)
        lk_buf_addf(line, ", as %s" LK_PRI " says",
                    lk_str_is(p->source, "setting") ? "the " : "", LK_ARG(p->source));
    if (o->dirty)
        lk_buf_addf(line, ", %zu not as committed", o->dirty);
}

void lk_provenance_say(const struct lk_provenances *v, const struct lk_run_plan *plan,
                       const struct lk_plan *todo)
{
    struct origins all = {0};
    struct lk_buf line = {0};
    size_t n = 0;
    for (size_t i = 0; i < todo->n; i++) {
        const struct lk_provenance *p = lk_provenance_of(v, &todo->v[i]);
        if (p)
            count(&all, p);
        n += p != NULL;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.n > 1)
            lk_buf_addf(&line, "%s%zu", i ? "; " : ": ", all.v[i].n);
        lk_buf_addz(&line, " from ");
        add_origin(&line, &all.v[i]);
    }
    if (n)
        lk_run_say(plan, LK_RUN_INFO, LK_LOG_LIMBECK, "%s %zu revision%s%s",
                   todo->v[0].downgrade ? "reverting" : "applying", n, n == 1 ? "" : "s", line.p);
    lk_buf_clear(&line);
    free(all.v);
}
