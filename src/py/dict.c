/* The ordered dict: entries in order of insertion; beyond eight an index of open addressing.
 * An index slot stays when its entry is removed; both go when the entries are next moved. */
#include "py/inner.h"

#include <stdlib.h>

/* Entries that are searched one by one: most dicts of scripts (keywords, options) need no index. */
#define SMALL 8

/* An empty dict; entries and index are made when they are needed. */
struct lk_dict *lk_dict_make(struct lk_vm *vm)
{
    return lk_cell_new(vm, LK_T_DICT, vm->cls[LK_TY_dict], sizeof(struct lk_dict));
}

/* The same as a value. */
struct lk_value lk_new_dict(struct lk_vm *vm)
{
    return lk_of_cell(lk_dict_make(vm));
}

/* Equal texts; two interned ones that are not the same object are never equal. Interned texts of
 * equal content are the same object, which spares comparing bytes. */
static bool same_text(struct lk_value a, struct lk_value b)
{
    const struct lk_text *x = lk_text_of(a), *y = lk_text_of(b);
    return x->n == y->n && !(x->interned && y->interned) && !memcmp(x->p, y->p, x->n);
}

/* Identity, then texts by bytes, then __eq__ of scripts. False means that __eq__ raised.
 * Subclasses of str may have an __eq__ and take the long way. */
bool lk_key_eq(bool *out, struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    if (lk_same(a, b)) {
        *out = true;
        return true;
    }
    if (a.tag == b.tag && a.tag == LK_T_STR && a.as.cell->cls == b.as.cell->cls) {
        *out = same_text(a, b);
        return true;
    }
    return lk_vm_eq(out, vm, a, b);
}

/* Puts an entry into the index by linear probing. Slots hold the entry's number plus one, 0 is
 * free. The load is at most two thirds, so that the search ends. */
static void index_entry(struct lk_dict *d, uint32_t at)
{
    uint32_t i = (uint32_t)d->entry[at].hash & d->mask;
    while (d->index[i]) {
        i = (i + 1) & d->mask;
    }
    d->index[i] = at + 1;
}

/* Makes the index anew, larger where the entries have grown. Its memory is charged; slots of
 * removed entries vanish here. */
static void rebuild(struct lk_vm *vm, struct lk_dict *d)
{
    size_t slots = 16, old = d->index ? d->mask + 1 : 0;
    while (slots < (size_t)d->cap * 3 / 2) {
        slots *= 2;
    }
    if (slots != old) {
        free(d->index);
        d->index = lk_alloc(slots * sizeof *d->index);
        lk_charge(vm, (ptrdiff_t)((slots - old) * sizeof *d->index));
        d->mask = (uint32_t)slots - 1;
    }
    memset(d->index, 0, slots * sizeof *d->index);
    for (uint32_t i = 0; i < d->n; i++) {
        index_entry(d, i);
    }
}

/* Closes the holes that removed entries left. Moves entries: only callers that bump the version
 * and rebuild the index may do it. */
static void squeeze(struct lk_dict *d)
{
    uint32_t to = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        if (!lk_is_empty(d->entry[i].key)) {
            d->entry[to++] = d->entry[i];
        }
    }
    d->n = to;
}

/* Holes are closed first; then the array doubles. So a dict used as a queue does not grow. A
 * large one has its index made anew in any case, since the numbers of entries have changed. */
static void make_room(struct lk_vm *vm, struct lk_dict *d)
{
    if (d->live < d->n) {
        squeeze(d);
    }
    if (d->live * 4 >= d->cap * 3) {
        /* A growth by doubling keeps appending linear in sum. */
        uint32_t cap = d->cap ? d->cap * 2 : 4;
        d->entry = lk_realloc(d->entry, cap * sizeof *d->entry);
        lk_charge(vm, (ptrdiff_t)((cap - d->cap) * sizeof *d->entry));
        d->cap = cap;
    }
    if (d->cap > SMALL) {
        rebuild(vm, d);
    }
    d->version++;
}

/* Appends; the key is known not to be there. The order of entries is the order of iteration. The
 * version tells searches under way that entries may have moved. */
static void add_entry(struct lk_vm *vm, struct lk_dict *d, struct lk_entry e)
{
    if (d->n == d->cap) {
        make_room(vm, d);
    }
    d->entry[d->n++] = e;
    d->live++;
    d->version++;
    if (d->index) {
        index_entry(d, d->n - 1);
    }
}

