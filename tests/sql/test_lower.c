/* Lowering as a whole: every operation refuses what it does not know, a refusal leaves nothing
 * behind, traits and spans are where the executor looks for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sql/lower.h"

#include <stdlib.h>

struct bench {
    struct lk_arena *arena;
    struct lk_stmts stmts;
    struct lk_err err;
};

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    b->arena = lk_arena_new();
    lk_stmts_init(&b->stmts, b->arena);
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    lk_stmts_clear(&b->stmts);
    lk_arena_free(b->arena);
    lk_err_clear(&b->err);
    free(b);
    return 0;
}

static const struct lk_datum *str(struct bench *b, const char *text)
{
    return lk_datum_str(b->arena, lk_str_of(text));
}

static const struct lk_datum *list(struct bench *b, const struct lk_datum *one)
{
    return lk_datum_list(b->arena, &one, 1);
}

/* An operation with something in every required argument. */
static struct lk_op *filled(struct bench *b, enum lk_op_id id)
{
    struct lk_op *op = lk_op_new(b->arena, id);
    const struct lk_sig *sig = lk_def_sig(op->def);
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_param *p = &sig->param[i];
        bool named = p->kind == LK_PARAM_REST || p->kind == LK_PARAM_EXTRA;
        if (lk_str_is(p->name, "elements")) {
            const struct lk_datum *pair[] = {str(b, "a"), str(b, "=")};
            op->arg[i] = list(b, lk_datum_list(b->arena, pair, 2));
            continue;
        }
        if (named || p->dflt) {
            continue;
        }
        bool names = lk_str_find(p->what, LK_STR("list"), 0) >= 0;
        op->arg[i] = names ? list(b, str(b, "a")) : str(b, "x");
    }
    return op;
}

static void unknown_keywords_are_refused_by_every_operation(void **state)
{
    struct bench *b = *state;
    struct lk_dialect d = {.offline = true, .literal_binds = true};
    for (int id = 0; id < LK_OP_COUNT; id++) {
        const struct lk_sig *sig = lk_def_sig(&lk_op_table[id]);
        struct lk_str kw = LK_STR("nonsense");
        const struct lk_datum *value = str(b, "x"), **arg = NULL;
        if (sig->extra < 0) {
            struct lk_def_call call = {&lk_op_table[id], {lk_str_of(lk_op_table[id].name), 0, 1,
                                                          &kw}, &value};
            assert_false(lk_def_bind(&arg, b->arena, &call, &b->err));
        } else {
            struct lk_op *op = filled(b, (enum lk_op_id)id);
            struct lk_pair pair = {kw, value};
            op->arg[sig->extra] = lk_datum_map(b->arena, &pair, 1);
            if (lk_sql_lower(&b->stmts, op, &d, &b->err)) {
                fail_msg("%s takes 'nonsense'", op->def->name);
            }
            assert_int_equal(b->stmts.n, 0);
        }
        assert_non_null(strstr(b->err.message, "nonsense"));
        lk_err_clear(&b->err);
    }
}

static void a_misspelt_keyword_is_named_with_the_nearest(void **state)
{
    struct bench *b = *state;
    struct lk_dialect d = {.offline = true};
    struct lk_op *op = filled(b, LK_OP_CREATE_INDEX);
    struct lk_pair pair = {LK_STR("postgresql_wher"), str(b, "x")};
    lk_op_set(op, "kw", lk_datum_map(b->arena, &pair, 1));
    assert_false(lk_sql_lower(&b->stmts, op, &d, &b->err));
    assert_string_equal(b->err.hint, "did you mean 'postgresql_where'?");
}

/* The second of three statements is refused: the first is not left. */
static void a_refusal_leaves_nothing_behind(void **state)
{
    struct bench *b = *state;
    struct lk_dialect d = {.offline = true};
    struct lk_op *op = filled(b, LK_OP_ALTER_COLUMN);
    struct lk_datum *computed = lk_datum_node(b->arena, lk_node_find(LK_STR("computed")));
    lk_op_set(op, "nullable", lk_datum_bool(b->arena, true));
    lk_op_set(op, "server_default", computed);
    op->span = (struct lk_span){1, 10, 20};
    assert_false(lk_sql_lower(&b->stmts, op, &d, &b->err));
    assert_int_equal(b->stmts.n, 0);
    assert_int_equal(b->err.code, LK_E_SCRIPT);
    assert_int_equal(b->err.span.from, 10);
}

