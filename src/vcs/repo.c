/* Opening a repository and reading its HEAD. */
#include "vcs/private.h"

#include <iconv.h>
#include <stdlib.h>

/* libgit2 keeps its words per thread; they are borrowed for the message. */
bool lk_vcs_fail(struct lk_err *err, const char *what)
{
    const git_error *last = git_error_last();
    return lk_fail(err, LK_E_IO, "git cannot %s: %s", what,
                   last ? last->message : "unknown reason");
}

/* A repository without a commit has nothing to say of any file. */
static bool open_head(struct lk_vcs *vcs, enum lk_vcs_found *found, struct lk_err *err)
{
    git_reference *ref = NULL;
    git_object *object = NULL;
    int rc = git_repository_head(&ref, vcs->repo);
    if (rc == GIT_EUNBORNBRANCH || rc == GIT_ENOTFOUND) {
        *found = LK_VCS_EMPTY;
        return true;
    }
    if (rc == 0) {
        rc = git_reference_peel(&object, ref, GIT_OBJECT_COMMIT);
    }
    git_reference_free(ref);
    vcs->head = (git_commit *)object;
    *found = LK_VCS_FOUND;
    return rc == 0 || lk_vcs_fail(err, "read HEAD");
}

/* libgit2 1.5 says of a foreign repository, where no safe.directory is configured at all, that this
 * setting was not found (tests/vcs/vcs.py shows it). */
static bool is_foreign(int rc)
{
    const git_error *last = git_error_last();
    return rc == GIT_EOWNER || (rc == GIT_ENOTFOUND && last && last->klass == GIT_ERROR_CONFIG);
}

/* A repository that has no files of its own gets its working tree from the environment, as git's
 * documentation has it for hooks that check out somewhere else. */
static int open_named(git_repository **repo)
{
    const char *dir = getenv("GIT_DIR"), *tree = getenv("GIT_WORK_TREE");
    int rc = dir && *dir ? git_repository_open(repo, dir) : GIT_ENOTFOUND;
    if (rc == 0 && tree && *tree) {
        rc = git_repository_set_workdir(*repo, tree, 0);
    }
    return rc;
}

/* Extensions of a repository's format that do not matter to who only reads commits, trees and the
 * state of files; libgit2 1.5 would refuse sparse and partial clones, as CI makes them. */
static void allow_extensions(void)
{
    static const char *const known[] = {"partialclone", "preciousobjects", "worktreeconfig"};
    (void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof *known);
}

/* Each open repository holds one reference on the library. */
bool lk_vcs_open(struct lk_vcs **out, enum lk_vcs_found *found, const char *directory,
                 struct lk_err *err)
{
    *out = NULL;
    *found = LK_VCS_NONE;
    git_libgit2_init();
    allow_extensions();
    struct lk_vcs *vcs = lk_zalloc(1, sizeof *vcs);
    int rc = git_repository_open_ext(&vcs->repo, directory, 0, NULL);
    bool good = true;
    if (rc == GIT_ENOTFOUND && !is_foreign(rc)) {
        rc = open_named(&vcs->repo);
    }
    if (is_foreign(rc)) {
        *found = LK_VCS_FOREIGN;
    } else if (rc == 0) {
        good = open_head(vcs, found, err);
    } else if (rc != GIT_ENOTFOUND) {
        good = lk_vcs_fail(err, "open the repository");
    }
    if (good && *found == LK_VCS_FOUND) {
        *out = vcs;
        return true;
    }
    lk_vcs_close(vcs);
    return good;
}

/* The counterpart of lk_vcs_open, also for one that was half opened. */
void lk_vcs_close(struct lk_vcs *vcs)
{
    if (vcs) {
        git_commit_free(vcs->head);
        git_repository_free(vcs->repo);
        free(vcs);
        git_libgit2_shutdown();
    }
}

const char *lk_vcs_directory(const struct lk_vcs *vcs)
{
    return git_repository_path(vcs->repo);
}

/* Is there an entry of this name in the directory? */
static bool has(struct lk_arena *arena, struct lk_str dir, const char *name)
{
    struct lk_str path = lk_path_join(arena, dir, lk_str_of(name));
    return lk_file_exists(path.p) || lk_dir_exists(path.p);
}

/* A working tree has .git, a file or a directory; a bare repository HEAD and objects. */
struct lk_str lk_vcs_top(struct lk_arena *arena, struct lk_str directory)
{
    struct lk_str at = lk_path_normal(arena, directory);
    for (;;) {
        if (has(arena, at, ".git") || (has(arena, at, "HEAD") && has(arena, at, "objects"))) {
            return lk_arena_str(arena, at);
        }
        if (at.n <= 1) {
            return LK_STR("");
        }
        at = lk_path_dir(at);
    }
}

