/* The % operator of str and bytes: printf-style formatting of values. */
#include "py/int.h"
#include "py/op.h"

#include <math.h>

/* One formatting: the arguments are a tuple's items, or one value, or a mapping by key. */
struct percent {
    struct lk_vm *vm;
    struct lk_value args, mapping; /* mapping EMPTY: there is none */
    size_t next;
    bool used_key, bytes;
};

/* The next positional argument. A single value counts as a tuple of one. Positions are no longer
 * available after a key was used. */
static bool next_arg(struct lk_value *out, struct percent *p)
{
    size_t n = 1;
    const struct lk_value *v = &p->args;
    if (lk_is(p->args, LK_T_TUPLE))
        v = lk_items(&n, p->args);
    /* Mixing keys and positions is an error, as in CPython. */
    if (p->used_key || p->next >= n)
        return lk_raise(p->vm, LK_EXC_TypeError, "not enough arguments for format string");
    *out = v[p->next++];
    return true;
}

/* The value for %(key)s, of any mapping, also one of a script. In bytes the key is bytes, too. */
static bool keyed_arg(struct lk_value *out, struct percent *p, struct lk_str key)
{
    if (lk_is_empty(p->mapping))
        return lk_raise(p->vm, LK_EXC_TypeError, "format requires a mapping");
    struct lk_value name = p->bytes ? lk_new_bytes(p->vm, key) : lk_new_str(p->vm, key);
    /* The key stays reachable during the look-up, which may run script code. */
    lk_push(p->vm, name);
    p->used_key = true;
    return lk_vm_getitem(out, p->vm, p->mapping, name);
}

/* A width or precision given as an argument. */
static bool star(int64_t *out, struct percent *p)
{
    struct lk_value v;
    if (!next_arg(&v, p))
        return false;
    if (!lk_is_int(v))
        return lk_raise(p->vm, LK_EXC_TypeError, "* wants int");
    return lk_vm_index(out, p->vm, v);
}

/* A negative width means left-aligned, a negative precision counts as 0. Both are bounded here
 * by the memory limit, before any padding is made. */
static bool read_stars(struct lk_percent *c, struct percent *p)
{
    if (c->star_width) {
        if (!star(&c->width, p))
            return false;
        if (c->width < 0) {
            c->left = true;
            c->width = -c->width;
        }
    }
    if (c->star_precision && !star(&c->precision, p))
        return false;
    if (c->precision < 0)
        c->precision = 0;
    return lk_afford(p->vm, (uint64_t)c->width + (uint64_t)c->precision, 4);
}

/* Pads with spaces; n is the length of s in code points, or in bytes for bytes. */
static void put_padded(struct lk_buf *b, const struct lk_percent *c, struct lk_str s, size_t n)
{
    size_t pad = c->width > 0 && (size_t)c->width > n ? (size_t)c->width - n : 0;
    if (!c->left)
        lk_buf_fill(b, ' ', pad);
    lk_buf_add(b, s);
    if (c->left)
        lk_buf_fill(b, ' ', pad);
}

/* Cuts a text to the precision and pads it. */
static void put_cut(struct lk_buf *b, const struct lk_percent *c, struct lk_str s)
{
    size_t n = lk_utf_count(s);
    if (c->has_precision && (size_t)c->precision < n) {
        n = (size_t)c->precision;
        s.n = lk_utf_offset(s, n);
    }
    put_padded(b, c, s, n);
}

/* %s, %r and %a: str(), repr() and ascii() of any value. In bytes %r and %a are ASCII. */
static bool put_text(struct lk_buf *b, struct percent *p, const struct lk_percent *c,
                     struct lk_value v)
{
    struct lk_value text;
    if (c->type == 's' ? !lk_vm_str(&text, p->vm, v) : !lk_vm_repr(&text, p->vm, v))
        return false;
    struct lk_buf plain = {0};
    /* bytes can hold no other characters. */
    bool ascii = c->type == 'a' || p->bytes;
    if (ascii)
        lk_text_escape(&plain, lk_text(text));
    put_cut(b, c, ascii ? lk_buf_str(&plain) : lk_text(text));
    lk_buf_clear(&plain);
    return true;
}

/* %c: a character or a code. */
static bool put_char(struct lk_buf *b, struct percent *p, const struct lk_percent *c,
                     struct lk_value v)
{
    char text[4];
    if (lk_is(v, LK_T_STR) && lk_str_len(v) == 1) {
        put_padded(b, c, lk_text(v), 1);
        return true;
    }
    if (!lk_is_int(v) && !(lk_is_cell(v) && !lk_is(v, LK_T_STR) && !lk_is_float(v) &&
                           !lk_is_empty(lk_class_attr(p->vm, lk_vm_type(p->vm, v), "__index__"))))
        return lk_raise(p->vm, LK_EXC_TypeError, "%%c requires int or char");
    struct lk_value code;
    if (!lk_int_index(&code, p->vm, v))
        return false;
    if (lk_is(code, LK_T_BIGINT) || code.as.i < 0 || code.as.i > 0x10ffff)
        return lk_raise(p->vm, LK_EXC_OverflowError, "%%c arg not in range(0x110000)");
    put_padded(b, c, (struct lk_str){text, lk_utf_put(text, (uint32_t)code.as.i)}, 1);
    return true;
}

