/* Git's name for a text, without any repository. */
#ifndef LK_VCS_BLOB_H
#define LK_VCS_BLOB_H

#include "base/err.h"

#define LK_VCS_OID 41

/* Writes the 40 hexadecimal digits, and NUL, that git hash-object prints for this content. */
LK_MUST_USE bool lk_vcs_blob(char out[LK_VCS_OID], struct lk_str content, struct lk_err *);

#endif
