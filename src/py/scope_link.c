/* After the walk: what each symbol means, slots for what is bound, and both into the tree.
 *
 * Three passes over the scopes, outer ones first: meanings (which captures names into cells and
 * passes them through the frames between), slots of locals, then of cells and free names, whose
 * numbers begin behind them. */
#include "py/scope.h"

/* The binding that a use in `from` reaches further out, or NULL: then it is global.  Class bodies
 * are not seen from inside, but for their __class__. A global declaration on the way ends the
 * search. */
static struct lk_symbol *find_binding(const struct lk_scope *from, uint32_t id)
{
    for (struct lk_scope *t = from->outer; t; t = t->outer) {
        if (t->kind == LK_SCOPE_MODULE)
            return NULL;
        if (t->kind == LK_SCOPE_CLASS) {
            if (id == LK_W_CLASSCELL)
                return t->class_cell;
            continue;
        }
        struct lk_symbol *s = lk_scope_find(&t->symbols, id);
        if (s && s->flags & LK_SYM_GLOBAL)
            return NULL;
        if (s && s->flags & LK_SYM_BOUND && !(s->flags & LK_SYM_NONLOCAL))
            return s;
    }
    return NULL;
}

/* The free name of a host that stands for a captured symbol of an outer frame.  One for each
 * frame, however many uses it has. */
static struct lk_symbol *free_name(struct lk_resolver *r, struct lk_scope *host,
                                   struct lk_symbol *owner)
{
    struct lk_symbol *f = lk_scope_find(&host->free, owner->id);
    if (f)
        return f;
    f = lk_scope_add(r, &host->free, owner->id);
    f->scope = LK_PY_FREE;
    f->same = owner;
    f->in = host;
    return f;
}

/* Lets a use in s reach the binding: directly in one frame, else through cells.  Every frame
 * between owner and use must pass the cell on. */
static void reach(struct lk_resolver *r, struct lk_symbol *s, struct lk_symbol *owner)
{
    struct lk_scope *host = s->in->host;
    if (owner->in->host == host) {
        s->same = owner;
        return;
    }
    owner->flags |= LK_SYM_CAPTURED;
    s->same = free_name(r, host, owner);
    for (host = host->outer->host; host != owner->in->host; host = host->outer->host)
        free_name(r, host, owner);
}

/* A name that is only used: by a binding further out if there is one; otherwise global, or, in a
 * class body, looked up there at run time and then among the globals.  Whether it exists is found
 * at run time. */
static void resolve_outer(struct lk_resolver *r, struct lk_symbol *s, uint8_t otherwise)
{
    struct lk_symbol *owner = find_binding(s->in, s->id);
    s->scope = otherwise;
    if (owner)
        reach(r, s, owner);
}

/* The declaration was checked against its own scope in the walk; here its binding must be found.
 * A binding at module level does not count. */
static bool resolve_nonlocal(struct lk_resolver *r, struct lk_symbol *s)
{
    struct lk_symbol *owner = find_binding(s->in, s->id);
    struct lk_str name = r->names->v[s->id];
    if (!owner)
        return lk_fail_at(r->err, LK_E_SYNTAX, s->span, "no binding for nonlocal '" LK_PRI
                          "' found", LK_ARG(name));
    reach(r, s, owner);
    return true;
}

static bool resolve_symbol(struct lk_resolver *r, struct lk_symbol *s);

/* What type parameters do not bind is seen as from the scope around them.  The symbol of that
 * scope is made if it has none. */
static bool resolve_through(struct lk_resolver *r, struct lk_symbol *s)
{
    s->same = lk_scope_symbol(r, s->in->outer, s->id, s->span);
    return resolve_symbol(r, s->same);
}

/* Each symbol once: declarations first, then bindings of this scope, then those further out.  The
 * flag keeps it from being done twice, since scopes refer to each other. */
static bool resolve_symbol(struct lk_resolver *r, struct lk_symbol *s)
{
    uint8_t kind = s->in->kind;
    if (s->flags & LK_SYM_DONE)
        return true;
    s->flags |= LK_SYM_DONE;
    if (s->flags & LK_SYM_GLOBAL || kind == LK_SCOPE_MODULE)
        s->scope = LK_PY_GLOBAL;
    else if (s->flags & LK_SYM_NONLOCAL)
        return resolve_nonlocal(r, s);
    else if (s->flags & LK_SYM_BOUND)
        s->scope = kind == LK_SCOPE_CLASS ? LK_PY_CLASS : LK_PY_LOCAL;
    else if (kind == LK_SCOPE_TYPES)
        return resolve_through(r, s);
    else
        resolve_outer(r, s, kind == LK_SCOPE_CLASS ? LK_PY_CLASS : LK_PY_GLOBAL);
    return true;
}

/* A frame's slots: how many of each so far, and the growing list of their names.  Does the symbol
 * need a slot itself, or does it share that of another? */
static bool is_slot(const struct lk_symbol *s)
{
    return s->scope == LK_PY_LOCAL && !s->same;
}

/* Numbers within each group; what they start at is known when all are counted.  Captured names
 * are cells, the others plain locals. */
