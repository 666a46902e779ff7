/* hash(): CPython's for numbers, tuples and frozensets, since the order of sets shows them. */
#include "py/bigint.h"
#include "py/inner.h"
#include "py/op.h"
#include "py/range.h"

#include <math.h>

#define MERSENNE ((UINT64_C(1) << 61) - 1)

/* The value modulo 2**61 - 1 with its sign, as CPython on 64-bit machines. -1 means an error
 * inside CPython and is therefore -2. */
int64_t lk_hash_int(int64_t i)
{
    uint64_t u = i < 0 ? -(uint64_t)i : (uint64_t)i;
    int64_t h = (int64_t)(u % MERSENNE);
    h = i < 0 ? -h : h;
    return h == -1 ? -2 : h;
}

/* The value modulo 2^61 - 1, so that equal numbers hash alike whatever their kind. The fraction
 * is taken 28 bits at a time, which multiplies by a power of two and keeps all exact. */
static int64_t hash_finite(double d)
{
    int e, sign = d < 0 ? -1 : 1;
    double m = frexp(fabs(d), &e);
    uint64_t x = 0;
    while (m != 0) {
        x = (x << 28 & MERSENNE) | x >> (61 - 28);
        m *= 268435456.0;
        e -= 28;
        uint64_t y = (uint64_t)m;
        m -= (double)y;
        x += y;
        if (x >= MERSENNE) {
            x -= MERSENNE;
        }
    }
    e = e >= 0 ? e % 61 : 61 - 1 - ((-1 - e) % 61);
    x = (x << e & MERSENNE) | x >> (61 - e);
    int64_t h = sign * (int64_t)x;
    return h == -1 ? -2 : h;
}

/* NaN hashes by identity in CPython 3.10 and later; floats have none here, so it is 0. */
int64_t lk_hash_double(double d)
{
    if (isfinite(d)) {
        return hash_finite(d);
    }
    return isnan(d) ? 0 : d > 0 ? 314159 : -314159;
}

/* The xxHash variant of CPython 3.8 and later. The depth of nested tuples is counted as calls
 * are, since the elements recurse. */
static bool hash_tuple(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    const uint64_t p1 = UINT64_C(11400714785074694791), p2 = UINT64_C(14029467366897019727),
                   p5 = UINT64_C(2870177450012600261);
    size_t n = lk_tuple_of(v)->n;
    uint64_t acc = p5;
    if (!lk_tick(vm) || !lk_vm_enter(vm, "")) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int64_t h;
        if (!lk_vm_hash(&h, vm, lk_tuple_of(v)->v[i])) {
            lk_vm_leave(vm);
            return false;
        }
        acc += (uint64_t)h * p2;
        acc = acc << 31 | acc >> 33;
        acc *= p1;
    }
    lk_vm_leave(vm);
    acc += n ^ (p5 ^ UINT64_C(3527539));
    *out = acc == (uint64_t)-1 ? 1546275796 : (int64_t)acc;
    return true;
}

/* Spreads a hash's bits, as CPython's frozenset does, because neighbouring ints would cancel
 * each other. */
static uint64_t shuffle(uint64_t h)
{
    return ((h ^ UINT64_C(89869747)) ^ (h << 16)) * UINT64_C(3644798167);
}

/* XOR of all elements: the order of insertion must not matter. The hashes are those kept in the
 * table. */
static bool hash_frozenset(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_set *s = lk_set_of(v);
    uint64_t h = 0;
    (void)vm;
    for (size_t i = 0; s->table && i <= s->mask; i++) {
        if (!lk_is_empty(s->table[i].key)) {
            h ^= shuffle((uint64_t)s->table[i].hash);
        }
    }
    h ^= ((uint64_t)s->used + 1) * UINT64_C(1927868237);
    h ^= (h >> 11) ^ (h >> 25);
    h = h * 69069 + UINT64_C(907133923);
    *out = h == (uint64_t)-1 ? 590923713 : (int64_t)h;
    return true;
}

/* The identity of a cell, rotated as CPython does it: allocations are aligned, so the low four
 * bits say nothing. */
static int64_t hash_address(const void *p)
{
    uint64_t u = (uint64_t)(uintptr_t)p;
    return (int64_t)(u >> 4 | u << 60);
}

/* Ranges are equal when their items are, so they hash as (length, start, step), with None for
 * what does not matter when there are no or few items. */
