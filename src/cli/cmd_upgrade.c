/* upgrade and downgrade: settings and env.py's facts become a plan for run, and what run says
 * becomes lines of log and an exit status. */
#include "cli/project.h"
#include "journal/journal.h"
#include "rev/target.h"
#include "run/project.h"

struct migration {
    struct lk_cli *cli;
    struct lk_cli_project p;
    struct lk_dialect dialect;
    struct lk_run_project source_how;
    struct lk_run_source source;
    struct lk_run_plan plan;
    struct lk_str target;
};

/* Lines of the run go to the log as they come; what only helps developers is left out. */
static void say(void *self, enum lk_run_level level, const char *logger, struct lk_str line)
{
    static const char *const levels[] = {"INFO", "WARN", "DEBUG"};
    struct migration *m = self;
    if (level != LK_RUN_DEBUG) {
        lk_cli_log(m->cli, levels[level], logger, line);
    }
}

/* The SQL of --sql goes to standard output, whole or not at all: the run hands it over at the
 * end. */
static void print(void *self, struct lk_str text)
{
    struct migration *m = self;
    fwrite(text.p, 1, text.n, m->cli->out);
}

/* print() of a script goes where Python sends it; with --sql Alembic's text is there as well. */
static void script_says(void *self, struct lk_str text)
{
    print(self, text);
}

/* A flag or setting wins over env.py; without transactional DDL there is no transaction at all. */
static enum lk_run_tx transaction_mode(const struct lk_cli_project *p)
{
    const struct lk_set_value *given = &p->conf.set[LK_SET_TRANSACTION];
    const struct lk_datum *ddl = lk_env_fact(&p->env, &p->conf, "transactional_ddl");
    if (ddl && (lk_datum_is(ddl, LK_DATUM_STR) ? lk_str_is(ddl->as.s, "false")
                                               : lk_datum_is(ddl, LK_DATUM_BOOL) && !ddl->as.b)) {
        return LK_RUN_TX_NONE;
    }
    if (given->text.p) {
        return given->number ? LK_RUN_TX_REVISION : LK_RUN_TX_RUN;
    }
    bool each = lk_datum_truth(lk_datum_get(p->env.configured, "transaction_per_migration"));
    return each ? LK_RUN_TX_REVISION : LK_RUN_TX_RUN;
}

/* Steps and bodies come from the revision files. */
static void prepare_source(struct migration *m)
{
    struct lk_run_project *how = &m->source_how;
    how->graph = m->p.rev.graph;
    how->sources = m->cli->sources;
    how->target = m->target;
    how->downgrade = m->plan.downgrade;
    lk_cli_mods(&how->mods, &m->p, m->cli);
    lk_run_project_new(&m->source, how);
}

/* A:B stands only with --sql, as in Alembic; a downgrade's text needs to know where it starts. */
static bool read_target(struct migration *m, struct lk_err *err)
{
    struct lk_str from, to, text = m->cli->args.v[0];
    lk_rev_range(&from, &to, text);
    m->target = to;
    if (from.p && !m->plan.sql) {
        return lk_fail(err, LK_E_TARGET, "Range revision not allowed");
    }
    if (!from.p && m->plan.sql && m->plan.downgrade) {
        return lk_fail(err, LK_E_TARGET, "downgrade with --sql requires <fromrev>:<torev>");
    }
    struct lk_str start = from.p ? from : LK_STR("");
    return lk_rev_start(&m->plan.start, m->cli->arena, m->p.rev.graph, start, err);
}

/* --journal, 'off' for none, else the default below the state directory. */
static void name_journal(struct migration *m)
{
    struct lk_str named = lk_conf_text(&m->p.conf, LK_SET_JOURNAL);
    m->plan.journal_named = named.p != NULL;
    m->plan.journal_path = named.p ? named : lk_journal_path(m->cli->arena);
    if (lk_str_is(lk_path_base(named.p ? named : LK_STR("")), "off"))
        m->plan.journal_path = LK_STR("");
}

