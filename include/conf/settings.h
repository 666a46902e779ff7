/* Settings: one table, and the one place that decides which source wins: flags, LIMBECK_*
 * environment variables, [limbeck] of alembic.ini or [tool.limbeck] of pyproject.toml, Alembic's
 * own keys.  What env.py decides is not known here; see lk_conf_url. */
#ifndef LK_CONF_SETTINGS_H
#define LK_CONF_SETTINGS_H

#include "conf/ini.h"
#include "conf/url.h"
#include "model/datum.h"

enum lk_set_type {
    LK_SET_TYPE_STR,
    LK_SET_TYPE_PATH,
    LK_SET_TYPE_BOOL,      /* a flag without value; in files true/false */
    LK_SET_TYPE_INT,
    LK_SET_TYPE_DURATION,  /* 10min, 30s, 500ms, 0; kept in microseconds */
    LK_SET_TYPE_CHOICE,
    LK_SET_TYPE_LIST       /* a flag may be repeated; in files separated by commas or spaces */
};

enum lk_set {
#define LK_SETTING(id, name, type, choices, dflt, alembic, doc) LK_SET_##id,
#include "conf/settings.def"
#undef LK_SETTING
    LK_SET_COUNT
};

struct lk_set_def {
    const char *name;      /* of the flag, after "--"; with "_" for "-" the key in files */
    const char *env;       /* LIMBECK_… */
    uint8_t type;          /* enum lk_set_type */
    const char *choices;   /* "auto|require|off", else what the value is called in --help */
    const char *dflt;      /* as text; NULL is unset */
    const char *alembic;   /* Alembic's key for the same thing, or NULL */
    const char *doc;
};
extern const struct lk_set_def lk_set_table[LK_SET_COUNT];
/* The row of a name in either spelling (lock-wait, lock_wait), or LK_SET_COUNT. */
enum lk_set lk_set_find(struct lk_str name);

enum lk_set_from {
    LK_FROM_DEFAULT, LK_FROM_ALEMBIC, LK_FROM_FILE, LK_FROM_ENVIRONMENT, LK_FROM_FLAG
};

struct lk_set_value {
    struct lk_str text;    /* p is NULL where unset */
    int64_t number;        /* BOOL 0/1, INT, DURATION in us, CHOICE index of the choice */
    struct lk_names list;  /* LIST */
    enum lk_set_from from;
    struct lk_span span;   /* where it stands, for a value from a file */
};

/* What the command line says.  Borrowed. */
struct lk_conf_flag {
    enum lk_set id;
    struct lk_str value;   /* BOOL: "true" */
};
struct lk_conf_request {
    const struct lk_str *config;       /* -c, up to twice (an ini file and a pyproject.toml) */
    size_t nconfig;
    struct lk_str section;             /* -n; empty is "alembic" */
    const struct lk_str *x;            /* -x, in order */
    size_t nx;
    const struct lk_conf_flag *flag;
    size_t nflag;
    char *const *environment;          /* NAME=value, NULL-terminated */
    bool settings_only;                /* no project is needed: directories are not looked for */
};

struct lk_conf {
    struct lk_arena *arena;            /* borrowed; owns every text below */
    struct lk_str ini_path, toml_path; /* absolute; empty where there is no such file */
    struct lk_str section;             /* "alembic" or -n */
    const struct lk_ini *ini;          /* NULL without a file */
    const struct lk_datum *toml;       /* [tool.alembic] as a map, or NULL */
    struct lk_set_value set[LK_SET_COUNT];
    struct lk_names naming;            /* keys and values of naming_convention.*, in pairs */
    struct lk_str script_location;     /* absolute directory; empty where none is named */
    struct lk_names versions;          /* absolute directories of revisions, at least one */
    struct lk_names sys_path;          /* prepend_sys_path, absolute */
    bool recursive, sourceless;
    struct lk_names x;                 /* -x as given */
    struct lk_names warnings;          /* sentences for the log (deprecated separators) */
    char *const *environment;
};

/* Reads the files and decides every setting.  A file named by -c that is not there, an unknown key
 * of [limbeck], a value that does not fit: LK_E_CONFIG, with its place.  Neither files nor a
 * script_location are needed when --versions is given. */
LK_MUST_USE bool lk_conf_load(struct lk_conf *out, struct lk_arena *, struct lk_sources *,
                              const struct lk_conf_request *, struct lk_err *);

/* "10min" as microseconds, "1000" as a number: texts of a list whose items are typed.  False where
 * the text is none. */
bool lk_conf_duration(int64_t *us, struct lk_str);
bool lk_conf_count(int64_t *count, struct lk_str);

static inline bool lk_conf_is_set(const struct lk_conf *c, enum lk_set s)
{
    return c->set[s].text.p != NULL;
}
static inline struct lk_str lk_conf_text(const struct lk_conf *c, enum lk_set s)
{
    return c->set[s].text;
}
static inline int64_t lk_conf_number(const struct lk_conf *c, enum lk_set s)
{
    return c->set[s].number;
}

/* config.get_alembic_option(): the main section of the ini file, then [tool.alembic], values
 * interpolated; NULL datum where absent. */
LK_MUST_USE bool lk_conf_alembic(const struct lk_datum **out, const struct lk_conf *,
                                 struct lk_str key, struct lk_err *);

/* The target: --url, LIMBECK_URL, [limbeck] url, what env.py yields (empty where it yields none),
 * sqlalchemy.url, DATABASE_URL, libpq's environment; the template's placeholder counts as unset.
 * `from` is a short name of the source for messages. */
struct lk_conf_target {
    struct lk_conninfo conninfo;
    struct lk_url url;                 /* zeroed where libpq's environment decides */
    const char *from;
};
LK_MUST_USE bool lk_conf_url(struct lk_conf_target *out, const struct lk_conf *,
                             struct lk_str env_py, struct lk_err *);

#endif