/* The integer for an integer conversion: %d takes floats, cut towards zero, the bases do not. */
static bool to_int(struct lk_value *out, struct percent *p, const struct lk_percent *c,
                   struct lk_value v)
{
    struct lk_str name = lk_type_name(p->vm, v);
    bool whole = c->type == 'd' || c->type == 'i' || c->type == 'u';
    if (lk_is_int(v)) {
        *out = v;
        return true;
    }
    if (whole && lk_is_float(v))
        return lk_int_of_double(out, p->vm, lk_float_of(v));
    struct lk_value cls = lk_vm_type(p->vm, v);
    bool has = !lk_is_empty(lk_class_attr(p->vm, cls, "__index__")) ||
               (whole && !lk_is_empty(lk_class_attr(p->vm, cls, "__int__")));
    if (!lk_is(v, LK_T_STR) && has)
        return whole ? lk_int_of(out, p->vm, v) : lk_int_index(out, p->vm, v);
    return lk_raise(p->vm, LK_EXC_TypeError, "%%%c format: %s is required, not " LK_PRI,
                    (int)c->type, whole ? "a real number" : "an integer", LK_ARG(name));
}

/* Precision means at least so many digits, filled with zeros. The prefix comes only with '#'. */
static bool put_int(struct lk_buf *b, struct percent *p, const struct lk_percent *c,
                    struct lk_value v)
{
    int base = c->type == 'o' ? 8 : (c->type | 32) == 'x' ? 16 : 10;
    struct lk_buf raw = {0}, digits = {0};
    bool good = to_int(&v, p, c, v) && lk_int_digits(&raw, p->vm, v, base);
    if (good) {
        if (c->has_precision && (size_t)c->precision > raw.n)
            lk_buf_fill(&digits, '0', (size_t)c->precision - raw.n);
        for (size_t i = 0; i < raw.n; i++)
            lk_buf_addc(&digits, (char)(c->type == 'X' && raw.p[i] >= 'a' ? raw.p[i] - 32
                                                                          : raw.p[i]));
        /* Python's own prefixes: C writes a mere 0 for octal. */
        const char *prefix = base == 8 ? "0o" : c->type == 'X' ? "0X" : "0x";
        lk_percent_number(b, c, &(struct lk_pieces){lk_int_sign(v) < 0,
                                                    c->alt && base != 10 ? prefix : "",
                                                    lk_buf_str(&digits), LK_STR("")});
    }
    lk_buf_clear(&raw);
    lk_buf_clear(&digits);
    return good;
}

/* The default precision is 6, as in C. The sign goes the way of all numbers, so that zeros can
 * be padded behind it. */
static bool put_float(struct lk_buf *b, struct percent *p, const struct lk_percent *c,
                      struct lk_value v)
{
    struct lk_float_how how = {(char)c->type, c->alt, c->has_precision ? (int)c->precision : 6};
    struct lk_buf text = {0};
    double d;
    if (!lk_vm_double(&d, p->vm, v))
        return false;
    lk_float_text(&text, d, how);
    lk_percent_number(b, c, &(struct lk_pieces){signbit(d) && !isnan(d), "", lk_buf_str(&text),
                                                LK_STR("")});
    lk_buf_clear(&text);
    return true;
}

/* %s and %b of bytes. Other objects need __bytes__ in CPython; only bytes occur here. */
static bool put_bytes(struct lk_buf *b, struct percent *p, const struct lk_percent *c,
                      struct lk_value v)
{
    if (!lk_is(v, LK_T_BYTES)) {
        struct lk_str name = lk_type_name(p->vm, v);
        return lk_raise(p->vm, LK_EXC_TypeError, "%%b requires a bytes-like object, or an object "
                        "that implements __bytes__, not '" LK_PRI "'", LK_ARG(name));
    }
    struct lk_str s = lk_text(v);
    if (c->has_precision && (size_t)c->precision < s.n)
        s.n = (size_t)c->precision;
    put_padded(b, c, s, s.n);
    return true;
}

/* %c of bytes: one byte, or an int below 256. */
static bool put_byte(struct lk_buf *b, struct percent *p, const struct lk_percent *c,
                     struct lk_value v)
{
    if (lk_is(v, LK_T_BYTES) && lk_text(v).n == 1) {
        put_padded(b, c, lk_text(v), 1);
        return true;
    }
    if (!lk_is_int(v))
        return lk_raise(p->vm, LK_EXC_TypeError, "%%c requires an integer in range(256) or a "
                                                 "single byte");
    if (lk_is(v, LK_T_BIGINT) || v.as.i < 0 || v.as.i > 255)
        return lk_raise(p->vm, LK_EXC_OverflowError, "%%c arg not in range(256)");
    put_padded(b, c, (struct lk_str){(char[]){(char)v.as.i}, 1}, 1);
    return true;
}

