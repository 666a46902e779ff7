class V:
    def __add__(self, o):
        raise RuntimeError("cannot add")
x = V()
y = 1
z = (x +
     y)
