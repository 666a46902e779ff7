#!/usr/bin/env python3
"""Inverses: what the ledger keeps takes the database back to what it was.

Each case of testdata/sql/inverse is a revision.  All cases of a file are applied to one database by
one run, and what limbeck.inverse says is compared with the case.  Those that can be undone are then
applied to another database, and undone by manifests made of what limbeck.inverse says, last revision
first: the dump afterwards is the dump before."""
import glob
import json
import os
import textwrap

import limbecktest
import proxy
import undoing

KEYS = ("case", "setup", "upgrade", "undo", "reason")


def read_cases(path):
    """Cases of a file: key: value, or key: and an indented block."""
    cases, body = [], None
    for line in open(path):
        key, colon, value = line.rstrip("\n").partition(":")
        if line.startswith("#"):
            continue
        if colon and key in KEYS:
            if key == "case":
                cases.append(dict.fromkeys(KEYS, ""))
            cases[-1][key] = value.strip()
            body = key
        elif body:
            cases[-1][body] += line
    return [{k: textwrap.dedent(v).strip() for k, v in c.items()} for c in cases]


def expected(case):
    """The list of undoing operations, or None with a reason."""
    if case["reason"]:
        return None
    lines = [] if case["undo"] == "nothing" else case["undo"].splitlines()
    return [json.loads(line) for line in lines]


class Cases(undoing.Undoing):
    def told(self, cases):
        """What the ledger says of each case is what the file says."""
        for case in cases:
            self.db.sql(case["setup"])
        revisions = [self.add(case["upgrade"]) for case in cases]
        self.upgrade()
        for revision, case in zip(revisions, cases):
            with self.subTest(case["case"]):
                self.assertEqual(expected(case), self.undo_of(revision), self.reasons(revision))
                if case["reason"]:
                    self.assertEqual([case["reason"]], self.reasons(revision))

    def back(self, cases):
        for case in cases:
            self.db.sql(case["setup"])
        before = self.state()
        revisions = [self.add(case["upgrade"]) for case in cases]
        self.upgrade()
        self.assertNotEqual(before, self.state())
        self.manifests_back(revisions)
        self.upgrade()
        return before

    def test_an_inverse_that_is_missing_would_be_seen(self):
        """A planted fault: one revision of the way back is left out."""
        cases = read_cases(limbecktest.testdata("sql", "inverse", "alter.case"))
        undo_of, forgotten = self.undo_of, []

        def forgets_one(revision):
            undo = undo_of(revision)
            if undo and not forgotten:
                forgotten.append(undo)
                return []
            return undo
        self.undo_of = forgets_one
        before = self.back([c for c in cases if c["undo"].startswith("{")][-3:])
        self.assertTrue(forgotten)
        self.assertNotEqual(before, self.state())


def add_file(path):
    name = os.path.basename(path)[:-len(".case")]
    cases = read_cases(path)

    def test(self):
        self.told(cases)
        self.fresh()
        before = self.back([c for c in cases if not c["reason"]])
        self.assertEqual(before, self.state())
    setattr(Cases, "test_there_and_back_" + name, test)


