/* Finds repositories by the directories of files.  Why one cannot be asked is kept, not decided:
 * for the record it is a line in the log, for --require-clean and --require-ref a refusal. */
#include "run/repos.h"
#include "run/say.h"

#include <stdlib.h>

static const char *const words[] = {
    [LK_REPO_FOUND] = "a repository",
    [LK_REPO_NONE] = "no repository",
    [LK_REPO_FOREIGN] = "a repository of another user's",
    [LK_REPO_EMPTY] = "a repository without commits",
    [LK_REPO_BARE] = "a bare repository",
    [LK_REPO_DAMAGED] = "a repository that cannot be read"};

const char *lk_repo_state_words(enum lk_repo_state state)
{
    return words[state];
}

/* From here on the repository has nothing to say. */
static void damaged(struct lk_repo *repo, struct lk_arena *arena, struct lk_err *why)
{
    repo->state = LK_REPO_DAMAGED;
    repo->why = lk_arena_str(arena, lk_str_of(why->message));
    lk_err_clear(why);
}

/* Opens whatever holds a directory. */
static struct lk_repo *open_at(struct lk_repos *r, struct lk_str dir)
{
    static const enum lk_repo_state state[] = {[LK_VCS_FOUND] = LK_REPO_FOUND,
                                               [LK_VCS_NONE] = LK_REPO_NONE,
                                               [LK_VCS_FOREIGN] = LK_REPO_FOREIGN,
                                               [LK_VCS_EMPTY] = LK_REPO_EMPTY};
    struct lk_repo *repo = lk_arena_alloc(r->arena, sizeof *repo);
    struct lk_err why = {0};
    enum lk_vcs_found found;
    bool good = lk_vcs_open(&repo->vcs, &found, lk_arena_str(r->arena, dir).p, &why);
    repo->state = state[found];
    repo->top = found == LK_VCS_NONE && good ? LK_STR("") : lk_vcs_top(r->arena, dir);
    if (!good)
        damaged(repo, r->arena, &why);
    return repo;
}

/* Two directories of one repository; what could not be opened is one by its top. */
static bool is_same(const struct lk_repo *a, const struct lk_repo *b)
{
    if (a->state != b->state)
        return false;
    if (a->vcs)
        return strcmp(lk_vcs_directory(a->vcs), lk_vcs_directory(b->vcs)) == 0;
    return lk_str_eq(a->top, b->top);
}

/* The repository of a directory that was not met before: a new one, or one that is open. */
static struct lk_repo *enter(struct lk_repos *r, struct lk_str dir)
{
    struct lk_repo *repo = open_at(r, dir);
    for (size_t i = 0; i < r->all.n; i++)
        if (is_same(r->all.v[i], repo)) {
            lk_vcs_close(repo->vcs);
            return r->all.v[i];
        }
    *LK_PUSH(&r->all) = repo;
    return repo;
}

struct lk_repo *lk_repos_add(size_t *index, struct lk_repos *r, struct lk_str path)
{
    struct lk_str dir = lk_path_dir(path);
    struct lk_repo *repo = lk_map_get(&r->by_directory, dir);
    if (!repo) {
        repo = enter(r, dir);
        lk_map_put(&r->by_directory, dir, repo);
    }
    *index = repo->files.n;
    *LK_PUSH(&repo->files) = (struct lk_vcs_file){.path = path};
    return repo;
}

/* A bare repository was found from inside it: none of its files is on disk. */
void lk_repos_read(struct lk_repos *r)
{
    for (size_t i = 0; i < r->all.n; i++) {
        struct lk_repo *repo = r->all.v[i];
        struct lk_err why = {0};
        if (repo->state != LK_REPO_FOUND)
            continue;
        if (!lk_vcs_head(&repo->head, repo->vcs, r->arena, &why))
            damaged(repo, r->arena, &why);
        else if (repo->head.bare)
            repo->state = LK_REPO_BARE;
        else if (!lk_vcs_files(repo->files.v, repo->files.n, repo->vcs, r->arena, &why))
            damaged(repo, r->arena, &why);
    }
}

/* Where a remedy is known it is part of the line. */
struct lk_str lk_repo_note(struct lk_arena *arena, const struct lk_repo *repo)
{
    static const char *const advice[] = {
        [LK_REPO_FOUND] = "",
        [LK_REPO_NONE] = ": nothing says which commit its files come from",
        [LK_REPO_FOREIGN] = ": it is not read, as git does not read it; to allow it: git config "
                            "--global --add safe.directory ",
        [LK_REPO_EMPTY] = ": nothing says which commit its files come from",
        [LK_REPO_BARE] = ": it has no files of its own; GIT_DIR and GIT_WORK_TREE name a working "
                         "tree",
        [LK_REPO_DAMAGED] = ": "};
    struct lk_str more = repo->state == LK_REPO_FOREIGN   ? repo->top
                         : repo->state == LK_REPO_DAMAGED ? repo->why
                                                          : LK_STR("");
    bool none = repo->state == LK_REPO_NONE;
    struct lk_str where = none ? lk_path_dir(repo->files.v[0].path) : repo->top;
    return lk_arena_format(arena, "'" LK_PRI "' %s %s%s" LK_PRI, LK_ARG(where),
                           none ? "lies in" : "is", words[repo->state], advice[repo->state],
                           LK_ARG(more));
}

/* Files at the edge of a shallow clone have a commit that git could not look behind. */
static void tell_horizon(const struct lk_repo *repo, const struct lk_run_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < repo->files.n; i++)
        n += repo->files.v[i].horizon;
    if (n)
        lk_run_say(plan, LK_RUN_INFO, LK_LOG_LIMBECK,
                   "'" LK_PRI "' is a %s clone: %zu of the files were last changed at its edge or "
                   "before; git fetch %s tells", LK_ARG(repo->top),
                   repo->head.shallow ? "shallow" : "partial", n,
                   repo->head.shallow ? "--unshallow" : "--refetch --no-filter");
}

void lk_repos_tell(const struct lk_repos *r, const struct lk_run_plan *plan)
{
    for (size_t i = 0; i < r->all.n; i++) {
        const struct lk_repo *repo = r->all.v[i];
        if (repo->state == LK_REPO_FOUND)
            tell_horizon(repo, plan);
        else if (repo->state != LK_REPO_NONE)
            lk_run_say(plan, LK_RUN_WARN, LK_LOG_LIMBECK, LK_PRI,
                       LK_ARG(lk_repo_note(r->arena, repo)));
    }
}

void lk_repos_clear(struct lk_repos *r)
{
    for (size_t i = 0; i < r->all.n; i++) {
        lk_vcs_close(r->all.v[i]->vcs);
        free(r->all.v[i]->files.v);
    }
    free(r->all.v);
    lk_map_clear(&r->by_directory);
}
