/* compile: scripts become manifests, beside them or in a directory of their own. */
#include "base/map.h"
#include "cli/project.h"
#include "run/compile.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* DIR/name.yaml for …/name.py or …/name.yml; beside the script without -o. */
static struct lk_str manifest_path(const struct lk_cli *cli, const struct lk_revision *r)
{
    struct lk_str base = lk_path_base(r->path), dir = lk_path_dir(r->path);
    ptrdiff_t dot = lk_str_rfind_byte(base, '.');
    struct lk_str stem = dot > 0 ? lk_str_cut(base, 0, (size_t)dot) : base;
    struct lk_str name = lk_arena_format(cli->arena, LK_PRI ".yaml", LK_ARG(stem));
    if (lk_cli_has(cli, LK_OPT_OUTPUT)) {
        dir = lk_cli_value(cli, LK_OPT_OUTPUT);
    }
    return lk_path_join(cli->arena, dir, name);
}

/* Makes the directory named by -o; its parents must be there. */
static bool make_directory(struct lk_cli *cli, struct lk_err *err)
{
    if (!lk_cli_has(cli, LK_OPT_OUTPUT)) {
        return true;
    }
    struct lk_str dir = lk_arena_str(cli->arena, lk_cli_value(cli, LK_OPT_OUTPUT));
    return mkdir(dir.p, 0777) == 0 || errno == EEXIST ||
           lk_fail(err, LK_E_IO, "cannot make the directory '%s': %s", dir.p, strerror(errno));
}

/* Is the file there with this text? */
static bool is_current(struct lk_cli *cli, const char *path, struct lk_str text)
{
    struct lk_str there;
    struct lk_err absent = {0};
    bool same = lk_file_read(&there, cli->arena, path, text.n + 1, &absent) &&
                lk_str_eq(there, text);
    lk_err_clear(&absent);
    return same;
}

/* The line of the provenance that begins so, or nothing. */
static struct lk_str provenance_line(struct lk_str text, struct lk_str head)
{
    struct lk_str line = LK_STR("");
    while (lk_str_split(&line, &text, '\n') && !lk_str_starts(line, head))
        line = LK_STR("");
    return line;
}

/* For --check.  A commit cannot stand in a manifest that is part of that commit, and a shallow
 * clone does not know the older ones: there the script's blob says whether the manifest is its. */
static bool is_fresh(struct lk_cli *cli, const char *path, const struct lk_compiled *c)
{
    static const char mark[] = "\nprovenance:\n";
    struct lk_str there, head = LK_STR("  blob: ");
    struct lk_err absent = {0};
    ptrdiff_t ours = -1, theirs = -1, at = -1;
    bool read = is_current(cli, path, c->text);
    if (read)
        return true;
    read = lk_file_read(&there, cli->arena, path, c->text.n + 4096, &absent);
    lk_err_clear(&absent);
    if (!read)
        return false;
    while ((at = lk_str_find(c->text, LK_STR(mark), (size_t)(at + 1))) >= 0)
        ours = at;
    for (at = -1; (at = lk_str_find(there, LK_STR(mark), (size_t)(at + 1))) >= 0;)
        theirs = at;
    if (ours < 0 || theirs < 0 || !lk_str_eq(lk_str_cut(c->text, 0, (size_t)ours),
                                             lk_str_cut(there, 0, (size_t)theirs)))
        return false;
    struct lk_str mine = lk_str_cut(c->text, (size_t)ours, c->text.n);
    there = lk_str_cut(there, (size_t)theirs, there.n);
    bool early = provenance_line(there, LK_STR("  dirty: true")).n ||
                 !provenance_line(there, LK_STR("  commit: ")).n;
    return (c->horizon || early) &&
           lk_str_eq(provenance_line(mine, head), provenance_line(there, head));
}

/* Says why a manifest carries its script, with the script's line where one is to blame. */
static void tell_kept(struct lk_cli *cli, const struct lk_compiled *c)
{
    struct lk_place place;
    bool placed = lk_sources_place(&place, cli->sources, c->where);
    struct lk_str line =
        lk_arena_format(cli->arena, LK_PRI " keeps its script: %s cannot be known in advance",
                        LK_ARG(c->revision->id), c->kept);
    if (placed) {
        line = lk_arena_format(cli->arena, LK_PRI " (line %u)", LK_ARG(line), place.line);
    }
    lk_cli_log(cli, "INFO", "limbeck", line);
}

/* Two revisions whose files have one name in different directories would be one manifest. */
static bool check_names(struct lk_cli *cli, const struct lk_compiled_list *list,
                        struct lk_err *err)
{
    struct lk_map seen = {0};
    bool good = true;
    for (size_t i = 0; good && i < list->n; i++) {
        struct lk_str path = manifest_path(cli, list->v[i].revision);
        const struct lk_revision *other = lk_map_put(&seen, path, list->v[i].revision);
        if (other) {
            lk_fail(err, LK_E_CONFIG, "two revisions would become '" LK_PRI "'", LK_ARG(path));
            lk_err_detail(err, LK_PRI "\n" LK_PRI, LK_ARG(other->path),
                          LK_ARG(list->v[i].revision->path));
            good = false;
        }
    }
    lk_map_clear(&seen);
    return good;
}

/* Manifests in the directory of -o that no revision has: a script that was deleted or has another
 * name leaves one behind, which would go on being a revision of the bundle. */
