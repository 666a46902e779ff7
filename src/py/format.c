/* format(value, spec) and str.format(): values meet the engines of spec.c and fields.c. */
#include "py/int.h"
#include "py/runtime.h"

/* An int as pieces for spec or printf; the buffer holds the digits. */
static bool int_pieces(struct lk_pieces *p, struct lk_buf *b, struct lk_vm *vm, struct lk_value v,
                       const struct lk_spec *s)
{
    int base = s->type == 'b' ? 2 : s->type == 'o' ? 8 : (s->type | 32) == 'x' ? 16 : 10;
    if (!lk_int_digits(b, vm, v, base))
        return false;
    if (s->type == 'X')
        for (size_t i = 0; i < b->n; i++)
            if (b->p[i] >= 'a')
                b->p[i] = (char)(b->p[i] - 32);
    /* only with '#' */
    const char *prefix = base == 2 ? "0b" : base == 8 ? "0o" : s->type == 'X' ? "0X" : "0x";
    *p = (struct lk_pieces){lk_int_sign(v) < 0, s->alt && base != 10 ? prefix : "", lk_buf_str(b),
                            LK_STR("")};
    return true;
}

/* The presentation type 'c': an int as the character with that number, aligned like text. */
static bool format_char(struct lk_buf *out, struct lk_vm *vm, struct lk_value v,
                        const struct lk_spec *s)
{
    char text[4];
    if (lk_is(v, LK_T_BIGINT))
        return lk_raise(vm, LK_EXC_OverflowError, "Python int too large to convert to C long");
    if (v.as.i < 0 || v.as.i > 0x10ffff)
        return lk_raise(vm, LK_EXC_OverflowError, "%%c arg not in range(0x110000)");
    struct lk_str one = {text, lk_utf_put(text, (uint32_t)v.as.i)};
    struct lk_spec as_text = {.fill = s->fill, .align = s->align, .type = 's', .width = s->width,
                              .precision = -1};
    struct lk_reason why;
    /* a character has no sign to pad behind */
    if (as_text.align == '=')
        as_text.align = '>';
    return lk_spec_text(out, &as_text, one, &why) || lk_raise_reason(vm, &why);
}

/* format(int, spec).  Types of floats convert first, so that format(3, '.2f') works; the width is
 * paid for before anything is written. */
static bool format_int(struct lk_buf *out, struct lk_vm *vm, struct lk_value v, struct lk_str text)
{
    struct lk_spec s;
    struct lk_reason why;
    struct lk_pieces p;
    struct lk_buf digits = {0};
    const char *object = lk_is(v, LK_T_BOOL) ? "bool" : "int";
    if (!lk_spec_parse(&s, text, (struct lk_spec_for){object, '>', 'd'}, &why) ||
        !lk_spec_int_check(&s, object, &why))
        return lk_raise_reason(vm, &why);
    if (!lk_afford(vm, lk_spec_cost(&s), 1))
        return false;
    if (s.type == 'c')
        return format_char(out, vm, v, &s);
    /* types of floats */
    if (strchr("eEfFgG%", (int)s.type)) {
        double d;
        return lk_int_double(&d, vm, v) &&
               (lk_spec_float(out, &s, d, &why) || lk_raise_reason(vm, &why));
    }
    bool good = int_pieces(&p, &digits, vm, v, &s);
    if (good)
        lk_spec_number(out, &s, &p);
    lk_buf_clear(&digits);
    return good;
}

/* format(float, spec); without a type it is like repr, with the digits asked for. */
static bool format_float(struct lk_buf *out, struct lk_vm *vm, double d, struct lk_str text)
{
    struct lk_spec s;
    struct lk_reason why;
    if (!lk_spec_parse(&s, text, (struct lk_spec_for){"float", '>', 0}, &why))
        return lk_raise_reason(vm, &why);
    return lk_afford(vm, lk_spec_cost(&s), 1) &&
           (lk_spec_float(out, &s, d, &why) || lk_raise_reason(vm, &why));
}

/* format(str, spec): filled and cut to the precision, counted in code points. */
static bool format_str(struct lk_buf *out, struct lk_vm *vm, struct lk_str v, struct lk_str text)
{
    struct lk_spec s;
    struct lk_reason why;
    if (!lk_spec_parse(&s, text, (struct lk_spec_for){"str", '<', 's'}, &why))
        return lk_raise_reason(vm, &why);
    return lk_afford(vm, lk_spec_cost(&s), 1) &&
           (lk_spec_text(out, &s, v, &why) || lk_raise_reason(vm, &why));
}

/* The __format__ of the built-in classes.  An empty spec is str(v), also for kinds that know no
 * spec; every other spec is then a TypeError, as object.__format__ of CPython raises it. */
