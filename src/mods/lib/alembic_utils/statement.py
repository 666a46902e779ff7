"""How alembic_utils writes names and bodies."""
import re


def normalize_whitespace(text, base_whitespace=' '):
    return base_whitespace.join(text.split()).strip()


def strip_terminating_semicolon(sql):
    return sql.strip().rstrip(';').strip()


def strip_double_quotes(sql):
    return sql.strip().rstrip('"').strip().lstrip('"').strip()


def escape_colon_for_sql(sql):
    """text() takes :name for a parameter, but not what looks like a cast."""
    return re.sub('::|:', lambda found: found[0] if len(found[0]) == 2 else '\\:', sql)


def escape_colon_for_plpgsql(sql):
    """Assignments stay, and what is escaped already."""
    return re.sub(r'::|:=|\\:(?!:)|:', lambda found: found[0] if len(found[0]) == 2 else '\\:', sql)


def coerce_to_quoted(text):
    schema, dot, name = text.partition('.')
    parts = (schema, name) if dot else (text,)
    return '.'.join('"' + strip_double_quotes(part) + '"' for part in parts)


def coerce_to_unquoted(text):
    return text.replace('"', '')
