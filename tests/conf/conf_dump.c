/* Prints what the readers of conf make of a file, as JSON lines, for tests/conf/oracle.py. */
#include "conf/settings.h"
#include "conf/toml.h"
#include <stdio.h>
#include <unistd.h>

static void say(const struct lk_buf *b)
{
    fwrite(b->p, 1, b->n, stdout);
    fputc('\n', stdout);
}

/* {"error": "…", "line": n} */
static void add_error(struct lk_buf *b, struct lk_err *err, const struct lk_sources *sources)
{
    struct lk_place place = {0};
    lk_sources_place(&place, sources, err->span);
    lk_buf_addz(b, "{\"error\": ");
    lk_buf_json(b, lk_str_of(err->message));
    lk_buf_addf(b, ", \"line\": %u}", place.line);
    lk_err_clear(err);
}

static void add_section(struct lk_buf *b, const struct lk_ini *ini, struct lk_arena *arena,
                        struct lk_str section, const struct lk_sources *sources)
{
    struct lk_names keys;
    struct lk_err err = {0};
    lk_ini_keys(&keys, ini, arena, section, true);
    lk_buf_json(b, section);
    lk_buf_addz(b, ": {");
    for (size_t i = 0; i < keys.n; i++) {
        struct lk_str value;
        struct lk_ini_key key = {section, keys.v[i]};
        lk_buf_addz(b, i ? ", " : "");
        lk_buf_json(b, keys.v[i]);
        lk_buf_addz(b, ": ");
        if (lk_ini_get(&value, ini, arena, &key, &err))
            lk_buf_json(b, value);
        else
            add_error(b, &err, sources);
    }
    lk_buf_addc(b, '}');
}

static void dump_ini(struct lk_buf *b, struct lk_arena *arena, struct lk_sources *sources,
                     const char *path)
{
    struct lk_ini *ini;
    struct lk_err err = {0};
    if (!lk_ini_read(&ini, arena, sources, lk_str_of(path), &err)) {
        add_error(b, &err, sources);
        return;
    }
    struct lk_names sections;
    lk_ini_sections(&sections, ini, arena);
    lk_buf_addc(b, '{');
    for (size_t i = 0; i < sections.n; i++) {
        lk_buf_addz(b, i ? ", " : "");
        add_section(b, ini, arena, sections.v[i], sources);
    }
    lk_buf_addc(b, '}');
}

static void dump_toml(struct lk_buf *b, struct lk_arena *arena, struct lk_sources *sources,
                      const char *path)
{
    struct lk_str text;
    const struct lk_datum *d;
    struct lk_err err = {0};
    if (lk_file_read(&text, arena, path, 1 << 26, &err) &&
        lk_toml_parse(&d, arena, sources, lk_sources_add(sources, lk_str_of(path), text), &err))
        lk_datum_json(b, d);
    else
        add_error(b, &err, sources);
}

static void dump_url(struct lk_buf *b, struct lk_arena *arena, struct lk_sources *sources,
                     const char *text)
{
    struct lk_url url;
    struct lk_conninfo c;
    struct lk_err err = {0};
    if (!lk_url_parse(&url, arena, lk_str_of(text), &err) ||
        !lk_url_conninfo(&c, arena, &url, &err)) {
        add_error(b, &err, sources);
        return;
    }
    struct lk_buf mask = {0}, show = {0};
    lk_url_mask(&mask, &url);
    lk_url_show(&show, &url);
    lk_buf_addz(b, "{\"mask\": ");
    lk_buf_json(b, lk_buf_str(&mask));
    lk_buf_addz(b, ", \"show\": ");
    lk_buf_json(b, lk_buf_str(&show));
    lk_buf_addz(b, ", \"conninfo\": {");
    for (size_t i = 0; i < c.n; i++) {
        lk_buf_addz(b, i ? ", " : "");
        lk_buf_json(b, lk_str_of(c.key[i]));
        lk_buf_addz(b, ": ");
        lk_buf_json(b, lk_str_of(c.value[i]));
    }
    lk_buf_addz(b, "}}");
    lk_buf_clear(&mask);
    lk_buf_clear(&show);
}

