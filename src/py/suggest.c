/* "Did you mean: 'x'?" as CPython 3.11 adds it to the last line of a traceback: the name of the
 * object or of the scope that is nearest to the one that was not found, by Levenshtein distance. */
#include "py/suggest.h"

#include "py/builtins.h"
#include "py/op.h"

#include <stdlib.h>

/* CPython's costs and bounds (Python/suggestions.c). */
#define MOVE 2
#define CASE 1
#define MOST_NAMES 750
#define MOST_TEXT 40

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters that differ in their case only are nearer to each other. */
static size_t replace_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    bool letters = (a | 32) >= 'a' && (a | 32) <= 'z';
    return letters && (a | 32) == (b | 32) ? CASE : MOVE;
}

/* One row of the table: row[k] is the distance of the first i+1 of b to the first k+1 of a. Gives
 * the smallest of the row. */
static size_t next_row(size_t *row, struct lk_str a, char b, size_t i)
{
    size_t best = SIZE_MAX, left = i * MOVE, distance = left;
    for (size_t k = 0; k < a.n; k++) {
        size_t replaced = distance + replace_cost(b, a.p[k]);
        distance = row[k];
        left = least(replaced, least(left, distance) + MOVE);
        row[k] = left;
        best = least(best, left);
    }
    return best;
}

/* The distance of two texts; more than `most` when it is more than that. */
static size_t distance(struct lk_str a, struct lk_str b, size_t most)
{
    size_t row[MOST_TEXT];
    while (a.n && b.n && a.p[0] == b.p[0]) {
        a = lk_str_cut(a, 1, a.n);
        b = lk_str_cut(b, 1, b.n);
    }
    while (a.n && b.n && a.p[a.n - 1] == b.p[b.n - 1]) {
        a.n--;
        b.n--;
    }
    if (!a.n || !b.n) {
        return (a.n + b.n) * MOVE;
    }
    if (a.n > MOST_TEXT || b.n > MOST_TEXT) {
        return most + 1;
    }
    if (b.n < a.n) {
        struct lk_str swap = a;
        a = b;
        b = swap;
    }
    if ((b.n - a.n) * MOVE > most) {
        return most + 1;
    }
    for (size_t k = 0; k < a.n; k++) {
        row[k] = (k + 1) * MOVE;
    }
    for (size_t i = 0; i < b.n; i++) {
        if (next_row(row, a, b.p[i], i) > most) {
            return most + 1;
        }
    }
    return row[a.n - 1];
}

/* The search: the name that is looked for and the nearest so far. */
struct nearest {
    struct lk_str name, found;
    size_t distance;
};

/* Takes a candidate if not more than a third of the characters would have to change and none before
 * it is as near. */
static void consider(struct nearest *s, struct lk_str candidate)
{
    size_t most = (s->name.n + candidate.n + 3) * MOVE / 6;
    if (lk_str_eq(s->name, candidate) || !s->distance) {
        return;
    }
    most = least(most, s->distance - 1);
    size_t d = distance(s->name, candidate, most);
    if (d <= most) {
        s->found = candidate;
        s->distance = d;
    }
}

/* Names that are keys of a dict. */
static void consider_keys(struct nearest *s, const struct lk_dict *d)
{
    if (s->found.n || d->live >= MOST_NAMES) {
        return;
    }
    for (size_t i = 0; i < d->n; i++) {
        if (lk_is(d->entry[i].key, LK_T_STR)) {
            consider(s, lk_text(d->entry[i].key));
        }
    }
}

/* For a NameError that has just been raised: names of the frame, then of the module, then built-in
 * ones, each only if the ones before had none. Found now, as the frame is gone when it is shown. */
void lk_suggest_name(struct lk_frame *f, struct lk_value name)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_code *c = f->code;
    struct nearest s = {lk_text(name), {NULL, 0}, SIZE_MAX};
    if (lk_is_empty(vm->exc)) {
        return;
    }
    bool function = c->kind == LK_PY_CODE_FUNCTION || c->kind == LK_PY_CODE_LAMBDA;
    for (uint32_t i = 0; function && i < lk_py_frame_slots(c); i++) {
        if (!c->hidden[i]) {
            consider(&s, lk_text(f->unit->name[c->slot_name[i]]));
        }
    }
    consider_keys(&s, f->globals);
    consider_keys(&s, vm->builtins);
    if (s.found.n) {
        LK_CELL_OF(lk_exception, vm->exc)->meant = lk_new_str(vm, s.found);
    }
}

/* The sorted names of an object, without asking code of scripts. */
static bool names_of(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    if (!lk_is_empty(lk_override(vm, v, LK_N_dir))) {
        return false;
    }
    return lk_names_of(out, vm, v);
}

/* For an AttributeError that is being shown: the names of its object. */
static void suggest_attribute(struct nearest *s, struct lk_vm *vm, struct lk_value e)
{
    struct lk_value name = lk_own_attr(vm, e, "name"), obj = lk_own_attr(vm, e, "obj"), list;
    size_t n;
    if (!lk_is(name, LK_T_STR) || lk_is_empty(obj) || lk_is(obj, LK_T_PLACEHOLDER) ||
        !names_of(&list, vm, obj)) {
        lk_caught(vm);
        return;
    }
    s->name = lk_text(name);
    const struct lk_value *v = lk_items(&n, list);
    for (size_t i = 0; i < n && n < MOST_NAMES; i++) {
        if (lk_is(v[i], LK_T_STR)) {
            consider(s, lk_text(v[i]));
        }
    }
}

/* Appends ". Did you mean: 'x'?" where there is something near. Subclasses get none. */
void lk_suggest_put(struct lk_buf *out, struct lk_vm *vm, struct lk_value e)
{
    struct nearest s = {{NULL, 0}, {NULL, 0}, SIZE_MAX};
    struct lk_value meant = LK_CELL_OF(lk_exception, e)->meant;
    if (e.as.cell->cls == vm->exc_cls[LK_EXC_AttributeError] && !lk_is_refused(vm)) {
        struct lk_value *mark = vm->sp;
        suggest_attribute(&s, vm, e);
        vm->sp = mark;
    } else if (!lk_is_empty(meant)) {
        s.found = lk_text(meant);
    }
    if (s.found.n) {
        lk_buf_addf(out, ". Did you mean: '" LK_PRI "'?", LK_ARG(s.found));
    }
}
