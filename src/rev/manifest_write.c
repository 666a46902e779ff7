/* From a manifest's data to YAML that reads as the same data: value.c, the other way round. */
#include "rev/manifest.h"
#include "rev/value.h"
#include "rev/yaml_write.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Where a value stands, which decides what may stand there without "$". */
enum where {
    IN_DATA,           /* rows, bound values, anything: nodes are {$name: …} */
    IN_ENTRIES,        /* columns and expressions in a list: nodes are {name: …} */
    IN_PLACE           /* an argument whose kinds name what it takes */
};

/* Where the writer stands while it makes the tree. */
struct writer {
    struct lk_arena *arena;
    enum where where;
    const struct lk_param *param;  /* IN_PLACE */
};

/* Plain scalars are printed as they are.  The text is copied into the tree's arena. */
static struct lk_yaml *make_scalar(struct lk_arena *arena, struct lk_str text, bool plain)
{
    struct lk_yaml *y = lk_arena_alloc(arena, sizeof *y);
    y->plain = plain;
    y->text = lk_arena_str(arena, text);
    return y;
}

/* An empty list or map with room; n counts what is put. */
static struct lk_yaml *make_many(struct lk_arena *arena, enum lk_yaml_kind kind, size_t room)
{
    struct lk_yaml *y = lk_arena_alloc(arena, sizeof *y);
    y->kind = kind;
    y->item = lk_arena_array(arena, 2 * room + 1, sizeof(*y->item));
    return y;
}

/* A text that no reader takes for anything else.  Whether it would be read as a number, a
 * boolean or null is the reader's own rule, asked here. */
static struct lk_yaml *make_text(struct lk_arena *arena, struct lk_str s)
{
    return make_scalar(arena, s, lk_yaml_is_safe(s) && !lk_value_is_word(s));
}

/* An id: read as text whatever it looks like, so only null needs quotation marks. */
static struct lk_yaml *make_id(struct lk_arena *arena, struct lk_str s)
{
    return make_scalar(arena, s, lk_yaml_is_safe(s) && !lk_str_is(s, "null"));
}

/* Keys are texts like others: quoted where they look like something else. */
static void put(struct lk_arena *arena, struct lk_yaml *map, struct lk_str key,
                struct lk_yaml *value)
{
    map->item[2 * map->n] = make_text(arena, key);
    map->item[2 * map->n + 1] = value;
    map->n++;
}

/* {key: value} */
static struct lk_yaml *make_pair(struct lk_arena *arena, const char *key, struct lk_yaml *value)
{
    struct lk_yaml *y = make_many(arena, LK_YAML_MAP, 1);
    put(arena, y, lk_str_of(key), value);
    return y;
}

static struct lk_yaml *write_datum(const struct writer *w, const struct lk_datum *d);

/* The shortest text that reads as the same number, always with a point or exponent.  So it is
 * read as a float again, never as an int. */
static struct lk_yaml *write_float(const struct writer *w, double f)
{
    char text[40];
    if (!isfinite(f))
        return make_pair(w->arena, "$float",
                         make_scalar(w->arena, isnan(f) ? LK_STR("nan") : f > 0 ? LK_STR("inf")
                                                                           : LK_STR("-inf"), true));
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, f);
        if (strtod(text, NULL) == f)
            break;
    }
    const char *end = strpbrk(text, ".e") ? "" : ".0";
    return make_scalar(w->arena, lk_arena_format(w->arena, "%s%s", text, end), true);
}

/* Read back as an int wherever an int is taken, and in plain data. */
static struct lk_yaml *write_int(const struct writer *w, int64_t i)
{
    return make_scalar(w->arena, lk_arena_format(w->arena, "%lld", (long long)i), true);
}

