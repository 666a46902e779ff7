/* A growing text buffer.  With a limit, what goes past it is dropped and `failed` is set, to be
 * checked once at the end.  The content is always NUL-terminated after the first append. */
#ifndef LK_BASE_BUF_H
#define LK_BASE_BUF_H

#include "base/mem.h"

struct lk_buf {
    char *p;
    size_t n, cap;
    size_t limit;      /* bytes; 0 is none */
    bool failed;
};

void lk_buf_clear(struct lk_buf *);                    /* frees; the buffer may be used again */
void lk_buf_add(struct lk_buf *, struct lk_str);
void lk_buf_addz(struct lk_buf *, const char *text);
void lk_buf_addc(struct lk_buf *, char c);
void lk_buf_addf(struct lk_buf *, const char *fmt, ...) LK_PRINTF(2, 3);
void lk_buf_addv(struct lk_buf *, const char *fmt, va_list ap) LK_PRINTF(2, 0);
void lk_buf_fill(struct lk_buf *, char c, size_t count);
void lk_buf_utf8(struct lk_buf *, uint32_t code_point);
/* Appends text as a JSON string, quotes included; bytes that are not UTF-8 become U+FFFD. */
void lk_buf_json(struct lk_buf *, struct lk_str);
static inline struct lk_str lk_buf_str(const struct lk_buf *b)
{
    return (struct lk_str){b->p ? b->p : "", b->n};
}
/* Gives the content away: NUL-terminated, the caller frees it; the buffer is empty afterwards. */
char *lk_buf_take(struct lk_buf *);

#endif
