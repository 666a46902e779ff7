/* Calls and keyed assignments of a module, read off its tree.  Evaluates nothing: whatever is no
 * literal is told to be none. */
#include "py/facts.h"
#include "base/map.h"
#include "py/ast.h"
#include "py/parse.h"

#include <stdlib.h>

/* One walk over a module's tree; what it finds out lives in the arena. */
struct fact_reader {
    struct lk_arena *arena;
    const struct lk_py_ast *ast;
    struct lk_map once;        /* name to the expression of its only assignment, or to &twice */
    struct lk_str within;
    struct lk_py_facts *out;
};

static struct lk_py_expr twice;

static void read_expr(struct fact_reader *, const struct lk_py_expr *);
static void read_body(struct fact_reader *, const struct lk_py_body *);
static const struct lk_datum *literal(struct fact_reader *, const struct lk_py_expr *, int depth);

/* The text of an identifier. The text lives as long as the tree. */
static struct lk_str name_of(const struct fact_reader *r, uint32_t id)
{
    return r->ast->name[id];
}

/* A list, tuple or set is a literal when all its elements are. One element that is none spoils
 * the whole, since half a list would mislead. A tuple keeps a flag that tells it from a list. */
static const struct lk_datum *literal_list(struct fact_reader *r, const struct lk_py_expr *e,
                                           int depth)
{
    const struct lk_datum **v = lk_arena_array(r->arena, e->list.n, sizeof *v);
    for (uint32_t i = 0; i < e->list.n; i++) {
        v[i] = literal(r, e->list.v[i], depth);
        if (!v[i]) {
            return NULL;
        }
    }
    struct lk_datum *d = lk_datum_list(r->arena, v, e->list.n);
    d->flags = e->kind == LK_X_TUPLE ? LK_DATUM_TUPLE : 0;
    return d;
}

/* A dict whose keys are texts. `**other` inside or a key of another kind makes it no literal. */
static const struct lk_datum *literal_dict(struct fact_reader *r, const struct lk_py_expr *e,
                                           int depth)
{
    struct lk_pair *pair = lk_arena_array(r->arena, e->list.n / 2, sizeof *pair);
    for (uint32_t i = 0; i < e->list.n; i += 2) {
        const struct lk_datum *key = e->list.v[i] ? literal(r, e->list.v[i], depth) : NULL;
        const struct lk_datum *value = literal(r, e->list.v[i + 1], depth);
        /* A value that is none makes the dict unknown as well. */
        if (!lk_datum_is(key, LK_DATUM_STR) || !value) {
            return NULL;
        }
        pair[i / 2] = (struct lk_pair){key->as.s, value};
    }
    return lk_datum_map(r->arena, pair, e->list.n / 2);
}

/* Texts that are added to each other; other arithmetic is no literal here. Long URLs are often
 * written so. */
static const struct lk_datum *literal_binary(struct fact_reader *r, const struct lk_py_expr *e,
                                             int depth)
{
    const struct lk_datum *a = literal(r, e->two.a, depth), *b = literal(r, e->two.b, depth);
    if (e->op != LK_OP_ADD || !lk_datum_is(a, LK_DATUM_STR) || !lk_datum_is(b, LK_DATUM_STR)) {
        return NULL;
    }
    struct lk_str s = lk_arena_format(r->arena, LK_PRI LK_PRI, LK_ARG(a->as.s), LK_ARG(b->as.s));
    return lk_datum_str(r->arena, s);
}

/* A name that stands for a literal, by way of its only assignment. The depth guards against `a =
 * b` with `b = a`. */
static const struct lk_datum *literal_name(struct fact_reader *r, const struct lk_py_expr *e,
                                           int depth)
{
    const struct lk_py_expr *value = lk_map_get(&r->once, name_of(r, e->name.id));
    return value && value != &twice ? literal(r, value, depth) : NULL;
}

