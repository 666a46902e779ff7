"""Runs a revision script against stand-ins for alembic and sqlalchemy and yields its operations
as the JSON that lower_main reads.  It knows the tables of nodes and operations and no SQL at all;
it is no part of the product, only a way to test lowering without the script runtime."""
import datetime
import decimal
import re
import sys
import types
import uuid

TOP = __file__.rsplit("/tests/", 1)[0]


def rows(name, macro):
    """Name and signature of every row of a table of the model."""
    text = open(TOP + "/include/model/" + name).read()
    strings = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    for row in re.finditer(macro + r'\(\w+,\s*"([^"]+)",\s*(?:\w+,\s*)?' + strings, text):
        yield row[1], "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', row[2]))


def parameters(signature):
    out = []
    for item in re.split(r",\s*(?![^(]*\))", signature):
        item = item.strip()
        if item:
            out.append((re.split(r"[:=]", item)[0].strip(), "=" in item))
    return out


NODES = {name: parameters(sig) for name, sig in rows("nodes.def", "LK_NODE")}
OPS = {name: parameters(sig) for name, sig in rows("ops.def", "LK_OP")}


def types_of_model():
    """Names of the rows of family TYPE."""
    text = open(TOP + "/include/model/nodes.def").read()
    return set(re.findall(r'LK_NODE\(\w+, "([^"]+)", TYPE,', text))


def bind(name, params, args, kw):
    out, args, keyword = {}, list(args), False
    kw = dict(kw)
    for p, _ in params:
        if p == "*":
            keyword = True
        elif p.startswith("**"):
            if kw:
                out[p[2:]] = {"$map": {k: plain(v) for k, v in kw.items()}}
                kw = {}
        elif p.startswith("*"):
            out[p[1:]] = [plain(a) for a in args]
            args, keyword = [], True
        elif args and not keyword:
            out[p] = plain(args.pop(0))
        elif p in kw:
            out[p] = plain(kw.pop(p))
    if args or kw:
        raise TypeError("%s: %r %r do not fit" % (name, args, kw))
    return {name: out}


TEMPORAL = [(datetime.datetime, "datetime.datetime"), (datetime.date, "datetime.date"),
            (datetime.time, "datetime.time")]


class Conv(str):
    pass


def plain(v):
    if isinstance(v, type) and issubclass(v, Node):
        v = v()
    if isinstance(v, Node):
        return v.json()
    if isinstance(v, Conv):
        return {"$conv": str(v)}
    for kind, tag in TEMPORAL:
        if type(v) is kind:
            return {tag: {"text": v.isoformat()}}
    if isinstance(v, datetime.timedelta):
        return {"datetime.timedelta": {"days": v.days, "seconds": v.seconds,
                                       "microseconds": v.microseconds}}
    if isinstance(v, bytes):
        return {"$bytes": v.hex()}
    if isinstance(v, uuid.UUID):
        return {"uuid.UUID": {"text": str(v)}}
    if isinstance(v, decimal.Decimal):
        return {"$numeric": str(v)}
    if isinstance(v, tuple):
        return {"$tuple": [plain(x) for x in v]}
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, dict):
        return {"$map": {k.args[0] if isinstance(k, Node) else k: plain(x) for k, x in v.items()}}
    return v


