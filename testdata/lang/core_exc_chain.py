def show(e, d=0):
    print(" " * d, type(e).__name__, e, e.__suppress_context__)
    if e.__cause__ is not None: print(" " * d, "cause"); show(e.__cause__, d + 1)
    if e.__context__ is not None: print(" " * d, "context"); show(e.__context__, d + 1)
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError("from") from e
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("ctx")
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("none") from None
except ValueError as e: show(e)
try:
    raise ValueError("c") from KeyError
except ValueError as e: show(e)
try:
    try: raise KeyError(1)
    finally: [][0]
except IndexError as e: show(e)
try:
    try: raise KeyError(1)
    except KeyError:
        try: raise ValueError(2)
        except ValueError: pass
        raise
except KeyError as e: show(e)
try: raise
except RuntimeError as e: print(e)
try: raise ValueError from 5
except TypeError as e: print(e)
e = ValueError("x"); e.__cause__ = KeyError("y"); show(e)
e.add_note("n1"); print(e.__notes__)
