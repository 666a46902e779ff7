"""Column types of SQLAlchemy-Utils as PostgreSQL has them.

Revisions only name the types; what they do with values in an application is no matter here but
where a revision binds values, and then the database's own conversion serves.
"""
import sqlalchemy as sa
from sqlalchemy.types import DateTime, TypeDecorator, UserDefinedType
from sqlalchemy.dialects import postgresql


class _Plain(TypeDecorator):
    """A type whose arguments say nothing about its column."""
    impl = sa.Unicode
    cache_ok = True
    _column = None

    def __init__(self, *args, **kwargs):
        super().__init__()
        self.args = args

    def load_dialect_impl(self, dialect):
        return self._column


class ArrowType(TypeDecorator):
    impl = DateTime


class EnrichedDateTimeType(ArrowType):
    pass


class ChoiceType(_Plain):
    def __init__(self, choices, impl=None):
        super().__init__()
        self.choices = choices
        self._column = sa.Unicode(255) if impl is None else impl


class ColorType(_Plain):
    def __init__(self, length=20, *args, **kwargs):
        super().__init__()
        self._column = sa.Unicode(length)


class CountryType(_Plain):
    _column = sa.String(2)


class CurrencyType(_Plain):
    _column = sa.String(3)


class EmailType(_Plain):
    def __init__(self, length=255, *args, **kwargs):
        super().__init__()
        self._column = sa.Unicode(length)


class EncryptedType(_Plain):
    _column = sa.LargeBinary()


class StringEncryptedType(TypeDecorator):
    impl = sa.String

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **kwargs):
        super().__init__(**kwargs)


class IPAddressType(_Plain):
    def __init__(self, max_length=50, *args, **kwargs):
        super().__init__()
        self._column = sa.Unicode(max_length)


class JSONType(_Plain):
    _column = postgresql.JSON()


class LocaleType(_Plain):
    _column = sa.Unicode(10)


class PasswordType(_Plain):
    def __init__(self, max_length=None, **kwargs):
        super().__init__()
        self._column = postgresql.BYTEA(max_length or 1137)


class PhoneNumberType(_Plain):
    def __init__(self, region='US', max_length=20, *args, **kwargs):
        super().__init__()
        self._column = sa.Unicode(max_length)


class ScalarListType(_Plain):
    _column = sa.UnicodeText()


class TimezoneType(_Plain):
    _column = sa.Unicode(50)


class TSVectorType(_Plain):
    _column = postgresql.TSVECTOR()


class URLType(_Plain):
    _column = sa.UnicodeText()


class UUIDType(_Plain):
    def __init__(self, binary=True, native=True):
        super().__init__()
        self._column = postgresql.UUID() if native else \
            sa.BINARY(16) if binary else sa.CHAR(32)


class LtreeType(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'LTREE'


class CompositeType(UserDefinedType):
    def __init__(self, name, columns, quote=None):
        self.name, self.columns = name, columns

    def get_col_spec(self, **kw):
        return self.name


from sqlalchemy_utils import types
