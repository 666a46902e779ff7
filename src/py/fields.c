/* The two older notations for formatting, as text: replacement fields of str.format() and
 * conversions of the % operator.  Parsing only; values come in format.c and percent.c. */
#include "py/number.h"
#include "py/text.h"

#include <stdio.h>

#define WHY(why, ...) (snprintf((why)->text, sizeof(why)->text, __VA_ARGS__), false)

/* Takes the literal up to a single brace; a doubled one ends it too and is `escaped`. A doubled
 * brace stands for one, so the literal includes the first of the two and the next call goes on
 * behind the second. */
static bool take_literal(struct lk_field *f, struct lk_str *rest, struct lk_reason *why)
{
    struct lk_str s = *rest;
    size_t i = 0;
    while (i < s.n && s.p[i] != '{' && s.p[i] != '}')
        i++;
    bool twice = i + 1 < s.n && s.p[i + 1] == s.p[i];
    if (i < s.n && !twice && (s.p[i] == '}' || i + 1 == s.n))
        return WHY(why, "Single '%c' encountered in format string", s.p[i]);
    f->literal = lk_str_cut(s, 0, i + (twice ? 1 : 0));
    f->escaped = twice;
    f->present = i < s.n && !twice;
    i += twice ? 2 : i < s.n;
    *rest = lk_str_cut(s, i, s.n);
    return true;
}

/* Length of the field's name: up to ':' or '!' outside brackets, or the closing brace. Inside
 * brackets all characters belong to the key, so that {0[a:b]} has the key "a:b". */
static bool measure_name(size_t *out, struct lk_str s, struct lk_reason *why)
{
    bool bracket = false;
    size_t i = 0;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c == '{' && !bracket)
            return WHY(why, "unexpected '{' in field name");
        if (c == '[')
            bracket = true;
        else if (c == ']')
            bracket = false;
        else if (!bracket && (c == '}' || c == ':' || c == '!'))
            break;
    }
    *out = i;
    return i < s.n || WHY(why, "expected '}' before end of string");
}

/* The `!r` of a field: one code point, behind which the spec or the end must come. Whether it is
 * one of r, s and a is found when it is applied. */
static bool take_conversion(struct lk_field *f, struct lk_str s, size_t *i, struct lk_reason *why)
{
    uint32_t len;
    if (*i >= s.n)
        return WHY(why, "end of string while looking for conversion specifier");
    f->conversion = lk_utf_get(s.p + *i, &len);
    *i += len;
    if (*i >= s.n)
        return WHY(why, "unmatched '{' in format spec");
    if (s.p[*i] != ':' && s.p[*i] != '}')
        return WHY(why, "expected ':' after conversion specifier");
    return true;
}

/* The spec runs to the brace that closes the field; fields inside it nest. They are only
 * measured here: the caller formats them as a text of its own first. */
static bool take_spec(struct lk_field *f, struct lk_str s, size_t *i, struct lk_reason *why)
{
    size_t start = *i, depth = 1;
    for (; *i < s.n; ++*i) {
        if (s.p[*i] == '{')
            depth++;
        else if (s.p[*i] == '}' && --depth == 0)
            break;
    }
    if (*i >= s.n)
        return WHY(why, "unmatched '{' in format spec");
    f->spec = lk_str_cut(s, start, *i);
    ++*i;
    return true;
}

/* The next literal and the field behind it, if any, off the front of *rest. Everything points
 * into the format, nothing is copied. The messages are CPython's ValueErrors. */
bool lk_field_next(struct lk_field *f, struct lk_str *rest, bool *end, struct lk_reason *why)
{
    size_t i;
    *f = (struct lk_field){0};
    *end = rest->n == 0;
    if (*end)
        return true;
    if (!take_literal(f, rest, why))
        return false;
    /* An escaped brace, or the end: a literal only. */
    if (!f->present)
        return true;
    struct lk_str s = *rest;
    if (!measure_name(&i, s, why))
        return false;
    f->name = lk_str_cut(s, 0, i);
    /* One of '}', ':' and '!', since measure_name() stops nowhere else. */
    char stop = s.p[i++];
    if (stop == '!') {
        if (!take_conversion(f, s, &i, why))
            return false;
        stop = s.p[i++];
    }
    if (stop == ':' && !take_spec(f, s, &i, why))
        return false;
    *rest = lk_str_cut(s, i, s.n);
    return true;
}

/* Reads an index off a step of a field's name. Texts with other characters are keys; more digits
 * than an int64_t holds are an error, as in CPython. */
static bool number_of(struct lk_field_step *out, struct lk_reason *why)
{
    int64_t v = 0;
    for (size_t i = 0; i < out->text.n; i++) {
        if (out->text.p[i] < '0' || out->text.p[i] > '9')
            return true;
        if (__builtin_mul_overflow(v, (int64_t)10, &v) ||
            __builtin_add_overflow(v, (int64_t)(out->text.p[i] - '0'), &v))
            return WHY(why, "Too many decimal digits in format string");
    }
    out->is_number = out->text.n > 0;
    out->number = v;
    return true;
}

/* The first step of a field's name: the argument's number or name. Empty means automatic
 * numbering, which is the caller's. */
