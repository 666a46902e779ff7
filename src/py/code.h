/* What the resolver found out: names, scopes, and one code record per function, class body, lambda,
 * generator expression and module.  Not the tree (ast.h), no values. */
#ifndef LK_PY_CODE_H
#define LK_PY_CODE_H

#include "base/err.h"

struct lk_py_expr;
struct lk_py_body;

#define LK_PY_NO_SLOT UINT32_MAX

/* How a name is reached.  Frame slots are one array per call:
 *   [0, nlocals)                  values; parameters first, in the order of code->param
 *   [nlocals, nlocals + ncells)   cells this frame makes when it starts (empty)
 *   [.., + nfree)                 cells of outer frames, taken from the closure in this order
 * A slot is an index into the whole array. */
enum lk_py_scope {
    LK_PY_UNRESOLVED,    /* inside an annotation: never evaluated */
    LK_PY_LOCAL,         /* the value is in the slot; empty is UnboundLocalError */
    LK_PY_CELL,          /* the slot holds a cell of this frame; empty is UnboundLocalError */
    LK_PY_FREE,          /* the slot holds a cell of an outer frame; empty is NameError */
    LK_PY_GLOBAL,        /* the module's dict by name, then the built-ins; module level names too */
    LK_PY_CLASS,         /* the class body's dict by name, then as GLOBAL; stores go to the dict */
    LK_PY_CLASSFREE      /* loads only: the class body's dict by name, then the cell in the slot */
};

/* A resolved name: in NAME expressions and wherever a statement or pattern binds one. */
struct lk_py_name {
    uint32_t id;         /* index in lk_py_ast.name, after mangling */
    uint32_t slot;       /* LOCAL CELL FREE CLASSFREE */
    uint32_t hint;       /* 0 from the parser; the evaluator may note where it found it */
    uint8_t scope;       /* enum lk_py_scope */
};

/* Names that live inside an expression or statement but in the slots of the frame around it:
 * targets of list, set and dict comprehensions, type parameters.  Entering it, the evaluator
 * empties the slots in `clear` and puts a new empty cell into those in `renew`. */
struct lk_py_inline {
    uint32_t *clear, *renew;
    uint32_t nclear, nrenew;
};

struct lk_py_param {
    struct lk_py_name name;        /* LOCAL, or CELL: then the argument is put into that cell */
    struct lk_py_expr *dflt;       /* or NULL; evaluated in the outer frame at the def, in order */
    struct lk_py_expr *annotation; /* or NULL; not evaluated */
    struct lk_span span;
};

enum lk_py_code_kind {
    LK_PY_CODE_MODULE,
    LK_PY_CODE_FUNCTION,
    LK_PY_CODE_LAMBDA,     /* body is one RETURN */
    LK_PY_CODE_CLASS,
    LK_PY_CODE_GENEXP      /* no body: expr is the GENEXP; param[0] is the first iterator */
};

enum {
    LK_PY_GENERATOR = 1,   /* contains yield, or is a generator expression */
    LK_PY_ASYNC = 2,       /* async def, or await or async for inside a generator expression */
    LK_PY_VARARGS = 4,     /* *args */
    LK_PY_VARKEYWORDS = 8  /* **kwargs */
};

/* One scope that has frames of its own.  Lives in the arena of the tree. */
struct lk_py_code {
    uint8_t kind;                  /* enum lk_py_code_kind */
    uint8_t flags;
    uint32_t name;                 /* id; "<module>", "<lambda>", "<genexpr>" as CPython */
    struct lk_str qualname;
    struct lk_span span;           /* the whole def, class, lambda or expression */
    struct lk_span decorated;      /* its first decorator, or nothing */
    struct lk_py_code *outer;      /* NULL for the module */
    struct lk_py_code *next;       /* all of a module's, from its own on, as walked */
    struct lk_py_expr *doc;        /* the docstring (a STR, also first in body), or NULL */
    struct lk_py_expr *returns;    /* annotation or NULL; not evaluated */

    /* Parameters in this order: positional-only, positional, keyword-only, *args, **kwargs. */
    struct lk_py_param *param;
    uint32_t nposonly, npos;       /* npos includes nposonly */
    uint32_t nkwonly, nparam;      /* nparam is all, *args and **kwargs included */

    uint32_t nlocals, ncells, nfree;
    /* Id of each frame slot's name, nlocals + ncells + nfree of them; what belongs to an
     * lk_py_inline has its name too but is hidden[i]: locals() leaves it out. */
    uint32_t *slot_name;
    bool *hidden;
    uint32_t *free_from;           /* nfree: the slot of the outer frame that holds the cell */
    /* CLASS: the cell to be set to the class when it is made (some method uses it), or NO_SLOT.
     * Others: the slot with the free cell __class__, for super() without arguments, or NO_SLOT. */
    uint32_t class_slot;

    struct lk_py_body *body;
    struct lk_py_expr *expr;       /* GENEXP only */
};

static inline uint32_t lk_py_frame_slots(const struct lk_py_code *c)
{
    return c->nlocals + c->ncells + c->nfree;
}

/* A parsed and resolved module.  Everything is in the arena given to the parser, or borrowed from
 * the source's text. */
struct lk_py_ast {
    uint32_t source;
    struct lk_py_code *code;
    /* Identifiers, each once, NFKC; the index is the id.  Attributes, keywords, parameters too. */
    const struct lk_str *name;
    uint32_t nname;
    uint32_t nlit;                 /* STR, BYTES, BIGINT have lit.id 0..nlit-1 */
};

#endif
