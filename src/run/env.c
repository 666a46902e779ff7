/* Reads env.py: the calls that matter, by tables.  It does not evaluate: a decision that depends on
 * code is refused, not guessed. */
#include "run/env.h"
#include "base/limits.h"
#include "py/facts.h"

#include <stdlib.h>

enum env_arg_class { ENV_FACT, ENV_OFFLINE, ENV_REFUSED, ENV_METADATA, ENV_IGNORED };

/* How an argument of configure() is dealt with, and the setting that can take its place. */
static const struct env_arg {
    const char *name;
    enum env_arg_class class;
    const char *setting;
} env_args[] = {
#define LK_ENV_ARG(name, class, setting) {name, ENV_##class, setting},
#include "run/env_args.def"
#undef LK_ENV_ARG
};

/* Calls on a connection, an engine or an event registry that change what the migrations meet. */
static const struct {
    const char *tail;          /* the call's last name */
    const char *what;
} env_statements[] = {
    {"execute", "executes statements of its own"},
    {"exec_driver_sql", "executes statements of its own"},
    {"scalar", "executes statements of its own"},
    {"execution_options", "sets execution options"},
    {"listens_for", "listens to events of the connection"},
    {"listen", "listens to events of the connection"},
    {"set_session", "sets session characteristics"},
};

/* Keywords of create_engine() and its like that change the session. */
static const char *const engine_keywords[] = {"connect_args", "isolation_level", "creator",
                                              "execution_options"};

/* What the reading of one env.py gathers. */
struct env_reader {
    struct lk_env *out;
    const struct lk_env_request *request;
    const struct lk_py_facts *facts;
    struct lk_arena *arena;
    struct lk_pair *pair;      /* literals of configure() */
    size_t npair, pair_cap;
    size_t runs;               /* calls of run_migrations() */
    struct lk_err *err;
};

/* The last part of a dotted name: the method that is called.  Whatever it is called on: names of
 * modules and variables are the author's own choice. */
static struct lk_str tail_of(struct lk_str name)
{
    ptrdiff_t dot = lk_str_rfind_byte(name, '.');
    return dot < 0 ? name : lk_str_cut(name, (size_t)dot + 1, name.n);
}

/* A keyword argument of a call by name, or NULL. */
static const struct lk_py_argument *find_argument(const struct lk_py_fact *f, const char *name)
{
    for (size_t i = 0; i < f->nargument; i++) {
        if (lk_str_is(f->argument[i].name, name)) {
            return &f->argument[i];
        }
    }
    return NULL;
}

/* The hint that ends every refusal: the flag that supplies the fact, or leaving env.py out.
 * Always false, so that a refusal can end with it. */
static bool way_out(struct lk_err *err, const char *setting)
{
    return setting ? lk_err_hint(err, "--%s supplies it; --no-env leaves env.py out", setting)
                   : lk_err_hint(err, "--no-env leaves env.py out; settings say the rest");
}

/* A fact that a flag or file supplies need not be read off env.py.  Defaults do not count: only
 * what somebody has set. */
static bool setting_given(const struct env_reader *r, const char *setting)
{
    enum lk_set set = setting ? lk_set_find(lk_str_of(setting)) : LK_SET_COUNT;
    return set != LK_SET_COUNT && lk_conf_is_set(r->request->conf, set);
}

/* Literals become facts; what is computed must come from a setting.  A literal is kept even
 * where a setting stands, since lk_env_fact() prefers the setting anyway. */
static bool keep_fact(struct env_reader *r, const struct env_arg *arg,
                      const struct lk_py_argument *given)
{
    if (!given->value && !setting_given(r, arg->setting)) {
        lk_fail_at(r->err, LK_E_ENV, given->span,
                   "env.py decides '%s' by code that is not evaluated", arg->name);
        return way_out(r->err, arg->setting);
    }
    if (given->value) {
        if (r->npair == r->pair_cap) {
            r->pair = lk_grow(r->pair, &r->pair_cap, r->npair + 1, sizeof *r->pair);
        }
        r->pair[r->npair++] = (struct lk_pair){lk_str_of(arg->name), given->value};
    }
    return true;
}

/* An argument that changes the run and has no counterpart, unless it is switched off.  None and
 * False switch an option off; nothing is lost by leaving those out. */
static bool refuse_argument(struct env_reader *r, const struct env_arg *arg,
                            const struct lk_py_argument *given)
{
    if (given->value && !lk_datum_truth(given->value)) {
        return true;
    }
    lk_fail_at(r->err, LK_E_ENV, given->span, "env.py uses '%s', which limbeck does not have",
               arg->name);
    return way_out(r->err, NULL);
}

/* target_metadata: None, a MetaData(naming_convention=literal) of env.py itself, or unknown.  Of
 * the metadata only its naming convention matters to migrations. Where it comes from the
 * project's models it is unknown, which is an error only once a name depends on it. */
