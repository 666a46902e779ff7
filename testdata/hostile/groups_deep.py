# ends: max_group_depth is 10
e = ValueError('core')
for i in range(100000):
    e = ExceptionGroup('g', [e])
try:
    print(e.split(ValueError))
except RecursionError as x:
    print(x)
try:
    repr(e)
except RecursionError as x:
    print(x)
try:
    try:
        raise e
    except* ValueError:
        raise
except RecursionError as x:
    print(type(x), x)
print('end')
raise e
