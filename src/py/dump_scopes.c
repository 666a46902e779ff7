/* stub */
#include "py/ast.h"
#include "py/parse.h"
void lk_py_dump_scopes(struct lk_buf *out, const struct lk_py_ast *ast) { (void)out; (void)ast; }
