/* The error object.  Shows nothing by itself: cli and the report of run do. */
#include "base/err.h"
#include <stdlib.h>

/* A row of errors.def; its index is the code. */
struct code_row {
    const char *name, *doc;
    int status;
};

static const struct code_row codes[LK_E_COUNT] = {
    [LK_E_NONE] = {"NONE", "no error", 0},
#define LK_ERROR(code, status, doc) [LK_E_##code] = {#code, doc, status},
#include "base/errors.def"
#undef LK_ERROR
};

/* The exit status of the process for this error. */
int lk_err_status(enum lk_code code)
{
    return codes[code].status;
}

/* The name in capitals, as the table has it. */
const char *lk_err_name(enum lk_code code)
{
    return codes[code].name;
}

/* One line about the class of errors, for the manual and for errors without a message. */
const char *lk_err_doc(enum lk_code code)
{
    return codes[code].doc;
}

/* The first error is the true cause; later ones do not overwrite it. */
LK_PRINTF(3, 0)
/* Without an error object the caller only wants to know whether it went well. */
static void set(struct lk_err *e, enum lk_code code, const char *fmt, va_list ap)
{
    if (!e || lk_err_is_set(e))
        return;
    e->code = code;
    e->message = lk_vformat(fmt, ap);
}

/* Always false, so that a function can return it. */
bool lk_fail(struct lk_err *e, enum lk_code code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    set(e, code, fmt, ap);
    va_end(ap);
    return false;
}

/* As lk_fail(), with the place; an error that was set before keeps its own. */
bool lk_fail_at(struct lk_err *e, enum lk_code code, struct lk_span span, const char *fmt, ...)
{
    va_list ap;
    bool first = e && !lk_err_is_set(e);
    va_start(ap, fmt);
    set(e, code, fmt, ap);
    va_end(ap);
    if (first)
        e->span = span;
    return false;
}

/* Appends a formatted line to a text of the error. */
LK_PRINTF(2, 0)
/* Several hints or details become several lines. */
static void append(char **text, const char *fmt, va_list ap)
{
    char *more = lk_vformat(fmt, ap);
    char *both = *text ? lk_format("%s\n%s", *text, more) : NULL;
    if (both) {
        free(*text);
        free(more);
    }
    *text = both ? both : more;
}

/* What the reader can do about it. Always false, like the others that add to an error. */
bool lk_err_hint(struct lk_err *e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (e)
        append(&e->hint, fmt, ap);
    va_end(ap);
    return false;
}

/* What somebody else said: the server, a traceback, a list of files. */
bool lk_err_detail(struct lk_err *e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (e)
        append(&e->detail, fmt, ap);
    va_end(ap);
    return false;
}

/* Gives a place to an error that has none yet: the innermost place is the best one. */
bool lk_err_at(struct lk_err *e, struct lk_span span)
{
    if (e && e->span.source == 0)
        e->span = span;
    return false;
}

/* The callers' context is put in front as an error travels up. */
bool lk_err_prefix(struct lk_err *e, const char *fmt, ...)
{
    if (!e || !e->message)
        return false;
    va_list ap;
    va_start(ap, fmt);
    char *prefix = lk_vformat(fmt, ap);
    va_end(ap);
    char *message = lk_format("%s: %s", prefix, e->message);
    free(prefix);
    free(e->message);
    e->message = message;
    return false;
}

/* Empties `from` in either case, so that nobody frees its texts twice. */
void lk_err_move(struct lk_err *to, struct lk_err *from)
{
    /* the older error is the cause; the newer one is let go */
    if (!to || lk_err_is_set(to)) {
        lk_err_clear(from);
        return;
    }
    lk_err_clear(to);
    *to = *from;
    *from = (struct lk_err){0};
}

/* The object can be used again; clearing an empty one does nothing. */
void lk_err_clear(struct lk_err *e)
{
    free(e->message);
    free(e->hint);
    free(e->detail);
    *e = (struct lk_err){0};
}

/* Each line of text behind a prefix.  An absent text shows nothing. */
static void show_lines(struct lk_buf *out, const char *prefix, const char *text)
{
    struct lk_str line, rest = lk_str_of(text);
    while (text && lk_str_split(&line, &rest, '\n'))
        lk_buf_addf(out, "%s" LK_PRI "\n", prefix, LK_ARG(line));
}

/* Sources may be NULL, and then no line of the text is shown. */
void lk_err_show(struct lk_buf *out, const struct lk_err *e, const struct lk_sources *sources)
{
    lk_buf_addf(out, "error: %s", e->message ? e->message : lk_err_doc(e->code));
    /* place, then what the database or the traceback says, then the way out */
    if (e->sqlstate[0])
        lk_buf_addf(out, " (SQLSTATE %s)", e->sqlstate);
    lk_buf_addc(out, '\n');
    lk_sources_show(out, sources, e->span);
    show_lines(out, "  ", e->detail);
    show_lines(out, "hint: ", e->hint);
}