/* Names that carry a mark say so; one mark at most, as in canonical JSON. */
static struct lk_yaml *write_text(const struct writer *w, const struct lk_datum *d)
{
    const char *tag = d->flags & LK_DATUM_CONV      ? "$conv"
                      : d->flags & LK_DATUM_QUOTE   ? "$quoted"
                      : d->flags & LK_DATUM_NOQUOTE ? "$unquoted"
                                                    : NULL;
    struct lk_yaml *y = make_text(w->arena, d->as.s);
    return tag ? make_pair(w->arena, tag, y) : y;
}

/* Hexadecimal, always in quotation marks: digits alone would be a number. */
static struct lk_yaml *write_bytes(const struct writer *w, struct lk_str s)
{
    struct lk_buf b = {0};
    for (size_t i = 0; i < s.n; i++)
        lk_buf_addf(&b, "%02x", (unsigned char)s.p[i]);
    struct lk_yaml *y = make_pair(w->arena, "$bytes", make_scalar(w->arena, lk_buf_str(&b), false));
    lk_buf_clear(&b);
    return y;
}

/* Within $tuple everything is data again.  What a list stands in decides how its entries may be
 * written. */
static struct lk_yaml *write_list(const struct writer *w, const struct lk_datum *d)
{
    bool tuple = d->flags & LK_DATUM_TUPLE;
    bool entries = w->where == IN_ENTRIES ||
                   (w->where == IN_PLACE && !lk_value_is_data(w->param));
    struct writer inner = {w->arena, entries && !tuple ? IN_ENTRIES : IN_DATA, NULL};
    struct lk_yaml *y = make_many(w->arena, LK_YAML_LIST, d->as.list.n);
    for (; y->n < d->as.list.n; y->n++)
        y->item[y->n] = write_datum(&inner, d->as.list.v[y->n]);
    return tuple ? make_pair(w->arena, "$tuple", y) : y;
}

/* A map of one key that a reader would take for a node or a special value says that it is a map.
 * Only one key can be mistaken. */
static struct lk_yaml *write_map(const struct writer *w, const struct lk_datum *d)
{
    struct writer inner = {w->arena, IN_DATA, NULL};
    struct lk_yaml *y = make_many(w->arena, LK_YAML_MAP, d->as.map.n);
    for (size_t i = 0; i < d->as.map.n; i++)
        put(w->arena, y, d->as.map.v[i].key, write_datum(&inner, d->as.map.v[i].value));
    bool odd = y->n == 1 && ((d->as.map.v[0].key.n > 1 && *d->as.map.v[0].key.p == '$') ||
                             (w->where == IN_ENTRIES && lk_node_find(d->as.map.v[0].key)));
    return odd ? make_pair(w->arena, "$map", y) : y;
}

/* Defaults are left out, as in canonical JSON. */
static bool is_given(const struct lk_param *p, const struct lk_datum *arg)
{
    if (p->kind == LK_PARAM_REST)
        return arg && arg->as.list.n;
    if (p->kind == LK_PARAM_EXTRA)
        return arg && arg->as.map.n;
    return !p->dflt || !lk_datum_equal(p->dflt, arg);
}

/* Each entry of *rest stands where the parameter's kinds decide.  As a list even when there is
 * one entry. */
static struct lk_yaml *write_rest(struct lk_arena *arena, const struct lk_param *p,
                                  const struct lk_datum *list)
{
    struct writer inner = {arena, p->what.n ? IN_PLACE : IN_DATA, p};
    struct lk_yaml *y = make_many(arena, LK_YAML_LIST, list->as.list.n);
    for (; y->n < list->as.list.n; y->n++)
        y->item[y->n] = write_datum(&inner, list->as.list.v[y->n]);
    return y;
}

/* What takes anything is plain data. */
static bool is_free(const struct lk_param *p)
{
    struct lk_str one, rest = p->what;
    while (lk_str_split(&one, &rest, '|'))
        if (lk_str_is(one, "any"))
            return true;
    return p->what.n == 0;
}

