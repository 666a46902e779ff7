/* Simple values of a header: `name [: annotation] = value` on its own, where the value is None, a
 * string without prefix and escapes, or a tuple, list or set of such strings.  Everything else is
 * left to the parser. */
#include "py/header_private.h"

/* The reader of one statement: text from pos to `to`, and the strings found so far, which live
 * in the arena. */
struct value {
    struct lk_str text;
    uint32_t pos, to;
    struct lk_arena *arena;
    struct lk_names found;
};

/* The byte at pos, 0 at the end of the statement. */
static unsigned char peek(const struct value *v)
{
    return v->pos < v->to ? (unsigned char)v->text.p[v->pos] : 0;
}

/* Passes white space, inside brackets line ends and comments too. */
static void pass_space(struct value *v, bool lines)
{
    for (;; v->pos++) {
        unsigned char c = peek(v);
        if (lines && c == '#')
            while (peek(v) && peek(v) != '\n')
                v->pos++;
        else if (c != ' ' && c != '\t' && !(lines && (c == '\n' || c == '\r')))
            return;
    }
}

/* One quoted piece: the bytes between its quotes. Three quotes of a kind open a long one. An
 * escape or a carriage return would change the value and is left to the parser, as is a string
 * without end. *pos moves behind it. */
bool lk_header_string(struct lk_str *out, struct lk_str text, uint32_t *pos, uint32_t to)
{
    uint32_t at = *pos;
    char quote = at < to ? text.p[at] : 0;
    if (quote != '"' && quote != '\'')
        return false;
    uint32_t size = at + 2 < to && text.p[at + 1] == quote && text.p[at + 2] == quote ? 3 : 1;
    uint32_t from = at + size;
    for (at = from; at + size <= to; at++) {
        char c = text.p[at];
        if (c == '\\' || c == '\r' || (c == '\n' && size == 1))
            return false;
        if (c == quote && (size == 1 || (text.p[at + 1] == quote && text.p[at + 2] == quote))) {
            *out = lk_str_cut(text, from, at);
            *pos = at + size;
            return true;
        }
    }
    return false;
}

/* One more string; the array doubles in the arena. What the smaller arrays took stays in the
 * arena; headers have few members. */
static void add(struct value *v, struct lk_str s)
{
    struct lk_names *l = &v->found;
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 2;
        struct lk_str *grown = lk_arena_array(v->arena, l->cap, sizeof *grown);
        if (l->n)
            memcpy(grown, l->v, l->n * sizeof *grown);
        l->v = grown;
    }
    l->v[l->n++] = s;
}

/* A string, then nothing that would go on with it. Strings side by side or followed by an
 * operator then fail at the caller, which expects a comma, a bracket or the end. */
static bool take_string(struct value *v, bool lines)
{
    struct lk_str s;
    if (!lk_header_string(&s, v->text, &v->pos, v->to))
        return false;
    pass_space(v, lines);
    add(v, s);
    return true;
}

/* Strings with commas between brackets; the closing one is given. *comma tells whether there was
 * one, as ("a",) is a tuple and ("a") is not. A comma behind the last is fine. */
static bool take_list(struct value *v, unsigned char closing, bool *comma)
{
    *comma = false;
    v->pos++;
    pass_space(v, true);
    while (peek(v) != closing) {
        if (!take_string(v, true))
            return false;
        if (peek(v) != ',')
            break;
        *comma = true;
        v->pos++;
        pass_space(v, true);
    }
    if (peek(v) != closing)
        return false;
    v->pos++;
    return true;
}

/* A whole word. What follows must not make it longer; pos has moved even when false is returned. */
static bool take_word(struct value *v, struct lk_str word)
{
    if (!lk_str_starts(lk_str_cut(v->text, v->pos, v->to), word))
        return false;
    v->pos += (uint32_t)word.n;
    unsigned char c = peek(v);
    return c == 0 || strchr(" \t:=#\r\n", c) != NULL;
}

