/* Hash map from text to pointer that remembers the order of insertion.  Keys are copied. */
#ifndef LK_BASE_MAP_H
#define LK_BASE_MAP_H

#include "base/mem.h"

struct lk_map_entry {
    struct lk_str key;
    void *value;
    uint64_t hash;
};

struct lk_map {
    struct lk_map_entry *entry;    /* in order of insertion; no holes */
    size_t n, cap;
    uint32_t *slot;                /* index + 1 into entry; 0 is free */
    size_t slots;
};

/* Frees keys and tables, not values. */
void lk_map_clear(struct lk_map *);
void *lk_map_get(const struct lk_map *, struct lk_str key);      /* NULL when absent */
bool lk_map_has(const struct lk_map *, struct lk_str key);
/* Sets key to value; returns the value it replaces, or NULL. */
void *lk_map_put(struct lk_map *, struct lk_str key, void *value);

#endif
