/* Version rows while a plan is made. */
#ifndef LK_SRC_REV_ROWS_H
#define LK_SRC_REV_ROWS_H

#include "rev/graph_private.h"
#include "rev/step.h"

/* Which revisions are applied: a node is alive when it has a row or an alive child. */
struct lk_rows {
    const struct lk_graph *g;
    struct lk_arena *arena;
    uint8_t *row;                  /* has a row of its own */
    uint32_t *kids;                /* alive children */
    size_t nrows;
    struct lk_nodes stack;
    uint32_t *mark, round;
    struct lk_row *change;         /* of the present step */
    size_t nchange, cap;
};
void lk_rows_init(struct lk_rows *, struct lk_arena *, const struct lk_graph *);
/* Without recording: the rows that are there at the beginning. */
void lk_rows_begin(struct lk_rows *, uint32_t node);
/* Each changes one row and records it.  False: the row is there already, or is not there. */
LK_MUST_USE bool lk_rows_insert(struct lk_rows *, uint32_t node, struct lk_err *);
LK_MUST_USE bool lk_rows_delete(struct lk_rows *, uint32_t node, struct lk_err *);
LK_MUST_USE bool lk_rows_update(struct lk_rows *, uint32_t from, uint32_t to, struct lk_err *);
/* The changes after a revision's step, as HeadMaintainer makes them. */
LK_MUST_USE bool lk_rows_step(struct lk_rows *, uint32_t node, bool downgrade, struct lk_err *);
/* Moves the recorded changes to a step. */
void lk_rows_take(struct lk_rows *, struct lk_step *);
/* Ids of the rows, in the graph's order. */
void lk_rows_heads(struct lk_names *out, const struct lk_rows *);

#endif
