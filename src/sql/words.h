/* What the words of a statement tell without a parse tree: for text that PostgreSQL 15's parser
 * does not accept, and for text too large to look at its tree. */
#ifndef LK_SQL_WORDS_H
#define LK_SQL_WORDS_H

#include "model/stmt.h"

/* Traits (enum lk_trait) as the first words and a few telling ones show them. */
uint32_t lk_words_traits(struct lk_str text);
/* Is this name, quoted or not, the first before a dot anywhere? */
bool lk_words_qualify(struct lk_str text, struct lk_str name);
/* Does a token follow a semicolon? */
bool lk_words_several(struct lk_str text);

/* Position behind a comment or a dollar quote that begins at i; a lone dollar sign is one
 * character.  What has no end ends with the text. */
size_t lk_words_skip_comment(struct lk_str, size_t i);
size_t lk_words_skip_dollar(struct lk_str, size_t i);

#endif
