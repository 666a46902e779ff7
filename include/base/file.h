/* Files, directories and paths, read only but for lk_file_write (used by compile and init). */
#ifndef LK_BASE_FILE_H
#define LK_BASE_FILE_H

#include "base/err.h"

/* Reads a whole regular file of at most `limit` bytes into the arena. */
LK_MUST_USE bool lk_file_read(struct lk_str *out, struct lk_arena *, const char *path, size_t limit,
                              struct lk_err *);
/* Replaces a file atomically (temporary name, fsync, rename). */
LK_MUST_USE bool lk_file_write(const char *path, struct lk_str text, struct lk_err *);
bool lk_file_exists(const char *path);
bool lk_dir_exists(const char *path);

struct lk_names {
    struct lk_str *v;
    size_t n, cap;
};
/* The names in a directory, sorted by bytes, without "." and ".."; all of it in the arena. */
LK_MUST_USE bool lk_dir_list(struct lk_names *out, struct lk_arena *, const char *path,
                             struct lk_err *);

/* a/b with exactly one slash; b alone when it is absolute or a is empty. */
struct lk_str lk_path_join(struct lk_arena *, struct lk_str a, struct lk_str b);
/* Absolute, without ".", ".." and doubled slashes; symbolic links are not followed. */
struct lk_str lk_path_normal(struct lk_arena *, struct lk_str path);
struct lk_str lk_path_dir(struct lk_str path);     /* "." where there is no slash */
struct lk_str lk_path_base(struct lk_str path);

#endif
