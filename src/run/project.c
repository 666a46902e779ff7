/* Steps and bodies out of revision files.  A script's body is its upgrade() or downgrade(), run by
 * the runtime that mods prepares once per opening; a manifest's is its list of operations. */
#include "run/project.h"
#include "rev/load.h"
#include "rev/manifest.h"
#include "run/own_schema.h"
#include "run/texts.h"
#include "sql/lower.h"
#include <stdlib.h>
#include <unistd.h>

/* The source's own state behind its table of functions. */
struct project {
    struct lk_run_project how;
    struct lk_sink *sink;
    struct lk_mods *mods;          /* made when the first script runs */
    struct lk_used used;           /* files that this runtime has read */
    struct lk_plan todo;           /* of the last plan; borrowed */
    struct lk_map carried;         /* revision whose manifest carries a script -> source + 1 */
    char *root[2];                 /* the project's directory, as it is named and as it is */
};

/* The source of a step's script, read when it is first asked for: listing commands never do.  A
 * manifest may carry a script, because it needs the database; its lines are those of the script,
 * and messages name the manifest as the file. */
static bool script_source(uint32_t *source, struct project *p, const struct lk_step *step,
                          struct lk_err *err)
{
    const struct lk_manifest *m = step->revision->manifest;
    struct lk_revision *revision = lk_graph_at(p->how.graph, step->revision->index);
    if (m) {
        uintptr_t known = (uintptr_t)lk_map_get(&p->carried, step->revision->id);
        *source = known ? (uint32_t)known - 1
                        : lk_sources_add(p->how.sources, step->revision->path, m->script);
        lk_map_put(&p->carried, step->revision->id, (void *)((uintptr_t)*source + 1));
        return true;
    }
    bool good = lk_rev_source(revision, p->how.sources, err);
    *source = revision->source;
    return good;
}

static enum lk_direction direction(const struct lk_step *step)
{
    return step->downgrade ? LK_DOWNGRADE : LK_UPGRADE;
}

/* The modules of all scripts are evaluated before the first step, as Alembic loads them, and what
 * they will certainly be refused for is told while nothing has been sent. */
static bool check_scripts(struct project *p, struct lk_err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < p->todo.n; i++) {
        const struct lk_revision *r = p->todo.v[i].revision;
        uint32_t source;
        lk_used_step(&p->used);
        if (r && (!r->manifest || r->manifest->script.n))
            ok = script_source(&source, p, &p->todo.v[i], err) &&
                 (p->mods || lk_mods_new(&p->mods, &p->how.mods, p->sink, err)) &&
                 lk_mods_check_step(p->mods, source, direction(&p->todo.v[i]), err);
    }
    return ok;
}

/* The runtime proper is made when the first script needs it; manifests need none.  Called before
 * anything is written, and once for each attempt: one that is open already stays. */
static bool open_runtime(void *self, struct lk_sink *sink, struct lk_err *err)
{
    struct project *p = self;
    p->sink = sink;
    return p->mods || check_scripts(p, err);
}

/* The modules that scripts changed are gone with it, so that a repeated attempt starts clean. */
static void close_runtime(void *self)
{
    struct project *p = self;
    lk_mods_free(p->mods);
    lk_used_clear(&p->used);
    p->mods = NULL;
}

/* One runtime for all steps of an attempt.  It is made for the first script.
 * */
static bool run_source(struct project *p, uint32_t source, const struct lk_step *step,
                       struct lk_arena *arena, struct lk_err *err)
{
    if (!p->mods && !lk_mods_new(&p->mods, &p->how.mods, p->sink, err))
        return false;
    return lk_mods_run_step(p->mods, source, direction(step), arena, err);
}

/* The script of a step, or that of its manifest. */
static bool run_script(struct project *p, const struct lk_step *step, struct lk_arena *arena,
                       struct lk_err *err)
{
    uint32_t source;
    return script_source(&source, p, step, err) && run_source(p, source, step, arena, err);
}

/* Found before anything is sent, not in the middle of the revision. */
static bool refuse_barred(const struct lk_stmt *stmt, const struct lk_op *op, struct lk_err *err)
{
    lk_fail_at(err, LK_E_UNSUPPORTED, op->span,
               "this statement cannot run in a transaction: " LK_PRI, LK_ARG(stmt->sql));
    return lk_err_hint(err, "'transactional: false' in the manifest runs each statement alone");
}

