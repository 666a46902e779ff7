/* Layouts of the small cells: boxes, descriptors, iterators, what stands around classes. */
#ifndef LK_PY_SMALL_H
#define LK_PY_SMALL_H

#include "py/cell.h"

struct lk_floatobj {
    struct lk_cell cell;
    double d;
};
struct lk_box {
    struct lk_cell cell;
    struct lk_value value;         /* EMPTY: not bound */
};
struct lk_property {
    struct lk_cell cell;
    struct lk_value get, set, del, doc, name;
};
/* CLASSMETHOD, STATICMETHOD, PROXY, UNION (a tuple), TRACEBACK (the exception). */
struct lk_wrap {
    struct lk_cell cell;
    struct lk_value inner;
};
struct lk_super {
    struct lk_cell cell;
    struct lk_class *after;        /* look behind this one in the order of self's class */
    struct lk_value self;          /* EMPTY: unbound */
    struct lk_class *cls;          /* the class of self, or self when it is a class */
};
struct lk_alias {
    struct lk_cell cell;
    struct lk_value origin, args;
};
struct lk_member {
    struct lk_cell cell;
    struct lk_value name;
    struct lk_class *owner;
    uint32_t at;                   /* which of the places of owner's instances */
};
struct lk_range {
    struct lk_cell cell;
    int64_t start, stop, step, n;
    struct lk_value big;           /* EMPTY, or the parts of one beyond 64 bits: range.h */
};
struct lk_slice {
    struct lk_cell cell;
    struct lk_value v[3];
};
struct lk_dictview {
    struct lk_cell cell;
    struct lk_dict *dict;
    uint8_t what;                  /* enum lk_view */
};
enum lk_view { LK_VIEW_KEYS, LK_VIEW_VALUES, LK_VIEW_ITEMS };

struct lk_iterator {
    struct lk_cell cell;
    bool (*advance)(struct lk_value *out, struct lk_vm *, struct lk_iterator *);
    lk_step *step;                 /* of lk_new_iterator */
    struct lk_value over, extra;
    int64_t at, end;
    uint32_t version;
};

/* What is known of a refusal beside its error (unmade.c). */
struct lk_refusal {
    bool unplaced;                 /* its span may be that of an earlier statement */
    bool final;                    /* no statement is put off for it */
    bool environment;              /* a function that it ended speaks of the environment */
    uint32_t frame;                /* serial of the outermost frame that it has ended, … */
    struct lk_span outer;          /* … and the statement of that frame which it broke off */
    struct lk_value by;            /* the placeholder that was used, or EMPTY */
    struct { struct lk_module **v; size_t n, cap; } broken;      /* of functions that it ended */
    struct lk_value unsure;        /* unmade: what foreign code may have changed; or EMPTY */
};

struct lk_placeholder {
    struct lk_cell cell;
    struct lk_value name;          /* what it stands for: "pkg.mod" or "pkg.mod.name" */
    struct lk_value why;           /* unmade: what was missing; EMPTY where it was imported */
    struct lk_span span;           /* of the import, or of what is missing */
};

#endif
