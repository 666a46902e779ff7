/* str: searching, counting, prefixes, replacing. */
#include "py/str.h"

/* The part of self between the bounds of arguments 2 and 3, in bytes; *none when they cross.
 * Offsets are in bytes, as the search is; results are converted back. */
struct window {
    struct lk_str text;
    size_t at;             /* byte offset in self */
    bool none;
};

/* Reads the bounds, which count code points and may be negative. */
static bool open_window(struct window *w, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_bounds b;
    if (!lk_arg_bounds(&b, vm, a, 2, lk_str_len(a->v[0])))
        return false;
    *w = (struct window){.none = b.from > b.to};
    if (w->none)
        return true;
    w->at = lk_str_byte(a->v[0], b.from);
    w->text = lk_str_cut(lk_self_text(a), w->at, lk_str_byte(a->v[0], b.to));
    return true;
}

/* The index of the first or last occurrence in code points, or -1. */
static bool search(int64_t *at, struct lk_vm *vm, const struct lk_args *a, bool right)
{
    struct lk_str part;
    struct window w;
    if (!open_window(&w, vm, a) || !lk_arg_str(&part, vm, a->v[1], "must be str, not "))
        return false;
    ptrdiff_t i = w.none ? -1 : right ? lk_text_rfind(w.text, part) : lk_text_find(w.text, part);
    *at = i < 0 ? -1 : lk_str_point(a->v[0], w.at + (size_t)i);
    return true;
}

/* As search(), as a value. */
static bool find_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool right)
{
    int64_t at;
    if (!search(&at, vm, a, right))
        return false;
    *out = lk_int(at);
    return true;
}

/* A ValueError in place of -1. */
static bool index_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool right)
{
    if (!find_from(out, vm, a, right))
        return false;
    return out->as.i >= 0 || lk_raise(vm, LK_EXC_ValueError, "substring not found");
}

/* str.find(sub, start=None, end=None) */
bool lk_str_find_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return find_from(out, vm, a, false);
}

/* str.rfind(sub, start=None, end=None) */
bool lk_str_rfind_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return find_from(out, vm, a, true);
}

/* str.index(sub, start=None, end=None) */
bool lk_str_index_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return index_from(out, vm, a, false);
}

/* str.rindex(sub, start=None, end=None) */
bool lk_str_rindex_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return index_from(out, vm, a, true);
}

/* str.count(sub, start=None, end=None). The empty text is counted between code points, so only
 * then they need to be counted. */
bool lk_str_count_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str part;
    struct window w;
    if (!open_window(&w, vm, a) || !lk_arg_str(&part, vm, a->v[1], "must be str, not "))
        return false;
    size_t n = w.none ? 0 : lk_text_count(w.text, part, part.n ? 0 : lk_utf_count(w.text));
    *out = lk_int((int64_t)n);
    return true;
}

/* Prefix or suffix: a str or a tuple of them. */
struct affix {
    const char *name;
    bool (*test)(struct lk_str, struct lk_str);
};

/* True when one of them fits. A tuple is checked up to the first one that fits, as CPython does,
 * so a wrong type behind it goes unnoticed. */
static bool affix_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                     struct affix how)
{
    struct window w;
    size_t n = 1;
    const struct lk_value *v = &a->v[1];
    if (!open_window(&w, vm, a))
        return false;
    if (lk_is(a->v[1], LK_T_TUPLE))
        v = lk_items(&n, a->v[1]);
    else if (!lk_is(a->v[1], LK_T_STR)) {
        struct lk_str type = lk_type_name(vm, a->v[1]);
        return lk_raise(vm, LK_EXC_TypeError, "%s first arg must be str or a tuple of str, not "
                        LK_PRI, how.name, LK_ARG(type));
    }
    *out = lk_bool(false);
    for (size_t i = 0; i < n && !out->as.i; i++) {
        if (!lk_is(v[i], LK_T_STR)) {
            struct lk_str type = lk_type_name(vm, v[i]);
            return lk_raise(vm, LK_EXC_TypeError, "tuple for %s must only contain str, not "
                            LK_PRI, how.name, LK_ARG(type));
        }
        *out = lk_bool(!w.none && how.test(w.text, lk_text(v[i])));
    }
    return true;
}

/* str.startswith(prefix, start=None, end=None) */
bool lk_str_startswith_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return affix_of(out, vm, a, (struct affix){"startswith", lk_str_starts});
}

/* str.endswith(suffix, start=None, end=None) */
bool lk_str_endswith_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return affix_of(out, vm, a, (struct affix){"endswith", lk_str_ends});
}

/* str.removeprefix(prefix). At most once; without the prefix the text is returned unchanged. */
bool lk_str_removeprefix_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), part;
    if (!lk_arg_str(&part, vm, a->v[1], "removeprefix() argument must be str, not "))
        return false;
    *out = lk_new_str(vm, lk_str_starts(s, part) ? lk_str_cut(s, part.n, s.n) : s);
    return true;
}

/* str.removesuffix(suffix). An empty suffix removes nothing. */
bool lk_str_removesuffix_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a), part;
    if (!lk_arg_str(&part, vm, a->v[1], "removesuffix() argument must be str, not "))
        return false;
    *out = lk_new_str(vm, lk_str_ends(s, part) ? lk_str_cut(s, 0, s.n - part.n) : s);
    return true;
}

/* str.replace(old, new, count=-1). The size of the result is computed first, so that one call
 * cannot pass the memory limit. */
bool lk_str_replace_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_text_swap swap = {.wide = true};
    struct lk_str s = lk_self_text(a);
    struct lk_buf b = {0};
    if (!lk_arg_str(&swap.from, vm, a->v[1], "replace() argument 1 must be str, not ") ||
        !lk_arg_str(&swap.to, vm, a->v[2], "replace() argument 2 must be str, not ") ||
        !lk_vm_index(&swap.max, vm, a->v[3]))
        return false;
    size_t n = lk_text_count(s, swap.from, (size_t)lk_str_len(a->v[0]));
    if (swap.max >= 0 && (uint64_t)swap.max < n)
        n = (size_t)swap.max;
    if (swap.to.n > swap.from.n && !lk_afford(vm, n, swap.to.n - swap.from.n))
        return false;
    lk_text_replace(&b, s, &swap);
    return lk_done_str(out, vm, &b);
}
