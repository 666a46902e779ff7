/* What nearly every command needs: configuration, env.py's facts, revisions, and the database as
 * far as the command wants it. */
#ifndef LK_CLI_PROJECT_H
#define LK_CLI_PROJECT_H

#include "cli/cli.h"
#include "rev/load.h"
#include "run/env.h"
#include "run/project.h"
#include "sql/lower.h"

struct lk_cli_project {
    struct lk_conf conf;
    struct lk_env env;
    struct lk_project rev;
    struct lk_conf_target target;      /* after lk_cli_database */
    struct lk_db_target db;
    struct lk_version_table version;
    const struct lk_datum *modules;    /* that manifests carry; after lk_cli_env */
};

/* Configuration and revisions.  Texts live in cli's arena. */
LK_MUST_USE bool lk_cli_open(struct lk_cli_project *, struct lk_cli *, struct lk_err *);
/* The same for compile: a script serves before its manifest, unless that replaces it. */
LK_MUST_USE bool lk_cli_open_scripts(struct lk_cli_project *, struct lk_cli *, struct lk_err *);
/* env.py's facts; offline for --sql. */
LK_MUST_USE bool lk_cli_env(struct lk_cli_project *, struct lk_cli *, bool offline,
                            struct lk_err *);
/* Decides which database is meant; contacts nothing. */
LK_MUST_USE bool lk_cli_database(struct lk_cli_project *, struct lk_err *);
/* The version rows that a reading command shows. */
LK_MUST_USE bool lk_cli_heads(struct lk_names *out, struct lk_cli_project *, struct lk_cli *,
                              struct lk_err *);

/* How operations are lowered, after lk_cli_env. */
LK_MUST_USE bool lk_cli_dialect(struct lk_dialect *out, const struct lk_cli_project *,
                                struct lk_err *);
/* What the runtime of scripts must know, after lk_cli_env; borrowed from the project. */
void lk_cli_mods(struct lk_mods_config *out, const struct lk_cli_project *, const struct lk_cli *);

/* "INFO  [alembic.runtime.migration] line" to the log unless --quiet. */
void lk_cli_log(struct lk_cli *, const char *level, const char *logger, struct lk_str line);
/* Prints to standard output. */
void lk_cli_print(struct lk_cli *, const struct lk_buf *);

#endif
