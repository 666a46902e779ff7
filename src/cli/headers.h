/* Evaluates headers of scripts that are not literal, for lk_rev_load. */
#ifndef LK_CLI_HEADERS_H
#define LK_CLI_HEADERS_H

#include "cli/project.h"
#include "run/rehearse.h"

struct lk_cli_headers {
    struct lk_cli_project *p;
    struct lk_cli *cli;
    struct lk_rev_eval eval;       /* for lk_rev_where; its self is this object */
    struct lk_rehearsal sink;
    struct lk_mods_config config;
    struct lk_mods *mods;
    bool begun;
};
/* The project's configuration must be loaded before a header is asked for. */
void lk_cli_headers_init(struct lk_cli_headers *, struct lk_cli_project *, struct lk_cli *);
void lk_cli_headers_clear(struct lk_cli_headers *);

#endif
