/* Errors: one object a failing call fills, one table of codes whose column is the exit status. */
#ifndef LK_BASE_ERR_H
#define LK_BASE_ERR_H

#include "base/source.h"

enum lk_code {
    LK_E_NONE,
#define LK_ERROR(code, status, doc) LK_E_##code,
#include "base/errors.def"
#undef LK_ERROR
    LK_E_COUNT
};

/* Filled by the call that fails; owned by whoever declared it (zeroed) and released by
 * lk_err_clear.  An error that is already set is not overwritten: the first is the true cause. */
struct lk_err {
    enum lk_code code;
    char *message;         /* what failed and where: lower case, no full stop, 'names' */
    char *hint;            /* what to do, or NULL */
    char *detail;          /* further lines (server detail, SQL, traceback), or NULL */
    struct lk_span span;
    char sqlstate[6];      /* "" when the database did not speak */
};

/* Sets the error and returns false, so that `return lk_fail(err, …)` is one expression.
 * err may be NULL where the caller does not want to know. */
bool lk_fail(struct lk_err *, enum lk_code, const char *fmt, ...) LK_PRINTF(3, 4);
bool lk_fail_at(struct lk_err *, enum lk_code, struct lk_span, const char *fmt, ...)
    LK_PRINTF(4, 5);
/* Adds to an error that is set; each returns false.  A second hint or detail is appended. */
bool lk_err_hint(struct lk_err *, const char *fmt, ...) LK_PRINTF(2, 3);
bool lk_err_detail(struct lk_err *, const char *fmt, ...) LK_PRINTF(2, 3);
/* Gives the error a place unless it has one. */
bool lk_err_at(struct lk_err *, struct lk_span);
/* Puts "prefix: " before the message. */
bool lk_err_prefix(struct lk_err *, const char *fmt, ...) LK_PRINTF(2, 3);
/* The first error stays: where `to` is set, or NULL, `from` is dropped. */
void lk_err_move(struct lk_err *to, struct lk_err *from);
void lk_err_clear(struct lk_err *);
static inline bool lk_err_is_set(const struct lk_err *e) { return e->code != LK_E_NONE; }
/* Exit status of a code, from the table; 0 for LK_E_NONE. */
int lk_err_status(enum lk_code);
const char *lk_err_name(enum lk_code);
const char *lk_err_doc(enum lk_code);
/* Appends "error: message\n" with place, detail and hint as every command shows it. */
void lk_err_show(struct lk_buf *out, const struct lk_err *, const struct lk_sources *);

#endif
