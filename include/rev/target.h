/* Targets: what people call revisions, and the plans that lead there.  Words, rules and order are
 * those of Alembic 1.19 wherever it is deterministic; where it depends on Python's hash seed, the
 * order of the files decides.  Targets that Alembic refuses are LK_E_TARGET with its words. */
#ifndef LK_REV_TARGET_H
#define LK_REV_TARGET_H

#include "rev/step.h"

/* The ids of version rows; a row that no file has is LK_E_UNKNOWN_REVISION. */
LK_MUST_USE bool lk_rev_known(const struct lk_graph *, const struct lk_names *rows,
                              struct lk_err *);

/* From the version rows `heads` to a target: a full or partial id, a branch label, head, heads,
 * base, +n, -n, id+n, id-n, label@ before any of them. */
struct lk_rev_move {
    const struct lk_names *heads;
    struct lk_str target;
    bool downgrade;
};
/* Texts of the plan live in the arena or in the graph. */
LK_MUST_USE bool lk_rev_plan(struct lk_plan *out, struct lk_arena *, const struct lk_graph *,
                             const struct lk_rev_move *, struct lk_err *);

/* Stamps: one step per movement of the version rows, no revision's body.  After --purge the rows
 * are none. */
struct lk_rev_stamp {
    const struct lk_names *heads, *targets;
};
LK_MUST_USE bool lk_rev_stamp(struct lk_plan *out, struct lk_arena *, const struct lk_graph *,
                              const struct lk_rev_stamp *, struct lk_err *);

/* Cuts A:B of --sql.  Without a colon *from is the absent text (p is NULL) and *to all of it. */
void lk_rev_range(struct lk_str *from, struct lk_str *to, struct lk_str text);
/* The version rows that a start stands for: `base` and the empty text none, else one revision. */
LK_MUST_USE bool lk_rev_start(struct lk_names *out, struct lk_arena *, const struct lk_graph *,
                              struct lk_str start, struct lk_err *);

/* Revisions that a name stands for, as `show` takes it; heads may be several, base is none. */
LK_MUST_USE bool lk_rev_find(struct lk_revisions *out, struct lk_arena *, const struct lk_graph *,
                             struct lk_str target, struct lk_err *);
/* Revisions from head down to base, both included, as `history` lists them; `base` and `heads`
 * where a text is empty.  An array for current rows stands for the word "current". */
struct lk_rev_span {
    struct lk_str base, head;
    const struct lk_names *base_rows, *head_rows;      /* instead of the words; may be NULL */
};
LK_MUST_USE bool lk_rev_walk(struct lk_revisions *out, struct lk_arena *, const struct lk_graph *,
                             const struct lk_rev_span *, struct lk_err *);
/* Revisions that `current` lists: the version rows and what they depend on, tips only. */
LK_MUST_USE bool lk_rev_current(struct lk_revisions *out, struct lk_arena *,
                                const struct lk_graph *, const struct lk_names *rows,
                                struct lk_err *);

#endif