/* The literal's value, or NULL.  depth bounds chains of names. */
static const struct lk_datum *literal(struct fact_reader *r, const struct lk_py_expr *e, int depth)
{
    if (depth == 0) {
        return NULL;
    }
    switch (e->kind) {
    case LK_X_NONE: return lk_datum_null();
    case LK_X_TRUE: return lk_datum_bool(r->arena, true);
    case LK_X_FALSE: return lk_datum_bool(r->arena, false);
    case LK_X_INT: return lk_datum_int(r->arena, e->i);
    case LK_X_FLOAT: return lk_datum_float(r->arena, e->d);
    case LK_X_STR: return lk_datum_str(r->arena, e->lit.text);
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET: return literal_list(r, e, depth - 1);
    case LK_X_DICT: return literal_dict(r, e, depth - 1);
    case LK_X_BINARY: return literal_binary(r, e, depth - 1);
    case LK_X_NAME: return literal_name(r, e, depth - 1);
    default: return NULL;
    }
}

/* Appends a.b.c; anything that is no name becomes "?". A call or subscript in the middle is the
 * "?", so that `f().run` does not look like `run`. */
static void write_dotted(struct lk_buf *out, const struct fact_reader *r,
                         const struct lk_py_expr *e)
{
    if (e->kind == LK_X_NAME) {
        lk_buf_add(out, name_of(r, e->name.id));
    } else if (e->kind == LK_X_ATTRIBUTE) {
        write_dotted(out, r, e->attr.value);
        lk_buf_addc(out, '.');
        lk_buf_add(out, name_of(r, e->attr.name));
    } else {
        lk_buf_addc(out, '?');
    }
}

/* The name of what is called, or of the expression itself. The text is kept in the arena. */
static struct lk_str dotted(const struct fact_reader *r, const struct lk_py_expr *e)
{
    struct lk_buf text = {0};
    write_dotted(&text, r, e->kind == LK_X_CALL ? e->call.fn : e);
    struct lk_str kept = lk_arena_str(r->arena, lk_buf_str(&text));
    lk_buf_clear(&text);
    return kept;
}

#define LITERAL_DEPTH 64

/* What a name stands for when the module assigns it once. Follows chains of names up to a depth,
 * and stops at a name that is assigned twice. */
static const struct lk_py_expr *behind_name(struct fact_reader *r, const struct lk_py_expr *e)
{
    for (int i = 0; i < LITERAL_DEPTH && e->kind == LK_X_NAME; i++) {
        const struct lk_py_expr *value = lk_map_get(&r->once, name_of(r, e->name.id));
        if (!value || value == &twice) {
            break;
        }
        e = value;
    }
    return e;
}

/* os.getenv(…) or os.environ.get(…) with plain arguments. Imports under other names are not
 * followed; what is not recognized stays unknown. */
static bool reads_environment(const struct fact_reader *r, const struct lk_py_expr *e)
{
    if (e->kind != LK_X_CALL || !e->call.args->arg.n || e->call.args->star) {
        return false;
    }
    struct lk_str name = dotted(r, e);
    return lk_str_is(name, "os.getenv") || lk_str_is(name, "os.environ.get");
}

/* X of X.replace("%", "%%"), which only escapes a text for configparser; else the expression.
 * env.py files do that with a URL from the environment before set_main_option(). */
static const struct lk_py_expr *unescaped(struct fact_reader *r, const struct lk_py_expr *e)
{
    if (e->kind != LK_X_CALL || e->call.fn->kind != LK_X_ATTRIBUTE || e->call.args->arg.n != 2 ||
        !lk_str_is(name_of(r, e->call.fn->attr.name), "replace")) {
        return e;
    }
    const struct lk_datum *from = literal(r, e->call.args->arg.v[0], LITERAL_DEPTH);
    const struct lk_datum *to = literal(r, e->call.args->arg.v[1], LITERAL_DEPTH);
    bool escapes = lk_str_is(lk_datum_text(from), "%") && lk_str_is(lk_datum_text(to), "%%");
    return escapes ? e->call.fn->attr.value : e;
}

