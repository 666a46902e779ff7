/* Where the files come from that a plan's steps apply: gathered before the first of them, in one
 * walk per repository, and only when there is a step. */
#ifndef LK_SRC_RUN_PROVENANCE_H
#define LK_SRC_RUN_PROVENANCE_H

#include "base/map.h"
#include "model/provenance.h"
#include "run/repos.h"

struct lk_provenances {
    struct lk_arena *arena;        /* borrowed; has the texts */
    struct lk_map of;              /* revision id to struct lk_provenance */
};

/* Gathers what is not yet known of a plan's revisions, says what stood in the way, and refuses
 * with LK_E_PROVENANCE what --require-clean and --require-ref bar.
 *
 * Who is believed, field by field:
 *   a file that git tracks      git, for everything; a manifest's `dirty: true` counts as well
 *   else, a manifest that has   the manifest: its commit as `changed`, author, times, blob, path
 *   provenance (a bundle)       and dirty.  `commit`, what was deployed, is the setting's, else the
 *                               manifest's, and a hoster's only where it names none: a hoster
 *                               may speak of another repository
 *   else, within a repository   git: HEAD and the blob; the file is not committed, so it is dirty
 *   else                        the setting, else a hoster's variables; the blob is the file's */
LK_MUST_USE bool lk_provenance_gather(struct lk_provenances *, const struct lk_run_plan *,
                                      const struct lk_plan *, struct lk_err *);
/* Of a step's revision; NULL where nothing was gathered, as for a stamp. */
const struct lk_provenance *lk_provenance_of(const struct lk_provenances *,
                                             const struct lk_step *);
/* "applying 4 revisions from abc1234 (main), tree is clean"; nothing where no step has a file. */
void lk_provenance_say(const struct lk_provenances *, const struct lk_run_plan *,
                       const struct lk_plan *);
void lk_provenance_clear(struct lk_provenances *);

/* A file that is applied. */
struct lk_applied {
    const struct lk_revision *revision;
    struct lk_str path;
    struct lk_repo *repo;
    size_t index;                  /* in repo->files */
    bool own;                      /* the revision's own, not one that an execute_file names */
};
struct lk_applied_list {
    struct lk_applied *v;
    size_t n, cap;
};

/* What git says of a file; NULL where it does not track it or cannot be asked. */
const struct lk_vcs_file *lk_applied_tracked(const struct lk_applied *);
/* What a manifest says of the script that it was compiled from. */
enum lk_known lk_applied_compiled_dirty(const struct lk_revision *);
/* require.c: may all of it be applied? */
LK_MUST_USE bool lk_require(const struct lk_applied_list *, const struct lk_repos *,
                            const struct lk_run_plan *, struct lk_err *);

#endif
