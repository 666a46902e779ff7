/* match statements.  Names are bound while a pattern is tried, as CPython does. */
#include "py/gen.h"
#include "py/op.h"

static bool match(bool *out, struct lk_frame *f, const struct lk_py_pattern *p, struct lk_value v);

/* Stores a capture, unless the pattern is "_". A capture stays bound when a later part of the
 * pattern fails. */
static bool bind(struct lk_frame *f, const struct lk_py_pattern *p, struct lk_value v)
{
    return !p->bound || lk_store(f, &p->name, v);
}

/* Compared with ==. The subject stands on the left, which decides whose __eq__ is asked first.
 * */
static bool match_value(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                        struct lk_value v)
{
    struct lk_value r;
    if (!lk_eval(f, p->value)) {
        return false;
    }
    return lk_vm_compare(&r, f->vm, LK_OP_EQ, v, f->vm->sp[-1]) && lk_vm_truth(out, f->vm, r);
}

/* None, True and False are compared by identity. So `case True` does not match 1. */
static bool match_singleton(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                            struct lk_value v)
{
    if (!lk_eval(f, p->value)) {
        return false;
    }
    *out = lk_same(v, f->vm->sp[-1]);
    return true;
}

/* Always matches. In last place it is the "else" of a match. */
static bool match_capture(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                          struct lk_value v)
{
    *out = true;
    return bind(f, p, v);
}

/* Always matches, binds nothing. The parser gives "_" a kind of its own, so no name is needed.
 * */
static bool match_wildcard(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                           struct lk_value v)
{
    (void)f;
    (void)p;
    (void)v;
    *out = true;
    return true;
}

/* Binds only when the pattern inside matches. pattern as name. */
static bool match_as(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                     struct lk_value v)
{
    return match(out, f, p->list.v[0], v) && (!*out || bind(f, p, v));
}

/* The first alternative that matches. All alternatives bind the same names, which the resolver
 * has checked. */
static bool match_or(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                     struct lk_value v)
{
    *out = false;
    for (uint32_t i = 0; i < p->list.n && !*out; i++) {
        if (!match(out, f, p->list.v[i], v)) {
            return false;
        }
    }
    return true;
}

/* Where the starred pattern stands, or -1. There is one at most. */
static int star_of(const struct lk_py_pattern *p)
{
    for (uint32_t i = 0; i < p->list.n; i++) {
        if (p->list.v[i]->kind == LK_P_STAR) {
            return (int)i;
        }
    }
    return -1;
}

/* Strings and bytes are no sequences to patterns. Neither are sets, dicts and iterators.
 * Sequence classes of scripts are not looked for. */
static bool is_sequence(struct lk_value v)
{
    return v.tag == LK_T_LIST || v.tag == LK_T_TUPLE || v.tag == LK_T_RANGE;
}

/* Lengths first, then the items, the rest as a list. The items are taken out once, onto the
 * stack, so an iteration has no effects twice. */
static bool match_sequence(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                           struct lk_value v)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    int64_t n;
    int star = star_of(p);
    *out = false;
    if (!is_sequence(v)) {
        return true;
    }
    if (!lk_vm_len(&n, vm, v)) {
        return false;
    }
    /* The starred part may be empty. */
    bool fits = star < 0 ? n == p->list.n : n >= (int64_t)p->list.n - 1;
    if (!fits) {
        return true;
    }
    if (!lk_unpack(vm, v, p->list.n, star)) {
        return false;
    }
    *out = true;
    for (uint32_t i = 0; i < p->list.n && *out; i++) {
        if ((int)i == star ? !bind(f, p->list.v[i], base[i])
                           : !match(out, f, p->list.v[i], base[i])) {
            return false;
        }
    }
    return true;
}