static bool read_metadata(struct env_reader *r, const struct lk_py_argument *given)
{
    bool told = r->request->conf->naming.n ||
                lk_conf_is_set(r->request->conf, LK_SET_NAMING_CONVENTION);
    if (given->value || told) {
        return true;
    }
    const struct lk_py_fact *only = NULL;
    size_t n = 0;
    for (size_t i = 0; i < r->facts->n; i++) {
        if (lk_str_is(tail_of(r->facts->v[i].name), "MetaData")) {
            only = &r->facts->v[i];
            n++;
        }
    }
    const struct lk_py_argument *naming = n == 1 ? find_argument(only, "naming_convention") : NULL;
    if (naming && lk_datum_is(naming->value, LK_DATUM_MAP)) {
        r->out->naming = naming->value;
    } else {
        r->out->naming_unknown = given->span;
    }
    return true;
}

/* Looks an argument up in the table of configure()'s arguments.  An argument that the table does
 * not know is one that env.py's own code reads back. */
static bool read_argument(struct env_reader *r, const struct lk_py_argument *given)
{
    for (size_t i = 0; i < sizeof env_args / sizeof *env_args; i++) {
        const struct env_arg *arg = &env_args[i];
        if (!lk_str_is(given->name, arg->name)) {
            continue;
        }
        switch (arg->class) {
        case ENV_FACT: return keep_fact(r, arg, given);
        case ENV_OFFLINE: return !r->request->offline || keep_fact(r, arg, given);
        case ENV_REFUSED: return refuse_argument(r, arg, given);
        case ENV_METADATA: return read_metadata(r, given);
        case ENV_IGNORED: return true;
        }
    }
    if (given->name.n && given->name.p[0] != '*') {
        return true;           /* **kw of configure(): options that env.py itself reads back */
    }
    lk_fail_at(r->err, LK_E_ENV, given->span,
               "env.py gives arguments to configure() that cannot be read off its text");
    return way_out(r->err, NULL);
}

/* The offline call has a URL or a dialect's name, the online call a connection.  A call with
 * neither or both serves either mode. */
static bool counts(const struct env_reader *r, const struct lk_py_fact *f)
{
    bool online = find_argument(f, "connection") != NULL;
    bool offline = find_argument(f, "url") || find_argument(f, "dialect_name");
    return online == offline || r->request->offline == offline;
}

/* A value that is no literal counts as on.  What a hook does is not looked at. */
static void note_schemas(struct env_reader *r, const struct lk_py_fact *f)
{
    const struct lk_py_argument *all = find_argument(f, "include_schemas");
    bool hook = find_argument(f, "include_name") || find_argument(f, "include_object");
    if (all && !hook && (!all->value || lk_datum_truth(all->value))) {
        r->out->all_schemas = all->span;
    }
}

/* Only the call for this mode counts: the template has one for each. */
static bool read_configure(struct env_reader *r, const struct lk_py_fact *f)
{
    if (!counts(r, f)) {
        return true;
    }
    note_schemas(r, f);
    for (size_t i = 0; i < f->nargument; i++) {
        if (!read_argument(r, &f->argument[i])) {
            return false;
        }
    }
    return true;
}

/* The variable's value in the environment, or the text after it in the script, or nothing.
 * os.environ["X"] and os.getenv("X", default) are read so: the one computation that nearly every
 * project has. */
static struct lk_str from_environment(const struct env_reader *r, const struct lk_py_argument *a)
{
    char *const *v = r->request->conf->environment;
    for (; v && *v; v++) {
        struct lk_str entry = lk_str_of(*v);
        if (lk_str_starts(entry, a->variable) && entry.n > a->variable.n &&
            entry.p[a->variable.n] == '=') {
            return lk_str_cut(entry, a->variable.n + 1, entry.n);
        }
    }
    return lk_datum_text(a->dflt);
}

/* Alembic's own templates hand over what config.get_main_option() says: nothing new.  A URL that
 * is computed otherwise is remembered by its place, for the message that asks for a setting. */
static void note_url(struct env_reader *r, const struct lk_py_argument *value)
{
    struct lk_str url = lk_datum_text(value->value);
    if (!url.n && value->variable.n) {
        url = from_environment(r, value);
    }
    if (url.n) {
        r->out->url = url;
        r->out->url_unknown = LK_NOWHERE;
    } else if (!lk_str_ends(value->text, LK_STR("config.get_main_option")) && !value->value) {
        r->out->url_unknown = value->span;
    }
}

/* set_main_option("sqlalchemy.url", …), options["sqlalchemy.url"] = …, setdefault.  Each of
 * them puts a URL into the configuration from which the engine is made. */
static bool sets_url(const struct lk_py_fact *f)
{
    static const char *const tails[] = {"set_main_option", "setdefault"};
    bool named = f->assigns;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        named = named || lk_str_is(tail_of(f->name), tails[i]);
    }
    return named && f->nargument == 2 &&
           lk_str_is(lk_datum_text(f->argument[0].value), "sqlalchemy.url");
}

