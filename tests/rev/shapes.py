#!/usr/bin/env python3
"""Graphs of 50,000 revisions in shapes that tempt to quadratic work: planned up and down again.
The guard against hanging is far above what any of them takes."""
import random

import graphs
import limbecktest
from graphs import rev

COUNT = 50000


def lines(count, length):
    """Many long branches off one base, merged nowhere."""
    out = [rev("base")]
    for i in range(count):
        before = "base"
        for k in range(length):
            out.append(rev(f"l{i}_{k}", before))
            before = f"l{i}_{k}"
    return out


def merges(near):
    rng, out = random.Random(1), [rev("r0")]
    for i in range(1, COUNT):
        down = {rng.randrange(max(0, i - near), i) for _ in range(1 + (rng.random() < 0.5))}
        out.append(rev(f"r{i}", [f"r{d}" for d in sorted(down)]))
    return out


def crossing():
    """Two lines that depend on each other all the way."""
    rng, out = random.Random(3), [rev("r0"), rev("s0")]
    for i in range(1, COUNT // 2):
        deps = [f"s{rng.randrange(max(0, i - 40), i)}"] if rng.random() < 0.5 else []
        out.append(rev(f"r{i}", f"r{i - 1}", deps))
        deps = [f"r{rng.randrange(max(0, i - 40), i)}"] if rng.random() < 0.3 else []
        out.append(rev(f"s{i}", f"s{i - 1}", deps))
    return out


def far():
    """One line whose dependencies reach far back."""
    rng, out = random.Random(4), [rev("r0")]
    for i in range(1, COUNT):
        deps = [f"r{rng.randrange(0, max(1, i - 1))}"] if rng.random() < 0.3 else []
        out.append(rev(f"r{i}", f"r{i - 1}", deps))
    return out


def labelled():
    return [rev(f"r{i}", f"r{i - 1}" if i else [], [], f"L{i}" if i % 100 == 0 else [])
            for i in range(COUNT)]


class Shapes(limbecktest.Case):
    def check(self, graph):
        up, = graphs.ask([{"graph": graph, "kind": "upgrade", "current": [], "target": "heads"}])
        self.assertEqual(len(up["steps"]), len(graph))
        down, = graphs.ask([{"graph": graph, "kind": "downgrade", "current": up["heads"],
                             "target": "base"}])
        self.assertEqual(len(down["steps"]), len(graph))
        self.assertEqual(down["heads"], [])

    def test_wide(self):
        self.check(lines(1000, 50))

    def test_long(self):
        self.check(lines(50, 1000))

    def test_merges(self):
        self.check(merges(30))
        self.check(merges(2000))

    def test_dependencies(self):
        self.check(crossing())
        self.check(far())

    def test_labels(self):
        self.check(labelled())


if __name__ == "__main__":
    limbecktest.main()
