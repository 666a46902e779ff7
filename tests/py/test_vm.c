/* The door of the script runtime: running, errors that come out, handlers, refusals, natives. */
#include "lk_test.h"
#include "py/native.h"
#include "py/parse.h"

struct world {
    struct lk_sources *sources;
    struct lk_arena *arena;
    struct lk_vm *vm;
    struct lk_value module;
    struct lk_buf said;
    int settled, most_handlers;
};

static struct world w;

static void say(void *self, struct lk_str text, bool is_error)
{
    (void)is_error;
    lk_buf_add(&((struct world *)self)->said, text);
}

static bool settle(struct lk_vm *vm, void *self, enum lk_why why)
{
    assert_int_equal(why, LK_WHY_HANDLER);
    assert_int_equal(lk_vm_handlers(vm), 0);
    ((struct world *)self)->settled++;
    return true;
}

/* A native class: a counter with a payload that owns memory and holds a value. */
struct counter {
    int64_t n;
    struct lk_value last;
    char *owned;
};

static int freed;

static void counter_mark(struct lk_vm *vm, void *payload)
{
    lk_mark(vm, ((struct counter *)payload)->last);
}

static void counter_free(void *payload)
{
    free(((struct counter *)payload)->owned);
    freed++;
}

static bool counter_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct counter *c = lk_payload(a->v[0]);
    (void)out;
    c->owned = lk_alloc(10);
    return lk_vm_index(&c->n, vm, a->v[1]);
}

static bool counter_add(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct counter *c = lk_payload(a->v[0]);
    int64_t by;
    if (!lk_vm_index(&by, vm, a->v[1])) {
        return false;
    }
    c->last = a->v[2];
    c->n += by;
    *out = a->v[0];
    return true;
}

static bool counter_value(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_int(((struct counter *)lk_payload(a->v[0]))->n);
    return true;
}

static bool counter_set(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_vm_index(&((struct counter *)lk_payload(a->v[0]))->n, vm, a->v[1]);
}

static bool counter_make(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value n = lk_int(100);
    return lk_vm_callv(out, vm, a->v[0], &n, 1);
}

static bool counter_each(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    for (int64_t i = 0; i < 3; i++) {
        struct lk_value v = lk_int(i);
        if (!lk_vm_callv(out, vm, a->v[1], &v, 1)) {
            return false;
        }
    }
    return true;
}

static int made;

static bool counter_made(struct lk_vm *vm, struct lk_value cls)
{
    (void)vm;
    assert_true(lk_is(cls, LK_T_CLASS));
    made++;
    return true;
}

static const struct lk_py_row counter_rows[] = {
    {"__init__(self, start=0)", counter_init, 0, NULL},
    {"add(self, by=1, note=None)", counter_add, 0, NULL},
    {"value(self)", counter_value, LK_PY_PROPERTY, "how many"},
    {"value(self, n)", counter_set, LK_PY_SETTER, NULL},
    {"make(cls)", counter_make, LK_PY_CLASSMETHOD, NULL},
    {"each(self, fn)", counter_each, 0, NULL},
    {"__len__(self)", counter_value, 0, NULL},
    {0},
};
static const struct lk_py_type counter_type = {
    .name = "Counter", .module = "native", .row = counter_rows, .payload = sizeof(struct counter),
    .mark = counter_mark, .free = counter_free, .made = counter_made};
static const struct lk_py_type *const error_bases[] = {&lk_type_ValueError, NULL};
static const struct lk_py_type error_type = {
    .name = "Broken", .module = "native", .base = error_bases};

static bool handlers(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_int(lk_vm_handlers(vm));
    return true;
}

static bool refuse(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    (void)a;
    return lk_refuse(vm, LK_E_UNSUPPORTED, "not this way") || lk_refuse_hint(vm, "another way");
}

static bool broken(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    (void)a;
    return lk_raise_native(vm, &error_type, "broken %d", 7);
}

static bool given(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[4] = {lk_bool(lk_given(a, 1)), a->v[2], a->v[3], a->v[4]};
    *out = lk_new_tuple(vm, v, 4);
    return true;
}

