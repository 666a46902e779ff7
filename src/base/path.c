/* Paths as text; the file system is asked for the working directory only. */
#include "base/file.h"
#include <stdlib.h>
#include <unistd.h>

/* A copy in the arena in every case, so that the result lives as long as it does. */
struct lk_str lk_path_join(struct lk_arena *arena, struct lk_str a, struct lk_str b)
{
    if (a.n == 0 || (b.n && b.p[0] == '/'))
        return lk_arena_str(arena, b);
    if (b.n == 0)
        return lk_arena_str(arena, a);
    const char *slash = a.p[a.n - 1] == '/' ? "" : "/";
    return lk_arena_format(arena, LK_PRI "%s" LK_PRI, LK_ARG(a), slash, LK_ARG(b));
}

/* Takes the last part off an absolute path that has no slash at its end.  At the root nothing is
 * taken. */
static void drop_part(struct lk_buf *b)
{
    ptrdiff_t slash = lk_str_rfind_byte(lk_buf_str(b), '/');
    b->n = slash > 0 ? (size_t)slash : 0;
}

/* Appends each part of a path; "..", above the root too, takes one off. */
static void add_parts(struct lk_buf *b, struct lk_str path)
{
    struct lk_str part;
    while (lk_str_split(&part, &path, '/')) {
        if (part.n == 0 || lk_str_is(part, "."))
            continue;
        if (lk_str_is(part, ".."))
            drop_part(b);
        else
            lk_buf_addf(b, "/" LK_PRI, LK_ARG(part));
    }
}

/* Only the text is looked at: a ".." behind a symbolic link may mean another directory to the
 * kernel. */
struct lk_str lk_path_normal(struct lk_arena *arena, struct lk_str path)
{
    struct lk_buf b = {0};
    /* without a working directory (it was removed) a relative path starts at the root */
    if (!lk_str_starts(path, LK_STR("/"))) {
        char *here = getcwd(NULL, 0);
        add_parts(&b, lk_str_of(here ? here : "/"));
        free(here);
    }
    add_parts(&b, path);
    struct lk_str normal = lk_arena_str(arena, b.n ? lk_buf_str(&b) : LK_STR("/"));
    lk_buf_clear(&b);
    return normal;
}

/* A slice of the path, "/" for what lies in the root. */
struct lk_str lk_path_dir(struct lk_str path)
{
    ptrdiff_t slash = lk_str_rfind_byte(path, '/');
    if (slash < 0)
        return LK_STR(".");
    return lk_str_cut(path, 0, slash ? (size_t)slash : 1);
}

/* A slice of the path; empty where it ends with a slash. */
struct lk_str lk_path_base(struct lk_str path)
{
    ptrdiff_t slash = lk_str_rfind_byte(path, '/');
    return lk_str_cut(path, (size_t)(slash + 1), path.n);
}
