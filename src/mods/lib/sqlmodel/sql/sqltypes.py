"""AutoString: VARCHAR, with a length where one is given."""
from sqlalchemy import types


class AutoString(types.TypeDecorator):
    impl = types.String
    cache_ok = True


class GUID(types.TypeDecorator):
    impl = types.Uuid
    cache_ok = True
