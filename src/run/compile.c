/* Scripts to manifests: rehearsed in both directions, written with provenance.  The same scripts at
 * the same commits give the same bytes. */
#include "run/compile.h"
#include "base/time.h"
#include "rev/target.h"
#include "run/carry.h"
#include "run/rehearse.h"
#include "run/repos.h"
#include "run/texts.h"
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
    struct work *work;             /* one per entry of out */
    struct lk_used used;           /* files that the runtime has read */
    struct lk_err *err;
};

/* What becomes of one script before it is written. */
struct work {
    struct lk_manifest m;
    struct lk_names files;         /* that it was made of, beside its own */
    const struct lk_vcs_file *file;        /* its own; NULL without a repository */
    bool dirty;                    /* one of the others is not as committed */
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
    struct compiler *k = self;
    bool loads = use == LK_USE_LOAD && path.n;
    lk_used_add(&k->used, use, path, text);
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
 * does not track has its content's hash and its path, and no commit.  It is dirty as well where
 * something else that the manifest was made of is. */
static const struct lk_datum *provenance(struct lk_arena *arena, const struct work *w)
{
    const struct lk_vcs_file *f = w->file;
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
    pair[n++] = (struct lk_pair){LK_STR("dirty"), lk_datum_bool(arena, f->dirty || w->dirty)};
    return lk_datum_map(arena, pair, n);
}

/* The text of a script that is kept, with the project's modules that it imports: a bundle has no
 * others. */
static bool keep_script(struct work *w, struct lk_compiled *c, struct compiler *k)
{
    struct lk_manifest *m = &w->m;
    const struct lk_carry carry = {k->mods, k->request->sources, k->arena, k->request->elsewhere,
                                   k->config.options, &w->files};
    m->upgrade = m->downgrade = (struct lk_manifest_ops){0};
    m->script = lk_sources_text(k->request->sources, c->revision->source);
    if (lk_carry_modules(&m->modules, &carry, c->revision->source, k->err)) {
        return true;
    }
    return lk_err_prefix(k->err, "revision " LK_PRI " keeps its script", LK_ARG(c->revision->id));
}

/* The texts of execute_file go into the manifest, which is then whole wherever it lies. */
static bool inline_files(struct lk_manifest_ops *ops, const struct lk_manifest *m, struct work *w,
                         struct compiler *k)
{
    struct lk_op *v = lk_arena_array(k->arena, ops->n + 1, sizeof *v);
    for (size_t i = 0; i < ops->n; i++) {
        const struct lk_op *op = lk_manifest_op(&ops->v[i], m, k->arena, k->err);
        if (!op) {
            return false;
        }
        if (op != &ops->v[i]) {
            struct lk_str name = lk_datum_text(lk_op_arg(&ops->v[i], "path"));
            *LK_PUSH(&w->files) = lk_path_join(k->arena, lk_path_dir(m->revision.path), name);
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

/* The manifest as YAML, in the arena.  One by hand that was compiled elsewhere keeps its
 * provenance. */
static bool write_one(struct lk_compiled *c, struct compiler *k, struct work *w)
{
    const struct lk_manifest *given = c->revision->manifest;
    struct lk_manifest *m = &w->m;
    struct lk_buf text = {0};
    bool told = given && given->provenance;
    c->horizon = w->file && !told && w->file->horizon;
    if (w->file && !told) {
        m->provenance = provenance(k->arena, w);
    } else if (!given && !hash_alone(m, c, k)) {
        return false;
    }
    m->env = m->env ? m->env : k->request->env;
    lk_manifest_write(&text, m);
    c->text = lk_arena_str(k->arena, lk_buf_str(&text));
    lk_buf_clear(&text);
    return read_again(c, k);
}

/* A manifest by hand, for a bundle. */
static bool copy_one(struct lk_compiled *c, struct compiler *k, struct work *w)
{
    const struct lk_manifest *given = c->revision->manifest;
    w->m = *given;
    return inline_files(&w->m.upgrade, given, w, k) && inline_files(&w->m.downgrade, given, w, k);
}

/* What the runtime read for this script, through its imports as well. */
static void list_used(struct work *w, struct compiler *k)
{
    struct lk_run_texts texts = {0};
    lk_used_list(&texts, &k->used);
    for (size_t i = 0; i < texts.n; i++) {
        *LK_PUSH(&w->files) = lk_arena_str(k->arena, texts.v[i].path);
    }
    free(texts.v);
}

/* A script that cannot be known becomes a manifest around its text, so that every revision has a
 * manifest. */
static bool compile_one(struct lk_compiled *c, struct compiler *k, struct work *w)
{
    w->m = (struct lk_manifest){.revision = *c->revision, .transactional = true};
    if (k->request->env_path.n) {
        *LK_PUSH(&w->files) = k->request->env_path;
    }
    if (c->revision->manifest) {
        return copy_one(c, k, w);
    }
    lk_used_step(&k->used);
    if (!lk_rev_source(c->revision, k->request->sources, k->err) ||
        !rehearse(&w->m.upgrade, c, k, LK_UPGRADE) ||
        !rehearse(&w->m.downgrade, c, k, LK_DOWNGRADE)) {
        return false;
    }
    list_used(w, k);
    if (c->kept && !keep_script(w, c, k)) {
        return false;
    }
    w->m.revision.notation = LK_NOTATION_MANIFEST;
    return true;
}

/* A file and where git's answer about it will be. */
struct asked {
    struct work *of;
    struct lk_repo *repo;
    size_t index;
    bool own;
};

struct questions {
    struct lk_repos repos;
    struct { struct asked *v; size_t n, cap; } all;
};

static void ask_file(struct questions *q, struct work *w, struct lk_str path, bool own)
{
    struct asked *a = LK_PUSH(&q->all);
    *a = (struct asked){.of = w, .own = own};
    a->repo = lk_repos_add(&a->index, &q->repos, path);
}

/* Its own file tells the commit; the others whether all of it is committed.  What lies in no
 * repository is not. */
static void take_facts(struct compiler *k, const struct asked *a)
{
    const struct lk_vcs_file *f = &a->repo->files.v[a->index];
    bool found = a->repo->state == LK_REPO_FOUND;
    if (a->own && found) {
        struct lk_vcs_file *copy = lk_arena_alloc(k->arena, sizeof *copy);
        *copy = *f;
        a->of->file = copy;
    }
    a->of->dirty |= !a->own && (!found || f->dirty);
}

/* Where there is no repository, or none that may be read, the manifests have no provenance, which
 * is noted; one that is damaged is an error, for a bundle without the commits that it should have
 * is found out too late. */
static bool judge_repos(struct compiler *k, const struct questions *q)
{
    bool good = true;
    for (size_t i = 0; good && i < q->repos.all.n; i++) {
        const struct lk_repo *repo = q->repos.all.v[i];
        good = repo->state != LK_REPO_DAMAGED ||
               lk_fail(k->err, LK_E_IO, LK_PRI, LK_ARG(repo->why));
        if (repo->state != LK_REPO_FOUND) {
            *LK_PUSH(&k->out->notes) = lk_repo_note(k->arena, repo);
        }
    }
    return good;
}

/* One walk over each repository's history for all of its files. */
static bool ask_git(struct compiler *k)
{
    struct questions q = {.repos = {.arena = k->arena}};
    for (size_t i = 0; i < k->out->n; i++) {
        struct work *w = &k->work[i];
        ask_file(&q, w, k->out->v[i].revision->path, true);
        for (size_t f = 0; f < w->files.n; f++) {
            ask_file(&q, w, w->files.v[f], false);
        }
    }
    lk_repos_read(&q.repos);
    for (size_t i = 0; i < q.all.n; i++) {
        take_facts(k, &q.all.v[i]);
    }
    bool good = judge_repos(k, &q);
    lk_repos_clear(&q.repos);
    free(q.all.v);
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
    bool good = list_scripts(&k) && lk_mods_new(&k.mods, &k.config, &k.rehearsal.sink, err);
    k.work = lk_zalloc(out->n + 1, sizeof *k.work);
    for (size_t i = 0; good && i < out->n; i++) {
        good = compile_one(&out->v[i], &k, &k.work[i]);
    }
    good = good && ask_git(&k);
    for (size_t i = 0; good && i < out->n; i++) {
        good = write_one(&out->v[i], &k, &k.work[i]);
    }
    for (size_t i = 0; i < out->n; i++) {
        free(k.work[i].files.v);
    }
    free(k.work);
    lk_used_clear(&k.used);
    lk_mods_free(k.mods);
    lk_rehearsal_clear(&k.rehearsal);
    return good;
}
