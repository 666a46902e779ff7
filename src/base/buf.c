/* The growing text buffer. */
#include "base/buf.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>

/* The limit stays, and the buffer can be used again. */
void lk_buf_clear(struct lk_buf *b)
{
    free(b->p);
    *b = (struct lk_buf){.limit = b->limit};
}

/* Room for n more bytes and the NUL; returns how many of them the limit allows.  With a limit
 * the text is cut, and `failed` says so once and for all: callers look at it in the end. */
static size_t reserve(struct lk_buf *b, size_t n)
{
    if (b->limit && n > b->limit - b->n) {
        b->failed = true;
        n = b->limit - b->n;
    }
    size_t need;
    if (!lk_size_add(&need, b->n, n) || !lk_size_add(&need, need, 1))
        lk_oom();
    b->p = lk_grow(b->p, &b->cap, need, 1);
    return n;
}

/* Counts n bytes that were written behind the text, and ends it. */
static void advance(struct lk_buf *b, size_t n)
{
    b->n += n;
    b->p[b->n] = '\0';
}

/* Appends bytes; the text always ends with a NUL that n does not count. */
void lk_buf_add(struct lk_buf *b, struct lk_str s)
{
    size_t n = reserve(b, s.n);
    if (n)
        memcpy(b->p + b->n, s.p, n);
    advance(b, n);
}

/* Appends a C string. */
void lk_buf_addz(struct lk_buf *b, const char *text)
{
    lk_buf_add(b, lk_str_of(text));
}

/* Appends one byte, NUL included. */
void lk_buf_addc(struct lk_buf *b, char c)
{
    lk_buf_add(b, (struct lk_str){&c, 1});
}

/* As printf; LK_PRI and LK_ARG print texts without NUL. */
void lk_buf_addf(struct lk_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(b, fmt, ap);
    va_end(ap);
}

/* The arguments are used up. */
void lk_buf_addv(struct lk_buf *b, const char *fmt, va_list ap)
{
    /* most texts are short: formatted once on the stack, twice only when they are longer */
    char small[256];
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    if (n < 0)
        lk_oom();
    if ((size_t)n < sizeof small) {
        lk_buf_add(b, (struct lk_str){small, (size_t)n});
    } else {
        char *text = lk_vformat(fmt, again);
        lk_buf_add(b, (struct lk_str){text, (size_t)n});
        free(text);
    }
    va_end(again);
}

/* Appends one byte `count` times. */
void lk_buf_fill(struct lk_buf *b, char c, size_t count)
{
    size_t n = reserve(b, count);
    memset(b->p + b->n, c, n);
    advance(b, n);
}

/* With a limit, a sequence may be cut in the middle; `failed` says so. */
void lk_buf_utf8(struct lk_buf *b, uint32_t code_point)
{
    char bytes[LK_UTF8_MAX];
    lk_buf_add(b, (struct lk_str){bytes, lk_utf8_encode(bytes, code_point)});
}

/* The text is the caller's to free; the buffer is empty afterwards. */
char *lk_buf_take(struct lk_buf *b)
{
    /* a buffer that nothing was added to still gives a text */
    reserve(b, 0);
    advance(b, 0);
    char *text = b->p;
    *b = (struct lk_buf){.limit = b->limit};
    return text;
}
