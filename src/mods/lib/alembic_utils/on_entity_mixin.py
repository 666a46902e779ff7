"""Entities that belong to a table."""
from alembic_utils.statement import coerce_to_unquoted


class OnEntityMixin:
    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema=schema, signature=signature, definition=definition)
        on_entity = on_entity if '.' in on_entity else 'public.' + on_entity
        self.on_entity = coerce_to_unquoted(on_entity)

    @property
    def identity(self):
        return f'{self.__class__.__name__}: {self.schema}.{self.signature} {self.on_entity}'
