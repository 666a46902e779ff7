/* Clocks. */
#include "base/time.h"
#include <stdio.h>
#include <time.h>

/* Microseconds of a clock; nanoseconds are cut off. */
static int64_t clock_us(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t lk_time_wall_us(void)
{
    return clock_us(CLOCK_REALTIME);
}

int64_t lk_time_mono_us(void)
{
    return clock_us(CLOCK_MONOTONIC);
}

void lk_time_sleep_us(int64_t us)
{
    if (us <= 0)
        return;
    struct timespec t = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    nanosleep(&t, NULL);
}

size_t lk_time_iso(char text[LK_TIME_TEXT], int64_t wall_us)
{
    int64_t fraction = wall_us % 1000000;
    time_t seconds = (time_t)(wall_us / 1000000);
    /* before 1970 C's division rounds the wrong way */
    if (fraction < 0) {
        fraction += 1000000;
        seconds--;
    }
    struct tm tm;
    gmtime_r(&seconds, &tm);
    size_t n = strftime(text, LK_TIME_TEXT, "%Y-%m-%dT%H:%M:%S", &tm);
    return n + (size_t)snprintf(text + n, LK_TIME_TEXT - n, ".%06dZ", (int)fraction);
}
