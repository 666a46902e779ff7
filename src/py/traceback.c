/* Tracebacks as CPython prints them, less its carets. */
#include "py/group.h"
#include "py/op.h"
#include "py/suggest.h"

#include <stdio.h>

/* The function's name as tracebacks show it; comprehensions have one of their own in CPython
 * 3.11. */
static struct lk_str name_of(const struct lk_trace *t)
{
    switch (t->comp) {
    case LK_X_LISTCOMP: return LK_STR("<listcomp>");
    case LK_X_SETCOMP: return LK_STR("<setcomp>");
    case LK_X_DICTCOMP: return LK_STR("<dictcomp>");
    default: return lk_text(t->unit->name[t->code->name]);
    }
}

/* File and line, then the source line without its indentation. Frames without a known place,
 * those of natives, are left out as CPython leaves out C functions. */
static void put_entry(struct lk_buf *out, struct lk_vm *vm, const struct lk_trace *t)
{
    struct lk_place p;
    if (!lk_sources_place(&p, vm->sources, t->span)) {
        return;
    }
    lk_buf_addf(out, "  File \"" LK_PRI "\", line %u, in " LK_PRI "\n", LK_ARG(p.file), p.line,
                LK_ARG(name_of(t)));
    struct lk_str text = lk_str_trim(p.text);
    if (text.n) {
        lk_buf_addf(out, "    " LK_PRI "\n", LK_ARG(text));
    }
}

/* Whether two entries print alike, so that a run of them, as in endless recursion, can be
 * folded. */
static bool same_line(struct lk_vm *vm, const struct lk_trace *a, const struct lk_trace *b)
{
    struct lk_place p, q;
    return a->code == b->code && a->comp == b->comp && lk_sources_place(&p, vm->sources, a->span) &&
           lk_sources_place(&q, vm->sources, b->span) && p.line == q.line;
}

/* Entries from the outermost in; more than three equal ones in a row are counted. CPython prints
 * the first three of a run as they are. */
static void put_entries(struct lk_buf *out, struct lk_vm *vm, const struct lk_exception *e)
{
    for (size_t i = e->trace.n; i > 0;) {
        const struct lk_trace *t = &e->trace.v[i - 1];
        size_t run = 1;
        while (run < i && same_line(vm, t, &e->trace.v[i - 1 - run])) {
            run++;
        }
        for (size_t k = 0; k < run && k < 3; k++) {
            put_entry(out, vm, t);
        }
        if (run > 3) {
            lk_buf_addf(out, "  [Previous line repeated %zu more time%s]\n", run - 3,
                        run == 4 ? "" : "s");
        }
        i -= run;
    }
}

/* The class with its module, but for builtins and __main__, as CPython prints it. */
static void put_class(struct lk_buf *out, struct lk_vm *vm, const struct lk_class *cls)
{
    struct lk_entry *m = lk_dict_find(cls->dict, vm->known[LK_N_module]);
    struct lk_str module = m ? lk_text(m->value) : LK_STR("");
    if (module.n && !lk_str_is(module, "builtins") && !lk_str_is(module, "__main__")) {
        lk_buf_addf(out, LK_PRI ".", LK_ARG(module));
    }
    lk_buf_add(out, lk_text(cls->qualname));
}

/* A note as its text.  Without a known text it is shown as CPython does where str() fails; code of
 * scripts is not run for it. */
static void put_note(struct lk_buf *out, struct lk_vm *vm, struct lk_value v, bool as_repr)
{
    struct lk_buf text = {0};
    bool plain = !lk_is(v, LK_T_OBJECT);
    if (!plain || !(as_repr ? lk_repr_builtin(&text, vm, v) : lk_str_builtin(&text, vm, v))) {
        lk_buf_clear(&text);
        lk_buf_addz(&text, "<note str() failed>");
    }
    lk_buf_addf(out, LK_PRI "\n", LK_ARG(lk_buf_str(&text)));
    lk_buf_clear(&text);
}

