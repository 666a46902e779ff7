/* Layouts of the cells that only this folder sees (value.h has text, tuple and list). */
#ifndef LK_PY_CELL_H
#define LK_PY_CELL_H

#include "py/code.h"
#include "py/native.h"

struct lk_entry {
    int64_t hash;
    struct lk_value key, value;    /* key EMPTY: removed */
};

/* Entries in order of insertion, removed ones as holes; the index appears beyond eight. */
struct lk_dict {
    struct lk_cell cell;
    struct lk_entry *entry;
    uint32_t *index;               /* entry + 1; 0 is free */
    uint32_t n, live, cap, mask;   /* n counts holes; mask: slots of the index - 1 */
    uint32_t version;              /* counts changes of the set of keys */
};

struct lk_set_entry {
    int64_t hash;                  /* key EMPTY: -1 was removed, 0 is free */
    struct lk_value key;
};
struct lk_set {
    struct lk_cell cell;
    struct lk_set_entry *table;
    uint32_t mask, fill, used, version;
    int64_t hash;                  /* of a FROZENSET, when hashed */
    bool hashed;
};

struct lk_class {
    struct lk_cell cell;
    struct lk_value name, qualname, bases, doc;
    struct lk_dict *dict;
    struct lk_class **mro;         /* itself first */
    uint32_t nmro;
    const struct lk_py_type *def;  /* NULL: made by a script */
    const struct lk_py_type *layout;       /* whose payload instances carry, or NULL */
    uint8_t kind;                  /* of its instances */
    bool builtin;                  /* from types.def or exceptions.def */
    bool no_attrs;                 /* instances have no __dict__ */
    bool slots;                    /* attributes are limited to __slots__ */
    bool no_weakref;               /* __slots__ without __weakref__ */
    uint32_t nslots;               /* places of instances, those of bases included: slots.c */
    struct lk_class *slotted;      /* the nearest in mro that adds some, or NULL */
    struct { struct lk_class **v; size_t n, cap; } sub;
};

struct lk_unit;
struct lk_py_body;
struct lk_module {
    struct lk_cell cell;           /* its globals are cell.attrs */
    struct lk_value name;
    const struct lk_py_module *def;        /* NULL: made from a script */
    struct lk_value package;       /* base of relative imports: a STR or EMPTY */
};

struct lk_function {
    struct lk_cell cell;
    const struct lk_py_code *code;
    struct lk_unit *unit;
    struct lk_module *module;
    struct lk_value name, qualname, doc, module_name;
    /* EMPTY until a script asks for them; then the dicts count: rows_function.c */
    struct lk_value annotations, kwdefaults;
    uint32_t nfree, nparam;
    bool direct;                   /* the i-th parameter is the local in slot i */
    const struct lk_py_body *gen_body;     /* of a generator, after its first call: hoist.c */
    uint32_t gen_extra;            /* slots that it needs besides its code's */
    struct lk_value v[];           /* nfree boxes, then the default of each parameter or EMPTY */
};

struct lk_rowinfo;
struct lk_nativefn {
    struct lk_cell cell;
    const struct lk_py_row *row;
    struct lk_rowinfo *info;       /* the parsed signature, NULL before the first call */
    struct lk_value data, name;
    struct lk_class *owner;        /* the class it is a method of, or NULL */
};

struct lk_method {
    struct lk_cell cell;
    struct lk_value fn, self;
};

struct lk_object {
    struct lk_cell cell;
    _Alignas(16) char payload[];
};

struct lk_trace {
    struct lk_unit *unit;
    const struct lk_py_code *code;
    struct lk_span span;
    uint8_t comp;                  /* kind of the comprehension that it is in, or 0 */
};
struct lk_exception {
    struct lk_cell cell;
    struct lk_value args, cause, context;
    struct lk_value meant;         /* of a NameError: the name that is near, or EMPTY */
    struct lk_value message, parts;        /* of a group: its text and the tuple of exceptions */
    struct { struct lk_trace *v; size_t n, cap; } trace;         /* innermost first */
    bool suppress;                 /* __suppress_context__ */
    char *hint;                    /* a way out, told where it ends the run; or NULL */
};

#define LK_CELL_OF(type, v) ((struct type *)(v).as.cell)

#endif
