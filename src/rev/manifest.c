/* The keys of a manifest.  One row and one function per key. */
#include "rev/manifest.h"
#include "base/limits.h"
#include "rev/value.h"

/* The manifest while it is read; `key` is the one whose value is at hand, for messages. */
struct reader {
    struct lk_values v;
    struct lk_manifest *m;
    const struct lk_yaml *key;
};

#define FAIL(r, y, ...) lk_fail_at((r)->v.err, LK_E_MANIFEST, (y)->span, __VA_ARGS__)

/* Ids and texts are text as they stand, however much they look like numbers.  Quotation marks
 * make no difference to a text. */
static bool read_text(struct lk_str *out, struct reader *r, const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_SCALAR)
        return FAIL(r, y, "'%s' is a text", r->key->text.p);
    *out = y->text;
    return true;
}

/* yes, no, on and off are not YAML 1.2's words. */
static bool read_bool(bool *out, struct reader *r, const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_SCALAR || !y->plain || !lk_value_is_bool(y->text))
        return FAIL(r, y, "'%s' is true or false", r->key->text.p);
    *out = *y->text.p == 't';
    return true;
}

/* null, one text or a list of texts.  The values of a revision's links have this form, as in a
 * script's header. */
static bool read_names(struct lk_names *out, struct reader *r, const struct lk_yaml *y)
{
    struct lk_yaml *one = (struct lk_yaml *)(uintptr_t)y, **item = &one;
    size_t n = lk_yaml_is_null(y) ? 0 : 1;
    if (y->kind == LK_YAML_LIST) {
        item = y->item;
        n = y->n;
    }
    *out = (struct lk_names){lk_arena_array(r->v.arena, n + 1, sizeof *out->v), n, n};
    for (size_t i = 0; i < n; i++)
        if (lk_yaml_is_null(item[i]) || !read_text(&out->v[i], r, item[i]))
            return FAIL(r, item[i], "'%s' is a text or a list of texts", r->key->text.p);
    return true;
}

/* The id, whose form the graph checks.  An empty one would be a revision that nothing can name. */
static bool key_revision(struct reader *r, const struct lk_yaml *y)
{
    if (lk_yaml_is_null(y) || (y->kind == LK_YAML_SCALAR && !y->text.n))
        return FAIL(r, y, "'revision' is empty");
    return read_text(&r->m->revision.id, r, y);
}

/* null is a base, a list a merge.  Must be written even for a base, see check_whole(). */
static bool key_down_revision(struct reader *r, const struct lk_yaml *y)
{
    return read_names(&r->m->revision.down, r, y);
}

/* Ids or labels, resolved by the graph. */
static bool key_depends_on(struct reader *r, const struct lk_yaml *y)
{
    return read_names(&r->m->revision.depends, r, y);
}

/* Own labels only; inheritance is the graph's. */
static bool key_branch_labels(struct reader *r, const struct lk_yaml *y)
{
    return read_names(&r->m->revision.labels, r, y);
}

/* The first paragraph is what one-line listings show.  Trimmed as Alembic trims a docstring. */
static bool key_message(struct reader *r, const struct lk_yaml *y)
{
    if (!read_text(&r->m->revision.doc, r, y))
        return false;
    struct lk_str doc = r->m->revision.doc = lk_str_trim(r->m->revision.doc);
    ptrdiff_t end = lk_str_find(doc, LK_STR("\n\n"), 0);
    r->m->revision.message = end < 0 ? doc : lk_str_cut(doc, 0, (size_t)end);
    return true;
}

/* Kept as text, for listings. */
static bool key_create_date(struct reader *r, const struct lk_yaml *y)
{
    return read_text(&r->m->revision.create_date, r, y);
}

/* Five digits or capital letters. */
static bool is_sqlstate(struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'A' && s.p[i] <= 'Z')))
            return false;
    return s.n == 5;
}

/* Which classes are never tolerated is run's rule, not this one's.  Any SQLSTATE can be named
 * here; the words stand for groups of them. */
static bool key_tolerate(struct reader *r, const struct lk_yaml *y)
{
    if (!read_names(&r->m->tolerate, r, y))
        return false;
    for (size_t i = 0; i < r->m->tolerate.n; i++) {
        struct lk_str one = r->m->tolerate.v[i];
        const struct lk_yaml *at = y->kind == LK_YAML_LIST ? y->item[i] : y;
        if (!lk_str_is(one, "missing") && !lk_str_is(one, "exists") && !is_sqlstate(one)) {
            FAIL(r, at, "'%s' is no kind of failure", one.p);
            return lk_err_hint(r->v.err, "missing, exists, or a SQLSTATE of five characters");
        }
    }
    return true;
}

