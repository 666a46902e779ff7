from sqlalchemy import text

from alembic_utils.on_entity_mixin import OnEntityMixin
from alembic_utils.replaceable_entity import ReplaceableEntity


class PGPolicy(OnEntityMixin, ReplaceableEntity):
    type_ = 'policy'

    @property
    def _policy(self):
        return f'{self.signature} on {self.on_entity}'

    def to_sql_statement_create(self):
        return text(f'CREATE POLICY {self._policy} {self.definition}')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP POLICY {self._policy} {"cascade" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        yield text(f'DROP POLICY IF EXISTS {self._policy};')
        yield text(f'CREATE POLICY {self._policy} {self.definition};')
