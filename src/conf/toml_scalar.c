/* TOML 1.0: strings, numbers, booleans, dates. */
#include "conf/toml_private.h"
#include <errno.h>
#include <stdlib.h>

struct quoted {
    char mark;             /* " or ' */
    bool multi;
    size_t from;
};

/* The digits of \u and \U; surrogates are no characters. */
static bool hex(uint32_t *out, struct toml *t, unsigned digits)
{
    *out = 0;
    for (unsigned i = 0; i < digits; i++, t->at++) {
        char c = lk_toml_peek(t);
        unsigned d = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
                                            : 16;
        if (d == 16)
            return lk_toml_fail(t, t->at, t->at, "%u hexadecimal digits are expected", digits);
        *out = *out * 16 + d;
    }
    if ((*out >= 0xd800 && *out <= 0xdfff) || *out > 0x10ffff)
        return lk_toml_fail(t, t->at - digits, t->at, "the escape is no character");
    return true;
}

/* A backslash at the end of a line of a multi-line string: white space and newlines are skipped. */
static bool line_end(struct toml *t)
{
    size_t at = t->at;
    lk_toml_blank(t);
    if (!lk_toml_newline(t)) {
        t->at = at;
        return false;
    }
    do
        lk_toml_blank(t);
    while (lk_toml_newline(t));
    return true;
}

/* A backslash and what follows it. */
static bool escape(struct lk_buf *b, struct toml *t, bool multi)
{
    static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
    size_t start = t->at++;
    if (multi && line_end(t))
        return true;
    char c = lk_toml_peek(t);
    const char *p = c ? strchr(from, c) : NULL;
    t->at++;
    if (p) {
        lk_buf_addc(b, to[p - from]);
        return true;
    }
    uint32_t code;
    if (c != 'u' && c != 'U')
        return lk_toml_fail(t, start, t->at, "there is no such escape");
    if (!hex(&code, t, c == 'u' ? 4 : 8))
        return false;
    lk_buf_utf8(b, code);
    return true;
}

/* Up to two quotation marks may stand right before the three that end a multi-line string. */
static bool ends(struct lk_buf *b, struct toml *t, const struct quoted *q)
{
    size_t n = 0;
    while (t->at + n < t->text.n && n < 5 && t->text.p[t->at + n] == q->mark)
        n++;
    if (!q->multi) {
        t->at += n > 0;
        return n > 0;
    }
    if (n < 3)
        return false;
    lk_buf_fill(b, q->mark, n - 3);
    t->at += n;
    return true;
}

/* Up to the closing marks; basic strings have escapes, literal ones do not. */
static bool string_body(struct lk_buf *b, struct toml *t, const struct quoted *q)
{
    while (!ends(b, t, q)) {
        unsigned char c = (unsigned char)lk_toml_peek(t);
        if (t->at >= t->text.n)
            return lk_toml_fail(t, q->from, q->from, "the string does not end");
        if (q->mark == '"' && c == '\\') {
            if (!escape(b, t, q->multi))
                return false;
        } else if (q->multi && lk_toml_newline(t)) {
            lk_buf_addc(b, '\n');
        } else if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return lk_toml_fail(t, q->from, q->from, "the string holds a %s",
                                c == '\n' ? "newline" : "control character");
        } else {
            lk_buf_addc(b, (char)c);
            t->at++;
        }
    }
    return true;
}

/* Keys are written in one line; a newline right after three marks does not count. */
bool lk_toml_string(struct lk_str *out, struct toml *t, bool key)
{
    struct quoted q = {.mark = lk_toml_peek(t), .from = t->at};
    const char *three = q.mark == '"' ? "\"\"\"" : "'''";
    struct lk_buf b = {0};
    q.multi = !key && lk_toml_at(t, three);
    t->at += q.multi ? 3 : 1;
    if (q.multi)
        lk_toml_newline(t);
    bool ok = string_body(&b, t, &q);
    if (ok)
        *out = lk_arena_str(t->arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return ok;
}

/* Does the text have this shape?  0 is a digit, z the end of a time ([Zz] or an offset), f an
 * optional fraction, T the letter or a space, anything else itself. */
static bool fits(struct lk_str s, const char *shape)
{
    size_t i = 0;
    for (; *shape; shape++) {
        char c = i < s.n ? s.p[i] : '\0';
        if (*shape == 'f') {
            if (c != '.')
                continue;
            size_t from = ++i;
            while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
                i++;
            if (i == from)
                return false;
        } else if (*shape == '0' ? c < '0' || c > '9'
                   : *shape == 'T' ? c != 'T' && c != 't' && c != ' '
                   : *shape == 'z' ? c != 'Z' && c != 'z'
                   : *shape == '+' ? c != '+' && c != '-'
                                   : c != *shape) {
            return false;
        } else {
            i++;
        }
    }
    return i == s.n;
}

/* Two digits that are known to be digits. */
static int two(struct lk_str s, size_t at)
{
    return (s.p[at] - '0') * 10 + (s.p[at + 1] - '0');
}

/* Is there such a day? */
static bool date_holds(struct lk_str s)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = two(s, 0) * 100 + two(s, 2), month = two(s, 5), day = two(s, 8);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year > 0 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap);
}

static bool time_holds(struct lk_str s, size_t at)
{
    return two(s, at) < 24 && two(s, at + 3) < 60 && two(s, at + 6) < 60;
}

