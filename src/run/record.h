/* What a run remembers of itself: events for the journal, kept until the transaction they belong to
 * ends, and the names by which people know an operation's target. */
#ifndef LK_SRC_RUN_RECORD_H
#define LK_SRC_RUN_RECORD_H

#include "journal/journal.h"
#include "run/run.h"

struct lk_unit;
struct lk_record;

/* Begins a run in the journal, if there is one.  The record knows its uuid in any case. */
LK_MUST_USE bool lk_record_new(struct lk_record **out, const struct lk_run_plan *,
                               const struct lk_db_facts *, struct lk_err *);
void lk_record_free(struct lk_record *);               /* takes NULL */
const char *lk_record_uuid(const struct lk_record *);
void lk_record_step(struct lk_record *, const struct lk_step *, uint32_t number);
/* diag is NULL for an operation that succeeded. */
void lk_record_op(struct lk_record *, const struct lk_unit *, const struct lk_diag *);
void lk_record_retry(struct lk_record *, const char *why);
/* A transaction ended ("committed", "rolled back", "unknown"): writes what was kept.  A journal
 * that cannot be written any more is a warning and given up: the database is what counts. */
void lk_record_settled(struct lk_record *, const char *outcome);
/* The run ended: its outcome and error. */
void lk_record_end(struct lk_record *, const char *outcome, const struct lk_err *why);
/* Appends "users.age" and such: what an operation is about. */
void lk_record_target(struct lk_buf *out, const struct lk_op *);

#endif
