#!/usr/bin/env python3
"""The tour of the README shows what the program prints.

With --write, puts what the program prints into the README."""
import os
import re
import subprocess
import sys
import textwrap

import limbecktest

README = os.path.join(limbecktest.SRCDIR, "README.md")
EXAMPLE = re.compile(r"(?:^ {4}.*\n(?:\n+(?= {4}))?)+", re.MULTILINE)


def commit(directory):
    """Makes the project a repository; the id of its only commit."""
    git = ["git", "-C", directory, "-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "shop"]):
        subprocess.run(git + words, check=True)
    return subprocess.run(git + ["rev-parse", "HEAD"], check=True, capture_output=True,
                          text=True).stdout.strip()


def alike(text, head):
    """Text without what differs from machine to machine."""
    text = text.replace(head[:7], "4f1c2d9")
    text = re.sub(r"\S+@\S+:\d+/\S+, version table", "app@db.internal:5432/shop, version table", text)
    text = re.sub(r"  [0-9a-f]{8}  \d{4}-\d\d-\d\d [\d:]{8}  +[\d.]+ m?s  (\w+ +)\S+  ",
                  r"  9d4b1f02  2026-03-09 14:02:51    41.3 ms  \1shop  ", text)
    return re.sub(r"/[^\s']+/migrations/", "/srv/shop/migrations/", text)


def fits(shown, true):
    """Is this what is printed?  A line with an ellipsis stands for any lines."""
    pattern = re.escape(shown).replace("…\\\n", "(?:.*\n)*")
    return re.fullmatch(re.sub(r"…$", "(?:.*\n?)*", pattern), true) is not None


class Tour:
    """Runs the examples one after the other in one project."""

    def __init__(self, project, database):
        self.project, self.database = project, database
        self.head = commit(project.directory)

    def output(self, command, shown):
        """What a command prints; 'cat FILE' makes the file from what is shown."""
        words = command.split()
        if words[0] == "cat":
            self.project.write(words[1], shown.rstrip("\n") + "\n")
            return shown
        environment = {**os.environ, **self.database.env(), "LIMBECK_JOURNAL": self.project.journal}
        done = subprocess.run([limbecktest.LIMBECK, *words[1:]], cwd=self.project.directory,
                              env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, text=True)
        return alike(done.stdout, self.head)

    def example(self, block):
        """The block with its output as the program prints it."""
        if not block.startswith("    $ "):
            return block
        shown = []
        for piece in re.split(r"(?m)^(?=\$ )", textwrap.dedent(block))[1:]:
            command, _, output = piece.partition("\n")
            true = self.output(command[2:], output).rstrip("\n")
            same = fits(output.rstrip("\n"), true)
            shown.append(command + "\n" + (output.rstrip("\n") if same else true) + "\n")
        return textwrap.indent("\n".join(shown), "    ")


class Readme(limbecktest.Case):
    def test_the_tour_is_true(self):
        tour = Tour(self.project(copy_of="sample"), self.database())
        with open(README) as f:
            text = f.read()
        begin, end = text.index("## A minute's tour"), text.index("## Build and install")
        true = EXAMPLE.sub(lambda m: tour.example(m.group(0)), text[begin:end])
        if "--write" in sys.argv:
            with open(README, "w") as f:
                f.write(text[:begin] + true + text[end:])
        else:
            self.assertEqual(text[begin:end], true)


if __name__ == "__main__":
    if "--write" in sys.argv:
        Readme("test_the_tour_is_true").run()
    else:
        limbecktest.main()
