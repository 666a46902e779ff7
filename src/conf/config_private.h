/* The configuration while it is being read; shared by its files. */
#ifndef LK_SRC_CONF_CONFIG_PRIVATE_H
#define LK_SRC_CONF_CONFIG_PRIVATE_H

#include "conf/settings.h"

/* Sets one setting from a text, checked by its type.  A list given by flags grows. */
LK_MUST_USE bool lk_conf_set(struct lk_conf *, const struct lk_sources *, enum lk_set,
                             const struct lk_set_value *given, struct lk_err *);
/* Alembic's own keys: script_location, version_locations, prepend_sys_path and the like. */
LK_MUST_USE bool lk_conf_places(struct lk_conf *, const struct lk_sources *, struct lk_err *);
/* A variable of the environment; the absent text where it is not set or empty. */
struct lk_str lk_conf_getenv(const struct lk_conf *, const char *name);
/* Absolute and normal; a relative path is taken from the working directory, as Alembic does. */
struct lk_str lk_conf_absolute(struct lk_conf *, struct lk_str path);

#endif
