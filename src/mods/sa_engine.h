/* Connections and the engine of sqlalchemy's stand-in: what sa_bind.c and sa_engine.c share. */
#ifndef LK_MODS_SA_ENGINE_H
#define LK_MODS_SA_ENGINE_H

#include "mods/rows.h"

/* The payload of a Connection. */
struct lk_connection {
    uint32_t number;       /* of the sink; 0 is the migration's own */
    bool closed;           /* never the migration's own */
    bool begun;            /* a transaction has begun by itself or by begin() */
    bool autocommit;       /* isolation_level="AUTOCOMMIT" */
};

/* Raises ResourceClosedError where it is closed. */
LK_MUST_USE bool lk_connection_open(struct lk_vm *, struct lk_value connection);
lk_native lk_connection_options, lk_connection_begin, lk_connection_nested, lk_connection_commit,
    lk_connection_rollback, lk_connection_close, lk_connection_begun, lk_connection_closed;

#endif
