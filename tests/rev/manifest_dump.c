/* Manifests for tests/rev/manifests.py:
 *   read FILE…          what was read, as JSON, or the error with its place
 *   write FILE          the manifest written again
 *   error FILE          the error as commands show it, or "none"
 *   json FILE           its YAML as JSON by the core schema, whatever it means
 *   random SEED COUNT   random operations of every row of the table, written and read again */
#include "rev/manifest.h"
#include "rev/value.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void say(struct lk_buf *b)
{
    fwrite(b->p ? b->p : "", 1, b->n, stdout);
    lk_buf_clear(b);
}

static void add_error(struct lk_buf *b, const struct lk_err *err, const struct lk_sources *sources)
{
    struct lk_place at = {0};
    lk_sources_place(&at, sources, err->span);
    lk_buf_addf(b, "{\"status\": %d, \"line\": %u, \"column\": %u, \"error\": ",
                lk_err_status(err->code), at.line, at.column);
    lk_buf_json(b, lk_str_of(err->message));
    lk_buf_addz(b, ", \"hint\": ");
    lk_buf_json(b, lk_str_of(err->hint ? err->hint : ""));
    lk_buf_addz(b, "}\n");
}

static void add_names(struct lk_buf *b, const char *key, const struct lk_names *names)
{
    lk_buf_addf(b, ", \"%s\": [", key);
    for (size_t i = 0; i < names->n; i++) {
        lk_buf_addz(b, i ? ", " : "");
        lk_buf_json(b, names->v[i]);
    }
    lk_buf_addc(b, ']');
}

static void add_ops(struct lk_buf *b, const char *key, const struct lk_manifest_ops *ops)
{
    lk_buf_addf(b, ", \"%s\": ", key);
    if (!ops->given) {
        lk_buf_addz(b, "null");
        return;
    }
    lk_buf_addc(b, '[');
    for (size_t i = 0; i < ops->n; i++) {
        lk_buf_addz(b, i ? ", " : "");
        lk_op_json(b, &ops->v[i]);
    }
    lk_buf_addc(b, ']');
}

static void add_manifest(struct lk_buf *b, const struct lk_manifest *m)
{
    lk_buf_addz(b, "{\"revision\": ");
    lk_buf_json(b, m->revision.id);
    add_names(b, "down_revision", &m->revision.down);
    add_names(b, "depends_on", &m->revision.depends);
    add_names(b, "branch_labels", &m->revision.labels);
    add_names(b, "tolerate", &m->tolerate);
    lk_buf_addf(b, ", \"transactional\": %s, \"replaces\": %s, \"message\": ",
                m->transactional ? "true" : "false", m->replaces_script ? "true" : "false");
    lk_buf_json(b, m->revision.doc);
    lk_buf_addz(b, ", \"create_date\": ");
    lk_buf_json(b, m->revision.create_date);
    lk_buf_addz(b, ", \"script\": ");
    lk_buf_json(b, m->script);
    lk_buf_addz(b, ", \"provenance\": ");
    lk_datum_json(b, m->provenance);
    lk_buf_addz(b, ", \"env\": ");
    lk_datum_json(b, m->env);
    lk_buf_addz(b, ", \"modules\": ");
    lk_datum_json(b, m->modules);
    add_ops(b, "upgrade", &m->upgrade);
    add_ops(b, "downgrade", &m->downgrade);
    lk_buf_addz(b, "}\n");
}

static bool parse(struct lk_manifest **out, struct lk_arena *arena, struct lk_sources *sources,
                  const char *path, struct lk_err *err)
{
    struct lk_str text;
    return lk_file_read(&text, arena, path, 1 << 26, err) &&
           lk_manifest_parse(out, arena, sources, lk_sources_add(sources, lk_str_of(path), text),
                             err);
}

