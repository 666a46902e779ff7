/* Giving out the standard modules that are written in C; frozen.c gives those that are told in the
 * script language and stand on _limbeck. */
#include "mods/std.h"

/* The functions of all tables in one module; what is missing there is a mistake of ours. */
static bool make_natives(struct lk_value *out, struct lk_vm *vm)
{
    static const struct lk_py_module module = {
        .name = "_limbeck", .flags = LK_PY_OPEN, .doc = "what the standard modules stand on"};
    const struct lk_py_row *const tables[] = {lk_std_rows_system, lk_std_rows_json, lk_std_rows_re};
    if (!lk_native_module(out, vm, &module))
        return false;
    lk_push(vm, *out);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct lk_py_row *row = tables[t]; row->signature; row++) {
            struct lk_value fn = lk_native_fn(vm, row, lk_empty());
            lk_push(vm, fn);
            struct lk_str name = {row->signature, strcspn(row->signature, "(")};
            if (!lk_vm_setattr(vm, *out, lk_intern(vm, name), fn))
                return false;
        }
    return true;
}

bool lk_std_module(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    *out = lk_empty();
    if (lk_str_is(name, "_limbeck"))
        return make_natives(out, vm);
    return !lk_str_is(name, lk_std_math.name) || lk_native_module(out, vm, &lk_std_math);
}
