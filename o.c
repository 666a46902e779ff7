'utf8' codec can't decode bytes in position 50-50: why
'utf8' codec can't decode byte 0x31 in position -5: why
'utf8' codec can't decode bytes in position 0-0: why
TypeError argument 1 must be str, not int
'a' codec can't encode characters in position 5-5: why
'a' codec can't encode characters in position 0-1: why
'utf8' codec can't decode bytes in position 0-4: why
TypeError function takes exactly 5 arguments (3 given)
TypeError argument 2 must be str, not bytes
('a', 'b', 1, 2, 'c')
can't translate character '\x62' in position 1: r
m
m (f.py, line 3)
3
None
None
SyntaxError('m', ('/a/f.py', 3, 4, 't'))
