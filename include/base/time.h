/* Clocks.  Times are microseconds: wall times since 1970 UTC, spans from the monotonic clock. */
#ifndef LK_BASE_TIME_H
#define LK_BASE_TIME_H

#include "base/str.h"

int64_t lk_time_wall_us(void);
int64_t lk_time_mono_us(void);
/* Waits; returns early when a signal arrives. */
void lk_time_sleep_us(int64_t us);
#define LK_TIME_TEXT 33
/* "2026-01-05T10:11:12.131415Z" into text; returns its length. */
size_t lk_time_iso(char text[LK_TIME_TEXT], int64_t wall_us);
/* Reads such a text; the fraction may be shorter or absent.  False where it is something else. */
bool lk_time_read(int64_t *wall_us, struct lk_str text);

#endif
