/* Alembic 1.19's own keys: where scripts, revisions and modules are. */
#include "conf/config_private.h"
#include "conf/text.h"

/* [tool.alembic]: text with %(here)s replaced, by Python's % operator with a dict.  Anything
 * else behind a percent sign is an error, as it is a KeyError or ValueError there. */
static bool toml_interpolate(const struct lk_datum **out, const struct lk_conf *c,
                             const struct lk_datum *d, struct lk_err *err)
{
    struct lk_buf b = {0};
    struct lk_str s = d->as.s, here = lk_path_dir(c->toml_path), name = LK_STR("%(here)s");
    bool ok = true;
    while (s.n && ok) {
        struct lk_str rest = s;
        if (*s.p != '%') {
            lk_buf_addc(&b, *s.p);
            s = lk_str_cut(s, 1, s.n);
        } else if (lk_str_starts(rest, LK_STR("%%"))) {
            lk_buf_addc(&b, '%');
            s = lk_str_cut(s, 2, s.n);
        } else if (lk_str_starts(rest, name)) {
            lk_buf_add(&b, here);
            s = lk_str_cut(s, name.n, s.n);
        } else {
            ok = lk_fail(err, LK_E_CONFIG, "[tool.alembic] of '" LK_PRI "': a percent sign is "
                         "written '%%%%', the file's directory '%%(here)s'", LK_ARG(c->toml_path));
        }
    }
    struct lk_datum *copy = lk_datum_str(c->arena, lk_buf_str(&b));
    copy->span = d->span;
    *out = copy;
    lk_buf_clear(&b);
    return ok;
}

/* Only texts are interpolated; anything else is left for the caller to refuse. */
static bool toml_interpolate_list(const struct lk_datum **out, const struct lk_conf *c,
                                  const struct lk_datum *d, struct lk_err *err)
{
    const struct lk_datum **v = lk_arena_array(c->arena, d->as.list.n, sizeof(*v));
    for (size_t i = 0; i < d->as.list.n; i++) {
        v[i] = d->as.list.v[i];
        if (lk_datum_is(v[i], LK_DATUM_STR) && !toml_interpolate(&v[i], c, v[i], err))
            return false;
    }
    struct lk_datum *copy = lk_datum_list(c->arena, v, d->as.list.n);
    copy->span = d->span;
    *out = copy;
    return true;
}

/* The ini file goes first even where its value is empty, as in get_alembic_option().  A key that
 * the ini file has, empty or not, hides the one in pyproject.toml. Texts of the ini file have
 * been interpolated by the ini reader; those of TOML are interpolated here. */
bool lk_conf_alembic(const struct lk_datum **out, const struct lk_conf *c, struct lk_str key,
                     struct lk_err *err)
{
    struct lk_ini_key where = {c->section, key};
    struct lk_str text = {0};
    *out = NULL;
    if (c->ini && lk_ini_has_section(c->ini, c->section) &&
        !lk_ini_get(&text, c->ini, c->arena, &where, err))
        return false;
    if (text.p) {
        struct lk_datum *d = lk_datum_str(c->arena, text);
        d->span = lk_ini_span(c->ini, &where);
        *out = d;
        return true;
    }
    const char *name = lk_arena_str(c->arena, key).p;
    const struct lk_datum *d = c->toml ? lk_datum_get(c->toml, name) : NULL;
    *out = d;
    if (lk_datum_is(d, LK_DATUM_STR))
        return toml_interpolate(out, c, d, err);
    if (lk_datum_is(d, LK_DATUM_LIST))
        return toml_interpolate_list(out, c, d, err);
    return true;
}

/* Text of a key of the ini file only; absent where there is none or it is empty. */
static bool ini_text(struct lk_str *out, struct lk_conf *c, const char *key, struct lk_err *err)
{
    struct lk_ini_key where = {c->section, lk_str_of(key)};
    *out = (struct lk_str){0};
    return !c->ini || lk_ini_get(out, c->ini, c->arena, &where, err);
}

/* _get_file_separator_char(), with its words.  In Alembic "os" is os.pathsep; on the systems of
 * this program that is the colon. */
static bool separator(char *out, struct lk_conf *c, const struct lk_sources *sources,
                      const char *key, struct lk_err *err)
{
    static const struct {
        const char *name;
        char c;
    } rows[] = {{"space", ' '}, {"newline", '\n'}, {"os", ':'}, {":", ':'}, {";", ';'}};
    struct lk_str name;
    struct lk_ini_key where = {c->section, lk_str_of(key)};
    *out = '\0';
    if (!ini_text(&name, c, key, err))
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (lk_str_is(name, rows[i].name))
            *out = rows[i].c;
    if (name.p && !*out)
        return lk_conf_fail(err, sources, lk_ini_span(c->ini, &where),
                            "'" LK_PRI "' is not a valid value for %s; expected 'space', "
                            "'newline', 'os', ':', ';'", LK_ARG(name), key);
    return true;
}

