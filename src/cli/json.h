/* Members of JSON objects behind others, for every command that has --json. */
#ifndef LK_CLI_JSON_H
#define LK_CLI_JSON_H

#include "base/buf.h"

/* Appends `, "key": "text"`; an empty text is null, for members are always there. */
void lk_cli_json_text(struct lk_buf *out, const char *key, struct lk_str text);
/* The same with a time since 1970 as ISO 8601; 0 is null. */
void lk_cli_json_time(struct lk_buf *out, const char *key, int64_t us);

#endif
