/* Binding of arguments to the parameters of script functions, with CPython 3.11's messages. */
#include "py/cls.h"

/* One call while its arguments are bound; nothing of it outlives the call. */
struct binding {
    struct lk_vm *vm;
    const struct lk_function *fn;
    const struct lk_py_code *code;
    struct lk_value *arg;          /* npos positional, nkw keyword values, nkw names */
    struct lk_value *slot;         /* what becomes of each parameter */
    uint32_t npos, nkw;
};

/* The name of a parameter, for messages. */
static struct lk_str name_of(const struct binding *b, uint32_t param)
{
    return lk_text(b->fn->unit->name[b->code->param[param].name.id]);
}

/* Messages use the qualified name, as CPython does since 3.10. */
static struct lk_str function_of(const struct binding *b)
{
    return lk_text(b->fn->qualname);
}

/* The default of a parameter, EMPTY where it has none. */
static struct lk_value default_of(const struct binding *b, uint32_t param)
{
    return b->fn->v[b->fn->nfree + param];
}

/* The s of messages that count. */
static const char *plural(uint32_t n)
{
    return n == 1 ? "" : "s";
}

/* How many keyword-only parameters were given; too_many() mentions them. */
static uint32_t count_keyword_only(const struct binding *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->code->nkwonly; i++) {
        n += !lk_is_empty(b->slot[b->code->npos + i]);
    }
    return n;
}

/* How many were taken and given, keyword-only ones named apart, as CPython 3.11 counts them.
 * Always false. */
static bool too_many(const struct binding *b)
{
    uint32_t most = b->code->npos, ndefault = 0, nkwonly = count_keyword_only(b);
    struct lk_buf takes = {0}, given = {0};
    for (uint32_t i = 0; i < most; i++) {
        ndefault += !lk_is_empty(default_of(b, i));
    }
    if (ndefault) {
        lk_buf_addf(&takes, "from %u to %u positional arguments", most - ndefault, most);
    } else {
        lk_buf_addf(&takes, "%u positional argument%s", most, plural(most));
    }
    if (nkwonly) {
        lk_buf_addf(&given, " positional argument%s (and %u keyword-only argument%s)",
                    plural(b->npos), nkwonly, plural(nkwonly));
    }
    lk_raise(b->vm, LK_EXC_TypeError, LK_PRI "() takes %s but %u%s %s given",
             LK_ARG(function_of(b)), takes.p, b->npos, given.p ? given.p : "",
             b->npos == 1 && !nkwonly ? "was" : "were");
    lk_buf_clear(&takes);
    lk_buf_clear(&given);
    return false;
}

/* What is left over goes to *args, or is found to be too much later.  *args stands behind the
 * keyword-only parameters. */
static bool place_positional(const struct binding *b)
{
    uint32_t n = b->npos < b->code->npos ? b->npos : b->code->npos;
    memcpy(b->slot, b->arg, n * sizeof *b->slot);
    if (b->code->flags & LK_PY_VARARGS) {
        b->slot[b->code->npos + b->code->nkwonly] =
            lk_new_tuple(b->vm, b->arg + n, b->npos - n);
    }
    return true;
}

/* Names are interned: comparing addresses is enough.  Positional-only parameters cannot be named,
 * so the search begins behind them. */
static int find_param(const struct binding *b, struct lk_value name)
{
    for (uint32_t i = b->code->nposonly; i < b->code->npos + b->code->nkwonly; i++) {
        if (lk_same(b->fn->unit->name[b->code->param[i].name.id], name)) {
            return (int)i;
        }
    }
    return -1;
}

/* Positional-only names that were given as keywords have a message of their own.  Always false. */
static bool unexpected(const struct binding *b, struct lk_value name)
{
    struct lk_buf list = {0};
    for (uint32_t i = 0; i < b->code->nposonly; i++) {
        for (uint32_t k = 0; k < b->nkw; k++) {
            if (lk_str_eq(name_of(b, i), lk_text(b->arg[b->npos + b->nkw + k]))) {
                lk_buf_addf(&list, "%s" LK_PRI, list.n ? ", " : "", LK_ARG(name_of(b, i)));
            }
        }
    }
    if (list.n) {
        lk_raise(b->vm, LK_EXC_TypeError, LK_PRI "() got some positional-only arguments passed as "
                 "keyword arguments: '%s'", LK_ARG(function_of(b)), list.p);
    } else {
        lk_raise(b->vm, LK_EXC_TypeError,
                 LK_PRI "() got an unexpected keyword argument '" LK_PRI "'",
                 LK_ARG(function_of(b)), LK_ARG(lk_text(name)));
    }
    lk_buf_clear(&list);
    return false;
}

