/* Integers of any size.  GMP is used in bigint.c only.  "int" below is INT, BOOL or BIGINT; results
 * that fit 64 bits are INT. */
#ifndef LK_PY_BIGINT_H
#define LK_PY_BIGINT_H

#include "py/expr.h"
#include "py/inner.h"

/* op: ADD SUB MUL FLOORDIV MOD POW LSHIFT RSHIFT BITAND BITOR BITXOR DIV (a float); negative powers
 * give floats.  Sizes are estimated first: LK_E_LIMIT beyond LK_LIMIT_INT_BITS. */
bool lk_int_binary(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                   struct lk_value b);
bool lk_int_powmod(struct lk_value *out, struct lk_vm *, struct lk_value a, struct lk_value b,
                   struct lk_value m);
struct lk_value lk_int_neg(struct lk_vm *, struct lk_value);
struct lk_value lk_int_invert(struct lk_vm *, struct lk_value);
struct lk_value lk_int_plain(struct lk_vm *, struct lk_value);   /* without a subclass, or bool */
int lk_int_sign(struct lk_value);
int lk_int_cmp(struct lk_value a, struct lk_value b);
int lk_int_cmp_double(struct lk_value a, double b);              /* b is not a NaN */
uint64_t lk_int_bits(struct lk_value);                           /* bit_length() */
uint64_t lk_int_popcount(struct lk_value);                       /* of the absolute value */
bool lk_int_fits(int64_t *out, struct lk_value);
bool lk_int_double(double *out, struct lk_vm *, struct lk_value);        /* OverflowError */
bool lk_int_of_double(struct lk_value *out, struct lk_vm *, double);     /* truncates */
bool lk_int_ratio(struct lk_value out[2], struct lk_vm *, double);       /* as_integer_ratio */
/* Digits in the base, lower case, "-" first when negative, without prefix.  Base 10 fails beyond
 * 4300 digits with CPython's ValueError. */
bool lk_int_text(struct lk_buf *out, struct lk_vm *, struct lk_value, int base);
/* Digits only, all valid in the base (2 to 36), no sign, no underscores. */
bool lk_int_parse(struct lk_value *out, struct lk_vm *, struct lk_str digits, int base);
/* Two's complement. */
struct lk_value lk_int_of_bytes(struct lk_vm *, struct lk_str, bool little, bool is_signed);
bool lk_int_bytes(char *out, size_t n, struct lk_value, bool little, bool is_signed);  /* fits? */
/* The same number as a cell of this class, for subclasses of int. */
struct lk_value lk_int_boxed(struct lk_vm *, struct lk_value, struct lk_class *);

int64_t lk_big_hash(struct lk_value);
void lk_big_release(struct lk_vm *, struct lk_cell *);

#endif
