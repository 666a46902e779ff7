/* Case mapping of whole texts: simple mappings from utf8proc, Unicode's special casing from
 * unitab.def, the final sigma by its rule.  As CPython, no locale. */
#include "py/text.h"

#include <utf8proc.h>

enum special { CASE_UPPER, CASE_TITLE };
static const struct {
    uint32_t code;
    uint8_t which;
    const char *text;
/* Few enough to be searched one by one. */
} specials[] = {
#define LK_SPECIAL_UPPER(code, text) {code, CASE_UPPER, text},
#define LK_SPECIAL_TITLE(code, text) {code, CASE_TITLE, text},
#include "py/unitab.def"
#undef LK_SPECIAL_UPPER
#undef LK_SPECIAL_TITLE
};

/* The mapping of a code point to more than one, or NULL. Nothing below U+00DF has one, which
 * spares most texts the search. */
static const char *special(uint32_t c, enum special which)
{
    if (c < 0xdf)
        return NULL;
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i].code == c && specials[i].which == which)
            return specials[i].text;
    return NULL;
}

/* Writes one code point as UTF-8. */
static void put(struct lk_buf *out, uint32_t c)
{
    char text[4];
    lk_buf_add(out, (struct lk_str){text, lk_utf_put(text, c)});
}

/* str.upper() of one code point; "ß" becomes two letters. */
static void upper(struct lk_buf *out, uint32_t c)
{
    const char *text = special(c, CASE_UPPER);
    if (text)
        lk_buf_addz(out, text);
    else
        put(out, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c));
}

/* The title case of one code point, which differs from upper case for digraphs such as U+01C4. */
static void title(struct lk_buf *out, uint32_t c)
{
    const char *text = special(c, CASE_TITLE);
    if (text)
        lk_buf_addz(out, text);
    else
        put(out, (uint32_t)utf8proc_totitle((utf8proc_int32_t)c));
}

/* Unicode's Case_Ignorable, near enough for the sigma: the listed punctuation, and marks,
 * modifiers and format characters by category. */
static bool case_ignorable(uint32_t c)
{
    if (c == '\'' || c == '.' || c == ':' || c == '^' || c == '`' || c == 0xb7 || c == 0x2019)
        return true;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return true;
    default:
        return false;
    }
}

/* A sigma at s.p + at is final when a cased letter stands before it and none behind it, what can
 * be ignored left out (Unicode 3.13, Final_Sigma). The look-back and look-ahead stop at the
 * first letter that counts. */
static bool sigma_is_final(struct lk_str s, size_t at)
{
    uint32_t len, c = 0;
    size_t i = at;
    bool before = false;
    while (i > 0) {
        c = lk_utf_back(s.p + i, &len);
        i -= len;
        if (!case_ignorable(c)) {
            before = lk_uni_is_cased(c);
            break;
        }
    }
    if (!before)
        return false;
    /* Sigma itself has two bytes. */
    for (i = at + 2; i < s.n; i += len) {
        c = lk_utf_get(s.p + i, &len);
        if (!case_ignorable(c))
            return !lk_uni_is_cased(c);
    }
    return true;
}

/* str.lower() of one code point. Sigma depends on its neighbours, so that the whole text is
 * given; U+0130 is the only other one that needs two code points. */
static void lower(struct lk_buf *out, struct lk_str s, size_t at, uint32_t c)
{
    if (c == 0x3a3)
        put(out, sigma_is_final(s, at) ? 0x3c2 : 0x3c3);
    else if (c == 0x130)
        lk_buf_addz(out, "i\314\207");
    else
        put(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
}

/* str.casefold() of one code point, by utf8proc's full case folding; up to three code points
 * come out. */
static void fold(struct lk_buf *out, uint32_t c)
{
    utf8proc_int32_t folded[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, folded, 8, UTF8PROC_CASEFOLD,
                                                 &boundary);
    if (n < 1 || n > 8)
        put(out, c);
    for (utf8proc_ssize_t i = 0; i < n && n <= 8; i++)
        put(out, (uint32_t)folded[i]);
}

/* The same for texts of ASCII only, without tables: by far the most common case. `inside` is
 * whether the last byte was a letter, which title case needs. */
static void ascii_case(struct lk_buf *out, struct lk_str s, enum lk_text_case how)
{
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool up = c >= 'A' && c <= 'Z', low = c >= 'a' && c <= 'z';
        bool to_upper = how == LK_CASE_UPPER || (how == LK_CASE_SWAP && low) ||
                        (how == LK_CASE_TITLE && !inside) || (how == LK_CASE_CAPITAL && i == 0);
        bool to_lower = !to_upper && (how != LK_CASE_SWAP || up);
        lk_buf_addc(out, (char)(to_upper && low ? c - 32 : to_lower && up ? c + 32 : c));
        inside = up || low;
    }
}

/* One code point of a text that is not ASCII. The caller has reduced title and capital forms to
 * one of the plain mappings per letter. */
static void map(struct lk_buf *out, struct lk_str s, size_t at, enum lk_text_case how)
{
    uint32_t len, c = lk_utf_get(s.p + at, &len);
    bool up = lk_uni_is_upper(c), low = lk_uni_is_lower(c);
    if (how == LK_CASE_FOLD)
        fold(out, c);
    else if (how == LK_CASE_UPPER || (how == LK_CASE_SWAP && low))
        upper(out, c);
    else if (how == LK_CASE_TITLE)
        title(out, c);
    else if (how == LK_CASE_LOWER || (how == LK_CASE_SWAP && up))
        lower(out, s, at, c);
    else
        put(out, c);
}

/* Appends the text in another case; the length in bytes may change either way. Title case starts
 * anew behind every uncased character, as str.title() does, so that "it's" gives "It'S". */
void lk_text_case(struct lk_buf *out, struct lk_str s, enum lk_text_case how)
{
    if (lk_utf_is_ascii(s)) {
        ascii_case(out, s, how == LK_CASE_FOLD ? LK_CASE_LOWER : how);
        return;
    }
    /* `inside` tells whether the last code point was a cased letter, behind which title case
     * goes on in lower case. */
    bool inside = false, words = how == LK_CASE_TITLE;
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        enum lk_text_case now = how;
        if (words || how == LK_CASE_CAPITAL)
            now = (words ? inside : i > 0) ? LK_CASE_LOWER : LK_CASE_TITLE;
        map(out, s, i, now);
        inside = lk_uni_is_cased(c);
    }
}
