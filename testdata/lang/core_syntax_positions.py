def f(a,
      b):
    return (a +
            b.missing)
f(1,
  2)
