/* Statements of limbeck's own that are sent many times in a run: the server reads and plans each of
 * them once. */
#ifndef LK_SRC_RUN_PREPARED_H
#define LK_SRC_RUN_PREPARED_H

#include "run/exec.h"

/* A question as it travels now. */
struct lk_asked {
    struct lk_stmt prepare;        /* to be sent in front of it; sql.n is 0: nothing */
    struct lk_stmt stmt;
};
/* As text the first time, since most runs are short, and later by name.  Texts are in the arena. */
void lk_exec_ask(struct lk_asked *out, struct lk_arena *, struct lk_exec *, enum lk_question,
                 const struct lk_str *arg);
/* Names that were given may be gone, or may not have been given at all: none is used again. */
void lk_exec_unprepare(struct lk_exec *);
/* The same where a script says so itself (DISCARD, DEALLOCATE). */
void lk_exec_prepared_survive(struct lk_exec *, const struct lk_unit *);
/* Has a unit failed because its name was gone?  From then on everything travels as text. */
bool lk_exec_prepared_gone(struct lk_exec *, const struct lk_unit *);

#endif