/* __notes__ may be anything that a script sets: a list is shown line by line. */
static void put_notes(struct lk_buf *out, struct lk_vm *vm, struct lk_value e)
{
    struct lk_value notes = lk_own_attr(vm, e, "__notes__");
    size_t n = 0;
    const struct lk_value *v = lk_items(&n, notes);
    if (lk_is_empty(notes)) {
        return;
    }
    if (!lk_is(notes, LK_T_LIST) && !lk_is(notes, LK_T_TUPLE)) {
        put_note(out, vm, notes, true);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        put_note(out, vm, v[i], false);
    }
}

/* The last line: class and str(); what str() raises is swallowed. The pending exception is put
 * aside meanwhile. After a refusal no code of scripts may run, so that only the built-in str()
 * is used. Notes (PEP 678) follow line by line. */
void lk_exc_headline(struct lk_buf *out, struct lk_vm *vm, struct lk_value e)
{
    struct lk_buf text = {0};
    struct lk_value pending = vm->exc;
    vm->exc = lk_empty();
    put_class(out, vm, e.as.cell->cls);
    /* str() may run the collector, which does not see a local variable. */
    lk_put(vm, pending);
    if (lk_is_refused(vm) ? !lk_str_builtin(&text, vm, e) : !lk_vm_put_str(&text, vm, e)) {
        lk_buf_clear(&text);
        lk_buf_addz(&text, "<exception str() failed>");
    }
    lk_buf_addf(out, "%s" LK_PRI, text.n ? ": " : "", LK_ARG(lk_buf_str(&text)));
    lk_suggest_put(out, vm, e);
    lk_buf_addc(out, '\n');
    vm->sp--;
    vm->exc = pending;
    lk_buf_clear(&text);
    put_notes(out, vm, e);
}

/* Exceptions of a chain that are printed; groups in groups and parts of a group, as CPython. */
#define MOST_CHAINED 64
#define MOST_DEEP 10
#define MOST_WIDE 15

/* Where in groups the printing is.  Depth 1 is a group itself, parts are further in; `open` says
 * that the line below the last part has not been drawn. */
struct printer {
    struct lk_buf *out;
    struct lk_vm *vm;
    unsigned depth;
    bool open;
};

static void print_chain(struct printer *p, struct lk_value exception);

/* Adds text, each line of it behind what stands to the left of parts. */
static void put_lines(struct printer *p, struct lk_str text)
{
    while (text.n) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) + 1 : text.n;
        lk_buf_fill(p->out, ' ', p->depth * 2);
        lk_buf_addz(p->out, p->depth ? "| " : "");
        lk_buf_add(p->out, lk_str_cut(text, 0, n));
        text = lk_str_cut(text, n, text.n);
    }
}

/* The exception itself; one that was never raised has no traceback. */
static void print_one(struct printer *p, struct lk_value v)
{
    struct lk_exception *e = LK_CELL_OF(lk_exception, v);
    struct lk_buf text = {0};
    bool group = lk_is_group(p->vm, v);
    if (e->trace.n && group && p->depth == 1) {
        lk_buf_addz(p->out, "  + Exception Group Traceback (most recent call last):\n");
    } else if (e->trace.n) {
        lk_buf_addz(&text, group ? "Exception Group " : "");
        lk_buf_addz(&text, "Traceback (most recent call last):\n");
    }
    if (e->trace.n) {
        put_entries(&text, p->vm, e);
    }
    lk_exc_headline(&text, p->vm, v);
    put_lines(p, lk_buf_str(&text));
    lk_buf_clear(&text);
}

