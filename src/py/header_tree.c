/* The header from the parsed module, for texts that cannot be skimmed: escapes, concatenation,
 * chained assignments, f-strings with quotes inside. */
#include "py/header_private.h"
#include "py/ast.h"
#include "py/resolve.h"

/* What the functions below need of one module while its header is read. */
struct reading {
    struct lk_py_header *out;
    struct lk_arena *arena;
    struct lk_str text;
    const struct lk_py_ast *ast;
};

/* The text of a string or of strings added up; false: not a literal.  Only + between literals:
 * anything else is computed, and the module must be run for it. */
static bool string_of(struct reading *r, struct lk_str *out, const struct lk_py_expr *e)
{
    struct lk_str a, b;
    if (e->kind == LK_X_STR) {
        *out = e->lit.text;
        return true;
    }
    if (e->kind != LK_X_BINARY || e->op != LK_OP_ADD || e->two.b->kind != LK_X_STR ||
        !string_of(r, &a, e->two.a) || !string_of(r, &b, e->two.b))
        return false;
    *out = lk_arena_format(r->arena, LK_PRI LK_PRI, LK_ARG(a), LK_ARG(b));
    return true;
}

/* None, a string, or a display of strings.  COMPUTED where any element is not a literal. */
static enum lk_py_header_kind value_of(struct reading *r, struct lk_names *out,
                                       const struct lk_py_expr *e)
{
    struct lk_py_exprs one = {(struct lk_py_expr *[]){(struct lk_py_expr *)(uintptr_t)e}, 1};
    bool many = e->kind == LK_X_TUPLE || e->kind == LK_X_LIST || e->kind == LK_X_SET;
    if (e->kind == LK_X_NONE)
        return LK_PY_HEADER_NONE;
    struct lk_py_exprs l = many ? e->list : one;
    out->v = lk_arena_array(r->arena, l.n, sizeof *out->v);
    for (out->n = 0; out->n < l.n; out->n++)
        if (!string_of(r, &out->v[out->n], l.v[out->n]))
            return LK_PY_HEADER_COMPUTED;
    return many ? LK_PY_HEADER_MANY : LK_PY_HEADER_ONE;
}

/* The field that a name is, or LK_HEADER_FIELDS. Alembic looks these names up in the module, so
 * only plain names count. */
static size_t field_of(const struct reading *r, const struct lk_py_expr *e)
{
    size_t i = 0;
    if (e->kind != LK_X_NAME)
        return LK_HEADER_FIELDS;
    while (i < LK_HEADER_FIELDS && !lk_str_eq(r->ast->name[e->name.id], lk_header_names[i]))
        i++;
    return i;
}

/* One target and the value; false when the target is something else that mentions a field.
 * `a.revision = x` sets no field, `x[revision]` only mentions one; both leave it to the caller. */
static bool assign(struct reading *r, const struct lk_py_expr *target,
                   const struct lk_py_expr *value)
{
    size_t which = field_of(r, target);
    if (which == LK_HEADER_FIELDS)
        return lk_header_mentions(lk_str_cut(r->text, target->span.from, target->span.to), 0) ==
               LK_HEADER_FIELDS;
    struct lk_py_header_field *f = lk_header_field(r->out, which);
    *f = (struct lk_py_header_field){.from = value->span.from, .to = value->span.to};
    f->kind = value_of(r, &f->values, value);
    return true;
}

/* Plain assignments, with one target or several; false: not one, or not of fields alone.  A
 * docstring may mention a field without setting it; so may `revision: str`. */
static bool take_assignment(struct reading *r, const struct lk_py_stmt *s)
{
    if (s->kind == LK_S_EXPR && s->one->kind == LK_X_STR)
        return true;
    if (s->kind == LK_S_ANNASSIGN)
        return !s->ann.value || assign(r, s->ann.target, s->ann.value);
    if (s->kind != LK_S_ASSIGN)
        return false;
    for (uint32_t i = 0; i < s->assign.target.n; i++)
        if (!assign(r, s->assign.target.v[i], s->assign.value))
            return false;
    return true;
}

/* from x import *. What it brings is not known without reading the other module. */
static bool is_star_import(const struct lk_py_stmt *s)
{
    return s->kind == LK_S_IMPORTFROM && lk_str_is(s->import->item[0].path, "*");
}

/* What of a statement can bind a field: of definitions only the name. */
static struct lk_str binding_text(const struct reading *r, const struct lk_py_stmt *s)
{
    bool definition = s->kind == LK_S_FUNCTION || s->kind == LK_S_CLASS;
    struct lk_span span = definition ? s->def->name_span : s->span;
    return lk_str_cut(r->text, span.from, span.to);
}

/* Anything can change after a star import, or where a function says `global`.  Then the module is
 * run to find out. */
static void set_all_computed(struct lk_py_header *h)
{
    for (size_t i = 0; i < LK_HEADER_FIELDS; i++)
        *lk_header_field(h, i) = (struct lk_py_header_field){.kind = LK_PY_HEADER_COMPUTED};
}

/* Does a line say `global` with one of the fields behind it?  In a comment it may; that costs an
 * evaluation, no more. */
static bool says_global(struct lk_str text)
{
    const struct lk_str word = LK_STR("global ");
    for (ptrdiff_t at = 0; (at = lk_str_find(text, word, (size_t)at)) >= 0; at += 1) {
        struct lk_str line = lk_str_cut(text, (size_t)at, text.n);
        const char *end = memchr(line.p, '\n', line.n);
        line.n = end ? (size_t)(end - line.p) : line.n;
        if (lk_header_mentions(line, 0) < LK_HEADER_FIELDS)
            return true;
    }
    return false;
}

/* Does the code call globals()? Comments and strings do not count.  Through it a field could be
 * set by any text. */
static bool uses_globals(const struct lk_py_ast *ast)
{
    for (uint32_t i = 0; i < ast->nname; i++)
        if (lk_str_is(ast->name[i], "globals"))
            return true;
    return false;
}

/* Later statements win, as they do when the module runs.  Statements that mention no field are
 * passed over; one that mentions a field and is no plain assignment makes it computed. */
static void read_body(struct reading *r, const struct lk_py_body *b)
{
    bool doubt = says_global(r->text) || uses_globals(r->ast);
    for (uint32_t i = 0; i < b->n; i++) {
        const struct lk_py_stmt *s = b->v[i];
        struct lk_str text = binding_text(r, s);
        doubt |= is_star_import(s);
        if (lk_header_mentions(text, 0) < LK_HEADER_FIELDS && !take_assignment(r, s))
            lk_header_set_computed(r->out, text, s->span.from);
    }
    if (doubt)
        set_all_computed(r->out);
}

/* Reads the header of a revision from its tree.  Errors are those of the parser; the texts live
 * in the arena. */
bool lk_header_tree(struct lk_py_header *out, struct lk_arena *arena, struct lk_str text,
                    uint32_t source, struct lk_err *err)
{
    struct lk_py_ast *ast;
    if (!lk_py_parse_text(&ast, arena, text, source, err))
        return false;
    struct reading r = {out, arena, text, ast};
    if (ast->code->doc)
        lk_header_set_doc(out, ast->code->doc->lit.text);
    read_body(&r, ast->code->body);
    return true;
}
