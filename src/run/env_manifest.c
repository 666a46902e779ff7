/* env.py's facts in manifests: written when a project is compiled, taken where there is no env.py,
 * compared where there is one.  A bundle without env.py would else name constraints, or find the
 * version table, otherwise than the project does. */
#include "rev/manifest.h"
#include "run/env.h"
#include "sql/lower.h"

/* A fact that changes what a run leaves in the database; its setting, and what holds where nobody
 * says anything: a text, or (NULL) a truth value. */
static const struct fact {
    const char *name, *setting, *text;
    bool truth;
} facts[] = {
    {"transaction_per_migration", "transaction", NULL, false},
    {"transactional_ddl", "transactional-ddl", NULL, true},
    {"version_table", "version-table", "alembic_version", false},
    {"version_table_pk", "version-table-pk", NULL, true},
    {"version_table_schema", "version-table-schema", "", false},
};
#define FACTS (sizeof facts / sizeof *facts)

/* Has somebody set it by flag, variable or file?  Then neither env.py nor a manifest is asked. */
static bool is_set(const struct lk_conf *conf, const char *setting)
{
    enum lk_set set = lk_set_find(lk_str_of(setting));
    return set != LK_SET_COUNT && lk_conf_is_set(conf, set);
}

/* The fact's value in a map, with its default; None is the default too. */
static struct lk_str text_of(const struct lk_datum *map, const struct fact *f)
{
    const struct lk_datum *d = lk_datum_get(map, f->name);
    return lk_datum_is(d, LK_DATUM_STR) ? d->as.s : lk_str_of(f->text);
}

/* The same of a truth value. */
static bool truth_of(const struct lk_datum *map, const struct fact *f)
{
    const struct lk_datum *d = lk_datum_get(map, f->name);
    return lk_datum_is(d, LK_DATUM_NULL) ? f->truth : lk_datum_truth(d);
}

/* Do two maps say the same about a fact? */
static bool agrees(const struct lk_datum *a, const struct lk_datum *b, const struct fact *f)
{
    return f->text ? lk_str_eq(text_of(a, f), text_of(b, f)) : truth_of(a, f) == truth_of(b, f);
}

/* Always false, naming the fact, so that it can be looked for. */
static bool refuse(const struct lk_manifest *m, const char *name, const char *other,
                   struct lk_err *err)
{
    lk_fail_at(err, LK_E_ENV, m->env_span, "'%s' differs from what %s says", name, other);
    return lk_err_hint(err, "compile the manifests again");
}

/* The convention as data, NULL for none: an empty map says none, too. */
static const struct lk_datum *naming_of(const struct lk_datum *map)
{
    const struct lk_datum *d = lk_datum_get(map, "naming_convention");
    return lk_datum_truth(d) ? d : NULL;
}

/* Two conventions, each NULL for none; the order of the keys says nothing. */
static bool same_naming(const struct lk_datum *a, const struct lk_datum *b)
{
    bool map = lk_datum_is(a, LK_DATUM_MAP) && lk_datum_is(b, LK_DATUM_MAP);
    if (!map || a->as.map.n != b->as.map.n)
        return a == b || (a && b && !map && lk_datum_equal(a, b));
    for (size_t i = 0; i < a->as.map.n; i++) {
        size_t k = 0;
        while (k < b->as.map.n && !lk_str_eq(a->as.map.v[i].key, b->as.map.v[k].key))
            k++;
        if (k == b->as.map.n || !lk_datum_equal(a->as.map.v[i].value, b->as.map.v[k].value))
            return false;
    }
    return true;
}

/* All manifests of a project were compiled where env.py said one thing.  Gives the first of those
 * that have facts, or NULL. */
static bool find_claim(const struct lk_manifest **out, const struct lk_graph *graph,
                       struct lk_err *err)
{
    *out = NULL;
    for (size_t i = 0; i < lk_graph_size(graph); i++) {
        const struct lk_manifest *m = lk_graph_at(graph, i)->manifest;
        if (!m || !m->env)
            continue;
        if (!*out)
            *out = m;
        const char *other = (*out)->revision.path.p;
        for (size_t f = 0; f < FACTS; f++)
            if (!agrees(m->env, (*out)->env, &facts[f]))
                return refuse(m, facts[f].name, other, err);
        if (!same_naming(naming_of(m->env), naming_of((*out)->env)))
            return refuse(m, "naming_convention", other, err);
    }
    return true;
}

/* The facts take the place of configure()'s arguments, offline style included. */
static void take(struct lk_env *env, const struct lk_conf *conf, const struct lk_manifest *m)
{
    struct lk_arena *arena = conf->arena;
    const struct lk_datum *style = lk_datum_get(m->env, "paramstyle");
    const struct lk_datum *binds = lk_datum_get(m->env, "literal_binds");
    struct lk_pair pair[FACTS + 2];
    size_t n = 0;
    for (size_t i = 0; i < FACTS; i++) {
        const struct lk_datum *d = lk_datum_get(m->env, facts[i].name);
        if (d)
            pair[n++] = (struct lk_pair){lk_str_of(facts[i].name), d};
    }
    struct lk_pair opt = {LK_STR("paramstyle"), style ? style : lk_datum_str(arena,
                                                                             LK_STR("named"))};
    pair[n++] = (struct lk_pair){LK_STR("dialect_opts"), lk_datum_map(arena, &opt, 1)};
    pair[n++] = (struct lk_pair){LK_STR("literal_binds"),
                                 binds ? binds : lk_datum_bool(arena, true)};
    env->configured = lk_datum_map(arena, pair, n);
    env->present = true;
}

