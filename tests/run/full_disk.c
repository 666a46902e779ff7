/* limbeck on a disk that fills up: the program itself, with the calls by which files grow wrapped.
 * Nothing but names below LIMBECK_FULL_PATH is counted, so that pipes, the server's socket and the
 * project stay as they are.
 *
 *   LIMBECK_FULL_PATH    how names begin that lie on that disk
 *   LIMBECK_FULL_AT      the number of the call that finds the disk full; 0 never
 *   LIMBECK_FULL_ONCE    if set, only this call fails; else the disk stays full
 *   LIMBECK_FULL_REPORT  a file that gets the number of calls
 *
 * The functions stand before the C library's for every shared library of the process, SQLite among
 * them; this is no mount, so that it needs no rights. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls;

/* The next function of that name.  ISO C has no cast between the two kinds of pointers. */
#define NEXT(f, name) (*(void **)&(f) = dlsym(RTLD_NEXT, name))

static int is_there(const char *path)
{
    const char *prefix = getenv("LIMBECK_FULL_PATH");
    return prefix && strncmp(path, prefix, strlen(prefix)) == 0;
}

static int is_on_it(int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n < 0 ? 0 : n] = '\0';
    return is_there(path);
}

/* One more call that needs room; is there none? */
static int is_full(void)
{
    const char *at = getenv("LIMBECK_FULL_AT");
    long when = at ? atol(at) : 0;
    calls++;
    int full = when && (getenv("LIMBECK_FULL_ONCE") ? calls == when : calls >= when);
    errno = full ? ENOSPC : errno;
    return full;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    static ssize_t (*next)(int, const void *, size_t);
    if (!next)
        NEXT(next, "write");
    return is_on_it(fd) && is_full() ? -1 : next(fd, bytes, n);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    static ssize_t (*next)(int, const void *, size_t, off64_t);
    if (!next)
        NEXT(next, "pwrite64");
    return is_on_it(fd) && is_full() ? -1 : next(fd, bytes, n, at);
}

/* A file that is made shorter needs no room. */
int ftruncate64(int fd, off64_t size)
{
    static int (*next)(int, off64_t);
    struct stat s;
    if (!next)
        NEXT(next, "ftruncate64");
    int grows = is_on_it(fd) && fstat(fd, &s) == 0 && size > s.st_size;
    return grows && is_full() ? -1 : next(fd, size);
}

/* Where room is found only when the file is written out. */
int fdatasync(int fd)
{
    static int (*next)(int);
    if (!next)
        NEXT(next, "fdatasync");
    return is_on_it(fd) && is_full() ? -1 : next(fd);
}

static int open_file(const char *name, const char *path, int flags, unsigned mode)
{
    int (*next)(const char *, int, unsigned);
    NEXT(next, name);
    int is_new = flags & O_CREAT && is_there(path) && access(path, F_OK) != 0;
    return is_new && is_full() ? -1 : next(path, flags, mode);
}

/* The mode is there only where something is made. */
#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        unsigned mode = flags & O_CREAT ? va_arg(rest, unsigned) : 0;                              \
        va_end(rest);                                                                              \
        return open_file(#name, path, flags, mode);                                                \
    }

OPEN(open)
OPEN(open64)

int mkdir(const char *path, mode_t mode)
{
    static int (*next)(const char *, mode_t);
    if (!next)
        NEXT(next, "mkdir");
    return is_there(path) && access(path, F_OK) != 0 && is_full() ? -1 : next(path, mode);
}

__attribute__((destructor)) static void report(void)
{
    const char *name = getenv("LIMBECK_FULL_REPORT");
    FILE *f = name ? fopen(name, "w") : NULL;
    if (f) {
        fprintf(f, "%ld\n", calls);
        fclose(f);
    }
}
