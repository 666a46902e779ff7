/* Which commit last changed each of many files: one walk for all of them.
 *
 * A file's trail is that of `git log -1 -- path`: from HEAD on, at each commit it goes to the first
 * parent with the same blob; a commit none of whose parents has it changed the file.  Trails are
 * sets of bits that travel together; commits wait in a heap, youngest first, so that files meet
 * again and a commit is compared once.  Trees are compared from the top down and no further than
 * their ids differ. */
#include "vcs/private.h"
#include "base/map.h"

#include <stdlib.h>

struct trail {
    git_commit *commit;
    uint64_t *bits;            /* files whose trail has come here */
};

/* Files of one directory. */
struct group {
    const char *dir;           /* "" at the top */
    size_t *file;
    size_t n, cap;
};

struct walk {
    struct lk_vcs *vcs;
    struct lk_arena *arena;
    struct lk_vcs_file *file;
    size_t nfile, words, left;
    struct { struct group *v; size_t n, cap; } groups;
    struct { struct trail **v; size_t n, cap; } heap;
    struct lk_map waiting;     /* commit id to struct trail */
    bool shallow, edges;       /* edges: what is missing was not cloned, and is no damage */
    struct lk_err *err;
};

/* The order of the heap: commits with the latest time first. */
static bool younger(const struct trail *a, const struct trail *b)
{
    return git_commit_time(a->commit) > git_commit_time(b->commit);
}

