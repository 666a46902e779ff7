def f():
    try:
        {}["missing"]
    except KeyError:
        print(undefined)
f()
