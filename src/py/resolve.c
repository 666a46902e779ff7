/* stub */
#include "py/resolve.h"
bool lk_py_resolve(struct lk_py_ast *a, struct lk_py_names *c, struct lk_err *d)
{ (void)a;(void)c;(void)d; return true; }
