/* Skimming a script for its header.
 *
 *  * The text is cut into statements of module level by their first line standing at column 0;
 * strings, comments and brackets are passed over, nothing else is looked at inside of functions
 * and classes. A statement that mentions a field's name is read as a simple assignment.
 * Whatever the skimmer does not understand (another statement with such a name, an f-string with
 * quotes in its fields, a backslash in a value, unbalanced brackets) sends the whole text to the
 * parser. */
#include "py/header_private.h"
#include "base/utf8.h"

/* The fields of a revision script, in the order of lk_header_field. */
const struct lk_str lk_header_names[LK_HEADER_FIELDS] = {
    LK_STR_INIT("revision"), LK_STR_INIT("down_revision"), LK_STR_INIT("branch_labels"),
    LK_STR_INIT("depends_on")};

/* The field of a header by its number, so that all four can be treated in loops. */
struct lk_py_header_field *lk_header_field(struct lk_py_header *h, size_t which)
{
    struct lk_py_header_field *const fields[] = {&h->revision, &h->down_revision,
                                                 &h->branch_labels, &h->depends_on};
    return fields[which];
}

/* A byte of a name; all that is not ASCII counts, since it may be part of one. */
static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c > 127;
}

/* Whether the word stands somewhere in the text as a whole word. */
static bool has_word(struct lk_str text, struct lk_str word)
{
    for (size_t at = 0; at + word.n <= text.n; at++) {
        const char *p = memmem(text.p + at, text.n - at, word.p, word.n);
        if (!p)
            return false;
        at = (size_t)(p - text.p);
        bool before = at > 0 && is_word(text.p[at - 1]);
        bool after = at + word.n < text.n && is_word(text.p[at + word.n]);
        if (!before && !after)
            return true;
    }
    return false;
}

/* A mention is enough for a second look; strings and comments with the word cost no more than
 * that. */
size_t lk_header_mentions(struct lk_str text, size_t from)
{
    while (from < LK_HEADER_FIELDS && !has_word(text, lk_header_names[from]))
        from++;
    return from;
}

/* As Alembic 1.19: strip(), then what is before the first blank line. The date is on the line
 * that Alembic's template writes, if it is there; nothing is made of its text here. */
void lk_header_set_doc(struct lk_py_header *h, struct lk_str doc)
{
    h->doc = lk_str_trim(doc);
    ptrdiff_t end = lk_str_find(h->doc, LK_STR("\n\n"), 0);
    h->message = end < 0 ? h->doc : lk_str_cut(h->doc, 0, (size_t)end);
    struct lk_str rest = h->doc, line;
    while (lk_str_split(&line, &rest, '\n')) {
        struct lk_str label = LK_STR("Create Date:");
        line = lk_str_trim(line);
        if (lk_str_starts(line, label)) {
            h->create_date = lk_str_trim(lk_str_cut(line, label.n, line.n));
            return;
        }
    }
}

/* Every field that the statement's text mentions. The value is then known only by running the
 * script; the extent is kept for messages. */
void lk_header_set_computed(struct lk_py_header *h, struct lk_str statement, uint32_t from)
{
    for (size_t i = 0; (i = lk_header_mentions(statement, i)) < LK_HEADER_FIELDS; i++) {
        struct lk_py_header_field *f = lk_header_field(h, i);
        *f = (struct lk_py_header_field){LK_PY_HEADER_COMPUTED, {0}, from,
                                         from + (uint32_t)statement.n};
    }
}

struct skim {
    struct lk_str text;
    uint32_t pos;
    bool lost;                 /* what was met needs the parser */
};

/* What a byte can mean outside of strings and comments; most mean nothing. */
enum { PLAIN, NEWLINE, QUOTE, COMMENT, OPEN, CLOSE, BACKSLASH, RETURN };
static const uint8_t classes[256] = {
    ['\n'] = NEWLINE, ['\r'] = RETURN, ['"'] = QUOTE, ['\''] = QUOTE, ['#'] = COMMENT,
    ['('] = OPEN,     ['['] = OPEN,    ['{'] = OPEN,  [')'] = CLOSE,  [']'] = CLOSE,
    ['}'] = CLOSE,    ['\\'] = BACKSLASH};

/* The byte at an offset, 0 behind the end, so that looking ahead needs no bounds; texts with a 0
 * in them are not skimmed. */
static unsigned char byte_at(const struct skim *s, size_t at)
{
    return at < s->text.n ? (unsigned char)s->text.p[at] : 0;
}

