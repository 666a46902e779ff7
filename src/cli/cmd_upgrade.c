/* upgrade and downgrade: settings and env.py's facts become a plan for run, and what run says
 * becomes lines of log and an exit status. */
#include "cli/project.h"
#include "rev/target.h"
#include "run/project.h"
#include "sql/lower.h"

struct migration {
    struct lk_cli *cli;
    struct lk_cli_project p;
    struct lk_dialect dialect;
    struct lk_run_project source_how;
    struct lk_run_source source;
    struct lk_run_plan plan;
    struct lk_str target;
};

static void say(void *self, enum lk_run_level level, const char *logger, struct lk_str line)
{
    static const char *const levels[] = {"INFO", "WARN", "DEBUG"};
    struct migration *m = self;
    if (level != LK_RUN_DEBUG) {
        lk_cli_log(m->cli, levels[level], logger, line);
    }
}

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

static const struct lk_datum *naming_convention(const struct lk_cli_project *p)
{
    const struct lk_names *v = &p->conf.naming;
    if (!v->n) {
        return p->env.naming;
    }
    struct lk_pair *pair = lk_arena_array(p->conf.arena, v->n / 2, sizeof *pair);
    for (size_t i = 0; i + 1 < v->n; i += 2) {
        pair[i / 2] = (struct lk_pair){v->v[i], lk_datum_str(p->conf.arena, v->v[i + 1])};
    }
    return lk_datum_map(p->conf.arena, pair, v->n / 2);
}

/* Without env.py the offline text is that of Alembic's template: literal_binds=True,
 * dialect_opts={"paramstyle": "named"}. */
static bool read_paramstyle(struct migration *m, struct lk_err *err)
{
    static const struct {
        const char *name;
        enum lk_paramstyle style;
    } styles[] = {{"pyformat", LK_PARAMS_PYFORMAT},
                  {"format", LK_PARAMS_FORMAT},
                  {"named", LK_PARAMS_NAMED},
                  {"numeric_dollar", LK_PARAMS_NUMERIC_DOLLAR},
                  {"qmark", LK_PARAMS_QMARK}};
    const struct lk_env *env = &m->p.env;
    const struct lk_datum *opts = lk_datum_get(env->configured, "dialect_opts");
    const struct lk_datum *style = lk_datum_get(opts, "paramstyle");
    m->dialect.literal_binds =
        !env->present || lk_datum_truth(lk_datum_get(env->configured, "literal_binds"));
    m->dialect.paramstyle = env->present ? LK_PARAMS_PYFORMAT : LK_PARAMS_NAMED;
    if (!style) {
        return true;
    }
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (lk_str_is(lk_datum_text(style), styles[i].name)) {
            m->dialect.paramstyle = styles[i].style;
            return true;
        }
    }
    return lk_fail(err, LK_E_ENV, "env.py's dialect_opts name a paramstyle that is not known");
}

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

/* {section: {option: text}} for context.config. */
static bool read_options(const struct lk_datum **out, const struct lk_conf *conf,
                         struct lk_err *err)
{
    struct lk_names sections = {0};
    if (conf->ini) {
        lk_ini_sections(&sections, conf->ini, conf->arena);
    }
    struct lk_pair *section = lk_arena_array(conf->arena, sections.n, sizeof *section);
    for (size_t i = 0; i < sections.n; i++) {
        struct lk_names keys = {0};
        lk_ini_keys(&keys, conf->ini, conf->arena, sections.v[i], true);
        struct lk_pair *pair = lk_arena_array(conf->arena, keys.n, sizeof *pair);
        size_t n = 0;
        for (size_t k = 0; k < keys.n; k++) {
            struct lk_str value;
            struct lk_err odd = {0};   /* what does not interpolate fails where it is asked for */
            const struct lk_ini_key key = {sections.v[i], keys.v[k]};
            if (lk_ini_get(&value, conf->ini, conf->arena, &key, &odd)) {
                pair[n++] = (struct lk_pair){keys.v[k], lk_datum_str(conf->arena, value)};
            }
            lk_err_clear(&odd);
        }
        section[i] = (struct lk_pair){sections.v[i], lk_datum_map(conf->arena, pair, n)};
    }
    *out = lk_datum_map(conf->arena, section, sections.n);
    (void)err;
    return true;
}

