/* What the files of vcs share. */
#ifndef LK_VCS_PRIVATE_H
#define LK_VCS_PRIVATE_H

#include "vcs/vcs.h"

#include <git2.h>

struct lk_vcs {
    git_repository *repo;
    git_commit *head;
};

/* Sets err from libgit2's last error; "what" completes "git cannot …". */
bool lk_vcs_fail(struct lk_err *, const char *what);
void lk_vcs_commit_fill(struct lk_vcs_commit *out, struct lk_arena *, const git_commit *);
/* Finds for each tracked file the commit that last changed it. */
bool lk_vcs_walk(struct lk_vcs_file *v, size_t n, struct lk_vcs *, struct lk_arena *,
                 struct lk_err *);

#endif
