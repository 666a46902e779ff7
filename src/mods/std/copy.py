"""copy: shallow and deep copies."""


class Error(Exception):
    pass


error = Error
_ATOMS = (type(None), int, float, bool, str, bytes, range, slice, type, type(...),
          type(NotImplemented), type(len), type(lambda: None))


def _rebuild(obj):
    new = object.__new__(type(obj))
    new.__dict__.update(obj.__dict__)
    return new


def copy(x):
    cls = type(x)
    if cls in _ATOMS or isinstance(x, type) or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set):
        return x.copy()
    if hasattr(cls, '__copy__'):
        return x.__copy__()
    for base in (list, dict, set, tuple, frozenset, str, int, float):
        if isinstance(x, base):
            new = base.__new__(cls, x) if base in (tuple, frozenset, str, int, float) else (
                base.__new__(cls))
            if base is list:
                list.extend(new, x)
            elif base in (dict, set):
                base.update(new, x)
            new.__dict__.update(getattr(x, '__dict__', {}))
            return new
    if hasattr(x, '__dict__'):
        return _rebuild(x)
    return x


def deepcopy(x, memo=None, _nil=[]):
    memo = {} if memo is None else memo
    if id(x) in memo:
        return memo[id(x)]
    cls = type(x)
    if cls in _ATOMS or isinstance(x, type):
        return x
    if hasattr(cls, '__deepcopy__'):
        new = x.__deepcopy__(memo)
    elif cls is list:
        new = memo[id(x)] = []
        new.extend(deepcopy(item, memo) for item in x)
    elif cls is dict:
        new = memo[id(x)] = {}
        for key, value in x.items():
            new[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls in (tuple, set, frozenset):
        new = cls(deepcopy(item, memo) for item in x)
    else:
        new = memo[id(x)] = copy(x)
        if isinstance(x, list):
            new[:] = [deepcopy(item, memo) for item in x]
        elif isinstance(x, dict):
            for key, value in x.items():
                new[key] = deepcopy(value, memo)
        for key, value in getattr(new, '__dict__', {}).items():
            new.__dict__[key] = deepcopy(value, memo)
    memo[id(x)] = new
    memo.setdefault('kept', []).append(x)
    return new
