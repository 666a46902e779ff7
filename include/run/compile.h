/* compile: a revision's script becomes a manifest, with the commit that its text came from.  What a
 * list of operations cannot say (it asks the database, observes failures, prints, opens
 * transactions) keeps its script inside the manifest. */
#ifndef LK_RUN_COMPILE_H
#define LK_RUN_COMPILE_H

#include "mods/mods.h"
#include "rev/load.h"
#include "rev/manifest.h"
#include "sql/lower.h"

struct lk_compile_request {
    const struct lk_graph *graph;
    struct lk_sources *sources;
    const struct lk_mods_config *mods;
    const struct lk_dialect *dialect;
    const struct lk_datum *env;    /* env.py's facts for the manifests; NULL: all are defaults */
    bool elsewhere;                /* the manifests go into a directory of their own: a bundle */
    struct lk_str env_path;        /* the file of these facts; empty: none */
};

struct lk_compiled {
    struct lk_revision *revision;
    struct lk_str text;            /* of the manifest */
    const char *kept;              /* why the script is kept; NULL: the operations say all */
    struct lk_span where;          /* the call that was not to be known in advance */
    bool horizon;                  /* a shallow clone: its commit may be an older one */
};

struct lk_compiled_list {
    struct lk_compiled *v;
    size_t n, cap;
    struct lk_names notes;         /* for the log: repositories that could not be asked */
};

/* Compiles every script of the graph, parents first; manifests are passed over, or copied whole
 * into a bundle.  Texts live in the arena; the caller frees v and notes.v.  Fails where a script
 * cannot be read or its upgrade() uses what limbeck does not have, and with LK_E_IO where git
 * cannot be read. */
LK_MUST_USE bool lk_compile(struct lk_compiled_list *out, struct lk_arena *,
                            const struct lk_compile_request *, struct lk_err *);

#endif
