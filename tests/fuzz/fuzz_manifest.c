/* Any bytes as a manifest: an error with its place, or data that writing and reading keep. */
#include "rev/manifest.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

/* What was read is written; that reads again and is written the same. */
static void try_again(struct lk_arena *arena, struct lk_sources *sources,
                      const struct lk_manifest *m)
{
    struct lk_manifest *again;
    struct lk_buf once = {0}, twice = {0};
    struct lk_err err = {0};
    lk_manifest_write(&once, m);
    uint32_t source = lk_sources_add(sources, LK_STR("again"), lk_buf_str(&once));
    promise(lk_manifest_parse(&again, arena, sources, source, &err));
    lk_manifest_write(&twice, again);
    promise(lk_str_eq(lk_buf_str(&once), lk_buf_str(&twice)));
    lk_buf_clear(&once);
    lk_buf_clear(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_manifest *m;
    struct lk_err err = {0};
    struct lk_str text = {(const char *)data, size};
    uint32_t source = lk_sources_add(sources, LK_STR("file"), text);
    if (lk_manifest_parse(&m, arena, sources, source, &err))
        try_again(arena, sources, m);
    else
        promise(lk_err_is_set(&err) && err.span.source == source);
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
    return 0;
}
