/* The heap.  A program without memory ends here: the server rolls back, the journal knows. */
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Run once, at the end of memory: lets the journal and the terminal be left in order. */
static void (*failure_hook)(void);

/* The hook runs once at most; NULL removes it. */
void lk_mem_on_failure(void (*hook)(void))
{
    failure_hook = hook;
}

/* Never returns. No caller has to check an allocation. */
void lk_oom(void)
{
    static const char text[] = "limbeck: out of memory\n";
    void (*hook)(void) = failure_hook;
    /* a hook that runs out of memory itself does not come back here */
    failure_hook = NULL;
    if (hook)
        hook();
    /* no stdio: it may want memory; _exit: atexit handlers may too */
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(1);
    _exit(1);
}

/* Zero bytes give a pointer that can be freed. */
void *lk_alloc(size_t bytes)
{
    void *p = malloc(bytes ? bytes : 1);
    if (!p)
        lk_oom();
    return p;
}

/* Zeroed; calloc() checks the product for overflow. */
void *lk_zalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        lk_oom();
    return p;
}

/* As realloc(), but never NULL. */
void *lk_realloc(void *old, size_t bytes)
{
    void *p = realloc(old, bytes ? bytes : 1);
    if (!p)
        lk_oom();
    return p;
}

/* A C string; bytes behind a NUL in the text are copied and not seen. */
char *lk_strdup(struct lk_str s)
{
    char *copy = lk_alloc(s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return copy;
}

/* As vasprintf(); the text is the caller's to free. */
char *lk_vformat(const char *fmt, va_list ap)
{
    char *text = NULL;
    /* the only other failure is a broken format, which the compiler has checked */
    if (vasprintf(&text, fmt, ap) < 0)
        lk_oom();
    return text;
}

/* As asprintf(); the text is the caller's to free. */
char *lk_format(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = lk_vformat(fmt, ap);
    va_end(ap);
    return text;
}

/* Room for `need` elements of `size` bytes; *cap is what there is room for now. New elements are
 * not zeroed. */
void *lk_grow(void *array, size_t *cap, size_t need, size_t size)
{
    if (array && need <= *cap)
        return array;
    /* doubling makes n appends cost n; the first eight elements come at once */
    size_t room = *cap < 4 ? 8 : *cap, bytes;
    while (room < need)
        if (!lk_size_mul(&room, room, 2))
            lk_oom();
    if (need > *cap && room == *cap && !lk_size_mul(&room, room, 2))
        lk_oom();
    if (!lk_size_mul(&bytes, room, size))
        lk_oom();
    *cap = room;
    return lk_realloc(array, bytes);
}
