/* Names and values as SQL text: identifiers as SQLAlchemy 2.0's PostgreSQL dialect quotes them,
 * values as psycopg2 2.9 adapts them. */
#ifndef LK_SQL_QUOTE_H
#define LK_SQL_QUOTE_H

#include "model/datum.h"

/* Appends an identifier, quoted when it is reserved, starts with a digit or $, has upper case or
 * anything but ASCII letters, digits, _ and $.  The flags LK_DATUM_QUOTE and LK_DATUM_NOQUOTE
 * force one or the other. */
void lk_sql_quote(struct lk_buf *out, struct lk_str name, unsigned flags);
/* Appends schema.name, or name alone when the schema is empty. */
void lk_sql_quote_pair(struct lk_buf *out, struct lk_str schema, struct lk_str name);

/* Appends text as psycopg2 quotes str: '…', or E'…' with doubled backslashes.  A NUL byte fails. */
LK_MUST_USE bool lk_sql_text(struct lk_buf *out, struct lk_str text, struct lk_err *);
/* Appends a value as psycopg2 2.9 adapts it; maps and other values without adapter are refused with
 * psycopg2's words ("can't adapt type 'dict'"). */
LK_MUST_USE bool lk_sql_value(struct lk_buf *out, const struct lk_datum *, struct lk_err *);

#endif
