/* Floats as text and back.  The C library prints and reads exactly; what is done here is the choice
 * of digits and of the notation. */
#include "py/number.h"
#include "py/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Digits without point and the place of the point: 0.<digits> * 10^point. */
struct digits {
    struct lk_buf text;
    int point;
};

/* value is finite and not negative; n significant digits, at least one. Trailing zeros are
 * dropped; the notations that want them add them again. */
static void take_digits(struct digits *d, double value, int n)
{
    struct lk_buf b = {0};
    lk_buf_addf(&b, "%.*e", n - 1, value);
    char *e = strchr(b.p, 'e');
    d->point = atoi(e + 1) + 1;
    lk_buf_addc(&d->text, b.p[0]);
    if (e > b.p + 2)
        lk_buf_add(&d->text, (struct lk_str){b.p + 2, (size_t)(e - b.p) - 2});
    while (d->text.n > 1 && d->text.p[d->text.n - 1] == '0')
        d->text.p[--d->text.n] = '\0';
    if (value == 0)
        d->point = 1;
    lk_buf_clear(&b);
}

/* The n digits that stand for value, or false.  At powers of two the neighbour below is nearer than
 * the one above: digits that are not the nearest may then read back where the nearest do not. */
static bool fits(char *text, size_t size, double value, int n)
{
    snprintf(text, size, "%.*e", n - 1, value);
    if (n == 17 || strtod(text, NULL) == value)
        return true;
    char *e = strchr(text, 'e'), *last = e - 1;
    if (*last == '9' || *last == '.')
        return false;
    ++*last;
    return strtod(text, NULL) == value;
}

/* The fewest digits that read back as the same number, as repr() promises. 15 digits always
 * survive a round trip through a normal double, so fewer need not be tried, and 17 always
 * suffice. */
static void shortest(struct digits *d, double value)
{
    char text[40];
    int n = value != 0 && value < DBL_MIN ? 1 : 15;      /* subnormals have fewer digits */
    while (!fits(text, sizeof text, value, n))
        n++;
    char *e = strchr(text, 'e');
    d->point = atoi(e + 1) + 1;
    lk_buf_addc(&d->text, text[0]);
    if (e - text > 2)
        lk_buf_add(&d->text, (struct lk_str){text + 2, (size_t)(e - text) - 2});
    while (d->text.n > 1 && d->text.p[d->text.n - 1] == '0')
        d->text.p[--d->text.n] = '\0';
    if (value == 0)
        d->point = 1;
}

/* d.ddde+XX, with at least two digits in the exponent, as C and Python write it. alt keeps the
 * point behind a single digit. */
static void put_exponent(struct lk_buf *out, const struct digits *d, bool alt)
{
    lk_buf_addc(out, d->text.p[0]);
    if (d->text.n > 1 || alt) {
        lk_buf_addc(out, '.');
        lk_buf_addz(out, d->text.p + 1);
    }
    lk_buf_addf(out, "e%c%02d", d->point < 1 ? '-' : '+', abs(d->point - 1));
}

/* Digits without an exponent. There is at least one digit on either side of the point, so that a
 * float never looks like an int. */
static void put_plain(struct lk_buf *out, const struct digits *d)
{
    size_t n = d->text.n;
    if (d->point <= 0) {
        lk_buf_addz(out, "0.");
        lk_buf_fill(out, '0', (size_t)-d->point);
        lk_buf_addz(out, d->text.p);
        return;
    }
    size_t whole = (size_t)d->point;
    lk_buf_add(out, (struct lk_str){d->text.p, n < whole ? n : whole});
    if (whole > n)
        lk_buf_fill(out, '0', whole - n);
    lk_buf_addc(out, '.');
    lk_buf_addz(out, n > whole ? d->text.p + whole : "0");
}

/* str() of a float, by the shortest digits or by `precision` of them. CPython changes to an
 * exponent at 1e16 and below 1e-4; with a precision, where the digits no longer reach the point. */
static void put_general(struct lk_buf *out, double value, int precision, bool alt)
{
    struct digits d = {0};
    if (precision < 0)
        shortest(&d, value);
    else
        take_digits(&d, value, precision ? precision : 1);
    for (size_t n = alt && precision > 0 ? (size_t)precision : 0; d.text.n < n;)
        lk_buf_addc(&d.text, '0');
    int most = precision < 0 ? 16 : (precision ? precision : 1) - 1;
    if (d.point <= -4 || d.point > most)
        put_exponent(out, &d, alt);
    else
        put_plain(out, &d);
    lk_buf_clear(&d.text);
}

