/* Which URL a run uses. */
#include "conf/config_private.h"

static bool use(struct lk_conf_target *out, const struct lk_conf *c, struct lk_str text,
                const char *from, struct lk_err *err)
{
    out->from = from;
    return (lk_url_parse(&out->url, c->arena, text, err) &&
            lk_url_conninfo(&out->conninfo, c->arena, &out->url, err)) ||
           lk_err_prefix(err, "%s", from);
}

/* limbeck(1), DATABASE, has the order; [limbeck] url stands with limbeck's own variables. */
bool lk_conf_url(struct lk_conf_target *out, const struct lk_conf *c, struct lk_str env_py,
                 struct lk_err *err)
{
    static const char *const from[] = {
        [LK_FROM_FILE] = "url in the configuration file", [LK_FROM_ENVIRONMENT] = "LIMBECK_URL",
        [LK_FROM_FLAG] = "--url"};
    const struct lk_set_value *set = &c->set[LK_SET_URL];
    const struct lk_datum *d;
    *out = (struct lk_conf_target){0};
    if (set->text.p && set->from != LK_FROM_ALEMBIC)
        return use(out, c, set->text, from[set->from], err);
    if (env_py.n && !lk_url_is_template(env_py))
        return use(out, c, env_py, "the URL of env.py", err);
    if (!lk_conf_alembic(&d, c, LK_STR("sqlalchemy.url"), err))
        return false;
    if (lk_datum_text(d).n && !lk_url_is_template(lk_datum_text(d)))
        return use(out, c, lk_datum_text(d), "sqlalchemy.url", err);
    struct lk_str hosted = lk_conf_getenv(c, "DATABASE_URL");
    if (hosted.p)
        return use(out, c, hosted, "DATABASE_URL", err);
    out->from = "libpq's environment";
    lk_conninfo_empty(&out->conninfo, c->arena);
    return true;
}
