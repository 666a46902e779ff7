class T:
    def __bool__(self): raise ValueError("no truth")
t = T()
while t:
    pass
