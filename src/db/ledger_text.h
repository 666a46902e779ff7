/* Values of the ledger's statements, as text; shared by the ledger's files. */
#ifndef LK_SRC_DB_LEDGER_TEXT_H
#define LK_SRC_DB_LEDGER_TEXT_H

#include "db/db.h"

/* Appends a value of a list, with the comma before it; NULL where it is not known. */
void lk_ledger_add_text(struct lk_buf *out, struct lk_str text);
/* Runs a statement that is complete, in an encoding that the server can keep. */
LK_MUST_USE bool lk_ledger_run_sql(struct lk_db *, const struct lk_buf *sql, struct lk_err *);

#endif
