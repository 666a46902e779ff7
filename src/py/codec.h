/* The encodings that scripts may use, for strcode.c: names, and one code point at a time. */
#ifndef LK_PY_CODEC_H
#define LK_PY_CODEC_H

#include "base/buf.h"

enum lk_codec_kind { LK_CODEC_UTF8, LK_CODEC_NARROW, LK_CODEC_UTF16, LK_CODEC_UTF32 };
enum lk_codec_mark { LK_MARK_NONE, LK_MARK_WRITE, LK_MARK_READ };

struct lk_codec {
    const char *name;      /* as CPython's errors call it */
    uint8_t kind;
    bool big;              /* big endian */
    bool mark;             /* writes and reads a byte order mark */
    uint32_t most;         /* greatest code point */
    const char *reason;    /* why a code point cannot be encoded */
};

/* The codec of a name in any of its spellings, or NULL. */
const struct lk_codec *lk_codec_find(struct lk_str name);
/* Is the name one that CPython knows and limbeck has not? */
bool lk_codec_is_foreign(struct lk_str name);

static inline bool lk_codec_has(const struct lk_codec *c, uint32_t point)
{
    bool lone = point >= 0xd800 && point < 0xe000;
    return point <= c->most && !(lone && c->kind != LK_CODEC_NARROW);
}
/* Appends a code point that the codec has (or a surrogate, for surrogatepass). */
void lk_codec_put(struct lk_buf *, const struct lk_codec *, uint32_t point);

/* One code point of bytes: used bytes and the point, or why the `used` bytes are at fault. */
struct lk_codec_step {
    uint32_t point, used;
    const char *reason;
};
struct lk_codec_step lk_codec_get(const struct lk_codec *, struct lk_str rest);

#endif
