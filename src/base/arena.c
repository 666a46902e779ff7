/* Arenas: blocks in a chain, pieces cut off the newest one.  Nothing is freed singly. */
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>

#define ALIGN 16u
#define FIRST_BLOCK ((size_t)4096)
#define LAST_BLOCK ((size_t)1 << 20)

/* Pieces are cut off the front; what is behind `used` is still zero, as calloc left it. */
struct block {
    struct block *next;
    size_t used, size;     /* bytes of data */
    _Alignas(ALIGN) char data[];
};

struct lk_arena {
    struct block *block;   /* the one that pieces are cut off */
    size_t grow;           /* size of the next block */
    size_t asked;
};

struct lk_arena *lk_arena_new(void)
{
    struct lk_arena *a = lk_zalloc(1, sizeof *a);
    a->grow = FIRST_BLOCK;
    return a;
}

void lk_arena_free(struct lk_arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->block, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

/* A zeroed block; large ones come from the system as untouched pages. */
static struct block *block_new(size_t size)
{
    size_t bytes;
    if (!lk_size_add(&bytes, size, sizeof(struct block)))
        lk_oom();
    struct block *b = lk_zalloc(1, bytes);
    b->size = size;
    return b;
}

/* A piece that would waste most of a block gets one of its own, behind the newest. */
static void *alloc_large(struct lk_arena *a, size_t bytes)
{
    struct block *b = block_new(bytes);
    b->used = bytes;
    if (a->block) {
        b->next = a->block->next;
        a->block->next = b;
    } else {
        a->block = b;
    }
    return b->data;
}

/* Blocks double up to LAST_BLOCK: small arenas stay small, large ones need few blocks. */
static void add_block(struct lk_arena *a)
{
    struct block *b = block_new(a->grow);
    b->next = a->block;
    a->block = b;
    if (a->grow < LAST_BLOCK)
        a->grow *= 2;
}

void *lk_arena_alloc(struct lk_arena *a, size_t bytes)
{
    size_t padded;
    if (!lk_size_add(&padded, bytes ? bytes : 1, ALIGN - 1))
        lk_oom();
    /* every piece starts where any type may start */
    padded &= ~(size_t)(ALIGN - 1);
    a->asked += bytes;
    if (!a->block || a->block->size - a->block->used < padded) {
        if (padded > a->grow / 4)
            return alloc_large(a, padded);
        add_block(a);
    }
    void *piece = a->block->data + a->block->used;
    a->block->used += padded;
    return piece;
}

void *lk_arena_array(struct lk_arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (!lk_size_mul(&bytes, count, size))
        lk_oom();
    return lk_arena_alloc(a, bytes);
}

struct lk_str lk_arena_str(struct lk_arena *a, struct lk_str s)
{
    char *copy = lk_arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    return (struct lk_str){copy, s.n};
}

struct lk_str lk_arena_format(struct lk_arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    /* measured first: the text goes into the arena without a copy */
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        lk_oom();
    char *text = lk_arena_alloc(a, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return (struct lk_str){text, (size_t)n};
}

size_t lk_arena_used(const struct lk_arena *a)
{
    return a->asked;
}