/* Without a separator: commas and spaces, for prepend_sys_path colons too.  The ways of older
 * versions, kept by Alembic with a warning. */
static void legacy_split(struct lk_names *out, struct lk_conf *c, struct lk_str s, const char *stop)
{
    for (size_t i = 0, from = 0; i <= s.n; i++)
        if (i == s.n || strchr(stop, s.p[i])) {
            if (i > from)
                lk_conf_push(out, c->arena, lk_str_cut(s, from, i));
            from = i + 1;
        }
}

/* A key of the ini file that holds a list. */
struct list_key {
    const char *key;
    const char *separators[2];     /* keys that name the separator, the first that is set wins */
    /* the characters that separate where no separator is named */
    const char *legacy;
};

/* get_version_locations_list() and get_prepend_sys_paths_list(): pieces without white space
 * around them, empty ones left out.  Where a separator is named pieces are trimmed; the legacy
 * way does not need it, because the space is a separator there. */
static bool split_ini(struct lk_names *out, struct lk_conf *c, const struct lk_sources *sources,
                      const struct list_key *k, struct lk_err *err)
{
    struct lk_str text;
    struct lk_names pieces = {0};
    char sep = '\0';
    if (!ini_text(&text, c, k->key, err))
        return false;
    for (size_t i = 0; i < 2 && k->separators[i] && !sep; i++)
        if (!separator(&sep, c, sources, k->separators[i], err))
            return false;
    if (!text.n)
        return true;
    if (!sep) {
        legacy_split(out, c, text, k->legacy);
        lk_conf_push(&c->warnings, c->arena, lk_arena_format(c->arena,
            "No path_separator found in configuration; falling back to legacy splitting for %s.  "
            "Consider adding path_separator=os to Alembic config.", k->key));
        return true;
    }
    lk_conf_split(&pieces, c->arena, text, sep);
    for (size_t i = 0; i < pieces.n; i++)
        if (lk_conf_strip(pieces.v[i]).n)
            lk_conf_push(out, c->arena, lk_conf_strip(pieces.v[i]));
    return true;
}

/* No separators here: TOML has lists.  Every item must be a text; a number in such a list is a
 * mistake that Alembic finds later and says less clearly. */
static bool toml_list(struct lk_names *out, struct lk_conf *c, const char *key, struct lk_err *err)
{
    const struct lk_datum *d;
    if (!c->toml || !lk_datum_get(c->toml, key))
        return true;
    if (!lk_conf_alembic(&d, c, lk_str_of(key), err))
        return false;
    bool ok = lk_datum_is(d, LK_DATUM_LIST);
    for (size_t i = 0; ok && i < d->as.list.n; i++) {
        ok = lk_datum_is(d->as.list.v[i], LK_DATUM_STR);
        if (ok)
            lk_conf_push(out, c->arena, d->as.list.v[i]->as.s);
    }
    return ok || lk_fail_at(err, LK_E_CONFIG, d->span, "%s is not a list of texts", key);
}

/* The ini file's list, else that of pyproject.toml; an empty one in the ini file leaves the word
 * to the other. */
static bool read_list(struct lk_names *out, struct lk_conf *c, const struct lk_sources *sources,
                      const struct list_key *k, struct lk_err *err)
{
    return split_ini(out, c, sources, k, err) && (out->n || toml_list(out, c, k->key, err));
}

/* get_alembic_boolean_option(): in the ini file only the word "true" is true.  In TOML it is a
 * boolean, or the same word as a text. */
static bool read_bool(bool *out, struct lk_conf *c, const char *key, struct lk_err *err)
{
    const struct lk_datum *d;
    if (!lk_conf_alembic(&d, c, lk_str_of(key), err))
        return false;
    if (d && !lk_datum_is(d, LK_DATUM_STR) && !lk_datum_is(d, LK_DATUM_BOOL))
        return lk_fail_at(err, LK_E_CONFIG, d->span, "%s is not true or false", key);
    *out = lk_datum_is(d, LK_DATUM_BOOL) ? d->as.b : lk_str_is(lk_datum_text(d), "true");
    return true;
}

/* Where a package may lie: prepend_sys_path, PYTHONPATH, the working directory.  The order is
 * Python's sys.path; site-packages are not among them, since there is no Python. */
static void package_path(struct lk_names *out, struct lk_conf *c)
{
    struct lk_str path = lk_conf_getenv(c, "PYTHONPATH");
    for (size_t i = 0; i < c->sys_path.n; i++)
        lk_conf_push(out, c->arena, c->sys_path.v[i]);
    if (path.p)
        lk_conf_split(out, c->arena, path, ':');
    lk_conf_push(out, c->arena, LK_STR("."));
}

/* package.sub:dir:dir, as importlib.resources finds it.  The package is looked for as a
 * directory only: neither zip files nor installed packages can be found without Python's import
 * system. */
