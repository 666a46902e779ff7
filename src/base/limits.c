/* The table of limits. */
#include "base/limits.h"

const struct lk_limit_def lk_limit_table[LK_LIMIT_COUNT] = {
#define LK_LIMIT(name, value, unit, doc) {#name, value, unit, doc},
#include "base/limits.def"
#undef LK_LIMIT
};
