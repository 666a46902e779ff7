/* Questions that limbeck itself asks: the catalog, the version rows, the lock, a step's fate.
 * All texts stand in one table (db/questions.def); values go as protocol parameters.  Asking needs
 * an empty queue and a transaction that has not failed. */
#ifndef LK_DB_ASK_H
#define LK_DB_ASK_H

#include "base/file.h"
#include "db/db.h"

enum lk_question {
#define LK_QUESTION(id, nargs, sql, doc) LK_ASK_##id,
#include "db/questions.def"
#undef LK_QUESTION
    LK_ASK_COUNT
};

struct lk_question_def {
    const char *name;
    uint32_t nargs;
    const char *sql, *doc;
};
extern const struct lk_question_def lk_question_table[LK_ASK_COUNT];

/* Asks; arg has nargs texts (p == NULL is NULL).  The caller frees *out. */
LK_MUST_USE bool lk_db_ask(struct lk_result **out, struct lk_db *, enum lk_question,
                           const struct lk_str *arg, struct lk_err *);
/* Appends the question as a statement with its values as literals, to travel in the pipeline with
 * others. */
void lk_db_ask_text(struct lk_buf *out, enum lk_question, const struct lk_str *arg);
/* The same for one that is sent often: the first makes the server read and plan it once for this
 * session, whatever becomes of the transaction, the second uses that.  A generation has names of
 * its own. */
void lk_db_prepare_text(struct lk_buf *out, enum lk_question, uint32_t generation);
struct lk_stmt lk_db_ask_prepared(struct lk_arena *, enum lk_question, uint32_t generation,
                                  const struct lk_str *arg);
/* Appends an array of schemas (LK_ASK_UNDO_PATH) as SET search_path takes them. */
void lk_db_path_text(struct lk_buf *out, struct lk_str array);
/* Text of a result's first cell; p == NULL when there is no row or it is NULL. */
struct lk_str lk_result_text(const struct lk_result *);

/* Where versions are kept, as Alembic's version_table, version_table_schema, version_table_pk. */
struct lk_version_table {
    struct lk_str table;   /* "alembic_version" by default */
    struct lk_str schema;  /* empty: none */
    bool no_pk;
};

struct lk_heads {
    struct lk_names rows;  /* in the table's order */
    bool exists;           /* the table is there */
};
/* Reads the version rows into the arena.  SELECT is all it needs.  Inside a transaction it uses a
 * savepoint. */
LK_MUST_USE bool lk_db_heads(struct lk_heads *out, struct lk_arena *, struct lk_db *,
                             const struct lk_version_table *, struct lk_err *);
/* Appends the always-quoted name, schema included. */
void lk_version_table_name(struct lk_buf *out, const struct lk_version_table *);

/* Session advisory lock of limbeck's for a version table: a 64-bit key from ('limbeck', schema,
 * table), stable over versions and machines. */
int64_t lk_lock_key(const struct lk_version_table *);
/* Tries once, without waiting. */
LK_MUST_USE bool lk_db_try_lock(bool *got, struct lk_db *, int64_t key, struct lk_err *);
LK_MUST_USE bool lk_db_unlock(struct lk_db *, int64_t key, struct lk_err *);

#endif
