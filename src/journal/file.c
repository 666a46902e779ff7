/* The journal's place: its directories, whose file it may be, and how a damaged one is set aside.
 * No descriptor of the file is ever open here while SQLite has it open: closing one would take
 * SQLite's locks away (POSIX). */
#include "base/file.h"
#include "base/time.h"
#include "journal/private.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LK_JOURNAL_LOCK_US INT64_C(5000000)

/* The sentence of an error number; every failure here is about one path. */
static bool fail_at(const char *path, const char *what, struct lk_err *err)
{
    lk_fail(err, LK_E_JOURNAL, "cannot %s the journal '%s': %s", what, path, strerror(errno));
    return lk_err_hint(err, "'--journal' names another file, 'off' is none");
}

/* For what is there and must not be used. */
static bool refuse(const char *path, const char *why, struct lk_err *err)
{
    lk_fail(err, LK_E_JOURNAL, "'%s' cannot be the journal: %s", path, why);
    return lk_err_hint(err, "'--journal' names another file, 'off' is none");
}

/* What is missing of the directories, for nobody else to look into.  A failure counts only
 * if the directory cannot be resolved then; its errno, or 0. */
static int make_directories(const char *path)
{
    char *dir = lk_strdup(lk_str_of(path));
    int why = 0;
    for (char *p = dir + 1; *p && !why; p++)
        if (*p == '/') {
            *p = '\0';
            if (mkdir(dir, 0700) != 0 && errno != EEXIST)
                why = errno;
            *p = '/';
        }
    free(dir);
    return why;
}

/* Links among the directories are the administrator's business; the file itself must be none,
 * because whoever may write to its directory could let it point anywhere. */
static char *resolve(const char *path)
{
    struct lk_str dir = lk_path_dir(lk_str_of(path)), base = lk_path_base(lk_str_of(path));
    char *copy = lk_strdup(dir), *found = realpath(copy, NULL), *real = NULL;
    if (found)
        real = lk_format("%s/" LK_PRI, strcmp(found, "/") == 0 ? "" : found, LK_ARG(base));
    free(found);
    free(copy);
    return real;
}

/* Somebody else's file would be read by him, and SQLite's files beside it would lock him out; to
 * read one does no harm. */
static bool may_use(int fd, const char *path, bool write, struct lk_err *err)
{
    struct stat s;
    if (fstat(fd, &s) != 0)
        return fail_at(path, "open", err);
    if (!S_ISREG(s.st_mode))
        return refuse(path, "it is no regular file", err);
    if (!write)
        return true;
    if (s.st_uid != geteuid())
        return refuse(path, "it belongs to another user", err);
    if (s.st_mode & 077 && fchmod(fd, 0600) != 0)
        return fail_at(path, "protect", err);
    return true;
}

/* SQLite needs to make files beside the journal, which a directory may forbid where the file
 * itself could be written. */
static bool can_write_beside(const char *real)
{
    char *dir = lk_strdup(lk_path_dir(lk_str_of(real)));
    bool can = faccessat(AT_FDCWD, dir, W_OK | X_OK, AT_EACCESS) == 0;
    free(dir);
    return can;
}

/* O_NONBLOCK: a FIFO in its place must not stop the run. */
static bool look_at(const char *real, const char *path, bool create, struct lk_err *err)
{
    int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (create ? O_RDWR | O_CREAT : O_RDONLY);
    int fd = open(real, flags, 0600);
    if (fd < 0 && errno == ELOOP)
        return refuse(path, "it is a symbolic link", err);
    if (fd < 0)
        return fail_at(path, "open", err);
    bool ok = may_use(fd, path, create, err);
    close(fd);
    return ok && (!create || can_write_beside(real) || fail_at(path, "write beside", err));
}

bool lk_journal_file(char **real, const char *path, bool create, struct lk_err *err)
{
    int why = create ? make_directories(path) : 0;
    *real = resolve(path);
    if (*real)
        return look_at(*real, path, create, err);
    errno = why ? why : errno;
    return fail_at(path, why ? "make the directory of" : "open", err);
}

/* Advisory, on the directory, since the file itself may be replaced meanwhile.  Where it cannot be
 * had in time the work goes on: SQLite has locks of its own. */
int lk_journal_lock(const char *real)
{
    char *dir = lk_strdup(lk_path_dir(lk_str_of(real)));
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int64_t until = lk_time_mono_us() + LK_JOURNAL_LOCK_US;
    free(dir);
    while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK &&
           lk_time_mono_us() < until)
        lk_time_sleep_us(2000);
    return fd;
}

void lk_journal_unlock(int fd)
{
    if (fd >= 0)
        close(fd);
}

/* A name that is not taken; the caller frees it.  Two damages in one second are numbered. */
static char *name_aside(const char *real)
{
    char text[LK_TIME_TEXT];
    lk_time_iso(text, lk_time_wall_us());
    char *name = NULL;
    for (int i = 0; !name && i < 100; i++) {
        name = lk_format("%s.damaged-%.10sT%.2s%.2s%.2sZ", real, text, text + 11, text + 14,
                         text + 17);
        if (i) {
            char *numbered = lk_format("%s-%d", name, i);
            free(name);
            name = numbered;
        }
        if (access(name, F_OK) == 0) {
            free(name);
            name = NULL;
        }
    }
    return name;
}

/* The write-ahead log goes along: it may hold what a person can still read. */
bool lk_journal_rename(const char *real, const char *path, struct lk_buf *note, struct lk_err *err)
{
    static const char *const suffix[] = {"-wal", "-shm", "-journal"};
    char *aside = name_aside(real);
    bool ok = aside && rename(real, aside) == 0;
    if (!ok)
        fail_at(path, "set aside", err);
    for (size_t i = 0; ok && i < sizeof suffix / sizeof *suffix; i++) {
        char *from = lk_format("%s%s", real, suffix[i]), *to = lk_format("%s%s", aside, suffix[i]);
        if (rename(from, to) != 0 && errno != ENOENT)
            ok = fail_at(path, "set aside", err);
        free(from);
        free(to);
    }
    if (ok && note)
        lk_buf_addf(note, "the journal '%s' is damaged: it was set aside as '%s' and a new one "
                          "begun\n", path, aside);
    free(aside);
    return ok;
}

struct lk_str lk_journal_path(struct lk_arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && state[0] == '/')
        return lk_arena_format(arena, "%s/limbeck/journal.db", state);
    if (home && home[0] == '/')
        return lk_arena_format(arena, "%s/.local/state/limbeck/journal.db", home);
    return (struct lk_str){NULL, 0};
}
