class A:
    def __init__(self, v):
        self.v = int(v)
class B(A):
    def __init__(self, v):
        super().__init__(v)
B("zz")
