def a(n):
    if n == 0:
        raise ValueError("deep")
    return a(n - 1)
class C:
    def m(self):
        return [a(i) for i in (1,)]
def b():
    try:
        C().m()
    except ValueError as e:
        raise RuntimeError("wrapped") from e
b()
