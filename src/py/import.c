/* Imports are lazy: a module that neither the runtime nor its host has is a placeholder, which is
 * refused when it is used.  But where a try around the import asks for ImportError (by name, or
 * Exception, BaseException, or bare), the script wants to know, and gets ModuleNotFoundError. */
#include "py/import.h"

/* Whether the type of a handler, as it is written, would catch ImportError; tuples are looked
 * into. Names are compared, since the types are not evaluated before something is raised. */
static bool asks_for_import_error(const struct lk_frame *f, const struct lk_py_expr *e)
{
    /* The classes that ImportError passes under. */
    static const char *const names[] = {"ImportError", "ModuleNotFoundError", "Exception",
                                        "BaseException"};
    if (!e) {
        return true;
    }
    if (e->kind == LK_X_TUPLE) {
        for (uint32_t i = 0; i < e->list.n; i++) {
            if (asks_for_import_error(f, e->list.v[i])) {
                return true;
            }
        }
    }
    for (size_t i = 0; e->kind == LK_X_NAME && i < sizeof names / sizeof *names; i++) {
        if (lk_str_is(lk_text(lk_name(f, e->name.id)), names[i])) {
            return true;
        }
    }
    return false;
}

/* Whether any handler of a try asks for ImportError: then imports inside of it raise rather than
 * give placeholders. */
bool lk_is_import_handler(const struct lk_frame *f, const struct lk_py_try *t)
{
    for (uint32_t i = 0; i < t->nhandler; i++) {
        if (asks_for_import_error(f, t->handler[i].type)) {
            return true;
        }
    }
    return false;
}

/* The module of that full name: one imported before, or what the host makes of it; *module is
 * EMPTY where there is none. False only with an exception or refusal. */
bool lk_vm_import(struct lk_value *module, struct lk_vm *vm, struct lk_str name)
{
    struct lk_value key = lk_intern(vm, name);
    struct lk_entry *e = lk_dict_find(lk_dict_of(vm->modules), key);
    *module = e ? e->value : lk_empty();
    /* Modules are run once; later imports get the same object. */
    if (e && vm->host.again) {
        vm->host.again(vm->host.self, *module);
    }
    if (e || !vm->host.module) {
        return true;
    }
    if (!vm->host.module(module, vm, vm->host.self, lk_text(key))) {
        return false;
    }
    if (!lk_is_empty(*module)) {
        lk_dict_put(vm, lk_dict_of(vm->modules), key, *module);
    }
    return true;
}

/* ModuleNotFoundError with CPython's message and its name attribute. */
static bool not_found(struct lk_vm *vm, struct lk_str name)
{
    lk_raise(vm, LK_EXC_ModuleNotFoundError, "No module named '" LK_PRI "'", LK_ARG(name));
    if (!lk_is_empty(vm->exc)) {
        lk_own_attr_set(vm, vm->exc, "name", lk_new_str(vm, name));
    }
    return false;
}

/* Importing a.b makes b an attribute of a, as the import system does. */
static void set_submodule(struct lk_vm *vm, struct lk_value parent, struct lk_str name,
                          struct lk_value module)
{
    ptrdiff_t dot = lk_str_rfind_byte(name, '.');
    if (lk_is(parent, LK_T_MODULE) && dot >= 0) {
        lk_dict_put(vm, parent.as.cell->attrs,
                    lk_intern(vm, lk_str_cut(name, (size_t)dot + 1, name.n)), module);
    }
}

/* A package of the project has its modules as attributes, also where nobody here imported them:
 * the application did, which is why its revisions name them. *out is EMPTY for what is no
 * package, for private names, and where there is no such module. The name is on the stack while
 * the module runs. */
bool lk_find_submodule(struct lk_value *out, struct lk_vm *vm, struct lk_value package,
                       struct lk_value name)
{
    struct lk_value path = lk_own_attr(vm, package, "__path__");
    struct lk_str attr = lk_text(name);
    *out = lk_empty();
    /* Only packages have a __path__. */
    if (lk_is_empty(path) || lk_str_starts(attr, LK_STR("_"))) {
        return true;
    }
    struct lk_value full = lk_new_strf(vm, LK_PRI "." LK_PRI,
                                       LK_ARG(lk_text(LK_CELL_OF(lk_module, package)->name)),
                                       LK_ARG(attr));
    lk_push(vm, full);
    if (!lk_vm_import(out, vm, lk_text(full))) {
        return false;
    }
    if (!lk_is_empty(*out)) {
        set_submodule(vm, package, lk_text(full), *out);
    }
    lk_pop(vm);
    return true;
}

/* Imports a.b.c by its parents; *top is a, *leaf is a.b.c.  Where one is not here, it and what
 * is below it are a placeholder. Inside a try that asks for ImportError the absent one raises
 * instead. A parent is run before its child, as the import system does. */
