/* The table of source texts.  Line starts are found once, when a text is added. */
#include "base/source.h"
#include "base/utf8.h"
#include <stdlib.h>

/* Longer lines are shown as a window of this many code points. */
#define SHOWN 160u

/* Where the lines of a text begin. */
struct lines {
    uint32_t *v;           /* offsets where lines start; the first is 0 */
    size_t n, cap;
};

/* One text; name and text belong to the table's arena. */
struct source {
    struct lk_str name, text;
    struct lines lines;
};

/* Numbers are places in the array plus one, so that 0 is no source. */
struct lk_sources {
    struct source *v;
    size_t n, cap;
    struct lk_arena *arena;
};

/* An empty table; the caller frees it. */
struct lk_sources *lk_sources_new(void)
{
    struct lk_sources *t = lk_zalloc(1, sizeof *t);
    t->arena = lk_arena_new();
    return t;
}

/* All texts and names go with it; NULL is allowed. */
void lk_sources_free(struct lk_sources *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->n; i++)
        free(t->v[i].lines.v);
    free(t->v);
    lk_arena_free(t->arena);
    free(t);
}

/* A line ends with \n, \r\n or \r, as for Python.  Once for each text, as messages ask for lines
 * later. */
static void find_lines(struct lines *lines, struct lk_str text)
{
    *LK_PUSH(lines) = 0;
    for (size_t i = 0; i < text.n; i++) {
        char next = i + 1 < text.n ? text.p[i + 1] : '\0';
        if (text.p[i] == '\n' || (text.p[i] == '\r' && next != '\n'))
            *LK_PUSH(lines) = (uint32_t)(i + 1);
    }
}

/* Name and text are copied; the number stays valid for the life of the table. */
uint32_t lk_sources_add(struct lk_sources *t, struct lk_str name, struct lk_str text)
{
    if (text.n >= UINT32_MAX)
        lk_oom();
    struct source *s = LK_PUSH(t);
    *s = (struct source){lk_arena_str(t->arena, name), lk_arena_str(t->arena, text), {0}};
    find_lines(&s->lines, s->text);
    return (uint32_t)t->n;
}

/* The source of a number, or NULL for 0 and for numbers that were never given. */
static const struct source *source_at(const struct lk_sources *t, uint32_t source)
{
    return t && source && source <= t->n ? &t->v[source - 1] : NULL;
}

/* Empty for a number that was never given. */
struct lk_str lk_sources_text(const struct lk_sources *t, uint32_t source)
{
    const struct source *s = source_at(t, source);
    return s ? s->text : LK_STR("");
}

/* The name that messages show: mostly a path. */
struct lk_str lk_sources_name(const struct lk_sources *t, uint32_t source)
{
    const struct source *s = source_at(t, source);
    return s ? s->name : LK_STR("");
}

/* Index of the line that offset is on.  The last start that is not behind the offset. */
static size_t line_of(const struct lines *lines, uint32_t offset)
{
    size_t low = 0, high = lines->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->v[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The line's text without its end. */
static struct lk_str line_text(const struct source *s, size_t line)
{
    size_t to = line + 1 < s->lines.n ? s->lines.v[line + 1] : s->text.n;
    struct lk_str text = lk_str_cut(s->text, s->lines.v[line], to);
    while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
        text.n--;
    return text;
}

/* Columns count code points from 1, as CPython's messages and editors do. */
static uint32_t column_at(struct lk_str line, size_t offset)
{
    return (uint32_t)lk_utf8_count(lk_str_cut(line, 0, offset < line.n ? offset : line.n)) + 1;
}

/* A span over several lines is shown on its first one. Lines and columns count from 1. */
bool lk_sources_place(struct lk_place *out, const struct lk_sources *t, struct lk_span span)
{
    const struct source *s = source_at(t, span.source);
    if (!s)
        return false;
    /* a span at the very end (unexpected end of file) stands behind the last character */
    uint32_t from = span.from < s->text.n ? span.from : (uint32_t)s->text.n;
    size_t line = line_of(&s->lines, from);
    uint32_t start = s->lines.v[line];
    *out = (struct lk_place){s->name, (uint32_t)line + 1, 0, line_text(s, line), 0};
    out->column = column_at(out->text, from - start);
    out->to_column = span.to > from ? column_at(out->text, span.to - start) : 0;
    if (out->to_column <= out->column)
        out->to_column = out->column + 1;
    return true;
}

/* Byte offset of the code point number `count` (from 0), at most text.n. */
static size_t offset_of(struct lk_str text, size_t count)
{
    size_t at = 0;
    for (uint32_t c; count > 0 && at < text.n; count--) {
        size_t n = lk_utf8_decode(&c, lk_str_cut(text, at, text.n));
        at += n ? n : 1;
    }
    return at;
}

/* Cuts a long line to the window around its column.  A minified line must not fill the terminal. */
static void cut_window(struct lk_place *p)
{
    size_t from = p->column > SHOWN / 2 ? p->column - SHOWN / 2 : 0;
    size_t start = offset_of(p->text, from);
    struct lk_str rest = lk_str_cut(p->text, start, p->text.n);
    p->text = lk_str_cut(rest, 0, offset_of(rest, SHOWN));
    p->column -= (uint32_t)from;
    p->to_column -= (uint32_t)from;
    if (p->to_column > SHOWN)
        p->to_column = p->column < SHOWN ? SHOWN : p->column + 1;
}

/* Spaces, and tabs where the line has tabs, so that the caret stands below its character. */
static void add_margin(struct lk_buf *out, const struct lk_place *p)
{
    size_t end = offset_of(p->text, p->column - 1);
    for (size_t at = 0; at < end;) {
        uint32_t c;
        size_t n = lk_utf8_decode(&c, lk_str_cut(p->text, at, end));
        lk_buf_addc(out, p->text.p[at] == '\t' ? '\t' : ' ');
        at += n ? n : 1;
    }
}

/* Nothing is shown for a span without source. */
void lk_sources_show(struct lk_buf *out, const struct lk_sources *t, struct lk_span span)
{
    struct lk_place p;
    if (!lk_sources_place(&p, t, span))
        return;
    lk_buf_addf(out, "  " LK_PRI ":%u:%u\n", LK_ARG(p.file), (unsigned)p.line, (unsigned)p.column);
    if (p.text.n == 0)
        return;
    if (p.text.n > SHOWN)
        cut_window(&p);
    lk_buf_addf(out, "    " LK_PRI "\n    ", LK_ARG(p.text));
    add_margin(out, &p);
    lk_buf_fill(out, '^', p.to_column - p.column);
    lk_buf_addc(out, '\n');
}
