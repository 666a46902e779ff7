/* JSON for module json: a strict reader and a writer, with the options and messages of Python's. */
#include "mods/std.h"

#include <math.h>
enum { OBJECT_HOOK, PARSE_FLOAT, PARSE_INT, PARSE_CONSTANT, PAIRS_HOOK };

struct reader {
    struct lk_vm *vm;
    struct lk_str s; /* the document */
    size_t i; /* the byte at hand */
    const struct lk_value *option; /* of the five above; None where not given */
    bool strict; /* no control characters in strings */
    struct lk_value fail;          /* called with message, document, position */
    struct lk_value document; /* the same as a value, for the error */
};

/* Raises JSONDecodeError through the module's function; positions count code points. */
static bool bad(struct reader *r, const char *what, size_t at)
{
    int64_t point = 0;
    for (size_t i = 0; i < at; i++)
        point += ((unsigned char)r->s.p[i] & 0xc0) != 0x80;
    struct lk_value v[3] = {lk_new_strz(r->vm, what), r->document, lk_int(point)}, none;
    if (lk_vm_callv(&none, r->vm, r->fail, v, 3))
        lk_raise(r->vm, LK_EXC_ValueError, "%s", what);
    return false;
}

/* Only the four blanks of RFC 8259; a NUL, which strchr() would find, is no blank. */
static void skip_space(struct reader *r)
{
    while (r->i < r->s.n && strchr(" \t\n\r", r->s.p[r->i]) && r->s.p[r->i])
        r->i++;
}

/* The byte at hand, or NUL at the end; which no caller asks for. */
static char peek(const struct reader *r) { return r->i < r->s.n ? r->s.p[r->i] : '\0'; }

/* Four hexadecimal digits at `at`, or -1. */
static int32_t hex4(const struct reader *r, size_t at)
{
    int32_t v = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = i < r->s.n ? r->s.p[i] : 'x', low = (char)(c | 32);
        if (c >= '0' && c <= '9')
            v = v * 16 + (c - '0');
        else if (low >= 'a' && low <= 'f')
            v = v * 16 + (low - 'a' + 10);
        else
            return -1;
    }
    return v;
}

/* A surrogate that stands alone is kept in the three bytes that UTF-8 would give it, since
 * json.loads() accepts one and a script may write it out again. */
static void put_point(struct lk_buf *b, uint32_t c)
{
    if (c >= 0xd800 && c < 0xe000) {
        char lone[3] = {(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 63)),
                        (char)(0x80 | (c & 63))};
        lk_buf_add(b, (struct lk_str){lone, 3});
    } else
        lk_buf_utf8(b, c);
}

/* The four digits behind \u. A high surrogate directly followed by a low one makes a single
 * character; any other stays as it is, as in CPython. */
static bool read_unicode(struct lk_buf *b, struct reader *r)
{
    int32_t high = hex4(r, r->i + 1), low;
    if (high < 0) /* fewer than four digits */
        return bad(r, "Invalid \\uXXXX escape", r->i);
    r->i += 5;
    if (high >= 0xd800 && high < 0xdc00 && peek(r) == '\\' && r->i + 1 < r->s.n &&
        r->s.p[r->i + 1] == 'u' && (low = hex4(r, r->i + 2)) >= 0xdc00 && low < 0xe000) {
        high = 0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff));
        r->i += 6;
    }
    put_point(b, (uint32_t)high);
    return true;
}

/* What follows a backslash; `start` is where the string began, for the message. */
static bool read_escape(struct lk_buf *b, struct reader *r, size_t start)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = peek(r);
    if (r->i >= r->s.n)
        return bad(r, "Unterminated string starting at", start);
    if (c == 'u')
        return read_unicode(b, r);
    const char *at = c ? strchr(from, c) : NULL;
    if (!at)
        return bad(r, "Invalid \\escape", r->i - 1);
    lk_buf_addc(b, to[at - from]);
    r->i++;
    return true;
}

/* A string; r->i is behind the opening quote. */
static bool read_text(struct lk_value *out, struct reader *r)
{
    struct lk_buf b = {0};
    size_t start = r->i - 1;
    for (;;) {
        size_t i = r->i;
        while (i < r->s.n && r->s.p[i] != '"' && r->s.p[i] != '\\' &&
               ((unsigned char)r->s.p[i] >= 32 || !r->strict))
            i++;
        lk_buf_add(&b, lk_str_cut(r->s, r->i, i));
        r->i = i;
        char c = peek(r);
        bool good = true;
        if (i < r->s.n && c == '"') {
            r->i++;
            *out = lk_new_buf(r->vm, &b);
            return true;
        }
        if (i >= r->s.n)
            good = bad(r, "Unterminated string starting at", start);
        else if (c != '\\')
            good = bad(r, "Invalid control character at", i);
        r->i++;
        if (!good || !read_escape(&b, r, start)) {
            lk_buf_clear(&b);
            return false;
        }
    }
}

