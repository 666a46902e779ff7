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

/* Digits in the places that the format has them; -1 where something else stands there. */
static int digits(struct lk_str s, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return -1;
        value = value * 10 + (s.p[i] - '0');
    }
    return value;
}

/* ".131415Z": up to six digits count as microseconds. */
static bool read_fraction(int64_t *us, struct lk_str s)
{
    int64_t unit = 100000;
    size_t i = 1;
    *us = 0;
    if (lk_str_is(s, "Z"))
        return true;
    if (s.n < 3 || s.n > 8 || s.p[0] != '.')
        return false;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, unit /= 10)
        *us += (s.p[i] - '0') * unit;
    return i == s.n - 1 && s.p[i] == 'Z';
}

/* Only UTC, as lk_time_iso writes it: an offset would need a calendar to be wrong about. */
bool lk_time_read(int64_t *wall_us, struct lk_str text)
{
    static const struct {
        uint8_t at, n;
        char after;
        int least, most;
    } field[] = {{0, 4, '-', 1970, 9999}, {5, 2, '-', 1, 12}, {8, 2, 'T', 1, 31},
                 {11, 2, ':', 0, 23},     {14, 2, ':', 0, 59}, {17, 2, 0, 0, 60}};
    int v[6];
    if (text.n < 20 || !read_fraction(wall_us, lk_str_cut(text, 19, text.n)))
        return false;
    for (size_t i = 0; i < 6; i++) {
        v[i] = digits(text, field[i].at, field[i].n);
        if (v[i] < field[i].least || v[i] > field[i].most)
            return false;
        if (field[i].after && text.p[field[i].at + field[i].n] != field[i].after)
            return false;
    }
    struct tm tm = {.tm_year = v[0] - 1900, .tm_mon = v[1] - 1, .tm_mday = v[2], .tm_hour = v[3],
                    .tm_min = v[4], .tm_sec = v[5]};
    *wall_us += (int64_t)timegm(&tm) * 1000000;
    return true;
}
