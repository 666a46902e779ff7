/* Printing expressions: kind, span, members in CPython's order.  tests/py/dump_ast.py prints
 * CPython's trees the same way. */
#include "py/dump.h"

/* CPython's names of the node classes and operators, by the numbers of the tree. */
static const char *const kinds[] = {
#define LK_EXPR(kind, ast, doc) #ast,
#include "py/nodes.def"
#undef LK_EXPR
};

static const char *const operators[] = {
#define LK_OPER(name, symbol, ast) #ast,
#include "py/nodes.def"
#undef LK_OPER
};

static const char *const contexts[] = {"Load", "Store", "Del"};

/* Every node begins with its kind and, outside f-strings, its span.  The offsets are in bytes of
 * the source, as CPython's col_offset counts bytes. */
void lk_dump_open(struct lk_dump *d, const char *kind, struct lk_span span)
{
    lk_buf_addz(d->out, kind);
    if (!d->quiet && span.source)
        lk_buf_addf(d->out, "@%u-%u", span.from, span.to);
    lk_buf_addc(d->out, '(');
}

/* Ends a node. */
void lk_dump_close(struct lk_dump *d)
{
    lk_buf_addc(d->out, ')');
}

/* Stands between two members. */
void lk_dump_next(struct lk_dump *d)
{
    lk_buf_addz(d->out, ", ");
}

/* A text so that no byte of it can end a line or the quotes.  Bytes are escaped one by one, so
 * that the comparison does not depend on encodings. */
void lk_dump_text(struct lk_dump *d, struct lk_str s)
{
    lk_buf_addc(d->out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c > 0x7E || c == '\'' || c == '\\')
            lk_buf_addf(d->out, "\\x%02x", c);
        else
            lk_buf_addc(d->out, (char)c);
    }
    lk_buf_addc(d->out, '\'');
}

/* A name of the tree by its number. */
void lk_dump_id(struct lk_dump *d, uint32_t id)
{
    lk_dump_text(d, d->ast->name[id]);
}

/* Expressions in brackets with commas. */
void lk_dump_exprs(struct lk_dump *d, struct lk_py_exprs l)
{
    lk_buf_addc(d->out, '[');
    for (uint32_t i = 0; i < l.n; i++) {
        if (i)
            lk_dump_next(d);
        lk_dump_expr(d, l.v[i]);
    }
    lk_buf_addc(d->out, ']');
}

/* A double by its bits, so that nothing depends on how it is printed. */
static void dump_float(struct lk_dump *d, const char *kind, double value)
{
    uint64_t bits;
    /* %a or %g would differ between C libraries */
    memcpy(&bits, &value, sizeof bits);
    lk_buf_addf(d->out, "%s %016llx", kind, (unsigned long long)bits);
}

/* The value of a Constant; large integers are only said to be large.  The u of u'…' is an
 * attribute of CPython's node, too. */
static void dump_constant(struct lk_dump *d, const struct lk_py_expr *e)
{
    switch (e->kind) {
    case LK_X_NONE: lk_buf_addz(d->out, "None"); return;
    case LK_X_TRUE: lk_buf_addz(d->out, "True"); return;
    case LK_X_FALSE: lk_buf_addz(d->out, "False"); return;
    case LK_X_ELLIPSIS: lk_buf_addz(d->out, "Ellipsis"); return;
    case LK_X_INT: lk_buf_addf(d->out, "%lld", (long long)e->i); return;
    case LK_X_BIGINT: lk_buf_addz(d->out, "big"); return;
    case LK_X_FLOAT: dump_float(d, "float", e->d); return;
    case LK_X_IMAGINARY: dump_float(d, "imaginary", e->d); return;
    case LK_X_BYTES: lk_buf_addc(d->out, 'b'); break;
    }
    lk_dump_text(d, e->lit.text);
    if (e->flags & LK_XF_U && !d->quiet)
        lk_buf_addz(d->out, ", u");
}

/* Members in order; NULL prints as None. */
static void dump_list(struct lk_dump *d, struct lk_py_expr *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            lk_dump_next(d);
        lk_dump_expr(d, v[i]);
    }
}

/* key: value, …; the key of **value is None.  Keys and values alternate in the list. */
static void dump_dict(struct lk_dump *d, struct lk_py_exprs l)
{
    for (uint32_t i = 0; i < l.n; i += 2) {
        lk_buf_addz(d->out, i ? ", " : "");
        lk_dump_expr(d, l.v[i]);
        lk_buf_addz(d->out, ": ");
        lk_dump_expr(d, l.v[i + 1]);
    }
}

/* operand Op operand Op operand.  One more operand than operators. */
static void dump_compare(struct lk_dump *d, const struct lk_py_expr *e)
{
    for (uint32_t i = 0; i <= e->cmp.n; i++) {
        if (i)
            lk_buf_addf(d->out, " %s ", operators[e->cmp.op[i - 1]]);
        lk_dump_expr(d, e->cmp.v[i]);
    }
}

