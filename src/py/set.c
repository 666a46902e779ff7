/* Sets, in CPython 3.11's order of iteration (Objects/setobject.c tells it by its probing: nine
 * neighbours, then a perturbed jump; growth by four, beyond 50,000 by two), since scripts print and
 * loop over sets of numbers. */
#include "py/inner.h"

#include <stdlib.h>

#define NEIGHBOURS 9
#define DUMMY (-1)

struct lk_value lk_new_set(struct lk_vm *vm, bool frozen)
{
    return lk_of_cell(lk_cell_new(vm, frozen ? LK_T_FROZENSET : LK_T_SET,
                                  vm->cls[frozen ? LK_TY_frozenset : LK_TY_set],
                                  sizeof(struct lk_set)));
}

static bool is_free(const struct lk_set_entry *e)
{
    return lk_is_empty(e->key) && e->hash != DUMMY;
}

/* A walk over the candidates for a hash: a start, its neighbours, then the next start. */
struct walk {
    size_t start, perturb;
    uint32_t step, last;
};

static void walk_runs(struct walk *w, const struct lk_set *s)
{
    w->step = 0;
    w->last = w->start + NEIGHBOURS <= s->mask ? NEIGHBOURS : 0;
}

static struct walk walk_from(const struct lk_set *s, int64_t hash)
{
    struct walk w = {.start = (size_t)hash & s->mask, .perturb = (size_t)hash};
    walk_runs(&w, s);
    return w;
}

static void walk_on(struct walk *w, const struct lk_set *s)
{
    if (w->step++ < w->last) {
        return;
    }
    w->perturb >>= 5;
    w->start = (w->start * 5 + 1 + w->perturb) & s->mask;
    walk_runs(w, s);
}

static struct lk_set_entry *walk_at(const struct walk *w, struct lk_set *s)
{
    return &s->table[w->start + w->step];
}

static void put_clean(struct lk_set *s, struct lk_set_entry e)
{
    struct walk w = walk_from(s, e.hash);
    while (!is_free(walk_at(&w, s))) {
        walk_on(&w, s);
    }
    *walk_at(&w, s) = e;
}

static void resize(struct lk_vm *vm, struct lk_set *s, size_t least)
{
    struct lk_set_entry *old = s->table;
    size_t n = old ? s->mask + 1 : 0, size = 8;
    while (size <= least) {
        size *= 2;
    }
    s->table = lk_zalloc(size, sizeof *old);
    lk_charge(vm, (ptrdiff_t)((size - n) * sizeof *old));
    s->mask = (uint32_t)size - 1;
    for (size_t i = 0; i < n; i++) {
        if (!lk_is_empty(old[i].key)) {
            put_clean(s, old[i]);
        }
    }
    s->fill = s->used;
    s->version++;
    free(old);
}

/* Finds the key or the free place for it: the last removed one on the way, as CPython.  1 found,
 * 0 free, -1 exception, -2 changed meanwhile. */
static int seek(struct lk_set_entry **at, struct lk_vm *vm, struct lk_set *s,
                const struct lk_set_entry *want)
{
    struct lk_set_entry *removed = NULL;
    for (struct walk w = walk_from(s, want->hash);; walk_on(&w, s)) {
        struct lk_set_entry *e = *at = walk_at(&w, s);
        bool eq = false;
        if (is_free(e)) {
            *at = removed ? removed : e;
            return 0;
        }
        removed = lk_is_empty(e->key) ? e : removed;
        if (e->hash != want->hash || lk_is_empty(e->key)) {
            continue;
        }
        uint32_t version = s->version;
        if (!lk_key_eq(&eq, vm, e->key, want->key)) {
            return -1;
        }
        if (s->version != version || eq) {
            return s->version != version ? -2 : 1;
        }
    }
}

