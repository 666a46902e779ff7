/* The rehearsal sink: takes operations where there is no database.  Each is lowered as it would be
 * on the way to the server and recorded.  Whatever asks the database is answered "cannot be known",
 * never by a made-up value; that ends the step's rehearsal. */
#ifndef LK_RUN_REHEARSE_H
#define LK_RUN_REHEARSE_H

#include "model/sink.h"
#include "sql/lower.h"

struct lk_rehearsal {
    struct lk_sink sink;               /* first */
    struct lk_dialect dialect;
    struct lk_map types_made;
    struct lk_sink_facts facts;
    /* Of the step since lk_rehearsal_begin: */
    struct lk_arena *arena;            /* where its operations live */
    struct { struct lk_op *v; size_t n, cap; } ops;
    size_t statements;
    const char *unknown;               /* what cannot be known without a database; NULL: nothing */
    struct lk_span where;              /* the call that asked */
};

/* Prepares a sink that lowers by a dialect (copied). */
void lk_rehearsal_init(struct lk_rehearsal *, const struct lk_dialect *);
/* Forgets the last step; the next one's operations live in the arena. */
void lk_rehearsal_begin(struct lk_rehearsal *, struct lk_arena *);
void lk_rehearsal_clear(struct lk_rehearsal *);

#endif
