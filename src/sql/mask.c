/* What of a statement may be remembered.  Like words.c it is no parser: it knows where literals end
 * and which words mean what, and a mistake costs the reader a value, never a secret. */
#include "sql/mask.h"
#include "sql/words.h"
#include <ctype.h>

enum kind { SPACE, COMMENT, WORD, NAME, TEXT, DOLLAR, NUMBER, OTHER };

struct token {
    enum kind kind;
    struct lk_str text;
};

/* Where a text of SQL is, and what is known of the statement under way. */
struct mask {
    struct lk_buf *out;
    bool values;           /* literals stay */
    bool backslashes;      /* they escape in every literal */
    bool first;            /* no word of this statement has come */
    bool kept;             /* the statement is DDL */
    bool does;             /* … or DO */
    bool creates, table;   /* CREATE … TABLE or MATERIALIZED VIEW */
    bool as;               /* the word before was AS */
    bool secret;           /* a literal here is a password */
};

/* What stands before the host of a URL is not longer; without a bound a text of nothing but "://"
 * would be looked at again and again. */
#define URL_BYTES 1024

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is(struct lk_str word, const char *text)
{
    return lk_str_eq_nocase(word, lk_str_of(text));
}

/* Is it one of the words of a list that ends with NULL? */
static bool is_one(struct lk_str word, const char *const *list)
{
    for (; *list; list++)
        if (is(word, *list))
            return true;
    return false;
}

/* Digits, point, exponent, underscores and hexadecimal digits: whatever follows a digit. */
static size_t skip_number(struct lk_str s, size_t i)
{
    while (i < s.n && (is_word(s.p[i]) || s.p[i] == '.' ||
                       ((s.p[i] == '+' || s.p[i] == '-') && strchr("eE", s.p[i - 1]))))
        i++;
    return i;
}

/* A text or name in quotes, those that are doubled inside included. */
static size_t skip_quoted(struct lk_str s, size_t i, bool escapes)
{
    char quote = s.p[i++];
    while (i < s.n) {
        bool closes = s.p[i] == quote;
        if (closes && !(i + 1 < s.n && s.p[i + 1] == quote))
            return i + 1;
        i += closes || (escapes && s.p[i] == '\\') ? 2 : 1;
    }
    return s.n;
}

/* E'…', B'…', X'…', N'…', U&'…': the letters belong to the literal. */
static size_t skip_word(enum kind *kind, struct lk_str s, size_t i, bool escapes)
{
    static const char *const prefixes[] = {"e", "b", "x", "n", NULL};
    size_t from = i;
    while (i < s.n && (is_word(s.p[i]) || s.p[i] == '$'))
        i++;
    struct lk_str word = lk_str_cut(s, from, i);
    bool unicode = is(word, "u") && i + 1 < s.n && s.p[i] == '&';
    size_t quote = i + unicode;
    *kind = WORD;
    if (quote >= s.n || s.p[quote] != '\'' || !(unicode || is_one(word, prefixes)))
        return i;
    *kind = TEXT;
    return skip_quoted(s, quote, escapes || is(word, "e"));
}

static size_t skip_space(struct lk_str s, size_t i)
{
    while (i < s.n && isspace((unsigned char)s.p[i]))
        i++;
    return i;
}

static bool begins_comment(struct lk_str s, size_t i)
{
    char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';
    return (c == '-' && next == '-') || (c == '/' && next == '*');
}

/* The kind of a token by its first character, and where it ends. */
static size_t skip_token(enum kind *kind, struct lk_str s, size_t i, bool escapes)
{
    char c = s.p[i];
    bool digit = isdigit((unsigned char)c) ||
                 (c == '.' && i + 1 < s.n && isdigit((unsigned char)s.p[i + 1]));
    *kind = isspace((unsigned char)c) ? SPACE : begins_comment(s, i) ? COMMENT
          : digit ? NUMBER : is_word(c) ? WORD : c == '\'' ? TEXT : c == '"' ? NAME : OTHER;
    size_t end = i + 1;
    switch (*kind) {
    case SPACE: return skip_space(s, i);
    case COMMENT: return lk_words_skip_comment(s, i);
    case NUMBER: return skip_number(s, i);
    case WORD: return skip_word(kind, s, i, escapes);
    case TEXT: return skip_quoted(s, i, escapes);
    case NAME: return skip_quoted(s, i, false);
    default: break;
    }
    if (c == '$' && i + 1 < s.n && isdigit((unsigned char)s.p[i + 1]))
        return skip_number(s, i + 1);      /* a parameter */
    if (c == '$' && (end = lk_words_skip_dollar(s, i)) > i + 1)
        *kind = DOLLAR;
    return end;
}

