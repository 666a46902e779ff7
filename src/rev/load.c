/* From files to revisions and their graph. */
#include "rev/load.h"
#include "base/limits.h"
#include "py/header.h"
#include "rev/files.h"
#include "rev/manifest.h"
#include "vcs/blob.h"
#include <stdlib.h>

#define SCRATCH (4u << 20)         /* bytes of script text kept at a time */

/* What the loading of one project shares. */
struct loader {
    struct lk_arena *arena, *scratch;
    struct lk_sources *sources;
    const struct lk_rev_where *where;
    struct lk_revisions all;
    struct lk_map manifests, scripts;      /* id to revision; scripts for scripts_first only */
    struct lk_err *err;
};

/* Texts of scripts are needed for a moment only: what stays is copied.  The scratch arena is
 * emptied once it holds too much, so that thousands of scripts need the memory of a few. */
static bool read_file(struct lk_str *out, struct loader *l, struct lk_str path)
{
    if (lk_arena_used(l->scratch) > SCRATCH) {
        lk_arena_free(l->scratch);
        l->scratch = lk_arena_new();
    }
    return lk_file_read(out, l->scratch, path.p, lk_limit(LK_LIMIT_FILE_BYTES), l->err);
}

/* Out of the scratch arena into the one that stays.  The texts are copied too. */
static void keep(struct lk_names *out, struct lk_arena *arena, const struct lk_names *from)
{
    *out = (struct lk_names){lk_arena_array(arena, from->n + 1, sizeof *out->v), from->n, from->n};
    for (size_t i = 0; i < from->n; i++)
        out->v[i] = lk_arena_str(arena, from->v[i]);
}

/* Which file it is, since several thousand may be read. */
static bool fail_field(struct loader *l, const struct lk_revision *r, const char *what)
{
    return lk_fail(l->err, LK_E_GRAPH, "%s in '" LK_PRI "'", what, LK_ARG(r->path));
}

/* ([a-f0-9]+)\.py: scripts of Alembic 0.1 are named by their id.  A name with other characters
 * has no id, and the file is probably no revision. */
static bool legacy_id(struct loader *l, struct lk_revision *r)
{
    struct lk_str base = lk_path_base(r->path);
    size_t n = base.n - 3;
    for (size_t i = 0; i < n; i++)
        if (!((base.p[i] >= '0' && base.p[i] <= '9') || (base.p[i] >= 'a' && base.p[i] <= 'f')))
            n = 0;
    if (n == 0) {
        fail_field(l, r, "no revision id can be determined");
        return lk_err_hint(l->err, "be sure the 'revision' variable is declared inside the script; "
                                   "a file that is no revision does not belong there");
    }
    r->id = lk_arena_str(l->arena, lk_str_cut(base, 0, n));
    return true;
}

/* None stands for nothing in all but `revision`.  A missing down_revision is an error, because
 * None has to be written: a base by oversight would be a second history. */
static bool take_header(struct loader *l, struct lk_revision *r, const struct lk_py_header *h)
{
    if (h->revision.kind == LK_PY_HEADER_ABSENT ? !legacy_id(l, r)
                                                : h->revision.kind != LK_PY_HEADER_ONE)
        return fail_field(l, r, "'revision' is not one text");
    if (h->down_revision.kind == LK_PY_HEADER_ABSENT)
        return fail_field(l, r, "there is no 'down_revision'");
    if (h->revision.kind == LK_PY_HEADER_ONE)
        r->id = lk_arena_str(l->arena, h->revision.values.v[0]);
    keep(&r->down, l->arena, &h->down_revision.values);
    keep(&r->depends, l->arena, &h->depends_on.values);
    keep(&r->labels, l->arena, &h->branch_labels.values);
    return true;
}

/* A member of the evaluated module: None, a text, or a list of texts.  A tuple is a list here.
 * None and an empty list both mean nothing. */
static bool take_member(struct lk_names *out, struct loader *l, const struct lk_revision *r,
                        const struct lk_datum *d, const char *what)
{
    size_t n = lk_datum_is(d, LK_DATUM_LIST) ? d->as.list.n : lk_datum_is(d, LK_DATUM_STR);
    *out = (struct lk_names){lk_arena_array(l->arena, n + 1, sizeof *out->v), n, n};
    bool ok = n || lk_datum_is(d, LK_DATUM_NULL) || lk_datum_is(d, LK_DATUM_LIST);
    for (size_t i = 0; ok && i < n; i++) {
        const struct lk_datum *one = lk_datum_is(d, LK_DATUM_LIST) ? d->as.list.v[i] : d;
        ok = lk_datum_is(one, LK_DATUM_STR);
        out->v[i] = lk_arena_str(l->arena, lk_datum_text(one));
    }
    return ok || lk_fail(l->err, LK_E_GRAPH, "'%s' is neither None, a text nor a list of texts in '"
                         LK_PRI "'", what, LK_ARG(r->path));
}

/* The same rules, on what the module defined.  What a literal header may not say, a computed one
 * may not say either. */
