/* checkfirst: what an operation creates or drops is looked for in the catalog first.  Scripts have
 * looked themselves, since they go on from the answer; manifests leave it to the executor. */
#include "run/exec_acts.h"

/* Is there anything left to do?  False in *needed where the type, table, index or sequence is there
 * already, or is gone.  Without a schema it is what the search path shows. */
bool lk_exec_is_needed(bool *needed, struct lk_exec *x, const struct lk_op *op, struct lk_err *err)
{
    struct lk_result *r;
    int check = lk_def_param(op->def, "checkfirst");
    *needed = true;
    if (check < 0 || op->looked || !lk_datum_truth(op->arg[check]))
        return true;
    const struct lk_datum *item = op->arg[0];
    const struct lk_def *def = item->as.node.def;
    struct lk_str schema = {NULL, 0};
    if (lk_def_param(def, "schema") >= 0)
        schema = lk_datum_text(lk_node_arg(item, "schema"));
    const struct lk_str arg[2] = {schema.n ? schema : (struct lk_str){NULL, 0},
                                  lk_datum_text(lk_node_arg(item, "name"))};
    bool type = def->family == LK_FAMILY_TYPE;
    if (!lk_exec_settle(x, err)
        || !lk_db_ask(&r, x->db, type ? LK_ASK_NAMED_TYPE : LK_ASK_RELATION, arg, err))
        return false;
    bool drops = op->def->id == LK_OP_DROP_TYPE || op->def->id == LK_OP_DROP_ITEM;
    *needed = (r->nrows > 0) == drops;
    lk_result_free(r);
    return true;
}
