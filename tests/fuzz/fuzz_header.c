/* Any bytes as a script whose header is read: what skimming finds in a valid script equals what its
 * tree says, field by field, unless either leaves the field to evaluation. */
#include "py/header_private.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static void check_field(const struct lk_py_header_field *a, const struct lk_py_header_field *b)
{
    if (a->kind == LK_PY_HEADER_COMPUTED || b->kind == LK_PY_HEADER_COMPUTED)
        return;
    promise(a->kind == b->kind && a->values.n == b->values.n);
    for (size_t i = 0; i < a->values.n; i++)
        promise(lk_str_eq(a->values.v[i], b->values.v[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_str text = {(const char *)data, size};
    struct lk_py_header skimmed, parsed = {.doc = LK_STR_INIT("")};
    struct lk_err err = {0}, other = {0};
    bool a = lk_py_header(&skimmed, arena, text, 0, &err);
    bool b = size == 0 || lk_header_tree(&parsed, arena, text, 0, &other);
    promise(a != lk_err_is_set(&err));
    for (size_t i = 0; a && b && i < LK_HEADER_FIELDS; i++)
        check_field(lk_header_field(&skimmed, i), lk_header_field(&parsed, i));
    if (a && b)
        promise(lk_str_eq(skimmed.doc, parsed.doc));
    lk_err_clear(&err);
    lk_err_clear(&other);
    lk_arena_free(arena);
    return 0;
}
