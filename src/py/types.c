/* The built-in classes from their tables, classes of natives, the start of a runtime's world. */
#include "py/rows.h"
#include "py/cls.h"

#define FINAL LK_PY_FINAL
#define HIDDEN 0x100

/* What the row of types.def gives besides the table of the door. */
struct builtin {
    const struct lk_py_type *type;
    uint8_t kind;
    int16_t base;
    bool hidden;
};

#define none object
#define LK_TYPE(id, pyname, kind, from, bits)                                                      \
    const struct lk_py_type lk_type_##id = {                                                       \
        .name = pyname, .module = "builtins", .row = lk_rows_##id, .flags = (bits) & 0xff};
#include "py/types.def"
#undef LK_TYPE
#define LK_EXCEPTION(id, from)                                                                     \
    const struct lk_py_type lk_type_##id = {.name = #id, .module = "builtins"};
#include "py/exceptions.def"
#undef LK_EXCEPTION
#undef none

static const struct builtin builtin[LK_TY_COUNT] = {
#define LK_TY_none -1
#define LK_TYPE(id, pyname, kind, from, bits)                                                      \
    {&lk_type_##id, LK_T_##kind, LK_TY_##from, ((bits) & HIDDEN) != 0},
#include "py/types.def"
#undef LK_TYPE
};
#define LK_EXC_object -1
static const struct { const struct lk_py_type *type; int16_t base; } exception[LK_EXC_COUNT] = {
#define LK_EXCEPTION(id, from) {&lk_type_##id, LK_EXC_##from},
#include "py/exceptions.def"
#undef LK_EXCEPTION
};

/* The address itself is the key. So one table is one class in each runtime; the pointer itself
 * stays with the caller. */
static struct lk_str key_of(const struct lk_py_type *const *type)
{
    return (struct lk_str){(const char *)type, sizeof *type};
}

/* Notes the class made for a table, for lk_native_class(). */
static void remember(struct lk_vm *vm, const struct lk_py_type *type, struct lk_class *cls)
{
    lk_map_put(&vm->native_classes, key_of(&type), cls);
}

/* Puts one row of a table into a class, as what its flags say: a method, a class or static
 * method, a property. A setter's row comes behind that of its property and has the same name. */
void lk_class_row(struct lk_vm *vm, struct lk_class *cls, const struct lk_py_row *row)
{
    struct lk_value fn = lk_native_make(vm, row, cls), name = LK_CELL_OF(lk_nativefn, fn)->name;
    /* __new__ is a static method without being marked as one, as in Python. */
    bool is_new = lk_same(name, vm->known[LK_N_new]);
    if (row->flags & (LK_PY_CLASSMETHOD | LK_PY_STATIC) || is_new) {
        LK_CELL_OF(lk_nativefn, fn)->owner = NULL;
        LK_CELL_OF(lk_nativefn, fn)->data = lk_of_cell(cls);
        bool of_class = row->flags & LK_PY_CLASSMETHOD && !is_new;
        fn = lk_new_wrap(vm, of_class ? LK_T_CLASSMETHOD : LK_T_STATICMETHOD, fn);
    } else if (row->flags & LK_PY_SETTER) {
        /* The property was made by an earlier row. */
        struct lk_entry *e = lk_dict_find(cls->dict, name);
        LK_CELL_OF(lk_property, e->value)->set = fn;
        return;
    } else if (row->flags & LK_PY_PROPERTY) {
        struct lk_property *p = lk_cell_new(vm, LK_T_PROPERTY, vm->cls[LK_TY_property],
                                            sizeof *p);
        p->get = fn;
        p->set = p->del = lk_none();
        p->doc = row->doc ? lk_new_strz(vm, row->doc) : lk_none();
        p->name = name;
        fn = lk_of_cell(p);
    }
    lk_dict_put(vm, cls->dict, name, fn);
}

/* All rows up to the one without a signature; NULL is an empty table. */
void lk_class_rows(struct lk_vm *vm, struct lk_class *cls, const struct lk_py_row *row)
{
    for (; row && row->signature; row++) {
        lk_class_row(vm, cls, row);
    }
}

/* The module, the docstring and the methods of a class. A built-in one of another module than
 * builtins has it in the name of its row. */
static void fill_class(struct lk_vm *vm, struct lk_class *cls)
{
    const struct lk_py_type *t = cls->def;
    struct lk_str module = lk_str_of(t->module), name = lk_text(cls->name);
    if (cls->builtin && strlen(t->name) > name.n) {
        module = (struct lk_str){t->name, strlen(t->name) - name.n - 1};
    }
    lk_dict_put(vm, cls->dict, vm->known[LK_N_module], lk_intern(vm, module));
    cls->doc = t->doc ? lk_new_strz(vm, t->doc) : lk_none();
    lk_dict_put(vm, cls->dict, vm->known[LK_N_doc], cls->doc);
    lk_class_rows(vm, cls, t->row);
}

/* Everything that needs other classes is left to finish(). While the first classes are made
 * there is no `type` yet, no dict and no text. The order of resolution of a class with one base
 * is itself and then that of its base. */
static struct lk_class *raw_class(struct lk_vm *vm, const struct lk_py_type *type, uint8_t kind,
                                  struct lk_class *base)
{
    struct lk_class *cls = lk_cell_new(vm, LK_T_CLASS, NULL, sizeof *cls);
    uint32_t n = base ? base->nmro : 0;
    cls->def = type;
    cls->kind = kind;
    cls->builtin = true;
    cls->mro = lk_zalloc(n + 1, sizeof *cls->mro);
    /* The class itself, then what its base has. */
    cls->mro[0] = cls;
    for (uint32_t i = 0; i < n; i++) {
        cls->mro[i + 1] = base->mro[i];
    }
    cls->nmro = n + 1;
    cls->name = cls->qualname = cls->bases = cls->doc = lk_empty();
    if (base) {
        *LK_PUSH(&base->sub) = cls;
    }
    return cls;
}

/* The second half, once `type`, `tuple` and `str` exist. Only instances of a few kinds have room
 * for attributes; subclasses written in scripts get it unless they have __slots__. */
static void finish_class(struct lk_vm *vm, struct lk_class *cls)
{
    cls->cell.cls = vm->cls[LK_TY_type];
    cls->dict = lk_dict_make(vm);
    const char *dot = strrchr(cls->def->name, '.');
    cls->name = cls->qualname = lk_intern(vm, lk_str_of(dot ? dot + 1 : cls->def->name));
    struct lk_value base = cls->nmro > 1 ? lk_of_cell(cls->mro[1]) : lk_empty();
    cls->bases = lk_new_tuple(vm, &base, cls->nmro > 1);
    bool has = cls->kind == LK_T_EXCEPTION || cls->kind == LK_T_FUNCTION ||
               cls->kind == LK_T_MODULE || cls->kind == LK_T_CLASS;
    cls->no_attrs = !has;
}

/* Bases stand before their subclasses in the tables, so each finds its own. Kinds that look like
 * another to scripts share its class: a long integer is an int. */
static void make_classes(struct lk_vm *vm)
{
    for (int i = 0; i < LK_TY_COUNT; i++) {
        struct lk_class *base = builtin[i].base < 0 ? NULL : vm->cls[builtin[i].base];
        vm->cls[i] = raw_class(vm, builtin[i].type, builtin[i].kind, base);
        if (!vm->kind_cls[builtin[i].kind]) {
            vm->kind_cls[builtin[i].kind] = vm->cls[i];
        }
    }
    for (int i = 0; i < LK_EXC_COUNT; i++) {
        struct lk_class *base = exception[i].base < 0 ? vm->cls[LK_TY_object]
                                                      : vm->exc_cls[exception[i].base];
        vm->exc_cls[i] = raw_class(vm, exception[i].type, LK_T_EXCEPTION, base);
    }
    vm->kind_cls[LK_T_BIGINT] = vm->kind_cls[LK_T_INT];
    vm->kind_cls[LK_T_FLOATOBJ] = vm->kind_cls[LK_T_FLOAT];
    /* Exceptions know their class themselves; this is only the fallback. */
    vm->kind_cls[LK_T_EXCEPTION] = vm->exc_cls[LK_EXC_BaseException];
    vm->kind_cls[LK_T_EMPTY] = vm->cls[LK_TY_object];
}

/* The texts of one ASCII character and the names that the runtime itself uses, interned, so that
 * they can be compared by address. */
static void make_known(struct lk_vm *vm)
{
    static const char *const text[] = {
#define LK_KNOWN(id, name) name,
#include "py/known.def"
#undef LK_KNOWN
    };
    for (int c = 0; c < 128; c++) {
        struct lk_text *t = lk_text_raw(vm, LK_T_STR, 1);
        t->p[0] = (char)c;
        vm->ascii[c] = lk_intern_value(vm, lk_of_cell(t));
    }
    for (int i = 0; i < LK_N_COUNT; i++) {
        vm->known[i] = lk_intern(vm, lk_str_of(text[i]));
    }
}

/* The module builtins: classes, exceptions, constants and functions. IOError and
 * EnvironmentError are other names of OSError, as in Python 3. */
static void fill_builtins(struct lk_vm *vm)
{
    struct lk_module *m = lk_module_make(vm, vm->known[LK_N_builtins]);
    vm->builtins = m->cell.attrs;
    for (int i = 0; i < LK_TY_COUNT; i++) {
        if (!builtin[i].hidden) {
            lk_dict_put(vm, vm->builtins, vm->cls[i]->name, lk_of_cell(vm->cls[i]));
        }
    }
    for (int i = 0; i < LK_EXC_COUNT; i++) {
        lk_dict_put(vm, vm->builtins, vm->exc_cls[i]->name, lk_of_cell(vm->exc_cls[i]));
    }
    struct lk_value os = lk_of_cell(vm->exc_cls[LK_EXC_OSError]), self = lk_of_cell(m);
    lk_own_attr_set(vm, self, "IOError", os);
    lk_own_attr_set(vm, self, "EnvironmentError", os);
    lk_own_attr_set(vm, self, "NotImplemented", lk_imm(LK_T_NOTIMPLEMENTED));
    lk_own_attr_set(vm, self, "Ellipsis", lk_imm(LK_T_ELLIPSIS));
    lk_own_attr_set(vm, self, "__debug__", lk_bool(true));
    for (const struct lk_py_row *r = lk_rows_builtins; r->signature; r++) {
        lk_dict_put(vm, vm->builtins, lk_intern(vm, lk_row_name(r)),
                    lk_native_make(vm, r, NULL));
    }
    lk_dict_setz(vm, vm->modules, "builtins", self);
}

/* Makes everything built in, in the order in which it depends on each other: bare classes,
 * texts, then the contents of the classes. */
void lk_types_boot(struct lk_vm *vm)
{
    make_classes(vm);
    make_known(vm);
    vm->empty_tuple = lk_new_tuple(vm, NULL, 0);
    for (int i = 0; i < LK_TY_COUNT; i++) {
        finish_class(vm, vm->cls[i]);
        remember(vm, builtin[i].type, vm->cls[i]);
    }
    for (int i = 0; i < LK_EXC_COUNT; i++) {
        finish_class(vm, vm->exc_cls[i]);
        remember(vm, exception[i].type, vm->exc_cls[i]);
    }
    for (int i = 0; i < LK_TY_COUNT; i++) {
        /* Operators as methods come first, so that a row of the table can replace one. */
        lk_dunder_add(vm, vm->cls[i]);
        fill_class(vm, vm->cls[i]);
    }
    for (int i = 0; i < LK_EXC_COUNT; i++) {
        fill_class(vm, vm->exc_cls[i]);
    }
    lk_exception_rows(vm);
    vm->modules = lk_new_dict(vm);
    fill_builtins(vm);
}

/* The bases of a native class, made first if need be. */
static struct lk_value bases_of(struct lk_vm *vm, const struct lk_py_type *type)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    for (const struct lk_py_type *const *b = type->base; b && *b; b++) {
        struct lk_value base = lk_native_class(vm, *b);
        (void)lk_list_append(vm, list, base);
    }
    size_t n;
    const struct lk_value *v = lk_items(&n, list);
    return lk_new_tuple(vm, v, n);
}

