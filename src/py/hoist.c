/* Generators whose yields stand inside expressions. */
#include "py/gen.h"
void lk_generator_prepare(struct lk_vm *vm, struct lk_function *fn)
{
    static const struct lk_py_body none;
    (void)vm;
    const struct lk_py_code *c = fn->code;
    fn->gen_body = c->body ? c->body : &none;
    fn->gen_extra = c->kind == LK_PY_CODE_GENEXP ? c->expr->comp.part->nloop - 1 : 0;
}