/* A name in UTF-8: a commit may name another encoding that it is written in (i18n.commitEncoding).
 * As it stands where that one is unknown here, as in git log. */
static struct lk_str name_text(struct lk_arena *arena, const char *name, const char *encoding)
{
    struct lk_str given = lk_str_of(name);
    iconv_t to = encoding ? iconv_open("UTF-8", encoding) : (iconv_t)-1;
    if (to == (iconv_t)-1) {
        return lk_arena_str(arena, given);
    }
    size_t left = given.n, room = 4 * given.n + 1;
    char *from = lk_strdup(given), *in = from, *text = lk_zalloc(room, 1), *out = text;
    bool good = iconv(to, &in, &left, &out, &room) != (size_t)-1;
    struct lk_str kept = lk_arena_str(arena, good ? lk_str_of(text) : given);
    iconv_close(to);
    free(from);
    free(text);
    return kept;
}

/* Times are the author's and the committer's, in UTC. */
void lk_vcs_commit_fill(struct lk_vcs_commit *out, struct lk_arena *arena, const git_commit *commit)
{
    const git_signature *author = git_commit_author(commit);
    git_oid_tostr(out->id, sizeof out->id, git_commit_id(commit));
    out->author = name_text(arena, author->name, git_commit_message_encoding(commit));
    out->email = name_text(arena, author->email, git_commit_message_encoding(commit));
    out->authored_us = (int64_t)author->when.time * 1000000;
    out->committed_us = (int64_t)git_commit_time(commit) * 1000000;
}

struct tag_search {
    git_repository *repo;
    const git_oid *wanted;
    struct lk_arena *arena;
    struct lk_str found;
};

/* Annotated tags point at the commit by way of their own object. */
static int match_tag(const char *name, void *payload)
{
    struct tag_search *s = payload;
    git_object *object = NULL;
    git_reference *ref = NULL;
    bool equal = git_reference_lookup(&ref, s->repo, name) == 0 &&
                 git_reference_peel(&object, ref, GIT_OBJECT_COMMIT) == 0 &&
                 git_oid_equal(git_object_id(object), s->wanted);
    if (equal) {
        s->found = lk_arena_str(s->arena, lk_str_of(name + strlen("refs/tags/")));
    }
    git_object_free(object);
    git_reference_free(ref);
    return equal;      /* not zero ends the search */
}

/* The branch that is checked out, or a tag at a detached HEAD. */
static void read_ref(struct lk_vcs_head *out, struct lk_vcs *vcs, struct lk_arena *arena)
{
    git_reference *ref = NULL;
    out->detached = git_repository_head_detached(vcs->repo) == 1;
    out->ref = LK_STR("");
    if (!out->detached && git_repository_head(&ref, vcs->repo) == 0) {
        out->ref = lk_arena_str(arena, lk_str_of(git_reference_shorthand(ref)));
    } else {
        struct tag_search s = {vcs->repo, git_commit_id(vcs->head), arena, LK_STR("")};
        (void)git_reference_foreach_glob(vcs->repo, "refs/tags/*", match_tag, &s);
        out->ref = s.found;
    }
    git_reference_free(ref);
}

/* The text before a mark, or all of it. */
static struct lk_str without(struct lk_str url, const char *mark)
{
    ptrdiff_t at = lk_str_find(url, lk_str_of(mark), 0);
    return at < 0 ? url : lk_str_cut(url, 0, (size_t)at);
}

/* The length of what stands before a host, its @ included: whoever it names, and whatever the
 * password has in it.  "/@name" is a directory. */
static size_t secret(struct lk_str text)
{
    for (size_t i = text.n; i > 0; i--) {
        if (text.p[i - 1] == '@' && (i == 1 || text.p[i - 2] != '/')) {
            return i;
        }
    }
    return 0;
}

/* HOST or HOST:PORT; "user:pass" in its place is cut off a password with a slash. */
static bool is_host(struct lk_str text)
{
    ptrdiff_t colon = lk_str_rfind_byte(text, ':');
    for (size_t i = (size_t)(colon + 1); colon >= 0 && i < text.n; i++) {
        if ((text.p[i] < '0' || text.p[i] > '9') && text.p[text.n - 1] != ']') {
            return false;
        }
    }
    return true;
}

/* Tokens stand in queries and in the place of users, too; git@host:path loses its user with
 * them. */