/* Whether the quote at pos opens an f-string: one or two letters before it, one of them an f. */
static bool is_format(const struct skim *s)
{
    size_t at = s->pos;
    bool format = false;
    while (at > 0 && s->pos - at < 3 && is_word(s->text.p[at - 1])) {
        at--;
        format |= (s->text.p[at] | 0x20) == 'f';
    }
    return format && s->pos - at < 3;
}

/* Passes a string; pos is at its first quote.  In an f-string braces are counted, and a closing
 * quote inside of them is for the parser to judge. */
static void pass_string(struct skim *s)
{
    unsigned char quote = byte_at(s, s->pos);
    bool format = is_format(s);
    uint32_t size = byte_at(s, s->pos + 1u) == quote && byte_at(s, s->pos + 2u) == quote ? 3 : 1;
    int depth = 0;
    for (s->pos += size; s->pos < s->text.n; s->pos++) {
        unsigned char c = byte_at(s, s->pos);
        bool end = c == quote && (size == 1 || (byte_at(s, s->pos + 1u) == quote &&
                                                byte_at(s, s->pos + 2u) == quote));
        if (end && depth == 0) {
            s->pos += size;
            return;
        }
        if (c == '\\')
            s->pos += byte_at(s, s->pos + 1u) == '\r' ? 2 : 1;
        else if (format && c == '{' && depth == 0 && byte_at(s, s->pos + 1u) == '{')
            s->pos++;
        else if (format && (c == '{' || (c == '}' && depth > 0)))
            depth += c == '{' ? 1 : -1;
        else if ((c == '\n' && size == 1) || (depth > 0 && (c == '"' || c == '\'')))
            break;
    }
    s->lost = true;
}

/* To the end of its line, which is left. */
static void pass_comment(struct skim *s)
{
    const char *end = memchr(s->text.p + s->pos, '\n', s->text.n - s->pos);
    s->pos = end ? (uint32_t)(end - s->text.p) : (uint32_t)s->text.n;
}

/* Passes one logical line with its end. Line ends inside brackets, and those behind a backslash,
 * do not end it. A lone carriage return, which Python also takes for a line end, is left to the
 * parser. */
static void pass_line(struct skim *s)
{
    int depth = 0;
    while (s->pos < s->text.n && !s->lost) {
        switch (classes[byte_at(s, s->pos)]) {
        case NEWLINE:
            s->pos++;
            if (depth == 0)
                return;
            continue;
        case QUOTE:
            pass_string(s);
            continue;
        case COMMENT:
            pass_comment(s);
            continue;
        case OPEN:
            depth++;
            break;
        case CLOSE:
            s->lost = --depth < 0;
            break;
        case BACKSLASH:
            s->pos += byte_at(s, s->pos + 1u) == '\r' ? 2 : 1;
            break;
        case RETURN:
            s->lost = byte_at(s, s->pos + 1u) != '\n';
            break;
        }
        s->pos++;
    }
    s->lost |= depth != 0 || s->pos > s->text.n;
}

/* A line, or the rest of one, with nothing but white space and a comment. */
static bool is_blank(const struct skim *s, uint32_t at)
{
    while (byte_at(s, at) == ' ' || byte_at(s, at) == '\t' || byte_at(s, at) == '\f')
        at++;
    unsigned char c = byte_at(s, at);
    return c == 0 || c == '\n' || c == '\r' || c == '#';
}

/* Whether the line belongs to the block above it. */
static bool is_indented(const struct skim *s)
{
    unsigned char c = byte_at(s, s->pos);
    return c == ' ' || c == '\t' || c == '\f';
}

/* A statement of module level with its block, if it has one, as bytes of the text. */
struct extent {
    uint32_t from, to;
};

/* The next one; blank lines and comments behind it are not part of it.  False at the end. */
static bool next_statement(struct skim *s, struct extent *out)
{
    while (s->pos < s->text.n && !s->lost && is_blank(s, s->pos))
        pass_line(s);
    if (s->pos >= s->text.n || s->lost)
        return false;
    out->from = s->pos;
    s->lost = is_indented(s) || byte_at(s, s->pos) == '\\';
    do {
        bool blank = is_blank(s, s->pos);
        pass_line(s);
        out->to = blank ? out->to : s->pos;
    } while (s->pos < s->text.n && !s->lost && (is_indented(s) || is_blank(s, s->pos)));
    return !s->lost;
}

