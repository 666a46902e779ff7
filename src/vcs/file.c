/* Files: their blobs, their names in the repository, and trees at a commit. */
#include "vcs/private.h"

#include <stdlib.h>
#include <unistd.h>

/* Links resolved where the path exists, because git's top has none. */
static struct lk_str real_path(struct lk_arena *arena, struct lk_str path)
{
    struct lk_str copy = lk_arena_str(arena, path);
    char *real = realpath(copy.p, NULL);
    struct lk_str kept = lk_arena_str(arena, real ? lk_str_of(real) : copy);
    free(real);
    return kept;
}

/* The path below the top of the working tree, empty for the top itself; false when it is not in
 * there. */
static bool find_name(struct lk_str *name, struct lk_vcs *vcs, struct lk_arena *arena,
                      struct lk_str path)
{
    const char *top = git_repository_workdir(vcs->repo);
    *name = LK_STR("");
    if (!top) {
        return false;
    }
    struct lk_str real = real_path(arena, path), root = real_path(arena, lk_str_of(top));
    if (lk_str_eq(real, root)) {
        return true;
    }
    bool below = lk_str_starts(real, root) && real.n > root.n && real.p[root.n] == '/';
    *name = below ? lk_str_cut(real, root.n + 1, real.n) : *name;
    return below;
}

/* What files of one directory share, kept from one file to the next: hundreds of them lie in one
 * directory, whose tree is too large for libgit2's cache. */
struct reader {
    struct lk_vcs *vcs;
    struct lk_arena *arena;
    git_tree *head;
    struct lk_str dir;         /* of the last file; p is NULL before the first */
    struct lk_str name;        /* of that directory below the top */
    bool inside;               /* it lies in the working tree */
    git_tree *tree;            /* HEAD's of that directory, or NULL */
};

/* The tree of a directory below the top; NULL where HEAD has no such directory.  False where a tree
 * is missing: its files must not be taken for new ones. */
static bool find_tree(git_tree **out, struct reader *r)
{
    git_tree_entry *entry = NULL;
    int rc = r->name.n ? git_tree_entry_bypath(&entry, r->head, r->name.p)
                       : git_tree_dup(out, r->head);
    bool absent = rc == GIT_ENOTFOUND && git_error_last()->klass == GIT_ERROR_TREE;
    if (rc == 0 && entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
        rc = git_tree_lookup(out, r->vcs->repo, git_tree_entry_id(entry));
    }
    git_tree_entry_free(entry);
    return rc == 0 || absent;
}

/* Goes to a file's directory, unless the last one lay there too. */
static bool enter(struct reader *r, struct lk_str dir, struct lk_err *err)
{
    if (r->dir.p && lk_str_eq(dir, r->dir)) {
        return true;
    }
    git_tree_free(r->tree);
    r->tree = NULL;
    r->dir = dir;
    r->inside = find_name(&r->name, r->vcs, r->arena, dir);
    return !r->inside || find_tree(&r->tree, r) || lk_vcs_fail(err, "read the tree of HEAD");
}

/* A file that is a link is the one that it leads to. */
static struct lk_str resolved(struct lk_arena *arena, struct lk_str path)
{
    char target[1];
    return readlink(path.p, target, sizeof target) >= 0 ? real_path(arena, path) : path;
}

/* Hashes the file as git would on adding it, filters included, and looks it up in HEAD. */
static bool read_file(struct lk_vcs_file *f, struct reader *r, struct lk_err *err)
{
    git_oid blob;
    struct lk_str path = resolved(r->arena, lk_arena_str(r->arena, f->path));
    struct lk_str base = lk_path_base(path);
    if (!enter(r, lk_path_dir(path), err)) {
        return false;
    }
    if (r->inside) {
        f->name = lk_path_join(r->arena, r->name, base);
    }
    if (git_repository_hashfile(&blob, r->vcs->repo, path.p, GIT_OBJECT_BLOB, NULL)) {
        return lk_vcs_fail(err, "hash a file");
    }
    git_oid_tostr(f->blob, sizeof f->blob, &blob);
    const git_tree_entry *entry = r->tree ? git_tree_entry_byname(r->tree, base.p) : NULL;
    f->tracked = entry != NULL;
    f->dirty = !entry || !git_oid_equal(&blob, git_tree_entry_id(entry));
    return true;
}

