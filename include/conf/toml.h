/* A small strict reader of TOML 1.0 for pyproject.toml: the whole syntax, all of it as data; dates
 * and times stay text.  It writes nothing. */
#ifndef LK_CONF_TOML_H
#define LK_CONF_TOML_H

#include "model/datum.h"

/* Parses a text that is in the table of sources to a map.  Every datum has its span.  Fails with
 * LK_E_CONFIG at the place. */
LK_MUST_USE bool lk_toml_parse(const struct lk_datum **out, struct lk_arena *,
                               const struct lk_sources *, uint32_t source, struct lk_err *);

#endif
