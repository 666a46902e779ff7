import re

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

m = re.search(r'(\w+)\s+(?P<num>\d+)', 'abc foo 42 x')
print(m, m.group(), m.group(1), m.group('num'), m.groups(), m.groupdict(), m.span(), m.start('num'), m.end(2), m[1], m.string, m.lastindex, m.lastgroup, m.group(1, 2))
print(re.match('b', 'abc'), re.match('a', 'abc'), re.fullmatch('abc', 'abc'), re.fullmatch('ab', 'abc'), bool(re.search('c$', 'abc\n')), bool(re.search(r'c\Z', 'abc\n')))
print(re.findall(r'\d+', 'a1b22c333'), re.findall(r'(\w)(\d)', 'a1b2'), re.findall('(a)|b', 'ab'), re.findall('', 'abc'), re.findall('x*', 'axb'))
print(re.split(r'[,;]\s*', 'a, b;c'), re.split('(,)', 'a,b'), re.split('x*', 'axbc'), re.split(',', 'a,b,c', 1), re.split('', 'ab'))
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'a b'), re.sub('a', lambda m: m.group().upper(), 'banana'), re.sub('a', 'x', 'banana', 2), re.subn('a', 'x', 'banana'), re.sub('(?P<l>.)', r'<\g<l>>', 'ab'), re.sub('x*', '-', 'abxd'), re.sub('^', '> ', 'a\nb', flags=re.M))
p = re.compile(r'(?i)héllo\b', re.U)
print(p.search('Say HÉLLO!').group(), p.pattern, p.groups, re.compile('a', re.I | re.M).flags, re.compile('x', re.S))
print([m.span() for m in re.finditer('é+', 'aéébé€é')], re.search('€', 'é€').start(), re.search('b', 'abab', ).span(), re.compile('b').search('abab', 2).span())
print(re.escape('a.b*c[d] e-f'), re.search(r'^\s*#', ' # x') is not None, re.findall(r'(?m)^\w', 'a\nb'), re.findall('(?s).', 'a\n'), re.findall(r'(?x) a  b # c', 'ab'))
print(re.search(r'(?<=a)b', 'ab').span(), re.search(r'(?<!a)b', 'abcb').span(), re.findall(r'a(?!b)', 'abac'), re.search(r'(a)(b)?', 'ac').groups(), re.search(r'(a)(b)?', 'ac').groups('z'), re.search(r'(?P<q>["\']).*?(?P=q)', 'x "a\' b" y').group(), re.match(r'(a)\1', 'aa').group())
print(re.findall(r'[\w.-]+@[\w.-]+', 'x@y.z, a.b@c'), re.findall('[^a-c]', 'abcd'), re.findall(r'[\]\[]', '[x]'), re.findall('[]a]', ']a'), re.findall('a{2}', 'aaaa'), re.findall('a{,2}', 'aaa'), re.findall('a{1,}?', 'aa'), re.findall('a{x', 'a{x'), re.sub(r'\s+', ' ', ' a \t\n b '), re.sub(r'\\', '/', 'a\\b'), re.sub('a', r'\n', 'bab'), re.sub('(a)', r'\1\1', 'xa'))
for pat in ['(', ')', '[', 'a**', '*a', '(?P<1>x)', '(?P<a>x)(?P<a>y)', r'\q', '(?z)', 'a{2,1}', r'\1', '(?P=x)', 'x(?i)']:
    attempt(lambda: re.compile(pat))
attempt(lambda: re.sub('a', r'\g<x>', 'a'))
attempt(lambda: re.sub('a', r'\5', 'a'))
attempt(lambda: re.search('a', 5))
attempt(lambda: re.search('a', b'a'))
attempt(lambda: m.group(9))
print(re.search(b'\xff+', b'a\xff\xffb').span(), re.sub(b'a', b'b', b'aXa'), re.findall(br'\w', b'a\xe9'))
print(re.findall(r'\w+', 'naïve café'), re.findall(r'(?a)\w+', 'naïve'), re.findall(r'\d', '٣3'), re.match(r'\x41\u00e9', 'Aé').group(), re.search(r'\bfoo\b', 'a foo.').span(), re.match(r'[a-z]+(?:_[a-z]+)*$', 'snake_case_x') is not None)
print(re.sub(r'(?<!^)(?=[A-Z])', '_', 'CamelCaseName').lower(), re.sub(r'[^\w]+', '-', 'Hello, World! é').strip('-').lower(), re.split(r'\W+', 'a, b.c'), m.expand(r'\2-\1'))