/* false: each statement on its own.  The revision then runs outside any transaction, and a
 * failure leaves a part behind. */
static bool key_transactional(struct reader *r, const struct lk_yaml *y)
{
    return read_bool(&r->m->transactional, r, y);
}

/* For a script that limbeck cannot run, or an edited manifest. */
static bool key_replaces(struct reader *r, const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_SCALAR || !lk_str_is(y->text, "script"))
        return FAIL(r, y, "'replaces' takes the word script");
    r->m->replaces_script = true;
    return true;
}

/* A whole script as text; errors in it are shown at the manifest's lines.  It is the form that
 * compile chooses for scripts whose operations depend on the database. */
static bool key_script(struct reader *r, const struct lk_yaml *y)
{
    if (y->kind == LK_YAML_SCALAR && !y->text.n)
        return FAIL(r, y, "'script' is empty");
    r->m->script_span = y->span;
    return read_text(&r->m->script, r, y);
}

/* Written by compile; hashes stay text even when they are all digits.  Nothing in it changes
 * what the revision does; only the blob is compared. */
static bool key_provenance(struct reader *r, const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_MAP)
        return FAIL(r, y, "'provenance' is a map");
    struct lk_pair *pair = lk_arena_array(r->v.arena, y->n + 1, sizeof *pair);
    for (size_t i = 0; i < y->n; i++) {
        const struct lk_yaml *value = y->item[2 * i + 1];
        if (value->kind != LK_YAML_SCALAR)
            return FAIL(r, value, "'provenance' holds texts, true and false");
        pair[i].key = y->item[2 * i]->text;
        pair[i].value = lk_yaml_is_null(value) ? lk_datum_null()
                        : value->plain && lk_value_is_bool(value->text)
                            ? lk_datum_bool(r->v.arena, *value->text.p == 't')
                            : lk_datum_str(r->v.arena, value->text);
    }
    r->m->provenance = lk_datum_map(r->v.arena, pair, y->n);
    return true;
}

enum fact_kind { FACT_BOOL, FACT_TEXT, FACT_NAMING };

static const struct fact {
    const char *name;
    enum fact_kind kind;
} facts[] = {
#define LK_MANIFEST_FACT(name, kind, doc) {#name, FACT_##kind},
#include "rev/manifest_facts.def"
#undef LK_MANIFEST_FACT
};
#define FACTS (sizeof facts / sizeof *facts)

/* A map of texts, whatever they look like: templates of names, modules.  Nothing else may stand
 * in it, for its readers look for texts only. */
static bool read_texts(const struct lk_datum **out, struct reader *r, const struct lk_yaml *y,
                       const char *what)
{
    if (y->kind != LK_YAML_MAP)
        return FAIL(r, y, "'%s' is a map of texts", what);
    struct lk_pair *pair = lk_arena_array(r->v.arena, y->n + 1, sizeof *pair);
    for (size_t i = 0; i < y->n; i++) {
        const struct lk_yaml *value = y->item[2 * i + 1];
        if (value->kind != LK_YAML_SCALAR || lk_yaml_is_null(value))
            return FAIL(r, value, "'" LK_PRI "' of '%s' is a text", LK_ARG(y->item[2 * i]->text),
                        what);
        pair[i] = (struct lk_pair){y->item[2 * i]->text,
                                   lk_datum_str(r->v.arena, value->text)};
    }
    *out = lk_datum_map(r->v.arena, pair, y->n);
    return true;
}

/* One fact of env.py.  A convention that nobody could read is the word unknown. */
static bool read_fact(const struct lk_datum **out, struct reader *r, const struct fact *fact,
                      const struct lk_yaml *y)
{
    bool scalar = y->kind == LK_YAML_SCALAR && !lk_yaml_is_null(y);
    if (fact->kind == FACT_NAMING && !(scalar && lk_str_is(y->text, "unknown")))
        return read_texts(out, r, y, fact->name);
    if (fact->kind == FACT_BOOL) {
        if (!scalar || !y->plain || !lk_value_is_bool(y->text))
            return FAIL(r, y, "'%s' is true or false", fact->name);
        *out = lk_datum_bool(r->v.arena, *y->text.p == 't');
        return true;
    }
    if (!scalar || !y->text.n)
        return FAIL(r, y, "'%s' is a text", fact->name);
    *out = lk_datum_str(r->v.arena, y->text);
    return true;
}

/* A fact that is not known here would be one that limbeck does not heed. */
static bool fail_fact(struct reader *r, const struct lk_yaml *key)
{
    const char *names[FACTS];
    for (size_t i = 0; i < FACTS; i++)
        names[i] = facts[i].name;
    const char *near = lk_str_nearest(key->text, names, FACTS);
    FAIL(r, key, "'env' has no fact '%s'", key->text.p);
    return near ? lk_err_hint(r->v.err, "did you mean '%s'?", near) : false;
}