/* A dotted name may say the same as an earlier key, which can be seen only now. */
static bool check_key(struct lk_vm *vm, struct lk_value seen, struct lk_value key)
{
    struct lk_value shown, was;
    if (!lk_dict_get(&was, vm, seen, key)) {
        return false;
    }
    if (lk_is_empty(was)) {
        return lk_dict_set(vm, seen, key, lk_none());
    }
    return lk_vm_repr(&shown, vm, key) &&
           lk_raise(vm, LK_EXC_ValueError, "mapping pattern checks duplicate key (" LK_PRI ")",
                    LK_ARG(lk_text(shown)));
}

/* v.get(key), EMPTY where there is none; only a class that has a get() of its own is asked. */
static bool get_value(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                      struct lk_value key)
{
    if (lk_is_exact(vm, v, LK_TY_dict)) {
        return lk_dict_get(out, vm, v, key);
    }
    struct lk_value a[2] = {key, lk_new_list(vm, NULL, 0)};
    lk_put(vm, a[1]);
    bool ok = lk_vm_method(out, vm, v, "get", a, 2);
    if (ok && lk_same(*out, a[1])) {
        *out = lk_empty();
    }
    return ok;
}

/* Every key must be there before the first sub-pattern is looked at; the others may be collected
 * by **name. A mapping with fewer entries than keys is not even asked for them. */
static bool match_mapping(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                          struct lk_value v)
{
    struct lk_vm *vm = f->vm;
    struct lk_value rest = lk_none(), was;
    int64_t n;
    *out = lk_is(v, LK_T_DICT) || lk_is(v, LK_T_PROXY);
    if (!*out || !lk_vm_len(&n, vm, v) || n < (int64_t)p->nkeys) {
        *out = false;
        return lk_is_empty(vm->exc) && !lk_is_refused(vm);
    }
    struct lk_value values = lk_new_list(vm, NULL, 0), seen = lk_new_dict(vm);
    lk_put(vm, values);
    lk_put(vm, seen);
    struct lk_value *key = vm->sp;
    for (uint32_t i = 0; i < p->nkeys; i++) {
        if (!lk_eval(f, p->key[i])) {
            return false;
        }
    }
    for (uint32_t i = 0; i < p->nkeys && *out; i++) {
        struct lk_value *mark = vm->sp;
        if (!check_key(vm, seen, key[i]) || !get_value(&was, vm, v, key[i])) {
            return false;
        }
        *out = !lk_is_empty(was) && lk_list_append(vm, values, was);
        vm->sp = mark;
    }
    if (*out && p->bound) {
        rest = lk_new_dict(vm);
        lk_put(vm, rest);
        if (!lk_dict_merge(vm, rest, v)) {
            return false;
        }
        for (uint32_t i = 0; i < p->nkeys; i++) {
            if (!lk_dict_take(&was, vm, rest, key[i])) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; i < p->nkeys && *out; i++) {
        if (!match(out, f, p->list.v[i], lk_list_of(values)->v[i])) {
            return false;
        }
    }
    return !*out || bind(f, p, rest);
}

/* Classes whose one positional sub-pattern is the value itself. The list is the language's: case
 * int(n) binds n to the number. */
static bool matches_self(const struct lk_vm *vm, const struct lk_class *cls)
{
    static const uint8_t id[] = {LK_TY_bool, LK_TY_bytes, LK_TY_dict, LK_TY_float, LK_TY_frozenset,
                                 LK_TY_int, LK_TY_list, LK_TY_set, LK_TY_str, LK_TY_tuple};
    for (size_t i = 0; i < sizeof id; i++) {
        if (lk_is_sub(cls, vm->cls[id[i]])) {
            return true;
        }
    }
    return false;
}

/* More positional patterns than __match_args__ has names. The wording has a singular and a
 * plural, as CPython's. */
static bool too_many_patterns(struct lk_vm *vm, const struct lk_class *cls, size_t takes,
                              uint32_t npos)
{
    return lk_raise(vm, LK_EXC_TypeError,
                    LK_PRI "() accepts %zu positional sub-pattern%s (%u given)",
                    LK_ARG(lk_text(cls->name)), takes, takes == 1 ? "" : "s", npos);
}

/* Leaves the attribute on the stack. One that is missing is no match, not an error. v is the
 * subject and the attribute's name. */
static bool take_attr(bool *out, struct lk_frame *f, struct lk_value subject, struct lk_value name)
{
    struct lk_value value;
    if (!lk_vm_findattr(&value, f->vm, subject, name)) {
        return false;
    }
    *out = !lk_is_empty(value);
    if (*out) {
        lk_put(f->vm, value);
    }
    return true;
}

/* Is the name one of the first n of __match_args__, all of which are texts? */
static bool is_among(struct lk_value name, const struct lk_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (lk_str_eq(lk_text(v[i]), lk_text(name))) {
            return true;
        }
    }
    return false;
}

