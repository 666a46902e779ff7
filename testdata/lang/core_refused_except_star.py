# refused: except*
try: 1
except* ValueError: pass
