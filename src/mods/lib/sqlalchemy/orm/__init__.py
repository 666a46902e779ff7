"""The object-relational part as revisions use it: classes that describe tables, sessions that read
and write them.

A mapped class has Column objects as attributes; an instance keeps its values in its own dict.  A
session remembers what it has loaded, compares at flush, and sends plain statements through its
connection.  Relationships are not loaded: what would need them is refused where it is used.

A Session over the migration's connection never commits Alembic's transaction (commit() flushes);
one over bind.engine has a connection of its own, whose commit is real.
"""
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.declarative import (DeclarativeBase, DeclarativeMeta, Mapped, Relationship, aliased, as_declarative,
                                        backref, column_property, declarative_base, declared_attr,
                                        deferred, mapped_column, relationship, registry, synonym,
                                        validates)
from sqlalchemy.sql._tables import sorted_tables


def _statement(statement):
    return sa.text(statement) if isinstance(statement, str) else statement


def _by_column(entity, values):
    """Values under the names of columns, which attributes may differ from."""
    return {getattr(getattr(entity, key, key) if isinstance(key, str) else key, 'name', key): value
            for key, value in values.items()}


class _Loader:
    """Turns rows of a SELECT into what its entities stand for."""

    def __init__(self, session, entities):
        self.session = session
        self.widths = [(entity, len(entity.__table__.c) if hasattr(entity, '__table__') else 0)
                       for entity in entities]

    def load(self, row):
        values, at = [], 0
        for entity, width in self.widths:
            if width and isinstance(entity, type):
                values.append(self.session._instance(entity, row[at:at + width]))
            else:
                values.append(row[at])
            at += width or 1
        return values


class _Result:
    """Rows of entities; what Result answers about plain rows."""

    def __init__(self, rows):
        self.rows = rows

    def __iter__(self):
        return iter(self.rows)

    def all(self):
        return self.rows

    fetchall = all

    def unique(self):
        return _Result(list(dict.fromkeys(self.rows)))

    def scalars(self):
        return _Result([row[0] for row in self.rows])

    def first(self):
        return self.rows[0] if self.rows else None

    def scalar(self):
        return self.rows[0][0] if self.rows else None

    def one_or_none(self):
        if len(self.rows) > 1:
            raise exc.MultipleResultsFound('Multiple rows were found when one or none was required')
        return self.first()

    def one(self):
        row = self.one_or_none()
        if row is None:
            raise exc.NoResultFound('No row was found when one was required')
        return row

    def scalar_one(self):
        return self.one()[0]

    def scalar_one_or_none(self):
        row = self.one_or_none()
        return None if row is None else row[0]


class Query:
    def __init__(self, session, entities):
        self.session, self.entities = session, entities
        self._select = sa.select(*entities)

    def _with(self, select):
        query = Query.__new__(Query)
        query.session, query.entities, query._select = self.session, self.entities, select
        return query

    @property
    def statement(self):
        return self._select

    def __clause_element__(self):
        return self._select

    def filter(self, *criteria):
        return self._with(self._select.where(*criteria))

    where = filter

    def filter_by(self, **values):
        entity = self.entities[0]
        return self.filter(*[getattr(entity, name) == value for name, value in values.items()])

    def order_by(self, *clauses):
        return self._with(self._select.order_by(*clauses))

    def group_by(self, *clauses):
        return self._with(self._select.group_by(*clauses))

    def having(self, *clauses):
        return self._with(self._select.having(*clauses))

    def limit(self, count):
        return self._with(self._select.limit(count))

    def offset(self, count):
        return self._with(self._select.offset(count))

    def distinct(self, *clauses):
        return self._with(self._select.distinct(*clauses))

    def select_from(self, *froms):
        return self._with(self._select.select_from(*froms))

    def join(self, target, onclause=None, isouter=False, full=False):
        return self._with(self._select.join(target, onclause, isouter, full))

    def outerjoin(self, target, onclause=None, full=False):
        return self._with(self._select.outerjoin(target, onclause, full))

    def with_for_update(self, **kw):
        return self._with(self._select.with_for_update(**kw))

    def with_entities(self, *entities):
        query = self._with(self._select.with_only_columns(*entities))
        query.entities = entities
        return query

    def options(self, *options):
        return self

    def yield_per(self, count):
        return self

    def execution_options(self, **options):
        return self

    def subquery(self, name=None):
        return self._select.subquery(name)

    def scalar_subquery(self):
        return self._select.scalar_subquery()

    as_scalar = scalar_subquery

    def exists(self):
        return self._select.exists()

    def _rows(self):
        self.session.flush()
        loader = _Loader(self.session, self.entities)
        rows = self.session.connection().execute(self._select).fetchall()
        if len(self.entities) == 1 and isinstance(self.entities[0], type):
            return [loader.load(row)[0] for row in rows]
        if any(isinstance(entity, type) for entity in self.entities):
            return [tuple(loader.load(row)) for row in rows]
        return rows

    def all(self):
        return self._rows()

    def __iter__(self):
        return iter(self._rows())

    def first(self):
        rows = self.limit(1)._rows()
        return rows[0] if rows else None

    def one_or_none(self):
        return _Result(self._rows()).one_or_none()

    def one(self):
        return _Result(self._rows()).one()

    def scalar(self):
        row = self.one_or_none()
        return row if row is None or not hasattr(row, '_mapping') else row[0]

    def get(self, key):
        return self.session.get(self.entities[0], key)

    def count(self):
        self.session.flush()
        inner = self._select.subquery()
        return self.session.connection().execute(
            sa.select(sa.func.count()).select_from(inner)).scalar()

    def _criteria(self):
        return self._select._where or []

    def update(self, values, synchronize_session='auto', update_args=None):
        self.session.flush()
        statement = sa.update(self.entities[0]).where(*self._criteria()).values(
            _by_column(self.entities[0], values))
        self.session.expire_all()
        return self.session.connection().execute(statement).rowcount

    def delete(self, synchronize_session='auto'):
        self.session.flush()
        statement = sa.delete(self.entities[0]).where(*self._criteria())
        return self.session.connection().execute(statement).rowcount


