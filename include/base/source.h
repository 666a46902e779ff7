/* Source texts and places in them.  A span is three numbers, cheap to carry everywhere; the table
 * of sources turns it into file, line, column and the line's text.  A source is never removed. */
#ifndef LK_BASE_SOURCE_H
#define LK_BASE_SOURCE_H

#include "base/buf.h"

struct lk_span {
    uint32_t source;       /* index in the table; 0 is no place */
    uint32_t from, to;     /* byte offsets, half open */
};

#define LK_NOWHERE ((struct lk_span){0, 0, 0})

struct lk_place {
    struct lk_str file;    /* as it was named when added */
    uint32_t line, column; /* from 1; column counts code points */
    struct lk_str text;    /* the line without its end */
    uint32_t to_column;    /* where the span ends on that line, exclusive; at least column + 1 */
};

struct lk_sources;
struct lk_sources *lk_sources_new(void);
void lk_sources_free(struct lk_sources *);
/* Adds a text; name and text are copied.  It is under 4 GiB (file reading is bounded). */
uint32_t lk_sources_add(struct lk_sources *, struct lk_str name, struct lk_str text);
struct lk_str lk_sources_text(const struct lk_sources *, uint32_t source);
struct lk_str lk_sources_name(const struct lk_sources *, uint32_t source);
/* Resolves a span; false when it is nowhere. */
bool lk_sources_place(struct lk_place *out, const struct lk_sources *, struct lk_span);
/* Appends "  file:line:column\n    text\n    ^^^\n" as messages show it. */
void lk_sources_show(struct lk_buf *out, const struct lk_sources *, struct lk_span);

#endif
