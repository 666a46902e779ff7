def f():
    try:
        raise ValueError("first")
    except ValueError:
        raise
def g():
    try:
        f()
    except ValueError as e:
        raise e
g()