/* Notes which variable of the environment an expression reads. Both spellings count:
 * os.environ["X"], and the calls, whose second argument is the default. A name in between is
 * looked through. */
static void note_variable(struct lk_py_argument *a, struct fact_reader *r,
                          const struct lk_py_expr *e)
{
    const struct lk_datum *name = NULL;
    /* url = os.environ["URL"]; set_main_option("…", url.replace("%", "%%")): names on both
     * sides. */
    e = behind_name(r, unescaped(r, behind_name(r, e)));
    if (e->kind == LK_X_SUBSCRIPT && lk_str_is(dotted(r, e->two.a), "os.environ")) {
        name = literal(r, e->two.b, LITERAL_DEPTH);
    } else if (reads_environment(r, e)) {
        struct lk_py_exprs *given = &e->call.args->arg;
        name = literal(r, given->v[0], LITERAL_DEPTH);
        a->dflt = given->n > 1 ? literal(r, given->v[1], LITERAL_DEPTH) : NULL;
    }
    a->variable = lk_datum_text(name);
}

/* What can be told of one argument. A starred one has neither name nor value, as its number of
 * items is not known. */
static struct lk_py_argument argument(struct fact_reader *r, struct lk_str name,
                                      const struct lk_py_expr *e)
{
    /* Its place in the list is kept. */
    bool starred = e->kind == LK_X_STARRED;
    struct lk_py_argument a = {
        .name = starred ? LK_STR("*") : name,
        .value = starred ? NULL : literal(r, e, LITERAL_DEPTH),
        .text = dotted(r, e),
        .span = e->span,
    };
    note_variable(&a, r, e);
    return a;
}

/* Facts are listed in the order in which their calls begin. The fact may move when more are
 * added; its arguments do not, as they are in the arena. */
static struct lk_py_fact *add_fact(struct fact_reader *r, struct lk_str name, struct lk_span span,
                                   size_t nargument)
{
    struct lk_py_fact *fact = LK_PUSH(r->out);
    *fact = (struct lk_py_fact){.name = name, .within = r->within, .span = span};
    fact->argument = lk_arena_array(r->arena, nargument, sizeof *fact->argument);
    fact->nargument = nargument;
    return fact;
}

/* Calls inside the arguments are facts of their own. */
static void read_args(struct fact_reader *r, const struct lk_py_args *args)
{
    for (uint32_t i = 0; i < args->arg.n; i++) {
        read_expr(r, args->arg.v[i]);
    }
    for (uint32_t i = 0; i < args->nkeyword; i++) {
        read_expr(r, args->keyword[i].value);
    }
}

/* Notes the call before the calls inside it. So the facts stand in the order in which a reader
 * meets them. */
static void read_call(struct fact_reader *r, const struct lk_py_expr *e)
{
    const struct lk_py_args *args = e->call.args;
    uint32_t npos = args->arg.n;
    struct lk_py_argument *a =
        add_fact(r, dotted(r, e->call.fn), e->span, npos + args->nkeyword)->argument;
    for (uint32_t i = 0; i < npos; i++) {
        a[i] = argument(r, LK_STR(""), args->arg.v[i]);
    }
    for (uint32_t i = 0; i < args->nkeyword; i++) {
        /* Keyword arguments follow the positional ones in one array. */
        uint32_t id = args->keyword[i].name;
        struct lk_str name = id == LK_PY_NO_SLOT ? LK_STR("**") : name_of(r, id);
        a[npos + i] = argument(r, name, args->keyword[i].value);
    }
    read_expr(r, e->call.fn);
    read_args(r, args);
}

/* Reads a list of expressions in order. */
static void read_exprs(struct fact_reader *r, const struct lk_py_exprs *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        read_expr(r, list->v[i]);
    }
}

