# refused: 'core_foreign.items' is used
from core_foreign import items
try:
    for i in items: pass
except: print("no")
