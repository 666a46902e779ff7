/* run: carries out a plan of steps against a database, or prints it as SQL.
 *
 * The run asks a source for steps and their bodies; lk_run_project (run/project.h) is the source
 * made of revision files.  Nothing here prints: lines of log and of SQL go to the caller. */
#ifndef LK_RUN_RUN_H
#define LK_RUN_RUN_H

#include "db/ask.h"
#include "model/sink.h"
#include "rev/step.h"

struct lk_dialect;
struct lk_journal_keep;                    /* journal/journal.h */

/* What may be tolerated in a step ("missing", "exists", SQLSTATEs), and whether it runs without a
 * transaction (transactional: false). */
struct lk_run_rules {
    struct lk_names tolerate;
    bool bare;
};

/* A file of the project whose text a step used; the path is below the project where it is there.
 * hash is git's name for the content, whose p is NULL where it was not kept. */
struct lk_run_text {
    struct lk_str path, hash, content;
};
struct lk_run_texts {
    struct lk_run_text *v;
    size_t n, cap;
};

/* Who knows the steps.  A retry of a whole transaction opens a new runtime. */
struct lk_run_source {
    void *self;
    /* The steps from these heads to the target; nothing to do is no step.  A head that the source
     * does not know is LK_E_UNKNOWN_REVISION.  Texts in the arena. */
    bool (*plan)(struct lk_plan *out, void *self, struct lk_arena *, const struct lk_names *heads,
                 struct lk_err *);
    /* A runtime for the run's steps, speaking to this sink. */
    bool (*open)(void *self, struct lk_sink *, struct lk_err *);
    /* Runs one step's body: emits its operations, which live in the arena until the step's end.
     * False with err: the script's, or the sink's. */
    bool (*body)(void *self, const struct lk_step *, struct lk_arena *, struct lk_err *);
    void (*close)(void *self);
    /* May be NULL: nothing is tolerated. */
    void (*rules)(struct lk_run_rules *out, void *self, const struct lk_step *);
    /* Appends every file whose text the step's body used, its own included; asked behind body.
     * Paths live in the arena, contents as long as the runtime; the caller frees the list.  May be
     * NULL. */
    void (*texts)(struct lk_run_texts *out, void *self, const struct lk_step *, struct lk_arena *);
};

/* NONE: env.py says that there is no transactional DDL. */
enum lk_run_tx { LK_RUN_TX_RUN, LK_RUN_TX_REVISION, LK_RUN_TX_NONE };
enum lk_run_level { LK_RUN_INFO, LK_RUN_WARN, LK_RUN_DEBUG };
enum lk_ledger_mode { LK_LEDGER_AUTO, LK_LEDGER_REQUIRE, LK_LEDGER_OFF };

/* Which commit revisions come from where git cannot be asked, and what they must be.  Empty is
 * unset; see src/run/provenance.h for who is believed. */
struct lk_run_origin {
    struct lk_str commit, commit_env, commit_file;
    struct lk_str require_ref;
    bool require_clean;
};

struct lk_run_plan {
    const struct lk_run_source *source;
    const struct lk_sources *sources;      /* for lines in messages and journal; may be NULL */
    struct lk_db_target db;
    struct lk_version_table version;
    const struct lk_dialect *dialect;      /* sql/lower.h: naming convention, paramstyle */
    enum lk_run_tx tx;
    /* Session statements of env.py; NULL-ended or NULL. */
    const char *const *before, *const *after;
    /* Settings; zero is the default. */
    int64_t lock_wait_us;          /* 0: ten minutes; negative: do not wait */
    int64_t lock_timeout_us;       /* that `before` sets for the session; 0: not known */
    int64_t lock_key;              /* --lock-key; 0: derived from the version table */
    struct lk_names tolerate;      /* for every step; as lk_run_rules's */
    bool fail_on_skip;
    bool await_all;                /* no pipelining: every statement is waited for (tests) */
    enum lk_ledger_mode ledger;
    struct lk_span all_schemas;    /* where env.py lets autogenerate see the ledger; or nowhere */
    struct lk_run_origin origin;
    /* The journal's file, opened only when there is something to do; empty is none.  `named` is a
     * file, or none, that somebody asked for: it must be usable, where the default is only a
     * warning. */
    struct lk_str journal_path;
    bool journal_named, journal_values;    /* values: literals are kept, too */
    const struct lk_journal_keep *journal_keep;  /* which old runs stay; NULL: all */
    /* --sql */
    bool sql;
    bool downgrade;                        /* direction, for messages */
    const char *command;                   /* for ledger and journal; NULL: the direction */
    struct lk_names start;                 /* version rows that A of A:B stands for */
    void (*print)(void *self, struct lk_str text);   /* the whole SQL, once, when it is whole */
    /* Log lines.  logger is Alembic's name, as "alembic.runtime.migration", or "limbeck". */
    void (*say)(void *self, enum lk_run_level, const char *logger, struct lk_str line);
    void (*script_says)(void *self, struct lk_str text);   /* print() of a script */
    void *self;
};

struct lk_run_report {
    size_t planned, done, committed;       /* steps */
    size_t operations, skipped;
    struct lk_names heads;                 /* where the database is now, as far as known */
    bool heads_known;
    bool partial;                          /* something was committed outside a step's commit */
    int signal;                            /* ended by this signal; 0 is none */
    struct lk_arena *arena;                /* owns the texts; lk_run_report_clear frees it */
};
void lk_run_report_clear(struct lk_run_report *);

/* Carries the plan out.  The report is filled in either case.  Errors: CONNECT, UNKNOWN_REVISION,
 * LOCKED, FAILED (all rolled back), PARTIAL, UNKNOWN_OUTCOME, and whatever the source says. */
LK_MUST_USE bool lk_run(struct lk_run_report *out, const struct lk_run_plan *, struct lk_err *);

/* SIGHUP, SIGINT and SIGTERM cancel the running statement and roll back; to be installed once by
 * a command that writes.  The descriptor becomes readable when a signal came: it is for
 * lk_db_target.wake_fd. */
int lk_run_signals(void);
/* The signal that came, or 0. */
int lk_run_signal(void);

#endif