bool lk_field_first(struct lk_field_step *out, struct lk_str *rest, struct lk_reason *why)
{
    size_t i = 0;
    while (i < rest->n && rest->p[i] != '.' && rest->p[i] != '[')
        i++;
    *out = (struct lk_field_step){.text = lk_str_cut(*rest, 0, i)};
    *rest = lk_str_cut(*rest, i, rest->n);
    return number_of(out, why);
}

/* One further step, .name or [key]; *rest is not empty. A key of digits only is an index: {0[1]}
 * asks for item 1, not for "1". */
bool lk_field_step(struct lk_field_step *out, struct lk_str *rest, struct lk_reason *why)
{
    struct lk_str s = *rest;
    size_t i = 1, behind;
    *out = (struct lk_field_step){.is_attribute = s.p[0] == '.'};
    if (s.p[0] != '.' && s.p[0] != '[')
        return WHY(why, "Only '.' or '[' may follow ']' in format field specifier");
    if (out->is_attribute) {
        while (i < s.n && s.p[i] != '.' && s.p[i] != '[')
            i++;
        behind = i;
    } else {
        while (i < s.n && s.p[i] != ']')
            i++;
        if (i == s.n)
            return WHY(why, "Missing ']' in format string");
        behind = i + 1;
    }
    out->text = lk_str_cut(s, 1, i);
    *rest = lk_str_cut(s, behind, s.n);
    if (out->text.n == 0)
        return WHY(why, "Empty attribute in format string");
    return out->is_attribute || number_of(out, why);
}

/* The key of %(key)s. Brackets inside it nest, as they do in CPython. */
static bool percent_key(struct lk_percent *p, struct lk_str s, size_t *i, struct lk_reason *why)
{
    size_t start = ++*i, depth = 1;
    for (; *i < s.n; ++*i) {
        if (s.p[*i] == '(')
            depth++;
        else if (s.p[*i] == ')' && --depth == 0)
            break;
    }
    if (*i >= s.n)
        return WHY(why, "incomplete format key");
    p->has_key = true;
    p->key = lk_str_cut(s, start, *i);
    ++*i;
    return true;
}

/* Any number of flags in any order; a repeated one changes nothing. */
static void percent_flags(struct lk_percent *p, struct lk_str s, size_t *i)
{
    for (; *i < s.n; ++*i) {
        switch (s.p[*i]) {
        case '-': p->left = true; break;
        case '+': p->plus = true; break;
        case ' ': p->space = true; break;
        case '#': p->alt = true; break;
        case '0': p->zero = true; break;
        default: return;
        }
    }
}

/* A width or precision in digits. More than a C int holds is refused here; nobody pads so far. */
static bool percent_count(int64_t *out, struct lk_str s, size_t *i, const char *what,
                          struct lk_reason *why)
{
    for (*out = 0; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i) {
        *out = *out * 10 + (s.p[*i] - '0');
        if (*out > INT32_MAX)
            return WHY(why, "%s too big", what);
    }
    return true;
}

/* One conversion behind its '%', up to and with the type character. *at moves behind it; p->at
 * is where the type stands, for messages. */
bool lk_percent_parse(struct lk_percent *p, struct lk_str s, size_t *at, struct lk_reason *why)
{
    size_t i = *at;
    uint32_t len;
    *p = (struct lk_percent){0};
    if (i < s.n && s.p[i] == '(' && !percent_key(p, s, &i, why))
        return false;
    percent_flags(p, s, &i);
    if (i < s.n && s.p[i] == '*')
        p->star_width = true, i++;
    else if (!percent_count(&p->width, s, &i, "width", why))
        return false;
    if (i < s.n && s.p[i] == '.') {
        i++;
        p->has_precision = true;
        if (i < s.n && s.p[i] == '*')
            p->star_precision = true, i++;
        else if (!percent_count(&p->precision, s, &i, "precision", why))
            return false;
    }
    /* C's length modifiers are accepted and mean nothing. */
    if (i < s.n && (s.p[i] == 'h' || s.p[i] == 'l' || s.p[i] == 'L'))
        i++;
    if (i >= s.n)
        return WHY(why, "incomplete format");
    p->type = lk_utf_get(s.p + i, &len);
    p->at = i;
    *at = i + len;
    return true;
}

/* Puts sign, prefix, zeros or spaces and digits together. Zeros go between the prefix and the
 * digits, spaces outside of all; '-' beats '0'. */
void lk_percent_number(struct lk_buf *out, const struct lk_percent *p, const struct lk_pieces *v)
{
    char sign = v->negative ? '-' : p->plus ? '+' : p->space ? ' ' : 0;
    size_t n = (sign != 0) + strlen(v->prefix) + v->digits.n + v->tail.n;
    size_t pad = p->width > 0 && (size_t)p->width > n ? (size_t)p->width - n : 0;
    if (!p->left && !p->zero)
        lk_buf_fill(out, ' ', pad);
    if (sign)
        lk_buf_addc(out, sign);
    lk_buf_addz(out, v->prefix);
    if (!p->left && p->zero)
        lk_buf_fill(out, '0', pad);
    lk_buf_add(out, v->digits);
    lk_buf_add(out, v->tail);
    if (p->left)
        lk_buf_fill(out, ' ', pad);
}
