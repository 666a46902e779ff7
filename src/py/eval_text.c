/* f-strings.  The text is put together in a buffer of its own; values stand on the operand stack
 * while they are formatted. */
#include "py/op.h"
#include "py/text.h"

/* Appends a value as !r, !a, or, with !s or nothing, as str(). */
static bool put_value(struct lk_buf *out, struct lk_vm *vm, const struct lk_py_expr *e,
                      struct lk_value v)
{
    struct lk_value text;
    if (e->op == 'r') {
        return lk_vm_put_repr(out, vm, v);
    }
    if (e->op == 'a') {
        return lk_vm_repr(&text, vm, v) && (lk_text_escape(out, lk_text(text)), true);
    }
    return lk_vm_put_str(out, vm, v);
}

/* Can the text be appended without calling format()? That holds for an empty spec where no class
 * of a script may have a __format__ of its own, and after a conversion, which gives a str. */
static bool formatted_plain(const struct lk_vm *vm, const struct lk_py_expr *e, struct lk_value v)
{
    return !e->fmt.spec && (e->op || lk_cls(vm, v)->builtin);
}

/* Appends a replacement field; its value is pushed for that time.  The order is CPython's: value,
 * conversion, then the spec, which may hold fields, too. */
static bool put_field(struct lk_buf *out, struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *mark = vm->sp, text;
    if (!lk_eval(f, e->fmt.value)) {
        return false;
    }
    if (formatted_plain(vm, e, *mark)) {
        bool ok = put_value(out, vm, e, *mark) || lk_eval_failed(f, e);
        vm->sp = mark;
        return ok;
    }
    if (e->op) {
        struct lk_buf b = {0};
        bool ok = put_value(&b, vm, e, *mark);
        *mark = lk_new_str(vm, lk_buf_str(&b));
        lk_buf_clear(&b);
        if (!ok) {
            return lk_eval_failed(f, e);
        }
    }
    if (e->fmt.spec && !lk_eval(f, e->fmt.spec)) {
        return false;
    }
    struct lk_str spec = e->fmt.spec ? lk_text(vm->sp[-1]) : LK_STR("");
    if (!lk_vm_format(&text, vm, *mark, spec)) {
        return lk_eval_failed(f, e);
    }
    lk_buf_add(out, lk_text(text));
    vm->sp = mark;
    return true;
}

/* A replacement field that stands alone; pushes a string. */
bool lk_eval_formatted(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_buf b = {0};
    bool ok = put_field(&b, f, e);
    if (ok) {
        lk_put(f->vm, lk_new_str(f->vm, lk_buf_str(&b)));
    }
    lk_buf_clear(&b);
    return ok;
}

/* Parts are texts, fields, and other expressions that give a text.  A result of some MiB asks for
 * memory as it grows, because a script may double it again and again. */
bool lk_eval_fstring(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_buf b = {0};
    bool ok = true;
    for (uint32_t i = 0; i < e->list.n && ok; i++) {
        const struct lk_py_expr *part = e->list.v[i];
        if (part->kind == LK_X_STR) {
            lk_buf_add(&b, part->lit.text);
        } else if (part->kind == LK_X_FORMATTED) {
            ok = put_field(&b, f, part);
        } else {
            struct lk_value v;
            ok = lk_eval_take(&v, f, part);
            lk_buf_add(&b, ok ? lk_text(v) : LK_STR(""));
        }
        ok = ok && (b.n < (4u << 20) || lk_vm_reserve(f->vm, 3 * b.n));
    }
    if (ok) {
        lk_put(f->vm, lk_new_str(f->vm, lk_buf_str(&b)));
    }
    lk_buf_clear(&b);
    return ok;
}
