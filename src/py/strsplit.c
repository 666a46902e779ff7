/* str: cutting into pieces and joining. */
#include "py/str.h"

/* Takes pieces off *rest by a separator from the left or right. False, with nothing changed,
 * when there is no separator. */
static bool piece_left(struct lk_str *piece, struct lk_str *rest, struct lk_str sep)
{
    ptrdiff_t at = lk_text_find(*rest, sep);
    if (at < 0)
        return false;
    *piece = lk_str_cut(*rest, 0, (size_t)at);
    *rest = lk_str_cut(*rest, (size_t)at + sep.n, rest->n);
    return true;
}

/* The same from the end: the piece is what stands behind the last separator. */
static bool piece_right(struct lk_str *piece, struct lk_str *rest, struct lk_str sep)
{
    ptrdiff_t at = lk_text_rfind(*rest, sep);
    if (at < 0)
        return false;
    *piece = lk_str_cut(*rest, (size_t)at + sep.n, rest->n);
    rest->n = (size_t)at;
    return true;
}

/* Appends a text as a new str. */
static bool push_text(struct lk_vm *vm, struct lk_value list, struct lk_str s)
{
    return lk_list_append(vm, list, lk_new_str(vm, s));
}

/* split() without a separator: runs of white space separate, and none is left at the ends. The
 * rest after `max` words keeps its inner and trailing white space. */
static bool split_words(struct lk_vm *vm, struct lk_value list, struct lk_str s, int64_t max)
{
    struct lk_str word;
    for (; max != 0; max--) {
        if (!lk_text_word(&word, &s))
            return true;
        if (!push_text(vm, list, word))
            return false;
    }
    /* What is left after `max` words is one piece. */
    s = lk_text_strip(s, (struct lk_str){0}, LK_SIDE_LEFT);
    return s.n == 0 || push_text(vm, list, s);
}

/* The same from the right; the pieces come in reverse order. */
static bool rsplit_words(struct lk_vm *vm, struct lk_value list, struct lk_str s, int64_t max)
{
    struct lk_str word;
    for (; max != 0; max--) {
        if (!lk_text_rword(&word, &s))
            return true;
        if (!push_text(vm, list, word))
            return false;
    }
    s = lk_text_strip(s, (struct lk_str){0}, LK_SIDE_RIGHT);
    return s.n == 0 || push_text(vm, list, s);
}

/* By a separator: neighbouring ones give empty pieces, and there is always at least one piece. */
static bool split_by(struct lk_vm *vm, struct lk_value list, struct lk_str s,
                     const struct lk_text_swap *how)
{
    struct lk_str piece;
    for (int64_t left = how->max; left != 0; left--) {
        if (!(how->wide ? piece_right : piece_left)(&piece, &s, how->from))
            break;
        if (!push_text(vm, list, piece))
            return false;
    }
    return push_text(vm, list, s);
}

/* Brings what was taken from the right into the order of the text. */
static void reverse(struct lk_value list)
{
    struct lk_list *l = lk_list_of(list);
    for (size_t i = 0, j = l->n; i + 1 < j; i++) {
        struct lk_value t = l->v[i];
        l->v[i] = l->v[--j];
        l->v[j] = t;
    }
}

/* split() and rsplit(). A negative maximum never reaches 0 and so means no limit. */
static bool split_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool right)
{
    struct lk_text_swap how = {.wide = right};
    struct lk_str s = lk_self_text(a);
    if (!lk_vm_index(&how.max, vm, a->v[2]))
        return false;
    if (!lk_is_none(a->v[1]) && !lk_is(a->v[1], LK_T_STR))
        return lk_bad_type(vm, "must be str or None, not ", a->v[1], "");
    how.from = lk_text(a->v[1]);
    if (lk_is(a->v[1], LK_T_STR) && !how.from.n)
        return lk_raise(vm, LK_EXC_ValueError, "empty separator");
    struct lk_value list = lk_new_list(vm, NULL, 0);
    lk_push(vm, list);
    bool good = lk_is_none(a->v[1])
                    ? (right ? rsplit_words : split_words)(vm, list, s, how.max)
                    : split_by(vm, list, s, &how);
    if (right)
        reverse(list);
    *out = list;
    return good;
}

