/* The binder: matches the shape of a call with a signature, with CPython 3.11's words for what is
 * wrong (Python/ceval.c, format_missing and too_many_positional, told by their behaviour). */
#include "model/sig.h"

#include <stdlib.h>

/* What one call of the binder passes around. */
struct bind_state {
    struct lk_binding *out;
    const struct lk_sig *sig;
    const struct lk_call *call;
    struct lk_err *err;
};

/* Positional parameters without a default: the lower number that too_many() tells. */
static size_t count_required(const struct lk_sig *sig)
{
    size_t n = 0;
    for (uint16_t i = 0; i < sig->npos; i++) {
        n += sig->param[i].dflt == NULL;
    }
    return n;
}

/* The ending that CPython gives to "argument". */
static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* CPython names one number where no positional parameter has a default, else a range; "was" or
 * "were" follows the number that was given. */
static bool too_many(struct bind_state *b)
{
    const struct lk_call *call = b->call;
    size_t most = b->sig->npos, least = count_required(b->sig);
    const char *were = call->npos == 1 ? "was" : "were";
    if (least == most) {
        return lk_fail(b->err, LK_E_SCRIPT,
                       LK_PRI "() takes %zu positional argument%s but %u %s given",
                       LK_ARG(call->function), most, plural(most), call->npos, were);
    }
    return lk_fail(b->err, LK_E_SCRIPT,
                   LK_PRI "() takes from %zu to %zu positional arguments but %u %s given",
                   LK_ARG(call->function), least, most, call->npos, were);
}

/* Arguments fill parameters from the left; what is left over goes to *rest, and is an error
 * where there is none. */
static bool place_positional(struct bind_state *b)
{
    uint32_t npos = b->call->npos;
    if (npos <= b->sig->npos) {
        for (uint32_t i = 0; i < npos; i++) {
            b->out->from[i] = (int32_t)i;
        }
        return true;
    }
    if (b->sig->rest < 0) {
        return too_many(b);
    }
    for (uint32_t i = 0; i < b->sig->npos; i++) {
        b->out->from[i] = (int32_t)i;
    }
    b->out->rest = b->sig->npos;
    b->out->nrest = npos - b->sig->npos;
    return true;
}

/* A parameter that may be given by keyword, or -1. Those before "/" are not found: their names
 * are free for **extra. */
static int find_param(const struct lk_sig *sig, struct lk_str name)
{
    for (uint16_t i = 0; i < sig->n; i++) {
        uint8_t kind = sig->param[i].kind;
        if ((kind == LK_PARAM_EITHER || kind == LK_PARAM_KEYWORD) &&
            lk_str_eq(sig->param[i].name, name)) {
            return i;
        }
    }
    return -1;
}

/* CPython's message for a keyword that nobody takes; the nearest name is offered as a hint. */
static bool unexpected(struct bind_state *b, struct lk_str name)
{
    const char *known[LK_SIG_MAX] = {0};
    char *copy[LK_SIG_MAX];
    size_t n = 0;
    for (uint16_t i = 0; i < b->sig->n; i++) {
        if (b->sig->param[i].kind != LK_PARAM_POSITIONAL) {
            known[n] = copy[n] = lk_strdup(b->sig->param[i].name);
            n++;
        }
    }
    const char *near = lk_str_nearest(name, known, n);
    lk_fail(b->err, LK_E_SCRIPT, LK_PRI "() got an unexpected keyword argument '" LK_PRI "'",
            LK_ARG(b->call->function), LK_ARG(name));
    if (near) {
        lk_err_hint(b->err, "did you mean '%s'?", near);
    }
    /* The nearest name is used by now; its copies may go. */
    while (n) {
        free(copy[--n]);
    }
    return false;
}

/* A keyword that no parameter has goes to **extra. The set of those is a mask of 64 bits, which
 * bounds how many there may be. */