static bool resource(struct lk_str *out, struct lk_conf *c, struct lk_str name, struct lk_err *err)
{
    struct lk_names tokens = {0}, path = {0};
    lk_conf_split(&tokens, c->arena, name, ':');
    package_path(&path, c);
    struct lk_str package = lk_arena_str(c->arena, tokens.v[0]);
    for (size_t i = 0; i < package.n; i++)
        if (package.p[i] == '.')
            ((char *)(uintptr_t)package.p)[i] = '/';
    for (size_t i = 0; i < path.n; i++) {
        struct lk_str dir = lk_path_join(c->arena, lk_conf_absolute(c, path.v[i]), package);
        if (!lk_dir_exists(dir.p))
            continue;
        for (size_t t = 1; t < tokens.n; t++)
            dir = lk_path_join(c->arena, dir, tokens.v[t]);
        *out = lk_conf_absolute(c, dir);
        return true;
    }
    lk_fail(err, LK_E_CONFIG, "the package of '" LK_PRI "' is not below prepend_sys_path, "
            "PYTHONPATH or the working directory", LK_ARG(name));
    return lk_err_hint(err, "name the directory itself, or --versions");
}

/* coerce_resource_to_filename().  A colon in a relative name means a resource of a package; an
 * absolute path may hold colons. */
static bool place(struct lk_str *out, struct lk_conf *c, struct lk_str name, struct lk_err *err)
{
    if (name.n && *name.p != '/' && memchr(name.p, ':', name.n))
        return resource(out, c, name, err);
    *out = lk_conf_absolute(c, name);
    return true;
}

/* --versions alone is enough to run manifests, without any configuration.  The directory must be
 * there when scripts are read from it; the words for what is missing are Alembic's. */
static bool script_location(struct lk_conf *c, struct lk_err *err)
{
    const struct lk_datum *d;
    bool needed = !lk_conf_is_set(c, LK_SET_VERSIONS);
    if (!lk_conf_alembic(&d, c, LK_STR("script_location"), err))
        return false;
    if (!lk_datum_is(d, LK_DATUM_STR)) {
        if (!needed)
            return true;
        lk_fail(err, LK_E_CONFIG, "No 'script_location' key found in configuration");
        if (!c->ini && !c->toml)
            lk_err_hint(err, "there is no alembic.ini or pyproject.toml in this directory");
        return lk_err_hint(err, "name a configuration with -c, or directories of revisions with "
                           "--versions");
    }
    if (!place(&c->script_location, c, d->as.s, err))
        return false;
    if (needed && !lk_dir_exists(c->script_location.p))
    {
        lk_fail(err, LK_E_CONFIG, "Path doesn't exist: " LK_PRI, LK_ARG(d->as.s));
        return lk_err_hint(err, "script_location names it, for the working directory unless it is "
                           "absolute or begins with %%(here)s");
    }
    return true;
}

/* --versions, else version_locations, else script_location/versions.  Directories given by flag
 * must exist, while those of the configuration may be absent, as Alembic allows for a project
 * without revisions. */
static bool versions(struct lk_conf *c, const struct lk_sources *sources, struct lk_err *err)
{
    static const struct list_key key = {
        "version_locations", {"path_separator", "version_path_separator"}, ", "};
    struct lk_names names = {0};
    if (lk_conf_is_set(c, LK_SET_VERSIONS))
        names = c->set[LK_SET_VERSIONS].list;
    else if (!read_list(&names, c, sources, &key, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        struct lk_str dir;
        if (!place(&dir, c, names.v[i], err))
            return false;
        if (lk_conf_is_set(c, LK_SET_VERSIONS) && !lk_dir_exists(dir.p))
            return lk_fail(err, LK_E_CONFIG, "there is no directory '" LK_PRI "'",
                           LK_ARG(names.v[i]));
        lk_conf_push(&c->versions, c->arena, dir);
    }
    if (!names.n)
        lk_conf_push(&c->versions, c->arena,
                     lk_path_join(c->arena, c->script_location, LK_STR("versions")));
    return true;
}

/* A missing section is told as Alembic tells it, before its options are missed.  Relative paths
 * of the configuration are relative to the working directory, as in Alembic. */
bool lk_conf_places(struct lk_conf *c, const struct lk_sources *sources, struct lk_err *err)
{
    static const struct list_key path = {"prepend_sys_path", {"path_separator", NULL}, ", :"};
    struct lk_names dirs = {0};
    if (c->ini && !c->toml && !lk_ini_has_section(c->ini, c->section) &&
        !lk_conf_is_set(c, LK_SET_VERSIONS))
        return lk_fail(err, LK_E_CONFIG, "'" LK_PRI "' has no section [" LK_PRI "]",
                       LK_ARG(c->ini_path), LK_ARG(c->section));
    if (!read_list(&dirs, c, sources, &path, err))
        return false;
    for (size_t i = 0; i < dirs.n; i++)
        lk_conf_push(&c->sys_path, c->arena, lk_conf_absolute(c, dirs.v[i]));
    return script_location(c, err) && versions(c, sources, err) &&
           read_bool(&c->recursive, c, "recursive_version_locations", err) &&
           read_bool(&c->sourceless, c, "sourceless", err);
}
