/* Files of the version locations. */
#ifndef LK_SRC_REV_FILES_H
#define LK_SRC_REV_FILES_H

#include "base/map.h"
#include "rev/load.h"

struct lk_rev_files {
    struct lk_arena *arena;
    struct lk_names paths;         /* real ones, in Alembic's order */
    struct lk_names warnings;
    struct lk_map seen;            /* real paths */
};
/* Lists every file that may be a revision; `seen` is released by lk_map_clear, the rest with the
 * arena. */
LK_MUST_USE bool lk_rev_files(struct lk_rev_files *, const struct lk_rev_where *, struct lk_err *);
static inline bool lk_rev_is_script(struct lk_str path)
{
    return lk_str_ends(path, LK_STR(".py"));
}

#endif