/* What env.py said, for places where there is none; compared with it where there is one. */
static bool key_env(struct reader *r, const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_MAP)
        return FAIL(r, y, "'env' is a map");
    struct lk_pair *pair = lk_arena_array(r->v.arena, y->n + 1, sizeof *pair);
    for (size_t i = 0; i < y->n; i++) {
        const struct lk_yaml *key = y->item[2 * i];
        size_t f = 0;
        while (f < FACTS && !lk_str_is(key->text, facts[f].name))
            f++;
        if (f == FACTS)
            return fail_fact(r, key);
        pair[i].key = key->text;
        if (!read_fact(&pair[i].value, r, &facts[f], y->item[2 * i + 1]))
            return false;
    }
    r->m->env = lk_datum_map(r->v.arena, pair, y->n);
    r->m->env_span = y->span;
    return true;
}

/* Modules of the project that a kept script imports; the paths are those of the import system. */
static bool key_modules(struct reader *r, const struct lk_yaml *y)
{
    return read_texts(&r->m->modules, r, y, "modules");
}

/* The nearest operation's name is the likely one.  All names are candidates. */
static bool fail_operation(struct reader *r, const struct lk_yaml *key)
{
    const char *names[LK_OP_COUNT];
    for (size_t i = 0; i < LK_OP_COUNT; i++)
        names[i] = lk_op_table[i].name;
    const char *near = lk_str_nearest(key->text, names, LK_OP_COUNT);
    FAIL(r, key, "there is no operation '%s'", key->text.p);
    return near ? lk_err_hint(r->v.err, "did you mean '%s'?", near) : false;
}

/* A file below the manifest's directory: what lies elsewhere would be missing where the directory
 * is copied to, or be another file there. */
static bool check_path(struct reader *r, const struct lk_op *op, const struct lk_yaml *y)
{
    const struct lk_datum *path = lk_op_arg(op, "path");
    struct lk_str one, rest = lk_datum_text(path);
    bool below = rest.n && *rest.p != '/';
    int depth = 0;
    while (below && lk_str_split(&one, &rest, '/')) {
        depth += lk_str_is(one, "..") ? -1 : one.n && !lk_str_is(one, ".");
        below = depth >= 0;
    }
    if (below && depth > 0)
        return true;
    struct lk_span at = path->span.source ? path->span : y->span;
    lk_fail_at(r->v.err, LK_E_MANIFEST, at,
               "'" LK_PRI "' is no file below the manifest's directory",
               LK_ARG(lk_datum_text(path)));
    return lk_err_hint(r->v.err, "paths of execute_file are relative to the manifest");
}

/* - add_column: {…}.  One key only, so that the order of operations is that of the list. */
static bool read_operation(struct lk_op *out, struct reader *r, const struct lk_yaml *y,
                           uint32_t seq)
{
    if (y->kind != LK_YAML_MAP || y->n != 1)
        return FAIL(r, y, "an entry is one operation with its arguments: - name: {…}");
    const struct lk_yaml *key = y->item[0];
    const struct lk_def *def = lk_op_find(key->text);
    if (!def)
        return fail_operation(r, key);
    *out = (struct lk_op){.def = def, .span = key->span, .seq = seq};
    if (!lk_value_args(&out->arg, &r->v, def, y->item[1], key->span))
        return false;
    return def->id != LK_OP_EXECUTE_FILE || check_path(r, out, y->item[1]);
}

/* Numbered from 1, as a script's calls are.  That the key is there counts, even when the list is
 * empty. */
static bool read_operations(struct lk_manifest_ops *out, struct reader *r, const struct lk_yaml *y)
{
    out->given = true;
    if (lk_yaml_is_null(y))
        return true;
    if (y->kind != LK_YAML_LIST)
        return FAIL(r, y, "'%s' is a list of operations", r->key->text.p);
    out->v = lk_arena_array(r->v.arena, y->n + 1, sizeof *out->v);
    out->cap = y->n;
    for (size_t i = 0; i < y->n; i++)
        if (!read_operation(&out->v[out->n++], r, y->item[i], (uint32_t)i + 1))
            return false;
    return true;
}

/* Without operations the revision does nothing. */
static bool key_upgrade(struct reader *r, const struct lk_yaml *y)
{
    return read_operations(&r->m->upgrade, r, y);
}

/* Absent means that there is no way back; an empty list is a way that does nothing. */
static bool key_downgrade(struct reader *r, const struct lk_yaml *y)
{
    return read_operations(&r->m->downgrade, r, y);
}

