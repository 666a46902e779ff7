/* Printing a tree for tests: what the dumper's files share. */
#ifndef LK_PY_DUMP_H
#define LK_PY_DUMP_H

#include "py/ast.h"

struct lk_dump {
    struct lk_buf *out;
    const struct lk_py_ast *ast;
    uint32_t quiet;            /* inside f-strings no positions: CPython 3.11 has others */
};

/* "Kind@from-to(" — positions are byte offsets. */
void lk_dump_open(struct lk_dump *, const char *kind, struct lk_span);
void lk_dump_close(struct lk_dump *);
void lk_dump_text(struct lk_dump *, struct lk_str);        /* in quotes; not ASCII: \xNN */
void lk_dump_id(struct lk_dump *, uint32_t id);
void lk_dump_next(struct lk_dump *);                       /* ", " */
void lk_dump_expr(struct lk_dump *, const struct lk_py_expr *);   /* NULL is None */
void lk_dump_exprs(struct lk_dump *, struct lk_py_exprs);
void lk_dump_keywords(struct lk_dump *, const struct lk_py_args *);
void lk_dump_params(struct lk_dump *, const struct lk_py_code *);
void lk_dump_body(struct lk_dump *, const struct lk_py_body *);
void lk_dump_pattern(struct lk_dump *, const struct lk_py_pattern *);

#endif