/* One argument, where its parameter stands. */
static struct lk_yaml *write_arg(struct lk_arena *arena, const struct lk_param *p,
                                 const struct lk_datum *arg)
{
    struct writer inner = {arena, is_free(p) ? IN_DATA : IN_PLACE, p};
    return p->kind == LK_PARAM_REST ? write_rest(arena, p, arg) : write_datum(&inner, arg);
}

/* The arguments by name, those of **kw among them; the only one that is given, if it is the
 * first and a plain scalar, stands for itself.  That is the short form which people write by
 * hand. */
static struct lk_yaml *write_args(struct lk_arena *arena, const struct lk_def *def,
                                  const struct lk_datum *const *arg)
{
    const struct lk_sig *sig = lk_def_sig(def);
    size_t room = sig->n + (sig->extra < 0 ? 0 : arg[sig->extra]->as.map.n);
    struct lk_yaml *y = make_many(arena, LK_YAML_MAP, room);
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_param *p = &sig->param[i];
        struct lk_str alias = lk_value_alias(def, p);
        if (!is_given(p, arg[i]))
            continue;
        if (p->kind != LK_PARAM_EXTRA) {
            put(arena, y, alias.n ? alias : p->name, write_arg(arena, p, arg[i]));
            continue;
        }
        for (size_t k = 0; k < arg[i]->as.map.n; k++) {
            struct writer inner = {arena, IN_DATA, NULL};
            put(arena, y, arg[i]->as.map.v[k].key, write_datum(&inner, arg[i]->as.map.v[k].value));
        }
    }
    bool first =
        sig->n && sig->param[0].kind <= LK_PARAM_EITHER && is_given(&sig->param[0], arg[0]);
    if (y->n == 1 && first && y->item[1]->kind == LK_YAML_SCALAR && !lk_yaml_is_null(y->item[1]))
        return y->item[1];
    return y;
}

/* May a type without arguments stand as its bare name here?  Where a text may stand as well the
 * bare name would be the text. */
static bool names_type(const struct lk_param *p)
{
    struct lk_str one, rest = p->what;
    bool type = false, text = false;
    while (lk_str_split(&one, &rest, '|')) {
        type = type || lk_str_is(one, "type");
        text = text || lk_str_is(one, "str");
    }
    return type && !text;
}

/* May the arguments stand without the node's name, because the place names it first?  A map of
 * one key that is a node's name would be read as that node. */
static bool is_implied(const struct writer *w, const struct lk_def *def, const struct lk_yaml *args)
{
    struct lk_str first, rest = w->param->what;
    return lk_str_split(&first, &rest, '|') && lk_str_is(first, def->name) &&
           args->kind == LK_YAML_MAP && !(args->n == 1 && lk_node_find(args->item[0]->text));
}

/* From the shortest form that a place allows to the one that is safe anywhere. */
static struct lk_yaml *write_node(const struct writer *w, const struct lk_datum *d)
{
    const struct lk_def *def = d->as.node.def;
    struct lk_yaml *args = write_args(w->arena, def, d->as.node.arg);
    if (w->where == IN_PLACE && names_type(w->param) && args->kind == LK_YAML_MAP && args->n == 0)
        return make_scalar(w->arena, lk_str_of(def->name), true);
    if (w->where == IN_PLACE && is_implied(w, def, args))
        return args;
    struct lk_str name = w->where == IN_DATA ? lk_arena_format(w->arena, "$%s", def->name)
                                             : lk_str_of(def->name);
    return make_pair(w->arena, name.p, args);
}

