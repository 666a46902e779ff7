/* The values of the one statement that keeps steps, texts and inverses: lists of JSON objects, and
 * arrays of what is long.  What the members are is a table; the statement itself is in
 * db/questions.def. */
#include "base/time.h"
#include "base/utf8.h"
#include "db/ledger.h"
#include <stdlib.h>

/* How a member of a row becomes a value. */
enum kind {
    TEXT,                          /* p is NULL: none */
    KNOWN_TEXT,                    /* ... and where it is empty */
    NUMBER,                        /* uint32_t */
    LONG,                          /* int64_t */
    TIME,                          /* 0: none */
    KNOWN,                         /* enum lk_known */
    DIRECTION                      /* bool: downwards */
};

/* A column by its name in the ledger. */
struct column {
    const char *name;
    enum kind kind;
    size_t at;                     /* offset of the member */
};

#define C(kind, name, row, member) {name, kind, offsetof(struct lk_##row, member)}
static const struct column step_columns[] = {
    C(NUMBER, "number", ledger_step, number), C(NUMBER, "operations", ledger_step, operations),
    C(DIRECTION, "direction", ledger_step, downgrade), C(TEXT, "revision", ledger_step, revision),
    C(TEXT, "moved_from", ledger_step, from), C(TEXT, "moved_to", ledger_step, to),
    C(LONG, "us", ledger_step, us), C(TIME, "began", ledger_step, began_us),
    C(TIME, "at", ledger_step, at_us)};
static const struct column git_columns[] = {
    C(KNOWN_TEXT, "source", provenance, source), C(KNOWN_TEXT, "commit", provenance, commit),
    C(KNOWN_TEXT, "changed", provenance, changed), C(KNOWN_TEXT, "author", provenance, author),
    C(TIME, "authored", provenance, authored_us), C(TIME, "committed", provenance, committed_us),
    C(KNOWN_TEXT, "blob", provenance, blob), C(KNOWN_TEXT, "path", provenance, path),
    C(KNOWN_TEXT, "ref", provenance, ref), C(KNOWN_TEXT, "remote", provenance, remote),
    C(KNOWN, "file_dirty", provenance, file_dirty), C(KNOWN, "tree_dirty", provenance, tree_dirty)};
static const struct column text_columns[] = {C(TEXT, "path", ledger_text, path),
                                             C(TEXT, "hash", ledger_text, hash)};
static const struct column inverse_columns[] = {
    C(NUMBER, "operation", ledger_inverse, operation), C(TEXT, "name", ledger_inverse, name),
    C(TEXT, "target", ledger_inverse, target), C(TEXT, "undo", ledger_inverse, undo),
    C(TEXT, "reason", ledger_inverse, reason), C(TEXT, "state", ledger_inverse, state),
    C(TEXT, "search_path", ledger_inverse, search_path)};
#undef C
#define COLUMNS(table) table, sizeof table / sizeof *table

/* JSON has an escape for NUL, which the server cannot make a text of. */
static void add_text(struct lk_buf *out, struct lk_str text)
{
    struct lk_buf clean = {0};
    const char *nul;
    for (; text.n && (nul = memchr(text.p, '\0', text.n));
         text = lk_str_cut(text, (size_t)(nul - text.p) + 1, text.n)) {
        lk_buf_add(&clean, lk_str_cut(text, 0, (size_t)(nul - text.p)));
        lk_buf_utf8(&clean, LK_UTF8_REPLACEMENT);
    }
    if (clean.n)
        lk_buf_add(&clean, text);
    lk_buf_json(out, clean.n ? lk_buf_str(&clean) : text);
    lk_buf_clear(&clean);
}

/* ISO 8601 in UTC is read in one way, whatever DateStyle and TimeZone say. */
static void add_time(struct lk_buf *out, int64_t wall_us)
{
    char text[LK_TIME_TEXT];
    lk_time_iso(text, wall_us);
    lk_buf_json(out, lk_str_of(text));
}

/* Nothing where there is no value: the server takes NULL for what is not there. */
static bool is_none(enum kind kind, const void *member)
{
    switch (kind) {
    case TEXT: return !((const struct lk_str *)member)->p;
    case KNOWN_TEXT: return !((const struct lk_str *)member)->n;
    case TIME: return !*(const int64_t *)member;
    case KNOWN: return *(const enum lk_known *)member == LK_KNOWN_NOT;
    case NUMBER:
    case LONG:
    case DIRECTION: break;
    }
    return false;
}

/* One of two words, as JSON. */
static void add_word(struct lk_buf *out, bool second, const char *no, const char *yes)
{
    lk_buf_addz(out, second ? yes : no);
}

static void add_value(struct lk_buf *out, enum kind kind, const void *member)
{
    switch (kind) {
    case TEXT:
    case KNOWN_TEXT: add_text(out, *(const struct lk_str *)member); break;
    case NUMBER: lk_buf_addf(out, "%u", *(const uint32_t *)member); break;
    case LONG: lk_buf_addf(out, "%lld", (long long)*(const int64_t *)member); break;
    case TIME: add_time(out, *(const int64_t *)member); break;
    case KNOWN:
        add_word(out, *(const enum lk_known *)member == LK_KNOWN_YES, "false", "true");
        break;
    case DIRECTION:
        add_word(out, *(const bool *)member, "\"upgrade\"", "\"downgrade\"");
        break;
    }
}