/* Behind the digits that start at `i`. */
static size_t digits(const struct reader *r, size_t i)
{
    while (i < r->s.n && r->s.p[i] >= '0' && r->s.p[i] <= '9')
        i++;
    return i;
}

/* Behind the integer part: a fraction, an exponent; each only when it is whole. */
static size_t number_end(const struct reader *r, size_t i)
{
    size_t j = i;
    if (i < r->s.n && r->s.p[i] == '.' && digits(r, i + 1) > i + 1)
        j = i = digits(r, i + 1);
    if (i < r->s.n && (r->s.p[i] | 32) == 'e') {
        i++;
        if (i < r->s.n && (r->s.p[i] == '+' || r->s.p[i] == '-'))
            i++;
        if (digits(r, i) > i)
            j = digits(r, i);
    }
    return j;
}

/* parse_float and parse_int take the number's text; without one float and int are called. */
static bool by_parser(struct lk_value *out, struct reader *r, int which, struct lk_str text)
{
    struct lk_value fn = r->option[which], v = lk_new_str(r->vm, text);
    if (lk_is_none(fn))
        fn = lk_native_class(r->vm, which == PARSE_FLOAT ? &lk_type_float : &lk_type_int);
    return lk_vm_callv(out, r->vm, fn, &v, 1);
}

/* A leading zero ends the integer part, so that "01" is 0 and then extra data. Up to 18 digits
 * fit an int64_t; longer ones go through int(), which makes a big integer. */
static bool read_number(struct lk_value *out, struct reader *r)
{
    size_t start = r->i, i = r->i + (peek(r) == '-');
    size_t whole = i < r->s.n && r->s.p[i] == '0' ? i + 1 : digits(r, i);
    if (whole == i) /* no digit at all */
        return bad(r, "Expecting value", start);
    size_t end = number_end(r, whole);
    struct lk_str text = lk_str_cut(r->s, start, end);
    r->i = end;
    if (end > whole) /* a fraction or an exponent */
        return by_parser(out, r, PARSE_FLOAT, text);
    if (!lk_is_none(r->option[PARSE_INT]) || text.n > 18)
        return by_parser(out, r, PARSE_INT, text);
    *out = lk_int(strtoll(text.p, NULL, 10));
    return true;
}

static bool read_value(struct lk_value *out, struct reader *r);

/* The list is on the stack before its items are read, so that it outlives a collection. */
static bool read_array(struct lk_value *out, struct reader *r)
{
    struct lk_value list = lk_new_list(r->vm, NULL, 0), item;
    lk_push(r->vm, list);
    *out = list;
    r->i++;
    skip_space(r);
    if (peek(r) == ']')
        return r->i++, true;
    for (;;) {
        if (!read_value(&item, r) || !lk_list_append(r->vm, list, item))
            return false;
        skip_space(r);
        if (peek(r) == ']')
            return r->i++, true;
        if (peek(r) != ',')
            return bad(r, "Expecting ',' delimiter", r->i);
        r->i++;
        skip_space(r);
    }
}

/* A member; with pairs_hook they are collected as a list of pairs. */
static bool read_member(struct reader *r, struct lk_value into)
{
    struct lk_value pair[2];
    if (peek(r) != '"')
        return bad(r, "Expecting property name enclosed in double quotes", r->i);
    r->i++;
    if (!read_text(&pair[0], r))
        return false;
    lk_push(r->vm, pair[0]);
    skip_space(r);
    if (peek(r) != ':')
        return bad(r, "Expecting ':' delimiter", r->i);
    r->i++;
    skip_space(r);
    if (!read_value(&pair[1], r))
        return false;
    lk_push(r->vm, pair[1]);
    return lk_is(into, LK_T_DICT)
               ? lk_dict_set(r->vm, into, pair[0], pair[1])
               : lk_list_append(r->vm, into, lk_new_tuple(r->vm, pair, 2));
}

/* A key that comes twice has its last value; object_pairs_hook wins over object_hook and gets
 * the pairs, repeated ones too. */
