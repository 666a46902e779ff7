#!/usr/bin/env python3
"""Modules of an application that need what is not here: what revisions take from them is there
where it is whole, and refused where it is not.  Each case is an application module and what
upgrade() says after `from app.models import …`; the answer is a part of the SQL or of the error."""
import limbecktest

# The application: what revisions may want stands between what limbeck cannot run.
MODELS = """
import enum
import os
import webframework
from sqlalchemy import Column, Integer, MetaData, String
from sqlalchemy.orm import declarative_base

class Kind(enum.Enum):
    BIG = 'b'
    SMALL = 's'

SIZE = 40
NAMES = ['a', 'b']
SEEN = []
TABLES = {}
here = webframework.there('x')
if here.debug:
    SIZE_IN_DEBUG = 80
else:
    SIZE_IN_DEBUG = 90

def note(name):
    global LAST
    TABLES[name] = 1
    webframework.note(name)
    TABLES['done'] = 1

LAST = 'none'
"""


class Application(limbecktest.Case):
    def sql(self, module, take, body, more=None):
        project = self.project()
        project.write("alembic.ini", limbecktest.INI.replace(
            "[alembic]", "[alembic]\nprepend_sys_path = %(here)s\npath_separator = os"))
        project.write("app/__init__.py", "")
        project.write("app/models.py", MODELS + module)
        for name, text in (more or {}).items():
            project.write(name, text)
        path = project.revision("a1", None, upgrade=body)
        text = open(path).read()
        project.write("migrations/versions/a1.py", text.replace("from alembic import op", take, 1)
                      .replace('"""a1"""', '"""a1"""\nfrom alembic import op'))
        return project.limbeck(None, "upgrade", "head", "--sql")

    def prints(self, want, *arguments, **more):
        self.assertIn(want, self.succeeds(self.sql(*arguments, **more)).out)

    def refuses(self, *arguments, **more):
        *texts, module, take, body = arguments
        done = self.fails(self.sql(module, take, body, **more), 4, *texts)
        self.assertEqual(done.out, "")
        return done


