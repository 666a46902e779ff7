/* Exceptions inside the runtime: raising, looking at, catching; and refusals, which no script can
 * catch. */
#ifndef LK_PY_EXC_H
#define LK_PY_EXC_H

#include "py/value.h"

struct lk_py_type;

enum lk_exc {
#define LK_EXCEPTION(name, base) LK_EXC_##name,
#include "py/exceptions.def"
#undef LK_EXCEPTION
    LK_EXC_COUNT
};

/* Raises a built-in exception with this message as its only argument; returns false. */
bool lk_raise(struct lk_vm *, enum lk_exc, const char *fmt, ...) LK_PRINTF(3, 4);
bool lk_raise_value(struct lk_vm *, enum lk_exc, struct lk_value arg);         /* E(arg) */
/* Raises an exception of a native class. */
bool lk_raise_native(struct lk_vm *, const struct lk_py_type *, const char *fmt, ...)
    LK_PRINTF(3, 4);
/* Raises this exception object (or instantiates the class), as `raise v`; returns false. */
bool lk_throw(struct lk_vm *, struct lk_value exception);
/* Sets __cause__ of the pending exception; returns false. */
bool lk_raise_from(struct lk_vm *, struct lk_value cause);

/* Refuses: ends the whole evaluation with this code, at the place of the current call.  except,
 * finally, with and generators do not run for it (no script code runs any more); natives just
 * return false.  Returns false. */
bool lk_refuse(struct lk_vm *, enum lk_code, const char *fmt, ...) LK_PRINTF(3, 4);
bool lk_refuse_hint(struct lk_vm *, const char *fmt, ...) LK_PRINTF(2, 3);
/* The same from an lk_err, which it takes over.  An lk_err of code LK_E_SCRIPT becomes a TypeError,
 * for callers of the binder. */
bool lk_refuse_err(struct lk_vm *, struct lk_err *take);
bool lk_is_refused(const struct lk_vm *);
/* A refusal that stands even where a module's statement could be put off: of what would have
 * changed the database.  Returns false. */
bool lk_refuse_finally(struct lk_vm *);

/* Whether the pending exception is one of these; false where there is none. */
bool lk_pending_is(struct lk_vm *, enum lk_exc);
/* Takes the pending exception away, as `except` does; EMPTY when there is none or it is a refusal
 * (then false must still be returned). */
struct lk_value lk_caught(struct lk_vm *);
struct lk_value lk_exc_class(struct lk_vm *, enum lk_exc);
/* Makes one without raising it; args is a TUPLE. */
struct lk_value lk_new_exception(struct lk_vm *, struct lk_value cls, struct lk_value args);
struct lk_value lk_exc_args(struct lk_value exception);                        /* its TUPLE */
/* Appends the traceback as CPython prints it, causes and contexts included, ending in a newline. */
void lk_exc_print(struct lk_buf *, struct lk_vm *, struct lk_value exception);

#endif
