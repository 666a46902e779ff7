#!/usr/bin/env python3
"""The search path that inverses are kept with: which it is, how often it is asked, and what is not
known when something has changed it unseen."""
import limbecktest
import proxy
import undoing


class Paths(undoing.Undoing):
    """Names without a schema mean at undoing what they meant at application."""
    CHANGES = """
        op.create_table("t", sa.Column("id", sa.Integer), sa.Column("k", sa.Enum("x", name="kind")))
        op.create_index("ix", "t", ["id"])
        op.alter_column("u", "a", type_=sa.Text, server_default=None)
        op.drop_constraint("fk", "u", type_="foreignkey")
        op.drop_index("u_ix", "u")
        """
    SETUP = """
        CREATE TABLE {0}.p (id int PRIMARY KEY);
        CREATE DOMAIN {0}.word AS text;
        CREATE FUNCTION {0}.f() RETURNS text LANGUAGE sql AS 'SELECT ''{0}''::text';
        CREATE TABLE {0}.u (a text DEFAULT {0}.f(), p int CONSTRAINT fk REFERENCES {0}.p);
        CREATE INDEX u_ix ON {0}.u (a) WHERE {0}.f() = 'x';
        """.replace("sql AS", "sql IMMUTABLE AS")

    def set_path(self, path):
        self.db.sql(f"ALTER DATABASE \"{self.db.name}\" SET search_path TO {path}")

    def upgrade(self, *arguments):
        return super().upgrade("--version-table-schema=public", *arguments)

    def two_schemas(self):
        """The same things in two schemas; a revision meets those of app."""
        self.db.sql("CREATE SCHEMA app; CREATE SCHEMA \"My $chema\";" +
                    self.SETUP.format("app") + self.SETUP.format("public"))

    def test_the_path_of_application_is_kept(self):
        self.two_schemas()
        self.set_path("nowhere, app, \"My $chema\", public")
        before = self.state()
        revision = self.script(self.CHANGES)
        self.upgrade()
        self.set_path("public")
        self.db.sql("CREATE TABLE t (id int); CREATE TYPE kind AS ENUM ('y')")
        other = self.state()
        self.manifests_back([revision])
        self.upgrade()
        self.assertEqual({'"app", "My $chema", "public"'}, set(self.paths[revision]))
        self.assertNotEqual(other, self.state())
        self.db.sql("DROP TABLE public.t; DROP TYPE public.kind")
        self.set_path("nowhere, app, \"My $chema\", public")
        self.assertEqual(before, self.state())

    def test_a_script_may_change_it(self):
        self.two_schemas()
        before = self.state()
        revision = self.script("""
            bind = op.get_bind()
            op.drop_index("u_ix", "u")
            bind.execute(sa.text("SET LOCAL search_path TO app"))
            op.drop_index("u_ix", "u")
            nested = bind.begin_nested()
            bind.execute(sa.text("SET LOCAL search_path TO pg_catalog"))
            nested.rollback()
            op.create_table("t", sa.Column("id", sa.Integer))
            op.execute("SET LOCAL search_path TO DEFAULT")
            op.create_table("t", sa.Column("id", sa.Integer))
            """)
        self.upgrade()
        self.manifests_back([revision])
        self.upgrade()
        self.kept()
        self.assertEqual(['"public"', None, '"app"', '"app"', None, '"public"'], self.paths[revision])
        self.assertEqual(before, self.state())

    def test_it_is_asked_once_and_names_with_a_schema_need_none(self):
        self.db.sql("CREATE SCHEMA app")
        revision = self.script("""
            op.create_table("a", sa.Column("id", sa.Integer), schema="app")
            op.create_table("b", sa.Column("id", sa.Integer))
            op.create_table("c", sa.Column("id", sa.Integer))
            op.drop_table("a", schema="app")
            """)
        with proxy.Proxy(self.db.environment) as p:
            self.succeeds(self.through(p))
        self.assertEqual(1, sum("current_schemas" in t for t in p.sessions[0].trace))
        self.kept()
        self.assertEqual([None, '"public"', '"public"', None], self.paths[revision])


    def asked_in(self, body, *arguments):
        """How often the path was asked in the run of a script."""
        self.revision = self.script(body)
        with proxy.Proxy(self.db.environment) as p:
            self.succeeds(self.through(p, *arguments))
        self.kept()
        return sum(t.startswith(("P SELECT pg_catalog.current_schemas", "P EXECUTE limbeck_UNDO_PATH"))
                   for t in p.sessions[0].trace)

    def test_other_schemas_make_it_asked_again(self):
        self.set_path("app, public")
        self.assertEqual(3, self.asked_in("""
            op.create_table("a", sa.Column("id", sa.Integer))
            op.execute("COMMENT ON TABLE a IS 'x'")
            op.execute("CREATE SCHEMA app")
            op.create_table("b", sa.Column("id", sa.Integer))
            """))
        self.assertEqual(['"public"', None, None, '"app", "public"'], self.paths[self.revision])

    def test_rows_that_are_written_do_not_make_it_asked_again(self):
        self.db.sql("CREATE TABLE u (a int)")
        self.assertEqual(2, self.asked_in("""
            op.create_table("a", sa.Column("id", sa.Integer))
            op.execute("INSERT INTO u VALUES (1)")
            op.create_table("b", sa.Column("id", sa.Integer))
            op.execute("update u set a = 2")
            op.execute("COMMENT ON TABLE u IS 'two'")
            op.create_table("c", sa.Column("id", sa.Integer))
            op.execute("DELETE FROM u")
            """))
        self.assertEqual(['"public"', None, '"public"', None, None, '"public"', None],
                         self.paths[self.revision])
        self.assertEqual(1, self.asked_in("""
            op.execute("INSERT INTO u VALUES (1)")
            op.create_table("d", sa.Column("id", sa.Integer))
            """))

    UNSEEN = """
        CREATE SCHEMA app; CREATE TABLE u (a text);
        CREATE FUNCTION unseen() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
            PERFORM set_config('search_path', NEW.a, true); RETURN NEW; END$$;
        CREATE TRIGGER unseen BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION unseen();
        """

    def test_a_trigger_that_changes_it_is_found_out(self):
        """Wherever the next question comes: at a statement, at a part of the transaction, its end,
        when some of the answers have been kept already."""
        ends = ("op.execute('SET LOCAL search_path TO DEFAULT')", "pass",
                "nested = op.get_bind().begin_nested(); nested.rollback()",
                "op.get_bind().execute(sa.text('SELECT 1')).scalar()")
        for end in ends:
            with self.subTest(end=end):
                self.fresh()
                self.db.sql(self.UNSEEN)
                asked = self.asked_in(f"""
                    op.create_table("a", sa.Column("id", sa.Integer))
                    op.execute("INSERT INTO u VALUES ('app, public')")
                    op.create_table("b", sa.Column("id", sa.Integer))
                    {end}
                    """)
                self.assertEqual(2, asked)
                undo = [i for i in self.db.rows(
                    "SELECT name, undo IS NOT NULL, reason, search_path FROM limbeck.inverse "
                    "ORDER BY number, operation") if i[0] == "create_table"]
                reason = "the search path that its names were looked up in is not known"
                self.assertEqual([("create_table", True, None, '"public"'),
                                  ("create_table", False, reason, None)], undo)
                self.assertEqual([("a", "public"), ("b", "app")], self.db.rows(
                    "SELECT tablename::text, schemaname::text FROM pg_tables "
                    "WHERE tablename IN ('a', 'b') ORDER BY 1"))

    def test_an_autocommit_block_after_rows_were_written(self):
        self.db.sql("CREATE TABLE u (a int)")
        self.asked_in("""
            op.create_table("a", sa.Column("id", sa.Integer))
            op.execute("INSERT INTO u VALUES (1)")
            op.create_table("b", sa.Column("id", sa.Integer))
            with op.get_context().autocommit_block():
                op.create_table("c", sa.Column("id", sa.Integer))
            op.create_table("d", sa.Column("id", sa.Integer))
            """)
        self.assertEqual(['"public"', None] + ['"public"'] * 3, self.paths[self.revision])


limbecktest.main()
