/* Statement lists and blocks. */
#include "py/rules.h"

/* The line end gets a message of its own, since the colon is what is forgotten most.  Other
 * tokens are a plain syntax error. */
bool lk_py_colon(struct lk_parser *p)
{
    if (lk_py_at(p, LK_T_NEWLINE))
        return lk_py_complain(p, lk_py_here(p), "expected ':'");
    return lk_py_expect(p, LK_T_COLON);
}

/* Simple statements on one line.  A line may end with a semicolon. */
static bool simple_line(struct lk_parser *p)
{
    do {
        struct lk_py_stmt *s = lk_py_simple(p);
        if (!s)
            return false;
        lk_py_list_add(p, s);
    } while (lk_py_take(p, LK_T_SEMI) && !lk_py_at(p, LK_T_NEWLINE));
    return lk_py_expect(p, LK_T_NEWLINE);
}

/* The token that begins a compound statement decides which one it is. */
static lk_py_stmt_rule *const compounds[LK_T_COUNT] = {
    [LK_T_AT] = lk_py_decorated, [LK_K_DEF] = lk_py_function, [LK_K_CLASS] = lk_py_class,
    [LK_K_IF] = lk_py_if,        [LK_K_WHILE] = lk_py_while,  [LK_K_FOR] = lk_py_for,
    [LK_K_WITH] = lk_py_with,    [LK_K_TRY] = lk_py_try,      [LK_K_ASYNC] = lk_py_async,
};

/* compound_stmt | simple_stmts; what begins with `match` may be either.  A failed match without
 * an error is read again as a simple statement. */
static bool statement(struct lk_parser *p)
{
    lk_py_stmt_rule *rule = compounds[p->tok->kind];
    struct lk_py_stmt *s = NULL;
    if (rule) {
        if (!(s = rule(p)))
            return false;
    } else if (lk_py_at_word(p, LK_W_MATCH)) {
        s = lk_py_match(p);
        if (lk_py_raised(p))
            return false;
    }
    if (!s)
        return simple_line(p);
    lk_py_list_add(p, s);
    return true;
}

/* Statements up to a token that ends them, which is not taken. */
bool lk_py_statements(struct lk_parser *p, struct lk_py_body *out, uint8_t end)
{
    size_t start = p->list.n;
    while (!lk_py_at(p, end))
        if (!statement(p))
            return false;
    *out = lk_py_list_body(p, start);
    return true;
}

/* INDENT statement+ DEDENT. Blocks are counted for depth, as everything that recurses. */
static bool indented(struct lk_parser *p, struct lk_py_body *out)
{
    p->tok++;
    if (!lk_py_enter(p))
        return false;
    bool ok = lk_py_statements(p, out, LK_T_DEDENT);
    lk_py_leave(p);
    return ok && lk_py_expect(p, LK_T_DEDENT);
}

/* NEWLINE INDENT statements DEDENT | simple_stmts.  *of is the word that the message names with
 * its line. */
bool lk_py_block(struct lk_parser *p, struct lk_py_body *out, const struct lk_py_token *of,
                 const char *what)
{
    size_t start = p->list.n;
    if (lk_py_take(p, LK_T_NEWLINE)) {
        if (lk_py_at(p, LK_T_INDENT))
            return indented(p, out);
        return lk_py_complain(p, lk_py_here(p), "expected an indented block after %s on line %u",
                              what, lk_py_line_of(p, of));
    }
    if (!simple_line(p))
        return false;
    *out = lk_py_list_body(p, start);
    return true;
}
