# refused: 'core_foreign.a' is used
import core_foreign.a as z
try:
    z.attribute
except Exception:
    print("not caught")
finally:
    print("never")
