/* journal: the local SQLite file that remembers every run and attempt.  One append is one SQLite
 * transaction and one fsync (WAL, synchronous=FULL); rows are only ever added, until whole old runs
 * are deleted.  It knows nothing of the database that is migrated; events come as data. */
#ifndef LK_JOURNAL_JOURNAL_H
#define LK_JOURNAL_JOURNAL_H

#include "model/datum.h"

enum lk_journal_kind {
#define LK_JOURNAL(id, name, doc) LK_JOURNAL_##id,
#include "journal/kinds.def"
#undef LK_JOURNAL
    LK_JOURNAL_COUNT
};

struct lk_journal_event {
    enum lk_journal_kind kind;
    uint32_t step, op;             /* 0: does not apply */
    uint64_t txid;                 /* of the database; 0 is unknown */
    int64_t at_us;                 /* wall time */
    const struct lk_datum *body;   /* a map; may be NULL */
    struct lk_str json;            /* the same as JSON; p is NULL: it is still to be made */
};

struct lk_journal;
/* Opens or creates the file (mode 0600, directories 0700) for writing.  A damaged file is set aside
 * as FILE.damaged-TIME and a new one begun; a file of a newer limbeck, of another program or of
 * another user is refused, and so is a symbolic link.  What the user should know is appended to
 * note as sentences, each ended by a newline.  Errors: LK_E_JOURNAL naming the file. */
LK_MUST_USE bool lk_journal_open(struct lk_journal **out, const char *path, struct lk_buf *note,
                                 struct lk_err *);
/* Opens an existing file for reading only, also while a run writes to it. */
LK_MUST_USE bool lk_journal_open_read(struct lk_journal **out, const char *path, struct lk_err *);
void lk_journal_close(struct lk_journal *);            /* takes NULL */
/* After a failed call: is the file itself damaged, so that lk_journal_open() would set it aside? */
bool lk_journal_is_damaged(const struct lk_journal *);
/* Sets the file aside in any case; the journal must be closed by everybody here. */
LK_MUST_USE bool lk_journal_set_aside(const char *path, struct lk_buf *note, struct lk_err *);
/* The default path below the XDG state directory, in the arena; p == NULL when there is no home. */
struct lk_str lk_journal_path(struct lk_arena *);

/* Begins a run; events appended afterwards belong to it. */
struct lk_journal_start {
    const char *uuid;              /* 36 letters, chosen by the run; the ledger has it too */
    struct lk_str target;          /* server, database and version table as one text */
    int64_t at_us;
    const struct lk_datum *body;   /* a map: command, database, user and such */
};
LK_MUST_USE bool lk_journal_begin(const struct lk_journal_start *, struct lk_journal *,
                                  struct lk_err *);
/* Appends events to the run that began last. */
LK_MUST_USE bool lk_journal_append(struct lk_journal *, const struct lk_journal_event *, size_t n,
                                   struct lk_err *);
/* Ends a run that did not live to do so; event is INTERRUPTED, its body has "outcome". */
LK_MUST_USE bool lk_journal_settle(struct lk_journal *, int64_t run,
                                   const struct lk_journal_event *, struct lk_err *);

/* A run that only the ledger remembers. */
struct lk_journal_past {
    struct lk_journal_start start;
    const struct lk_journal_event *event;
    size_t n;
};
/* Has this file the past of a target already? */
LK_MUST_USE bool lk_journal_knows(bool *out, struct lk_journal *, struct lk_str target,
                                  struct lk_err *);
/* Is a run of that uuid in this file? */
LK_MUST_USE bool lk_journal_has(bool *out, struct lk_journal *, const char *uuid, struct lk_err *);
/* Adds past runs, given with the newest first, marked as rebuilt; those that are here already stay
 * as they are.  From then on the target is known. */
LK_MUST_USE bool lk_journal_adopt(struct lk_journal *, struct lk_str target,
                                  const struct lk_journal_past *, size_t n, struct lk_err *);

/* What is kept: at most so many runs, none that began before.  Runs without end always are. */
struct lk_journal_keep {
    int64_t runs;                  /* negative: any number */
    int64_t since_us;              /* wall time; INT64_MIN: from the beginning */
};
/* Deletes whole old runs, a few at a time; without any it costs one query and no fsync. */
LK_MUST_USE bool lk_journal_prune(struct lk_journal *, const struct lk_journal_keep *,
                                  struct lk_err *);

/* A run as the journal knows it.  Texts live in the arena. */
struct lk_journal_run {
    int64_t id;
    struct lk_str uuid, body;      /* body: JSON */
    int64_t began_us, ended_us;    /* ended_us 0: no END was written */
    struct lk_str outcome, heads;  /* of END; empty when there is none */
    bool rebuilt;                  /* from the ledger */
};
struct lk_journal_runs {
    struct lk_journal_run *v;
    size_t n, cap;
};
/* The latest runs first, at most limit.  The caller frees ->v. */
LK_MUST_USE bool lk_journal_runs(struct lk_journal_runs *out, struct lk_arena *,
                                 struct lk_journal *, uint32_t limit, struct lk_err *);
/* The runs of a target that have no end, the oldest first; an empty target is any. */
LK_MUST_USE bool lk_journal_unfinished(struct lk_journal_runs *out, struct lk_arena *,
                                       struct lk_journal *, struct lk_str target, struct lk_err *);
/* The run that "last", a number, a uuid or the unique beginning of one names.  LK_E_USAGE. */
LK_MUST_USE bool lk_journal_find(struct lk_journal_run *out, struct lk_arena *,
                                 struct lk_journal *, struct lk_str name, struct lk_err *);

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
