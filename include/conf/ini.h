/* alembic.ini, read exactly as Python 3.11's configparser.ConfigParser reads it with its default
 * arguments and BasicInterpolation.  Knows nothing of what the options mean. */
#ifndef LK_CONF_INI_H
#define LK_CONF_INI_H

#include "base/file.h"

struct lk_ini;

struct lk_ini_key {
    struct lk_str section, key;    /* the key's letters are lowered, as optionxform does */
};

/* Parses a text that is in the table of sources under its path, whose absolute directory becomes
 * the default %(here)s.  All of it lives in the arena.  Fails with LK_E_CONFIG at the line. */
LK_MUST_USE bool lk_ini_parse(struct lk_ini **out, struct lk_arena *, const struct lk_sources *,
                              uint32_t source, struct lk_err *);
/* Reads a file, adds its text to the sources and parses it. */
LK_MUST_USE bool lk_ini_read(struct lk_ini **out, struct lk_arena *, struct lk_sources *,
                             struct lk_str path, struct lk_err *);

bool lk_ini_has_section(const struct lk_ini *, struct lk_str section);
/* The option's value after interpolation, in the arena; out->p is NULL where it is absent.  Fails
 * with LK_E_CONFIG at the option where the interpolation does, in configparser's words. */
LK_MUST_USE bool lk_ini_get(struct lk_str *out, const struct lk_ini *, struct lk_arena *,
                            const struct lk_ini_key *, struct lk_err *);
/* The value before interpolation; p is NULL where it is absent. */
struct lk_str lk_ini_raw(const struct lk_ini *, const struct lk_ini_key *);
/* Where an option stands; LK_NOWHERE where it is absent or comes from the defaults given. */
struct lk_span lk_ini_span(const struct lk_ini *, const struct lk_ini_key *);
/* Sections in order of appearance, without DEFAULT. */
void lk_ini_sections(struct lk_names *out, const struct lk_ini *, struct lk_arena *);
/* Keys of the section in order; with `defaults`, as options() gives them, those of [DEFAULT] that
 * it does not have follow. */
void lk_ini_keys(struct lk_names *out, const struct lk_ini *, struct lk_arena *,
                 struct lk_str section, bool defaults);

#endif