/* The absolute value in a notation of format(), % or repr(); the sign is the caller's, who pads
 * around it. Type 0 is that of repr() and str(). Only the letters E, F and G give capitals. */
void lk_float_text(struct lk_buf *out, double value, struct lk_float_how how)
{
    bool capital = how.type == 'E' || how.type == 'F' || how.type == 'G';
    value = fabs(value);
    if (!isfinite(value)) {
        lk_buf_addz(out, isnan(value) ? (capital ? "NAN" : "nan") : capital ? "INF" : "inf");
        return;
    }
    if (!how.type) {
        put_general(out, value, how.precision, how.alt);
        return;
    }
    char format[8] = {'%', '#', '.', '*', how.type, 0};
    /* Takes the '#' out of the format. */
    if (!how.alt)
        memmove(format + 1, format + 2, 4);
    int n = snprintf(NULL, 0, format, how.precision, value);
    char *text = lk_alloc((size_t)n + 1);
    snprintf(text, (size_t)n + 1, format, how.precision, value);
    lk_buf_add(out, (struct lk_str){text, (size_t)n});
    free(text);
}

/* repr() of a float, sign included; a NaN has none in Python, whatever its sign bit. */
void lk_float_repr(struct lk_buf *out, double value)
{
    if (signbit(value) && !isnan(value))
        lk_buf_addc(out, '-');
    lk_float_text(out, value, (struct lk_float_how){.precision = -1});
}

/* Compares without regard to case. */
static bool is_name(struct lk_str s, const char *name)
{
    return lk_str_eq_nocase(s, lk_str_of(name));
}

/* nan, inf and infinity with an optional sign, as float() takes them. They are told apart from
 * numbers here because strtod() would also take hexadecimal and "nan(...)". */
static bool read_name(double *out, struct lk_str s)
{
    bool minus = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = lk_str_cut(s, 1, s.n);
    double v = is_name(s, "nan") ? (double)NAN
               : is_name(s, "inf") || is_name(s, "infinity") ? (double)INFINITY : 0;
    *out = minus ? -v : v;
    return v != 0;
}

/* Digits with single underscores between them, from *i; false when there are none. Underscores
 * are those of PEP 515: never first, last or doubled. */
static bool read_digits(struct lk_buf *b, struct lk_str s, size_t *i)
{
    size_t start = *i;
    while (*i < s.n) {
        char c = s.p[*i];
        bool joins = c == '_' && *i > start && s.p[*i - 1] != '_' && *i + 1 < s.n &&
                     s.p[*i + 1] >= '0' && s.p[*i + 1] <= '9';
        if ((c < '0' || c > '9') && !joins)
            break;
        if (c != '_')
            lk_buf_addc(b, c);
        ++*i;
    }
    return *i > start;
}

/* The grammar of a decimal literal, copied to b without underscores. Checked in full before
 * strtod() sees it, which would stop silently at what it does not know. */
static bool read_literal(struct lk_buf *b, struct lk_str s)
{
    size_t i = 0;
    if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
        lk_buf_addc(b, s.p[i++]);
    bool some = read_digits(b, s, &i);
    if (i < s.n && s.p[i] == '.') {
        lk_buf_addc(b, s.p[i++]);
        some |= read_digits(b, s, &i);
    }
    if (some && i < s.n && (s.p[i] | 0x20) == 'e') {
        lk_buf_addc(b, s.p[i++]);
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
            lk_buf_addc(b, s.p[i++]);
        some = read_digits(b, s, &i);
    }
    return some && i == s.n;
}

/* Decimal digits of any script become ASCII, as float() and int() take them. All other
 * characters are copied as they are, and then fail in the grammar. */
static void plain_digits(struct lk_buf *b, struct lk_str s)
{
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        int digit = lk_uni_decimal(c);
        if (digit >= 0)
            lk_buf_addc(b, (char)('0' + digit));
        else
            lk_buf_add(b, lk_str_cut(s, i, i + len));
    }
}

/* float() of a text: white space around it is ignored. False when it is no number; *out may have
 * been written then. */
bool lk_float_read(double *out, struct lk_str text)
{
    struct lk_buf plain = {0}, b = {0};
    plain_digits(&plain, lk_text_strip(text, (struct lk_str){0}, LK_SIDE_BOTH));
    bool good = read_name(out, lk_buf_str(&plain));
    if (!good && read_literal(&b, lk_buf_str(&plain))) {
        *out = strtod(b.p, NULL);
        good = true;
    }
    lk_buf_clear(&plain);
    lk_buf_clear(&b);
    return good;
}
