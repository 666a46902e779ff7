from sqlalchemy import text

from alembic_utils.replaceable_entity import ReplaceableEntity, _name


class PGExtension(ReplaceableEntity):
    type_ = 'extension'

    def __init__(self, schema, signature):
        self.schema, self.signature = _name(schema), _name(signature)
        self.definition = f'{self.__class__.__name__}: {self.schema} {self.signature}'

    def to_sql_statement_create(self):
        return text(f'CREATE EXTENSION "{self.signature}" WITH SCHEMA {self.literal_schema};')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP EXTENSION "{self.signature}" {"CASCADE" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        raise NotImplementedError()

    @property
    def identity(self):
        return f'{self.__class__.__name__}: {self.signature}'