/* The TypeError for an attribute that two sub-patterns ask for. */
static bool named_twice(struct lk_vm *vm, const struct lk_class *cls, struct lk_value name)
{
    struct lk_value shown;
    return lk_vm_repr(&shown, vm, name) &&
           lk_raise(vm, LK_EXC_TypeError,
                    LK_PRI "() got multiple sub-patterns for attribute " LK_PRI,
                    LK_ARG(lk_text(cls->name)), LK_ARG(lk_text(shown)));
}

/* What __match_args__ holds is any script's: each name must be a text, and none twice. */
static bool check_name(struct lk_vm *vm, const struct lk_class *cls, const struct lk_value *name,
                       uint32_t at)
{
    if (!lk_is(name[at], LK_T_STR)) {
        return lk_raise(vm, LK_EXC_TypeError, "__match_args__ elements must be strings (got "
                        LK_PRI ")", LK_ARG(lk_type_name(vm, name[at])));
    }
    return !is_among(name[at], name, at) || named_twice(vm, cls, name[at]);
}

/* Attributes by __match_args__, or the value itself for built-in classes. v is the subject and the
 * class. *names is what __match_args__ has, or NULL; the top of the stack holds it. The names come
 * from the class, so a subclass may change them. */
static bool take_positional(bool *out, const struct lk_value **names, struct lk_frame *f,
                            const struct lk_value v[2], uint32_t npos)
{
    struct lk_vm *vm = f->vm;
    struct lk_value args;
    struct lk_class *cls = lk_class_of(v[1]);
    if (!lk_vm_findattr(&args, vm, v[1], vm->known[LK_N_match_args])) {
        return false;
    }
    /* A subclass of int with __match_args__ goes by these. */
    if (lk_is_empty(args) && matches_self(vm, cls)) {
        lk_put(vm, v[0]);
        return npos == 1 || too_many_patterns(vm, cls, 1, npos);
    }
    size_t n = 0;
    if (!lk_is_empty(args) && !lk_is(args, LK_T_TUPLE)) {
        return lk_raise(vm, LK_EXC_TypeError, LK_PRI ".__match_args__ must be a tuple (got " LK_PRI
                        ")", LK_ARG(lk_text(cls->name)), LK_ARG(lk_type_name(vm, args)));
    }
    *names = lk_items(&n, args);
    if (npos > n) {
        return too_many_patterns(vm, cls, n, npos);
    }
    /* Kept alive: a property that is asked may drop __match_args__. */
    vm->sp[-1] = args;
    for (uint32_t i = 0; i < npos && *out; i++) {
        if (!check_name(vm, cls, *names, i) || !take_attr(out, f, v[0], (*names)[i])) {
            return false;
        }
    }
    return true;
}

/* The values that the sub-patterns are tried on, in their order above the class. As in CPython all
 * are there before the first is tried. */
static bool take_parts(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                       const struct lk_value v[2])
{
    struct lk_vm *vm = f->vm;
    const struct lk_value *names = NULL;
    uint32_t npos = p->list.n - p->nkeys;
    if (npos && !take_positional(out, &names, f, v, npos)) {
        return false;
    }
    for (uint32_t i = 0; i < p->nkeys && *out; i++) {
        struct lk_value name = lk_name(f, p->attr[i]);
        if (names && is_among(name, names, npos)) {
            return named_twice(vm, lk_class_of(v[1]), name);
        }
        if (!take_attr(out, f, v[0], name)) {
            return false;
        }
    }
    return true;
}

