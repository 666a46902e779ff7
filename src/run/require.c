/* --require-clean and --require-ref: refused before anything is written, and where it cannot be
 * known as well.  Exit status 1: nothing is wrong with the database or the revisions. */
#include "run/provenance.h"

/* Why a file is not clean; NULL: it is.  What a bundle says of itself counts. */
static const char *unclean(const struct lk_applied *a)
{
    const struct lk_vcs_file *git = lk_applied_tracked(a);
    enum lk_known compiled = lk_applied_compiled_dirty(a->revision);
    if (git && git->dirty)
        return "differs from the commit";
    if (!git && a->repo->state == LK_REPO_FOUND)
        return "is not committed";
    if (compiled == LK_KNOWN_YES)
        return "was compiled from a script that was not committed";
    if (!git && compiled != LK_KNOWN_NO)
        return "cannot be compared with a commit";
    return NULL;
}

/* The first file is named, the others are counted. */
static bool require_clean(const struct lk_applied_list *list, struct lk_err *err)
{
    const struct lk_applied *first = NULL;
    size_t more = 0;
    for (size_t i = 0; i < list->n; i++)
        if (unclean(&list->v[i])) {
            more += first != NULL;
            first = first ? first : &list->v[i];
        }
    if (!first)
        return true;
    lk_fail(err, LK_E_PROVENANCE, "'" LK_PRI "' %s", LK_ARG(first->path), unclean(first));
    if (first->repo->state != LK_REPO_FOUND)
        lk_err_detail(err, "it lies in %s", lk_repo_state_words(first->repo->state));
    if (more)
        lk_err_detail(err, "so it is with %zu more of the files to be applied", more);
    return lk_err_hint(err, "--require-clean applies what is committed, or a bundle that was "
                            "compiled from it");
}

/* A branch of the remote's is not a branch here; a shallow clone ends before it meets HEAD. */
static bool ref_hint(const struct lk_repo *repo, struct lk_str ref, struct lk_err *err)
{
    if (repo->head.shallow)
        return lk_err_hint(err, "the clone is shallow: git fetch --unshallow gets the history that "
                                "tells");
    return lk_err_hint(err, "git fetch origin, then --require-ref origin/" LK_PRI " asks the "
                            "remote's branch", LK_ARG(ref));
}

static bool contains_head(const struct lk_repo *repo, struct lk_str ref, struct lk_err *err)
{
    bool contained;
    if (!lk_vcs_contained(&contained, repo->vcs, ref, err)) {
        err->code = LK_E_PROVENANCE;
        lk_err_prefix(err, "--require-ref");
        return ref_hint(repo, ref, err);
    }
    if (contained)
        return true;
    lk_fail(err, LK_E_PROVENANCE, "HEAD of '" LK_PRI "', %.12s, is not contained in '" LK_PRI "'",
            LK_ARG(repo->top), repo->head.commit.id, LK_ARG(ref));
    return ref_hint(repo, ref, err);
}

/* Every repository that files come from. */
static bool require_ref(const struct lk_repos *repos, struct lk_str ref, struct lk_err *err)
{
    for (size_t i = 0; i < repos->all.n; i++) {
        const struct lk_repo *repo = repos->all.v[i];
        if (repo->state != LK_REPO_FOUND) {
            lk_fail(err, LK_E_PROVENANCE, "whether '" LK_PRI "' contains the files' commit cannot "
                    "be told: '" LK_PRI "' lies in %s", LK_ARG(ref),
                    LK_ARG(repo->files.v[0].path), lk_repo_state_words(repo->state));
            return lk_err_hint(err, "--require-ref needs a checkout; for an image without .git ask "
                                    "it where the image is built");
        }
        if (!contains_head(repo, ref, err))
            return false;
    }
    return true;
}

bool lk_require(const struct lk_applied_list *list, const struct lk_repos *repos,
                const struct lk_run_plan *plan, struct lk_err *err)
{
    const struct lk_run_origin *o = &plan->origin;
    if (!list->n)
        return true;
    return (!o->require_ref.n || require_ref(repos, o->require_ref, err)) &&
           (!o->require_clean || require_clean(list, err));
}
