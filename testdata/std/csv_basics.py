import csv
from io import StringIO

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

text = 'a,b,c\r\n1,"x, y","say ""hi"""\r\n\r\n"multi\nline",,é\r\n  s , t ,u'
print(list(csv.reader(StringIO(text))))
print(list(csv.DictReader(StringIO('a,b\n1,2\n3\n4,5,6\n'))), csv.DictReader(StringIO('p,q\n')).fieldnames)
print(list(csv.reader(['a;b', 'c;"d;e"'], delimiter=';')), list(csv.reader(['a\tb'], 'excel-tab')), list(csv.reader(["'a,b',c"], quotechar="'")))
print(list(csv.reader(['a, "b"'], skipinitialspace=True)), list(csv.reader(['1,"a"'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(['a"b,c'])), list(csv.reader(['', ',', '""'])))
out = StringIO()
w = csv.writer(out)
w.writerow(['a', 1, 2.5, None, 'x,y', 'q"q', 'l\nl'])
w.writerows([[''], ['é', True]])
csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator='\n').writerow([1, 'b'])
d = csv.DictWriter(out, ['k', 'v'])
d.writeheader()
d.writerow({'v': 2, 'k': 1})
d.writerow({'k': 9})
print(repr(out.getvalue()))
attempt(lambda: d.writerow({'zz': 1}))
attempt(lambda: list(csv.reader([b'a'])))
attempt(lambda: csv.reader([], delimiter=';;'))
r = csv.reader(['a', 'b'])
next(r)
print(r.line_num, next(r), r.line_num)
