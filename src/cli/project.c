/* Opens a project for a command: every step once, in the order of a run. */
#include "cli/headers.h"
#include "rev/manifest.h"
#include "rev/target.h"
#include "run/read.h"

#include <unistd.h>

/* Reads configuration and headers; bodies are parsed when they are run.  Warnings are told once
 * everything is read, whatever the command does next. */
static bool open_project(struct lk_cli_project *p, struct lk_cli *cli, bool scripts_first,
                         struct lk_err *err)
{
    const struct lk_conf_request request = {
        .config = cli->option[LK_OPT_CONFIG].v,
        .nconfig = cli->option[LK_OPT_CONFIG].n,
        .section = lk_cli_value(cli, LK_OPT_NAME),
        .x = cli->option[LK_OPT_X].v,
        .nx = cli->option[LK_OPT_X].n,
        .flag = cli->flag,
        .nflag = cli->nflag,
        .environment = environ,
    };
    *p = (struct lk_cli_project){.db = {.wake_fd = -1}};
    if (!lk_conf_load(&p->conf, cli->arena, cli->sources, &request, err)) {
        return false;
    }
    struct lk_cli_headers headers;
    lk_cli_headers_init(&headers, p, cli);
    const struct lk_rev_where where = {.dirs = &p->conf.versions, .recursive = p->conf.recursive,
                                       .eval = &headers.eval, .manifests = true,
                                       .scripts_first = scripts_first};
    bool good = lk_rev_load(&p->rev, cli->arena, cli->sources, &where, err);
    lk_cli_headers_clear(&headers);
    if (!good) {
        return false;
    }
    for (size_t i = 0; i < p->conf.warnings.n; i++) {
        lk_cli_log(cli, "WARN", "limbeck", p->conf.warnings.v[i]);
    }
    for (size_t i = 0; i < p->rev.warnings.n; i++) {
        lk_cli_log(cli, "WARN", "limbeck", p->rev.warnings.v[i]);
    }
    return true;
}

/* For everything but compile: manifests serve in place of equal scripts. */
bool lk_cli_open(struct lk_cli_project *p, struct lk_cli *cli, struct lk_err *err)
{
    return open_project(p, cli, false, err);
}

/* For compile, which writes the manifests: those beside scripts are its own output. */
bool lk_cli_open_scripts(struct lk_cli_project *p, struct lk_cli *cli, struct lk_err *err)
{
    return open_project(p, cli, true, err);
}

/* The version table is decided here, because reading commands need it too.  What env.py says
 * about the table gives way to flags and files. */
bool lk_cli_env(struct lk_cli_project *p, struct lk_cli *cli, bool offline, struct lk_err *err)
{
    const struct lk_env_request request = {cli->sources, &p->conf, offline};
    if (!lk_env_read(&p->env, &request, err) ||
        !lk_env_adopt(&p->env, &p->conf, p->rev.graph, err) ||
        !lk_manifest_modules(&p->modules, cli->arena, p->rev.graph, err)) {
        return false;
    }
    const struct lk_datum *table = lk_env_fact(&p->env, &p->conf, "version_table");
    const struct lk_datum *schema = lk_env_fact(&p->env, &p->conf, "version_table_schema");
    const struct lk_datum *pk = lk_env_fact(&p->env, &p->conf, "version_table_pk");
    p->version.table = lk_datum_is(table, LK_DATUM_STR) ? table->as.s : LK_STR("alembic_version");
    p->version.schema = lk_datum_is(schema, LK_DATUM_STR) ? schema->as.s : (struct lk_str){NULL, 0};
    p->version.no_pk = lk_datum_is(pk, LK_DATUM_STR) ? lk_str_is(pk->as.s, "false")
                                                     : pk && !lk_datum_truth(pk);
    return true;
}

/* A URL that env.py sets by code counts above the configuration's and below a named one. */
static bool url_is_hidden(const struct lk_cli_project *p)
{
    const struct lk_set_value *url = &p->conf.set[LK_SET_URL];
    return p->env.url_unknown.source && !(url->text.p && url->from > LK_FROM_ALEMBIC);
}

/* Decides and checks; a URL that env.py computes is not guessed.  The parsed URL stays with the
 * project, whose keywords the connection borrows. */
bool lk_cli_database(struct lk_cli_project *p, struct lk_err *err)
{
    if (url_is_hidden(p)) {
        lk_fail_at(err, LK_E_ENV, p->env.url_unknown,
                   "env.py decides the database's URL by code that is not evaluated");
        return lk_err_hint(err, "--url or LIMBECK_URL supplies it; --no-env leaves env.py out");
    }
    if (!lk_conf_url(&p->target, &p->conf, p->env.url, err)) {
        return false;
    }
    p->db.keyword = (const char *const *)p->target.conninfo.key;
    p->db.value = (const char *const *)p->target.conninfo.value;
    return true;
}

/* A command that writes leaves this line to the run.  It never shows a password. */
static void name_database(const struct lk_cli_project *p, struct lk_cli *cli)
{
    struct lk_buf line = {0};
    lk_url_show(&line, &p->target.url);
    if (!line.n) {
        lk_buf_addz(&line, "libpq's environment");
    }
    lk_buf_addz(&line, ", version table ");
    if (p->version.schema.n) {
        lk_buf_addf(&line, LK_PRI ".", LK_ARG(p->version.schema));
    }
    lk_buf_add(&line, p->version.table);
    lk_cli_log(cli, "INFO", "limbeck", lk_buf_str(&line));
    lk_buf_clear(&line);
}

/* A row that no file has is told before anything is printed. */
bool lk_cli_heads(struct lk_names *out, struct lk_cli_project *p, struct lk_cli *cli,
                  struct lk_err *err)
{
    struct lk_run_where where;
    if (!lk_cli_env(p, cli, false, err) || !lk_cli_database(p, err)) {
        return false;
    }
    name_database(p, cli);
    if (!lk_run_where(&where, cli->arena, &p->db, &p->version, err)) {
        return false;
    }
    *out = where.heads.rows;
    return lk_rev_known(p->rev.graph, out, err);
}

/* Alembic's format, "%(levelname)-5.5s [%(name)s] %(message)s".  --quiet leaves out all of it;
 * errors go another way. */
void lk_cli_log(struct lk_cli *cli, const char *level, const char *logger, struct lk_str line)
{
    if (!lk_cli_has(cli, LK_OPT_QUIET)) {
        fprintf(cli->log, "%-5.5s [%s] " LK_PRI "\n", level, logger, LK_ARG(line));
    }
}

/* Failures show when main flushes. */
void lk_cli_print(struct lk_cli *cli, const struct lk_buf *text)
{
    fwrite(text->p ? text->p : "", 1, text->n, cli->out);
}