/* The functions by which env.py files make their engine. */
static bool makes_engine(struct lk_str tail)
{
    static const char *const names[] = {"create_engine", "create_async_engine",
                                        "engine_from_config", "async_engine_from_config"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (lk_str_is(tail, names[i])) {
            return true;
        }
    }
    return false;
}

/* What the engine is given may change every statement's meaning (search path, isolation).
 * Literals that are empty change nothing and pass. */
static bool read_engine(struct env_reader *r, const struct lk_py_fact *f)
{
    for (size_t i = 0; i < sizeof engine_keywords / sizeof *engine_keywords; i++) {
        const struct lk_py_argument *a = find_argument(f, engine_keywords[i]);
        if (a && (!a->value || lk_datum_truth(a->value))) {
            lk_fail_at(r->err, LK_E_ENV, a->span, "env.py gives '%s' to its engine",
                       engine_keywords[i]);
            return lk_err_hint(r->err, "give the URL what the session needs (?options=…), then "
                                       "--no-env leaves env.py out");
        }
    }
    const struct lk_py_argument *url = find_argument(f, "url");
    if (url || (lk_str_starts(tail_of(f->name), LK_STR("create_")) && f->nargument)) {
        note_url(r, url ? url : &f->argument[0]);
    }
    return true;
}

/* Statements, events and options of the connection: what they do cannot be read off.  A SET or
 * CREATE SCHEMA before the migrations would be missed; so they are refused. */
static bool read_statement(struct env_reader *r, const struct lk_py_fact *f)
{
    for (size_t i = 0; i < sizeof env_statements / sizeof *env_statements; i++) {
        if (lk_str_is(tail_of(f->name), env_statements[i].tail) && !f->assigns) {
            lk_fail_at(r->err, LK_E_ENV, f->span, "env.py %s", env_statements[i].what);
            return way_out(r->err, NULL);
        }
    }
    return true;
}

/* One call or keyed assignment of env.py.  By the last name of the call; calls that no table
 * knows are passed over. */
static bool read_fact(struct env_reader *r, const struct lk_py_fact *f)
{
    struct lk_str tail = tail_of(f->name);
    if (sets_url(f)) {
        note_url(r, &f->argument[1]);
        return true;
    }
    if (f->assigns) {
        return true;
    }
    if (lk_str_is(tail, "configure")) {
        return read_configure(r, f);
    }
    if (lk_str_is(tail, "run_migrations")) {
        r->runs++;
    }
    return makes_engine(tail) ? read_engine(r, f) : read_statement(r, f);
}

/* All of them in order; run_migrations() must be among them, or nothing would be run. */
static bool read_facts(struct env_reader *r, struct lk_str path)
{
    bool good = true;
    for (size_t i = 0; good && i < r->facts->n; i++) {
        good = read_fact(r, &r->facts->v[i]);
    }
    if (good && !r->runs) {
        lk_fail(r->err, LK_E_ENV, "'" LK_PRI "' never calls run_migrations()", LK_ARG(path));
        good = way_out(r->err, NULL);
    }
    r->out->configured = lk_datum_map(r->arena, r->pair, r->npair);
    free(r->pair);
    return good;
}

/* Parses env.py; a project without it has no facts.  Without evaluating anything: only literals,
 * names of variables and the shape of calls are looked at. */
bool lk_env_read(struct lk_env *out, const struct lk_env_request *request, struct lk_err *err)
{
    const struct lk_conf *conf = request->conf;
    struct lk_py_facts facts;
    struct lk_str text;
    *out = (struct lk_env){.configured = lk_datum_map(conf->arena, NULL, 0), .url = LK_STR("")};
    if (lk_conf_number(conf, LK_SET_NO_ENV) || !conf->script_location.n) {
        return true;
    }
    struct lk_str path = lk_path_join(conf->arena, conf->script_location, LK_STR("env.py"));
    if (!lk_file_exists(path.p)) {
        return true;
    }
    if (!lk_file_read(&text, conf->arena, path.p, lk_limit(LK_LIMIT_FILE_BYTES), err)) {
        return false;
    }
    uint32_t source = lk_sources_add(request->sources, path, text);
    if (!lk_py_facts(&facts, conf->arena, request->sources, source, err)) {
        return false;
    }
    out->present = true;
    out->source = source;
    struct env_reader r = {.out = out, .request = request, .facts = &facts,
                           .arena = conf->arena, .err = err};
    return read_facts(&r, path);
}

/* Flags and files win, as everywhere.  NULL where neither says anything. */
const struct lk_datum *lk_env_fact(const struct lk_env *env, const struct lk_conf *conf,
                                   const char *name)
{
    enum lk_set set = lk_set_find(lk_str_of(name));
    if (set != LK_SET_COUNT && lk_conf_is_set(conf, set)) {
        return lk_datum_str(conf->arena, lk_conf_text(conf, set));
    }
    return lk_datum_get(env->configured, name);
}
