/* Signatures and the one binder.  A signature is written as Python writes it, with kinds instead of
 * annotations:  "table_name: str, column: column, *, schema: str = None, **kw"
 * The binder works on shapes (how many positional arguments, which keywords), so that scripts,
 * manifests and natives of the runtime share it whatever their values look like. */
#ifndef LK_MODEL_SIG_H
#define LK_MODEL_SIG_H

#include "model/datum.h"

enum lk_param_kind {
    LK_PARAM_POSITIONAL,   /* before "/" */
    LK_PARAM_EITHER,
    LK_PARAM_REST,         /* *name */
    LK_PARAM_KEYWORD,      /* after "*" or *name */
    LK_PARAM_EXTRA         /* **name */
};

struct lk_param {
    struct lk_str name;
    struct lk_str what;            /* kinds that are accepted, "|" between; empty is anything */
    const struct lk_datum *dflt;   /* NULL: required; meaningless for REST and EXTRA */
    uint8_t kind;                  /* enum lk_param_kind */
};

#define LK_SIG_MAX 40

struct lk_sig {
    struct lk_param *param;
    uint16_t n;
    uint16_t npos;                 /* parameters that positional arguments can fill */
    int16_t rest, extra;           /* index of *name, **name, or -1 */
};

/* Parses a signature into the arena.  Signatures are constants of the program: one that does not
 * parse is LK_E_INTERNAL, and a test walks all of them. */
LK_MUST_USE bool lk_sig_parse(struct lk_sig *out, struct lk_arena *, const char *text,
                              struct lk_err *);

/* The shape of a call: npos positional arguments, then nkw keyword arguments with these names. */
struct lk_call {
    struct lk_str function;        /* for messages */
    uint32_t npos, nkw;
    const struct lk_str *kw;
};

#define LK_BIND_DEFAULT (-1)
struct lk_binding {
    int32_t from[LK_SIG_MAX];      /* per parameter: index of the argument, or LK_BIND_DEFAULT */
    uint32_t rest, nrest;          /* *name: first positional index, and how many */
    uint32_t nextra;               /* **name: how many keywords go there */
    uint64_t extra;                /* bit i: keyword i goes to **name (at most 64 keywords) */
};

/* Matches a call with a signature.  Errors are LK_E_SCRIPT with CPython 3.11's words ("add_column()
 * got an unexpected keyword argument 'colum'") and, as hint, the nearest parameter name. */
LK_MUST_USE bool lk_sig_bind(struct lk_binding *out, const struct lk_sig *, const struct lk_call *,
                             struct lk_err *);

#endif
