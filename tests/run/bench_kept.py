#!/usr/bin/env python3
"""What remembering costs: a generated project in a git repository (300 revisions, 2,200 statements)
applied to an empty database with and without ledger, journal and provenance; fsync on, the journal
on the cluster's disk.  Each run begins without a ledger, and so makes one.  Prints ratios, round
trips and statements; asserts no time."""
import os
import shutil
import tempfile

import cluster
import generate
import limbeckbench
import limbecktest
import proxy

REVISIONS = int(os.environ.get("LIMBECK_BENCH_REVISIONS", "300"))
STATEMENTS = REVISIONS * 22 // 3
RUNS = int(os.environ.get("LIMBECK_BENCH_RUNS", "5"))


def commit(home):
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        done = limbecktest.run(["git", "-C", home, "-c", "user.name=me", "-c", "user.email=me@here",
                                *command])
        if done.status:
            raise SystemExit(str(done))


class Kept:
    """One of the peers, on a database of its own that is empty before each run."""

    def __init__(self, server, name, home, journal, *arguments):
        self.database = limbecktest.Database(server)
        self.environment = {**self.database.env(), "LIMBECK_JOURNAL": journal}
        self.peer = limbeckbench.Peer(name, [limbecktest.LIMBECK, "upgrade", "head", *arguments],
                                      cwd=home, env=self.environment, before=self.empty)

    def empty(self):
        """A new database: in one that was emptied the catalog is full of what was there, and it is
        by chance which of the peers' was vacuumed last."""
        for sql in ('DROP DATABASE "{}"', 'CREATE DATABASE "{}" TEMPLATE template0', "CHECKPOINT"):
            self.database._server_sql(sql.format(self.database.name))

    def count(self):
        """Once more through a proxy: round trips and statements."""
        self.empty()
        with proxy.Proxy(self.database.environment) as p:
            url = f"postgresql://postgres@/{self.database.name}?host={p.directory}"
            done = limbecktest.run(self.peer.command, cwd=self.peer.cwd, env={
                **self.environment, "PGHOST": p.directory, "LIMBECK_URL": url,
                "DATABASE_URL": url})
            if done.status:
                raise SystemExit(str(done))
        session = p.sessions[0]
        print(f"  {self.peer.name:12} {session.round_trips:6} round trips "
              f"{sum(t[0] in 'PQ' for t in session.trace):6} statements")


def kept(server, title, configure):
    with tempfile.TemporaryDirectory() as top:
        bare, home = os.path.join(top, "bare"), os.path.join(top, "home")
        os.makedirs(bare)
        generate.project(bare, REVISIONS, STATEMENTS, configure=configure)
        shutil.copytree(bare, home)
        commit(home)
        journal = os.path.join(server["PGHOST"], "bench-journal.db")
        all_kept = [Kept(server, "nothing", bare, "off", "--ledger=off"),
                    Kept(server, "provenance", home, "off", "--ledger=off"),
                    Kept(server, "ledger", bare, "off"),
                    Kept(server, "journal", bare, journal, "--ledger=off"),
                    Kept(server, "all", home, journal)]
        limbeckbench.compare(f"what is kept of {REVISIONS} revisions, {title}",
                             [k.peer for k in all_kept], base="nothing", bound=("all", 1.15),
                             runs=RUNS)
        for k in all_kept:
            k.count()


def main():
    """A cluster of its own: the one that tests share is started without fsync, for good."""
    with cluster.Cluster(fsync=True) as own:
        server = own.environment()
        os.environ["PATH"] = server["PATH"]
        database = limbecktest.Database(server)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            if database.sql(f"SHOW {setting}").strip() != "on":
                raise SystemExit(f"{setting} is off: nothing would be measured")
        kept(server, "one transaction", "")
        kept(server, "a transaction for each revision", ", transaction_per_migration=True")


main()