static const struct lk_py_row rows[] = {
    {"handlers()", handlers, 0, NULL},
    {"refuse()", refuse, 0, NULL},
    {"broken()", broken, 0, NULL},
    {"given(a, b=None, *rest, k='d', **extra)", given, 0, NULL},
    {0},
};
static const struct lk_py_type *const types[] = {&counter_type, &error_type, NULL};
static const struct lk_py_const constants[] = {{"answer", NULL, 42}, {"word", "w", 0}, {0}};
static const struct lk_py_module native = {
    .name = "native", .row = rows, .type = types, .constant = constants};

static bool find_module(struct lk_value *out, struct lk_vm *vm, void *self, struct lk_str name)
{
    (void)self;
    *out = lk_empty();
    return !lk_str_is(name, "native") || lk_native_module(out, vm, &native);
}

static int set_up(void **state)
{
    static const struct lk_py_host host = {
        .self = &w, .module = find_module, .settle = settle, .say = say};
    static const struct lk_vm_limits limits = {.gc_stress = true};
    (void)state;
    memset(&w, 0, sizeof w);
    freed = made = 0;
    w.sources = lk_sources_new();
    w.arena = lk_arena_new();
    w.vm = lk_vm_new(&host, w.sources, &limits);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lk_vm_free(w.vm);
    lk_arena_free(w.arena);
    lk_sources_free(w.sources);
    lk_buf_clear(&w.said);
    return 0;
}

static bool load(const char *text, struct lk_err *err)
{
    struct lk_py_ast *ast;
    struct lk_module_init init = {.name = LK_STR("script"), .file = LK_STR("script.py")};
    uint32_t source = lk_sources_add(w.sources, LK_STR("script.py"), lk_str_of(text));
    assert_true(lk_py_parse(&ast, w.arena, w.sources, source, err));
    return lk_vm_load(&w.module, w.vm, ast, &init, err);
}

static void prints(const char *text, const char *expected)
{
    struct lk_err err = {0};
    if (!load(text, &err)) {
        print_error("%s\n", err.message);
    }
    assert_false(lk_err_is_set(&err));
    assert_text(lk_buf_str(&w.said), expected);
}

static void a_function_is_called_with_its_arguments(void **state)
{
    struct lk_err err = {0};
    struct lk_value out, v[2] = {lk_int(2), lk_int(3)}, kw = lk_new_strz(w.vm, "b");
    (void)state;
    assert_true(load("def f(a, b): return a * 10 + b\n", &err));
    struct lk_value f = lk_vm_global(w.vm, w.module, "f");
    assert_true(lk_vm_run(&out, w.vm, f, &(struct lk_args){.v = v, .n = 1, .nkw = 1, .kw = &kw},
                          &err));
    assert_int_equal(out.as.i, 23);
    assert_true(lk_is_empty(lk_vm_global(w.vm, w.module, "nothing")));
}

static void an_exception_comes_out_with_place_and_traceback(void **state)
{
    struct lk_err err = {0};
    struct lk_place place;
    (void)state;
    assert_false(load("def f():\n    raise ValueError('no')\nf()\n", &err));
    assert_int_equal(err.code, LK_E_SCRIPT);
    assert_string_equal(err.message, "ValueError: no");
    assert_non_null(strstr(err.detail, "line 3, in <module>\n    f()\n"));
    assert_true(lk_sources_place(&place, w.sources, err.span));
    assert_int_equal(place.line, 2);
    lk_err_clear(&err);
    assert_true(load("x = 1\n", &err));
}

static void a_refusal_passes_every_handler(void **state)
{
    struct lk_err err = {0};
    (void)state;
    assert_false(load("import native\n"
                      "class M:\n"
                      "    def __enter__(self): pass\n"
                      "    def __exit__(self, *a): print('exit'); return True\n"
                      "def g():\n"
                      "    try: yield native.refuse()\n"
                      "    finally: print('generator')\n"
                      "try:\n"
                      "    with M():\n"
                      "        list(g())\n"
                      "except BaseException: print('caught')\n"
                      "finally: print('finally')\n", &err));
    assert_int_equal(err.code, LK_E_UNSUPPORTED);
    assert_string_equal(err.message, "not this way");
    assert_string_equal(err.hint, "another way");
    assert_int_equal(w.said.n, 0);
    lk_err_clear(&err);
}

