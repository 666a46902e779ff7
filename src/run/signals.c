/* SIGHUP, SIGINT and SIGTERM: the handler remembers the signal and wakes whoever
 * waits for the server. */
#include "run/signals.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t caught;
static int pipe_fd[2] = {-1, -1};
static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
#define LK_SIGNALS (sizeof signals / sizeof *signals)
static struct sigaction before[LK_SIGNALS];

/* Async-signal-safe: one write. */
static void on_signal(int number)
{
    int saved = errno;
    caught = number;
    if (write(pipe_fd[1], "!", 1) < 0)
        caught = number;           /* a full pipe wakes as well */
    errno = saved;
}

int lk_run_signals(void)
{
    if (pipe_fd[0] < 0 && pipe2(pipe_fd, O_CLOEXEC | O_NONBLOCK) != 0)
        pipe_fd[0] = pipe_fd[1] = -1;
    return pipe_fd[0];
}

int lk_run_signal(void)
{
    return caught;
}

/* Without SA_RESTART, so that waiting ends.  nohup(1) has SIGHUP ignored, which stays so. */
void lk_run_signals_arm(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    if (pipe_fd[1] < 0)
        return;
    for (size_t i = 0; i < LK_SIGNALS; i++) {
        sigaction(signals[i], &action, &before[i]);
        if (signals[i] == SIGHUP && before[i].sa_handler == SIG_IGN)
            sigaction(signals[i], &before[i], NULL);
    }
}

void lk_run_signals_disarm(void)
{
    if (pipe_fd[1] < 0)
        return;
    for (size_t i = 0; i < LK_SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
}