static bool hash_range(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_range *r = LK_CELL_OF(lk_range, v);
    struct lk_value of[4];
    lk_range_parts(of, r);
    struct lk_value part[3] = {of[3], lk_none(), lk_none()};
    if (r->n) {
        part[1] = of[0];
        part[2] = r->n == 1 ? lk_none() : of[2];
    }
    return hash_tuple(out, vm, lk_new_tuple(vm, part, 3));
}

/* Bound methods are equal when function and object are; the object counts by identity, it need
 * not be hashable. */
static bool hash_method(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_method *m = LK_CELL_OF(lk_method, v);
    int64_t h;
    if (!lk_vm_hash(&h, vm, m->fn)) {
        return false;
    }
    *out = h ^ (lk_is_cell(m->self) ? hash_address(m->self.as.cell) : m->self.as.i);
    return true;
}

/* The TypeError for lists, dicts and their like, which could change while they are keys. */
static bool unhashable(struct lk_vm *vm, struct lk_value v)
{
    return lk_raise(vm, LK_EXC_TypeError, "unhashable type: '" LK_PRI "'",
                    LK_ARG(lk_type_name(vm, v)));
}

/* int | str hashes as the set of its members, whose order does not count. */
static bool hash_union(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value *mark = vm->sp, set = lk_new_set(vm, true);
    lk_put(vm, set);
    bool ok = lk_set_of_items(vm, set, LK_CELL_OF(lk_wrap, v)->inner) &&
              hash_frozenset(out, vm, set);
    vm->sp = mark;
    return ok;
}

/* list[int] is the key that an equal one finds: by its origin and arguments. */
static bool hash_alias(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_alias *a = LK_CELL_OF(lk_alias, v);
    int64_t origin;
    if (!lk_vm_hash(&origin, vm, a->origin) || !lk_vm_hash(out, vm, a->args)) {
        return false;
    }
    *out ^= origin;
    return true;
}

/* Of a value whose class does not say otherwise. Mutable containers are refused; whatever is
 * left hashes by identity. */
bool lk_hash_builtin(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    switch (v.tag) {
    case LK_T_STR:
    case LK_T_BYTES: *out = lk_text_hash(lk_text_of(v)); return true;
    case LK_T_BOOL:
    case LK_T_INT: *out = lk_hash_int(v.as.i); return true;
    case LK_T_FLOAT:
    case LK_T_FLOATOBJ: *out = lk_hash_double(lk_float_of(v)); return true;
    case LK_T_BIGINT: *out = lk_big_hash(v); return true;
    case LK_T_TUPLE: return hash_tuple(out, vm, v);
    case LK_T_FROZENSET: return hash_frozenset(out, vm, v);
    case LK_T_RANGE: return hash_range(out, vm, v);
    case LK_T_METHOD: return hash_method(out, vm, v);
    case LK_T_UNION: return hash_union(out, vm, v);
    case LK_T_ALIAS: return hash_alias(out, vm, v);
    case LK_T_LIST:
    case LK_T_DICT:
    case LK_T_SET:
    case LK_T_SLICE:
    case LK_T_PROXY: return unhashable(vm, v);
    default: *out = lk_is_cell(v) ? hash_address(v.as.cell) : 0x1000 + v.tag; return true;
    }
}

/* Calls the __hash__ of a script's class. None there says that instances are unhashable, as a
 * class with __eq__ only has it. A long integer as result is hashed itself. */
static bool hash_by_class(int64_t *out, struct lk_vm *vm, struct lk_value v, struct lk_value fn)
{
    struct lk_value h;
    if (lk_is_none(fn)) {
        return unhashable(vm, v);
    }
    if (!lk_vm_callv(&h, vm, fn, &v, 1)) {
        return false;
    }
    if (!lk_is_int(h)) {
        return lk_raise(vm, LK_EXC_TypeError, "__hash__ method should return an integer");
    }
    return lk_hash_builtin(out, vm, h);
}

/* hash() of any value. Plain texts go first, as nearly all keys are; their hash is kept in them. */
bool lk_vm_hash(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is(v, LK_T_STR) && v.as.cell->cls == vm->cls[LK_TY_str]) {
        *out = lk_text_hash(lk_text_of(v));
        return true;
    }
    if (lk_is_cell(v)) {
        struct lk_value fn = lk_override(vm, v, LK_N_hash);
        if (!lk_is_empty(fn)) {
            return hash_by_class(out, vm, v, fn);
        }
    }
    return lk_hash_builtin(out, vm, v);
}