/* Sifts up. */
static void heap_push(struct walk *w, struct trail *t)
{
    size_t i = w->heap.n;
    *LK_PUSH(&w->heap) = t;
    while (i && younger(t, w->heap.v[(i - 1) / 2])) {
        w->heap.v[i] = w->heap.v[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    w->heap.v[i] = t;
}

/* Sifts the last one down from the top. */
static struct trail *heap_pop(struct walk *w)
{
    struct trail *top = w->heap.v[0], *last = w->heap.v[--w->heap.n];
    size_t i = 0, child;
    while ((child = 2 * i + 1) < w->heap.n) {
        child += child + 1 < w->heap.n && younger(w->heap.v[child + 1], w->heap.v[child]);
        if (!younger(w->heap.v[child], last)) {
            break;
        }
        w->heap.v[i] = w->heap.v[child];
        i = child;
    }
    if (w->heap.n) {
        w->heap.v[i] = last;
    }
    return top;
}

/* The raw id as a key of the map. */
static struct lk_str oid_key(const git_oid *id)
{
    return (struct lk_str){(const char *)id->id, GIT_OID_RAWSZ};
}

/* The trail that waits at a commit, made if there is none; takes the commit over. */
static struct trail *trail_at(struct walk *w, git_commit *commit)
{
    struct lk_str key = oid_key(git_commit_id(commit));
    struct trail *t = lk_map_get(&w->waiting, key);
    if (t) {
        git_commit_free(commit);
        return t;
    }
    t = lk_zalloc(1, sizeof *t);
    t->commit = commit;
    t->bits = lk_zalloc(w->words, sizeof *t->bits);
    lk_map_put(&w->waiting, key, t);
    heap_push(w, t);
    return t;
}

/* Frees a trail that left the heap. */
static void trail_free(struct trail *t)
{
    git_commit_free(t->commit);
    free(t->bits);
    free(t);
}

/* Bit i of a set of files. */
static bool has_bit(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

/* The id of a directory's tree, all zeros when there is no such directory; false when a tree on
 * the way is missing.  The tree itself is not read: with hundreds of files it is too large for
 * libgit2's cache, and seldom differs. */
static bool find_dir(git_oid *id, const git_tree *root, const char *dir)
{
    git_tree_entry *entry = NULL;
    *id = (git_oid){{0}};
    if (!*dir) {
        return git_oid_cpy(id, git_tree_id(root)) == 0;
    }
    int rc = git_tree_entry_bypath(&entry, root, dir);
    if (rc == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
        (void)git_oid_cpy(id, git_tree_entry_id(entry));
    }
    git_tree_entry_free(entry);
    const git_error *last = rc ? git_error_last() : NULL;
    return rc == 0 || (rc == GIT_ENOTFOUND && last && last->klass == GIT_ERROR_TREE);
}

/* The last part of a file's name. */
static const char *name_in_dir(const struct lk_vcs_file *f)
{
    const char *slash = strrchr(f->name.p, '/');
    return slash ? slash + 1 : f->name.p;
}

/* Is there an entry of this name in both trees, and the same one, mode included as for git? */
static bool same_entry(const git_tree *a, const git_tree *b, const char *name)
{
    const git_tree_entry *x = git_tree_entry_byname(a, name);
    const git_tree_entry *y = git_tree_entry_byname(b, name);
    return x && y && git_oid_equal(git_tree_entry_id(x), git_tree_entry_id(y)) &&
           git_tree_entry_filemode_raw(x) == git_tree_entry_filemode_raw(y);
}

/* The bits of one group whose files are the same in both trees. */
static bool same_in_group(struct walk *w, uint64_t *same, const struct group *g,
                          const git_tree *a, const git_tree *b)
{
    git_oid p, q;
    git_tree *x = NULL, *y = NULL;
    if (!find_dir(&p, a, g->dir) || !find_dir(&q, b, g->dir)) {
        return false;
    }
    if (git_oid_is_zero(&p) || git_oid_is_zero(&q)) {
        return true;
    }
    bool equal = git_oid_equal(&p, &q);
    bool good = equal || (git_tree_lookup(&x, w->vcs->repo, &p) == 0 &&
                          git_tree_lookup(&y, w->vcs->repo, &q) == 0);
    for (size_t i = 0; good && i < g->n; i++) {
        size_t f = g->file[i];
        if (equal || same_entry(x, y, name_in_dir(&w->file[f]))) {
            same[f / 64] |= UINT64_C(1) << (f % 64);
        }
    }
    git_tree_free(x);
    git_tree_free(y);
    return good;
}

/* Is any file left in the set? */
static bool any_bit(const uint64_t *bits, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        if (bits[i]) {
            return true;
        }
    }
    return false;
}

/* The files that a parent has unchanged; equal trees need no look inside.  False where a tree
 * cannot be read. */
static bool compare_trees(struct walk *w, uint64_t *same, git_commit *commit, git_commit *parent)
{
    git_tree *a = NULL, *b = NULL;
    if (git_oid_equal(git_commit_tree_id(commit), git_commit_tree_id(parent))) {
        memset(same, 0xff, w->words * sizeof *same);
        return true;
    }
    memset(same, 0, w->words * sizeof *same);
    bool good = git_commit_tree(&a, commit) == 0 && git_commit_tree(&b, parent) == 0;
    for (size_t i = 0; good && i < w->groups.n; i++) {
        good = same_in_group(w, same, &w->groups.v[i], a, b);
    }
    git_tree_free(a);
    git_tree_free(b);
    return good;
}

/* Sends on to a parent what has the same blob there, and takes those bits off t.  False where the
 * parent or its trees are not there. */
static bool follow_parent(struct walk *w, struct trail *t, unsigned int which)
{
    git_commit *parent = NULL;
    uint64_t *same = lk_zalloc(w->words, sizeof *same);
    bool good = git_commit_parent(&parent, t->commit, which) == 0 &&
                compare_trees(w, same, t->commit, parent);
    if (good) {
        for (size_t i = 0; i < w->words; i++) {
            same[i] &= t->bits[i];
            t->bits[i] &= ~same[i];
        }
        if (any_bit(same, w->words)) {
            struct trail *to = trail_at(w, parent);
            parent = NULL;
            for (size_t i = 0; i < w->words; i++) {
                to->bits[i] |= same[i];
            }
        }
    }
    git_commit_free(parent);
    free(same);
    return good;
}

/* What no parent has was changed here. */
static void settle(struct walk *w, const struct trail *t, bool edge)
{
    for (size_t i = 0; i < w->nfile; i++) {
        if (has_bit(t->bits, i)) {
            lk_vcs_commit_fill(&w->file[i].changed, w->arena, t->commit);
            w->file[i].horizon = edge;
            w->left--;
        }
    }
}

/* Hands a commit's files on to its parents; what is left was changed here.  A shallow clone's edge
 * names parents that are not there; a partial one has no trees of old commits. */
static bool step(struct walk *w, struct trail *t)
{
    unsigned int parents = git_commit_parentcount(t->commit);
    bool edge = w->shallow && parents == 0;
    for (unsigned int i = 0; i < parents && any_bit(t->bits, w->words); i++) {
        if (follow_parent(w, t, i)) {
            continue;
        }
        if (!w->edges) {
            return lk_vcs_fail(w->err, "read the history");
        }
        edge = true;
    }
    settle(w, t, edge);
    return true;
}

/* Was the repository cloned with a filter, so that objects may be missing? */
static bool is_partial(git_repository *repo)
{
    git_config *config = NULL;
    git_config_iterator *entries = NULL;
    git_config_entry *entry = NULL;
    bool partial = false, open = git_repository_config_snapshot(&config, repo) == 0 &&
                                 git_config_iterator_new(&entries, config) == 0;
    while (open && !partial && git_config_next(&entry, entries) == 0) {
        struct lk_str name = lk_str_of(entry->name);
        partial = lk_str_is(name, "extensions.partialclone") ||
                  (lk_str_starts(name, LK_STR("remote.")) &&
                   lk_str_ends(name, LK_STR(".promisor")));
    }
    git_config_iterator_free(entries);
    git_config_free(config);
    return partial;
}

/* Files of one directory are compared together. */
static void add_to_group(struct walk *w, size_t file)
{
    struct lk_str name = w->file[file].name;
    ptrdiff_t slash = lk_str_rfind_byte(name, '/');
    struct lk_str dir = slash < 0 ? LK_STR("") : lk_str_cut(name, 0, (size_t)slash);
    struct group *g = NULL;
    for (size_t i = 0; i < w->groups.n && !g; i++) {
        g = lk_str_is(dir, w->groups.v[i].dir) ? &w->groups.v[i] : NULL;
    }
    if (!g) {
        g = LK_PUSH(&w->groups);
        *g = (struct group){.dir = lk_arena_str(w->arena, dir).p};
    }
    if (g->n == g->cap) {
        g->file = lk_grow(g->file, &g->cap, g->n + 1, sizeof *g->file);
    }
    g->file[g->n++] = file;
}

/* All tracked files begin at HEAD. */
static void start(struct walk *w)
{
    git_commit *head = NULL;
    (void)git_commit_dup(&head, w->vcs->head);
    struct trail *t = trail_at(w, head);
    for (size_t i = 0; i < w->nfile; i++) {
        if (w->file[i].tracked) {
            add_to_group(w, i);
            t->bits[i / 64] |= UINT64_C(1) << (i % 64);
            w->left++;
        }
    }
}

/* Trails that still wait belong to files that were all found. */
static void release(struct walk *w)
{
    while (w->heap.n) {
        trail_free(heap_pop(w));
    }
    for (size_t i = 0; i < w->groups.n; i++) {
        free(w->groups.v[i].file);
    }
    free(w->groups.v);
    free(w->heap.v);
    lk_map_clear(&w->waiting);
}

/* Ends when the last file is found, or with the history. */
bool lk_vcs_walk(struct lk_vcs_file *v, size_t n, struct lk_vcs *vcs, struct lk_arena *arena,
                 struct lk_err *err)
{
    struct walk w = {.vcs = vcs, .arena = arena, .file = v, .nfile = n, .words = n / 64 + 1,
                     .err = err};
    bool good = true;
    w.shallow = git_repository_is_shallow(vcs->repo) == 1;
    w.edges = w.shallow || is_partial(vcs->repo);
    start(&w);
    while (good && w.left && w.heap.n) {
        struct trail *t = heap_pop(&w);
        lk_map_put(&w.waiting, oid_key(git_commit_id(t->commit)), NULL);
        good = step(&w, t);
        trail_free(t);
    }
    release(&w);
    return good;
}