class Unmade(Application):
    def test_what_is_whole_is_taken(self):
        self.prints("CREATE TYPE kind AS ENUM ('BIG', 'SMALL')", "", "from app.models import Kind, SIZE",
                    "op.create_table('t', sa.Column('k', sa.Enum(Kind)), sa.Column('n', sa.String(SIZE)))")
        self.prints("SELECT 40 'b'", "", "import app.models as m",
                    "op.execute(f'SELECT {m.SIZE} {m.NAMES[1]!r}')")

    def test_what_needs_an_absent_module_is_refused_where_it_is_named(self):
        done = self.refuses("'app.models.here' is used but could not be made: 'webframework' is used "
                            "but limbeck does not have it", "app/models.py:16; provide the module",
                            "", "from app.models import here", "op.execute('SELECT 1')\nif here is None:\n    pass")
        self.assertIn("a1.py:15:8\n        if here is None:\n", done.err)

    def test_names_of_every_kind_of_statement(self):
        for body, name in (("a, (b, *c) = webframework.three()", "c"), ("n: int = webframework.n", "n"),
                           ("SIZE += webframework.n", "SIZE"), ("SIZE = 1 + webframework.n", "SIZE"),
                           ("for i in range(3):\n    webframework.x", "i"),
                           ("with webframework.x() as w:\n    inside = 1", "inside"),
                           ("try:\n    t = webframework.x()\nexcept ValueError:\n    t = 2", "t"),
                           ("@webframework.x\ndef f(): pass", "f"),
                           ("def g(a=webframework.x): pass", "g"),
                           ("class C(webframework.Base): pass", "C"),
                           ("class D:\n    x = webframework.x()", "D"),
                           ("while (w := webframework.x()): pass", "w"),
                           ("match webframework.x():\n    case [p, *q]: pass", "q"),
                           ("x = [webframework.y(e) for e in NAMES]", "x")):
            with self.subTest(body):
                self.refuses(f"'app.models.{name}' is used but could not be made", body,
                             f"from app.models import {name}", f"op.execute(str({name}))")

    def test_the_first_reason_is_told(self):
        self.refuses("'app.models.second' is used but could not be made: 'webframework' is used",
                     "first = webframework.x()\nsecond = first + 1", "from app.models import second",
                     "op.execute(second)")

    def test_what_the_statement_could_have_changed_is_refused_too(self):
        for body, name in (("webframework.fill(SEEN)", "SEEN"), ("SEEN.append(webframework.x)\n", "SEEN"),
                           ("from app import models as me\nwebframework.fill(me.SEEN)", "SEEN"),
                           ("note('n')", "TABLES"), ("note('n')", "LAST"),
                           ("alias = SEEN\nwebframework.fill(alias)", "SEEN")):
            with self.subTest(body):
                self.refuses(f"'app.models.{name}' is used but could not be made", body,
                             f"from app.models import {name}", f"op.execute(str({name}))")
        self.prints("SELECT 40", "note('n')\nwebframework.fill(SEEN)", "from app.models import Kind, note",
                    "op.execute('SELECT 40')")

    def test_metadata_that_lacks_a_table_is_refused(self):
        models = ("Base = declarative_base()\nmetadata = Base.metadata\n"
                  "class A(Base):\n    __tablename__ = 'a'\n    id = Column(Integer, primary_key=True)\n"
                  "class B(Base):\n    __tablename__ = 'b'\n    id = Column(webframework.Id, primary_key=True)\n")
        for name in ("Base", "metadata"):
            of = ".metadata" if name == "Base" else ""
            self.refuses(f"'app.models.{name}' is used but could not be made", models,
                         f"from app.models import {name}", f"{name}{of}.create_all(op.get_bind())")
        self.refuses("'a1.Base' is used but could not be made", "Base = declarative_base()",
                     "from app.models import Base\nimport app.more", "Base.metadata.create_all(op.get_bind())",
                     more={"app/more.py": "import app.models, other\nclass X(app.models.Base):\n"
                                          "    __tablename__ = 'x'\n    id = other.column()\n"})

    def test_the_environment_is_unknown_after_foreign_calls(self):
        body = "op.execute('SELECT ' + os.environ.get('SIZE_OF_X', '7'))"
        self.prints("SELECT 7", "", "import os\nimport app.models", body)
        self.refuses("'app.models.environment' is used but could not be made: 'webframework' is used",
                     "webframework.load_dotenv()", "import os\nimport app.models", body)
        self.refuses("'app.models.X' is used but could not be made",
                     "webframework.load_dotenv()\nX = os.environ.get('X', 1)", "from app.models import X",
                     "op.execute(str(X))")

    def test_a_star_of_what_is_absent_is_not_put_off(self):
        self.refuses("'a1.SIZE' is used but could not be made: cannot import all names of 'other'",
                     "from other import *", "from app.models import SIZE", "op.execute(str(SIZE))")

    def test_exceptions_are_the_applications_own(self):
        self.refuses("KeyError: 'X_IS_NOT_SET'", "x = os.environ['X_IS_NOT_SET']", "import app.models", "pass")

    def test_scripts_are_read_the_same_way(self):
        take = "import webframework\nlog = webframework.logger()\nclass M(webframework.Model): pass"
        self.prints("SELECT 1", "", take, "op.execute('SELECT 1')")
        self.refuses("'a1.log' is used but could not be made: 'webframework' is used", "", take,
                     "log.info('x')")

    def test_upgrade_itself_may_be_unmade(self):
        project = self.project()
        path = project.revision("a1", None)
        text = open(path).read()
        project.write("migrations/versions/a1.py", "import other\n" + text.replace(
            "def upgrade", "@other.retry\ndef upgrade"))
        done = self.fails(project.limbeck(None, "upgrade", "head", "--sql"), 4,
                          "'a1.upgrade' is used but could not be made: 'other' is used")
        self.assertEqual(done.out, "")

    def test_who_a_module_is(self):
        self.prints("SELECT 'app.models app a1'", "me = __spec__.name + ' ' + __spec__.parent",
                    "from app.models import me", "op.execute(f\"SELECT '{me} {__spec__.name}'\")")

    def test_patterns_of_surrogates_are_refused_not_wrong(self):
        module = r"import re\nALONE = re.compile('[\ud800-\udfff]')" "\n" r"RAW = re.compile(r'\ud800')"
        for name in ("ALONE", "RAW"):
            self.refuses(f"'app.models.{name}' is used but could not be made: limbeck does not match "
                         "lone surrogates", module.replace(r"\n", "\n"),
                         f"from app.models import {name}", f"{name}.sub('', 'x')")


