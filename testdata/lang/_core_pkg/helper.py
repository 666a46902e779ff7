value = 42
_private = 1
def f(): return __name__, __package__
