/* What the natives of the built-in types share: reading arguments with CPython's messages, code
 * points of str values, building texts under the memory limit. */
#ifndef LK_PY_ARG_H
#define LK_PY_ARG_H

#include "py/native.h"
#include "py/number.h"
#include "py/text.h"

/* The self of a text method. */
static inline struct lk_str lk_self_text(const struct lk_args *a) { return lk_text(a->v[0]); }

/* The text of a str; otherwise TypeError: `what` ends in %s, which becomes the type's name.  The
 * name goes where what has "%.*s". */
LK_MUST_USE bool lk_arg_str(struct lk_str *out, struct lk_vm *, struct lk_value, const char *what);
/* The same for the name of a codec or handler, which has no zero in it. */
LK_MUST_USE bool lk_arg_name(struct lk_str *out, struct lk_vm *, struct lk_value, const char *what);
/* A TypeError "<before><type name><after>"; returns false. */
bool lk_bad_type(struct lk_vm *, const char *before, struct lk_value, const char *after);
/* An index clamped to 64 bits (a slice's bound): int or __index__, with the slice's message. */
LK_MUST_USE bool lk_arg_bound(int64_t *out, struct lk_vm *, struct lk_value);
/* A C int, as the flags and widths of some methods are. */
LK_MUST_USE bool lk_arg_int(int64_t *out, struct lk_vm *, struct lk_value);
/* Bounds in arguments first and first + 1 (None: not given), made to fit 0 <= from, to <= len; from
 * may stay greater than to. */
struct lk_bounds {
    int64_t from, to;
};
LK_MUST_USE bool lk_arg_bounds(struct lk_bounds *, struct lk_vm *, const struct lk_args *,
                               unsigned first, int64_t len);
/* Raises the message of an engine as a ValueError; returns false. */
bool lk_raise_reason(struct lk_vm *, const struct lk_reason *);

/* Code points of a STR. */
static inline int64_t lk_str_len(struct lk_value s) { return lk_text_of(s)->count; }
/* Byte offset of a code point, 0 to the length; remembers where it was. */
size_t lk_str_byte(struct lk_value s, int64_t index);
/* Code points before a byte offset. */
int64_t lk_str_point(struct lk_value s, size_t byte);

/* A new str from the buffer, which is cleared; false when it passed its limit. */
LK_MUST_USE bool lk_done_str(struct lk_value *out, struct lk_vm *, struct lk_buf *take);
bool lk_expand_tabs(struct lk_buf *, struct lk_vm *, const struct lk_args *, bool bytes);
LK_MUST_USE bool lk_done_bytes(struct lk_value *out, struct lk_vm *, struct lk_buf *take);
/* Room for count pieces of `each` bytes; refuses when that passes the memory limit. */
LK_MUST_USE bool lk_afford(struct lk_vm *, uint64_t count, uint64_t each);

/* strcode.c: str.encode and bytes.decode. */
LK_MUST_USE bool lk_encode(struct lk_value *out, struct lk_vm *, struct lk_value str,
                           struct lk_str encoding, struct lk_str errors);
LK_MUST_USE bool lk_decode(struct lk_value *out, struct lk_vm *, struct lk_value bytes,
                           struct lk_str encoding, struct lk_str errors);

/* format.c: str.format(); what the __format__ of the built-in classes does. */
LK_MUST_USE bool lk_format_plain(struct lk_value *out, struct lk_vm *, struct lk_value,
                                 struct lk_str spec);
LK_MUST_USE bool lk_str_format(struct lk_value *out, struct lk_vm *, struct lk_value format,
                               const struct lk_value args[2]);      /* a tuple and a mapping */
/* sort.c: sorts a list in place, stable; key may be NONE.  The list is empty meanwhile. */
LK_MUST_USE bool lk_list_sort(struct lk_vm *, struct lk_value list, struct lk_value key,
                              bool reverse);

/* list_methods.c: appends what an iterable gives (the list itself included). */
LK_MUST_USE bool lk_list_extend(struct lk_vm *, struct lk_value list, struct lk_value iterable);
/* Position of an item equal to v in v[from, to), or -1. */
LK_MUST_USE bool lk_list_seek(int64_t *at, struct lk_vm *, struct lk_value list_or_tuple,
                              const struct lk_value *what, struct lk_bounds);
/* dict_methods.c: dict.update(source): a mapping, or pairs. */
LK_MUST_USE bool lk_dict_update(struct lk_vm *, struct lk_value dict, struct lk_value source);
/* A copy of a DICT, SET or FROZENSET as the plain class. */
LK_MUST_USE bool lk_dict_copy(struct lk_value *out, struct lk_vm *, struct lk_value dict);
LK_MUST_USE bool lk_set_fill(struct lk_vm *, struct lk_value set, struct lk_value iterable);
static inline bool lk_is_set(struct lk_value v)
{
    return lk_is(v, LK_T_SET) || lk_is(v, LK_T_FROZENSET);
}

/* A slice's bounds for a sequence of len items: from, to, step and how many items. */
struct lk_cut {
    int64_t from, to, step, n;
};
LK_MUST_USE bool lk_slice_cut(struct lk_cut *, struct lk_vm *, struct lk_value slice, int64_t len);
/* float_methods.c: round(d, n) correctly rounded, half to even. */
double lk_float_round(double d, int64_t n);

#endif