/* One part of a group below the line that says which it is. */
static void print_part(struct printer *p, struct lk_value part, size_t i, size_t n)
{
    char rest[64];
    bool last = i + 1 == n || i == MOST_WIDE;
    p->open = last;
    lk_buf_fill(p->out, ' ', p->depth * 2);
    lk_buf_addz(p->out, i ? "  " : "+-");
    if (i < MOST_WIDE) {
        lk_buf_addf(p->out, "+---------------- %zu ----------------\n", i + 1);
    } else {
        lk_buf_addz(p->out, "+---------------- ... ----------------\n");
    }
    p->depth++;
    if (i < MOST_WIDE) {
        print_chain(p, part);
    } else {
        snprintf(rest, sizeof rest, "and %zu more exception%s\n", n - i, n - i == 1 ? "" : "s");
        put_lines(p, lk_str_of(rest));
    }
    if (last && p->open) {
        lk_buf_fill(p->out, ' ', p->depth * 2);
        lk_buf_addz(p->out, "+------------------------------------\n");
        p->open = false;
    }
    p->depth--;
}

/* A group: itself, then its parts, each with its own chain. */
static void print_group(struct printer *p, struct lk_value group)
{
    size_t n;
    if (p->depth > MOST_DEEP) {
        put_lines(p, LK_STR("... (max_group_depth is 10)\n"));
        return;
    }
    bool outermost = p->depth == 0;
    p->depth += outermost;
    print_one(p, group);
    const struct lk_value *v = lk_group_parts(&n, group);
    for (size_t i = 0; i < n && i <= MOST_WIDE; i++) {
        print_part(p, v[i], i, n);
    }
    p->depth -= outermost;
}

/* An exception that is to be printed, and the sentence behind it. */
struct chained {
    struct lk_value v;
    const char *link;
};

/* The next older exception of the chain, or EMPTY; an explicit cause wins over the context, `from
 * None` ends the chain, and so does an exception that is in it already. */
static struct chained older(const struct chained *chain, size_t n)
{
    struct lk_exception *e = LK_CELL_OF(lk_exception, chain[n - 1].v);
    bool cause = lk_is(e->cause, LK_T_EXCEPTION);
    struct chained next = {cause ? e->cause : e->context,
                           cause ? "The above exception was the direct cause of the following "
                                   "exception:"
                                 : "During handling of the above exception, another exception "
                                   "occurred:"};
    bool ends = !cause && (e->suppress || !lk_is(e->context, LK_T_EXCEPTION));
    for (size_t i = 0; i < n; i++) {
        ends = ends || lk_same(chain[i].v, next.v);
    }
    next.v = ends ? lk_empty() : next.v;
    return next;
}

/* The whole chain, oldest first, with CPython's sentences between them. */
static void print_chain(struct printer *p, struct lk_value exception)
{
    struct chained chain[MOST_CHAINED] = {{exception, NULL}};
    size_t n = 1;
    bool open = p->open;
    while (n < MOST_CHAINED) {
        chain[n] = older(chain, n);
        if (lk_is_empty(chain[n].v)) {
            break;
        }
        n++;
    }
    while (n--) {
        p->open = open;
        if (lk_is_group(p->vm, chain[n].v)) {
            print_group(p, chain[n].v);
        } else {
            print_one(p, chain[n].v);
        }
        if (chain[n].link) {
            put_lines(p, LK_STR("\n"));
            put_lines(p, lk_str_of(chain[n].link));
            lk_buf_addc(p->out, '\n');
            put_lines(p, LK_STR("\n"));
        }
    }
}

/* The exception alone: neither what led to it nor what is in a group, as CPython shows what it
 * ignores. */
void lk_exc_print_alone(struct lk_buf *out, struct lk_vm *vm, struct lk_value exception)
{
    if (LK_CELL_OF(lk_exception, exception)->trace.n) {
        lk_buf_addz(out, "Traceback (most recent call last):\n");
        put_entries(out, vm, LK_CELL_OF(lk_exception, exception));
    }
    lk_exc_headline(out, vm, exception);
}

/* The exception with all that led to it. */
void lk_exc_print(struct lk_buf *out, struct lk_vm *vm, struct lk_value exception)
{
    struct printer p = {out, vm, 0, false};
    print_chain(&p, exception);
}
