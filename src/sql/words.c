/* The words of a statement, outside of quotes and comments.  It is no parser: it knows where
 * texts, names, dollar quotes and comments end, and which first words mean what.
 *
 * A wrong answer must be a harmless one.  A statement that is barred from a transaction block and
 * is not recognised fails on the server, which says why; transaction control is always
 * recognised, since it stands in the first word. */
#include "sql/words.h"

#include <ctype.h>

/* Position behind a comment without end is the end of the text: the server reports it. */
size_t lk_words_skip_comment(struct lk_str s, size_t i)
{
    if (s.p[i] == '-') {
        const char *end = memchr(s.p + i, '\n', s.n - i);
        return end ? (size_t)(end - s.p) : s.n;
    }
    size_t depth = 0;
    for (; i + 1 < s.n; i++) {
        if (s.p[i] == '/' && s.p[i + 1] == '*') {
            depth++;
            i++;
        } else if (s.p[i] == '*' && s.p[i + 1] == '/') {
            i++;
            if (--depth == 0) {
                return i + 1;
            }
        }
    }
    return s.n;
}

/* A text or name in quotes; a doubled quote opens the next one at once, which comes to the same. */
static size_t skip_quoted(struct lk_str s, size_t i)
{
    bool escapes = s.p[i] == '\'' && i && (s.p[i - 1] == 'e' || s.p[i - 1] == 'E');
    char quote = s.p[i++];
    while (i < s.n && s.p[i] != quote) {
        i += escapes && s.p[i] == '\\' ? 2 : 1;
    }
    return i < s.n ? i + 1 : s.n;
}

/* $tag$ … $tag$; a lone dollar sign is one character. */
size_t lk_words_skip_dollar(struct lk_str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && (isalnum((unsigned char)s.p[end]) || s.p[end] == '_')) {
        end++;
    }
    if (end >= s.n || s.p[end] != '$') {
        return i + 1;
    }
    ptrdiff_t close = lk_str_find(s, lk_str_cut(s, i, end + 1), end + 1);
    return close < 0 ? s.n : (size_t)close + (end + 1 - i);
}

static bool starts_comment(struct lk_str s, size_t i)
{
    return i + 1 < s.n && ((s.p[i] == '-' && s.p[i + 1] == '-') ||
                           (s.p[i] == '/' && s.p[i + 1] == '*'));
}

/* The next word at or after *i, or "" for any other token; false at the end. */
static bool next_token(struct lk_str *word, struct lk_str s, size_t *i)
{
    while (*i < s.n && (isspace((unsigned char)s.p[*i]) || starts_comment(s, *i))) {
        *i = isspace((unsigned char)s.p[*i]) ? *i + 1 : lk_words_skip_comment(s, *i);
    }
    size_t from = *i;
    if (from >= s.n) {
        return false;
    }
    while (*i < s.n && (isalnum((unsigned char)s.p[*i]) || s.p[*i] == '_')) {
        ++*i;
    }
    *word = lk_str_cut(s, from, *i);
    if (*i == from) {
        char ch = s.p[from];
        *i = ch == '\'' || ch == '"' ? skip_quoted(s, from)
             : ch == '$'            ? lk_words_skip_dollar(s, from)
                                    : from + 1;
    }
    return true;
}

static bool is(struct lk_str word, const char *text)
{
    return lk_str_eq_nocase(word, lk_str_of(text));
}

/* Is one of the words outside of quotes this one? */
static bool has_word(struct lk_str text, const char *wanted)
{
    struct lk_str word;
    for (size_t i = 0; next_token(&word, text, &i);) {
        if (is(word, wanted)) {
            return true;
        }
    }
    return false;
}

static const struct { const char *first, *second; uint32_t traits; } rules[] = {
    {"rollback", "to", LK_TRAIT_SAVEPOINT}, {"release", NULL, LK_TRAIT_SAVEPOINT},
    {"savepoint", NULL, LK_TRAIT_SAVEPOINT}, {"begin", NULL, LK_TRAIT_TX_BEGIN},
    {"start", "transaction", LK_TRAIT_TX_BEGIN}, {"commit", NULL, LK_TRAIT_TX_END},
    {"end", NULL, LK_TRAIT_TX_END}, {"abort", NULL, LK_TRAIT_TX_END},
    {"rollback", NULL, LK_TRAIT_TX_END}, {"prepare", "transaction", LK_TRAIT_TX_END},
    {"set", "transaction", LK_TRAIT_SET_TX}, {"copy", NULL, LK_TRAIT_COPY},
    {"vacuum", NULL, LK_TRAIT_NO_BLOCK}, {"select", NULL, LK_TRAIT_ROWS},
    {"show", NULL, LK_TRAIT_ROWS}, {"values", NULL, LK_TRAIT_ROWS},
    {"explain", NULL, LK_TRAIT_ROWS}, {"with", NULL, LK_TRAIT_ROWS},
};

static bool is_change(struct lk_str first)
{
    return is(first, "insert") || is(first, "update") || is(first, "delete") || is(first, "merge");
}

/* CONCURRENTLY stands among the first words, or at the end of DETACH PARTITION. */
static bool is_concurrent(struct lk_str first, struct lk_str text)
{
    bool may = is(first, "create") || is(first, "drop") || is(first, "reindex") ||
               is(first, "alter");
    return may && has_word(text, "concurrently");
}

uint32_t lk_words_traits(struct lk_str text)
{
    struct lk_str first = {"", 0}, second = {"", 0};
    size_t i = 0;
    if (!next_token(&first, text, &i)) {
        return 0;
    }
    next_token(&second, text, &i);
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        if (is(first, rules[k].first) && (!rules[k].second || is(second, rules[k].second))) {
            return rules[k].traits;
        }
    }
    if (is_change(first) && has_word(text, "returning")) {
        return LK_TRAIT_ROWS;
    }
    return is_concurrent(first, text) ? LK_TRAIT_NO_BLOCK : 0;
}

bool lk_words_several(struct lk_str text)
{
    struct lk_str word;
    bool ended = false;
    for (size_t i = 0; next_token(&word, text, &i);) {
        if (ended) {
            return true;
        }
        ended = !word.n && text.p[i - 1] == ';';
    }
    return false;
}

/* Is the token that ends at `end` this name?  A word is compared as the server folds it. */
static bool is_name(struct lk_str text, struct lk_str word, size_t end, struct lk_str name)
{
    if (word.n) {
        return lk_str_eq_nocase(word, name);
    }
    bool long_enough = end >= name.n + 2 && text.p[end - 1] == '"';
    return long_enough && text.p[end - name.n - 2] == '"' &&
           lk_str_eq(lk_str_cut(text, end - name.n - 1, end - 1), name);
}

/* Not a.name.b, where the name stands between two dots. */
bool lk_words_qualify(struct lk_str text, struct lk_str name)
{
    struct lk_str word;
    bool dot = false, named = false;
    for (size_t i = 0; next_token(&word, text, &i);) {
        bool is_dot = !word.n && text.p[i - 1] == '.';
        if (is_dot && named) {
            return true;
        }
        named = !dot && is_name(text, word, i, name);
        dot = is_dot;
    }
    return false;
}
