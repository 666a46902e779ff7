from sqlalchemy import text

from alembic_utils.replaceable_entity import ReplaceableEntity, _name
from alembic_utils.statement import strip_terminating_semicolon


class PGView(ReplaceableEntity):
    type_ = 'view'

    def __init__(self, schema, signature, definition):
        self.schema, self.signature = _name(schema), _name(signature)
        self.definition = strip_terminating_semicolon(definition)

    @property
    def _view(self):
        return f'{self.literal_schema}."{self.signature}"'

    def to_sql_statement_create(self):
        return text(f'CREATE VIEW {self._view} AS {self.definition};')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP VIEW {self._view} {"cascade" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        """A view whose columns change cannot be replaced: it is dropped and made anew."""
        view = self._view
        yield text(f'''
        do $$
            begin
                CREATE OR REPLACE VIEW {view} AS {self.definition};

            exception when others then
                DROP VIEW IF EXISTS {view};

                CREATE VIEW {view} AS {self.definition};
            end;
        $$ language 'plpgsql'
        ''')
