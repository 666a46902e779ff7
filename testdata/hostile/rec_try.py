# ends: steps
def f():
    try: f()
    finally: f()
try: f()
except RecursionError: print("rec")

