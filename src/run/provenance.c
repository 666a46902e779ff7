/* Provenance of the revisions of a plan: which files they are, what git, their manifests, settings
 * and hosters say, and who is believed.  Reads only; the ledger keeps it. */
#include "run/provenance.h"
#include "base/limits.h"
#include "base/time.h"
#include "rev/manifest.h"
#include "run/said.h"
#include "run/say.h"
#include "vcs/blob.h"

#include <stdlib.h>

/* One gathering. */
struct gather {
    const struct lk_run_plan *plan;
    struct lk_arena *arena;
    struct lk_repos repos;
    struct lk_applied_list list;
    struct lk_said said;           /* read when a file needs it */
};

static void add_file(struct gather *g, const struct lk_revision *r, struct lk_str path, bool own)
{
    size_t index;
    struct lk_repo *repo = lk_repos_add(&index, &g->repos, path);
    *LK_PUSH(&g->list) = (struct lk_applied){r, path, repo, index, own};
}

/* Files of SQL that a manifest names are applied as they are on disk.  One that is not there is
 * refused by the run itself, with its place. */
static void add_sql_files(struct gather *g, const struct lk_step *step)
{
    const struct lk_manifest *m = step->revision->manifest;
    const struct lk_manifest_ops *ops = !m ? NULL : step->downgrade ? &m->downgrade : &m->upgrade;
    for (size_t i = 0; ops && i < ops->n; i++) {
        if (ops->v[i].def->id != LK_OP_EXECUTE_FILE)
            continue;
        struct lk_str name = lk_datum_text(lk_op_arg(&ops->v[i], "path"));
        struct lk_str path =
            lk_path_join(g->arena, lk_path_dir(step->revision->path), name);
        if (lk_file_exists(path.p))
            add_file(g, step->revision, path, false);
    }
}

/* Steps of a stamp have no revision, those of a test no file. */
static bool has_file(const struct lk_step *step)
{
    return step->revision && step->revision->path.n;
}

const struct lk_vcs_file *lk_applied_tracked(const struct lk_applied *a)
{
    const struct lk_vcs_file *f = &a->repo->files.v[a->index];
    return a->repo->state == LK_REPO_FOUND && f->tracked ? f : NULL;
}

/* A member of a manifest's provenance; empty where it does not say. */
static struct lk_str said_by(const struct lk_revision *r, const char *key)
{
    const struct lk_datum *d = r->manifest ? lk_datum_get(r->manifest->provenance, key) : NULL;
    return lk_datum_is(d, LK_DATUM_STR) ? d->as.s : LK_STR("");
}

enum lk_known lk_applied_compiled_dirty(const struct lk_revision *r)
{
    const struct lk_datum *d = r->manifest ? lk_datum_get(r->manifest->provenance, "dirty") : NULL;
    if (!lk_datum_is(d, LK_DATUM_BOOL))
        return LK_KNOWN_NOT;
    return d->as.b ? LK_KNOWN_YES : LK_KNOWN_NO;
}

static enum lk_known known(bool yes)
{
    return yes ? LK_KNOWN_YES : LK_KNOWN_NO;
}

/* The repository's facts and the file's.  An untracked file has no history. */
static void from_git(struct lk_provenance *p, struct gather *g, const struct lk_applied *a)
{
    const struct lk_vcs_head *head = &a->repo->head;
    const struct lk_vcs_file *f = &a->repo->files.v[a->index];
    *p = (struct lk_provenance){
        .source = LK_STR("git"), .commit = lk_str_of(head->commit.id),
        .blob = lk_arena_str(g->arena, lk_str_of(f->blob)), .path = f->name, .ref = head->ref,
        .remote = head->remote, .file_dirty = known(f->dirty), .tree_dirty = known(head->dirty)};
    if (!f->tracked)
        return;
    p->changed = lk_arena_str(g->arena, lk_str_of(f->changed.id));
    p->author = lk_arena_format(g->arena, LK_PRI " <" LK_PRI ">", LK_ARG(f->changed.author),
                                LK_ARG(f->changed.email));
    p->authored_us = f->changed.authored_us;
    p->committed_us = f->changed.committed_us;
    p->horizon = f->horizon;
    if (lk_applied_compiled_dirty(a->revision) == LK_KNOWN_YES)
        p->file_dirty = LK_KNOWN_YES;
}

/* The script's history, as compile wrote it down.  A time that cannot be read stays unknown.  One
 * that was compiled outside a repository names no commit, and then somebody else's word counts. */
