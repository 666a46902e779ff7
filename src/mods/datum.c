/* Values of scripts turned into data, and plain data into values.  Objects whose class is a node
 * are in nodedata.c.
 *
 * The same value is data in several places: an argument of an operation, a bound value inside an
 * expression, a row of bulk_insert.  What the place accepts comes along as the kinds of the
 * signature, for a few objects are written in two ways (a Column is described or referred to). */
#include "mods/nodedata.h"

/* The outermost place accepts anything. The data lives in the arena, whatever becomes of the
 * script's values. */
bool lk_mods_datum(const struct lk_datum **out, struct lk_vm *vm, struct lk_value v,
                   struct lk_arena *arena)
{
    struct lk_conv c = {.vm = vm, .arena = arena};
    return lk_to_datum(out, &c, v, LK_STR(""));
}

/* str: op.f() and quoted_name() are subclasses with their own attributes. conv marks a name as
 * final, which no naming convention changes; quote forces quotes or forbids them. */
static bool text_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    struct lk_datum *d = lk_datum_str(c->arena, lk_text(v));
    if (lk_is_native(c->vm, v, &lk_conv_type))
        d->flags |= LK_DATUM_CONV;
    if (lk_is_native(c->vm, v, &lk_quoted_name_type)) {
        struct lk_value quote = lk_own_attr(c->vm, v, "quote");
        if (lk_is(quote, LK_T_BOOL))
            d->flags |= quote.as.i ? LK_DATUM_QUOTE : LK_DATUM_NOQUOTE;
    }
    *out = d;
    return true;
}

/* A number that does not fit 64 bits keeps its digits. Decimal too: its str() is what SQL
 * reads. */
static bool big_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    struct lk_buf b = {0};
    bool fine = lk_vm_put_str(&b, c->vm, v);
    *out = lk_datum_numeric(c->arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return fine;
}

/* Elements are asked for again each time: converting one may run script code that changes the
 * list. A tuple is marked as such. */
static bool list_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                       struct lk_str what)
{
    size_t n;
    lk_items(&n, v);
    const struct lk_datum **item = lk_arena_array(c->arena, n, sizeof *item);
    for (size_t i = 0, now; i < n; i++) {
        const struct lk_value *values = lk_items(&now, v);
        if (i >= now)
            return lk_raise(c->vm, LK_EXC_RuntimeError, "list changed size during conversion");
        if (!lk_to_datum(&item[i], c, values[i], what))
            return false;
    }
    struct lk_datum *d = lk_datum_list(c->arena, item, n);
    if (lk_is(v, LK_T_TUPLE))
        d->flags |= LK_DATUM_TUPLE;
    *out = d;
    return true;
}

/* Sets, ranges, generators, rows: whatever can be iterated over. Consumed at once; a generator
 * is empty afterwards. */
static bool iterable_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                           struct lk_str what)
{
    struct lk_value list;
    if (!lk_vm_list(&list, c->vm, v))
        return false;
    lk_push(c->vm, list);
    bool fine = list_datum(out, c, list, what);
    lk_pop(c->vm);
    return fine;
}

/* A key: text, or the name of a column. bulk_insert takes {table.c.x: 1} as well as {"x":
 * 1}. */
static bool key_text(struct lk_str *out, struct lk_conv *c, struct lk_value key)
{
    struct lk_buf b = {0};
    struct lk_value name = lk_is(key, LK_T_OBJECT) ? lk_own_attr(c->vm, key, "name") : lk_empty();
    bool fine = lk_vm_put_str(&b, c->vm, lk_is_empty(name) ? key : name);
    *out = lk_arena_str(c->arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return fine;
}

/* Keys become text; a column as key stands for its name. Items that a conversion adds to the
 * dict meanwhile are left out: the array has room for those that were there. */
static bool map_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    struct lk_pair *pair = lk_arena_array(c->arena, lk_dict_count(v) + 1, sizeof *pair);
    struct lk_value key, value;
    size_t n = 0, max = lk_dict_count(v);
    for (size_t pos = 0; n < max && lk_dict_next(v, &pos, &key, &value); n++)
        if (!key_text(&pair[n].key, c, key)
            || !lk_to_datum(&pair[n].value, c, value, LK_STR("")))
            return false;
    *out = lk_datum_map(c->arena, pair, n);
    return true;
}

