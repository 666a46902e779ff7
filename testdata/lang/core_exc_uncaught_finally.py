def f():
    try:
        raise ValueError("x")
    finally:
        print("cleanup")
try:
    f()
finally:
    print("outer cleanup")
