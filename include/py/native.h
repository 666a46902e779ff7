/* Natives: functions, classes and modules written in C, as tables.  A row's signature is Python
 * text; arguments arrive bound to it. */
#ifndef LK_PY_NATIVE_H
#define LK_PY_NATIVE_H

#include "py/exc.h"
#include "py/ops.h"
#include "py/vm.h"

/* Returns true with *out set (NONE beforehand), or false with an exception set:
 * `return lk_raise(vm, LK_EXC_ValueError, "…")`. */
typedef bool lk_native(struct lk_value *out, struct lk_vm *, const struct lk_args *);

enum lk_py_row_flag {
    LK_PY_PROPERTY = 1,    /* in a class: "name(self)" is read as an attribute */
    LK_PY_SETTER = 2,      /* in a class: "name(self, value)", set; after its PROPERTY */
    LK_PY_CLASSMETHOD = 4, /* in a class: the first parameter is the class */
    LK_PY_STATIC = 8,      /* in a class: no self; __new__ is always so */
    LK_PY_RAW = 16,        /* not bound: args as given, signature for its name only */
    LK_PY_TYPED = 32,      /* parameters with a kind (": str") are checked before the call */
    LK_PY_DELETES = 128,   /* a SETTER that deletes when its value is EMPTY */
    LK_PY_TRANSPARENT = 64 /* an __exit__ that never swallows: `with` is no handler (vm.h) */
};

/* One function or method.  "split(self, sep=None, maxsplit=-1)": defaults are None, True, False,
 * numbers, texts; to tell "not given" from a default, look at args->given.  A table ends with a row
 * whose signature is NULL.  Signatures are parsed at the first call. */
struct lk_py_row {
    const char *signature;
    lk_native *fn;
    uint32_t flags;
    const char *doc;
};

/* A constant: exactly one of the members is used. */
struct lk_py_const {
    const char *name;
    const char *text;              /* a str, unless NULL */
    int64_t number;
};

/* A class.  Instances are OBJECT cells with `payload` zeroed bytes and, unless NODICT, attributes;
 * with an exception or str, dict … among the bases they are cells of that kind (payload must be 0).
 * Scripts may subclass it unless FINAL; at most one base with payload.  Construction calls the rows
 * "__new__(cls, …)" and "__init__(self, …)" as in Python; with neither it takes no arguments. */
/* SUBSCRIPT: C[int] stands for C, of classes that are derived from it, too. */
enum lk_py_type_flag { LK_PY_FINAL = 1, LK_PY_NODICT = 2, LK_PY_ABSTRACT = 4, LK_PY_SUBSCRIPT = 8 };
struct lk_py_type {
    const char *name, *module;
    const struct lk_py_type *const *base;      /* NULL-terminated; NULL: object */
    const struct lk_py_type *meta;             /* a class derived from lk_type_type, or NULL */
    const struct lk_py_row *row;
    size_t payload;
    void (*mark)(struct lk_vm *, void *payload);       /* marks values in the payload, or NULL */
    void (*free)(void *payload);               /* releases what the payload owns, or NULL */
    /* Called when a class with this one among its ancestors has been made by a script (after
     * __set_name__, before __init_subclass__), e.g. to turn attributes into members; or NULL. */
    bool (*made)(struct lk_vm *, struct lk_value cls);
    uint32_t flags;
    const char *doc;
};

/* Built-in classes as bases: lk_type_object, lk_type_str, lk_type_Exception …, from types.def. */
#define LK_TYPE(id, ...) extern const struct lk_py_type lk_type_##id;
#include "py/types.def"
#undef LK_TYPE
#define LK_EXCEPTION(id, base) extern const struct lk_py_type lk_type_##id;
#include "py/exceptions.def"
#undef LK_EXCEPTION

/* A module.  Unknown attributes of it are refused (LK_E_UNSUPPORTED, "limbeck has no 'm.x'"), not
 * AttributeError, so that no script takes another path because something is missing here; except
 * with OPEN, and but for names with two underscores. */
enum lk_py_module_flag { LK_PY_OPEN = 1 };
struct lk_py_module {
    const char *name;
    const struct lk_py_row *row;               /* functions; NULL for none */
    const struct lk_py_type *const *type;      /* NULL-terminated; NULL for none */
    const struct lk_py_const *constant;        /* name NULL ends; NULL for none */
    bool (*init)(struct lk_vm *, struct lk_value module);     /* anything else, or NULL */
    uint32_t flags;
    const char *doc;
};

/* Makes the module (the host's module() gives it out). */
LK_MUST_USE bool lk_native_module(struct lk_value *out, struct lk_vm *,
                                  const struct lk_py_module *);
/* The class of a table in this runtime, made at first use and kept. */
struct lk_value lk_native_class(struct lk_vm *, const struct lk_py_type *);
/* A function; data is handed to it as args->data (kept alive). */
struct lk_value lk_native_fn(struct lk_vm *, const struct lk_py_row *, struct lk_value data);
/* An instance with a zeroed payload, no __init__ called. */
struct lk_value lk_native_new(struct lk_vm *, const struct lk_py_type *);
/* The same with the class that __new__ got as `cls` (the table's or a subclass). */
struct lk_value lk_native_new_of(struct lk_vm *, struct lk_value cls);
void *lk_payload(struct lk_value object);              /* NULL when it has none */
/* Is the value an instance of the table's class or of a subclass? */
bool lk_is_native(struct lk_vm *, struct lk_value, const struct lk_py_type *);
/* For the __new__ of built-in values: makes the fresh value *v an instance of cls, a subclass of
 * its class (copies where the value may be shared). */
LK_MUST_USE bool lk_as_class(struct lk_value *v, struct lk_vm *, struct lk_value cls);

static inline bool lk_given(const struct lk_args *a, unsigned i) { return a->given >> i & 1; }

#endif
