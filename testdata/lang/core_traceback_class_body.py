def check(): raise TypeError("in class body")
class Broken:
    x = 1
    y = check()