/* Members of an object that has begun; further ones may follow. */
static void add_members(struct lk_buf *out, const void *row, const struct column *column, size_t n)
{
    for (const struct column *c = column; c < column + n; c++) {
        const void *member = (const char *)row + c->at;
        if (is_none(c->kind, member))
            continue;
        lk_buf_addz(out, out->p[out->n - 1] == '{' ? "" : ",");
        lk_buf_json(out, lk_str_of(c->name));
        lk_buf_addc(out, ':');
        add_value(out, c->kind, member);
    }
}

/* An object of a list: the comma before it, and the brace. */
static void open_object(struct lk_buf *out)
{
    lk_buf_addz(out, out->p[out->n - 1] == '[' ? "{" : ",{");
}

/* The texts of one step, which follow each other.  Returns the place behind them. */
static size_t add_used(struct lk_buf *out, const struct lk_ledger_kept *kept, size_t from,
                       uint32_t number)
{
    size_t i = from;
    lk_buf_addz(out, ",\"texts\":[");
    for (; i < kept->ntext && kept->text[i].number == number; i++) {
        open_object(out);
        add_members(out, &kept->text[i], COLUMNS(text_columns));
        lk_buf_addc(out, '}');
    }
    lk_buf_addc(out, ']');
    return i;
}

static void add_steps(struct lk_buf *out, const struct lk_ledger_kept *kept)
{
    size_t text = 0;
    lk_buf_addc(out, '[');
    for (size_t i = 0; i < kept->nstep; i++) {
        const struct lk_ledger_step *s = &kept->step[i];
        open_object(out);
        add_members(out, s, COLUMNS(step_columns));
        if (s->from_git)
            add_members(out, s->from_git, COLUMNS(git_columns));
        if (text < kept->ntext && kept->text[text].number == s->number)
            text = add_used(out, kept, text, s->number);
        lk_buf_addc(out, '}');
    }
    lk_buf_addc(out, ']');
}

/* One row for the inverses of a step that are here: the server's work is by the row. */
static void add_inverses(struct lk_buf *out, const struct lk_ledger_kept *kept)
{
    lk_buf_addc(out, '[');
    for (size_t i = 0; i < kept->ninverse;) {
        uint32_t number = kept->inverse[i].number;
        open_object(out);
        lk_buf_addf(out, "\"number\":%u,\"operation\":%u,\"body\":[", number,
                    kept->inverse[i].operation);
        for (; i < kept->ninverse && kept->inverse[i].number == number; i++) {
            open_object(out);
            add_members(out, &kept->inverse[i], COLUMNS(inverse_columns));
            lk_buf_addc(out, '}');
        }
        lk_buf_addz(out, "]}");
    }
    lk_buf_addc(out, ']');
}

/* An element of an array: quoted, so that commas, braces and the word NULL are nothing special. */
static void add_element(struct lk_buf *out, struct lk_str text)
{
    lk_buf_addz(out, out->p[out->n - 1] == '{' ? "\"" : ",\"");
    for (size_t n; text.n; text = lk_str_cut(text, n, text.n)) {
        for (n = 1; n < text.n && text.p[n] != '"' && text.p[n] != '\\'; n++)
            ;
        lk_buf_addz(out, text.p[0] == '"' || text.p[0] == '\\' ? "\\" : "");
        lk_buf_add(out, lk_str_cut(text, 0, n));
    }
    lk_buf_addc(out, '"');
}

/* Only where there is content to keep. */
static void add_contents(struct lk_buf *hashes, struct lk_buf *contents,
                         const struct lk_ledger_kept *kept)
{
    lk_buf_addc(hashes, '{');
    lk_buf_addc(contents, '{');
    for (const struct lk_ledger_text *t = kept->text; t < kept->text + kept->ntext; t++)
        if (t->content.p) {
            add_element(hashes, t->hash);
            add_element(contents, t->content);
        }
    lk_buf_addc(hashes, '}');
    lk_buf_addc(contents, '}');
}

void lk_ledger_kept_args(struct lk_str arg[LK_LEDGER_KEEP_ARGS], struct lk_arena *arena,
                         const struct lk_ledger_kept *kept)
{
    struct lk_buf value[LK_LEDGER_KEEP_ARGS] = {{0}};
    lk_buf_addz(&value[0], kept->uuid);
    add_contents(&value[1], &value[2], kept);
    add_steps(&value[3], kept);
    add_inverses(&value[4], kept);
    for (size_t i = 0; i < LK_LEDGER_KEEP_ARGS; i++) {
        arg[i] = lk_arena_str(arena, lk_buf_str(&value[i]));
        lk_buf_clear(&value[i]);
    }
}
