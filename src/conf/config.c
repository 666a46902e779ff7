/* Which files are read, and which source of a setting wins. */
#include "base/limits.h"
#include "conf/config_private.h"
#include "conf/text.h"
#include "conf/toml.h"

/* A variable's value, or one without pointer where it is unset. One that is set and empty counts
 * as unset, so that a deployment can switch it off. */
struct lk_str lk_conf_getenv(const struct lk_conf *c, const char *name)
{
    size_t n = strlen(name);
    for (char *const *e = c->environment; e && *e; e++)
        if (strncmp(*e, name, n) == 0 && (*e)[n] == '=' && (*e)[n + 1])
            return lk_str_of(*e + n + 1);
    return (struct lk_str){0};
}

/* Absolute, from the working directory on, without dots and doubled slashes, in the arena.
 * Symbolic links are left alone, so that messages show the path that somebody wrote. */
struct lk_str lk_conf_absolute(struct lk_conf *c, struct lk_str path)
{
    return lk_path_normal(c->arena, path);
}

/* The configuration files by name, before anybody has looked for them. */
struct names {
    struct lk_str ini, toml;
    bool ini_named, toml_named;    /* by -c or ALEMBIC_CONFIG: they must be there */
};

/* The file's name decides, in any directory. */
static bool is_pyproject(struct lk_str path)
{
    return lk_str_is(lk_path_base(path), "pyproject.toml");
}

/* A name decides what a file is, as in Alembic 1.16 and later.  One file of either kind can be
 * named, in any order; two of one kind would leave open which of them counts. */
static bool name_file(struct names *names, struct lk_str path, struct lk_err *err)
{
    bool toml = is_pyproject(path);
    if (toml ? names->toml_named : names->ini_named)
        return lk_fail(err, LK_E_USAGE, "-c names two files of one kind: '" LK_PRI "' and '" LK_PRI
                       "'", LK_ARG(toml ? names->toml : names->ini), LK_ARG(path));
    *(toml ? &names->toml : &names->ini) = path;
    *(toml ? &names->toml_named : &names->ini_named) = true;
    return true;
}

/* -c, else LIMBECK_CONFIG, else ALEMBIC_CONFIG, else what lies in the working directory.  A -c
 * on the command line makes the variables count for nothing, rather than adding to them. */
static bool name_files(struct names *names, struct lk_conf *c, const struct lk_conf_request *r,
                       struct lk_err *err)
{
    struct lk_str env = lk_conf_getenv(c, "LIMBECK_CONFIG");
    *names = (struct names){LK_STR("alembic.ini"), LK_STR("pyproject.toml"), false, false};
    if (!env.p)
        env = lk_conf_getenv(c, "ALEMBIC_CONFIG");
    if (env.p && !r->nconfig && !name_file(names, env, err))
        return false;
    for (size_t i = 0; i < r->nconfig; i++)
        if (!name_file(names, r->config[i], err))
            return false;
    return true;
}

/* True with *out empty where the file is not there and need not be.  A project may have either
 * file or none; only a name that somebody wrote down must be there. */
static bool find_file(struct lk_str *out, struct lk_conf *c, struct lk_str path, bool named,
                      struct lk_err *err)
{
    struct lk_str full = lk_conf_absolute(c, path);
    *out = (struct lk_str){"", 0};
    if (lk_file_exists(full.p))
        *out = full;
    else if (named)
        return lk_fail(err, LK_E_CONFIG, "there is no configuration file '" LK_PRI "'",
                       LK_ARG(path));
    return true;
}

/* What the readers of files share. */
struct files {
    struct lk_sources *sources;
    const struct lk_datum *limbeck;    /* [tool.limbeck], or NULL */
};

/* The file's text stays among the sources, so that every later message can show its line. */
static bool read_ini(struct lk_conf *c, struct files *f, struct lk_str path, struct lk_err *err)
{
    struct lk_ini *ini;
    if (c->ini_path.n == 0)
        return true;
    if (!lk_ini_read(&ini, c->arena, f->sources, path, err))
        return false;
    c->ini = ini;
    return true;
}

/* A table of that name, or none.  A value where a table belongs is an error, since ignoring it
 * would ignore what somebody has set. */
static bool toml_section(const struct lk_datum **out, const struct lk_datum *tool, const char *name,
                         struct lk_err *err)
{
    *out = lk_datum_is(tool, LK_DATUM_MAP) ? lk_datum_get(tool, name) : NULL;
    if (*out && !lk_datum_is(*out, LK_DATUM_MAP))
        return lk_fail_at(err, LK_E_CONFIG, (*out)->span, "[tool.%s] is not a table", name);
    return true;
}

/* Other tools' tables are none of our business.  The file's size is bounded before it is read.
 * Alembic's keys and our own are taken from the same file. */