class Node:
    tag = None

    def __init__(self, *args, **kw):
        self.args, self.kw = args, kw

    def json(self):
        return bind(self.tag, NODES[self.tag], self.args, self.kw)

    def with_variant(self, other, *dialects):
        return make("variant")(self, {d: other for d in dialects})

    def _binary(op):
        return lambda self, other, **kw: make("binary")(op, self, other, **kw)

    for _name, _op in dict(__eq__="eq", __ne__="ne", __lt__="lt", __le__="le", __gt__="gt",
                           __ge__="ge", __add__="add", __sub__="sub", __mul__="mul",
                           __truediv__="truediv", __mod__="mod", like="like_op", ilike="ilike_op",
                           startswith="startswith_op",
                           endswith="endswith_op",
                           concat="concat_op", is_="is_", is_not="is_not", isnot="is_not",
                           __floordiv__="floordiv", match="match_op",
                           regexp_match="regexp_match_op",
                           is_distinct_from="is_distinct_from", bitwise_and="bitwise_and_op",
                           not_like="not_like_op").items():
        locals()[_name] = _binary(_op)
    __hash__ = object.__hash__

    def __rmul__(self, other):
        return make("binary")("mul", other, self)

    def op(self, opstring, precedence=0, is_comparison=False):
        return lambda other: make("binary")("custom_op", self, other, opstring=opstring,
                                            precedence=precedence, is_comparison=is_comparison)

    def __getitem__(self, index):
        kind = type(self.kw.get("type")).tag if isinstance(self.kw.get("type"), Node) else ""
        kind = kind or str(self.args[0] if self.tag == "binary" else "").upper()
        path = isinstance(index, tuple)
        if "JSON" in str(kind):
            return make("binary")("json_path_getitem_op" if path else "json_getitem_op", self,
                                  list(index) if path else index, type=None)
        return make("binary")("getitem", self, index)

    def any(self, value):
        return make("binary")("eq", value, make("unary")("any_op", self))

    def contains(self, other, **kw):
        kind = str(getattr(self.kw.get("type"), "tag", ""))
        if "JSON" in kind or "ARRAY" in kind:
            return make("binary")("custom_op", self, other, opstring="@>", precedence=15,
                                  is_comparison=True, eager_grouping=True,
                                  natural_self_precedent=True)
        return make("binary")("contains_op", self, other, **kw)

    def in_(self, values):
        return make("in_")(self, values)

    def not_in(self, values):
        return make("in_")(self, values, negate=True)

    notin_ = not_in

    def between(self, a, b):
        return make("between")(self, a, b)

    def __and__(self, other):
        return make("and_")(self, other)

    def __or__(self, other):
        return make("or_")(self, other)

    def __invert__(self):
        return make("not_")(self)

    def __neg__(self):
        return make("unary")("neg", self)

    def desc(self):
        return make("unary")("desc_op", self)

    def asc(self):
        return make("unary")("asc_op", self)

    def nulls_last(self):
        return make("unary")("nulls_last_op", self)

    def label(self, name):
        return make("label")(name, self)

    def collate(self, name):
        return make("collate")(self, name)

    def distinct(self):
        return make("unary")("distinct_op", self)

    def over(self, **kw):
        return make("over")(self, **{k: [v] if isinstance(v, Node) else v for k, v in kw.items()})

    def filter(self, *criterion):
        return make("filter")(self, *criterion)

    def within_group(self, *order):
        return make("within_group")(self, *order)


def make(tag):
    special = {"table": Table, "text": Text, "select": Select, "insert": Insert,
               "update": Update, "delete": Delete}
    return special.get(tag) or type(tag.replace(".", "_"), (Node,), {"tag": tag})


class Text(Node):
    tag = "text"

    def bindparams(self, *params, **kw):
        binds = dict(kw)
        for p in params:
            binds[p.args[0]] = p
        return Text(self.args[0], {**self.kw.get("binds", {}), **binds})

    def columns(self, *columns):
        return self


class Columns:
    pass


class Table(Node):
    tag = "table"

    def __init__(self, name, *columns, **kw):
        columns = [c for c in columns if not isinstance(c, Metadata)]
        self.args, self.kw = (name,) + tuple(columns), kw
        self.c = self.columns = Columns()
        light = self
        if columns:
            light = make("table")(name, **{k: v for k, v in kw.items() if k == "schema"})
        for col in columns:
            if getattr(col, "tag", "") == "column":
                kind = col.args[1] if len(col.args) > 1 else col.kw.get("type")
                more = {}
                if kind is not None:
                    more["type"] = kind() if isinstance(kind, type) else kind
                setattr(self.c, col.args[0], make("column_ref")(col.args[0], table=light, **more))

    def insert(self):
        return Insert(self)

    def update(self):
        return Update(self)

    def delete(self):
        return Delete(self)

    def select(self):
        return Select(*[vars(self.c)[k] for k in vars(self.c)])

    def alias(self, name=None):
        a = make("alias")(self, name)
        a.c = Columns()
        for k, v in vars(self.c).items():
            typed = {x: y for x, y in v.kw.items() if x == "type"}
            setattr(a.c, k, make("column_ref")(k, table=a, **typed))
        return a

    def join(self, other, onclause=None, **kw):
        return make("join")(self, other, onclause, **kw)


