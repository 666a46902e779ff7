/* Printing what the resolver found: a line for each code record, with its parameters counted and
 * its slots named.  tests/py/scopes.py compares them with CPython's code objects. */
#include "py/dump.h"
#include "py/parse.h"

static const char *const kinds[] = {"module", "function", "lambda", "class", "genexp"};

struct range {
    const char *word;
    bool hidden;               /* those of inline scopes, or the others */
    uint32_t from, to;
};

/* " word: name name …" of the slots from..to that are hidden or not. */
static void dump_slots(struct lk_dump *d, const struct lk_py_code *c, struct range range)
{
    lk_buf_addf(d->out, " %s:", range.word);
    for (uint32_t i = range.from; i < range.to; i++)
        if (c->hidden[i] == range.hidden)
            lk_buf_addf(d->out, " " LK_PRI, LK_ARG(d->ast->name[c->slot_name[i]]));
}

/* Kind, span, name, counts, flags, and all slots by what they are. */
static void dump_code(struct lk_dump *d, const struct lk_py_code *c)
{
    uint32_t cells = c->nlocals + c->ncells, all = cells + c->nfree;
    lk_buf_addf(d->out, "%s@%u-%u " LK_PRI " %u/%u/%u flags %u", kinds[c->kind], c->span.from,
                c->span.to, LK_ARG(c->qualname), c->nposonly, c->npos, c->nkwonly, c->flags);
    dump_slots(d, c, (struct range){"locals", false, 0, c->nlocals});
    dump_slots(d, c, (struct range){"cells", false, c->nlocals, cells});
    dump_slots(d, c, (struct range){"hidden", true, 0, c->nlocals});
    dump_slots(d, c, (struct range){"hiddencells", true, c->nlocals, cells});
    dump_slots(d, c, (struct range){"free", false, cells, all});
    lk_buf_addc(d->out, '\n');
}

void lk_py_dump_scopes(struct lk_buf *out, const struct lk_py_ast *ast)
{
    struct lk_dump d = {.out = out, .ast = ast};
    for (const struct lk_py_code *c = ast->code; c; c = c->next)
        dump_code(&d, c);
}