static bool read_object(struct lk_value *out, struct reader *r)
{
    bool pairs = !lk_is_none(r->option[PAIRS_HOOK]); /* a list instead of a dict */
    struct lk_value into = pairs ? lk_new_list(r->vm, NULL, 0) : lk_new_dict(r->vm);
    lk_push(r->vm, into);
    *out = into;
    r->i++;
    skip_space(r);
    bool more = peek(r) != '}';
    while (more) {
        struct lk_value *mark = lk_stack_mark(r->vm);
        if (!read_member(r, into))
            return false;
        lk_stack_cut(r->vm, mark);
        skip_space(r);
        more = peek(r) == ','; /* a comma promises another */
        if (!more && peek(r) != '}')
            return bad(r, "Expecting ',' delimiter", r->i);
        if (more) {
            r->i++;
            skip_space(r);
        }
    }
    r->i++;
    struct lk_value hook = r->option[pairs ? PAIRS_HOOK : OBJECT_HOOK];
    return lk_is_none(hook) || lk_vm_callv(out, r->vm, hook, &into, 1);
}

/* NaN and the infinities are no JSON, but Python reads and writes them. */
static bool read_word(struct lk_value *out, struct reader *r)
{
    const struct { const char *word; struct lk_value v; bool constant; } words[] = {
        {"null", lk_none(), false}, {"true", lk_bool(true), false},
        {"false", lk_bool(false), false}, {"NaN", lk_float((double)NAN), true},
        {"Infinity", lk_float((double)INFINITY), true},
        {"-Infinity", lk_float(-(double)INFINITY), true},
    };
    struct lk_str rest = lk_str_cut(r->s, r->i, r->s.n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!lk_str_starts(rest, lk_str_of(words[i].word)))
            continue;
        r->i += strlen(words[i].word);
        *out = words[i].v;
        struct lk_value name = lk_new_strz(r->vm, words[i].word);
        return !words[i].constant || lk_is_none(r->option[PARSE_CONSTANT]) ||
               lk_vm_callv(out, r->vm, r->option[PARSE_CONSTANT], &name, 1);
    }
    return read_number(out, r);
}

/* One value of any kind. lk_vm_enter() bounds the nesting as CPython's recursion limit does;
 * afterwards just the value is left on the stack. */
static bool read_value(struct lk_value *out, struct reader *r)
{
    struct lk_value *mark = lk_stack_mark(r->vm);
    bool good;
    if (!lk_vm_enter(r->vm, " while decoding a JSON object from a unicode string"))
        return false;
    switch (peek(r)) {
    case '"': r->i++; good = read_text(out, r); break;
    case '[': good = read_array(out, r); break;
    case '{': good = read_object(out, r); break;
    default: good = r->i < r->s.n ? read_word(out, r) : bad(r, "Expecting value", r->i); break;
    }
    lk_vm_leave(r->vm);
    if (good) {
        lk_stack_cut(r->vm, mark);
        lk_push(r->vm, *out);
    }
    return good;
}

/* _limbeck.json_read(text: str, hooks, strict, fail) */
static bool json_read(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    struct reader r = {.vm = vm, .s = lk_text(a->v[0]), .fail = a->v[3], .document = a->v[0]};
    r.option = lk_items(&n, a->v[1]);
    if (n != 5 || !lk_vm_truth(&r.strict, vm, a->v[2])) /* std/json gives five */
        return false;
    skip_space(&r);
    if (!read_value(out, &r))
        return false;
    skip_space(&r);
    return r.i == r.s.n || bad(&r, "Extra data", r.i);
}

/* What json.dumps() was asked for, and the text so far. */
struct writer {
    struct lk_vm *vm;
    struct lk_buf out; /* what was written so far */
    struct lk_str item, key, indent; /* separators, and one level of indent= */
    struct lk_value dflt; /* default=, called for what JSON has no form for */
    bool has_indent, skip_keys, ascii, allow_nan, sort; /* options by dumps() */
    int64_t depth; /* levels to indent by */
    size_t level; /* containers in `open` */
    const struct lk_cell *open[1000];      /* containers around this value */
};

/* A UTF-16 unit as \uXXXX; characters beyond the first plane need two of them. */
static void put_unit(struct lk_buf *b, unsigned unit) { lk_buf_addf(b, "\\u%04x", unit); }

