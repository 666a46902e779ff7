/* Classes of characters as CPython 3.11's str methods tell them: general categories from utf8proc,
 * the properties that it lacks from unitab.def.  No tables of its own, no case mapping (case.c). */
#include "py/text.h"

#include <utf8proc.h>

struct range {
    uint32_t from, to;
};

/* Superscripts and their like, which isdigit() takes and isdecimal() does not. */
static const struct range digits[] = {
#define LK_DIGIT(from, to) {from, to},
#include "py/unitab.def"
#undef LK_DIGIT
};
static const struct range numerics[] = {
#define LK_NUMERIC(from, to) {from, to},
#include "py/unitab.def"
#undef LK_NUMERIC
};
static const struct range uppers[] = {
#define LK_UPPER(from, to) {from, to},
#include "py/unitab.def"
#undef LK_UPPER
};
static const struct range lowers[] = {
#define LK_LOWER(from, to) {from, to},
#include "py/unitab.def"
#undef LK_LOWER
};
static const struct range starts[] = {
#define LK_START(from, to) {from, to},
#include "py/unitab.def"
#undef LK_START
};
static const struct range continues[] = {
#define LK_CONTINUE(from, to) {from, to},
#include "py/unitab.def"
#undef LK_CONTINUE
};

/* Whether a code point is in one of the runs, by binary search. */
static bool within(uint32_t c, const struct range *r, size_t n)
{
    size_t low = 0;
    while (low < n) {
        size_t mid = (low + n) / 2;
        if (c < r[mid].from)
            n = mid;
        else if (c > r[mid].to)
            low = mid + 1;
        else
            return true;
    }
    return false;
}
#define WITHIN(c, set) within(c, set, sizeof(set) / sizeof *(set))

static utf8proc_category_t category(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c);
}

/* The sequence of str.isspace(): white space, and the bidirectional types B, S and WS. */
bool lk_uni_is_space(uint32_t c)
{
    return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20) || c == 0x85 ||
           (c > 0x7f && category(c) >= UTF8PROC_CATEGORY_ZS && category(c) <= UTF8PROC_CATEGORY_ZP);
}

/* Where str.splitlines() cuts: more than the line feed and carriage return, among them the form
 * feed, the separators of ASCII and those of Unicode. */
bool lk_uni_is_break(uint32_t c)
{
    return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

/* The letter categories (L*), as str.isalpha() tells them. */
bool lk_uni_is_alpha(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return category(c) >= UTF8PROC_CATEGORY_LU && category(c) <= UTF8PROC_CATEGORY_LO;
}

bool lk_uni_is_decimal(uint32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND;
}

/* Every script's decimal digits are ten code points in a row, the zero at the start of the run. */
int lk_uni_decimal(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    if (!lk_uni_is_decimal(c))
        return -1;
    /* Mathematical digits: five alphabets in one run, the first of which begins at 1d7ce. */
    if (c >= 0x1d7ce && c <= 0x1d7ff)
        return (int)((c - 0x1d7ce) % 10);
    /* Back to the first digit of the run. */
    uint32_t run = c;
    while (lk_uni_is_decimal(run - 1))
        run--;
    return (int)((c - run) % 10);
}

bool lk_uni_is_digit(uint32_t c) { return lk_uni_is_decimal(c) || WITHIN(c, digits); }
bool lk_uni_is_numeric(uint32_t c) { return lk_uni_is_digit(c) || WITHIN(c, numerics); }

/* The property Uppercase: category Lu and a few others, such as circled letters. */
bool lk_uni_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    return category(c) == UTF8PROC_CATEGORY_LU || WITHIN(c, uppers);
}

/* The property Lowercase, which has the modifier letters besides category Ll. */
bool lk_uni_is_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    return category(c) == UTF8PROC_CATEGORY_LL || WITHIN(c, lowers);
}

/* Digraphs of which only the first letter is a capital. */
bool lk_uni_is_title(uint32_t c) { return c > 0x7f && category(c) == UTF8PROC_CATEGORY_LT; }

/* What islower(), isupper() and title() look at; other characters do not count for them. */
bool lk_uni_is_cased(uint32_t c)
{
    return lk_uni_is_upper(c) || lk_uni_is_lower(c) || lk_uni_is_title(c);
}

