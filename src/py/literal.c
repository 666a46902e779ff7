/* What literals mean: numbers to values, escapes to characters.
 *
 * Texts gather in the parser's buffer, which is used like a stack: a literal remembers where it
 * starts and takes away what is above, so that a string inside a field of an f-string can be read
 * while the text around it waits below. */
#include "py/rules.h"
#include <stdlib.h>

#define DECIMAL_DIGITS 4300u   /* of one literal, as CPython (sys.set_int_max_str_digits) */

/* Value of a digit up to f; 99 for other bytes.  The caller compares with its base. */
static int digit_of(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* Digits that do not fit 64 bits are kept as text.  Only decimal digits are bounded: other bases
 * convert in linear time. */
static struct lk_py_expr *big_int(struct lk_parser *p, struct lk_py_expr *e, struct lk_str digits,
                                  int base)
{
    while (digits.n && *digits.p == '0')
        digits = lk_str_cut(digits, 1, digits.n);
    if (base == 10 && digits.n > DECIMAL_DIGITS)
        return lk_py_raise(p, e->span, "Exceeds the limit (%u digits) for integer string "
                           "conversion: value has %zu digits; use sys.set_int_max_str_digits() "
                           "to increase the limit - Consider hexadecimal for huge integer "
                           "literals to avoid decimal conversion limits.",
                           DECIMAL_DIGITS, digits.n);
    e->kind = LK_X_BIGINT;
    e->op = (uint8_t)base;
    e->lit.text = lk_arena_str(p->arena, digits);
    e->lit.id = p->nlit++;
    return e;
}

/* Digits of a base, without prefix and underscores.  Overflow is noticed on the way. */
static struct lk_py_expr *integer(struct lk_parser *p, struct lk_py_expr *e, struct lk_str digits,
                                  int base)
{
    uint64_t value = 0;
    for (size_t i = 0; i < digits.n; i++) {
        uint64_t d = (uint64_t)digit_of((unsigned char)digits.p[i]);
        if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
            __builtin_add_overflow(value, d, &value) || value > INT64_MAX)
            return big_int(p, e, digits, base);
    }
    e->kind = LK_X_INT;
    e->i = (int64_t)value;
    return e;
}

/* The base by the prefix.  The tokenizer has checked that digits of it follow. */
static int radix_of(struct lk_str text)
{
    char c = text.n > 2 && text.p[0] == '0' ? text.p[1] | 0x20 : 0;
    return c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 10;
}

/* Whether a number without base prefix is more than an integer.  Hexadecimal digits contain e, so
 * the prefix was looked at before. */
static bool is_float(struct lk_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '.' || (text.p[i] | 0x20) == 'e' || (text.p[i] | 0x20) == 'j')
            return true;
    return false;
}

/* Underscores are dropped and letters lowered before the value is made; strtod reads the floats
 * in the C locale.  No underscore or letter was misplaced: the tokenizer refuses such numbers. */
struct lk_py_expr *lk_py_number(struct lk_parser *p)
{
    const struct lk_py_token *t = p->tok++;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_FLOAT, t->from);
    struct lk_buf *b = &p->literal;
    size_t start = b->n;
    for (uint32_t i = t->from; i < t->to; i++)
        if (p->text.p[i] != '_')
            lk_buf_addc(b, (char)(p->text.p[i] >= 'A' ? p->text.p[i] | 0x20 : p->text.p[i]));
    struct lk_str text = lk_str_cut(lk_buf_str(b), start, b->n);
    int base = radix_of(text);
    if (base != 10)
        e = integer(p, e, lk_str_cut(text, 2, text.n), base);
    else if (!is_float(text))
        e = integer(p, e, text, base);
    else {
        e->kind = text.p[text.n - 1] == 'j' ? LK_X_IMAGINARY : LK_X_FLOAT;
        e->d = strtod(text.p, NULL);
    }
    b->n = start;
    return e;
}

/* The text of one literal while it is decoded. */
struct decoding {
    struct lk_parser *p;
    uint32_t pos, to, aux;
    uint32_t from;             /* for positions in messages */
};

/* A byte of the literal; 0 past its end. 0 ends every scan of digits. */
static unsigned char byte_at(const struct decoding *d, uint32_t ahead)
{
    return d->pos + ahead < d->to ? (unsigned char)d->p->text.p[d->pos + ahead] : 0;
}

