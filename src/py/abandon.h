/* Generators that are suspended inside try or with, and what closes them when nobody can reach them
 * any more (abandon.c). */
#ifndef LK_PY_ABANDON_H
#define LK_PY_ABANDON_H

#include "py/gen.h"

void lk_gen_note(struct lk_vm *, struct lk_generator *);
void lk_gen_forget(struct lk_vm *, const struct lk_generator *);

/* gc.c: marks all that is alive, giving how many cells that are, and takes the marks off again. */
size_t lk_mark_all(struct lk_vm *);
void lk_unmark_all(struct lk_vm *);

/* Where references go.  False: the run is refused. */
bool lk_close_unused(struct lk_vm *, uint64_t born);
bool lk_close_dropped(struct lk_vm *, struct lk_value was);
bool lk_close_passed(struct lk_vm *, struct lk_value argument);

/* Was a generator made since, and may one have to be closed?  Cheap; asked at every statement. */
static inline bool lk_may_be_unused(const struct lk_vm *vm, uint64_t born)
{
    return vm->guarded.n && vm->births != born;
}

#endif