/* Settings of the migration's session, in milliseconds as PostgreSQL takes them. */
static const char *const *timeouts(struct migration *m)
{
    static const struct {
        enum lk_set setting;
        const char *name;
    } known[] = {{LK_SET_LOCK_TIMEOUT, "lock_timeout"},
                 {LK_SET_STATEMENT_TIMEOUT, "statement_timeout"}};
    const char **statement = lk_arena_array(m->cli->arena, 3, sizeof *statement);
    size_t n = 0;
    for (size_t i = 0; i < 2; i++)
        if (lk_conf_is_set(&m->p.conf, known[i].setting))
            statement[n++] = lk_arena_format(m->cli->arena, "SET %s = %lld", known[i].name,
                                             (long long)lk_conf_number(&m->p.conf, known[i].setting)
                                                 / 1000).p;
    return statement;
}

/* What the run must know beside its steps; zero settings stand for their defaults. */
static void prepare_plan(struct migration *m)
{
    const struct lk_conf *conf = &m->p.conf;
    struct lk_run_plan *plan = &m->plan;
    plan->source = &m->source;
    plan->sources = m->cli->sources;
    plan->db = m->p.db;
    plan->version = m->p.version;
    plan->dialect = &m->dialect;
    plan->tx = transaction_mode(&m->p);
    plan->lock_wait_us = lk_conf_number(conf, LK_SET_LOCK_WAIT);
    plan->lock_wait_us = plan->lock_wait_us ? plan->lock_wait_us : -1;
    plan->tolerate = conf->set[LK_SET_TOLERATE].list;
    plan->fail_on_skip = lk_cli_has(m->cli, LK_OPT_FAIL_ON_SKIP);
    plan->ledger = (enum lk_ledger_mode)lk_conf_number(conf, LK_SET_LEDGER);
    name_journal(m);
    plan->before = timeouts(m);
    plan->print = print;
    plan->say = say;
    plan->script_says = script_says;
    plan->self = m;
}

/* In the order in which a user would want mistakes told: files, target, env.py, then the
 * database. */
static bool prepare(struct migration *m, struct lk_err *err)
{
    m->plan.sql = lk_cli_has(m->cli, LK_OPT_SQL);
    if (!lk_cli_open(&m->p, m->cli, err) || !read_target(m, err) ||
        !lk_cli_env(&m->p, m->cli, m->plan.sql, err)) {
        return false;
    }
    if (!lk_cli_dialect(&m->dialect, &m->p, err) ||
        (!m->plan.sql && !lk_cli_database(&m->p, err))) {
        return false;
    }
    if (!m->plan.sql) {
        m->p.db.wake_fd = lk_run_signals();
    }
    prepare_plan(m);
    prepare_source(m);
    return true;
}

/* A run that a signal ended has the signal's status, but 7 and 8 win. */
static int status_of(const struct lk_run_report *report, const struct lk_err *err)
{
    int status = lk_err_status(err->code);
    return report->signal && status != 7 && status != 8 ? 128 + report->signal : status;
}

/* Both directions differ in one flag only. */
static bool migrate(int *status, struct lk_cli *cli, bool downgrade, struct lk_err *err)
{
    struct migration m = {.cli = cli, .plan = {.downgrade = downgrade}};
    struct lk_run_report report = {0};
    bool good = prepare(&m, err);
    if (good) {
        good = lk_run(&report, &m.plan, err);
        *status = good ? 0 : status_of(&report, err);
        if (good && report.skipped && m.plan.fail_on_skip) {
            *status = lk_err_status(LK_E_WANTED);
        }
    }
    lk_run_report_clear(&report);
    lk_run_project_free(&m.source);
    return good;
}

/* Upgrades; with --sql prints, and then needs no database. */
bool lk_cmd_upgrade(int *status, struct lk_cli *cli, struct lk_err *err)
{
    return migrate(status, cli, false, err);
}

/* Downgrades; never derives what a script does not say. */
bool lk_cmd_downgrade(int *status, struct lk_cli *cli, struct lk_err *err)
{
    return migrate(status, cli, true, err);
}