/* States first; only files that HEAD has are walked for. */
bool lk_vcs_files(struct lk_vcs_file *v, size_t n, struct lk_vcs *vcs, struct lk_arena *arena,
                  struct lk_err *err)
{
    struct reader r = {.vcs = vcs, .arena = arena};
    if (git_commit_tree(&r.head, vcs->head)) {
        return lk_vcs_fail(err, "read the tree of HEAD");
    }
    bool good = true;
    for (size_t i = 0; good && i < n; i++) {
        v[i] = (struct lk_vcs_file){.path = v[i].path};
        good = read_file(&v[i], &r, err);
    }
    git_tree_free(r.tree);
    git_tree_free(r.head);
    return good && lk_vcs_walk(v, n, vcs, arena, err);
}

/* A commit by any name that git understands; tags are followed. */
static bool find_commit(git_commit **out, struct lk_vcs *vcs, struct lk_str ref,
                        struct lk_err *err)
{
    char *name = lk_strdup(ref);
    git_object *object = NULL;
    int rc = git_revparse_single(&object, vcs->repo, name);
    if (rc == 0) {
        rc = git_object_peel((git_object **)out, object, GIT_OBJECT_COMMIT);
    }
    git_object_free(object);
    free(name);
    return rc == 0 || lk_fail(err, LK_E_TARGET, "git knows no commit, tag or branch '" LK_PRI "'",
                              LK_ARG(ref));
}

/* HEAD itself is contained in HEAD. */
bool lk_vcs_contained(bool *out, struct lk_vcs *vcs, struct lk_str ref, struct lk_err *err)
{
    git_commit *tip = NULL;
    if (!find_commit(&tip, vcs, ref, err)) {
        return false;
    }
    const git_oid *head = git_commit_id(vcs->head), *end = git_commit_id(tip);
    int descends = git_oid_equal(head, end) ? 1 : git_graph_descendant_of(vcs->repo, end, head);
    *out = descends == 1;
    git_commit_free(tip);
    return descends >= 0 || lk_vcs_fail(err, "walk the history");
}

struct tree_reader {
    struct lk_vcs *vcs;
    struct lk_vcs_entries *out;
};

/* Takes a blob's text over; directories are walked into. */
static int read_entry(const char *root, const git_tree_entry *entry, void *payload)
{
    struct tree_reader *r = payload;
    git_blob *blob = NULL;
    if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) {
        return 0;
    }
    if (git_blob_lookup(&blob, r->vcs->repo, git_tree_entry_id(entry))) {
        return -1;
    }
    struct lk_str text = {git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)};
    struct lk_vcs_entry *e = LK_PUSH(r->out);
    e->name = lk_arena_format(r->out->arena, "%s%s", root, git_tree_entry_name(entry));
    e->text = lk_arena_str(r->out->arena, text);
    git_blob_free(blob);
    return 0;
}

/* The tree of a directory; the top has the empty name. */
static bool open_dir(git_tree **out, struct lk_vcs *vcs, git_tree *root, struct lk_str name,
                     struct lk_err *err)
{
    git_tree_entry *entry = NULL;
    if (!name.n) {
        return git_tree_dup(out, root) == 0;
    }
    bool good = git_tree_entry_bypath(&entry, root, name.p) == 0 &&
                git_tree_lookup(out, vcs->repo, git_tree_entry_id(entry)) == 0;
    git_tree_entry_free(entry);
    return good || lk_fail(err, LK_E_TARGET, "that commit has no directory '" LK_PRI "'",
                           LK_ARG(name));
}

/* Nothing is checked out: texts come from the object store. */
bool lk_vcs_tree(struct lk_vcs_entries *out, struct lk_vcs *vcs, struct lk_str ref,
                 struct lk_str directory, struct lk_err *err)
{
    git_commit *commit = NULL;
    git_tree *root = NULL, *dir = NULL;
    struct tree_reader r = {vcs, out};
    bool good = find_commit(&commit, vcs, ref, err);
    if (good && git_commit_tree(&root, commit)) {
        good = lk_vcs_fail(err, "read a tree");
    }
    struct lk_str name;
    (void)find_name(&name, vcs, out->arena, directory);
    good = good && open_dir(&dir, vcs, root, name, err);
    if (good && git_tree_walk(dir, GIT_TREEWALK_PRE, read_entry, &r)) {
        good = lk_vcs_fail(err, "read a tree");
    }
    git_tree_free(dir);
    git_tree_free(root);
    git_commit_free(commit);
    return good;
}