class Statement(Node):
    lists = ()

    def _add(self, key, values):
        copy = type(self)(*self.args, **self.kw)
        copy.kw[key] = list(copy.kw.get(key, [])) + list(values)
        return copy

    def _set(self, **kw):
        return type(self)(*self.args, **{**self.kw, **kw})

    def where(self, *criteria):
        return self._add("where", criteria)

    def returning(self, *cols):
        return self._add("returning", cols)


class Select(Statement):
    tag = "select"
    filter = Statement.where

    def order_by(self, *a):
        return self._add("order_by", a)

    def group_by(self, *a):
        return self._add("group_by", a)

    def having(self, *a):
        return self._add("having", a)

    def select_from(self, *a):
        return self._add("from_", a)

    def limit(self, n):
        return self._set(limit=n)

    def offset(self, n):
        return self._set(offset=n)

    def distinct(self, *cols):
        return self._set(distinct=list(cols) or True)

    def with_for_update(self, **kw):
        return self._set(for_update=kw)

    def scalar_subquery(self):
        return make("scalar_subquery")(self)

    def subquery(self, name=None):
        return self._from("subquery", name)

    def cte(self, name=None, recursive=False):
        return self._from("cte", name, recursive=recursive)

    def _from(self, tag, name, **kw):
        s = make(tag)(self, name, **kw)
        s.c = Columns()
        for a in self.args:
            n = a.args[0]
            typed = {x: y for x, y in a.kw.items() if x == "type"}
            setattr(s.c, n, make("column_ref")(n, table=s, **typed))
        return s

    def union(self, *o):
        return Compound("union", self, *o)

    def union_all(self, *o):
        return Compound("union_all", self, *o)


class Compound(Select):
    tag = "compound"


class Insert(Statement):
    tag = "insert"

    def values(self, *a, **kw):
        return self._set(values=a[0] if a else kw)

    def from_select(self, names, select):
        return self._set(from_select=[names, select])

    def on_conflict_do_nothing(self, **kw):
        return self._set(on_conflict=make("on_conflict_do_nothing")(**kw))

    def on_conflict_do_update(self, **kw):
        return self._set(on_conflict=make("on_conflict_do_update")(**kw))

    @property
    def excluded(self):
        return Table("excluded", *self.args[0].args[1:]).c


class Update(Statement):
    tag = "update"

    def values(self, *a, **kw):
        return self._set(values=a[0] if a else kw)


class Delete(Statement):
    tag = "delete"


class Exists(Node):
    tag = "exists"

    def __init__(self, select=None):
        self.args = (select if isinstance(select, Select) else Select(make("literal_column")("*")),)
        self.kw = {}

    def where(self, *criteria):
        return Exists(self.args[0].where(*criteria))


class Sequence(Node):
    tag = "sequence"

    def next_value(self):
        return make("next_value")(self)


class Metadata:
    def __init__(self, *a, **kw):
        pass


class Func:
    def __init__(self, path=()):
        self.path = path

    def __getattr__(self, name):
        return Func(self.path + (name,))

    def __call__(self, *args):
        name = self.path[0] if len(self.path) == 1 else list(self.path)
        return make("func")(name, *args)


def constraint(tag, first=0):
    def build(*args, **kw):
        return make(tag)(*args, **kw)
    return build


def column(name, *args, **kw):
    if args and (isinstance(args[0], type) or getattr(args[0], "tag", "") in TYPES):
        return make("column")(name, args[0], *args[1:], **kw)
    kw = {("type" if k == "type_" else k): v for k, v in kw.items()}
    return make("column")(name, *((None,) + args if args else ()), **kw)


def table_column(name, kind=None, **kw):
    return column(name, kind or make("NullType")())


TYPES = {"variant", "user_type"}
SPECIAL = {"Column": column, "ForeignKey": make("foreign_key"), "Table": Table, "table": Table,
           "PrimaryKeyConstraint": make("primary_key_constraint"), "func": Func(),
           "UniqueConstraint": make("unique_constraint"), "MetaData": Metadata,
           "CheckConstraint": make("check_constraint"), "text": Text, "select": Select,
           "ForeignKeyConstraint": make("foreign_key_constraint"), "Identity": make("identity"),
           "Computed": make("computed"), "Sequence": Sequence, "Index": make("index"),
           "insert": Insert, "update": Update, "delete": Delete, "null": make("null"),
           "column": lambda n, *t, **k: make("column")(n, *t),
           "desc": lambda x: make("unary")("desc_op", x), "FetchedValue": make("fetched"),
           "exists": Exists, "DefaultClause": lambda x, **k: x,
           "case": lambda *w, **k: make("case")(*[list(x) for x in w], **k),
           "nulls_last": lambda x: make("unary")("nulls_last_op", x),
           "distinct": lambda x: make("unary")("distinct_op", x),
           "any_": lambda x: make("unary")("any_op", x),
           "all_": lambda x: make("unary")("all_op", x)}


