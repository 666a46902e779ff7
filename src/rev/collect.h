/* Targets of the two directions; shared by relative.c and collect.c. */
#ifndef LK_SRC_REV_COLLECT_H
#define LK_SRC_REV_COLLECT_H

#include "rev/ask.h"

/* _parse_upgrade_target(): what `upper` stands for when `lower` is current. */
LK_MUST_USE bool lk_upgrade_targets(struct lk_picks *out, struct lk_ask *,
                                    const struct lk_iterate *);
/* _parse_downgrade_target(): what `lower` stands for when `upper` is current, and its branch
 * (p is NULL where it names none).  LK_PICK_NONE and LK_PICK_BASE are base. */
LK_MUST_USE bool lk_downgrade_target(struct lk_str *label, int32_t *out, struct lk_ask *,
                                     const struct lk_iterate *);

#endif
