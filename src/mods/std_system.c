/* The part of _limbeck that looks at the system: clocks, environment, files of the project, random
 * bytes, digests, the log.  Nothing here changes anything outside. */
#include "base/time.h"
#include "mods/std.h"

#include <errno.h>
#include <limits.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* _limbeck.time(). The wall clock as time.time() gives it. */
static bool now(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    lk_asks(vm, "the time");
    *out = lk_float((double)lk_time_wall_us() / 1e6);
    return true;
}

/* _limbeck.time_us(). The wall clock as an int, since a float has no room for microseconds of
 * today exactly. */
static bool now_us(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    lk_asks(vm, "the time");
    *out = lk_int(lk_time_wall_us());
    return true;
}

/* _limbeck.monotonic(). Only differences of it mean anything; it is what time.monotonic()
 * returns. */
static bool monotonic(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    lk_asks(vm, "the time");
    *out = lk_float((double)lk_time_mono_us() / 1e6);
    return true;
}

/* Sleeps in pieces, so that an interruption is noticed. A piece is at most a tenth of a second;
 * lk_vm_step() raises or refuses in between. */
static bool sleep_for(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    double seconds;
    (void)out;
    if (!lk_vm_double(&seconds, vm, a->v[0]))
        return false;
    lk_asks(vm, "a pause");
    /* Counted on the monotonic clock: setting the time neither shortens nor prolongs a sleep. */
    int64_t end = lk_time_mono_us() + (int64_t)(seconds * 1e6), left;
    while ((left = end - lk_time_mono_us()) > 0) {
        lk_time_sleep_us(left < 100000 ? left : 100000);
        if (!lk_vm_step(vm))
            return false;
    }
    return true;
}

/* Seconds that the local zone is ahead of UTC at a moment. It depends on the moment because of
 * daylight saving; TZ and the system's zone files say what it is. */
static bool local_offset(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t moment;
    /* Only tm_gmtoff is of interest. */
    struct tm tm = {0};
    if (!lk_vm_index(&moment, vm, a->v[0]))
        return false;
    lk_asks(vm, "the local time zone");
    time_t t = (time_t)moment;
    localtime_r(&t, &tm);
    *out = lk_int(tm.tm_gmtoff);
    return true;
}

/* _limbeck.urandom(n). From the kernel, as os.urandom() and uuid.uuid4() need; an interrupted
 * call is repeated. */
static bool random_bytes(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t n;
    if (!lk_vm_index(&n, vm, a->v[0]))
        return false;
    lk_asks(vm, "a random value");
    if (n < 0)
        return lk_raise(vm, LK_EXC_ValueError, "negative argument not allowed");
    if (!lk_vm_reserve(vm, (size_t)n))
        return false;
    char *bytes = lk_alloc((size_t)n + 1);
    for (int64_t i = 0; i < n;) {
        ssize_t got = getrandom(bytes + i, (size_t)(n - i), 0);
        i += got > 0 ? got : 0;
    }
    *out = lk_new_bytes(vm, (struct lk_str){bytes, (size_t)n});
    free(bytes);
    return true;
}

/* Text from outside, which may be no UTF-8: bad bytes become U+FFFD. CPython would keep such
 * bytes as surrogates; scripts only print them, so a mark is enough. */
static struct lk_value outside(struct lk_vm *vm, struct lk_str s)
{
    struct lk_value bytes = lk_new_bytes(vm, s), text, how[2];
    how[0] = lk_new_strz(vm, "utf-8");
    how[1] = lk_new_strz(vm, "replace");
    if (lk_vm_method(&text, vm, bytes, "decode", how, 2))
        return text;
    lk_caught(vm);
    return lk_new_strz(vm, "");
}

/* _limbeck.environ(). A copy: what a script writes into os.environ is seen by that script alone.
 * Entries without '=' are skipped. */
