/* match and case.  The words are keywords only where a whole match statement stands.
 *
 * A line that begins with the name `match` is tried as the head of a match statement; when no colon
 * and line end follow its subject, it is read once more as an expression or assignment. */
#include "py/rules.h"

/* star_named_expression (',' …)* with at least one comma when starred.  A star needs a comma
 * behind it, as in every tuple. */
static struct lk_py_expr *subject(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *first = lk_py_star_named(p);
    struct lk_py_expr *e = lk_py_tuple_rest(p, first, lk_py_star_named);
    if (e && e->kind == LK_X_STARRED)
        return lk_py_fail(p);
    if (e && e != first)
        e->span.from = from;
    return e;
}

/* "case" patterns ['if' named_expression] ':' block.  A guard is any expression with :=. */
static struct lk_py_case *case_block(struct lk_parser *p)
{
    const struct lk_py_token *word = p->tok;
    struct lk_py_case *c = lk_arena_alloc(p->arena, sizeof *c);
    if (!lk_py_at_word(p, LK_W_CASE))
        return lk_py_fail(p);
    p->tok++;
    c->pattern = lk_py_patterns(p);
    if (!c->pattern || (lk_py_take(p, LK_K_IF) && !(c->guard = lk_py_named_expression(p))))
        return NULL;
    if (!lk_py_colon(p) || !lk_py_block(p, &c->body, word, "'case' statement"))
        return NULL;
    return c;
}

/* case_block+ DEDENT. At least one; nothing but cases may stand in the block. */
static bool cases(struct lk_parser *p, struct lk_py_stmt *s)
{
    size_t start = p->list.n;
    if (!lk_py_enter(p))
        return false;
    do {
        struct lk_py_case *c = case_block(p);
        if (!c)
            return false;
        lk_py_list_add(p, c);
    } while (!lk_py_at(p, LK_T_DEDENT));
    lk_py_leave(p);
    s->match.kase = lk_py_list_copy(p, start, sizeof *s->match.kase, &s->match.nkase);
    p->tok++;
    return true;
}

/* The indent before the first case. */
static bool begin_cases(struct lk_parser *p, const struct lk_py_token *word)
{
    if (lk_py_take(p, LK_T_INDENT))
        return true;
    return lk_py_complain(p, lk_py_here(p), "expected an indented block after 'match' statement on "
                          "line %u", lk_py_line_of(p, word));
}

/* Tokens that cannot follow `match` in a match statement.  A look at one token spares reading
 * most of the lines twice. */
static bool is_plain_word(const struct lk_parser *p)
{
    uint8_t k = lk_py_ahead(p);
    return k == LK_T_EQUAL || k == LK_T_DOT || k == LK_T_COMMA || k == LK_T_COLON ||
           k == LK_T_NEWLINE || k == LK_T_RPAR || k == LK_T_SEMI;
}

/* NULL without an error where another statement begins with the name `match`.  The caller then
 * reads the line as a simple statement. */
struct lk_py_stmt *lk_py_match(struct lk_parser *p)
{
    const struct lk_py_token *word = p->tok;
    struct lk_py_mark m = lk_py_mark(p);
    if (is_plain_word(p))
        return NULL;
    p->tok++;
    p->diagnose = false;
    struct lk_py_expr *e = subject(p);
    p->diagnose = m.diagnose;
    bool header = e && lk_py_at(p, LK_T_COLON) && lk_py_ahead(p) == LK_T_NEWLINE;
    if (e && lk_py_at(p, LK_T_NEWLINE) && p->diagnose && p->tok > word + 1)
        return lk_py_colon(p) ? NULL : NULL;
    if (!header) {
        lk_py_fail(p);
        lk_py_back(p, m);
        return NULL;
    }
    p->tok += 2;
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_MATCH, word->from);
    s->match.subject = e;
    if (!begin_cases(p, word) || !cases(p, s)) {
        lk_py_back(p, m);
        return NULL;
    }
    s->span = lk_py_since(p, word->from);
    return s;
}
