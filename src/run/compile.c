/* Scripts to manifests: rehearsed in both directions, written with provenance.  The same scripts at
 * the same commits give the same bytes. */
#include "run/compile.h"
#include "base/time.h"
#include "rev/target.h"
#include "run/carry.h"
#include "run/rehearse.h"
#include "run/repos.h"
#include "vcs/blob.h"

#include <stdlib.h>

/* What the compilation of all scripts shares. */
struct compiler {
    const struct lk_compile_request *request;
    struct lk_arena *arena;
    struct lk_rehearsal rehearsal;
    struct lk_mods_config config;
    struct lk_mods *mods;
    const char *asked;             /* what the step asked that differs from run to run */
    const char *lasting;           /* the same of a module that keeps the answer */
    struct lk_compiled_list *out;
    const struct lk_vcs_file **file;       /* one per entry of out; NULL without a repository */
    struct lk_err *err;
};

/* What a script asks of the moment or the place is not to be answered once for all. */
static void note_asked(void *self, const char *what, bool lasts)
{
    struct compiler *k = self;
    if (lasts && !k->lasting) {
        k->lasting = what;
    }
    k->asked = k->asked ? k->asked : what;
}

/* Attributes that say where a script runs cannot tell when they are read; whoever names them may
 * read them. */
static void note_used(void *self, enum lk_use use, struct lk_str path, struct lk_str text)
{
    static const char *const words[] = {"as_sql", "server_version_info", "default_schema_name"};
    bool loads = use == LK_USE_LOAD && path.n;
    for (size_t i = 0; loads && i < sizeof words / sizeof *words; i++) {
        if (lk_str_find(text, lk_str_of(words[i]), 0) >= 0) {
            note_asked(self, "what kind of run it is", false);
        }
    }
}

/* The operations of one direction; *kept says why they are not enough.  The script runs against
 * a sink that records instead of sending. What depends on a database's answer cannot be known,
 * and then the script's text is kept whole in the manifest. A downgrade that raises is no error:
 * many are written to refuse. */
static bool rehearse(struct lk_manifest_ops *ops, struct lk_compiled *c, struct compiler *k,
                     enum lk_direction direction)
{
    struct lk_err err = {0};
    struct lk_rehearsal *r = &k->rehearsal;
    lk_rehearsal_begin(r, k->arena);
    k->asked = k->lasting;
    bool good = lk_mods_run_step(k->mods, c->revision->source, direction, k->arena, &err);
    bool raised = !good && (err.code == LK_E_SCRIPT || direction == LK_DOWNGRADE);
    if (!good && !r->unknown && !raised) {
        lk_err_move(k->err, &err);
        return false;
    }
    if (raised && !r->unknown) {
        r->unknown = "an exception that it raises";
        r->where = err.span;
    }
    lk_err_clear(&err);
    r->unknown = r->unknown ? r->unknown : k->asked;
    if (r->unknown && !c->kept) {
        c->kept = r->unknown;
        c->where = r->where;
    }
    ops->given = true;
    ops->n = r->ops.n;
    ops->v = lk_arena_array(k->arena, r->ops.n + 1, sizeof *ops->v);
    if (r->ops.n) {
        memcpy(ops->v, r->ops.v, r->ops.n * sizeof *ops->v);
    }
    return true;
}

/* The key is a constant, the value is copied into the arena. */
static struct lk_pair text_pair(struct lk_arena *arena, const char *key, struct lk_str value)
{
    return (struct lk_pair){lk_str_of(key), lk_datum_str(arena, value)};
}

/* What git says of the script; the path is the one below the repository's top.  A file that git
 * does not track has its content's hash and its path, and no commit. */
static const struct lk_datum *provenance(struct lk_arena *arena, const struct lk_vcs_file *f)
{
    struct lk_pair pair[6];
    char when[LK_TIME_TEXT];
    size_t n = 0;
    if (f->tracked) {
        lk_time_iso(when, f->changed.committed_us);
        struct lk_str author = lk_arena_format(arena, LK_PRI " <" LK_PRI ">",
                                               LK_ARG(f->changed.author), LK_ARG(f->changed.email));
        pair[n++] = text_pair(arena, "commit", lk_str_of(f->changed.id));
        pair[n++] = text_pair(arena, "author", author);
        pair[n++] = text_pair(arena, "committed_at", lk_str_of(when));
    }
    pair[n++] = text_pair(arena, "blob", lk_str_of(f->blob));
    pair[n++] = text_pair(arena, "path", f->name);
    pair[n++] = (struct lk_pair){LK_STR("dirty"), lk_datum_bool(arena, f->dirty)};
    return lk_datum_map(arena, pair, n);
}

