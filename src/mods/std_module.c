/* Giving out standard modules: those written in C, those told in the script language. */
#include "mods/std.h"
#include "py/parse.h"

#include <stdlib.h>

static const struct lk_py_type access_type = {
    .name = "_access", .module = "_limbeck", .payload = sizeof(struct lk_std_access *),
    .flags = LK_PY_FINAL | LK_PY_NODICT, .doc = "what of the outside can be seen",
};

const struct lk_std_access *lk_std_access(const struct lk_args *a)
{
    return *(const struct lk_std_access **)lk_payload(a->data);
}

/* Each function of _limbeck carries the access with it. */
static bool make_natives(struct lk_value *out, struct lk_vm *vm, const struct lk_std_access *access)
{
    static const struct lk_py_module module = {
        .name = "_limbeck", .flags = LK_PY_OPEN, .doc = "what the standard modules stand on"};
    const struct lk_py_row *const tables[] = {lk_std_rows_system, lk_std_rows_json, lk_std_rows_re};
    if (!lk_native_module(out, vm, &module))
        return false;
    lk_push(vm, *out);
    struct lk_value data = lk_native_new(vm, &access_type);
    *(const struct lk_std_access **)lk_payload(data) = access;
    lk_push(vm, data);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct lk_py_row *row = tables[t]; row->signature; row++) {
            struct lk_value fn = lk_native_fn(vm, row, data);
            lk_push(vm, fn);
            struct lk_str name = {row->signature, strcspn(row->signature, "(")};
            if (!lk_vm_setattr(vm, *out, lk_intern(vm, name), fn))
                return false;
        }
    return true;
}

/* The tree lives as long as the runtime: the arena is pinned in a cell that frees it. */
static void free_arena(void *payload) { lk_arena_free(*(struct lk_arena **)payload); }

static const struct lk_py_type arena_type = {
    .name = "_tree", .module = "_limbeck", .payload = sizeof(struct lk_arena *),
    .free = free_arena, .flags = LK_PY_FINAL | LK_PY_NODICT, .doc = "a parsed module",
};

static bool load_source(struct lk_value *out, struct lk_vm *vm, const struct lk_std_source *from)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_value keeper = lk_native_new(vm, &arena_type);
    *(struct lk_arena **)lk_payload(keeper) = arena;
    lk_pin(vm, keeper);
    struct lk_str name = lk_arena_format(arena, "<limbeck %s>", from->name);
    struct lk_py_ast *ast;
    struct lk_err err = {0};
    uint32_t source = lk_sources_add(lk_vm_sources(vm), name, lk_str_of(from->text));
    if (!lk_py_parse(&ast, arena, lk_vm_sources(vm), source, &err))
        return lk_refuse_err(vm, &err);
    struct lk_module_init init = {.name = lk_str_of(from->name), .package = from->package};
    return lk_vm_load_inside(out, vm, ast, &init);
}

bool lk_std_make(struct lk_value *out, struct lk_vm *vm, const struct lk_std_access *access,
                 struct lk_str name)
{
    *out = lk_empty();
    if (lk_str_is(name, "_limbeck"))
        return make_natives(out, vm, access);
    if (lk_str_is(name, lk_std_math.name))
        return lk_native_module(out, vm, &lk_std_math);
    for (const struct lk_std_source *s = lk_std_sources; s->name; s++)
        if (lk_str_is(name, s->name))
            return load_source(out, vm, s);
    return true;
}
