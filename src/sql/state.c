/* The small pieces of lowering: names, text literals, ends of statements, refusals.
 *
 * Text goes through here so that three things are decided in one place: % is doubled in names,
 * texts and literals of statements that are printed for a driver that formats (psycopg2),
 * backslashes are doubled in rendered text where the server is not known to have standard
 * strings, and a finished statement is stripped, with tabs as four spaces when it is printed.
 *
 * Alembic quotes schemas in two ways: SQLAlchemy's own statements quote "a.b" as one name,
 * Alembic's ALTER statements quote its pieces. */
#include "base/utf8.h"
#include "sql/state.h"

#include <stdlib.h>

/* Fails with a message at the place of the operation. */
static bool fail(struct lk_sqlc *c, enum lk_code code, const char *fmt, va_list ap)
{
    char *text = lk_vformat(fmt, ap);
    lk_fail_at(c->err, code, c->op->span, "%s", text);
    free(text);
    return false;
}

/* The place is the operation's. */
bool lk_sqlc_refuse(struct lk_sqlc *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fail(c, LK_E_SCRIPT, fmt, ap);
    va_end(ap);
    return false;
}

/* For what no row or function covers. */
bool lk_sqlc_unsupported(struct lk_sqlc *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fail(c, LK_E_UNSUPPORTED, fmt, ap);
    va_end(ap);
    return false;
}

/* The driver would take a single % for a parameter. */
void lk_sqlc_put_text(struct lk_sqlc *c, struct lk_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '%' && c->percents) {
            lk_buf_addc(&c->out, '%');
        }
        lk_buf_addc(&c->out, text.p[i]);
    }
}

/* A name that is not to be quoted is not escaped either. */
static void put_name(struct lk_sqlc *c, struct lk_str name, unsigned flags)
{
    struct lk_buf quoted = {0};
    lk_sql_quote(&quoted, name, flags);
    if (flags & LK_DATUM_NOQUOTE) {
        lk_buf_add(&c->out, name);
    } else {
        lk_sqlc_put_text(c, lk_buf_str(&quoted));
    }
    lk_buf_clear(&quoted);
}

/* A name of text that carries no flags. */
void lk_sqlc_ident(struct lk_sqlc *c, struct lk_str name)
{
    put_name(c, name, 0);
}

/* A name of a datum, whose flags decide about quotes. */
void lk_sqlc_name(struct lk_sqlc *c, const struct lk_datum *name)
{
    put_name(c, lk_datum_text(name), name ? name->flags : 0);
}

/* A schema is one name here, whatever dots it has. */
void lk_sqlc_table_name(struct lk_sqlc *c, const struct lk_datum *schema,
                        const struct lk_datum *name)
{
    if (lk_datum_truth(schema)) {
        lk_sqlc_name(c, schema);
        lk_sqlc_put(c, ".");
    }
    lk_sqlc_name(c, name);
}

/* Alembic's quote_dotted: a quoted_name is left whole. */
void lk_sqlc_dotted_table(struct lk_sqlc *c, const struct lk_datum *schema,
                          const struct lk_datum *name)
{
    struct lk_str rest = lk_datum_text(schema), piece;
    if (rest.n && schema->flags & (LK_DATUM_QUOTE | LK_DATUM_NOQUOTE)) {
        lk_sqlc_table_name(c, schema, name);
        return;
    }
    while (rest.n && lk_str_split(&piece, &rest, '.')) {
        lk_sqlc_ident(c, piece);
        lk_sqlc_put(c, ".");
    }
    lk_sqlc_name(c, name);
}

/* The beginning of Alembic's own statements. */
void lk_sqlc_alter_table(struct lk_sqlc *c, const struct lk_datum *schema,
                         const struct lk_datum *name)
{
    lk_sqlc_put(c, "ALTER TABLE ");
    lk_sqlc_dotted_table(c, schema, name);
}

/* SQLAlchemy's literal processor of String. */
void lk_sqlc_string(struct lk_sqlc *c, struct lk_str text)
{
    lk_sqlc_put(c, "'");
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == '\'' || (ch == '%' && c->percents) || (ch == '\\' && c->backslashes)) {
            lk_buf_addc(&c->out, ch);
        }
        lk_buf_addc(&c->out, ch);
    }
    lk_sqlc_put(c, "'");
}

/* Alembic's offline output replaces tabs by four spaces, wherever they stand (ddl/impl.py). */
static struct lk_str without_tabs(struct lk_arena *arena, struct lk_str text)
{
    struct lk_buf out = {0};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\t') {
            lk_buf_fill(&out, ' ', 4);
        } else {
            lk_buf_addc(&out, text.p[i]);
        }
    }
    struct lk_str copy = lk_arena_str(arena, lk_buf_str(&out));
    lk_buf_clear(&out);
    return copy;
}

/* str.isspace() of Python, which strip() goes by. */
static bool is_python_space(uint32_t ch)
{
    return (ch >= 9 && ch <= 13) || (ch >= 28 && ch <= 32) || ch == 0x85 || ch == 0xA0 ||
           ch == 0x1680 || (ch >= 0x2000 && ch <= 0x200A) || ch == 0x2028 || ch == 0x2029 ||
           ch == 0x202F || ch == 0x205F || ch == 0x3000;
}

/* str.strip() */
static struct lk_str strip(struct lk_str s)
{
    uint32_t ch;
    size_t n;
    while ((n = lk_utf8_decode(&ch, s)) && is_python_space(ch)) {
        s = lk_str_cut(s, n, s.n);
    }
    while (s.n) {
        size_t from = s.n - 1;
        while (from && ((unsigned char)s.p[from] & 0xC0) == 0x80) {
            from--;
        }
        if (!lk_utf8_decode(&ch, lk_str_cut(s, from, s.n)) || !is_python_space(ch)) {
            break;
        }
        s.n = from;
    }
    return s;
}

/* A live statement keeps its tabs: they may stand inside texts. */
void lk_sqlc_end(struct lk_sqlc *c)
{
    struct lk_str text = strip(lk_buf_str(&c->out));
    text = c->d->offline ? strip(without_tabs(c->arena, text)) : lk_arena_str(c->arena, text);
    struct lk_stmt *stmt = lk_stmts_add(c->stmts, text, c->op->span);
    stmt->op_seq = c->op->seq;
    c->out.n = 0;
}

/* Text as a datum, copied. */
const struct lk_datum *lk_sqlc_str(struct lk_sqlc *c, struct lk_str text)
{
    return lk_datum_str(c->arena, text);
}

/* A node with its defaults. */
struct lk_datum *lk_sqlc_node(struct lk_sqlc *c, enum lk_node_id id)
{
    return lk_datum_node(c->arena, &lk_node_table[id]);
}

/* A name that the row does not have is left alone. */
void lk_sqlc_set(struct lk_datum *node, const char *name, const struct lk_datum *value)
{
    int at = lk_def_param(node->as.node.def, name);
    if (at >= 0) {
        node->as.node.arg[at] = value;
    }
}