/* The n bytes from the current place, for messages. */
static struct lk_span escape_span(const struct decoding *d, uint32_t n)
{
    return (struct lk_span){d->p->source, d->pos, d->pos + n};
}

/* Where the codec says an escape is: it counts each character over 127 as its \UXXXXXXXX. CPython
 * hands the text to its codec in this form. */
static size_t codec_position(const struct decoding *d)
{
    size_t at = 0;
    for (uint32_t i = d->from; i < d->pos; i++) {
        unsigned char c = (unsigned char)d->p->text.p[i];
        at += c < 128 ? 1 : c >= 0xC0 ? 10 : 0;
    }
    return at;
}

/* Always false: `n` bytes of an escape at pos cannot be decoded. */
static bool fail_escape(struct decoding *d, uint32_t n, const char *why)
{
    size_t at = codec_position(d);
    lk_py_raise(d->p, escape_span(d, n), "(unicode error) 'unicodeescape' codec can't decode "
                "bytes in position %zu-%zu: %s", at, at + n - 1, why);
    return false;
}

/* \ooo: up to three digits; in bytes modulo 256.  Over \377 CPython only warns. */
static bool octal_escape(struct decoding *d)
{
    uint32_t value = 0, n = 1;
    for (; n <= 3 && byte_at(d, n) >= '0' && byte_at(d, n) <= '7'; n++)
        value = value * 8 + (uint32_t)(byte_at(d, n) - '0');
    if (d->aux & LK_TS_BYTES)
        lk_buf_addc(&d->p->literal, (char)(value & 0xFF));
    else
        lk_buf_utf8(&d->p->literal, value);
    d->pos += n;
    return true;
}

/* A code point; surrogates as three bytes, though they are no UTF-8.  The runtime's strings hold
 * lone surrogates like this. */
static void add_code_point(struct lk_buf *b, uint32_t c)
{
    if (c >= 0xD800 && c <= 0xDFFF) {
        lk_buf_addc(b, (char)(0xE0 | c >> 12));
        lk_buf_addc(b, (char)(0x80 | (c >> 6 & 0x3F)));
        lk_buf_addc(b, (char)(0x80 | (c & 0x3F)));
    } else {
        lk_buf_utf8(b, c);
    }
}

/* \x, \u, \U: as many digits as the letter asks for.  Too few digits are an error, not a shorter
 * escape. */
static bool hex_escape(struct decoding *d, uint32_t digits, const char *truncated)
{
    uint64_t value = 0;
    uint32_t n = 0;
    for (; n < digits && digit_of(byte_at(d, 2 + n)) < 16; n++)
        value = value * 16 + (uint64_t)digit_of(byte_at(d, 2 + n));
    if (n < digits && d->aux & LK_TS_BYTES) {
        lk_py_raise(d->p, escape_span(d, 2), "(value error) invalid \\x escape at position %zu",
                    codec_position(d));
        return false;
    }
    if (n < digits)
        return fail_escape(d, 2 + n, truncated);
    if (value > 0x10FFFF)
        return fail_escape(d, 2 + n, "illegal Unicode character");
    if (d->aux & LK_TS_BYTES)
        lk_buf_addc(&d->p->literal, (char)value);
    else
        add_code_point(&d->p->literal, (uint32_t)value);
    d->pos += 2 + n;
    return true;
}

/* The few names that scripts use; the whole table of Unicode is not carried. */
static const struct {
    const char *name;
    uint32_t code_point;
} names[] = {
#define LK_CHAR(name, code_point) {name, code_point},
#include "py/charnames.def"
#undef LK_CHAR
};