static bool import_dotted(struct lk_value *top, struct lk_value *leaf, struct lk_frame *f,
                          const struct lk_py_alias *item)
{
    struct lk_vm *vm = f->vm;
    struct lk_str path = item->path;
    struct lk_value parent = lk_empty();
    for (size_t at = 0; at <= path.n; at++) {
        /* Stops at each dot and at the end. */
        if (at < path.n && path.p[at] != '.') {
            continue;
        }
        struct lk_str name = lk_str_cut(path, 0, at);
        if (!lk_vm_import(leaf, vm, name)) {
            return false;
        }
        /* Nobody has this part of the path. */
        bool absent = lk_is_empty(*leaf);
        if (absent && f->import_handlers) {
            return not_found(vm, name);
        }
        if (absent) {
            *leaf = lk_new_placeholder(vm, lk_new_str(vm, path), item->span);
        }
        set_submodule(vm, parent, name, *leaf);
        *top = lk_is_empty(parent) ? *leaf : *top;
        if (absent) {
            return true;
        }
        parent = *leaf;
    }
    return true;
}

/* import a.b, c as d. Without `as` the first part of the path is bound, with it the last. */
enum lk_status lk_exec_import(struct lk_frame *f, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->import->nitem; i++) {
        const struct lk_py_alias *item = &s->import->item[i];
        struct lk_value top, leaf;
        if (!import_dotted(&top, &leaf, f, item) ||
            !lk_store(f, &item->bind, item->as ? leaf : top)) {
            lk_trace_add(f, item->span);
            return LK_RAISE;
        }
    }
    return LK_NORMAL;
}

/* The package that dots are counted from; a module's own package is one level. More levels than
 * the package has are CPython's ImportError, as is a script outside of any package. */
static bool relative_base(struct lk_buf *out, struct lk_frame *f, uint32_t level)
{
    struct lk_vm *vm = f->vm;
    if (!lk_is(f->module->package, LK_T_STR) || !lk_text(f->module->package).n) {
        return lk_raise(vm, LK_EXC_ImportError,
                        "attempted relative import with no known parent package");
    }
    struct lk_str base = lk_text(f->module->package);
    /* Each dot after the first is one package further out. */
    for (; level > 1; level--) {
        ptrdiff_t dot = lk_str_rfind_byte(base, '.');
        if (dot < 0) {
            return lk_raise(vm, LK_EXC_ImportError,
                            "attempted relative import beyond top-level package");
        }
        base = lk_str_cut(base, 0, (size_t)dot);
    }
    lk_buf_add(out, base);
    return true;
}

/* The full name of the module of a from import, dots at its front resolved. */
static bool source_name(struct lk_value *out, struct lk_frame *f, const struct lk_py_import *i)
{
    struct lk_buf b = {0};
    bool ok = !i->level || relative_base(&b, f, i->level);
    lk_buf_addz(&b, i->level && i->module.n ? "." : "");
    lk_buf_add(&b, i->module);
    if (ok) {
        *out = lk_intern(f->vm, lk_buf_str(&b));
    }
    lk_buf_clear(&b);
    return ok;
}

/* Whether a native module offers only part of what the real one has: a missing name in it is
 * then a gap of this program and no error of the script. */
static bool is_partial(struct lk_value module)
{
    const struct lk_py_module *def = LK_CELL_OF(lk_module, module)->def;
    return def && !(def->flags & LK_PY_OPEN);
}

/* ImportError for a name that a module really does not have, with CPython's message, which tells
 * where the module came from. */
static bool cannot_import(struct lk_vm *vm, struct lk_value module, struct lk_str name)
{
    struct lk_str from = lk_text(LK_CELL_OF(lk_module, module)->name);
    struct lk_entry *file = lk_dict_find(module.as.cell->attrs, vm->known[LK_N_file]);
    struct lk_str where = file ? lk_text(file->value) : LK_STR("unknown location");
    lk_raise(vm, LK_EXC_ImportError, "cannot import name '" LK_PRI "' from '" LK_PRI "' (" LK_PRI
             ")", LK_ARG(name), LK_ARG(from), LK_ARG(where));
    if (!lk_is_empty(vm->exc)) {
        lk_own_attr_set(vm, vm->exc, "name", lk_new_str(vm, from));
    }
    return false;
}

/* `from module import item`: an attribute, or a submodule. The module's own names come first;
 * then a submodule; then __getattr__ of the module. A name missing in a partial module becomes a
 * placeholder unless a handler asks. */
