/* Memory: the heap that ends the program when it fails, and arenas that are freed whole. */
#ifndef LK_BASE_MEM_H
#define LK_BASE_MEM_H

#include "base/str.h"
#include <stdarg.h>

#define LK_PRINTF(a, b) __attribute__((format(printf, a, b)))
#define LK_RETURNS_NONNULL __attribute__((returns_nonnull))
#define LK_MUST_USE __attribute__((warn_unused_result))
/* Says in a switch that the next case is meant as well. */
#define LK_FALLTHROUGH __attribute__((fallthrough))
#define LK_NORETURN __attribute__((noreturn))

/* Heap.  None of these returns NULL: when the system has no memory left, the function set by
 * lk_mem_on_failure runs (if any) and the process ends with status 1. */
void *lk_alloc(size_t bytes) LK_RETURNS_NONNULL;                  /* not initialized */
void *lk_zalloc(size_t count, size_t size) LK_RETURNS_NONNULL;      /* zeroed, overflow-checked */
void *lk_realloc(void *old, size_t bytes) LK_RETURNS_NONNULL;
char *lk_strdup(struct lk_str s) LK_RETURNS_NONNULL;              /* with NUL; caller frees */
char *lk_format(const char *fmt, ...) LK_PRINTF(1, 2) LK_RETURNS_NONNULL;   /* caller frees */
char *lk_vformat(const char *fmt, va_list ap) LK_PRINTF(1, 0) LK_RETURNS_NONNULL;
void lk_mem_on_failure(void (*hook)(void));
void lk_oom(void) LK_NORETURN;

/* Grows an array to hold at least `need` elements of `size` bytes, doubling; *cap is updated. */
void *lk_grow(void *array, size_t *cap, size_t need, size_t size) LK_RETURNS_NONNULL;

/* Appends to a growing array `a` with members v, n, cap; evaluates to the new element's address. */
#define LK_PUSH(a)                                                                                 \
    (((a)->n < (a)->cap ? (void)0                                                                  \
                        : (void)((a)->v = lk_grow((a)->v, &(a)->cap, (a)->n + 1,                   \
                                                  sizeof *(a)->v))),                               \
     &(a)->v[(a)->n++])

/* Arena: what is allocated lives until the arena is freed or cleared. */
struct lk_arena;
struct lk_arena *lk_arena_new(void) LK_RETURNS_NONNULL;
void lk_arena_free(struct lk_arena *);                              /* takes NULL */
/* Zeroed, aligned to 16 bytes. */
void *lk_arena_alloc(struct lk_arena *, size_t bytes) LK_RETURNS_NONNULL;
void *lk_arena_array(struct lk_arena *, size_t count, size_t size) LK_RETURNS_NONNULL;
/* Copies text; the copy is also NUL-terminated. */
struct lk_str lk_arena_str(struct lk_arena *, struct lk_str);
struct lk_str lk_arena_format(struct lk_arena *, const char *fmt, ...) LK_PRINTF(2, 3);
/* Bytes asked for so far. */
size_t lk_arena_used(const struct lk_arena *);

/* True, with the result in *out, when a * b (a + b) fits; for sizes that come from input. */
static inline bool lk_size_mul(size_t *out, size_t a, size_t b)
{
    return !__builtin_mul_overflow(a, b, out);
}
static inline bool lk_size_add(size_t *out, size_t a, size_t b)
{
    return !__builtin_add_overflow(a, b, out);
}

#endif
