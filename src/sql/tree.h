/* The parse tree of SQL text as JSON, from the file that knows the parser. */
#ifndef LK_SRC_SQL_TREE_H
#define LK_SRC_SQL_TREE_H

#include "base/str.h"
#include <jansson.h>

/* Gives the tree of a text, to be released with json_decref; NULL where the parser does not accept
 * it, or where it is so large that its depth could end the C stack. */
json_t *lk_sql_tree(struct lk_str text);

#endif