class Scripts(undoing.Undoing):
    def test_types_sequences_and_tables_that_create_themselves(self):
        undo = self.there_and_back("", """
            bind = op.get_bind()
            postgresql.ENUM("a", "b", name="kind").create(bind, checkfirst=True)
            sa.Sequence("counter").create(bind)
            m = sa.MetaData()
            t = sa.Table("t", m, sa.Column("id", sa.Integer, primary_key=True),
                         sa.Column("e", sa.Enum("x", name="other")))
            t.create(bind)
            sa.Index("t_ix", t.c.e).create(bind)
            """)
        self.assertIn({"execute": {"sqltext": "DROP TYPE kind"}}, undo)
        self.assertIn({"execute": {"sqltext": "DROP SEQUENCE counter"}}, undo)

    def test_a_type_that_was_there_is_not_dropped(self):
        self.db.sql("CREATE TYPE kind AS ENUM ('a')")
        revision = self.script("""
            postgresql.ENUM("a", name="kind").create(op.get_bind(), checkfirst=True)
            op.create_table("t", sa.Column("k", postgresql.ENUM("a", name="kind",
                                                                create_type=False)))
            """)
        self.upgrade()
        self.assertEqual([{"drop_table": {"table_name": "t"}}], self.undo_of(revision))

    def test_a_batch_is_its_operations(self):
        self.there_and_back("CREATE TABLE t (id int, a varchar(5) NOT NULL)", """
            with op.batch_alter_table("t") as batch:
                batch.add_column(sa.Column("n", sa.Integer))
                batch.alter_column("a", nullable=True, type_=sa.String(9), new_column_name="b")
                batch.create_unique_constraint("u", ["n"])
                batch.create_index("ix", ["b"])
            """)

    def test_what_was_undone_or_skipped_has_no_inverse(self):
        self.db.sql("CREATE TABLE t (a int)")
        revision = self.script("""
            bind = op.get_bind()
            nested = bind.begin_nested()
            op.add_column("t", sa.Column("gone", sa.Integer))
            nested.rollback()
            try:
                op.add_column("t", sa.Column("a", sa.Integer))
            except sa.exc.ProgrammingError:
                pass
            op.add_column("t", sa.Column("a", sa.Integer))
            op.add_column("t", sa.Column("b", sa.Integer))
            """)
        run = self.upgrade("--tolerate=42701")
        self.assertIn("SKIP add_column", run.err)
        self.assertEqual([{"drop_column": {"table_name": "t", "column_name": "b"}}],
                         self.undo_of(revision))

    def test_in_autocommit_too(self):
        undo = self.there_and_back("CREATE TABLE t (a int); CREATE INDEX there ON t (a)", """
            op.alter_column("t", "a", nullable=False)
            with op.get_context().autocommit_block():
                op.create_index("ix", "t", ["a"], postgresql_concurrently=True)
                op.create_index("there", "t", ["a"], postgresql_concurrently=True,
                                if_not_exists=True)
            op.create_table("u", sa.Column("id", sa.Integer))
            """)
        self.assertEqual(["drop_table", "drop_index", "alter_column"], [list(op)[0] for op in undo])

    def test_what_an_earlier_run_had_done_is_taken_over(self):
        self.db.sql("CREATE TABLE t (a int)")
        before = self.state()
        body = """
            op.alter_column("t", "a", nullable=False)
            with op.get_context().autocommit_block():
                op.create_index("ix", "t", ["a"], postgresql_concurrently=True)
            op.add_column("%s", sa.Column("b", sa.Integer))
            """
        revision = self.script(body % "nope")
        self.fails(self.run_upgrade(), 7)
        self.made.revision(revision, "r001", upgrade=body % "t")
        self.assertIn("are not repeated", self.upgrade().err)
        self.assertEqual(["drop_column", "drop_index", "alter_column"],
                         [list(op)[0] for op in self.undo_of(revision)])
        self.manifests_back([revision])
        self.upgrade()
        self.assertEqual(before, self.state())

    def test_what_an_earlier_run_did_last_and_did_not_live_to_tell(self):
        self.db.sql("CREATE TABLE t (a int)")
        before = self.state()
        revision = self.script("""
            with op.get_context().autocommit_block():
                op.create_index("ix", "t", ["a"], postgresql_concurrently=True)
            """)
        with proxy.Proxy(self.db.environment, cut=("CREATE INDEX CONCURRENTLY", "after")) as p:
            self.fails(self.through(p), 8)
        self.assertEqual([("ix",)], self.db.rows("SELECT relname FROM pg_class "
                                                 "WHERE relname = 'ix'"))
        self.upgrade()
        self.manifests_back([revision])
        self.upgrade()
        self.assertEqual(before, self.state())

    def test_a_server_of_another_encoding(self):
        self.fresh(encoding="LATIN1")
        self.there_and_back('SET client_encoding = UTF8; CREATE TABLE "Größe" ("Länge" int DEFAULT 1)', """
            op.alter_column("Größe", "Länge", comment="in Metern", server_default=None,
                            new_column_name="Höhe")
            """)

    def test_another_connection_and_free_sql_say_why_not(self):
        self.db.sql("CREATE TABLE t (a int)")
        revision = self.script("""
            with op.get_bind().engine.connect() as other:
                other.execute(sa.text("INSERT INTO t VALUES (1)"))
                other.commit()
            op.get_bind().execute(sa.text("UPDATE t SET a = 2"))
            """)
        self.upgrade()
        self.assertEqual(["it was carried out on a connection of the script's own",
                          "what free SQL does is not known"], self.reasons(revision))

    def test_what_changes_nothing_needs_no_undoing(self):
        undo = self.there_and_back("CREATE TABLE t (a int)", """
            op.execute("SET LOCAL lock_timeout = '5s'")
            if op.get_bind().execute(sa.text("SELECT count(*) FROM t")).scalar() == 0:
                op.add_column("t", sa.Column("b", sa.Integer))
            op.execute("SELECT t.a FROM public.t WHERE a > 1")
            op.get_bind().execute(sa.select(sa.func.max(sa.column("a"))).select_from(sa.table("t")))
            op.execute("LOCK TABLE t")
            op.execute("ANALYZE t")
            """)
        self.assertEqual([{"drop_column": {"table_name": "t", "column_name": "b"}}], undo)

    def test_a_read_that_may_be_more_is_not_known(self):
        self.db.sql("""
            CREATE TABLE t (a int);
            CREATE TABLE log (a int);
            CREATE FUNCTION note(int) RETURNS int LANGUAGE sql AS 'INSERT INTO log VALUES ($1) RETURNING a';
            CREATE VIEW v AS SELECT note(1) AS a;
            CREATE FUNCTION lower(t) RETURNS int LANGUAGE sql AS 'SELECT note(2)';
            CREATE FUNCTION age_of(t) RETURNS int LANGUAGE sql AS 'SELECT note(3)';
            CREATE TABLE guarded (a int);
            ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
            INSERT INTO t VALUES (1)""")
        reads = {"SELECT * FROM v": "v", "SELECT lower(t) FROM t": "lower",
                 "SELECT t.age_of FROM t": "age_of", "SELECT * FROM guarded": "guarded",
                 "WITH x AS (SELECT 1) SELECT * FROM x, (SELECT 1 FROM public.v) y": "v"}
        known = ["SELECT * FROM pg_views", "SELECT 1 FROM information_schema.tables", "SELECT upper('a')"]
        unknown = ["SELECT note(4)", "SELECT setval('s', 4)"]
        self.db.sql("CREATE SEQUENCE s")
        revision = self.script("\n".join(f"op.execute({sql!r})" for sql in (*reads, *unknown, *known)))
        self.upgrade()
        self.assertEqual([f"it read {name}, which may do more than read" for name in reads.values()] +
                         ["what free SQL does is not known"] * 2, self.reasons(revision))
        self.assertEqual([[]] * 3, [undo for undo, _ in self.kept()[revision][-3:]])
        self.assertEqual([(5,)], self.db.rows("SELECT count(*) FROM log"))

    def test_past_the_bound_of_savepoints(self):
        self.there_and_back(
            "".join(f"CREATE TABLE t{i} (a int NOT NULL);" for i in range(70)), """
            for i in range(70):
                op.alter_column(f"t{i}", "a", nullable=True)
            """)

    def test_a_downgrade_has_none(self):
        self.script('op.create_table("t", sa.Column("id", sa.Integer))')
        self.upgrade()
        before = self.db.rows("SELECT count(*) FROM limbeck.inverse")
        self.succeeds(self.made.limbeck(self.db, "downgrade", "-1"))
        self.assertEqual(before, self.db.rows("SELECT count(*) FROM limbeck.inverse"))


