/* Texts on their way into the database: quoted, and such that the server's encoding has them. */
#include "db/ledger_text.h"
#include "base/utf8.h"
#include "db/ledger.h"

/* Doubles the two characters; what stands between them goes in one piece.  Backslashes are doubled
 * within E'…' only, and plain quotes are used where there are none. */
static void add_doubled(struct lk_buf *out, struct lk_str text, char a, char b)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == a || text.p[i] == b) {
            lk_buf_add(out, lk_str_cut(text, from, i + 1));
            from = i;
        }
    }
    lk_buf_add(out, lk_str_cut(text, from, text.n));
}

/* The longest beginning that PostgreSQL can keep as text. */
static size_t good(struct lk_str text)
{
    const char *nul = text.n ? memchr(text.p, '\0', text.n) : NULL;
    size_t n = lk_utf8_valid(text);
    return nul && (size_t)(nul - text.p) < n ? (size_t)(nul - text.p) : n;
}

void lk_db_literal(struct lk_buf *out, struct lk_str text)
{
    bool slash = text.n && memchr(text.p, '\\', text.n) != NULL;
    lk_buf_addz(out, slash ? "E'" : "'");
    for (;;) {
        size_t n = good(text);
        add_doubled(out, (struct lk_str){text.p, n}, '\'', '\\');
        if (n == text.n)
            break;
        lk_buf_utf8(out, LK_UTF8_REPLACEMENT);
        text = lk_str_cut(text, n + 1, text.n);
    }
    lk_buf_addc(out, '\'');
}

struct lk_str lk_db_text(struct lk_arena *arena, struct lk_str text)
{
    struct lk_buf out = {0};
    size_t n = good(text);
    if (n == text.n)
        return lk_arena_str(arena, text);
    for (; n < text.n; n = good(text)) {
        lk_buf_add(&out, lk_str_cut(text, 0, n));
        lk_buf_utf8(&out, LK_UTF8_REPLACEMENT);
        text = lk_str_cut(text, n + 1, text.n);
    }
    lk_buf_add(&out, text);
    struct lk_str copy = lk_arena_str(arena, lk_buf_str(&out));
    lk_buf_clear(&out);
    return copy;
}

static bool is_ascii(struct lk_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

bool lk_db_can_keep(struct lk_str text, bool utf8)
{
    return good(text) == text.n && (utf8 || is_ascii(text));
}

/* Which characters an encoding has is the server's secret until it refuses one; a row must not
 * be lost for somebody's name. */
void lk_db_to_ascii(struct lk_buf *out, struct lk_str text)
{
    for (size_t i = 0; i < text.n;) {
        uint32_t code = (unsigned char)text.p[i];
        size_t n = lk_utf8_decode(&code, lk_str_cut(text, i, text.n));
        if (code < 0x80)
            lk_buf_addc(out, (char)code);
        else
            lk_buf_addf(out, "<U+%04X>", code);
        i += n ? n : 1;
    }
}

void lk_ledger_add_text(struct lk_buf *out, struct lk_str text)
{
    lk_buf_addz(out, ", ");
    if (text.p)
        lk_db_literal(out, text);
    else
        lk_buf_addz(out, "NULL");
}

bool lk_ledger_run_sql(struct lk_db *db, const struct lk_buf *sql, struct lk_err *err)
{
    struct lk_buf ascii = {0};
    bool utf8 = lk_db_facts(db)->utf8;
    if (!utf8)
        lk_db_to_ascii(&ascii, lk_buf_str(sql));
    bool ok = lk_db_run(NULL, db, lk_buf_str(utf8 ? sql : &ascii), err);
    lk_buf_clear(&ascii);
    return ok;
}