/* Makes a class from its table, by the way that a class statement goes, so that the order of
 * resolution and the metaclass are found alike. NULL with an exception. */
static struct lk_class *make_native(struct lk_vm *vm, const struct lk_py_type *type)
{
    struct lk_class *meta = type->meta ? lk_class_of(lk_native_class(vm, type->meta))
                                       : vm->cls[LK_TY_type], *cls;
    struct lk_class_parts p = {lk_intern(vm, lk_str_of(type->name)), bases_of(vm, type),
                               lk_new_dict(vm), NULL};
    p.meta = lk_metaclass(vm, meta, p.bases);
    if (!p.meta || !lk_class_make(&cls, vm, &p)) {
        return NULL;
    }
    /* Tables say by a flag whether instances have attributes. */
    cls->slots = false;
    cls->def = type;
    cls->no_attrs = type->flags & LK_PY_NODICT;
    if (type->payload) {
        cls->layout = type;
    }
    fill_class(vm, cls);
    return cls;
}

/* A table that contradicts itself is a defect of the program and shows at the first test; the
 * run ends with LK_E_INTERNAL. Made at the first use, so that a run pays only for what it needs;
 * a change of class_version makes look-ups remembered so far void. */
struct lk_value lk_native_class(struct lk_vm *vm, const struct lk_py_type *type)
{
    struct lk_class *cls = lk_map_get(&vm->native_classes, key_of(&type));
    if (!cls) {
        cls = make_native(vm, type);
        if (!cls) {
            lk_refuse(vm, LK_E_INTERNAL, "the class table of '%s' is wrong", type->name);
            return lk_of_cell(vm->cls[LK_TY_object]);
        }
        remember(vm, type, cls);
        /* A new class among the bases of others may change what a name means. */
        vm->class_version++;
    }
    return lk_of_cell(cls);
}