static void from_manifest(struct lk_provenance *p, struct gather *g, const struct lk_revision *r)
{
    const struct lk_said *said = &g->said;
    struct lk_str changed = said_by(r, "commit");
    bool other = said->source.n && (lk_str_is(said->source, "setting") || !changed.n);
    *p = (struct lk_provenance){
        .source = changed.n || !other ? LK_STR("manifest") : said->source,
        .commit = other ? said->commit : changed, .ref = other ? said->ref : LK_STR(""),
        .remote = other ? said->remote : LK_STR(""), .changed = changed,
        .author = said_by(r, "author"), .blob = said_by(r, "blob"), .path = said_by(r, "path"),
        .file_dirty = lk_applied_compiled_dirty(r)};
    if (!lk_time_read(&p->committed_us, said_by(r, "committed_at")))
        p->committed_us = 0;
    if (!lk_time_read(&p->authored_us, said_by(r, "authored_at")))
        p->authored_us = 0;
}

/* Nobody knows the file; its content can still be named as git would. */
static void from_said(struct lk_provenance *p, struct gather *g, struct lk_str path)
{
    struct lk_err unread = {0};
    struct lk_str text;
    char blob[LK_VCS_OID];
    *p = (struct lk_provenance){.source = g->said.source.n ? g->said.source : LK_STR("file"),
                                .commit = g->said.commit,
                                .ref = g->said.ref, .remote = g->said.remote};
    if (lk_file_read(&text, g->arena, path.p, lk_limit(LK_LIMIT_FILE_BYTES), &unread) &&
        lk_vcs_blob(blob, text, &unread))
        p->blob = lk_arena_str(g->arena, lk_str_of(blob));
    lk_err_clear(&unread);
}

/* The order of belief that the header tells. */
static void compose(struct lk_provenance *p, struct gather *g, const struct lk_applied *a)
{
    const struct lk_revision *r = a->revision;
    if (lk_applied_tracked(a))
        from_git(p, g, a);
    else if (r->manifest && r->manifest->provenance)
        from_manifest(p, g, r);
    else if (a->repo->state == LK_REPO_FOUND)
        from_git(p, g, a);
    else
        from_said(p, g, a->path);
}

/* Settings and variables are looked at only when git does not know every file. */
static bool needs_said(const struct gather *g)
{
    for (size_t i = 0; i < g->list.n; i++)
        if (!lk_applied_tracked(&g->list.v[i]))
            return true;
    return false;
}

/* HEAD is recorded, whatever a setting says of it; but a setting that is wrong is told. */
static void tell_other_commit(const struct gather *g)
{
    struct lk_str said = g->plan->origin.commit;
    for (size_t i = 0; said.n && i < g->repos.all.n; i++) {
        const struct lk_repo *repo = g->repos.all.v[i];
        if (repo->state == LK_REPO_FOUND &&
            !lk_str_starts(lk_str_of(repo->head.commit.id), said))
            lk_run_say(g->plan, LK_RUN_WARN, LK_LOG_LIMBECK,
                       "the setting 'commit' is " LK_PRI ", and HEAD of '" LK_PRI "' %.12s, which "
                       "is recorded", LK_ARG(said), LK_ARG(repo->top), repo->head.commit.id);
    }
}

/* Files that a second look at the database brings along are few; those known stay. */
static void list_files(struct gather *g, const struct lk_provenances *have,
                       const struct lk_plan *todo)
{
    for (size_t i = 0; i < todo->n; i++) {
        const struct lk_step *step = &todo->v[i];
        if (!has_file(step) || lk_map_has(&have->of, step->revision->id))
            continue;
        add_file(g, step->revision, step->revision->path, true);
        add_sql_files(g, step);
    }
}

/* A file of SQL that is dirty makes its revision dirty. */
static void keep(struct lk_provenances *out, struct gather *g)
{
    struct lk_provenance *p = NULL;
    for (size_t i = 0; i < g->list.n; i++) {
        const struct lk_applied *a = &g->list.v[i];
        const struct lk_vcs_file *f = &a->repo->files.v[a->index];
        if (a->own) {
            p = lk_arena_alloc(g->arena, sizeof *p);
            compose(p, g, a);
            lk_map_put(&out->of, a->revision->id, p);
        } else if (p && a->repo->state == LK_REPO_FOUND && f->dirty) {
            p->file_dirty = LK_KNOWN_YES;
        }
    }
}

bool lk_provenance_gather(struct lk_provenances *out, const struct lk_run_plan *plan,
                          const struct lk_plan *todo, struct lk_err *err)
{
    struct gather g = {.plan = plan, .arena = out->arena, .repos = {.arena = out->arena}};
    list_files(&g, out, todo);
    lk_repos_read(&g.repos);
    lk_repos_tell(&g.repos, plan);
    bool ok = lk_require(&g.list, &g.repos, plan, err) &&
              (!needs_said(&g) || lk_said_read(&g.said, g.arena, plan, err));
    if (ok) {
        tell_other_commit(&g);
        keep(out, &g);
    }
    lk_repos_clear(&g.repos);
    free(g.list.v);
    return ok;
}

const struct lk_provenance *lk_provenance_of(const struct lk_provenances *v,
                                             const struct lk_step *step)
{
    return step->revision ? lk_map_get(&v->of, step->revision->id) : NULL;
}

void lk_provenance_clear(struct lk_provenances *v)
{
    lk_map_clear(&v->of);
}
