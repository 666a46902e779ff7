/* The door of the resolver: one walk that collects (walk_*.c), one pass that links
 * (scope_link.c). */
#include "py/resolve.h"
#include "py/walk.h"
#include <stdlib.h>

/* The module is the outermost scope and frame; its qualified name is never shown. */
static bool walk_module(struct lk_resolver *r, struct lk_py_ast *ast)
{
    struct lk_flow flow = {.code = ast->code};
    ast->code->qualname = r->names->v[ast->code->name];
    r->flow = &flow;
    r->last_code = ast->code;
    lk_scope_enter(r, LK_SCOPE_MODULE, ast->code, NULL);
    bool ok = lk_walk_futures(r, ast->code->body) && lk_walk_body(r, ast->code->body);
    lk_scope_leave(r);
    return ok;
}

bool lk_py_resolve(struct lk_py_ast *ast, bool eval, struct lk_py_names *names, struct lk_err *err)
{
    struct lk_resolver r = {.arena = names->arena, .names = names, .err = err, .eval = eval};
    bool ok = walk_module(&r, ast) && lk_scope_link(&r);
    free(r.refs.v);
    return ok;
}
