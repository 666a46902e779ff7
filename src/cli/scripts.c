/* What the project's scripts run with: the dialect that lowers their operations and the runtime's
 * view of the configuration. */
#include "cli/project.h"

/* What the configuration says wins over what stands in env.py.  The configuration has it as
 * pairs, one behind the other. */
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
 * dialect_opts={"paramstyle": "named"}.  A style that is not known is an error, since the
 * printed text would differ. */
static bool read_paramstyle(struct lk_dialect *dialect, const struct lk_env *env,
                            struct lk_err *err)
{
    static const struct {
        const char *name;
        enum lk_paramstyle style;
    } styles[] = {{"pyformat", LK_PARAMS_PYFORMAT},
                  {"format", LK_PARAMS_FORMAT},
                  {"named", LK_PARAMS_NAMED},
                  {"numeric_dollar", LK_PARAMS_NUMERIC_DOLLAR},
                  {"qmark", LK_PARAMS_QMARK}};
    const struct lk_datum *opts = lk_datum_get(env->configured, "dialect_opts");
    const struct lk_datum *style = lk_datum_get(opts, "paramstyle");
    dialect->literal_binds =
        !env->present || lk_datum_truth(lk_datum_get(env->configured, "literal_binds"));
    dialect->paramstyle = env->present ? LK_PARAMS_PYFORMAT : LK_PARAMS_NAMED;
    if (!style) {
        return true;
    }
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (lk_str_is(lk_datum_text(style), styles[i].name)) {
            dialect->paramstyle = styles[i].style;
            return true;
        }
    }
    return lk_fail(err, LK_E_ENV, "env.py's dialect_opts name a paramstyle that is not known");
}

/* Live and offline share it; each sink sets what only it knows. */
bool lk_cli_dialect(struct lk_dialect *out, const struct lk_cli_project *p, struct lk_err *err)
{
    *out = (struct lk_dialect){.naming_convention = naming_convention(p),
                               .naming_unknown = p->env.naming_unknown};
    return read_paramstyle(out, &p->env, err);
}

/* {section: {option: text}} for context.config.  Every value is interpolated now, as scripts may
 * ask for any of them. */
static const struct lk_datum *read_options(const struct lk_conf *conf)
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
    return lk_datum_map(conf->arena, section, sections.n);
}

/* -x arguments as scripts see them. */
static const struct lk_datum *text_list(struct lk_arena *arena, const struct lk_names *names)
{
    const struct lk_datum **v = lk_arena_array(arena, names->n, sizeof *v);
    for (size_t i = 0; i < names->n; i++) {
        v[i] = lk_datum_str(arena, names->v[i]);
    }
    return lk_datum_list(arena, v, names->n);
}

/* Where scripts find modules: the versions, the script location, prepend_sys_path.  The order
 * decides which of two modules of one name is meant. */
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

/* Everything is borrowed from the project, which outlives the runtime. */
void lk_cli_mods(struct lk_mods_config *out, const struct lk_cli_project *p,
                 const struct lk_cli *cli)
{
    const struct lk_conf *conf = &p->conf;
    *out = (struct lk_mods_config){
        .sources = cli->sources,
        .script_location = conf->script_location,
        .config_file = conf->ini_path,
        .options = read_options(conf),
        .x = text_list(conf->arena, &conf->x),
        .configured = p->env.configured,
        .naming_convention = naming_convention(p),
        .naming_unknown = p->env.naming_unknown,
        .version_table = p->version.table,
        .modules = p->modules,
        .version_table_schema = p->version.schema,
        .readable = conf->ini_path.n ? lk_path_dir(conf->ini_path) : conf->script_location,
    };
    if (p->target.url.dialect.n) {
        struct lk_buf url = {0};
        lk_url_mask(&url, &p->target.url);
        out->url = lk_arena_str(conf->arena, lk_buf_str(&url));
        lk_buf_clear(&url);
    }
    module_path(out, conf);
}
