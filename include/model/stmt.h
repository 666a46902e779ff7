/* Statement: one SQL command as complete text, with what the executor must know about it. */
#ifndef LK_MODEL_STMT_H
#define LK_MODEL_STMT_H

#include "base/err.h"

enum lk_trait {
    LK_TRAIT_TX_END = 1,       /* COMMIT, ROLLBACK, END, ABORT, PREPARE TRANSACTION */
    LK_TRAIT_TX_BEGIN = 2,
    LK_TRAIT_SAVEPOINT = 4,    /* SAVEPOINT, RELEASE, ROLLBACK TO */
    LK_TRAIT_SET_TX = 8,       /* SET TRANSACTION, SET SESSION CHARACTERISTICS */
    LK_TRAIT_NO_BLOCK = 16,    /* barred from a transaction block */
    LK_TRAIT_COPY = 32,        /* COPY … FROM STDIN / TO STDOUT */
    LK_TRAIT_MULTI = 64,       /* several statements that must travel as one simple query */
    LK_TRAIT_ROWS = 128,       /* returns rows (SELECT, RETURNING, SHOW …) */
    LK_TRAIT_OPAQUE = 256      /* the parser does not accept the text; nothing is known of it */
};

enum lk_want { LK_WANT_NOTHING, LK_WANT_COUNT, LK_WANT_ROWS };

struct lk_stmt {
    struct lk_str sql;         /* without a final semicolon; where it was prepared, its name */
    const struct lk_str *arg;  /* limbeck's own only: values of a prepared one; p is NULL: NULL */
    uint32_t narg;             /* … of which none may have a NUL */
    bool prepared;
    struct lk_span span;       /* where it comes from */
    uint32_t op_seq;           /* operation that it belongs to; 0: limbeck's own */
    uint32_t traits;           /* enum lk_trait */
    enum lk_want want;
};

/* A list of statements whose texts live in the arena. */
struct lk_stmts {
    struct lk_arena *arena;
    struct lk_stmt *v;
    size_t n, cap;
};
void lk_stmts_init(struct lk_stmts *, struct lk_arena *);
void lk_stmts_clear(struct lk_stmts *);       /* frees the array; the texts stay with the arena */
struct lk_stmt *lk_stmts_add(struct lk_stmts *, struct lk_str sql, struct lk_span);

#endif
