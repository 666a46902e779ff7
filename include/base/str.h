/* A borrowed piece of text: pointer and length, not necessarily ended by NUL.  Owns nothing. */
#ifndef LK_BASE_STR_H
#define LK_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct lk_str {
    const char *p;
    size_t n;
};

/* A literal as lk_str; usable in initializers of constants as LK_STR_INIT. */
#define LK_STR_INIT(lit) {(lit), sizeof(lit) - 1}
#define LK_STR(lit) ((struct lk_str)LK_STR_INIT(lit))
/* For printf: LK_PRI with LK_ARG(s). */
#define LK_PRI "%.*s"
#define LK_ARG(s) (int)(s).n, (s).p

/* Makes a view of a NUL-terminated string; NULL gives the empty text. */
static inline struct lk_str lk_str_of(const char *text)
{
    return (struct lk_str){text, text ? strlen(text) : 0};
}

/* The bytes [from, to) of s; the bounds are the caller's responsibility.  The absent text stays so:
 * C has no NULL + 0. */
static inline struct lk_str lk_str_cut(struct lk_str s, size_t from, size_t to)
{
    return (struct lk_str){s.p ? s.p + from : NULL, to - from};
}

/* Equality of bytes. */
static inline bool lk_str_eq(struct lk_str a, struct lk_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool lk_str_is(struct lk_str a, const char *text)
{
    return lk_str_eq(a, lk_str_of(text));
}

static inline bool lk_str_starts(struct lk_str s, struct lk_str head)
{
    return s.n >= head.n && (head.n == 0 || memcmp(s.p, head.p, head.n) == 0);
}

static inline bool lk_str_ends(struct lk_str s, struct lk_str tail)
{
    return s.n >= tail.n && (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

/* Order by bytes, as strcmp. */
int lk_str_cmp(struct lk_str a, struct lk_str b);
/* Position of the first occurrence of part at or after from, or -1. */
ptrdiff_t lk_str_find(struct lk_str s, struct lk_str part, size_t from);
/* Position of the last byte c, or -1. */
ptrdiff_t lk_str_rfind_byte(struct lk_str s, char c);
/* Without ASCII white space at both ends. */
struct lk_str lk_str_trim(struct lk_str s);
/* Takes the piece up to the separator off *rest; false when *rest is used up (rest->p is NULL). */
bool lk_str_split(struct lk_str *piece, struct lk_str *rest, char separator);
/* Equality without regard to ASCII case. */
bool lk_str_eq_nocase(struct lk_str a, struct lk_str b);
/* A hash of the bytes, seeded at random per process unless lk_hash_seed came first. */
uint64_t lk_hash(const void *bytes, size_t n);
void lk_hash_seed(uint64_t);
/* The candidate nearest to word by edit distance (at most 2, and a third of its length), or NULL:
 * for "did you mean".  candidates is an array of n C strings. */
const char *lk_str_nearest(struct lk_str word, const char *const *candidates, size_t n);

#endif
