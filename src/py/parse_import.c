/* import and from … import. */
#include "py/rules.h"

/* a.b.c without white space, in NFKC; *first is the id of a.  It is put together in the buffer of
 * literals and then moved to the arena. */
static bool dotted_name(struct lk_parser *p, struct lk_str *out, uint32_t *first)
{
    struct lk_buf *b = &p->literal;
    size_t start = b->n;
    *first = p->tok->aux;
    do {
        if (b->n > start)
            lk_buf_addc(b, '.');
        if (lk_py_at(p, LK_T_NAME))
            lk_buf_add(b, p->names->v[p->tok->aux]);
        if (!lk_py_expect(p, LK_T_NAME))
            return false;
    } while (lk_py_take(p, LK_T_DOT));
    *out = lk_arena_str(p->arena, lk_str_cut(lk_buf_str(b), start, b->n));
    b->n = start;
    return true;
}

/* [as NAME].  Without `as` the first name of the path is bound. */
static bool alias_end(struct lk_parser *p, struct lk_py_alias *a, uint32_t from)
{
    if (lk_py_take(p, LK_K_AS)) {
        a->bind = lk_py_name_of(p->tok);
        a->as = true;
        if (!lk_py_expect(p, LK_T_NAME))
            return false;
    }
    a->span = lk_py_since(p, from);
    return true;
}

/* dotted_name ['as' NAME]. import a.b binds a; with `as` the whole a.b is bound. */
static struct lk_py_alias *module_alias(struct lk_parser *p)
{
    struct lk_py_alias *a = lk_arena_alloc(p->arena, sizeof *a);
    uint32_t from = p->tok->from;
    return dotted_name(p, &a->path, &a->bind.id) && alias_end(p, a, from) ? a : NULL;
}

/* NAME ['as' NAME].  Here only a plain name may stand. */
static struct lk_py_alias *member_alias(struct lk_parser *p)
{
    struct lk_py_alias *a = lk_arena_alloc(p->arena, sizeof *a);
    const struct lk_py_token *t = p->tok;
    if (!lk_py_expect(p, LK_T_NAME))
        return NULL;
    a->path = p->names->v[t->aux];
    a->id = t->aux;
    a->bind = lk_py_name_of(t);
    return alias_end(p, a, t->from) ? a : NULL;
}

/* The statement of the items on the list.  Both statements have their items in one kind of
 * record. */
static struct lk_py_stmt *finish(struct lk_parser *p, uint8_t kind, uint32_t from, size_t start)
{
    struct lk_py_stmt *s = lk_py_stmt_new(p, kind, from);
    s->import = lk_arena_alloc(p->arena, sizeof *s->import);
    s->import->item = lk_py_list_copy(p, start, sizeof *s->import->item, &s->import->nitem);
    return s;
}

/* 'import' module (',' module)* */
struct lk_py_stmt *lk_py_import(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    size_t start = p->list.n;
    do {
        struct lk_py_alias *a = module_alias(p);
        if (!a)
            return NULL;
        lk_py_list_add(p, a);
    } while (lk_py_take(p, LK_T_COMMA));
    return finish(p, LK_S_IMPORT, from, start);
}

/* '*': everything; that it stands at module level is the resolver's to see.  In the tree it is an
 * item whose path is a star. */
static bool star_member(struct lk_parser *p)
{
    struct lk_py_alias *a = lk_arena_alloc(p->arena, sizeof *a);
    const struct lk_py_token *t = p->tok++;
    a->path = LK_STR("*");
    a->span = (struct lk_span){p->source, t->from, t->to};
    lk_py_list_add(p, a);
    return true;
}

/* Names with commas; a comma may end the list only in brackets.  The comma has CPython's message
 * in the second pass. */
static bool members(struct lk_parser *p, bool bracket)
{
    do {
        if (bracket && lk_py_at(p, LK_T_RPAR) && p->tok[-1].kind == LK_T_COMMA)
            return true;
        struct lk_py_alias *a = member_alias(p);
        if (!a)
            return false;
        lk_py_list_add(p, a);
        if (!bracket && lk_py_at(p, LK_T_COMMA) && lk_py_ahead(p) == LK_T_NEWLINE)
            return lk_py_complain(p, lk_py_here(p),
                                  "trailing comma not allowed without surrounding parentheses");
    } while (lk_py_take(p, LK_T_COMMA));
    return true;
}

/* '*' | '(' members ')' | members */
static bool targets(struct lk_parser *p)
{
    if (lk_py_at(p, LK_T_STAR))
        return star_member(p);
    bool bracket = lk_py_take(p, LK_T_LPAR);
    return members(p, bracket) && (!bracket || lk_py_expect(p, LK_T_RPAR));
}

/* 'from' ('.' | '...')* [dotted_name] 'import' targets; a name or a dot at least.  `...` is one
 * token and stands for three dots. */
struct lk_py_stmt *lk_py_import_from(struct lk_parser *p)
{
    uint32_t from = p->tok++->from, level = 0, id;
    struct lk_str module = LK_STR("");
    for (; lk_py_at(p, LK_T_DOT) || lk_py_at(p, LK_T_ELLIPSIS); p->tok++)
        level += lk_py_at(p, LK_T_DOT) ? 1 : 3;
    if (!(level && lk_py_at(p, LK_K_IMPORT)) && !dotted_name(p, &module, &id))
        return NULL;
    size_t start = p->list.n;
    if (!lk_py_expect(p, LK_K_IMPORT) || !targets(p))
        return NULL;
    struct lk_py_stmt *s = finish(p, LK_S_IMPORTFROM, from, start);
    s->import->module = module;
    s->import->level = level;
    return s;
}