/* What repr() shows as it is; it escapes the rest. All separators but the ASCII space and all
 * kinds of control and unassigned characters are not printable. */
bool lk_uni_is_printable(uint32_t c)
{
    if (c < 0x80)
        return c >= 0x20 && c < 0x7f;
    switch (category(c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return true;
    }
}

/* XID_Start, by categories and the exceptions in the table, which turn the answer round. */
bool lk_uni_is_start(uint32_t c)
{
    if (c < 0x80)
        return c == '_' || lk_uni_is_alpha(c);
    bool letter = lk_uni_is_alpha(c) || category(c) == UTF8PROC_CATEGORY_NL;
    /* The table lists where category and property differ, in either direction. */
    return letter != WITHIN(c, starts);
}

/* XID_Continue in the same way: marks, digits and connectors besides. */
bool lk_uni_is_continue(uint32_t c)
{
    if (c < 0x80)
        return c == '_' || lk_uni_is_alpha(c) || lk_uni_is_decimal(c);
    utf8proc_category_t k = category(c);
    bool more = k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC ||
                k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_PC;
    return (lk_uni_is_start(c) || more) != WITHIN(c, continues);
}

/* str.isalnum() asks for letters or any of the three kinds of numbers. */
static bool alnum(uint32_t c)
{
    return lk_uni_is_alpha(c) || lk_uni_is_numeric(c);
}

/* Whether all code points pass; true for the empty text, which most callers exclude themselves. */
static bool every(struct lk_str s, bool (*test)(uint32_t))
{
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len)
        if (!test(lk_utf_get(s.p + i, &len)))
            return false;
    return true;
}

/* All cased characters are of the one kind, and there is one. Title case letters are neither and
 * fail both. */
static bool one_case(struct lk_str s, bool (*good)(uint32_t), bool (*bad)(uint32_t))
{
    bool any = false;
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        /* One letter of the other case is enough. */
        if (bad(c) || lk_uni_is_title(c))
            return false;
        any |= good(c);
    }
    return any;
}

/* Capitals only after uncased characters, small letters only after cased ones, and at least one
 * letter: "It'S" is title case, as in Python. */
static bool is_title(struct lk_str s)
{
    bool any = false, inside = false;
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        /* A word begins with a capital or a title case digraph. */
        bool head = lk_uni_is_upper(c) || lk_uni_is_title(c);
        bool tail = lk_uni_is_lower(c);
        if ((head && inside) || (tail && !inside))
            return false;
        inside = head || tail;
        any |= inside;
    }
    return any;
}

/* Keywords are identifiers, too; str.isidentifier() does not look at them. */
static bool is_identifier(struct lk_str s)
{
    uint32_t len;
    if (!s.n || !lk_uni_is_start(lk_utf_get(s.p, &len)))
        return false;
    return every(lk_str_cut(s, len, s.n), lk_uni_is_continue);
}

/* The predicates of str. The empty text is none of these kinds but ASCII and printable. */
bool lk_text_is(struct lk_str s, enum lk_text_class which)
{
    switch (which) {
    case LK_TEXT_ALNUM: return s.n && every(s, alnum);
    case LK_TEXT_ALPHA: return s.n && every(s, lk_uni_is_alpha);
    case LK_TEXT_ASCII: return lk_utf_is_ascii(s);
    case LK_TEXT_DECIMAL: return s.n && every(s, lk_uni_is_decimal);
    case LK_TEXT_DIGIT: return s.n && every(s, lk_uni_is_digit);
    case LK_TEXT_IDENTIFIER: return is_identifier(s);
    case LK_TEXT_LOWER: return one_case(s, lk_uni_is_lower, lk_uni_is_upper);
    case LK_TEXT_NUMERIC: return s.n && every(s, lk_uni_is_numeric);
    case LK_TEXT_PRINTABLE: return every(s, lk_uni_is_printable);
    case LK_TEXT_SPACE: return s.n && every(s, lk_uni_is_space);
    case LK_TEXT_TITLE: return is_title(s);
    case LK_TEXT_UPPER: return one_case(s, lk_uni_is_upper, lk_uni_is_lower);
    }
    return false;
}
