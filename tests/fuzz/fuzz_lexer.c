/* Any bytes as a script's text: tokens lie in the text, in order, and end as the lexer's door says;
 * blocks and f-strings are balanced in a text that was cut to its end. */
#include "py/token.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static void check_order(const struct lk_py_tokens *t, const struct lk_py_names *names, size_t size)
{
    uint32_t end = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct lk_py_token *k = &t->v[i];
        promise(k->from <= k->to && k->to <= size);
        promise(k->from >= end || k->kind == LK_T_DEDENT || k->kind == LK_T_END);
        promise(k->kind != LK_T_NAME || k->aux < names->n);
        end = k->to;
    }
}

static void check_balance(const struct lk_py_tokens *t)
{
    int indents = 0, fstrings = 0;
    for (size_t i = 0; i < t->n; i++) {
        uint8_t k = t->v[i].kind;
        indents += k == LK_T_INDENT ? 1 : k == LK_T_DEDENT ? -1 : 0;
        fstrings += k == LK_T_FSTART ? 1 : k == LK_T_FEND ? -1 : 0;
        promise(indents >= 0 && fstrings >= 0);
        promise(k != LK_T_ERROR || i + 1 == t->n);
    }
    if (t->v[t->n - 1].kind == LK_T_END)
        promise(indents == 0 && fstrings == 0 && t->v[t->n - 1].level == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_py_tokens tokens;
    struct lk_py_names names;
    struct lk_err err = {0};
    lk_py_names_init(&names, arena);
    bool ok = lk_py_lex(&tokens, &names, (struct lk_str){(const char *)data, size}, 1, &err);
    promise(ok != lk_err_is_set(&err));
    check_order(&tokens, &names, size);
    if (ok) {
        promise(tokens.n > 0);
        check_balance(&tokens);
        promise((tokens.v[tokens.n - 1].kind == LK_T_ERROR) == lk_err_is_set(&tokens.late));
    }
    lk_err_clear(&err);
    lk_py_tokens_clear(&tokens);
    lk_py_names_clear(&names);
    lk_arena_free(arena);
    return 0;
}