static bool take_evaluated(struct loader *l, struct lk_revision *r, const struct lk_datum *map)
{
    struct lk_names id = {0};
    const struct lk_datum *revision = lk_datum_get(map, "revision");
    if (!lk_datum_get(map, "down_revision"))
        return fail_field(l, r, "there is no 'down_revision'");
    if (!revision && !legacy_id(l, r))
        return false;
    if (revision && (!take_member(&id, l, r, revision, "revision") || id.n != 1))
        return fail_field(l, r, "'revision' is not one text");
    if (revision)
        r->id = id.v[0];
    return take_member(&r->down, l, r, lk_datum_get(map, "down_revision"), "down_revision") &&
           take_member(&r->labels, l, r, lk_datum_get(map, "branch_labels"), "branch_labels") &&
           take_member(&r->depends, l, r, lk_datum_get(map, "depends_on"), "depends_on");
}

/* The first field that only evaluating the module can tell, or NULL.  Most projects have none,
 * so that no module is evaluated for its header. */
static const struct lk_py_header_field *computed(const struct lk_py_header *h)
{
    const struct lk_py_header_field *all[] = {&h->revision, &h->down_revision, &h->branch_labels,
                                              &h->depends_on};
    for (size_t i = 0; i < 4; i++)
        if (all[i]->kind == LK_PY_HEADER_COMPUTED)
            return all[i];
    return NULL;
}

/* The text must be among the sources: the runtime evaluates sources.  Without a runtime (some
 * commands have none) the header stays unknown, which is an error at its line. */
static bool evaluate(struct loader *l, struct lk_revision *r, const struct lk_py_header_field *f)
{
    const struct lk_rev_eval *eval = l->where->eval;
    const struct lk_datum *map;
    if (!lk_rev_source(r, l->sources, l->err))
        return false;
    if (!eval)
        return lk_fail_at(l->err, LK_E_SCRIPT, (struct lk_span){r->source, f->from, f->to},
                          "the script's header can only be known by evaluating the module");
    return eval->header(&map, eval->self, r->source, l->arena, l->err) &&
           take_evaluated(l, r, map);
}

/* The graph keeps it, and the order in which it came. */
static struct lk_revision *new_revision(struct loader *l, struct lk_str path)
{
    struct lk_revision *r = lk_arena_alloc(l->arena, sizeof *r);
    r->path = path;
    *LK_PUSH(&l->all) = r;
    return r;
}

/* An error has a place only when the text is among the sources: it is read again for that.  The
 * header's text stays in the scratch arena until the fields have been copied. */
static bool read_header(struct lk_py_header *h, struct loader *l, struct lk_revision *r,
                        struct lk_str text)
{
    if (lk_py_header(h, l->scratch, text, 0, NULL))
        return true;
    return lk_rev_source(r, l->sources, l->err) &&
           lk_py_header(h, l->scratch, text, r->source, l->err);
}

/* Only the header is looked at; create_date and message come from the docstring.  The body is
 * not even parsed; that waits until the revision runs. */
static bool load_script(struct loader *l, struct lk_str path)
{
    struct lk_revision *r = new_revision(l, path);
    struct lk_py_header h = {0};
    struct lk_str text;
    if (!read_file(&text, l, path) || !read_header(&h, l, r, text))
        return false;
    r->doc = lk_arena_str(l->arena, h.doc);
    r->message = lk_arena_str(l->arena, h.message);
    r->create_date = lk_arena_str(l->arena, h.create_date);
    const struct lk_py_header_field *f = computed(&h);
    return f ? evaluate(l, r, f) : take_header(l, r, &h);
}

/* What compile wrote beside a script is about to be written again: whatever its state is, the
 * script counts. */
static bool is_output(const struct loader *l, struct lk_str path)
{
    ptrdiff_t dot = lk_str_rfind_byte(path, '.');
    if (!l->where->scripts_first || dot < 0)
        return false;
    struct lk_str stem = lk_str_cut(path, 0, (size_t)dot);
    return lk_file_exists(lk_arena_format(l->scratch, LK_PRI ".py", LK_ARG(stem)).p);
}

/* Manifests are read whole: they are data.  Its text is kept for the errors of its operations,
 * which come while they run. */
static bool load_manifest(struct loader *l, struct lk_str path)
{
    struct lk_manifest *m;
    struct lk_str text;
    if (!read_file(&text, l, path))
        return false;
    uint32_t source = lk_sources_add(l->sources, path, text);
    if (!lk_manifest_parse(&m, l->arena, l->sources, source, l->err)) {
        if (!is_output(l, path))
            return false;
        lk_err_clear(l->err);
        return true;
    }
    *LK_PUSH(&l->all) = &m->revision;
    lk_map_put(&l->manifests, m->revision.id, &m->revision);
    return true;
}

/* The text with "\n" for "\r\n", which is what git keeps of a file that it checks out with the
 * latter; to Python the two are the same. */
static struct lk_str plain_lines(struct loader *l, struct lk_str text)
{
    struct lk_buf b = {0};
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\r' || i + 1 == text.n || text.p[i + 1] != '\n')
            lk_buf_addc(&b, text.p[i]);
    text = lk_arena_str(l->scratch, lk_buf_str(&b));
    lk_buf_clear(&b);
    return text;
}

