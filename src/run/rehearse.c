/* The rehearsal sink.  Knows no connection; what it cannot know it says. */
#include "run/rehearse.h"
#include "run/own_schema.h"

#include <stdlib.h>

/* The first question counts: what comes after it may depend on the answer.  The place is that of
 * the call, for the report of what was kept as a script. */
static void note_unknown(struct lk_rehearsal *r, const char *what, struct lk_span where)
{
    if (!r->unknown) {
        r->unknown = what;
        r->where = where;
    }
}

/* Records an operation once it is known to have a lowering.  An operation is recorded even when
 * its outcome was asked for, as the first such question marks the whole script. */
static enum lk_emit emit(struct lk_emitted *out, struct lk_sink *sink, const struct lk_op *op,
                         struct lk_emit_how how, struct lk_err *err)
{
    struct lk_rehearsal *r = (struct lk_rehearsal *)sink;
    struct lk_stmts stmts;
    *out = (struct lk_emitted){0};
    lk_stmts_init(&stmts, r->arena);
    bool good = lk_sql_lower(&stmts, op, &r->dialect, err) &&
                lk_run_spares_ledger(&stmts, op, err);
    r->statements += stmts.n;
    lk_stmts_clear(&stmts);
    if (!good) {
        return LK_EMIT_REFUSED;
    }
    *LK_PUSH(&r->ops) = *op;
    if (how.observed) {
        note_unknown(r, "whether an operation succeeds, which the script observes", op->span);
    }
    if (how.connection) {
        note_unknown(r, "a connection of the script's own", op->span);
    }
    if (how.want == LK_WANT_NOTHING) {
        return LK_EMIT_DONE;
    }
    note_unknown(r, "the result of a statement", op->span);
    return LK_EMIT_UNKNOWABLE;
}

/* There is nothing in flight. */
static bool settle(struct lk_sink *sink, enum lk_why why, struct lk_err *err)
{
    (void)sink;
    (void)why;
    (void)err;
    return true;
}

/* Transactions of the script's own are more than a list of operations can say.  The script goes
 * on, so that a later mistake in it is still found. */
static bool scope(uint32_t *connection, struct lk_sink *sink, enum lk_scope what,
                  enum lk_scope_act act, struct lk_err *err)
{
    (void)act;
    (void)err;
    *connection = what == LK_SCOPE_CONNECTION ? 1 : 0;
    note_unknown((struct lk_rehearsal *)sink, "the script's own transaction", LK_NOWHERE);
    return true;
}

/* Those of a database, without a version. */
static const struct lk_sink_facts *facts(struct lk_sink *sink)
{
    return &((struct lk_rehearsal *)sink)->facts;
}

/* Output is no operation; what prints needs its script to go on printing. */
static void say(struct lk_sink *sink, struct lk_str line)
{
    (void)line;
    note_unknown((struct lk_rehearsal *)sink, "the script's own output", LK_NOWHERE);
}

static const struct lk_sink_class rehearsal_class = {emit, settle, scope, facts, say};

/* The dialect is copied; types that the scripts make are noted apart. */
void lk_rehearsal_init(struct lk_rehearsal *r, const struct lk_dialect *dialect)
{
    *r = (struct lk_rehearsal){.sink = {&rehearsal_class}, .dialect = *dialect};
    r->dialect.types_made = &r->types_made;
    /* As on a live run, so that scripts take the same path until they ask. */
    r->facts.has_database = true;
    r->facts.default_schema = LK_STR("public");
}

/* One script at a time; the recorded operations live in its arena. */
void lk_rehearsal_begin(struct lk_rehearsal *r, struct lk_arena *arena)
{
    r->arena = arena;
    r->ops.n = 0;
    r->statements = 0;
    r->unknown = NULL;
    r->where = LK_NOWHERE;
}

/* The operations themselves are the arena's. */
void lk_rehearsal_clear(struct lk_rehearsal *r)
{
    free(r->ops.v);
    r->ops.v = NULL;
    r->ops.n = r->ops.cap = 0;
    lk_map_clear(&r->types_made);
}