static const struct lk_datum *text_list(struct lk_arena *arena, const struct lk_names *names)
{
    const struct lk_datum **v = lk_arena_array(arena, names->n, sizeof *v);
    for (size_t i = 0; i < names->n; i++) {
        v[i] = lk_datum_str(arena, names->v[i]);
    }
    return lk_datum_list(arena, v, names->n);
}

/* Where scripts find modules: the versions, the script location, prepend_sys_path. */
static void module_path(struct lk_mods_config *mods, const struct lk_conf *conf)
{
    size_t n = 0;
    size_t most = conf->versions.n + conf->sys_path.n + 1;
    struct lk_str *v = lk_arena_array(conf->arena, most, sizeof *v);
    for (size_t i = 0; i < conf->versions.n; i++) {
        v[n++] = conf->versions.v[i];
    }
    if (conf->script_location.n) {
        v[n++] = conf->script_location;
    }
    for (size_t i = 0; i < conf->sys_path.n; i++) {
        v[n++] = conf->sys_path.v[i];
    }
    mods->path = v;
    mods->npath = n;
}

static bool prepare_source(struct migration *m, struct lk_err *err)
{
    const struct lk_conf *conf = &m->p.conf;
    struct lk_run_project *how = &m->source_how;
    how->graph = m->p.rev.graph;
    how->sources = m->cli->sources;
    how->target = m->target;
    how->downgrade = m->plan.downgrade;
    how->mods.sources = m->cli->sources;
    how->mods.script_location = conf->script_location;
    how->mods.config_file = conf->ini_path;
    how->mods.x = text_list(conf->arena, &conf->x);
    how->mods.configured = m->p.env.configured;
    how->mods.naming_convention = m->dialect.naming_convention;
    how->mods.version_table = m->p.version.table;
    how->mods.version_table_schema = m->p.version.schema;
    how->mods.readable = conf->ini_path.n ? lk_path_dir(conf->ini_path) : conf->script_location;
    module_path(&how->mods, conf);
    if (!read_options(&how->mods.options, conf, err)) {
        return false;
    }
    lk_run_project_new(&m->source, how);
    return true;
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
    plan->print = print;
    plan->say = say;
    plan->script_says = script_says;
    plan->self = m;
}

static bool prepare(struct migration *m, struct lk_err *err)
{
    m->plan.sql = lk_cli_has(m->cli, LK_OPT_SQL);
    if (!lk_cli_open(&m->p, m->cli, err) || !read_target(m, err) ||
        !lk_cli_env(&m->p, m->cli, m->plan.sql, err)) {
        return false;
    }
    m->dialect.naming_convention = naming_convention(&m->p);
    m->dialect.naming_unknown = m->p.env.naming_unknown;
    if (m->plan.sql ? !read_paramstyle(m, err) : !lk_cli_database(&m->p, err)) {
        return false;
    }
    if (!m->plan.sql) {
        m->p.db.wake_fd = lk_run_signals();
    }
    prepare_plan(m);
    return prepare_source(m, err);
}

/* A run that a signal ended has the signal's status, but 7 and 8 win. */
static int status_of(const struct lk_run_report *report, const struct lk_err *err)
{
    int status = lk_err_status(err->code);
    return report->signal && status != 7 && status != 8 ? 128 + report->signal : status;
}

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

bool lk_cmd_upgrade(int *status, struct lk_cli *cli, struct lk_err *err)
{
    return migrate(status, cli, false, err);
}

bool lk_cmd_downgrade(int *status, struct lk_cli *cli, struct lk_err *err)
{
    return migrate(status, cli, true, err);
}
