#!/usr/bin/env python3
"""upgrade head with nothing to do: limbeck, real Alembic, psql reading the version row."""
import time

import limbecktest

TIMES = 15


def median(call):
    spent = []
    for _ in range(TIMES):
        start = time.monotonic()
        done = call()
        spent.append(time.monotonic() - start)
        assert done.status == 0, str(done)
    return sorted(spent)[TIMES // 2]


class Noop(limbecktest.Case):
    def test_noop(self):
        project, database = self.project(copy_of="sample"), self.database()
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        psql = median(lambda: limbecktest.run(
            ["psql", "-Xc", "select version_num from alembic_version"], env=database.env()))
        ours = median(lambda: project.limbeck(database, "upgrade", "head"))
        alembic = median(lambda: project.alembic(database, "upgrade", "head"))
        print("no-op upgrade head: limbeck %.1f ms, psql %.1f ms, alembic %.1f ms; "
              "limbeck / psql = %.2f (bound 2), alembic / limbeck = %.1f"
              % (ours * 1e3, psql * 1e3, alembic * 1e3, ours / psql, alembic / ours))


limbecktest.main()