static void dump(const char *path, bool again)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_manifest *m;
    struct lk_err err = {0};
    struct lk_buf b = {0};
    if (!parse(&m, arena, sources, path, &err))
        add_error(&b, &err, sources);
    else if (again)
        lk_manifest_write(&b, m);
    else
        add_manifest(&b, m);
    say(&b);
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
}

static void dump_error(const char *path)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_manifest *m;
    struct lk_err err = {0};
    struct lk_buf b = {0};
    if (parse(&m, arena, sources, path, &err))
        lk_buf_addz(&b, "none\n");
    else
        lk_err_show(&b, &err, sources);
    say(&b);
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
}

static void add_yaml(struct lk_buf *b, const struct lk_yaml *y)
{
    bool map = y->kind == LK_YAML_MAP;
    if (y->kind == LK_YAML_SCALAR) {
        if (lk_yaml_is_null(y))
            lk_buf_addz(b, "null");
        else if (y->plain && (lk_value_is_bool(y->text) ||
                              (lk_value_is_int(y->text) && y->text.n < 18 &&
                               strspn(y->text.p, "+0") == 0)))
            lk_buf_add(b, y->text);
        else if (y->plain && lk_value_is_float(y->text) && isfinite(strtod(y->text.p, NULL)))
            lk_buf_addf(b, "%.17g", strtod(y->text.p, NULL));
        else
            lk_buf_json(b, y->text);
        return;
    }
    lk_buf_addc(b, map ? '{' : '[');
    for (size_t i = 0; i < y->n; i++) {
        lk_buf_addz(b, i ? ", " : "");
        if (map) {
            lk_buf_json(b, y->item[2 * i]->text);
            lk_buf_addz(b, ": ");
        }
        add_yaml(b, y->item[map ? 2 * i + 1 : i]);
    }
    lk_buf_addc(b, map ? '}' : ']');
}

static void dump_json(const char *path)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_yaml *y;
    struct lk_str text;
    struct lk_err err = {0};
    struct lk_buf b = {0};
    if (!lk_file_read(&text, arena, path, 1 << 26, &err) ||
        !lk_yaml_parse(&y, arena, sources, lk_sources_add(sources, lk_str_of(path), text), &err))
        lk_buf_addz(&b, "\"no YAML\"");
    else
        add_yaml(&b, y);
    lk_buf_addc(&b, '\n');
    say(&b);
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
}

/* Random data that fits signatures. */
struct dice {
    uint64_t state;
    struct lk_arena *arena;
    int depth;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->state >> 33) % sides;
}

static const struct lk_datum *random_data(struct dice *d);
static const struct lk_datum *random_node(struct dice *d, const struct lk_def *def);

static struct lk_str random_text(struct dice *d)
{
    static const char *const texts[] = {
        "", "users", "true", "null", "~", "12", "1e10", "0123", "a b", "select 1", "it's", "\"q\"",
        "a: b", "# c", "- x", "{a}", "[b]", "$x", "x\n", "select 1\nfrom t\n", "a\n\nb", "a \nb",
        " lead\nx", "tab\tx\ny", "\ttab\nx", "caf\xc3\xa9", "\xe2\x80\xa8", "\x01\x7f", "a\r\nb",
        "\xf0\x9f\x90\x98\n.", "x\n\n", ":", "text", "yes", "2026-01-05", "-", ".5", "...", "---",
        "%", "@", "a\\b", "\xef\xbb\xbf", "|", ">", "!", "&a", "*a", "?", "1_000", "0x1F", "\n",
        "x: |\n  y", "\xc2\x85n\nl"};
    return lk_str_of(texts[roll(d, sizeof texts / sizeof *texts)]);
}

static const struct lk_datum *random_list(struct dice *d)
{
    const struct lk_datum *v[4];
    size_t n = roll(d, 4);
    for (size_t i = 0; i < n; i++)
        v[i] = random_data(d);
    struct lk_datum *list = lk_datum_list(d->arena, v, n);
    if (roll(d, 4) == 0)
        list->flags |= LK_DATUM_TUPLE;
    return list;
}