/* Is an entry's key this text? Identity first, as keys from scripts and tables are interned. */
static bool holds(const struct lk_entry *e, const struct lk_text *t, int64_t hash)
{
    if (e->key.as.cell == &t->cell && lk_is(e->key, LK_T_STR)) {
        return true;
    }
    return e->hash == hash && lk_is(e->key, LK_T_STR) &&
           same_text(e->key, lk_of_cell((void *)(uintptr_t)t));
}

/* The entry of a text key; runs no script code. `text` must be a str; NULL when the key is not
 * there. The pointer is good until the dict is next changed. */
struct lk_entry *lk_dict_find(const struct lk_dict *d, struct lk_value text)
{
    struct lk_text *t = lk_text_of(text);
    int64_t hash = lk_text_hash(t);
    if (!d->index) {
        for (uint32_t i = 0; i < d->n; i++) {
            if (holds(&d->entry[i], t, hash)) {
                return &d->entry[i];
            }
        }
        return NULL;
    }
    for (uint32_t i = (uint32_t)hash & d->mask; d->index[i]; i = (i + 1) & d->mask) {
        struct lk_entry *e = &d->entry[d->index[i] - 1];
        if (holds(e, t, hash)) {
            return e;
        }
    }
    return NULL;
}

/* Sets a text key; runs no script code. Cannot fail; a key that is there keeps its place and its
 * object. */
void lk_dict_put(struct lk_vm *vm, struct lk_dict *d, struct lk_value text, struct lk_value value)
{
    struct lk_entry *e = lk_dict_find(d, text);
    if (e) {
        e->value = value;
    } else {
        add_entry(vm, d, (struct lk_entry){lk_text_hash(lk_text_of(text)), text, value});
    }
}

/* Leaves a hole, so that iterators keep their place. Its index slot stays as well and leads to
 * the hole, so that later probes pass it. An emptied small dict starts from the front again. */
void lk_dict_remove(struct lk_dict *d, struct lk_entry *e)
{
    e->key = e->value = lk_empty();
    d->live--;
    d->version++;
    if (!d->live && !d->index) {
        d->n = 0;
    }
}

/* One candidate: 1 found, 0 another key, -1 exception, -2 the dict changed under the comparison. */
static int probe(struct lk_vm *vm, struct lk_dict *d, uint32_t at, const struct lk_entry *want)
{
    struct lk_entry *e = &d->entry[at];
    uint32_t version = d->version;
    bool eq = false;
    if (e->hash != want->hash || lk_is_empty(e->key)) {
        return 0;
    }
    if (!lk_key_eq(&eq, vm, e->key, want->key)) {
        return -1;
    }
    return d->version != version ? -2 : eq;
}

/* One pass over the candidates of a hash; -2 when a script's __eq__ changed the dict. */
static int seek_all(uint32_t *at, struct lk_vm *vm, struct lk_dict *d, const struct lk_entry *want)
{
    if (!d->index) {
        for (*at = 0; *at < d->n; ++*at) {
            int r = probe(vm, d, *at, want);
            if (r) {
                return r;
            }
        }
        return 0;
    }
    for (uint32_t i = (uint32_t)want->hash & d->mask; d->index[i]; i = (i + 1) & d->mask) {
        *at = d->index[i] - 1;
        int r = probe(vm, d, *at, want);
        if (r) {
            return r;
        }
    }
    return 0;
}

/* The entry of any key, or NULL; may run __eq__, and starts over when that changed the dict.
 * False means an exception. */
bool lk_dict_seek(struct lk_entry **at, struct lk_vm *vm, struct lk_dict *d, struct lk_value key,
                  int64_t hash)
{
    struct lk_entry want = {hash, key, lk_empty()};
    uint32_t i = 0;
    int r;
    while ((r = seek_all(&i, vm, d, &want)) == -2) {
        continue;
    }
    /* Taken only now: entries may have moved while a script's code ran. */
    *at = r == 1 ? &d->entry[i] : NULL;
    return r >= 0;
}

/* Sets a key whose hash is known; large dicts ask for memory before they grow. The check happens
 * only where the doubling matters to the limit; an equal key that is there keeps its own object,
 * as in Python. */
