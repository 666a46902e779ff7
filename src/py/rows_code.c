/* Code objects: what function.__code__ tells of a function.  There is no bytecode; members that
 * only a compiler has are refused, not absent, so that no script takes another way. */
#include "py/function.h"
#include "py/arg.h"
#include "py/op.h"
#include "py/rows.h"

#include <stdlib.h>

/* The head of a native; *out is None on the way in. */
#define NATIVE(name)                                                                               \
    static bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)

/* Bits of co_flags (inspect.CO_…); those for *args and **kwargs are LK_PY_VARARGS and so on. */
enum { OPTIMIZED = 1, NEWLOCALS = 2, NESTED = 16, GENERATOR = 32 };

struct code {
    const struct lk_py_code *code;
    struct lk_unit *unit;
};

static const struct lk_py_row rows[];
static const struct lk_py_type code_type = {
    .name = "code", .module = "builtins", .row = rows, .payload = sizeof(struct code),
    .flags = LK_PY_FINAL | LK_PY_NODICT | LK_PY_ABSTRACT};

/* The code object of a function: one for all functions that a def statement makes, kept as long
 * as the runtime. */
struct lk_value lk_code_object(struct lk_vm *vm, const struct lk_function *fn)
{
    struct lk_str key = {(const char *)&fn->code, sizeof fn->code};
    struct lk_cell *known = lk_map_get(&fn->unit->codes, key);
    if (known) {
        return lk_of_cell(known);
    }
    struct lk_value v = lk_native_new(vm, &code_type);
    *(struct code *)lk_payload(v) = (struct code){fn->code, fn->unit};
    lk_pin(vm, v);
    lk_map_put(&fn->unit->codes, key, v.as.cell);
    return v;
}

/* The record that a code object stands for. */
static const struct code *self_code(const struct lk_args *a)
{
    return lk_payload(a->v[0]);
}

/* Members that are a number of the record. */
#define NUMBER(name, expression)                                                                   \
    NATIVE(get_##name)                                                                             \
    {                                                                                              \
        const struct lk_py_code *c = self_code(a)->code;                                           \
        (void)vm;                                                                                  \
        *out = lk_int(expression);                                                                 \
        return true;                                                                               \
    }
NUMBER(argcount, c->npos)
NUMBER(posonlyargcount, c->nposonly)
NUMBER(kwonlyargcount, c->nkwonly)

NATIVE(get_name)
{
    (void)vm;
    *out = self_code(a)->unit->name[self_code(a)->code->name];
    return true;
}

NATIVE(get_qualname)
{
    *out = lk_intern(vm, self_code(a)->code->qualname);
    return true;
}

NATIVE(get_filename)
{
    *out = lk_new_str(vm, lk_sources_name(vm->sources, self_code(a)->code->span.source));
    return true;
}

/* The line of the def, or of its first decorator. */
NATIVE(get_firstlineno)
{
    struct lk_place p;
    const struct lk_py_code *c = self_code(a)->code;
    bool known = lk_sources_place(&p, vm->sources, c->decorated.to ? c->decorated : c->span);
    *out = lk_int(known ? p.line : 0);
    return true;
}

NATIVE(get_flags)
{
    const struct lk_py_code *c = self_code(a)->code;
    bool nested = c->outer && (c->outer->kind == LK_PY_CODE_FUNCTION ||
                               c->outer->kind == LK_PY_CODE_LAMBDA);
    (void)vm;
    *out = lk_int(OPTIMIZED | NEWLOCALS | (c->flags & (LK_PY_VARARGS | LK_PY_VARKEYWORDS)) |
                  (nested ? NESTED : 0) | (c->flags & LK_PY_GENERATOR ? GENERATOR : 0));
    return true;
}

/* Appends the names of slots from..to that are the script's own. */
static void add_slots(struct lk_vm *vm, struct lk_value list, const struct code *of, uint32_t from,
                      uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (!of->code->hidden[i]) {
            (void)lk_list_append(vm, list, of->unit->name[of->code->slot_name[i]]);
        }
    }
}

