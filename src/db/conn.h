/* The connection's inside, shared by the files of this folder.  libpq's names stop here. */
#ifndef LK_SRC_DB_CONN_H
#define LK_SRC_DB_CONN_H

#include "db/ask.h"
#include "db/fault.h"
#include <libpq-fe.h>

#define LK_ASK_ARGS 5              /* of a question, at most */

/* What is in flight: a statement, or a fence. */
struct lk_flying {
    uint64_t number;       /* 0: a fence */
    size_t bytes;          /* of its text, for the limit */
    uint32_t traits;       /* enum lk_trait; the tag alone does not tell everything */
    bool settled;          /* its result was seen; libpq's end mark is still to come */
};

struct lk_db {
    PGconn *conn;                  /* nonblocking, in pipeline mode but for simple queries */
    struct lk_arena *arena;        /* facts */
    struct lk_arena *words;        /* texts of the last event's diag; cleared at the next */
    struct lk_arena *heard;        /* texts of notices not yet delivered */
    struct lk_db_facts facts;      /* as of connecting */
    struct { struct lk_flying *v; size_t n, cap, head; } flight;
    struct { struct lk_diag *v; size_t n, cap, head; } notices;
    size_t bytes;                  /* of text in flight */
    size_t unsent;                 /* statements since something was pushed out */
    uint64_t last;                 /* number given last */
    enum lk_tx tx;                 /* kept from tags; see tx.c */
    bool simple;                   /* a simple query is in flight; not in pipeline mode */
    bool lost;                     /* for good: nothing reconnects */
    int wake_fd;                   /* -1: nobody wakes */
    struct lk_diag diag;           /* of the last event */
};

/* Fills a diag from an error or notice; texts go to the arena.  Fields may be absent. */
void lk_diag_read(struct lk_diag *out, struct lk_arena *, const PGresult *);
/* A diag of libpq's own words about the connection. */
void lk_diag_of_conn(struct lk_diag *out, struct lk_arena *, const PGconn *);
/* Wraps a result of libpq, which it owns from now on. */
struct lk_result *lk_result_wrap(PGresult *);
/* The transaction after a statement with this command tag and these traits. */
enum lk_tx lk_tx_after(enum lk_tx, const char *tag, uint32_t traits);
/* One sentence of libpq's message: first line, without prefix, full stop and line end. */
struct lk_str lk_conn_reason(struct lk_arena *, const char *message);

#endif
