/* Any bytes as alembic.ini, as pyproject.toml and as a URL: an answer or an error with a message. */
#include "conf/ini.h"
#include "conf/toml.h"
#include "conf/url.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

/* Every option can be asked for. */
static void try_values(const struct lk_ini *ini, struct lk_arena *arena)
{
    struct lk_names sections, keys;
    lk_ini_sections(&sections, ini, arena);
    for (size_t i = 0; i < sections.n; i++) {
        lk_ini_keys(&keys, ini, arena, sections.v[i], true);
        for (size_t k = 0; k < keys.n; k++) {
            struct lk_ini_key key = {sections.v[i], keys.v[k]};
            struct lk_str value;
            struct lk_err err = {0};
            promise(lk_ini_get(&value, ini, arena, &key, &err) ? value.p != NULL
                                                               : lk_err_is_set(&err));
            lk_err_clear(&err);
        }
    }
}

static void try_files(struct lk_arena *arena, struct lk_sources *sources, uint32_t source)
{
    struct lk_ini *ini;
    const struct lk_datum *toml;
    struct lk_err err = {0};
    if (lk_ini_parse(&ini, arena, sources, source, &err))
        try_values(ini, arena);
    else
        promise(lk_err_is_set(&err));
    lk_err_clear(&err);
    if (!lk_toml_parse(&toml, arena, sources, source, &err))
        promise(lk_err_is_set(&err));
    lk_err_clear(&err);
}

/* A password never shows. */
static void try_url(struct lk_arena *arena, struct lk_str text)
{
    struct lk_url url;
    struct lk_conninfo c;
    struct lk_buf shown = {0};
    struct lk_err err = {0};
    if (lk_url_parse(&url, arena, text, &err)) {
        lk_url_mask(&shown, &url);
        lk_url_show(&shown, &url);
        if (!lk_url_conninfo(&c, arena, &url, &err))
            promise(lk_err_is_set(&err));
    } else {
        promise(lk_err_is_set(&err));
    }
    lk_buf_clear(&shown);
    lk_err_clear(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_str text = {(const char *)data, size};
    try_files(arena, sources, lk_sources_add(sources, LK_STR("file"), text));
    try_url(arena, text);
    lk_sources_free(sources);
    lk_arena_free(arena);
    return 0;
}