/* Whether a statement begins with that word, whole. */
static bool begins_with(struct lk_str s, const char *word)
{
    size_t n = strlen(word);
    return s.n > n && memcmp(s.p, word, n) == 0 && !is_word(s.p[n]);
}

/* Functions and classes bind their own name only; what is in them is of no concern. */
static bool is_definition(struct lk_str s)
{
    return begins_with(s, "def") || begins_with(s, "class") || begins_with(s, "async");
}

/* It may bind anything. A name of the header could come from there, and the parser has to
 * decide. */
static bool is_star_import(struct lk_str s)
{
    if (!begins_with(s, "from"))
        return false;
    ptrdiff_t at = lk_str_find(s, LK_STR("import"), 0);
    return at >= 0 && memchr(s.p + at, '*', s.n - (size_t)at) != NULL;
}

/* The name that a definition binds is on its first line. */
static struct lk_str first_line(struct lk_str s)
{
    const char *end = memchr(s.p, '(', s.n), *colon = memchr(s.p, ':', s.n);
    if (colon && (!end || colon < end))
        end = colon;
    return end ? lk_str_cut(s, 0, (size_t)(end - s.p)) : s;
}

/* Whether a string begins at `from`, prefix included; it may be in brackets. Prefixes of any
 * case; what begins with a bracket may be a docstring in brackets. */
static bool is_string(const struct skim *s, uint32_t from)
{
    uint32_t at = from;
    while (at < from + 2 && byte_at(s, at) && strchr("rRuUbBfF", byte_at(s, at)))
        at++;
    return byte_at(s, at) == '"' || byte_at(s, at) == '\'' || byte_at(s, at) == '(';
}

/* A docstring in simple form, alone on its line; false: for the parser. */
static bool take_doc(struct lk_py_header *out, const struct skim *s, struct extent e)
{
    struct lk_str doc;
    uint32_t pos = e.from;
    if (!lk_header_string(&doc, s->text, &pos, e.to) || !is_blank(s, pos))
        return false;
    lk_header_set_doc(out, doc);
    return true;
}

/* A coding line, an escape in a word that hides a name, `global`: rare, and not for skimming.
 * Such a text is rare, and the parser can afford it. */
static bool is_simple(struct lk_str text)
{
    struct lk_str head = lk_str_cut(text, 0, text.n < 200 ? text.n : 200);
    return lk_str_find(head, LK_STR("coding"), 0) < 0 && !has_word(text, LK_STR("global")) &&
           !has_word(text, LK_STR("globals")) && !memchr(text.p, 0, text.n);
}

/* One statement: the docstring, a field, or something that does not matter. False sends the text
 * to the parser. */
static bool skim_statement(struct lk_py_header *out, struct lk_arena *arena, const struct skim *s,
                           struct extent e)
{
    struct lk_str statement = lk_str_cut(s->text, e.from, e.to);
    if (is_star_import(statement))
        return false;
    if (is_definition(statement))
        statement = first_line(statement);
    if (lk_header_mentions(statement, 0) == LK_HEADER_FIELDS)
        return true;
    return lk_header_value(out, arena, s->text, e.from, e.to);
}

/* False where the parser has to look. */
static bool skim(struct lk_py_header *out, struct lk_arena *arena, struct lk_str text)
{
    struct skim s = {.text = text};
    struct extent e = {0, 0};
    if (lk_str_starts(text, LK_STR("\xEF\xBB\xBF")))
        s.pos = 3;
    for (bool first = true; next_statement(&s, &e); first = false) {
        bool doc = first && is_string(&s, e.from);
        if (doc ? !take_doc(out, &s, e) : !skim_statement(out, arena, &s, e))
            return false;
    }
    return !s.lost;
}

/* The parser gets what skimming gave up, and then the first answer is dropped. A text that is
 * not UTF-8 or does not parse is the parser's to complain about. False: err is set, with the
 * place. */
bool lk_py_header(struct lk_py_header *out, struct lk_arena *arena, struct lk_str text,
                  uint32_t source, struct lk_err *err)
{
    struct lk_str none = LK_STR("");
    struct lk_py_header empty = {.doc = none, .message = none, .create_date = none};
    *out = empty;
    if (text.n == 0)
        return true;
    if (is_simple(text) && skim(out, arena, text) && lk_utf8_valid(out->doc) == out->doc.n)
        return true;
    *out = empty;
    return lk_header_tree(out, arena, text, source, err);
}
