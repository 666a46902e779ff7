/* Tracebacks as CPython prints them, less its carets. */
#include "py/op.h"

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
    vm->sp--;
    vm->exc = pending;
    lk_buf_addf(out, "%s" LK_PRI "\n", text.n ? ": " : "", LK_ARG(lk_buf_str(&text)));
    lk_buf_clear(&text);
    struct lk_entry *notes = e.as.cell->attrs
                                 ? lk_dict_find(e.as.cell->attrs, vm->known[LK_N_notes]) : NULL;
    size_t n = 0;
    const struct lk_value *v = notes ? lk_items(&n, notes->value) : NULL;
    for (size_t i = 0; i < n; i++) {
        lk_buf_addf(out, LK_PRI "\n", LK_ARG(lk_text(v[i])));
    }
}

/* One exception of a chain; one that was never raised has no traceback. */
static void put_one(struct lk_buf *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_exception *e = LK_CELL_OF(lk_exception, v);
    if (e->trace.n) {
        lk_buf_addz(out, "Traceback (most recent call last):\n");
        put_entries(out, vm, e);
    }
    lk_exc_headline(out, vm, v);
}

/* Exceptions of a chain that are printed; longer chains lose their oldest ones. */
#define MOST_CHAINED 64

/* The whole chain, oldest first, with CPython's sentences between them; an explicit cause wins
 * over the context, and `from None` ends the chain. */
void lk_exc_print(struct lk_buf *out, struct lk_vm *vm, struct lk_value exception)
{
    struct { struct lk_value v; const char *link; } chain[MOST_CHAINED];
    size_t n = 0;
    /* Nothing follows the newest. */
    chain[n].link = NULL;
    chain[n++].v = exception;
    while (n < MOST_CHAINED) {
        struct lk_exception *e = LK_CELL_OF(lk_exception, chain[n - 1].v);
        /* Set by `raise … from`. */
        bool cause = lk_is(e->cause, LK_T_EXCEPTION);
        /* `raise … from` hides it. */
        bool context = !e->suppress && lk_is(e->context, LK_T_EXCEPTION);
        if (!cause && !context) {
            break;
        }
        chain[n].v = cause ? e->cause : e->context;
        chain[n++].link = cause ? "The above exception was the direct cause of the following "
                                  "exception:"
                                : "During handling of the above exception, another exception "
                                  "occurred:";
    }
    while (n--) {
        put_one(out, vm, chain[n].v);
        if (chain[n].link) {
            lk_buf_addf(out, "\n%s\n\n", chain[n].link);
        }
    }
}
