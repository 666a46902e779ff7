# ends: TypeError: catching classes that do not inherit from BaseException
t = ValueError
for i in range(100000): t = (t,)
try: raise KeyError
except t: pass
