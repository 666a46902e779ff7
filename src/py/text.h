/* Text of scripts: UTF-8, a lone surrogate as three bytes.  Engines over struct lk_str that know
 * nothing of values: code points, classes of characters, case, searching, quoting.  All input must
 * be well formed in that sense (the lexer, chr() and the decoders see to it). */
#ifndef LK_PY_TEXT_H
#define LK_PY_TEXT_H

#include "base/buf.h"

/* utf.c: the code point at p; *len becomes its length in bytes, 1 to 4. */
uint32_t lk_utf_get(const char *p, uint32_t *len);
/* The code point that ends just before p. */
uint32_t lk_utf_back(const char *p, uint32_t *len);
/* Writes a code point (surrogates too); returns its length, at most 4. */
uint32_t lk_utf_put(char *p, uint32_t c);
/* Number of code points. */
size_t lk_utf_count(struct lk_str);
/* Byte offset of the index-th code point; the length in bytes when there are not that many. */
size_t lk_utf_offset(struct lk_str, size_t index);
bool lk_utf_is_ascii(struct lk_str);
/* Length of the first well-formed part of any bytes; equal to s.n when all of it is.  With
 * `surrogates` lone surrogates count as well formed. */
size_t lk_utf_valid(struct lk_str s, bool surrogates);

/* uni.c: classes of characters as CPython 3.11 tells them. */
bool lk_uni_is_space(uint32_t c);
bool lk_uni_is_alpha(uint32_t c);
bool lk_uni_is_decimal(uint32_t c);
bool lk_uni_is_digit(uint32_t c);
bool lk_uni_is_numeric(uint32_t c);
bool lk_uni_is_printable(uint32_t c);
bool lk_uni_is_upper(uint32_t c);
bool lk_uni_is_lower(uint32_t c);
bool lk_uni_is_title(uint32_t c);
bool lk_uni_is_cased(uint32_t c);
bool lk_uni_is_start(uint32_t c);       /* may start an identifier */
bool lk_uni_is_continue(uint32_t c);
int lk_uni_decimal(uint32_t c);         /* 0 to 9, or -1 */
bool lk_uni_is_break(uint32_t c);       /* ends a line for splitlines() */

/* The predicates of str, whole texts: str.isalpha() and so on. */
enum lk_text_class {
    LK_TEXT_ALNUM, LK_TEXT_ALPHA, LK_TEXT_ASCII, LK_TEXT_DECIMAL, LK_TEXT_DIGIT,
    LK_TEXT_IDENTIFIER, LK_TEXT_LOWER, LK_TEXT_NUMERIC, LK_TEXT_PRINTABLE, LK_TEXT_SPACE,
    LK_TEXT_TITLE, LK_TEXT_UPPER
};
bool lk_text_is(struct lk_str, enum lk_text_class);

/* case.c: appends the text in another case, by Unicode's full mappings. */
enum lk_text_case {
    LK_CASE_UPPER, LK_CASE_LOWER, LK_CASE_TITLE, LK_CASE_FOLD, LK_CASE_SWAP, LK_CASE_CAPITAL
};
void lk_text_case(struct lk_buf *out, struct lk_str, enum lk_text_case);

/* seek.c: positions are in bytes; an empty part is found everywhere between code points. */
ptrdiff_t lk_text_find(struct lk_str s, struct lk_str part);
ptrdiff_t lk_text_rfind(struct lk_str s, struct lk_str part);
/* Occurrences that do not overlap; of an empty part `points` + 1. */
size_t lk_text_count(struct lk_str s, struct lk_str part, size_t points);
/* Appends s with at most `max` occurrences replaced (negative: all).  `wide` steps over code points
 * for an empty part, else over bytes. */
struct lk_text_swap {
    struct lk_str from, to;
    int64_t max;
    bool wide;
};
void lk_text_replace(struct lk_buf *out, struct lk_str s, const struct lk_text_swap *);
/* What is left without the code points of `set` (without white space when set.p is NULL). */
enum lk_text_side { LK_SIDE_LEFT = 1, LK_SIDE_RIGHT = 2, LK_SIDE_BOTH = 3 };
struct lk_str lk_text_strip(struct lk_str, struct lk_str set, enum lk_text_side);
/* Takes the next word off *rest from the left or right; false when there is none. */
bool lk_text_word(struct lk_str *word, struct lk_str *rest);
bool lk_text_rword(struct lk_str *word, struct lk_str *rest);
/* Takes a line off *rest, with its end when `keep`. */
bool lk_text_line(struct lk_str *line, struct lk_str *rest, bool keep);

/* quote.c: repr() of a text, with every code point over 127 escaped for ascii(). */
void lk_text_quote(struct lk_buf *out, struct lk_str, bool ascii);
/* repr() of bytes without the b when `prefix` is "". */
void lk_bytes_quote(struct lk_buf *out, struct lk_str, const char *prefix);
/* Appends what ascii() makes of a repr: code points over 127 as escapes. */
void lk_text_escape(struct lk_buf *out, struct lk_str);

#endif