/* The text of a script that is kept, with the project's modules that it imports: a bundle has no
 * others. */
static bool keep_script(struct lk_manifest *m, struct lk_compiled *c, struct compiler *k)
{
    const struct lk_carry carry = {k->mods, k->request->sources, k->arena, k->request->elsewhere,
                                   k->config.options};
    m->upgrade = m->downgrade = (struct lk_manifest_ops){0};
    m->script = lk_sources_text(k->request->sources, c->revision->source);
    if (lk_carry_modules(&m->modules, &carry, c->revision->source, k->err)) {
        return true;
    }
    return lk_err_prefix(k->err, "revision " LK_PRI " keeps its script", LK_ARG(c->revision->id));
}

/* The texts of execute_file go into the manifest, which is then whole wherever it lies. */
static bool inline_files(struct lk_manifest_ops *ops, const struct lk_manifest *m,
                         struct compiler *k)
{
    struct lk_op *v = lk_arena_array(k->arena, ops->n + 1, sizeof *v);
    for (size_t i = 0; i < ops->n; i++) {
        const struct lk_op *op = lk_manifest_op(&ops->v[i], m, k->arena, k->err);
        if (!op) {
            return false;
        }
        v[i] = *op;
    }
    ops->v = v;
    return true;
}

/* Without a repository the text's own hash still tells which script a manifest was made of. */
static bool hash_alone(struct lk_manifest *m, struct lk_compiled *c, struct compiler *k)
{
    char blob[LK_VCS_OID];
    struct lk_str text = lk_sources_text(k->request->sources, c->revision->source);
    if (!lk_vcs_blob(blob, text, k->err)) {
        return false;
    }
    const struct lk_pair pair[] = {
        text_pair(k->arena, "blob", lk_str_of(blob)),
        text_pair(k->arena, "path", lk_path_base(c->revision->path)),
    };
    m->provenance = lk_datum_map(k->arena, pair, 2);
    return true;
}

/* What was written must be read as it stands: a bundle that nobody can read is found here and not
 * where it is needed. */
static bool read_again(const struct lk_compiled *c, struct compiler *k)
{
    struct lk_manifest *again;
    struct lk_err err = {0};
    struct lk_str name = lk_arena_format(k->arena, "the manifest of " LK_PRI,
                                         LK_ARG(c->revision->id));
    uint32_t source = lk_sources_add(k->request->sources, name, c->text);
    bool good = lk_manifest_parse(&again, k->arena, k->request->sources, source, &err);
    lk_err_move(k->err, &err);
    return good;
}

/* The manifest as YAML, in the arena. */
static bool write_text(struct lk_compiled *c, struct compiler *k, struct lk_manifest *m,
                       const struct lk_vcs_file *file)
{
    struct lk_buf text = {0};
    c->horizon = file && file->horizon;
    m->provenance = file ? provenance(k->arena, file) : m->provenance;
    m->env = m->env ? m->env : k->request->env;
    lk_manifest_write(&text, m);
    c->text = lk_arena_str(k->arena, lk_buf_str(&text));
    lk_buf_clear(&text);
    return read_again(c, k);
}

/* A manifest by hand, for a bundle.  One that was compiled elsewhere keeps its provenance. */
static bool copy_one(struct lk_compiled *c, struct compiler *k, const struct lk_vcs_file *file)
{
    const struct lk_manifest *given = c->revision->manifest;
    struct lk_manifest m = *given;
    if (!inline_files(&m.upgrade, given, k) || !inline_files(&m.downgrade, given, k)) {
        return false;
    }
    return write_text(c, k, &m, given->provenance ? NULL : file);
}

/* A script that cannot be known becomes a manifest around its text, so that every revision has a
 * manifest. */