/* The code point at `p`, whose text is known to be whole; *len is its bytes. */
static uint32_t point_at(const unsigned char *p, size_t *len)
{
    *len = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    uint32_t c = *len == 1 ? p[0] : p[0] & (0x7fu >> *len);
    for (size_t i = 1; i < *len; i++)
        c = c << 6 | (p[i] & 0x3f);
    return c;
}

static void put_text(struct writer *w, struct lk_str s)
{
    static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
    size_t len;
    lk_buf_addc(&w->out, '"');
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = point_at((const unsigned char *)s.p + i, &len);
        const char *at = c && c < 128 ? strchr(from, (int)c) : NULL;
        if (at) {
            lk_buf_addc(&w->out, '\\');
            lk_buf_addc(&w->out, to[at - from]);
        } else if (c < 32 || (w->ascii && c > 126 && c < 0x10000))
            put_unit(&w->out, c); /* \u in four digits */
        else if (w->ascii && c >= 0x10000) {
            put_unit(&w->out, 0xd800 | (c - 0x10000) >> 10); /* a pair of surrogates */
            put_unit(&w->out, 0xdc00 | (c & 0x3ff));
        } else
            lk_buf_add(&w->out, lk_str_cut(s, i, i + len));
    }
    lk_buf_addc(&w->out, '"');
}

/* Floats are written by float.__repr__, so that reading gives the same number again. */
static bool put_float(struct writer *w, double d)
{
    struct lk_value text;
    if (isfinite(d)) {
        if (!lk_vm_repr(&text, w->vm, lk_float(d)))
            return false;
        lk_buf_add(&w->out, lk_text(text));
        return true;
    }
    if (!w->allow_nan)
        return lk_raise(w->vm, LK_EXC_ValueError, "Out of range float values are not JSON "
                                                  "compliant");
    lk_buf_addz(&w->out, isnan(d) ? "NaN" : d < 0 ? "-Infinity" : "Infinity");
    return true;
}

/* An int as int.__repr__ writes it, whatever its class. */
static bool put_int(struct writer *w, struct lk_value v)
{
    struct lk_value text;
    if (lk_is(v, LK_T_INT)) {
        lk_buf_addf(&w->out, "%lld", (long long)v.as.i);
        return true;
    }
    if (!lk_vm_callv(&v, w->vm, lk_native_class(w->vm, &lk_type_int), &v, 1) ||
        !lk_vm_repr(&text, w->vm, v))
        return false;
    lk_buf_add(&w->out, lk_text(text));
    return true;
}

/* False without an exception: none of null, true, numbers, texts. */
static bool put_scalar(bool *done, struct writer *w, struct lk_value v)
{
    *done = true;
    if (lk_is(v, LK_T_STR))
        return put_text(w, lk_text(v)), true;
    if (lk_is_none(v) || lk_is(v, LK_T_BOOL)) {
        lk_buf_addz(&w->out, lk_is_none(v) ? "null" : v.as.i ? "true" : "false");
        return true;
    }
    if (lk_is_int(v))
        return put_int(w, v);
    if (lk_is_float(v))
        return put_float(w, lk_float_of(v));
    *done = false;
    return true;
}

/* Without indent= everything stands on one line. */
static void new_line(struct writer *w)
{
    if (!w->has_indent)
        return;
    lk_buf_addc(&w->out, '\n');
    for (int64_t i = 0; i < w->depth; i++)
        lk_buf_add(&w->out, w->indent);
}

static bool put_value(struct writer *w, struct lk_value v);

/* Items are asked for anew each time: `default` is code of a script that may change the list. */
static bool put_array(struct writer *w, struct lk_value v)
{
    size_t n;
    lk_items(&n, v);
    lk_buf_addc(&w->out, '[');
    w->depth++;
    for (size_t i = 0; i < n; i++) {
        if (i)
            lk_buf_add(&w->out, w->item);
        new_line(w);
        if (!put_value(w, lk_items(&n, v)[i]))
            return false;
    }
    w->depth--;
    if (n)
        new_line(w);
    lk_buf_addc(&w->out, ']');
    return true;
}

/* The text of a key; *skip where it has none and skipkeys says so. */
static bool put_key(bool *skip, struct writer *w, struct lk_value key)
{
    *skip = false;
    if (lk_is(key, LK_T_STR))
        return put_text(w, lk_text(key)), true;
    bool done, plain = lk_is_none(key) || lk_is_int(key) || lk_is_float(key);
    if (plain) {
        lk_buf_addc(&w->out, '"');
        if (!put_scalar(&done, w, key))
            return false;
        lk_buf_addc(&w->out, '"');
        return true;
    }
    *skip = w->skip_keys;
    struct lk_str type = lk_type_name(w->vm, key);
    return *skip || lk_raise(w->vm, LK_EXC_TypeError, "keys must be str, int, float, bool or None, "
                             "not " LK_PRI, LK_ARG(type));
}

