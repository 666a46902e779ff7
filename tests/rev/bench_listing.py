#!/usr/bin/env python3
"""heads and history over 10,000 revisions beside `cat versions/*.py` and real Alembic with warm
.pyc files; and whether 50,000 revisions take five times as long."""
import os
import shutil
import tempfile

import limbecktest
import many_revisions
from limbeckbench import Peer, compare

CAT = ["sh", "-c", "ls versions | grep '[.]py$' | sed 's|^|versions/|' | xargs cat"]


def project(top, count):
    home = os.path.join(top, str(count))
    many_revisions.write(home, count)
    return home


def listing(command, home):
    ours = [limbecktest.LIMBECK, *command]
    compare(f"{' '.join(command)}, 10,000 revisions",
            [Peer("limbeck", ours, cwd=home), Peer("cat", CAT, cwd=home)],
            base="cat", bound=("limbeck", 2))
    variables = {k: v for k, v in limbecktest.alembic_path().items() if v}
    variables["PYTHONDONTWRITEBYTECODE"] = ""
    compare(f"{' '.join(command)}, 10,000 revisions, beside Alembic",
            [Peer("limbeck", ours, cwd=home),
             Peer("alembic", [*limbecktest.ALEMBIC, *command], cwd=home, env=variables)],
            base="alembic", bound=("limbeck", 0.2), runs=1)


def main():
    top = tempfile.mkdtemp(prefix="limbeck-bench-")
    try:
        small, large = project(top, 10000), project(top, 50000)
        for command in (["heads"], ["history"]):
            listing(command, small)
            compare(f"{command[0]}, growth",
                    [Peer("50,000", [limbecktest.LIMBECK, *command], cwd=large),
                     Peer("10,000", [limbecktest.LIMBECK, *command], cwd=small)],
                    base="10,000", bound=("50,000", 6), runs=3)
        plan = ["plan", "downgrade", "base", "--from", "heads"]
        compare("plan of all downgrades, growth",
                [Peer("50,000", [limbecktest.LIMBECK, *plan], cwd=large),
                 Peer("10,000", [limbecktest.LIMBECK, *plan], cwd=small)],
                base="10,000", bound=("50,000", 6), runs=3)
    finally:
        shutil.rmtree(top, ignore_errors=True)


main()
