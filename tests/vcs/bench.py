#!/usr/bin/env python3
"""Provenance of 300 files in a history of 20,000 commits, beside git asking for one of them."""
import os
import random
import resource
import subprocess
import tempfile
import time

PROGRAM = os.path.join(os.environ["LIMBECK_BUILDDIR"], "tests/vcs/vcs_main")
COMMITS, FILES = 20000, 300


def stream(out):
    rnd = random.Random(7)
    for i in range(COMMITS):
        text = ("%d\n" % i).encode()
        paths = ["app/src/m%d/f%d.py" % (rnd.randint(0, 40), rnd.randint(0, 40))]
        if i % (COMMITS // FILES) == 0:
            paths.append("app/versions/%04d.py" % (i // (COMMITS // FILES)))
        out.write(b"commit refs/heads/main\ncommitter C <c@example.org> %d +0000\ndata 1\nx\n"
                  % (1600000000 + i * 60))
        for path in paths:
            out.write(b"M 644 inline %s\ndata %d\n%s\n" % (path.encode(), len(text), text))


def timed(command):
    """Seconds on the clock and of the processor: a busy machine shows in the first alone."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.monotonic() - start,
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main():
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["git", "init", "-q", "-b", "main", home], check=True)
        fast = subprocess.Popen(["git", "-C", home, "fast-import", "--quiet"], stdin=subprocess.PIPE)
        stream(fast.stdin)
        fast.stdin.close()
        fast.wait()
        subprocess.run(["git", "-C", home, "checkout", "-q", "-f", "main"], check=True)
        folder = home + "/app/versions/"
        files = [folder + name for name in sorted(os.listdir(folder))]
        ours, ours_cpu = timed([PROGRAM, home, *files])
        peer, peer_cpu = timed(["git", "-C", home, "log", "-1", "--format=%H", "--", files[0]])
        print("provenance: %d files, %d commits: %.2f s (processor %.2f); git log of the oldest one: "
              "%.2f s (%.2f); ratio %.1f" % (len(files), COMMITS, ours, ours_cpu, peer, peer_cpu,
                                             ours_cpu / peer_cpu))


main()
