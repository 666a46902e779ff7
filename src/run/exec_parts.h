/* Parts of the executor's data that only one of its files works with. */
#ifndef LK_SRC_RUN_EXEC_PARTS_H
#define LK_SRC_RUN_EXEC_PARTS_H

#include "base/map.h"
#include "db/ledger_read.h"

/* The connection that watches while a statement takes long. */
struct lk_watch {
    struct lk_db *db;
    bool tried;
    struct lk_str blocker;         /* who was seen last */
    int64_t said_us;               /* when progress was said last */
};

/* Rows of steps that are done, which leave with the end of their transaction: one statement for all
 * of them instead of several for each. */
struct lk_ledger_pending {
    struct lk_arena *arena;
    struct { struct lk_ledger_step *v; size_t n, cap; } steps;
    struct { struct lk_ledger_text *v; size_t n, cap; } texts;
    size_t bytes;                  /* of contents and paths */
};

/* What the executor does with the ledger. */
struct lk_ledger_use {
    bool on;
    bool opened;                   /* the run has its row */
    bool results_read;             /* the script has seen something of this step */
    bool wrote;                    /* this step has a row in limbeck.partial */
    bool intended;                 /* a statement in autocommit is announced and not settled */
    bool barred;                   /* … that may leave something behind when it fails */
    uint64_t hash;                 /* of this step's SQL so far */
    uint64_t hash_before;          /* … without the operation under way */
    const struct lk_ledger_partial *resume;    /* what an earlier run left of this step */
    struct lk_ledger_partials left;
    struct { struct lk_ledger_skip *v; size_t n, cap; } skips;
    struct lk_str table;           /* the ledger's name for the version table */
    struct lk_map texts;           /* hashes of contents that this attempt has sent */
    int64_t step_began;            /* monotonic */
    int64_t at_us;                 /* when the last step ended, by the server's clock */
    struct lk_ledger_pending pending;
    bool in_pieces;                /* the step under way has committed in between */
};

/* Schemas that names were looked up in, as SET takes them (search_path.c). */
struct lk_path {
    struct lk_str text;            /* p is NULL: not answered yet */
    const struct lk_path *as;      /* taken to be the same as this one; NULL: it was asked */
    bool unsure;                   /* and was not */
};

/* How the operations of the transaction under way can be undone (inverse.c). */
struct lk_inverses {
    struct lk_ledger_inverse *v;
    size_t n, cap;
    struct lk_arena *arena;        /* texts; freed with the transaction */
    struct lk_path *path;          /* of the operation under way; NULL: it must be asked */
};

/* Statements of limbeck's own that the server knows by name (prepared.c). */
struct lk_prepared {
    uint8_t asked[LK_ASK_COUNT];   /* 0, 1, more: it has a name */
    uint32_t generation;           /* of the names */
    bool off;
};

/* A begin_nested() of a script's. */
struct lk_nested {
    uint32_t number;
    size_t inverses;               /* that were there when it began */
};

/* A second connection of a script's, through bind.engine. */
struct lk_second {
    struct lk_db *db;              /* NULL: closed */
    struct lk_diag *diag;
    bool autocommit;               /* isolation_level="AUTOCOMMIT": no transaction begins */
    uint32_t nested, depth;        /* savepoints of the script: the last name, how many are open */
};

#endif
