"""What all entities have: a schema, a signature and a definition."""
import _limbeck
from alembic_utils import reversible_op
from alembic_utils.statement import (coerce_to_quoted, coerce_to_unquoted, escape_colon_for_sql,
                                     normalize_whitespace, strip_terminating_semicolon)


def _name(text):
    return coerce_to_unquoted(normalize_whitespace(text))


class ReplaceableEntity:
    def __init__(self, schema, signature, definition):
        self.schema, self.signature = _name(schema), _name(signature)
        self.definition = escape_colon_for_sql(strip_terminating_semicolon(definition))

    @classmethod
    def from_sql(cls, sql):
        _limbeck.refuse("limbeck does not take SQL apart for '" + cls.__name__ + ".from_sql()'")

    @classmethod
    def from_path(cls, path):
        _limbeck.refuse("limbeck does not take SQL apart for '" + cls.__name__ + ".from_path()'")

    @property
    def literal_schema(self):
        return coerce_to_quoted(self.schema)

    @property
    def identity(self):
        return f'{self.__class__.__name__}: {self.schema}.{self.signature}'


def register_entities(entities, schemas=None, exclude_schemas=None, entity_types=None):
    """Autogenerate reads them, revisions do not."""
