/* What can be read off a module without evaluating it: its calls and keyed assignments with the
 * arguments that are literals.  Used for env.py, whose code must not run to be understood.
 * A name that the module assigns exactly once, at module level and to a literal, counts as that
 * literal. */
#ifndef LK_PY_FACTS_H
#define LK_PY_FACTS_H

#include "model/datum.h"

struct lk_py_argument {
    struct lk_str name;                /* "" is positional, "*" and "**" are unpacked */
    const struct lk_datum *value;      /* NULL where it is no literal */
    struct lk_str text;                /* the dotted name or call that stands there, or "?" */
    struct lk_str variable;            /* os.environ[…], os.environ.get(…), os.getenv(…), or "" */
    const struct lk_datum *dflt;       /* of the latter two, where it is a literal; or NULL */
    struct lk_span span;
};

struct lk_py_fact {
    struct lk_str name;        /* "context.configure"; "?" for what is no name: "?.execute" */
    struct lk_str within;      /* the function or class it stands in, or "" */
    bool assigns;              /* name[argument 0] = argument 1, in place of a call */
    struct lk_py_argument *argument;
    size_t nargument;
    struct lk_span span;
};

/* Modules that imports name, in whatever branch: "a.b", ".a" a relative one; of `from a import b`
 * both a and a.b. */
struct lk_py_facts {
    struct lk_py_fact *v;
    size_t n, cap;
    struct lk_str *module;
    size_t nmodule, module_cap;
};

/* Parses a module and collects its facts in order of the text; all in the arena.  Fails as
 * lk_py_parse does. */
LK_MUST_USE bool lk_py_facts(struct lk_py_facts *out, struct lk_arena *, const struct lk_sources *,
                             uint32_t source, struct lk_err *);

#endif