/* An instance check, then positions, then keywords. All parts must match; the first that does
 * not ends it. */
static bool match_class(bool *out, struct lk_frame *f, const struct lk_py_pattern *p,
                        struct lk_value v)
{
    struct lk_vm *vm = f->vm;
    if (!lk_eval(f, p->value)) {
        return false;
    }
    struct lk_value pair[2] = {v, vm->sp[-1]}, *part = vm->sp + 1;
    /* What limbeck does not have cannot be matched against. */
    if (lk_is(pair[1], LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, pair[1]);
    }
    if (!lk_is(pair[1], LK_T_CLASS)) {
        return lk_raise(vm, LK_EXC_TypeError, "called match pattern must be a type");
    }
    if (!lk_vm_isinstance(out, vm, v, pair[1]) || !*out) {
        /* No match is no failure. */
        return lk_is_empty(vm->exc) && !lk_is_refused(vm);
    }
    lk_put(vm, lk_none());
    if (!lk_room(vm, p->list.n + 256) || !take_parts(out, f, p, pair)) {
        return false;
    }
    for (uint32_t i = 0; i < p->list.n && *out; i++) {
        if (!match(out, f, p->list.v[i], part[i])) {
            return false;
        }
    }
    return true;
}

typedef bool match_fn(bool *, struct lk_frame *, const struct lk_py_pattern *, struct lk_value);
/* How each kind of pattern is tried: false means an exception, *out whether it matched. */
static match_fn *const table[LK_P_COUNT] = {
    [LK_P_VALUE] = match_value,       [LK_P_SINGLETON] = match_singleton,
    [LK_P_CAPTURE] = match_capture,   [LK_P_WILDCARD] = match_wildcard,
    [LK_P_AS] = match_as,             [LK_P_OR] = match_or,
    [LK_P_SEQUENCE] = match_sequence, [LK_P_MAPPING] = match_mapping,
    [LK_P_CLASS] = match_class,
};

/* Dispatches by kind; a failure inside notes the pattern's place. The stack is as before in any
 * case, so the parts need not clean up. */
static bool match(bool *out, struct lk_frame *f, const struct lk_py_pattern *p, struct lk_value v)
{
    struct lk_value *mark = f->vm->sp;
    bool ok = table[p->kind](out, f, p, v);
    if (!ok) {
        lk_trace_add(f, p->span);
    }
    f->vm->sp = mark;
    return ok;
}

/* The case that fits the subject on top of the stack; nkase when none does. The guard is only
 * evaluated when the pattern fits, with its names bound. */
static bool choose(uint32_t *out, struct lk_frame *f, const struct lk_py_stmt *s)
{
    for (*out = 0; *out < s->match.nkase; ++*out) {
        const struct lk_py_case *k = &s->match.kase[*out];
        bool fits;
        if (!match(&fits, f, k->pattern, f->vm->sp[-1]) ||
            (fits && k->guard && !lk_eval_truth(&fits, f, k->guard))) {
            return false;
        }
        if (fits) {
            return true;
        }
    }
    return true;
}

/* Evaluates the subject once and runs the first case that matches. A generator resumes inside
 * the case that it had chosen; the subject is not needed any more. */
enum lk_status lk_exec_match(struct lk_frame *f, const struct lk_py_stmt *s)
{
    uint32_t at;
    if (f->resuming) {
        at = lk_gen_restore(f).at;
    } else {
        if (!lk_eval(f, s->match.subject) || !choose(&at, f, s)) {
            return LK_RAISE;
        }
        f->vm->sp--;
    }
    if (at == s->match.nkase) {
        return LK_NORMAL;
    }
    enum lk_status st = lk_exec_body(f, &s->match.kase[at].body);
    if (st == LK_SUSPEND) {
        lk_gen_save(f)->at = at;
    }
    return st;
}
