/* The record's inside, for the two files that work on it. */
#ifndef LK_SRC_RUN_RECORD_PARTS_H
#define LK_SRC_RUN_RECORD_PARTS_H

#include "run/record.h"

/* Events that are written together, and their bodies. */
struct lk_batch {
    struct lk_journal_event *v;
    size_t n, cap;
    struct lk_arena *arena;
    size_t json;                   /* so many have their JSON already */
};

struct lk_record {
    const struct lk_run_plan *plan;
    struct lk_journal *journal;        /* NULL: nothing is kept */
    const struct lk_sources *sources;  /* for lines; may be NULL */
    struct lk_arena *start_arena;      /* of the run's own row */
    struct lk_journal_start start;     /* for a new file, should this one turn out damaged */
    struct lk_batch now;               /* of the transaction under way */
    struct lk_batch due;               /* of the one before, which has ended */
    unsigned mask;                 /* enum lk_mask: how SQL is kept */
    uint32_t step;                 /* number of the step under way, from 1 */
    char uuid[37];                 /* of the run; the ledger has the same */
};

/* A member of a body; the key is a constant. */
static inline struct lk_pair lk_record_pair(const char *key, const struct lk_datum *value)
{
    return (struct lk_pair){lk_str_of(key), value};
}

/* Writes all events that were kept, in one append; the bodies are not needed afterwards. */
void lk_record_flush(struct lk_record *);
/* Leaves them for lk_record_idle(), or for the next flush. */
void lk_record_defer(struct lk_record *);
/* One warning, and the end of the journal for this run; clears why. */
void lk_record_give_up(struct lk_record *, struct lk_err *why);

#endif