static bool compile_one(struct lk_compiled *c, struct compiler *k, const struct lk_vcs_file *file)
{
    struct lk_manifest m = {.revision = *c->revision, .transactional = true};
    if (c->revision->manifest) {
        return copy_one(c, k, file);
    }
    if (!lk_rev_source(c->revision, k->request->sources, k->err) ||
        !rehearse(&m.upgrade, c, k, LK_UPGRADE) || !rehearse(&m.downgrade, c, k, LK_DOWNGRADE)) {
        return false;
    }
    if (c->kept && !keep_script(&m, c, k)) {
        return false;
    }
    m.revision.notation = LK_NOTATION_MANIFEST;
    if (!file && !hash_alone(&m, c, k)) {
        return false;
    }
    return write_text(c, k, &m, file);
}

/* What git says of the files of one repository goes to their entries. */
static void take_facts(struct compiler *k, const struct lk_repo *repo, const struct lk_vcs_file *f,
                       size_t entry)
{
    struct lk_vcs_file *copy = lk_arena_alloc(k->arena, sizeof *copy);
    *copy = *f;
    k->file[entry] = repo->state == LK_REPO_FOUND ? copy : NULL;
}

/* One walk over each repository's history for all of its files.  Where there is none, or none that
 * may be read, the manifests have no provenance, which is noted; one that is damaged is an error,
 * for a bundle without the commits that it should have is found out too late. */
static bool ask_git(struct compiler *k)
{
    struct lk_repos repos = {.arena = k->arena};
    size_t n = k->out->n;
    struct lk_repo **at = lk_arena_array(k->arena, n + 1, sizeof *at);
    size_t *index = lk_arena_array(k->arena, n + 1, sizeof *index);
    bool good = true;
    k->file = lk_arena_array(k->arena, n + 1, sizeof *k->file);
    for (size_t i = 0; i < n; i++) {
        at[i] = lk_repos_add(&index[i], &repos, k->out->v[i].revision->path);
    }
    lk_repos_read(&repos);
    for (size_t i = 0; i < n; i++) {
        take_facts(k, at[i], &at[i]->files.v[index[i]], i);
    }
    for (size_t i = 0; good && i < repos.all.n; i++) {
        const struct lk_repo *repo = repos.all.v[i];
        good = repo->state != LK_REPO_DAMAGED ||
               lk_fail(k->err, LK_E_IO, LK_PRI, LK_ARG(repo->why));
        if (repo->state != LK_REPO_FOUND) {
            *LK_PUSH(&k->out->notes) = lk_repo_note(k->arena, repo);
        }
    }
    lk_repos_clear(&repos);
    return good;
}

/* Scripts in the order in which an upgrade of everything runs them, which makes the output the same
 * each time.  Manifests are left alone where they lie; a directory of its own gets them too. */
static bool list_scripts(struct compiler *k)
{
    struct lk_revisions walk = {0};
    struct lk_rev_span all = {.base = LK_STR(""), .head = LK_STR("")};
    if (!lk_graph_size(k->request->graph)) {
        return true;
    }
    if (!lk_rev_walk(&walk, k->arena, k->request->graph, &all, k->err)) {
        return false;
    }
    for (size_t i = walk.n; i-- > 0;) {
        if (walk.v[i]->notation == LK_NOTATION_SCRIPT || k->request->elsewhere) {
            *LK_PUSH(k->out) = (struct lk_compiled){.revision = walk.v[i]};
        }
    }
    return true;
}

/* The texts live in the arena. Nothing is written to disk here, so that an error leaves no half
 * of a directory. */
bool lk_compile(struct lk_compiled_list *out, struct lk_arena *arena,
                const struct lk_compile_request *request, struct lk_err *err)
{
    struct compiler k = {.request = request, .arena = arena, .out = out, .err = err};
    lk_rehearsal_init(&k.rehearsal, request->dialect);
    k.config = *request->mods;
    k.config.asked = note_asked;
    k.config.used = note_used;
    k.config.self = &k;
    bool good = list_scripts(&k) && ask_git(&k) &&
                lk_mods_new(&k.mods, &k.config, &k.rehearsal.sink, err);
    for (size_t i = 0; good && i < out->n; i++) {
        good = compile_one(&out->v[i], &k, k.file[i]);
    }
    lk_mods_free(k.mods);
    lk_rehearsal_clear(&k.rehearsal);
    return good;
}
