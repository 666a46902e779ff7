import re

from sqlalchemy import text

from alembic_utils.exceptions import SQLParseFailure
from alembic_utils.on_entity_mixin import OnEntityMixin
from alembic_utils.replaceable_entity import ReplaceableEntity


class PGTrigger(OnEntityMixin, ReplaceableEntity):
    type_ = 'trigger'

    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema=schema, signature=signature, definition=definition,
                         on_entity=on_entity)
        self.is_constraint = is_constraint

    @property
    def identity(self):
        return (f'{self.__class__.__name__}: {self.schema}.{self.signature} {self.is_constraint} '
                f'{self.on_entity}')

    def to_sql_statement_create(self):
        """The table in the definition is put into the entity's schema."""
        found = re.fullmatch(r'(.+?)\s+ON\s+(.+?)\s+(.+)', self.definition, re.I | re.S)
        if not found:
            raise SQLParseFailure('Failed to parse SQL into PGTrigger.definition '
                                  f'"""{self.definition}"""')
        event, table, action = found.groups()
        table = table.partition('.')[2] if '.' in table else table
        words = ' CONSTRAINT ' if self.is_constraint else ' '
        return text(f'CREATE{words}TRIGGER "{self.signature}" {event} '
                    f'ON {self.schema}.{table} {action}')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP TRIGGER "{self.signature}" ON {self.on_entity} '
                    f'{"cascade" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        yield text(f'DROP TRIGGER IF EXISTS "{self.signature}" ON {self.on_entity};')
        yield self.to_sql_statement_create()
