d = {'a': 1}
for left in ('%(a)s', '%s', '%d', 'x', '%%', b'%s', b'%a', [1], (1,), 2, {1}, {'b': 2}, None):
    for right in (d.items(), d.keys(), d.values()):
        for name, call in (("%", lambda: left % right), ("+", lambda: left + right),
                           ("*", lambda: left * right),
                           ('|', lambda: left | right), ('-', lambda: left - right), ('&', lambda: right & left),
                           ('^', lambda: right ^ left), ('r%', lambda: right % left), ('r+', lambda: right + left),
                           ('<<', lambda: left << right), ('r|', lambda: right | left), ('r-', lambda: right - left)):
            try:
                v = call()
                print(name, sorted(v, key=repr) if isinstance(v, set) else v)
            except TypeError as e:
                print(name, e)
