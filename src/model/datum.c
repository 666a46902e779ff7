/* Data: construction, reading, comparison.  Text forms stand in json.c. */
#include "model/datum.h"
#include "model/op.h"

#include <assert.h>

/* An empty datum of a kind. The arena gives zeroed memory, so that flags and span are unset
 * until somebody sets them. */
static struct lk_datum *datum_new(struct lk_arena *arena, enum lk_datum_kind kind)
{
    struct lk_datum *d = lk_arena_alloc(arena, sizeof *d);
    d->kind = (uint8_t)kind;
    return d;
}

/* None is one constant for everybody; it is never changed and belongs to no arena. */
const struct lk_datum *lk_datum_null(void)
{
    static const struct lk_datum null = {.kind = LK_DATUM_NULL};
    return &null;
}

/* True or False; apart from whole numbers, though Python's bool is an int. */
struct lk_datum *lk_datum_bool(struct lk_arena *arena, bool b)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_BOOL);
    d->as.b = b;
    return d;
}

/* A whole number of 64 bits; larger ones are kept as numerics. */
struct lk_datum *lk_datum_int(struct lk_arena *arena, int64_t i)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_INT);
    d->as.i = i;
    return d;
}

/* A binary float, kept to the bit. */
struct lk_datum *lk_datum_float(struct lk_arena *arena, double f)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_FLOAT);
    d->as.f = f;
    return d;
}

/* The kinds that hold text copy it: the caller's bytes may go. */
static struct lk_datum *text_new(struct lk_arena *arena, enum lk_datum_kind kind, struct lk_str s)
{
    struct lk_datum *d = datum_new(arena, kind);
    d->as.s = lk_arena_str(arena, s);
    return d;
}

/* A number as its decimal digits, for which neither 64 bits nor a float are exact enough. */
struct lk_datum *lk_datum_numeric(struct lk_arena *arena, struct lk_str s)
{
    return text_new(arena, LK_DATUM_NUMERIC, s);
}

/* Text in UTF-8, which may hold NUL bytes. */
struct lk_datum *lk_datum_str(struct lk_arena *arena, struct lk_str s)
{
    return text_new(arena, LK_DATUM_STR, s);
}

/* A bytes object; no encoding is meant. */
struct lk_datum *lk_datum_bytes(struct lk_arena *arena, struct lk_str s)
{
    return text_new(arena, LK_DATUM_BYTES, s);
}

/* The pointers are copied, the items are not: they must live as long as the list does. A tuple
 * is a list with a flag. */
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

/* Keys are copied, values are shared. The order is kept as in Python's dict; that keys differ is
 * the caller's business. */
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

/* A row with all its arguments at their defaults; the caller sets those that were given. */
struct lk_datum *lk_datum_node(struct lk_arena *arena, const struct lk_def *def)
{
    struct lk_datum *d = datum_new(arena, LK_DATUM_NODE);
    d->as.node.def = def;
    d->as.node.arg = lk_def_defaults(arena, def);
    return d;
}

/* Python's truth value: zero and whatever is empty is false. A missing datum counts as None, a
 * node is an object and therefore true. */
bool lk_datum_truth(const struct lk_datum *d)
{
    switch (d ? (enum lk_datum_kind)d->kind : LK_DATUM_NULL) {
    case LK_DATUM_NULL: return false;
    case LK_DATUM_BOOL: return d->as.b;
    case LK_DATUM_INT: return d->as.i != 0;
    case LK_DATUM_FLOAT: return d->as.f != 0;
    /* Zero in any spelling (0.00, -0) has no other digit. */
    case LK_DATUM_NUMERIC: return strpbrk(d->as.s.p, "123456789") != NULL;
    case LK_DATUM_STR:
    case LK_DATUM_BYTES: return d->as.s.n != 0;
    case LK_DATUM_LIST: return d->as.list.n != 0;
    case LK_DATUM_MAP: return d->as.map.n != 0;
    case LK_DATUM_NODE: return true;
    }
    return false;
}

/* Looks a key up from the front. Maps are small here, so that no index is worth its upkeep; what
 * is no map has no keys. */
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

/* Compares by the row's name; those who have the number of the kind at hand compare that one. */
bool lk_datum_is_node(const struct lk_datum *d, const char *tag)
{
    return lk_datum_is(d, LK_DATUM_NODE) && strcmp(d->as.node.def->name, tag) == 0;
}

/* An argument by its name. A name that the row does not have is a mistake of the program, not of
 * a script. */
const struct lk_datum *lk_node_arg(const struct lk_datum *node, const char *name)
{
    int at = lk_def_param(node->as.node.def, name);
    assert(at >= 0);
    return node->as.node.arg[at];
}

/* The text of a str, empty for everything else, so that readers of optional arguments need no
 * case of their own. */
struct lk_str lk_datum_text(const struct lk_datum *d)
{
    return lk_datum_is(d, LK_DATUM_STR) ? d->as.s : LK_STR("");
}

/* Item by item in order; a tuple equals a list here. */
static bool lists_equal(const struct lk_datum *a, const struct lk_datum *b)
{
    bool equal = a->as.list.n == b->as.list.n;
    for (size_t i = 0; equal && i < a->as.list.n; i++) {
        equal = lk_datum_equal(a->as.list.v[i], b->as.list.v[i]);
    }
    return equal;
}

/* In order, unlike Python's dict: equal maps come from the same source, and looking each key up
 * would be quadratic. */
static bool maps_equal(const struct lk_datum *a, const struct lk_datum *b)
{
    bool equal = a->as.map.n == b->as.map.n;
    for (size_t i = 0; equal && i < a->as.map.n; i++) {
        equal = lk_str_eq(a->as.map.v[i].key, b->as.map.v[i].key) &&
                lk_datum_equal(a->as.map.v[i].value, b->as.map.v[i].value);
    }
    return equal;
}

/* Rows of one kind with equal arguments. The spans do not count: the same expression at two
 * places is the same. */
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

/* Compares the contents; kinds must agree, so that 1 and True and 1.0 are three values. How a
 * name is quoted belongs to it, as quoted_name does in SQLAlchemy. */
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
    /* Bit by bit, so that nan equals itself and 0.0 is not -0.0. */
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
