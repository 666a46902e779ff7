"""What the tests of the graph share: asking tests/rev/rev_dump, and random graphs."""
import json
import os
import random
import subprocess

import limbecktest

DUMP = os.path.join(limbecktest.BUILDDIR, "tests/rev/rev_dump")


def ask(questions):
    """One answer for each question."""
    text = "".join(json.dumps(q) + "\n" for q in questions)
    done = subprocess.run([DUMP], input=text, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def steps(answer):
    short = {"upgrade": "up", "downgrade": "down"}
    return [[short[s["direction"]], s["revision"]] for s in answer["steps"]]


def rev(revision, down=(), depends=(), labels=(), path=None, message="m"):
    one = lambda x: [x] if isinstance(x, str) else list(x)
    return {"revision": revision, "down_revision": one(down), "depends_on": one(depends),
            "branch_labels": one(labels), "path": path or "versions/%s.py" % revision,
            "message": message}
