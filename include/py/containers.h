/* Lists, dicts and sets of scripts, as C uses them. */
#ifndef LK_PY_CONTAINERS_H
#define LK_PY_CONTAINERS_H

#include "py/value.h"

/* False: a limit was passed; an exception is set, as for all functions here that return bool. */
bool lk_list_append(struct lk_vm *, struct lk_value list, struct lk_value item);
/* Replaces a run of items: list[at:at+gone] = v[0..n).  v must not be the list's. */
struct lk_splice {
    size_t at, gone;
    const struct lk_value *v;
    size_t n;
};
bool lk_list_change(struct lk_vm *, struct lk_value list, const struct lk_splice *);
#define lk_list_splice(vm, list, at, gone, v, n)                                                   \
    lk_list_change(vm, list, &(struct lk_splice){at, gone, v, n})

/* Dicts, ordered.  Keys that are script objects run script code (hash, eq); text keys never do.
 * False: an exception is set.  *out is EMPTY when the key is absent. */
LK_MUST_USE bool lk_dict_get(struct lk_value *out, struct lk_vm *, struct lk_value dict,
                             struct lk_value key);
LK_MUST_USE bool lk_dict_set(struct lk_vm *, struct lk_value dict, struct lk_value key,
                             struct lk_value value);
/* Removes; *out is the value that was there, EMPTY when absent. */
LK_MUST_USE bool lk_dict_take(struct lk_value *out, struct lk_vm *, struct lk_value dict,
                              struct lk_value key);
struct lk_value lk_dict_getz(struct lk_vm *, struct lk_value dict, const char *key);
void lk_dict_setz(struct lk_vm *, struct lk_value dict, const char *key, struct lk_value value);
size_t lk_dict_count(struct lk_value dict);
void lk_dict_wipe(struct lk_vm *, struct lk_value dict);
/* Steps through a dict in order from *pos = 0; false at the end.  Safe while keys are removed. */
bool lk_dict_next(struct lk_value dict, size_t *pos, struct lk_value *key, struct lk_value *value);
/* Sets, in CPython's order of iteration; SET and FROZENSET alike. */
LK_MUST_USE bool lk_set_has(bool *out, struct lk_vm *, struct lk_value set, struct lk_value key);
LK_MUST_USE bool lk_set_add(struct lk_vm *, struct lk_value set, struct lk_value key);
LK_MUST_USE bool lk_set_take(bool *was, struct lk_vm *, struct lk_value set, struct lk_value key);
/* Adds all of another set. */
LK_MUST_USE bool lk_set_merge(struct lk_vm *, struct lk_value set, struct lk_value from);
size_t lk_set_count(struct lk_value set);
void lk_set_wipe(struct lk_vm *, struct lk_value set);
bool lk_set_next(struct lk_value set, size_t *pos, struct lk_value *key);

#endif
