/* Which files of the project a step used.  The runtime keeps modules for the whole run, so that a
 * file is read in one step and used by others: a log of uses, where each module's evaluation is a
 * range, gives every step what it used directly or through its imports. */
#ifndef LK_SRC_RUN_TEXTS_H
#define LK_SRC_RUN_TEXTS_H

#include "base/map.h"
#include "mods/mods.h"
#include "run/run.h"

struct lk_used_entry {
    struct lk_run_text text;       /* path.p is NULL: the range of another module */
    size_t range;
};

struct lk_used_range {
    size_t from, to;               /* of the log; to is 0 while the module is evaluated */
};

struct lk_used {
    struct lk_arena *arena;        /* copies of what is not among the sources */
    struct { struct lk_used_entry *v; size_t n, cap; } log;
    struct { struct lk_used_range *v; size_t n, cap; } ranges;
    struct { size_t *v; size_t n, cap; } open;         /* ranges of modules under evaluation */
    struct lk_map loaded;          /* path -> the range's number + 1 */
    size_t step;                   /* where the step under way begins in the log */
    size_t copied;                 /* bytes that it has copied */
};

/* Forgets everything: a new runtime evaluates its modules anew.  Also frees. */
void lk_used_clear(struct lk_used *);
/* A step begins. */
void lk_used_step(struct lk_used *);
/* Takes what the runtime tells (mods.h). */
void lk_used_add(struct lk_used *, enum lk_use, struct lk_str path, struct lk_str text);
/* Appends what the step has used so far, each path once. */
void lk_used_list(struct lk_run_texts *out, const struct lk_used *);

/* Git's name for a text, in the arena. */
struct lk_str lk_used_hash(struct lk_arena *, struct lk_str text);

#endif
