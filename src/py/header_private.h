/* Reading headers: what its files share.  header.c skims the text, header_value.c reads simple
 * values, header_tree.c takes over where the text is not simple. */
#ifndef LK_PY_HEADER_PRIVATE_H
#define LK_PY_HEADER_PRIVATE_H

#include "py/header.h"

enum { LK_HEADER_FIELDS = 4 };

/* The names, and their fields in the header. */
extern const struct lk_str lk_header_names[LK_HEADER_FIELDS];
struct lk_py_header_field *lk_header_field(struct lk_py_header *, size_t which);
/* The field that a text may concern: its name occurs in it; LK_HEADER_FIELDS for none.  Several:
 * `from` is where to go on. */
size_t lk_header_mentions(struct lk_str text, size_t from);
/* doc, message and create_date from the docstring's text. */
void lk_header_set_doc(struct lk_py_header *, struct lk_str doc);
/* A statement that is no simple assignment mentions fields: what they are cannot be told. */
void lk_header_set_computed(struct lk_py_header *, struct lk_str statement, uint32_t from);

/* `name [: annotation] = literal` in simple form; false: look closer. */
bool lk_header_value(struct lk_py_header *out, struct lk_arena *, struct lk_str text, uint32_t from,
                     uint32_t to);
/* A string that is written without prefix or escape, at *pos, which moves behind it; false:
 * none. */
bool lk_header_string(struct lk_str *out, struct lk_str text, uint32_t *pos, uint32_t to);

/* Parses the whole text. */
bool lk_header_tree(struct lk_py_header *out, struct lk_arena *, struct lk_str text,
                    uint32_t source, struct lk_err *);

#endif