/* A manifest is all there before anything is sent: what a transaction block bars is refused now.
 * Offline nothing is checked, because nothing runs. */
static bool check_manifest(const struct project *p, const struct lk_step *step,
                           struct lk_arena *arena, struct lk_err *err)
{
    const struct lk_manifest *m = step->revision->manifest;
    const struct lk_manifest_ops *ops = step->downgrade ? &m->downgrade : &m->upgrade;
    struct lk_dialect dialect = *p->how.dialect;
    bool ok = true;
    for (size_t i = 0; ok && i < ops->n; i++) {
        struct lk_stmts stmts;
        const struct lk_op *op = lk_manifest_op(&ops->v[i], m, arena, err);
        lk_stmts_init(&stmts, arena);
        ok = op && lk_sql_lower(&stmts, op, &dialect, err) &&
             lk_run_spares_ledger(&stmts, &ops->v[i], err);
        for (size_t k = 0; ok && m->transactional && k < stmts.n; k++)
            if (stmts.v[k].traits & LK_TRAIT_NO_BLOCK)
                ok = refuse_barred(&stmts.v[k], op, err);
        lk_stmts_clear(&stmts);
    }
    return ok;
}

/* Every manifest of the plan, so that a mistake in the last one is told before the first one is
 * carried out. */
static bool check_manifests(const struct project *p, const struct lk_plan *plan,
                            struct lk_err *err)
{
    struct lk_arena *arena = lk_arena_new();
    bool ok = true;
    for (size_t i = 0; ok && i < plan->n; i++)
        if (plan->v[i].revision && plan->v[i].revision->manifest)
            ok = check_manifest(p, &plan->v[i], arena, err);
    lk_arena_free(arena);
    return ok;
}

/* Rows that no file has are found before any target is looked at.  The door of rev makes the
 * plan; here only the request is put together. */
static bool plan(struct lk_plan *out, void *self, struct lk_arena *arena,
                 const struct lk_names *heads, struct lk_err *err)
{
    struct project *p = self;
    struct lk_rev_move move = {heads, p->how.target, p->how.downgrade};
    bool good = lk_rev_plan(out, arena, p->how.graph, &move, err) &&
                (p->how.offline || check_manifests(p, out, err));
    p->todo = *out;
    return good;
}

/* The file of an execute_file is part of what the step was made of. */
static void note_file(struct project *p, const struct lk_manifest *m, const struct lk_op *given,
                      const struct lk_op *op)
{
    if (given == op)
        return;
    struct lk_arena *arena = lk_arena_new();
    struct lk_str name = lk_datum_text(lk_op_arg(given, "path"));
    struct lk_str path = lk_path_join(arena, lk_path_dir(m->revision.path), name);
    lk_used_add(&p->used, LK_USE_READ, lk_path_normal(arena, path),
                lk_datum_text(lk_op_arg(op, "sqltext")));
    lk_arena_free(arena);
}

/* Nothing can handle a failure in a manifest, so nothing is observed.  A failure ends the run as
 * an unhandled exception would. */
static bool run_manifest(struct project *p, const struct lk_step *step, struct lk_arena *arena,
                         struct lk_err *err)
{
    const struct lk_manifest *m = step->revision->manifest;
    const struct lk_manifest_ops *ops = step->downgrade ? &m->downgrade : &m->upgrade;
    struct lk_emit_how how = {.observed = false, .want = LK_WANT_NOTHING};
    for (size_t i = 0; i < ops->n; i++) {
        struct lk_emitted out;
        const struct lk_op *op = lk_manifest_op(&ops->v[i], m, arena, err);
        if (op)
            note_file(p, m, &ops->v[i], op);
        if (!op || p->sink->class->emit(&out, p->sink, op, how, err) == LK_EMIT_REFUSED)
            return false;
        lk_result_free(out.result);
    }
    return true;
}

/* Either notation gives the same operations.  The notation is known from the file's ending; a
 * manifest may still carry a script. */
