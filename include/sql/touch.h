/* Whether SQL text names something in a schema: for the one schema that is nobody's to migrate. */
#ifndef LK_SQL_TOUCH_H
#define LK_SQL_TOUCH_H

#include "base/mem.h"

/* Does a text name the schema itself, a relation, type, function or other object in it, or put it
 * on the search path?  Reading counts as well.  By PostgreSQL's parser; of a text that it does not
 * accept or that is too large, and of bodies of functions and DO, by the words: a name that is the
 * schema's before a dot.  What a body puts together while it runs is not seen. */
bool lk_sql_touches(struct lk_str text, struct lk_str schema);

#endif
