/* Empty tables for classes whose methods are not written yet. */
#include "py/rows.h"
#include "py/op.h"

#define EMPTY(id) __attribute__((weak)) const struct lk_py_row lk_rows_##id[] = {{0}};
EMPTY(int) EMPTY(bool) EMPTY(float) EMPTY(str) EMPTY(bytes) EMPTY(list) EMPTY(tuple) EMPTY(dict)
EMPTY(set) EMPTY(frozenset) EMPTY(range) EMPTY(slice) EMPTY(dict_keys) EMPTY(dict_values)
EMPTY(dict_items)

/* Until the types land. */
__attribute__((weak)) bool lk_str_percent(struct lk_value *out, struct lk_vm *vm,
                                          struct lk_value format, struct lk_value args)
{
    (void)format; (void)args;
    *out = lk_none();
    return lk_refuse(vm, LK_E_UNSUPPORTED, "no percent formatting yet");
}
__attribute__((weak)) bool lk_vm_format(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                                        struct lk_str spec)
{
    (void)spec;
    return lk_vm_str(out, vm, v);
}
static bool print(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_buf b = {0};
    (void)out;
    for (uint32_t i = 0; i < a->n; i++) {
        lk_buf_addz(&b, i ? " " : "");
        if (!lk_vm_put_str(&b, vm, a->v[i])) { lk_buf_clear(&b); return false; }
    }
    lk_buf_addc(&b, '\n');
    vm->host.say(vm->host.self, lk_buf_str(&b), false);
    lk_buf_clear(&b);
    return true;
}
static bool range(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t v[3] = {0, 0, 1};
    for (uint32_t i = 0; i < a->n; i++) {
        if (!lk_vm_index(&v[a->n == 1 ? 1 : i], vm, a->v[i])) {
            return false;
        }
    }
    *out = lk_range_make(vm, v[0], v[1], v[2]);
    return true;
}
static bool len(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t n;
    if (!lk_vm_len(&n, vm, a->v[0])) return false;
    *out = lk_int(n);
    return true;
}
__attribute__((weak)) const struct lk_py_row lk_rows_builtins[] = {
    {"print(*args)", print, LK_PY_RAW, NULL},
    {"range(*args)", range, LK_PY_RAW, NULL},
    {"len(x)", len, 0, NULL},
    {0}};