/* Objects of standard modules that are plain values: nodes of their parts, as methods and
 * attributes give them. isoformat() and str() are exact, so that text suffices for all but
 * intervals. */
static const struct plain {
    const char *cls;
    enum lk_node_id node;
    const char *part[3];       /* attributes; a method when there is only one */
} plain[] = {
    {"date", LK_NODE_V_DATE, {"isoformat", NULL, NULL}},
    {"datetime", LK_NODE_V_DATETIME, {"isoformat", NULL, NULL}},
    {"time", LK_NODE_V_TIME, {"isoformat", NULL, NULL}},
    {"timedelta", LK_NODE_V_TIMEDELTA, {"days", "seconds", "microseconds"}},
    {"UUID", LK_NODE_V_UUID, {"__str__", NULL, NULL}},
};

/* The parts are texts and numbers, so that converting them needs no more than that. A subclass
 * of date, say, is not found by its name and is refused. */
static bool plain_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                        const struct plain *p)
{
    struct lk_datum *d = lk_datum_node(c->arena, &lk_node_table[p->node]);
    for (size_t i = 0; i < 3 && p->part[i]; i++) {
        struct lk_value part;
        if (!(p->part[1] ? lk_vm_getattrz(&part, c->vm, v, p->part[i])
                         : lk_vm_method(&part, c->vm, v, p->part[i], NULL, 0))
            || !lk_to_datum(&d->as.node.arg[i], c, part, LK_STR("")))
            return false;
    }
    *out = d;
    return true;
}

/* SQLAlchemy's objects first, then plain values of the standard library, then what can be
 * iterated over, such as rows. What none of them takes has psycopg2's own message. */
static bool object_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                         struct lk_str what)
{
    bool taken = false;
    if (!lk_node_datum(out, &taken, c, v, what))
        return false;
    if (taken)
        return true;
    /* By name: these classes are written in the script language and have no table. */
    struct lk_str cls = lk_type_name(c->vm, v);
    if (lk_str_is(cls, "Decimal"))
        return big_datum(out, c, v);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (lk_str_is(cls, plain[i].cls))
            return plain_datum(out, c, v, &plain[i]);
    struct lk_value iter = lk_class_attr(c->vm, lk_vm_type(c->vm, v), "__iter__");
    if (!lk_is_empty(iter))
        return iterable_datum(out, c, v, what);
    return lk_raise(c->vm, LK_EXC_TypeError, "can't adapt type '" LK_PRI "'", LK_ARG(cls));
}

/* A bool is a number in Python, but not in SQL. Infinities and NaN are floats as well; how they
 * are written is up to lowering. */
static bool number_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_BOOL:
        *out = lk_datum_bool(c->arena, v.as.i);
        return true;
    case LK_T_INT:
        *out = lk_datum_int(c->arena, v.as.i);
        return true;
    case LK_T_BIGINT:
        return big_datum(out, c, v);
    default:
        *out = lk_datum_float(c->arena, lk_float_of(v));
        return true;
    }
}

/* What was imported and is not there is refused when it is used, as here. Calling it gives the
 * message that names the import. */
static bool placeholder(struct lk_vm *vm, struct lk_value v)
{
    struct lk_value none;
    if (lk_vm_callv(&none, vm, v, NULL, 0))
        lk_refuse(vm, LK_E_INTERNAL, "a placeholder was called");
    return false;
}

/* By the kind of the value; a subclass of str is text, whatever it adds. `what` goes on to
 * parts only where they stand in the same place. */
