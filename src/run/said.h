/* The commit as somebody says it where no repository can be asked: a setting, or a hoster's
 * variables (run/hosters.def).  It is nowhere verified; `source` says whose word it is. */
#ifndef LK_SRC_RUN_SAID_H
#define LK_SRC_RUN_SAID_H

#include "run/run.h"

struct lk_said {
    struct lk_str source;          /* "setting", a hoster's name, or empty: nobody says anything */
    struct lk_str commit, ref, remote;
    const char *by;                /* what was read, for messages: "LIMBECK_COMMIT", a variable */
};

/* Texts in the arena.  LK_E_CONFIG where commit-env or commit-file name what is not there: they
 * were asked for.  A text that is no commit id is kept, with a warning. */
LK_MUST_USE bool lk_said_read(struct lk_said *out, struct lk_arena *, const struct lk_run_plan *,
                              struct lk_err *);
/* 7 to 64 hexadecimal digits. */
bool lk_said_is_commit(struct lk_str);

#endif
