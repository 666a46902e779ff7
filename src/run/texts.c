/* The log of uses, and how a step's part of it is read. */
#include "run/texts.h"
#include "base/limits.h"
#include "vcs/blob.h"
#include <stdlib.h>

void lk_used_clear(struct lk_used *u)
{
    lk_arena_free(u->arena);
    free(u->log.v);
    free(u->ranges.v);
    free(u->open.v);
    lk_map_clear(&u->loaded);
    *u = (struct lk_used){0};
}

void lk_used_step(struct lk_used *u)
{
    u->step = u->log.n;
    u->copied = 0;
    u->open.n = 0;                 /* an exception may have left a module in the middle */
}

/* Git's name for the text; empty where libgit2 cannot say it, which it always can. */
struct lk_str lk_used_hash(struct lk_arena *arena, struct lk_str text)
{
    char hex[LK_VCS_OID];
    struct lk_err ignored = {0};
    bool ok = lk_vcs_blob(hex, text, &ignored);
    lk_err_clear(&ignored);
    return ok ? lk_arena_str(arena, lk_str_of(hex)) : LK_STR("");
}

/* A text of the sources lives long enough; another one is copied as far as the ledger would keep
 * it, because its reader frees it. */
static void add_text(struct lk_used *u, struct lk_str path, struct lk_str text, bool lives)
{
    struct lk_run_text t = {.path = lk_arena_str(u->arena, path), .content = text,
                            .hash = lk_used_hash(u->arena, text)};
    if (!lives && u->copied + text.n > lk_limit(LK_LIMIT_LEDGER_TEXTS)) {
        t.content = (struct lk_str){NULL, 0};
    } else if (!lives) {
        u->copied += text.n;
        t.content = lk_arena_str(u->arena, text);
    }
    *LK_PUSH(&u->log) = (struct lk_used_entry){.text = t};
}

/* Modules are evaluated inside each other, so that their ranges nest. */
static void begin(struct lk_used *u, struct lk_str path)
{
    *LK_PUSH(&u->open) = u->ranges.n;
    *LK_PUSH(&u->ranges) = (struct lk_used_range){u->log.n, 0};
    lk_map_put(&u->loaded, path, (void *)(uintptr_t)u->ranges.n);
}

static void end(struct lk_used *u)
{
    if (u->open.n)
        u->ranges.v[u->open.v[--u->open.n]].to = u->log.n;
}

/* A module of this runtime; what is none of the project's is not known here. */
static void refer(struct lk_used *u, struct lk_str path)
{
    uintptr_t number = (uintptr_t)lk_map_get(&u->loaded, path);
    if (number)
        *LK_PUSH(&u->log) = (struct lk_used_entry){.range = number - 1};
}

void lk_used_add(struct lk_used *u, enum lk_use how, struct lk_str path, struct lk_str text)
{
    if (!u->arena)
        u->arena = lk_arena_new();
    if (how == LK_USE_AGAIN)
        refer(u, path);
    if (how == LK_USE_LOADED)
        end(u);
    if (how == LK_USE_LOAD)
        begin(u, path);
    if (how == LK_USE_LOAD || how == LK_USE_READ)
        add_text(u, path, text, how == LK_USE_LOAD);
}

/* One walk over the log from the step's beginning, in the order of use: ranges that it refers to
 * are put on a stack, each once, so that modules that import each other end it. */
struct walk {
    struct lk_run_texts *out;
    struct lk_map seen;            /* paths */
    bool *visited;                 /* by range */
    struct { struct lk_used_range *v; size_t n, cap; } todo;
};

static void visit(struct walk *w, const struct lk_used *u, const struct lk_used_entry *e)
{
    if (e->text.path.p) {
        if (!lk_map_put(&w->seen, e->text.path, w))
            *LK_PUSH(w->out) = e->text;
    } else if (!w->visited[e->range]) {
        w->visited[e->range] = true;
        *LK_PUSH(&w->todo) = u->ranges.v[e->range];
    }
}

void lk_used_list(struct lk_run_texts *out, const struct lk_used *u)
{
    struct walk w = {.out = out, .visited = lk_zalloc(u->ranges.n + 1, sizeof *w.visited)};
    for (size_t i = 0; i < out->n; i++)
        lk_map_put(&w.seen, out->v[i].path, &w);
    *LK_PUSH(&w.todo) = (struct lk_used_range){u->step, u->log.n};
    while (w.todo.n) {
        struct lk_used_range *r = &w.todo.v[w.todo.n - 1];
        if (r->from == (r->to ? r->to : u->log.n))
            w.todo.n--;
        else
            visit(&w, u, &u->log.v[r->from++]);
    }
    free(w.todo.v);
    free(w.visited);
    lk_map_clear(&w.seen);
}
