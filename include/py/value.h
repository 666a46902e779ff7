/* Values of scripts: 16 bytes, numbers unboxed, everything else a cell of the collector.  What can
 * be done with values (attributes, calls, operators) is in ops.h; the runtime itself in vm.h.
 *
 * Who keeps a cell alive: the operand stack, other live cells, modules, pins (vm.h).  A value in a
 * C variable keeps nothing alive.  The collector runs only inside functions marked "runs script
 * code" (all of ops.h and lk_vm_call…), never inside a constructor, so a native may hold fresh
 * values in variables until it calls one of those; before, it pushes what it needs afterwards
 * (lk_push). */
#ifndef LK_PY_VALUE_H
#define LK_PY_VALUE_H

#include "base/err.h"

struct lk_vm;
struct lk_cell;
struct lk_class;

#define LK_KIND(name, type) LK_T_##name,
enum lk_tag {
#include "py/kinds.def"
    LK_T_COUNT
};
#undef LK_KIND

struct lk_value {
    uint32_t tag;          /* enum lk_tag; of a cell: its kind, also when its class is a subclass */
    uint32_t aux;          /* 0 */
    union {
        int64_t i;         /* BOOL, INT */
        double d;          /* FLOAT */
        struct lk_cell *cell;
    } as;
};

/* First member of every cell.  `cls` is the exact class; str, int, list, dict … subclasses made by
 * scripts are cells of the built-in kind with another cls (an int or float of a subclass is a
 * BIGINT or FLOATOBJ cell whatever its size). */
struct lk_cell {
    struct lk_cell *next;
    struct lk_class *cls;
    struct lk_dict *attrs;         /* instance attributes, or NULL */
    uint8_t kind, mark, flags;
    uint32_t bytes;                /* what the cell itself was charged */
};

/* STR: generalized UTF-8 (lone surrogates are three bytes); BYTES: any bytes.  NUL-terminated. */
struct lk_text {
    struct lk_cell cell;
    int64_t hash;                  /* valid when hashed */
    uint32_t n, count;             /* bytes, code points; equal: ASCII, or BYTES */
    uint32_t near_count, near_byte;  /* a place already found, for indexing */
    bool hashed, interned;
    char p[];
};
struct lk_tuple {
    struct lk_cell cell;
    size_t n;
    struct lk_value v[];
};
struct lk_list {
    struct lk_cell cell;
    struct lk_value *v;
    size_t n, cap;
};

/* Immediate values. */
static inline struct lk_value lk_imm(enum lk_tag tag) { return (struct lk_value){.tag = tag}; }
static inline struct lk_value lk_empty(void) { return lk_imm(LK_T_EMPTY); }
static inline struct lk_value lk_none(void) { return lk_imm(LK_T_NONE); }
static inline struct lk_value lk_bool(bool b)
{
    return (struct lk_value){.tag = LK_T_BOOL, .as.i = b};
}
static inline struct lk_value lk_int(int64_t i)
{
    return (struct lk_value){.tag = LK_T_INT, .as.i = i};
}
static inline struct lk_value lk_float(double d)
{
    return (struct lk_value){.tag = LK_T_FLOAT, .as.d = d};
}
static inline struct lk_value lk_of_cell(void *cell)
{
    return (struct lk_value){.tag = ((struct lk_cell *)cell)->kind, .as.cell = cell};
}
static inline bool lk_is(struct lk_value v, enum lk_tag tag) { return v.tag == (uint32_t)tag; }
static inline bool lk_is_empty(struct lk_value v) { return v.tag == LK_T_EMPTY; }
static inline bool lk_is_none(struct lk_value v) { return v.tag == LK_T_NONE; }
static inline bool lk_is_cell(struct lk_value v) { return v.tag > LK_T_NOTIMPLEMENTED; }
/* Python's `is`. */
static inline bool lk_same(struct lk_value a, struct lk_value b)
{
    return a.tag == b.tag && (a.tag == LK_T_FLOAT ? memcmp(&a.as.d, &b.as.d, sizeof(double)) == 0
                              : a.as.i == b.as.i);
}

/* Content of STR, BYTES (the empty text for others), LIST and TUPLE. */
static inline struct lk_text *lk_text_of(struct lk_value v) { return (struct lk_text *)v.as.cell; }
static inline struct lk_str lk_text(struct lk_value v)
{
    return lk_is(v, LK_T_STR) || lk_is(v, LK_T_BYTES)
               ? (struct lk_str){lk_text_of(v)->p, lk_text_of(v)->n} : (struct lk_str){"", 0};
}
static inline struct lk_list *lk_list_of(struct lk_value v) { return (struct lk_list *)v.as.cell; }
static inline struct lk_tuple *lk_tuple_of(struct lk_value v)
{
    return (struct lk_tuple *)v.as.cell;
}
/* Elements of a LIST or TUPLE as an array, borrowed until the list changes; n 0 for others. */
const struct lk_value *lk_items(size_t *n, struct lk_value list_or_tuple);

/* Constructors.  They never fail and never collect; before big ones ask lk_vm_reserve. */
struct lk_value lk_new_str(struct lk_vm *, struct lk_str utf8);
struct lk_value lk_new_strz(struct lk_vm *, const char *utf8);
struct lk_value lk_new_strf(struct lk_vm *, const char *fmt, ...) LK_PRINTF(2, 3);
struct lk_value lk_new_buf(struct lk_vm *, struct lk_buf *take);      /* a str; clears the buffer */
struct lk_value lk_intern(struct lk_vm *, struct lk_str);     /* the one str of this text, kept */
struct lk_value lk_new_bytes(struct lk_vm *, struct lk_str);
/* v may be NULL: then Nones. */
struct lk_value lk_new_tuple(struct lk_vm *, const struct lk_value *v, size_t n);
struct lk_value lk_new_list(struct lk_vm *, const struct lk_value *v, size_t n);
struct lk_value lk_new_dict(struct lk_vm *);
struct lk_value lk_new_set(struct lk_vm *, bool frozen);
struct lk_value lk_new_slice(struct lk_vm *, struct lk_value from, struct lk_value to,
                             struct lk_value step);
struct lk_value lk_new_method(struct lk_vm *, struct lk_value fn, struct lk_value self);

#endif
