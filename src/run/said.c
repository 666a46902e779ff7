/* Settings and hosters' variables as the source of a commit.  Nothing is derived from them: a text
 * that does not look like a commit is kept as it stands, and said to be none. */
#include "run/said.h"
#include "base/limits.h"
#include "run/say.h"
#include "vcs/vcs.h"

#include <ctype.h>
#include <stdlib.h>

#define LK_COMMIT_FILE_BYTES 4096

static const struct hoster {
    const char *commit, *name, *ref, *remote;
} hosters[] = {
#define LK_HOSTER(commit, name, ref, remote) {commit, name, ref, remote},
#include "run/hosters.def"
#undef LK_HOSTER
};

/* A variable without white space around it; empty where it is not set. */
static struct lk_str variable(struct lk_str name)
{
    char *copy = lk_strdup(name);
    struct lk_str value = lk_str_trim(lk_str_of(getenv(copy)));
    free(copy);
    return value.p ? value : LK_STR("");
}

/* Abbreviated ids are ids as well; SHA-256 repositories have 64 digits. */
bool lk_said_is_commit(struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!isxdigit((unsigned char)s.p[i]))
            return false;
    return s.n >= 7 && s.n <= 64;
}

/* registry/app:TAG, with or without @digest.  Only a whole commit id is taken for one, as deploying
 * with an image label of that form makes it; otherwise the whole reference is what is known. */
static struct lk_str image_tag(struct lk_str image)
{
    ptrdiff_t digest = lk_str_find(image, LK_STR("@"), 0);
    struct lk_str name = digest < 0 ? image : lk_str_cut(image, 0, (size_t)digest);
    ptrdiff_t colon = lk_str_rfind_byte(name, ':');
    struct lk_str tag = colon < 0 ? LK_STR("") : lk_str_cut(name, (size_t)colon + 1, name.n);
    return tag.n >= 40 && lk_said_is_commit(tag) ? tag : image;
}

/* What a row's commit says; empty where the hoster is not there. */
static struct lk_str hoster_commit(const struct hoster *h)
{
    bool image = *h->commit == ':';
    struct lk_str value = variable(lk_str_of(h->commit + image));
    return image && value.n ? image_tag(value) : value;
}

/* Replaces $NAME by the variable's value; one that is not set leaves nothing of the text. */
static struct lk_str expand(struct lk_arena *arena, const char *text)
{
    struct lk_buf out = {0};
    struct lk_str s = lk_str_of(text);
    bool whole = true;
    for (size_t i = 0; i < s.n;) {
        size_t end = i + 1;
        while (s.p[i] == '$' && end < s.n &&
               (isupper((unsigned char)s.p[end]) || s.p[end] == '_'))
            end++;
        struct lk_str piece = lk_str_cut(s, i, end);
        struct lk_str value = end > i + 1 ? variable(lk_str_cut(s, i + 1, end)) : piece;
        whole = whole && value.n;
        lk_buf_add(&out, value);
        i = end;
    }
    struct lk_str result = whole ? lk_vcs_url(arena, lk_buf_str(&out)) : LK_STR("");
    lk_buf_clear(&out);
    return result;
}

/* The first of A|B that is set. */
static struct lk_str hoster_ref(const struct hoster *h)
{
    struct lk_str name, names = lk_str_of(h->ref), value = LK_STR("");
    while (!value.n && lk_str_split(&name, &names, '|'))
        value = variable(name);
    return value;
}

/* Two hosters that name different commits: one of them builds what the other one runs.  The first
 * is taken, and not in silence.  Of one hoster's own variables the later ones are out of date. */