struct lk_str lk_vcs_url(struct lk_arena *arena, struct lk_str url)
{
    ptrdiff_t scheme = lk_str_find(url, LK_STR("://"), 0);
    ptrdiff_t colon = lk_str_find(url, LK_STR(":"), 0);
    if (colon < 0 || !url.n || *url.p == '/' || *url.p == '.') {
        return lk_arena_str(arena, url);
    }
    size_t start = scheme < 0 ? 0 : (size_t)scheme + 3;
    url = without(without(url, "?"), scheme < 0 ? "?" : "#");
    ptrdiff_t slash = lk_str_find(url, LK_STR("/"), start);
    size_t end = scheme < 0 || slash < 0 ? url.n : (size_t)slash;
    size_t skip = start + secret(lk_str_cut(url, start, end));
    if (scheme >= 0 && skip == start && !is_host(lk_str_cut(url, start, end))) {
        skip += secret(lk_str_cut(url, start, url.n));
    }
    return lk_arena_format(arena, LK_PRI LK_PRI, (int)start, url.p, (int)(url.n - skip),
                           url.p + skip);
}

struct remotes {
    char *origin, *other;
    size_t others;
};

/* Notes a remote's URL; of several that are not origin none is taken. */
static void note_remote(struct remotes *r, const git_config_entry *entry)
{
    struct lk_str name = lk_str_of(entry->name), value = lk_str_of(entry->value);
    if (lk_str_is(name, "remote.origin.url")) {
        free(r->origin);
        r->origin = lk_strdup(value);
    } else if (lk_str_starts(name, LK_STR("remote.")) && lk_str_ends(name, LK_STR(".url"))) {
        free(r->other);
        r->other = r->others++ ? NULL : lk_strdup(value);
    }
}

/* The URL of origin, or of the only remote there is. The configuration is read entry by entry:
 * libgit2's look-ups of remotes go by regular expressions whose matches version 1.5 does not
 * free. */
static struct lk_str read_remote(struct lk_vcs *vcs, struct lk_arena *arena)
{
    git_config *config = NULL;
    git_config_iterator *entries = NULL;
    git_config_entry *entry = NULL;
    struct remotes r = {0};
    bool open = git_repository_config_snapshot(&config, vcs->repo) == 0 &&
                git_config_iterator_new(&entries, config) == 0;
    while (open && git_config_next(&entry, entries) == 0) {
        note_remote(&r, entry);
    }
    const char *url = r.origin ? r.origin : r.other;
    struct lk_str kept = url ? lk_vcs_url(arena, lk_str_of(url)) : LK_STR("");
    git_config_iterator_free(entries);
    git_config_free(config);
    free(r.origin);
    free(r.other);
    return kept;
}

/* A sparse checkout leaves files out, which libgit2 1.5 takes for deleted. */
static bool is_left_out(git_index *index, const git_status_entry *s)
{
    if (s->status != GIT_STATUS_WT_DELETED) {
        return false;
    }
    const git_index_entry *e = git_index_get_bypath(index, s->index_to_workdir->old_file.path, 0);
    return e && (e->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE);
}

/* Untracked files do not make a tree dirty, as in git describe --dirty. */
static bool read_dirty(bool *dirty, struct lk_vcs *vcs, struct lk_err *err)
{
    git_status_options options;
    git_status_list *list = NULL;
    git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
    options.flags = GIT_STATUS_OPT_EXCLUDE_SUBMODULES | GIT_STATUS_OPT_NO_REFRESH;
    if (git_status_list_new(&list, vcs->repo, &options)) {
        return lk_vcs_fail(err, "compare the tree with HEAD");
    }
    git_index *index = NULL;
    bool good = git_repository_index(&index, vcs->repo) == 0;
    size_t n = good ? git_status_list_entrycount(list) : 0, out = 0;
    while (out < n && is_left_out(index, git_status_byindex(list, out))) {
        out++;
    }
    *dirty = out < n;
    git_index_free(index);
    git_status_list_free(list);
    return good || lk_vcs_fail(err, "read the index");
}

/* A bare repository has no tree that could be dirty. */
bool lk_vcs_head(struct lk_vcs_head *out, struct lk_vcs *vcs, struct lk_arena *arena,
                 struct lk_err *err)
{
    *out = (struct lk_vcs_head){0};
    lk_vcs_commit_fill(&out->commit, arena, vcs->head);
    read_ref(out, vcs, arena);
    out->shallow = git_repository_is_shallow(vcs->repo) == 1;
    out->bare = git_repository_is_bare(vcs->repo) == 1;
    out->worktree = git_repository_is_worktree(vcs->repo) == 1;
    out->remote = read_remote(vcs, arena);
    return out->bare || read_dirty(&out->dirty, vcs, err);
}
