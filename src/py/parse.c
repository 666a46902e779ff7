/* The door of the parser: cut, parse, if need be parse again to find out what is wrong, resolve.
 *
 * Which error is reported follows CPython 3.11 (its pegen_errors.c):
 *   1. an error of the tokenizer anywhere in the text;
 *   2. an error that a rule raised, in the first pass or else in the second;
 *   3. a bracket that was never closed, when it stands on an earlier line than the failure;
 *   4. "unexpected indent" and the like, by the token at which the first pass failed;
 *   5. "invalid syntax" at that token. */
#include "py/parse.h"
#include "py/resolve.h"
#include "py/rules.h"
#include <stdlib.h>

typedef bool root_rule(struct lk_parser *, struct lk_py_body *);

/* file: statement* END. A file without statements is one, too. */
static bool file(struct lk_parser *p, struct lk_py_body *out)
{
    return lk_py_statements(p, out, LK_T_END);
}

/* An expression with white space before and line ends behind it, as a return statement. The
 * indentation in front counts for nothing, as eval() strips it. */
static bool eval(struct lk_parser *p, struct lk_py_body *out)
{
    lk_py_take(p, LK_T_INDENT);
    struct lk_py_expr *e = lk_py_star_expressions(p);
    while (e && (lk_py_take(p, LK_T_NEWLINE) || lk_py_take(p, LK_T_DEDENT)))
        continue;
    if (!e || e->kind == LK_X_STARRED || !lk_py_expect(p, LK_T_END))
        return lk_py_fail(p);
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_RETURN, e->span.from);
    size_t start = p->list.n;
    s->one = e;
    lk_py_list_add(p, s);
    *out = lk_py_list_body(p, start);
    return true;
}

/* To the first token, for a pass. Nodes of an earlier pass stay in the arena; only the lists of
 * the parser are emptied. */
static void rewind_parser(struct lk_parser *p, bool diagnose)
{
    p->tok = p->far = p->tokens->v;
    p->list.n = p->literal.n = 0;
    p->depth = p->fields = p->nlit = 0;
    p->diagnose = diagnose;
}

/* Whether the token is inside a replacement field. Only asked once, for the message. */
static bool in_field(const struct lk_parser *p, const struct lk_py_token *at)
{
    int open = 0;
    for (const struct lk_py_token *t = p->tokens->v; t < at; t++)
        open += t->kind == LK_T_FSTART ? 1 : t->kind == LK_T_FEND ? -1 : 0;
    return open > 0;
}

/* An open bracket on an earlier line explains more than what was found behind it. Takes the
 * tokenizer's error about the bracket in place of the one found; false when there is none. */
static bool fail_unclosed(struct lk_parser *p, const struct lk_py_token *last)
{
    uint32_t at = p->tokens->unclosed;
    if (!at || !lk_err_is_set(&p->tokens->late) ||
        lk_py_line_of(p, last) <= lk_py_line(p->text, at - 1))
        return false;
    lk_err_clear(p->err);
    lk_err_move(p->err, &p->tokens->late);
    return true;
}

/* No rule fitted at `last`, and no mistake was recognized. The message for f-strings has a
 * prefix, as CPython 3.11 parses their fields apart. */
static bool fail_generic(struct lk_parser *p, const struct lk_py_token *last)
{
    const char *message = last->kind == LK_T_INDENT   ? "unexpected indent"
                          : last->kind == LK_T_DEDENT ? "unexpected unindent"
                          : in_field(p, last)         ? "f-string: invalid syntax"
                                                      : "invalid syntax";
    struct lk_span span = {p->source, last->from, last->to};
    return lk_fail_at(p->err, LK_E_SYNTAX, span, "%s", message);
}

/* The second pass, after a first that failed without an error of its own. The rules look for
 * known mistakes in that pass, which would slow down the first one. */
static bool diagnose(struct lk_parser *p, root_rule *rule, struct lk_py_body *out)
{
    const struct lk_py_token *last = p->far;
    bool indent = last->kind == LK_T_INDENT || last->kind == LK_T_DEDENT;
    rewind_parser(p, true);
    rule(p, out);
    if (lk_py_raised(p) && p->err->code == LK_E_SYNTAX) {
        fail_unclosed(p, p->tok > last ? p->tok : last);
        return false;
    }
    if (lk_py_raised(p))
        return false;
    if (!indent && fail_unclosed(p, last))
        return false;
    return fail_generic(p, last);
}

/* The first pass, and if it fails without an error of its own the second. An error of another
 * kind, a limit for example, is never replaced by a syntax error. */
static bool run(struct lk_parser *p, root_rule *rule, struct lk_py_body *out)
{
    rewind_parser(p, false);
    if (rule(p, out))
        return true;
    if (!lk_py_raised(p))
        return diagnose(p, rule, out);
    if (p->err->code == LK_E_SYNTAX)
        fail_unclosed(p, p->tok);
    return false;
}

/* A module that begins with a string has it as its docstring. Comments before it do not matter;
 * an f-string or bytes are none. */
static struct lk_py_expr *doc_of(const struct lk_py_body *b)
{
    bool first = b->n && b->v[0]->kind == LK_S_EXPR && b->v[0]->one->kind == LK_X_STR;
    return first ? b->v[0]->one : NULL;
}

