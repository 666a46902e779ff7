/* What commands that write share: a run from the project's settings, and its exit status. */
#ifndef LK_CLI_MIGRATE_H
#define LK_CLI_MIGRATE_H

#include "cli/project.h"
#include "journal/journal.h"
#include "run/run.h"

struct lk_cli_run {
    struct lk_cli *cli;
    struct lk_cli_project p;       /* opened by the command */
    struct lk_dialect dialect;
    struct lk_journal_keep keep;   /* the plan's */
    struct lk_run_plan plan;       /* sql, downgrade and start are the command's to set before */
    bool silent;                   /* steps are not announced, in log and SQL */
};

/* After lk_cli_open: env.py, dialect, database, settings. */
LK_MUST_USE bool lk_cli_run_prepare(struct lk_cli_run *, struct lk_err *);
/* Runs the steps of a source; *status is the exit status, with --fail-on-skip and signals. */
LK_MUST_USE bool lk_cli_run(int *status, struct lk_cli_run *, const struct lk_run_source *,
                            struct lk_err *);

#endif
