#!/usr/bin/env python3
"""Provenance of 300 files in a history of 20,000 commits, beside git asking for one of them."""
import os
import random
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
        start = time.monotonic()
        subprocess.run([PROGRAM, home, *files], check=True, stdout=subprocess.DEVNULL)
        ours = time.monotonic() - start
        start = time.monotonic()
        subprocess.run(["git", "-C", home, "log", "-1", "--format=%H", "--", files[0]], check=True,
                       stdout=subprocess.DEVNULL)
        peer = time.monotonic() - start
        print("provenance: %d files, %d commits: %.2f s; git log of the oldest one: %.2f s; ratio %.1f"
              % (len(files), COMMITS, ours, peer, ours / peer))


main()