static bool format_builtin(struct lk_buf *b, struct lk_vm *vm, struct lk_value v,
                           struct lk_str spec)
{
    struct lk_value text;
    if (spec.n == 0) {
        if (!lk_vm_str(&text, vm, v))
            return false;
        lk_buf_add(b, lk_text(text));
        return true;
    }
    if (lk_is_int(v))
        return format_int(b, vm, v, spec);
    if (lk_is_float(v))
        return format_float(b, vm, lk_float_of(v), spec);
    if (lk_is(v, LK_T_STR))
        return format_str(b, vm, lk_text(v), spec);
    return lk_bad_type(vm, "unsupported format string passed to ", v, ".__format__");
}

/* Has the class a __format__ of its own, over that of the built-in kind? */
static struct lk_value own_format(struct lk_vm *vm, struct lk_value v)
{
    struct lk_class *plain = vm->kind_cls[v.tag];
    if (!lk_is_cell(v) || v.as.cell->cls == plain)
        return lk_empty();
    struct lk_value fn = lk_class_attr(vm, lk_of_cell(v.as.cell->cls), "__format__");
    return lk_same(fn, lk_class_attr(vm, lk_of_cell(plain), "__format__")) ? lk_empty() : fn;
}

/* Appends format(v, spec); a method that a script wrote must give a str. */
static bool put_format(struct lk_buf *b, struct lk_vm *vm, struct lk_value v, struct lk_str spec)
{
    if (lk_is_empty(own_format(vm, v)))
        return format_builtin(b, vm, v, spec);
    /* the method gets the spec as it was written */
    struct lk_value text = lk_new_str(vm, spec), *mark = lk_stack_mark(vm);
    struct lk_value pair[2] = {v, text};
    if (!lk_vm_special(&text, vm, "__format__", pair, 2))
        return false;
    if (!lk_is(text, LK_T_STR))
        return lk_bad_type(vm, "__format__ must return a str, not ", text, "");
    lk_buf_add(b, lk_text(text));
    lk_stack_cut(vm, mark);
    return true;
}

/* format(v, spec) as a new string; an f-string and str.format() end here. */
bool lk_vm_format(struct lk_value *out, struct lk_vm *vm, struct lk_value v, struct lk_str spec)
{
    struct lk_buf b = {0};
    if (spec.n == 0 && lk_is_empty(own_format(vm, v)))
        return lk_vm_str(out, vm, v);
    if (!put_format(&b, vm, v, spec)) {
        lk_buf_clear(&b);
        return false;
    }
    return lk_done_str(out, vm, &b);
}

/* What object.__format__ does: never asks an override, which may be the caller. */
bool lk_format_plain(struct lk_value *out, struct lk_vm *vm, struct lk_value v, struct lk_str spec)
{
    struct lk_buf b = {0};
    if (!format_builtin(&b, vm, v, spec)) {
        lk_buf_clear(&b);
        return false;
    }
    return lk_done_str(out, vm, &b);
}

/* One str.format() call: where values come from and how fields are numbered. */
struct formatting {
    struct lk_vm *vm;
    struct lk_value args, kwargs;  /* args EMPTY: format_map */
    /* the next number of '{}', and which of both ways of numbering was seen */
    int64_t next;
    bool automatic, manual;
};

/* The index of a positional field. '{}' counts by itself, '{0}' says it, and one text may not mix
 * both. */
static bool number_field(int64_t *at, struct formatting *f, const struct lk_field_step *first)
{
    /* '{}' and '{.name}' */
    bool automatic = first->text.n == 0;
    if (automatic ? f->manual : f->automatic)
        return lk_raise(f->vm, LK_EXC_ValueError, "cannot switch from %s to %s",
                        automatic ? "manual field specification" : "automatic field numbering",
                        automatic ? "automatic field numbering" : "manual field specification");
    /* remembered for the fields behind it */
    *(automatic ? &f->automatic : &f->manual) = true;
    *at = automatic ? f->next++ : first->number;
    return true;
}

/* The value that a field begins with: a positional argument, or a keyword.  With format_map()
 * there are only names, which may come from any mapping. */
static bool field_root(struct lk_value *out, struct formatting *f,
                       const struct lk_field_step *first)
{
    int64_t at = 0;
    size_t n;
    if (first->text.n && !first->is_number) {
        struct lk_value name = lk_new_str(f->vm, first->text);
        /* format_map() with a mapping of a script */
        if (!lk_is(f->kwargs, LK_T_DICT))
            return lk_vm_getitem(out, f->vm, f->kwargs, name);
        if (!lk_is_empty(f->args)) {
            if (!lk_dict_get(out, f->vm, f->kwargs, name))
                return false;
            /* KeyError with the name, not the whole format */
            return !lk_is_empty(*out) || lk_raise_value(f->vm, LK_EXC_KeyError, name);
        }
        return lk_vm_getitem(out, f->vm, f->kwargs, name);
    }
    if (!number_field(&at, f, first))
        return false;
    if (lk_is_empty(f->args))
        return lk_raise(f->vm, LK_EXC_ValueError, "Format string contains positional fields");
    const struct lk_value *v = lk_items(&n, f->args);
    if ((uint64_t)at >= n)
        return lk_raise(f->vm, LK_EXC_IndexError, "Replacement index %lld out of range for "
                        "positional args tuple", (long long)at);
    *out = v[at];
    return true;
}

