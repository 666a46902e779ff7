def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'é'.encode(),
    lambda: 'é'.encode('latin-1'),
    lambda: 'é'.encode('ascii', 'replace'),
    lambda: 'é'.encode('ascii', 'ignore'),
    lambda: 'é€'.encode('ascii', 'backslashreplace'),
    lambda: 'é'.encode('ascii', 'xmlcharrefreplace'),
    lambda: 'é'.encode('ascii'),
    lambda: 'aéé€b'.encode('ascii'),
    lambda: '€'.encode('latin1'),
    lambda: 'a'.encode('utf-16'),
    lambda: 'a😀'.encode('utf-16-le'),
    lambda: 'a'.encode('utf-16-be'),
    lambda: 'a'.encode('utf-32'),
    lambda: '\ud800'.encode(),
    lambda: '\ud800'.encode('utf-8', 'surrogatepass'),
    lambda: 'a'.encode('nope'),
    lambda: 'é'.encode('ascii', 'nope'),
    lambda: 'a'.encode(5),
    lambda: 'a'.encode('UTF8'),
    lambda: 'a'.encode('utf-8-sig'),
    lambda: 'é'.encode(encoding='utf_8', errors='strict'),
)
