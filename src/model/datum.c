/* Data: construction, reading, comparison.  Text forms stand in json.c. */
#include "model/datum.h"
#include "model/op.h"

#include <assert.h>

static struct lk_datum *datum_new(struct lk_arena *arena, enum lk_datum_kind kind)
{
    struct lk_datum *d = lk_arena_alloc(arena, sizeof *d);
    d->kind = (uint8_t)kind;
    return d;
}

const struct lk_datum *lk_datum_null(void)
{
    static const struct lk_datum null = {.kind = LK_DATUM_NULL};
    return &null;
}

struct lk_datum *lk_datum_bool(struct lk_arena *arena, bool b)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_BOOL);
    d->as.b = b;
    return d;
}

struct lk_datum *lk_datum_int(struct lk_arena *arena, int64_t i)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_INT);
    d->as.i = i;
    return d;
}

struct lk_datum *lk_datum_float(struct lk_arena *arena, double f)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_FLOAT);
    d->as.f = f;
    return d;
}

static struct lk_datum *text_new(struct lk_arena *arena, enum lk_datum_kind kind, struct lk_str s)
{
    struct lk_datum *d = datum_new(arena, kind);
    d->as.s = lk_arena_str(arena, s);
    return d;
}

struct lk_datum *lk_datum_numeric(struct lk_arena *arena, struct lk_str s)
{
    return text_new(arena, LK_DATUM_NUMERIC, s);
}

struct lk_datum *lk_datum_str(struct lk_arena *arena, struct lk_str s)
{
    return text_new(arena, LK_DATUM_STR, s);
}

struct lk_datum *lk_datum_bytes(struct lk_arena *arena, struct lk_str s)
{
    return text_new(arena, LK_DATUM_BYTES, s);
}

struct lk_datum *lk_datum_list(struct lk_arena *arena, const struct lk_datum *const *v, size_t n)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_LIST);
    d->as.list.v = lk_arena_array(arena, n, sizeof *v);
    d->as.list.n = n;
    if (n) {
        memcpy(d->as.list.v, v, n * sizeof *v);
    }
    return d;
}

struct lk_datum *lk_datum_map(struct lk_arena *arena, const struct lk_pair *v, size_t n)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_MAP);
    struct lk_pair *copy = lk_arena_array(arena, n, sizeof *copy);
    for (size_t i = 0; i < n; i++) {
        copy[i] = (struct lk_pair){lk_arena_str(arena, v[i].key), v[i].value};
    }
    d->as.map.v = copy;
    d->as.map.n = n;
    return d;
}

struct lk_datum *lk_datum_node(struct lk_arena *arena, const struct lk_def *def)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_NODE);
    d->as.node.def = def;
    d->as.node.arg = lk_def_defaults(arena, def);
    return d;
}

bool lk_datum_truth(const struct lk_datum *d)
{
    switch (d ? (enum lk_datum_kind)d->kind : LK_DATUM_NULL) {
    case LK_DATUM_NULL: return false;
    case LK_DATUM_BOOL: return d->as.b;
    case LK_DATUM_INT: return d->as.i != 0;
    case LK_DATUM_FLOAT: return d->as.f != 0;
    case LK_DATUM_NUMERIC: return strpbrk(d->as.s.p, "123456789") != NULL;
    case LK_DATUM_STR:
    case LK_DATUM_BYTES: return d->as.s.n != 0;
    case LK_DATUM_LIST: return d->as.list.n != 0;
    case LK_DATUM_MAP: return d->as.map.n != 0;
    case LK_DATUM_NODE: return true;
    }
    return false;
}

const struct lk_datum *lk_datum_get(const struct lk_datum *map, const char *key)
{
    if (!lk_datum_is(map, LK_DATUM_MAP)) {
        return NULL;
    }
    for (size_t i = 0; i < map->as.map.n; i++) {
        if (lk_str_is(map->as.map.v[i].key, key)) {
            return map->as.map.v[i].value;
        }
    }
    return NULL;
}

bool lk_datum_is_node(const struct lk_datum *d, const char *tag)
{
    return lk_datum_is(d, LK_DATUM_NODE) && strcmp(d->as.node.def->name, tag) == 0;
}

const struct lk_datum *lk_node_arg(const struct lk_datum *node, const char *name)
{
    int at = lk_def_param(node->as.node.def, name);
    assert(at >= 0);
    return node->as.node.arg[at];
}

struct lk_str lk_datum_text(const struct lk_datum *d)
{
    return lk_datum_is(d, LK_DATUM_STR) ? d->as.s : LK_STR("");
}

static bool lists_equal(const struct lk_datum *a, const struct lk_datum *b)
{
    bool equal = a->as.list.n == b->as.list.n;
    for (size_t i = 0; equal && i < a->as.list.n; i++) {
        equal = lk_datum_equal(a->as.list.v[i], b->as.list.v[i]);
    }
    return equal;
}

static bool maps_equal(const struct lk_datum *a, const struct lk_datum *b)
{
    bool equal = a->as.map.n == b->as.map.n;
    for (size_t i = 0; equal && i < a->as.map.n; i++) {
        equal = lk_str_eq(a->as.map.v[i].key, b->as.map.v[i].key) &&
                lk_datum_equal(a->as.map.v[i].value, b->as.map.v[i].value);
    }
    return equal;
}

static bool nodes_equal(const struct lk_datum *a, const struct lk_datum *b)
{
    if (a->as.node.def != b->as.node.def) {
        return false;
    }
    uint16_t n = lk_def_sig(a->as.node.def)->n;
    for (uint16_t i = 0; i < n; i++) {
        if (!lk_datum_equal(a->as.node.arg[i], b->as.node.arg[i])) {
            return false;
        }
    }
    return true;
}

#define NAME_FLAGS (LK_DATUM_CONV | LK_DATUM_QUOTE | LK_DATUM_NOQUOTE)

bool lk_datum_equal(const struct lk_datum *a, const struct lk_datum *b)
{
    a = a ? a : lk_datum_null();
    b = b ? b : lk_datum_null();
    if (a->kind != b->kind || (a->flags & NAME_FLAGS) != (b->flags & NAME_FLAGS)) {
        return false;
    }
    switch ((enum lk_datum_kind)a->kind) {
    case LK_DATUM_NULL: return true;
    case LK_DATUM_BOOL: return a->as.b == b->as.b;
    case LK_DATUM_INT: return a->as.i == b->as.i;
    case LK_DATUM_FLOAT: return memcmp(&a->as.f, &b->as.f, sizeof a->as.f) == 0;
    case LK_DATUM_NUMERIC:
    case LK_DATUM_STR:
    case LK_DATUM_BYTES: return lk_str_eq(a->as.s, b->as.s);
    case LK_DATUM_LIST: return lists_equal(a, b);
    case LK_DATUM_MAP: return maps_equal(a, b);
    case LK_DATUM_NODE: return nodes_equal(a, b);
    }
    return false;
}
