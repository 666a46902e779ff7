/* How an ini file lies in memory. */
#ifndef LK_SRC_CONF_INI_PRIVATE_H
#define LK_SRC_CONF_INI_PRIVATE_H

#include "base/limits.h"
#include "conf/ini.h"

struct piece {
    struct lk_str text;
    struct piece *next;
};

struct option {
    struct lk_str key, raw;
    struct lk_span span;           /* LK_NOWHERE for `here` */
    struct section *section;
    struct piece *pieces, *last_piece;
    struct option *next, *chain;   /* in the section; in the bucket */
};

struct section {
    struct lk_str name;
    struct option *first, *last;
    struct section *next;
};

struct lk_ini {
    struct lk_arena *arena;
    const struct lk_sources *sources;
    struct section *defaults, *sections, **sections_end;
    struct option **bucket;        /* by section and key; a power of two */
    size_t buckets;
};

struct section *lk_ini_section(const struct lk_ini *, struct lk_str name);
/* An option of this very section. */
struct option *lk_ini_option(const struct lk_ini *, const struct section *, struct lk_str key);

#endif