/* str.split(sep=None, maxsplit=-1) */
bool lk_str_split_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return split_from(out, vm, a, false);
}

/* str.rsplit(sep=None, maxsplit=-1) */
bool lk_str_rsplit_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return split_from(out, vm, a, true);
}

/* str.splitlines(keepends=False). All of Unicode's line ends count, not only "\n". */
bool lk_str_splitlines_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str rest = lk_self_text(a), line;
    int64_t keep;
    if (!lk_arg_int(&keep, vm, a->v[1]))
        return false;
    *out = lk_new_list(vm, NULL, 0);
    lk_push(vm, *out);
    while (lk_text_line(&line, &rest, keep != 0))
        if (!push_text(vm, *out, line))
            return false;
    return true;
}

/* Three parts in any case; without the separator all is in the first for partition(), in the
 * last for rpartition(). */
static bool partition_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                           bool right)
{
    struct lk_str rest = lk_self_text(a), piece, sep;
    if (!lk_arg_str(&sep, vm, a->v[1], "must be str, not "))
        return false;
    if (!sep.n)
        return lk_raise(vm, LK_EXC_ValueError, "empty separator");
    bool found = (right ? piece_right : piece_left)(&piece, &rest, sep);
    struct lk_str none = LK_STR("");
    struct lk_str part[3] = {found ? piece : rest, found ? sep : none, found ? rest : none};
    struct lk_value v[3];
    for (int i = 0; i < 3; i++)
        /* From the right the parts were found in reverse order. */
        v[right ? 2 - i : i] = lk_new_str(vm, part[i]);
    *out = lk_new_tuple(vm, v, 3);
    return true;
}

/* str.partition(sep) */
bool lk_str_partition_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return partition_from(out, vm, a, false);
}

/* str.rpartition(sep) */
bool lk_str_rpartition_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return partition_from(out, vm, a, true);
}

/* All items must be texts, and the result must fit into the memory limit; both are known before
 * anything is copied. */
static bool measure(struct lk_vm *vm, const struct lk_value *v, size_t n, size_t sep)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++) {
        if (!lk_is(v[i], LK_T_STR)) {
            struct lk_str type = lk_type_name(vm, v[i]);
            return lk_raise(vm, LK_EXC_TypeError, "sequence item %zu: expected str instance, "
                            LK_PRI " found", i, LK_ARG(type));
        }
        total += lk_text(v[i]).n + sep;
    }
    return lk_afford(vm, total, 1);
}

/* str.join(iterable). A list or tuple is used as it is; other iterables are collected first.
 * Only an object that cannot be iterated gets the message about that, while an error raised by
 * an iterator comes through. */
bool lk_str_join_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str sep = lk_self_text(a);
    struct lk_value list = a->v[1];
    struct lk_buf b = {0};
    size_t n;
    if (!lk_is(list, LK_T_LIST) && !lk_is(list, LK_T_TUPLE)) {
        if (!lk_vm_list(&list, vm, list)) {
            if (!lk_pending_is(vm, LK_EXC_TypeError) ||
                !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, a->v[1]), "__iter__")))
                return false;
            lk_caught(vm);
            return lk_raise(vm, LK_EXC_TypeError, "can only join an iterable");
        }
        lk_push(vm, list);
    }
    const struct lk_value *v = lk_items(&n, list);
    if (!measure(vm, v, n, sep.n))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (i)
            lk_buf_add(&b, sep);
        lk_buf_add(&b, lk_text(v[i]));
    }
    return lk_done_str(out, vm, &b);
}