static bool body(void *self, const struct lk_step *step, struct lk_arena *arena,
                 struct lk_err *err)
{
    const struct lk_manifest *m = step->revision->manifest;
    lk_used_step(&((struct project *)self)->used);
    if (!m || m->script.n)
        return run_script(self, step, arena, err);
    return run_manifest(self, step, arena, err);
}

/* Only manifests carry rules of their own.  A step without revision (a stamp's) has none. */
static void rules(struct lk_run_rules *out, void *self, const struct lk_step *step)
{
    const struct lk_manifest *m = step->revision ? step->revision->manifest : NULL;
    (void)self;
    *out = (struct lk_run_rules){0};
    if (!m)
        return;
    out->tolerate = m->tolerate;
    out->bare = !m->transactional;
}

/* What the runtime tells of files. */
static void note_use(void *self, enum lk_use how, struct lk_str path, struct lk_str text)
{
    lk_used_add(&((struct project *)self)->used, how, path, text);
}

/* The path below the project, as people know it; one that is elsewhere stays whole. */
static struct lk_str below(const struct project *p, struct lk_arena *arena, struct lk_str path)
{
    for (size_t i = 0; i < 2; i++) {
        struct lk_str root = lk_str_of(p->root[i]);
        if (root.n && path.n > root.n + 1 && lk_str_starts(path, root) && path.p[root.n] == '/')
            return lk_arena_str(arena, lk_str_cut(path, root.n + 1, path.n));
    }
    return lk_arena_str(arena, path);
}

/* A text that was read before the step and is among the sources. */
static void add_source(struct lk_run_texts *out, const struct project *p, uint32_t source,
                       struct lk_arena *arena)
{
    struct lk_str text = lk_sources_text(p->how.sources, source);
    *LK_PUSH(out) = (struct lk_run_text){lk_sources_name(p->how.sources, source),
                                         lk_used_hash(arena, text), text};
}

/* The revision's own file first, since room for contents is bounded; env.py last, which is the
 * same for all. */
static void texts(struct lk_run_texts *out, void *self, const struct lk_step *step,
                  struct lk_arena *arena)
{
    const struct project *p = self;
    const struct lk_manifest *m = step->revision ? step->revision->manifest : NULL;
    if (m)
        add_source(out, p, m->revision.source, arena);
    lk_used_list(out, &p->used);
    if (p->how.env_source)
        add_source(out, p, p->how.env_source, arena);
    for (size_t i = 0; i < out->n; i++)
        out->v[i].path = below(p, arena, out->v[i].path);
}

/* Both forms of the project's directory: paths of revisions have their links resolved, those of
 * modules are as the configuration has them. */
static void find_root(struct project *p)
{
    struct lk_arena *arena = lk_arena_new();
    char *given = lk_strdup(p->how.mods.readable.n ? p->how.mods.readable : LK_STR("."));
    char *here = getcwd(NULL, 0), *real = realpath(given, NULL);
    struct lk_str whole = lk_path_join(arena, lk_str_of(here), lk_str_of(given));
    p->root[0] = lk_strdup(lk_path_normal(arena, whole));
    p->root[1] = lk_strdup(lk_str_of(real));
    free(here);
    free(real);
    free(given);
    lk_arena_free(arena);
}

/* A script that computes for ever ends by the signal, too. */
static bool signalled(void *self)
{
    (void)self;
    return lk_run_signal() != 0;
}

/* The table keeps a copy of `how`; what it points to must outlive the run. */
void lk_run_project_new(struct lk_run_source *out, const struct lk_run_project *how)
{
    struct project *p = lk_zalloc(1, sizeof *p);
    p->how = *how;
    if (!p->how.mods.interrupted)
        p->how.mods.interrupted = signalled;
    p->how.mods.used = note_use;
    p->how.mods.self = p;
    find_root(p);
    *out = (struct lk_run_source){.self = p, .plan = plan, .open = open_runtime, .body = body,
                                  .close = close_runtime, .rules = rules,
                                  .texts = texts};
}

/* What was opened and never used goes, too. */
void lk_run_project_free(struct lk_run_source *source)
{
    struct project *p = source->self;
    if (p) {
        lk_mods_free(p->mods);
        lk_map_clear(&p->carried);
        lk_used_clear(&p->used);
        free(p->root[0]);
        free(p->root[1]);
    }
    free(p);
    source->self = NULL;
}
