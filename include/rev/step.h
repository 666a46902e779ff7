/* Step and plan: revisions in one direction, in order, with the changes of version rows that
 * Alembic 1.19's HeadMaintainer makes after each.  Data only; nothing is executed here. */
#ifndef LK_REV_STEP_H
#define LK_REV_STEP_H

#include "rev/graph.h"

enum lk_row_kind { LK_ROW_INSERT, LK_ROW_UPDATE, LK_ROW_DELETE };

/* One statement on the version table; each must match exactly one row. */
struct lk_row {
    enum lk_row_kind kind;
    struct lk_str from, to;        /* UPDATE both; INSERT to; DELETE from */
};

struct lk_step {
    const struct lk_revision *revision;    /* NULL in a stamp */
    bool downgrade;
    struct lk_str from, to;        /* as the log line shows them: ids, ", " between; may be empty */
    const struct lk_row *row;      /* in order */
    size_t nrow;
};

struct lk_plan {
    struct lk_step *v;
    size_t n, cap;
    struct lk_names heads;         /* version rows after the last step */
    struct lk_str warning;         /* for the log; empty in most cases */
};

/* Appends "upgrade a -> b, message" (what follows "Running " in Alembic's log). */
void lk_step_show(struct lk_buf *out, const struct lk_step *);
/* Appends Alembic's short form, "upgrade a -> b", as offline SQL has it. */
void lk_step_show_short(struct lk_buf *out, const struct lk_step *);

#endif
