class A:
    def go(self, x):
        return [
            x,
            self.inner(
                x
            ),
        ]
    def inner(self, x):
        y = x + 1
        return y / 0
A().go(1)
