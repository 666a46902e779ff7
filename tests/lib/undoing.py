"""What tests of inverses share: a project that grows, its database, and what the ledger keeps."""
import json
import textwrap

import limbecktest


class Undoing(limbecktest.Case):
    def fresh(self, encoding=None):
        """A project and a database that has a ledger already."""
        self.made, self.db = self.project(), self.database()
        if encoding:
            self.db._server_sql(f'DROP DATABASE "{self.db.name}"')
            self.db._server_sql(f'CREATE DATABASE "{self.db.name}" TEMPLATE template0 '
                                f"ENCODING '{encoding}' LOCALE 'C'")
        self.head, self.count = "null", 0
        self.add("- execute: SELECT 1")
        self.upgrade()

    def setUp(self):
        super().setUp()
        self.fresh()

    def add(self, upgrade):
        """One more manifest at the head; its id."""
        self.count += 1
        name = f"r{self.count:03}"
        self.made.manifest(name, f"revision: {name}\ndown_revision: {self.head}\nmessage: m\n"
                                 "upgrade:\n" + textwrap.indent(upgrade, "  ") + "\n")
        self.head = name
        return name

    def script(self, body):
        self.count += 1
        name = f"r{self.count:03}"
        self.made.revision(name, self.head, upgrade=body, downgrade="op.drop_table('t')")
        self.head = name
        return name

    def run_upgrade(self, *arguments):
        return self.made.limbeck(self.db, "upgrade", "head", *arguments)

    def through(self, p, *arguments):
        """The same over a proxy."""
        return self.made.limbeck(self.db, "upgrade", "head", *arguments,
                                 env={"LIMBECK_URL": f"postgresql://postgres@/{self.db.name}"
                                                     f"?host={p.directory}"})

    def upgrade(self, *arguments):
        return self.succeeds(self.run_upgrade(*arguments))

    def kept(self):
        """(undo, reason) of each operation by revision, in the order of operations."""
        rows = self.db.rows("SELECT s.revision, i.undo, i.reason, i.search_path "
                            "FROM limbeck.inverse i JOIN limbeck.step s USING (run, number) "
                            "ORDER BY s.at, operation")
        out = {}
        self.paths = {}
        for revision, undo, reason, path in rows:
            self.assertTrue((undo is None) != (reason is None), rows)
            out.setdefault(revision, []).append((undo and json.loads(undo), reason))
            self.paths.setdefault(revision, []).append(path)
        return out

    def undo_of(self, revision):
        """All of a revision's operations undone, last first; None where one cannot be."""
        all_of = self.kept().get(revision, [])
        if any(undo is None for undo, _ in all_of):
            return None
        return [op for undo, _ in reversed(all_of) for op in undo]

    def reasons(self, revision):
        return [reason for _, reason in self.kept().get(revision, []) if reason]

    def with_paths(self, revision):
        """undo_of() with the search path that each part of it needs, and the session's in the end."""
        undo = []
        for (ops, _), path in reversed(list(zip(self.kept()[revision], self.paths[revision]))):
            undo += [{"execute": f"SET LOCAL search_path TO {path}"}] * bool(path and ops) + ops
        return undo + [{"execute": "SET LOCAL search_path TO DEFAULT"}]

    def manifests_back(self, revisions):
        for revision in reversed(revisions):
            undo = self.undo_of(revision)
            self.assertIsNotNone(undo, self.reasons(revision))
            if undo:
                self.add("\n".join("- " + json.dumps(op) for op in self.with_paths(revision)))

    def state(self):
        """A dump, rows included, of everything but version rows."""
        return "\n".join(line for line in self.db.dump(data=True).splitlines()
                         if not line.startswith("r0"))

    def there_and_back(self, setup, body):
        """A script is applied and undone; its operations' inverses."""
        self.db.sql(setup)
        before = self.state()
        revision = self.script(body)
        self.upgrade()
        self.assertNotEqual(before, self.state())
        undo = self.undo_of(revision)
        self.manifests_back([revision])
        self.upgrade()
        self.assertEqual(before, self.state())
        return undo