class _NoAutoflush:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


class Session:
    def __init__(self, bind=None, autoflush=True, future=True, expire_on_commit=True, autocommit=False,
                 info=None, twophase=False, join_transaction_mode=None):
        self.bind = bind
        self.info = info or {}
        self.new, self.deleted, self.identity_map = [], [], {}
        self._connection = None
        self.no_autoflush = _NoAutoflush()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.flush()
        self.close()
        return False

    def begin(self):
        return self

    def begin_nested(self):
        self.flush()
        return self.connection().begin_nested()

    @property
    def is_active(self):
        return True

    def get_bind(self, *arguments, **kw):
        return self.bind

    def connection(self, **kw):
        if self.bind is None:
            raise exc.UnboundExecutionError(
                'Could not locate a bind configured on session')
        if self._connection is None:
            self._connection = self.bind if hasattr(self.bind, 'execute') else self.bind.connect()
        return self._connection

    def _owns_connection(self):
        return self._connection is not None and self._connection is not self.bind

    def execute(self, statement, params=None, **kw):
        self.flush()
        statement = _statement(statement)
        result = self.connection().execute(statement, *([] if params is None else [params]))
        entities = getattr(statement, '_entities', ())
        if any(isinstance(entity, type) and hasattr(entity, '__table__') for entity in entities):
            loader = _Loader(self, entities)
            return _Result([tuple(loader.load(row)) for row in result.fetchall()])
        return result

    def scalar(self, statement, params=None, **kw):
        return self.execute(statement, params).scalar()

    def scalars(self, statement, params=None, **kw):
        return self.execute(statement, params).scalars()

    def query(self, *entities):
        return Query(self, entities)

    def get(self, entity, key):
        keys = entity.__table__.primary_key.columns
        values = key if isinstance(key, (tuple, list)) else (key,)
        return self.query(entity).filter(*[c == v for c, v in zip(keys, values)]).one_or_none()

    def _key(self, entity, values):
        return (entity,) + tuple(values[c.key] for c in entity.__table__.primary_key.columns)

    def _instance(self, entity, row):
        values = dict(zip(entity.__mapper_keys__, row))
        named = dict(zip(entity.__table__.c.keys(), row))
        if all(named[c.key] is None for c in entity.__table__.primary_key.columns):
            return None
        key = self._key(entity, named)
        if key in self.identity_map:
            instance, loaded = self.identity_map[key]
            for name, value in values.items():
                if instance.__dict__.get(name) == loaded.get(name):
                    instance.__dict__[name] = value
                    loaded[name] = value
            return instance
        instance = entity.__new__(entity)
        instance.__dict__.update(values)
        self.identity_map[key] = (instance, dict(values))
        return instance

    def add(self, instance, _warn=True):
        known = any(instance is one for one, loaded in self.identity_map.values())
        if not known and not any(instance is one for one in self.new):
            self.new.append(instance)

    def add_all(self, instances):
        for instance in instances:
            self.add(instance)

    bulk_save_objects = add_all

    def bulk_insert_mappings(self, entity, mappings, **kw):
        self.flush()
        rows = [_by_column(entity, mapping) for mapping in mappings]
        if rows:
            self.connection().execute(sa.insert(entity), rows)

    def bulk_update_mappings(self, entity, mappings):
        self.flush()
        keys = [c.key for c in entity.__table__.primary_key.columns]
        for mapping in mappings:
            mapping = _by_column(entity, mapping)
            criteria = [entity.__table__.c[key] == mapping[key] for key in keys]
            values = {name: value for name, value in mapping.items() if name not in keys}
            self.connection().execute(sa.update(entity).where(*criteria).values(values))

    def merge(self, instance, load=True):
        entity = type(instance)
        keys = [getattr(instance, name) for name in entity.__mapper_keys__
                if getattr(entity, name).key in entity.__table__.primary_key.columns]
        found = self.get(entity, tuple(keys)) if None not in keys else None
        if found is None:
            self.add(instance)
            return instance
        for name in entity.__mapper_keys__:
            if instance.__dict__.get(name) is not None:
                setattr(found, name, instance.__dict__[name])
        return found

    def delete(self, instance):
        self.deleted.append(instance)

    def _insert(self, instance):
        entity = type(instance)
        table, values = entity.__table__, {}
        for name, column in zip(entity.__mapper_keys__, table.c):
            value = instance.__dict__.get(name)
            if value is not None:
                values[column.key] = value
            elif not column.primary_key and column.server_default is None and column.default is None:
                values[column.key] = None
        row = self.connection().execute(sa.insert(entity).values(values).returning(*table.c)).one()
        loaded = dict(zip(entity.__mapper_keys__, row))
        instance.__dict__.update(loaded)
        named = dict(zip(table.c.keys(), row))
        self.identity_map[self._key(entity, named)] = (instance, loaded)

    def _criteria(self, key):
        return [c == value for c, value in zip(key[0].__table__.primary_key.columns, key[1:])]

    def _update(self, key, instance, loaded):
        changed = {column.key: instance.__dict__[name]
                   for name, column in zip(key[0].__mapper_keys__, key[0].__table__.c)
                   if name in instance.__dict__ and instance.__dict__[name] != loaded.get(name)}
        if changed:
            self.connection().execute(sa.update(key[0]).where(*self._criteria(key)).values(changed))
            loaded.update({name: instance.__dict__[name] for name in key[0].__mapper_keys__
                           if name in instance.__dict__})

    def flush(self, objects=None):
        new, self.new = self.new, []
        order = {table.key: at for at, table in enumerate(self._tables(new))}
        for instance in sorted(new, key=lambda one: order[type(one).__table__.key]):
            self._insert(instance)
        for key, (instance, loaded) in list(self.identity_map.items()):
            self._update(key, instance, loaded)
        deleted, self.deleted = self.deleted, []
        for key, (instance, loaded) in list(self.identity_map.items()):
            if any(instance is one for one in deleted):
                self.connection().execute(sa.delete(key[0]).where(*self._criteria(key)))
                del self.identity_map[key]

    def _tables(self, instances):
        if not instances:
            return []
        return sorted_tables(type(instances[0]).__table__.metadata, False) + [
            type(one).__table__ for one in instances]

    def commit(self):
        self.flush()
        if self._owns_connection():
            self._connection.commit()

    def rollback(self):
        self.new, self.deleted, self.identity_map = [], [], {}
        if self.bind is not None:
            self.connection().rollback()

    def close(self):
        self.expunge_all()
        if self._owns_connection():
            self._connection.close()
        self._connection = None

    def expunge(self, instance):
        self.identity_map = {key: pair for key, pair in self.identity_map.items()
                             if pair[0] is not instance}

    def expunge_all(self):
        self.new, self.deleted, self.identity_map = [], [], {}

    def expire_all(self):
        self.flush()
        self.identity_map = {}

    def refresh(self, instance, attribute_names=None):
        for key, (one, loaded) in self.identity_map.items():
            if one is instance:
                row = self.connection().execute(
                    sa.select(key[0]).where(*self._criteria(key))).one()
                loaded.update(zip(key[0].__mapper_keys__, row))
                instance.__dict__.update(loaded)


class sessionmaker:
    def __init__(self, bind=None, class_=Session, **kw):
        self.class_, self.kw = class_, {'bind': bind, **kw}

    def __call__(self, **kw):
        return self.class_(**{**self.kw, **kw})

    def configure(self, **kw):
        self.kw.update(kw)


class scoped_session:
    def __init__(self, session_factory, scopefunc=None):
        self.session_factory, self._session = session_factory, None

    def __call__(self, **kw):
        if self._session is None:
            self._session = self.session_factory(**kw)
        return self._session

    def __getattr__(self, name):
        return getattr(self(), name)

    def remove(self):
        if self._session is not None:
            self._session.close()
        self._session = None


def _loader_option(*keys, **kw):
    return None


joinedload = selectinload = subqueryload = lazyload = noload = defer = undefer = load_only = _loader_option
