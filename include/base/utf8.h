/* UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef LK_BASE_UTF8_H
#define LK_BASE_UTF8_H

#include "base/str.h"

#define LK_UTF8_MAX 4
#define LK_UTF8_REPLACEMENT 0xFFFDu

/* Decodes the code point at the start of s; returns its length in bytes, 0 when s is empty or
 * does not start with a valid sequence. */
size_t lk_utf8_decode(uint32_t *code_point, struct lk_str s);
/* Writes a code point; returns its length.  What is no code point is written as U+FFFD;
 * surrogates are written as they are, for the caller who holds them. */
size_t lk_utf8_encode(char out[LK_UTF8_MAX], uint32_t code_point);
/* Number of code points; a byte that belongs to no valid sequence counts as one. */
size_t lk_utf8_count(struct lk_str s);
/* Length of the longest valid beginning of s, in bytes: s.n when all of it is valid. */
size_t lk_utf8_valid(struct lk_str s);

#endif
