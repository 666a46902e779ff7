/* The walk over imports, and the rules of `from __future__`. */
#include "py/walk.h"

/* What a plain import binds: the first name of the path, or the name after `as`. A star binds
 * names that are known only at run time and is allowed in a module alone; names of private form
 * in a class are mangled. */
static bool bind_item(struct lk_resolver *r, struct lk_py_stmt *s, struct lk_py_alias *a)
{
    if (lk_str_is(a->path, "*")) {
        if (r->scope->kind != LK_SCOPE_MODULE)
            return lk_walk_fail(r, s->span, "import * only allowed at module level");
        return true;
    }
    if (s->kind == LK_S_IMPORTFROM) {
        a->id = lk_scope_mangle(r, a->id);
        a->path = r->names->v[a->id];
    }
    return lk_scope_bind(r, &a->bind, a->span);
}

/* from __future__ import …, which the compiler itself acts on. */
static bool is_future(const struct lk_py_stmt *s)
{
    return s->kind == LK_S_IMPORTFROM && s->import->level == 0 &&
           lk_str_is(s->import->module, "__future__");
}

/* The features of CPython 3.11; all but one change nothing any more, or what is not evaluated
 * here. */
static bool check_feature(struct lk_resolver *r, const struct lk_py_stmt *s, struct lk_str name)
{
    static const char *const features[] = {
        "nested_scopes", "generators", "division", "absolute_import", "with_statement",
        "print_function", "unicode_literals", "generator_stop", "annotations"};
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (lk_str_is(name, features[i]))
            return true;
    if (lk_str_is(name, "barry_as_FLUFL"))
        return lk_fail_at(r->err, LK_E_UNSUPPORTED, s->span,
                          "the future feature 'barry_as_FLUFL' is not supported");
    if (lk_str_is(name, "braces"))
        return lk_walk_fail(r, s->span, "not a chance");
    return lk_walk_fail(r, s->span, "future feature " LK_PRI " is not defined", LK_ARG(name));
}

/* Every name of the statement must be a known feature, also where it changes nothing. */
static bool check_features(struct lk_resolver *r, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->import->nitem; i++)
        if (!check_feature(r, s, s->import->item[i].path))
            return false;
    return true;
}

/* They come first in a module, behind its docstring only; r->futures is where they end. */
bool lk_walk_futures(struct lk_resolver *r, const struct lk_py_body *b)
{
    uint32_t i = b->n && b->v[0]->kind == LK_S_EXPR && b->v[0]->one->kind == LK_X_STR;
    for (; i < b->n && is_future(b->v[i]); i++) {
        if (!check_features(r, b->v[i]))
            return false;
        r->futures = b->v[i]->span.to;
    }
    return true;
}

/* Resolves an import: binds its names in the current scope. A __future__ import behind other
 * statements is CPython's SyntaxError. */
bool lk_walk_import(struct lk_resolver *r, struct lk_py_stmt *s)
{
    if (is_future(s) && s->span.from >= r->futures)
        return lk_walk_fail(r, s->span,
                            "from __future__ imports must occur at the beginning of the file");
    for (uint32_t i = 0; i < s->import->nitem; i++)
        if (!bind_item(r, s, &s->import->item[i]))
            return false;
    return true;
}
