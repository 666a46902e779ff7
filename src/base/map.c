/* Open addressing over an array of entries in order of insertion; entries are never removed. */
#include "base/map.h"
#include <stdlib.h>

/* Keys are the map's own copies, values are the caller's. */
void lk_map_clear(struct lk_map *m)
{
    for (size_t i = 0; i < m->n; i++)
        free((char *)(uintptr_t)m->entry[i].key.p);
    free(m->entry);
    free(m->slot);
    *m = (struct lk_map){0};
}

/* The slot that holds key, or the free one where it belongs. */
static size_t probe(const struct lk_map *m, struct lk_str key, uint64_t hash)
{
    size_t at = hash & (m->slots - 1);
    /* ends: a third of the slots is always free */
    for (; m->slot[at]; at = (at + 1) & (m->slots - 1)) {
        const struct lk_map_entry *e = &m->entry[m->slot[at] - 1];
        if (e->hash == hash && lk_str_eq(e->key, key))
            break;
    }
    return at;
}

/* The entry of a key, or NULL. */
static struct lk_map_entry *find(const struct lk_map *m, struct lk_str key)
{
    if (m->n == 0)
        return NULL;
    uint32_t index = m->slot[probe(m, key, lk_hash(key.p, key.n))];
    return index ? &m->entry[index - 1] : NULL;
}

/* NULL for a missing key and for one whose value is NULL: lk_map_has() tells them apart. */
void *lk_map_get(const struct lk_map *m, struct lk_str key)
{
    const struct lk_map_entry *e = find(m, key);
    return e ? e->value : NULL;
}

/* Is the key there, whatever its value? */
bool lk_map_has(const struct lk_map *m, struct lk_str key)
{
    return find(m, key) != NULL;
}

/* Doubles the slots; they are at most two thirds full. */
static void rehash(struct lk_map *m)
{
    free(m->slot);
    m->slots = m->slots ? m->slots * 2 : 16;
    m->slot = lk_zalloc(m->slots, sizeof *m->slot);
    for (size_t i = 0; i < m->n; i++) {
        size_t at = m->entry[i].hash & (m->slots - 1);
        while (m->slot[at])
            at = (at + 1) & (m->slots - 1);
        m->slot[at] = (uint32_t)(i + 1);
    }
}

/* The value that was there before, or NULL. The key is copied; its place in the order stays. */
void *lk_map_put(struct lk_map *m, struct lk_str key, void *value)
{
    struct lk_map_entry *old = find(m, key);
    if (old) {
        void *replaced = old->value;
        old->value = value;
        return replaced;
    }
    if ((m->n + 1) * 3 > m->slots * 2)
        rehash(m);
    m->entry = lk_grow(m->entry, &m->cap, m->n + 1, sizeof *m->entry);
    /* probed again: the slots may have moved since find() */
    struct lk_str copy = {lk_strdup(key), key.n};
    m->entry[m->n] = (struct lk_map_entry){copy, value, lk_hash(key.p, key.n)};
    m->slot[probe(m, key, m->entry[m->n].hash)] = (uint32_t)(m->n + 1);
    m->n++;
    return NULL;
}
