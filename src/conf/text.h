/* Text as Python sees it, and growing lists in an arena; shared by the readers of this folder. */
#ifndef LK_SRC_CONF_TEXT_H
#define LK_SRC_CONF_TEXT_H

#include "base/file.h"

/* str.strip(), str.lstrip(): white space as Unicode and Python 3.11 define it. */
struct lk_str lk_conf_strip(struct lk_str);
struct lk_str lk_conf_lstrip(struct lk_str);
/* str.lower() for ASCII, in the arena. */
struct lk_str lk_conf_lower(struct lk_arena *, struct lk_str);
/* Appends to a list whose array lives in the arena. */
void lk_conf_push(struct lk_names *, struct lk_arena *, struct lk_str);
/* str.split(separator). */
void lk_conf_split(struct lk_names *out, struct lk_arena *, struct lk_str, char separator);
/* Fails at a place of a configuration file.  A line that may hold a URL is not shown: the file and
 * the line's number stand in the message instead. */
bool lk_conf_fail(struct lk_err *, const struct lk_sources *, struct lk_span, const char *fmt, ...)
    LK_PRINTF(4, 5);
/* The same as an afterthought: hides the place of an error that is set. */
bool lk_conf_hide(struct lk_err *, const struct lk_sources *);

#endif
