/* Scopes and symbols while names are resolved.  They live in the tree's arena.
 *
 * A scope with a frame of its own (module, function, lambda, class body, generator expression) is
 * its own host; an inline scope (comprehension, type parameters) has its names in its host's frame.
 * Every (scope, name) that occurs is one symbol; every occurrence in the tree points to its symbol
 * until all slots are known. */
#ifndef LK_PY_SCOPE_H
#define LK_PY_SCOPE_H

#include "py/ast.h"
#include "py/token.h"

enum lk_scope_kind {
    LK_SCOPE_MODULE,
    LK_SCOPE_FUNCTION,     /* lambdas and generator expressions too */
    LK_SCOPE_CLASS,
    LK_SCOPE_COMP,         /* inline */
    LK_SCOPE_TYPES         /* inline: type parameters; the rest it sees as the scope around it */
};

/* What is known of a symbol in its scope. */
enum {
    LK_SYM_BOUND = 1,
    LK_SYM_PARAM = 2,
    LK_SYM_GLOBAL = 4,     /* declared so */
    LK_SYM_NONLOCAL = 8,
    LK_SYM_USED = 16,
    LK_SYM_ANNOTATED = 32,
    LK_SYM_ITERATION = 64, /* target of a comprehension */
    LK_SYM_WALRUS = 128,   /* bound further out by := inside this comprehension */
    LK_SYM_CAPTURED = 256, /* needs a cell */
    LK_SYM_DONE = 512      /* resolved */
};

struct lk_symbol {
    uint32_t id, slot;
    uint16_t flags;
    uint8_t scope;                 /* enum lk_py_scope, when done */
    struct lk_symbol *same;        /* what it stands for: another of the frame, or a free name */
    struct lk_symbol *next;        /* in order of appearance */
    struct lk_scope *in;
    struct lk_span span;           /* where it was declared global or nonlocal, or seen first */
};

struct lk_symbols {
    struct lk_symbol **slot;       /* by id, open addressing */
    uint32_t slots, n;
    struct lk_symbol *first, *last;
};

struct lk_scope {
    uint8_t kind;
    uint8_t comp;                  /* the kind of comprehension or generator expression, or 0 */
    struct lk_scope *outer, *host;
    struct lk_scope *next;         /* in order of appearance: outer ones first */
    struct lk_py_code *code;       /* of the host */
    struct lk_py_inline *names;    /* COMP and TYPES */
    struct lk_symbols symbols;
    struct lk_symbols free;        /* hosts: names whose cells come from outside */
    struct lk_symbol *class_cell;  /* CLASS: __class__ as its methods see it */
    uint32_t iterables;            /* comprehension iterables being walked in this scope */
};

struct lk_reference {
    struct lk_py_name *name;
    struct lk_symbol *symbol;
};

/* Where the walk is in the code of one frame: what break, return, yield and await may do there. */
struct lk_flow {
    struct lk_flow *outer;
    struct lk_py_code *code;
    uint32_t loops;                /* around, in this code */
    uint32_t blocks;               /* around, of those that CPython's frames count */
    bool star;                     /* in an except* block, not inside a loop of it */
    struct lk_span returned;       /* a return with a value, in an async function */
};

struct lk_resolver {
    struct lk_arena *arena;
    struct lk_py_names *names;
    struct lk_err *err;
    struct lk_scope *scope, *first, *last;
    struct { struct lk_reference *v; size_t n, cap; } refs;
    struct lk_str class_name;      /* for private names: of the class, without underscores */
    uint32_t depth;                /* of expressions inside each other */
    struct lk_flow *flow;
    struct lk_py_code *last_code;
    uint32_t futures;              /* end of the `from __future__` imports */
    bool eval;                     /* an expression alone: its return is allowed */
};

/* scope.c */
struct lk_scope *lk_scope_enter(struct lk_resolver *, enum lk_scope_kind, struct lk_py_code *,
                                struct lk_py_inline *);
void lk_scope_leave(struct lk_resolver *);
struct lk_symbol *lk_scope_find(const struct lk_symbols *, uint32_t id);
struct lk_symbol *lk_scope_add(struct lk_resolver *, struct lk_symbols *, uint32_t id);
/* The symbol of a name in a scope, made if need be; flags are added. */
struct lk_symbol *lk_scope_symbol(struct lk_resolver *, struct lk_scope *, uint32_t id,
                                  struct lk_span);
/* `id` as it is written in a class: __x becomes _Class__x. */
uint32_t lk_scope_mangle(struct lk_resolver *, uint32_t id);
/* A use or binding of a name that the tree holds; its id is mangled in place. */
bool lk_scope_use(struct lk_resolver *, struct lk_py_name *, struct lk_span);
bool lk_scope_bind(struct lk_resolver *, struct lk_py_name *, struct lk_span);

/* scope_link.c: after the walk; finds what every symbol means, gives out slots, fills the tree. */
bool lk_scope_link(struct lk_resolver *);

#endif
