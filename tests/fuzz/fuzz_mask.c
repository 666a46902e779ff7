/* Any bytes as SQL, as a literal, as a message and as JSON: a literal never shows, whatever it has
 * inside, and JSON that was read prints as JSON that reads the same. */
#include "model/datum.h"
#include "sql/mask.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

/* Text as PostgreSQL quotes it. */
static void add_quoted(struct lk_buf *out, struct lk_str s)
{
    lk_buf_addc(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        lk_buf_addz(out, s.p[i] == '\'' ? "'" : "");
        lk_buf_addc(out, s.p[i]);
    }
    lk_buf_addc(out, '\'');
}

static void try_literal(struct lk_str s)
{
    struct lk_buf sql = {0}, masked = {0}, wanted = {0};
    lk_buf_addz(&sql, "INSERT INTO t VALUES (");
    add_quoted(&sql, s);
    lk_buf_addf(&wanted, "INSERT INTO t VALUES (<text %zu>)", sql.n - 24);
    lk_buf_addz(&sql, ")");
    lk_sql_mask(&masked, lk_buf_str(&sql), 0);
    promise(lk_str_eq(lk_buf_str(&masked), lk_buf_str(&wanted)));
    lk_buf_clear(&sql);
    lk_buf_clear(&masked);
    lk_buf_clear(&wanted);
}

/* Behind PASSWORD it shows in no mode. */
static void try_password(struct lk_str s)
{
    for (unsigned flags = 0; flags <= LK_MASK_VALUES; flags++) {
        struct lk_buf sql = {0}, masked = {0};
        lk_buf_addz(&sql, "ALTER ROLE r PASSWORD ");
        add_quoted(&sql, s);
        lk_sql_mask(&masked, lk_buf_str(&sql), flags);
        promise(lk_str_is(lk_buf_str(&masked), "ALTER ROLE r PASSWORD '***'"));
        lk_buf_clear(&sql);
        lk_buf_clear(&masked);
    }
}

static void try_sql(struct lk_str s)
{
    for (unsigned flags = 0; flags < 4; flags++) {
        struct lk_buf masked = {0};
        lk_sql_mask(&masked, s, flags);
        lk_sql_mask_message(&masked, s, s.n % 2 ? "22P02" : "42601", flags);
        lk_buf_clear(&masked);
    }
}

static void try_json(struct lk_str s)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_buf first = {0}, second = {0};
    const struct lk_datum *d;
    if (lk_datum_from_json(&d, arena, s)) {
        lk_datum_json(&first, d);
        promise(lk_datum_from_json(&d, arena, lk_buf_str(&first)));
        lk_datum_json(&second, d);
    }
    lk_buf_clear(&first);
    lk_buf_clear(&second);
    lk_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_str s = {(const char *)data, size};
    try_literal(s);
    try_password(s);
    try_sql(s);
    try_json(s);
    return 0;
}
