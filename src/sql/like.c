/* Operators on texts: LIKE and what is built on it, regular expressions, text search.
 *
 * startswith(), contains() and the like are LIKE with a percent sign joined on by ||; the pattern's
 * own signs are escaped only where autoescape asks for it.  Flags of a regular expression other
 * than i are put into the pattern. */
#include "sql/operator.h"

/* autoescape: the pattern's own % and _ are taken literally. */
static struct lk_str escaped(struct lk_sqlc *c, struct lk_str text, struct lk_str escape)
{
    struct lk_buf out = {0};
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        bool special = ch == '%' || ch == '_' || (escape.n && ch == escape.p[0]);
        if (special) {
            lk_buf_add(&out, escape);
        }
        lk_buf_addc(&out, text.p[i]);
    }
    struct lk_str copy = lk_arena_str(c->arena, lk_buf_str(&out));
    lk_buf_clear(&out);
    return copy;
}

/* The right side of LIKE, with % before or behind it as the operator says. */
static bool put_pattern(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op,
                        struct lk_str escape)
{
    const struct lk_datum *right = lk_right_of(e);
    bool head = op->flags & OP_HEAD, tail = op->flags & OP_TAIL;
    const char *percent = c->percents ? "'%%'" : "'%'";
    struct lk_against how = head || tail ? (struct lk_against){5, LK_STR("concat_op")}
                                         : lk_operator_against(op, e);
    if (lk_datum_truth(LK_ARG_OF(e, "autoescape")) && lk_sqlc_is_str(right)) {
        right = lk_sqlc_str(c, escaped(c, right->as.s, escape));
    }
    lk_buf_addf(&c->out, "%s%s", head ? percent : "", head ? " || " : "");
    if (!lk_expr_beside(c, right, lk_left_of(e), how)) {
        return false;
    }
    lk_buf_addf(&c->out, "%s%s", tail ? " || " : "", tail ? percent : "");
    return true;
}

/* LIKE and ILIKE, and what is built on them (contains, startswith …). */
bool lk_operator_like(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    const struct lk_datum *escape = LK_ARG_OF(e, "escape");
    bool autoescape = lk_datum_truth(LK_ARG_OF(e, "autoescape"));
    struct lk_str with = lk_sqlc_none(escape) ? LK_STR("/") : lk_datum_text(escape);
    if (!lk_expr_beside(c, lk_left_of(e), lk_right_of(e), lk_operator_against(op, e))) {
        return false;
    }
    lk_sqlc_put(c, op->text);
    if (!put_pattern(c, e, op, with)) {
        return false;
    }
    if (!lk_sqlc_none(escape) || autoescape) {
        lk_sqlc_put(c, " ESCAPE ");
        lk_sqlc_string(c, with);
    }
    return true;
}

/* Full text search with the server's plain query; flags is the configuration. */
bool lk_operator_match(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    lk_sqlc_put(c, op->text);
    if (!lk_expr_beside(c, lk_left_of(e), lk_right_of(e), lk_operator_against(op, e))) {
        return false;
    }
    lk_sqlc_put(c, " @@ plainto_tsquery(");
    struct lk_str config = lk_datum_text(LK_ARG_OF(e, "flags"));
    if (config.n) {
        lk_sqlc_string(c, config);
        lk_sqlc_put(c, ", ");
    }
    bool good = lk_expr_beside(c, lk_right_of(e), lk_left_of(e), lk_operator_against(op, e));
    lk_sqlc_put(c, ")");
    return good;
}

/* Flags other than i are put into the pattern. */
bool lk_operator_regexp(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    struct lk_str flags = lk_datum_text(LK_ARG_OF(e, "flags"));
    bool plain = !flags.n || lk_str_is(flags, "i");
    if (!lk_expr_beside(c, lk_left_of(e), lk_right_of(e), lk_operator_against(op, e))) {
        return false;
    }
    lk_buf_addf(&c->out, " %s%s ", op->text, plain && flags.n ? "*" : "");
    if (!plain) {
        lk_sqlc_put(c, "CONCAT('(?', ");
        lk_sqlc_string(c, flags);
        lk_sqlc_put(c, ", ')', ");
    }
    bool good = lk_expr_beside(c, lk_right_of(e), lk_left_of(e), lk_operator_against(op, e));
    lk_sqlc_put(c, plain ? "" : ")");
    return good;
}

/* The right side is the list of pattern and replacement. */
bool lk_operator_regexp_replace(struct lk_sqlc *c, const struct lk_datum *e,
                                const struct lk_operator *op)
{
    const struct lk_datum *right = lk_right_of(e);
    struct lk_str flags = lk_datum_text(LK_ARG_OF(e, "flags"));
    lk_sqlc_put(c, "REGEXP_REPLACE(");
    if (!lk_expr_in(c, lk_left_of(e), lk_operator_against(op, e))) {
        return false;
    }
    for (size_t i = 0; lk_datum_is(right, LK_DATUM_LIST) && i < right->as.list.n; i++) {
        lk_sqlc_put(c, ", ");
        if (!lk_expr_beside(c, right->as.list.v[i], lk_left_of(e), lk_operator_against(op, e))) {
            return false;
        }
    }
    if (flags.n) {
        lk_sqlc_put(c, ", ");
        lk_sqlc_string(c, flags);
    }
    lk_sqlc_put(c, ")");
    return true;
}