static bool environment(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_new_dict(vm);
    lk_push(vm, *out);
    for (char **e = environ; e && *e; e++) {
        /* The name ends at the first '='; the value may have more of them. */
        const char *eq = strchr(*e, '=');
        if (!eq)
            continue;
        struct lk_value key = outside(vm, (struct lk_str){*e, (size_t)(eq - *e)});
        lk_push(vm, key);
        if (!lk_dict_set(vm, *out, key, outside(vm, lk_str_of(eq + 1))))
            return false;
    }
    return true;
}

/* _limbeck.getcwd(). A directory that is gone counts as the root, because a path is always
 * needed. */
static bool getcwd_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    char path[PATH_MAX];
    (void)a;
    *out = outside(vm, lk_str_of(getcwd(path, sizeof path) ? path : "/"));
    return true;
}

/* "/project2" starts with "/project", but is not inside it. */
static bool is_inside(struct lk_str path, struct lk_str root)
{
    return root.n && lk_str_starts(path, root) &&
           (path.n == root.n || path.p[root.n] == '/' || root.p[root.n - 1] == '/');
}

/* Below the project, or below one of the directories whose modules scripts may import: what lies
 * beside a revision belongs to it, wherever the configuration file is. */
static bool is_readable(struct lk_arena *arena, const struct lk_mods_config *config,
                        struct lk_str here, struct lk_str path)
{
    bool inside = is_inside(path, config->readable);
    for (size_t i = 0; i < config->npath && !inside; i++)
        inside = is_inside(path, lk_path_normal(arena, lk_path_join(arena, here,
                                                                    config->path[i])));
    return inside;
}

/* The absolute path of an argument, or a refusal when it is not below what can be read. The path
 * is made normal first, so that ".." cannot lead out, and a prefix counts only where a part of
 * the path ends. Everything else is a refusal rather than an exception: a script must not go on
 * as if the file were missing. */
static bool allowed(struct lk_str *out, struct lk_arena *arena, struct lk_vm *vm,
                    const struct lk_args *a)
{
    struct lk_str given = lk_text(a->v[0]), here;
    char cwd[PATH_MAX];
    if (memchr(given.p, '\0', given.n))
        return lk_raise(vm, LK_EXC_ValueError, "embedded null byte");
    here = lk_str_of(getcwd(cwd, sizeof cwd));
    *out = lk_path_normal(arena, lk_path_join(arena, here, given));
    if (is_readable(arena, lk_mods_of(vm)->config, here, *out))
        return true;
    lk_refuse(vm, LK_E_UNSUPPORTED, "'" LK_PRI "' is outside the project; scripts read files below "
              "it only", LK_ARG(given));
    return false;
}

/* Raises the OSError that CPython maps the number to; the path is its filename. */
static bool os_error(struct lk_vm *vm, enum lk_exc which, int number, struct lk_value path)
{
    struct lk_value v[3] = {lk_int(number), lk_new_strz(vm, strerror(number)), path};
    return lk_throw(vm, lk_new_exception(vm, lk_exc_class(vm, which), lk_new_tuple(vm, v, 3)));
}

/* A script in a manifest sees the files that lie beside it. One that was left behind is told:
 * its absence would lead the script another way than in its project. */
static bool left_behind(struct lk_vm *vm, struct lk_str given)
{
    if (!lk_mods_of(vm)->carried)
        return false;
    lk_refuse(vm, LK_E_UNSUPPORTED, "'" LK_PRI "' is not there; a manifest does not carry the "
              "files that its script reads", LK_ARG(given));
    return true;
}

/* "file", "dir", "other", or None when there is nothing. Errors of stat() count as nothing
 * there, which is what os.path.exists() makes of them. */
static bool kind(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_str path;
    struct stat st;
    bool good = allowed(&path, arena, vm, a);
    if (good && stat(path.p, &st) == 0)
        *out = lk_new_strz(vm, S_ISREG(st.st_mode) ? "file" : S_ISDIR(st.st_mode) ? "dir"
                                                                                  : "other");
    else
        good = good && !left_behind(vm, lk_text(a->v[0]));
    lk_arena_free(arena);
    return good;
}

