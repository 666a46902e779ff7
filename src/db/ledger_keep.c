/* The values of the one statement that keeps steps, texts and inverses: an array for each column.
 * What the columns are is a table; the statement itself is in db/questions.def. */
#include "base/time.h"
#include "db/ledger.h"
#include <stdlib.h>

/* How a member of a row becomes an element of its column's array. */
enum kind {
    TEXT,                          /* p is NULL: NULL */
    KNOWN_TEXT,                    /* … and where it is empty */
    NUMBER,                        /* uint32_t */
    LONG,                          /* int64_t */
    TIME,                          /* 0: NULL */
    KNOWN,                         /* enum lk_known */
    DIRECTION,                     /* bool: downwards */
    LENGTH                         /* of a text */
};

struct column {
    enum kind kind;
    size_t at;                     /* offset of the member */
};

#define C(kind, row, member) {kind, offsetof(struct lk_##row, member)}
static const struct column step_columns[] = {
    C(NUMBER, ledger_step, number), C(NUMBER, ledger_step, operations),
    C(DIRECTION, ledger_step, downgrade), C(TEXT, ledger_step, revision),
    C(TEXT, ledger_step, from), C(TEXT, ledger_step, to), C(LONG, ledger_step, us),
    C(TIME, ledger_step, began_us), C(TIME, ledger_step, at_us)};
static const struct column git_columns[] = {
    C(KNOWN_TEXT, provenance, source), C(KNOWN_TEXT, provenance, commit),
    C(KNOWN_TEXT, provenance, changed), C(KNOWN_TEXT, provenance, author),
    C(TIME, provenance, authored_us), C(TIME, provenance, committed_us),
    C(KNOWN_TEXT, provenance, blob), C(KNOWN_TEXT, provenance, path),
    C(KNOWN_TEXT, provenance, ref), C(KNOWN_TEXT, provenance, remote),
    C(KNOWN, provenance, file_dirty), C(KNOWN, provenance, tree_dirty)};
static const struct column used_columns[] = {
    C(NUMBER, ledger_text, number), C(TEXT, ledger_text, path), C(TEXT, ledger_text, hash)};
static const struct column text_columns[] = {
    C(LENGTH, ledger_text, content), C(TEXT, ledger_text, hash), C(TEXT, ledger_text, content)};
static const struct column inverse_columns[] = {
    C(NUMBER, ledger_inverse, number), C(NUMBER, ledger_inverse, operation),
    C(TEXT, ledger_inverse, name), C(TEXT, ledger_inverse, target),
    C(TEXT, ledger_inverse, undo), C(TEXT, ledger_inverse, reason),
    C(TEXT, ledger_inverse, state), C(TEXT, ledger_inverse, search_path)};
#undef C
#define COLUMNS(table) table, sizeof table / sizeof *table

/* Quoted, so that commas, braces and the word NULL are nothing special. */
static void add_text(struct lk_buf *out, struct lk_str text)
{
    lk_buf_addc(out, '"');
    for (size_t n; text.n; text = lk_str_cut(text, n, text.n)) {
        for (n = 1; n < text.n && text.p[n] != '"' && text.p[n] != '\\'; n++)
            ;
        lk_buf_addz(out, text.p[0] == '"' || text.p[0] == '\\' ? "\\" : "");
        lk_buf_add(out, lk_str_cut(text, 0, n));
    }
    lk_buf_addc(out, '"');
}

/* ISO 8601 in UTC is read in one way, whatever DateStyle and TimeZone say. */
static void add_time(struct lk_buf *out, int64_t wall_us)
{
    char text[LK_TIME_TEXT];
    lk_time_iso(text, wall_us);
    add_text(out, lk_str_of(text));
}

static void add_one(struct lk_buf *out, enum kind kind, const void *member)
{
    static const char *const known[] = {"NULL", "f", "t"};
    struct lk_str text = kind == TEXT || kind == KNOWN_TEXT || kind == LENGTH
                             ? *(const struct lk_str *)member : LK_STR("");
    int64_t number = kind == LONG || kind == TIME ? *(const int64_t *)member : 0;
    bool unknown = (kind == TEXT && !text.p) || (kind == KNOWN_TEXT && !text.n) ||
                   (kind == TIME && !number);
    switch (unknown ? KNOWN : kind) {
    case TEXT:
    case KNOWN_TEXT: add_text(out, text); break;
    case NUMBER: lk_buf_addf(out, "%u", *(const uint32_t *)member); break;
    case LONG: lk_buf_addf(out, "%lld", (long long)number); break;
    case TIME: add_time(out, number); break;
    case KNOWN: lk_buf_addz(out, known[unknown ? 0 : *(const enum lk_known *)member]); break;
    case DIRECTION: lk_buf_addz(out, *(const bool *)member ? "downgrade" : "upgrade"); break;
    case LENGTH: lk_buf_addf(out, "%zu", text.n); break;
    }
}

/* Rows of which some members are columns; row(i) is the i-th, NULL where it is left out. */
struct rows {
    const void *(*row)(const struct lk_ledger_kept *, size_t i);
    size_t n;
    const struct column *column;
    size_t ncolumn;
};

/* Appends an array for each column; returns the place of the next value. */
static struct lk_str *add_rows(struct lk_str *arg, struct lk_arena *arena,
                               const struct lk_ledger_kept *kept, const struct rows *rows)
{
    for (const struct column *c = rows->column; c < rows->column + rows->ncolumn; c++) {
        struct lk_buf array = {0};
        lk_buf_addc(&array, '{');
        for (size_t i = 0; i < rows->n; i++) {
            const char *row = rows->row(kept, i);
            if (!row)
                continue;
            lk_buf_addz(&array, array.n > 1 ? "," : "");
            add_one(&array, c->kind, row + c->at);
        }
        lk_buf_addc(&array, '}');
        *arg++ = lk_arena_str(arena, lk_buf_str(&array));
        lk_buf_clear(&array);
    }
    return arg;
}

static const void *step_row(const struct lk_ledger_kept *kept, size_t i)
{
    return &kept->step[i];
}

static const void *git_row(const struct lk_ledger_kept *kept, size_t i)
{
    static const struct lk_provenance nothing;
    return kept->step[i].from_git ? kept->step[i].from_git : &nothing;
}

static const void *used_row(const struct lk_ledger_kept *kept, size_t i)
{
    return &kept->text[i];
}

/* Only where there is content to keep. */
static const void *text_row(const struct lk_ledger_kept *kept, size_t i)
{
    return kept->text[i].content.p ? &kept->text[i] : NULL;
}

static const void *inverse_row(const struct lk_ledger_kept *kept, size_t i)
{
    return &kept->inverse[i];
}

void lk_ledger_kept_args(struct lk_str arg[LK_LEDGER_KEEP_ARGS], struct lk_arena *arena,
                         const struct lk_ledger_kept *kept)
{
    const struct rows rows[] = {{step_row, kept->nstep, COLUMNS(step_columns)},
                                {git_row, kept->nstep, COLUMNS(git_columns)},
                                {used_row, kept->ntext, COLUMNS(used_columns)},
                                {text_row, kept->ntext, COLUMNS(text_columns)},
                                {inverse_row, kept->ninverse, COLUMNS(inverse_columns)}};
    *arg++ = lk_str_of(kept->uuid);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        arg = add_rows(arg, arena, kept, &rows[i]);
}
