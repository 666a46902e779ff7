/* env.py: what it decides, read off its text without evaluating it.  What is not literal and
 * matters is an error that names the line and the setting that supplies the fact. */
#ifndef LK_RUN_ENV_H
#define LK_RUN_ENV_H

#include "conf/settings.h"
#include "rev/graph.h"

struct lk_dialect;

struct lk_env_request {
    struct lk_sources *sources;
    const struct lk_conf *conf;
    bool offline;                  /* --sql: the configure() call for offline mode counts */
};

struct lk_env {
    bool present;                  /* there is an env.py and it was read */
    uint32_t source;               /* its text among the sources */
    /* {argument: value} of context.configure(), as far as they are literals. */
    const struct lk_datum *configured;
    struct lk_str url;             /* empty where env.py sets none */
    struct lk_span url_unknown;    /* where it sets one by code; LK_NOWHERE otherwise */
    /* include_schemas is on, and no hook leaves a schema out: Alembic's autogenerate would see
     * the ledger.  LK_NOWHERE otherwise. */
    struct lk_span all_schemas;
    const struct lk_datum *naming; /* map, or NULL */
    /* target_metadata is an object of the application whose naming convention cannot be read; it
     * matters as soon as a constraint or index without a name is met. */
    struct lk_span naming_unknown;
};

/* Reads script_location/env.py unless the setting no-env is set or there is none.  Everything is in
 * the arena of the configuration.  Fails with LK_E_ENV, or LK_E_SYNTAX. */
LK_MUST_USE bool lk_env_read(struct lk_env *out, const struct lk_env_request *, struct lk_err *);
/* A fact of configure(): the setting if it is set, else env.py's literal, else NULL. */
const struct lk_datum *lk_env_fact(const struct lk_env *, const struct lk_conf *, const char *name);

/* What manifests say about env.py (`env`): taken where env.py was not read, else LK_E_ENV where it
 * says something else or where manifests disagree.  Settings win over both. */
LK_MUST_USE bool lk_env_adopt(struct lk_env *, const struct lk_conf *, const struct lk_graph *,
                              struct lk_err *);

/* How the project lowers its operations, for lk_env_facts; offline may be NULL: not known. */
struct lk_env_styles {
    const struct lk_dialect *live, *offline;
};
/* The facts that hold for a project, as `env` of its manifests, in the configuration's arena; NULL
 * where all of them are the defaults. */
const struct lk_datum *lk_env_facts(const struct lk_env *, const struct lk_conf *,
                                    const struct lk_env_styles *);

#endif
