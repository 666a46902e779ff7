/* SQLSTATEs: classes of faults, and what may never be tolerated or is worth a retry. */
#ifndef LK_DB_FAULT_H
#define LK_DB_FAULT_H

#include "model/result.h"

enum lk_state_flag {
    LK_STATE_NEVER = 1,    /* no tolerance, whatever the configuration says */
    LK_STATE_RETRY_TX = 2  /* the whole transaction must be repeated */
};

struct lk_state_def {
    const char *state;     /* five letters, or two for a class */
    enum lk_fault fault;
    uint32_t flags;        /* enum lk_state_flag */
    const char *name;      /* PostgreSQL's condition name */
};

/* The row of a SQLSTATE, else of its class; never NULL (the last row stands for anything). */
const struct lk_state_def *lk_state_find(const char *sqlstate);
/* Number of rows, for tests that walk the table. */
extern const struct lk_state_def lk_state_table[];
extern const size_t lk_state_count;
/* Makes an error of what the server said: message, SQLSTATE, detail, hint and context. */
bool lk_diag_fail(struct lk_err *, enum lk_code, const struct lk_diag *);
/* A copy in the arena. */
struct lk_diag *lk_diag_dup(struct lk_arena *, const struct lk_diag *);

#endif