class Models(Application):
    """Pydantic's models: named, or made of values that have the types of their fields."""
    MODELS = """
import enum
from pydantic import BaseModel, ConfigDict, Field, field_validator
class Size(enum.Enum):
    BIG = 'b'
class Base(BaseModel):
    model_config = ConfigDict(protected_namespaces=())
    name: str
    size: Size = Size.BIG
class Setting(Base):
    n: int | None = None
    share: float = 0.5
    tags: list = Field(default_factory=list)
    text: str | None = Field(default='t', description='x')
class Short(BaseModel):
    name: str = Field(max_length=3)
class Checked(Base):
    @field_validator('name')
    def check(cls, value):
        return value.upper()
class Stripped(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)
    name: str
class Loose(Base, extra='allow'):
    pass
"""

    def test_values_are_those_that_were_given(self):
        self.prints("SELECT 'a', 'b', None, 1.0, [], 't', True", self.MODELS, "from app.models import Setting",
                    "s = Setting(name='a', share=1)\nop.execute(f\"SELECT '{s.name}', '{s.size.value}', "
                    "{s.n}, {s.share}, {s.tags}, '{s.text}', {s == Setting(name='a', share=1)}\")")

    def test_types_of_columns_hold_adapters_that_do_nothing(self):
        column = ("from pydantic import TypeAdapter\nimport sqlalchemy as sa\nclass Model(sa.types.TypeDecorator):\n"
                  "    impl = sa.JSON\n    def __init__(self, kind):\n        super().__init__()\n"
                  "        self.adapter = TypeAdapter(kind)\n"
                  "    def process_literal_param(self, value, dialect):\n"
                  "        return self.adapter.dump_json(value)\nLists = TypeAdapter[list]\n")
        take = "from app.models import *\nimport sqlalchemy as sa"
        self.prints("x JSON", column, take, "op.create_table('t', sa.Column('x', Model(list[int])))")
        self.refuses("'pydantic.TypeAdapter.dump_json' is used", column, take,
                     "op.execute(sa.select(sa.literal([1], Model(list))))")

    def test_what_pydantic_would_convert_or_check_is_refused(self):
        for made in ("Setting(name=1)", "Setting(name='a', n='1')", "Setting(name='a', size='b')", "Setting()",
                     "Setting(name='a', more=1)", "Short(name='a')", "Checked(name='a')", "Stripped(name='a')",
                     "Loose(name='a', x=1)", "Setting(name='a', n=True)", "str(Setting(name='a'))",
                     "Setting(name='a').model_dump()", "Setting.model_fields", "Setting(name='a', text=b'')"):
            with self.subTest(made):
                self.refuses("'pydantic.", "is used but limbeck does not have it", self.MODELS,
                             "from app.models import *", f"op.execute(str({made}))")


class Place(Application):
    def test_listeners_that_nobody_would_call(self):
        module = ("from sqlalchemy import event\nfrom sqlalchemy.orm import Session\n"
                  "@event.listens_for(Session, 'before_flush')\ndef note_all(session):\n    pass\nWIDE = 7\n")
        self.prints("SELECT 40, 7;", module, "from app.models import SIZE, WIDE",
                    "op.execute(f'SELECT {SIZE}, {WIDE}')")
        self.refuses("app.models.note_all' is used but could not be made", "the event 'before_flush'", module,
                     "from app.models import note_all", "note_all(None)")

    def test_a_star_takes_what_could_not_be_made_as_it_is(self):
        star = {"app/stars.py": "import webframework\n__all__ = ['GOOD', 'BAD']\nBAD = webframework.bad()\nGOOD = 8\n"}
        self.prints("SELECT 8;", "from app.stars import *\n", "from app.models import GOOD",
                    "op.execute(f'SELECT {GOOD}')", more=star)
        self.refuses("app.stars.BAD' is used but could not be made", "from app.stars import *\n",
                     "from app.models import BAD", "op.execute(BAD)", more=star)

    def test_the_revision_that_used_it_is_named(self):
        module = "def ask():\n    return here.answer()\n"
        done = self.sql(module, "from app.models import ask", "try:\n    ask()\nexcept Exception:\n    pass")
        self.fails(done, 4, "/app/models.py:", "\n  used by ", "/versions/a1.py:", "replaces: script",
                   "needed at ", "below prepend_sys_path")
        line = next(line for line in done.err.splitlines() if "used by" in line)
        with open(line.split("used by ")[1].rsplit(":", 1)[0], encoding="utf-8") as f:
            self.assertEqual(f.read().splitlines()[int(line.rsplit(":", 1)[1]) - 1].strip(), "ask()")

    def test_a_place_in_the_revision_is_told_once(self):
        done = self.fails(self.sql("", "from app.models import here", "here.answer()"), 4, "/versions/a1.py:")
        self.assertNotIn("used by", done.err)


