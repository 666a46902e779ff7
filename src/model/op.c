/* The tables of operations and nodes, look-ups in them, and operations as data. */
#include "base/map.h"
#include "model/op.h"

#include <assert.h>

const struct lk_def lk_op_table[LK_OP_COUNT] = {
#define LK_OP(id, name, signature, lock, flags, doc)                                               \
    {name, signature, LK_FAMILY_OP, LK_LOCK_##lock, flags, LK_OP_##id, doc},
#include "model/ops.def"
#undef LK_OP
};

const struct lk_def lk_node_table[LK_NODE_COUNT] = {
#define LK_NODE(id, name, family, signature, doc)                                                  \
    {name, signature, LK_FAMILY_##family, LK_LOCK_NONE, 0, LK_NODE_##id, doc},
#include "model/nodes.def"
#undef LK_NODE
};

/* Parsed signatures and name maps, made on first use and kept for the life of the process. */
static struct {
    struct lk_arena *arena;
    struct lk_sig *op[LK_OP_COUNT], *node[LK_NODE_COUNT];
    struct lk_map ops, nodes;
} known;

/* Names to rows, made once for each table. */
static void index_table(struct lk_map *map, const struct lk_def *table, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        lk_map_put(map, lk_str_of(table[i].name), (void *)(uintptr_t)&table[i]);
    }
}

/* The maps are made at the first look-up, not at the start: many commands never need them. */
static void know(void)
{
    if (!known.arena) {
        known.arena = lk_arena_new();
        index_table(&known.ops, lk_op_table, LK_OP_COUNT);
        index_table(&known.nodes, lk_node_table, LK_NODE_COUNT);
    }
}

/* The row of an operation by the name that scripts use, or NULL. */
const struct lk_def *lk_op_find(struct lk_str name)
{
    know();
    return lk_map_get(&known.ops, name);
}

/* The row of a node by name, or NULL; the case of letters counts. */
const struct lk_def *lk_node_find(struct lk_str name)
{
    know();
    return lk_map_get(&known.nodes, name);
}

/* The parsed signature of a row. One that does not parse is a mistake in the tables, which a
 * test would show. */
const struct lk_sig *lk_def_sig(const struct lk_def *def)
{
    know();
    struct lk_sig **at = def->family == LK_FAMILY_OP ? &known.op[def->id] : &known.node[def->id];
    if (!*at) {
        struct lk_sig *sig = lk_arena_alloc(known.arena, sizeof *sig);
        bool good = lk_sig_parse(sig, known.arena, def->signature, NULL);
        assert(good);
        *at = good ? sig : NULL;
    }
    return *at;
}

/* The place of a parameter by name, or -1. Signatures are short, so that they are looked through
 * from the front. */
int lk_def_param(const struct lk_def *def, const char *name)
{
    const struct lk_sig *sig = lk_def_sig(def);
    struct lk_str wanted = lk_str_of(name);
    for (uint16_t i = 0; i < sig->n; i++) {
        if (lk_str_eq(sig->param[i].name, wanted)) {
            return i;
        }
    }
    return -1;
}

/* A new array of arguments, each its default; *rest and **extra are empty rather than absent. A
 * parameter without default has NULL, until somebody sets it. */
const struct lk_datum **lk_def_defaults(struct lk_arena *arena, const struct lk_def *def)
{
    const struct lk_sig *sig = lk_def_sig(def);
    const struct lk_datum **arg = lk_arena_array(arena, sig->n ? sig->n : 1, sizeof *arg);
    for (uint16_t i = 0; i < sig->n; i++) {
        uint8_t kind = sig->param[i].kind;
        arg[i] = kind == LK_PARAM_REST    ? lk_datum_list(arena, NULL, 0)
                 : kind == LK_PARAM_EXTRA ? lk_datum_map(arena, NULL, 0)
                                          : sig->param[i].dflt;
    }
    return arg;
}

/* An argument by name; a name that the operation does not have is a mistake of the program. */
const struct lk_datum *lk_op_arg(const struct lk_op *op, const char *name)
{
    int at = lk_def_param(op->def, name);
    assert(at >= 0);
    return op->arg[at];
}

/* An operation with all arguments at their defaults, for those who make one without a script. */
struct lk_op *lk_op_new(struct lk_arena *arena, enum lk_op_id id)
{
    struct lk_op *op = lk_arena_alloc(arena, sizeof *op);
    op->def = &lk_op_table[id];
    op->arg = lk_def_defaults(arena, op->def);
    return op;
}

/* The value is not copied and not checked against the signature. */
void lk_op_set(struct lk_op *op, const char *name, const struct lk_datum *value)
{
    int at = lk_def_param(op->def, name);
    assert(at >= 0);
    op->arg[at] = value;
}
