def f():
    raise ExceptionGroup('several', [ValueError('one'), TypeError('two')])
f()
