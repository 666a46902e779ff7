/* What the ledger knows of revisions, as members of their JSON: --json with -v. */
#ifndef LK_CLI_APPLIED_H
#define LK_CLI_APPLIED_H

#include "cli/project.h"

struct lk_cli_applied {
    bool wanted, known;            /* asked for; the ledger has answered */
    struct lk_map by_revision;     /* id to the first of its rows, newest first */
    struct lk_map runs;            /* uuid to struct lk_ledger_run */
    struct lk_map skips;           /* uuid/step to the first of its skips */
};

/* Asks the ledger where --json and -v are given.  Never fails: what stands in the way is one line
 * of the log, and the facts are null then. */
void lk_cli_applied(struct lk_cli_applied *out, struct lk_cli_project *, struct lk_cli *);
/* Appends `, "applied": […]` (or null); nothing where it was not asked for. */
void lk_cli_applied_json(struct lk_buf *out, const struct lk_cli_applied *,
                         const struct lk_revision *);
void lk_cli_applied_clear(struct lk_cli_applied *);

#endif
