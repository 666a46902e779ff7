/* A pooler between limbeck and the server. */
#ifndef LK_SRC_RUN_POOLER_H
#define LK_SRC_RUN_POOLER_H

#include "run/exec.h"

/* Asks the session who it is, which also tells a script's default schema (as SQLAlchemy asks at its
 * first connection).  Behind a pooler that hands server sessions out by transaction neither the
 * session lock nor SET mean anything: LK_E_CONNECT.  A pooler that keeps sessions is fine. */
LK_MUST_USE bool lk_exec_refuse_pooler(struct lk_exec *, struct lk_err *);

#endif
