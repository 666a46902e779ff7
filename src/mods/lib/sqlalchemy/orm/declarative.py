"""Classes that describe tables: declarative_base() and DeclarativeBase.

A mapped_column() whose annotation is not understood has no type: it can be read and written, but
not be created.
"""
import _limbeck
from sqlalchemy import Column, MetaData, Table, exc
from sqlalchemy.orm import _annotated
from sqlalchemy.types import NullType


class Mapped:
    def __class_getitem__(cls, item):
        return cls


class Relationship:
    """Refused when it is read: what it would load is not known here."""

    def __init__(self, name=None):
        self.name = name

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        raise NotImplementedError(f"limbeck does not load relationships: '{owner.__name__}.{self.name}'")


def relationship(*arguments, **kw):
    return Relationship()


def backref(name, **kw):
    return None


def column_property(column, *columns, **kw):
    return column


def deferred(column, **kw):
    return column


def synonym(name, **kw):
    return Relationship(name)


def validates(*names, **kw):
    def decorate(fn):
        return fn
    return decorate


def mapped_column(*arguments, **kw):
    for name in ('init', 'repr', 'default_factory', 'kw_only', 'compare', 'use_existing_column',
                 'deferred', 'deferred_group', 'active_history', 'sort_order'):
        kw.pop(name, None)
    column = Column(*arguments, **kw)
    if kw.get('nullable') is None:
        column._nullable_by_annotation = True
    return column


class declared_attr:
    def __init__(self, fn):
        self.fn = fn

    def __get__(self, instance, owner):
        return self.fn(owner)

    @classmethod
    def cascading(cls, fn):
        return cls(fn)

    @classmethod
    def directive(cls, fn):
        return cls(fn)


def _names(cls):
    """The attributes that a class itself has, annotated ones in SQLAlchemy's order."""
    first, second = list(vars(cls)), list(vars(cls).get('__annotations__', ()))
    shared, names = set(first) & set(second), []
    one, other = iter(first), iter(second)
    while (name := next(one, None)) is not None:
        if name in shared:
            # Its turn comes in the other list.
            shared.discard(name)
            one, other = other, one
        else:
            names.append(name)
    return names + list(other)


def _is_typed(column):
    return column.type is not None and not isinstance(column.type, NullType)


def _annotate(cls, name, annotation, column):
    """Gives the column what its annotation says; one that has only an annotation is made."""
    told = _annotated.read(annotation)
    own = getattr(column, '_nullable_by_annotation', False)
    typed = column is not None and _is_typed(column)
    if told is None or (column is not None and any(isinstance(more, Column) for more in told[2])):
        if column is None or (typed and own and not column.primary_key):
            _limbeck.refuse(f"the annotation of '{cls.__name__}.{name}' is used but limbeck does not read it")
        return column
    nullable, kind, more = told
    base = next((one for one in more if isinstance(one, Column)), None)
    if column is None:
        column, own = Column() if base is None else base._copy(), True
        own = base is None or getattr(base, '_nullable_by_annotation', False)
        typed = _is_typed(column)
    if own:
        column.nullable = bool(nullable)
        column._unsure = f'{cls.__name__}.{name}' if nullable is None else None
    if not typed and not column.foreign_keys:
        type_ = _annotated.column_type(kind, getattr(cls, 'type_annotation_map', {}))
        if type_ is not None:
            column.type = type_
    return column


def _columns(cls):
    """Attribute names and columns, those of mixins (copied) after the class's own."""
    found = {}
    for base in cls.__mro__:
        for name in _names(base):
            value = vars(base).get(name)
            if name.startswith('__') or name in found:
                continue
            if isinstance(value, declared_attr):
                value = value.fn(cls)
            annotation = vars(base).get('__annotations__', {}).get(name)
            mapped = _annotated.is_mapped(annotation) and (value is None or isinstance(value, Column))
            if isinstance(value, Column):
                own = getattr(value, '_nullable_by_annotation', False)
                value = value if base is cls and value.table is None else value._copy()
                value._nullable_by_annotation = own
            if mapped:
                value = _annotate(cls, name, annotation, value)
            if isinstance(value, Column):
                found[name] = value
    return found


def _table(cls, columns):
    for name, column in columns.items():
        if column.name is None:
            column.name = name
    arguments, keywords = getattr(cls, '__table_args__', ()), {}
    if isinstance(arguments, dict):
        arguments, keywords = (), arguments
    elif arguments and isinstance(arguments[-1], dict):
        arguments, keywords = arguments[:-1], arguments[-1]
    return Table(cls.__tablename__, cls.metadata, *columns.values(), *arguments, **keywords)


def _map(cls):
    if '__table__' in vars(cls):
        columns = {column.key: column for column in cls.__table__.c}
    elif getattr(cls, '__tablename__', None) and not vars(cls).get('__abstract__'):
        columns = _columns(cls)
        cls.__table__ = _table(cls, columns)
    else:
        return
    if not cls.__table__.primary_key.columns:
        raise exc.ArgumentError(f'Mapper Mapper[{cls.__name__}({cls.__table__.name})] could not assemble any '
                                f"primary key columns for mapped table '{cls.__table__.name}'")
    cls.__mapper_keys__ = list(columns)
    for name, column in columns.items():
        setattr(cls, name, column)


class _Declarative:
    def __init__(self, **values):
        for name in getattr(type(self), '__mapper_keys__', ()):
            self.__dict__[name] = None
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"'{name}' is an invalid keyword argument for {type(self).__name__}")
            setattr(self, name, value)

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        if hasattr(cls, 'metadata'):
            _map(cls)


class DeclarativeBase(_Declarative):
    def __init_subclass__(cls, **kw):
        if DeclarativeBase in cls.__bases__ and 'metadata' not in vars(cls):
            cls.metadata = MetaData()
        super().__init_subclass__(**kw)


class DeclarativeMeta(type):
    pass


def declarative_base(bind=None, metadata=None, mapper=None, cls=object, name='Base', **kw):
    bases = (_Declarative,) if cls is object else (cls, _Declarative)
    base = type(name, bases, {'__abstract__': True})
    base.metadata = metadata or MetaData()
    return base


def as_declarative(**kw):
    def decorate(cls):
        return declarative_base(cls=cls, name=cls.__name__, **kw)
    return decorate


class registry:
    def __init__(self, metadata=None, **kw):
        self.metadata = metadata or MetaData()

    def generate_base(self, **kw):
        return declarative_base(metadata=self.metadata)


class aliased:
    """A mapped class under another name: its columns are the alias's."""

    def __init__(self, entity, name=None):
        self.__table__ = entity.__table__.alias(name)

    def __getattr__(self, name):
        return getattr(self.__table__.c, name)
