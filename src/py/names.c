/* Identifiers to numbers: a hash table that starts with the keywords and the words of token.def. */
#include "py/token.h"
#include <stdlib.h>

/* Their order makes the numbers: LK_K_… for keywords, LK_W_… behind them. */
static const char *const words[] = {
#define LK_KEYWORD(name, text) text,
#define LK_WORD(name, text) text,
#include "py/token.def"
#undef LK_KEYWORD
#undef LK_WORD
};

/* Puts an id into the first free slot from its hash on.  A slot holds the id plus 1, so that 0 is
 * free. */
static void slot_put(struct lk_py_names *t, uint32_t id)
{
    size_t i = t->hash[id] & (t->slots - 1);
    while (t->slot[i])
        i = (i + 1) & (t->slots - 1);
    t->slot[i] = id + 1;
}

/* Twice the slots, all ids put again.  Probing stays short because the table is at most half
 * full. */
static void grow_slots(struct lk_py_names *t)
{
    free(t->slot);
    t->slots *= 2;
    t->slot = lk_zalloc(t->slots, sizeof *t->slot);
    for (size_t id = 0; id < t->n; id++)
        slot_put(t, (uint32_t)id);
}

/* FNV for the short names that programs have; the seeded hash for what could be an attack.  The
 * seed of the other makes long names that collide useless. */
static uint32_t hash_of(struct lk_str s)
{
    if (s.n > 24)
        return (uint32_t)lk_hash(s.p, s.n);
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h ^ h >> 15;
}

/* The name's number: an old one, or the next.  The text is not copied: it must live as long as
 * the table. */
uint32_t lk_py_names_id(struct lk_py_names *t, struct lk_str s)
{
    uint32_t h = hash_of(s);
    for (size_t i = h & (t->slots - 1); t->slot[i]; i = (i + 1) & (t->slots - 1)) {
        uint32_t id = t->slot[i] - 1;
        if (t->hash[id] == h && lk_str_eq(t->v[id], s))
            return id;
    }
    uint32_t id = (uint32_t)t->n;
    *LK_PUSH(t) = s;
    t->hash = lk_grow(t->hash, &t->hash_cap, t->n, sizeof *t->hash);
    t->hash[id] = h;
    if (t->n * 2 > t->slots)
        grow_slots(t);
    else
        slot_put(t, id);
    return id;
}

/* Keywords come first, so that a word is a keyword if its id is small. 256 slots hold them and
 * the names of an ordinary script. */
void lk_py_names_init(struct lk_py_names *t, struct lk_arena *arena)
{
    *t = (struct lk_py_names){.slots = 256, .arena = arena};
    t->slot = lk_zalloc(t->slots, sizeof *t->slot);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        lk_py_names_id(t, lk_str_of(words[i]));
}

/* The texts belong to the arena and stay. */
void lk_py_names_clear(struct lk_py_names *t)
{
    free(t->v);
    free(t->slot);
    free(t->hash);
    *t = (struct lk_py_names){0};
}
