/* Modules that are written in the script language and built into the program, as jq does with its
 * own builtins: parts of the standard library (std/) and of sqlalchemy that need no table (lib/).
 * freeze.awk turns the files into strings at build time.  They are interpreted like files of the
 * project, at the first import, and know nothing that a script could not know. */
#include "mods/inside.h"
#include "py/parse.h"

static const struct frozen {
    const char *name;
    bool package;
    const char *text;
} frozen[] = {
#define LK_FROZEN(name, package, text) {name, package, text},
#include "mods/frozen.inc"
#undef LK_FROZEN
    {NULL, false, NULL},
};

/* The source is named after the module, so that a traceback tells what is built in. */
bool lk_frozen_module(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    struct lk_mods *m = lk_mods_of(vm);
    const struct frozen *f = frozen;
    struct lk_py_ast *ast;
    struct lk_err err = {0};
    *out = lk_empty();
    while (f->name && !lk_str_is(name, f->name))
        f++;
    if (!f->name)
        return true;
    struct lk_str file = lk_arena_format(m->kept, "<frozen %s>", f->name);
    uint32_t source = lk_sources_add(m->config->sources, file, lk_str_of(f->text));
    const struct lk_module_init init = {.name = lk_str_of(f->name), .file = file,
                                        .package = f->package, .partial = true};
    if (!lk_py_parse(&ast, m->kept, m->config->sources, source, &err))
        return lk_refuse_err(vm, &err);
    m->loading++;
    bool good = lk_vm_load_inside(out, vm, ast, &init);
    m->loading--;
    return good;
}