static bool find_strangers(struct lk_names *out, struct lk_cli *cli,
                           const struct lk_compiled_list *list, struct lk_err *err)
{
    struct lk_names names = {0};
    struct lk_str dir = lk_cli_value(cli, LK_OPT_OUTPUT);
    if (!lk_cli_has(cli, LK_OPT_OUTPUT) || !lk_dir_exists(lk_arena_str(cli->arena, dir).p)) {
        return true;
    }
    if (!lk_dir_list(&names, cli->arena, lk_arena_str(cli->arena, dir).p, err)) {
        return false;
    }
    struct lk_map ours = {0};
    for (size_t i = 0; i < list->n; i++) {
        lk_map_put(&ours, manifest_path(cli, list->v[i].revision), list->v[i].revision);
    }
    for (size_t i = 0; i < names.n; i++) {
        struct lk_str path = lk_path_join(cli->arena, dir, names.v[i]);
        bool manifest = lk_str_ends(path, LK_STR(".yaml")) || lk_str_ends(path, LK_STR(".yml"));
        if (manifest && !lk_map_has(&ours, path)) {
            *LK_PUSH(out) = path;
        }
    }
    lk_map_clear(&ours);
    return true;
}

/* Writes what differs from what is there, so that time stamps tell what changed, and names all
 * of it. */
static bool write_all(struct lk_cli *cli, const struct lk_compiled_list *list, struct lk_err *err)
{
    struct lk_names strangers = {0};
    bool good = find_strangers(&strangers, cli, list, err);
    for (size_t i = 0; i < strangers.n; i++) {
        lk_cli_log(cli, "WARN", "limbeck",
                   lk_arena_format(cli->arena, "'" LK_PRI "' is of no revision here; delete it",
                                   LK_ARG(strangers.v[i])));
    }
    free(strangers.v);
    if (!good) {
        return false;
    }
    for (size_t i = 0; i < list->n; i++) {
        struct lk_str path = manifest_path(cli, list->v[i].revision);
        if (!is_current(cli, path.p, list->v[i].text) &&
            !lk_file_write(path.p, list->v[i].text, err)) {
            return false;
        }
        fprintf(cli->out, LK_PRI "\n", LK_ARG(path));
    }
    return true;
}

/* --check: every manifest is there and as it would be written now. */
static bool check_all(struct lk_cli *cli, const struct lk_compiled_list *list, struct lk_err *err)
{
    struct lk_names strangers = {0};
    bool good = find_strangers(&strangers, cli, list, err);
    size_t stale = strangers.n;
    for (size_t i = 0; i < strangers.n; i++) {
        fprintf(cli->out, LK_PRI "\n", LK_ARG(strangers.v[i]));
    }
    free(strangers.v);
    if (!good) {
        return false;
    }
    for (size_t i = 0; i < list->n; i++) {
        struct lk_str path = manifest_path(cli, list->v[i].revision);
        if (!is_fresh(cli, path.p, &list->v[i])) {
            fprintf(cli->out, LK_PRI "\n", LK_ARG(path));
            stale++;
        }
    }
    if (!stale) {
        return true;
    }
    lk_fail(err, LK_E_WANTED, "%zu manifests are not what their scripts compile to", stale);
    return lk_err_hint(err, "run limbeck compile without --check");
}

/* env.py's facts as manifests have them; those of offline mode too, where its configure() can be
 * read. */
static const struct lk_datum *env_facts(struct lk_cli_project *p, struct lk_cli *cli,
                                        const struct lk_dialect *live)
{
    struct lk_cli_project offline = *p;
    struct lk_dialect dialect;
    struct lk_err odd = {0};
    const struct lk_env_request request = {cli->sources, &p->conf, true};
    bool good = lk_env_read(&offline.env, &request, &odd) &&
                lk_cli_dialect(&dialect, &offline, &odd);
    lk_err_clear(&odd);
    const struct lk_env_styles styles = {live, good ? &dialect : NULL};
    return lk_env_facts(&p->env, &p->conf, &styles);
}

/* Manifests beside scripts are what is to be written, unless they replace them. */
bool lk_cmd_compile(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_cli_project p;
    struct lk_dialect dialect;
    struct lk_mods_config mods;
    struct lk_compiled_list list = {0};
    if (!lk_cli_open_scripts(&p, cli, err) || !lk_cli_env(&p, cli, false, err) ||
        !lk_cli_dialect(&dialect, &p, err)) {
        return false;
    }
    lk_cli_mods(&mods, &p, cli);
    const struct lk_compile_request request = {
        p.rev.graph, cli->sources, &mods, &dialect, env_facts(&p, cli, &dialect),
        lk_cli_has(cli, LK_OPT_OUTPUT),
        p.env.present ? lk_sources_name(cli->sources, p.env.source) : LK_STR("")};
    bool good = lk_compile(&list, cli->arena, &request, err);
    for (size_t i = 0; good && i < list.notes.n; i++) {
        lk_cli_log(cli, "WARN", "limbeck", list.notes.v[i]);
    }
    for (size_t i = 0; good && i < list.n; i++) {
        if (list.v[i].kept) {
            tell_kept(cli, &list.v[i]);
        }
    }
    good = good && check_names(cli, &list, err) &&
           (lk_cli_has(cli, LK_OPT_CHECK) ? check_all(cli, &list, err)
                                          : make_directory(cli, err) && write_all(cli, &list, err));
    free(list.v);
    free(list.notes.v);
    return good;
}
