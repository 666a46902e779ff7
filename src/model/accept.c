/* Checks data against the kinds of a signature, and builds argument arrays from calls. */
#include "model/op.h"

/* The kinds of data that a signature names. A float takes whole numbers too, as Python's does. */
static const struct {
    const char *name;
    uint32_t kinds;        /* bits 1 << enum lk_datum_kind */
} plain_kinds[] = {
    {"bool", 1u << LK_DATUM_BOOL},
    {"int", 1u << LK_DATUM_INT},
    {"float", 1u << LK_DATUM_FLOAT | 1u << LK_DATUM_INT | 1u << LK_DATUM_NUMERIC},
    {"str", 1u << LK_DATUM_STR},
    {"bytes", 1u << LK_DATUM_BYTES},
    {"list", 1u << LK_DATUM_LIST},
    {"map", 1u << LK_DATUM_MAP},
    {"any", ~0u},
};

/* By enum lk_family: a family's name in a signature stands for all of its rows. */
/* By enum lk_family: a family's name in a signature stands for all of its rows. */
static const char *const family_names[] = {"op",   "schema", "constraint", "type",
                                          "expr", "from",  "statement"};

/* A plain kind first, else the name of a row or of a family of rows; an unknown word fits
 * nothing. */
static bool fits_one(struct lk_str kind, const struct lk_datum *d)
{
    for (size_t i = 0; i < sizeof plain_kinds / sizeof *plain_kinds; i++) {
        if (lk_str_is(kind, plain_kinds[i].name)) {
            return plain_kinds[i].kinds >> d->kind & 1;
        }
    }
    if (d->kind != LK_DATUM_NODE) {
        return false;
    }
    const struct lk_def *def = d->as.node.def;
    return lk_str_is(kind, def->name) || lk_str_is(kind, family_names[def->family]);
}

/* Kinds are alternatives, with "|" between them. */
static bool fits(struct lk_str what, const struct lk_datum *d)
{
    struct lk_str kind;
    while (lk_str_split(&kind, &what, '|')) {
        if (fits_one(kind, d)) {
            return true;
        }
    }
    return false;
}

/* What the datum is, in the words of signatures; a node tells its own name. */
static const char *kind_name(const struct lk_datum *d)
{
    static const char *const names[] = {"null",  "bool", "int",  "float", "numeric",
                                        "str", "bytes", "list", "map"};
    return d->kind == LK_DATUM_NODE ? d->as.node.def->name : names[d->kind];
}

/* The error names the parameter, its row and both kinds, and stands where the datum was written. */
static bool refuse(const struct lk_def *def, const struct lk_param *param, const struct lk_datum *d,
                   struct lk_err *err)
{
    return lk_fail_at(err, LK_E_SCRIPT, d->span,
                      "'" LK_PRI "' of '%s' takes " LK_PRI ", not %s", LK_ARG(param->name),
                      def->name, LK_ARG(param->what), kind_name(d));
}

/* null fits wherever the default is null, and names (str) may be null: the server or a naming
 * convention names the object.  For a flag it is false, as in Python. */
static bool null_fits(const struct lk_param *param)
{
    return !param->dflt || lk_datum_is(param->dflt, LK_DATUM_NULL) ||
           lk_str_find(param->what, LK_STR("any"), 0) >= 0 ||
           lk_str_find(param->what, LK_STR("bool"), 0) >= 0;
}

/* A parameter without kinds takes everything. The check is one level deep: what a list holds is
 * for whoever lowers it. */
bool lk_def_accepts(const struct lk_def *def, const struct lk_param *param,
                    const struct lk_datum *d, struct lk_err *err)
{
    if (param->what.n == 0) {
        return true;
    }
    if (lk_datum_is(d, LK_DATUM_NULL) ? null_fits(param) : fits(param->what, d)) {
        return true;
    }
    return refuse(def, param, d ? d : lk_datum_null(), err);
}

/* What *rest takes, as one list in the order of the call. */
static const struct lk_datum *gather_rest(struct lk_arena *arena, const struct lk_binding *b,
                                          const struct lk_def_call *call)
{
    return lk_datum_list(arena, call->arg + b->rest, b->nrest);
}

/* What **extra takes, as one map in the order of the call. The binder has bounded their number
 * to the 64 bits of its mask. */
static const struct lk_datum *gather_extra(struct lk_arena *arena, const struct lk_binding *b,
                                           const struct lk_def_call *call)
{
    struct lk_pair pair[64];
    size_t n = 0;
    for (uint32_t i = 0; i < call->shape.nkw && i < 64; i++) {
        if (b->extra >> i & 1) {
            pair[n++] = (struct lk_pair){call->shape.kw[i], call->arg[call->shape.npos + i]};
        }
    }
    return lk_datum_map(arena, pair, n);
}

/* The kinds of *rest hold for each of its items, not for the list. */
static bool rest_accepted(const struct lk_def *def, const struct lk_param *param,
                          const struct lk_datum *list, struct lk_err *err)
{
    for (size_t i = 0; i < list->as.list.n; i++) {
        if (!lk_def_accepts(def, param, list->as.list.v[i], err)) {
            return false;
        }
    }
    return true;
}

/* A call as an array of arguments by the order of the signature. Whatever was not given has its
 * default. Shape errors have CPython's words, wrong kinds our own. */
bool lk_def_bind(const struct lk_datum ***out, struct lk_arena *arena,
                 const struct lk_def_call *call, struct lk_err *err)
{
    const struct lk_sig *sig = lk_def_sig(call->def);
    struct lk_binding b;
    if (!lk_sig_bind(&b, sig, &call->shape, err)) {
        return false;
    }
    const struct lk_datum **arg = lk_def_defaults(arena, call->def);
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_param *param = &sig->param[i];
        if (param->kind == LK_PARAM_REST) {
            arg[i] = gather_rest(arena, &b, call);
            if (!rest_accepted(call->def, param, arg[i], err)) {
                return false;
            }
        } else if (param->kind == LK_PARAM_EXTRA) {
            arg[i] = gather_extra(arena, &b, call);
        } else if (b.from[i] != LK_BIND_DEFAULT) {
            arg[i] = call->arg[b.from[i]];
            if (!lk_def_accepts(call->def, param, arg[i], err)) {
                return false;
            }
        }
    }
    *out = arg;
    return true;
}