static void add_list(struct lk_buf *b, const char *name, const struct lk_names *list)
{
    lk_buf_addf(b, ", \"%s\": [", name);
    for (size_t i = 0; i < list->n; i++) {
        lk_buf_addz(b, i ? ", " : "");
        lk_buf_json(b, list->v[i]);
    }
    lk_buf_addc(b, ']');
}

static void add_settings(struct lk_buf *b, const struct lk_conf *c)
{
    lk_buf_addz(b, "{\"script_location\": ");
    lk_buf_json(b, c->script_location);
    add_list(b, "versions", &c->versions);
    add_list(b, "sys_path", &c->sys_path);
    add_list(b, "naming", &c->naming);
    add_list(b, "x", &c->x);
    add_list(b, "tolerate", &c->set[LK_SET_TOLERATE].list);
    lk_buf_addf(b, ", \"recursive\": %d, \"set\": {", c->recursive);
    for (int i = 0, n = 0; i < LK_SET_COUNT; i++)
        if (c->set[i].text.p) {
            lk_buf_addf(b, "%s\"%s\": [%lld, %d, ", n++ ? ", " : "", lk_set_table[i].name,
                        (long long)c->set[i].number, c->set[i].from);
            lk_buf_json(b, c->set[i].text);
            lk_buf_addc(b, ']');
        }
    lk_buf_addc(b, '}');
}

/* load [-c FILE]… [-n SECTION] [--env-url URL] [NAME=VALUE]… */
static void dump_conf(struct lk_buf *b, struct lk_arena *arena, struct lk_sources *sources,
                      char **arg)
{
    struct lk_str config[4];
    struct lk_conf_flag flag[16];
    struct lk_conf_request r = {.config = config, .flag = flag, .environment = environ};
    struct lk_str env_url = {0};
    struct lk_err err = {0};
    for (; *arg; arg++) {
        char *eq = strchr(*arg, '=');
        if (strcmp(*arg, "-c") == 0)
            config[r.nconfig++] = lk_str_of(*++arg);
        else if (strcmp(*arg, "-n") == 0)
            r.section = lk_str_of(*++arg);
        else if (strcmp(*arg, "--env-url") == 0)
            env_url = lk_str_of(*++arg);
        else
            flag[r.nflag++] = (struct lk_conf_flag){
                lk_set_find((struct lk_str){*arg, (size_t)(eq - *arg)}), lk_str_of(eq + 1)};
    }
    struct lk_conf c;
    struct lk_conf_target target;
    if (!lk_conf_load(&c, arena, sources, &r, &err) || !lk_conf_url(&target, &c, env_url, &err)) {
        add_error(b, &err, sources);
        return;
    }
    add_settings(b, &c);
    lk_buf_addf(b, ", \"from\": \"%s\", \"host\": ", target.from);
    const char *host = lk_conninfo_get(&target.conninfo, "host");
    lk_buf_json(b, lk_str_of(host ? host : ""));
    lk_buf_addc(b, '}');
}

int main(int argc, char **argv)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    const char *what = argc > 1 ? argv[1] : "";
    struct lk_buf b = {0};
    if (strcmp(what, "load") == 0) {
        dump_conf(&b, arena, sources, argv + 2);
        say(&b);
        argc = 0;
    }
    for (int i = 2; i < argc; i++) {
        if (strcmp(what, "ini") == 0)
            dump_ini(&b, arena, sources, argv[i]);
        else if (strcmp(what, "toml") == 0)
            dump_toml(&b, arena, sources, argv[i]);
        else
            dump_url(&b, arena, sources, argv[i]);
        say(&b);
        lk_buf_clear(&b);
    }
    lk_buf_clear(&b);
    lk_sources_free(sources);
    lk_arena_free(arena);
    return 0;
}