static bool value_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                        struct lk_str what)
{
    switch (v.tag) {
    case LK_T_NONE:
        *out = lk_datum_null();
        return true;
    case LK_T_STR:
        return text_datum(out, c, v);
    case LK_T_BYTES:
        *out = lk_datum_bytes(c->arena, lk_text(v));
        return true;
    case LK_T_LIST:
    case LK_T_TUPLE:
        return list_datum(out, c, v, what);
    case LK_T_DICT:
        return map_datum(out, c, v);
    case LK_T_SET:
    case LK_T_FROZENSET:
    case LK_T_RANGE:
    case LK_T_GENERATOR:
    case LK_T_ITERATOR:
    case LK_T_DICTVIEW:
        return iterable_datum(out, c, v, what);
    case LK_T_SLICE:
        return lk_slice_datum(out, c, v);
    case LK_T_PLACEHOLDER:
        return placeholder(c->vm, v);
    case LK_T_OBJECT:
    case LK_T_CLASS:
        return object_datum(out, c, v, what);
    default:
        break;
    }
    if (lk_is_int(v) || lk_is_float(v))
        return number_datum(out, c, v);
    return lk_raise(c->vm, LK_EXC_TypeError, "can't adapt type '" LK_PRI "'",
                    LK_ARG(lk_type_name(c->vm, v)));
}

/* Nesting is bounded: data may contain itself. `what` are the kinds that the place accepts,
 * separated by '|'; empty for any. */
bool lk_to_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                 struct lk_str what)
{
    if (c->depth >= lk_limit(LK_LIMIT_NESTING))
        return lk_refuse(c->vm, LK_E_LIMIT, "an argument is nested too deeply");
    c->depth++;
    bool fine = value_datum(out, c, v, what);
    c->depth--;
    return fine;
}

/* Checks data against a parameter; of *rest every item. What **kw took is not checked. */
bool lk_datum_fits(struct lk_vm *vm, const struct lk_def *def, uint16_t param,
                   const struct lk_datum *d)
{
    const struct lk_param *p = &lk_def_sig(def)->param[param];
    struct lk_err err = {0};
    bool fine = p->kind == LK_PARAM_EXTRA;
    if (p->kind == LK_PARAM_REST) {
        fine = true;
        for (size_t i = 0; fine && i < d->as.list.n; i++)
            fine = lk_def_accepts(def, p, d->as.list.v[i], &err);
    } else if (!fine) {
        fine = lk_def_accepts(def, p, d, &err);
    }
    return fine || lk_refuse_err(vm, &err);
}

/* Tuples are not told from lists: facts do not need it. */
static struct lk_value list_value(struct lk_vm *vm, const struct lk_datum *d)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    for (size_t i = 0; i < d->as.list.n; i++)
        (void)!lk_list_append(vm, list, lk_from_datum(vm, d->as.list.v[i]));
    return list;
}

/* Keys stay in their order. Keys of configuration end in NUL, as the arena's texts do. */
static struct lk_value map_value(struct lk_vm *vm, const struct lk_datum *d)
{
    struct lk_value map = lk_new_dict(vm);
    for (size_t i = 0; i < d->as.map.n; i++)
        lk_dict_setz(vm, map, d->as.map.v[i].key.p, lk_from_datum(vm, d->as.map.v[i].value));
    return map;
}

/* Numerics come as text; configuration has none. Nodes have no value and become None. */
struct lk_value lk_from_datum(struct lk_vm *vm, const struct lk_datum *d)
{
    switch (d ? d->kind : LK_DATUM_NULL) {
    case LK_DATUM_BOOL:
        return lk_bool(d->as.b);
    case LK_DATUM_INT:
        return lk_int(d->as.i);
    case LK_DATUM_FLOAT:
        return lk_float(d->as.f);
    case LK_DATUM_NUMERIC:
    case LK_DATUM_STR:
        return lk_new_str(vm, d->as.s);
    case LK_DATUM_BYTES:
        return lk_new_bytes(vm, d->as.s);
    case LK_DATUM_LIST:
        return list_value(vm, d);
    case LK_DATUM_MAP:
        return map_value(vm, d);
    default:
        return lk_none();
    }
}
