"""The URL of bind.engine, without its password.  URLs of other databases are not made here."""
import _limbeck


class URL:
    def __init__(self, text, parts):
        self._text = text
        (self.drivername, self.username, self.host, self.port, self.database) = parts

    @property
    def password(self):
        _limbeck.refuse("limbeck gives scripts no password of 'engine.url'")

    @property
    def query(self):
        _limbeck.refuse("limbeck does not have 'engine.url.query'")

    def get_backend_name(self):
        return self.drivername.partition('+')[0]

    def get_driver_name(self):
        return self.drivername.partition('+')[2] or 'psycopg2'

    def render_as_string(self, hide_password=True):
        if not hide_password and ':***@' in self._text:
            self.password
        return self._text

    def __str__(self):
        return self._text

    __repr__ = __str__

    def __eq__(self, other):
        return isinstance(other, URL) and self._text == other._text

    def __hash__(self):
        return hash(self._text)


def _made(text, user, host, port, database):
    if not text:
        text = 'postgresql://' + (user + '@' if user else '') + (host if host[:1] != '/' else '')
        text += (':' + str(port) if port else '') + '/' + database
    name = text.partition('://')[0]
    return URL(text, (name, user or None, host or None, port or None, database or None))
