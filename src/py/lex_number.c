/* Numeric literals: their extent and form.  Their values are made in literal.c.
 *
 * CPython's tokenizer names what is wrong with a number, so the forms are told apart here rather
 * than by one pattern; underscores stand singly between digits only. */
#include "py/lex.h"

/* Digits of base 2, 8, 10 or 16. */
static bool is_digit(unsigned char c, int base)
{
    if (base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return true;
    return c >= '0' && c < '0' + (base > 10 ? 10 : base);
}

/* Keywords may follow a number at once ("1if x"), as CPython 3.11 still allows with a warning.
 * Only the start of the word is compared, as CPython's tokenizer does it letter by letter. */
static bool is_keyword_ahead(const struct lk_lex *l)
{
    static const char *const words[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
    struct lk_str rest = lk_str_cut(l->text, l->pos, l->text.n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lk_str_starts(rest, lk_str_of(words[i])))
            return true;
    return false;
}

/* Puts the token, unless letters stick to it. `kind` names the number in the message ("decimal",
 * "hexadecimal" …). */
static bool end_number(struct lk_lex *l, uint32_t from, const char *kind)
{
    if (lk_lex_is_word(lk_lex_at(l, 0)) && !is_keyword_ahead(l)) {
        l->pos++;
        return lk_lex_fail(l, from, "invalid %s literal", kind);
    }
    lk_lex_put(l, LK_T_NUMBER, from, 0);
    return true;
}

/* Digits with single underscores between them; false when an underscore has no digit after it. */
static bool pass_digits(struct lk_lex *l, int base)
{
    for (;;) {
        while (is_digit(lk_lex_at(l, 0), base))
            l->pos++;
        if (lk_lex_at(l, 0) != '_')
            return true;
        l->pos++;
        if (!is_digit(lk_lex_at(l, 0), base))
            return false;
    }
}

/* 0x…, 0o…, 0b…. An underscore may follow the prefix directly. A decimal digit that the base
 * lacks has a message of its own. */
static bool lex_radix(struct lk_lex *l, uint32_t from, int base)
{
    const char *kind = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
    l->pos += 2;
    bool begun = is_digit(lk_lex_at(l, 0), base) || lk_lex_at(l, 0) == '_';
    bool ok = begun && pass_digits(l, base);
    unsigned char c = lk_lex_at(l, 0);
    if (lk_lex_is_digit(c)) {
        l->pos++;
        return lk_lex_fail(l, from, "invalid digit '%c' in %s literal", c, kind);
    }
    if (!ok)
        return lk_lex_fail(l, from, "invalid %s literal", kind);
    return end_number(l, from, kind);
}

/* An exponent at pos, if it is one: "1else" is a number and a keyword. A sign without digits
 * behind it cannot be anything else and is an error. */
static bool pass_exponent(struct lk_lex *l, uint32_t from)
{
    unsigned char sign = lk_lex_at(l, 1);
    if ((lk_lex_at(l, 0) | 0x20) != 'e')
        return true;
    bool is_signed = sign == '+' || sign == '-';
    if (!lk_lex_is_digit(lk_lex_at(l, is_signed ? 2 : 1))) {
        if (!is_signed)
            return true;
        l->pos += 2;
        return lk_lex_fail(l, from, "invalid decimal literal");
    }
    l->pos += is_signed ? 2 : 1;
    return pass_digits(l, 10) || lk_lex_fail(l, from, "invalid decimal literal");
}

/* Fraction, exponent and j after the digits before the point. `zeros`: the number begins with a
 * 0 that other digits follow, which is fine only when it turns out a float or an imaginary
 * number. */
static bool end_decimal(struct lk_lex *l, uint32_t from, bool zeros)
{
    uint32_t whole = l->pos;
    if (lk_lex_at(l, 0) == '.') {
        l->pos++;
        if (lk_lex_is_digit(lk_lex_at(l, 0)) && !pass_digits(l, 10))
            return lk_lex_fail(l, from, "invalid decimal literal");
    }
    if (!pass_exponent(l, from))
        return false;
    if ((lk_lex_at(l, 0) | 0x20) == 'j') {
        l->pos++;
        return end_number(l, from, "imaginary");
    }
    if (zeros && l->pos == whole)
        return lk_lex_fail(l, from, "leading zeros in decimal integer literals are not permitted; "
                           "use an 0o prefix for octal integers");
    return end_number(l, from, "decimal");
}

/* digits [. digits] [e digits] [j], or . digits …; leading zeros only in 0, 00 and floats. */
bool lk_lex_number(struct lk_lex *l)
{
    uint32_t from = l->pos;
    unsigned char radix = lk_lex_at(l, 0) == '0' ? lk_lex_at(l, 1) | 0x20 : 0;
    if (radix == 'x' || radix == 'o' || radix == 'b')
        return lex_radix(l, from, radix == 'x' ? 16 : radix == 'o' ? 8 : 2);
    if (!pass_digits(l, 10))
        return lk_lex_fail(l, from, "invalid decimal literal");
    bool zeros = false;
    if (l->text.p[from] == '0')
        for (uint32_t i = from; i < l->pos; i++)
            zeros |= l->text.p[i] >= '1' && l->text.p[i] <= '9';
    return end_decimal(l, from, zeros);
}