/* The kind of the value at pos; COMPUTED where it is not simple.  () and [] have no members, {}
 * is a dict. An empty set cannot be written with braces, and a dict is no value of a header. */
static enum lk_py_header_kind take_value(struct value *v)
{
    bool comma;
    unsigned char open = peek(v);
    if (open == 'N')
        return take_word(v, LK_STR("None")) ? LK_PY_HEADER_NONE : LK_PY_HEADER_COMPUTED;
    if (open == '"' || open == '\'')
        return take_string(v, false) ? LK_PY_HEADER_ONE : LK_PY_HEADER_COMPUTED;
    if (open != '(' && open != '[' && open != '{')
        return LK_PY_HEADER_COMPUTED;
    if (!take_list(v, open == '(' ? ')' : open == '[' ? ']' : '}', &comma) ||
        (open == '{' && v->found.n == 0))
        return LK_PY_HEADER_COMPUTED;
    return open == '(' && v->found.n == 1 && !comma ? LK_PY_HEADER_ONE : LK_PY_HEADER_MANY;
}

/* Whether a byte may stand in a simple annotation: names, dots, brackets, | and commas. */
static bool is_annotation(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("_.[](),| \t\n\r", c));
}

/* Passes an annotation up to the = of its statement, which stands outside of brackets and
 * strings and behind no other operator. Alembic's template writes `Union[str, Sequence[str],
 * None]`; anything with a call or an operator but | is for the parser. */
static bool pass_annotation(struct value *v)
{
    int depth = 0;
    struct lk_str s;
    unsigned char last = 0;
    for (v->pos++; peek(v) && !(peek(v) == '=' && depth == 0); v->pos++) {
        unsigned char c = peek(v);
        if (c == '"' || c == '\'') {
            if (!lk_header_string(&s, v->text, &v->pos, v->to))
                return false;
            v->pos--;
        } else if (!is_annotation(c) || (c == '\n' && depth == 0)) {
            return false;
        }
        depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
        last = c == ' ' || c == '\t' ? last : c;
    }
    return peek(v) == '=' && last && !strchr("|.,", last);
}

/* The name and what stands between it and the value. `name == value` is a comparison and no
 * assignment. False leaves the reader where it was of no more use. */
static bool take_head(struct value *v, size_t which)
{
    if (!take_word(v, lk_header_names[which]))
        return false;
    pass_space(v, false);
    if (peek(v) == ':' && !pass_annotation(v))
        return false;
    if (peek(v) != '=' || (v->pos + 1 < v->to && v->text.p[v->pos + 1] == '='))
        return false;
    v->pos++;
    pass_space(v, false);
    return true;
}

/* Whether only blank lines and comments follow the value. A semicolon or anything else behind
 * the value means a second statement. */
static bool at_end(struct value *v)
{
    pass_space(v, false);
    if (peek(v) && !strchr("#\r\n", peek(v)))
        return false;
    pass_space(v, true);
    return peek(v) == 0;
}

/* Tries the statement as an assignment to each of the fields. False where it is none, or its
 * value is not simple; the parser then judges the whole text. The last assignment to a field
 * wins, as when the script is run. */
bool lk_header_value(struct lk_py_header *out, struct lk_arena *arena, struct lk_str text,
                     uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < LK_HEADER_FIELDS; i++) {
        struct value v = {.text = text, .pos = from, .to = to, .arena = arena};
        struct lk_py_header_field *f = lk_header_field(out, i);
        if (!take_head(&v, i))
            continue;
        uint32_t start = v.pos;
        enum lk_py_header_kind kind = take_value(&v);
        uint32_t end = v.pos;
        if (kind == LK_PY_HEADER_COMPUTED || !at_end(&v))
            return false;
        *f = (struct lk_py_header_field){kind, v.found, start, end};
        return true;
    }
    return false;
}
