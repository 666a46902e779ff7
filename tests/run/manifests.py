#!/usr/bin/env python3
"""Manifests and the executor: what is known before a revision starts, files, bodies that are
scripts, transactional: false."""
import limbecktest


class Manifests(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.made, self.db = self.project(), self.database()

    def upgrade(self, text, *arguments):
        self.made.manifest("m1", "revision: m1\ndown_revision: null\nmessage: one\n" + text)
        return self.made.limbeck(self.db, "upgrade", "head", *arguments)

    def there(self, name):
        return self.db.rows(f"select to_regclass('{name}') is not null") == [(True,)]

    def test_what_a_transaction_bars_is_refused_before_anything_is_sent(self):
        self.db.sql("create table t (id int)")
        run = self.upgrade("upgrade:\n  - execute: CREATE TABLE u (id int)\n"
                           "  - execute: CREATE INDEX CONCURRENTLY ix ON t (id)\n")
        self.fails(run, 4, "cannot run in a transaction", "m1.yaml:6", "transactional: false")
        self.assertFalse(self.there("u"))
        self.assertFalse(self.there("alembic_version"))

    def test_transactional_false_runs_each_statement_alone(self):
        self.db.sql("create table t (id int)")
        run = self.upgrade("transactional: false\nupgrade:\n"
                           "  - execute: CREATE INDEX CONCURRENTLY ix ON t (id)\n")
        self.succeeds(run)
        self.assertTrue(self.there("ix"))

    def test_transactional_false_is_partial_when_it_fails_later(self):
        run = self.upgrade("transactional: false\nupgrade:\n  - execute: CREATE TABLE u (id int)\n"
                           "  - execute: SELECT 1 / 0\n")
        self.fails(run, 7, "division by zero", "m1.yaml:7")
        self.assertTrue(self.there("u"))

    def test_and_is_resumed_where_it_stopped(self):
        body = ("transactional: false\nupgrade:\n  - execute: CREATE TABLE u (id int)\n"
                "  - execute: CREATE TABLE v AS SELECT 1 / (SELECT count(*) FROM w) AS x\n")
        self.db.sql("create table w (id int)")
        self.fails(self.upgrade(body), 7)
        self.db.sql("insert into w values (1)")
        self.succeeds(self.upgrade(body))
        self.assertTrue(self.there("v"))
        self.assertEqual([], self.db.rows("select * from limbeck.partial"))

    def test_an_index_that_failed_half_way_is_dropped_and_built_again(self):
        self.db.sql("create table t (id int); insert into t values (1), (1)")
        body = ("transactional: false\nupgrade:\n  - execute: CREATE TABLE u (id int)\n"
                "  - create_index: {index_name: ix, table_name: t, columns: [id], unique: true, "
                "postgresql_concurrently: true}\n")
        self.fails(self.upgrade(body), 7, "could not create unique index")
        self.assertEqual([(False,)], self.db.rows("select indisvalid from pg_index where "
                                                  "indexrelid = 'ix'::regclass"))
        self.db.sql("delete from t where ctid = (select min(ctid) from t)")
        run = self.succeeds(self.upgrade(body))
        self.assertIn("dropping the invalid index ix", run.err)
        self.assertEqual([(True,)], self.db.rows("select indisvalid from pg_index where "
                                                 "indexrelid = 'ix'::regclass"))

    def test_checkfirst_asks_the_catalog(self):
        self.db.sql("create type e as enum ('a'); create schema s; create table s.t (id int); "
                    "create sequence q")
        self.succeeds(self.upgrade(
            "upgrade:\n  - create_type: {type: {Enum: {enums: [a, b], name: e}}}\n"
            "  - create_type: {type: {Enum: {enums: [a], name: f}}, checkfirst: true}\n"
            "  - create_item: {item: {table: {name: t, schema: s}}, checkfirst: true}\n"
            "  - drop_item: {item: {sequence: {name: q}}, checkfirst: true}\n"
            "  - drop_item: {item: {sequence: {name: q}}, checkfirst: true}\n"
            "  - drop_type: {type: {Enum: {name: g}}}\n"))
        self.assertEqual([("a",)], self.db.rows("select enumlabel from pg_enum where enumtypid = "
                                                "'e'::regtype"))
        self.assertEqual([(True, None)], self.db.rows("select to_regtype('f') is not null, "
                                                      "to_regclass('q')"))

    def test_without_checkfirst_what_is_there_is_an_error(self):
        self.db.sql("create type e as enum ('a')")
        run = self.upgrade("upgrade:\n  - create_type: {type: {Enum: {enums: [a], name: e}}, "
                           "checkfirst: false}\n")
        self.fails(run, 6, 'type "e" already exists', "m1.yaml:5")

    def test_what_checkfirst_left_out_is_resumed_as_done(self):
        body = ("transactional: false\nupgrade:\n"
                "  - create_type: {type: {Enum: {enums: [a], name: e}}}\n"
                "  - create_type: {type: {Enum: {enums: [a], name: f}}}\n"
                "  - execute: SELECT 1 / (SELECT count(*) FROM w)\n")
        self.db.sql("create type e as enum ('a'); create table w (id int)")
        self.fails(self.upgrade(body), 7, "division by zero")
        self.db.sql("insert into w values (1)")
        self.succeeds(self.upgrade(body))

    def test_a_file_goes_as_it_is(self):
        self.made.write("migrations/versions/sql/m1.sql",
                        "CREATE TABLE t (at text);\n-- 'it''s' a comment; with %s and :name\n"
                        "INSERT INTO t VALUES ('12:30:00'), ('100%'), (':name');\n")
        self.succeeds(self.upgrade("upgrade:\n  - execute_file: sql/m1.sql\n"))
        self.assertEqual([("100%",), ("12:30:00",), (":name",)],
                         self.db.rows("select at from t order by at collate \"C\""))

    def test_a_file_that_fails_names_the_entry(self):
        self.made.write("migrations/versions/m1.sql", "CREATE TABLE t (id int);\nSELECT 1 / 0;\n")
        run = self.upgrade("upgrade:\n  - execute_file: m1.sql\n")
        self.fails(run, 6, "division by zero", "m1.yaml:5")
        self.assertFalse(self.there("t"))

    def test_a_file_that_is_not_there(self):
        run = self.upgrade("upgrade:\n  - execute_file: nope.sql\n")
        self.assertIn(run.status, (1, 4), run)
        self.assertIn("nope.sql", run.err)
        self.assertIn("m1.yaml:5:", run.err)
        self.assertFalse(self.there("alembic_version"))

    def test_a_mistake_in_the_last_one_is_told_before_the_first_one_runs(self):
        for wrong in ("- create_table: {table: u, postgresql_nix: 1}", "- execute_file: nope.sql",
                      "- execute: VACUUM"):
            self.made.manifest("m2", "revision: m2\ndown_revision: m1\nupgrade:\n  " + wrong + "\n")
            run = self.upgrade("upgrade:\n  - execute: CREATE TABLE u (id int)\n", "--transaction=revision")
            self.assertIn(run.status, (1, 4), run)
            self.assertIn("m2.yaml:4:", run.err)
            self.assertFalse(self.there("u"))

    def test_a_failing_operation_names_its_line(self):
        run = self.upgrade("upgrade:\n  - create_table:\n      table_name: t\n      columns:\n"
                           "        - {name: id, type: integer}\n  - drop_table: {table: nope}\n")
        self.fails(run, 6, "operation 2 (drop_table) of revision m1", "SQLSTATE 42P01")


limbecktest.main()
