/* Generators: a frame that is left and entered again.  No C stack of its own: when a yield suspends
 * it, each compound statement on the way out pushes what it needs to go on, and on the way back in
 * pops it, so that an idle generator is its slots and a few of these records. */
#ifndef LK_PY_GEN_H
#define LK_PY_GEN_H

#include "py/eval.h"

enum lk_gen_state { LK_GEN_NEW, LK_GEN_SUSPENDED, LK_GEN_RUNNING, LK_GEN_DONE };

/* What a statement saved: where it was, and up to two values (an iterator, a manager). */
struct lk_resume {
    uint32_t at, phase;
    struct lk_value v[2];
};

struct lk_generator {
    struct lk_cell cell;
    struct lk_function *fn;
    struct lk_value *slot;
    uint32_t nslots;
    uint8_t state;                 /* enum lk_gen_state */
    bool guarded;                  /* suspended inside a try or with */
    uint64_t born;                 /* the how many-th generator it is */
    uint32_t level;                /* of a generator expression: its innermost loop, plus one */
    struct { struct lk_resume *v; size_t n, cap; } saved;        /* outermost statement last */
    struct lk_value sent;          /* what the yield expression gives when resumed */
    struct lk_value thrown;        /* the exception to raise there instead, or EMPTY */
    struct lk_value from;          /* the iterator of `yield from`, or EMPTY */
    struct lk_value result;
    struct lk_value name, qualname;
};

struct lk_value lk_new_generator(struct lk_vm *, struct lk_function *, const struct lk_value *slots,
                                 uint32_t nslots);
/* Resumes with a value (or, with thrown set, an exception).  *out is EMPTY when it ended; its
 * return value is then in ->result. */
bool lk_gen_resume(struct lk_value *out, struct lk_vm *, struct lk_generator *,
                   struct lk_value sent, struct lk_value thrown);
bool lk_gen_close(struct lk_vm *, struct lk_generator *);
bool lk_gen_throw(struct lk_value *out, struct lk_vm *, struct lk_generator *,
                  struct lk_value exception);

/* For the statements. */
struct lk_resume *lk_gen_save(struct lk_frame *);                /* on the way out */
struct lk_resume lk_gen_restore(struct lk_frame *);              /* on the way in */
enum lk_status lk_exec_yield(struct lk_frame *, const struct lk_py_stmt *);

#endif