static void statements_know_their_operation_and_traits(void **state)
{
    struct bench *b = *state;
    struct lk_dialect d = {0};
    struct lk_op *op = filled(b, LK_OP_EXECUTE);
    op->seq = 7;
    lk_op_set(op, "sqltext", str(b, "COMMIT"));
    assert_true(lk_sql_lower(&b->stmts, op, &d, &b->err));
    assert_int_equal(b->stmts.v[0].traits, LK_TRAIT_TX_END);
    assert_int_equal(b->stmts.v[0].op_seq, 7);
    op = filled(b, LK_OP_CREATE_INDEX);
    struct lk_pair pair = {LK_STR("postgresql_concurrently"), lk_datum_bool(b->arena, true)};
    lk_op_set(op, "kw", lk_datum_map(b->arena, &pair, 1));
    assert_true(lk_sql_lower(&b->stmts, op, &d, &b->err));
    assert_string_equal(b->stmts.v[1].sql.p, "CREATE INDEX CONCURRENTLY x ON x (a)");
    assert_int_equal(b->stmts.v[1].traits, LK_TRAIT_NO_BLOCK);
}

static void a_type_is_made_once_in_a_run(void **state)
{
    struct bench *b = *state;
    struct lk_map made = {0};
    struct lk_dialect d = {.types_made = &made};
    struct lk_op *op = filled(b, LK_OP_CREATE_TABLE);
    struct lk_datum *column = lk_datum_node(b->arena, lk_node_find(LK_STR("column")));
    struct lk_datum *type = lk_datum_node(b->arena, lk_node_find(LK_STR("Enum")));
    type->as.node.arg[0] = list(b, str(b, "l"));
    type->as.node.arg[1] = str(b, "e");
    column->as.node.arg[0] = str(b, "c");
    column->as.node.arg[1] = type;
    lk_op_set(op, "columns", list(b, column));
    assert_true(lk_sql_lower(&b->stmts, op, &d, &b->err));
    assert_int_equal(b->stmts.n, 2);
    assert_string_equal(b->stmts.v[0].sql.p, "CREATE TYPE e AS ENUM ('l')");
    assert_true(lk_sql_lower(&b->stmts, op, &d, &b->err));
    assert_int_equal(b->stmts.n, 3);
    lk_map_clear(&made);
}

static void drivers_differ_in_percent_signs_and_parameters(void **state)
{
    struct bench *b = *state;
    static const char *const texts[] = {"a %% %(x)s", "a %% %s", "a % :x", "a % $1", "a % ?"};
    struct lk_op *op = filled(b, LK_OP_EXECUTE);
    lk_op_set(op, "sqltext", str(b, "a % :x"));
    for (int style = 0; style < 5; style++) {
        struct lk_dialect d = {.offline = true, .paramstyle = (enum lk_paramstyle)style};
        assert_true(lk_sql_lower(&b->stmts, op, &d, &b->err));
        assert_string_equal(b->stmts.v[style].sql.p, texts[style]);
    }
}

static struct lk_op *chain(struct bench *b, int levels)
{
    const struct lk_datum *e = lk_datum_int(b->arena, 1);
    for (int i = 0; i < levels; i++) {
        struct lk_datum *sum = lk_datum_node(b->arena, lk_node_find(LK_STR("binary")));
        sum->as.node.arg[0] = str(b, "sub");
        sum->as.node.arg[1] = e;
        sum->as.node.arg[2] = lk_datum_int(b->arena, 1);
        e = sum;
    }
    struct lk_op *op = lk_op_new(b->arena, LK_OP_EXECUTE);
    lk_op_set(op, "sqltext", e);
    return op;
}

/* Types are asked for at every level: without remembering them this test would not end. */
static void deep_expressions_are_linear_and_bounded(void **state)
{
    struct bench *b = *state;
    struct lk_dialect d = {.offline = true, .literal_binds = true};
    assert_true(lk_sql_lower(&b->stmts, chain(b, 3), &d, &b->err));
    assert_string_equal(b->stmts.v[0].sql.p, "((1 - 1) - 1) - 1");
    assert_true(lk_sql_lower(&b->stmts, chain(b, 480), &d, &b->err));
    assert_false(lk_sql_lower(&b->stmts, chain(b, 100000), &d, &b->err));
    assert_int_equal(b->err.code, LK_E_LIMIT);
}

static void statements_are_printed_as_alembic_prints(void **state)
{
    (void)state;
    struct lk_buf out = {0};
    struct lk_stmt stmt = {.sql = LK_STR("SELECT 1")};
    lk_sql_print(&out, &stmt);
    assert_string_equal(out.p, "SELECT 1;\n\n");
    lk_buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(unknown_keywords_are_refused_by_every_operation, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_misspelt_keyword_is_named_with_the_nearest, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_refusal_leaves_nothing_behind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(statements_know_their_operation_and_traits, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_type_is_made_once_in_a_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drivers_differ_in_percent_signs_and_parameters, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(deep_expressions_are_linear_and_bounded, set_up,
                                        tear_down),
        cmocka_unit_test(statements_are_printed_as_alembic_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
