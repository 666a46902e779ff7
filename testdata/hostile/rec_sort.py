# ends: RecursionError
class A:
    def __lt__(self, o): return sorted([A(), A()])[0]
sorted([A(), A()])
