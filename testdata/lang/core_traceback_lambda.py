f = lambda x: x["missing"]
def call(): return f({})
call()
