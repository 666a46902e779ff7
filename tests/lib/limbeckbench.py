"""What benchmarks share: peers are run in turns in one process, and ratios are printed.

Nothing here asserts a time: a bound is printed next to what was measured, and the reader judges.

    compare("no-op upgrade head", [Peer("limbeck", […]), Peer("alembic", […])],
            base="alembic", bound=("limbeck", 0.2))
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time


class Peer:
    """A command to be timed.  before: called before each run, outside the time."""

    def __init__(self, name, command, cwd=None, env=None, before=None):
        self.name, self.command, self.cwd = name, command, cwd
        self.environment = {**os.environ, **(env or {})}
        self.before = before
        self.seconds, self.peak_kib = [], 0

    def run(self):
        if self.before:
            self.before()
        with tempfile.TemporaryFile() as said:
            begun = time.perf_counter()
            child = subprocess.Popen(self.command, cwd=self.cwd, env=self.environment,
                                     stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds.append(time.perf_counter() - begun)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                said.seek(0)
                raise SystemExit(f"{self.name}: exit status {child.returncode}\n"
                                 + said.read().decode(errors="replace"))
        self.peak_kib = max(self.peak_kib, usage.ru_maxrss)

    @property
    def median(self):
        return statistics.median(self.seconds)


def timed(peers, runs):
    """Runs the peers in turns, in another order each round: what comes next to what is not always
    the same.  The first round warms caches and is not counted."""
    for round in range(runs + 1):
        first = round % len(peers)
        for peer in peers[first:] + peers[:first]:
            peer.run()
    for peer in peers:
        del peer.seconds[0]


def compare(title, peers, base, bound=None, runs=15):
    """Runs the peers in turns, prints medians, peak memory and ratios to the peer named base.

    A ratio is the median of the ratios of the rounds, since neighbours have the machine's mood in
    common; the quartiles stand beside it.  bound is (name, ratio): what the ratio of that peer is
    meant to stay under.  Returns the ratios."""
    timed(peers, runs)
    against = next(peer for peer in peers if peer.name == base).seconds
    print(f"\n{title} (medians of {runs} rounds; ratios to {base}, quartiles)")
    ratios = {}
    for peer in peers:
        each = [mine / other for mine, other in zip(peer.seconds, against)]
        low, ratio, high = statistics.quantiles(each, n=4, method="inclusive") \
            if len(each) > 1 else each * 3
        ratios[peer.name] = ratio
        note = ""
        if bound and bound[0] == peer.name:
            note = f"   meant to be at most {bound[1]}: {'is' if ratio <= bound[1] else 'IS NOT'}"
        print(f"  {peer.name:20} {1000 * peer.median:10.1f} ms {peer.peak_kib / 1024:8.1f} MiB "
              f"{ratio:8.2f} x ({low:.2f} to {high:.2f}){note}")
    sys.stdout.flush()
    return ratios
