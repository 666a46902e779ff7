/* Any bytes as a script: it is parsed and resolved, or there is an error with a place in it; what was
 * made can be printed; slots lie in their frames. */
#include "py/ast.h"
#include "py/parse.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static void check_code(const struct lk_py_code *c)
{
    uint32_t all = lk_py_frame_slots(c);
    promise(c->npos + c->nkwonly <= c->nparam && c->nposonly <= c->npos);
    for (uint32_t i = 0; i < c->nparam; i++) {
        const struct lk_py_name *n = &c->param[i].name;
        promise(n->scope == LK_PY_LOCAL ? n->slot < c->nlocals
                                        : n->scope == LK_PY_CELL && n->slot >= c->nlocals);
        promise(n->slot < all);
    }
    for (uint32_t i = 0; i < c->nfree; i++)
        promise(c->free_from[i] >= c->outer->nlocals &&
                c->free_from[i] < lk_py_frame_slots(c->outer));
    promise(c->class_slot == LK_PY_NO_SLOT || c->class_slot < all);
}

static void check_tree(const struct lk_py_ast *ast)
{
    struct lk_buf out = {0};
    lk_py_dump(&out, ast);
    lk_py_dump_scopes(&out, ast);
    lk_buf_clear(&out);
    for (const struct lk_py_code *c = ast->code; c; c = c->next)
        check_code(c);
}

static void check_error(const struct lk_err *err, size_t size)
{
    promise(lk_err_is_set(err) && err->message && *err->message);
    promise(err->span.source == 1 && err->span.from <= size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_str text = {(const char *)data, size};
    uint32_t source = lk_sources_add(sources, LK_STR("script"), text);
    struct lk_py_ast *ast;
    struct lk_err err = {0};
    if (lk_py_parse(&ast, arena, sources, source, &err))
        check_tree(ast);
    else
        check_error(&err, size);
    lk_err_clear(&err);
    if (lk_py_parse_expr(&ast, arena, sources, source, &err))
        check_tree(ast);
    else
        check_error(&err, size);
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
    return 0;
}
