/* The format-spec mini language: parsing, and laying out numbers and texts by it.  Knows no values;
 * messages are CPython 3.11's. */
#include "py/number.h"
#include "py/text.h"

#include <math.h>
#include <stdio.h>

/* Notes why a spec is refused; false, for use in return. The caller raises ValueError with it. */
#define WHY(why, ...) (snprintf((why)->text, sizeof(why)->text, __VA_ARGS__), false)

/* The four letters of alignment; '=' puts the padding between sign and digits. */
static bool is_align(char c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

/* Whether the presentation type is one of the letters in `set`; 0 (none given) is in no set. */
static bool is_type(uint32_t type, const char *set)
{
    return type && type < 0x80 && strchr(set, (int)type);
}

/* CPython's message for a type that a kind of value does not have; control characters and what
 * is not ASCII are shown as a number. */
bool lk_spec_unknown(struct lk_reason *why, uint32_t type, const char *object)
{
    if (type > 32 && type < 128)
        return WHY(why, "Unknown format code '%c' for object of type '%s'", (int)type, object);
    return WHY(why, "Unknown format code '\\x%x' for object of type '%s'", (unsigned)type, object);
}

/* [[fill]align]: the fill is any one code point, but only where an alignment follows it; "<"
 * alone is an alignment, "<<" one with itself as fill. */
static void parse_align(struct lk_spec *s, struct lk_str text, size_t *i, bool *fill, bool *align)
{
    uint32_t len = 0, c = text.n ? lk_utf_get(text.p, &len) : 0;
    *fill = len && len < text.n && is_align(text.p[len]);
    *align = *fill || (text.n && is_align(text.p[0]));
    if (*fill)
        s->fill = c;
    if (*align)
        s->align = text.p[*fill ? len : 0];
    *i = *align ? (*fill ? len : 0) + 1 : 0;
}

/* A width or precision at *i; -1 when there are no digits. More than 64 bits are refused. */
static bool parse_count(int64_t *out, struct lk_str text, size_t *i, struct lk_reason *why)
{
    int64_t v = 0;
    size_t start = *i;
    for (; *i < text.n && text.p[*i] >= '0' && text.p[*i] <= '9'; ++*i) {
        if (__builtin_mul_overflow(v, (int64_t)10, &v) ||
            __builtin_add_overflow(v, (int64_t)(text.p[*i] - '0'), &v))
            return WHY(why, "Too many decimal digits in format string");
    }
    *out = *i > start ? v : -1;
    return true;
}

/* Passes one character if it stands at *i. */
static bool take(struct lk_str text, size_t *i, char c)
{
    if (*i >= text.n || text.p[*i] != c)
        return false;
    ++*i;
    return true;
}

/* [,|_]: one separator of thousands, not both, in either order. */
static bool parse_group(struct lk_spec *s, struct lk_str text, size_t *i, struct lk_reason *why)
{
    if (take(text, i, ','))
        s->group = ',';
    if (take(text, i, '_')) {
        if (s->group)
            return WHY(why, "Cannot specify both ',' and '_'.");
        s->group = '_';
    }
    if (s->group == '_' && *i < text.n && text.p[*i] == ',')
        return WHY(why, "Cannot specify both ',' and '_'.");
    return true;
}

/* Which types take separators: decimal ones and floats both, the other bases only '_', which
 * then groups by four digits. */
static bool check_group(const struct lk_spec *s, struct lk_reason *why)
{
    if (!s->group || !s->type || is_type(s->type, "defgEG%F") ||
        (s->group == '_' && is_type(s->type, "boxX")))
        return true;
    if (s->type > 32 && s->type < 128)
        return WHY(why, "Cannot specify '%c' with '%c'.", s->group, (int)s->type);
    return WHY(why, "Cannot specify '%c' with '\\x%x'.", s->group, (unsigned)s->type);
}

/* [sign][z][#]. */
static void parse_flags(struct lk_spec *s, struct lk_str text, size_t *i)
{
    if (*i < text.n && (text.p[*i] == '+' || text.p[*i] == '-' || text.p[*i] == ' '))
        s->sign = text.p[(*i)++];
    s->positive_zero = take(text, i, 'z');
    s->alt = take(text, i, '#');
}

/* [[fill]align][sign][z][#][0][width][group][.precision][type]. `what` gives the defaults of the
 * value's kind, as texts lie left and numbers right. A 0 before the width is a fill that goes
 * behind the sign, unless fill or alignment were given. */
bool lk_spec_parse(struct lk_spec *s, struct lk_str text, struct lk_spec_for what,
                   struct lk_reason *why)
{
    bool fill, align;
    size_t i;
    uint32_t len;
    *s = (struct lk_spec){.fill = ' ', .align = what.align, .type = (unsigned char)what.type,
                          .width = -1, .precision = -1};
    parse_align(s, text, &i, &fill, &align);
    parse_flags(s, text, &i);
    /* With a fill of its own the 0 is the first digit of the width. */
    if (!fill && take(text, &i, '0')) {
        s->fill = '0';
        if (!align && what.align == '>')
            /* Only kinds that lie right by themselves, which are the numbers. */
            s->align = '=';
    }
    if (!parse_count(&s->width, text, &i, why) || !parse_group(s, text, &i, why))
        return false;
    if (take(text, &i, '.')) {
        if (!parse_count(&s->precision, text, &i, why))
            return false;
        if (s->precision < 0)
            return WHY(why, "Format specifier missing precision");
    }
    if (i < text.n) {
        uint32_t type = lk_utf_get(text.p + i, &len);
        /* Something is left behind the type. */
        if (i + len < text.n)
            return WHY(why, "Invalid format specifier '%.*s' for object of type '%s'",
                       (int)(text.n > 60 ? 60 : text.n), text.p, what.object);
        s->type = type;
    }
    return check_group(s, why);
}

/* Writes the fill `count` times; it may be longer than a byte. */
static void put_fill(struct lk_buf *out, uint32_t fill, size_t count)
{
    char text[4];
    uint32_t len = lk_utf_put(text, fill);
    if (len == 1)
        lk_buf_fill(out, text[0], count);
    else
        while (count-- > 0)
            lk_buf_add(out, (struct lk_str){text, len});
}

/* Length of n digits with a separator every `step` of them. For SIZE_MAX as the step that is n
 * itself. */
static size_t grouped(size_t n, size_t step) { return n ? n + (n - 1) / step : 0; }

/* Digits with zeros before them to make at least `width` columns, in groups. Separators are
 * counted from the right; `total` digits are written, zeros included. */
static void put_grouped(struct lk_buf *out, struct lk_str digits, size_t total, size_t step,
                        char group)
{
    for (size_t i = total; i-- > 0;) {
        lk_buf_addc(out, i < digits.n ? digits.p[digits.n - 1 - i] : '0');
        if (group && i && i % step == 0)
            lk_buf_addc(out, group);
    }
}

/* Lays out sign, prefix, digits and tail. Zeros that fill up to the width are digits themselves
 * and take separators along, which can make the result one column wider than asked, as in
 * CPython. */
void lk_spec_number(struct lk_buf *out, const struct lk_spec *s, const struct lk_pieces *p)
{
    char sign = p->negative ? '-' : s->sign == '+' || s->sign == ' ' ? s->sign : 0;
    size_t step = s->group == '_' && is_type(s->type, "boxX") ? 4 : s->group ? 3 : SIZE_MAX;
    size_t width = s->width > 0 ? (size_t)s->width : 0, total = p->digits.n;
    size_t fixed = (sign != 0) + strlen(p->prefix) + p->tail.n;
    if (s->fill == '0' && s->align == '=' && total && width > fixed + grouped(total, step)) {
        /* As many whole groups as fit, then digits one at a time until the width is reached. */
        total = step == SIZE_MAX ? width - fixed : (width - fixed) / (step + 1) * step;
        while (grouped(total, step) < width - fixed)
            total++;
        if (total < p->digits.n)
            total = p->digits.n;
    }
    size_t used = fixed + grouped(total, step), pad = width > used ? width - used : 0;
    size_t left = s->align == '>' ? pad : s->align == '^' ? pad / 2 : 0;
    put_fill(out, s->fill, left);
    if (sign)
        lk_buf_addc(out, sign);
    lk_buf_addz(out, p->prefix);
    if (s->align == '=')
        put_fill(out, s->fill, pad);
    put_grouped(out, p->digits, total, step, s->group);
    lk_buf_add(out, p->tail);
    if (s->align == '<' || s->align == '^')
        put_fill(out, s->fill, pad - left);
}

/* Whether the digits before the exponent are all 0: what 'z' may strip the sign of, after
 * rounding. */
static bool all_zero(struct lk_str s)
{
    for (size_t i = 0; i < s.n && (s.p[i] | 0x20) != 'e'; i++)
        if (s.p[i] != '0' && s.p[i] != '.')
            return false;
    return true;
}

/* A float by its spec. Without a type the shortest digits that read back are used; 'n' is 'g'
 * here, since there is no locale; '%' multiplies by 100 and writes as 'f'. */
bool lk_spec_float(struct lk_buf *out, const struct lk_spec *s, double v, struct lk_reason *why)
{
    if (s->type && !is_type(s->type, "eEfFgGn%"))
        return lk_spec_unknown(why, s->type, "float");
    if (s->precision > INT32_MAX)
        return WHY(why, "precision too big");
    struct lk_float_how how = {.type = (char)s->type, .alt = s->alt};
    how.precision = s->precision >= 0 ? (int)s->precision : s->type ? 6 : -1;
    if (s->type == '%')
        how.type = 'f', v *= 100;
    if (s->type == 'n')
        how.type = 'g';
    struct lk_buf text = {0};
    lk_float_text(&text, v, how);
    if (s->type == '%')
        lk_buf_addc(&text, '%');
    struct lk_str t = lk_buf_str(&text);
    /* Only the digits before the point are grouped; the rest is the tail. */
    size_t whole = 0;
    while (whole < t.n && t.p[whole] >= '0' && t.p[whole] <= '9')
        whole++;
    /* 'z' takes the sign of a zero away, also of one that rounding made. */
    bool negative = signbit(v) && !isnan(v) && !(s->positive_zero && all_zero(t));
    lk_spec_number(out, s, &(struct lk_pieces){negative, "", lk_str_cut(t, 0, whole),
                                               lk_str_cut(t, whole, t.n)});
    lk_buf_clear(&text);
    return true;
}

/* A str by its spec: precision cuts, width pads, both counted in code points. What has a meaning
 * for numbers only is refused, in CPython's order of checks. */
bool lk_spec_text(struct lk_buf *out, const struct lk_spec *s, struct lk_str text,
                  struct lk_reason *why)
{
    if (s->type != 's')
        return lk_spec_unknown(why, s->type, "str");
    if (s->sign)
        return WHY(why, "%s not allowed in string format specifier",
                   s->sign == ' ' ? "Space" : "Sign");
    if (s->positive_zero)
        return WHY(why, "Negative zero coercion (z) not allowed in string format specifier");
    if (s->alt)
        return WHY(why, "Alternate form (#) not allowed in string format specifier");
    if (s->align == '=')
        return WHY(why, "'=' alignment not allowed in string format specifier");
    size_t n = lk_utf_count(text), width = s->width > 0 ? (size_t)s->width : 0;
    if (s->precision >= 0 && (uint64_t)s->precision < n) {
        n = (size_t)s->precision;
        text.n = lk_utf_offset(text, n);
    }
    size_t pad = width > n ? width - n : 0;
    size_t left = s->align == '>' ? pad : s->align == '^' ? pad / 2 : 0;
    put_fill(out, s->fill, left);
    lk_buf_add(out, text);
    put_fill(out, s->fill, pad - left);
    return true;
}

/* Whether an int can be shown so. The types of floats are fine, too: the value is converted
 * first. */
bool lk_spec_int_check(const struct lk_spec *s, const char *object, struct lk_reason *why)
{
    if (is_type(s->type, "eEfFgG%"))
        return true;
    if (!is_type(s->type, "bcdoxXn"))
        return lk_spec_unknown(why, s->type, object);
    if (s->precision >= 0)
        return WHY(why, "Precision not allowed in integer format specifier");
    if (s->positive_zero)
        return WHY(why, "Negative zero coercion (z) not allowed in integer format specifier");
    if (s->type == 'c' && s->sign)
        return WHY(why, "Sign not allowed with integer format specifier 'c'");
    if (s->type == 'c' && s->alt)
        return WHY(why, "Alternate form (#) not allowed with integer format specifier 'c'");
    return true;
}
