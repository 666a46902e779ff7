/* Lists of statements, and the release of results. */
#include "model/result.h"
#include "model/stmt.h"

#include <stdlib.h>

void lk_stmts_init(struct lk_stmts *list, struct lk_arena *arena)
{
    *list = (struct lk_stmts){.arena = arena};
}

void lk_stmts_clear(struct lk_stmts *list)
{
    free(list->v);
    list->v = NULL;
    list->n = list->cap = 0;
}

struct lk_stmt *lk_stmts_add(struct lk_stmts *list, struct lk_str sql, struct lk_span span)
{
    struct lk_stmt *stmt = LK_PUSH(list);
    *stmt = (struct lk_stmt){.sql = lk_arena_str(list->arena, sql), .span = span};
    return stmt;
}

void lk_result_free(struct lk_result *result)
{
    if (result) {
        result->free(result);
    }
}
