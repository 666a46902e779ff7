/* The repositories that files of revisions lie in: each is opened once, however many directories
 * and files are in it, and walked once. */
#ifndef LK_SRC_RUN_REPOS_H
#define LK_SRC_RUN_REPOS_H

#include "base/map.h"
#include "run/run.h"
#include "vcs/vcs.h"

enum lk_repo_state {
    LK_REPO_FOUND,
    LK_REPO_NONE,          /* there is none */
    LK_REPO_FOREIGN,       /* it is somebody else's and therefore not read */
    LK_REPO_EMPTY,         /* it has no commit */
    LK_REPO_BARE,          /* it has no files of its own */
    LK_REPO_DAMAGED        /* it cannot be read; `why` has git's words */
};

struct lk_repo {
    enum lk_repo_state state;
    struct lk_vcs *vcs;            /* NULL unless FOUND */
    struct lk_str top;             /* what safe.directory has to name; empty where NONE */
    struct lk_str why;
    struct lk_vcs_head head;
    struct { struct lk_vcs_file *v; size_t n, cap; } files;
};

struct lk_repos {
    struct lk_arena *arena;        /* borrowed */
    struct { struct lk_repo **v; size_t n, cap; } all;
    struct lk_map by_directory;    /* of files, to their struct lk_repo */
};

/* Notes a file (absolute path) in its repository; *index is its place in repo->files. */
struct lk_repo *lk_repos_add(size_t *index, struct lk_repos *, struct lk_str path);
/* Reads HEAD and what git says of the noted files.  A repository where this fails is DAMAGED. */
void lk_repos_read(struct lk_repos *);
/* One line for the log about each repository that could not be asked. */
void lk_repos_tell(const struct lk_repos *, const struct lk_run_plan *);
/* Why a repository could not be asked, and what to do; in the arena. */
struct lk_str lk_repo_note(struct lk_arena *, const struct lk_repo *);
/* "no repository", "an empty repository"…, for messages. */
const char *lk_repo_state_words(enum lk_repo_state);
void lk_repos_clear(struct lk_repos *);

#endif
