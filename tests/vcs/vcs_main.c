/* Prints what vcs says of a directory and files, one fact a line: for tests that ask git the same.
 * usage: vcs_main DIRECTORY [FILE...] */
#include "vcs/vcs.h"

#include <stdio.h>
#include <stdlib.h>

static int report(struct lk_err *err)
{
    printf("error %s\n", err->message);
    lk_err_clear(err);
    return 1;
}

static int print_files(struct lk_vcs *vcs, struct lk_arena *arena, int n, char **paths)
{
    struct lk_err err = {0};
    struct lk_vcs_file *file = lk_zalloc((size_t)n + 1, sizeof *file);
    for (int i = 0; i < n; i++) {
        file[i].path = lk_str_of(paths[i]);
    }
    bool good = lk_vcs_files(file, (size_t)n, vcs, arena, &err);
    int status = good ? 0 : report(&err);
    for (int i = 0; good && i < n; i++) {
        printf("file name=" LK_PRI " blob=%s tracked=%d dirty=%d changed=%s horizon=%d author="
               LK_PRI "\n", LK_ARG(file[i].name), file[i].blob, file[i].tracked, file[i].dirty,
               file[i].changed.id, file[i].horizon, LK_ARG(file[i].changed.author));
    }
    free(file);
    return status;
}

static int print_head(struct lk_vcs *vcs, struct lk_arena *arena)
{
    struct lk_err err = {0};
    struct lk_vcs_head head;
    if (!lk_vcs_head(&head, vcs, arena, &err)) {
        return report(&err);
    }
    printf("head commit=%s ref=" LK_PRI " detached=%d shallow=%d bare=%d worktree=%d dirty=%d "
           "remote=" LK_PRI " author=" LK_PRI " authored=%lld\n", head.commit.id,
           LK_ARG(head.ref), head.detached, head.shallow, head.bare, head.worktree, head.dirty,
           LK_ARG(head.remote), LK_ARG(head.commit.author),
           (long long)(head.commit.authored_us / 1000000));
    return 0;
}

int main(int argc, char **argv)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_err err = {0};
    struct lk_vcs *vcs = NULL;
    enum lk_vcs_found found;
    static const char *const names[] = {"found", "none", "foreign", "empty"};
    int status = argc < 2 || !lk_vcs_open(&vcs, &found, argv[1], &err) ? report(&err) : 0;
    if (!status) {
        printf("repository %s\n", names[found]);
    }
    if (vcs) {
        status = print_head(vcs, arena);
    }
    if (vcs && !status) {
        status = print_files(vcs, arena, argc - 2, argv + 2);
    }
    lk_vcs_close(vcs);
    lk_arena_free(arena);
    return status;
}