/* The four kinds of TOML, each kept as its text. */
static bool is_date(struct lk_str s)
{
    static const char *const shapes[] = {"0000-00-00T00:00:00fz", "0000-00-00T00:00:00f+00:00",
                                         "0000-00-00T00:00:00f"};
    if (fits(s, "00:00:00f"))
        return time_holds(s, 0);
    if (fits(s, "0000-00-00"))
        return date_holds(s);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (fits(s, shapes[i]))
            return date_holds(s) && time_holds(s, 11) &&
                   (i != 1 || (two(s, s.n - 5) < 24 && two(s, s.n - 2) < 60));
    return false;
}

/* Digits of a base with single underscores between them, appended without the underscores. */
static bool digits(struct lk_buf *b, struct lk_str s, int base)
{
    bool last = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
        if (c == '_' ? !last || i + 1 == s.n : d >= base)
            return false;
        last = c != '_';
        if (last)
            lk_buf_addc(b, c);
    }
    return s.n > 0;
}

/* 0x, 0o, 0b: without sign, zeros in front allowed. */
static bool prefixed(struct lk_buf *b, struct lk_str s, int *base)
{
    *base = s.n < 3 || s.p[0] != '0' ? 10 : s.p[1] == 'x' ? 16 : s.p[1] == 'o' ? 8
            : s.p[1] == 'b' ? 2 : 10;
    return *base != 10 && digits(b, lk_str_cut(s, 2, s.n), *base);
}

/* Digits with a sign; no zeros in front. */
static bool decimal(struct lk_buf *b, struct lk_str s)
{
    if (s.n && (*s.p == '+' || *s.p == '-')) {
        lk_buf_addc(b, *s.p);
        s = lk_str_cut(s, 1, s.n);
    }
    return !(s.n > 1 && *s.p == '0') && digits(b, s, 10);
}

/* whole [. digits] [e [sign] digits], one of the two at least */
static bool real(struct lk_buf *b, struct lk_str s)
{
    size_t e = 0, dot;
    while (e < s.n && s.p[e] != 'e' && s.p[e] != 'E')
        e++;
    struct lk_str mantissa = lk_str_cut(s, 0, e);
    for (dot = 0; dot < mantissa.n && mantissa.p[dot] != '.'; dot++)
        ;
    if ((dot == mantissa.n && e == s.n) || !decimal(b, lk_str_cut(mantissa, 0, dot)))
        return false;
    if (dot < mantissa.n) {
        lk_buf_addc(b, '.');
        if (!digits(b, lk_str_cut(mantissa, dot + 1, mantissa.n), 10))
            return false;
    }
    if (e == s.n)
        return true;
    lk_buf_addc(b, 'e');
    e++;
    if (e < s.n && (s.p[e] == '+' || s.p[e] == '-'))
        lk_buf_addc(b, s.p[e++]);
    return digits(b, lk_str_cut(s, e, s.n), 10);
}

/* False where the word is no integer at all; one that is too large sets the error. */
static bool integer(const struct lk_datum **out, struct toml *t, struct lk_str s)
{
    struct lk_buf b = {0};
    int base = 10;
    bool ok = prefixed(&b, s, &base);
    if (!ok && base == 10) {
        lk_buf_clear(&b);
        ok = decimal(&b, s);
    }
    errno = 0;
    long long value = ok ? strtoll(b.p, NULL, base) : 0;
    if (ok && errno)
        lk_toml_fail(t, t->at - s.n, t->at, "the integer does not fit in 64 bits");
    *out = lk_datum_int(t->arena, value);
    lk_buf_clear(&b);
    return ok;
}

/* inf and nan as well, with a sign. */
static bool floating(const struct lk_datum **out, struct toml *t, struct lk_str s)
{
    struct lk_buf b = {0};
    size_t sign = s.n && (*s.p == '+' || *s.p == '-');
    struct lk_str word = lk_str_cut(s, sign, s.n);
    bool ok = lk_str_is(word, "inf") || lk_str_is(word, "nan");
    if (ok)
        lk_buf_add(&b, s);
    else
        ok = real(&b, s);
    if (ok)
        *out = lk_datum_float(t->arena, strtod(b.p, NULL));
    lk_buf_clear(&b);
    return ok;
}

/* The word up to what ends a value; a date may hold one space. */
static struct lk_str word(struct toml *t)
{
    size_t from = t->at;
    static const char stop[] = " \t\r\n#,]}";
    while (t->at < t->text.n && !strchr(stop, t->text.p[t->at]))
        t->at++;
    struct lk_str date = lk_str_cut(t->text, from, t->at);
    size_t to = t->at + 1;
    if (lk_toml_peek(t) == ' ' && fits(date, "0000-00-00")) {
        while (to < t->text.n && !strchr(stop, t->text.p[to]))
            to++;
        if (is_date(lk_str_cut(t->text, from, to)))
            t->at = to;
    }
    return lk_str_cut(t->text, from, t->at);
}

/* What is no string is decided by the whole word. */
bool lk_toml_scalar(const struct lk_datum **out, struct toml *t)
{
    struct lk_str s;
    if (lk_toml_peek(t) == '"' || lk_toml_peek(t) == '\'') {
        if (!lk_toml_string(&s, t, false))
            return false;
        *out = lk_datum_str(t->arena, s);
        return true;
    }
    size_t from = t->at;
    s = word(t);
    if (lk_str_is(s, "true") || lk_str_is(s, "false"))
        *out = lk_datum_bool(t->arena, s.n == 4);
    else if (is_date(s))
        *out = lk_datum_str(t->arena, s);
    else if (!integer(out, t, s) && !floating(out, t, s))
        return lk_toml_fail(t, from, t->at, "a value is expected here: a string in quotation "
                            "marks, a number, a date, true, false, [ or {");
    return !t->failed;
}
