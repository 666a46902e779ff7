/* Printing of YAML trees; the same tree always gives the same bytes. */
#ifndef LK_SRC_REV_YAML_WRITE_H
#define LK_SRC_REV_YAML_WRITE_H

#include "rev/yaml.h"

/* Can the text stand without quotation marks, in flow style too? */
bool lk_yaml_is_safe(struct lk_str text);
/* Appends a block mapping, one entry per line and more where an entry does not fit. */
void lk_yaml_write(struct lk_buf *out, const struct lk_yaml *map);

#endif