/* [name, value] pairs; **mapping has None for a name.  Also the keywords of class statements. */
void lk_dump_keywords(struct lk_dump *d, const struct lk_py_args *a)
{
    lk_buf_addc(d->out, '[');
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        const struct lk_py_keyword *k = &a->keyword[i];
        lk_buf_addz(d->out, i ? ", " : "");
        lk_dump_open(d, "keyword", k->span);
        if (k->name == LK_PY_NO_SLOT)
            lk_buf_addz(d->out, "None");
        else
            lk_dump_id(d, k->name);
        lk_dump_next(d);
        lk_dump_expr(d, k->value);
        lk_dump_close(d);
    }
    lk_buf_addc(d->out, ']');
}

/* elt[: value] for target, iter, [conditions] … Several loops follow each other as they are
 * nested. */
static void dump_comp(struct lk_dump *d, const struct lk_py_expr *e)
{
    lk_dump_expr(d, e->comp.elt);
    if (e->comp.value) {
        lk_buf_addz(d->out, ": ");
        lk_dump_expr(d, e->comp.value);
    }
    for (uint32_t i = 0; i < e->comp.part->nloop; i++) {
        const struct lk_py_for *f = &e->comp.part->loop[i];
        lk_buf_addz(d->out, f->is_async ? " async for " : " for ");
        lk_dump_expr(d, f->target);
        lk_dump_next(d);
        lk_dump_expr(d, f->iter);
        lk_dump_next(d);
        lk_dump_exprs(d, f->cond);
    }
}

/* Value, conversion as CPython's number (-1 is none), format spec. 0 in the tree is no
 * conversion. */
static void dump_formatted(struct lk_dump *d, const struct lk_py_expr *e)
{
    lk_dump_expr(d, e->fmt.value);
    lk_buf_addf(d->out, ", %d, ", e->op ? e->op : -1);
    lk_dump_expr(d, e->fmt.spec);
}

/* One case per shape of node.  What has no case is a constant. */
static void dump_members(struct lk_dump *d, const struct lk_py_expr *e)
{
    switch (e->kind) {
    case LK_X_NAME:
        lk_dump_id(d, e->name.id);
        break;
    case LK_X_ATTRIBUTE:
        lk_dump_expr(d, e->attr.value);
        lk_dump_next(d);
        lk_dump_id(d, e->attr.name);
        break;
    /* two members without an operator */
    case LK_X_SUBSCRIPT: case LK_X_NAMED:
        dump_list(d, (struct lk_py_expr *[]){e->two.a, e->two.b}, 2);
        break;
    case LK_X_BINARY:
        lk_dump_expr(d, e->two.a);
        lk_buf_addf(d->out, " %s ", operators[e->op]);
        lk_dump_expr(d, e->two.b);
        break;
    /* three, of which those of a slice may be missing */
    case LK_X_SLICE: case LK_X_IF:
        dump_list(d, (struct lk_py_expr *[]){e->three.a, e->three.b, e->three.c}, 3);
        break;
    case LK_X_UNARY:
        lk_buf_addf(d->out, "%s ", operators[e->op]);
        lk_dump_expr(d, e->one);
        break;
    case LK_X_STARRED: case LK_X_YIELD: case LK_X_YIELDFROM: case LK_X_AWAIT:
        lk_dump_expr(d, e->one);
        break;
    case LK_X_BOOL:
        lk_buf_addf(d->out, "%s ", operators[e->op]);
        lk_dump_exprs(d, e->list);
        break;
    case LK_X_TUPLE: case LK_X_LIST: case LK_X_SET: case LK_X_FSTRING:
        lk_dump_exprs(d, e->list);
        break;
    case LK_X_DICT:
        dump_dict(d, e->list);
        break;
    case LK_X_COMPARE:
        dump_compare(d, e);
        break;
    case LK_X_CALL:
        lk_dump_expr(d, e->call.fn);
        lk_dump_next(d);
        lk_dump_exprs(d, e->call.args->arg);
        lk_dump_next(d);
        lk_dump_keywords(d, e->call.args);
        break;
    case LK_X_LAMBDA:
        lk_dump_params(d, e->fn);
        lk_dump_next(d);
        /* a lambda is a function whose body is one return */
        lk_dump_expr(d, e->fn->body->v[0]->one);
        break;
    case LK_X_LISTCOMP: case LK_X_SETCOMP: case LK_X_DICTCOMP: case LK_X_GENEXP:
        dump_comp(d, e);
        break;
    case LK_X_FORMATTED:
        dump_formatted(d, e);
        break;
    default:
        dump_constant(d, e);
    }
}

/* The kinds that CPython gives a context.  The others are only ever loaded. */
static bool has_context(const struct lk_py_expr *e)
{
    return e->kind == LK_X_NAME || e->kind == LK_X_ATTRIBUTE || e->kind == LK_X_SUBSCRIPT ||
           e->kind == LK_X_STARRED || e->kind == LK_X_TUPLE || e->kind == LK_X_LIST;
}

/* A node, its members by kind, and the context where CPython's node has one.  Spans inside
 * f-strings are left out: those of CPython 3.11 are not the places in the file. */
void lk_dump_expr(struct lk_dump *d, const struct lk_py_expr *e)
{
    if (!e) {
        lk_buf_addz(d->out, "None");
        return;
    }
    lk_dump_open(d, kinds[e->kind], e->span);
    bool quiet = e->kind == LK_X_FSTRING;
    d->quiet += quiet;
    dump_members(d, e);
    d->quiet -= quiet;
    if (has_context(e))
        lk_buf_addf(d->out, ", %s", contexts[e->ctx]);
    lk_dump_close(d);
}
