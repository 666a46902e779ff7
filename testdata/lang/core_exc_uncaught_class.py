class MyError(Exception):
    pass
e = MyError("with note")
e.add_note("a note")
e.add_note("another")
raise e