/* By kind; what is missing is null. */
static struct lk_yaml *write_datum(const struct writer *w, const struct lk_datum *d)
{
    switch (d ? (enum lk_datum_kind)d->kind : LK_DATUM_NULL) {
    case LK_DATUM_NULL: break;
    case LK_DATUM_BOOL:
        return make_scalar(w->arena, d->as.b ? LK_STR("true") : LK_STR("false"), true);
    case LK_DATUM_INT: return write_int(w, d->as.i);
    case LK_DATUM_FLOAT: return write_float(w, d->as.f);
    case LK_DATUM_NUMERIC:
        return make_pair(w->arena, "$numeric", make_scalar(w->arena, d->as.s, false));
    case LK_DATUM_STR: return write_text(w, d);
    case LK_DATUM_BYTES: return write_bytes(w, d->as.s);
    case LK_DATUM_LIST: return write_list(w, d);
    case LK_DATUM_MAP: return write_map(w, d);
    case LK_DATUM_NODE: return write_node(w, d);
    }
    return make_scalar(w->arena, LK_STR("null"), true);
}

/* null, one id, or a list.  One alone stands without brackets. */
static struct lk_yaml *write_ids(struct lk_arena *arena, const struct lk_names *ids)
{
    struct lk_yaml *y = make_many(arena, LK_YAML_LIST, ids->n);
    if (ids->n == 0)
        return make_scalar(arena, LK_STR("null"), true);
    for (; y->n < ids->n; y->n++)
        y->item[y->n] = make_id(arena, ids->v[y->n]);
    return ids->n == 1 ? y->item[0] : y;
}

/* - name: arguments */
static struct lk_yaml *write_ops(struct lk_arena *arena, const struct lk_manifest_ops *ops)
{
    struct lk_yaml *y = make_many(arena, LK_YAML_LIST, ops->n);
    for (; y->n < ops->n; y->n++) {
        const struct lk_op *op = &ops->v[y->n];
        y->item[y->n] = make_pair(arena, op->def->name, write_args(arena, op->def, op->arg));
    }
    return y;
}

/* Keys in the order in which limbeck-manifest(5) has them; what has its default is left out.  The
 * same manifest always gives the same text. */
static void put_header(struct lk_arena *arena, struct lk_yaml *y, const struct lk_manifest *m)
{
    const struct lk_revision *r = &m->revision;
    put(arena, y, LK_STR("revision"), make_id(arena, r->id));
    put(arena, y, LK_STR("down_revision"), write_ids(arena, &r->down));
    if (r->depends.n)
        put(arena, y, LK_STR("depends_on"), write_ids(arena, &r->depends));
    if (r->labels.n)
        put(arena, y, LK_STR("branch_labels"), write_ids(arena, &r->labels));
    if (r->doc.n)
        put(arena, y, LK_STR("message"), make_text(arena, r->doc));
    if (r->create_date.n)
        put(arena, y, LK_STR("create_date"), make_text(arena, r->create_date));
    if (m->tolerate.n)
        put(arena, y, LK_STR("tolerate"), write_ids(arena, &m->tolerate));
    if (!m->transactional)
        put(arena, y, LK_STR("transactional"), make_scalar(arena, LK_STR("false"), true));
    if (m->replaces_script)
        put(arena, y, LK_STR("replaces"), make_text(arena, LK_STR("script")));
}

/* The tree is made first and then printed, so that layout knows nothing of manifests.  Reading
 * the text gives the same data again. */
void lk_manifest_write(struct lk_buf *out, const struct lk_manifest *m)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_yaml *y = make_many(arena, LK_YAML_MAP, 16);
    struct writer data = {arena, IN_DATA, NULL};
    put_header(arena, y, m);
    if (m->upgrade.given)
        put(arena, y, LK_STR("upgrade"), write_ops(arena, &m->upgrade));
    if (m->downgrade.given)
        put(arena, y, LK_STR("downgrade"), write_ops(arena, &m->downgrade));
    if (m->env)
        put(arena, y, LK_STR("env"), write_datum(&data, m->env));
    if (m->script.n)
        put(arena, y, LK_STR("script"), make_text(arena, m->script));
    if (m->modules)
        put(arena, y, LK_STR("modules"), write_datum(&data, m->modules));
    if (m->provenance)
        put(arena, y, LK_STR("provenance"), write_datum(&data, m->provenance));
    lk_yaml_write(out, y);
    lk_arena_free(arena);
}