/* The bytes of a file, up to the limit of the configuration. Whoever runs the script learns
 * which files it depends on, since their content belongs to what was run. */
static bool read_path(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                      struct lk_arena *arena)
{
    struct lk_str path, text;
    struct lk_err err = {0};
    if (!allowed(&path, arena, vm, a))
        return false;
    if (lk_dir_exists(path.p))
        return os_error(vm, LK_EXC_IsADirectoryError, EISDIR, a->v[0]);
    if (!lk_file_exists(path.p))
        return !left_behind(vm, lk_text(a->v[0])) &&
               os_error(vm, LK_EXC_FileNotFoundError, ENOENT, a->v[0]);
    if (!lk_file_read(&text, arena, path.p, lk_limit(LK_LIMIT_FILE_BYTES), &err))
        return lk_refuse_err(vm, &err);
    if (!lk_vm_reserve(vm, text.n))
        return false;
    lk_mods_used(lk_mods_of(vm), LK_USE_READ, path, text);
    *out = lk_new_bytes(vm, text);
    return true;
}

/* _limbeck.read(path: str). open() and pathlib read through it; the text is decoded by them. */
static bool read_file(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_arena *arena = lk_arena_new();
    bool good = read_path(out, vm, a, arena);
    lk_arena_free(arena);
    return good;
}

/* The names in the order of lk_dir_list(), which does not depend on the file system. */
static bool list_path(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                      struct lk_arena *arena)
{
    struct lk_str path;
    struct lk_names names = {0};
    struct lk_err err = {0};
    if (!allowed(&path, arena, vm, a))
        return false;
    if (!lk_dir_exists(path.p))
        return lk_file_exists(path.p)
                   ? os_error(vm, LK_EXC_NotADirectoryError, ENOTDIR, a->v[0])
                   : !left_behind(vm, lk_text(a->v[0])) &&
                         os_error(vm, LK_EXC_FileNotFoundError, ENOENT, a->v[0]);
    if (!lk_dir_list(&names, arena, path.p, &err))
        return lk_refuse_err(vm, &err);
    *out = lk_new_list(vm, NULL, 0);
    lk_push(vm, *out);
    for (size_t i = 0; i < names.n; i++)
        if (!lk_list_append(vm, *out, outside(vm, names.v[i])))
            return false;
    return true;
}

/* _limbeck.listdir(path: str). Directories outside the project are refused as files are. */
static bool list_directory(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_arena *arena = lk_arena_new();
    bool good = list_path(out, vm, a, arena);
    lk_arena_free(arena);
    return good;
}

/* A line as alembic.ini's own logging prints it.  Offline, the output is SQL alone. */
static bool say(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_sink *sink = lk_mods_of(vm)->sink;
    struct lk_str level = lk_text(a->v[0]), name = lk_text(a->v[1]), text = lk_text(a->v[2]);
    struct lk_buf b = {0};
    (void)out;
    if (sink->class->facts(sink)->offline)
        return true;
    level.n = level.n > 5 ? 5 : level.n;
    lk_buf_addf(&b, "%-5.*s [" LK_PRI "] " LK_PRI "\n", (int)level.n, level.p, LK_ARG(name),
                LK_ARG(text));
    lk_vm_say(vm, lk_buf_str(&b), true);
    lk_buf_clear(&b);
    return true;
}

/* _limbeck.write(text: str, is_error). print() and sys.stderr end here; where the text goes is
 * the caller's choice. */
static bool write_out(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    lk_vm_say(vm, lk_text(a->v[0]), a->v[1].as.i);
    return true;
}

/* _limbeck.exc_info(). Type, exception and traceback of what is being handled, or three times
 * None. */
static bool exc_info(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[3] = {lk_none(), lk_vm_handled(vm), lk_none()};
    (void)a;
    if (lk_is_empty(v[1]))
        v[1] = lk_none();
    else {
        v[0] = lk_vm_type(vm, v[1]);
        if (!lk_vm_getattrz(&v[2], vm, v[1], "__traceback__"))
            return false;
    }
    *out = lk_new_tuple(vm, v, 3);
    return true;
}