/* Iterables, conditions and the element; targets hold no calls that matter. */
static void read_comp(struct fact_reader *r, const struct lk_py_expr *e)
{
    for (uint32_t i = 0; i < e->comp.part->nloop; i++) {
        read_expr(r, e->comp.part->loop[i].iter);
        read_exprs(r, &e->comp.part->loop[i].cond);
    }
    read_expr(r, e->comp.elt);
    if (e->kind == LK_X_DICTCOMP) {
        read_expr(r, e->comp.value);
    }
}

/* Facts of a body know the function or class they stand in. Lambdas and comprehensions have no
 * name of their own and keep that of the function around. */
static void read_code(struct fact_reader *r, const struct lk_py_code *code)
{
    struct lk_str before = r->within;
    if (code->kind == LK_PY_CODE_FUNCTION || code->kind == LK_PY_CODE_CLASS) {
        r->within = name_of(r, code->name);
    }
    read_body(r, code->body);
    r->within = before;
}

/* All operands of a chain. */
static void read_compare(struct fact_reader *r, const struct lk_py_expr *e)
{
    for (uint32_t i = 0; i <= e->cmp.n; i++) {
        read_expr(r, e->cmp.v[i]);
    }
}

/* Visits every expression; the kinds that have no parts fall through. A call may stand anywhere
 * in an expression, so nothing is skipped; NULL is no expression. */
static void read_expr(struct fact_reader *r, const struct lk_py_expr *e)
{
    if (!e) {
        return;
    }
    switch (e->kind) {
    case LK_X_CALL: read_call(r, e); break;
    case LK_X_ATTRIBUTE: read_expr(r, e->attr.value); break;
    case LK_X_FORMATTED: read_expr(r, e->fmt.value); break;
    case LK_X_COMPARE: read_compare(r, e); break;
    case LK_X_LAMBDA: read_code(r, e->fn); break;
    case LK_X_LISTCOMP:
    case LK_X_SETCOMP:
    case LK_X_DICTCOMP:
    case LK_X_GENEXP: read_comp(r, e); break;
    case LK_X_SUBSCRIPT:
    case LK_X_BINARY:
    case LK_X_NAMED:
        read_expr(r, e->two.a);
        read_expr(r, e->two.b);
        break;
    case LK_X_SLICE:
    case LK_X_IF:
        read_expr(r, e->three.a);
        read_expr(r, e->three.b);
        read_expr(r, e->three.c);
        break;
    case LK_X_STARRED:
    case LK_X_UNARY:
    case LK_X_YIELD:
    case LK_X_YIELDFROM:
    case LK_X_AWAIT: read_expr(r, e->one); break;
    case LK_X_FSTRING:
    case LK_X_TUPLE:
    case LK_X_LIST:
    case LK_X_SET:
    case LK_X_DICT:
    case LK_X_BOOL: read_exprs(r, &e->list); break;
    default: break;
    }
}

/* name[key] = value is a fact, as the assignment to an option is. */
static void read_target(struct fact_reader *r, const struct lk_py_expr *target,
                        const struct lk_py_expr *value)
{
    if (target->kind == LK_X_SUBSCRIPT) {
        struct lk_py_fact *fact = add_fact(r, dotted(r, target->two.a), target->span, 2);
        fact->assigns = true;
        fact->argument[0] = argument(r, LK_STR(""), target->two.b);
        fact->argument[1] = argument(r, LK_STR(""), value);
    }
}

/* Targets first, then what is assigned. */
static void read_assign(struct fact_reader *r, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->assign.target.n; i++) {
        read_target(r, s->assign.target.v[i], s->assign.value);
    }
    read_expr(r, s->assign.value);
}

/* All branches count: which of them runs is not known. A connection made in the fallback branch
 * matters as much as the first attempt. */
