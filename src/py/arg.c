/* Reading arguments and building texts, for the natives of the built-in types (arg.h). */
#include "py/arg.h"
#include "py/int.h"
#include "py/op.h"
#include "base/limits.h"

/* Raises a TypeError that names the type of v between two fixed texts. Most messages of
 * CPython's argument checks have this form, so the wording stays at the caller. */
bool lk_bad_type(struct lk_vm *vm, const char *before, struct lk_value v, const char *after)
{
    struct lk_str name = lk_type_name(vm, v);
    return lk_raise(vm, LK_EXC_TypeError, "%s" LK_PRI "%s", before, LK_ARG(name), after);
}

/* The text of a string argument; the bytes stay owned by v. `what` is the whole beginning of the
 * message, because CPython words it differently for functions, methods and operators. */
bool lk_arg_str(struct lk_str *out, struct lk_vm *vm, struct lk_value v, const char *what)
{
    *out = lk_text(v);
    if (lk_is_none(v) && strstr(what, "argument"))       /* as CPython's argument clinic says it */
        return lk_raise(vm, LK_EXC_TypeError, "%sNone", what);
    return lk_is(v, LK_T_STR) || lk_bad_type(vm, what, v, "");
}

/* CPython takes such names as C strings. */
bool lk_arg_name(struct lk_str *out, struct lk_vm *vm, struct lk_value v, const char *what)
{
    if (!lk_arg_str(out, vm, v, what))
        return false;
    return !memchr(out->p, 0, out->n) ||
           lk_raise(vm, LK_EXC_ValueError, "embedded null character");
}

/* One bound of a slice-like argument. Integers that do not fit are clamped to the ends instead
 * of failing, as CPython's _PyEval_SliceIndex does: "abc".find("a", -10**30) is legal. */
bool lk_arg_bound(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    if (v.tag == LK_T_INT || v.tag == LK_T_BOOL) {
        *out = v.as.i;
        return true;
    }
    if (!lk_is_int(v) && lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), "__index__")))
        return lk_raise(vm, LK_EXC_TypeError, "slice indices must be integers or None or have an "
                                              "__index__ method");
    /* A number that is too big is no error here, only a bound far outside. */
    if (lk_vm_index(out, vm, v))
        return true;
    if (!lk_pending_is(vm, LK_EXC_OverflowError) && !lk_pending_is(vm, LK_EXC_IndexError))
        return false;
    lk_caught(vm);
    bool less;
    if (!lk_vm_less(&less, vm, v, lk_int(0)))
        return false;
    *out = less ? INT64_MIN : INT64_MAX;
    return true;
}

/* An int, or what has __index__, that fits a C int. */
bool lk_arg_int(int64_t *out, struct lk_vm *vm, struct lk_value v)
{
    if (!lk_vm_index_value(&v, vm, v))
        return false;
    return (lk_int_fits(out, v) && *out >= INT32_MIN && *out <= INT32_MAX) ||
           lk_raise(vm, LK_EXC_OverflowError, "Python int too large to convert to C int");
}

/* Brings one bound into 0..len; a negative one counts from the end. */
static int64_t clamp(int64_t i, int64_t len)
{
    if (i < 0)
        i = i < -len ? 0 : i + len;
    return i > len ? len : i;
}

/* The optional start and end of find(), count(), startswith() and the like, from two
 * neighbouring arguments, None standing for the default. len counts items or code points. */
bool lk_arg_bounds(struct lk_bounds *b, struct lk_vm *vm, const struct lk_args *a, unsigned first,
                   int64_t len)
{
    *b = (struct lk_bounds){0, len};
    if (!lk_is_none(a->v[first]) && !lk_arg_bound(&b->from, vm, a->v[first]))
        return false;
    if (!lk_is_none(a->v[first + 1]) && !lk_arg_bound(&b->to, vm, a->v[first + 1]))
        return false;
    /* A start behind the end must not even find an empty text, which a start at the end does. */
    bool outside = b->from > len;
    b->from = outside ? len + 1 : clamp(b->from, len);
    b->to = clamp(b->to, len);
    return true;
}

/* Turns what the text functions below the runtime reported into a ValueError. */
bool lk_raise_reason(struct lk_vm *vm, const struct lk_reason *why)
{
    return lk_raise(vm, LK_EXC_ValueError, "%s", why->text);
}

/* Byte offset of a code point. Texts of ASCII only need no search; for others the last place
 * asked for is kept in the text, so that a loop over the indices is not quadratic. */
size_t lk_str_byte(struct lk_value s, int64_t index)
{
    struct lk_text *t = lk_text_of(s);
    if (t->n == t->count || index <= 0)
        return index > 0 ? (size_t)index : 0;
    if (index >= (int64_t)t->count)
        return t->n;
    uint32_t want = (uint32_t)index, at = 0, byte = 0;
    if (want >= t->near_count) {
        at = t->near_count;
        byte = t->near_byte;
    }
    byte += (uint32_t)lk_utf_offset((struct lk_str){t->p + byte, t->n - byte}, want - at);
    t->near_count = want;
    t->near_byte = byte;
    return byte;
}

/* The other way round: how many code points stand before a byte offset. */
int64_t lk_str_point(struct lk_value s, size_t byte)
{
    struct lk_text *t = lk_text_of(s);
    if (t->n == t->count)
        return (int64_t)byte;
    return (int64_t)lk_utf_count((struct lk_str){t->p, byte});
}

/* Ends the building of a text: takes the buffer over, which is empty afterwards in any case. A
 * buffer that could not grow becomes the error about the script's memory limit. */
bool lk_done_str(struct lk_value *out, struct lk_vm *vm, struct lk_buf *take)
{
    if (take->failed || !lk_vm_reserve(vm, take->n)) {
        lk_buf_clear(take);
        return lk_afford(vm, lk_limit(LK_LIMIT_SCRIPT_MEMORY), 2);
    }
    *out = lk_new_buf(vm, take);
    return true;
}

/* As lk_done_str, for bytes: these are copied, and the buffer is cleared. */
bool lk_done_bytes(struct lk_value *out, struct lk_vm *vm, struct lk_buf *take)
{
    bool good = !take->failed && lk_vm_reserve(vm, take->n);
    if (good)
        *out = lk_new_bytes(vm, lk_buf_str(take));
    lk_buf_clear(take);
    return good || lk_afford(vm, lk_limit(LK_LIMIT_SCRIPT_MEMORY), 2);
}

/* Whether `count` items of `each` bytes may be made, asked before they are: "x" * 10**12 must be
 * refused at once. Small requests are not worth the check. */
bool lk_afford(struct lk_vm *vm, uint64_t count, uint64_t each)
{
    uint64_t all;
    if (__builtin_mul_overflow(count, each, &all) || all > UINT32_MAX)
        all = (uint64_t)UINT32_MAX * 16;
    return all < 4096 || lk_vm_reserve(vm, (size_t)all);
}
