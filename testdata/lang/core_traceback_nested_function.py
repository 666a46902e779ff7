def outer():
    def middle():
        def inner():
            raise IndexError("deep down")
        inner()
    middle()
outer()
