/* From settings and env.py's facts to a run, and from what it says to log, output and status. */
#include "cli/migrate.h"
#include "base/time.h"
#include <errno.h>
#include <stdlib.h>

/* Lines of the run go to the log as they come; what only helps developers is left out.  A silent
 * command keeps what belongs to steps to itself. */
static void say(void *self, enum lk_run_level level, const char *logger, struct lk_str line)
{
    static const char *const levels[] = {"INFO", "WARN", "DEBUG"};
    struct lk_cli_run *m = self;
    bool announced = !m->silent || !lk_str_starts(line, LK_STR("Running "));
    if (level != LK_RUN_DEBUG && announced) {
        lk_cli_log(m->cli, levels[level], logger, line);
    }
}

/* The SQL of --sql goes to standard output, whole or not at all: the run hands it over at the
 * end.  A silent command has no step: the comment that names it is cut out with the line behind
 * it. */
static void print(void *self, struct lk_str text)
{
    struct lk_cli_run *m = self;
    struct lk_str line, rest = text;
    while (m->silent && lk_str_split(&line, &rest, '\n')) {
        if (lk_str_starts(line, LK_STR("-- Running "))) {
            fwrite(text.p, 1, (size_t)(line.p - text.p), m->cli->out);
            size_t at = (size_t)(line.p - text.p) + line.n + 2;
            text = lk_str_cut(text, at < text.n ? at : text.n, text.n);
            break;
        }
    }
    fwrite(text.p, 1, text.n, m->cli->out);
}

/* print() of a script goes where Python sends it; with --sql Alembic's text is there as well.
 * It is not part of the log. */
static void script_says(void *self, struct lk_str text)
{
    print(self, text);
}

/* A flag or setting wins over env.py; without transactional DDL there is no transaction at all.
 * Alembic's default is one transaction for the whole run. */
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

/* --journal, 'off' for none, else the default below the state directory.  A path that somebody
 * named must be usable, the default one need not be. */
static void name_journal(struct lk_cli_run *m)
{
    struct lk_str named = lk_conf_text(&m->p.conf, LK_SET_JOURNAL);
    m->plan.journal_named = named.p != NULL;
    m->plan.journal_path = named.p ? named : lk_journal_path(m->cli->arena);
    if (lk_str_is(lk_path_base(named.p ? named : LK_STR("")), "off"))
        m->plan.journal_path = LK_STR("");
}

/* --journal-keep: a number of runs, a time, both, or 'all'. */
static bool read_keep(struct lk_cli_run *m, struct lk_err *err)
{
    const struct lk_names *list = &m->p.conf.set[LK_SET_JOURNAL_KEEP].list;
    m->keep = (struct lk_journal_keep){-1, INT64_MIN};
    m->plan.journal_keep = &m->keep;
    for (size_t i = 0; i < list->n; i++) {
        int64_t number;
        if (lk_conf_count(&number, list->v[i]))
            m->keep.runs = number;
        else if (lk_conf_duration(&number, list->v[i]))
            m->keep.since_us = lk_time_wall_us() - number;
        else if (!lk_str_is(list->v[i], "all"))
            return lk_fail(err, LK_E_CONFIG, "'journal-keep' takes a number of runs, a time as in "
                           "'90d', or 'all', not '" LK_PRI "'", LK_ARG(list->v[i]));
    }
    return true;
}

/* Settings of the migration's session, in milliseconds as PostgreSQL takes them.  They are set
 * before the first step. The list ends with NULL, for which the arena's zeroes serve. */
static const char *const *timeouts(struct lk_cli_run *m)
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

/* What the run must know beside its steps; zero settings stand for their defaults.  A lock_wait
 * of zero means not to wait at all, which the plan has -1 for. */
static void prepare_plan(struct lk_cli_run *m)
{
    const struct lk_conf *conf = &m->p.conf;
    struct lk_run_plan *plan = &m->plan;
    plan->sources = m->cli->sources;
    plan->db = m->p.db;
    plan->db.wait_us = lk_conf_number(conf, LK_SET_CONNECT_WAIT);
    plan->version = m->p.version;
    plan->all_schemas = m->p.env.all_schemas;
    plan->command = m->cli->command->name;
    plan->dialect = &m->dialect;
    plan->tx = transaction_mode(&m->p);
    plan->lock_wait_us = lk_conf_number(conf, LK_SET_LOCK_WAIT);
    plan->lock_wait_us = plan->lock_wait_us ? plan->lock_wait_us : -1;
    plan->lock_timeout_us = lk_conf_number(conf, LK_SET_LOCK_TIMEOUT);
    plan->tolerate = conf->set[LK_SET_TOLERATE].list;
    plan->await_all = lk_conf_number(conf, LK_SET_AWAIT);
    plan->fail_on_skip = lk_cli_has(m->cli, LK_OPT_FAIL_ON_SKIP);
    plan->ledger = (enum lk_ledger_mode)lk_conf_number(conf, LK_SET_LEDGER);
    plan->origin = (struct lk_run_origin){
        .commit = lk_conf_text(conf, LK_SET_COMMIT),
        .commit_env = lk_conf_text(conf, LK_SET_COMMIT_ENV),
        .commit_file = lk_conf_text(conf, LK_SET_COMMIT_FILE),
        .require_ref = lk_conf_text(conf, LK_SET_REQUIRE_REF),
        .require_clean = lk_conf_number(conf, LK_SET_REQUIRE_CLEAN)};
    name_journal(m);
    plan->journal_values = lk_conf_number(conf, LK_SET_JOURNAL_VALUES);
    plan->before = timeouts(m);
    plan->print = print;
    plan->say = say;
    plan->script_says = script_says;
    plan->self = m;
}

