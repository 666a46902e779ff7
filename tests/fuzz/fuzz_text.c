/* Any bytes as text: decoding, JSON strings and places in sources hold what their doors promise. */
#include "base/source.h"
#include "base/utf8.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static void try_json(struct lk_str s)
{
    struct lk_buf b = {0};
    lk_buf_json(&b, s);
    promise(lk_utf8_valid(lk_buf_str(&b)) == b.n);
    promise(b.n >= 2 && !memchr(b.p, '\n', b.n));
    lk_buf_clear(&b);
}

/* The first byte chooses where the span stands. */
static void try_place(struct lk_str s)
{
    struct lk_sources *t = lk_sources_new();
    struct lk_buf b = {0};
    uint32_t source = lk_sources_add(t, LK_STR("file"), s);
    uint32_t from = s.n ? (uint32_t)((unsigned char)s.p[0] * s.n / 200) : 0;
    struct lk_place p;
    promise(lk_sources_place(&p, t, (struct lk_span){source, from, from + 9}));
    promise(p.line >= 1 && p.column >= 1 && p.to_column > p.column);
    promise(p.column <= lk_utf8_count(p.text) + 1);
    lk_sources_show(&b, t, (struct lk_span){source, from, from + 9});
    lk_buf_clear(&b);
    lk_sources_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_str s = {(const char *)data, size};
    promise(lk_utf8_valid(s) <= size && lk_utf8_count(s) <= size);
    promise((lk_utf8_valid(s) == 0) == (size == 0 || lk_utf8_decode(&(uint32_t){0}, s) == 0));
    try_json(s);
    try_place(s);
    return 0;
}
