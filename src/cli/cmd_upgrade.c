/* upgrade and downgrade: the steps are those of the revision files. */
#include "cli/migrate.h"
#include "rev/target.h"
#include "run/project.h"

struct migration {
    struct lk_cli_run run;
    struct lk_run_project source_how;
    struct lk_run_source source;
    struct lk_str target;
};

/* Steps and bodies come from the revision files. */
static void prepare_source(struct migration *m)
{
    struct lk_run_project *how = &m->source_how;
    how->graph = m->run.p.rev.graph;
    how->sources = m->run.cli->sources;
    how->target = m->target;
    how->env_source = m->run.p.env.source;
    how->downgrade = m->run.plan.downgrade;
    how->offline = m->run.plan.sql;
    how->dialect = &m->run.dialect;
    lk_cli_mods(&how->mods, &m->run.p, m->run.cli);
    lk_run_project_new(&m->source, how);
}

/* A:B stands only with --sql, as in Alembic; a downgrade's text needs to know where it starts. */
static bool read_target(struct migration *m, struct lk_err *err)
{
    struct lk_str from, to, text = m->run.cli->args.v[0];
    lk_rev_range(&from, &to, text);
    m->target = to;
    if (from.p && !m->run.plan.sql) {
        return lk_fail(err, LK_E_TARGET, "Range revision not allowed");
    }
    if (!from.p && m->run.plan.sql && m->run.plan.downgrade) {
        return lk_fail(err, LK_E_TARGET, "downgrade with --sql requires <fromrev>:<torev>");
    }
    struct lk_str start = from.p ? from : LK_STR("");
    return lk_rev_start(&m->run.plan.start, m->run.cli->arena, m->run.p.rev.graph, start, err);
}

/* Files and target first, then env.py and the database. */
static bool prepare(struct migration *m, struct lk_err *err)
{
    struct lk_cli_run *run = &m->run;
    run->plan.sql = lk_cli_has(run->cli, LK_OPT_SQL);
    if (!lk_cli_open(&run->p, run->cli, err) || !read_target(m, err) ||
        !lk_cli_run_prepare(run, err)) {
        return false;
    }
    prepare_source(m);
    return true;
}

/* Both directions differ in one flag only. */
static bool migrate(int *status, struct lk_cli *cli, bool downgrade, struct lk_err *err)
{
    struct migration m = {.run = {.cli = cli, .plan = {.downgrade = downgrade}}};
    bool good = prepare(&m, err) && lk_cli_run(status, &m.run, &m.source, err);
    lk_run_project_free(&m.source);
    return good;
}

bool lk_cmd_upgrade(int *status, struct lk_cli *cli, struct lk_err *err)
{
    return migrate(status, cli, false, err);
}

/* Downgrades; never derives what a script does not say. */
bool lk_cmd_downgrade(int *status, struct lk_cli *cli, struct lk_err *err)
{
    return migrate(status, cli, true, err);
}
