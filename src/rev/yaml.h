/* YAML as a strict tree: one document, no anchors, aliases, tags or doubled keys; every node has
 * its place.  What a scalar means is the reader's business: here it is text. */
#ifndef LK_SRC_REV_YAML_H
#define LK_SRC_REV_YAML_H

#include "base/err.h"

enum lk_yaml_kind { LK_YAML_SCALAR, LK_YAML_LIST, LK_YAML_MAP };

struct lk_yaml {
    enum lk_yaml_kind kind;
    bool plain;                    /* a scalar without quotation marks */
    struct lk_str text;            /* of a scalar */
    struct lk_span span;           /* of a list or map: its first entry */
    struct lk_yaml **item;         /* of a list; of a map key, value, key, value … */
    size_t n;                      /* entries: a map of n has 2 n items */
};

/* Parses a source; the tree lives in the arena.  LK_E_MANIFEST at line and column.  An empty
 * document gives an empty plain scalar. */
LK_MUST_USE bool lk_yaml_parse(struct lk_yaml **out, struct lk_arena *, const struct lk_sources *,
                               uint32_t source, struct lk_err *);
/* Is it a plain scalar that stands for null: nothing, ~, null? */
bool lk_yaml_is_null(const struct lk_yaml *);
/* The value of a key, or NULL. */
struct lk_yaml *lk_yaml_get(const struct lk_yaml *map, const char *key);

#endif