/* The convention: a map is taken, the word unknown refuses whatever would be named by one. */
static void take_naming(struct lk_env *env, const struct lk_manifest *m)
{
    const struct lk_datum *naming = naming_of(m->env);
    if (lk_datum_is(naming, LK_DATUM_STR))
        env->naming_unknown = m->env_span;
    else
        env->naming = naming;
}

/* env.py is there and read: what it says decides, and must be what the manifests say.  A
 * convention that it hides is the manifests'. */
static bool compare(struct lk_env *env, const struct lk_conf *conf, const struct lk_manifest *m,
                    struct lk_err *err)
{
    for (size_t i = 0; i < FACTS; i++)
        if (!is_set(conf, facts[i].setting) && !agrees(m->env, env->configured, &facts[i]))
            return refuse(m, facts[i].name, "env.py", err);
    if (conf->naming.n || is_set(conf, "naming-convention"))
        return true;
    if (env->naming_unknown.source) {
        env->naming_unknown = LK_NOWHERE;
        take_naming(env, m);
        return true;
    }
    const struct lk_datum *ours = lk_datum_truth(env->naming) ? env->naming : NULL;
    return same_naming(ours, naming_of(m->env)) || refuse(m, "naming_convention", "env.py", err);
}

/* Settings win over both, as they win over env.py. */
bool lk_env_adopt(struct lk_env *env, const struct lk_conf *conf, const struct lk_graph *graph,
                  struct lk_err *err)
{
    const struct lk_manifest *m;
    if (!find_claim(&m, graph, err))
        return false;
    if (!m)
        return true;
    if (env->present)
        return compare(env, conf, m, err);
    take(env, conf, m);
    if (!conf->naming.n && !is_set(conf, "naming-convention"))
        take_naming(env, m);
    return true;
}

/* A fact as it holds here, as data; NULL where it is the default. */
static const struct lk_datum *fact_here(const struct lk_env *env, const struct lk_conf *conf,
                                        const struct fact *f)
{
    struct lk_str given = LK_STR("");
    bool set = is_set(conf, f->setting);
    if (set)
        given = lk_conf_text(conf, lk_set_find(lk_str_of(f->setting)));
    if (f->text) {
        struct lk_str text = set ? given : text_of(env->configured, f);
        return lk_str_is(text, f->text) ? NULL : lk_datum_str(conf->arena, text);
    }
    bool truth = set ? lk_str_is(given, "true") || lk_str_is(given, "revision")
                     : truth_of(env->configured, f);
    return truth == f->truth ? NULL : lk_datum_bool(conf->arena, truth);
}

/* The names of PEP 249's styles, as dialect_opts and manifests have them. */
static const char *style_name(enum lk_paramstyle style)
{
    static const char *const names[] = {"pyformat", "format", "named", "numeric_dollar", "qmark"};
    return names[style];
}

/* What offline mode prints otherwise than Alembic's template would. */
static size_t offline_facts(struct lk_pair *pair, const struct lk_dialect *offline,
                            struct lk_arena *arena)
{
    size_t n = 0;
    if (!offline)
        return 0;
    if (!offline->literal_binds)
        pair[n++] = (struct lk_pair){LK_STR("literal_binds"), lk_datum_bool(arena, false)};
    if (offline->paramstyle != LK_PARAMS_NAMED)
        pair[n++] = (struct lk_pair){
            LK_STR("paramstyle"), lk_datum_str(arena, lk_str_of(style_name(offline->paramstyle)))};
    return n;
}

/* Defaults are left out; a project that has nothing else has no facts. */
const struct lk_datum *lk_env_facts(const struct lk_env *env, const struct lk_conf *conf,
                                    const struct lk_env_styles *styles)
{
    struct lk_pair pair[FACTS + 3];
    size_t n = 0;
    if (lk_datum_truth(styles->live->naming_convention))
        pair[n++] = (struct lk_pair){LK_STR("naming_convention"), styles->live->naming_convention};
    else if (styles->live->naming_unknown.source)
        pair[n++] = (struct lk_pair){LK_STR("naming_convention"),
                                     lk_datum_str(conf->arena, LK_STR("unknown"))};
    for (size_t i = 0; i < FACTS; i++) {
        const struct lk_datum *d = fact_here(env, conf, &facts[i]);
        if (d)
            pair[n++] = (struct lk_pair){lk_str_of(facts[i].name), d};
    }
    n += offline_facts(pair + n, styles->offline, conf->arena);
    return n ? lk_datum_map(conf->arena, pair, n) : NULL;
}