static void read_try(struct fact_reader *r, const struct lk_py_try *t)
{
    read_body(r, &t->body);
    for (uint32_t i = 0; i < t->nhandler; i++) {
        read_body(r, &t->handler[i].body);
    }
    read_body(r, &t->orelse);
    read_body(r, &t->final);
}

/* Managers are calls as well. context.begin_transaction() stands there, and the connection of
 * env.py's online mode. */
static void read_with(struct fact_reader *r, const struct lk_py_stmt *s)
{
    for (uint32_t i = 0; i < s->with.nitem; i++) {
        read_expr(r, s->with.item[i].value);
    }
    read_body(r, &s->with.body);
}

/* All cases count. */
static void read_match(struct fact_reader *r, const struct lk_py_stmt *s)
{
    read_expr(r, s->match.subject);
    for (uint32_t i = 0; i < s->match.nkase; i++) {
        read_expr(r, s->match.kase[i].guard);
        read_body(r, &s->match.kase[i].body);
    }
}

/* Both branches count. `if context.is_offline_mode()` is the usual one, and both ways are of
 * interest. */
static void read_branch(struct fact_reader *r, const struct lk_py_stmt *s)
{
    read_expr(r, s->branch.test);
    read_body(r, &s->branch.body);
    read_body(r, &s->branch.orelse);
}

/* The body counts once. */
static void read_loop(struct fact_reader *r, const struct lk_py_stmt *s)
{
    read_expr(r, s->loop->head.iter);
    read_body(r, &s->loop->body);
    read_body(r, &s->loop->orelse);
}

/* The list is on the heap while it grows, as that of the facts. */
static void add_module(struct fact_reader *r, struct lk_str name)
{
    struct lk_py_facts *out = r->out;
    if (out->nmodule == out->module_cap) {
        out->module = lk_grow(out->module, &out->module_cap, out->nmodule + 1,
                              sizeof *out->module);
    }
    out->module[out->nmodule++] = name;
}

/* The modules that an import names. Leading dots stay: only who knows the
 * package can resolve them. `from a import b` may mean a module a.b, so both are told. */
static void read_import(struct fact_reader *r, const struct lk_py_stmt *s)
{
    static const char dots[] = "................................";
    const struct lk_py_import *in = s->import;
    bool from = s->kind == LK_S_IMPORTFROM;
    struct lk_str level = {dots, in->level < sizeof dots ? in->level : sizeof dots - 1};
    if (from && in->module.n) {
        struct lk_str name = lk_arena_format(r->arena, LK_PRI LK_PRI, LK_ARG(level),
                                             LK_ARG(in->module));
        add_module(r, name);
    }
    for (uint32_t i = 0; i < in->nitem; i++) {
        struct lk_str path = in->item[i].path, between = from && in->module.n ? LK_STR(".")
                                                                              : LK_STR("");
        if (lk_str_is(path, "*"))
            continue;
        struct lk_str module = from ? in->module : LK_STR("");
        path = lk_arena_format(r->arena, LK_PRI LK_PRI LK_PRI LK_PRI, LK_ARG(level),
                               LK_ARG(module), LK_ARG(between), LK_ARG(path));
        add_module(r, path);
    }
}

/* Visits every statement that can hold a call or an import. pass and its like hold none. */
static void read_stmt(struct fact_reader *r, const struct lk_py_stmt *s)
{
    switch (s->kind) {
    case LK_S_EXPR:
    case LK_S_RETURN: read_expr(r, s->one); break;
    case LK_S_ASSIGN: read_assign(r, s); break;
    case LK_S_AUGASSIGN: read_expr(r, s->aug.value); break;
    case LK_S_ANNASSIGN: read_expr(r, s->ann.value); break;
    case LK_S_RAISE:
    case LK_S_ASSERT:
        read_expr(r, s->raise.exc);
        read_expr(r, s->raise.cause);
        break;
    case LK_S_IF:
    case LK_S_WHILE: read_branch(r, s); break;
    case LK_S_FOR: read_loop(r, s); break;
    case LK_S_WITH: read_with(r, s); break;
    case LK_S_TRY: read_try(r, s->try); break;
    case LK_S_FUNCTION:
    case LK_S_CLASS:
        read_exprs(r, &s->def->decorator);
        read_code(r, s->def->code);
        break;
    case LK_S_MATCH: read_match(r, s); break;
    case LK_S_IMPORT:
    case LK_S_IMPORTFROM: read_import(r, s); break;
    default: break;
    }
}

