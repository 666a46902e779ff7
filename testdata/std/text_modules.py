import base64
import copy
import hashlib
import os.path
import string
import textwrap

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for s in ['  a\n   b\n  c\n', '\n    x\n\n      y\n    ', 'a\n b', '\tq\n\tr', '    \n  z\n', '  a\n\tb']:
    print(repr(textwrap.dedent(s)))
print(repr(textwrap.indent('a\n\nb\n', '> ')), repr(textwrap.indent('a\n\nb', '> ', lambda line: True)))
long = 'The quick brown fox jumps over the lazy dog and a well-known supercalifragilisticexpialidocious word.'
print(textwrap.wrap(long, 20), textwrap.fill(long, 30, initial_indent='* ', subsequent_indent='  '), textwrap.shorten(long, 30), sep='\n')
print(textwrap.wrap('', 10), textwrap.wrap('a  b', 10), textwrap.wrap('x' * 25, 10))
print(string.ascii_letters, string.digits, string.punctuation, string.hexdigits, repr(string.whitespace), string.capwords('hello  big world'))
t = string.Template('$a ${b} $$ x')
print(t.substitute(a=1, b=2), t.safe_substitute(a=1), t.substitute({'a': 3, 'b': 4}))
attempt(lambda: t.substitute(a=1))
attempt(lambda: string.Template('a\n $ b').substitute())
for b in [b'', b'a', b'ab', b'abc', bytes(range(256)), b'\xff\xfe?']:
    e = base64.b64encode(b)
    print(e[:30], base64.b64decode(e) == b, base64.urlsafe_b64encode(b)[-8:], base64.b32encode(b)[:12], base64.b32decode(base64.b32encode(b)) == b, base64.b16encode(b)[:8])
attempt(lambda: base64.b64decode('YQ'))
attempt(lambda: base64.b64decode('YQ=='))
attempt(lambda: base64.b64decode('a'))
attempt(lambda: base64.b64encode('a'))
for data in [b'', b'a', b'abc', b'x' * 55, b'x' * 56, b'x' * 63, b'x' * 64, b'x' * 111, b'x' * 112, b'x' * 128, bytes(1000)]:
    print(hashlib.md5(data).hexdigest(), hashlib.sha1(data).hexdigest(), hashlib.sha256(data).hexdigest()[:16], hashlib.sha512(data).hexdigest()[:16], hashlib.sha224(data).hexdigest()[:8], hashlib.sha384(data).hexdigest()[:8])
h = hashlib.sha256()
h.update(b'a')
h.update(b'bc')
print(h.hexdigest() == hashlib.sha256(b'abc').hexdigest(), h.digest_size, h.name, hashlib.new('md5', b'x').digest())
attempt(lambda: hashlib.md5('x'))
p = os.path
print(p.join('a', 'b', '/c', 'd'), p.join('a/', 'b'), p.join('', 'a'), p.split('/a/b/c'), p.split('a'), p.split('/'), p.basename('/x/y.z'), p.dirname('/x/y.z'), p.splitext('a/b.tar.gz'), p.splitext('.x'), p.splitext('a.b/c'), p.normpath('/a/./b/../c//d'), p.normpath('../../x'), p.normpath(''), p.isabs('/x'), p.commonprefix(['abc', 'abd']), p.relpath('/a/b/c', '/a/x'), p.commonpath(['/a/b/c', '/a/b/d']))
a = [1, [2, 3], {'k': [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
a[2]['k'].append(9)
print(b, c, copy.copy((1, 2)), copy.deepcopy({'a': (1, [2])}))
class Obj:
    def __init__(self):
        self.v = [1]
o = Obj()
o2, o3 = copy.copy(o), copy.deepcopy(o)
o.v.append(2)
print(o2.v, o3.v, type(o3).__name__)
loop = [1]
loop.append(loop)
l2 = copy.deepcopy(loop)
print(l2[1] is l2, l2 is not loop)