/* Is the local in this slot a parameter? */
static bool is_parameter(const struct lk_py_code *c, uint32_t slot)
{
    for (uint32_t i = 0; i < c->nparam; i++) {
        if (c->param[i].name.slot == slot) {
            return true;
        }
    }
    return false;
}

/* Parameters first, those that inner functions use included, then the other locals. */
static struct lk_value variables(struct lk_vm *vm, const struct code *of)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    for (uint32_t i = 0; i < of->code->nparam; i++) {
        (void)lk_list_append(vm, list, of->unit->name[of->code->param[i].name.id]);
    }
    for (uint32_t i = 0; i < of->code->nlocals; i++) {
        if (!is_parameter(of->code, i)) {
            add_slots(vm, list, of, i, i + 1);
        }
    }
    return list;
}

/* A list as a tuple. */
static struct lk_value frozen(struct lk_vm *vm, struct lk_value list)
{
    return lk_new_tuple(vm, lk_list_of(list)->v, lk_list_of(list)->n);
}

NATIVE(get_varnames)
{
    *out = frozen(vm, variables(vm, self_code(a)));
    return true;
}

NATIVE(get_nlocals)
{
    *out = lk_int((int64_t)lk_list_of(variables(vm, self_code(a)))->n);
    return true;
}

/* Names of cells, in the order of the alphabet as CPython has them. */
static bool cells(struct lk_value *out, struct lk_vm *vm, const struct code *of, bool free_ones)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    uint32_t from = of->code->nlocals + (free_ones ? of->code->ncells : 0);
    lk_put(vm, list);
    add_slots(vm, list, of, from, from + (free_ones ? of->code->nfree : of->code->ncells));
    if (!lk_list_sort(vm, list, lk_none(), false)) {
        return false;
    }
    *out = frozen(vm, list);
    return true;
}

NATIVE(get_cellvars)
{
    return cells(out, vm, self_code(a), false);
}

NATIVE(get_freevars)
{
    return cells(out, vm, self_code(a), true);
}

/* What a compiler would know. */
NATIVE(other)
{
    (void)out;
    if (lk_str_starts(lk_text(a->v[1]), LK_STR("co_"))) {
        return lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck has no 'code." LK_PRI "'",
                         LK_ARG(lk_text(a->v[1])));
    }
    return lk_no_attr(vm, a->v[0], a->v[1]);
}

NATIVE(show)
{
    struct lk_value name, file, line;
    if (!get_name(&name, vm, a) || !get_filename(&file, vm, a) || !get_firstlineno(&line, vm, a)) {
        return false;
    }
    *out = lk_new_strf(vm, "<code object " LK_PRI " at 0x%012llx, file \"" LK_PRI "\", line %lld>",
                       LK_ARG(lk_text(name)), (unsigned long long)(uintptr_t)a->v[0].as.cell,
                       LK_ARG(lk_text(file)), (long long)line.as.i);
    return true;
}

static const struct lk_py_row rows[] = {
    {"co_name(self)", get_name, LK_PY_PROPERTY, NULL},
    {"co_qualname(self)", get_qualname, LK_PY_PROPERTY, NULL},
    {"co_filename(self)", get_filename, LK_PY_PROPERTY, NULL},
    {"co_firstlineno(self)", get_firstlineno, LK_PY_PROPERTY, NULL},
    {"co_argcount(self)", get_argcount, LK_PY_PROPERTY, NULL},
    {"co_posonlyargcount(self)", get_posonlyargcount, LK_PY_PROPERTY, NULL},
    {"co_kwonlyargcount(self)", get_kwonlyargcount, LK_PY_PROPERTY, NULL},
    {"co_nlocals(self)", get_nlocals, LK_PY_PROPERTY, NULL},
    {"co_varnames(self)", get_varnames, LK_PY_PROPERTY, NULL},
    {"co_cellvars(self)", get_cellvars, LK_PY_PROPERTY, NULL},
    {"co_freevars(self)", get_freevars, LK_PY_PROPERTY, NULL},
    {"co_flags(self)", get_flags, LK_PY_PROPERTY, NULL},
    {"__getattr__(self, name, /)", other, 0, NULL},
    {"__repr__(self)", show, 0, NULL},
    {0},
};
