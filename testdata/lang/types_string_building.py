words = ['alpha', 'Beta', 'gamma', 'naïve', '']
print(' '.join(w.capitalize() for w in words), '|'.join(f'{w:<6}' for w in words), ''.join(reversed('abc')), '-'.join('abc'))
print({w: len(w) for w in words}, sorted(words), sorted(words, key=str.lower), [w[::-1] for w in words], [w.find('a') for w in words])
out = ''
for i, w in enumerate(words):
    out += '%d:%s;' % (i, w)
print(out, out.count(';'), out.split(';')[:-1], out.upper().lower() == out.lower())
print('\n'.join('{:>3} {:5.1f} {!r}'.format(i, i / 3, w) for i, w in enumerate(words)))
template = "INSERT INTO {table} ({cols}) VALUES ({vals})"
print(template.format(table='t', cols=', '.join(['a', 'b']), vals=', '.join(['%s'] * 2)))
print('a' 'b' "c", r'\n', 'tab\tx', """multi
line""", 'x' if not '' else 'y', 'abc'[1:] + 'abc'[:1], 'a,b;c'.replace(';', ',').split(','))
print('Straße'.encode().hex(), 'ÅÄÖ'.lower().upper().title().swapcase(), 'x'.join(['', '', '']), ' a b '.split(' '))
