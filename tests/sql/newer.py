"""What Alembic 1.19 with SQLAlchemy 2.0 has and Debian's 1.8 with 1.4 does not, or does otherwise.

A row of NEWER is a pattern and what is different.  Patterns are matched against "entry()" for a call,
"entry(parameter=)" for a parameter by name, "entry(parameter)" for one by place, with " value" behind
it for a value, and "entry(-parameter)" for one that is left away.  The recorded answers of 1.19 are in testdata/sql/newer/*.case: "#", a number and
the difference, a piece of a script, "----", and the SQL or "error: " and what Alembic said."""
import functools
import glob
import re

import limbecktest
from counted import arguments, bare, calls

VERSIONS = ["1.19.1", "2.0.52"]
NEWER = [
    (r"op\.\w+\(if_(not_)?exists=", "not there, or passed over, in 1.8"),
    (r"op\.add_column\(inline_\w+=", "not there in 1.8"),
    (r"op\.implementation_for\(replace", "not there in 1.8"),
    (r"\(postgresql_nulls_not_distinct=", "not there in 1.4"),
    (r"(nique_constraint|UniqueConstraint|PrimaryKeyConstraint)\(postgresql_include=",
     "not there in 1.4"),
    (r"(_table|Table)\(postgresql_using=", "not there in 1.4"),
    (r"(_foreign_key|ForeignKey\w*)\(comment", "not there in 1.4"),
    (r"postgresql\.(CITEXT|DOMAIN|\w+MULTIRANGE|JSONPATH|REGCONFIG|TSQUERY)\(",
     "not there in 1.4"),
    (r"sa\.(DOUBLE|DOUBLE_PRECISION|Double|UUID|Uuid)\(", "not there in 1.4"),
    (r"sa\.(NCHAR|NVARCHAR|Unicode|UnicodeText)\(collation", "1.4 leaves the collation away"),
    (r"sa\.MetaData\((schema|quote_schema|naming_convention|info)\)",
     "1.4 has an engine in the first place"),
    (r"sa\.Column\(insert_(default|sentinel)=", "not there in 1.4"),
    (r"create_table_comment\(comment=?\) None", "1.4 cannot print it"),
    (r"inline_literal\(value=?\) date", "1.4 cannot print dates"),
    (r"sa\.Sequence\((start=?\) None|-start)", "1.4 starts with 1"),
    (r"sa\.(Sequence|Identity)\(order=?\) (True|False)", "1.4 prints ORDER, which is not PostgreSQL's"),
    (r"alter_column\(server_default=\) (sa\.FetchedValue|fetched)", "1.8 prints SET DEFAULT None"),
]
PATTERNS = [(re.compile(r"[\w.]*?" + pattern), said) for pattern, said in NEWER]


SIGN = {"call": "%s()", "name": "%s(%s=)", "place": "%s(%s)", "left": "%s(-%s)"}


@functools.lru_cache(maxsize=None)
def difference(text):
    """What is different about one such text, or nothing."""
    return next((said for pattern, said in PATTERNS if pattern.match(text)), "")


def is_newer(entry, p="", style="call", value=""):
    """Does it, or any call of the entry, differ?"""
    text = SIGN[style] % ((entry, p) if p else entry)
    return bool(difference(entry + "()") or difference(text) or
                (value and difference(text + " " + value)))


def texts(piece):
    """What patterns are matched against."""
    yield from (name + "()" for name in bare(piece))
    for call in calls(piece):
        for entry, p, style, value in arguments(call):
            text = SIGN[style] % ((entry, p) if p else entry)
            if style == "call" or not difference(entry + "()"):
                yield text if difference(text) else text + " " + value


def matches(pattern, piece):
    return any(pattern.match(text) for text in texts(piece))


def differences(piece):
    """All that is different about a piece, with what makes it so."""
    found = {text: difference(text) for text in texts(piece)}
    return sorted("%s: %s" % item for item in found.items() if item[1])


def read(path):
    """Yields (difference, piece, answer) of a case file."""
    with open(path, encoding="utf-8") as f:
        for block in re.split(r"^(?=#\d+ )", f.read(), flags=re.M)[1:]:
            said, _, rest = block.partition("\n")
            piece, _, answer = rest.partition("\n----\n")
            yield said, piece, answer.rstrip("\n")


def load():
    """Piece -> 1.19's answer, as oracle.py gives it."""
    out = {}
    for path in sorted(glob.glob(limbecktest.testdata("sql", "newer", "*.case"))):
        for _, piece, answer in read(path):
            error = answer.startswith("error: ")
            out[piece] = {"error": answer[7:]} if error else {"sql": answer and answer + "\n\n"}
    return out


def write(path, answers):
    """Writes a case file of pieces and answers."""
    with open(path, "w", encoding="utf-8") as f:
        for i, (piece, answer) in enumerate(answers):
            said = "; ".join(differences(piece))
            sql = answer["sql"].rstrip("\n") if "sql" in answer else \
                "error: " + answer["error"].split("\n")[0]
            f.write("#%d %s\n%s\n----\n%s\n\n" % (i + 1, said, piece, sql))
