/* Too many, too few and unknown arguments of natives.  CPython words these errors by how a C
 * function declares its arguments; the signature of a row tells which way that was. */
#include "py/arity.h"

/* Is it a function or method of the language itself, whose errors are CPython's C ones? */
static bool is_of_language(const struct lk_vm *vm, const struct lk_nativefn *fn)
{
    if (fn->owner) {
        return fn->owner->builtin;
    }
    const struct lk_entry *e = lk_dict_find(vm->builtins, fn->name);
    return (e && e->value.as.cell == &fn->cell) || (lk_is(fn->data, LK_T_CLASS) &&
                                                    lk_class_of(fn->data)->builtin);
}

/* What messages say of a function and its call. */
struct told {
    struct lk_str owner, name;     /* owner: the class of a method, or empty */
    uint32_t self;                 /* parameters in front that are not counted */
    uint32_t n;                    /* positional arguments, without those */
    uint32_t most, least;          /* positional parameters; how many of them must be given */
    uint32_t all;                  /* parameters that can be given, keyword-only ones included */
    bool made;                     /* a constructor, named by its class */
    bool search;                   /* find() and its like of str and bytes */
    bool named, rest, extra;       /* has parameters with names, *rest, **extra */
};

/* Counts the parameters of a row by kind. */
static void count(struct told *t, const struct lk_rowinfo *info)
{
    for (uint16_t i = 0; i < info->sig.n; i++) {
        enum lk_param_kind kind = info->sig.param[i].kind;
        bool positional = kind == LK_PARAM_POSITIONAL || kind == LK_PARAM_EITHER;
        t->named |= i >= t->self && (kind == LK_PARAM_EITHER || kind == LK_PARAM_KEYWORD);
        t->rest |= kind == LK_PARAM_REST;
        t->extra |= kind == LK_PARAM_EXTRA;
        t->most += positional && i >= t->self;
        t->all += (positional || kind == LK_PARAM_KEYWORD) && i >= t->self;
        t->least += i >= t->self && kind == LK_PARAM_POSITIONAL && lk_is_empty(info->dflt[i]);
    }
}

/* Methods that parse (sub[, start[, end]]), whose counts CPython words as those of named ones. */
static bool is_search(struct lk_str name)
{
    static const char *const search[] = {"count", "endswith", "find", "index", "rfind", "rindex",
                                         "startswith"};
    for (size_t i = 0; i < sizeof search / sizeof *search; i++) {
        if (lk_str_is(name, search[i])) {
            return true;
        }
    }
    return false;
}

/* A method is named with its class where CPython does that, a constructor by its class alone. */
static struct told describe(struct lk_vm *vm, const struct lk_nativefn *fn,
                            const struct lk_rowinfo *info, const struct lk_call_shape *s)
{
    bool init = lk_str_is(info->name, "__init__");
    struct told t = {.name = info->name, .made = init || lk_str_is(info->name, "__new__")};
    struct lk_class *of = fn->owner ? fn->owner
                          : lk_is(fn->data, LK_T_CLASS) ? lk_class_of(fn->data) : NULL;
    bool method = of && !(fn->row->flags & LK_PY_STATIC);
    if (t.made && s->npos) {
        t.name = lk_is(s->v[0], LK_T_CLASS) ? lk_text(lk_class_of(s->v[0])->name)
                 : init                     ? lk_type_name(vm, s->v[0])
                                            : t.name;
    } else if (of && !t.made) {
        t.owner = lk_text(of->name);
    }
    t.search = of && (of->kind == LK_T_STR || of->kind == LK_T_BYTES) && is_search(t.name);
    t.self = method || t.made;
    t.n = s->npos - (s->npos >= t.self ? t.self : 0);
    count(&t, info);
    return t;
}

/* Is there a parameter that may be given by this name? Variable ones take all. */
static bool takes_keyword(const struct lk_rowinfo *info, struct lk_str name)
{
    for (uint16_t i = 0; i < info->sig.n; i++) {
        enum lk_param_kind kind = info->sig.param[i].kind;
        if (kind == LK_PARAM_EXTRA ||
            (kind != LK_PARAM_POSITIONAL && lk_str_eq(name, info->sig.param[i].name))) {
            return true;
        }
    }
    return false;
}

/* Is the parameter among the keywords of the call? */
static bool is_given(const struct lk_call_shape *s, struct lk_str name)
{
    for (uint32_t i = 0; i < s->nkw; i++) {
        if (lk_str_eq(lk_text(s->kw[i]), name)) {
            return true;
        }
    }
    return false;
}

