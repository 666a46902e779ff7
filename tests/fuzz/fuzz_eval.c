/* Any bytes as a script that is run, within small limits and with a collection at every safe point
 * for half of the inputs: it ends, with what it says or with an error that has a code and a text. */
#include "py/parse.h"
#include "py/vm.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void say(void *self, struct lk_str text, bool is_error)
{
    (void)is_error;
    *(size_t *)self += text.n;
}

static void run(const struct lk_py_ast *ast, struct lk_sources *sources, bool stress)
{
    size_t said = 0;
    struct lk_err err = {0};
    struct lk_value module;
    const struct lk_py_host host = {.self = &said, .say = say};
    const struct lk_vm_limits limits = {.memory = 64u << 20, .depth = 100, .int_bits = 1u << 16,
                                        .steps = stress ? 500 : 20000, .seconds = 5,
                                        .gc_stress = stress};
    const struct lk_module_init init = {.name = LK_STR("script")};
    struct lk_vm *vm = lk_vm_new(&host, sources, &limits);
    lk_vm_bounded(vm, true);
    if (!lk_vm_load(&module, vm, ast, &init, &err) && !(lk_err_is_set(&err) && *err.message)) {
        abort();
    }
    if (lk_vm_handlers(vm)) {
        abort();
    }
    lk_err_clear(&err);
    lk_vm_free(vm);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_str text = {(const char *)data, size};
    uint32_t source = lk_sources_add(sources, LK_STR("script"), text);
    struct lk_py_ast *ast;
    struct lk_err err = {0};
    if (lk_py_parse(&ast, arena, sources, source, &err)) {
        run(ast, sources, size & 1);
    }
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
    return 0;
}