/* Reads a block in order. */
static void read_body(struct fact_reader *r, const struct lk_py_body *body)
{
    for (uint32_t i = 0; i < body->n; i++) {
        read_stmt(r, body->v[i]);
    }
}

/* A second assignment makes a name unknown for good. A reader that guessed which of two values
 * holds would be wrong half of the time. */
static void note_once(struct fact_reader *r, struct lk_str name, struct lk_py_expr *value)
{
    lk_map_put(&r->once, name, lk_map_has(&r->once, name) ? &twice : value);
}

/* Names that the top level assigns; whatever else binds a name makes it no literal. An
 * assignment inside a branch or a function makes the name unknown, since nobody can tell here
 * whether it runs. */
static void note_names(struct fact_reader *r, const struct lk_py_body *body, bool top)
{
    for (uint32_t i = 0; i < body->n; i++) {
        struct lk_py_stmt *s = body->v[i];
        if (s->kind == LK_S_ASSIGN) {
            for (uint32_t k = 0; k < s->assign.target.n; k++) {
                struct lk_py_expr *t = s->assign.target.v[k];
                if (t->kind == LK_X_NAME) {
                    note_once(r, name_of(r, t->name.id), top ? s->assign.value : &twice);
                }
            }
        } else if (s->kind == LK_S_ANNASSIGN && s->ann.value &&
                   s->ann.target->kind == LK_X_NAME) {
            note_once(r, name_of(r, s->ann.target->name.id), top ? s->ann.value : &twice);
        } else if (s->kind == LK_S_AUGASSIGN && s->aug.target->kind == LK_X_NAME) {
            note_once(r, name_of(r, s->aug.target->name.id), &twice);
        } else if (s->kind == LK_S_IF || s->kind == LK_S_WHILE) {
            note_names(r, &s->branch.body, false);
            note_names(r, &s->branch.orelse, false);
        } else if (s->kind == LK_S_TRY) {
            note_names(r, &s->try->body, false);
        } else if (s->kind == LK_S_FUNCTION) {
            note_names(r, s->def->code->body, false);
        }
    }
}

/* The list moves to the arena once its length is known. It fails only when the module cannot be
 * parsed; then nothing is in *out. */
bool lk_py_facts(struct lk_py_facts *out, struct lk_arena *arena, const struct lk_sources *sources,
                 uint32_t source, struct lk_err *err)
{
    struct lk_py_ast *ast;
    *out = (struct lk_py_facts){0};
    if (!lk_py_parse(&ast, arena, sources, source, err)) {
        return false;
    }
    /* Names first, since a call may use one that is assigned further down. */
    struct fact_reader r = {.arena = arena, .ast = ast, .within = LK_STR(""), .out = out};
    note_names(&r, ast->code->body, true);
    read_body(&r, ast->code->body);
    lk_map_clear(&r.once);
    struct lk_py_fact *heap = out->v;
    out->v = lk_arena_array(arena, out->n, sizeof *out->v);
    if (out->n) {
        memcpy(out->v, heap, out->n * sizeof *out->v);
    }
    free(heap);
    struct lk_str *module = out->module;
    out->module = lk_arena_array(arena, out->nmodule, sizeof *out->module);
    if (out->nmodule) {
        memcpy(out->module, module, out->nmodule * sizeof *out->module);
    }
    free(module);
    return true;
}