/* A row of the table of keys, in the order of the alphabet. */
static const struct key {
    const char *name;
    bool (*read)(struct reader *, const struct lk_yaml *);
} keys[] = {
#define LK_MANIFEST_KEY(name, takes, doc) {#name, key_##name},
#include "rev/manifest_keys.def"
#undef LK_MANIFEST_KEY
};
#define KEYS (sizeof keys / sizeof *keys)

/* Nothing is ignored.  A misspelt key would otherwise change what the revision does. */
static bool fail_key(struct reader *r, const struct lk_yaml *key)
{
    const char *names[KEYS];
    for (size_t i = 0; i < KEYS; i++)
        names[i] = keys[i].name;
    const char *near = lk_str_nearest(key->text, names, KEYS);
    FAIL(r, key, "a manifest has no key '%s'", key->text.p);
    return near ? lk_err_hint(r->v.err, "did you mean '%s'?", near) : false;
}

/* The table's row decides. */
static bool read_key(struct reader *r, const struct lk_yaml *key, const struct lk_yaml *y)
{
    size_t i = 0;
    while (i < KEYS && !lk_str_is(key->text, keys[i].name))
        i++;
    r->key = key;
    return i < KEYS ? keys[i].read(r, y) : fail_key(r, key);
}

/* A revision has one body: operations or a script's text.  The place of the error is the
 * manifest's, since what is missing has none. */
static bool check_whole(struct reader *r, const struct lk_yaml *y)
{
    if (!lk_yaml_get(y, "revision"))
        return FAIL(r, y, "the manifest lacks 'revision'");
    if (!lk_yaml_get(y, "down_revision"))
        return FAIL(r, y, "the manifest lacks 'down_revision' (null for a base)");
    if (r->m->script.n && (r->m->upgrade.given || r->m->downgrade.given))
        return FAIL(r, lk_yaml_get(y, "script"), "'script' and operations exclude each other");
    if (r->m->modules && !r->m->script.n)
        return FAIL(r, lk_yaml_get(y, "modules"), "'modules' belong to a 'script'");
    if (!r->m->script.n && !r->m->upgrade.given)
        return FAIL(r, y, "the manifest lacks 'upgrade'");
    return true;
}

/* The file's errors come in the order of its lines; what is missing is told last.  The manifest
 * and its revision live in the arena and are one object to the graph. */
bool lk_manifest_parse(struct lk_manifest **out, struct lk_arena *arena,
                       const struct lk_sources *sources, uint32_t source, struct lk_err *err)
{
    struct lk_manifest *m = lk_arena_alloc(arena, sizeof *m);
    struct reader r = {.v = {arena, err}, .m = m};
    struct lk_yaml *y;
    if (!lk_yaml_parse(&y, arena, sources, source, err))
        return false;
    if (y->kind != LK_YAML_MAP)
        return FAIL(&r, y, "a manifest is a map: revision, down_revision, upgrade …");
    m->transactional = true;
    m->revision = (struct lk_revision){.notation = LK_NOTATION_MANIFEST, .source = source,
                                       .manifest = m};
    m->revision.path = lk_arena_str(arena, lk_sources_name(sources, source));
    for (size_t i = 0; i < y->n; i++)
        if (!read_key(&r, y->item[2 * i], y->item[2 * i + 1]))
            return false;
    if (!check_whole(&r, y))
        return false;
    *out = m;
    return true;
}

/* Paths are relative to the manifest, wherever limbeck was started. */
bool lk_manifest_file(struct lk_str *text, struct lk_arena *arena, const struct lk_manifest *m,
                      struct lk_str path, struct lk_err *err)
{
    struct lk_str full = lk_path_join(arena, lk_path_dir(m->revision.path), path);
    return lk_file_read(text, arena, lk_arena_str(arena, full).p, lk_limit(LK_LIMIT_FILE_BYTES),
                        err);
}

/* execute_file is a query whose text stands in a file beside the manifest and goes as it is: no
 * :name in it is a bind. */
const struct lk_op *lk_manifest_op(const struct lk_op *op, const struct lk_manifest *manifest,
                                   struct lk_arena *arena, struct lk_err *err)
{
    struct lk_str text;
    if (op->def->id != LK_OP_EXECUTE_FILE)
        return op;
    if (!lk_manifest_file(&text, arena, manifest, lk_datum_text(lk_op_arg(op, "path")), err)) {
        lk_err_at(err, op->span);
        return NULL;
    }
    struct lk_op *file = lk_op_new(arena, LK_OP_QUERY);
    lk_op_set(file, "sqltext", lk_datum_str(arena, text));
    lk_op_set(file, "driver", lk_datum_bool(arena, true));
    file->span = op->span;
    file->seq = op->seq;
    return file;
}
