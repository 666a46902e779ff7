/* Mods: what scripts import.  One object holds the script runtime of a run with all modules
 * registered in it (alembic.op, alembic.context, sqlalchemy, the standard ones), finds the
 * project's own modules, and turns the calls of scripts into operations for a sink.  Manifests do
 * not pass here.  Nothing here knows SQL text or connections. */
#ifndef LK_MODS_MODS_H
#define LK_MODS_MODS_H

#include "model/sink.h"

struct lk_vm;
struct lk_mods;

enum lk_direction { LK_UPGRADE, LK_DOWNGRADE };

/* How the evaluation comes to use a file of the project. */
enum lk_use {
    LK_USE_READ,           /* open(), pathlib: its content */
    LK_USE_LOAD,           /* its module begins to be evaluated; ends with LOADED, failed or not */
    LK_USE_LOADED,
    LK_USE_AGAIN           /* a module that has been loaded before is imported again */
};

/* What the runtime must know of its project.  Everything is borrowed and must outlive the object;
 * absent texts are empty, absent data NULL. */
struct lk_mods_config {
    struct lk_sources *sources;
    struct lk_str script_location;         /* directory; absolute */
    const struct lk_str *path;             /* where modules are looked for, in order: versions */
    size_t npath;                          /* directories, script_location, prepend_sys_path */
    struct lk_str readable;                /* scripts may read files below it, too */
    struct lk_str config_file;             /* context.config.config_file_name */
    struct lk_str url;                     /* bind.engine.url, its password masked; or empty */
    const struct lk_datum *options;        /* {section: {option: text}} of the configuration file */
    const struct lk_datum *x;              /* list of the -x arguments */
    /* {argument: value} that env.py gave to context.configure(): context.opts. */
    const struct lk_datum *configured;
    const struct lk_datum *naming_convention;    /* map, or NULL */
    struct lk_span naming_unknown;         /* where env.py has one that cannot be read */
    struct lk_str version_table, version_table_schema;
    /* Modules that manifests carry for their scripts: "a/b.py" to text; or NULL. */
    const struct lk_datum *modules;
    /* Called for every use of a project file; may be NULL.  READ's text is borrowed for the call,
     * LOAD's is that of the sources; the others have none. */
    void (*used)(void *self, enum lk_use, struct lk_str path, struct lk_str text);
    bool (*interrupted)(void *self);       /* may be NULL */
    /* Called where what comes out depends on the moment or the place of the run: the clock, random
     * bytes, the environment, -x, offline mode.  `lasts`: a module of the project asked while it
     * was imported, and keeps the answer for whoever uses it later.  May be NULL. */
    void (*asked)(void *self, const char *what, bool lasts);
    void *self;
};

/* Makes a runtime that emits into the sink; both are used until lk_mods_free. */
LK_MUST_USE bool lk_mods_new(struct lk_mods **out, const struct lk_mods_config *, struct lk_sink *,
                             struct lk_err *);
void lk_mods_free(struct lk_mods *);       /* takes NULL */
struct lk_vm *lk_mods_vm(const struct lk_mods *);

/* Calls upgrade() or downgrade() of the revision whose script is this source; the module is
 * evaluated on first use and kept for the run.  Operations live in the arena.  Queued operations
 * may be unsettled on return.  An exception that leaves the script is LK_E_SCRIPT with its
 * traceback as detail, an emission that failed LK_E_FAILED with its SQLSTATE, one that was
 * refused the sink's own error. */
LK_MUST_USE bool lk_mods_run_step(struct lk_mods *, uint32_t source, enum lk_direction,
                                  struct lk_arena *, struct lk_err *);

/* Evaluates the module of a revision and looks whether its upgrade() or downgrade() will certainly
 * be refused.  Nothing is emitted. */
LK_MUST_USE bool lk_mods_check_step(struct lk_mods *, uint32_t source, enum lk_direction,
                                    struct lk_err *);

/* Evaluates the module of a revision whose header is no literal: a map of revision, down_revision,
 * branch_labels and depends_on as far as the module defines them. */
LK_MUST_USE bool lk_mods_header(const struct lk_datum **out, struct lk_mods *, uint32_t source,
                                struct lk_arena *, struct lk_err *);

/* The file of the project that a module's name stands for, and its path below the directory where
 * it was found ("a/b.py"); false where the name is built in, a placeholder or a directory. */
bool lk_mods_project_file(struct lk_str *file, struct lk_str *path, struct lk_mods *,
                          struct lk_str name);

#endif