static void count_slots(struct lk_scope *s)
{
    struct lk_py_code *c = s->code;
    for (struct lk_symbol *y = s->symbols.first; y; y = y->next) {
        if (!is_slot(y))
            continue;
        if (y->flags & LK_SYM_CAPTURED)
            y->slot = c->ncells++;
        else
            y->slot = c->nlocals++;
    }
    if (s->class_cell && s->class_cell->flags & LK_SYM_CAPTURED)
        s->class_cell->slot = c->ncells++;
    for (struct lk_symbol *y = s->free.first; y; y = y->next)
        y->slot = c->nfree++;
}

/* Names of the slots; a name in an inline scope is hidden.  Hidden slots do not appear in
 * locals(). */
static void name_slot(struct lk_scope *s, struct lk_symbol *y)
{
    s->code->slot_name[y->slot] = y->id;
    s->code->hidden[y->slot] = s->names != NULL;
}

/* The cell of a class that some method captured, through super() or by name.  The evaluator puts
 * the class there when it has been made. */
static void place_class_cell(struct lk_scope *s)
{
    struct lk_symbol *y = s->class_cell;
    if (!y || !(y->flags & LK_SYM_CAPTURED))
        return;
    y->scope = LK_PY_CELL;
    y->slot += s->code->nlocals;
    s->code->class_slot = y->slot;
    name_slot(s, y);
    s->code->hidden[y->slot] = true;
}

/* Cells come behind the locals of the whole frame, free names behind the cells.  Only a host has
 * the arrays; inline scopes write into those of theirs. */
static void place_slots(struct lk_resolver *r, struct lk_scope *s)
{
    struct lk_py_code *c = s->code;
    if (s->host == s) {
        c->slot_name = lk_arena_array(r->arena, lk_py_frame_slots(c), sizeof *c->slot_name);
        c->hidden = lk_arena_array(r->arena, lk_py_frame_slots(c), sizeof *c->hidden);
    }
    for (struct lk_symbol *y = s->symbols.first; y; y = y->next) {
        if (!is_slot(y))
            continue;
        if (y->flags & LK_SYM_CAPTURED) {
            y->slot += c->nlocals;
            y->scope = LK_PY_CELL;
        }
        name_slot(s, y);
    }
    place_class_cell(s);
    for (struct lk_symbol *y = s->free.first; y; y = y->next) {
        y->slot += c->nlocals + c->ncells;
        name_slot(s, y);
    }
}

/* What entering an inline scope clears and renews.  Each entry of a comprehension needs fresh
 * cells, or closures would share a variable. */
static void list_inline(struct lk_resolver *r, struct lk_scope *s)
{
    struct lk_py_inline *l = s->names;
    l->clear = lk_arena_array(r->arena, s->symbols.n, sizeof *l->clear);
    l->renew = lk_arena_array(r->arena, s->symbols.n, sizeof *l->renew);
    for (struct lk_symbol *y = s->symbols.first; y; y = y->next) {
        if (y->same)
            continue;
        if (y->scope == LK_PY_LOCAL)
            l->clear[l->nclear++] = y->slot;
        else if (y->scope == LK_PY_CELL)
            l->renew[l->nrenew++] = y->slot;
    }
}

/* Where the frame around a host has the cells of its free names.  The evaluator copies these
 * cells when it makes the function. */
static void link_free(struct lk_resolver *r, struct lk_scope *s)
{
    struct lk_py_code *c = s->code;
    c->free_from = lk_arena_array(r->arena, c->nfree, sizeof *c->free_from);
    uint32_t i = 0;
    for (struct lk_symbol *y = s->free.first; y; y = y->next, i++) {
        struct lk_scope *around = s->outer->host;
        struct lk_symbol *owner = y->same;
        if (owner->in->host != around)
            owner = lk_scope_find(&around->free, y->id);
        c->free_from[i] = owner->slot;
        if (y->id == LK_W_CLASSCELL && s->kind == LK_SCOPE_FUNCTION)
            c->class_slot = y->slot;
    }
}

/* Follows a symbol to the one that has the slot.  A free name in a class body is looked for in the
 * body's dict first, unless it was declared nonlocal. */
static void fill(const struct lk_reference *ref)
{
    const struct lk_symbol *s = ref->symbol;
    while (s->in->kind == LK_SCOPE_TYPES && s->same && s->same->in == s->in->outer)
        s = s->same;
    bool in_class = s->in->kind == LK_SCOPE_CLASS && !(s->flags & LK_SYM_NONLOCAL);
    while (s->same && s->scope != LK_PY_FREE)
        s = s->same;
    ref->name->slot = s->slot;
    ref->name->scope = s->scope;
    if (in_class && (s->scope == LK_PY_FREE || s->scope == LK_PY_CELL))
        ref->name->scope = LK_PY_CLASSFREE;
}

/* Free names are linked last, because they need the slots of the frame around. */
bool lk_scope_link(struct lk_resolver *r)
{
    for (struct lk_scope *s = r->first; s; s = s->next)
        for (struct lk_symbol *y = s->symbols.first; y; y = y->next)
            if (!resolve_symbol(r, y))
                return false;
    for (struct lk_scope *s = r->first; s; s = s->next)
        count_slots(s);
    for (struct lk_scope *s = r->first; s; s = s->next)
        place_slots(r, s);
    for (struct lk_scope *s = r->first; s; s = s->next) {
        if (s->host == s)
            link_free(r, s);
        else
            list_inline(r, s);
    }
    for (size_t i = 0; i < r->refs.n; i++)
        fill(&r->refs.v[i]);
    return true;
}