static void handlers_are_counted_along_the_stack(void **state)
{
    (void)state;
    prints("from native import handlers as h\n"
           "class M:\n"
           "    def __enter__(self): pass\n"
           "    def __exit__(self, *a): pass\n"
           "def f(): return h()\n"
           "def g():\n"
           "    try: yield f()\n"
           "    finally: pass\n"
           "out = [h()]\n"
           "try:\n"
           "    out.append(f())\n"
           "    with M():\n"
           "        out.append(h())\n"
           "        try: out.append(f())\n"
           "        finally: pass\n"
           "except ValueError: pass\n"
           "i = g()\n"
           "out.append(next(i)); out.append(h())\n"
           "print(out)\n", "[0, 1, 2, 3, 1, 0]\n");
    assert_int_equal(w.settled, 2);
}

static void native_classes_behave_as_classes(void **state)
{
    (void)state;
    prints("from native import Counter\n"
           "c = Counter(5)\n"
           "print(c.add(2, note=[1]).value, len(c), Counter.make().value, c.add().value)\n"
           "c.value = 1; c.extra = 'x'\n"
           "print(c.value, c.extra, type(c).__name__, Counter.__module__)\n"
           "class Sub(Counter):\n"
           "    def __init__(self): super().__init__(7); self.log = []\n"
           "    def add(self, by=1): self.log.append(by); return super().add(by * 2)\n"
           "s = Sub(); s.add(3); s.each(s.add)\n"
           "print(s.value, s.log, isinstance(s, Counter), Sub.__mro__[1] is Counter)\n"
           "Counter.add = lambda self, by: 'patched'\n"
           "print(c.add(1))\n"
           "try: Counter.value.fget(5)\n"
           "except TypeError as e: print(e)\n",
           "7 7 100 8\n1 x Counter native\n19 [3, 0, 1, 2] True True\npatched\n"
           "descriptor 'value' for 'Counter' objects doesn't apply to a 'int' object\n");
    assert_int_equal(made, 1);
    lk_vm_free(w.vm);
    w.vm = NULL;
    assert_int_equal(freed, 3);
}

static void arguments_arrive_bound(void **state)
{
    (void)state;
    prints("from native import given\n"
           "print(given(1), given(1, None, 2, 3, k=4, z=5))\n"
           "try: given()\n"
           "except TypeError as e: print(e)\n"
           "try: given(1, a=2)\n"
           "except TypeError as e: print(e)\n",
           "(False, (), 'd', {}) (True, (2, 3), 4, {'z': 5})\n"
           "given() missing 1 required positional argument: 'a'\n"
           "given() got multiple values for argument 'a'\n");
}

static void native_exceptions_are_caught_by_their_bases(void **state)
{
    (void)state;
    prints("import native\n"
           "try: native.broken()\n"
           "except ValueError as e: print(type(e).__name__, e, native.answer, native.word)\n",
           "Broken broken 7 42 w\n");
}

static void a_missing_attribute_of_a_module_is_refused(void **state)
{
    struct lk_err err = {0};
    (void)state;
    assert_false(load("import native\nprint(hasattr(native, 'answr'))\n", &err));
    assert_int_equal(err.code, LK_E_UNSUPPORTED);
    assert_non_null(strstr(err.message, "limbeck has no 'native.answr'"));
    lk_err_clear(&err);
}

static void endless_scripts_are_bounded_where_it_is_asked(void **state)
{
    struct lk_err err = {0};
    (void)state;
    assert_true(load("def f():\n    while True: pass\n", &err));
    lk_vm_free(w.vm);
    static const struct lk_py_host host = {.self = &w, .say = say};
    w.vm = lk_vm_new(&host, w.sources, &(struct lk_vm_limits){.steps = 10000});
    lk_vm_bounded(w.vm, true);
    assert_false(load("while True: pass\n", &err));
    assert_int_equal(err.code, LK_E_LIMIT);
    lk_err_clear(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_function_is_called_with_its_arguments),
        TEST(an_exception_comes_out_with_place_and_traceback),
        TEST(a_refusal_passes_every_handler),
        TEST(handlers_are_counted_along_the_stack),
        TEST(native_classes_behave_as_classes),
        TEST(arguments_arrive_bound),
        TEST(native_exceptions_are_caught_by_their_bases),
        TEST(a_missing_attribute_of_a_module_is_refused),
        TEST(endless_scripts_are_bounded_where_it_is_asked),
    };
    return lk_run_tests(tests);
}
