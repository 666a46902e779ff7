/* What the journal's files share: the handle, its queries, and the file's place. */
#ifndef LK_SRC_JOURNAL_PRIVATE_H
#define LK_SRC_JOURNAL_PRIVATE_H

#include "journal/journal.h"
#include <sqlite3.h>

enum lk_journal_query {
#define LK_JOURNAL_QUERY(id, sql) LK_JQ_##id,
#include "journal/queries.def"
#undef LK_JOURNAL_QUERY
    LK_JQ_COUNT
};

struct lk_journal {
    sqlite3 *sql;
    char *path;                /* as it was named, for messages */
    char *real;                /* directories resolved */
    sqlite3_stmt *query[LK_JQ_COUNT];      /* prepared when first used, finalized at closing */
    int64_t run;               /* the run that began last */
    int rc;                    /* SQLite's word on the last failure */
};

/* The path with its directories resolved; the caller frees it.  `create` makes directories and the
 * file; else both must be there.  Only a regular file of this user that can be written (read,
 * without `create`) is let through. */
LK_MUST_USE bool lk_journal_file(char **real, const char *path, bool create, struct lk_err *);
/* Renames the file and what SQLite keeps beside it to FILE.damaged-TIME. */
LK_MUST_USE bool lk_journal_rename(const char *real, const char *path, struct lk_buf *note,
                                   struct lk_err *);
/* One process at a time sets a file up or aside.  A descriptor for lk_journal_unlock(), or -1. */
int lk_journal_lock(const char *real);
void lk_journal_unlock(int fd);

/* Says what SQLite says, and which file; remembers it for lk_journal_is_damaged(). */
bool lk_journal_fail(struct lk_journal *, const char *what, struct lk_err *);
/* The statement of a query, ready to be bound; NULL with the reason in the handle. */
sqlite3_stmt *lk_journal_query(struct lk_journal *, enum lk_journal_query);
/* Runs a bound query to its end; its bindings are gone afterwards. */
bool lk_journal_step(struct lk_journal *, enum lk_journal_query);
/* The same for a query without arguments. */
bool lk_journal_exec(struct lk_journal *, enum lk_journal_query);
/* SQLite copies the text. */
bool lk_journal_bind(sqlite3_stmt *, int at, struct lk_str text);

#endif
