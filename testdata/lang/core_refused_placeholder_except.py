# refused: 'core_foreign.Error' is used
from core_foreign import Error
try: 1 / 0
except Error: pass