static bool next(struct token *t, struct lk_str s, size_t *i, bool escapes)
{
    size_t from = *i;
    if (from >= s.n)
        return false;
    *i = skip_token(&t->kind, s, from, escapes);
    t->text = lk_str_cut(s, from, *i);
    return true;
}

static bool ends_with_password(struct lk_str word)
{
    static const char *const names[] = {"password", "passwd"};
    for (size_t i = 0; i < 2; i++) {
        struct lk_str name = lk_str_of(names[i]);
        if (word.n >= name.n &&
            lk_str_eq_nocase(lk_str_cut(word, word.n - name.n, word.n), name))
            return true;
    }
    return false;
}

/* scheme://user:HERE@host at i, which is behind "://": appends up to the @; 0 where there is no
 * password. */
static size_t blank_url(struct lk_buf *out, struct lk_str s, size_t i)
{
    size_t colon = 0, at = 0;
    size_t end = s.n - i > URL_BYTES ? i + URL_BYTES : s.n;
    for (size_t k = i; k < end && !isspace((unsigned char)s.p[k]) && !strchr("'\"", s.p[k]); k++) {
        colon = !colon && s.p[k] == ':' ? k : colon;
        at = s.p[k] == '@' ? k : at;
    }
    if (!colon || at < colon)
        return 0;
    lk_buf_add(out, lk_str_cut(s, i, colon + 1));
    lk_buf_addz(out, "***");
    return at;
}

/* password=HERE, "password": "HERE", PASSWORD ''HERE'' at i, which is behind the word: appends what
 * is between; 0 where no value follows. */
static size_t blank_value(struct lk_buf *out, struct lk_str s, size_t i)
{
    size_t k = i, run;
    bool sign = false, quoted = false;
    for (; k < s.n && strchr(" \t\n=:>\"'\\", s.p[k]); k++) {
        sign |= s.p[k] == '=' || s.p[k] == ':';
        quoted |= (s.p[k] == '\'' || s.p[k] == '"') && k > i;
    }
    if (k == s.n || !(sign || quoted))
        return 0;
    char quote = k && strchr("'\"", s.p[k - 1]) ? s.p[k - 1] : '\0';
    for (run = k; run < s.n && (quote ? s.p[run] != quote
                                      : !isspace((unsigned char)s.p[run]) &&
                                            !strchr("'\",;&)", s.p[run])); run++)
        ;
    lk_buf_add(out, lk_str_cut(s, i, k));
    lk_buf_addz(out, "***");
    return run;
}

/* Text that is kept, without the passwords in it. */
static void scrub(struct lk_buf *out, struct lk_str s)
{
    size_t i = 0, past;
    while (i < s.n) {
        if (lk_str_starts(lk_str_cut(s, i, s.n), LK_STR("://"))) {
            lk_buf_addz(out, "://");
            i += 3;
            past = blank_url(out, s, i);
        } else {
            lk_buf_addc(out, s.p[i++]);
            past = strchr("dD", s.p[i - 1]) && ends_with_password(lk_str_cut(s, 0, i))
                       ? blank_value(out, s, i) : 0;
        }
        i = past ? past : i;
    }
}

static void mask(struct mask *m, struct lk_str sql);

/* In a body the delimiters stay, and what is between them is a text of SQL again; elsewhere it is a
 * literal like any other. */
static void add_dollar(struct mask *m, struct lk_str text)
{
    struct mask body = {.out = m->out, .values = m->values || m->kept, .first = true,
                        .backslashes = m->backslashes};
    size_t mark = 1;
    while (mark < text.n && text.p[mark] != '$')
        mark++;
    mark++;
    bool is_body = m->values || m->kept || m->does;
    if (!is_body || text.n < 2 * mark ||
        memcmp(text.p, text.p + text.n - mark, mark) != 0) {
        lk_buf_addf(m->out, "<text %zu>", text.n);
        return;
    }
    lk_buf_add(m->out, lk_str_cut(text, 0, mark));
    mask(&body, lk_str_cut(text, mark, text.n - mark));
    lk_buf_add(m->out, lk_str_cut(text, text.n - mark, text.n));
}

/* The length is that of the text as it is written, without its quotes. */
static void add_text(struct mask *m, struct lk_str text)
{
    const char *quote = memchr(text.p, '\'', text.n);
    size_t lead = quote ? (size_t)(quote - text.p) + 1 : 0;
    size_t tail = text.n > lead && text.p[text.n - 1] == '\'' ? 1 : 0;
    if (m->secret)
        lk_buf_addz(m->out, "'***'");
    else if (m->values || m->kept)
        scrub(m->out, text);
    else
        lk_buf_addf(m->out, "<text %zu>", text.n - lead - tail);
}