/* \N{…}. An unknown name is refused with a hint and not called a syntax error. */
static bool name_escape(struct decoding *d)
{
    uint32_t n = 3;
    while (byte_at(d, n) && byte_at(d, n) != '}')
        n++;
    if (byte_at(d, 2) != '{' || !byte_at(d, n) || n == 3)
        return fail_escape(d, byte_at(d, 2) == '{' ? n : 2, "malformed \\N character escape");
    struct lk_str name = lk_str_cut(d->p->text, d->pos + 3, d->pos + n);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lk_str_eq_nocase(name, lk_str_of(names[i].name))) {
            lk_buf_utf8(&d->p->literal, names[i].code_point);
            d->pos += n + 1;
            return true;
        }
    lk_fail_at(d->p->err, LK_E_UNSUPPORTED, escape_span(d, n + 1),
               "the character name '" LK_PRI "' is not known here", LK_ARG(name));
    return lk_err_hint(d->p->err, "write the character itself or its number as \\uXXXX");
}

/* The escapes of one letter that stand for one character. */
static const char letters[256] = {['\\'] = '\\', ['\''] = '\'', ['"'] = '"', ['a'] = '\a',
                                  ['b'] = '\b',  ['f'] = '\f',  ['n'] = '\n', ['r'] = '\r',
                                  ['t'] = '\t',  ['v'] = '\v'};

/* A backslash at pos, in a literal that is not raw.  An unknown escape stays with its backslash,
 * as CPython keeps it with a warning. */
static bool escape(struct decoding *d)
{
    unsigned char c = byte_at(d, 1);
    bool bytes = d->aux & LK_TS_BYTES;
    if (c >= '0' && c <= '7')
        return octal_escape(d);
    if (c == 'x')
        return hex_escape(d, 2, "truncated \\xXX escape");
    if (c == 'u' && !bytes)
        return hex_escape(d, 4, "truncated \\uXXXX escape");
    if (c == 'U' && !bytes)
        return hex_escape(d, 8, "truncated \\UXXXXXXXX escape");
    if (c == 'N' && !bytes)
        return name_escape(d);
    if (c == '\n' || c == '\r') {
        d->pos += c == '\r' && byte_at(d, 2) == '\n' ? 3 : 2;
        return true;
    }
    lk_buf_addc(&d->p->literal, letters[c] ? letters[c] : '\\');
    d->pos += letters[c] ? 2 : 1;
    return true;
}

/* Whether the text stands for itself: no backslash, no CR, no doubled braces.  A CR would have to
 * become a line feed. */
static bool is_plain(const struct decoding *d)
{
    bool braces = d->aux & LK_TS_FORMAT;
    for (uint32_t i = d->pos; i < d->to; i++) {
        unsigned char c = (unsigned char)d->p->text.p[i];
        if (c == '\\' || c == '\r' || (braces && (c == '{' || c == '}')))
            return false;
    }
    return true;
}

/* One character that is no escape: line ends become \n, doubled braces of an f-string one.  In a
 * format spec braces are fields and never doubled. */
static void pass_plain(struct decoding *d, unsigned char c)
{
    bool braces = (d->aux & (LK_TS_FORMAT | LK_TS_SPEC)) == LK_TS_FORMAT;
    unsigned char next = byte_at(d, 1);
    lk_buf_addc(&d->p->literal, (char)(c == '\r' ? '\n' : c));
    bool twice = braces && (c == '{' || c == '}') && next == c;
    d->pos += (c == '\r' && next == '\n') || twice ? 2 : 1;
}

/* Bytes literals are ASCII. The span is the whole literal. */
static bool check_bytes(struct decoding *d)
{
    for (uint32_t i = d->pos; i < d->to; i++)
        if ((unsigned char)d->p->text.p[i] > 127) {
            lk_py_raise(d->p, (struct lk_span){d->p->source, d->from, d->to},
                        "bytes can only contain ASCII literal characters");
            return false;
        }
    return true;
}

/* Most texts are plain and are copied at once; the others go escape by escape.  Appends to the
 * parser's buffer; false with an error set. */
bool lk_py_decode(struct lk_parser *p, uint32_t from, uint32_t to, uint32_t aux)
{
    struct decoding d = {p, from, to, aux, from};
    if (aux & LK_TS_BYTES && !check_bytes(&d))
        return false;
    if (is_plain(&d)) {
        lk_buf_add(&p->literal, lk_str_cut(p->text, from, to));
        return true;
    }
    while (d.pos < d.to) {
        unsigned char c = byte_at(&d, 0);
        if (c != '\\' || aux & LK_TS_RAW)
            pass_plain(&d, c);
        else if (!escape(&d))
            return false;
    }
    return true;
}
