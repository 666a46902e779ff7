/* Values of an ini file: look-up through [DEFAULT] and BasicInterpolation of Python 3.11. */
#include "conf/ini_private.h"
#include "conf/text.h"

#define DEPTH 10                   /* configparser.MAX_INTERPOLATION_DEPTH */

/* A section's options hide those of [DEFAULT].  The key is in lower case already. */
static const struct option *find(const struct lk_ini *ini, const struct section *section,
                                 struct lk_str lower)
{
    const struct option *o = section ? lk_ini_option(ini, section, lower) : NULL;
    return o ? o : lk_ini_option(ini, ini->defaults, lower);
}

/* [DEFAULT] can be asked like a section. */
static const struct section *section_of(const struct lk_ini *ini, struct lk_str name)
{
    return lk_str_is(name, "DEFAULT") ? ini->defaults : lk_ini_section(ini, name);
}

/* One value while it is interpolated. */
struct work {
    const struct lk_ini *ini;
    const struct section *section;
    const struct option *asked;
    struct lk_arena *arena;
    struct lk_buf out;
    struct lk_err *err;
};

/* The raw value stays out of messages: it may hold a password.  Always false, with the hint that
 * explains the syntax. */
static bool fail(struct work *w, const char *what, struct lk_str which)
{
    lk_conf_fail(w->err, w->ini->sources, w->asked->span,
                 "option '" LK_PRI "' in section '" LK_PRI "': %s'" LK_PRI "'",
                 LK_ARG(w->asked->key), LK_ARG(w->section->name), what, LK_ARG(which));
    return lk_err_hint(w->err, "a percent sign is written '%%%%', a reference '%%(name)s'");
}

/* _interpolate_some; the bound on the text stops references that multiply. */
static bool interpolate(struct work *w, struct lk_str rest, int depth);

/* At "%(": takes %(name)s off rest.  The name is put into lower case, as optionxform() does with
 * every name. */
static bool reference(struct work *w, struct lk_str *rest, int depth)
{
    ptrdiff_t end = lk_str_find(*rest, LK_STR(")"), 2);
    if (end < 3 || (size_t)end + 1 >= rest->n || rest->p[end + 1] != 's')
        return fail(w, "bad interpolation variable reference after ", LK_STR("%("));
    struct lk_str name = lk_conf_lower(w->arena, lk_str_cut(*rest, 2, (size_t)end));
    const struct option *o = find(w->ini, w->section, name);
    if (!o)
        return fail(w, "it contains an interpolation key which is not a valid option name: ", name);
    *rest = lk_str_cut(*rest, (size_t)end + 2, rest->n);
    return interpolate(w, o->raw, depth + 1);
}

/* A percent sign alone is an error, as in Python: a password with one in it must double it. */
static bool interpolate(struct work *w, struct lk_str rest, int depth)
{
    if (w->out.failed)
        return fail(w, "its value is too long at ", w->asked->key);
    if (depth > DEPTH)
        return fail(w, "its interpolation goes deeper than 10 steps at ", w->asked->key);
    while (rest.n) {
        const char *p = memchr(rest.p, '%', rest.n);
        size_t n = p ? (size_t)(p - rest.p) : rest.n;
        lk_buf_add(&w->out, lk_str_cut(rest, 0, n));
        rest = lk_str_cut(rest, n, rest.n);
        char next = rest.n > 1 ? rest.p[1] : 0;
        if (rest.n == 0)
            break;
        if (next == '%') {
            lk_buf_addc(&w->out, '%');
            rest = lk_str_cut(rest, 2, rest.n);
        } else if (next != '(') {
            return fail(w, "'%' must be followed by '%' or ", LK_STR("("));
        } else if (!reference(w, &rest, depth)) {
            return false;
        }
    }
    return true;
}

/* [DEFAULT] is no section in this sense. */
bool lk_ini_has_section(const struct lk_ini *ini, struct lk_str section)
{
    return lk_ini_section(ini, section) != NULL;
}

/* An absent option is no error: *out has no pointer then. */
bool lk_ini_get(struct lk_str *out, const struct lk_ini *ini, struct lk_arena *arena,
                const struct lk_ini_key *key, struct lk_err *err)
{
    const struct section *s = section_of(ini, key->section);
    const struct option *o = s ? find(ini, s, lk_conf_lower(arena, key->key)) : NULL;
    *out = (struct lk_str){0};
    if (!o)
        return true;
    struct work w = {.ini = ini, .section = s, .asked = o, .arena = arena, .err = err};
    w.out.limit = lk_limit(LK_LIMIT_FILE_BYTES);
    bool ok = interpolate(&w, o->raw, 1);
    if (ok)
        *out = lk_arena_str(arena, lk_buf_str(&w.out));
    lk_buf_clear(&w.out);
    return ok;
}

/* get(raw=True) */
struct lk_str lk_ini_raw(const struct lk_ini *ini, const struct lk_ini_key *key)
{
    const struct section *s = section_of(ini, key->section);
    const struct option *o = s ? find(ini, s, lk_conf_lower(ini->arena, key->key)) : NULL;
    return o ? o->raw : (struct lk_str){0};
}

/* Where the option's name stands, for messages. */
struct lk_span lk_ini_span(const struct lk_ini *ini, const struct lk_ini_key *key)
{
    const struct section *s = section_of(ini, key->section);
    const struct option *o = s ? find(ini, s, lk_conf_lower(ini->arena, key->key)) : NULL;
    return o ? o->span : LK_NOWHERE;
}

/* In the order of the file, without [DEFAULT]. */
void lk_ini_sections(struct lk_names *out, const struct lk_ini *ini, struct lk_arena *arena)
{
    *out = (struct lk_names){0};
    for (const struct section *s = ini->sections; s; s = s->next)
        lk_conf_push(out, arena, s->name);
}

/* With `defaults` those of [DEFAULT] come behind the section's own, once each. */
void lk_ini_keys(struct lk_names *out, const struct lk_ini *ini, struct lk_arena *arena,
                 struct lk_str section, bool defaults)
{
    const struct section *s = section_of(ini, section);
    *out = (struct lk_names){0};
    for (const struct option *o = s ? s->first : NULL; o; o = o->next)
        lk_conf_push(out, arena, o->key);
    if (!s || s == ini->defaults || !defaults)
        return;
    for (const struct option *o = ini->defaults->first; o; o = o->next)
        if (!lk_ini_option(ini, s, o->key))
            lk_conf_push(out, arena, o->key);
}
