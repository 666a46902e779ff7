/* Names of texts. */
#include "vcs/blob.h"
#include <git2.h>

/* libgit2 reads all the certificates of the system when it begins; once is enough for all texts.
 * What it holds until the process ends is its own. */
static bool begin(void)
{
    static bool ready;
    ready = ready || git_libgit2_init() > 0;
    return ready;
}

/* The id that git gives to a file's bytes as they are, without filters. */
bool lk_vcs_blob(char out[LK_VCS_OID], struct lk_str content, struct lk_err *err)
{
    git_oid oid;
    bool ok = begin() && git_odb_hash(&oid, content.p, content.n, GIT_OBJECT_BLOB) == 0;
    if (ok)
        git_oid_tostr(out, LK_VCS_OID, &oid);
    return ok || lk_fail(err, LK_E_INTERNAL, "libgit2 cannot hash a text");
}