/* The traceback of an exception as CPython prints it, causes and contexts included. It is what
 * traceback.format_exc() returns; the argument must be an exception. */
static bool exc_text(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_buf b = {0};
    if (!lk_is(a->v[0], LK_T_EXCEPTION))
        return lk_raise(vm, LK_EXC_TypeError, "an exception is needed");
    lk_exc_print(&b, vm, a->v[0]);
    *out = lk_new_buf(vm, &b);
    return true;
}

/* _limbeck.refuse(message: str). For parts of the standard library that are told in Python and
 * meet what they do not support. */
static bool refuse(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_refuse(vm, LK_E_UNSUPPORTED, LK_PRI, LK_ARG(lk_text(a->v[0])));
}

/* _limbeck.asks(what). For the parts of the standard library whose answers differ from run to run
 * without a call of the system: a seeded generator, the environment's copy. */
static bool asks(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const what[] = {"a random value", "the environment"};
    (void)out;
    lk_asks(vm, what[a->v[0].as.i ? 1 : 0]);
    return !a->v[0].as.i || lk_vm_knows_environment(vm);
}

/* _limbeck.named(name: str, absent). What a name of an annotation stands for where the class that
 * has it is made. */
static bool named(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_vm_named(out, vm, lk_intern(vm, lk_text(a->v[0]))))
        return false;
    *out = lk_is_empty(*out) ? a->v[1] : *out;
    return true;
}

/* _limbeck.modules(). sys.modules exists for scripts that look into it; it never names a module. */
static bool modules(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_new_dict(vm);
    return true;
}

/* _limbeck.digest(name: str, data). hashlib's objects collect their data and call this once,
 * when the digest is asked for. */
static bool digest(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    unsigned char bytes[64];
    size_t n = lk_std_digest(bytes, lk_text(a->v[0]), lk_text(a->v[1]));
    if (!n)
        return lk_raise(vm, LK_EXC_ValueError, "unsupported hash type " LK_PRI,
                        LK_ARG(lk_text(a->v[0])));
    *out = lk_new_bytes(vm, (struct lk_str){(char *)bytes, n});
    return true;
}

/* What the Python side of os, time, logging, hashlib and their like is built on. */
const struct lk_py_row lk_std_rows_system[] = {
    {"time()", now, 0, "seconds since 1970"},
    {"time_us()", now_us, 0, "microseconds since 1970"},
    {"monotonic()", monotonic, 0, "seconds of a clock that never goes back"},
    {"sleep(seconds)", sleep_for, 0, "waits"},
    {"local_offset(seconds)", local_offset, 0, "seconds ahead of UTC at that moment"},
    {"urandom(n)", random_bytes, 0, "random bytes"},
    {"environ()", environment, 0, "the environment as a dict"},
    {"getcwd()", getcwd_, 0, "what relative paths are relative to"},
    {"kind(path: str)", kind, LK_PY_TYPED, "file, dir, other or None"},
    {"read(path: str)", read_file, LK_PY_TYPED, "a file's bytes"},
    {"listdir(path: str)", list_directory, LK_PY_TYPED, "the names in a directory"},
    {"say(level: str, logger: str, text: str)", say, LK_PY_TYPED, "a line for the log"},
    {"write(text: str, is_error)", write_out, LK_PY_TYPED, "text for the output"},
    {"exc_info()", exc_info, 0, "the exception that is being handled"},
    {"exc_text(exception)", exc_text, 0, "its traceback as text"},
    {"named(name: str, absent)", named, LK_PY_TYPED, "what a name means to the script"},
    {"refuse(message: str)", refuse, LK_PY_TYPED, "ends the evaluation"},
    {"asks(environment: int)", asks, LK_PY_TYPED, "notes what differs from run to run"},
    {"modules()", modules, 0, "an empty dict"},
    {"digest(name: str, data)", digest, LK_PY_TYPED, "the digest of bytes"},
    {NULL, NULL, 0, NULL},
};
