#!/usr/bin/env python3
"""A generated project (300 revisions, 2,200 statements in the mix of projects in the wild) applied
to an empty database: limbeck, psql replaying the same statements, real Alembic; without latency and
with 5 ms of round trip.  Prints ratios; asserts nothing."""
import os
import tempfile

import generate
import limbeckbench
import limbecktest
import proxy

REVISIONS = int(os.environ.get("LIMBECK_BENCH_REVISIONS", "300"))
STATEMENTS = REVISIONS * 22 // 3
RUNS = int(os.environ.get("LIMBECK_BENCH_RUNS", "3"))


class Fresh:
    """A database that is empty before each run, and a peer that fills it."""

    def __init__(self, home, name, command, env=None, host=None):
        self.database = limbecktest.Database()
        variables = {**self.database.env(), "LIMBECK_JOURNAL": os.path.join(home, "journal.db"),
                     **limbecktest.alembic_path(), **(env or {})}
        variables = {k: v for k, v in variables.items() if v is not None}
        if host:
            url = f"postgresql://postgres@/{self.database.name}?host={host}"
            variables.update(PGHOST=host, PGPORT="5432", LIMBECK_URL=url, DATABASE_URL=url)
        self.peer = limbeckbench.Peer(name, command, cwd=home, env=variables, before=self.empty)

    def empty(self):
        self.database.sql("DROP SCHEMA IF EXISTS limbeck CASCADE; DROP SCHEMA public CASCADE; "
                          "CREATE SCHEMA public")


def limbeck(*arguments):
    return [limbecktest.LIMBECK, *arguments]


def without_latency(home, sql):
    bare = limbeck("upgrade", "head", "--ledger=off")
    fresh = [Fresh(home, "psql", ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", sql]),
             Fresh(home, "limbeck, ledger off", bare, env={"LIMBECK_JOURNAL": None}),
             Fresh(home, "limbeck", limbeck("upgrade", "head")),
             Fresh(home, "alembic", [*limbecktest.ALEMBIC, "upgrade", "head"])]
    limbeckbench.compare(f"{REVISIONS} revisions, {STATEMENTS} statements, no latency",
                         [f.peer for f in fresh], base="psql", bound=("limbeck", 1.4), runs=RUNS)


def with_latency(home, title, ratio):
    with proxy.Proxy(limbecktest.server(), delay=0.0025) as p:
        fresh = [Fresh(home, "alembic", [*limbecktest.ALEMBIC, "upgrade", "head"],
                       host=p.directory),
                 Fresh(home, "limbeck", limbeck("upgrade", "head"), host=p.directory)]
        limbeckbench.compare(f"5 ms of round trip, {title}", [f.peer for f in fresh],
                             base="alembic", bound=("limbeck", ratio), runs=1)
        trips = [s.round_trips for s in p.sessions if any("limbeck" in t for t in s.trace)]
        print(f"round trips of a limbeck run: {trips[-1] if trips else 'none'}")


def main():
    with tempfile.TemporaryDirectory() as home:
        generate.project(home, REVISIONS, STATEMENTS)
        sql = os.path.join(home, "all.sql")
        printed = limbecktest.run(limbeck("upgrade", "head", "--sql"), cwd=home)
        if printed.status:
            raise SystemExit(str(printed))
        with open(sql, "w") as f:
            f.write(printed.out)
        without_latency(home, sql)
        with_latency(home, "one transaction", 1 / 8)
    with tempfile.TemporaryDirectory() as home:
        generate.project(home, REVISIONS, STATEMENTS, configure=", transaction_per_migration=True")
        with_latency(home, "a transaction for each revision", 1 / 3)


main()
