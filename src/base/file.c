/* Files and directories. */
#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* "cannot read 'x': No such file or directory".  The reason is the system's own text. */
static bool fail_errno(struct lk_err *err, const char *what, const char *path)
{
    return lk_fail(err, LK_E_IO, "cannot %s '%s': %s", what, path, strerror(errno));
}

/* Follows symbolic links: a link to a directory is one.  What cannot be looked at does not
 * exist. */
static bool is_mode(const char *path, mode_t kind)
{
    struct stat st;
    return stat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

/* A regular file, or a link to one. */
bool lk_file_exists(const char *path)
{
    return is_mode(path, S_IFREG);
}

/* A directory, or a link to one. */
bool lk_dir_exists(const char *path)
{
    return is_mode(path, S_IFDIR);
}

/* Reads to the end, into a buffer whose limit is one byte above what is allowed.  The size that
 * the file system tells is not relied on, since a file may grow. */
static bool read_all(struct lk_buf *b, int fd, const char *path, struct lk_err *err)
{
    char chunk[65536];
    while (!b->failed) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0)
            return true;
        if (n > 0)
            lk_buf_add(b, (struct lk_str){chunk, (size_t)n});
        else if (errno != EINTR)
            return fail_errno(err, "read", path);
    }
    return lk_fail(err, LK_E_LIMIT, "'%s' is larger than %zu bytes", path, b->limit);
}

/* A pipe would hang or look empty, a directory gives an error that says less.  Asked of the open
 * file, so that nobody can exchange it in between. */
static bool check_regular(int fd, const char *path, struct lk_err *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return fail_errno(err, "read", path);
    if (!S_ISREG(st.st_mode))
        return lk_fail(err, LK_E_IO, "cannot read '%s': not a regular file", path);
    return true;
}

bool lk_file_read(struct lk_str *out, struct lk_arena *arena, const char *path, size_t limit,
                  struct lk_err *err)
{
    /* O_NONBLOCK: opening a pipe that nobody writes to does not hang */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail_errno(err, "read", path);
    struct lk_buf b = {.limit = limit ? limit : 1};
    bool ok = check_regular(fd, path, err) && read_all(&b, fd, path, err);
    close(fd);
    if (ok)
        *out = lk_arena_str(arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return ok;
}

/* All of the text, and on the disk when it returns true. */
static bool write_all(int fd, struct lk_str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            text = lk_str_cut(text, (size_t)n, text.n);
    }
    return fsync(fd) == 0;
}

bool lk_file_write(const char *path, struct lk_str text, struct lk_err *err)
{
    /* O_EXCL: a file or link that somebody put there is not followed or overwritten */
    char *temporary = lk_format("%s.%ld.tmp", path, (long)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool ok = fd >= 0 && write_all(fd, text);
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    ok = ok && rename(temporary, path) == 0;
    if (!ok) {
        fail_errno(err, "write", path);
        if (fd >= 0)
            unlink(temporary);
    }
    free(temporary);
    return ok;
}

/* For qsort; the order does not depend on the locale. */
static int by_bytes(const void *a, const void *b)
{
    return lk_str_cmp(*(const struct lk_str *)a, *(const struct lk_str *)b);
}

/* Moves the collected names, sorted, into the arena. */
static void keep_names(struct lk_names *out, struct lk_arena *arena, const struct lk_names *names)
{
    *out = (struct lk_names){lk_arena_array(arena, names->n, sizeof *out->v), names->n, names->n};
    for (size_t i = 0; i < names->n; i++)
        out->v[i] = names->v[i];
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_bytes);
}

bool lk_dir_list(struct lk_names *out, struct lk_arena *arena, const char *path, struct lk_err *err)
{
    DIR *dir = opendir(path);
    if (!dir)
        return fail_errno(err, "read directory", path);
    struct lk_names names = {0};
    errno = 0;
    for (struct dirent *e; (e = readdir(dir)); errno = 0)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            *LK_PUSH(&names) = lk_arena_str(arena, lk_str_of(e->d_name));
    bool ok = errno == 0 || fail_errno(err, "read directory", path);
    closedir(dir);
    if (ok)
        keep_names(out, arena, &names);
    free(names.v);
    return ok;
}