static const struct lk_datum *random_map(struct dice *d)
{
    static const char *const keys[] = {"a", "text", "$text", "$", "true", "12", "b c", "column"};
    struct lk_pair v[3];
    size_t n = roll(d, 4), at = roll(d, 8);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct lk_pair){lk_str_of(keys[(at + i) % 8]), random_data(d)};
    return lk_datum_map(d->arena, v, n);
}

static const struct lk_datum *random_str(struct dice *d)
{
    static const uint8_t flags[] = {LK_DATUM_CONV, LK_DATUM_QUOTE, LK_DATUM_NOQUOTE};
    struct lk_datum *s = lk_datum_str(d->arena, random_text(d));
    if (roll(d, 6) == 0)
        s->flags = flags[roll(d, 3)];
    return s;
}

static const struct lk_datum *random_number(struct dice *d)
{
    static const double floats[] = {0.5, -0.0, 1e300, 3.0, 1e-7, 123456789.25};
    switch (roll(d, 4)) {
    case 0: return lk_datum_float(d->arena, floats[roll(d, 6)]);
    case 1: return lk_datum_float(d->arena, __builtin_inf());
    case 2: return lk_datum_numeric(d->arena, LK_STR("123456789012345678901234567890.5"));
    default: return lk_datum_int(d->arena, (int64_t)roll(d, 1000) - 500);
    }
}

static const struct lk_datum *random_data(struct dice *d)
{
    switch (d->depth > 6 ? roll(d, 4) : roll(d, 9)) {
    case 0: return lk_datum_null();
    case 1: return lk_datum_bool(d->arena, roll(d, 2));
    case 2: return random_number(d);
    case 3: case 4: return random_str(d);
    case 5: return lk_datum_bytes(d->arena, random_text(d));
    case 6: return random_list(d);
    case 7: return random_map(d);
    default: return random_node(d, &lk_node_table[roll(d, LK_NODE_COUNT)]);
    }
}

/* One of the kinds of a parameter, by chance. */
static const struct lk_datum *random_kind(struct dice *d, struct lk_str what)
{
    static const char *const families[] = {"op", "schema", "constraint", "type", "expr", "from",
                                           "statement"};
    struct lk_str kind = what, one, rest = what;
    for (uint32_t n = 1; lk_str_split(&one, &rest, '|'); n++)
        if (roll(d, n) == 0)
            kind = one;
    if (lk_str_is(kind, "bool"))
        return lk_datum_bool(d->arena, roll(d, 2));
    if (lk_str_is(kind, "int"))
        return lk_datum_int(d->arena, roll(d, 100));
    if (lk_str_is(kind, "float"))
        return lk_datum_float(d->arena, 2.5);
    if (lk_str_is(kind, "str"))
        return random_str(d);
    if (lk_str_is(kind, "bytes"))
        return lk_datum_bytes(d->arena, random_text(d));
    if (lk_str_is(kind, "list"))
        return random_list(d);
    if (lk_str_is(kind, "map"))
        return random_map(d);
    if (lk_node_find(kind))
        return random_node(d, lk_node_find(kind));
    for (uint32_t f = 0; f < sizeof families / sizeof *families; f++)
        for (uint32_t at = roll(d, LK_NODE_COUNT), i = 0; i < LK_NODE_COUNT; i++) {
            const struct lk_def *def = &lk_node_table[(at + i) % LK_NODE_COUNT];
            if (lk_str_is(kind, families[f]) && def->family == f)
                return random_node(d, def);
        }
    return random_data(d);
}

