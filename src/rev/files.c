/* The version locations as os.walk() and Script._list_py_dir() of Alembic 1.19 see them: files of a
 * directory by name, then its directories by name. */
#include "rev/files.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct entry {
    struct lk_str name;
    bool dir, link;
};

struct entries {
    struct entry *v;
    size_t n, cap;
};

/* Python sorts names by code point, which is the order of UTF-8's bytes. */
static int by_name(const void *a, const void *b)
{
    return lk_str_cmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* (?!\.\#|__init__)(.*\.py)$, and manifests */
static bool is_wanted(struct lk_str name, bool manifests)
{
    if (lk_str_starts(name, LK_STR(".#")) || lk_str_starts(name, LK_STR("__init__")))
        return false;
    return lk_rev_is_script(name) || (manifests && *name.p != '.' &&
           (lk_str_ends(name, LK_STR(".yaml")) || lk_str_ends(name, LK_STR(".yml"))));
}

/* A link to a directory is not followed, as os.walk() does not. */
static void classify(struct entry *e, struct lk_str dir, const struct dirent *d)
{
    struct stat st;
    unsigned char type = d->d_type;
    char *path = lk_format(LK_PRI "/%s", LK_ARG(dir), d->d_name);
    if (type == DT_UNKNOWN && lstat(path, &st) == 0)
        type = S_ISDIR(st.st_mode) ? DT_DIR : S_ISLNK(st.st_mode) ? DT_LNK : DT_REG;
    e->dir = type == DT_DIR || (type == DT_LNK && lk_dir_exists(path));
    e->link = type == DT_LNK;
    free(path);
}

/* Entries of one directory, sorted; "." and ".." are not among them. */
static bool list(struct entries *out, struct lk_arena *arena, struct lk_str dir, struct lk_err *err)
{
    DIR *d = opendir(dir.p);
    if (!d)
        return lk_fail(err, LK_E_IO, "cannot read directory '" LK_PRI "': %s", LK_ARG(dir),
                       strerror(errno));
    for (struct dirent *e; (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        struct entry *one = LK_PUSH(out);
        one->name = lk_arena_str(arena, lk_str_of(e->d_name));
        classify(one, dir, e);
    }
    closedir(d);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_name);
    return true;
}

/* The list stays with the arena. */
static void push(struct lk_names *names, struct lk_arena *arena, struct lk_str s)
{
    if (names->n == names->cap) {
        size_t cap = names->cap ? names->cap * 2 : 64;
        struct lk_str *v = lk_arena_array(arena, cap, sizeof *v);
        if (names->n)
            memcpy(v, names->v, names->n * sizeof *v);
        names->v = v;
        names->cap = cap;
    }
    names->v[names->n++] = s;
}

/* A dangling link keeps its own name; reading it says what is wrong. */
static struct lk_str real_path(struct lk_arena *arena, struct lk_str path)
{
    char *real = realpath(path.p, NULL);
    struct lk_str out = real ? lk_arena_str(arena, lk_str_of(real)) : path;
    free(real);
    return out;
}

/* Real paths decide whether two locations share a file. */
static void add_file(struct lk_rev_files *f, struct lk_str dir, const struct entry *e)
{
    struct lk_str path = lk_arena_format(f->arena, LK_PRI "/" LK_PRI, LK_ARG(dir), LK_ARG(e->name));
    if (e->link)
        path = real_path(f->arena, path);
    if (lk_map_has(&f->seen, path)) {
        push(&f->warnings, f->arena,
             lk_arena_format(f->arena, "File " LK_PRI " loaded twice! ignoring. Please ensure "
                             "version_locations is unique.", LK_ARG(path)));
        return;
    }
    lk_map_put(&f->seen, path, f);
    push(&f->paths, f->arena, path);
}

/* Directories wait on a stack, the first by name on top. */
static bool walk(struct lk_rev_files *f, const struct lk_rev_where *where, struct lk_str top,
                 struct lk_err *err)
{
    struct lk_names stack = {0};
    bool ok = true;
    *LK_PUSH(&stack) = real_path(f->arena, top);
    while (ok && stack.n) {
        struct lk_str dir = stack.v[--stack.n];
        struct entries all = {0};
        bool cache = lk_str_ends(dir, LK_STR("__pycache__"));
        ok = list(&all, f->arena, dir, err);
        for (size_t i = 0; i < all.n; i++)
            if (!all.v[i].dir && !cache && is_wanted(all.v[i].name, where->manifests))
                add_file(f, dir, &all.v[i]);
        for (size_t i = all.n; where->recursive && i-- > 0;)
            if (all.v[i].dir && !all.v[i].link)
                *LK_PUSH(&stack) = lk_arena_format(f->arena, LK_PRI "/" LK_PRI, LK_ARG(dir),
                                                   LK_ARG(all.v[i].name));
        free(all.v);
    }
    free(stack.v);
    return ok;
}

/* A location that does not exist is passed over, as Alembic does. */
bool lk_rev_files(struct lk_rev_files *f, const struct lk_rev_where *where, struct lk_err *err)
{
    for (size_t i = 0; i < where->dirs->n; i++) {
        struct lk_str dir = lk_arena_str(f->arena, where->dirs->v[i]);
        if (lk_dir_exists(dir.p) && !walk(f, where, dir, err))
            return false;
    }
    return true;
}
