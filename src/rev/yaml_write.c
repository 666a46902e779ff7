/* YAML as people write it: short things in flow style, long ones in blocks, texts of several lines
 * as literal blocks where YAML can hold them exactly. */
#include "rev/yaml_write.h"
#include "base/utf8.h"

#define WIDTH 100

/* Less than YAML allows, and safe in every position. */
static bool is_plain_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || c == '.' || c == '/' || c == '-' || c == '$';
}

/* '-' and '.' may start a list, a number or a document. */
bool lk_yaml_is_safe(struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_plain_byte(s.p[i]))
            return false;
    return s.n > 0 && *s.p != '-' && *s.p != '.';
}

/* Characters that libyaml reads as they are and does not take for line ends. */
static bool is_printable(uint32_t c)
{
    return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029) ||
           (c >= 0xe000 && c <= 0xfffd && c != 0xfeff) || (c >= 0x10000 && c <= 0x10ffff);
}

/* Escapes of a double-quoted scalar. */
static void quote_one(struct lk_buf *out, uint32_t c)
{
    static const char from[] = "\"\\\n\t\r", to[] = "\"\\ntr";
    const char *p = c && c < 0x80 ? strchr(from, (int)c) : NULL;
    if (p)
        lk_buf_addf(out, "\\%c", to[p - from]);
    else if (is_printable(c))
        lk_buf_utf8(out, c);
    else if (c > 0xffff)
        lk_buf_addf(out, "\\U%08x", (unsigned)c);
    else
        lk_buf_addf(out, "\\u%04x", (unsigned)c);
}

/* What is not UTF-8 becomes U+FFFD: YAML has no bytes. */
static void quote(struct lk_buf *out, struct lk_str s)
{
    lk_buf_addc(out, '"');
    while (s.n) {
        uint32_t c;
        size_t n = lk_utf8_decode(&c, s);
        quote_one(out, n ? c : LK_UTF8_REPLACEMENT);
        s = lk_str_cut(s, n ? n : 1, s.n);
    }
    lk_buf_addc(out, '"');
}

/* A literal block holds the text exactly: no white space that editors lose, no odd characters, at
 * most one newline at the end, and a first line that shows the indentation. */
static bool is_literal(const struct lk_yaml *y)
{
    struct lk_str s = y->text;
    if (y->kind != LK_YAML_SCALAR || y->plain || !memchr(s.p ? s.p : "", '\n', s.n) ||
        strchr(" \t\n", *s.p) || (s.n > 1 && s.p[s.n - 1] == '\n' && s.p[s.n - 2] == '\n'))
        return false;
    for (char before = '\n'; s.n;) {
        uint32_t c;
        size_t n = lk_utf8_decode(&c, s);
        if (n == 0 || (c != '\n' && c != '\t' && !is_printable(c)) ||
            (c == '\t' && before == '\n') || (c == '\n' && (before == ' ' || before == '\t')))
            return false;
        before = *s.p;
        s = lk_str_cut(s, n, s.n);
    }
    return !strchr(" \t", y->text.p[y->text.n - 1]);
}

/* Never over several lines; see literal(). */
static void scalar(struct lk_buf *out, const struct lk_yaml *y)
{
    if (y->plain)
        lk_buf_add(out, y->text);
    else
        quote(out, y->text);
}

/* On one line.  False where something wants a block; the buffer's limit stops what is too long. */
static bool flow(struct lk_buf *out, const struct lk_yaml *y)
{
    if (y->kind == LK_YAML_SCALAR) {
        scalar(out, y);
        return !is_literal(y);
    }
    bool map = y->kind == LK_YAML_MAP;
    lk_buf_addc(out, map ? '{' : '[');
    for (size_t i = 0; i < y->n; i++) {
        lk_buf_addz(out, i ? ", " : "");
        if (map)
            scalar(out, y->item[2 * i]);
        lk_buf_addz(out, map ? ": " : "");
        if (!flow(out, y->item[map ? 2 * i + 1 : i]) || out->failed)
            return false;
    }
    lk_buf_addc(out, map ? '}' : ']');
    return !out->failed;
}

/* Empty lines get no indentation, so that no line ends with white space. */
static void literal(struct lk_buf *out, struct lk_str s, size_t indent)
{
    struct lk_str line;
    bool ends = s.p[s.n - 1] == '\n';
    lk_buf_addz(out, ends ? "|" : "|-");
    if (ends)
        s.n--;
    while (lk_str_split(&line, &s, '\n')) {
        lk_buf_addc(out, '\n');
        lk_buf_fill(out, ' ', line.n ? indent : 0);
        lk_buf_add(out, line);
    }
}

static void block(struct lk_buf *out, const struct lk_yaml *y, size_t indent, bool inside_list);

/* What follows "key:" or "-": on the line if it fits, else below it. */
static void value(struct lk_buf *out, const struct lk_yaml *y, size_t indent, bool inside_list)
{
    struct lk_buf line = {.limit = WIDTH - (indent < 60 ? indent : 60)};
    bool small = y->kind == LK_YAML_SCALAR || y->n == 0;
    if (small)
        line.limit = 0;
    if (is_literal(y)) {
        lk_buf_addc(out, ' ');
        literal(out, y->text, indent + 2);
    } else if (flow(&line, y) || small) {
        lk_buf_addc(out, ' ');
        lk_buf_add(out, lk_buf_str(&line));
    } else {
        block(out, y, indent + 2, inside_list);
    }
    lk_buf_clear(&line);
}

/* Entries, each on a line of its own; the first one of a list's entry stands behind its dash. */
static void block(struct lk_buf *out, const struct lk_yaml *y, size_t indent, bool inside_list)
{
    bool map = y->kind == LK_YAML_MAP;
    for (size_t i = 0; i < y->n; i++) {
        if (i == 0 && inside_list) {
            lk_buf_addc(out, ' ');
        } else {
            lk_buf_addc(out, '\n');
            lk_buf_fill(out, ' ', indent);
        }
        if (map)
            scalar(out, y->item[2 * i]);
        lk_buf_addc(out, map ? ':' : '-');
        value(out, y->item[map ? 2 * i + 1 : i], indent, !map);
    }
}

/* A list of maps at the top, such as operations, and a map there have an entry per line however
 * short they are: they are what changes. */
void lk_yaml_write(struct lk_buf *out, const struct lk_yaml *map)
{
    for (size_t i = 0; i < map->n; i++) {
        const struct lk_yaml *y = map->item[2 * i + 1];
        scalar(out, map->item[2 * i]);
        lk_buf_addc(out, ':');
        if (y->n && (y->kind == LK_YAML_MAP || y->item[0]->kind == LK_YAML_MAP))
            block(out, y, 2, false);
        else
            value(out, y, 0, false);
        lk_buf_addc(out, '\n');
    }
}
