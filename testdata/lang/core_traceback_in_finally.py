def f():
    try:
        raise ValueError("first")
    finally:
        [].pop()
f()
