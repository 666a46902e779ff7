/* What the folder shares: the object behind the door, modules by name, values to data. */
#ifndef LK_MODS_INSIDE_H
#define LK_MODS_INSIDE_H

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "mods/mods.h"
#include "py/containers.h"
#include "py/native.h"
#include <stdio.h>
#include <stdlib.h>

struct lk_mods {
    const struct lk_mods_config *config;
    struct lk_sink *sink;
    struct lk_vm *vm;
    struct lk_arena *kept;         /* lives as long as the object: trees of modules, facts */
    struct lk_arena *arena;        /* of the current step: operations */
    struct lk_map scripts;         /* source's number as text -> lk_value * of its module */
    struct lk_value hooks;         /* dict: what scripts registered (operations, compilers) */
    struct lk_value failure;       /* the exception made of the last failed operation */
    struct lk_err failed;          /* and what the database said */
    uint32_t seq;                  /* operations of the step so far */
    int64_t serial;                /* numbers given to aliases without a name */
    bool downgrade;
    bool stepping;                 /* upgrade() or downgrade() runs, no module alone */
    bool carried;                  /* the script that runs stands in a manifest */
    /* Modules that are being evaluated, built-in and the project's: see lk_asks(). */
    uint32_t loading, importing;
};
struct lk_mods *lk_mods_of(struct lk_vm *);
/* Tells the owner of the use of a project file, if it wants to know. */
void lk_mods_used(struct lk_mods *, enum lk_use, struct lk_str path, struct lk_str text);
/* Tells whoever runs the script that it asked for something that is different elsewhere; what a
 * built-in module asks while it is imported does not count. */
void lk_asks(struct lk_vm *, const char *what);

/* Modules that are tables. */
typedef bool lk_module_maker(struct lk_value *out, struct lk_vm *, struct lk_str name);
/* Each gives EMPTY for a name it does not know. */
lk_module_maker lk_std_module, lk_frozen_module, lk_sa_module, lk_alembic_module;
lk_module_maker lk_project_module;

/* Values to data.  `what` is the kinds that the place accepts, as in a signature; may be empty. */
struct lk_conv {
    struct lk_vm *vm;
    struct lk_arena *arena;
    uint32_t depth;
    uint32_t statements;           /* that enclose the value: a subquery is inside of one */
};
LK_MUST_USE bool lk_to_datum(const struct lk_datum **out, struct lk_conv *, struct lk_value,
                             struct lk_str what);
/* Does an argument fit its parameter?  Of *rest each element is asked.  A TypeError otherwise. */
LK_MUST_USE bool lk_datum_fits(struct lk_vm *, const struct lk_def *, uint16_t param,
                               const struct lk_datum *);
LK_MUST_USE bool lk_mods_datum(const struct lk_datum **out, struct lk_vm *, struct lk_value,
                               struct lk_arena *);
/* Data to values: configuration, facts.  Nodes are not expected. */
struct lk_value lk_from_datum(struct lk_vm *, const struct lk_datum *);

/* Operations. */
/* Builds the operation of a bound call: v[i] belongs to parameter i of the definition. */
LK_MUST_USE bool lk_op_build(struct lk_op **out, struct lk_vm *, const struct lk_def *,
                             const struct lk_value *v, uint64_t given);
struct lk_ran {
    enum lk_emit how;
    struct lk_result *result;      /* the caller's */
};
/* Gives an operation to the sink.  False: an exception is set, or the run refused. */
LK_MUST_USE bool lk_op_emit(struct lk_ran *out, struct lk_vm *, struct lk_op *, enum lk_want,
                            uint32_t connection);
/* The same where nothing is wanted back. */
LK_MUST_USE bool lk_op_do(struct lk_vm *, struct lk_op *);
/* Enters or leaves a scope of the sink. */
LK_MUST_USE bool lk_op_scope(uint32_t *connection, struct lk_vm *, enum lk_scope,
                             enum lk_scope_act);
/* The text of an operation's statements, for messages; in the kept arena, may be empty. */
struct lk_str lk_op_sql(struct lk_vm *, const struct lk_op *);

#endif
