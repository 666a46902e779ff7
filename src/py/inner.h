/* What the files of values and containers share. */
#ifndef LK_PY_INNER_H
#define LK_PY_INNER_H

#include "py/runtime.h"

/* value.c */
struct lk_text *lk_text_raw(struct lk_vm *, enum lk_tag kind, size_t n);      /* content not set */
struct lk_value lk_concat(struct lk_vm *, struct lk_value a, struct lk_value b);
int64_t lk_text_hash(struct lk_text *);
struct lk_value lk_intern_value(struct lk_vm *, struct lk_value str);
struct lk_value lk_new_box(struct lk_vm *, struct lk_value content);
struct lk_value lk_float_boxed(struct lk_vm *, double, struct lk_class *);
struct lk_value lk_new_wrap(struct lk_vm *, enum lk_tag kind, struct lk_value inner);

/* dict.c: by interned or any other text, without running anything; NULL when absent. */
struct lk_entry *lk_dict_find(const struct lk_dict *, struct lk_value text);
void lk_dict_put(struct lk_vm *, struct lk_dict *, struct lk_value text, struct lk_value value);
void lk_dict_remove(struct lk_dict *, struct lk_entry *);
struct lk_dict *lk_dict_make(struct lk_vm *);
static inline struct lk_dict *lk_dict_of(struct lk_value v)
{
    return (struct lk_dict *)v.as.cell;
}
static inline struct lk_set *lk_set_of(struct lk_value v)
{
    return (struct lk_set *)v.as.cell;
}
/* Equality of keys whose hashes are equal: identity and texts at once, the rest by lk_vm_eq. */
bool lk_key_eq(bool *out, struct lk_vm *, struct lk_value a, struct lk_value b);
/* Looks a key up whose hash is known; *at is NULL when absent. */
bool lk_dict_seek(struct lk_entry **at, struct lk_vm *, struct lk_dict *, struct lk_value key,
                  int64_t hash);
bool lk_dict_store(struct lk_vm *, struct lk_dict *, struct lk_value key, int64_t hash,
                   struct lk_value value);

/* class.c: what the class of v says about a dunder name, if anything but the built-in behaviour;
 * unbound.  EMPTY: the built-in behaviour. */
struct lk_value lk_override(struct lk_vm *, struct lk_value v, enum lk_known name);

/* call.c: a special method, looked up on the class of v[0] alone, with v as its arguments. */
bool lk_vm_special(struct lk_value *out, struct lk_vm *, const char *name,
                   const struct lk_value *v, uint32_t n);

/* hash.c */
bool lk_hash_builtin(int64_t *out, struct lk_vm *, struct lk_value);
int64_t lk_hash_int(int64_t);
int64_t lk_hash_double(double);

#endif