/* The module's code around the statements. The module has no name in the text; LK_W_MODULE
 * stands for it. */
static struct lk_py_ast *ast_new(struct lk_parser *p, struct lk_py_body body)
{
    struct lk_py_ast *ast = lk_arena_alloc(p->arena, sizeof *ast);
    struct lk_py_code *c = lk_arena_alloc(p->arena, sizeof *c);
    c->kind = LK_PY_CODE_MODULE;
    c->name = LK_W_MODULE;
    c->class_slot = LK_PY_NO_SLOT;
    c->span = (struct lk_span){p->source, 0, (uint32_t)p->text.n};
    c->body = lk_arena_alloc(p->arena, sizeof *c->body);
    *c->body = body;
    c->doc = doc_of(&body);
    ast->source = p->source;
    ast->code = c;
    ast->nlit = p->nlit;
    return ast;
}

/* Names are moved to the arena last: the resolver adds some. */
static void keep_names(struct lk_py_ast *ast, const struct lk_py_names *names)
{
    struct lk_str *v = lk_arena_array(names->arena, names->n, sizeof *v);
    memcpy(v, names->v, names->n * sizeof *v);
    ast->name = v;
    ast->nname = (uint32_t)names->n;
}

/* The tokenizer failed.  The parser would have come that far unless the indentation is wrong
 * before; that is the one mistake after which CPython does not look at the rest of the text. */
static bool fail_lexer(struct lk_parser *p, root_rule *rule, struct lk_py_body *out)
{
    struct lk_err error = {0};
    uint32_t at = p->tokens->n ? p->tokens->v[p->tokens->n - 1].to : 0;
    lk_err_move(&error, p->err);
    *LK_PUSH(p->tokens) = (struct lk_py_token){.from = at, .to = at, .kind = LK_T_ERROR};
    rewind_parser(p, false);
    rule(p, out);
    bool indent = p->far->kind == LK_T_INDENT || p->far->kind == LK_T_DEDENT;
    if (!lk_py_raised(p) && indent && error.code == LK_E_SYNTAX) {
        lk_err_clear(&error);
        return fail_generic(p, p->far);
    }
    lk_err_clear(p->err);
    lk_err_move(p->err, &error);
    return false;
}

/* Cuts and parses. */
static bool parse(struct lk_parser *p, root_rule *rule, struct lk_py_ast **out)
{
    struct lk_py_body body = {0};
    if (!lk_py_lex(p->tokens, p->names, p->text, p->source, p->err))
        return fail_lexer(p, rule, &body);
    if (!run(p, rule, &body))
        return false;
    *out = ast_new(p, body);
    return true;
}

/* All of it, with the tables that only live while parsing. p->err may be NULL when nobody wants
 * the message. All tables are freed on both ways out. */
static bool parse_source(struct lk_py_ast **out, struct lk_parser *p, root_rule *rule, bool resolve)
{
    struct lk_py_tokens tokens = {0};
    struct lk_py_names names;
    struct lk_err none = {0};
    lk_py_names_init(&names, p->arena);
    p->tokens = &tokens;
    p->names = &names;
    p->err = p->err ? p->err : &none;
    bool ok = parse(p, rule, out);
    if (ok && resolve)
        ok = lk_py_resolve(*out, rule == eval, &names, p->err);
    if (ok)
        keep_names(*out, &names);
    lk_py_tokens_clear(&tokens);
    lk_py_names_clear(&names);
    lk_buf_clear(&p->literal);
    free(p->list.v);
    lk_err_clear(&none);
    return ok;
}

/* The three doors differ in the first rule and in whether names are resolved. */
bool lk_py_parse(struct lk_py_ast **out, struct lk_arena *arena, const struct lk_sources *sources,
                 uint32_t source, struct lk_err *err)
{
    struct lk_parser p = {.arena = arena, .source = source, .err = err,
                          .text = lk_sources_text(sources, source)};
    return parse_source(out, &p, file, true);
}

/* One expression, as eval() takes it: the tree is a module with a single return statement. */
bool lk_py_parse_expr(struct lk_py_ast **out, struct lk_arena *arena,
                      const struct lk_sources *sources, uint32_t source, struct lk_err *err)
{
    struct lk_parser p = {.arena = arena, .source = source, .err = err,
                          .text = lk_sources_text(sources, source)};
    return parse_source(out, &p, eval, true);
}

/* A module's tree whose names are not resolved, for readers that run nothing. */
bool lk_py_parse_tree(struct lk_py_ast **out, struct lk_arena *arena,
                      const struct lk_sources *sources, uint32_t source, struct lk_err *err)
{
    return lk_py_parse_text(out, arena, lk_sources_text(sources, source), source, err);
}

/* The same for a text that is in no table of sources; `source` only marks the places. */
bool lk_py_parse_text(struct lk_py_ast **out, struct lk_arena *arena, struct lk_str text,
                      uint32_t source, struct lk_err *err)
{
    struct lk_parser p = {.arena = arena, .source = source, .err = err, .text = text};
    return parse_source(out, &p, file, false);
}