/* A skipped key takes back the separator that was written before it. */
static bool put_members(struct writer *w, struct lk_value items)
{
    size_t n, count = 0;
    lk_items(&n, items);
    for (size_t i = 0; i < n; i++) {
        size_t two, before = w->out.n;
        const struct lk_value *pair = lk_items(&two, lk_items(&n, items)[i]);
        bool skip;
        if (count)
            lk_buf_add(&w->out, w->item);
        new_line(w);
        if (!put_key(&skip, w, pair[0]))
            return false;
        if (skip) {
            w->out.n = before; /* with its separator */
            continue;
        }
        count++;
        lk_buf_add(&w->out, w->key);
        if (!put_value(w, pair[1]))
            return false;
    }
    w->depth--;
    if (count)
        new_line(w);
    return true;
}

/* items() is called as a method, so that a subclass of dict says what it holds. */
static bool put_object(struct writer *w, struct lk_value v)
{
    struct lk_value items, none;
    if (!lk_vm_method(&items, w->vm, v, "items", NULL, 0) || !lk_vm_list(&items, w->vm, items))
        return false;
    lk_push(w->vm, items);
    if (w->sort && !lk_vm_method(&none, w->vm, items, "sort", NULL, 0))
        return false;
    lk_buf_addc(&w->out, '{');
    w->depth++;
    if (!put_members(w, items))
        return false;
    lk_buf_addc(&w->out, '}');
    return true;
}

/* What JSON has no form for goes to `default`, and what that returns is written instead. */
static bool put_container(struct writer *w, struct lk_value v)
{
    if (lk_is(v, LK_T_DICT))
        return put_object(w, v);
    if (lk_is(v, LK_T_LIST) || lk_is(v, LK_T_TUPLE))
        return put_array(w, v);
    struct lk_value instead;
    if (!lk_vm_callv(&instead, w->vm, w->dflt, &v, 1))
        return false;
    lk_push(w->vm, instead);
    return put_value(w, instead);
}

/* One value of any kind. A container inside itself is found by looking through the open ones, of
 * which there are at most 1000. */
static bool put_value(struct writer *w, struct lk_value v)
{
    struct lk_value *mark = lk_stack_mark(w->vm);
    bool done;
    if (!put_scalar(&done, w, v))
        return false;
    if (done)
        return true;
    if (!lk_vm_enter(w->vm, " while encoding a JSON object"))
        return false;
    bool good = w->level < 1000;
    for (size_t i = 0; good && i < w->level; i++)
        if (w->open[i] == v.as.cell)
            good = lk_raise(w->vm, LK_EXC_ValueError, "Circular reference detected");
    if (good) {
        w->open[w->level++] = v.as.cell; /* until it is written */
        good = put_container(w, v);
        w->level--;
    }
    lk_vm_leave(w->vm);
    lk_stack_cut(w->vm, mark);
    return good;
}

/* _limbeck.json_write(value, texts, flags) */
static bool json_write(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *text = lk_items(&n, a->v[1]);
    struct writer *w = lk_zalloc(1, sizeof *w);
    bool *const flag[] = {&w->skip_keys, &w->ascii, &w->allow_nan, &w->sort};
    w->vm = vm;
    w->item = lk_text(text[0]);
    w->key = lk_text(text[1]);
    w->indent = lk_text(text[2]);
    w->has_indent = !lk_is_none(text[2]); /* indent=0 breaks lines, too */
    w->dflt = text[3];
    const struct lk_value *option = lk_items(&n, a->v[2]);
    bool good = true;
    for (size_t i = 0; good && i < 4; i++)
        good = lk_vm_truth(flag[i], vm, option[i]); /* any value with a truth */
    good = good && put_value(w, a->v[0]) && lk_vm_reserve(vm, w->out.n);
    if (good)
        *out = lk_new_buf(vm, &w->out);
    lk_buf_clear(&w->out);
    free(w);
    return good;
}

const struct lk_py_row lk_std_rows_json[] = {
    {"json_read(text: str, hooks, strict, fail)", json_read, LK_PY_TYPED, "the value of a text"},
    {"json_write(value, texts, flags)", json_write, 0, "the text of a value"},
    {NULL, NULL, 0, NULL},
};
