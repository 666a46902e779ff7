import re

from sqlalchemy import text

from alembic_utils.replaceable_entity import ReplaceableEntity
from alembic_utils.statement import (escape_colon_for_plpgsql, escape_colon_for_sql,
                                     normalize_whitespace, strip_terminating_semicolon)


class PGFunction(ReplaceableEntity):
    type_ = 'function'

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        spoken = normalize_whitespace(definition).lower().replace("'", '')
        escape = escape_colon_for_plpgsql if 'language plpgsql' in spoken else escape_colon_for_sql
        self.definition = escape(strip_terminating_semicolon(definition))

    @property
    def literal_signature(self):
        name, rest = self.signature.split('(', 1)
        return f'"{name.strip()}"({rest}'

    def _create(self, words):
        return text(f'{words} {self.literal_schema}.{self.literal_signature} {self.definition}')

    def to_sql_statement_create(self):
        return self._create('CREATE FUNCTION')

    def to_sql_statement_create_or_replace(self):
        yield self._create('CREATE OR REPLACE FUNCTION')

    def to_sql_statement_drop(self, cascade=False):
        """Parameters stand without their defaults."""
        name, parameters = re.fullmatch(r'(.+?)\((.*)\)', self.signature, re.DOTALL).groups()
        kept = (p[:len(p.lower().split('default')[0])].strip() for p in parameters.split(','))
        return text(f'DROP FUNCTION {self.literal_schema}."{name.strip()}"({", ".join(kept)}) '
                    f'{"cascade" if cascade else ""}')
