/* Result of a statement and the classes of faults, without any name of PostgreSQL's library. */
#ifndef LK_MODEL_RESULT_H
#define LK_MODEL_RESULT_H

#include "base/mem.h"

enum lk_fault {
    LK_FAULT_NONE,
    LK_FAULT_MISSING,      /* the object is not there */
    LK_FAULT_EXISTS,       /* the object is there already */
    LK_FAULT_LOCK,         /* a lock or statement timeout while waiting for a lock */
    LK_FAULT_DEADLOCK,
    LK_FAULT_CANCEL,
    LK_FAULT_PRIVILEGE,
    LK_FAULT_SYNTAX,
    LK_FAULT_INTEGRITY,    /* class 23 */
    LK_FAULT_DATA,         /* class 22 */
    LK_FAULT_ABORTED,      /* 25P02: an earlier statement had failed */
    LK_FAULT_LOST,         /* the connection is gone */
    LK_FAULT_OTHER
};

/* What the server said about a fault.  Texts may be empty, never NULL. */
struct lk_diag {
    enum lk_fault fault;
    char sqlstate[6];
    struct lk_str severity, message, detail, hint, context;
    struct lk_str schema, table, column, type, constraint;
    uint32_t position;     /* in characters from 1; 0 is none */
};

struct lk_column_info {
    struct lk_str name;
    uint32_t type;         /* OID */
    int32_t modifier;
};

/* Rows and counts.  Cells are views that live as long as the result; a NULL cell has p == NULL. */
struct lk_result {
    struct lk_str tag;             /* command tag */
    int64_t count;                 /* rows affected or returned; -1 where the command has none */
    const struct lk_column_info *column;
    uint32_t ncolumns;
    uint64_t nrows;
    size_t bytes;                  /* of memory until it is freed */
    struct lk_str (*cell)(const struct lk_result *, uint64_t row, uint32_t column);
    void (*free)(struct lk_result *);
    void *self;
};
/* Calls its free; takes NULL. */
void lk_result_free(struct lk_result *);

#endif