static bool import_item(struct lk_value *out, struct lk_frame *f, struct lk_value module,
                        const struct lk_py_alias *item)
{
    struct lk_vm *vm = f->vm;
    struct lk_value name = lk_name(f, item->id), dotted;
    /* The cheap and usual case. */
    struct lk_entry *own = lk_dict_find(module.as.cell->attrs, name);
    if (own) {
        *out = own->value;
        return true;
    }
    struct lk_str from = lk_text(LK_CELL_OF(lk_module, module)->name);
    dotted = lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(from), LK_ARG(item->path));
    lk_put(vm, dotted);
    bool ok = lk_vm_import(out, vm, lk_text(dotted));
    vm->sp--;
    if (!ok || !lk_is_empty(*out)) {
        return ok;
    }
    /* What this program lacks must not look like what the script got wrong. */
    if (is_partial(module)) {
        if (f->import_handlers) {
            return cannot_import(vm, module, item->path);
        }
        *out = lk_new_placeholder(vm, dotted, item->span);
        return true;
    }
    return lk_vm_findattr(out, vm, module, name) &&
           (!lk_is_empty(*out) || cannot_import(vm, module, item->path));
}

/* from module import *: what __all__ lists, or else the names without an underscore at their
 * front. */
static bool import_all(struct lk_frame *f, struct lk_value module)
{
    struct lk_vm *vm = f->vm;
    struct lk_entry *all = lk_dict_find(module.as.cell->attrs, vm->known[LK_N_all]);
    struct lk_value key, value;
    /* A class body has a dict of its own. */
    struct lk_dict *into = f->names ? f->names : f->globals;
    /* Names of __all__ may come from the module's __getattr__. */
    if (all) {
        size_t n;
        const struct lk_value *v = lk_items(&n, all->value);
        for (size_t i = 0; i < n; i++) {
            struct lk_entry *own = lk_is(v[i], LK_T_STR)
                                       ? lk_dict_find(module.as.cell->attrs,
                                                      lk_intern_value(vm, v[i]))
                                       : NULL;
            /* What could not be made is refused where it is used, not here. */
            value = own ? own->value : lk_empty();
            if (!own && !lk_vm_getattr(&value, vm, module, v[i])) {
                return false;
            }
            lk_dict_put(vm, into, lk_intern_value(vm, v[i]), value);
        }
        return true;
    }
    for (size_t pos = 0; lk_dict_next(lk_of_cell(module.as.cell->attrs), &pos, &key, &value);) {
        if (!lk_str_starts(lk_text(key), LK_STR("_"))) {
            lk_dict_put(vm, into, key, value);
        }
    }
    return true;
}

/* An item of a module that is not here: a placeholder with its full name, which refuses the run
 * only when it is used. A star cannot be put off, as it may bind any name. */
static bool from_nowhere(struct lk_value *out, struct lk_frame *f, struct lk_value name,
                         const struct lk_py_alias *item)
{
    struct lk_vm *vm = f->vm;
    if (f->import_handlers) {
        return not_found(vm, lk_text(name));
    }
    if (lk_str_is(item->path, "*")) {
        lk_refuse(vm, LK_E_UNSUPPORTED, "cannot import all names of '" LK_PRI
                  "', which is not here", LK_ARG(lk_text(name)));
        return lk_refuse_hint(vm, "provide the module beside the revisions or below "
                              "prepend_sys_path, or replace the revision by a manifest that says "
                              "'replaces: script'");
    }
    *out = lk_new_placeholder(vm, lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(lk_text(name)),
                                              LK_ARG(item->path)), item->span);
    return true;
}

/* from module import a, b as c: the parents are imported first; items are bound from left to
 * right, so that a failing one leaves those before it bound. */
static bool import_from(struct lk_frame *f, const struct lk_py_import *i)
{
    struct lk_value name, module, v;
    /* The module is imported like one by a plain import, without binding anything. */
    struct lk_py_alias parents = {.span = i->item[0].span};
    if (!source_name(&name, f, i)) {
        return false;
    }
    parents.path = lk_text(name);
    if (!import_dotted(&v, &module, f, &parents)) {
        return false;
    }
    for (uint32_t k = 0; k < i->nitem; k++) {
        const struct lk_py_alias *item = &i->item[k];
        bool star = lk_str_is(item->path, "*"), here = lk_is(module, LK_T_MODULE);
        /* A star stands alone in its statement. */
        if (here && star) {
            return import_all(f, module);
        }
        if (here ? !import_item(&v, f, module, item) : !from_nowhere(&v, f, name, item)) {
            return false;
        }
        if (!star && !lk_store(f, &item->bind, v)) {
            return false;
        }
    }
    return true;
}

/* The statement; __future__ imports have done their work when the tree was resolved. */
enum lk_status lk_exec_importfrom(struct lk_frame *f, const struct lk_py_stmt *s)
{
    if (lk_str_is(s->import->module, "__future__") && !s->import->level) {
        return LK_NORMAL;
    }
    return lk_status_of(import_from(f, s->import));
}
