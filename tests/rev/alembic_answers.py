"""Answers questions about graphs (one JSON object per line, as tests/rev/rev_dump takes them) with
Alembic's own RevisionMap, ScriptDirectory and HeadMaintainer, all in memory."""
import json
import sys
import types
import warnings

import alembic
from alembic.runtime.migration import HeadMaintainer, RevisionStep
from alembic.script.base import ScriptDirectory
from alembic.script.revision import Revision, RevisionMap
from alembic.util import CommandError

def rows_below(step, heads):
    """What a downgrade must leave rows for.  Debian's 1.8.1 leaves one for every revision that
    stands below the last row, even for one below another; 1.19's answers are the right ones."""
    others = set(heads) - {step.revision.revision}
    ids = step.revision_map.get_revisions
    above = step.revision_map._get_ancestor_nodes
    if others:
        covered = {r.revision for r in above(ids(tuple(others)), check=False)}
    else:
        covered = {r.revision for below in step.to_revisions
                   for r in above(ids(below), check=False) if r.revision != below}
    return tuple(set(step.to_revisions) - covered)


if tuple(int(n) for n in alembic.__version__.split(".")[:2]) < (1, 19):
    RevisionStep._unmerge_to_revisions = rows_below

MODULE = types.SimpleNamespace(upgrade=None, downgrade=None)


class Script(Revision):
    module = MODULE
    doc = "m"


class Rows(HeadMaintainer):
    """Only the set of rows, with Alembic's own checks; what is missing raises KeyError."""

    def __init__(self, heads):
        self.context, self.heads = None, set(heads)

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)


def one_or_many(ids):
    return None if not ids else ids[0] if len(ids) == 1 else tuple(ids)


def directory(graph):
    def scripts():
        return [Script(r["revision"], one_or_many(r["down_revision"]),
                       dependencies=tuple(r["depends_on"]) or None,
                       branch_labels=tuple(r["branch_labels"]) or None) for r in graph]
    made = ScriptDirectory.__new__(ScriptDirectory)
    made.revision_map = RevisionMap(scripts)
    return made


def rows_after(steps, current):
    rows, out = Rows(current), []
    for step in steps:
        rows.update_to_step(step)
        out.append(sorted(rows.heads))
    return out


def plan(scripts, question):
    current, kind = tuple(question["current"]), question["kind"]
    if kind == "stamp":
        steps = scripts._stamp_revs(tuple(question["targets"]), current)
        return {"steps": len(steps), "rows": rows_after(steps, current)}
    method = scripts._upgrade_revs if kind == "upgrade" else scripts._downgrade_revs
    steps = method(question["target"], current)
    return {"steps": [s.revision.revision for s in steps], "rows": rows_after(steps, current)}


def listing(scripts, question):
    base, _, head = question["target"].partition(":")
    walked = scripts.walk_revisions(base=base or "base", head=head or "heads")
    return {"steps": [r.revision for r in walked]}


def labels(scripts):
    every = {r for r in scripts.revision_map._revision_map.values() if r is not None}
    return {"labels": {r.revision: sorted(r.branch_labels) for r in every},
            "heads": sorted(scripts.revision_map.heads)}


def answer(scripts, question):
    try:
        if question["kind"] == "facts":
            return labels(scripts)
        made = listing if question["kind"] == "history" else plan
        return made(scripts, question)
    except CommandError as e:
        return {"error": str(e)}
    except Exception as e:
        return {"trips": "%s: %s" % (type(e).__name__, e)}


def main():
    warnings.simplefilter("ignore")
    scripts = None
    for line in sys.stdin:
        question = json.loads(line)
        if "graph" in question:
            scripts = directory(question["graph"])
        print(json.dumps(answer(scripts, question)))


if __name__ == "__main__":
    main()
