/* Scopes and their symbols during the walk: what is bound, used and declared where.  What a name
 * means is found afterwards (scope_link.c), since a binding may follow its use. */
#include "py/scope.h"

/* An inline scope shares the frame of the scope around it.  The iterable count is inherited,
 * since := stays refused in whatever stands inside an iterable. */
struct lk_scope *lk_scope_enter(struct lk_resolver *r, enum lk_scope_kind kind,
                                struct lk_py_code *code, struct lk_py_inline *names)
{
    struct lk_scope *s = lk_arena_alloc(r->arena, sizeof *s);
    s->kind = (uint8_t)kind;
    s->outer = r->scope;
    s->host = names ? r->scope->host : s;
    s->code = s->host == s ? code : s->host->code;
    s->names = names;
    s->iterables = s->outer ? s->outer->iterables : 0;
    if (r->last)
        r->last->next = s;
    else
        r->first = s;
    r->last = s;
    r->scope = s;
    return s;
}

/* Back to the scope around; the symbols stay for the linking. */
void lk_scope_leave(struct lk_resolver *r)
{
    r->scope = r->scope->outer;
}

/* The place of an id: where it is, or where it would be put. The multiplication spreads ids that
 * follow each other over the table. */
static struct lk_symbol **place_of(const struct lk_symbols *t, uint32_t id)
{
    uint32_t i = (id * 2654435761u) >> 7 & (t->slots - 1);
    while (t->slot[i] && t->slot[i]->id != id)
        i = (i + 1) & (t->slots - 1);
    return &t->slot[i];
}

/* A symbol by its name's id, or NULL. */
struct lk_symbol *lk_scope_find(const struct lk_symbols *t, uint32_t id)
{
    return t->slots ? *place_of(t, id) : NULL;
}

/* Half full is the most; the old table is left to the arena. */
static void grow(struct lk_resolver *r, struct lk_symbols *t)
{
    t->slots = t->slots ? t->slots * 2 : 8;
    t->slot = lk_arena_array(r->arena, t->slots, sizeof *t->slot);
    for (struct lk_symbol *s = t->first; s; s = s->next)
        *place_of(t, s->id) = s;
}

/* A new symbol at the end of the order. */
struct lk_symbol *lk_scope_add(struct lk_resolver *r, struct lk_symbols *t, uint32_t id)
{
    if (t->n * 2 >= t->slots)
        grow(r, t);
    struct lk_symbol *s = lk_arena_alloc(r->arena, sizeof *s);
    s->id = id;
    *place_of(t, id) = s;
    if (t->last)
        t->last->next = s;
    else
        t->first = s;
    t->last = s;
    t->n++;
    return s;
}

/* The symbol of a name in a scope, made when it is new; span is the place of its first mention,
 * for errors. */
struct lk_symbol *lk_scope_symbol(struct lk_resolver *r, struct lk_scope *in, uint32_t id,
                                  struct lk_span span)
{
    struct lk_symbol *s = lk_scope_find(&in->symbols, id);
    if (s)
        return s;
    s = lk_scope_add(r, &in->symbols, id);
    s->in = in;
    s->span = span;
    return s;
}

/* Only names that begin with two underscores, do not end so and are no dotted path are private; a
 * class whose name is all underscores mangles nothing. */
uint32_t lk_scope_mangle(struct lk_resolver *r, uint32_t id)
{
    struct lk_str s = r->names->v[id], c = r->class_name;
    if (!c.n || !lk_str_starts(s, LK_STR("__")) || lk_str_ends(s, LK_STR("__")))
        return id;
    struct lk_str m = lk_arena_format(r->arena, "_" LK_PRI LK_PRI, LK_ARG(c), LK_ARG(s));
    return lk_py_names_id(r->names, m);
}

/* Remembers that the tree's name is to be filled when the symbol is resolved. The tree's node
 * may not move: the pointer is kept. */
static void refer(struct lk_resolver *r, struct lk_py_name *n, struct lk_symbol *s)
{
    *LK_PUSH(&r->refs) = (struct lk_reference){n, s};
}

/* super() finds its class through __class__, so its mention in a function is a use of that. */
static void use_class_cell(struct lk_resolver *r, uint32_t id, struct lk_span span)
{
    uint8_t kind = r->scope->kind;
    if (id == LK_W_SUPER && (kind == LK_SCOPE_FUNCTION || kind == LK_SCOPE_COMP))
        lk_scope_symbol(r, r->scope, LK_W_CLASSCELL, span)->flags |= LK_SYM_USED;
}

/* A load.  The symbol may turn out to be bound later in the same scope, or further out. */
bool lk_scope_use(struct lk_resolver *r, struct lk_py_name *n, struct lk_span span)
{
    n->id = lk_scope_mangle(r, n->id);
    struct lk_symbol *s = lk_scope_symbol(r, r->scope, n->id, span);
    s->flags |= LK_SYM_USED;
    use_class_cell(r, n->id, span);
    refer(r, n, s);
    return true;
}

/* A store or deletion: the name belongs to this scope, unless declared otherwise. */
bool lk_scope_bind(struct lk_resolver *r, struct lk_py_name *n, struct lk_span span)
{
    n->id = lk_scope_mangle(r, n->id);
    struct lk_symbol *s = lk_scope_symbol(r, r->scope, n->id, span);
    if (n->id == LK_W_DEBUG)
        return lk_fail_at(r->err, LK_E_SYNTAX, span, "cannot assign to __debug__");
    s->flags |= LK_SYM_BOUND;
    refer(r, n, s);
    return true;
}