bool lk_dict_store(struct lk_vm *vm, struct lk_dict *d, struct lk_value key, int64_t hash,
                   struct lk_value value)
{
    struct lk_entry *e;
    if (!lk_dict_seek(&e, vm, d, key, hash)) {
        return false;
    }
    if (e) {
        e->value = value;
        return true;
    }
    if (d->cap > 65536 && d->n == d->cap && !lk_vm_reserve(vm, d->cap * sizeof *d->entry)) {
        return false;
    }
    add_entry(vm, d, (struct lk_entry){hash, key, value});
    return true;
}

/* A str and no subclass: its hash and equality are known. Such keys need no call of __hash__. */
static bool is_plain_text(struct lk_vm *vm, struct lk_value key)
{
    return lk_is(key, LK_T_STR) && key.as.cell->cls == vm->cls[LK_TY_str];
}

/* EMPTY when the key is not there. False means that hashing or comparing raised, as an
 * unhashable key does. */
bool lk_dict_get(struct lk_value *out, struct lk_vm *vm, struct lk_value dict, struct lk_value key)
{
    int64_t hash;
    struct lk_entry *e;
    if (!lk_vm_hash(&hash, vm, key) || !lk_dict_seek(&e, vm, lk_dict_of(dict), key, hash)) {
        return false;
    }
    *out = e ? e->value : lk_empty();
    return true;
}

/* d[key] = value for natives. False on an exception of __hash__ or __eq__, or when memory is
 * refused. */
bool lk_dict_set(struct lk_vm *vm, struct lk_value dict, struct lk_value key,
                 struct lk_value value)
{
    int64_t hash;
    if (is_plain_text(vm, key)) {
        return lk_dict_store(vm, lk_dict_of(dict), key, lk_text_hash(lk_text_of(key)), value);
    }
    return lk_vm_hash(&hash, vm, key) && lk_dict_store(vm, lk_dict_of(dict), key, hash, value);
}

/* Removes a key and gives its value, or EMPTY. For pop() and del; the caller turns EMPTY into
 * KeyError or a default. */
bool lk_dict_take(struct lk_value *out, struct lk_vm *vm, struct lk_value dict,
                  struct lk_value key)
{
    int64_t hash;
    struct lk_entry *e;
    *out = lk_empty();
    if (!lk_vm_hash(&hash, vm, key) || !lk_dict_seek(&e, vm, lk_dict_of(dict), key, hash)) {
        return false;
    }
    if (e) {
        *out = e->value;
        lk_dict_remove(lk_dict_of(dict), e);
    }
    return true;
}

/* By C text, or EMPTY. For natives with fixed names; runs no script code. */
struct lk_value lk_dict_getz(struct lk_vm *vm, struct lk_value dict, const char *key)
{
    struct lk_entry *e = lk_dict_find(lk_dict_of(dict), lk_intern(vm, lk_str_of(key)));
    return e ? e->value : lk_empty();
}

/* By C text. The key is interned, so that scripts find it quickly. */
void lk_dict_setz(struct lk_vm *vm, struct lk_value dict, const char *key, struct lk_value value)
{
    lk_dict_put(vm, lk_dict_of(dict), lk_intern(vm, lk_str_of(key)), value);
}

/* Entries that live. */
size_t lk_dict_count(struct lk_value dict)
{
    return lk_dict_of(dict)->live;
}

/* Frees everything; the dict is empty and usable. Used by the collector and by clear(); gives
 * the memory back to the budget. */
void lk_dict_wipe(struct lk_vm *vm, struct lk_value dict)
{
    struct lk_dict *d = lk_dict_of(dict);
    size_t slots = d->index ? d->mask + 1 : 0;
    lk_charge(vm, -(ptrdiff_t)(d->cap * sizeof *d->entry + slots * sizeof *d->index));
    free(d->entry);
    free(d->index);
    d->entry = NULL;
    d->index = NULL;
    d->n = d->live = d->cap = d->mask = 0;
    d->version++;
}

/* Walks the entries in order; *pos starts at 0. key and value may be NULL. Entries added during
 * the walk are seen, since the walk goes by number; a caller that must not allow that compares
 * counts. */
bool lk_dict_next(struct lk_value dict, size_t *pos, struct lk_value *key, struct lk_value *value)
{
    struct lk_dict *d = lk_dict_of(dict);
    while (*pos < d->n && lk_is_empty(d->entry[*pos].key)) {
        ++*pos;
    }
    if (*pos >= d->n) {
        return false;
    }
    if (key) {
        *key = d->entry[*pos].key;
    }
    if (value) {
        *value = d->entry[*pos].value;
    }
    ++*pos;
    return true;
}