static bool read_toml(struct lk_conf *c, struct files *f, struct lk_str path, struct lk_err *err)
{
    struct lk_str text;
    const struct lk_datum *all, *tool;
    if (c->toml_path.n == 0)
        return true;
    if (!lk_file_read(&text, c->arena, c->toml_path.p, lk_limit(LK_LIMIT_FILE_BYTES), err))
        return false;
    uint32_t source = lk_sources_add(f->sources, path, text);
    if (!lk_toml_parse(&all, c->arena, f->sources, source, err))
        return false;
    tool = lk_datum_get(all, "tool");
    return toml_section(&c->toml, tool, "alembic", err) &&
           toml_section(&f->limbeck, tool, "limbeck", err);
}

/* Nothing is ignored silently.  A misspelt setting would otherwise leave a default in force that
 * nobody wanted; the nearest name is offered. */
static bool unknown_key(struct lk_str key, struct lk_span span, struct lk_err *err)
{
    const char *names[LK_SET_COUNT];
    for (int i = 0; i < LK_SET_COUNT; i++)
        names[i] = lk_set_table[i].name;
    lk_fail_at(err, LK_E_CONFIG, span, "there is no setting '" LK_PRI "'", LK_ARG(key));
    const char *near = lk_str_nearest(key, names, LK_SET_COUNT);
    return near ? lk_err_hint(err, "did you mean '%s'?", near) : false;
}

/* naming_convention.uq = uq_%(table_name)s; the percent signs may be doubled or not.  The raw
 * text is taken, because configparser's interpolation would take %(table_name)s for a key of the
 * section. The pairs go into the list one behind the other: kind, pattern. */
static bool naming_key(struct lk_conf *c, struct lk_str key, struct lk_str raw)
{
    struct lk_str head = LK_STR("naming_convention.");
    struct lk_buf b = {0};
    if (!lk_str_starts(key, head))
        return false;
    for (size_t i = 0; i < raw.n; i++) {
        lk_buf_addc(&b, raw.p[i]);
        i += raw.p[i] == '%' && i + 1 < raw.n && raw.p[i + 1] == '%';
    }
    lk_conf_push(&c->naming, c->arena, lk_arena_str(c->arena, lk_str_cut(key, head.n, key.n)));
    lk_conf_push(&c->naming, c->arena, lk_arena_str(c->arena, lk_buf_str(&b)));
    lk_buf_clear(&b);
    return true;
}

/* Only keys of the section itself count; [DEFAULT] belongs to everybody.  The naming convention
 * is looked at first, as its keys are no settings of the table. */
static bool set_from_ini(struct lk_conf *c, struct files *f, struct lk_str key, struct lk_err *err)
{
    struct lk_ini_key where = {LK_STR("limbeck"), key};
    struct lk_set_value v = {.from = LK_FROM_FILE, .span = lk_ini_span(c->ini, &where)};
    enum lk_set id = lk_set_find(key);
    if (naming_key(c, key, lk_ini_raw(c->ini, &where)))
        return true;
    if (id == LK_SET_COUNT)
        return unknown_key(key, v.span, err);
    return lk_ini_get(&v.text, c->ini, c->arena, &where, err) &&
           lk_conf_set(c, f->sources, id, &v, err);
}

/* In the order of the file, so that its first mistake is told. */
static bool ini_settings(struct lk_conf *c, struct files *f, struct lk_err *err)
{
    struct lk_names keys = {0};
    if (c->ini)
        lk_ini_keys(&keys, c->ini, c->arena, LK_STR("limbeck"), false);
    for (size_t i = 0; i < keys.n; i++)
        if (!set_from_ini(c, f, keys.v[i], err))
            return false;
    return true;
}

/* A TOML value as the text that a file or a flag would give.  Lists become text with commas, and
 * lists within lists are refused. So all sources of a setting go through one reader. */
static bool toml_text(struct lk_buf *out, const struct lk_datum *d)
{
    switch (d->kind) {
    case LK_DATUM_STR: lk_buf_add(out, d->as.s); return true;
    case LK_DATUM_BOOL: lk_buf_addz(out, d->as.b ? "true" : "false"); return true;
    case LK_DATUM_INT: lk_buf_addf(out, "%lld", (long long)d->as.i); return true;
    case LK_DATUM_LIST:
        for (size_t i = 0; i < d->as.list.n; i++) {
            if (d->as.list.v[i]->kind == LK_DATUM_LIST || !toml_text(out, d->as.list.v[i]))
                return false;
            lk_buf_addc(out, ',');
        }
        return true;
    default: return false;
    }
}

