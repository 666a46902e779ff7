#!/usr/bin/env python3
"""What it costs to find that there is nothing to do: 'upgrade head' at head, beside real Alembic
and a bare query of the version table."""
import os
import shutil
import tempfile

import limbeckbench
import limbecktest


def main():
    directory = tempfile.mkdtemp(prefix="limbeck-bench-")
    database = limbecktest.Database()
    try:
        project = os.path.join(directory, "project")
        shutil.copytree(limbecktest.testdata("sample"), project)
        env = {**database.env(), "LIMBECK_JOURNAL": os.path.join(directory, "journal.db")}
        done = limbecktest.run(limbecktest.ALEMBIC + ["upgrade", "head"], cwd=project, env=env)
        if done.status:
            raise SystemExit(str(done))
        limbeckbench.compare(
            "no-op upgrade head",
            [limbeckbench.Peer("limbeck", [limbecktest.LIMBECK, "upgrade", "head"], project, env),
             limbeckbench.Peer("alembic", limbecktest.ALEMBIC + ["upgrade", "head"], project, env),
             limbeckbench.Peer("psql", ["psql", "-XAtc", "select version_num from alembic_version"],
                               project, env)],
            base="psql", bound=("limbeck", 2))
    finally:
        database.drop()
        shutil.rmtree(directory)


main()
