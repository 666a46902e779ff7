/* The search path that names without a schema were looked up in, without which undoing would mean
 * other things by them.  It is asked once for all operations between two that may change it. */
#ifndef LK_SRC_RUN_SEARCH_PATH_H
#define LK_SRC_RUN_SEARCH_PATH_H

#include "run/exec.h"
#include "sql/inverse.h"

/* An operation comes that may change it: what was known before ends there.  Nothing of free text
 * but what only reads is known not to. */
LK_MUST_USE bool lk_exec_path_meet(struct lk_exec *, const struct lk_unit *,
                                   const struct lk_inverse_questions *, struct lk_err *);
/* The operation's undoing needs it.  True: this one has to ask (LK_ASK_UNDO_PATH). */
bool lk_exec_path_want(struct lk_exec *, struct lk_unit *);
/* The answer to who asked first, or to lk_exec_path_verify(). */
void lk_exec_path_seen(struct lk_exec *, struct lk_path *, const struct lk_result *);
void lk_exec_path_checked(struct lk_exec *, struct lk_path *, const struct lk_result *);
/* Asks once more where free text seemed harmless, since triggers may do anything.  To be called
 * before whatever ends the transaction, or begins a part of it.  Nothing is waited for. */
LK_MUST_USE bool lk_exec_path_verify(struct lk_exec *, struct lk_err *);
/* As SET takes it; p is NULL: it is not known. */
struct lk_str lk_exec_path_text(struct lk_exec *, struct lk_path *);

#endif
