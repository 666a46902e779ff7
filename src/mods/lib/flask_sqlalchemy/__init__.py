"""Flask-SQLAlchemy's object, as far as revisions use it: a way to the names of sqlalchemy.  What it
has of its own belongs to an application."""
import _limbeck
import sqlalchemy
import sqlalchemy.orm

_OWN = ('Model', 'Query', 'Table', 'create_all', 'drop_all', 'engine', 'engines', 'get_engine',
        'get_or_404', 'first_or_404', 'init_app', 'metadata', 'metadatas', 'paginate', 'reflect',
        'session')


class SQLAlchemy:
    def __init__(self, app=None, **options):
        """Options decide about sessions, engines and models, none of which are here."""

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        if name in _OWN:
            _limbeck.refuse("'flask_sqlalchemy.SQLAlchemy." + name +
                            "' is used but limbeck does not have it")
        for module in (sqlalchemy, sqlalchemy.orm):
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(name)
