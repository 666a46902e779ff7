/* The source of steps that is made of revision files: the graph plans, scripts and manifests are
 * the bodies. */
#ifndef LK_RUN_PROJECT_H
#define LK_RUN_PROJECT_H

#include "mods/mods.h"
#include "rev/target.h"
#include "run/run.h"

struct lk_run_project {
    const struct lk_graph *graph;
    struct lk_sources *sources;
    struct lk_mods_config mods;
    struct lk_str target;          /* as the command line has it */
    bool downgrade;
    bool offline;                          /* nothing is executed: transactions bar nothing */
    const struct lk_dialect *dialect;      /* how the run lowers operations */
    uint32_t env_source;           /* env.py, which every step depends on; 0: none was read */
};

/* Makes a source of a project, which must outlive it; freed by lk_run_project_free. */
void lk_run_project_new(struct lk_run_source *out, const struct lk_run_project *);
void lk_run_project_free(struct lk_run_source *);      /* takes a zeroed one */

#endif
