/* The tree where its text form does not show it: values of literals, spans of errors, slots. */
#include "lk_test.h"
#include "py/ast.h"
#include "py/parse.h"

static struct lk_arena *arena;
static struct lk_sources *sources;
static struct lk_err err;

static int set_up(void **state)
{
    (void)state;
    arena = lk_arena_new();
    sources = lk_sources_new();
    err = (struct lk_err){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
    return 0;
}

static uint32_t add(const char *text)
{
    return lk_sources_add(sources, LK_STR("t.py"), lk_str_of(text));
}

static struct lk_py_ast *parse(const char *text)
{
    struct lk_py_ast *ast = NULL;
    if (!lk_py_parse(&ast, arena, sources, add(text), &err))
        fail_msg("%s", err.message);
    return ast;
}

/* The expression of a text that is one expression. */
static struct lk_py_expr *value(const char *text)
{
    struct lk_py_ast *ast = NULL;
    if (!lk_py_parse_expr(&ast, arena, sources, add(text), &err))
        fail_msg("%s: %s", text, err.message);
    assert_int_equal(ast->code->body->v[0]->kind, LK_S_RETURN);
    return ast->code->body->v[0]->one;
}

static void refuse(const char *text, enum lk_code code, uint32_t from, uint32_t to)
{
    struct lk_py_ast *ast;
    assert_false(lk_py_parse(&ast, arena, sources, add(text), &err));
    assert_int_equal(err.code, code);
    assert_int_equal(err.span.from, from);
    assert_int_equal(err.span.to, to);
    lk_err_clear(&err);
}

static void test_integers_fit_or_keep_their_digits(void **state)
{
    (void)state;
    assert_int_equal(value("9223372036854775807")->i, INT64_MAX);
    assert_int_equal(value("0x7FFF_ffff_FFFF_FFFF")->i, INT64_MAX);
    assert_int_equal(value("0b1_0")->i, 2);
    assert_int_equal(value("0o17")->i, 15);
    assert_int_equal(value("000")->i, 0);
    struct lk_py_expr *e = value("9_223_372_036_854_775_808");
    assert_int_equal(e->kind, LK_X_BIGINT);
    assert_int_equal(e->op, 10);
    assert_text(e->lit.text, "9223372036854775808");
    e = value("0X00_fFfFFFFFFFFFFFFFFF");
    assert_int_equal(e->kind, LK_X_BIGINT);
    assert_int_equal(e->op, 16);
    assert_text(e->lit.text, "ffffffffffffffffff");
}

static void test_floats(void **state)
{
    (void)state;
    assert_float_equal(value("1_0.5e-1")->d, 1.05, 0);
    assert_float_equal(value(".5")->d, 0.5, 0);
    assert_true(value("1e999")->d > 1e308);
    assert_int_equal(value("2j")->kind, LK_X_IMAGINARY);
}

static void test_strings_are_decoded(void **state)
{
    (void)state;
    assert_text(value("'a\\x41\\u00e4\\101\\n' r'\\n' \"b\"")->lit.text, "aA\xC3\xA4" "A\n\\nb");
    assert_text(value("'\\q\\\n.'")->lit.text, "\\q.");
    assert_text(value("'\\ud800'")->lit.text, "\xED\xA0\x80");
    assert_text(value("'\\N{bullet}'")->lit.text, "\xE2\x80\xA2");
    assert_text(value("'''a\r\nb\rc'''")->lit.text, "a\nb\nc");
    struct lk_py_expr *e = value("b'\\xff\\0' rb'\\x'");
    assert_int_equal(e->kind, LK_X_BYTES);
    assert_int_equal(e->lit.text.n, 4);
    assert_memory_equal(e->lit.text.p, "\xff\0\\x", 4);
}

static void test_names_are_normalized(void **state)
{
    (void)state;
    struct lk_py_ast *ast = parse("\xEF\xAC\x81 = 1; fi\n");
    struct lk_py_body *b = ast->code->body;
    assert_int_equal(b->v[0]->assign.target.v[0]->name.id, b->v[1]->one->name.id);
}

static void test_expressions_alone(void **state)
{
    struct lk_py_ast *ast;
    (void)state;
    assert_int_equal(value(" a if b else c\n\n")->kind, LK_X_IF);
    assert_int_equal(value("1, 2")->kind, LK_X_TUPLE);
    static const char *const bad[] = {"", "x = 1", "pass", "a; b", "*a", "a\nb", "(a"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(lk_py_parse_expr(&ast, arena, sources, add(bad[i]), &err));
        assert_int_equal(err.code, LK_E_SYNTAX);
        lk_err_clear(&err);
    }
}

static void test_errors_have_places(void **state)
{
    (void)state;
    refuse("x = 1\ny = = 2\n", LK_E_SYNTAX, 10, 11);
    refuse("x = (1,\n", LK_E_SYNTAX, 4, 5);
    refuse("f(a b)\n", LK_E_SYNTAX, 2, 5);
    refuse("if x:\n  return\n", LK_E_SYNTAX, 8, 14);
    refuse("x = '\\N{NO SUCH NAME}'", LK_E_UNSUPPORTED, 5, 21);
    refuse("# coding: koi8-r\n", LK_E_SYNTAX, 10, 16);
    refuse("x = '\xff'\n", LK_E_SYNTAX, 5, 5);
}

static struct lk_py_code *code_of(struct lk_py_ast *ast, const char *qualname)
{
    for (struct lk_py_code *c = ast->code; c; c = c->next)
        if (lk_str_is(c->qualname, qualname))
            return c;
    fail_msg("no code '%s'", qualname);
    return NULL;
}

static struct lk_py_name returned(const struct lk_py_code *c)
{
    return c->body->v[c->body->n - 1]->one->name;
}

static void test_slots_of_a_closure(void **state)
{
    (void)state;
    struct lk_py_ast *ast = parse("def f(a, b, *c, d=1):\n"
                                  "    x = 1\n"
                                  "    def g():\n"
                                  "        return b\n"
                                  "    return x\n");
    struct lk_py_code *f = code_of(ast, "f"), *g = code_of(ast, "f.<locals>.g");
    assert_int_equal(f->npos, 2);
    assert_int_equal(f->nkwonly, 1);
    assert_int_equal(f->nparam, 4);
    assert_int_equal(f->flags, LK_PY_VARARGS);
    assert_int_equal(f->nlocals, 5);
    assert_int_equal(f->ncells, 1);
    assert_int_equal(f->param[0].name.scope, LK_PY_LOCAL);
    assert_int_equal(f->param[0].name.slot, 0);
    assert_int_equal(f->param[1].name.scope, LK_PY_CELL);
    assert_int_equal(f->param[1].name.slot, 5);
    assert_int_equal(returned(f).scope, LK_PY_LOCAL);
    assert_int_equal(g->nfree, 1);
    assert_int_equal(g->free_from[0], 5);
    assert_int_equal(returned(g).scope, LK_PY_FREE);
    assert_int_equal(returned(g).slot, 0);
    assert_ptr_equal(g->outer, f);
}

static void test_comprehensions_live_in_the_frame_around(void **state)
{
    (void)state;
    struct lk_py_ast *ast = parse("x = [[lambda: j for i in j] for j in y]\n");
    struct lk_py_expr *e = ast->code->body->v[0]->assign.value;
    struct lk_py_inline *outer = &e->comp.part->names, *inner = &e->comp.elt->comp.part->names;
    assert_int_equal(ast->code->nlocals, 1);
    assert_int_equal(ast->code->ncells, 1);
    assert_int_equal(outer->nclear, 0);
    assert_int_equal(outer->nrenew, 1);
    assert_int_equal(outer->renew[0], 1);
    assert_int_equal(inner->nclear, 1);
    assert_int_equal(inner->clear[0], 0);
    assert_true(ast->code->hidden[0] && ast->code->hidden[1]);
}

static void test_names_in_a_class_body(void **state)
{
    (void)state;
    struct lk_py_ast *ast = parse("def f(a):\n"
                                  "    class C:\n"
                                  "        b = a\n"
                                  "        def __m(self): return super\n"
                                  "        a\n"
                                  "        b\n");
    struct lk_py_code *c = code_of(ast, "f.<locals>.C");
    struct lk_py_stmt **v = c->body->v;
    assert_int_equal(v[0]->assign.target.v[0]->name.scope, LK_PY_CLASS);
    assert_int_equal(v[0]->assign.value->name.scope, LK_PY_CLASSFREE);
    assert_int_equal(v[2]->one->name.scope, LK_PY_CLASSFREE);
    assert_int_equal(v[3]->one->name.scope, LK_PY_CLASS);
    assert_text(ast->name[v[1]->def->name.id], "_C__m");
    assert_int_equal(c->class_slot, c->nlocals);
    struct lk_py_code *m = code_of(ast, "f.<locals>.C.__m");
    assert_int_equal(m->class_slot, 1);
    assert_int_equal(m->free_from[0], c->class_slot);
}

static void test_walrus_leaves_comprehensions(void **state)
{
    (void)state;
    struct lk_py_ast *ast = parse("def f():\n"
                                  "    g = (last := i for i in x)\n"
                                  "    return last\n");
    assert_int_equal(returned(code_of(ast, "f")).scope, LK_PY_CELL);
    assert_int_equal(code_of(ast, "f.<locals>.<genexpr>")->nfree, 1);
}

static void test_annotations_are_not_resolved(void **state)
{
    (void)state;
    struct lk_py_ast *ast = parse("def f(T):\n    def g(a: T) -> T:\n        b: T\n        c: T = 1\n");
    struct lk_py_code *g = code_of(ast, "f.<locals>.g");
    assert_int_equal(g->nfree, 0);
    assert_int_equal(g->nlocals, 3);
    assert_int_equal(g->param[0].annotation->name.scope, LK_PY_UNRESOLVED);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(test_integers_fit_or_keep_their_digits),
        T(test_floats),
        T(test_strings_are_decoded),
        T(test_names_are_normalized),
        T(test_expressions_alone),
        T(test_errors_have_places),
        T(test_slots_of_a_closure),
        T(test_comprehensions_live_in_the_frame_around),
        T(test_names_in_a_class_body),
        T(test_walrus_leaves_comprehensions),
        T(test_annotations_are_not_resolved),
    };
    return lk_run_tests(tests);
}
