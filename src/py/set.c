/* Sets, in CPython 3.11's order of iteration (Objects/setobject.c tells it by its probing: nine
 * neighbours, then a perturbed jump; growth by four, beyond 50,000 by two), since scripts print and
 * loop over sets of numbers. */
#include "py/inner.h"

#include <stdlib.h>

/* Places looked at in a row before the next jump (CPython's LINEAR_PROBES). */
#define NEIGHBOURS 9
#define DUMMY (-1)

/* An empty set or frozenset; its table is made by the first look-up or addition. */
struct lk_value lk_new_set(struct lk_vm *vm, bool frozen)
{
    return lk_of_cell(lk_cell_new(vm, frozen ? LK_T_FROZENSET : LK_T_SET,
                                  vm->cls[frozen ? LK_TY_frozenset : LK_TY_set],
                                  sizeof(struct lk_set)));
}

/* A place that has never been used. One whose key was removed carries DUMMY as its hash: a
 * search has to go on behind it, since the key sought may have been put there past it. */
static bool is_free(const struct lk_set_entry *e)
{
    return lk_is_empty(e->key) && e->hash != DUMMY;
}

/* A walk over the candidates for a hash: a start, its neighbours, then the next start. The order
 * decides in which order a set is iterated over, and so is part of what scripts can see. */
struct walk {
    size_t start, perturb;
    uint32_t step, last;
};

/* A run at a new start: nine neighbours, or none where they would pass the table's end. */
static void walk_runs(struct walk *w, const struct lk_set *s)
{
    w->step = 0;
    w->last = w->start + NEIGHBOURS <= s->mask ? NEIGHBOURS : 0;
}

/* Begins at the place that the low bits of the hash name. */
static struct walk walk_from(const struct lk_set *s, int64_t hash)
{
    struct walk w = {.start = (size_t)hash & s->mask, .perturb = (size_t)hash};
    walk_runs(&w, s);
    return w;
}

/* The next candidate. The jump mixes in higher bits of the hash, five at a time, so that hashes
 * with the same low bits part; when they are used up the jumps reach every place. */
static void walk_on(struct walk *w, const struct lk_set *s)
{
    if (w->step++ < w->last) {
        return;
    }
    w->perturb >>= 5;
    w->start = (w->start * 5 + 1 + w->perturb) & s->mask;
    walk_runs(w, s);
}

/* The place that the walk stands at; the caller may write to it. */
static struct lk_set_entry *walk_at(const struct walk *w, struct lk_set *s)
{
    return &s->table[w->start + w->step];
}

/* Puts an entry into a table that has neither removed places nor this key; compares nothing and
 * runs no code of scripts. */
static void put_clean(struct lk_set *s, struct lk_set_entry e)
{
    struct walk w = walk_from(s, e.hash);
    while (!is_free(walk_at(&w, s))) {
        walk_on(&w, s);
    }
    *walk_at(&w, s) = e;
}

/* Moves the entries into a new table of a power of two above `least`, at least eight. Removed
 * places are left behind; the order of the moves is that of the old table, as CPython's. */
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

/* Hashes the key and seeks it; 1 found, 0 with the place for it, -1 exception. Starts over as
 * long as a script's __eq__ changes the set under the search. */
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

/* Whether the key is a member; false as the result means an exception, of __hash__ or of __eq__. */
bool lk_set_has(bool *out, struct lk_vm *vm, struct lk_value set, struct lk_value key)
{
    struct lk_set_entry *e, want = {0, key};
    int r = find(&e, vm, lk_set_of(set), &want);
    *out = r == 1;
    return r >= 0;
}

/* Adds a key unless an equal one is there, which then stays. The table grows when three fifths
 * of it are filled, removed places counted, as CPython's set_add_entry. */
bool lk_set_add(struct lk_vm *vm, struct lk_value set, struct lk_value key)
{
    struct lk_set *s = lk_set_of(set);
    struct lk_set_entry *e, want = {0, key};
    int r = find(&e, vm, s, &want);
    if (r) {
        return r > 0;
    }
    /* Only tables of this size can make a difference to the memory limit. */
    if (s->mask > 65536 && s->fill * 5 + 5 >= s->mask * 3 &&
        !lk_vm_reserve(vm, 2 * (size_t)s->mask * sizeof *e)) {
        return false;
    }
    /* A removed place that is used again was counted as filled all along. */
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

/* Removes a key; *was tells whether it was there. The place stays marked as removed, and the
 * table never shrinks, so that a loop over a copy of the set sees the same order. */
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

/* As CPython's set_merge: room for all first, and a table that is copied whole keeps its order.
 * Beyond that items are added one by one, which cannot call __eq__ of scripts but for equal
 * hashes. */
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
    /* An empty target of the same size takes the table as it is, with its order. */
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

/* Members, in constant time. */
size_t lk_set_count(struct lk_value set)
{
    return lk_set_of(set)->used;
}

/* Frees the table and gives its memory back to the budget; the set is empty and usable. The
 * version tells searches that are under way. */
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

/* Walks the members in the table's order; *pos starts at 0. The set must not grow meanwhile. */
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
