# What takes addresses and their parts apart, and puts them together.
import urllib
import urllib.parse
from urllib.parse import (parse_qs, parse_qsl, quote, quote_from_bytes, quote_plus, unquote,
                          unquote_plus, unquote_to_bytes, urlencode, urlparse, urlsplit, urlunparse,
                          urlunsplit)


def show(function, *arguments, **keywords):
    try:
        print(function.__name__, arguments, keywords, repr(function(*arguments, **keywords)))
    except Exception as error:
        print(function.__name__, arguments, keywords, type(error).__name__, error)


for text in ('', 'a b', 'p@ss/w:rd+%', 'ä€😀', '~-._!*()', b'\x00\xff a', '\udc80', 7, None, 'a\nb'):
    show(quote, text)
    show(quote_plus, text)
    show(quote_plus, text, safe='/@')
show(quote, 'a/b c', '')
show(quote, 'a/b c', b'/ ')
show(quote, 'ä', encoding='latin-1')
show(quote, '€', '/', 'ascii', 'replace')
show(quote, b'a', encoding='utf-8')
show(quote, b'a', errors='strict')
show(quote_plus, 'a b&c', safe='& ä')
show(quote_plus, b'a b', b'/')
show(quote_from_bytes, b'')
show(quote_from_bytes, 'a')
for text in ('', 'a%20b', '%', '%2', '%zz%41', '%c3%a4%C3', 'ä%E2%82%ACb%', 'a+b%2B', '%00%7f%80', '%f0%9f%98%80x'):
    show(unquote, text)
    show(unquote_plus, text)
    show(unquote_to_bytes, text)
    show(unquote, text, errors='strict')
show(unquote, 'a%e4', 'latin-1')
show(unquote, b'a%C3%A4')
show(urlencode, {'a': 1, 'b c': 'd&e', b'x': b'\xff', 'n': None})
show(urlencode, [('a', [1, 2]), ('b', 'xy'), ('c', ()), ('d', 5), ('e', (b'q', 'ü'))], True)
show(urlencode, [('a', [1, 2])])
print(urlencode({'a b': '/'}, safe='/', quote_via=quote))
show(urlencode, ['ab'])
show(urlencode, ())
for text in ('', 'a=1&b=2&a=3', 'a&b=&c=%20+x', '&&a=b', 'a=b=c', 'a=1;b=2'):
    show(parse_qsl, text)
    show(parse_qsl, text, True)
    show(parse_qsl, text, strict_parsing=True)
    show(parse_qs, text, keep_blank_values=True)
show(parse_qs, 'a=1;b=2', separator=';')
show(parse_qs, 'a=1', separator='')
show(parse_qsl, 'a=1&b=2', max_num_fields=1)
for text in ('', 'postgresql+asyncpg://us%40er:p:w@Host.Example:5432/db?sslmode=require&x=1#top', 'http://a',
             '//host/path', 'mailto:x@y', 'path;p?q#f', 'http://h/a;b/c;d;e?q', 'file:///etc/x', 'http://[::1]:80/',
             'http://[::1/', 'x:80', '1x:80', 'a.b+c-1://q', 'http://u@h:/p', 'http://h:x/', 'http://h:99999/',
             'http://u:@h', 'sqlite://', 'http://h?a?b#c#d', 'HTTP://H/P', 'no://h;x/y;z', 'ht\ntp://a\tb', ':x', 'http:'):
    show(urlsplit, text)
    show(urlparse, text, allow_fragments=False)
    try:
        parts = urlparse(text)
        print(parts.hostname, parts.username, parts.password, parts.geturl(), urlunsplit(urlsplit(text)))
        print(parts.port)
        print(parts._replace(netloc='other:1', query='q=2').geturl())
    except ValueError as error:
        print(error)
show(urlsplit, 'h/p', 'https')
show(urlsplit, scheme='ftp', url='//h#f', allow_fragments=False)
show(urlunparse, ('http', 'h', 'p', 'x', 'q', 'f'))
show(urlunsplit, ('', '', '//h', '', ''))
show(urlunsplit, ['file', '', '/x', '', ''])
show(urlunsplit, ('file', '', 'x', '', ''))
parts = urllib.parse.urlsplit('http://u:p@h:1/p?q#f')
print(isinstance(parts, tuple), parts[1], parts.path, len(parts), parts._fields, urllib.__name__)
