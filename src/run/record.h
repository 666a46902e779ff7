/* What a run remembers of itself: events for the journal, kept until the transaction they belong to
 * ends, and the names by which people know an operation's target. */
#ifndef LK_SRC_RUN_RECORD_H
#define LK_SRC_RUN_RECORD_H

#include "journal/journal.h"
#include "run/run.h"

struct lk_unit;
struct lk_record;
struct lk_provenance;
struct lk_provenances;

/* Opens the journal, if there is to be one, and chooses the run's uuid; nothing is written.  A
 * named journal that cannot be used fails, the default one is a warning. */
LK_MUST_USE bool lk_record_new(struct lk_record **out, const struct lk_run_plan *,
                               struct lk_err *);
void lk_record_free(struct lk_record *);               /* takes NULL */
const char *lk_record_uuid(const struct lk_record *);
/* The journal, or NULL where there is none (any more). */
struct lk_journal *lk_record_journal(const struct lk_record *);

/* What is known when a run begins. */
struct lk_record_start {
    const struct lk_db_facts *facts;
    struct lk_str target;          /* server, database and version table, for the journal */
    struct lk_str table;           /* the version table as the ledger calls it */
    struct lk_str client;          /* user@host of the operating system */
    const struct lk_names *heads;  /* version rows */
    const struct lk_plan *todo;
    const struct lk_provenances *provenance;   /* of its revisions */
};
LK_MUST_USE bool lk_record_begin(struct lk_record *, const struct lk_record_start *,
                                 struct lk_err *);

/* record_events.c: what happened, in order.  A step is told with where its revision comes from
 * (NULL: nobody knows), so that an attempt that fails names its commit, too. */
void lk_record_step(struct lk_record *, const struct lk_step *, uint32_t number,
                    const struct lk_provenance *);
/* diag is NULL for an operation that succeeded. */
void lk_record_op(struct lk_record *, const struct lk_unit *, const struct lk_diag *);
/* A statement outside a transaction is about to be sent: written at once, because nobody may live
 * to write more. */
void lk_record_intent(struct lk_record *, const struct lk_unit *);
void lk_record_retry(struct lk_record *, const char *why);
/* A transaction ended ("committed", "rolled back", "unknown"): writes what was kept, or has it
 * written soon.  A journal that cannot be written any more is a warning and given up: the database
 * is what counts. */
void lk_record_settled(struct lk_record *, const char *outcome);
/* The server is at work and its answer is waited for: time for what is to be written. */
void lk_record_idle(struct lk_record *);
/* The run ended: its outcome, its error, and the version rows as far as they are known (or NULL).
 * Old runs go. */
void lk_record_end(struct lk_record *, const char *outcome, const struct lk_err *why,
                   const struct lk_names *heads);
/* record_origin.c: provenance as bodies have it, a map whose unknown members are null; and the
 * deployed commits of n revisions (NULL: unknown), each once.  Both are copied into the arena. */
const struct lk_datum *lk_record_origin(struct lk_arena *, const struct lk_provenance *);
const struct lk_datum *lk_record_commits(struct lk_arena *, const struct lk_provenance *const *,
                                         size_t n);
/* Appends "users.age" and such: what an operation is about. */
void lk_record_target(struct lk_buf *out, const struct lk_op *);

#endif