static bool place_extra(struct bind_state *b, uint32_t keyword)
{
    if (b->sig->extra < 0) {
        return unexpected(b, b->call->kw[keyword]);
    }
    if (keyword >= 64) {
        return lk_fail(b->err, LK_E_SCRIPT, LK_PRI "() takes at most 64 keyword arguments here",
                       LK_ARG(b->call->function));
    }
    b->out->extra |= UINT64_C(1) << keyword;
    b->out->nextra++;
    return true;
}

/* The same parameter by position and by keyword is the error "multiple values". */
static bool place_keyword(struct bind_state *b, uint32_t keyword)
{
    struct lk_str name = b->call->kw[keyword];
    int at = find_param(b->sig, name);
    if (at < 0) {
        return place_extra(b, keyword);
    }
    if (b->out->from[at] != LK_BIND_DEFAULT) {
        return lk_fail(b->err, LK_E_SCRIPT,
                       LK_PRI "() got multiple values for argument '" LK_PRI "'",
                       LK_ARG(b->call->function), LK_ARG(name));
    }
    b->out->from[at] = (int32_t)(b->call->npos + keyword);
    return true;
}

/* Writes 'a', 'b', and 'c' as CPython joins missing names.  Two are joined by "and" alone, three
 * and more have a comma before it as well. */
static void join_names(struct lk_buf *out, const struct lk_sig *sig, const uint16_t *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *before = i == 0 ? "" : i + 1 < n ? ", " : n == 2 ? " and " : ", and ";
        lk_buf_addf(out, "%s'" LK_PRI "'", before, LK_ARG(sig->param[at[i]].name));
    }
}

/* Parameters without default that nothing was given for, in order of the signature. Positional
 * and keyword-only ones are told apart, since CPython tells the former first. */
static size_t find_missing(uint16_t *at, const struct bind_state *b, bool keyword_only)
{
    size_t n = 0;
    for (uint16_t i = 0; i < b->sig->n; i++) {
        const struct lk_param *p = &b->sig->param[i];
        bool wanted = keyword_only ? p->kind == LK_PARAM_KEYWORD : p->kind <= LK_PARAM_EITHER;
        if (wanted && !p->dflt && b->out->from[i] == LK_BIND_DEFAULT) {
            at[n++] = i;
        }
    }
    return n;
}

/* Names all that are missing in one message, as CPython does. */
static bool check_missing(struct bind_state *b, bool keyword_only)
{
    uint16_t at[LK_SIG_MAX];
    size_t n = find_missing(at, b, keyword_only);
    if (!n) {
        return true;
    }
    /* The message is CPython's to the letter, since scripts may print it. */
    struct lk_buf names = {0};
    join_names(&names, b->sig, at, n);
    lk_fail(b->err, LK_E_SCRIPT, LK_PRI "() missing %zu required %s argument%s: %s",
            LK_ARG(b->call->function), n, keyword_only ? "keyword-only" : "positional", plural(n),
            names.p);
    lk_buf_clear(&names);
    return false;
}

/* Says for each parameter which argument it gets, by number: positional ones first, keywords
 * behind them. Nothing is copied and no value is looked at; types are the business of accept.c. */
bool lk_sig_bind(struct lk_binding *out, const struct lk_sig *sig, const struct lk_call *call,
                 struct lk_err *err)
{
    struct bind_state b = {out, sig, call, err};
    out->rest = out->nrest = out->nextra = 0;
    out->extra = 0;
    for (uint16_t i = 0; i < sig->n; i++) {
        out->from[i] = LK_BIND_DEFAULT;
    }
    /* Surplus positional arguments are told after unknown keywords, as in CPython. */
    /* *rest takes any number of positional arguments. */
    bool fits = call->npos <= sig->npos || sig->rest >= 0;
    if (fits && !place_positional(&b)) {
        return false;
    }
    for (uint32_t i = 0; i < call->nkw; i++) {
        if (!place_keyword(&b, i)) {
            return false;
        }
    }
    return fits ? check_missing(&b, false) && check_missing(&b, true) : too_many(&b);
}