/* --lock-key: the 64-bit key of an advisory lock that env.py takes, too.  Zero is refused,
 * because the plan has it for the default key. */
static bool read_lock_key(struct lk_cli_run *m, struct lk_err *err)
{
    struct lk_str text = lk_conf_text(&m->p.conf, LK_SET_LOCK_KEY);
    if (!text.n)
        return true;
    char *end, *copy = lk_strdup(text);
    errno = 0;
    m->plan.lock_key = strtoll(copy, &end, 10);
    bool whole = errno == 0 && *end == '\0' && m->plan.lock_key != 0;
    free(copy);
    return whole || lk_fail(err, LK_E_CONFIG, "'" LK_PRI "' is no key of an advisory lock",
                            LK_ARG(text));
}

/* Is a revision a script, to which env.py belongs?  Manifests carry its facts. */
static bool has_scripts(const struct lk_graph *graph)
{
    for (size_t i = 0; i < lk_graph_size(graph); i++)
        if (!lk_graph_at(graph, i)->manifest)
            return true;
    return false;
}

/* An image may have been built without some of the project.  Alembic stops without env.py and is
 * silent without revisions; limbeck goes on, but nobody shall take that for a success unseen. */
static void warn_of_absences(struct lk_cli_run *m)
{
    const struct lk_conf *conf = &m->p.conf;
    struct lk_buf line = {0};
    if (!lk_graph_size(m->p.rev.graph)) {
        lk_buf_addf(&line, "there are no revisions in '" LK_PRI "'", LK_ARG(conf->versions.v[0]));
        lk_cli_log(m->cli, "WARN", "limbeck", lk_buf_str(&line));
    } else if (!m->p.env.present && conf->script_location.n &&
               !lk_conf_number(conf, LK_SET_NO_ENV) && has_scripts(m->p.rev.graph)) {
        lk_buf_addf(&line, "there is no '" LK_PRI "/env.py': what it would decide has its default; "
                    "--no-env says that it is meant so", LK_ARG(conf->script_location));
        lk_cli_log(m->cli, "WARN", "limbeck", lk_buf_str(&line));
    }
    lk_buf_clear(&line);
}

/* In the order in which a user would want mistakes told: env.py, then the database.  Signals are
 * armed only where there is a connection that they could interrupt. */
bool lk_cli_run_prepare(struct lk_cli_run *m, struct lk_err *err)
{
    if (!lk_cli_env(&m->p, m->cli, m->plan.sql, err) ||
        !lk_cli_dialect(&m->dialect, &m->p, err) ||
        (!m->plan.sql && !lk_cli_database(&m->p, err))) {
        return false;
    }
    if (!m->plan.sql) {
        m->p.db.wake_fd = lk_run_signals();
    }
    warn_of_absences(m);
    prepare_plan(m);
    return read_lock_key(m, err) && read_keep(m, err);
}

/* A run that a signal ended has the signal's status, but 7 and 8 win.  Those two say that
 * something may be committed, which whoever sent the signal must learn. */
static int status_of(const struct lk_run_report *report, const struct lk_err *err)
{
    int status = lk_err_status(err->code);
    return report->signal && status != 7 && status != 8 ? 128 + report->signal : status;
}

/* A run that succeeded with skips has a status of its own where that was asked for. */
bool lk_cli_run(int *status, struct lk_cli_run *m, const struct lk_run_source *source,
                struct lk_err *err)
{
    struct lk_run_report report = {0};
    m->plan.source = source;
    bool good = lk_run(&report, &m->plan, err);
    *status = good ? 0 : status_of(&report, err);
    if (good && report.skipped && m->plan.fail_on_skip) {
        *status = lk_err_status(LK_E_WANTED);
    }
    lk_run_report_clear(&report);
    return good;
}