/* What a word says of its statement; CREATE TABLE … AS turns from definition to data. */
static void note_word(struct mask *m, struct lk_str word)
{
    static const char *const ddl[] = {"alter", "comment", "create", "drop", "grant", "lock",
                                      "reassign", "refresh", "reindex", "revoke", "security",
                                      "truncate", NULL};
    static const char *const data[] = {"execute", "select", "values", "with", NULL};
    if (m->first) {
        m->kept = is_one(word, ddl);
        m->does = is(word, "do");
        m->creates = is(word, "create");
        m->table = false;
    }
    m->first = false;
    m->table |= m->creates && (is(word, "table") || is(word, "materialized"));
    if (m->table && ((m->as && is_one(word, data)) || is(word, "select")))
        m->kept = false;
    m->as = is(word, "as");
}

static void add_word(struct mask *m, struct lk_str word)
{
    static const char *const truths[] = {"true", "false", NULL};
    note_word(m, word);
    if (!m->values && !m->kept && is_one(word, truths))
        lk_buf_addz(m->out, "<bool>");
    else
        lk_buf_add(m->out, word);
}

/* Comments say what they like: they go where values go. */
static void add_comment(struct mask *m, struct lk_str text)
{
    if (m->values || m->kept)
        scrub(m->out, text);
    else
        lk_buf_addc(m->out, ' ');
}

/* One token, and whether a literal behind it would be a password. */
static void add(struct mask *m, const struct token *t)
{
    bool secret = false;
    switch (t->kind) {
    case SPACE:
        secret = m->secret;
        lk_buf_add(m->out, t->text);
        break;
    case COMMENT:
        secret = m->secret;
        add_comment(m, t->text);
        break;
    case WORD:
        add_word(m, t->text);
        secret = ends_with_password(t->text);
        break;
    case NAME:
        lk_buf_add(m->out, t->text);
        secret = t->text.n > 2 && ends_with_password(lk_str_cut(t->text, 1, t->text.n - 1));
        break;
    case TEXT: add_text(m, t->text); break;
    case DOLLAR:
        if (m->secret)
            lk_buf_addz(m->out, "'***'");
        else
            add_dollar(m, t->text);
        break;
    case NUMBER:
        if (m->values || m->kept)
            lk_buf_add(m->out, t->text);
        else
            lk_buf_addf(m->out, "<number %zu>", t->text.n);
        break;
    case OTHER:
        secret = m->secret && strchr("=>:", *t->text.p);
        m->first |= *t->text.p == ';';
        lk_buf_add(m->out, t->text);
        break;
    }
    if (t->kind != SPACE && t->kind != COMMENT && t->kind != WORD)
        m->as = m->as && t->kind == OTHER && *t->text.p == '(';
    m->secret = secret;
}

static void mask(struct mask *m, struct lk_str sql)
{
    struct token t;
    for (size_t i = 0; next(&t, sql, &i, m->backslashes);)
        add(m, &t);
}

void lk_sql_mask(struct lk_buf *out, struct lk_str sql, unsigned flags)
{
    struct mask m = {.out = out, .values = flags & LK_MASK_VALUES, .first = true,
                     .backslashes = flags & LK_MASK_BACKSLASHES};
    mask(&m, sql);
}

/* Class 22 is about values, and the server quotes them, in quotes of its language; a syntax error
 * may quote a literal. */
void lk_sql_mask_message(struct lk_buf *out, struct lk_str message, const char *sqlstate,
                         unsigned flags)
{
    static const char *const quotes[] = {"\"", "«", "„", "“", "»"};
    bool data = strncmp(sqlstate, "22", 2) == 0, syntax = strcmp(sqlstate, "42601") == 0;
    bool values = flags & LK_MASK_VALUES;
    size_t from = message.n;
    for (size_t i = 0; !values && (data || syntax) && i < sizeof quotes / sizeof *quotes; i++) {
        ptrdiff_t at = lk_str_find(message, lk_str_of(quotes[i]), 0);
        if (at >= 0 && (size_t)at < from)
            from = (size_t)at;
    }
    if (syntax && from + 1 < message.n && !strchr("'$0123456789", message.p[from + 1]))
        from = message.n;
    scrub(out, lk_str_cut(message, 0, from));
    if (from < message.n)
        lk_buf_addf(out, "<text %zu>", message.n - from);
}