/* A keyword that a positional argument has filled already is an error.  Names that no parameter
 * has go to **kwargs, which is the last. */
static bool place_keywords(const struct binding *b)
{
    bool extra = b->code->flags & LK_PY_VARKEYWORDS;
    for (uint32_t k = 0; k < b->nkw; k++) {
        struct lk_value name = b->arg[b->npos + b->nkw + k], value = b->arg[b->npos + k];
        int i = find_param(b, name);
        if (i < 0 && !extra) {
            return unexpected(b, name);
        }
        if (i < 0) {
            lk_dict_put(b->vm, lk_dict_of(b->slot[b->code->nparam - 1]), name, value);
        } else if (!lk_is_empty(b->slot[i])) {
            return lk_raise(b->vm, LK_EXC_TypeError,
                            LK_PRI "() got multiple values for argument '" LK_PRI "'",
                            LK_ARG(function_of(b)), LK_ARG(lk_text(name)));
        } else {
            b->slot[i] = value;
        }
    }
    return true;
}

/* All that lack are named in one message.  Always false; the list is worded with commas and "and"
 * as CPython's. */
static bool missing(const struct binding *b, uint32_t from, uint32_t to, const char *what)
{
    uint32_t n = 0, done = 0;
    struct lk_buf list = {0};
    for (uint32_t i = from; i < to; i++) {
        n += lk_is_empty(b->slot[i]);
    }
    for (uint32_t i = from; i < to; i++) {
        if (lk_is_empty(b->slot[i])) {
            const char *glue = !done ? "" : done + 1 < n ? ", " : n == 2 ? " and " : ", and ";
            lk_buf_addf(&list, "%s'" LK_PRI "'", glue, LK_ARG(name_of(b, i)));
            done++;
        }
    }
    lk_raise(b->vm, LK_EXC_TypeError, LK_PRI "() missing %u required %s argument%s: %s",
             LK_ARG(function_of(b)), n, what, plural(n), list.p);
    lk_buf_clear(&list);
    return false;
}

/* Defaults stand behind the function's free cells, EMPTY where there is none. */
static bool fill_defaults(const struct binding *b, uint32_t from, uint32_t to, const char *what)
{
    bool lacks = false;
    for (uint32_t i = from; i < to; i++) {
        if (lk_is_empty(b->slot[i])) {
            b->slot[i] = default_of(b, i);
            lacks |= lk_is_empty(b->slot[i]);
        }
    }
    return !lacks || missing(b, from, to, what);
}

/* Errors come in CPython's order: keywords, surplus, then what is missing. */
static bool bind_all(const struct binding *b)
{
    const struct lk_py_code *c = b->code;
    if (c->flags & LK_PY_VARKEYWORDS) {
        b->slot[c->nparam - 1] = lk_new_dict(b->vm);
    }
    if (!place_positional(b) || !place_keywords(b)) {
        return false;
    }
    if (b->npos > c->npos && !(c->flags & LK_PY_VARARGS)) {
        return too_many(b);
    }
    return fill_defaults(b, 0, c->npos, "positional") &&
           fill_defaults(b, c->npos, c->npos + c->nkwonly, "keyword-only");
}

/* The defaults of keyword-only parameters are those of the dict that a script has got hold of. */
static void take_kwdefaults(struct lk_function *fn)
{
    for (uint32_t i = fn->code->npos; i < fn->code->npos + fn->code->nkwonly; i++) {
        struct lk_value name = fn->unit->name[fn->code->param[i].name.id];
        struct lk_entry *e = lk_is(fn->kwdefaults, LK_T_DICT)
                                 ? lk_dict_find(lk_dict_of(fn->kwdefaults), name) : NULL;
        fn->v[fn->nfree + i] = e ? e->value : lk_empty();
    }
}

/* Binds above the arguments and moves the result down over them.  The arguments stay below until
 * all is bound, so that errors can name them. */
bool lk_bind_params(struct lk_vm *vm, struct lk_value *base, uint32_t npos, uint32_t nkw)
{
    struct lk_function *fn = LK_CELL_OF(lk_function, base[0]);
    struct binding b = {vm, fn, fn->code, base + 1, vm->sp, npos, nkw};
    if (!lk_is_empty(fn->kwdefaults)) {
        take_kwdefaults(fn);
    }
    for (uint32_t i = 0; i < fn->code->nparam; i++) {
        lk_put(vm, lk_empty());
    }
    if (!bind_all(&b)) {
        return false;
    }
    memmove(base + 1, b.slot, fn->code->nparam * sizeof *base);
    vm->sp = base + 1 + fn->code->nparam;
    return true;
}