static int find(struct lk_set_entry **at, struct lk_vm *vm, struct lk_set *s,
                struct lk_set_entry *want)
{
    int r;
    if (!lk_vm_hash(&want->hash, vm, want->key)) {
        return -1;
    }
    if (!s->table) {
        resize(vm, s, 0);
    }
    while ((r = seek(at, vm, s, want)) == -2) {
        continue;
    }
    return r;
}

bool lk_set_has(bool *out, struct lk_vm *vm, struct lk_value set, struct lk_value key)
{
    struct lk_set_entry *e, want = {0, key};
    int r = find(&e, vm, lk_set_of(set), &want);
    *out = r == 1;
    return r >= 0;
}

bool lk_set_add(struct lk_vm *vm, struct lk_value set, struct lk_value key)
{
    struct lk_set *s = lk_set_of(set);
    struct lk_set_entry *e, want = {0, key};
    int r = find(&e, vm, s, &want);
    if (r) {
        return r > 0;
    }
    if (s->mask > 65536 && s->fill * 5 + 5 >= s->mask * 3 &&
        !lk_vm_reserve(vm, 2 * (size_t)s->mask * sizeof *e)) {
        return false;
    }
    bool again = !is_free(e);
    *e = want;
    s->version++;
    s->used++;
    s->fill += !again;
    if (!again && s->fill * 5 >= s->mask * 3) {
        resize(vm, s, s->used > 50000 ? (size_t)s->used * 2 : (size_t)s->used * 4);
    }
    return true;
}

bool lk_set_take(bool *was, struct lk_vm *vm, struct lk_value set, struct lk_value key)
{
    struct lk_set *s = lk_set_of(set);
    struct lk_set_entry *e, want = {0, key};
    int r = find(&e, vm, s, &want);
    *was = r == 1;
    if (r == 1) {
        e->key = lk_empty();
        e->hash = DUMMY;
        s->used--;
        s->version++;
    }
    return r >= 0;
}

/* As CPython's set_merge: room for all first, and a table that is copied whole keeps its order. */
bool lk_set_merge(struct lk_vm *vm, struct lk_value to, struct lk_value from)
{
    struct lk_set *s = lk_set_of(to), *o = lk_set_of(from);
    struct lk_value key;
    if (s == o || !o->used) {
        return true;
    }
    if (!lk_vm_reserve(vm, 4 * (size_t)o->used * sizeof *o->table)) {
        return false;
    }
    if (!s->table || (s->fill + (size_t)o->used) * 5 >= (size_t)s->mask * 3) {
        bool small = !s->table && (size_t)o->used * 5 < 7 * 3;
        resize(vm, s, small ? 0 : ((size_t)s->used + o->used) * 2);
    }
    if (!s->fill && s->mask == o->mask && o->fill == o->used) {
        memcpy(s->table, o->table, ((size_t)o->mask + 1) * sizeof *o->table);
        s->used = s->fill = o->used;
        s->version++;
        return true;
    }
    for (size_t pos = 0; lk_set_next(from, &pos, &key);) {
        if (!lk_set_add(vm, to, key)) {
            return false;
        }
    }
    return true;
}

size_t lk_set_count(struct lk_value set)
{
    return lk_set_of(set)->used;
}

void lk_set_wipe(struct lk_vm *vm, struct lk_value set)
{
    struct lk_set *s = lk_set_of(set);
    if (s->table) {
        lk_charge(vm, -(ptrdiff_t)((s->mask + 1) * sizeof *s->table));
        free(s->table);
    }
    s->table = NULL;
    s->mask = s->fill = s->used = 0;
    s->version++;
}

bool lk_set_next(struct lk_value set, size_t *pos, struct lk_value *key)
{
    struct lk_set *s = lk_set_of(set);
    for (; s->table && *pos <= s->mask; ++*pos) {
        if (!lk_is_empty(s->table[*pos].key)) {
            *key = s->table[(*pos)++].key;
            return true;
        }
    }
    return false;
}