class Foreseen(limbecktest.Case):
    """What a later revision will certainly be refused for is told before the first one is run."""

    def test_nothing_is_touched(self):
        for body in ("op.execute('SELECT 1')\nother.call()",
                     "with op.batch_alter_table('t') as b:\n    b.add_column(sa.Column('x', other.Type()))",
                     "def unused():\n    pass\nfor x in log.info('x'):\n    pass",
                     "return helper(1)", "if helper(2):\n    pass", "x = [y for y in other.all()]",
                     "op.execute(f'SELECT {other.x}')", "op.execute('a' and 'b')\nother['x']"):
            for settings in (), ("--transaction=revision",):
                with self.subTest(body, settings=settings):
                    database, project = self.later(body)
                    done = self.fails(project.limbeck(database, *settings, "upgrade", "head"), 4,
                                      "is used but", "/b2.py:")
                    self.assertNotIn("Running upgrade", done.err)
                    self.assertEqual(database.rows("select nspname from pg_namespace where nspname = "
                                                   "'limbeck' union all select relname from pg_class "
                                                   "where relname in ('t', 'alembic_version')"), [])

    def later(self, body):
        database, project = self.database(), self.project()
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        path = project.revision("b2", "a1", upgrade=body)
        text = open(path).read()
        project.write("migrations/versions/b2.py", text.replace(
            "def upgrade", "import other\nlog = other.log()\ndef helper(n):\n    return log.info(n)\n"
                           "def upgrade", 1))
        return database, project

    def test_what_may_not_be_reached_is_run(self):
        for body in ("if False:\n    other.call()", "return\nother.call()", "True or other.call()",
                     "for x in []:\n    helper(1)", "x = other\nf = lambda: log", "other.x if False else 1",
                     "try:\n    raise ValueError\n    log.info(1)\nexcept ValueError:\n    pass",
                     "if True:\n    return\nlog.info('x')", "def inner():\n    log.info(1)",
                     "[log.info(x) for x in []]"):
            with self.subTest(body):
                database, project = self.later(body)
                self.succeeds(project.limbeck(database, "upgrade", "head"))

    def test_modules_are_evaluated_first(self):
        database, project = self.later("pass")
        project.write("migrations/versions/c3.py", "revision = 'c3'\ndown_revision = 'b2'\n1 / 0\n")
        self.fails(project.limbeck(database, "--transaction=revision", "upgrade", "head"), 4,
                   "ZeroDivisionError")
        self.assertEqual(database.rows("select relname from pg_class where relname = 't'"), [])
        project.write("migrations/versions/c3.py", "revision = 'c3'\ndown_revision = 'b2'\n")
        self.fails(project.limbeck(database, "--transaction=revision", "upgrade", "head"), 4,
                   "module 'c3' has no attribute 'upgrade'")
        self.assertEqual(database.rows("select relname from pg_class where relname = 't'"), [])

    def test_what_a_module_could_not_make(self):
        database, project = self.later("op.execute('SELECT 1')\nop.execute(more.log)")
        text = open(project.versions + "/b2.py").read()
        project.write("migrations/versions/b2.py", text.replace("import other", "import other\nimport more"))
        project.write("migrations/more.py", "import other\nlog = other.log()\n")
        done = self.fails(project.limbeck(database, "upgrade", "head"), 4, "'more.log' is used but")
        self.assertNotIn("Running upgrade", done.err)

    def test_operations_at_module_level_are_refused(self):
        for text in ("op.execute('SELECT 1')", "op.execute(other.text)", "x = op.create_table('x')",
                     "from alembic.op import execute\nexecute(other.text)",
                     "for name in other.names():\n    op.drop_table(name)"):
            with self.subTest(text):
                database, project = self.later("pass")
                project.write("migrations/versions/c3.py", "from alembic import op\nimport other\n"
                              "revision = 'c3'\ndown_revision = 'b2'\ndef upgrade(): pass\n" + text)
                done = project.limbeck(database, "upgrade", "head")
                self.fails(done, 4, "c3.py:")
                self.assertEqual(database.rows("select relname from pg_class where relname = 't'"), [])


if __name__ == "__main__":
    limbecktest.main()
