/* Objects of sqlalchemy's stand-in turned into nodes. */
#ifndef LK_MODS_NODEDATA_H
#define LK_MODS_NODEDATA_H

#include "mods/sa.h"

extern const struct lk_py_type lk_quoted_name_type, lk_conv_type;

/* *taken stays false when the object is none of sqlalchemy's. */
LK_MUST_USE bool lk_node_datum(const struct lk_datum **out, bool *taken, struct lk_conv *,
                               struct lk_value, struct lk_str what);
/* slice(a, b, c), as an array's index. */
LK_MUST_USE bool lk_slice_datum(const struct lk_datum **out, struct lk_conv *, struct lk_value);
/* A name that is quoted or not as quote= says. */
LK_MUST_USE bool lk_quote_name(struct lk_value *out, struct lk_vm *, struct lk_value name,
                               struct lk_value quote);
/* The value of a flag as True or False where SQLAlchemy would take it for one; else as it is. */
struct lk_value lk_as_flag(const struct lk_param *, struct lk_value);
/* A name as it stands in SQL. */
LK_MUST_USE bool lk_quoted(struct lk_value *out, struct lk_vm *, struct lk_value name);

#endif
