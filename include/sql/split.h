/* Splitting and classifying SQL text with PostgreSQL's own parser (version 15).  Nothing is decided
 * here about what to do with a statement; its traits only tell what it is. */
#ifndef LK_SQL_SPLIT_H
#define LK_SQL_SPLIT_H

#include "model/stmt.h"

/* Appends the statements of a text.  When the parser accepts the whole text each statement stands
 * alone, without its semicolon and the white space around it, and with its traits; an empty text
 * gives none.  Otherwise (and for text with a NUL byte) the whole text is one statement with
 * LK_TRAIT_OPAQUE and whatever traits the scanner's first words show, and LK_TRAIT_MULTI when a
 * semicolon separates tokens in it.  Spans are those of the pieces when `at` spans exactly the text
 * (a script's literal without escapes), else `at`.  Fails only for text too large to parse. */
LK_MUST_USE bool lk_sql_split(struct lk_stmts *out, struct lk_str text, struct lk_span at,
                              struct lk_err *);

/* Traits (enum lk_trait) of a text that travels as it is: those of its only statement, or, of
 * several, their union with LK_TRAIT_MULTI. */
uint32_t lk_sql_classify(struct lk_str text);

#endif