static const struct lk_datum *random_arg(struct dice *d, const struct lk_param *p)
{
    const struct lk_datum *v[3];
    size_t n = roll(d, 4);
    if (p->kind == LK_PARAM_EXTRA) {
        struct lk_pair pair[2] = {{LK_STR("postgresql_x"), NULL}, {LK_STR("mysql_y"), NULL}};
        pair[0].value = random_data(d);
        pair[1].value = random_data(d);
        return lk_datum_map(d->arena, pair, roll(d, 3));
    }
    if (p->kind != LK_PARAM_REST)
        return p->what.n ? random_kind(d, p->what) : random_data(d);
    for (size_t i = 0; i < n; i++)
        v[i] = p->what.n ? random_kind(d, p->what) : random_data(d);
    return lk_datum_list(d->arena, v, n);
}

static const struct lk_datum **random_args(struct dice *d, const struct lk_def *def)
{
    const struct lk_sig *sig = lk_def_sig(def);
    const struct lk_datum **arg = lk_def_defaults(d->arena, def);
    d->depth++;
    for (uint16_t i = 0; i < sig->n; i++)
        if (!arg[i] || roll(d, d->depth > 6 ? 12 : 3) == 0)
            arg[i] = random_arg(d, &sig->param[i]);
    d->depth--;
    return arg;
}

static const struct lk_datum *random_node(struct dice *d, const struct lk_def *def)
{
    struct lk_datum *node = lk_datum_node(d->arena, def);
    if (d->depth > 40)
        return random_node(d, lk_node_find(LK_STR("null")));
    node->as.node.arg = random_args(d, def);
    return node;
}

/* Writes and reads a manifest of one operation; false where something was lost. */
static bool round_trip(struct dice *d, const struct lk_def *def)
{
    struct lk_sources *sources = lk_sources_new();
    struct lk_op op = {.def = def, .arg = random_args(d, def)};
    struct lk_manifest m = {.transactional = true, .upgrade = {true, &op, 1, 1}}, *back;
    struct lk_buf text = {0}, before = {0}, after = {0}, again = {0};
    struct lk_err err = {0};
    if (def->id == LK_OP_EXECUTE_FILE)     /* any other path is refused */
        op.arg[0] = lk_datum_str(d->arena, LK_STR("sql/a.sql"));
    m.revision.id = LK_STR("a1");
    lk_manifest_write(&text, &m);
    lk_op_json(&before, &op);
    uint32_t source = lk_sources_add(sources, LK_STR("m.yaml"), lk_buf_str(&text));
    bool ok = lk_manifest_parse(&back, d->arena, sources, source, &err);
    if (ok) {
        lk_op_json(&after, &back->upgrade.v[0]);
        lk_manifest_write(&again, back);
        ok = lk_str_eq(lk_buf_str(&before), lk_buf_str(&after)) &&
             lk_str_eq(lk_buf_str(&text), lk_buf_str(&again));
    } else {
        lk_err_show(&after, &err, sources);
    }
    if (!ok)
        printf("%s\n--- before\n%s\n--- after\n%s\n--- again\n%s\n", text.p, before.p, after.p,
               again.p ? again.p : "");
    lk_buf_clear(&text);
    lk_buf_clear(&before);
    lk_buf_clear(&after);
    lk_buf_clear(&again);
    lk_err_clear(&err);
    lk_sources_free(sources);
    return ok;
}

static int random_trips(uint64_t seed, int count)
{
    for (int i = 0; i < count; i++)
        for (size_t op = 0; op < LK_OP_COUNT; op++) {
            struct dice d = {.state = seed * 1000003u + (uint64_t)i * 97 + op,
                             .arena = lk_arena_new()};
            bool ok = round_trip(&d, &lk_op_table[op]);
            lk_arena_free(d.arena);
            if (!ok)
                return 1;
        }
    printf("%zu\n", (size_t)count * LK_OP_COUNT);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "random") == 0)
        return random_trips(strtoull(argv[2], NULL, 10), atoi(argv[3]));
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[1], "json") == 0)
            dump_json(argv[i]);
        else if (strcmp(argv[1], "error") == 0)
            dump_error(argv[i]);
        else
            dump(argv[i], strcmp(argv[1], "write") == 0);
    return 0;
}
