/* What documents manifests, made from the tables that read them: limbeck-manifest(5) and the JSON
 * Schema.  A program of the tests prints both; the files in the tree are kept equal. */
#ifndef LK_REV_MANUAL_H
#define LK_REV_MANUAL_H

#include "base/buf.h"

/* Appends the manual page as troff. */
void lk_manifest_manual(struct lk_buf *out);
/* Appends the schema as JSON (draft 2020-12), a definition per line. */
void lk_manifest_schema(struct lk_buf *out);

#endif