typedef bool put(struct lk_buf *, struct percent *, const struct lk_percent *, struct lk_value);

/* Who writes a conversion; NULL for an unknown one. The same letters mean the same for str and
 * bytes, but for %s, %b and %c. */
static put *writer(uint32_t type, bool bytes)
{
    if (type == 0 || type > 127)
        return NULL;
    if (bytes && (type == 's' || type == 'b'))
        return put_bytes;
    if (strchr("sra", (int)type))
        return put_text;
    if (strchr("diuoxX", (int)type))
        return put_int;
    if (strchr("eEfFgG", (int)type))
        return put_float;
    return type != 'c' ? NULL : bytes ? put_byte : put_char;
}

/* One conversion, at *at behind its '%'; *at moves behind it. */
static bool put_one(struct lk_buf *b, struct percent *p, struct lk_str s, size_t *at)
{
    struct lk_percent c;
    struct lk_reason why;
    struct lk_value v, *mark = lk_stack_mark(p->vm);
    if (!lk_percent_parse(&c, s, at, &why))
        return lk_raise_reason(p->vm, &why);
    /* Only a bare %% is the sign itself; "%5%" is an error below. */
    bool plain = c.at > 0 && s.p[c.at - 1] == '%';
    if (c.type == '%' && plain)
        return lk_buf_addc(b, '%'), true;
    /* The key comes before the stars, so its errors do, too. */
    if (c.has_key && lk_is_empty(p->mapping))
        return lk_raise(p->vm, LK_EXC_TypeError, "format requires a mapping");
    if (c.has_key && !keyed_arg(&v, p, c.key))
        return false;
    if (!read_stars(&c, p) || (!c.has_key && !next_arg(&v, p)))
        return false;
    lk_push(p->vm, v);
    /* An unknown type is found after its argument was taken, as in CPython. */
    put *write = writer(c.type, p->bytes);
    if (!write)
        return lk_raise(p->vm, LK_EXC_ValueError, "unsupported format character '%c' (0x%x) at "
                        "index %zu", c.type >= 32 && c.type < 127 ? (int)c.type : '?', c.type,
                        lk_utf_count(lk_str_cut(s, 0, c.at)));
    bool good = write(b, p, &c, v);
    lk_stack_cut(p->vm, mark);
    /* What is written so far counts against the memory limit each time. */
    return good && lk_afford(p->vm, b->n, 1);
}

/* All of the format. Left-over arguments are an error unless a mapping was given. */
static bool run(struct lk_buf *b, struct percent *p, struct lk_str s)
{
    for (size_t i = 0; i < s.n;) {
        /* Everything up to the next sign is copied as it is. */
        const char *at = memchr(s.p + i, '%', s.n - i);
        size_t stop = at ? (size_t)(at - s.p) : s.n;
        lk_buf_add(b, lk_str_cut(s, i, stop));
        i = stop + 1;
        if (at && !put_one(b, p, s, &i))
            return false;
    }
    size_t n = 1;
    if (lk_is(p->args, LK_T_TUPLE))
        lk_items(&n, p->args);
    if (lk_is_empty(p->mapping) && p->next < n)
        return lk_raise(p->vm, LK_EXC_TypeError, "not all arguments converted during %s formatting",
                        p->bytes ? "bytes" : "string");
    return true;
}

/* A mapping is what can be indexed and is neither a tuple nor a text. A list passes as well,
 * since it can be indexed; with keys in the format its own TypeError comes. */
static bool is_mapping(struct lk_vm *vm, struct lk_value v)
{
    return lk_is_cell(v) && !lk_is(v, LK_T_TUPLE) && !lk_is(v, LK_T_STR) && !lk_is(v, LK_T_CLASS) &&
           !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), "__getitem__"));
}

/* format % args for str and bytes. A dict is both a mapping and a single value, so "%s" % {}
 * works. */
bool lk_str_percent(struct lk_value *out, struct lk_vm *vm, struct lk_value format,
                    struct lk_value args)
{
    struct percent p = {.vm = vm, .args = args, .bytes = lk_is(format, LK_T_BYTES)};
    struct lk_buf b = {0};
    p.mapping = is_mapping(vm, args) && !(p.bytes && lk_is(args, LK_T_BYTES)) ? args : lk_empty();
    if (!run(&b, &p, lk_text(format))) {
        lk_buf_clear(&b);
        return false;
    }
    return p.bytes ? lk_done_bytes(out, vm, &b) : lk_done_str(out, vm, &b);
}