static void tell_others(const struct lk_said *said, size_t after, const struct lk_run_plan *plan)
{
    for (size_t i = after + 1; i < sizeof hosters / sizeof *hosters; i++) {
        struct lk_str other = hoster_commit(&hosters[i]);
        bool another = !lk_str_is(said->source, hosters[i].name);
        if (another && other.n && !lk_str_eq(other, said->commit))
            lk_run_say(plan, LK_RUN_WARN, LK_LOG_LIMBECK,
                       "%s and %s name different commits; " LK_PRI " is recorded, --commit says "
                       "which one is meant", said->by, hosters[i].commit, LK_ARG(said->commit));
    }
}

/* The first hoster whose variable is there. */
static void ask_hosters(struct lk_said *out, struct lk_arena *arena, const struct lk_run_plan *plan)
{
    for (size_t i = 0; i < sizeof hosters / sizeof *hosters; i++) {
        const struct hoster *h = &hosters[i];
        struct lk_str commit = hoster_commit(h);
        if (!commit.n)
            continue;
        *out = (struct lk_said){.source = lk_str_of(h->name),
                                .commit = lk_arena_str(arena, commit),
                                .ref = hoster_ref(h),
                                .remote = h->remote ? expand(arena, h->remote) : LK_STR(""),
                                .by = h->commit + (*h->commit == ':')};
        out->ref = lk_arena_str(arena, out->ref);
        tell_others(out, i, plan);
        return;
    }
}

/* commit-env: a variable of any name, as Kubernetes' downward API fills one in. */
static bool read_named_variable(struct lk_said *out, struct lk_arena *arena, struct lk_str name,
                                struct lk_err *err)
{
    struct lk_str value = variable(name);
    if (!value.n) {
        lk_fail(err, LK_E_CONFIG, "the variable '" LK_PRI "' that 'commit-env' names is not set",
                LK_ARG(name));
        return lk_err_hint(err, "set it to the commit that is deployed, or leave 'commit-env' out");
    }
    *out = (struct lk_said){.source = LK_STR("setting"), .commit = lk_arena_str(arena, value),
                            .by = lk_arena_str(arena, name).p};
    return true;
}

/* commit-file: a mounted file; its first line counts. */
static bool read_named_file(struct lk_said *out, struct lk_arena *arena, struct lk_str path,
                            struct lk_err *err)
{
    struct lk_str text, line = LK_STR("");
    struct lk_str name = lk_arena_str(arena, path);
    if (!lk_file_read(&text, arena, name.p, LK_COMMIT_FILE_BYTES, err)) {
        err->code = LK_E_CONFIG;
        return lk_err_prefix(err, "'commit-file'");
    }
    (void)lk_str_split(&line, &text, '\n');
    line = lk_str_trim(line);
    *out = (struct lk_said){.source = LK_STR("setting"), .commit = line, .by = name.p};
    return line.n || lk_fail(err, LK_E_CONFIG, "'commit-file': '%s' is empty", name.p);
}

/* Somebody's own word comes before a hoster's. */
static bool read_settings(struct lk_said *out, struct lk_arena *arena,
                          const struct lk_run_origin *origin, struct lk_err *err)
{
    if (origin->commit.n) {
        *out = (struct lk_said){.source = LK_STR("setting"),
                                .commit = lk_str_trim(origin->commit),
                                .by = "the setting 'commit'"};
        return true;
    }
    if (origin->commit_env.n)
        return read_named_variable(out, arena, origin->commit_env, err);
    return !origin->commit_file.n || read_named_file(out, arena, origin->commit_file, err);
}

bool lk_said_read(struct lk_said *out, struct lk_arena *arena, const struct lk_run_plan *plan,
                  struct lk_err *err)
{
    *out = (struct lk_said){.source = LK_STR("")};
    if (!read_settings(out, arena, &plan->origin, err))
        return false;
    if (!out->source.n)
        ask_hosters(out, arena, plan);
    if (out->source.n && !lk_said_is_commit(out->commit))
        lk_run_say(plan, LK_RUN_WARN, LK_LOG_LIMBECK, "%s is '" LK_PRI "', which is no commit id; "
                   "it is recorded as it stands", out->by, LK_ARG(out->commit));
    return true;
}
