/* journal: the local SQLite file that remembers every run and attempt.  Append-only: one call is
 * one SQLite transaction and one fsync (WAL, synchronous=FULL).  It knows nothing of the database
 * that is migrated; events come as data. */
#ifndef LK_JOURNAL_JOURNAL_H
#define LK_JOURNAL_JOURNAL_H

#include "model/datum.h"

enum lk_journal_kind {
#define LK_JOURNAL(id, name, doc) LK_JOURNAL_##id,
#include "journal/kinds.def"
#undef LK_JOURNAL
    LK_JOURNAL_COUNT
};
const char *lk_journal_kind_name(enum lk_journal_kind);

struct lk_journal_event {
    enum lk_journal_kind kind;
    uint32_t step, op;             /* 0: does not apply */
    uint64_t txid;                 /* of the database; 0 is unknown */
    int64_t at_us;                 /* wall time */
    const struct lk_datum *body;   /* a map; may be NULL */
};

struct lk_journal;
/* Opens or creates the file (mode 0600).  Errors: LK_E_JOURNAL naming the file. */
LK_MUST_USE bool lk_journal_open(struct lk_journal **out, const char *path, struct lk_err *);
void lk_journal_close(struct lk_journal *);            /* takes NULL */
/* The default path below the XDG state directory, in the arena; p == NULL when there is no home. */
struct lk_str lk_journal_path(struct lk_arena *);

/* Begins a run; events appended afterwards belong to it. */
struct lk_journal_start {
    const char *uuid;              /* 36 letters, chosen by the run; the ledger has it too */
    int64_t at_us;
    const struct lk_datum *body;   /* a map: command, database, user and such */
};
LK_MUST_USE bool lk_journal_begin(const struct lk_journal_start *, struct lk_journal *,
                                  struct lk_err *);
/* Appends events to the run that began last. */
LK_MUST_USE bool lk_journal_append(struct lk_journal *, const struct lk_journal_event *, size_t n,
                                   struct lk_err *);

/* A run as the journal knows it.  Texts live in the arena. */
struct lk_journal_run {
    int64_t id;
    struct lk_str uuid, body;      /* body: JSON */
    int64_t began_us, ended_us;    /* ended_us 0: no END was written */
    struct lk_str outcome;         /* of END; empty when there is none */
};
struct lk_journal_runs {
    struct lk_journal_run *v;
    size_t n, cap;
};
/* The latest runs first, at most limit.  The caller frees ->v. */
LK_MUST_USE bool lk_journal_runs(struct lk_journal_runs *out, struct lk_arena *,
                                 struct lk_journal *, uint32_t limit, struct lk_err *);

struct lk_journal_line {
    struct lk_str kind, body;      /* body: JSON */
    uint32_t step, op;
    uint64_t txid;
    int64_t at_us;
};
struct lk_journal_lines {
    struct lk_journal_line *v;
    size_t n, cap;
};
/* The events of one run in their order.  The caller frees ->v. */
LK_MUST_USE bool lk_journal_read(struct lk_journal_lines *out, struct lk_arena *,
                                 struct lk_journal *, int64_t run, struct lk_err *);

#endif
