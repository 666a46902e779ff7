/* The runtime's own state: interpreter, frames, units, and what the files of the core share. */
#ifndef LK_PY_RUNTIME_H
#define LK_PY_RUNTIME_H

#include "base/limits.h"
#include "base/map.h"
#include "py/ast.h"
#include "py/small.h"

enum lk_known {
#define LK_KNOWN(id, text) LK_N_##id,
#include "py/known.def"
#undef LK_KNOWN
    LK_N_COUNT
};
enum lk_type_id {
#define LK_TYPE(id, ...) LK_TY_##id,
#include "py/types.def"
#undef LK_TYPE
    LK_TY_COUNT
};

/* A parsed source in this runtime: its names interned, its literals made once. */
struct lk_unit {
    struct lk_unit *next;
    const struct lk_py_ast *ast;
    struct lk_value *name;         /* nname */
    struct lk_value *lit;          /* nlit, EMPTY before first use */
    struct lk_map generators, codes;       /* by code: bodies of hoist.c; what __code__ gives */
};

/* One call of script code.  Lives on the C stack of the call (a generator's: of its resumption). */
struct lk_frame {
    struct lk_vm *vm;
    struct lk_frame *prev;
    struct lk_unit *unit;
    const struct lk_py_code *code;
    struct lk_function *fn;        /* NULL: module, class body */
    struct lk_module *module;
    struct lk_dict *globals;
    struct lk_dict *names;         /* CLASS: the body's dict */
    struct lk_value *slot;
    struct lk_value ret;           /* of RETURN, SUSPEND */
    const struct lk_py_expr *at;   /* the call that is being evaluated */
    struct lk_generator *gen;      /* NULL: not a generator */
    struct lk_span place;          /* what failed last, for the traceback */
    uint64_t born;                 /* generators made before the statement that runs */
    uint32_t serial;
    uint32_t import_handlers;      /* try statements around that ask for ImportError */
    bool resuming;                 /* a generator on its way down to where it was suspended */
    bool lenient;                  /* a module of the project: unmade.c */
};

struct lk_cached {
    const struct lk_class *cls;
    const struct lk_cell *name;
    struct lk_value value;
    uint32_t version;
};
#define LK_CACHE 2048

struct lk_rowinfo {
    const struct lk_py_row *row;
    struct lk_str name;
    struct lk_sig sig;
    struct lk_value *dflt;         /* per parameter; EMPTY: required */
    bool simple;                   /* only positional parameters: no *rest, keyword-only, **extra */
    struct lk_rowinfo *next;
};

struct lk_vm {
    struct lk_value *sp, *stack, *end;
    struct lk_frame *frame;
    struct lk_value exc;           /* pending; EMPTY: none or refused */
    struct lk_err refused;         /* set: nothing runs any more */
    struct lk_refusal refusal;
    struct lk_value handling;      /* the exception of the innermost except block, or EMPTY */
    uint32_t traced;               /* serial of the frame whose entry the pending exception has */
    uint32_t serials;
    uint32_t handlers, depth, bounded;
    /* collector */
    struct lk_cell *cells;
    size_t bytes, outside, trigger;        /* outside: what natives hold beside cells */
    int64_t ticks;
    bool stress, collecting, over;
    struct { struct lk_cell **v; size_t n, cap; } gray;
    struct { struct lk_value *v; size_t n, cap; } pins;
    struct { struct lk_generator **v; size_t n, cap; } guarded;        /* abandon.c */
    uint64_t births, marked;       /* generators made so far; cells visited to see who is in use */
    uint64_t steps, steps_max, memory_max;
    int64_t deadline, seconds_max;
    uint64_t depth_max, c_stack_max, int_bits_max;
    const char *c_base;
    /* what is always there */
    struct lk_class *cls[LK_TY_COUNT];
    struct lk_class *exc_cls[LK_EXC_COUNT];
    struct lk_class *kind_cls[LK_T_COUNT];
    struct lk_value known[LK_N_COUNT];
    struct lk_value ascii[128], empty_tuple;
    struct { struct lk_text **slot; size_t n, slots; } interned;
    struct lk_cached cache[LK_CACHE];
    uint32_t class_version;
    struct lk_dict *builtins;
    struct lk_value modules;       /* dict by name */
    struct lk_unit *units;
    struct lk_rowinfo **rowinfo;   /* by address of the row, chained */
    struct lk_map native_classes;  /* by address of the table: struct lk_class * */
    struct { struct lk_cell **v; size_t n, cap; } guards;        /* repr in progress */
    struct lk_arena *arena;        /* signatures, hoisted statements */
    struct lk_sources *sources;
    struct lk_py_host host;
};

/* gc.c */
void *lk_cell_new(struct lk_vm *, enum lk_tag kind, struct lk_class *, size_t bytes)
    LK_RETURNS_NONNULL;
void lk_charge(struct lk_vm *, ptrdiff_t bytes);
void lk_collect(struct lk_vm *);
void lk_mark_cell(struct lk_vm *, void *cell);
bool lk_safe_slow(struct lk_vm *);
static inline bool lk_safe(struct lk_vm *vm)           /* a safe point */
{
    return vm->bytes >= vm->trigger || --vm->ticks <= 0 ? lk_safe_slow(vm) : true;
}
/* Counts a step and sees to limits without collecting: where a native loops or goes down. */
bool lk_tick_slow(struct lk_vm *);
static inline bool lk_tick(struct lk_vm *vm) { return --vm->ticks > 0 || lk_tick_slow(vm); }

/* Room on the operand stack for n more values; false: RecursionError is set. */
bool lk_room(struct lk_vm *, size_t n);
static inline void lk_put(struct lk_vm *vm, struct lk_value v) { *vm->sp++ = v; }
static inline struct lk_value lk_name(const struct lk_frame *f, uint32_t id)
{
    return f->unit->name[id];
}
static inline struct lk_value lk_known(const struct lk_vm *vm, enum lk_known id)
{
    return vm->known[id];
}
static inline bool lk_is_exact(const struct lk_vm *vm, struct lk_value v, enum lk_type_id id)
{
    return lk_is_cell(v) && v.as.cell->cls == vm->cls[id];
}
static inline struct lk_class *lk_cls(const struct lk_vm *vm, struct lk_value v)
{
    return lk_is_cell(v) ? v.as.cell->cls : vm->kind_cls[v.tag];
}

#endif
