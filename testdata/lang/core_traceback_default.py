def boom(): raise OSError("default")
def f(a=boom()): pass
