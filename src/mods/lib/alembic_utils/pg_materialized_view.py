from sqlalchemy import text

from alembic_utils.replaceable_entity import ReplaceableEntity, _name
from alembic_utils.statement import strip_terminating_semicolon


class PGMaterializedView(ReplaceableEntity):
    type_ = 'materialized_view'

    def __init__(self, schema, signature, definition, with_data=True):
        self.schema, self.signature = _name(schema), _name(signature)
        self.definition = strip_terminating_semicolon(definition)
        self.with_data = with_data

    def _create(self):
        body = self.definition.rstrip().rstrip(';')
        return (f'CREATE MATERIALIZED VIEW {self.literal_schema}."{self.signature}" AS {body} '
                f'WITH {"" if self.with_data else "NO"} DATA')

    def to_sql_statement_create(self):
        return text(self._create() + ';')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP MATERIALIZED VIEW {self.literal_schema}."{self.signature}" '
                    f'{"cascade" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        yield text(f'DROP MATERIALIZED VIEW IF EXISTS {self.literal_schema}."{self.signature}"; ')
        yield text(self._create())
