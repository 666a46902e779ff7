/* What commands that print JSON have in common. */
#include "cli/json.h"
#include "base/time.h"

/* Unknown texts are empty where they come from. */
void lk_cli_json_text(struct lk_buf *out, const char *key, struct lk_str text)
{
    lk_buf_addf(out, ", \"%s\": ", key);
    if (text.n) {
        lk_buf_json(out, text);
    } else {
        lk_buf_addz(out, "null");
    }
}

/* What has not happened has the time 0. */
void lk_cli_json_time(struct lk_buf *out, const char *key, int64_t us)
{
    char iso[LK_TIME_TEXT];
    size_t n = us ? lk_time_iso(iso, us) : 0;
    lk_cli_json_text(out, key, (struct lk_str){iso, n});
}
