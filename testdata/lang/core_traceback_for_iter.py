class It:
    def __iter__(self): return self
    def __next__(self): raise OverflowError("next failed")
def run():
    for x in It():
        print(x)
run()