/* Was the manifest compiled from exactly this script?  The hash is git's blob id, which depends
 * on the content alone. */
static bool is_compiled_from(struct loader *l, const struct lk_revision *manifest,
                             const struct lk_revision *script)
{
    struct lk_str text;
    char blob[LK_VCS_OID];
    const struct lk_datum *said = lk_datum_get(manifest->manifest->provenance, "blob");
    if (!lk_datum_is(said, LK_DATUM_STR) || !read_file(&text, l, script->path) ||
        !lk_vcs_blob(blob, text, l->err))
        return false;
    return lk_str_is(said->as.s, blob) || (lk_vcs_blob(blob, plain_lines(l, text), l->err) &&
                                           lk_str_is(said->as.s, blob));
}

/* An error of reading or hashing has been set before and stays.  Which of the two counts is not
 * guessed. */
static bool fail_pair(struct loader *l, const struct lk_revision *m, const struct lk_revision *s)
{
    if (lk_err_is_set(l->err))
        return false;
    lk_fail(l->err, LK_E_GRAPH, "revision '" LK_PRI "' is a script and a manifest that was not "
            "compiled from it", LK_ARG(m->id));
    lk_err_detail(l->err, LK_PRI "\n" LK_PRI, LK_ARG(s->path), LK_ARG(m->path));
    return lk_err_hint(l->err, "compile it again, or write 'replaces: script' in the manifest");
}

/* For compile: of a pair the script counts, unless its manifest says that it replaces it. */
static bool serves_first(const struct loader *l, const struct lk_revision *r)
{
    const struct lk_map *others = r->notation == LK_NOTATION_SCRIPT ? &l->manifests : &l->scripts;
    const struct lk_revision *other = lk_map_get(others, r->id);
    const struct lk_revision *m = r->notation == LK_NOTATION_SCRIPT ? other : r;
    return !other || m->manifest->replaces_script == (r == m);
}

/* A manifest serves for a script of equal content, or that it replaces.
 * One pass that keeps the order of the files. */
static bool drop_replaced(struct loader *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->all.n; i++) {
        struct lk_revision *r = l->all.v[i], *m = NULL;
        if (l->where->scripts_first && !serves_first(l, r))
            continue;
        if (r->notation == LK_NOTATION_SCRIPT && l->manifests.n && !l->where->scripts_first)
            m = lk_map_get(&l->manifests, r->id);
        if (m && !m->manifest->replaces_script && !is_compiled_from(l, m, r))
            return fail_pair(l, m, r);
        if (!m)
            l->all.v[n++] = r;
    }
    l->all.n = n;
    return true;
}

/* All files, in Alembic's order; then pairs of script and manifest are resolved.  The first
 * wrong file ends it, in the order in which Alembic reads them. */
static bool load_all(struct loader *l, struct lk_rev_files *files)
{
    if (!lk_rev_files(files, l->where, l->err))
        return false;
    for (size_t i = 0; i < files->paths.n; i++) {
        struct lk_str path = files->paths.v[i];
        if (!(lk_rev_is_script(path) ? load_script(l, path) : load_manifest(l, path)))
            return false;
    }
    for (size_t i = 0; l->where->scripts_first && i < l->all.n; i++)
        if (l->all.v[i]->notation == LK_NOTATION_SCRIPT)
            lk_map_put(&l->scripts, l->all.v[i]->id, l->all.v[i]);
    return drop_replaced(l);
}

/* Whatever is not in the arena is released here, failed or not.  The graph and all revisions
 * live in the arena. Warnings are given back even when loading failed. */
bool lk_rev_load(struct lk_project *out, struct lk_arena *arena, struct lk_sources *sources,
                 const struct lk_rev_where *where, struct lk_err *err)
{
    struct lk_err own = {0};
    struct loader l = {.arena = arena, .scratch = lk_arena_new(), .sources = sources,
                       .where = where, .err = err ? err : &own};
    struct lk_rev_files files = {.arena = arena};
    bool ok = load_all(&l, &files) && lk_graph_build(&out->graph, arena, &l.all, l.err);
    out->warnings = files.warnings;
    lk_map_clear(&files.seen);
    lk_map_clear(&l.manifests);
    lk_map_clear(&l.scripts);
    lk_arena_free(l.scratch);
    free(l.all.v);
    lk_err_clear(&own);
    return ok;
}

/* The file is read anew: the loader kept no texts.  A revision's number among the sources is set
 * once; afterwards this does nothing. */
bool lk_rev_source(struct lk_revision *r, struct lk_sources *sources, struct lk_err *err)
{
    struct lk_arena *arena;
    struct lk_str text;
    if (r->source)
        return true;
    arena = lk_arena_new();
    bool ok = lk_file_read(&text, arena, r->path.p, lk_limit(LK_LIMIT_FILE_BYTES), err);
    if (ok)
        r->source = lk_sources_add(sources, r->path, text);
    lk_arena_free(arena);
    return ok;
}
