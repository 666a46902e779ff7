# ends: RecursionError
class A:
    def __format__(self, s): return format(self, s)
f"{A()}"
