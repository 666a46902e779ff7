#!/usr/bin/env python3
"""Shows that generated projects run under real Alembic, up, down and up, and what the proxy does."""
import os
import time

import generate
import limbecktest
import proxy


class Generated(limbecktest.Case):
    def test_a_project_goes_up_down_and_up(self):
        made = generate.project(os.path.join(self.directory(), "p"), 40, 300, seed=7)
        database = self.database()
        self.succeeds(made.alembic(database, "upgrade", "head"))
        first = database.dump()
        self.succeeds(made.alembic(database, "downgrade", "base"))
        self.assertNotIn("CREATE TABLE public.t_", database.dump())
        self.succeeds(made.alembic(database, "upgrade", "head"))
        self.assertEqual(database.dump(), first)

    def test_every_kind_of_operation_occurs_and_the_seed_decides(self):
        def texts(seed):
            made = generate.project(os.path.join(self.directory(), "p"), 60, 900, seed=seed)
            return {name: open(os.path.join(made.versions, name)).read()
                    for name in sorted(os.listdir(made.versions))}
        first = texts(1)
        for kind in generate.MIX:
            self.assertIn(f"op.{kind}(", "".join(first.values()))
        self.assertEqual(texts(1), first)
        self.assertNotEqual(texts(2), first)


class Proxy(limbecktest.Case):
    def test_round_trips_are_counted_and_delayed(self):
        database = self.database()
        with proxy.Proxy(database.environment, delay=0.02) as delayed:
            import psycopg2
            url = database.url.replace(database.environment["PGHOST"], delayed.directory)
            connection = psycopg2.connect(url)
            connection.autocommit = True
            before = delayed.sessions[0].round_trips
            begun = time.monotonic()
            with connection.cursor() as cursor:
                for _ in range(5):
                    cursor.execute("SELECT 1")
            took = time.monotonic() - begun
            connection.close()
        self.assertEqual(delayed.sessions[0].round_trips - before, 5)
        self.assertEqual(delayed.sessions[0].trace[-5:], ["Q SELECT 1"] * 5)
        self.assertGreaterEqual(took, 5 * 2 * 0.02)


if __name__ == "__main__":
    limbecktest.main()
