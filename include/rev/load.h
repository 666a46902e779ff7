/* Loading: the files of the version locations, in Alembic's order, to a graph. */
#ifndef LK_REV_LOAD_H
#define LK_REV_LOAD_H

#include "model/datum.h"
#include "rev/graph.h"

/* Evaluates a script whose header is not literal: a map of revision, down_revision, branch_labels,
 * depends_on as far as the module defines them.  run gives a prepared runtime. */
struct lk_rev_eval {
    bool (*header)(const struct lk_datum **out, void *self, uint32_t source, struct lk_arena *,
                   struct lk_err *);
    void *self;
};

struct lk_rev_where {
    const struct lk_names *dirs;       /* absolute; those that do not exist are passed over */
    bool recursive;
    const struct lk_rev_eval *eval;    /* NULL: such a header is LK_E_SCRIPT at its place */
    bool manifests;                    /* reads *.yaml and *.yml as well */
    bool scripts_first;                /* a script serves before its manifest, unless that replaces
                                        * it; one that is not to be read is passed over */
};

struct lk_project {
    struct lk_graph *graph;
    struct lk_names warnings;          /* files that two locations share */
};

/* Reads every header; bodies are not evaluated.  Sources of scripts are added only where a place in
 * them is needed; lk_rev_source adds the rest later. */
LK_MUST_USE bool lk_rev_load(struct lk_project *out, struct lk_arena *, struct lk_sources *,
                             const struct lk_rev_where *, struct lk_err *);
/* Makes sure that the revision's text is in the table of sources: sets ->source. */
LK_MUST_USE bool lk_rev_source(struct lk_revision *, struct lk_sources *, struct lk_err *);

#endif
