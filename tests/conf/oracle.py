#!/usr/bin/env python3
"""Configuration files and URLs are read as configparser, tomllib and SQLAlchemy read them."""
import configparser
import json
import os
import random
import subprocess
import tomllib

from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.url import make_url

import limbecktest

DUMP = os.path.join(limbecktest.BUILDDIR, "tests/conf/conf_dump")


def content(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def dump(what, *names):
    """One answer for each name."""
    done = subprocess.run([DUMP, what, *names], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def python_ini(path):
    parser = configparser.ConfigParser({"here": os.path.dirname(path)})
    try:
        with open(path, encoding="utf-8") as f:
            parser.read_file(f)
    except configparser.Error:
        return None
    answer = {}
    for section in parser.sections():
        values = answer[section] = {}
        for key in parser.options(section):
            try:
                values[key] = parser.get(section, key)
            except configparser.Error:
                values[key] = None
    return answer


def ours_ini(answer):
    if "error" in answer and isinstance(answer["error"], str):
        return None
    return {section: {k: None if isinstance(v, dict) else v for k, v in values.items()}
            for section, values in answer.items()}


INI_LINES = ["[alembic]", "[a b]", "[DEFAULT]", "[]", "[x]]y]", "[x", "key = value", "key: value",
             "Key=1", "other =", "= 5", "url = postgresql://u:p%%40@h/d", "url2 = a%b",
             "p = %(here)s/x", "q = %(p)s:%(Key)s", "r = %(r)s", "s = %(missing)s", "t = %(bad",
             "    continued", "  more = 1", "\ttab", "", "   ", "# comment", "  ; comment",
             "v = a # not a comment", "w = a ; b", "noequals", "u\u00a0= 1", "k2 = x   ",
             "k3 \t:\t y", "%(p)s = 3", "here = /elsewhere", "  # indented", "e = %%", "f = %(e)s%"]


class Ini(limbecktest.Case):
    def write(self, path, text):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def check(self, texts):
        directory = self.directory()
        paths = []
        for i, text in enumerate(texts):
            paths.append(os.path.join(directory, "%05d.ini" % i))
            with open(paths[-1], "w", encoding="utf-8", newline="") as f:
                f.write(text)
        for path, answer in zip(paths, dump("ini", *paths)):
            text = content(path)
            self.assertEqual(ours_ini(answer), python_ini(path), text)

    def test_random_files_are_read_as_configparser_reads_them(self):
        rng = random.Random(7)
        texts = []
        for _ in range(1500):
            lines = [rng.choice(INI_LINES) for _ in range(rng.randrange(1, 14))]
            head = ["[alembic]"] if rng.random() < 0.9 else []
            texts.append(rng.choice(["\n", "\n", "\r\n", "\r"]).join(head + lines))
        self.check(texts)

    def test_repeated_references_end_with_an_error(self):
        lines = ["[alembic]", "a0 = xxxxxxxxxx"]
        for i in range(1, 10):
            lines.append(f"a{i} = " + f"%(a{i - 1})s" * 20)
        path = os.path.join(self.directory(), "laughs.ini")
        self.write(path, "\n".join(lines))
        self.assertIn("too long", dump("ini", path)[0]["alembic"]["a9"]["error"])

    def test_an_error_names_the_line_but_shows_no_password(self):
        path = os.path.join(self.directory(), "alembic.ini")
        self.write(path, "[alembic]\nsqlalchemy.url = postgresql://u:hush%40x@h/d\n")
        answer = dump("ini", path)[0]["alembic"]["sqlalchemy.url"]
        self.assertIn("line 2", answer["error"])
        self.assertEqual(answer["line"], 0)
        self.assertNotIn("hush", answer["error"])


TOML_LINES = ['a = 1', 'a = "x"', "b = 'y\\n'", 'c = """\nm\n"""', "d = '''\nn'''", 'e = [1, 2,]',
              'f = [\n 1, # c\n 2\n]', 'g = {x = 1, y.z = 2}', 'g = {x = 1,}', 'h.i = 1', 'h.j = 2',
              'h = 1', '[t]', '[t.u]', '[t.u.v]', '[[t]]', '[[n]]', '[n.m]', '[[n.k]]', '[h]',
              '[g]', 'k = 0x1F', 'k = 0o17', 'k = 0b1_0', 'k = 1_000', 'k = 1__0', 'k = 01',
              'l = 1.5', 'l = 1e3', 'l = -0.5E-2', 'l = 1.', 'l = .5', 'l = 1_0.0_1', 'l = inf',
              'm = 1979-05-27', 'm = 1979-05-27T07:32:00Z', 'm = 1979-05-27 07:32:00.5-07:00',
              'm = 07:32:00', 'm = 1979-02-30', 'n = true', 'n = True', '"q r" = 1', "'s' = 1",
              'o = "\\u00e9\\t\\"x"', 'o = "\\x"', 'o = "\\uD800"', 'p = "a', '# c', 'x = 1 # c',
              'y = ', '= 1', 'z = [1 2]', 'w = """a\\\n   b"""', 'w = """x"""""', "v = ''''a'''",
              'u = 99999999999999999999', 'u = -9223372036854775808', '[t.h]', 'a.b = 1', 't.q = 1',
              '[]', '[a.]', 'r = [[1], ["x", {y = 1}]]', 's = {}', 's = []', 's = {a = 1, a = 2}',
              'u = +5', 'u = +0x5', 'aa = "\t"', 'ab = "\\e"', 'h.k.l = 1', '[h.k]', 'n.x = 1']


def plain(value):
    """What our reader gives: dates as their text is not comparable, so only their place is."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return repr(value)
    return value if isinstance(value, (bool, int, str)) else "date"


def dates_alike(ours, theirs):
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return {k: dates_alike(v, theirs.get(k)) for k, v in ours.items()}
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        return [dates_alike(a, b) for a, b in zip(ours, theirs)]
    if isinstance(theirs, (dict, list, bool, int, str)) or theirs is None:
        return ours
    if isinstance(theirs, float):
        return repr(float(next(iter(ours.values())) if isinstance(ours, dict) else ours))
    return "date"


class Toml(limbecktest.Case):
    def test_random_files_are_read_as_tomllib_reads_them(self):
        rng = random.Random(8)
        directory, paths = self.directory(), []
        for i in range(3000):
            lines = [rng.choice(TOML_LINES) for _ in range(rng.randrange(1, 6))]
            paths.append(os.path.join(directory, "%05d.toml" % i))
            with open(paths[-1], "w", newline="") as f:
                f.write(rng.choice(["\n", "\n", "\r\n"]).join(lines))
        answers = dump("toml", *paths)
        agreed = 0
        for path, ours in zip(paths, answers):
            text = content(path)
            try:
                theirs = tomllib.loads(text)
            except ValueError:
                theirs = None
            if theirs is not None and "99999999999999999999" in text:
                theirs = None               # tomllib takes any size, TOML 64 bits
            if theirs is None:
                self.assertIn("error", ours, text)
                self.assertIsInstance(ours["error"], str, text)
            else:
                self.assertEqual(dates_alike(ours, theirs), plain(theirs), text)
                agreed += 1
        self.assertGreater(agreed, 200)


URLS = ["postgresql://u:p@h:5432/d", "postgresql+psycopg2://u:p%40q@h/d", "postgresql://h/d",
        "postgresql+asyncpg://u@h/d", "postgresql://u:p/a:b@h/d", "postgresql://",
        "postgresql:///d", "postgresql:///d?host=/var/run/x&port=5433", "postgresql://u@[::1]:5/d",
        "postgresql://a@b@c/d", "postgresql://u:p+q@h/d%20e", "postgresql://h:/d",
        "postgresql://h:x/d", "postgresql:///d?host=a:1&host=b:2",
        "postgresql:///d?host=a,b&port=1,2",
        "postgresql://u@h/d?sslmode=require&options=-csearch_path%3Dx",
        "postgresql://u:p@h/d?application_name=a+b&x&y=", "postgres",
        "postgresql://u:p@h?sslmode=a",
        "postgresql://u:@h/d", "postgresql://:p@h/d", "postgresql://%C3%A9:p@h/d"]


def python_url(text):
    try:
        url = make_url(text)
    except Exception:
        return None
    opts = postgresql.psycopg2.PGDialect_psycopg2().create_connect_args(url)[1]
    return {"mask": str(url.render_as_string(hide_password=True)),
            "conninfo": {k.replace("database", "dbname"): str(v) for k, v in opts.items()}}


class Url(limbecktest.Case):
    def test_urls_are_taken_apart_as_sqlalchemy_does(self):
        for text, ours in zip(URLS, dump("url", *URLS)):
            theirs = python_url(text)
            if theirs is None:
                self.assertIn("error", ours, text)
                continue
            self.assertEqual(ours.get("conninfo"), theirs["conninfo"], text)
            if "?" not in text and "%" not in text:     # SQLAlchemy 1.4 quotes otherwise
                self.assertEqual(ours["mask"], theirs["mask"], text)

    def test_drivers_parameters_become_libpqs(self):
        rows = [("postgresql+asyncpg://h/d?ssl=require&statement_cache_size=0",
                 {"host": "h", "dbname": "d", "sslmode": "require"}),
                ("postgresql+pg8000://u@/d?unix_sock=/run/pg/.s.PGSQL.5444",
                 {"user": "u", "dbname": "d", "host": "/run/pg", "port": "5444"}),
                ("postgresql+psycopg://h/d?prepare_threshold=0&target_session_attrs=read-write",
                 {"host": "h", "dbname": "d", "target_session_attrs": "read-write"}),
                # SQLAlchemy 2.0; 1.4 leaves the colon in the host
                ("postgresql:///d?host=a:77", {"host": "a", "port": "77", "dbname": "d"}),
                ("postgres://u:p@h/d", {"host": "h", "dbname": "d", "user": "u", "password": "p"})]
        for (text, expected), ours in zip(rows, dump("url", *[r[0] for r in rows])):
            self.assertEqual(ours["conninfo"], expected)

    def test_other_dialects_are_refused(self):
        for ours in dump("url", "mysql://h/d", "cockroachdb://h/d", "sqlite:///x"):
            self.assertIn("is not supported", ours["error"])

    def test_a_password_with_an_at_sign_is_not_taken_for_the_host(self):
        ours, = dump("url", "postgresql://app:s3@cret@db/shop")
        self.assertIn("more than one '@'", ours["error"])
        self.assertNotIn("cret", ours["error"])

    def test_the_name_for_people_has_no_password(self):
        ours, = dump("url", "postgresql+asyncpg://app:s3cret@db:6432/shop?sslpassword=s3cret")
        self.assertEqual(ours["show"], "app@db:6432/shop")
        self.assertNotIn("s3cret", ours["mask"])


if __name__ == "__main__":
    limbecktest.main()
