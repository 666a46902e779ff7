#!/usr/bin/env python3
"""What remembering costs: a generated project in a git repository (300 revisions, 2,200 statements)
applied to an empty database with and without ledger, journal and provenance; fsync on, the journal
on the cluster's disk.  Prints ratios; asserts nothing."""
import os
import shutil
import tempfile

import generate
import limbeckbench
import limbecktest

REVISIONS = int(os.environ.get("LIMBECK_BENCH_REVISIONS", "300"))
STATEMENTS = REVISIONS * 22 // 3
RUNS = int(os.environ.get("LIMBECK_BENCH_RUNS", "5"))


def commit(home):
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        done = limbecktest.run(["git", "-C", home, "-c", "user.name=me", "-c", "user.email=me@here",
                                *command])
        if done.status:
            raise SystemExit(str(done))


def peer(name, home, journal, *arguments):
    database = limbecktest.Database()

    def empty():
        database.sql("DROP SCHEMA IF EXISTS limbeck CASCADE; DROP SCHEMA public CASCADE; "
                     "CREATE SCHEMA public; CHECKPOINT")

    return limbeckbench.Peer(name, [limbecktest.LIMBECK, "upgrade", "head", *arguments], cwd=home,
                             env={**database.env(), "LIMBECK_JOURNAL": journal}, before=empty)


def kept(title, configure):
    with tempfile.TemporaryDirectory() as top:
        bare, home = os.path.join(top, "bare"), os.path.join(top, "home")
        os.makedirs(bare)
        generate.project(bare, REVISIONS, STATEMENTS, configure=configure)
        shutil.copytree(bare, home)
        commit(home)
        journal = os.path.join(limbecktest.server()["PGHOST"], "bench-journal.db")
        limbeckbench.compare(
            f"what is kept of {REVISIONS} revisions, {title}",
            [peer("nothing", bare, "off", "--ledger=off"),
             peer("provenance", home, "off", "--ledger=off"),
             peer("ledger", bare, "off"), peer("journal", bare, journal, "--ledger=off"),
             peer("all", home, journal)],
            base="nothing", bound=("all", 1.15), runs=RUNS)


def main():
    admin = limbecktest.Database()
    admin.sql("ALTER SYSTEM SET fsync = on")
    admin.sql("SELECT pg_reload_conf()")
    kept("one transaction", "")
    kept("a transaction for each revision", ", transaction_per_migration=True")
    admin.sql("ALTER SYSTEM RESET fsync")
    admin.sql("SELECT pg_reload_conf()")


main()
