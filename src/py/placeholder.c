/* Placeholders: what stands for a module that is not here, until a script uses it. */
#include "py/import.h"

struct lk_value lk_new_placeholder(struct lk_vm *vm, struct lk_value name, struct lk_span span)
{
    struct lk_placeholder *p = lk_cell_new(vm, LK_T_PLACEHOLDER, vm->cls[LK_TY_placeholder],
                                           sizeof *p);
    p->name = name;
    p->why = lk_empty();
    p->span = span;
    return lk_of_cell(p);
}

bool lk_is_unmade(struct lk_value v)
{
    return lk_is(v, LK_T_PLACEHOLDER) && lk_is(LK_CELL_OF(lk_placeholder, v)->why, LK_T_STR);
}

bool lk_placeholder_refuse(struct lk_vm *vm, struct lk_value v)
{
    struct lk_placeholder *p = LK_CELL_OF(lk_placeholder, v);
    struct lk_place at;
    bool known = lk_sources_place(&at, vm->sources, p->span);
    if (lk_is_refused(vm)) {
        return false;
    }
    if (lk_is_unmade(v)) {
        lk_refuse(vm, LK_E_UNSUPPORTED, "'" LK_PRI "' is used but could not be made: " LK_PRI,
                  LK_ARG(lk_text(p->name)), LK_ARG(lk_text(p->why)));
    } else {
        lk_refuse(vm, LK_E_UNSUPPORTED, "'" LK_PRI "' is used but limbeck does not have it",
                  LK_ARG(lk_text(p->name)));
    }
    vm->refusal.by = v;
    if (known) {
        lk_refuse_hint(vm, "%s at " LK_PRI ":%u; provide the module beside the revisions or "
                       "below prepend_sys_path, or replace the revision by a manifest that says "
                       "'replaces: script'",
                       lk_is_unmade(v) ? "needed" : "imported", LK_ARG(at.file), at.line);
    }
    return false;
}
