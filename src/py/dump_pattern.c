/* Printing patterns. */
#include "py/dump.h"

/* CPython's names of the pattern classes, by the numbers of the tree. */
static const char *const kinds[] = {
#define LK_PATT(kind, ast, doc) #ast,
#include "py/nodes.def"
#undef LK_PATT
};

/* Some of the patterns inside another.  A class pattern shows its positional and its keyword
 * patterns apart. */
static void dump_range(struct lk_dump *d, const struct lk_py_pattern *p, uint32_t from, uint32_t to)
{
    lk_buf_addc(d->out, '[');
    for (uint32_t i = from; i < to; i++) {
        lk_buf_addz(d->out, i > from ? ", " : "");
        lk_dump_pattern(d, p->list.v[i]);
    }
    lk_buf_addc(d->out, ']');
}

/* The name that a pattern binds; wildcards bind none.  Without a name it is None, as in CPython's
 * tree. */
static void dump_bound(struct lk_dump *d, const struct lk_py_pattern *p)
{
    if (p->bound)
        lk_dump_id(d, p->name.id);
    else
        lk_buf_addz(d->out, "None");
}

/* Keys, patterns, and the name of the rest.  The keys are expressions; **rest is the name that
 * takes what is left. */
static void dump_mapping(struct lk_dump *d, const struct lk_py_pattern *p)
{
    lk_dump_exprs(d, (struct lk_py_exprs){p->key, p->nkeys});
    lk_dump_next(d);
    dump_range(d, p, 0, p->list.n);
    lk_dump_next(d);
    dump_bound(d, p);
}

/* Class, positional patterns, attribute names, their patterns.  Keyword patterns stand at the end
 * of the list, one for each attribute name. */
static void dump_class(struct lk_dump *d, const struct lk_py_pattern *p)
{
    uint32_t positional = p->list.n - p->nkeys;
    lk_dump_expr(d, p->value);
    lk_dump_next(d);
    dump_range(d, p, 0, positional);
    lk_buf_addz(d->out, ", [");
    for (uint32_t i = 0; i < p->nkeys; i++) {
        lk_buf_addz(d->out, i ? ", " : "");
        lk_dump_id(d, p->attr[i]);
    }
    lk_buf_addz(d->out, "], ");
    dump_range(d, p, positional, p->list.n);
}

/* CPython shows names and wildcards as MatchAs without a pattern.  Nodes are opened and closed as
 * those of expressions. */
void lk_dump_pattern(struct lk_dump *d, const struct lk_py_pattern *p)
{
    lk_dump_open(d, kinds[p->kind], p->span);
    switch (p->kind) {
    case LK_P_VALUE: case LK_P_SINGLETON:
        lk_dump_expr(d, p->value);
        break;
    case LK_P_CAPTURE: case LK_P_WILDCARD:
        lk_buf_addz(d->out, "None, ");
        dump_bound(d, p);
        break;
    case LK_P_AS:
        lk_dump_pattern(d, p->list.v[0]);
        lk_dump_next(d);
        dump_bound(d, p);
        break;
    case LK_P_OR: case LK_P_SEQUENCE:
        dump_range(d, p, 0, p->list.n);
        break;
    case LK_P_STAR:
        dump_bound(d, p);
        break;
    case LK_P_MAPPING:
        dump_mapping(d, p);
        break;
    case LK_P_CLASS:
        dump_class(d, p);
        break;
    }
    lk_dump_close(d);
}
