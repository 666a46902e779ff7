/* Names of texts. */
#include "vcs/blob.h"
#include <git2.h>

/* Held until the process ends: beginning anew reads every certificate of the system, which takes
 * longer than to hash a hundred revisions. */
static bool has_library(void)
{
    static int references;
    if (references <= 0)
        references = git_libgit2_init();
    return references > 0;
}

/* The id that git gives to a file's bytes as they are, without filters. */
bool lk_vcs_blob(char out[LK_VCS_OID], struct lk_str content, struct lk_err *err)
{
    git_oid oid;
    bool ok = has_library() && git_odb_hash(&oid, content.p, content.n, GIT_OBJECT_BLOB) == 0;
    if (ok)
        git_oid_tostr(out, LK_VCS_OID, &oid);
    return ok || lk_fail(err, LK_E_INTERNAL, "libgit2 cannot hash a text");
}
