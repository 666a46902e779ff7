"""os.path: paths as text, and whether there is something at them."""
import _limbeck

sep, pardir, curdir, extsep = '/', '..', '.', '.'


def _text(path):
    if isinstance(path, (str, bytes)):
        return path
    if hasattr(type(path), '__fspath__'):
        return path.__fspath__()
    raise TypeError('expected str, bytes or os.PathLike object, not ' + type(path).__name__)


def join(a, /, *p):
    path = _text(a)
    for part in map(_text, p):
        if part.startswith('/') or not path:
            path = part
        else:
            path += part if path.endswith('/') else '/' + part
    return path


def split(p):
    p = _text(p)
    i = p.rfind('/') + 1
    head, tail = p[:i], p[i:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = _text(p)
    name = p.rfind('/') + 1
    dot = p.rfind('.')
    if dot > name and p[name:dot].strip('.'):
        return p[:dot], p[dot:]
    return p, ''


def splitdrive(p):
    return '', _text(p)


def isabs(s):
    return _text(s).startswith('/')


def normpath(path):
    path = _text(path)
    lead = '//' if path.startswith('//') and not path.startswith('///') else (
        '/' if path.startswith('/') else '')
    parts = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or (not lead and not parts) or (parts and parts[-1] == '..'):
            parts.append(part)
        elif parts:
            parts.pop()
    return lead + '/'.join(parts) or '.'


def abspath(path):
    path = _text(path)
    return normpath(path if isabs(path) else join(_limbeck.getcwd(), path))


realpath = abspath


def relpath(path, start='.'):
    if not path:
        raise ValueError('no path specified')
    here = [x for x in abspath(start).split('/') if x]
    there = [x for x in abspath(path).split('/') if x]
    n = 0
    while n < len(here) and n < len(there) and here[n] == there[n]:
        n += 1
    return '/'.join(['..'] * (len(here) - n) + there[n:]) or '.'


def commonprefix(m):
    if not m:
        return ''
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = [_text(p).split('/') for p in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    absolute = {p[0] == '' for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    lists = [[x for x in p if x and x != '.'] for p in paths]
    low, high = min(lists), max(lists)
    n = 0
    while n < len(low) and low[n] == high[n]:
        n += 1
    return ('/' if True in absolute else '') + '/'.join(low[:n])


def exists(path):
    return _limbeck.kind(_text(path)) is not None


lexists = exists


def isfile(path):
    return _limbeck.kind(_text(path)) == 'file'


def isdir(path):
    return _limbeck.kind(_text(path)) == 'dir'


def islink(path):
    return False


def getsize(path):
    return len(_limbeck.read(_text(path)))


def expanduser(path):
    import os
    path = _text(path)
    if path == '~' or path.startswith('~/'):
        return os.environ.get('HOME', '~') + path[1:]
    return path


def expandvars(path):
    import os
    path = _text(path)
    for name, value in sorted(os.environ.items(), reverse=True):
        path = path.replace('${' + name + '}', value).replace('$' + name, value)
    return path
