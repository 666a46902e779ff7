"""Mutable types: in a revision the type itself."""


class Mutable:
    @classmethod
    def as_mutable(cls, sqltype):
        return sqltype


class MutableDict(Mutable):
    pass


class MutableList(Mutable):
    pass
