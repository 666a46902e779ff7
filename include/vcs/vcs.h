/* vcs: what git says of files.  Reads only; knows nothing of revisions or databases. */
#ifndef LK_VCS_VCS_H
#define LK_VCS_VCS_H

#include "base/file.h"

struct lk_vcs;

/* Why there is a repository, or none. */
enum lk_vcs_found {
    LK_VCS_FOUND,
    LK_VCS_NONE,           /* no repository above the path */
    LK_VCS_FOREIGN,        /* owned by somebody else and not in safe.directory: not read, as git */
    LK_VCS_EMPTY           /* no commit yet */
};

/* Looks for the repository that holds a directory, upwards, worktrees and submodules included;
 * where none is, GIT_DIR and GIT_WORK_TREE are asked, as a hook of a bare repository sets them.
 * *out is NULL unless FOUND.  Fails with LK_E_IO where a repository is there but damaged. */
LK_MUST_USE bool lk_vcs_open(struct lk_vcs **out, enum lk_vcs_found *found, const char *directory,
                             struct lk_err *);
void lk_vcs_close(struct lk_vcs *);            /* takes NULL */
/* The repository's own directory (…/.git/), which tells two apart; borrowed. */
const char *lk_vcs_directory(const struct lk_vcs *);
/* The nearest directory above that looks like a repository or a working tree's top, opened or not:
 * what safe.directory has to name.  Empty where none does. */
struct lk_str lk_vcs_top(struct lk_arena *, struct lk_str directory);
/* A remote's URL without user, password and query. */
struct lk_str lk_vcs_url(struct lk_arena *, struct lk_str url);

#define LK_VCS_ID 41       /* hexadecimal digits and NUL */

struct lk_vcs_commit {
    char id[LK_VCS_ID];
    struct lk_str author, email;
    int64_t authored_us, committed_us;
};

struct lk_vcs_head {
    struct lk_vcs_commit commit;
    struct lk_str ref;     /* branch, else a tag at this commit, else empty */
    bool detached, shallow, bare, worktree;
    bool dirty;            /* some tracked file differs from the commit; false where bare */
    struct lk_str remote;  /* URL of origin, or of the only remote, without credentials; or empty */
};
/* The commit at HEAD and the state of the tree; texts in the arena. */
LK_MUST_USE bool lk_vcs_head(struct lk_vcs_head *out, struct lk_vcs *, struct lk_arena *,
                             struct lk_err *);

struct lk_vcs_file {
    struct lk_str path;            /* in: absolute */
    struct lk_str name;            /* path below the repository's top; empty when outside */
    char blob[LK_VCS_ID];          /* of the file as it is on disk */
    bool tracked;                  /* HEAD has it */
    bool dirty;                    /* differs from HEAD, or HEAD does not have it */
    struct lk_vcs_commit changed;  /* the commit that last changed it, as `git log -1 -- path` */
    bool horizon;                  /* that commit is the edge of a shallow or partial clone */
};
/* Fills in everything but the path.  One walk over the history serves all files; it ends as soon as
 * the last of them is found.  Texts in the arena. */
LK_MUST_USE bool lk_vcs_files(struct lk_vcs_file *v, size_t n, struct lk_vcs *, struct lk_arena *,
                              struct lk_err *);

/* Is HEAD contained in the branch or tag?  LK_E_TARGET where there is no such reference. */
LK_MUST_USE bool lk_vcs_contained(bool *out, struct lk_vcs *, struct lk_str ref, struct lk_err *);

struct lk_vcs_entry {
    struct lk_str name;            /* below the directory asked for */
    struct lk_str text;
};
struct lk_vcs_entries {
    struct lk_arena *arena;        /* in: where texts go */
    struct lk_vcs_entry *v;
    size_t n, cap;
};
/* The files of a directory (absolute path) at a commit, tag or branch, sorted by name. */
LK_MUST_USE bool lk_vcs_tree(struct lk_vcs_entries *out, struct lk_vcs *, struct lk_str ref,
                             struct lk_str directory, struct lk_err *);

#endif
