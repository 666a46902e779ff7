/* From YAML to data, steered by the kinds of a signature. */
#ifndef LK_SRC_REV_VALUE_H
#define LK_SRC_REV_VALUE_H

#include "model/op.h"
#include "rev/yaml.h"

struct lk_values {
    struct lk_arena *arena;
    struct lk_err *err;
};

/* What a place takes: the row and parameter that it belongs to.  Without a parameter the value is
 * plain data. */
struct lk_place_of {
    const struct lk_def *def;
    const struct lk_param *param;
};
LK_MUST_USE bool lk_value_read(const struct lk_datum **out, struct lk_values *,
                               const struct lk_yaml *, const struct lk_place_of *);
/* Plain data: YAML 1.2's core schema; {$name: …} are nodes and what YAML cannot say. */
LK_MUST_USE bool lk_value_data(const struct lk_datum **out, struct lk_values *,
                               const struct lk_yaml *);
/* A map as it stands, whatever its keys are called. */
LK_MUST_USE bool lk_value_map(const struct lk_datum **out, struct lk_values *,
                              const struct lk_yaml *);
/* The arguments of a row: a map by name, a list by position, anything else as the first one.
 * `what` is the place of the row's name, for errors. */
LK_MUST_USE bool lk_value_args(const struct lk_datum ***out, struct lk_values *,
                               const struct lk_def *, const struct lk_yaml *, struct lk_span what);
/* {$name: …}; and the place that the name stands at. */
LK_MUST_USE bool lk_value_special(const struct lk_datum **out, struct lk_values *,
                                  const struct lk_yaml *map);
/* Does a list of this parameter hold data (rows) rather than columns and expressions? */
bool lk_value_is_data(const struct lk_param *);
/* The name that a manifest may use for a parameter besides its own: table for table_name, type for
 * type_; empty where there is none. */
struct lk_str lk_value_alias(const struct lk_def *, const struct lk_param *);
/* Plain words that are no text: whole numbers, numbers, true and false. */
bool lk_value_is_int(struct lk_str);
bool lk_value_is_float(struct lk_str);
bool lk_value_is_bool(struct lk_str);
/* Could a plain scalar of this text be read as anything but text somewhere? */
bool lk_value_is_word(struct lk_str);

#endif