/* More arguments than parameters; *rest and **extra take any number. */
static bool check_most(struct lk_vm *vm, const struct told *t, uint32_t nkw)
{
    if (!t->rest && !t->extra && t->n + nkw > t->all) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "() takes at most %u %sargument%s (%u given)",
                        LK_ARG(t->name), t->all, t->n ? "" : "keyword ", t->all == 1 ? "" : "s",
                        t->n + nkw);
    }
    if (t->rest || t->n <= t->most) {
        return true;
    }
    if (t->extra && !t->named) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI " expected at most %u argument%s, got %u",
                        LK_ARG(t->name), t->most, t->most == 1 ? "" : "s", t->n);
    }
    return lk_raise(vm, LK_EXC_TypeError,
                    t->most ? LK_PRI "() takes at most %u positional argument%s (%u given)"
                            : LK_PRI "() takes no positional arguments",
                    LK_ARG(t->name), t->most, t->most == 1 ? "" : "s", t->n);
}

/* Parameters that must be given, by position or by name. */
static bool check_required(struct lk_vm *vm, const struct told *t, const struct lk_rowinfo *info,
                           const struct lk_call_shape *s)
{
    if (t->n < t->least) {
        return lk_raise(vm, LK_EXC_TypeError,
                        LK_PRI "() takes at least %u positional argument%s (%u given)",
                        LK_ARG(t->name), t->least, t->least == 1 ? "" : "s", t->n);
    }
    for (uint32_t i = s->npos > t->self ? s->npos : t->self;
         i < info->sig.n && info->sig.param[i].kind == LK_PARAM_EITHER; i++) {
        struct lk_str name = info->sig.param[i].name;
        if (lk_is_empty(info->dflt[i]) && !is_given(s, name)) {
            return lk_raise(vm, LK_EXC_TypeError,
                            t->made ? LK_PRI "() missing required argument '" LK_PRI "'"
                                    : LK_PRI "() missing required argument '" LK_PRI "' (pos %u)",
                            LK_ARG(t->name), LK_ARG(name), i + 1 - t->self);
        }
    }
    return true;
}

/* The errors of functions with parameters that have names, or any number of them; what passes
 * here is left to the binder. */
static bool check_named(struct lk_vm *vm, const struct told *t, const struct lk_rowinfo *info,
                        const struct lk_call_shape *s)
{
    if (!check_most(vm, t, s->nkw) || !check_required(vm, t, info, s)) {
        return false;
    }
    for (uint32_t i = t->self; i < s->npos && i < info->sig.n; i++) {
        struct lk_str name = info->sig.param[i].name;
        if (info->sig.param[i].kind == LK_PARAM_EITHER && is_given(s, name)) {
            return lk_raise(vm, LK_EXC_TypeError, "argument for " LK_PRI "() given by name ('"
                            LK_PRI "') and position (%u)", LK_ARG(t->name), LK_ARG(name),
                            i + 1 - t->self);
        }
    }
    for (uint32_t i = 0; i < s->nkw; i++) {
        if (!takes_keyword(info, lk_text(s->kw[i]))) {
            return lk_raise(vm, LK_EXC_TypeError,
                            "'" LK_PRI "' is an invalid keyword argument for " LK_PRI "()",
                            LK_ARG(lk_text(s->kw[i])), LK_ARG(t->name));
        }
    }
    return true;
}

/* How many arguments a positional-only signature takes. */
static bool check_plain(struct lk_vm *vm, const struct told *t)
{
    uint32_t bound = t->n < t->least ? t->least : t->most;
    const char *at = t->n < t->least ? "at least " : "at most ", *s = bound == 1 ? "" : "s";
    if (t->n >= t->least && t->n <= t->most) {
        return true;
    }
    if (t->most <= 1 && t->least == t->most && !t->made) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "%s" LK_PRI "() takes %s (%u given)",
                        LK_ARG(t->owner), t->owner.n ? "." : "", LK_ARG(t->name),
                        t->most ? "exactly one argument" : "no arguments", t->n);
    }
    if (t->search) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "() takes %s%u argument%s (%u given)",
                        LK_ARG(t->name), at, bound, s, t->n);
    }
    return lk_raise(vm, LK_EXC_TypeError, LK_PRI " expected %s%u argument%s, got %u",
                    LK_ARG(t->name), t->least == t->most ? "" : at, bound, s, t->n);
}

/* The first parameter of a method is not counted. Classes of scripts and other modules are left
 * to the binder, whose words are those of functions written in Python. */
bool lk_check_arity(struct lk_vm *vm, const struct lk_nativefn *fn, const struct lk_rowinfo *info,
                    const struct lk_call_shape *s)
{
    struct told t = describe(vm, fn, info, s);
    if (t.named || t.extra) {
        return !is_of_language(vm, fn) || check_named(vm, &t, info, s);
    }
    if (s->npos < t.self || (fn->owner && !fn->owner->builtin)) {
        return true;
    }
    if (s->nkw && (!t.rest || is_of_language(vm, fn))) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI "%s" LK_PRI "() takes no keyword arguments",
                        LK_ARG(t.owner), t.owner.n ? "." : "", LK_ARG(t.name));
    }
    return t.rest || check_plain(vm, &t);
}