/* The whole of a field name: `a.b[c]` is an attribute and an item of what a gives.  Digits in
 * brackets are an index, everything else is a text key. */
static bool field_value(struct lk_value *out, struct formatting *f, struct lk_str name)
{
    struct lk_field_step step;
    struct lk_reason why;
    struct lk_vm *vm = f->vm;
    if (!lk_field_first(&step, &name, &why))
        return lk_raise_reason(vm, &why);
    if (!field_root(out, f, &step))
        return false;
    while (name.n) {
        if (!lk_field_step(&step, &name, &why))
            return lk_raise_reason(vm, &why);
        lk_push(vm, *out);
        struct lk_value key = step.is_number ? lk_int(step.number) : lk_new_str(vm, step.text);
        lk_push(vm, key);
        if (step.is_attribute ? !lk_vm_getattr(out, vm, *out, key)
                              : !lk_vm_getitem(out, vm, *out, key))
            return false;
    }
    return true;
}

/* '!s', '!r' and '!a'; 0 is none. */
static bool convert(struct lk_value *v, struct lk_vm *vm, uint32_t how)
{
    struct lk_buf b = {0};
    struct lk_value text = *v;
    if (how == 0)
        return true;
    if (how == 's')
        return lk_vm_str(v, vm, text);
    if (how == 'r')
        return lk_vm_repr(v, vm, text);
    if (how != 'a')
        /* only printable characters are shown as they are */
        return how > 32 && how < 127
                   ? lk_raise(vm, LK_EXC_ValueError, "Unknown conversion specifier %c", (int)how)
                   : lk_raise(vm, LK_EXC_ValueError, "Unknown conversion specifier \\x%x", how);
    if (!lk_vm_repr(&text, vm, text))
        return false;
    lk_text_escape(&b, lk_text(text));
    *v = lk_new_buf(vm, &b);
    return true;
}

static bool format_text(struct lk_buf *b, struct formatting *f, struct lk_str text, int depth);

/* One replacement field.  Its spec may hold fields itself, one level deep.  Values are pushed for
 * as long as methods of scripts may run. */
static bool put_field(struct lk_buf *b, struct formatting *f, const struct lk_field *field,
                      int depth)
{
    struct lk_value *mark = lk_stack_mark(f->vm), v;
    struct lk_buf spec = {0};
    bool good = field_value(&v, f, field->name);
    if (!good)
        return false;
    lk_push(f->vm, v);
    good = convert(&v, f->vm, field->conversion);
    if (good) {
        lk_push(f->vm, v);
        /* a spec with fields is a text to be formatted first */
        if (memchr(field->spec.p ? field->spec.p : "", '{', field->spec.n))
            good = format_text(&spec, f, field->spec, depth - 1);
        else
            lk_buf_add(&spec, field->spec);
    }
    good = good && put_format(b, f->vm, v, lk_buf_str(&spec));
    lk_buf_clear(&spec);
    lk_stack_cut(f->vm, mark);
    return good;
}

/* The literal parts and the fields of a text; depth counts how often specs may still nest. */
static bool format_text(struct lk_buf *b, struct formatting *f, struct lk_str text, int depth)
{
    struct lk_field field;
    struct lk_reason why;
    bool end;
    if (depth < 0)
        return lk_raise(f->vm, LK_EXC_ValueError, "Max string recursion exceeded");
    for (;;) {
        if (!lk_field_next(&field, &text, &end, &why))
            return lk_raise_reason(f->vm, &why);
        if (end)
            return true;
        lk_buf_add(b, field.literal);
        if (field.present && !put_field(b, f, &field, depth))
            return false;
        if (!lk_afford(f->vm, b->n, 1))
            return false;
    }
}

/* str.format() and str.format_map(): args[0] the tuple of positions or EMPTY, args[1] the mapping
 * of names. */
bool lk_str_format(struct lk_value *out, struct lk_vm *vm, struct lk_value format,
                   const struct lk_value args[2])
{
    struct formatting f = {.vm = vm, .args = args[0], .kwargs = args[1]};
    struct lk_buf b = {0};
    if (!format_text(&b, &f, lk_text(format), 1)) {
        lk_buf_clear(&b);
        return false;
    }
    return lk_done_str(out, vm, &b);
}