class Limits(undoing.Undoing):
    def test_what_does_not_fit_any_more_fails_and_is_not_cut(self):
        self.db.sql("CREATE TABLE t (a varchar(3), n int)")
        for column, type_, value, rest in (("a", "text", "'abc  '", "limbeck_fits"),
                                           ("n", "{Numeric: [9, 2]}", "1.5", "limbeck_fits"),
                                           ("n", "BigInteger", "3000000000", "out of range")):
            with self.subTest(column=column, type=type_):
                self.fresh()
                self.db.sql("CREATE TABLE t (a varchar(3), n int)")
                revision = self.add(f"- alter_column: {{table: t, column: {column}, type: {type_}}}")
                self.upgrade()
                self.db.sql(f"INSERT INTO t ({column}) VALUES ({value})")
                before = self.state()
                self.manifests_back([revision])
                self.fails(self.run_upgrade(), 6, rest)
                self.assertEqual(before, self.state())

    def test_dropping_never_takes_others_along(self):
        revision = self.add("- create_table: {table: t, columns: [{name: a, type: integer}]}")
        self.upgrade()
        self.db.sql("CREATE VIEW v AS SELECT * FROM t")
        self.manifests_back([revision])
        self.fails(self.run_upgrade(), 6, "other objects depend on it")

    def test_without_a_ledger_nothing_is_asked(self):
        self.db.sql("CREATE TABLE t (a int)")
        self.add("- alter_column: {table: t, column: a, nullable: false}")
        with proxy.Proxy(self.db.environment) as p:
            self.succeeds(self.through(p, "--ledger=off"))
        self.assertEqual([], [t for t in p.sessions[0].trace if "attnotnull" in t])

    def trips(self, upgrade):
        self.fresh()
        self.db.sql("CREATE TABLE t (a int, b varchar(5)); CREATE INDEX ix ON t (a)")
        self.add(upgrade)
        with proxy.Proxy(self.db.environment) as p:
            self.succeeds(self.through(p))
        return p.sessions[0].round_trips, p.sessions[0].trace

    def test_questions_and_rows_cost_no_round_trip(self):
        plain, _ = self.trips("- execute: SELECT 1")
        asked, trace = self.trips(
            "- alter_column: {table: t, column: a, nullable: false}\n"
            "- alter_column: {table: t, column: b, type: text}\n"
            "- drop_index: {index: ix}\n"
            "- create_unique_constraint: {constraint: null, table: t, columns: [a]}\n"
            "- create_table: {table: t, columns: [{name: a, type: integer}], if_not_exists: true}")
        self.assertEqual(plain, asked)
        begun = trace.index("P BEGIN")
        questions = [t for t in trace[begun:] if "pg_catalog.to_regclass(" in t]
        self.assertEqual(6, len(questions), questions)
        self.assertEqual(2, trace[begun:trace.index("P COMMIT") + 2].count("S"))

    def often(self, between):
        """A revision that makes six columns NOT NULL, with a statement in the middle; its trace."""
        self.fresh()
        self.db.sql("CREATE TABLE t (a int, b int, c int NOT NULL, d int, e int, f int);"
                    "CREATE FUNCTION forget() RETURNS void LANGUAGE plpgsql AS "
                    "$$BEGIN EXECUTE 'DEALL' || 'OCATE ALL'; END$$")
        lines = [f"- alter_column: {{table: t, column: {c}, nullable: false}}" for c in "abcdef"]
        revision = self.add("\n".join([*lines[:3], *between, *lines[3:]]))
        with proxy.Proxy(self.db.environment) as p:
            self.log = self.succeeds(self.through(p)).err
        undone = self.db.rows("SELECT undo FROM limbeck.inverse JOIN limbeck.step s USING (run, "
                              f"number) WHERE s.revision = '{revision}' AND undo LIKE '[{{%'")
        self.assertEqual(set("abdef"), {json.loads(undo)[0]["alter_column"]["column_name"]
                                        for undo, in undone})
        trace = p.sessions[0].trace
        return ([t.split()[1] for t in trace if "attnotnull" in t],
                len([t for t in trace if t.startswith("P EXECUTE limbeck_UNDO_NULLABLE_")]),
                p.sessions[0].round_trips)

    def test_a_question_that_comes_again_is_planned_once(self):
        asked, by_name, trips = self.often([])
        self.assertEqual((["SELECT", "PREPARE"], 5), (asked, by_name))
        self.assertEqual(self.trips("- execute: SELECT 1")[0], trips)

    def test_names_that_a_script_takes_away_are_not_used_again(self):
        asked, by_name, _ = self.often(["- execute: DEALLOCATE ALL"])
        self.assertEqual((["SELECT", "PREPARE"] * 2, 4), (asked, by_name))
        self.assertNotIn("trying again", self.log)

    def test_names_that_vanish_unseen_are_done_without(self):
        asked, by_name, _ = self.often(["- execute: SELECT forget()"])
        self.assertIn("trying again", self.log)
        self.assertEqual(["SELECT", "PREPARE"] + ["SELECT"] * 6, asked)

    def test_a_ledger_that_cannot_be_written_at_commit_is_a_warning(self):
        self.db.sql("CREATE TABLE t (a int); "
                    "ALTER TABLE limbeck.undo ADD CHECK (body::text !~ 'add_column')")
        self.add("- add_column: {table: t, column: {name: b, type: integer}}")
        run = self.upgrade()
        self.assertIn("going on without the ledger", run.err)
        self.assertEqual([("r002",)], self.db.rows("SELECT * FROM alembic_version"))
        self.assertEqual([], self.db.rows("SELECT b FROM t"))

    def test_and_an_error_where_the_ledger_is_required(self):
        self.db.sql("CREATE TABLE t (a int); "
                    "ALTER TABLE limbeck.undo ADD CHECK (body::text !~ 'add_column')")
        self.add("- add_column: {table: t, column: {name: b, type: integer}}")
        self.fails(self.run_upgrade("--ledger=require"), 6, "cannot write limbeck's ledger")
        self.assertEqual([("r001",)], self.db.rows("SELECT * FROM alembic_version"))


for file in sorted(glob.glob(limbecktest.testdata("sql", "inverse", "*.case"))):
    add_file(file)

limbecktest.main()