/* naming_convention is a table here; its percent signs are single. */
static bool toml_naming(struct lk_conf *c, const struct lk_datum *map, struct lk_err *err)
{
    if (!lk_datum_is(map, LK_DATUM_MAP))
        return lk_fail_at(err, LK_E_CONFIG, map->span, "naming_convention is not a table");
    for (size_t i = 0; i < map->as.map.n; i++) {
        const struct lk_pair *p = &map->as.map.v[i];
        if (!lk_datum_is(p->value, LK_DATUM_STR))
            return lk_fail_at(err, LK_E_CONFIG, p->value->span, "a naming convention is a text");
        lk_conf_push(&c->naming, c->arena, p->key);
        lk_conf_push(&c->naming, c->arena, p->value->as.s);
    }
    return true;
}

/* A key of [tool.limbeck]; its value is checked by the same reader as a flag's. */
static bool set_from_toml(struct lk_conf *c, struct files *f, const struct lk_pair *p,
                          struct lk_err *err)
{
    struct lk_set_value v = {.from = LK_FROM_FILE, .span = p->value->span};
    enum lk_set id = lk_set_find(p->key);
    struct lk_buf b = {0};
    if (lk_str_is(p->key, "naming_convention"))
        return toml_naming(c, p->value, err);
    if (id == LK_SET_COUNT)
        return unknown_key(p->key, v.span, err);
    bool ok = toml_text(&b, p->value) ||
              lk_conf_fail(err, f->sources, v.span, "'" LK_PRI "' is a text, a number, true, false "
                           "or a list of them", LK_ARG(p->key));
    v.text = lk_buf_str(&b);
    ok = ok && lk_conf_set(c, f->sources, id, &v, err);
    lk_buf_clear(&b);
    return ok;
}

/* Keys may be written with "-" or "_", as in the ini file. */
static bool toml_settings(struct lk_conf *c, struct files *f, struct lk_err *err)
{
    for (size_t i = 0; f->limbeck && i < f->limbeck->as.map.n; i++)
        if (!set_from_toml(c, f, &f->limbeck->as.map.v[i], err))
            return false;
    return true;
}

/* The table's defaults pass the same check as anything else.  A wrong default in the table would
 * show at the first start. */
static bool defaults(struct lk_conf *c, struct files *f, struct lk_err *err)
{
    for (int i = 0; i < LK_SET_COUNT; i++) {
        struct lk_set_value v = {.text = lk_str_of(lk_set_table[i].dflt)};
        if (v.text.p && !lk_conf_set(c, f->sources, (enum lk_set)i, &v, err))
            return false;
    }
    return true;
}

/* Only names of the table are looked at; other LIMBECK_ variables are commands'.  An environment
 * variable beats the files: deployments are configured so. */
static bool environment(struct lk_conf *c, struct files *f, struct lk_err *err)
{
    for (int i = 0; i < LK_SET_COUNT; i++) {
        struct lk_set_value v = {.text = lk_conf_getenv(c, lk_set_table[i].env),
                                 .from = LK_FROM_ENVIRONMENT};
        if (v.text.p && !lk_conf_set(c, f->sources, (enum lk_set)i, &v, err))
            return false;
    }
    return true;
}

/* In the order of the command line: the last one wins.  Flags beat everything else, because
 * whoever types them means this run. */
static bool flags(struct lk_conf *c, struct files *f, const struct lk_conf_request *r,
                  struct lk_err *err)
{
    for (size_t i = 0; i < r->nflag; i++) {
        struct lk_set_value v = {.text = r->flag[i].value, .from = LK_FROM_FLAG};
        if (!lk_conf_set(c, f->sources, r->flag[i].id, &v, err))
            return false;
    }
    return true;
}

/* The state before any source is read; the values of -x are copied, for they may outlive the
 * command line. */
static void begin(struct lk_conf *out, struct lk_arena *arena, const struct lk_conf_request *r)
{
    *out = (struct lk_conf){.arena = arena, .environment = r->environment};
    out->section = r->section.n ? lk_arena_str(arena, r->section) : LK_STR("alembic");
    out->script_location = LK_STR("");
    for (size_t i = 0; i < r->nx; i++)
        lk_conf_push(&out->x, arena, lk_arena_str(arena, r->x[i]));
}

/* Sources in the order in which they give way: each may overwrite what came before.  Everything
 * that is read lives in the arena. Files are found and read before any setting is taken, so that
 * a broken file is told before a broken value. */
bool lk_conf_load(struct lk_conf *out, struct lk_arena *arena, struct lk_sources *sources,
                  const struct lk_conf_request *r, struct lk_err *err)
{
    struct names names;
    struct files f = {.sources = sources};
    begin(out, arena, r);
    return name_files(&names, out, r, err) &&
           find_file(&out->ini_path, out, names.ini, names.ini_named, err) &&
           find_file(&out->toml_path, out, names.toml, names.toml_named, err) &&
           read_ini(out, &f, names.ini, err) && read_toml(out, &f, names.toml, err) &&
           defaults(out, &f, err) && toml_settings(out, &f, err) && ini_settings(out, &f, err) &&
           environment(out, &f, err) && flags(out, &f, r, err) &&
           (r->settings_only || lk_conf_places(out, sources, err));
}