def module(name, postgresql):
    m = types.ModuleType(name)
    for tag in NODES:
        cls = make(tag)
        m.__dict__[tag] = SPECIAL.get(tag, cls)
        element = tag == "DDL" or tag.startswith(("Create", "Drop", "Set", "Add"))
        if tag.startswith("postgresql.") or tag[0].isupper() and not element:
            TYPES.add(tag)
    m.__dict__.update(SPECIAL)
    m.INT, m.schema = m.INTEGER, m
    if postgresql:
        for tag in NODES:
            if tag.startswith("postgresql."):
                m.__dict__[tag[11:]] = make(tag)
        m.ExcludeConstraint = make("exclude_constraint")
        m.array = lambda items, **k: make("array")(*items, **k)
    return m


class Batch:
    def __init__(self, sink, table, schema):
        self.sink, self.table, self.schema = sink, table, schema

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def f(self, name):
        return Conv(name)

    def _emit(self, name, *args, **kw):
        if self.schema is not None:
            kw["schema"] = self.schema
        self.sink(name, args, kw)

    def __getattr__(self, name):
        def call(*args, **kw):
            if name in ("add_column", "drop_column", "alter_column"):
                return self._emit(name, self.table, *args, **kw)
            if name == "create_foreign_key":
                return self.sink(name, (args[0], self.table) + args[1:],
                                 dict(kw, source_schema=self.schema))
            if name in ("create_table_comment", "drop_table_comment"):
                return self._emit(name, self.table, *args, **kw)
            return self._emit(name, args[0], self.table, *args[1:], **kw)
        return call


class Bind:
    """op.get_bind() of an offline run: it only runs DDL of types."""


class Ops(types.ModuleType):
    def __init__(self, sink):
        super().__init__("op")
        self.sink = sink

    def f(self, name):
        return Conv(name)

    def get_bind(self):
        return Bind()

    def inline_literal(self, value, type_=None):
        return make("inline_literal")(value, **({"type": type_} if type_ else {}))

    def batch_alter_table(self, name, schema=None, **kw):
        return Batch(self.sink, name, schema)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kw: self.sink(name, args, kw)


def operations(source, function):
    """The operations of upgrade() or downgrade() of a script's text, as JSON objects."""
    out = []

    def sink(name, args, kw):
        out.append(bind(name, OPS[name], args, kw))
        if name == "create_table":
            return Table(args[0], *[a for a in args[1:] if isinstance(a, Node)],
                         **{k: v for k, v in kw.items() if k == "schema"})

    sa, pg = module("sqlalchemy", False), module("sqlalchemy.dialects.postgresql", True)

    def create(self, bind=None, checkfirst=True):
        sink("create_type", (self,), {"checkfirst": checkfirst})

    def drop(self, bind=None, checkfirst=True):
        sink("drop_type", (self,), {"checkfirst": checkfirst})
    Node.create, Node.drop = create, drop
    modules = {"alembic": types.ModuleType("alembic"), "sqlalchemy": sa, "alembic.op": Ops(sink),
               "sqlalchemy.dialects": types.ModuleType("sqlalchemy.dialects"),
               "sqlalchemy.dialects.postgresql": pg}
    modules["alembic"].op = modules["alembic.op"]
    sa.dialects = modules["sqlalchemy.dialects"]
    modules["sqlalchemy.dialects"].postgresql = pg
    saved = {k: sys.modules.get(k) for k in modules}
    sys.modules.update(modules)
    try:
        names = {}
        exec(compile(source, "script", "exec"), names)
        names[function]()
    finally:
        for k, v in saved.items():
            if v is None:
                sys.modules.pop(k)
            else:
                sys.modules[k] = v
    return out
