def f():
    try: int("x")
    except ValueError: raise KeyError("hidden") from None
f()
