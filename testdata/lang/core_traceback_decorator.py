def deco(f):
    raise RuntimeError("decorating " + f.__name__)
@deco
def target():
    pass
