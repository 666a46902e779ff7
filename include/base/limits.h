/* Every limit of the program, in one table (limits.def feeds SECURITY.md as well). */
#ifndef LK_BASE_LIMITS_H
#define LK_BASE_LIMITS_H

#include <stdint.h>

enum lk_limit {
#define LK_LIMIT(name, value, unit, doc) LK_LIMIT_##name,
#include "base/limits.def"
#undef LK_LIMIT
    LK_LIMIT_COUNT
};

struct lk_limit_def {
    const char *name;
    uint64_t value;
    const char *unit, *doc;
};
extern const struct lk_limit_def lk_limit_table[LK_LIMIT_COUNT];
static inline uint64_t lk_limit(enum lk_limit which) { return lk_limit_table[which].value; }

#endif
