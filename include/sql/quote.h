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

/* Appends text as psycopg2 quotes str: '…', or, with `escapes` (standard_conforming_strings is off)
 * and a backslash in it, E'…'.  A NUL byte is refused with psycopg2's words. */
LK_MUST_USE bool lk_sql_text(struct lk_buf *out, struct lk_str text, bool escapes, struct lk_err *);
/* Appends a value as psycopg2 2.9 adapts it; maps and nodes without adapter are refused with
 * psycopg2's words ("can't adapt type 'dict'"). */
LK_MUST_USE bool lk_sql_value(struct lk_buf *out, const struct lk_datum *, bool escapes,
                              struct lk_err *);
/* Appends a float as Python's repr() prints it: the shortest text that reads back the same. */
void lk_sql_float(struct lk_buf *out, double value);

#endif
