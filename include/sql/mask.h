/* SQL as it may be remembered: values become their type and length, passwords are blanked.  The
 * text is looked at token by token, so that it need not be valid; where it is in doubt, more is
 * masked than would have to be. */
#ifndef LK_SQL_MASK_H
#define LK_SQL_MASK_H

#include "base/buf.h"

enum lk_mask {
    LK_MASK_VALUES = 1,        /* values are kept */
    LK_MASK_BACKSLASHES = 2    /* standard_conforming_strings is off */
};

/* Appends SQL; flags are enum lk_mask.  Without VALUES each literal of a statement that is not DDL
 * is '<text 12>', '<number 3>' or '<bool>', and comments are left out; bodies of DO likewise.  DDL
 * is kept, but for what CREATE TABLE … AS selects.  In either case passwords are '***': behind the
 * word PASSWORD, in URLs and in connection strings. */
void lk_sql_mask(struct lk_buf *out, struct lk_str sql, unsigned flags);
/* Appends a message of the server's or of a script's.  Without VALUES, what the SQLSTATE says to
 * be a quoted value is masked ("invalid input syntax for type integer: <text 5>"). */
void lk_sql_mask_message(struct lk_buf *out, struct lk_str message, const char *sqlstate,
                         unsigned flags);

#endif
